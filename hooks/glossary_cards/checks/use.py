"""Checks of the use of terms, once all pages are read: which terms and forms no page has."""

from collections.abc import Collection, Iterable, Iterator

from glossary_cards.diagnostics.problem import Problem, shown
from glossary_cards.engine.forms import alike, has_own_case
from glossary_cards.engine.text import visible
from glossary_cards.engine.tokens import text_of
from glossary_cards.engine.trie import Matcher
from glossary_cards.model.term import Term
from glossary_cards.site import SiteGlossary

_MOST_LOOKED_FOR = 20
_SPOILS_FORMS = ("wrong-value", "wrong-form")
# What keeps words from a page where they would be found.
_UNREAD = ("bibliography", "references-file", "unclosed", "merge-conflict")


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
    mentioned |= _elsewhere(site, [s for s in unlinked if s not in mentioned], contents)
    spoilt = {problem.path for problem in site.problems if problem.rule in _SPOILS_FORMS}
    problems = [
        _unused(terms[slug], slug in mentioned)
        for slug in unlinked
        if terms[slug].document.path not in spoilt  # pages may have the form that is wrong
    ]
    for slug in linked:
        problems += _unused_forms(terms[slug], used)
    return problems


def _elsewhere(site: SiteGlossary, slugs: list[str], contents: Iterable[str]) -> set[str]:
    """Find which of these terms pages have in headings, links and what else is left alone.

    Only the first few terms are looked for: a glossary with more unused ones is being filled,
    and looking for them all would cost a large site time.
    """
    terms = [site.glossary.terms[slug] for slug in slugs[:_MOST_LOOKED_FOR]]
    matcher = Matcher(entry for term in terms for entry in term.entries())
    found: set[str] = set()
    for html in contents if terms else ():
        found.update(match.slug for match in matcher.find(visible(text_of(html))))
    return found


def _unused(term: Term, mentioned: bool) -> Problem:
    if mentioned:
        what = f"`{term.name}` is mentioned but never linked"
        mend = "use it in a sentence, too: headings, links, code and the A to Z are left alone"
        cause = f"same-form {term.document.path}", *_UNREAD  # the other has its links
        return term.document.problem(("term",), "unlinked-term", what, mend, because_of=cause)
    what = f"no page uses `{term.name}` yet"
    mend = "use it on a page next, add the form that pages use, or delete the file"
    if has_own_case(term.name):
        mend = "use it, write it as pages have it, in small letters or capitals, or delete the file"
    return term.document.problem(("term",), "unused-term", what, mend, because_of=_UNREAD)


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
            yield term.document.problem(form.key, "unused-form", what, mend, because_of=_UNREAD)
