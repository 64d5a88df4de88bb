"""The list at a page's end of the words that it uses, with their definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from glossary_cards.languages.chosen import direction, primary
from glossary_cards.model.settings import Settings
from glossary_cards.model.term import Term

WORDS_ID = "words-on-this-page"

_TOOLTIP = ("more", "close", "source", "all_sources", "switch")
"""The settings with the tooltip's texts, in the order in which its script takes them."""

Address = Callable[[str], str]
"""Gives the address of a term's page (by slug), as the page at hand needs it."""

Resolve = Callable[[str], str]
"""Turns a link written in a term's definition into one that the page at hand needs."""


def words_on_page(entries: Iterable[str], settings: Settings, language: str | None = None) -> str:
    """Give the list of a page's terms with their definitions.

    Args:
        entries: The entries of the terms (:func:`word_entry`), in the order of their use.
        settings: The site's settings.
        language: The page's language; where the terms are in another, the list says so.

    Returns:
        A section with a definition list; empty for a page without terms.
    """
    listed = "\n".join(entries)
    if not listed:
        return ""
    title = escape(settings.words_title)
    return (
        f'\n<section class="words-on-this-page"{_in_language(settings, language)} id="{WORDS_ID}"'
        f' aria-label="{title}" data-search-exclude{_peek_labels(settings)}>\n'
        f'<p class="words-on-this-page__title">{title}</p>\n<dl>\n{listed}\n</dl>\n</section>\n'
    )


def _in_language(settings: Settings, language: str | None) -> str:
    """Give the language of the terms as attributes, where the page is in another."""
    if language is None or primary(language) == primary(settings.language):
        return ""
    return f' lang="{escape(settings.language)}" dir="{direction(settings.language)}"'


def _peek_labels(settings: Settings) -> str:
    """Give the tooltip's texts as an attribute, where a site has others than its script."""
    if all(getattr(settings, name) == getattr(Settings, name) for name in _TOOLTIP):
        return ""
    labels = "|".join(getattr(settings, name).replace("|", "/") for name in _TOOLTIP)
    return f' data-peek-labels="{escape(labels)}"'


def word_entry(term: Term, address: Address, resolve: Resolve) -> str:
    """Give the entry of one term in a page's list of words.

    Args:
        term: The term.
        address: Addresses of term pages, as the page needs them.
        resolve: Links of definitions, as the page needs them.
    """
    return (
        f'<div id="term-{term.slug}"><dt><a href="{escape(address(term.slug))}">'
        f"{escape(term.title)}</a>{abbreviation_of(term)}</dt>"
        f"<dd>{definition_of(term, resolve)}</dd></div>"
    )


def abbreviation_of(term: Term) -> str:
    """Give a term's abbreviation in brackets, where it is not the headword itself."""
    if not term.abbreviation or term.abbreviation == term.name:
        return ""
    return f' <span class="words-on-this-page__also">({escape(term.abbreviation)})</span>'


def definition_of(term: Term, resolve: Resolve) -> str:
    """Give a definition's HTML; a link to a part of the term's own page leads to that page.

    Args:
        term: The term.
        resolve: Links of definitions, as the page needs them.
    """
    own = term.document.path.rpartition("/")[2]
    return term.definition.html_for(
        lambda link: resolve(own + link if link.startswith("#") else link)
    )
