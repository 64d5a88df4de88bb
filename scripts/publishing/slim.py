"""A page in fewer bytes, for the bundle and the single file: every reader sees the same.

What goes is what only machines on the network read, addresses to share and to cite by, the lines
that a word's page quotes from others (here those are one tap away), and what HTML may leave out.
"""

from __future__ import annotations

import re

_USELESS = re.compile(
    r'<script type="application/ld\+json">.*?</script>'
    r'|<meta name="(?:description|referrer)"[^>]*>'  # a page from a file names no referrer
    r'|<details class="mim-cite.*?</details>|<script[^>]* src="[^"]*/copy\.js"[^>]*></script>'
    r'|<li><span class="term-used__line">.*?</span></li>|<span class="term-used__line">.*?</span>'
    r'| data-ref="[^"]*"'
    r'|<a class="mim-permalink"[^>]*></a>| rel="noreferrer"| data-search-exclude(?:="")?'
    r"|(?<=>)\s+(?=\n)|(?<=\n)[ \t]+(?=<)",
    re.S,
)
_TAG = re.compile(r"<[a-z][^<>]*>")  # <a class="term" href="../glossary/mbt.html">
_QUOTED = re.compile(r"""="([^\s"'=<>`]*[^\s"'=<>`/])\"""")  # ="../glossary/mbt.html"
# End tags that a parser supplies by itself, before the tags that make it do so: </li><li>
_ENDS = re.compile(
    r"</(?:li|d[dt]|t[dhr])>(?=\s*</?(?:li|d[dt]|t[dhr]|ul|ol|dl|table|tbody|thead|div)[ >])"
    r"|</p>(?=\s*</?(?:p|div|ul|ol|dl|li|d[dt]|h[1-6]|section|aside|table|blockquote|figure|details)"
    r"[ >])"
)


def slim(html: str) -> str:
    """Take out what a reader without a network cannot use, and what HTML may leave out.

    Args:
        html: A page or a part of one; where it holds formatted text it stays as it is.
    """
    return html if "<pre" in html else shortened(re.sub(r"\n+", "\n", _USELESS.sub("", html)))


def shortened(html: str) -> str:
    """Leave out end tags and quotation marks that a parser does without."""
    return _TAG.sub(lambda tag: _QUOTED.sub(r"=\1", tag[0]), _ENDS.sub("", html))
