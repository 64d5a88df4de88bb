"""Post-processing of a page's HTML: tables, heading links, links to other sites, pictures.

One walk over the marks of the page, by the tokenizer that all our rooms share. What a mark needs
is written in its place, and every other byte stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from glossary_cards.engine.tokens import (
    Kind,
    Mark,
    attribute,
    marks,
    text_of,
    without_attribute,
)

Size = tuple[int, int]
SizeOf = Callable[[str], Size | None]

CARDS_FROM = 3
"""From how many columns on a table becomes cards on a phone."""

_ALIGN = re.compile(r"\s*text-align:\s*(left|center|right);?\s*")  # "text-align: center;"
_SIDES = {"left": "start", "center": "centre", "right": "end"}
_CAPTION = "<p>Table: "
_LARGER = '<span class="mim-hidden"> (open larger picture)</span>'


def mend(html: str, size_of: SizeOf = lambda _: None) -> str:
    """Post-process a page's content.

    Args:
        html: The content as Markdown, its extensions and other hooks gave it.
        size_of: Tells width and height of a picture by its address, where known.

    Returns:
        The content; one that needs no change comes back unchanged.
    """
    walk, reached = _Walk(size_of), 0
    html = unwrap_document(html)
    for mark in marks(html):
        walk.text(html[reached : mark.start])
        walk.mark(mark, html[mark.start : mark.end])
        reached = mark.end
    walk.text(html[reached:])
    return "".join(walk.out)


def unwrap_document(html: str) -> str:
    """Take away the whole-document tags that the lightbox plugin wraps a page's content in."""
    if not html.startswith("<html>"):
        return html
    start = html.index("<body>") + len("<body>")
    return html[start : html.rindex("</body>")]


@dataclass
class _Table:
    """A table that is being read.

    Attributes:
        at: Where in the output its wrapper stands.
        labels: The text of each column's header.
        column: How many cells of the row have been met.
        head: Whether the header is being read.
        spans: Whether a cell spans several, so that a column's number says nothing.
    """

    at: int
    labels: list[str] = field(default_factory=list)
    column: int = 0
    head: bool = False
    spans: bool = False


class _Walk:
    """What is known while a page is walked through.

    Attributes:
        out: What was written so far.
    """

    def __init__(self, size_of: SizeOf) -> None:
        self.out: list[str] = []
        self._size_of = size_of
        self._tables: list[_Table] = []
        self._heading = ""
        self._hidden = False  # the sign of a heading's own link, which the stylesheet draws
        self._larger = False
        self._paragraph = -1  # where the last paragraph starts; -1 once something came after it

    def text(self, text: str) -> None:
        """Write what stands between two marks."""
        if self._tables and self._tables[-1].head and self._tables[-1].labels:
            self._tables[-1].labels[-1] += text
        if not self._hidden:
            self.out.append(text)

    def mark(self, mark: Mark, source: str) -> None:
        """Write a mark, changed where it has to be."""
        if mark.kind is Kind.OPEN:
            if mark.name in _OPENED:
                source = _OPENED[mark.name](self, mark, source)
        elif mark.kind is Kind.CLOSE and mark.name in _CLOSED:
            source = _CLOSED[mark.name](self, source)
        self.out.append(source)

    def _open_paragraph(self, mark: Mark, source: str) -> str:
        self._paragraph = len(self.out)
        return source

    def _caption(self) -> str:
        """Take the paragraph ``Table: caption`` straight before a table out of the output."""
        start = self._paragraph
        self._paragraph = -1  # asked once, so that many tables cost no more than their length
        said = "".join(self.out[start:]).strip() if start >= 0 else ""
        if not (said.startswith(_CAPTION) and said.endswith("</p>") and said.count("</p>") == 1):
            return ""
        del self.out[start:]
        return f"<caption>{said.removeprefix(_CAPTION).removesuffix('</p>')}</caption>"

    def _open_table(self, mark: Mark, source: str) -> str:
        caption = self._caption()
        self._tables.append(_Table(len(self.out)))
        self.out.append('<div class="mim-table">')
        return source + caption

    def _close_table(self, source: str) -> str:
        if not self._tables:
            return source
        table = self._tables.pop()
        if len(table.labels) >= CARDS_FROM and not table.spans:
            self.out[table.at] = '<div class="mim-table mim-table--cards">'
        return f"{source}</div>"

    def _open_head(self, mark: Mark, source: str) -> str:
        if self._tables:
            self._tables[-1].head = True
        return source

    def _close_head(self, source: str) -> str:
        if self._tables:
            self._tables[-1].head = False
        return source

    def _open_row(self, mark: Mark, source: str) -> str:
        if self._tables:
            self._tables[-1].column = 0
        return source

    def _open_cell(self, mark: Mark, source: str) -> str:
        if not self._tables:
            return source
        table, attributes = self._tables[-1], _aligned_by_class(mark.attributes)
        if table.head:
            table.labels.append("")
            if attribute(attributes, "scope") is None:
                attributes += ' scope="col"'
        elif 0 < table.column < len(table.labels):  # the first cell is the title of its card
            label = " ".join(text_of(table.labels[table.column]).split())
            attributes += f' data-label="{escape(label)}"' if label else ""
        table.column += 1
        table.spans |= attribute(attributes, "colspan") is not None
        table.spans |= attribute(attributes, "rowspan") is not None
        return f"<{mark.name}{attributes}>"

    def _open_heading(self, mark: Mark, source: str) -> str:
        self._heading = mark.name
        return source

    def _close_heading(self, source: str) -> str:
        self._heading = ""
        return source

    def _open_link(self, mark: Mark, source: str) -> str:
        kind = (attribute(mark.attributes, "class") or "").split()
        href = attribute(mark.attributes, "href") or ""
        if "headerlink" in kind and self._heading:
            self._hidden = True
            if self._heading not in ("h2", "h3"):
                return ""
            # For a pointer only: who reads by keyboard or ear has the list of sections.
            shut = 'tabindex="-1" aria-hidden="true"'
            return f'<a class="mim-permalink" href="{escape(href)}" {shut}>'
        if "glightbox" in kind:
            self._larger = True
            return f'<a class="glightbox" href="{escape(href)}">'
        if href.startswith(("http://", "https://")):
            return f"<a{_told_nothing(mark.attributes)}>"
        return source

    def _close_link(self, source: str) -> str:
        if self._hidden:
            self._hidden = False
            return source if self._heading in ("h2", "h3") else ""
        if self._larger:
            self._larger = False
            return _LARGER + source
        return source

    def _open_image(self, mark: Mark, source: str) -> str:
        attributes = mark.attributes.rstrip().removesuffix("/").rstrip()
        size = self._size_of(attribute(attributes, "src") or "")
        if size and attribute(attributes, "width") is None:
            attributes += f' width="{size[0]}" height="{size[1]}"'
        if attribute(attributes, "loading") is None:
            attributes += ' loading="lazy" decoding="async"'
        return f"<img{attributes}>"


_HEADINGS = [f"h{level}" for level in range(1, 7)]
_OPENED = {
    "p": _Walk._open_paragraph,
    "table": _Walk._open_table,
    "thead": _Walk._open_head,
    "tr": _Walk._open_row,
    "th": _Walk._open_cell,
    "td": _Walk._open_cell,
    "a": _Walk._open_link,
    "img": _Walk._open_image,
    **dict.fromkeys(_HEADINGS, _Walk._open_heading),
}
_CLOSED = {
    "table": _Walk._close_table,
    "thead": _Walk._close_head,
    "a": _Walk._close_link,
    **dict.fromkeys(_HEADINGS, _Walk._close_heading),
}


def _aligned_by_class(attributes: str) -> str:
    """Say by a class which way a cell's text goes: the policy lets no inline style through."""
    way = _ALIGN.fullmatch(attribute(attributes, "style") or "")
    if not way:
        return attributes
    kind = attribute(attributes, "class")
    names = f"{kind or ''} mim-{_SIDES[way[1]]}".strip()
    rest = without_attribute(without_attribute(attributes, "style"), "class")
    return f'{rest} class="{escape(names)}"'


def _told_nothing(attributes: str) -> str:
    """Tell another site nothing about where the reader came from."""
    kinds = (attribute(attributes, "rel") or "").split()
    if "noreferrer" in kinds:
        return attributes
    return f'{without_attribute(attributes, "rel")} rel="{escape(" ".join([*kinds, "noreferrer"]))}"'


def plain(html: str) -> str:
    """Give the text of a piece of HTML."""
    return " ".join(text_of(html).replace("¶", "").split())


def svg_size(text: str) -> Size | None:
    """Give width and height of an SVG by its ``viewBox``, or ``None`` without one."""
    for mark in marks(text):
        if mark.name == "svg":
            box = re.split(r"[\s,]+", (attribute(mark.attributes, "viewbox") or "").strip())
            if len(box) == 4 and all(re.fullmatch(r"-?[\d.]+", side) for side in box):
                return round(float(box[2])), round(float(box[3]))
    return None


def decorative_svg(text: str) -> str:
    """Give an SVG for use inside a page beside words that say the same: readers skip it."""
    text = re.sub(
        r"<(title|desc)\b.*?</\1>|\s(?:role|xmlns)=\"[^\"]*\"|<\?xml.*?\?>", "", text, flags=re.S
    )
    return re.sub(r"\s*\n\s*", "", text).replace("<svg", '<svg aria-hidden="true"', 1).strip()
