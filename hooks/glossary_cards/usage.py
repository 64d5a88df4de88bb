"""Usage: which pages of a site use which terms, as one build finds it."""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any, NamedTuple

from glossary_cards.engine.annotate import Occurrence
from glossary_cards.engine.text import fold


class SourcePage(NamedTuple):
    """What the glossary needs to know of a page.

    Attributes:
        path: Its source, relative to ``docs_dir``, with ``/``.
        url: Its address, relative to the site's root.
        title: Its title.
        meta: Its front matter.
        language: Its language.
    """

    path: str
    url: str
    title: str = ""
    meta: Mapping[str, Any] = {}
    language: str = "en"


class FoundTerms(NamedTuple):
    """What was found on one page.

    Attributes:
        html: Its content with links.
        uses: The linked mentions, in order; not those in a term's list of related terms.
        slugs: All terms that are linked, each once, in order.
        forms: Every form that its text uses, as (slug, form); those of its own term left out.
        unexplained: Its abbreviations that nothing explains, one for each place.
    """

    html: str
    uses: Sequence[Occurrence]
    slugs: Sequence[str]
    forms: Set[tuple[str, str]]
    unexplained: list[str]


class PageUse(NamedTuple):
    """The terms that one page uses.

    Attributes:
        page: The page.
        html: Its content without links.
        occurrences: The linked mentions, in order; not those in a term's list of related terms.
        slugs: All terms that are linked, each once, in order.
        is_term: Whether it is the page of a term.
    """

    page: SourcePage
    html: str
    occurrences: Sequence[Occurrence]
    slugs: Sequence[str]
    is_term: bool = False

    @property
    def used(self) -> list[str]:
        """The terms that its text uses, each once, in order."""
        return list(dict.fromkeys(found.slug for found in self.occurrences))


def without_related(occurrences: Iterable[Occurrence], title: str) -> list[Occurrence]:
    """Leave out what the page of a term lists as related: the glossary put it there, no author.

    Args:
        occurrences: The linked mentions on the page of a term.
        title: What that list is called.
    """
    label = fold(f"{title}:")
    return [
        found
        for found in occurrences
        if not found.by_hand or not fold(found.before).lstrip().startswith(label)
    ]


# The pages that use each term, each with its linked mentions there.
Users = dict[str, list[tuple[SourcePage, Sequence[Occurrence]]]]


class Usage:
    """The terms that each page uses.

    Attributes:
        by_page: What each page uses, by its path; pages that opted out are left out.
        forms: Every form that pages use, as (slug, form); those of a term's own page left out.
        unexplained: The abbreviations of each page that nothing explains, one for each place.
        order: The place of each page in the navigation, by its path.
    """

    def __init__(self) -> None:
        """Begin with no pages."""
        self.by_page: dict[str, PageUse] = {}
        self.forms: set[tuple[str, str]] = set()
        self.unexplained: dict[str, list[str]] = {}
        self.order: Mapping[str, int] = {}

    def users(self) -> Users:
        """Give the pages that use each term: in the order of the navigation, those of terms last.

        Each page comes with the linked mentions of the term there.
        """
        last, users = len(self.order), Users()
        for use in sorted(
            self.by_page.values(), key=lambda u: (u.is_term, self.order.get(u.page.path, last))
        ):
            mentions: dict[str, list[Occurrence]] = {}
            for found in use.occurrences:
                mentions.setdefault(found.slug, []).append(found)
            for slug, there in mentions.items():
                users.setdefault(slug, []).append((use.page, there))
        return users
