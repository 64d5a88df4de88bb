"""Checks that need more than one term or one page: use, clashes, unexplained abbreviations."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from mindinmind.glossary.matcher import Matcher
from mindinmind.glossary.settings import Settings
from mindinmind.glossary.terms import (
    Glossary,
    Term,
    form_clashes,
    unknown_references,
    unknown_slugs,
)
from mindinmind.glossary.text import visible
from mindinmind.problems import Problem, Severity

if TYPE_CHECKING:
    from mindinmind.glossary.site import SiteGlossary, SourcePage

WARNINGS = frozenset("unused-term unused-form unlinked-term unexplained-abbreviation".split())
"""The checks that are warnings unless a site says otherwise."""

_ABBREVIATION = re.compile(r"(?<![\w-])(?:[A-Z][a-z]?)?[A-Z]{2,6}s?(?![\w-])")
_NO_PROSE = re.compile(
    r"^(`{3,}|~{3,}).*?^\1|(`+)(?!`).*?(?<!`)\2(?!`)|<!--.*?-->|</?[a-z][^<>]*>|\[\^[^\]]*\]|\{[^{}\n]*\}",
    re.S | re.M | re.I,
)
_ADDRESS = re.compile(r"[./:][\w/]")
_MARKDOWN_LINK = re.compile(r"\]\(\s*<?([^)\s>]+\.md)(?:#[^)\s]*)?")


def check_terms(
    glossary: Glossary, settings: Settings, references: Collection[str] | None
) -> list[Problem]:
    """Check the terms against each other.

    Args:
        glossary: All terms.
        settings: The site's settings.
        references: The keys of the bibliography; ``None`` where the site has none.
    """
    problems = [*form_clashes(glossary), *unknown_slugs(glossary), *_circular(glossary)]
    if references is not None:
        problems += unknown_references(glossary, references)
    return with_severity(problems, settings)


def check_text(
    site: SiteGlossary, page: SourcePage, markdown: str, first_line: Callable[[], int]
) -> list[Problem]:
    """Check what an author wrote: links to terms, abbreviations, the page's own options.

    Args:
        site: The glossary.
        page: The page.
        markdown: Its Markdown without front matter.
        first_line: Gives the line of the file on which the Markdown starts.
    """
    text = _prose(markdown)
    found = [*_dead_links(site, page, text), *_unexplained(site, page, text)]
    shift = first_line() - 1 if found else 0
    problems = [replace(p, line=p.line + shift) for p in found]
    return with_severity([*problems, *_page_options(site, page)], site.settings)


def check_pages(site: SiteGlossary) -> list[Problem]:
    """Check, once all pages are read, which terms and forms nobody uses."""
    linked = {found.slug for use in site.uses.values() for found in use.annotated.occurrences}
    used = {form for use in site.uses.values() for form in use.annotated.forms}
    problems: list[Problem] = []
    for slug, term in site.glossary.terms.items():
        if slug not in linked:
            problems.append(_unused(term, mentioned=any(s == slug for s, _ in used)))
        else:
            problems += _unused_forms(term, used)
    return with_severity(problems, site.settings)


def with_severity(problems: Iterable[Problem], settings: Settings) -> list[Problem]:
    """Give each problem the severity that the site chose for its check; leave out the rest."""
    chosen = dict(settings.checks)
    result = []
    for problem in problems:
        default = "warning" if problem.rule in WARNINGS else "error"
        level = chosen.get(problem.rule, default)
        if level != "off":
            result.append(replace(problem, severity=Severity(level)))
    return result


def _circular(glossary: Glossary) -> Iterator[Problem]:
    """Find definitions that explain a term by itself."""
    for term in glossary.terms.values():
        found = Matcher(term.entries()).find(visible(term.definition.text))
        if found:
            word = term.definition.text[found[0].start : found[0].end]
            what = f"the definition explains the term by itself (`{word}`)"
            mend = "say it in other words"
            yield term.document.problem(("definition",), "circular-definition", what, mend)


def _unused(term: Term, mentioned: bool) -> Problem:
    if mentioned:
        what = f"`{term.name}` is mentioned but never linked"
        mend = "see `python3 scripts/check.py --terms` for the reason of each mention"
        return term.document.problem(("term",), "unlinked-term", what, mend)
    what = f"no page uses `{term.name}`"
    mend = "use it, add the form that pages use, or delete the file"
    return term.document.problem(("term",), "unused-term", what, mend)


def _unused_forms(term: Term, used: Collection[tuple[str, str]]) -> Iterator[Problem]:
    """Find listed forms that no page uses, neither as listed nor inflected."""
    alive = {form.key for form in term.forms if (term.slug, form.text) in used}
    for form in term.forms:
        if form.listed and form.key not in alive and form.key != ("term",):
            what = f"no page uses the form `{form.text}`"
            mend = "take it out if readers do not need it in the search either"
            yield term.document.problem(form.key, "unused-form", what, mend)


def _dead_links(site: SiteGlossary, page: SourcePage, text: str) -> Iterator[Problem]:
    """Find an author's links to term files that do not exist."""
    folder = site.settings.folder
    if f"{folder}/" not in text and not page.path.startswith(f"{folder}/"):
        return
    for match in _MARKDOWN_LINK.finditer(text):
        slug = site.slug_of_source_link(page.path, match[1])
        if slug is not None and slug not in site.glossary.terms:
            near = get_close_matches(slug, site.glossary.terms, 1, 0.5)
            mend = f"did you mean `{near[0]}.md`?" if near else "add the term or take the link out"
            place = _place(text, match.start(1))
            what = f"there is no term `{slug}`"
            yield Problem(_path(site, page), *place, "dead-term-link", what, mend)


def _unexplained(site: SiteGlossary, page: SourcePage, text: str) -> Iterator[Problem]:
    """Find abbreviations that no term explains, each once a page."""
    seen = {*site.settings.abbreviations}
    for match in _ABBREVIATION.finditer(text):
        name = match[0].removesuffix("s")
        if name in seen or site.explains(match[0]) or site.explains(name):
            continue
        if _ADDRESS.match(text, match.end()) or text[match.start() - 1 : match.start()] in (
            "/",
            "#",
        ):
            continue
        seen.add(name)
        what = f"no term explains the abbreviation `{name}`"
        mend = "write it out, add a term, or list it under `extra.glossary.abbreviations`"
        place = _place(text, match.start())
        yield Problem(_path(site, page), *place, "unexplained-abbreviation", what, mend)


def _page_options(site: SiteGlossary, page: SourcePage) -> Iterator[Problem]:
    """Check a page's own ``terms:`` option."""
    options = page.meta.get("terms")
    if options is None or isinstance(options, bool):
        return
    path = _path(site, page)
    skip = options.get("skip") if isinstance(options, dict) else None
    if not isinstance(skip, list) or set(options) != {"skip"}:
        mend = "write `terms: false`, or `terms: {skip: [bpd]}`"
        yield Problem(path, 1, 1, "page-option", "`terms` cannot be read", mend)
        return
    for slug in skip:
        if slug not in site.glossary.terms:
            near = get_close_matches(str(slug), site.glossary.terms, 1, 0.5)
            mend = f"did you mean `{near[0]}`?" if near else "use the file name of a term"
            what = f"`terms: skip:` names no term: `{slug}`"
            yield Problem(path, 1, 1, "page-option", what, mend)


def _path(site: SiteGlossary, page: SourcePage) -> str:
    return f"{site.docs_path}/{page.path}"


def _prose(markdown: str) -> str:
    """Blank out code, comments, tags and footnote marks, keeping every place."""
    return _NO_PROSE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), markdown)


def _place(text: str, offset: int) -> tuple[int, int]:
    """Give line and column of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
