"""Annotating: HTML in, the same HTML with links on its terms out.

Nothing but the links is added and no other byte is changed: take the links away and the page is
what it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape

from mindinmind.glossary.matcher import Match, Matcher
from mindinmind.glossary.reading import Anchor, Block, Reader, Rules, Section
from mindinmind.glossary.text import OBJECT, Visible, visible
from mindinmind.markup import VOID, Kind, attribute

_CONTEXT = 70
_CLASS_VALUE = re.compile(r"\sclass\s*=\s*[\"']([^\"']*)", re.I)


class Which(StrEnum):
    """Which occurrences of a term are linked."""

    SECTION = "section"
    PAGE = "page"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term linked on a page.

    Attributes:
        slug: The term.
        text: The words that are linked, as the page has them.
        section: Where on the page.
        before: Some of the text before, as a reader sees it.
        after: Some of the text after.
        by_hand: Whether the author wrote the link.
    """

    slug: str
    text: str
    section: Section
    before: str = ""
    after: str = ""
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Miss:
    """A mention of a term that is not linked, and why."""

    slug: str
    text: str
    section: Section
    reason: str


@dataclass(frozen=True)
class Request:
    """How one page is to be annotated.

    Attributes:
        matcher: The matcher with all terms.
        url_of: Gives the address of a term's page, as a link on this page needs it.
        which: Which occurrences are linked.
        skip: Terms that are not linked here; a term's own page names itself.
        rules: What is left alone.
        slug_of: Gives the term whose page an author's link leads to, or ``None``.
        explain: Whether to report mentions that are not linked.
    """

    matcher: Matcher
    url_of: Callable[[str], str]
    which: Which = Which.SECTION
    skip: Collection[str] = ()
    rules: Rules = field(default_factory=Rules)
    slug_of: Callable[[str], str | None] = lambda _href: None
    explain: bool = False


@dataclass(frozen=True)
class Annotated:
    """A page with its links.

    Attributes:
        html: The page's content.
        occurrences: The linked mentions, in order.
        misses: The mentions left alone; filled only when asked for.
        forms: Every form that the page's text uses, linked or not, as ``(slug, form)``.
    """

    html: str
    occurrences: list[Occurrence]
    misses: list[Miss]
    forms: set[tuple[str, str]]


def annotate(html: str, request: Request) -> Annotated:
    """Link the terms of a page.

    Args:
        html: The page's content; it may be malformed.
        request: How.

    Returns:
        The page with ``<a class="term">`` links, and what was found.
    """
    return _Annotator(html, request).run()


class _Annotator:
    """Works through one page; made for it and thrown away after."""

    def __init__(self, html: str, request: Request) -> None:
        self.html = html
        self.request = request
        self.inserts: list[tuple[int, str]] = []
        self.occurrences: list[Occurrence] = []
        self.misses: list[Miss] = []
        self.forms: set[tuple[str, str]] = set()
        self.linked: set[str] = set()
        self.section = 0

    def run(self) -> Annotated:
        reader = Reader(self.html, self.request.rules, keep_skipped=self.request.explain)
        anchors_done = 0
        find = self.request.matcher.find
        for block in reader.blocks():
            for anchor in reader.anchors[anchors_done:]:
                self._upgrade(anchor)
            anchors_done = len(reader.anchors)
            text = visible(block.text(self.html))
            matches = find(text)
            if matches:
                self._link_block(block, text, matches)
        for anchor in reader.anchors[anchors_done:]:
            self._upgrade(anchor)
        return Annotated(self._joined(), self.occurrences, self.misses, self.forms)

    def _link_block(self, block: Block, text: Visible, matches: list[Match]) -> None:
        """Link what is to be linked in one block."""
        self._enter(block.section)
        previous: Match | None = None
        for match in matches:
            if not block.skipped:
                self.forms.add((match.slug, match.form.text))
            reason = block.skipped or self._why_not(match, previous, text)
            if not reason:
                reason = self._link(block, text, match)
            if reason and self.request.explain:
                words = text.cased[match.start : match.end]
                self.misses.append(Miss(match.slug, words, block.section, reason))
            previous = match

    def _enter(self, section: Section) -> None:
        """Forget what was linked before when a new section starts."""
        if self.request.which is not Which.PAGE and section.number != self.section:
            self.section = section.number
            self.linked.clear()

    def _why_not(self, match: Match, previous: Match | None, text: Visible) -> str:
        """Say why a match is not linked; empty where it is."""
        if match.slug in self.request.skip:
            return "switched off on this page, or its own page"
        if _is_in_brackets_after(match, previous, text):
            return "the same term in brackets after its expansion"
        if self.request.which is not Which.ALL and match.slug in self.linked:
            return f"not the first in its {self.request.which.value}"
        return ""

    def _link(self, block: Block, text: Visible, match: Match) -> str:
        """Link one match; say why where it cannot be linked."""
        first, last = text.source_span(match.start, match.end)
        start, end = block.source_start(first), block.source_start(last - 1) + 1
        if len(block.spans) > 1:
            nested = _nest(block, self.html, start, end)
            if nested is None:
                return "markup starts or ends inside it"
            start, end = nested
        url = escape(self.request.url_of(match.slug))
        self.inserts.append((start, f'<a class="term" href="{url}" data-term="{match.slug}">'))
        self.inserts.append((end, "</a>"))
        self.linked.add(match.slug)
        self.occurrences.append(_occurrence(block, text, match))
        return ""

    def _upgrade(self, anchor: Anchor) -> None:
        """Make an author's own link to a term's page a term link."""
        slug = self.request.slug_of(anchor.href)
        if slug is None or slug in self.request.skip:
            return
        self._enter(anchor.section)
        if not self._mark_as_term(anchor, slug):
            return
        self.linked.add(slug)
        self.occurrences.append(Occurrence(slug, anchor.text, anchor.section, by_hand=True))

    def _mark_as_term(self, anchor: Anchor, slug: str) -> bool:
        """Add the attributes of a term link to an author's link; tell whether it could be done."""
        inside = anchor.mark.start + 2
        if attribute(anchor.mark.attributes, "class") is None:
            self.inserts.append((inside, f' class="term" data-term="{slug}"'))
            return True
        value = _CLASS_VALUE.search(self.html, inside, anchor.mark.end)
        if value is None or " term " in f" {value[1]} ":
            return False
        self.inserts.append((inside, f' data-term="{slug}"'))
        self.inserts.append((value.start(1), "term "))
        return True

    def _joined(self) -> str:
        """Give the page with all inserts made."""
        if not self.inserts:
            return self.html
        pieces, reached = [], 0
        for place, added in sorted(self.inserts, key=lambda insert: insert[0]):
            pieces.append(self.html[reached:place])
            pieces.append(added)
            reached = place
        pieces.append(self.html[reached:])
        return "".join(pieces)


def _is_in_brackets_after(match: Match, previous: Match | None, text: Visible) -> bool:
    """Tell whether a match is the "(BPD)" of "borderline personality disorder (BPD)"."""
    return (
        previous is not None
        and previous.slug == match.slug
        and text.folded[previous.end : match.start].strip() == "("
        and text.folded[match.end : match.end + 1] == ")"
    )


def _nest(block: Block, html: str, start: int, end: int) -> tuple[int, int] | None:
    """Widen a span so that it holds whole elements only.

    Args:
        block: The block that the span lies in.
        html: The page's content.
        start: Where the span starts in the source.
        end: Where it ends.

    Returns:
        The span, widened over tags that stand directly at its edges; ``None`` where that does
        not make it hold whole elements.
    """
    tags = [tag for tag in block.tags if tag.name not in VOID]
    opened: list[str] = []
    unopened: list[str] = []
    for tag in tags:
        if start <= tag.start < end:
            if tag.kind is Kind.OPEN:
                opened.append(tag.name)
            elif opened and opened[-1] == tag.name:
                opened.pop()
            elif opened:
                return None
            else:
                unopened.append(tag.name)
    for tag in reversed(tags):
        if unopened and tag.end == start and tag.kind is Kind.OPEN and tag.name == unopened[0]:
            start = tag.start
            unopened.pop(0)
    for tag in tags:
        if opened and tag.start == end and tag.kind is Kind.CLOSE and tag.name == opened[-1]:
            end = tag.end
            opened.pop()
    return None if opened or unopened else (start, end)


def _occurrence(block: Block, text: Visible, match: Match) -> Occurrence:
    """Note a linked match with some of the text round it."""
    first, last = max(0, match.start - _CONTEXT), match.end + _CONTEXT
    before = _one_line(text.cased[first : match.start])
    after = _one_line(text.cased[match.end : last])
    if first:
        before = "… " + before.split(" ", 1)[-1]
    if last < len(text.cased):
        after = after.rsplit(" ", 1)[0] + " …"
    words = _one_line(text.cased[match.start : match.end])
    return Occurrence(match.slug, words, block.section, before, after)


def _one_line(text: str) -> str:
    """Write white space as one space, and leave out what is no text."""
    return " ".join(f".{text}.".replace(OBJECT, "").split())[1:-1]
