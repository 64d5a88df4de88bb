"""Mentions: every place where pages have a term, whether it is linked there, and why not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossary_cards.engine.annotate import annotate, one_line
from glossary_cards.engine.forms import alike
from glossary_cards.engine.text import Visible, fold, is_word_character
from glossary_cards.engine.trie import Match
from glossary_cards.model.term import Term
from glossary_cards.site import SiteGlossary
from glossary_cards.usage import PageUse

_GAP = re.compile(r"\\?[ -]+")
LINKED = "linked"


@dataclass(frozen=True)
class Mention:
    """One mention of a term on a page.

    Attributes:
        slug: The term.
        path: The page's source.
        section: Title of the section; empty before the first heading.
        text: The words on the page.
        outcome: ``linked``, or why it is not.
    """

    slug: str
    path: str
    section: str
    text: str
    outcome: str


def mentions(site: SiteGlossary) -> list[Mention]:
    """Give every mention of terms on a site's pages.

    Args:
        site: The glossary after a build.
    """
    terms = list(site.glossary.terms.values())
    return [m for use in site.usage.by_page.values() for m in mentions_on(site, use, terms)]


def mentions_on(site: SiteGlossary, use: PageUse, terms: Sequence[Term]) -> Iterator[Mention]:
    """Give the mentions on one page: those that are matched, then those that are not quite.

    Args:
        site: The glossary after a build.
        use: The page.
        terms: The terms to look for where they are not quite matched.
    """
    request = site.request(use.page, explain=True)
    if request is None:
        return
    path = use.page.path
    terms = [term for term in terms if term.slug != site.slug_of_source(path)]
    result = annotate(use.html, request)
    for found in result.occurrences:
        yield Mention(found.slug, path, found.section.title, found.text, LINKED)
    for miss in result.misses:
        if miss.slug != site.slug_of_source(path):
            yield Mention(miss.slug, path, miss.section.title, one_line(miss.text), miss.reason)
    page = request.reader.read(use.html, keep_skipped=True)
    text, matches = page.visible, site.matcher.find(page.visible)
    for term in terms:
        for near in _pattern(term).finditer(text.folded):
            reason = _why_unmatched(site, term, text, near, matches)
            if reason:
                words = one_line(text.cased[near.start() : near.end()])
                yield Mention(term.slug, path, page.section(near.start()).title, words, reason)


def _pattern(term: Term) -> re.Pattern[str]:
    """Match any form of a term wherever it stands, as part of a word too."""
    forms = sorted({fold(form.text) for form in term.forms}, key=len, reverse=True)
    return re.compile("|".join(_GAP.sub(r"[\\s-]+", re.escape(form)) for form in forms))


def _why_unmatched(
    site: SiteGlossary, term: Term, text: Visible, near: re.Match[str], matches: list[Match]
) -> str:
    """Say why a text that looks like a form is none; empty where it was matched."""
    start, end = near.span()
    for match in matches:
        if match.start < end and start < match.end:
            other = site.glossary.terms[match.slug].name
            return "" if match.slug == term.slug else f"part of the longer term `{other}`"
    before, after = text.folded[start - 1 : start] if start else "", text.folded[end : end + 1]
    if before == "-" and start > 1 and is_word_character(text.folded[start - 2]):
        return "after a hyphen, for a prefix changes the meaning"
    if any(c and is_word_character(c) for c in (before, after)):
        return ""  # an ordinary longer word, such as "distrust"
    beyond = text.folded[end + 1 : end + 2]
    if before in tuple("@_./\\") or (after in tuple("@_./:\\") and beyond.strip()):
        return "part of an address, a file name or an identifier"
    same = [form for form in term.forms if alike(form.text) == alike(near[0])]
    if same and all(form.exact and form.text != text.cased[start:end] for form in same):
        return f"in other letter case than `{same[0].text}`"
    return "its neighbours rule it out (`not_before`, `not_after`, or an apostrophe)"
