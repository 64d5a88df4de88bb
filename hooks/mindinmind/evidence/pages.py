"""One page, as far as evidence goes: what the other modules need to know about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html import unescape
from typing import Any

from glossary_cards.pages.paths import slug_of
from mindinmind.evidence.changes import Change, read_changes
from mindinmind.evidence.citations import Findings
from mindinmind.evidence.review import Review, read_review

MARKERS = ("claim-check", "references", "judging", "changes")
"""What a page can be filled with: ``<!-- evidence: claim-check -->``."""


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
