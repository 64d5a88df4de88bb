"""Search: pages are found by every form of the terms they use."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from mindinmind.glossary.pages import WORDS_ID
from mindinmind.glossary.terms import Term

if TYPE_CHECKING:
    from mindinmind.glossary.site import SiteGlossary


def with_forms(entries: Sequence[dict[str, Any]], site: SiteGlossary) -> list[dict[str, Any]]:
    """Add the forms of terms to a search index.

    A page that uses terms gets one more entry, the place of its list of words; so a reader who
    searches for "EUPD" is led to the words of each page on BPD, and sees why. A term's own page
    is also found by its likely misspellings.

    Args:
        entries: The entries of MkDocs' ``search_index.json``: location, title, text.
        site: The glossary with every page's occurrences.

    Returns:
        All entries, the new ones last, in the order of their pages.
    """
    own = {site.url(slug): term for slug, term in site.glossary.terms.items()}
    result = [_with_own_forms(entry, own.get(entry["location"])) for entry in entries]
    indexed = {entry["location"].split("#")[0] for entry in entries}
    spellings = {slug: _spellings(term) for slug, term in site.glossary.terms.items()}
    for use in site.uses.values():
        slugs = use.annotated.slugs
        if not slugs or use.page.url not in indexed:
            continue
        text = " ".join(f"<p>{spellings[slug]}</p>" for slug in slugs)
        location = f"{use.page.url}#{WORDS_ID}"
        result.append({"location": location, "title": site.settings.words_title, "text": text})
    return result


def _with_own_forms(entry: dict[str, Any], term: Term | None) -> dict[str, Any]:
    if term is None:
        return entry
    spellings = ", ".join((_spellings(term), *map(escape, term.misspellings)))
    return {**entry, "text": f"{entry['text']} <p>{spellings}</p>"}


def _spellings(term: Term) -> str:
    """Give the spellings of a term that a reader may search for, plurals left out."""
    known = [form.text for form in term.forms if form.listed]
    made = [f.text for f in term.forms if not f.listed and not f.text.endswith("s")]
    return escape(", ".join(dict.fromkeys((term.title, *known, *made))))
