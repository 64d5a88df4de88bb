"""The A to Z: the page with all terms, which has jump links, a filter and the downloads."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from html import escape
from itertools import chain, count

from glossary_cards.model.data_files import DATA_FILES, SCHEMA
from glossary_cards.model.settings import Settings
from glossary_cards.model.term import Glossary, Term
from glossary_cards.pages.paths import relative_url
from glossary_cards.pages.words_list import Address, Resolve, abbreviation_of, definition_of

_NO_LETTER = "0–9"


@dataclass(frozen=True)
class IndexPage:
    """The page that shows the A to Z.

    Attributes:
        address: Addresses of term pages, as the page needs them.
        resolve: Links of definitions, as the page needs them.
        data: The address of the folder with the published data.
        ids: The ids that stand on the page already.
        exports: Which data files are published.
    """

    address: Address
    resolve: Resolve
    data: str = ""
    ids: Collection[str] = ()
    exports: Collection[str] = ()


def a_to_z(glossary: Glossary, settings: Settings, page: IndexPage) -> str:
    """Give the A to Z: jump links, a filter, and every definition readable without a click."""
    ids = _FreeIds(page.ids)
    own_ids = {slug: ids.take(slug) for slug in glossary.terms}
    groups = {letter: (ids.take(f"letter-{_id(letter)}"), t) for letter, t in _groups(glossary)}
    jumps = "".join(
        f'<li><a href="#{name}">{escape(letter)}</a></li>' for letter, (name, _) in groups.items()
    )
    sections = "\n".join(
        f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(letter)}</h2>\n<dl>\n'
        + "\n".join(_index_entry(term, own_ids[term.slug], page) for term in terms)
        + "\n</dl>\n</section>"
        for letter, (name, terms) in groups.items()
    )
    return (
        '<div class="glossary-index no-terms" data-search-exclude>\n'
        f"{_filter(settings, ids.take('glossary-filter'))}\n"
        f'<nav class="glossary-jumps" aria-label="{escape(settings.jumps_title)}">'
        f"<ul>{jumps}</ul></nav>\n"
        f"{sections}\n{_downloads(settings, page, ids.take('glossary-downloads'))}</div>\n"
    )


def filter_script(page: str, script: str) -> str:
    """Load the filter of the A to Z.

    Args:
        page: The address of the page that has it, relative to the site's root.
        script: The address of the script, likewise.
    """
    return f'<script src="{relative_url(script, page)}" defer></script>\n'


def link_to_index(url: str, settings: Settings) -> str:
    """Give a term page's link to the A to Z.

    Args:
        url: The address of the A to Z, as the page needs it.
        settings: The site's settings.
    """
    label = escape(settings.index_link)
    return f'<p class="term-index"><a href="{escape(url)}">{label}</a></p>\n'


def _groups(glossary: Glossary) -> list[tuple[str, list[Term]]]:
    """Give the terms by first letter, in the order of a dictionary; signs and digits are first."""
    groups: dict[str, list[Term]] = {}
    for term in sorted(glossary.terms.values(), key=lambda term: _sort_key(term.name)):
        groups.setdefault(_letter(term), []).append(term)
    return sorted(groups.items(), key=lambda group: (group[0] != _NO_LETTER, group[0]))


def _index_entry(term: Term, name: str, page: IndexPage) -> str:
    forms = " | ".join(dict.fromkeys((*(f.text.lower() for f in term.forms), *term.misspellings)))
    return (
        f'<div id="{name}" data-forms="{escape(forms)}"><dt><a href="'
        f'{escape(page.address(term.slug))}">{escape(term.title)}</a>{abbreviation_of(term)}</dt>'
        f"<dd>{definition_of(term, page.resolve)}</dd></div>"
    )


def _filter(settings: Settings, name: str) -> str:
    """Give the filter's field; it stays hidden until its script runs."""
    return (
        f'<div class="glossary-filter" data-none="{escape(settings.found_none)}"'
        f' data-one="{escape(settings.found_one)}"'
        f' data-more="{escape(settings.found_more)}" hidden>'
        f'<label for="{name}">{escape(settings.find_title)}</label>'
        f'<input type="search" id="{name}" autocomplete="off" spellcheck="false">'
        '<p class="glossary-filter__count" role="status"></p></div>'
    )


class _FreeIds:
    """Gives the parts of one page ids, each once."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def take(self, wanted: str) -> str:
        """Give an id, with a number behind it where it is taken."""
        numbered = (f"{wanted}_{number}" for number in count(1))
        name = next(name for name in chain([wanted], numbered) if name not in self._taken)
        self._taken.add(name)
        return name


def _downloads(settings: Settings, page: IndexPage, name: str) -> str:
    if not page.exports:
        return ""
    texts = {kind: file.purpose for kind, file in DATA_FILES.items()} | dict(settings.downloads)
    kinds = [*page.exports, *([SCHEMA] if "json" in page.exports else [])]
    files = [(DATA_FILES[kind].name, escape(texts[kind])) for kind in kinds]
    items = "".join(
        f'<li><a href="{escape(page.data)}{file}" download>{file}</a>: {purpose}</li>'
        for file, purpose in files
    )
    return (
        f'<section class="glossary-downloads" aria-labelledby="{name}">\n'
        f'<h2 id="{name}">{escape(settings.downloads_title)}</h2>\n'
        f"<ul>{items}</ul>\n</section>\n"
    )


def _sort_key(name: str) -> str:
    """Give a key that sorts names as a dictionary does: accents and case apart."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)).lstrip("-.\"' ")


def _letter(term: Term) -> str:
    first = _sort_key(term.name)[:1].upper()
    return first if first.isalpha() else _NO_LETTER


def _id(letter: str) -> str:
    return "0-9" if letter == _NO_LETTER else letter.lower()
