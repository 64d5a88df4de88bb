"""Checks of the terms against each other: forms that two claim, names that nothing has."""

from collections.abc import Callable, Collection, Iterator

from glossary_cards.diagnostics.problem import Problem, asked, nearest_of, shown
from glossary_cards.engine.forms import Form, alike
from glossary_cards.engine.text import fold, keep_case, visible
from glossary_cards.engine.trie import Matcher
from glossary_cards.model.term import Glossary, Term
from glossary_cards.site import SiteGlossary

_OTHERWISE = "use the file name of a term, or take it out"


def check_terms(site: SiteGlossary) -> list[Problem]:
    """Check the terms against each other and against the bibliography.

    Args:
        site: The glossary, with its terms and its bibliography.
    """
    problems = _form_clashes(site.glossary)
    near_references = nearest_of(site.bibliography or (), 0.5)
    for term in site.glossary.terms.values():
        problems += [*_circular(term), *_dead_links(term, site), *_unknown_slugs(term, site)]
        if site.bibliography is not None:
            problems += _unknown_references(term, site.bibliography, near_references)
    return problems


def without_terms(site: SiteGlossary, is_named: bool) -> Problem:
    """Say that a site has no terms: an error where it names the folder that has none.

    Args:
        site: The glossary.
        is_named: Whether the site names the folder of its terms.
    """
    folder = f"{site.docs_path}/{site.settings.folder}"
    if is_named:
        what, mend = f"there are no term files in `{folder}`", "name the folder that has them"
        return site.config_file.problem(("folder",), "setting", what, mend)
    mend = f"add one, or name the folder that has them under `{site.config_file.named('folder')}`"
    return Problem(folder, 0, 0, "no-terms", "there are no term files here", mend)


def _form_clashes(glossary: Glossary) -> list[Problem]:
    """Find forms that two terms claim; two that are both listed are told of once, at the later.

    A term's own name counts as the earlier; of terms of one name nothing else is told.
    """
    owners: dict[str, list[tuple[Term, Form]]] = {}
    for term in glossary.terms.values():
        for form in term.forms:
            owners.setdefault(alike(form.text), []).append((term, form))
    pairs: dict[frozenset[str], list[tuple[Term, Form, Term, Form]]] = {}
    for claims in owners.values():
        claims.sort(key=lambda claim: (claim[1].key != _NAME, not claim[1].listed))
        for place, (term, form) in enumerate(claims) if len(claims) > 1 else ():
            others = (c for n, c in enumerate(claims) if n < place or not c[1].listed)
            other = next((c for c in others if c[0] is not term and _same(form, c[1])), None)
            if form.listed and other:
                clash = (term, form, *other)
                pairs.setdefault(frozenset((term.slug, other[0].slug)), []).append(clash)
    return [_clash(*clash) for clashes in pairs.values() for clash in _telling(clashes)]


def _telling(clashes: list[tuple[Term, Form, Term, Form]]) -> list[tuple[Term, Form, Term, Form]]:
    """Leave out what two terms share besides their name, and a name that the other's form makes."""
    names = [c for c in clashes if c[1].key == c[3].key == _NAME]
    if names:
        return names
    told: list[tuple[Term, Form, Term, Form]] = []
    for clash in sorted([c for c in clashes if c[1].key != _NAME] or clashes, key=_is_rather_told):
        if not any((c[0].slug, c[1].key) == (clash[2].slug, clash[3].key) for c in told):
            told.append(clash)  # else it is the same slip, seen from the other term
    return told


def _is_rather_told(clash: tuple[Term, Form, Term, Form]) -> tuple[bool, bool]:
    """Sort what is listed twice before what a form makes, and last a form like its term's name."""
    term, form, _, others = clash
    return not others.listed, term.slug[:4] == form.text[:4].lower()


_NAME = ("term",)


def _clash(term: Term, form: Form, other: Term, others: Form) -> Problem:
    """Say that another term claims a form, too: listed there, or made from one that is."""
    if others.listed and form.text.lower().replace(" ", "-").rstrip("s") == term.slug.rstrip("s"):
        term, form, other, others = other, others, term, form  # the file of that name was first
    line, column = other.document.place(*others.key)
    what = f"the form {shown(form.text)} also belongs to {other.document.path}:{line}:{column}"
    mend = "keep it in one of the two"
    if not others.listed:
        source = next(f.text for f in other.forms if f.listed and f.key == others.key)
        what += f" (made from {shown(source)})"
        mend = "keep the word in one of the two files, or write `inflect: false` in "
        mend += f"{other.document.path} if they mean different things"
    elif _only_case_differs(form.text, others.text):
        mend += ", or write `case: exact` in the one with small letters"
    return term.document.problem(form.key, "same-form", what, mend, about=other.document.path)


def _only_case_differs(one: str, other: str) -> bool:
    return fold(one) == fold(other) and keep_case(one) != keep_case(other)


def _same(one: Form, other: Form) -> bool:
    """Tell whether two forms would match the same text."""
    return not (one.exact and other.exact) or one.text == other.text


def _unknown_slugs(term: Term, site: SiteGlossary) -> Iterator[Problem]:
    """Find entries of ``see`` that name no term."""
    for index, slug in enumerate(term.see):
        if slug in term.see[:index]:
            continue  # it is told of as listed twice
        if slug == term.slug:
            said = f"`see` names the term itself (`{slug}`)", "take it out"
            yield term.document.problem(("see", index), "unknown-term", *said)
        elif slug not in site.slugs:
            near = site.near_term(slug)
            mend = asked("" if near == term.slug else near, _OTHERWISE)
            said = no_term(slug), mend
            gone = (f"moved-page {site.docs_path}/{site.settings.folder}/{slug}.md",)
            yield term.document.problem(("see", index), "unknown-term", *said, because_of=gone)


def _unknown_references(
    term: Term, keys: Collection[str], near: Callable[[str], str]
) -> Iterator[Problem]:
    """Find entries of ``references`` that the bibliography does not have."""
    for index, key in enumerate(term.references):
        if key not in keys:
            said = f"there is no reference `{key}`", asked(near(key), "add it to the bibliography")
            gone = (f"unknown-source {key}",)  # pages that cite it say so for all
            at = ("references", index), "unknown-reference", *said
            yield term.document.problem(*at, because_of=gone)


def _circular(term: Term) -> Iterator[Problem]:
    """Say where a definition explains its term by itself."""
    if found := Matcher(term.entries()).find(visible(term.definition.text)):
        word = term.definition.text[found[0].start : found[0].end]
        said = f"the definition explains the term by itself (`{word}`)", "say it in other words"
        spoilt = (f"wrong-form {term.document.path}",)
        yield term.document.problem(
            ("definition",), "circular-definition", *said, because_of=spoilt
        )


def _dead_links(term: Term, site: SiteGlossary) -> Iterator[Problem]:
    """Find links to term files that do not exist, in a definition."""
    source = f"{site.settings.folder}/{term.slug}.md"
    for link in term.definition.links:
        slug = site.links.slug_of_source_link(source, link.partition("#")[0])
        if slug is not None and slug not in site.slugs:
            said, about = no_such_term(slug, site), f"{term.document.path} {slug}"
            yield term.document.problem(("definition",), "dead-term-link", *said, about=about)


def no_such_term(slug: str, site: SiteGlossary) -> tuple[str, str]:
    """Say that a link leads to no term, and what to do.

    Args:
        slug: The term that the link names.
        site: The glossary.
    """
    near = site.near_term(slug)
    return no_term(slug), asked(near and f"{near}.md", "add the term or take the link out")


def no_term(slug: str) -> str:
    """Say that there is no such term."""
    return f"there is no term `{slug}`"
