"""A report on request: every place where pages have a term, whether it is linked, and why not."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from glossary_cards.diagnostics.problem import nearest
from glossary_cards.engine.annotate import annotate, one_line
from glossary_cards.engine.forms import alike
from glossary_cards.engine.lazy import lazy
from glossary_cards.engine.text import Visible, fold, is_word_character
from glossary_cards.engine.trie import Match
from glossary_cards.model.term import Term
from glossary_cards.site import SiteGlossary
from glossary_cards.usage import PageUse

_GAP = lazy(r"\\?[ -]+")  # " ", or the "\\-" of an escaped form
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
    page, text = result.page, result.page.visible
    matches = site.matcher.find(text)
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


def as_text(site: SiteGlossary, found: Iterable[Mention]) -> str:
    """Give the report on all terms as text: each term, its pages, and what is not linked.

    Args:
        site: The glossary after a build.
        found: The mentions.
    """
    by_slug: dict[str, list[Mention]] = {slug: [] for slug in site.glossary.terms}
    for mention in found:
        by_slug[mention.slug].append(mention)
    lines = []
    for slug, term in site.glossary.terms.items():
        linked = [m for m in by_slug[slug] if m.outcome == LINKED]
        pages = Counter(m.path for m in linked)
        lines.append(f"{term.name} ({slug}): {_count(linked, 'link')} on {_count(pages, 'page')}")
        lines += [f"    {path}: {number}" for path, number in pages.items()]
        misses = Counter((m.outcome, m.text) for m in by_slug[slug] if m.outcome != LINKED)
        lines += [
            f"    not linked: `{text}`, {'once' if number == 1 else f'{number} times'}: {reason}"
            for (reason, text), number in misses.most_common()
        ]
    return "\n".join(lines)


def explain(
    site: SiteGlossary, word: str, page: str, pages: Collection[str] = ()
) -> tuple[list[str], bool]:
    """Say what became of each mention of a word on one page.

    Args:
        site: The glossary after a build.
        word: A term's slug or any of its forms.
        page: The page: its source, with or without its folders, or its address.
        pages: The sources of all pages, those that opted out too.

    Returns:
        The lines to show, and whether word and page are known.
    """
    forms = {fold(f.text): s for s, t in site.glossary.terms.items() for f in reversed(t.forms)}
    slug = word if word in site.glossary.terms else forms.get(fold(word))
    if slug is None:
        meant = nearest(fold(word), forms)
        hint = f"; did you mean `{meant}`?" if meant else ""
        return [f"No term has the form `{word}`{hint}"], False
    by_stem = {_stem(known): known for known in sorted({*site.usage.by_page, *pages})}
    stem = _stem(urlsplit(page).path if "://" in page else page, f"{site.docs_path}/")
    path = by_stem.get(_page_meant(stem, by_stem))
    if path is None:
        near = nearest(stem, by_stem, 0.7)
        hint = f"did you mean {by_stem[near]}?" if near else "name a file such as index.md."
        return [f"There is no page {page}; {hint}"], False
    return _explained(site, slug, path)


def _explained(site: SiteGlossary, slug: str, path: str) -> tuple[list[str], bool]:
    """Say what became of each mention of a term on a page."""
    if path not in site.usage.by_page:
        why = "its front matter says `terms: false`, or it is not in the site"
        return [f"No terms are linked on {path}: {why}."], False
    term = site.glossary.terms[slug]
    if slug == site.slug_of_source(path):
        return [f"{path} is the page of `{term.name}` itself, where it is never linked."], True
    found = [m for m in mentions_on(site, site.usage.by_page[path], [term]) if m.slug == slug]
    lines = [f"{m.section or 'before the first heading'}: `{m.text}`: {m.outcome}" for m in found]
    return lines or [f"{path} does not mention `{term.name}`."], True


def _stem(path: str, docs: str = "") -> str:
    """Give what a page's file, from any folder, and its address have in common: ``therapy/why``."""
    path = path.split("#", maxsplit=1)[0].replace("\\", "/").removeprefix("./").strip("/")
    path = path.removeprefix(docs).removesuffix(".md").removesuffix(".html")
    return path.removesuffix("/index") or "index"


def _page_meant(stem: str, known: Iterable[str]) -> str:
    """Give the one page that is named so, with more or fewer folders before it."""
    fewer = [one for one in known if f"/{stem}".endswith(f"/{one}")]
    more = [one for one in known if one.endswith(f"/{stem}")]
    return max(fewer, key=len, default=more[0] if len(more) == 1 else "")


def _count(things: Iterable[object], name: str) -> str:
    number = len(list(things))
    return f"{number} {name}{'' if number == 1 else 's'}"
