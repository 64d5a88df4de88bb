"""What changed in meaning, told by the pages themselves: a page of changes and an Atom feed."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mindinmind.evidence.review import read_date
from mindinmind.evidence.settings import Settings
from mindinmind.templates import relative


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


def read_changes(page: str, title: str, meta: Mapping[str, Any]) -> list[Change]:
    """Read a page's `changes:`.

    Args:
        page: The page's address from the site's root.
        title: The page's title.
        meta: The page's front matter.

    Returns:
        The changes as they stand in the file; one that the schema of the front matter refuses is
        left out.
    """
    entries = meta.get("changes")
    changes = []
    for entry in entries if isinstance(entries, list) else []:
        day = read_date(entry.get("date")) if isinstance(entry, dict) else None
        if day and (what := " ".join(str(entry.get("what") or "").split())):
            changes.append(Change(day, page, title, what))
    return changes


def newest_first(changes: Iterable[Change]) -> list[Change]:
    """Sort changes by day, the newest first, then by title."""
    return sorted(changes, key=lambda c: (-c.day.toordinal(), c.title.casefold(), c.page, c.what))


def feed_view(changes: Iterable[Change], site: Settings, feed: str) -> dict[str, Any]:
    """Gather the Atom feed.

    Without a site address, ids are made from the page and the change, and links are relative.

    Args:
        changes: All changes.
        site: The site.
        feed: The feed's address from the site's root.
    """
    ordered = newest_first(changes)
    return {
        "changes": ordered,
        "site_name": site.site_name,
        "feed": feed,
        "updated": ordered[0].day if ordered else date(1970, 1, 1),
        "address": lambda target: site.address(target) or relative(target, feed),
        # An id that stays the same as long as its parts do.
        "urn": lambda *parts: uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(parts)).urn,
    }
