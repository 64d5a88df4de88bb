"""Reading a page's HTML: which text may hold terms, in which section it stands.

The page is cut into text and marks once, and becomes one :class:`PageText`. A term may run across
inline tags but never across block-level ones, so each of those leaves a character that no term
holds. What a tag means depends on its source alone, so a reader works that out once for all pages.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate
from typing import NamedTuple

from mindinmind.glossary.text import BLOCK, OBJECT, Visible, decoded_text
from mindinmind.markup import VOID, Cutter, Kind, Mark, attribute, read_mark, text_of

_INLINE = frozenset(
    "a abbr b bdi bdo big br button cite code data del dfn em font i img input ins kbd label mark "
    "math object q rp rt ruby s samp script select small span strike strong style sub sup svg "
    "template textarea time tt u var wbr".split()
)
_OBJECTS = frozenset("img input object sub sup".split())
_SWITCHES = ("terms: off", "terms: on")
_SWITCHED_OFF = "between `terms: off` and `terms: on`"
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_NOTED = _HEADINGS | {"a"}

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


class Section(NamedTuple):
    """A part of a page under one heading.

    Attributes:
        anchor: The id of its heading; empty before the first.
        title: The heading's text; empty before the first.
        number: Counts the level 2 headings passed so far: terms are "first" once in each.
    """

    anchor: str = ""
    title: str = ""
    number: int = 0


class Anchor(NamedTuple):
    """A link of the author's own.

    Attributes:
        href: Where it leads, decoded.
        attributes: The source of its start tag's attributes.
        start: Where the start tag starts in the HTML.
        inside: Where it ends, and the link's content starts.
        end: Where the content ends.
        place: Where the link ends in the page's text.
        section: The section it stands in.
    """

    href: str
    attributes: str
    start: int
    inside: int
    end: int
    place: int
    section: Section


class _Act(Enum):
    """What the reader does at a mark."""

    OPEN = "open"
    CLOSE = "close"
    SWITCH = "switch"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Tag:
    """What one mark of the source means to the reader.

    Attributes:
        name: The element's name, or a comment's text.
        act: What the reader does.
        shown: What stands for it in the page's text: nothing, a line break, or something that is
            no text.
        noted: Whether it is a heading or a link, whose content is asked for.
        reason: Why the element's content is left alone; empty where it is not.
        attributes: The source of its attributes.
        value: Where a link leads, or the id of a heading, decoded; empty for any other.
    """

    name: str
    act: _Act
    shown: str
    noted: bool
    reason: str
    attributes: str
    value: str

    @property
    def is_open(self) -> bool:
        """Whether it starts an element that must end."""
        return self.act is _Act.OPEN

    @property
    def is_close(self) -> bool:
        """Whether it ends an element."""
        return self.act is _Act.CLOSE


@dataclass(slots=True)
class PageText:
    """All the text of a page that may hold terms, as a reader sees it, and the way back.

    Attributes:
        visible: The text, made comparable; its offsets are those of every method here.
        tags: The marks of the page; number ``n`` stands between the pieces ``2n`` and ``2n + 2``.
        anchors: The author's own links, in order.
    """

    visible: Visible
    tags: list[Tag]
    anchors: list[Anchor]
    _shown_at: list[int]
    _stands_at: list[int]
    _decoded: dict[int, Visible]
    _sections: tuple[list[int], list[tuple[int, Section]]]
    _reasons: tuple[list[int], list[tuple[int, str]]]

    def piece(self, offset: int) -> int:
        """Give the number of the piece, text or mark, that an offset lies in."""
        return bisect_right(self._shown_at, offset) - 1

    def source(self, piece: int, start: int, end: int) -> tuple[int, int]:
        """Give the places in the page's HTML where a span of the text starts and ends.

        Args:
            piece: The piece that the whole span lies in.
            start: Where the span starts in the text.
            end: Where it ends.
        """
        shown_at, stands_at = self._shown_at[piece], self._stands_at[piece]
        decoded = self._decoded.get(piece)
        if decoded is None:
            return stands_at + start - shown_at, stands_at + end - shown_at
        first, last = decoded.source_span(start - shown_at, end - shown_at)
        return stands_at + first, stands_at + last

    def mark_span(self, number: int) -> tuple[int, int]:
        """Give where a mark starts and ends in the HTML."""
        return self._stands_at[2 * number + 1], self._stands_at[2 * number + 2]

    def section(self, offset: int) -> Section:
        """Give the section that an offset lies in."""
        places, sections = self._sections
        return sections[bisect_right(places, offset) - 1][1]

    def reason(self, offset: int) -> str:
        """Say why the text at an offset is left alone; empty where it is not."""
        places, reasons = self._reasons
        return reasons[bisect_right(places, offset) - 1][1]


class PageReader:
    """Reads the pages of one site that share their rules."""

    def __init__(self, rules: Rules | None = None) -> None:
        """Make a reader.

        Args:
            rules: What is left alone.
        """
        self.rules = rules or Rules()
        self._cutter = Cutter()
        self._tags: dict[str, Tag] = {}

    def read(self, html: str, keep_skipped: bool = False) -> PageText:
        """Read a page's text, sections and links.

        Args:
            html: The page's content; it may be malformed.
            keep_skipped: Whether text that is left alone is given too, with the reason.
        """
        pieces = self._cutter.cut(html)
        tags = [self._tags.get(source) or self._learned(source) for source in pieces[1::2]]
        return _Walk(html, pieces, tags, keep_skipped).page_text()

    def _learned(self, source: str) -> Tag:
        """Work out what a mark means, and keep that for the next time."""
        mark = read_mark(source)
        name, act, reason = mark.name, _Act.NOTHING, ""
        if mark.kind is Kind.OPEN and name not in VOID and not _closes_itself(mark):
            act, reason = _Act.OPEN, self._why_skipped(mark)
        elif mark.kind is Kind.CLOSE:
            act = _Act.CLOSE
        elif mark.kind is Kind.COMMENT and name in _SWITCHES:
            act = _Act.SWITCH
        noted = name in _NOTED and act is not _Act.NOTHING
        value = attribute(mark.attributes, "href" if name == "a" else "id") if noted else ""
        shown = self._shown(mark, act, reason)
        tag = Tag(name, act, shown, noted, reason, mark.attributes, value or "")
        self._tags[source] = tag
        return tag

    def _shown(self, mark: Mark, act: _Act, reason: str) -> str:
        """Say what stands for a mark in the text."""
        if mark.kind is Kind.RAW or act is _Act.SWITCH:
            return OBJECT
        if mark.kind not in (Kind.OPEN, Kind.CLOSE):
            return ""
        if mark.name not in _INLINE:
            return BLOCK
        if mark.name == "br":
            return "\n"
        is_object = reason or mark.name in _OBJECTS or mark.name in self.rules.elements
        return OBJECT if is_object else ""

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


class _Walk:
    """Walks once over the marks of one page; made for it and thrown away after."""

    def __init__(self, html: str, pieces: list[str], tags: list[Tag], keep_skipped: bool) -> None:
        self.html = html
        self.tags = tags
        self.keep_skipped = keep_skipped
        self.shown = pieces  # becomes, piece by piece, what a reader sees
        self.stands_at = list(accumulate(map(len, pieces), initial=0))
        self.shown[1::2] = [tag.shown for tag in tags]
        self.sections: list[tuple[int, Section]] = [(0, Section())]
        self.reasons: list[tuple[int, str]] = [(0, "")]
        self.links: list[tuple[int, int, Section]] = []
        self.stack: list[Tag] = []
        self.skipped_above = 0  # how deep the stack was where the skipped element starts
        self.reason = ""
        self.silent_from = 0  # the first piece of the text that is left alone
        self.off = False
        self.heading: tuple[Tag, int] | None = None
        self.link: int | None = None

    def page_text(self) -> PageText:
        """Give what was found."""
        self._walk()
        if self.reason:
            self._silence(len(self.shown))
        text, decoded = decoded_text(self.shown)
        shown_at = list(accumulate(map(len, self.shown), initial=0))
        return PageText(
            visible=text,
            tags=self.tags,
            anchors=[self._anchor(*link, shown_at) for link in self.links],
            _shown_at=shown_at[:-1],
            _stands_at=self.stands_at,
            _decoded=decoded,
            _sections=([shown_at[place] for place, _ in self.sections], self.sections),
            _reasons=([shown_at[place] for place, _ in self.reasons], self.reasons),
        )

    def _walk(self) -> None:
        """Keep account of open elements, and act where one matters."""
        stack = self.stack
        opens, closes, switches = _Act.OPEN, _Act.CLOSE, _Act.SWITCH
        for number, tag in enumerate(self.tags):
            act = tag.act
            if act is opens:
                stack.append(tag)
                if tag.noted:
                    self._note_start(tag, number)
                if tag.reason and not self.skipped_above:
                    self.skipped_above = len(stack)
                    self._set_reason(number)
            elif act is closes:
                if tag.noted:
                    self._note_end(tag, number)
                if stack and stack[-1].name == tag.name:
                    stack.pop()
                else:
                    _unwind(stack, tag.name)
                if len(stack) < self.skipped_above:
                    self.skipped_above = 0
                    self.shown[2 * number + 1] = tag.shown or OBJECT
                    self._set_reason(number)
            elif act is switches:
                self.off = tag.name == "terms: off"
                self._set_reason(number)

    def _note_start(self, tag: Tag, number: int) -> None:
        """Take the start of a heading or a link."""
        if tag.name == "a":
            self.link = number if tag.value else None
            return
        self.heading = tag, number
        if tag.name == "h2":
            old = self.sections[-1][1]
            self._set_section(number, old._replace(number=old.number + 1))

    def _note_end(self, tag: Tag, number: int) -> None:
        """Take the end of a heading, which begins a section, or of a link."""
        if tag.name == "a":
            if self.link is not None:
                self.links.append((self.link, number, self.sections[-1][1]))
                self.link = None
        elif self.heading and self.heading[0].name == tag.name:
            opened, start = self.heading
            title = "" if tag.name == "h1" else self._heading_text(start, number)
            anchor = opened.value if title else ""
            self._set_section(number, Section(anchor, title, self.sections[-1][1].number))
            self.heading = None

    def _set_section(self, number: int, section: Section) -> None:
        self.sections.append((2 * number + 1, section))

    def _set_reason(self, number: int) -> None:
        """Note from a mark on why text is left alone, or that it is not."""
        inherited = self.stack[self.skipped_above - 1].reason if self.skipped_above else ""
        reason = _SWITCHED_OFF if self.off else inherited
        if reason == self.reason:
            return
        if not self.reason:
            self.silent_from = 2 * number + 2
        elif not reason:
            self._silence(2 * number + 1)
        self.reason = reason
        if self.keep_skipped:
            self.reasons.append((2 * number + 2, reason))

    def _silence(self, end: int) -> None:
        """Take out of the text what is left alone, up to a piece."""
        if not self.keep_skipped:
            self.shown[self.silent_from : end] = [""] * (end - self.silent_from)

    def _heading_text(self, start: int, end: int) -> str:
        source = self.html[self.stands_at[2 * start + 2] : self.stands_at[2 * end + 1]]
        link = source.rfind('<a class="headerlink"')
        return " ".join(text_of(source[:link] if link >= 0 else source).split())

    def _anchor(self, number: int, end: int, section: Section, shown_at: list[int]) -> Anchor:
        """Describe a link by the numbers of its two tags."""
        tag, stands_at = self.tags[number], self.stands_at
        start, inside, last = stands_at[2 * number + 1], stands_at[2 * number + 2], 2 * end + 1
        return Anchor(
            tag.value, tag.attributes, start, inside, stands_at[last], shown_at[last], section
        )


def _unwind(stack: list[Tag], name: str) -> None:
    """Take the innermost element of a name off the stack, and all inside it; none is no harm."""
    for index in range(len(stack) - 1, -1, -1):
        if stack[index].name == name:
            del stack[index:]
            return


def _closes_itself(mark: Mark) -> bool:
    """Tell whether a tag is a whole drawing or formula, the only elements that may be so short."""
    return mark.name in ("svg", "math") and mark.attributes.rstrip().endswith("/")


def primary(language: str) -> str:
    """Give the language of a tag such as ``en-GB``. Source: BCP 47."""
    return language.lower().replace("_", "-").split("-")[0]
