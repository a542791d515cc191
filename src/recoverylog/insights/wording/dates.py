"""Days, spans of time and counts in words, the same whatever the locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights.months import calendar_duration

if TYPE_CHECKING:
    from datetime import date

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def date_words(day: date) -> str:
    """Return a date as ``14 May 2026``, the same whatever the locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def duration_words(start: date, end: date) -> str:
    """Return the time between two days as ``6 months and 8 days``, empty for the same day."""
    years, months, days = calendar_duration(start, end)
    named = ((years, "year"), (months, "month"), (days, "day"))
    parts = [count(number, unit) for number, unit in named if number]
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def count(number: int, unit: str) -> str:
    """Return ``1 day`` or ``2 days``."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
