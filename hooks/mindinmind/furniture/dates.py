"""Dates as readers see them."""

from __future__ import annotations

import calendar
from datetime import date

_MONTHS = tuple(calendar.month_name)


def long_date(day: date) -> str:
    """Give a date as people write it: 22 November 2026, on every system alike."""
    return f"{day.day} {_MONTHS[day.month]} {day.year}"
