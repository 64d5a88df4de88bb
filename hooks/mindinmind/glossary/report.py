"""A report on request: where each term is linked, and why other mentions of it are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from mindinmind.glossary.annotating import annotate, one_line
from mindinmind.glossary.forms import Form
from mindinmind.glossary.matcher import Match
from mindinmind.glossary.site import SiteGlossary
from mindinmind.glossary.terms import Term
from mindinmind.glossary.text import Visible, fold, is_word_character, keep_case
from mindinmind.glossary.usage import PageUse
from mindinmind.problems import nearest

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


def mentions(site: SiteGlossary, slugs: Sequence[str] = ()) -> list[Mention]:
    """Give every mention of terms on a site's pages.

    Args:
        site: The glossary after a build.
        slugs: The terms; all when empty.
    """
    terms = [t for slug, t in site.glossary.terms.items() if not slugs or slug in slugs]
    found = [m for use in site.usage.by_page.values() for m in _on_page(site, use, terms)]
    return [mention for mention in found if not slugs or mention.slug in slugs]


def as_text(site: SiteGlossary, found: Iterable[Mention]) -> str:
    """Give the report on all terms as text: each term, its pages, and what is not linked."""
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
        meant = _form_meant(site, fold(word))
        hint = f"; did you mean `{meant}`?" if meant else ""
        return [f"No term has the form `{word}`{hint}"], False
    by_stem = {_stem(known): known for known in sorted({*site.usage.by_page, *pages})}
    stem = _stem_of_name(page, site.docs_path)
    path = _page_meant(stem, by_stem)
    if path is None:
        near = nearest(stem, by_stem, 0.7)
        hint = f"did you mean {by_stem[near]}?" if near else "name a file such as index.md."
        return [f"There is no page {page}; {hint}"], False
    if path not in site.usage.by_page:
        why = "its front matter says `terms: false`, or it is not in the site"
        return [f"No terms are linked on {path}: {why}."], False
    terms = [site.glossary.terms[slug]]
    if slug == site.slug_of_source(path):
        what = f"{path} is the page of `{terms[0].name}` itself, where it is never linked."
        return [what], True
    found = [m for m in _on_page(site, site.usage.by_page[path], terms) if m.slug == slug]
    lines = [f"{m.section or 'before the first heading'}: `{m.text}`: {m.outcome}" for m in found]
    return lines or [f"{path} does not mention `{terms[0].name}`."], True


def _stem_of_name(page: str, docs_path: str) -> str:
    """Give the stem of a page as somebody names it: by its file, from any folder, or its address.

    Only here may ``docs_dir`` stand before the path: those of known pages begin inside it.
    """
    is_address = "://" in page
    path = urlsplit(page).path if is_address else page.replace("\\", "/")
    stem = _stem(path.removeprefix("./").strip("/").removeprefix(f"{docs_path}/"))
    return stem or ("index" if is_address else "")


def _stem(path: str) -> str:
    """Give what a page's source and its address have in common: ``therapy/a-session``."""
    path = path.split("#", maxsplit=1)[0].removesuffix(".md").removesuffix(".html")
    return path.removesuffix("/index")


def _page_meant(stem: str, by_stem: Mapping[str, str]) -> str | None:
    """Give the one page that is named so, with more or fewer folders before it."""
    if stem in by_stem:
        return by_stem[stem]
    with_fewer = [known for known in by_stem if stem.endswith(f"/{known}")]
    with_more = [known for known in by_stem if stem and known.endswith(f"/{stem}")]
    if with_fewer:
        return by_stem[max(with_fewer, key=len)]
    return by_stem[with_more[0]] if len(with_more) == 1 else None


def _form_meant(site: SiteGlossary, word: str) -> str:
    """Give a form that holds a word, or else one that is spelt like it; empty where none is."""
    terms = site.glossary.terms.values()
    forms = [fold(form.text) for term in terms for form in term.forms if form.listed]
    holding = [form for form in forms if word in form.split()]
    return holding[0] if holding else nearest(word, forms)


def _on_page(site: SiteGlossary, use: PageUse, terms: Sequence[Term]) -> Iterator[Mention]:
    """Give the mentions on one page: those that are matched, then those that are not quite."""
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
    wanted = _written_otherwise(term, text.cased[start:end], near[0])
    if wanted:
        return f"in other letter case than `{wanted.text}`"
    return "its neighbours rule it out (`not_before`, `not_after`, or an apostrophe)"


def _written_otherwise(term: Term, cased: str, folded: str) -> Form | None:
    """Give the exact form that a text would be, were it not for its letter case."""
    same = [f for f in term.forms if _words(fold(f.text)) == _words(folded)]
    fits = any(not f.exact or _words(keep_case(f.text)) == _words(keep_case(cased)) for f in same)
    return None if fits or not same else same[0]


def _words(text: str) -> list[str]:
    return re.split(r"[\s-]+", text)


def _count(things: Iterable[object], name: str) -> str:
    number = len(list(things))
    return f"{number} {name}{'' if number == 1 else 's'}"
