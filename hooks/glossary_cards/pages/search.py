"""Search: pages are found by every form of the terms they use.

The search plugins of MkDocs and of Material collect entries (location, title, text) and write them
when the site is built. Ours join them before that, so that an index which is built ahead holds
them too.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from glossary_cards.model.term import Term
from glossary_cards.pages.words_list import WORDS_ID

if TYPE_CHECKING:
    from glossary_cards.site import SiteGlossary

Entry = dict[str, Any]


def collected_entries(search_plugin: object) -> list[Entry] | None:
    """Give the list of entries that a search plugin has collected; ``None`` where it has none.

    Args:
        search_plugin: MkDocs' own search plugin or Material's.
    """
    index = getattr(search_plugin, "search_index", None)
    entries = getattr(index, "entries", getattr(index, "_entries", None))
    return entries if isinstance(entries, list) else None


def add_forms(entries: list[Entry], site: SiteGlossary, markup: bool) -> None:
    """Add the forms of terms to the entries of a search index.

    A page that uses terms gets one more entry, the place of its list of words; so a reader who
    searches for "EUPD" is led to the words of each page on BPD, and sees why. A term's own page
    is also found by its likely misspellings.

    Args:
        entries: The entries; changed in place.
        site: The glossary with every page's occurrences.
        markup: Whether texts hold HTML and results are grouped by page, as Material has it; plain
            text and one flat list otherwise.
    """
    own = {site.links.url(slug): term for slug, term in site.glossary.terms.items()}
    indexed = set()
    for entry in entries:
        location = entry["location"].partition("#")[0]
        indexed.add(location)
        if location in own and location == entry["location"]:
            term = own[location]
            more = ", ".join((_spellings(term), *term.misspellings))
            entry["text"] = f"{entry['text']} {_text(more, markup)}"
    spellings = {slug: _text(_spellings(t), markup) for slug, t in site.glossary.terms.items()}
    title = site.settings.words_title
    for use in site.usage.by_page.values():
        page = use.page
        if use.slugs and page.url in indexed:
            text = (" " if markup else "; ").join([spellings[s] for s in use.slugs])
            shown = title if markup else f"{page.title}: {title}"
            location = f"{page.url}#{WORDS_ID}"
            entries.append({"location": location, "title": shown, "text": text})


def _text(text: str, markup: bool) -> str:
    return f"<p>{escape(text)}</p>" if markup else text


def _spellings(term: Term) -> str:
    """Give the spellings of a term that a reader may search for, plurals left out."""
    known = [form.text for form in term.forms if form.listed]
    made = [f.text for f in term.forms if not f.listed and not f.text.endswith("s")]
    shown: dict[str, str] = {}
    for text in (term.title, *known, *made):
        shown.setdefault(text.casefold(), text)
    return ", ".join(shown.values())
