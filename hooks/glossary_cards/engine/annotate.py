"""Annotating: HTML in, the same HTML with links on its terms out.

Nothing but the links is added and no other byte is changed: take the links away and the page is
what it was.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection
from typing import NamedTuple

from glossary_cards.engine.lazy import lazy
from glossary_cards.engine.reading import Anchor, PageReader, PageText, Section
from glossary_cards.engine.tags import Act, Tag
from glossary_cards.engine.text import BLOCK, OBJECT, spliced
from glossary_cards.engine.tokens import attribute, attribute_span, text_of
from glossary_cards.engine.trie import Match, Matcher

_CONTEXT = 70
_WORDLIKE_OBJECT = lazy(rf"(?<!\S){OBJECT}+")  # an image that stands where a word would
# " (", "'s [", " (also called "
_OPENING_BRACKET = lazy(
    r"(?:'s|')?\"?\s*[(\[\uff08]\s*[\"']?(?:(?:or|also|also called|also known as)\s+)?[\"']?"
)
# ")", "'s)", ", " of "(BPD, for short)"
_CLOSING_BRACKET = lazy(r"(?:'s|')?[\"']?\s*[)\]\uff09,;/]")
_LONGEST_BRACKET = 30


class Occurrence(NamedTuple):
    """A term linked on a page.

    Attributes:
        slug: The term.
        section: Where on the page.
        page_text: The page's text, as a reader sees it; of a link by hand only its own.
        start: Where the words that are linked start in it.
        end: Where they end.
        by_hand: Whether the author wrote the link.
    """

    slug: str
    section: Section
    page_text: str
    start: int
    end: int
    by_hand: bool = False

    @property
    def text(self) -> str:
        """The words that are linked, as the page has them."""
        return one_line(self.page_text[self.start : self.end])

    @property
    def before(self) -> str:
        """What stands before the linked words in the block of text that holds them."""
        return self.page_text[self.page_text.rfind(BLOCK, 0, self.start) + 1 : self.start]

    def line(self) -> tuple[str, str, str]:
        """Give the linked words with some of the text before and after them.

        The line reaches no further than the block of text, such as the paragraph, that holds it.
        """
        before, after = self.before, self.page_text[self.end :].split(BLOCK, 1)[0]
        if len(before) >= _CONTEXT:
            before = "… " + before[-_CONTEXT:].split(" ", 1)[-1]
        if len(after) >= _CONTEXT:
            after = after[:_CONTEXT].rsplit(" ", 1)[0] + " …"
        return before, self.page_text[self.start : self.end], after


class Miss(NamedTuple):
    """A mention of a term that is not linked, and why."""

    slug: str
    text: str
    section: Section
    reason: str


class Request(NamedTuple):
    """How one page is to be annotated.

    Attributes:
        matcher: The matcher with all terms.
        start_tag: Gives the start tag of a link to a term as this page needs it.
        which: Which occurrences are linked: the first of each ``section``, of the ``page``, or
            ``all``.
        skip: Terms that are not linked here; a term's own page names itself.
        once: Terms that are linked at their first mention only, such as a page's whole subject.
        reader: Reads the page; it knows what is left alone.
        slug_of: Gives the term whose page an author's link leads to, or ``None``.
        explain: Whether to report mentions that are not linked.
    """

    matcher: Matcher
    start_tag: Callable[[str], str]
    which: str = "section"
    skip: Collection[str] = ()
    once: Collection[str] = ()
    reader: PageReader = PageReader()
    slug_of: Callable[[str], str | None] = lambda _href: None
    explain: bool = False


class Annotated(NamedTuple):
    """A page with its links.

    Attributes:
        html: The page's content.
        occurrences: The linked mentions, in order.
        misses: The mentions left alone; filled only when asked for.
        forms: Every form that the page's text uses, linked or not, as ``(slug, form)``.
        page: The page's text, as it was read.
    """

    html: str
    occurrences: list[Occurrence]
    misses: list[Miss]
    forms: set[tuple[str, str]]
    page: PageText

    @property
    def slugs(self) -> list[str]:
        """The terms that are linked, each once, in order."""
        return list(dict.fromkeys(occurrence.slug for occurrence in self.occurrences))


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
        self.page = request.reader.read(html, keep_skipped=request.explain)
        self.inserts: list[tuple[int, str]] = []
        self.occurrences: list[Occurrence] = []
        self.misses: list[Miss] = []
        self.forms: set[tuple[str, str]] = set()
        self.linked_in: dict[int, set[str]] = defaultdict(set)  # by the number of the section
        self.linked = self.linked_in[0]
        self.last = "", 0  # the term last linked, or explained by a link before it, and its end

    def run(self) -> Annotated:
        anchors = deque(self.page.anchors)
        for match in self.request.matcher.find(self.page.visible):
            while anchors and anchors[0].place <= match.start:
                self._upgrade(anchors.popleft())
            self._take(match)
        for anchor in anchors:
            self._upgrade(anchor)
        annotated = spliced(self.html, ((at, at, added) for at, added in self.inserts))
        return Annotated(annotated, self.occurrences, self.misses, self.forms, self.page)

    def _take(self, match: Match) -> None:
        """Link a match, or note why not."""
        page, slug = self.page, match.slug
        section = page.section(match.start)
        reason = page.reason(match.start, match.end)
        if not reason:
            self.forms.add((slug, match.form.text))
            self._enter(section)
            explained = slug in self.linked
            reason = self._why_not(match) or self._link(match, section)
            if explained or not reason:
                self.last = slug, match.end
        if reason and self.request.explain:
            words = page.visible.cased[match.start : match.end]
            self.misses.append(Miss(slug, words, section, reason))

    def _enter(self, section: Section) -> None:
        """Count what is linked by itself in each section."""
        if self.request.which != "page":
            self.linked = self.linked_in[section.number]

    def _why_not(self, match: Match) -> str:
        """Say why a match is not linked; empty where it is."""
        slug, request = match.slug, self.request
        if slug in request.skip:
            return "switched off on this page, or its own page"
        if slug in request.once and any(slug in linked for linked in self.linked_in.values()):
            return "linked once on this page"
        expanded, end = self.last
        if slug == expanded and _is_in_brackets(match, end, self.page.visible.folded):
            return "the same term in brackets after its expansion"
        if slug in self.linked and request.which != "all":
            return f"not the first in its {request.which}"
        return ""

    def _link(self, match: Match, section: Section) -> str:
        """Link one match; say why where it cannot be linked."""
        slug, start, end = match.slug, match.start, match.end
        span = _source_span(self.page, start, end)
        if span is None:
            return "markup starts or ends inside it"
        self.inserts.append((span[0], self.request.start_tag(slug)))
        self.inserts.append((span[1], "</a>"))
        self.linked.add(slug)
        text = self.page.visible.cased
        self.occurrences.append(Occurrence(slug, section, text, start, end))
        return ""

    def _upgrade(self, anchor: Anchor) -> None:
        """Make an author's own link to a term's page a term link."""
        slug = self.request.slug_of(anchor.href)
        if slug is None or slug in self.request.skip:
            return
        self._enter(anchor.section)
        added = _term_attributes(anchor, slug)
        if not added:
            return
        self.inserts += added
        if not anchor.in_heading:
            self.linked.add(slug)
        self.last = slug, anchor.place_after
        text, start, end = self.page.visible.cased, anchor.place, anchor.place_after
        if start == end:  # in a heading, say
            text = text_of(self.html[anchor.inside : anchor.end])
            start, end = 0, len(text)
        self.occurrences.append(Occurrence(slug, anchor.section, text, start, end, by_hand=True))


def _term_attributes(anchor: Anchor, slug: str) -> list[tuple[int, str]]:
    """Give what makes an author's link a term link: text to insert, by place; nothing for one."""
    if attribute(anchor.attributes, "data-term") is not None:
        return []
    place = anchor.start + len("<a")
    data = f' data-term="{slug}"'
    span = attribute_span(anchor.attributes, "class")
    if span is None:
        return [(place, f' class="term"{data}')]
    start, end, lead, tail = span
    value = anchor.attributes[start:end]
    if "term" in value.split():
        return [(place, data)]
    added = f"{lead}term{' ' if value else ''}"
    return [(place, data), (place + start, added), (place + end, tail)]


def _is_in_brackets(match: Match, expansion_end: int, folded: str) -> bool:
    """Tell whether a match is the "(BPD)" of "borderline personality disorder (BPD)"."""
    return (
        match.start - expansion_end <= _LONGEST_BRACKET
        and _OPENING_BRACKET.fullmatch(folded, expansion_end, match.start) is not None
        and _CLOSING_BRACKET.match(folded, match.end) is not None
    )


def _source_span(page: PageText, start: int, end: int) -> tuple[int, int] | None:
    """Give the span of the HTML that a link round some text has to enclose.

    Args:
        page: The page.
        start: Where the text starts.
        end: Where it ends.

    Returns:
        Start and end in the HTML, widened over tags that stand directly at the edges, so that it
        holds whole elements only; ``None`` where there is no such span.
    """
    first, last = page.piece(start), page.piece(end - 1)
    if first == last:
        return page.source(first, start, end)
    source_start = page.source(first, start, start + 1)[0]
    source_end = page.source(last, end - 1, end)[1]
    unbalanced = _unbalanced(page.tags[first // 2 : last // 2])
    if unbalanced is None:
        return None
    unopened, opened = unbalanced
    before, behind = range(first // 2 - 1, -1, -1), range(last // 2, len(page.tags))
    wide_start = _widened(page, source_start, before, (Act.OPEN, unopened[::-1]))
    wide_end = _widened(page, source_end, behind, (Act.CLOSE, opened))
    return None if wide_start is None or wide_end is None else (wide_start, wide_end)


def _widened(
    page: PageText, edge: int, numbers: range, partners: tuple[Act, list[str]]
) -> int | None:
    """Move an edge over the tags that stand right beside it and make its elements whole.

    Args:
        page: The page.
        edge: Where it stands in the HTML.
        numbers: The tags from there on.
        partners: What those tags must do, and the elements whose tags they must be, last one first.

    Returns:
        Where the edge stands then; ``None`` where an element stays half.
    """
    act, names = partners
    for number in numbers:
        tag, span = page.tags[number], page.mark_span(number)
        if not names or edge not in span:
            break
        if tag.act is not act or tag.name != names.pop():
            return None
        edge = sum(span) - edge
    return None if names else edge


def _unbalanced(tags: list[Tag]) -> tuple[list[str], list[str]] | None:
    """Give the elements that end but do not start among some tags, and those that do not end.

    Returns:
        Both as lists of names; ``None`` where elements overlap.
    """
    opened: list[str] = []
    unopened: list[str] = []
    for tag in tags:
        if tag.act is Act.OPEN:
            opened.append(tag.name)
        elif tag.act is Act.CLOSE:
            if not opened:
                unopened.append(tag.name)
            elif opened.pop() != tag.name:
                return None
    return unopened, opened


def one_line(text: str) -> str:
    """Write white space as one space, and what stands there but is no text as :func:`only_text`."""
    return " ".join(only_text(text).split())


def only_text(text: str) -> str:
    """Write what stands in a text but is none as dots or nothing.

    An image between words leaves dots; what is joined to a word leaves nothing.
    """
    if OBJECT in text:
        text = _WORDLIKE_OBJECT.sub("…", text).replace(OBJECT, "")
    return text
