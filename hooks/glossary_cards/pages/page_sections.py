"""What the glossary adds to a site's pages, each piece made once for all that share it.

Links are relative, so pages of one depth share every piece that holds any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial

from markupsafe import Markup

from glossary_cards.engine.annotate import term_tag
from glossary_cards.engine.comments import INDEX_MARKER
from glossary_cards.model.term import Glossary
from glossary_cards.pages.a_to_z import a_to_z, downloads
from glossary_cards.pages.links import Links
from glossary_cards.pages.paths import relative_url
from glossary_cards.pages.places_of_use import (
    USED_ID,
    PlacesOnPage,
    places_on_page,
    shown_and_rest,
)
from glossary_cards.pages.templates import Templates
from glossary_cards.pages.words_list import word_entry, words_on_page
from glossary_cards.usage import SourcePage, Usage

_ID = re.compile(r"""\sid=["']([^"']+)""")  # ` id="about"`


class PageSections:
    """What one site's terms add to its pages."""

    def __init__(self, glossary: Glossary, links: Links, templates: Templates) -> None:
        """Take what the pieces are made of.

        Args:
            glossary: The terms.
            links: The site's addresses.
            templates: The site's templates.
        """
        self._glossary = glossary
        self._links = links
        self._templates = templates
        self._tags: dict[int, Callable[[str], str]] = {}
        self._entries: dict[int, Callable[[str], Markup]] = {}
        self._uses: dict[int, dict[str, list[PlacesOnPage]]] = {}

    def start_tags(self, base: str) -> Callable[[str], str]:
        """Give what gives the start tag of a link to a term, by its slug.

        Args:
            base: The address of the page that has them.
        """
        depth = base.count("/")
        if depth not in self._tags:
            address = self._links.from_page(base)
            self._tags[depth] = cache(lambda slug: term_tag(slug, address(slug)))
        return self._tags[depth]

    def words(self, page: SourcePage, slugs: Iterable[str]) -> str:
        """Give a page's list of the words that it uses.

        Args:
            page: The page.
            slugs: The terms that are linked on it.
        """
        entry = self._word_entries(page.url)
        listed = ((slug, entry(slug)) for slug in slugs)
        return words_on_page(self._templates, listed, page.language)

    def below_term(self, page: SourcePage, used: Sequence[PlacesOnPage]) -> str:
        """Give what stands below the text of a term's page, before its list of words.

        Args:
            page: The page.
            used: The places where the term is used.
        """
        index, (shown, rest) = self._links.index_url, shown_and_rest(used)
        way = None if index is None else relative_url(index, page.url)
        html = self._templates.html("below-term", id=USED_ID, shown=shown, rest=rest, index=way)
        return f"\n{html}"

    def places_of_use(self, slug: str, base: str, usage: Usage) -> Sequence[PlacesOnPage]:
        """Give the pages that use a term.

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
                for used, places in places_on_page(use.page.title, url, use.occurrences).items():
                    uses.setdefault(used, []).append(places)
        return self._uses[depth].get(slug, [])

    def with_index(self, page: SourcePage, html: str, exports: Sequence[str], script: str) -> str:
        """Put the A to Z into the index page, at its marker or at its end.

        Args:
            page: The page.
            html: Its content.
            exports: The data files that are published.
            script: The address of the filter's script; empty where the site loads it itself.
        """
        index = a_to_z(
            self._templates,
            self._glossary,
            self._word_entries(page.url),
            _ID.findall(html),
            data=relative_url(self._links.home, page.url),
            downloads=list(downloads(self._templates.words, exports)),
            script=relative_url(script, page.url) if script else "",
        )
        if INDEX_MARKER in html:
            return html.replace(INDEX_MARKER, index, 1)
        return f"{html}\n{index}"

    def _word_entries(self, base: str) -> Callable[[str], Markup]:
        """Give what gives the entry of a term in lists of words, by its slug."""
        depth = base.count("/")
        if depth not in self._entries:
            address, resolve = self._links.from_page(base), partial(self._links.resolve, base)
            terms, templates = self._glossary.terms, self._templates
            self._entries[depth] = cache(
                lambda slug: word_entry(templates, terms[slug], address, resolve)
            )
        return self._entries[depth]
