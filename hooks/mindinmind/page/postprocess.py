"""Small mends of the HTML that Markdown gives: tables, heading links, other sites, pictures.

Markdown's output is well formed, so each mend changes the marks it is about and leaves every
other byte as it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import escape, unescape

Size = tuple[int, int]

_TABLE = re.compile(
    r"(?:<p>Table: (?P<caption>(?:(?!</p>).)*)</p>\s*)?"
    r"<table(?P<attrs>[^>]*)>(?P<rows>.*?)</table>",
    re.S,
)
_HEADING = re.compile(
    r"<h(?P<level>[1-6])(?P<attrs>[^>]*)>(?P<inner>(?:(?!</h[1-6]>).)*?)"
    r'<a class="headerlink" href="(?P<href>[^"]*)"[^>]*>.*?</a></h(?P=level)>',
    re.S,
)
_ANY_HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.S)
_LINK = re.compile(r"<a (?P<attrs>(?:[^>\"]|\"[^\"]*\")*)>")
_IMAGE = re.compile(r"<img (?P<attrs>(?:[^>\"]|\"[^\"]*\")*?)\s*/?>")
_ENLARGE = re.compile(
    r'<a class="glightbox"(?P<attrs>[^>]*)>(?P<image>\s*<img (?:[^>"]|"[^"]*")*>\s*)</a>', re.S
)
_ALIGN = re.compile(r' style="text-align: (left|center|right);?"')
_SIDES = {"left": "start", "center": "centre", "right": "end"}


def mend(html: str, size_of: Callable[[str], Size | None] = lambda _: None) -> str:
    """Apply every mend to a page's content.

    Args:
        html: The content as Markdown and its extensions gave it.
        size_of: Tells width and height of a picture by its address, where known.

    Returns:
        The content with the mends; content that needs none comes back unchanged.
    """
    html = unwrap_document(html)
    html = mend_tables(html)
    html = html.replace("<pre>", '<pre tabindex="0">')  # wide code scrolls, by keyboard too
    html = mend_headings(html)
    html = mend_links(html)
    return mend_images(html, size_of)


def unwrap_document(html: str) -> str:
    """Take away the whole-document tags that the lightbox plugin wraps a page's content in."""
    if not html.startswith("<html>"):
        return html
    start = html.index("<body>") + len("<body>")
    return html[start : html.rindex("</body>")]


def mend_tables(html: str) -> str:
    """Give tables header scopes, a caption, and a scroller that keyboards reach and readers name.

    A paragraph ``Table: caption`` straight before the table becomes its caption; without one the
    heading before the table names it. Of several with one name the later ones are numbered, for
    whoever goes from region to region must tell them apart.
    """
    named: Counter[str] = Counter()

    def mended(match: re.Match[str]) -> str:
        caption = match["caption"]
        name = plain(caption) if caption else _heading_before(html, match.start())
        rows = re.sub(
            r"<thead>.*?</thead>",
            lambda head: re.sub(r"<th(?=[\s>])(?![^>]*\bscope=)", '<th scope="col"', head[0]),
            match["rows"],
            flags=re.S,
        )
        rows = _ALIGN.sub(lambda side: f' class="mim-{_SIDES[side[1]]}"', rows)
        title = f"<caption>{caption}</caption>" if caption else ""
        label = f"Table: {name}" if name else "Table"
        named[label] += 1
        label = escape(label if named[label] == 1 else f"{label} ({named[label]})")
        return (
            f'<div class="mim-table" role="region" tabindex="0" aria-label="{label}">'
            f"<table{match['attrs']}>{title}{rows}</table></div>"
        )

    return _TABLE.sub(mended, html)


def mend_headings(html: str) -> str:
    """Set each section's own link beside its heading and name it by the section.

    Outside the heading it is not read as part of it, and reader views leave it out. Headings
    below the third level, and the page's title, keep no link.
    """

    def mended(match: re.Match[str]) -> str:
        level, attrs, inner = match["level"], match["attrs"], match["inner"].strip()
        heading = f"<h{level}{attrs}>{inner}</h{level}>"
        if level not in "23":
            return heading
        name = escape(f"Link to section: {plain(inner)}")
        link = f'<a class="mim-permalink" href="{match["href"]}" aria-label="{name}"></a>'
        return f'<div class="mim-heading mim-heading--{level}">{heading}{link}</div>'

    return _HEADING.sub(mended, html)


def mend_links(html: str) -> str:
    """Tell other sites nothing about where the reader came from."""

    def mended(match: re.Match[str]) -> str:
        attrs = match["attrs"]
        if not re.search(r'\bhref="https?://', attrs) or "noreferrer" in attrs:
            return match[0]
        rest = re.sub(r'\s*\brel="[^"]*"', "", attrs)
        return f'<a {rest} rel="noreferrer">'

    return _LINK.sub(mended, html)


def mend_images(html: str, size_of: Callable[[str], Size | None]) -> str:
    """Keep room for pictures before they come, load them late, and name the enlarging link."""

    def sized(match: re.Match[str]) -> str:
        attrs = match["attrs"]
        source = re.search(r'\bsrc="([^"]*)"', attrs)
        size = size_of(source[1]) if source else None
        if size and "width=" not in attrs:
            attrs += f' width="{size[0]}" height="{size[1]}"'
        if "loading=" not in attrs:
            attrs += ' loading="lazy" decoding="async"'
        return f"<img {attrs}>"

    def named(match: re.Match[str]) -> str:
        href = re.search(r'\bhref="[^"]*"', match["attrs"])
        target = href[0] if href else 'href=""'
        hint = '<span class="mim-hidden"> (open larger picture)</span>'
        return f'<a class="glightbox" {target}>{match["image"].strip()}{hint}</a>'

    return _ENLARGE.sub(named, _IMAGE.sub(sized, html))


def plain(html: str) -> str:
    """Give the text of a piece of HTML."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).replace("¶", "").split())


def svg_size(text: str) -> Size | None:
    """Give width and height of an SVG by its ``viewBox``, or ``None`` without one."""
    match = re.search(r'<svg\b[^>]*\bviewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)"', text)
    return (round(float(match[1])), round(float(match[2]))) if match else None


def decorative_svg(text: str) -> str:
    """Give an SVG for use inside a page beside words that say the same: readers skip it."""
    text = re.sub(
        r"<(title|desc)\b.*?</\1>|\s(?:role|xmlns)=\"[^\"]*\"|<\?xml.*?\?>", "", text, flags=re.S
    )
    return re.sub(r"\s*\n\s*", "", text).replace("<svg", '<svg aria-hidden="true"', 1).strip()


def _heading_before(html: str, end: int) -> str:
    """Give the text of the nearest heading before a place."""
    found = ""
    for match in _ANY_HEADING.finditer(html, 0, end):
        found = match[1]
    return plain(found)
