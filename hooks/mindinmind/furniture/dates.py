"""Dates as readers see them, and when a page is due to be checked again."""

from __future__ import annotations

import calendar
import re
from datetime import date

_MONTHS = tuple(calendar.month_name)
_SPAN = re.compile(r"(?P<count>\d{1,3}) months?")


def long_date(day: date) -> str:
    """Give a date as people write it: 22 November 2026, on every system alike."""
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


def months_in(text: str) -> int | None:
    """Give the number of months in "12 months", or ``None`` when it is something else."""
    match = _SPAN.fullmatch(text.strip())
    return int(match["count"]) if match else None


def months_later(day: date, months: int) -> date:
    """Give the day so many months later; the month's last day where the day is missing."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
