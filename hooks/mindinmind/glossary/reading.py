"""Reading a page's HTML: which text may hold terms, in which section it stands.

The page is cut into text and marks once, and becomes one :class:`PageText`. A term may run across
inline tags but never across block-level ones, so each of those leaves a character that no term
holds. What a tag means depends on its source alone, so a reader works that out once for all pages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate
from typing import NamedTuple

from mindinmind.glossary.comments import switched
from mindinmind.glossary.languages import primary
from mindinmind.glossary.text import BLOCK, OBJECT, Visible, decoded_text
from mindinmind.markup import MOST_KNOWN, VOID, Cutter, Kind, Mark, attribute, read_mark, text_of

_BLOCKS = frozenset(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div "
    "dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html "
    "legend li main menu nav ol optgroup option p pre search section summary table tbody td tfoot "
    "th thead tr ul".split()
)
_OBJECTS = frozenset(
    "audio button canvas datalist embed iframe img input math meter noscript object progress "
    "script select style svg template textarea video".split()
)
_ANNOTATIONS = frozenset("rp rt sup".split())
_WITHOUT_LINKS = frozenset("button label option select svg math template".split())
_CELLS = frozenset("p td th".split())
_ENDED_BY = {
    **dict.fromkeys(_BLOCKS, frozenset({"p"})),
    "li": frozenset("p li".split()),
    **dict.fromkeys(("dt", "dd"), frozenset("p dt dd".split())),
    **dict.fromkeys(("td", "th"), _CELLS),
    "tr": _CELLS | {"tr"},
    **dict.fromkeys(("tbody", "tfoot"), _CELLS | frozenset("tr thead tbody".split())),
    **{name: frozenset({name}) for name in ("a", "button", "option")},
}
_HIDDEN = "in a hidden element"
_SWITCHED_OFF = "between `terms: off` and `terms: on`"
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_FOOTNOTES = "footnote"
_DEEPEST = 500
_HEADING_WITH_ID = re.compile(r'<(?P<name>h[1-6])(?P<attributes> id="(?P<id>[^"&<>]+)")>')
_NO_TITLE = re.compile(r'<a class="headerlink".*?(?:</a>|\Z)|<sup\b.*?(?:</sup>|\Z)', re.S)

SKIPPED_ELEMENTS = (
    _HEADINGS
    | _OBJECTS
    | _ANNOTATIONS
    | frozenset("a abbr acronym code dfn kbd label pre samp summary var".split())
)
"""Elements in which no term is linked."""

SKIPPED_CLASSES = frozenset("admonition-title arithmatex filename mermaid no-terms".split())
"""Classes of elements in which no term is linked; ``filename`` is the title of a block of code."""

_ROLES_WITHOUT_LINKS = frozenset(
    "button checkbox combobox heading img link math menuitem menuitemcheckbox menuitemradio meter "
    "option progressbar radio slider switch tab textbox".split()
)
"""Source: WAI-ARIA 1.2, "Children Presentational", and the elements that are left alone."""


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


class _Act(Enum):
    """What the reader does at a mark."""

    OPEN = "open"
    CLOSE = "close"
    SWITCH = "switch"
    NOTHING = "nothing"


class _Text(Enum):
    """Whether the content of an element is part of the page's text."""

    KEPT = "kept"
    KEPT_ON_REQUEST = "kept on request"
    LEFT_OUT = "left out"


class Tag(NamedTuple):
    """What one mark of the source means to the reader.

    Attributes:
        name: The element's name, or what a comment switches to.
        act: What the reader does.
        shown: What stands for it in the page's text: nothing, a line break, or something that is
            no text.
        ends: Elements that end where this one starts, though nobody wrote their end tags.
        noted: Whether it is a heading, a link or the list of footnotes, or names a language.
        reason: Why no term is linked in the element; empty where terms are.
        text: Whether its content is part of the page's text.
        attributes: The source of its attributes.
        value: Where a link to another page leads, or the id of a heading, decoded; empty for any
            other.
        foreign: The same as ``reason`` for its language alone, which an element inside may change;
            ``None`` where it names none.
    """

    name: str
    act: _Act
    shown: str
    ends: frozenset[str]
    noted: bool
    reason: str
    text: _Text
    attributes: str
    value: str
    foreign: str | None

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

    def reason(self, start: int, end: int) -> str:
        """Say why no term is linked in some part of a span; empty where terms are."""
        places, reasons = self._reasons
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
        self._tags: dict[str, Tag] = {}

    def read(self, html: str, keep_skipped: bool = False) -> PageText:
        """Read a page's text, sections and links.

        Args:
            html: The page's content; it may be malformed.
            keep_skipped: Whether text that is left alone is given too, with the reason.
        """
        pieces = self._cutter.cut(html)
        if len(self._tags) > MOST_KNOWN:  # each heading's tag is its own: a site has many
            self._tags.clear()
        tags = [self._tags.get(source) or self._learned(source) for source in pieces[1::2]]
        return _Walk(html, pieces, tags, keep_skipped).page_text()

    def _learned(self, source: str) -> Tag:
        """Work out what a mark means, and keep that for the next time."""
        heading = _HEADING_WITH_ID.fullmatch(source)
        tag = self._heading(heading) if heading else self._worked_out(source)
        self._tags[source] = tag
        return tag

    def _heading(self, found: re.Match[str]) -> Tag:
        """Work out what a heading means: nearly each tag of one is new, for its id."""
        level = f'<{found["name"]} id="">'
        model = self._tags.get(level)
        if model is None:
            model = self._tags[level] = self._worked_out(level)
        return model._replace(attributes=found["attributes"], value=found["id"])

    def _worked_out(self, source: str) -> Tag:
        """Work out what a mark means from its source."""
        mark = read_mark(source)
        name, act, reason, ends = mark.name, _Act.NOTHING, "", frozenset[str]()
        if mark.kind is Kind.OPEN and name not in VOID and not _closes_itself(mark):
            act, reason = _Act.OPEN, self._why_skipped(mark)
            ends = _ENDED_BY.get(name, ends)
        elif mark.kind is Kind.CLOSE:
            act = _Act.CLOSE
        elif mark.kind is Kind.COMMENT and (switch := switched(mark.name)):
            name, act = switch, _Act.SWITCH
        value, foreign = _value_of(mark), self._why_foreign(mark)
        is_noted = name in _HEADINGS or name == "a" or bool(value) or foreign is not None
        return Tag(
            name=name,
            act=act,
            shown=_shown(mark, act),
            ends=ends,
            noted=is_noted and act is not _Act.NOTHING,
            reason=reason,
            text=_text_of(name, reason) if reason else _Text.KEPT,
            attributes=mark.attributes,
            value=value,
            foreign=foreign,
        )

    def _why_skipped(self, mark: Mark) -> str:
        """Say why no term is linked in an element; empty where terms are."""
        if _is_hidden(mark):
            return _HIDDEN
        if mark.name in self.rules.elements:
            return "in a heading" if mark.name in _HEADINGS else f"inside <{mark.name}>"
        for name in (attribute(mark.attributes, "class") or "").split():
            if name in self.rules.classes:
                return f"inside .{name}"
        return _why_unreachable(mark.attributes)

    def _why_foreign(self, mark: Mark) -> str | None:
        """Say why an element's language keeps terms out; ``None`` where it names no language."""
        language = attribute(mark.attributes, "lang") or attribute(mark.attributes, "xml:lang")
        if not language or mark.kind is not Kind.OPEN:
            return None
        own = primary(language) == primary(self.rules.language)
        return "" if own else f"in another language ({language})"


def _is_hidden(mark: Mark) -> bool:
    """Tell whether nobody sees an element; what a browser's search may open counts as seen."""
    hidden = attribute(mark.attributes, "hidden")
    return hidden is not None and hidden.lower() != "until-found"


def _why_unreachable(attributes: str) -> str:
    """Say why not everybody could reach a link in an element; empty where all could."""
    if attribute(attributes, "inert") is not None or attribute(attributes, "aria-hidden") == "true":
        return "inside what is out of some readers' reach"
    role = attribute(attributes, "role") or ""
    return f"inside a {role}" if role.lower() in _ROLES_WITHOUT_LINKS else ""


def _value_of(mark: Mark) -> str:
    """Give what the reader asks of a tag: a link's address, a heading's id, "footnote"."""
    if mark.name == "a":
        address = attribute(mark.attributes, "href") or ""
        return "" if address.startswith("#") else address
    if mark.name in _HEADINGS:
        return attribute(mark.attributes, "id") or ""
    is_list = mark.kind is Kind.OPEN and mark.name in ("div", "section")
    classes = (attribute(mark.attributes, "class") or "").split() if is_list else ()
    return _FOOTNOTES if _FOOTNOTES in classes or "footnotes" in classes else ""


def _shown(mark: Mark, act: _Act) -> str:
    """Say what stands for a mark in the text."""
    if mark.kind is Kind.RAW or act is _Act.SWITCH:
        return OBJECT
    if mark.kind not in (Kind.OPEN, Kind.CLOSE):
        return ""
    if mark.name in _BLOCKS:
        return BLOCK
    if mark.name == "br":
        return "\n"
    return OBJECT if mark.name in _OBJECTS else ""


def _text_of(name: str, reason: str) -> _Text:
    """Say whether the text of an element without links is heard: inline words are."""
    if name in _OBJECTS or name in _ANNOTATIONS or reason == _HIDDEN:
        return _Text.LEFT_OUT
    return _Text.KEPT_ON_REQUEST if name in _BLOCKS else _Text.KEPT


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
        self.skipped_above = 0  # how deep the stack is where no term is linked; 0 where terms are
        self.silent_above = 0  # the same for where text is left out, perhaps further inside
        self.foreign_above, self.foreign = 0, ""  # the same for where a language was named last
        self.languages: list[tuple[int, str]] = []  # what those two were outside of it
        self.left_alone_above = 0  # the deepest of the three
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
                if tag.ends and stack and stack[-1].name in tag.ends:
                    self._end_what_ends_here(tag, number)
                if tag.noted:
                    self._note_start(tag, number)
                stack.append(tag)
                if tag.reason and not self.silent_above:
                    self._enter(tag, number)
            elif act is closes:
                if tag.noted:
                    self._note_end(tag, number)
                if stack and stack[-1].name == tag.name:
                    stack.pop()
                else:
                    _unwind(stack, tag.name)
                if len(stack) < self.left_alone_above:
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
        self._set_reason(number)

    def _end_what_ends_here(self, tag: Tag, number: int) -> None:
        """End elements whose end tags were left out, as HTML allows."""
        while self.stack and self.stack[-1].name in tag.ends:
            self.stack.pop()
        if len(self.stack) < self.left_alone_above:
            self._leave(number)

    def _enter(self, tag: Tag, number: int) -> None:
        """Start to leave an element alone, or to leave its text out, unless that is so already."""
        depth = len(self.stack)
        self.skipped_above = self.skipped_above or depth
        if tag.text is _Text.LEFT_OUT or (
            tag.text is _Text.KEPT_ON_REQUEST and not self.keep_skipped
        ):
            self.silent_above = self.silent_above or depth
        self._set_reason(number)

    def _leave(self, number: int) -> None:
        """Note that an element which was left alone has ended, or that whose text was left out."""
        depth = len(self.stack)
        self.silent_above = self.silent_above if self.silent_above <= depth else 0
        self.skipped_above = self.skipped_above if self.skipped_above <= depth else 0
        while depth < self.foreign_above:
            self.foreign_above, self.foreign = self.languages.pop()
        self._set_reason(number)

    def _note_start(self, tag: Tag, number: int) -> None:
        """Take the start of a heading, of a link, of the footnotes, or of another language."""
        if tag.foreign is not None:
            self.languages.append((self.foreign_above, self.foreign))
            self.foreign_above, self.foreign = len(self.stack) + 1, tag.foreign
            self._set_reason(number)
        if tag.name == "a":
            around = [tag, *(self.stack[-_DEEPEST:] if self.reason else ())]
            unseen = any(e.reason == _HIDDEN or e.name in _WITHOUT_LINKS for e in around)
            self.link = number if tag.value and not unseen else None
        elif tag.name in _HEADINGS:
            self.heading = tag, number, len(self.links)
            if tag.name == "h2":
                old = self.sections[-1][1]
                self._set_section(number, old._replace(number=old.number + 1))
        elif tag.value and not self.footnotes_above:
            self.footnotes_above = len(self.stack) + 1
            self.section_before_footnotes = self.sections[-1][1]
            self._set_section(number, Section(number=self.section_before_footnotes.number + 1))

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

    def _set_reason(self, number: int) -> None:
        """Note from a mark on why no term is linked, and whether text is left out."""
        deepest = self.silent_above or self.skipped_above  # silence starts no higher
        self.left_alone_above = deepest if deepest > self.foreign_above else self.foreign_above
        skipped = self.skipped_above
        inherited = self.stack[skipped - 1].reason if skipped else self.foreign
        reason = _SWITCHED_OFF if self.off else inherited
        if reason != self.reason:
            self.reason = reason
            self.reasons.append((2 * number + 1, reason))
        silent = bool(self.silent_above) or (self.off and not self.keep_skipped)
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
    names = _HEADINGS if name in _HEADINGS else {name}
    for index in range(len(stack) - 1, max(-1, len(stack) - _DEEPEST), -1):
        if stack[index].name in names:
            del stack[index:]
            return


def _closes_itself(mark: Mark) -> bool:
    """Tell whether a tag is a whole drawing or formula, the only elements that may be so short."""
    return mark.name in ("svg", "math") and mark.attributes.rstrip().endswith("/")
