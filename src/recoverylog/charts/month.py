"""The weeks of a calendar month, as a page of a calendar shows them."""

from __future__ import annotations

from datetime import date


def weeks(year: int, month: int, first_weekday: int = 0) -> list[list[date | None]]:
    """Return the days of a month in weeks of seven, None where a week reaches out of the month.

    Args:
        year: 1 to 9999.
        month: 1 to 12.
        first_weekday: the day that a week begins with, 0 (Monday) to 6 (Sunday).

    Raises:
        ValueError: there is no such month or weekday.
    """
    if not 0 <= first_weekday <= 6:
        raise ValueError("a weekday is 0 (Monday) to 6 (Sunday)")
    first = date(year, month, 1)
    blank = (first.weekday() - first_weekday) % 7
    days: list[date | None] = [None] * blank
    days += [first.replace(day=day) for day in range(1, length(year, month) + 1)]
    days += [None] * (-len(days) % 7)
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def length(year: int, month: int) -> int:
    """Return the number of days in a month, 28 to 31.

    Raises:
        ValueError: there is no such month.
    """
    first = date(year, month, 1)
    # December is 31 days in every year, and has no month after it in the year 9999.
    return 31 if month == 12 else (first.replace(month=month + 1) - first).days
