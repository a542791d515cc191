"""Days, spans of time and counts in words, the same whatever the locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights.months import calendar_duration
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from datetime import date

_MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)

WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
"""The days of the week, Monday first."""


def date_words(day: date) -> str:
    """Return a date as ``14 May 2026``, the same whatever the locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def duration_words(start: date, end: date) -> str:
    """Return the time between two days as ``6 months and 8 days``, empty for the same day."""
    years, months, days = calendar_duration(start, end)
    named = ((years, "year"), (months, "month"), (days, "day"))
    parts = [count(number, unit) for number, unit in named if number]
    return _(" and ").join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def count(number: int, unit: str) -> str:
    """Return ``1 day`` or ``2 days``; of any other unit than those below, its English plural."""
    if unit == "day":
        return counted("{n} day", "{n} days", number)
    if unit == "week":
        return counted("{n} week", "{n} weeks", number)
    if unit == "month":
        return counted("{n} month", "{n} months", number)
    if unit == "year":
        return counted("{n} year", "{n} years", number)
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def span_words(first: date, last: date) -> str:
    """Return days as ``16 to 22 November 2026``, with what differs said of both.

    The month is said once where both lie in the same one, and the year likewise.
    """
    if first == last:
        return date_words(last)
    if (first.year, first.month) == (last.year, last.month):
        return _("{day} to {last}", day=first.day, last=date_words(last))
    if first.year == last.year:
        return _(
            "{day} {months} to {last}",
            day=first.day,
            months=_MONTHS[first.month - 1],
            last=date_words(last),
        )
    return _("{first} to {last}", first=date_words(first), last=date_words(last))


def short_span(first: date, last: date) -> str:
    """Return days as ``16–22 Nov``, the year left out, or ``30 Nov – 6 Dec``."""
    month = _MONTHS[last.month - 1][:3]
    if first.month == last.month:
        return f"{first.day}–{last.day} {month}"
    return f"{first.day} {_MONTHS[first.month - 1][:3]} – {last.day} {month}"
