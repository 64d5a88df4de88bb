"""Checks of the use of terms, once all pages are read: which terms and forms no page has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from glossary_cards.diagnostics.problem import Problem, shown
from glossary_cards.engine.forms import alike
from glossary_cards.engine.text import fold, visible
from glossary_cards.engine.tokens import text_of
from glossary_cards.engine.trie import Matcher
from glossary_cards.model.term import Term
from glossary_cards.site import SiteGlossary

_MOST_LOOKED_FOR = 20
_SPOILS_FORMS = ("wrong-value", "wrong-form")
_UNREAD = ("bibliography", "references-file", "unclosed", "merge-conflict")
"""What keeps words from a page where they would be found."""


def check_use(site: SiteGlossary, contents: Iterable[str]) -> list[Problem]:
    """Check, once all pages are read, which terms and forms nobody uses.

    Args:
        site: The glossary.
        contents: The HTML of the site's pages, those of terms left out; gone through only where
            there are terms that no page links.
    """
    linked = {slug for use in site.usage.by_page.values() for slug in use.used}
    used = site.usage.forms
    terms = site.glossary.terms
    unlinked = [slug for slug in terms if slug not in linked]
    mentioned = {slug for slug, _ in used}
    skipped, cased = _elsewhere(site, [s for s in unlinked if s not in mentioned], contents)
    mentioned |= skipped
    spoilt = {problem.path for problem in site.problems if problem.rule in _SPOILS_FORMS}
    problems = [
        _unused(terms[slug], slug in mentioned, slug in cased)
        for slug in unlinked
        if terms[slug].document.path not in spoilt  # pages may have the form that is wrong
    ]
    for slug in linked:
        problems += _unused_forms(terms[slug], used)
    return [replace(problem, because_of=_UNREAD) for problem in problems]


def _elsewhere(
    site: SiteGlossary, slugs: list[str], contents: Iterable[str]
) -> tuple[set[str], set[str]]:
    """Find which of these terms pages have, but not so that they could be linked.

    Only the first few terms are looked for: a glossary with more unused ones is being filled,
    and looking for them all would cost a large site time.

    Returns:
        Those in headings, links and other places that are left alone, and those in another letter
        case.
    """
    terms = [site.glossary.terms[slug] for slug in slugs[:_MOST_LOOKED_FOR]]
    if not terms:
        return set(), set()
    entries = [entry for term in terms for entry in term.entries()]
    exact = Matcher(entries)
    loose = Matcher(replace(entry, form=replace(entry.form, exact=False)) for entry in entries)
    starts = {fold(form.text).split(" ")[0] for term in terms for form in term.forms}
    skipped: set[str] = set()
    cased: set[str] = set()
    for html in contents:
        folded = html.lower()
        if any(start in folded for start in starts):
            text = visible(text_of(html))
            skipped.update(match.slug for match in exact.find(text))
            cased.update(match.slug for match in loose.find(text))
    return skipped, cased


def _unused(term: Term, mentioned: bool, cased: bool) -> Problem:
    if cased and not mentioned:
        what = f"pages have `{term.name}` in other letter case only"
        mend = "write it here in small letters: a form with capitals is linked in that case only"
        return term.document.problem(("term",), "unlinked-term", what, mend)
    if mentioned:
        what = f"`{term.name}` is mentioned but never linked"
        mend = "use it in a sentence, too: headings, links, code and the A to Z are left alone"
        found = term.document.problem(("term",), "unlinked-term", what, mend)
        return replace(found, because_of=(f"same-form {found.path}",))  # the other has its links
    what = f"no page uses `{term.name}`"
    mend = "use it, add the form that pages use, or delete the file"
    return term.document.problem(("term",), "unused-term", what, mend)


def _unused_forms(term: Term, used: Collection[tuple[str, str]]) -> Iterator[Problem]:
    """Find listed forms that no page uses, neither as listed nor inflected."""
    found = [form for form in term.forms if (term.slug, form.text) in used]
    alive = {form.key for form in found}
    idle = [f for f in term.forms if f.listed and f.key not in alive and f.key != ("term",)]
    # Where two forms match the same text, either of them may have been found.
    same = {alike(form.text) for form in found} if idle else set()
    for form in idle:
        if alike(form.text) not in same:
            what = f"no page uses the form {shown(form.text)}"
            mend = "take it out if readers do not need it in the search either"
            yield term.document.problem(form.key, "unused-form", what, mend)
