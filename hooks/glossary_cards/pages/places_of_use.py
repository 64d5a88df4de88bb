"""The places where a word is used, each with a line of its page, as its own page lists them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from glossary_cards.engine.annotate import Occurrence, only_text
from glossary_cards.pages.templates import as_text

USED_ID = "where-used"

_CUT = "\2"  # no text holds it


class Place(NamedTuple):
    """One section that uses a term: where it is, and the line with the words linked there."""

    anchor: str
    title: str
    before: Markup
    words: Markup
    after: Markup


class PlacesOnPage(NamedTuple):
    """One page that uses a term."""

    url: str
    title: str
    places: Sequence[Place]


def places_on_page(
    title: str, url: str, occurrences: Iterable[Occurrence]
) -> dict[str, PlacesOnPage]:
    """Give, by slug, the places of one page that use each term, the first of each section.

    Args:
        title: The page's title.
        url: Its address, as the pages of terms need it.
        occurrences: The linked mentions on it.
    """
    firsts: dict[str, dict[str, Occurrence]] = {}
    for found in occurrences:
        firsts.setdefault(found.slug, {}).setdefault(found.section.anchor, found)
    return {
        slug: PlacesOnPage(url, title, [_place(found) for found in here.values()])
        for slug, here in firsts.items()
    }


def _place(found: Occurrence) -> Place:
    # As one text: what is joined to the words is seen to be so. A browser shows any run of white
    # space as one space.
    line = only_text(_CUT.join(found.line())).replace("\n", " ")
    parts = map(as_text, line.strip().split(_CUT))
    return Place(found.section.anchor, found.section.title, *parts)
