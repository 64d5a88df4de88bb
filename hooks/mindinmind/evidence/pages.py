"""One page, as far as evidence goes: what the other modules need to know about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mindinmind.evidence.changes import Change
from mindinmind.evidence.citations import Findings
from mindinmind.evidence.review import Review


@dataclass(frozen=True)
class PageFacts:
    """What is known of a page once its Markdown has been read.

    Attributes:
        source: The page's file from the docs folder: ``therapy/does-it-work.md``.
        url: Its address from the site's root.
        title: Its title, as plain text.
        description: Its description, or nothing.
        meta: Its front matter.
        findings: What its Markdown says about its evidence.
        review: When it was checked, where it says so.
        changes: What changed on it.
        names: Which of the site's subjects its text names.
    """

    source: str
    url: str
    title: str
    description: str
    meta: Mapping[str, Any] = field(repr=False, hash=False)
    findings: Findings = field(repr=False, hash=False)
    review: Review | None = None
    changes: tuple[Change, ...] = ()
    names: frozenset[str] = frozenset()

    @property
    def is_content(self) -> bool:
        """Whether the page is written for readers, and so has to say who says so."""
        dated = "audience" in self.meta or "reviewed" in self.meta
        return dated and "developer" not in self.audience

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
