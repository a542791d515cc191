"""Calendar arithmetic: whole months and years between two days, at the ends of months too."""

from __future__ import annotations

from datetime import date


def calendar_duration(start: date, end: date) -> tuple[int, int, int]:
    """Return the whole years, the further months and the further days between two days.

    A month is complete on the same day of a later month, or on that month's last day where
    it is shorter: from 31 January to 28 February is one month, and the anniversary of 29
    February is 28 February in a common year.

    Raises:
        ValueError: ``end`` lies before ``start``.
    """
    if end < start:
        raise ValueError("a duration needs its end on or after its start")
    months = (end.year - start.year) * 12 + end.month - start.month
    if after(start, months) > end:
        months -= 1
    years, further = divmod(months, 12)
    return years, further, (end - after(start, months)).days


def after(start: date, months: int) -> date:
    """Return the day that many months later, at most the last day of its month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, _days_in(year, month + 1)))


def _days_in(year: int, month: int) -> int:
    """Return the length of a month; the calendar module would load locale and re for it."""
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days
