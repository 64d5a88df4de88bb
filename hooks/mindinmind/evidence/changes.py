"""What changed in meaning, told by the pages themselves: a page of changes and an Atom feed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby
from typing import Any
from xml.etree import ElementTree

from mindinmind.evidence.links import relative
from mindinmind.evidence.review import Fault, in_words, read_date

_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True)
class Change:
    """One change of one page.

    Attributes:
        day: When.
        page: The page's address from the site's root.
        title: The page's title.
        what: What changed, in a sentence.
    """

    day: date
    page: str
    title: str
    what: str


def read_changes(
    page: str, title: str, meta: Mapping[str, Any]
) -> tuple[list[Change], list[Fault]]:
    """Read a page's `changes:`.

    Args:
        page: The page's address from the site's root.
        title: The page's title.
        meta: The page's front matter.

    Returns:
        The changes as they stand in the file, and what is wrong with the others.
    """
    mend = "write `- {date: 2026-11-22, what: What changed.}`"
    entries = meta.get("changes") or []
    if not isinstance(entries, list):
        return [], [Fault(("changes",), "`changes` is not a list", mend)]
    changes, faults = [], []
    for index, entry in enumerate(entries):
        day = read_date(entry.get("date")) if isinstance(entry, dict) else None
        what = " ".join(str(entry.get("what") or "").split()) if isinstance(entry, dict) else ""
        if day is None or not what:
            lacks = "a `date`" if day is None else "`what` changed"
            faults.append(Fault(("changes", index), f"this change does not say {lacks}", mend))
        else:
            changes.append(Change(day, page, title, what))
    return changes, faults


def newest_first(changes: Iterable[Change]) -> list[Change]:
    """Sort changes by day, the newest first, then by title."""
    return sorted(changes, key=lambda c: (-c.day.toordinal(), c.title.casefold(), c.page, c.what))


def changes_html(changes: Iterable[Change], origin: str, feed: str) -> str:
    """Write the list of changes.

    Args:
        changes: All changes.
        origin: The address of the page that shows the list.
        feed: The feed's address from the site's root.

    Returns:
        HTML: a heading for each day, and a list of what changed.
    """
    follow = f'<a href="{relative(feed, origin)}">Follow these changes in a feed reader (Atom)</a>'
    parts = [f'<div class="mim-changes no-terms" data-search-exclude>\n<p>{follow}</p>']
    for day, group in groupby(newest_first(changes), key=lambda change: change.day):
        parts.append(f'<h2 id="{day}"><time datetime="{day}">{in_words(day)}</time></h2>\n<ul>')
        for change in group:
            link = f'<a href="{escape(relative(change.page, origin))}">{escape(change.title)}</a>'
            parts.append(f"<li>{link}: {escape(change.what)}</li>")
        parts.append("</ul>")
    return "\n".join([*parts, "</div>"])


def atom_feed(changes: Iterable[Change], site_name: str, site_url: str, feed: str) -> bytes:
    """Write the Atom feed.

    Without a site address, ids are made from the page and the change, and links are relative.

    Args:
        changes: All changes.
        site_name: The site's name.
        site_url: The site's address, or nothing.
        feed: The feed's address from the site's root.

    Returns:
        The feed as UTF-8 XML; the same changes always give the same bytes.
    """
    ordered = newest_first(changes)
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(f"{{{_ATOM}}}feed", {f"{{{_XML}}}lang": "en"})
    _add(root, "title", f"{site_name}: changes")
    _add(root, "id", _urn(site_name))
    _add(root, "updated", _stamp(ordered[0].day if ordered else date(1970, 1, 1)))
    _add(_add(root, "author"), "name", f"{site_name} contributors")
    _add(root, "link", rel="self", type="application/atom+xml", href=_address(feed, site_url, feed))
    for change in ordered:
        entry = _add(root, "entry")
        _add(entry, "title", change.title)
        _add(entry, "id", _urn(site_name, change.page, change.day.isoformat(), change.what))
        _add(entry, "updated", _stamp(change.day))
        _add(entry, "link", rel="alternate", href=_address(change.page, site_url, feed))
        _add(entry, "summary", change.what)
    ElementTree.indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root) + b"\n"


def _add(
    parent: ElementTree.Element, name: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    """Add an Atom element."""
    element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text or None
    return element


def _address(target: str, site_url: str, feed: str) -> str:
    """Give a full address where the site has one, else one relative to the feed."""
    return f"{site_url.rstrip('/')}/{target}" if site_url else relative(target, feed)


def _stamp(day: date) -> str:
    """Write a day as Atom wants it."""
    return f"{day}T00:00:00Z"


def _urn(*parts: str) -> str:
    """Make an id that stays the same as long as the parts do."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(parts)).urn
