"""Reading a page's HTML: which text may hold terms, in which section it stands.

The page is read once, mark by mark. Text between block-level tags forms a :class:`Block`, the unit
in which terms are looked for: a term may run across inline tags but never across blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mindinmind.glossary.text import OBJECT
from mindinmind.markup import VOID, Kind, Mark, attribute, marks, text_of

_INLINE = frozenset(
    "a abbr b bdi bdo big br button cite code data del dfn em font i img input ins kbd label mark "
    "math object q rp rt ruby s samp script select small span strike strong style sub sup svg "
    "template textarea time tt u var wbr".split()
)
_OBJECTS = frozenset("img input object sub sup".split())
_SWITCHES = ("terms: off", "terms: on")
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))

SKIPPED_ELEMENTS = _HEADINGS | frozenset(
    "a abbr button code dfn kbd label math pre samp script select style summary svg template "
    "textarea var".split()
)
"""Elements in which no term is linked."""

SKIPPED_CLASSES = frozenset("admonition-title arithmatex mermaid no-terms".split())
"""Classes of elements in which no term is linked."""


@dataclass(frozen=True)
class Rules:
    """What is left alone on a page.

    Attributes:
        language: The page's language, such as ``en``; elements in another one are left alone.
        elements: Names of elements that are left alone.
        classes: Classes of elements that are left alone.
    """

    language: str = "en"
    elements: frozenset[str] = SKIPPED_ELEMENTS
    classes: frozenset[str] = SKIPPED_CLASSES


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under one heading.

    Attributes:
        anchor: The id of its heading; empty before the first.
        title: The heading's text; empty before the first.
        number: Counts the level 2 headings passed so far: terms are "first" once in each.
    """

    anchor: str = ""
    title: str = ""
    number: int = 0


@dataclass(slots=True)
class Block:
    """Text that a reader sees as one run, with the tags inside it.

    Attributes:
        section: Where it stands.
        spans: Start and end of each piece of text in the source, or the text that stands for
            something else (a line break, an image) with its start and end.
        tags: The inline tags inside it, in order.
        skipped: Why its text is left alone, or empty where it is not.
    """

    section: Section
    spans: list[tuple[int, int, str | None]] = field(default_factory=list)
    tags: list[Mark] = field(default_factory=list)
    skipped: str = ""

    def text(self, html: str) -> str:
        """Give the block's text, entities undecoded."""
        if len(self.spans) == 1:
            start, end, instead = self.spans[0]
            return html[start:end] if instead is None else instead
        return "".join(
            html[start:end] if instead is None else instead for start, end, instead in self.spans
        )

    def source_start(self, offset: int) -> int:
        """Give the place in the source of the character at an offset of the block's text."""
        for start, end, instead in self.spans:
            length = end - start if instead is None else len(instead)
            if offset < length:
                return start + offset if instead is None else start
            offset -= length
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of the author's own."""

    mark: Mark
    href: str
    text: str
    section: Section


@dataclass(slots=True)
class _Open:
    name: str
    skipped: str


class Reader:
    """Reads one page into blocks, sections and the author's own links."""

    def __init__(self, html: str, rules: Rules, keep_skipped: bool = False) -> None:
        """Prepare to read.

        Args:
            html: The page's content.
            rules: What is left alone.
            keep_skipped: Whether blocks that are left alone are given too, with the reason.
        """
        self.html = html
        self.rules = rules
        self.keep_skipped = keep_skipped
        self.section = Section()
        self.anchors: list[Anchor] = []
        self._stack: list[_Open] = []
        self._off = False
        self._heading: tuple[Mark, str] | None = None
        self._link: tuple[Mark, str] | None = None

    def blocks(self) -> Iterator[Block]:
        """Give the page's blocks in order."""
        html, block, reached = self.html, Block(self.section), 0
        for mark in marks(html):
            if mark.start > reached:
                self._add_text(block, reached, mark.start)
            reached = mark.end
            if mark.name not in _INLINE and mark.kind in (Kind.OPEN, Kind.CLOSE):
                if block.spans:
                    yield block
                self._follow(mark)
                block = self._new_block()
            elif self._follow(mark) and self.keep_skipped:
                if block.spans:
                    yield block
                block = self._new_block()
            else:
                self._add_mark(block, mark)
        if len(html) > reached:
            self._add_text(block, reached, len(html))
        if block.spans:
            yield block

    def _new_block(self) -> Block:
        return Block(self.section, skipped=self._why_skipped())

    def _why_skipped(self) -> str:
        if self._off:
            return "between `terms: off` and `terms: on`"
        return self._stack[-1].skipped if self._stack else ""

    def _add_text(self, block: Block, start: int, end: int) -> None:
        if self.keep_skipped or not (self._off or (self._stack and self._stack[-1].skipped)):
            block.spans.append((start, end, None))

    def _add_mark(self, block: Block, mark: Mark) -> None:
        """Add what an inline mark shows: nothing, a line break, or something that is no text."""
        if mark.kind in (Kind.OPEN, Kind.CLOSE):
            if mark.name == "br":
                block.spans.append((mark.start, mark.end, "\n"))
            elif self._shows_object(mark):
                block.spans.append((mark.start, mark.end, OBJECT))
            block.tags.append(mark)
        elif mark.kind is Kind.RAW or mark.name in _SWITCHES:
            block.spans.append((mark.start, mark.end, OBJECT))

    def _shows_object(self, mark: Mark) -> bool:
        """Tell whether a term may not run across this inline tag."""
        return (
            mark.name in _OBJECTS
            or mark.name in self.rules.elements
            or (mark.kind is Kind.OPEN and self._skipping())
        )

    def _skipping(self) -> bool:
        return bool(self._stack and self._stack[-1].skipped)

    def _follow(self, mark: Mark) -> bool:
        """Keep account of open elements; tell whether what is left alone changed."""
        before = self._why_skipped() if self.keep_skipped else ""
        if mark.kind is Kind.OPEN:
            self._open(mark)
        elif mark.kind is Kind.CLOSE:
            self._close(mark)
        elif mark.kind is Kind.COMMENT and mark.name in _SWITCHES:
            self._off = mark.name == "terms: off"
        return self.keep_skipped and self._why_skipped() != before

    def _open(self, mark: Mark) -> None:
        name = mark.name
        if name in VOID:
            return
        if name in _HEADINGS:
            self._heading = (mark, attribute(mark.attributes, "id") or "")
            if name == "h2":
                old = self.section
                self.section = Section(old.anchor, old.title, old.number + 1)
        elif name == "a":
            href = attribute(mark.attributes, "href")
            self._link = (mark, href) if href else None
        reason = self._stack[-1].skipped if self._stack else ""
        if not reason and (mark.attributes or name in self.rules.elements):
            reason = self._reason(mark)
        self._stack.append(_Open(name, reason))

    def _reason(self, mark: Mark) -> str:
        """Say why an element is left alone; empty where it is not."""
        if mark.name in self.rules.elements:
            return "in a heading" if mark.name in _HEADINGS else f"inside <{mark.name}>"
        if "class" in mark.attributes:
            classes = (attribute(mark.attributes, "class") or "").split()
            for name in classes:
                if name in self.rules.classes:
                    return f"inside .{name}"
        if "lang" in mark.attributes:
            language = attribute(mark.attributes, "lang") or attribute(mark.attributes, "xml:lang")
            if language and primary(language) != primary(self.rules.language):
                return f"in another language ({language})"
        return ""

    def _close(self, mark: Mark) -> None:
        name = mark.name
        if self._heading and name == self._heading[0].name:
            opened, anchor = self._heading
            title = "" if name == "h1" else self._heading_text(opened, mark)
            self.section = Section(anchor if title else "", title, self.section.number)
            self._heading = None
        elif name == "a" and self._link:
            opened, href = self._link
            text = text_of(self.html[opened.end : mark.start])
            self.anchors.append(Anchor(opened, href, text, self.section))
            self._link = None
        for index in range(len(self._stack) - 1, -1, -1):
            if self._stack[index].name == name:
                del self._stack[index:]
                return

    def _heading_text(self, opened: Mark, closed: Mark) -> str:
        source = self.html[opened.end : closed.start]
        link = source.rfind('<a class="headerlink"')
        return " ".join(text_of(source[:link] if link >= 0 else source).split())


def primary(language: str) -> str:
    """Give the language of a tag such as ``en-GB``. Source: BCP 47."""
    return language.lower().replace("_", "-").split("-")[0]
