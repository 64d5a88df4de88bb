"""A report on request: where each term is linked, and why other mentions of it are not."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import urlsplit

from glossary_cards.diagnostics.problem import nearest
from glossary_cards.engine.text import fold
from glossary_cards.mentions import LINKED, Mention, mentions_on
from glossary_cards.site import SiteGlossary


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
    stem = _stem_of_name(page, site.docs_path)
    path = _page_meant(stem, by_stem)
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
    fewer = [known for known in by_stem if f"/{stem}".endswith(f"/{known}")]
    more = [known for known in by_stem if stem and known.endswith(f"/{stem}")]
    found = max(fewer, key=len, default=more[0] if len(more) == 1 else "")
    return by_stem.get(found)


def _count(things: Iterable[object], name: str) -> str:
    number = len(list(things))
    return f"{number} {name}{'' if number == 1 else 's'}"
