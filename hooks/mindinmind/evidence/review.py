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

from glossary_cards.diagnostics.problem import Problem, Severity

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


def due(
    pages: Iterable[tuple[str, Mapping[str, Any]]], today: date, release: bool = False
) -> list[Problem]:
    """Say which pages are due, or will be soon, to be compared with their sources again.

    Args:
        pages: Each page's path and front matter.
        today: The day it is.
        release: Whether the build goes to readers; only then does a page that is too old fail it,
            for a date that passes must not turn an untouched checkout red.

    Returns:
        A problem a page, the oldest date first; pages without readable dates are left out.
    """
    reviews = sorted((one.due, path) for path, meta in pages if (one := read_review(meta)))
    problems = []
    for day, path in reviews:
        days_left = (day - today).days
        if days_left > REMINDER_DAYS:
            break
        what = f"this page {'is' if days_left >= 0 else 'was'} due for review on {in_words(day)}"
        mend = "compare it with its sources, then set `reviewed` to the day you did"
        fails = release and days_left < -RELEASE_DAYS
        severity = Severity.ERROR if fails else Severity.WARNING
        problems.append(Problem(path, 0, 0, "review-due", what, mend, severity))
    return problems


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
