"""Search: pages are found by every form of the terms they use.

The search plugins of MkDocs and of Material collect entries (location, title, text) and write them
when the site is built. Ours join them before that, so that an index which is built ahead holds
them too.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from glossary_cards.model.term import Term
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
    """Add the spellings of terms to the entries of a search index.

    A page's own entry gets the spellings of the terms that it links and that its text does not
    have, so that a reader who searches for "EUPD" finds every page on BPD. The list of words on a
    page is no entry. A term's own page is also found by its likely misspellings, and its entry
    tells all its spellings as ``names``. How long the addition is stands as ``added``, so that
    nobody shows it as the page's own words.

    Args:
        entries: The entries; changed in place.
        site: The glossary with every page's occurrences.
        markup: Whether texts hold HTML, as Material has it, or plain text.
    """
    own = {site.links.url(slug): term for slug, term in site.glossary.terms.items()}
    spellings = {slug: list(_spellings(term)) for slug, term in site.glossary.terms.items()}
    linked = {use.page.url: use.slugs for use in site.usage.by_page.values()}
    for entry in entries:
        location = entry["location"]
        term = own.get(location)
        if term:
            entry["names"] = spellings[term.slug]
        more = [*spellings[term.slug], *term.misspellings] if term else []
        more += [text for slug in linked.get(location, ()) for text in spellings[slug]]
        said = f"{entry['title']} {entry['text']}".casefold()
        new = [text for text in dict.fromkeys(more) if text.casefold() not in said]
        if new:
            text = "; ".join(new)
            text = f"<p>{escape(text)}</p>" if markup else f" {text}"
            entry["text"] += text
            entry["added"] = len(text)


def _spellings(term: Term) -> Iterator[str]:
    """Give the spellings of a term that a reader may search for, plurals left out."""
    known = [form.text for form in term.forms if form.listed]
    made = [f.text for f in term.forms if not f.listed and not f.text.endswith("s")]
    shown: dict[str, str] = {}
    for text in (term.title, *known, *made):
        shown.setdefault(text.casefold(), text)
    yield from shown.values()
