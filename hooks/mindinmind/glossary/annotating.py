"""Annotating: HTML in, the same HTML with links on its terms out.

Nothing but the links is added and no other byte is changed: take the links away and the page is
what it was.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape
from typing import NamedTuple

from mindinmind.glossary.matcher import Match, Matcher
from mindinmind.glossary.reading import Anchor, PageText, Rules, Section, read_page
from mindinmind.glossary.text import BLOCK, OBJECT
from mindinmind.markup import VOID, Kind, Mark, attribute

_CONTEXT = 70
_WORDLIKE_OBJECT = re.compile(rf"(?<!\S){OBJECT}+")
_CLASS_VALUE = re.compile(r"\sclass\s*=\s*[\"']([^\"']*)", re.I)


class Which(StrEnum):
    """Which occurrences of a term are linked."""

    SECTION = "section"
    PAGE = "page"
    ALL = "all"


class Occurrence(NamedTuple):
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


class Miss(NamedTuple):
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
        page = read_page(self.html, self.request.rules, keep_skipped=self.request.explain)
        anchors = deque(page.anchors)
        previous: Match | None = None
        for match in self.request.matcher.find(page.visible):
            while anchors and anchors[0].part <= page.part(match.start):
                self._upgrade(anchors.popleft())
            self._take(page, match, previous)
            previous = match
        for anchor in anchors:
            self._upgrade(anchor)
        return Annotated(self._joined(), self.occurrences, self.misses, self.forms)

    def _take(self, page: PageText, match: Match, previous: Match | None) -> None:
        """Link a match, or note why not."""
        section = page.section(match.start)
        reason = page.reason(match.start) if self.request.explain else ""
        if not reason:
            self.forms.add((match.slug, match.form.text))
            self._enter(section)
            reason = self._why_not(match, previous, page)
        if not reason:
            reason = self._link(page, match, section)
        if reason and self.request.explain:
            words = page.visible.cased[match.start : match.end]
            self.misses.append(Miss(match.slug, words, section, reason))

    def _enter(self, section: Section) -> None:
        """Forget what was linked before when a new section starts."""
        if self.request.which is not Which.PAGE and section.number != self.section:
            self.section = section.number
            self.linked.clear()

    def _why_not(self, match: Match, previous: Match | None, page: PageText) -> str:
        """Say why a match is not linked; empty where it is."""
        if match.slug in self.request.skip:
            return "switched off on this page, or its own page"
        if _is_in_brackets_after(match, previous, page.visible.folded):
            return "the same term in brackets after its expansion"
        if self.request.which is not Which.ALL and match.slug in self.linked:
            return f"not the first in its {self.request.which.value}"
        return ""

    def _link(self, page: PageText, match: Match, section: Section) -> str:
        """Link one match; say why where it cannot be linked."""
        start, end = page.source_span(match.start, match.end)
        if page.part(match.start) != page.part(match.end - 1):
            nested = _nest(page, start, end)
            if nested is None:
                return "markup starts or ends inside it"
            start, end = nested
        url = escape(self.request.url_of(match.slug))
        self.inserts.append((start, f'<a class="term" href="{url}" data-term="{match.slug}">'))
        self.inserts.append((end, "</a>"))
        self.linked.add(match.slug)
        self.occurrences.append(_occurrence(page.visible.cased, match, section))
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


def _is_in_brackets_after(match: Match, previous: Match | None, folded: str) -> bool:
    """Tell whether a match is the "(BPD)" of "borderline personality disorder (BPD)"."""
    return (
        previous is not None
        and previous.slug == match.slug
        and folded[previous.end : match.start].strip() == "("
        and folded[match.end : match.end + 1] == ")"
    )


def _nest(page: PageText, start: int, end: int) -> tuple[int, int] | None:
    """Widen a span so that it holds whole elements only.

    Args:
        page: The page.
        start: Where the span starts in the HTML.
        end: Where it ends.

    Returns:
        The span, widened over tags that stand directly at its edges; ``None`` where that does
        not make it hold whole elements.
    """
    tags = page.tags
    first, last = page.tag_after(start), page.tag_after(end)
    unbalanced = _unbalanced([tag for tag in tags[first:last] if tag.name not in VOID])
    if unbalanced is None:
        return None
    unopened, opened = unbalanced
    while unopened and first > 0 and tags[first - 1].end == start:
        first -= 1
        if tags[first].kind is not Kind.OPEN or tags[first].name != unopened.pop(0):
            return None
        start = tags[first].start
    while opened and last < len(tags) and tags[last].start == end:
        if tags[last].kind is not Kind.CLOSE or tags[last].name != opened.pop():
            return None
        end = tags[last].end
        last += 1
    return None if opened or unopened else (start, end)


def _unbalanced(tags: list[Mark]) -> tuple[list[str], list[str]] | None:
    """Give the elements that end but do not start among some tags, and those that do not end.

    Returns:
        Both as lists of names; ``None`` where elements overlap.
    """
    opened: list[str] = []
    unopened: list[str] = []
    for tag in tags:
        if tag.kind is Kind.OPEN:
            opened.append(tag.name)
        elif not opened:
            unopened.append(tag.name)
        elif opened.pop() != tag.name:
            return None
    return unopened, opened


def _occurrence(cased: str, match: Match, section: Section) -> Occurrence:
    """Note a linked match with some of the text round it."""
    first, last = max(0, match.start - _CONTEXT), match.end + _CONTEXT
    before, after = cased[first : match.start], cased[match.end : last]
    if BLOCK in before:
        before = before[before.rindex(BLOCK) + 1 :]
    elif first:
        before = "… " + before.split(" ", 1)[-1]
    if BLOCK in after:
        after = after[: after.index(BLOCK)]
    elif last < len(cased):
        after = after.rsplit(" ", 1)[0] + " …"
    words = _one_line(cased[match.start : match.end])
    return Occurrence(match.slug, words, section, _one_line(before), _one_line(after))


def _one_line(text: str) -> str:
    """Write white space as one space, and what stands there but is no text as dots or nothing.

    A link or a code span between words leaves dots; the number of a footnote leaves nothing.
    """
    text = _WORDLIKE_OBJECT.sub("…", text) if OBJECT in text else text
    return " ".join(f".{text}.".replace(OBJECT, "").split())[1:-1]
