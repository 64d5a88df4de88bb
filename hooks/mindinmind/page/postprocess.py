"""Post-processing of a page's HTML: tables, heading links, links to other sites, pictures.

One walk over the marks of the page, by the tokenizer that all our rooms share. What a mark needs
is written in its place, and every other byte stays as it was.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from glossary_cards.engine.tokens import (
    Kind,
    Mark,
    attribute,
    attribute_names,
    marks,
    text_of,
    without_attribute,
)

Size = tuple[int, int]
SizeOf = Callable[[str], Size | None]

CARDS_FROM = 3
"""From how many columns on a table becomes cards on a phone."""

LONG_CELL = 120
"""From how many letters in a cell on a table of two columns does, too, if its rows have titles."""

WIDEST = 300
"""How wide a picture is where no stylesheet says so: no wider than a phone."""

_LONG_ADDRESS = re.compile(r"https?://\S{25,}")  # https://doi.org/10.1002/14651858.CD012955.pub2
# After "10.1002/", after a long part such as "regionh.dk/", after "%20", and in a word of over
# thirty letters.
_MAY_BREAK = re.compile(
    r"(?<=\d/)(?=[^/])|(?<=[^/\s]{10}/)(?=[^/])|(?<=%[0-9A-F]{2})|(?<=\w{30})(?=\w)"
)
# hooks/<wbr>glossary_<wbr>cards, and in a word of more than eight letters
_MAY_BREAK_CODE = re.compile(r"(?<=\w[/._=:-])(?=\w)|(?<=\w{8})(?=\w{2})")
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_LOOKED_AT = _HEADINGS.union("p pre table thead tr th td code strong a img".split())
_CAPTION = "<p>Table: "
_INSIDE = Markup("\0")
"""Stands for what an element of ours holds while that is not known."""


def mend(html: str, make: Environment, size_of: SizeOf = lambda _: None) -> str:
    """Post-process a page's content.

    Args:
        html: The content as Markdown, its extensions and other hooks gave it.
        make: The templates: all elements that are put into a page are macros of one.
        size_of: Tells width and height of a picture by its address, where known.

    Returns:
        The content; one that needs no change comes back unchanged.
    """
    walk, reached = _Walk(make.get_template("partials/mim/content.html").module, size_of), 0
    for mark in marks(html):
        if reached < mark.start:
            walk.text(html[reached : mark.start])
        reached = mark.end
        source = html[mark.start : reached]
        if mark.name in _LOOKED_AT:
            walk.mark(mark, source)
        else:
            walk.out.append(source)
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
        letters: How many the cell has that is being read.
        longest: How many the longest cell has.
        titled: Whether a first cell holds bold words: then it is the title of its row.
    """

    at: int
    labels: list[str] = field(default_factory=list)
    column: int = 0
    head: bool = False
    spans: bool = False
    letters: int = 0
    longest: int = 0
    titled: bool = False

    @property
    def as_cards(self) -> bool:
        """Whether a phone shows each row as a card."""
        long = len(self.labels) > 1 and self.titled and self.longest >= LONG_CELL
        return (len(self.labels) >= CARDS_FROM or long) and not self.spans


class _Walk:
    """What is known while a page is walked through.

    Attributes:
        out: What was written so far.
    """

    def __init__(self, parts: Any, size_of: SizeOf) -> None:
        self.out: list[str] = []
        self._parts, self._size_of = parts, size_of
        self._tables: list[_Table] = []
        self._heading = ""
        self._hidden = False  # the sign of a heading's own link, which the stylesheet draws
        self._larger = -1  # where a link to a larger picture starts, and to which
        self._picture = ""
        self._leads_out = self._in_code = False
        self._paragraph = -1  # where the last paragraph starts; -1 once something came after it

    def text(self, text: str) -> None:
        """Write what stands between two marks."""
        table = self._tables[-1] if self._tables else None
        if table and table.head and table.labels:
            table.labels[-1] += text
        elif table:
            table.letters += len(text)
            table.longest = max(table.longest, table.letters)
        if self._leads_out and _LONG_ADDRESS.fullmatch(text):
            text = _MAY_BREAK.sub("<wbr>", text)  # on a phone without styles as well
        elif table and self._in_code:
            text = _MAY_BREAK_CODE.sub("<wbr>", text)
        if not self._hidden:
            self.out.append(text)

    def mark(self, mark: Mark, source: str) -> None:
        """Write a mark, changed where it has to be."""
        if mark.kind is Kind.OPEN:
            source = self._opened(mark, source)
        elif mark.kind is Kind.CLOSE:
            source = self._closed(mark.name, source)
        self.out.append(source)

    def _opened(self, mark: Mark, source: str) -> str:
        table = self._tables[-1] if self._tables else None
        match mark.name:
            case "p":
                self._paragraph = len(self.out)
            case "pre":  # without styles its lines would go past the edge of a phone
                return source.replace("<pre", "<pre wrap", 1)
            case "table":
                return source + self._open_table()
            case "thead" if table:
                table.head = True
            case "tr" if table:
                table.column = 0
            case "th" | "td" if table:
                return f"<{mark.name}{_cell(table, mark.attributes)}>"
            case "code":
                self._in_code = True
            case "strong" if table and not table.head:
                table.titled |= table.column == 1
            case "a":
                return self._open_link(mark, source)
            case "img":
                return self._image(mark.attributes)
            case name if name in _HEADINGS:
                self._heading = name
        return source

    def _closed(self, name: str, source: str) -> str:
        if name == "a":
            return self._close_link(source)
        if name in _HEADINGS:
            self._heading = ""
        elif name == "code":
            self._in_code = False
        elif self._tables and name == "thead":
            self._tables[-1].head = False
        elif self._tables and name == "table":
            table = self._tables.pop()
            return source + self._end(table.at, self._parts.table(_INSIDE, table.as_cards))
        return source

    def _end(self, at: int, whole: str) -> str:
        """Begin an element where it was to stand, now that it is known whole; give its end."""
        self.out[at], end = str(whole).split(_INSIDE)
        return end

    def _open_table(self) -> str:
        """Begin a table; give its caption, taken from a paragraph ``Table: …`` straight before."""
        start = self._paragraph
        # Asked once, so that many tables cost no more than their length.
        self._paragraph = self._larger = -1
        said = "".join(self.out[start:]).strip() if start >= 0 else ""
        taken = said.startswith(_CAPTION) and said.endswith("</p>") and said.count("</p>") == 1
        if taken:
            del self.out[start:]
        self._tables.append(_Table(len(self.out)))
        self.out.append("")
        caption = Markup(said.removeprefix(_CAPTION).removesuffix("</p>"))
        return str(self._parts.caption(caption)) if taken else ""

    def _open_link(self, mark: Mark, source: str) -> str:
        kind = (attribute(mark.attributes, "class") or "").split()
        href = attribute(mark.attributes, "href") or ""
        if "headerlink" in kind and self._heading:
            self._hidden = True
            return str(self._parts.permalink(href)) if self._heading in ("h2", "h3") else ""
        if "glightbox" in kind:
            self._larger, self._picture = len(self.out), href
            return ""
        if href.startswith(("http://", "https://")):
            self._leads_out = True
            return f"<a{_told_nothing(mark.attributes)}>"
        return source

    def _close_link(self, source: str) -> str:
        self._leads_out = False
        if self._hidden:
            self._hidden = False
            return ""
        if self._larger >= 0:
            at, self._larger = self._larger, -1
            return self._end(at, self._parts.larger(self._picture, _INSIDE))
        return source

    def _image(self, attributes: str) -> str:
        attributes = attributes.rstrip().removesuffix("/").rstrip()
        address = attribute(attributes, "src") or ""
        size = self._size_of(address)
        if size and attribute(attributes, "width") is None:
            part = min(1, WIDEST / size[0])
            width, height = (round(side * part) for side in size)
            attributes += f' width="{width}" height="{height}"'
        if attribute(attributes, "loading") is None:
            attributes += ' loading="lazy" decoding="async"'
        image, wide = Markup(f"<img{attributes}>"), address.removesuffix(".svg") + "-wide.svg"
        size = self._size_of(wide) if "assets/diagrams/" in address else None
        return str(self._parts.picture(image, wide, size)) if size else image


def _cell(table: _Table, attributes: str) -> str:
    """Give a cell's attributes: its scope in the header, its column's name below it."""
    if table.head:
        table.labels.append("")
        if attribute(attributes, "scope") is None:
            attributes += ' scope="col"'
    elif table.column < len(table.labels):
        label = plain(table.labels[table.column])
        attributes += f' data-label="{escape(label)}"' if label else ""
    table.column += 1
    table.letters = 0
    table.spans |= not {"colspan", "rowspan"}.isdisjoint(attribute_names(attributes))
    return attributes


def _told_nothing(attributes: str) -> str:
    """Tell another site nothing about where the reader came from."""
    kinds = (attribute(attributes, "rel") or "").split()
    if "noreferrer" in kinds:
        return attributes
    return (
        f'{without_attribute(attributes, "rel")} rel="{escape(" ".join([*kinds, "noreferrer"]))}"'
    )


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
