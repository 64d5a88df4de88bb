"""The list on a term's page of the places where the word is used, with a line of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from glossary_cards.engine.annotate import WORDS_END, WORDS_START, Occurrence, only_text
from glossary_cards.engine.page_text import Section
from glossary_cards.engine.text import BLOCK
from glossary_cards.model.settings import Settings

USED_ID = "where-used"

_SHOWN_AT_ONCE = 6

_NEW_LINE = "\n"


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
