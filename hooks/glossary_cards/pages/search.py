"""Search: pages are found by every form of the terms they use.

The search plugins of MkDocs and of Material collect entries (location, title, text) page by page,
and write them when the site is built. Ours join those of a page at once, so that whatever is made
of them holds them too.
"""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

from glossary_cards.model.term import Glossary, Term

Entry = dict[str, Any]


def collected_entries(search_plugin: object) -> list[Entry] | None:
    """Give the list of entries that a search plugin has collected; ``None`` where it has none.

    Args:
        search_plugin: MkDocs' own search plugin or Material's.
    """
    index = getattr(search_plugin, "search_index", None)
    entries = getattr(index, "entries", getattr(index, "_entries", None))
    return entries if isinstance(entries, list) else None


def spellings_of(glossary: Glossary) -> dict[str, list[str]]:
    """Give the spellings of each term that a reader may search for, plurals left out."""
    return {slug: list(_spellings(term)) for slug, term in glossary.terms.items()}


def add_forms(
    entry: Entry,
    term: Term | None,
    linked: Iterable[str],
    spellings: Mapping[str, list[str]],
    markup: bool,
) -> None:
    """Add the spellings of terms to a page's own entry in a search index.

    It gets the spellings of the terms that the page links and that its text does not have, so that
    a reader who searches for "EUPD" finds every page on BPD. A term's own page is also found by its
    likely misspellings, and its entry tells all its spellings as ``names``. How long the addition
    is stands as ``added``, so that nobody shows it as the page's own words.

    Args:
        entry: The entry; changed in place.
        term: The term whose page it is.
        linked: The terms that are linked there.
        spellings: The spellings of each term.
        markup: Whether texts hold HTML, as Material has it, or plain text.
    """
    more: list[str] = []
    if term:
        entry["names"] = spellings[term.slug]
        more = [*spellings[term.slug], *term.misspellings]
    more += [text for slug in linked for text in spellings[slug]]
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
