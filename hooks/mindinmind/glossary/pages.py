"""What the glossary adds to pages: the list of words, the A to Z, a term's own page."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain, count

from mindinmind.glossary.annotating import WORDS_END, WORDS_START, Occurrence, only_text
from mindinmind.glossary.data_files import DATA_FILES, SCHEMA
from mindinmind.glossary.languages import direction, primary
from mindinmind.glossary.paths import relative_url
from mindinmind.glossary.reading import Section
from mindinmind.glossary.settings import Settings
from mindinmind.glossary.terms import Glossary, Term
from mindinmind.glossary.text import BLOCK

_SHOWN_AT_ONCE = 6
_NO_LETTER = "0–9"
_NEW_LINE = "\n"
WORDS_ID = "words-on-this-page"
USED_ID = "where-used"

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


_TOOLTIP = ("more", "close", "source", "all_sources", "switch")
"""The settings with the tooltip's texts, in the order in which its script takes them."""


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
        f"{escape(term.title)}</a>{_abbreviation(term)}</dt>"
        f"<dd>{_definition(term, resolve)}</dd></div>"
    )


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


def _groups(glossary: Glossary) -> list[tuple[str, list[Term]]]:
    """Give the terms by first letter, in the order of a dictionary; signs and digits are first."""
    groups: dict[str, list[Term]] = {}
    for term in sorted(glossary.terms.values(), key=lambda term: _sort_key(term.name)):
        groups.setdefault(_letter(term), []).append(term)
    return sorted(groups.items(), key=lambda group: (group[0] != _NO_LETTER, group[0]))


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


def filter_script(page: str, script: str) -> str:
    """Load the filter of the A to Z.

    Args:
        page: The address of the page that has it, relative to the site's root.
        script: The address of the script, likewise.
    """
    return f'<script src="{relative_url(script, page)}" defer></script>\n'


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


def term_markdown(
    term: Term, glossary: Glossary, body: str, settings: Settings, known: Mapping[str, str]
) -> str:
    """Give the Markdown of a term's page.

    Args:
        term: The term.
        glossary: All terms, for the related ones.
        body: What the contributor wrote below the front matter.
        settings: The site's settings.
        known: The entries of the bibliography as text, by key.

    Returns:
        Title, definition (with citations where the site cites), spellings, body, related terms
        and references.
    """
    source = str(term.document.meta["definition"]).strip()
    cites = "".join(f"[^{key}]" for key in term.references) if settings.cite else ""
    parts = [f"# {_plain(term.title)}", f"{source}{cites}"]
    if term.document.meta.get("draft"):
        parts.insert(1, f'<p class="term-draft no-terms">{escape(settings.draft)}</p>')
    if facts := _facts(term, settings):
        parts.append(facts)
    if body.strip():
        parts.append(body.strip())
    related = [glossary.terms[slug] for slug in term.see if slug in glossary.terms]
    if related:
        links = ", ".join(f"[{_plain(t.title)}]({t.slug}.md)" for t in related)
        parts.append(f"**{settings.see_title}:** {links}")
    if term.references and not settings.cite:
        parts.append(_references(term, settings, known))
    return "\n\n".join(parts) + "\n"


def where_used(entries: Sequence[str], settings: Settings) -> str:
    """Give the list of places that use a term, with a line of context each.

    The first pages are shown at once; where there are many the rest opens on request.

    Args:
        entries: The entry of each page that uses the term (:func:`use_entries`).
        settings: The site's settings.
    """
    if not entries:
        return ""
    shown, rest = entries[:_SHOWN_AT_ONCE], entries[_SHOWN_AT_ONCE:]
    if len(rest) == 1:
        shown, rest = entries, []
    summary = escape(settings.used_more.replace("{count}", str(len(rest))))
    more = (
        f'<details class="term-used__more"><summary>{summary}</summary>\n'
        f"<ul>\n{_NEW_LINE.join(rest)}\n</ul>\n</details>\n"
    )
    title = escape(settings.used_title)
    return (
        f'<section class="term-used no-terms" aria-labelledby="{USED_ID}" data-search-exclude>\n'
        f'<h2 id="{USED_ID}">{title}</h2>\n<ul>\n{_NEW_LINE.join(shown)}\n</ul>\n'
        f"{more if rest else ''}</section>\n"
    )


def link_to_index(url: str, settings: Settings) -> str:
    """Give a term page's link to the A to Z.

    Args:
        url: The address of the A to Z, as the page needs it.
        settings: The site's settings.
    """
    label = escape(settings.index_link)
    return f'<p class="term-index"><a href="{escape(url)}">{label}</a></p>\n'


def use_entries(title: str, url: str, occurrences: Iterable[Occurrence]) -> dict[str, str]:
    """Give what the pages of terms say of one page that uses them.

    Args:
        title: The page's title.
        url: Its address, as the pages of terms need it.
        occurrences: The linked mentions on it.

    Returns:
        By slug a list item: the page, and below it its sections, unless it has but one place to
        name.
    """
    places: dict[str, dict[str, Occurrence]] = {}
    for found in occurrences:
        places.setdefault(found.slug, {}).setdefault(found.section.anchor, found)
    firsts = [found for here in places.values() for found in here.values()]
    lines = iter(_lines_of_context(firsts))
    url = escape(url)
    page = f'<a href="{url}">{escape(title)}</a>'
    sections: dict[str, str] = {"": ""}
    entries = {}
    for slug, here in places.items():
        items = []
        for anchor, found in here.items():
            if anchor not in sections:
                sections[anchor] = _section_link(url, found.section)
            items.append(f"{sections[anchor]}{next(lines)}")
        entries[slug] = _use_entry(page, items, alone=list(here) == [""])
    return entries


def _use_entry(page: str, items: Sequence[str], alone: bool) -> str:
    if alone:
        return f"<li>{page} {items[0]}</li>"
    return f"<li>{page}<ul><li>{'</li><li>'.join(items)}</li></ul></li>"


def _section_link(url: str, section: Section) -> str:
    return f'<a href="{url}#{escape(section.anchor)}">{escape(section.title)}</a> '


def _lines_of_context(occurrences: Sequence[Occurrence]) -> list[str]:
    """Give the line of each occurrence as HTML; all are made at once, for a site has many."""
    # No line holds a block's end, so that it can stand between them. A reader's browser shows
    # any run of white space as one space.
    text = only_text(BLOCK.join([found.line() for found in occurrences])).replace("\n", " ")
    marked = escape(text, quote=False).replace(WORDS_START, "<mark>").replace(WORDS_END, "</mark>")
    # A page of ASCII alone takes half the room, and is written in a tenth of the time.
    lines = marked.replace("…", "&hellip;").split(BLOCK)
    return [f'<span class="term-used__line">{line.strip()}</span>' for line in lines]


def _references(term: Term, settings: Settings, known: Mapping[str, str]) -> str:
    """Give the list of references for a site that does not cite."""
    items = "\n".join(f"<li>{escape(known.get(key, key))}</li>" for key in term.references)
    return (
        f'<div class="term-references no-terms">\n<p><strong>{escape(settings.references_title)}:'
        f"</strong></p>\n<ul>\n{items}\n</ul>\n</div>"
    )


def _facts(term: Term, settings: Settings) -> str:
    """Give spellings and pronunciation as a short definition list."""
    rows = []
    if term.pronunciation:
        rows.append(f"<dt>{escape(settings.say_title)}</dt>\n<dd>{escape(term.pronunciation)}</dd>")
    if term.also_written:
        rows.append(
            f"<dt>{escape(settings.also_title)}</dt>\n"
            f"<dd>{escape(', '.join(term.also_written))}</dd>"
        )
    return f'<dl class="term-facts no-terms">\n{_NEW_LINE.join(rows)}\n</dl>' if rows else ""


def _index_entry(term: Term, name: str, page: IndexPage) -> str:
    forms = " | ".join(dict.fromkeys((*(f.text.lower() for f in term.forms), *term.misspellings)))
    return (
        f'<div id="{name}" data-forms="{escape(forms)}"><dt><a href="'
        f'{escape(page.address(term.slug))}">{escape(term.title)}</a>{_abbreviation(term)}</dt>'
        f"<dd>{_definition(term, page.resolve)}</dd></div>"
    )


def _abbreviation(term: Term) -> str:
    if not term.abbreviation or term.abbreviation == term.name:
        return ""
    return f' <span class="words-on-this-page__also">({escape(term.abbreviation)})</span>'


def _definition(term: Term, resolve: Resolve) -> str:
    """Give a definition's HTML; a link to a part of the term's own page leads to that page."""
    own = term.document.path.rpartition("/")[2]
    return term.definition.html_for(
        lambda link: resolve(own + link if link.startswith("#") else link)
    )


def _plain(text: str) -> str:
    """Escape what Markdown would read as markup in a heading or in a link's text."""
    return "".join(f"\\{c}" if c in "\\[]*_`#{}" else escape(c, quote=False) for c in text)


def _sort_key(name: str) -> str:
    """Give a key that sorts names as a dictionary does: accents and case apart."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)).lstrip("-.\"' ")


def _letter(term: Term) -> str:
    first = _sort_key(term.name)[:1].upper()
    return first if first.isalpha() else _NO_LETTER


def _id(letter: str) -> str:
    return "0-9" if letter == _NO_LETTER else letter.lower()
