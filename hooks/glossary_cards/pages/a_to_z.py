"""The A to Z: the page with all terms, which has jump links, a filter and the downloads."""

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from markdown.extensions.toc import unique
from markupsafe import Markup

from glossary_cards.model.settings import Settings
from glossary_cards.model.term import Glossary, Term
from glossary_cards.pages.templates import Templates
from glossary_cards.slugs import bare

_NO_LETTER = "0–9"


class _Group(NamedTuple):
    """The terms of one letter: id, forms for the filter, and entry of each."""

    letter: str
    id: str
    entries: list[tuple[str, str, Markup]]


def a_to_z(
    templates: Templates,
    glossary: Glossary,
    entry: Callable[[str], Markup],
    taken: Collection[str],
    **shown: object,
) -> str:
    """Give the A to Z: jump links, a filter, and every definition readable without a click.

    Args:
        templates: The site's templates.
        glossary: All terms.
        entry: Gives the entry of a term by its slug.
        taken: The ids that stand on the page already.
        shown: What else the template shows: the addresses of ``data`` and ``script``.
    """
    used = set(taken)
    own_ids = {slug: unique(slug, used) for slug in glossary.terms}
    groups = [
        _Group(
            letter,
            unique(f"letter-{'0-9' if letter == _NO_LETTER else letter.lower()}", used),
            [(own_ids[term.slug], _forms(term), entry(term.slug)) for term in terms],
        )
        for letter, terms in _by_letter(glossary)
    ]
    ids = {name: unique(f"glossary-{name}", used) for name in ("filter", "downloads")}
    return templates.render("index.html", groups=groups, ids=ids, **shown)


def downloads(settings: Settings, exports: Collection[str]) -> Iterator[tuple[str, str]]:
    """Give name and purpose of each data file that is published.

    Args:
        settings: The site's settings, which may say other purposes.
        exports: Which data files are published.
    """
    from glossary_cards.exports import EXPORTS  # noqa: PLC0415  # they know the whole site

    purposes = dict(settings.downloads)
    for kind in exports:
        yield EXPORTS[kind].name, purposes.get(kind, EXPORTS[kind].purpose)


def _by_letter(glossary: Glossary) -> list[tuple[str, list[Term]]]:
    """Give the terms by first letter, in the order of a dictionary; signs and digits are first."""
    groups: dict[str, list[Term]] = {}
    for term in sorted(glossary.terms.values(), key=lambda term: _sort_key(term.name)):
        first = _sort_key(term.name)[:1].upper()
        groups.setdefault(first if first.isalpha() else _NO_LETTER, []).append(term)
    return sorted(groups.items(), key=lambda group: (group[0] != _NO_LETTER, group[0]))


def _forms(term: Term) -> str:
    """Give what the filter finds a term by."""
    return " | ".join(dict.fromkeys((*(f.text.lower() for f in term.forms), *term.misspellings)))


def _sort_key(name: str) -> str:
    """Give a key that sorts names as a dictionary does: accents and case apart."""
    return bare(name.casefold()).lstrip("-.\"' ")
