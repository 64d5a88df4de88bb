"""The list at a page's end of the words that it uses, with their definitions.

It is what print, screen readers and a browser without scripts have, and what the card shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from glossary_cards.languages.chosen import direction, primary
from glossary_cards.model.settings import Settings
from glossary_cards.model.term import Term
from glossary_cards.pages.templates import Templates

WORDS_ID = "words-on-this-page"

_CARD_TEXTS = ("more", "close", "source", "all_sources", "switch")
"""The settings with the card's texts, in the order in which its script takes them."""

Address = Callable[[str], str]
"""Gives the address of a term's page (by slug), as the page at hand needs it."""

Resolve = Callable[[str], str]
"""Turns a link written in a term's definition into one that the page at hand needs."""


def words_on_page(
    templates: Templates,
    entries: Iterable[tuple[str, Markup]],
    language: str | None = None,
) -> str:
    """Give the list of a page's terms with their definitions.

    Args:
        templates: The site's templates.
        entries: Slug and entry (:func:`word_entry`) of each term, in the order of their use.
        language: The page's language; where the terms are in another, the list says so.

    Returns:
        A section with a definition list; empty for a page without terms.
    """
    listed, settings = list(entries), templates.words
    if not listed:
        return ""
    other = language is not None and primary(language) != primary(settings.language)
    shown = templates.html(
        "words",
        id=WORDS_ID,
        entries=listed,
        labels=_card_labels(settings),
        lang=settings.language if other else "",
        dir=direction(settings.language),
    )
    return f"\n{shown}\n"


def _card_labels(settings: Settings) -> str:
    """Give the card's texts with ``|`` between them, where a site has others than its script."""
    if all(getattr(settings, name) == getattr(Settings, name) for name in _CARD_TEXTS):
        return ""
    return "|".join(getattr(settings, name).replace("|", "/") for name in _CARD_TEXTS)


def word_entry(templates: Templates, term: Term, address: Address, resolve: Resolve) -> Markup:
    """Give the entry of one term; a link to a part of the term's own page leads to that page.

    Args:
        templates: The site's templates.
        term: The term.
        address: Addresses of term pages, as the page needs them.
        resolve: Links of definitions, as the page needs them.
    """
    own = term.document.path.rpartition("/")[2]
    definition = term.definition.html_for(
        lambda link: resolve(own + link if link.startswith("#") else link)
    )
    shown = {"url": address(term.slug), "definition": Markup(definition)}
    return Markup(templates.html("word", term=term, **shown))
