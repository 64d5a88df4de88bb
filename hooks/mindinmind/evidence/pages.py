"""One page, as far as evidence goes: what the other modules need to know of it and its changes."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html import unescape
from typing import Any

from glossary_cards.pages.paths import slug_of
from mindinmind.evidence.citations import Findings
from mindinmind.evidence.review import Review, read_date, read_review
from mindinmind.evidence.settings import Settings
from mindinmind.templates import relative

MARKERS = ("claim-check", "references", "judging", "changes")
"""What a page can be filled with: ``<!-- evidence: claim-check -->``."""


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


@dataclass(frozen=True)
class PageFacts:
    """What is known of a page once its Markdown has been read.

    Attributes:
        source: The page's file from the docs folder: ``therapy/does-it-work.md``.
        url: Its address from the site's root.
        title: Its title, as plain text.
        meta: Its front matter.
        findings: What its Markdown says about its evidence.
    """

    source: str
    url: str
    title: str
    meta: Mapping[str, Any] = field(repr=False, hash=False)
    findings: Findings = field(repr=False, hash=False)

    @property
    def description(self) -> str:
        """Its description, or nothing."""
        return unescape(str(self.meta.get("description") or ""))

    @cached_property
    def review(self) -> Review | None:
        """When it was checked, where it says so."""
        return read_review(self.meta)

    @cached_property
    def changes(self) -> list[Change]:
        """What changed on it."""
        return read_changes(self.url, self.title, self.meta)

    @property
    def is_content(self) -> bool:
        """Whether the page is written for readers, and so has to say who says so."""
        dated = "audience" in self.meta or "reviewed" in self.meta
        return dated and "developer" not in self.audience

    @property
    def needs_sources(self) -> bool:
        """Whether its figures need a source: all that readers read, but for our own figures."""
        read_by_all = self.is_content or slug_of(self.source) is not None
        return read_by_all and self.meta.get("figures") != "ours"

    @property
    def audience(self) -> list[str]:
        """Who the page is for."""
        audience = self.meta.get("audience") or []
        return [str(one) for one in audience] if isinstance(audience, list) else [str(audience)]

    @property
    def published(self) -> date | None:
        """The day of its first change."""
        return min((change.day for change in self.changes), default=None)

    @property
    def modified(self) -> date | None:
        """The day it last changed, or was last checked."""
        days = [change.day for change in self.changes]
        if self.review:
            days.append(self.review.reviewed)
        return max(days, default=None)

    @property
    def stem(self) -> str:
        """Its file without the ending, which names what is made for it."""
        return self.source.removesuffix(".md")


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
