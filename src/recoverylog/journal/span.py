"""Days that a person names in a word or two: a day, a month or a year, or so many days ago."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

_AGO = re.compile(r"-?([0-9]{1,5})d")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")


class Span(NamedTuple):
    """A row of days, both ends included."""

    first: date
    last: date


def named(text: str, today: date) -> Span | None:
    """Return the days that ``text`` names, or None where it names none of these.

    Known are ``2026-11-22``, ``2026-11``, ``2026``, ``today``, ``yesterday``, and ``7d`` for the
    day seven days ago. Case and white space at the ends do not matter.
    """
    words = text.strip().lower()
    try:
        return _several(words) or _single(words, today)
    except (ValueError, OverflowError):
        # The look of a day, but no calendar has it.
        return None


def _several(words: str) -> Span | None:
    month = _MONTH.fullmatch(words)
    if month is not None:
        return month_of(date(int(month[1]), int(month[2]), 1))
    if _YEAR.fullmatch(words):
        return Span(date(int(words), 1, 1), date(int(words), 12, 31))
    return None


def _single(words: str, today: date) -> Span:
    ago = _AGO.fullmatch(words)
    back = {"today": 0, "yesterday": 1}.get(words, int(ago[1]) if ago else None)
    day = date.fromisoformat(words) if back is None else today - timedelta(days=back)
    return Span(day, day)


def month_of(day: date) -> Span:
    """Return the whole month that a day lies in."""
    first = day.replace(day=1)
    # December is 31 days in every year, and has no month after it in the year 9999.
    days = 31 if day.month == 12 else (first.replace(month=day.month + 1) - first).days
    return Span(first, first.replace(day=days))


def in_words(span: Span) -> str:
    """Return the shortest name that :func:`named` reads back as these days, or none: ''."""
    if span.first == span.last:
        return span.first.isoformat()
    if span == month_of(span.first):
        return span.first.isoformat()[:7]
    if span == Span(span.first.replace(month=1, day=1), span.first.replace(month=12, day=31)):
        return span.first.isoformat()[:4]
    return ""
