"""Reading a page's HTML: which text may hold terms, in which section it stands.

The page is cut into text and marks once, and becomes one :class:`PageText`. A term may run across
inline tags but never across block-level ones, so each of those leaves a character that no term
holds.
"""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from glossary_cards.engine import tags as meanings
from glossary_cards.engine.lazy import lazy
from glossary_cards.engine.tags import HEADINGS, Act, Rules, Tag, TextKind
from glossary_cards.engine.text import Visible, decoded_text
from glossary_cards.engine.tokens import MOST_KNOWN, Cutter, text_of

_SWITCHED_OFF = "between `terms: off` and `terms: on`"
_DEEPEST = 500
# <a class="headerlink" href="#a">¶</a>, <sup>1</sup>
_NO_TITLE = lazy(r'<a class="headerlink".*?(?:</a>|\Z)|<sup\b.*?(?:</sup>|\Z)', re.S)


class Section(NamedTuple):
    """A part of a page under one heading.

    Attributes:
        anchor: The id of its heading; empty before the first.
        title: The heading's text; empty before the first.
        number: Counts the level 2 headings passed so far, below zero in footnotes: terms are
            "first" once in each.
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
        place: Where the link starts in the page's text.
        place_after: Where it ends there; the same place, where its text is not part of that.
        section: The section it stands in.
        in_heading: Whether it stands in a heading.
    """

    href: str
    attributes: str
    start: int
    inside: int
    end: int
    place: int
    place_after: int
    section: Section
    in_heading: bool


class PageText(NamedTuple):
    """All the text of a page that may hold terms, as a reader sees it, and the way back.

    Attributes:
        visible: The text, made comparable; its offsets are those of every method here.
        tags: The marks of the page; number ``n`` stands between the pieces ``2n`` and ``2n + 2``.
        anchors: The author's own links, in order.
    """

    visible: Visible
    tags: list[Tag]
    anchors: list[Anchor]
    shown_at: list[int]
    stands_at: list[int]
    decoded: dict[int, Visible]
    sections: tuple[list[int], list[tuple[int, Section]]]
    reasons: tuple[list[int], list[tuple[int, str]]]

    def piece(self, offset: int) -> int:
        """Give the number of the piece, text or mark, that an offset lies in."""
        return bisect_right(self.shown_at, offset) - 1

    def source(self, piece: int, start: int, end: int) -> tuple[int, int]:
        """Give the places in the page's HTML where a span of the text starts and ends.

        Args:
            piece: The piece that the whole span lies in.
            start: Where the span starts in the text.
            end: Where it ends.
        """
        shown_at, stands_at = self.shown_at[piece], self.stands_at[piece]
        decoded = self.decoded.get(piece)
        if decoded is None:
            return stands_at + start - shown_at, stands_at + end - shown_at
        first, last = decoded.source_span(start - shown_at, end - shown_at)
        return stands_at + first, stands_at + last

    def mark_span(self, number: int) -> tuple[int, int]:
        """Give where a mark starts and ends in the HTML."""
        return self.stands_at[2 * number + 1], self.stands_at[2 * number + 2]

    def section(self, offset: int) -> Section:
        """Give the section that an offset lies in."""
        places, sections = self.sections
        return sections[bisect_right(places, offset) - 1][1]

    def reason(self, start: int, end: int) -> str:
        """Say why no term is linked in some part of a span; empty where terms are."""
        places, reasons = self.reasons
        number = bisect_right(places, start)
        reason = reasons[number - 1][1]
        if not reason and number < len(places) and places[number] < end:
            reason = reasons[number][1]
        return reason


class PageReader:
    """Reads the pages of one site that share their rules."""

    def __init__(self, rules: Rules | None = None) -> None:
        """Make a reader.

        Args:
            rules: What is left alone.
        """
        self.rules = rules or Rules()
        self._cutter = Cutter()
        self._tags = meanings.KnownTags(self.rules)

    def read(self, html: str, keep_skipped: bool = False) -> PageText:
        """Read a page's text, sections and links.

        Args:
            html: The page's content; it may be malformed.
            keep_skipped: Whether text that is left alone is given too, with the reason.
        """
        pieces = self._cutter.cut(html)
        if len(self._tags) > MOST_KNOWN:  # each heading's tag is its own: a site has many
            self._tags.clear()
        tags = list(map(self._tags.__getitem__, pieces[1::2]))
        return _Walk(html, pieces, tags, keep_skipped).page_text()


class _Rule(NamedTuple):
    """What holds in an element and all that it holds, unless something inside says otherwise.

    Attributes:
        above: How deep the element is; what holds ends with it.
        reason: Why no term is linked; empty where terms are.
        foreign: The same for the language that was named last.
        silent: Whether the text is left out.
    """

    above: int = 0
    reason: str = ""
    foreign: str = ""
    silent: bool = False


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
        self.links: list[tuple[int, int, Section, bool]] = []
        self.stack: list[Tag] = []
        self.rules = [_Rule()]  # what holds here, above it what holds outside of that
        self.silent_from = 0  # the first piece of the text that is left out
        self.reason = ""
        self.silent = False
        self.off = False
        self.footnotes_above = 0  # how deep the stack is in the footnotes
        self.section_before_footnotes = Section()
        self.heading: tuple[Tag, int, int] | None = None
        self.link: int | None = None

    def page_text(self) -> PageText:
        """Give what was found."""
        self._walk()
        if self.silent:
            self._leave_out(len(self.shown))
        text, decoded = decoded_text(self.shown)
        shown_at = list(accumulate(map(len, self.shown), initial=0))
        return PageText(
            visible=text,
            tags=self.tags,
            anchors=[self._anchor(*link, shown_at) for link in self.links],
            shown_at=shown_at[:-1],
            stands_at=self.stands_at,
            decoded=decoded,
            sections=([shown_at[place] for place, _ in self.sections], self.sections),
            reasons=([shown_at[place] for place, _ in self.reasons], self.reasons),
        )

    def _walk(self) -> None:
        """Keep account of open elements, and act where one matters."""
        stack = self.stack
        opens, closes, switches = Act.OPEN, Act.CLOSE, Act.SWITCH
        for number, tag in enumerate(self.tags):
            act = tag.act
            if act is opens:
                if tag.ends and stack and stack[-1].name in tag.ends:
                    self._end_what_ends_here(tag, number)
                if tag.noted:
                    self._note_start(tag, number)
                stack.append(tag)
                if tag.reason or tag.foreign is not None:
                    self._enter(tag, number)
            elif act is closes:
                if tag.noted:
                    self._note_end(tag, number)
                if stack and stack[-1].name == tag.name:
                    stack.pop()
                else:
                    _unwind(stack, tag.name)
                if len(stack) < self.rules[-1].above:
                    self._leave(number)
                if len(stack) < self.footnotes_above:
                    self._set_section(number, self.section_before_footnotes)
                    self.footnotes_above = 0
            elif act is switches:
                self._switch(tag, number)

    def _switch(self, tag: Tag, number: int) -> None:
        """Switch links off or on; the place stays in the text, though what is round it does not."""
        if self.silent:
            self._leave_out(2 * number + 1)
            self.silent_from = 2 * number + 2
        self.off = tag.name == "off"
        self._apply(number)

    def _end_what_ends_here(self, tag: Tag, number: int) -> None:
        """End elements whose end tags were left out, as HTML allows."""
        while self.stack and self.stack[-1].name in tag.ends:
            self.stack.pop()
        if len(self.stack) < self.rules[-1].above:
            self._leave(number)

    def _enter(self, tag: Tag, number: int) -> None:
        """Begin an element that is left alone, whose text is left out, or that names a language."""
        rule = self.rules[-1]
        left_out = tag.text is TextKind.LEFT_OUT or (
            tag.text is TextKind.KEPT_ON_REQUEST and not self.keep_skipped
        )
        foreign = rule.foreign if tag.foreign is None else tag.foreign
        reason = rule.reason or tag.reason
        self.rules.append(_Rule(len(self.stack), reason, foreign, rule.silent or left_out))
        self._apply(number)

    def _leave(self, number: int) -> None:
        """Go back to what holds outside of the elements that have ended."""
        while len(self.stack) < self.rules[-1].above:
            self.rules.pop()
        self._apply(number)

    def _note_start(self, tag: Tag, number: int) -> None:
        """Take the start of a heading, of a link, or of the footnotes."""
        if tag.name == "a":
            around = [tag, *(self.stack[-_DEEPEST:] if self.reason else ())]
            unseen = any(
                e.reason == meanings.HIDDEN or e.name in meanings.WITHOUT_LINKS for e in around
            )
            self.link = number if tag.value and not unseen else None
        elif tag.name in HEADINGS:
            self.heading = tag, number, len(self.links)
            if tag.name == "h2":
                old = self.sections[-1][1]
                self._set_section(number, old._replace(number=old.number + 1))
        elif tag.value and not self.footnotes_above:
            self.footnotes_above = len(self.stack) + 1
            self.section_before_footnotes = self.sections[-1][1]
            # A number that no heading gives: one may follow footnotes in the middle of a page.
            self._set_section(number, Section(number=-1 - self.section_before_footnotes.number))

    def _note_end(self, tag: Tag, number: int) -> None:
        """Take the end of a heading, which begins a section, or of a link."""
        if tag.name == "a":
            if self.link is not None:
                section, in_heading = self.sections[-1][1], self.heading is not None
                self.links.append((self.link, number, section, in_heading))
                self.link = None
        elif self.heading:
            opened, start, links = self.heading
            title = "" if opened.name == "h1" else self._heading_text(start, number)
            anchor = opened.value if title else ""
            section = Section(anchor, title, self.sections[-1][1].number)
            self._set_section(number, section)
            self.links[links:] = [(*link[:2], section, True) for link in self.links[links:]]
            self.heading = None

    def _set_section(self, number: int, section: Section) -> None:
        self.sections.append((2 * number + 1, section))

    def _apply(self, number: int) -> None:
        """Note from a mark on why no term is linked, and whether text is left out."""
        rule = self.rules[-1]
        reason = _SWITCHED_OFF if self.off else rule.reason or rule.foreign
        if reason != self.reason:
            self.reason = reason
            self.reasons.append((2 * number + 1, reason))
        silent = rule.silent or (self.off and not self.keep_skipped)
        if silent != self.silent:
            self.silent = silent
            if silent:
                self.silent_from = 2 * number + 2
            else:
                self._leave_out(2 * number + 1)

    def _leave_out(self, end: int) -> None:
        """Take out of the text what is not part of it, up to a piece."""
        self.shown[self.silent_from : end] = [""] * (end - self.silent_from)

    def _heading_text(self, start: int, end: int) -> str:
        """Give a heading's words, without its own link and without notes."""
        source = self.html[self.stands_at[2 * start + 2] : self.stands_at[2 * end + 1]]
        return " ".join(text_of(_NO_TITLE.sub("", source)).split())

    def _anchor(
        self, number: int, end: int, section: Section, in_heading: bool, shown_at: list[int]
    ) -> Anchor:
        """Describe a link by the numbers of its two tags."""
        tag, stands_at = self.tags[number], self.stands_at
        first, last = 2 * number + 2, 2 * end + 1
        return Anchor(
            href=tag.value,
            attributes=tag.attributes,
            start=stands_at[first - 1],
            inside=stands_at[first],
            end=stands_at[last],
            place=shown_at[first],
            place_after=shown_at[last],
            section=section,
            in_heading=in_heading,
        )


def _unwind(stack: list[Tag], name: str) -> None:
    """Take the innermost element of a name off the stack, and all inside it; none is no harm."""
    names = HEADINGS if name in HEADINGS else {name}
    for index in range(len(stack) - 1, max(-1, len(stack) - _DEEPEST), -1):
        if stack[index].name in names:
            del stack[index:]
            return
