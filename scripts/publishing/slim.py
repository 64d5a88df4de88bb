"""A page in fewer bytes, for the bundle and the single file: every reader sees the same.

What goes is what only machines on the network read, addresses to share and to cite by, that nobody
is counted online, the lines that a word's page quotes from others, their headings and all pages
but the first few (these are one tap or one search away), the journal of its sources, and on every
page their kind and address, which the list of all sources has, the links at a page's foot, which
the home page has, a tab's picture, the second shape of a drawing, for wide screens, and what HTML
may leave out.
"""

import re

from mindinmind.page.assets import shortest

_USELESS = re.compile(  # <a class="mim-permalink" href="#a"></a>, and what stands in each line
    r'<script type="application/ld\+json">.*?</script>'
    r'|<meta name="(?:description|referrer|color-scheme)"[^>]*>'  # styles say the last
    r'|<p class="mim-printed">[^<]*<span[^>]*></span>\.</p>|<source[^>]*-wide\.svg[^>]*>'
    r'|<details class="mim-cite.*?</details>|<link rel="icon"[^>]*>'
    r'|<li><span class="term-used__line">.*?</span></li>|<span class="term-used__line">.*?</span>'
    r'|<details class="term-used__more">.*?</details>'
    r"| Cited on: (?=<a).*?(?=</span>)"  # of the list of all references
    r'|<a class="mim-permalink"[^>]*></a>| rel="noreferrer"| data-search-exclude(?:="")?'
    r"| This site sets no cookies and counts nobody\."
    r'| loading="lazy" decoding="async"',
    re.S,
)
_NOTE = re.compile(r'\b(fn(?:ref\d*)?:)([\w-]+)(?=")')  # fn:luyten2020" and fnref2:luyten2020"
# A word's name that is its title but for a capital: <dt data-name="urge"><a href="..">Urge</a>
_SAME_NAME = re.compile(r'(?i:<dt data-name="([^"]*)">(?=<a [^>]*>\1</a>))')
# <section class="term-used"><ul><li><a href="..">A page</a><ul><li>A part of it</li></ul></li></ul>
_USED = re.compile(r'<section class="term-used.*?</section>', re.S)
_PARTS = re.compile(r"(?<=</a>)\s*<ul>.*?</ul>", re.S)  # </a><ul><li>A part of it</li></ul>
# <nav ..><ul>..</ul></nav>
_FOOT = re.compile(r'<nav aria-label="About this site">.*?</nav>', re.S)
# (2019). Of risks. <i>Brain</i>, <i>15</i>, 3–8.</span>
_JOURNAL = re.compile(r"(?<=[^)][.?]) <i>[^<]*</i>(?:, <i>[^<]*</i>)?[^<]*(?=</span>)")
# (2019). Retrieved May 1, 2026, from <a href="https://a.b/c">https://a.b/c</a></span>
_ADDRESS = re.compile(
    r'(?: Retrieved \w+ \d+, \d+, from)? <a href="https?://[^>]*>https?://(?:[^<]|<wbr>)*</a>(?=</span>)'
)
# <span class="mim-kind">Trial</span> <span class="mim-free">Free to read</span>
_KIND = re.compile(r'(?:\s*<span class="mim-(?:kind|free)">[^<]*</span>)+')
_SOURCES = "Sources for this page</h2>"


def slim(html: str) -> str:
    """Take out what a reader without a network cannot use, and what HTML may leave out.

    Args:
        html: A page or a part of one.
    """
    numbers: dict[str, str] = {}
    html = _NOTE.sub(lambda key: key[1] + numbers.setdefault(key[2], str(len(numbers) + 1)), html)
    html = _USED.sub(lambda used: _PARTS.sub("", used[0]), _USELESS.sub("", html))
    html = _SAME_NAME.sub("<dt>", html)
    if 'class="mim-doors"' not in html:
        html = _FOOT.sub("", html)
    if "data-kind=" not in html:
        html = _KIND.sub("", _ADDRESS.sub("", html))
        html = html.replace(_SOURCES, "Sources (addresses: see About)</h2>")
    if 'class="term-index"' in html:
        html = _JOURNAL.sub("", html)
    return shortest(html, "html")
