"""What the glossary adds to a site's pages, each piece made once for all that share it.

Links are relative, so pages of one depth share every piece that holds any. Below stands the A to Z:
all terms, with jump links, a filter and the downloads.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from html import escape

from markdown.extensions.toc import unique
from markupsafe import Markup
from markupsafe import escape as escape_all

from glossary_cards.engine.annotate import Occurrence, only_text
from glossary_cards.engine.comments import INDEX_MARKER
from glossary_cards.engine.lazy import lazy
from glossary_cards.languages.chosen import direction, primary
from glossary_cards.model.settings import Settings
from glossary_cards.model.term import Glossary, Term
from glossary_cards.pages.links import Links
from glossary_cards.pages.paths import relative_url, way_up
from glossary_cards.pages.templates import Templates, as_text
from glossary_cards.slugs import bare
from glossary_cards.usage import SourcePage, Usage, Users

WORDS_ID = "words-on-this-page"
USED_ID = "where-used"
_CUT = "\2"  # no text holds it
_SHOWN_AT_ONCE = 6
# The settings with the card's texts, in the order in which its script takes them.
_CARD_TEXTS = ("more", "close", "source", "all_sources", "switch")
_ID = lazy(r"""\sid=["']([^"']+)""")  # ` id="about"`


# One page that uses a term: its address and title, and of each place there the anchor and title
# of its section, and the parts of the line that has it.
PlacesOnPage = tuple[Markup, Markup, Sequence[tuple[Markup, Markup, list[Markup]]]]


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
        self._tag = cache(self._start_tag)
        self._entry = cache(self._word_entry)
        self._escaped = cache(escape_all)  # pages and sections are told of over and over
        self._users: Users | None = None

    def start_tags(self, base: str) -> Callable[[str], str]:
        """Give what gives the start tag of a link to a term, by its slug.

        Args:
            base: The address of the page that has them.
        """
        return partial(self._tag, way_up(base))

    def _start_tag(self, up: str, slug: str) -> str:
        return self._templates.render("link.html", url=self._links.url(slug, up), slug=slug)

    def words(self, page: SourcePage, slugs: Iterable[str]) -> str:
        """Give a page's list of the words that it uses.

        Args:
            page: The page.
            slugs: The terms that are linked on it.
        """
        up, settings = way_up(page.url), self._templates.words
        listed = [(slug, self._entry(up, slug)) for slug in slugs]
        if not listed:
            return ""
        is_other = primary(page.language) != primary(settings.language)
        shown = self._templates.render(
            "words.html",
            id=WORDS_ID,
            entries=listed,
            labels=_card_labels(settings),
            lang=settings.language if is_other else "",
            dir=direction(settings.language),
        )
        return f"\n{shown}\n"

    def below_term(self, page: SourcePage, used: Sequence[PlacesOnPage]) -> str:
        """Give what stands below the text of a term's page, before its list of words.

        Args:
            page: The page.
            used: The places where the term is used.
        """
        index = self._links.index_url
        cut = _SHOWN_AT_ONCE if len(used) > _SHOWN_AT_ONCE + 1 else len(used)  # one is no rest
        shown, rest = used[:cut], used[cut:]
        way = None if index is None else relative_url(index, page.url)
        html = self._templates.render(
            "below-term.html", id=USED_ID, shown=shown, rest=rest, index=way
        )
        return f"\n{html}"

    def term_page(self, term: Term, body: str, known: Mapping[str, str]) -> str:
        """Give the Markdown of a term's page: definition, spellings, the author's text, and more.

        Args:
            term: The term.
            body: What the contributor wrote below the front matter.
            known: The entries of the bibliography as text, by key.
        """
        terms, meta, cites = self._glossary.terms, term.document.meta, self._templates.words.cite
        text = self._templates.render(
            "term.md",
            term=term,
            md=_plain,
            definition=Markup(str(meta["definition"]).strip()),
            cited=term.references if cites else (),
            draft=meta.get("draft"),
            body=Markup(body.strip()),
            related=[terms[slug] for slug in term.see if slug in terms],
            references=[] if cites else [known.get(key, key) for key in term.references],
        )
        return text.rstrip("\n") + "\n"

    def places_of_use(self, slug: str, base: str, usage: Usage) -> Sequence[PlacesOnPage]:
        """Give the pages that use a term.

        Args:
            slug: The term.
            base: The address of the term's page.
            usage: What all pages use: it must not change any more.
        """
        if self._users is None:
            self._users = usage.users()
        up = way_up(base)
        escaped = self._escaped
        return [
            (escaped(up + page.url or "./"), escaped(page.title), self._places(found, n))
            for n, (page, found) in enumerate(self._users.get(slug, ()))
        ]

    def _places(
        self, mentions: Iterable[Occurrence], number: int
    ) -> list[tuple[Markup, Markup, list[Markup]]]:
        """Give the first place of each section: its anchor, its title, and its line in three parts.

        Args:
            mentions: The mentions of a term on a page.
            number: How many pages are told of before; the line of one that is not quoted is empty.
        """
        firsts: dict[str, Occurrence] = {}
        for found in mentions:
            firsts.setdefault(found.section.anchor, found)
        places = []
        for anchor, found in firsts.items():
            # As one text: what is joined to the words is seen to be so. A browser shows any run of
            # white space as one space.
            line = _CUT.join(found.line()) if number <= _SHOWN_AT_ONCE else ""
            parts = only_text(line).replace("\n", " ").strip().split(_CUT)
            section = self._escaped(anchor), self._escaped(found.section.title)
            places.append((*section, list(map(as_text, parts))))
        return places

    def with_index(self, page: SourcePage, html: str, exports: Sequence[str], script: str) -> str:
        """Put the A to Z into the index page, at its marker or at its end.

        It has jump links, a filter, and every definition readable without a click.

        Args:
            page: The page.
            html: Its content.
            exports: The data files that are published.
            script: The address of the filter's script; empty where the site loads it itself.
        """
        from glossary_cards.exports import EXPORTS  # noqa: PLC0415  # they know the whole site

        purposes = dict(self._templates.words.downloads)  # a site may say others
        up, taken = way_up(page.url), set(_ID.findall(html))
        own_ids = {slug: unique(slug, taken) for slug in self._glossary.terms}
        groups = [
            {
                "letter": letter,
                "id": unique(f"letter-{'0-9' if letter == _NO_LETTER else letter.lower()}", taken),
                "entries": [(own_ids[t.slug], _forms(t), self._entry(up, t.slug)) for t in terms],
            }
            for letter, terms in _by_letter(self._glossary)
        ]
        index = self._templates.render(
            "index.html",
            groups=groups,
            ids={name: unique(f"glossary-{name}", taken) for name in ("filter", "downloads")},
            data=relative_url(self._links.home, page.url),
            downloads=[(EXPORTS[k].name, purposes.get(k, EXPORTS[k].purpose)) for k in exports],
            script=relative_url(script, page.url) if script else "",
        )
        if INDEX_MARKER in html:
            return html.replace(INDEX_MARKER, index, 1)
        return f"{html}\n{index}"

    def _word_entry(self, up: str, slug: str) -> Markup:
        """Give the entry of one term; a link to a part of its own page leads to that page."""
        term = self._glossary.terms[slug]
        own = term.document.path.rpartition("/")[2]
        definition = term.definition.html_for(
            lambda link: self._links.resolve(up, own + link if link.startswith("#") else link)
        )
        shown = {"url": self._links.url(slug, up), "definition": Markup(definition)}
        return Markup(self._templates.render("word.html", term=term, **shown))


def _card_labels(settings: Settings) -> str:
    """Give the card's texts with ``|`` between them, where a site has others than its script."""
    if all(getattr(settings, name) == getattr(Settings(), name) for name in _CARD_TEXTS):
        return ""
    return "|".join(getattr(settings, name).replace("|", "/") for name in _CARD_TEXTS)


def _plain(text: str) -> Markup:
    """Escape what Markdown would read as markup in a heading or in a link's text."""
    return Markup(escape(text, quote=False).translate(_MARKED))


_MARKED = str.maketrans({sign: f"\\{sign}" for sign in "\\[]*_`#{}"})


_NO_LETTER = "0–9"


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
