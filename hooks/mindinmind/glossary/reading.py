"""Reading a page's HTML: which text may hold terms, in which section it stands.

The page is read once, mark by mark, into one :class:`PageText`. A term may run across inline tags
but never across block-level ones, so each of those leaves a character that no term holds.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from mindinmind.glossary.text import BLOCK, OBJECT, Visible, visible
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


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of the author's own: its start tag, and where in the page's text it ends."""

    mark: Mark
    href: str
    text: str
    section: Section
    part: int


@dataclass(slots=True)
class PageText:
    """All the text of a page that may hold terms, as a reader sees it, and the way back.

    Attributes:
        visible: The text, made comparable; its offsets are those of every method here.
        tags: The inline tags of the page, in order.
        anchors: The author's own links, in order.
    """

    visible: Visible
    tags: list[Mark]
    anchors: list[Anchor]
    _offsets: list[int]
    _sources: list[int]
    _pieces: dict[int, Visible]
    _sections: tuple[list[int], list[Section]]
    _reasons: tuple[list[int], list[str]]
    _tag_starts: list[int] = field(default_factory=list)

    def part(self, offset: int) -> int:
        """Give the number of the piece of text, between two marks, that an offset lies in."""
        return bisect_right(self._offsets, offset) - 1

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the places in the page's HTML where a span of the text starts and ends."""
        return self._source(start)[0], self._source(end - 1)[1]

    def _source(self, offset: int) -> tuple[int, int]:
        """Give the span of one character in the HTML."""
        part = self.part(offset)
        local = offset - self._offsets[part]
        piece = self._pieces.get(part)
        first, last = piece.source_span(local, local + 1) if piece else (local, local + 1)
        return self._sources[part] + first, self._sources[part] + last

    def section(self, offset: int) -> Section:
        """Give the section that an offset lies in."""
        parts, sections = self._sections
        return sections[bisect_right(parts, self.part(offset)) - 1]

    def reason(self, offset: int) -> str:
        """Say why the text at an offset is left alone; empty where it is not."""
        parts, reasons = self._reasons
        return reasons[bisect_right(parts, self.part(offset)) - 1]

    def tag_after(self, place: int) -> int:
        """Give the number of the first tag that starts at or after a place in the HTML."""
        if not self._tag_starts:
            self._tag_starts = [tag.start for tag in self.tags]
        return bisect_right(self._tag_starts, place - 1)


def read_page(html: str, rules: Rules, keep_skipped: bool = False) -> PageText:
    """Read a page's text, sections and links.

    Args:
        html: The page's content; it may be malformed.
        rules: What is left alone.
        keep_skipped: Whether text that is left alone is given too, with the reason.
    """
    return _Reader(html, rules, keep_skipped).read()


class _Reader:
    """Reads one page; made for it and thrown away after."""

    def __init__(self, html: str, rules: Rules, keep_skipped: bool) -> None:
        self.html = html
        self.rules = rules
        self.keep_skipped = keep_skipped
        self.parts: list[str] = []
        self.sources: list[int] = []
        self.sections: tuple[list[int], list[Section]] = ([0], [Section()])
        self.reasons: tuple[list[int], list[str]] = ([0], [""])
        self.tags: list[Mark] = []
        self.anchors: list[Anchor] = []
        self.stack: list[tuple[str, str]] = []  # name, and why its text is left alone
        self.reason = ""
        self.off = False
        self.heading: tuple[Mark, str] | None = None
        self.link: tuple[Mark, str] | None = None

    def read(self) -> PageText:
        html, parts, sources, reached = self.html, self.parts, self.sources, 0
        for mark in marks(html):
            start = mark.start
            if start > reached and (self.keep_skipped or not self.reason):
                parts.append(html[reached:start])
                sources.append(reached)
            reached = mark.end
            kind = mark.kind
            if kind is Kind.OPEN or kind is Kind.CLOSE:
                if mark.name in _INLINE:
                    self._follow(mark, kind)
                    self._add_inline(mark, kind)
                else:
                    if parts and parts[-1] is not BLOCK:
                        self._add(BLOCK, start)
                    self._follow(mark, kind)
            else:
                self._add_other(mark)
        if len(html) > reached and (self.keep_skipped or not self.reason):
            parts.append(html[reached:])
            sources.append(reached)
        return self._page_text()

    def _page_text(self) -> PageText:
        """Join the pieces, each made comparable."""
        text = "".join(self.parts)
        if text.isascii() and "&" not in text:
            shown, lengths, pieces = Visible(text, text.lower()), map(len, self.parts), {}
        else:
            made = [visible(part) for part in self.parts]
            shown = Visible("".join(v.cased for v in made), "".join(v.folded for v in made))
            lengths = map(len, (v.folded for v in made))
            pieces = {number: v for number, v in enumerate(made) if v.starts is not None}
        offsets = list(accumulate(lengths, initial=0))[:-1]
        return PageText(
            shown, self.tags, self.anchors, offsets, self.sources, pieces, self.sections,
            self.reasons,
        )  # fmt: skip

    def _add(self, text: str, source: int) -> None:
        self.parts.append(text)
        self.sources.append(source)

    def _add_inline(self, mark: Mark, kind: Kind) -> None:
        """Add what an inline tag shows: nothing, a line break, or something that is no text."""
        name = mark.name
        self.tags.append(mark)
        if name == "br":
            self._add("\n", mark.start)
        elif (
            name in _OBJECTS
            or name in self.rules.elements
            or (kind is Kind.OPEN and self.reason and not self.keep_skipped)
        ):
            self._add(OBJECT, mark.start)

    def _add_other(self, mark: Mark) -> None:
        """Take a comment, which may switch terms off, or an element that is no text."""
        if mark.kind is Kind.RAW:
            self._add(OBJECT, mark.start)
        elif mark.name in _SWITCHES:
            self.off = mark.name == "terms: off"
            self._add(OBJECT, mark.start)
            self._set_reason()

    def _follow(self, mark: Mark, kind: Kind) -> None:
        """Keep account of open elements, of sections and of links."""
        if kind is Kind.OPEN:
            if mark.name not in VOID:
                self._open(mark)
        else:
            self._close(mark)

    def _open(self, mark: Mark) -> None:
        name = mark.name
        if name in _HEADINGS:
            self.heading = (mark, attribute(mark.attributes, "id") or "")
            if name == "h2":
                old = self.sections[1][-1]
                self._set_section(Section(old.anchor, old.title, old.number + 1))
        elif name == "a":
            href = attribute(mark.attributes, "href")
            self.link = (mark, href) if href else None
        reason = self.stack[-1][1] if self.stack else ""
        if not reason and (mark.attributes or name in self.rules.elements):
            reason = self._why_skipped(mark)
        self.stack.append((name, reason))
        if reason != self.reason:
            self._set_reason()

    def _close(self, mark: Mark) -> None:
        name = mark.name
        if self.heading and name == self.heading[0].name:
            opened, anchor = self.heading
            title = "" if name == "h1" else self._heading_text(opened, mark)
            number = self.sections[1][-1].number
            self._set_section(Section(anchor if title else "", title, number))
            self.heading = None
        elif name == "a" and self.link:
            opened, href = self.link
            text = text_of(self.html[opened.end : mark.start])
            section = self.sections[1][-1]
            self.anchors.append(Anchor(opened, href, text, section, len(self.parts)))
            self.link = None
        stack = self.stack
        for index in range(len(stack) - 1, -1, -1):
            if stack[index][0] == name:
                del stack[index:]
                if (stack[-1][1] if stack else "") != self.reason:
                    self._set_reason()
                return

    def _set_section(self, section: Section) -> None:
        self.sections[0].append(len(self.parts))
        self.sections[1].append(section)

    def _set_reason(self) -> None:
        """Note from here on why text is left alone, or that it is not."""
        inherited = self.stack[-1][1] if self.stack else ""
        reason = "between `terms: off` and `terms: on`" if self.off else inherited
        if reason != self.reason and self.keep_skipped:
            self._add(OBJECT, self.sources[-1] if self.sources else 0)
            self.reasons[0].append(len(self.parts))
            self.reasons[1].append(reason)
        self.reason = reason

    def _why_skipped(self, mark: Mark) -> str:
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

    def _heading_text(self, opened: Mark, closed: Mark) -> str:
        source = self.html[opened.end : closed.start]
        link = source.rfind('<a class="headerlink"')
        return " ".join(text_of(source[:link] if link >= 0 else source).split())


def primary(language: str) -> str:
    """Give the language of a tag such as ``en-GB``. Source: BCP 47."""
    return language.lower().replace("_", "-").split("-")[0]
