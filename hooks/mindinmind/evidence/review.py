"""When a page was last compared with its sources, and when that is due again.

The one place that reads `reviewed`, `review_in` and `reviewers`: whoever shows these dates on
a page shows what this module read.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

REMINDER_DAYS = 30
"""How long before the day the build starts to remind."""
RELEASE_DAYS = 180
"""How long after the day a release is still possible."""

_SPAN = re.compile(r"([1-9]\d?) months?")  # "12 months", as the front matter's schema has it


class Reviewer(NamedTuple):
    """Somebody outside the project who read a page, and as what: ``clinician``."""

    name: str
    role: str


@dataclass(frozen=True)
class Review:
    """A page's review, as its front matter tells it.

    Attributes:
        reviewed: The day the page was last compared with its sources.
        due: The day it is due again.
        reviewers: Who did it; empty means nobody with a name.
    """

    reviewed: date
    due: date
    reviewers: tuple[Reviewer, ...] = ()

    @property
    def by_clinician(self) -> bool:
        """Whether a clinician is among the reviewers."""
        return any(one.role == "clinician" for one in self.reviewers)


@dataclass(frozen=True, order=True)
class Due:
    """A page whose review is due.

    Attributes:
        due: The day it is, or was, due.
        path: The page's file.
        days_left: Days until then; below zero when it has passed.
    """

    due: date
    path: str
    days_left: int

    @property
    def too_old(self) -> bool:
        """Whether it is too old for a release."""
        return self.days_left < -RELEASE_DAYS

    def __str__(self) -> str:
        """Give the one line that an editor reads."""
        if self.days_left >= 0:
            return f"{self.path}: review due in {self.days_left} days ({self.due})"
        state = "too old to release" if self.too_old else "overdue"
        return f"{self.path}: review {state}, by {-self.days_left} days ({self.due})"


def read_review(meta: Mapping[str, Any]) -> Review | None:
    """Read the review dates of a page.

    Args:
        meta: The page's front matter.

    Returns:
        The review, or nothing when the page has none or it cannot be read: the schema of the front
        matter says what is wrong then.
    """
    reviewed = read_date(meta.get("reviewed"))
    due = _after(reviewed, str(meta.get("review_in"))) if reviewed else None
    if reviewed is None or due is None:
        return None
    told = meta.get("reviewers")
    entries = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    reviewers = (Reviewer(str(one.get("name")), str(one.get("as"))) for one in entries)
    return Review(reviewed, due, tuple(reviewers))


def due(pages: Iterable[tuple[str, Mapping[str, Any]]], today: date) -> list[Due]:
    """List the pages whose review is due within 30 days, or overdue.

    Args:
        pages: Each page's path and front matter.
        today: The day it is.

    Returns:
        The pages, the oldest date first; pages without readable dates are left out.
    """
    reviews = ((path, read_review(meta)) for path, meta in pages)
    found = [Due(one.due, path, (one.due - today).days) for path, one in reviews if one]
    return sorted(page for page in found if page.days_left <= REMINDER_DAYS)


def today(environment: Mapping[str, str]) -> date:
    """Tell which day it is by the clock, for every check that asks "is this too old?".

    ``SOURCE_DATE_EPOCH`` is the clock of the output and never this one: a checkout that nobody
    touched for years would else call its pages fresh.

    Args:
        environment: The environment variables; ``MIM_TODAY=2031-01-01`` moves the clock, to see
            what a later day will say.

    Returns:
        The day in UTC, so that a check says the same in every time zone.
    """
    return read_date(environment.get("MIM_TODAY", "")) or datetime.now(UTC).date()


def read_date(value: object) -> date | None:
    """Read a date that YAML gives as a date or as text; nothing when it is neither."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        return None


def in_words(day: date) -> str:
    """Write a date as a reader does: 22 November 2026."""
    return f"{day.day} {day:%B %Y}"


def _after(start: date, span: str) -> date | None:
    """Add a span such as ``12 months`` to a date; nothing when it is no span of months."""
    match = _SPAN.fullmatch(span.strip())
    if not match:
        return None
    years, month = divmod(start.month - 1 + int(match[1]), 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
