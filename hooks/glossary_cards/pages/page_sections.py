"""Additions: what the glossary adds to a site's pages, each piece made once for all that share it.

Links are relative, so pages of one depth share every piece that holds any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from glossary_cards.engine.annotate import term_tag
from glossary_cards.engine.comments import INDEX_MARKER
from glossary_cards.model.settings import Settings
from glossary_cards.model.term import Glossary
from glossary_cards.pages.a_to_z import IndexPage, a_to_z, link_to_index
from glossary_cards.pages.links import Links
from glossary_cards.pages.paths import relative_url
from glossary_cards.pages.places_of_use import use_entries, where_used
from glossary_cards.pages.words_list import word_entry, words_on_page
from glossary_cards.usage import SourcePage, Usage

_ID = re.compile(r"""\sid=["']([^"']+)""")


class Additions:
    """What one site's terms add to its pages."""

    def __init__(self, glossary: Glossary, settings: Settings, links: Links) -> None:
        """Take what the pieces are made of.

        Args:
            glossary: The terms.
            settings: The site's settings.
            links: The site's addresses.
        """
        self._glossary = glossary
        self._settings = settings
        self._links = links
        self._tags: dict[int, _BySlug] = {}
        self._entries: dict[int, _BySlug] = {}
        self._uses: dict[int, dict[str, list[str]]] = {}

    def start_tags(self, base: str) -> Mapping[str, str]:
        """Give the start tags of links to terms, by slug.

        Args:
            base: The address of the page that has them.
        """
        depth = base.count("/")
        if depth not in self._tags:
            address = self._links.from_page(base)
            self._tags[depth] = _BySlug(lambda slug: term_tag(slug, address(slug)))
        return self._tags[depth]

    def words(self, page: SourcePage, slugs: Iterable[str]) -> str:
        """Give a page's list of the words that it uses.

        Args:
            page: The page.
            slugs: The terms that are linked on it.
        """
        entries = self._word_entries(page.url)
        return words_on_page([entries[slug] for slug in slugs], self._settings, page.language)

    def below_term(self, page: SourcePage, used: Sequence[str]) -> str:
        """Give what stands below the text of a term's page, before its list of words.

        Args:
            page: The page.
            used: The entries of the places where the term is used.
        """
        index = self._links.index_url
        way = "" if index is None else link_to_index(relative_url(index, page.url), self._settings)
        return f"\n{where_used(used, self._settings)}{way}"

    def places_of_use(self, slug: str, base: str, usage: Usage) -> Sequence[str]:
        """Give the entries of the pages that use a term.

        Args:
            slug: The term.
            base: The address of the term's page.
            usage: What all pages use: it must not change any more.
        """
        depth = base.count("/")
        if depth not in self._uses:
            uses = self._uses[depth] = {}
            for use in usage.in_order():
                url = relative_url(use.page.url, base)
                for used, entry in use_entries(use.page.title, url, use.occurrences).items():
                    uses.setdefault(used, []).append(entry)
        return self._uses[depth].get(slug, [])

    def with_index(self, page: SourcePage, html: str, exports: Sequence[str]) -> str:
        """Put the A to Z into the index page, at its marker or at its end.

        Args:
            page: The page.
            html: Its content.
            exports: The data files that are published.
        """
        shown = IndexPage(
            address=self._links.from_page(page.url),
            resolve=partial(self._links.resolve, page.url),
            data=relative_url(f"{self._settings.folder}/", page.url),
            ids=_ID.findall(html),
            exports=exports,
        )
        index = a_to_z(self._glossary, self._settings, shown)
        if INDEX_MARKER in html:
            return html.replace(INDEX_MARKER, index, 1)
        return f"{html}\n{index}"

    def _word_entries(self, base: str) -> Mapping[str, str]:
        """Give the entries of lists of words, by slug."""
        depth = base.count("/")
        if depth not in self._entries:
            address, resolve = self._links.from_page(base), partial(self._links.resolve, base)
            terms = self._glossary.terms
            self._entries[depth] = _BySlug(lambda slug: word_entry(terms[slug], address, resolve))
        return self._entries[depth]


class _BySlug(dict[str, str]):
    """Pieces of HTML by the term they are about, each made when it is first asked for."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, slug: str) -> str:
        made = self[slug] = self._make(slug)
        return made
