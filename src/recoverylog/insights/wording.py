"""The figures in plain words: one calm line each, for every front end alike.

A line never leads with nothing: where a number is 0, the line says what is there instead. A
line without anything true and useful to say is empty, and ``figure_lines`` leaves it out.
``term`` is the word for a day without use that suits the focus ("free", "substance-free").
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from recoverylog.insights.streaks import Counting, Figures, Window

if TYPE_CHECKING:
    from collections.abc import Sequence

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

LEAST_DAYS_FOR_A_MEAN = 3
"""Fewer logged days than this are counted, not averaged (practice.md §4.2)."""


def figure_lines(f: Figures, term: str = "free") -> list[str]:
    """Return all lines in the order in which they are shown: what lasts comes first."""
    lines = (since_line(f), total_line(f, term), last_30_line(f, term), runs_line(f))
    return [line for line in lines if line]


def since_line(f: Figures) -> str:
    """Return the start of recovery and the time since then in calendar words."""
    start = date_words(f.in_recovery_since)
    if f.in_recovery_since > f.today:
        return f"In recovery from {start}"
    if f.in_recovery_since == f.today:
        return f"In recovery since today, {start}"
    return f"In recovery since {start}, {duration_words(f.in_recovery_since, f.today)}"


def total_line(f: Figures, term: str = "free") -> str:
    """Return the number of free days in all; a later day never takes away from it."""
    if not f.free_days_total:
        return f"{term} days are counted here as they come"
    return f"{_count(f.free_days_total, f'{term} day')} in all"


def last_30_line(f: Figures, term: str = "free") -> str:
    """Return the free days of the last thirty, always with what they are counted out of."""
    w = f.last_30
    if not w.days:
        return ""
    if w.days == 1:
        return _one_day(w, term)
    span = f"the last {w.days} days"
    aside = _listed((w.unconfirmed, "not confirmed"), (w.not_logged, "not logged"))
    if not w.free:
        if w.not_logged == w.days:
            return f"nothing logged in {span}"
        with_use = [f"{_count(w.used, 'day')} with use"] if w.used else []
        return f"{span}: " + ", ".join([*with_use, *aside])
    if f.counting is Counting.ONLY_LOGGED:
        line = f"{w.free} of {_count(w.free + w.used, 'logged day')} {term} in {span}"
    else:
        line = f"{w.free} of {span} {term}"
    return f"{line}; {', '.join(aside)}" if aside else line


def runs_line(f: Figures) -> str:
    """Return the current run, the longest, and how many there are; empty before the first."""
    if not f.runs:
        return ""
    several = [f"{f.runs} runs"] if f.runs > 1 else []
    longest = _count(f.longest_run, "day")
    if not f.current_run:
        parts = [f"longest run {longest}"]
    elif f.current_run == f.longest_run:
        parts = [f"this run {longest}, the longest so far" if several else f"this run {longest}"]
    else:
        parts = [f"this run {_count(f.current_run, 'day')}", f"longest {f.longest_run}"]
    return " · ".join([*parts, *several])


def counting_line(counting: Counting, term: str = "free") -> str:
    """Return one sentence that says which days are counted."""
    if counting is Counting.ONLY_LOGGED:
        return f"A day counts as {term} if something was logged and no use was recorded."
    return f"A day counts as {term} unless use was recorded."


def beside_number(f: Figures, term: str = "free") -> str:
    """Return what the big number counts, to stand beside it: ``free days in all``."""
    if not f.free_days_total:
        return f"{term} days are counted here as they come"
    return f"{term} day in all" if f.free_days_total == 1 else f"{term} days in all"


def since_short(f: Figures) -> str:
    """Return the start of recovery without the time since then."""
    word = "from" if f.in_recovery_since > f.today else "since"
    return f"in recovery {word} {date_words(f.in_recovery_since)}"


def run_pieces(f: Figures, term: str = "free") -> list[tuple[str, str, str]]:
    """Return the further figures as (words, number, words), what is nothing left out."""
    pieces = []
    if f.current_run:
        pieces.append(("this run", str(f.current_run), ""))
    if f.longest_run > f.current_run:
        pieces.append(("longest" if f.current_run else "longest run", str(f.longest_run), ""))
    w = f.last_30
    known = w.free + w.used
    if w.free and f.counting is Counting.ONLY_LOGGED:
        pieces.append((term, f"{w.free} of {known}", " logged"))
    elif w.free and w.days > 1:
        pieces.append(("", f"{w.free} of the last {w.days}", f" {term}"))
    return pieces


def date_words(day: date) -> str:
    """Return a date as ``14 May 2026``, the same whatever the locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def duration_words(start: date, end: date) -> str:
    """Return the time between two days as ``6 months and 8 days``, empty for the same day."""
    years, months, days = calendar_duration(start, end)
    named = ((years, "year"), (months, "month"), (days, "day"))
    parts = [_count(number, unit) for number, unit in named if number]
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


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
    if _months_after(start, months) > end:
        months -= 1
    years, further = divmod(months, 12)
    return years, further, (end - _months_after(start, months)).days


def _months_after(start: date, months: int) -> date:
    """Return the day that many months later, at most the last day of its month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, _days_in(year, month + 1)))


def _days_in(year: int, month: int) -> int:
    """Return the length of a month; the calendar module would load locale and re for it."""
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days


def rating_line(name: str, values: Sequence[float], days: int) -> str:
    """Return ``mood 6.4 on average, noted on 9 of 14 days``; no mean of fewer than three days.

    Args:
        name: what was rated.
        values: one value for each day on which it was.
        days: the length of the period; empty where nothing was rated.
    """
    if not values:
        return ""
    noted = f"noted on {len(values)} of {days} days"
    if len(values) < LEAST_DAYS_FOR_A_MEAN:
        return f"{name} {noted}"
    return f"{name} {sum(values) / len(values):.1f} on average, {noted}"


def _one_day(w: Window, term: str) -> str:
    """Return the line for a window of today alone."""
    if w.free:
        return f"today counts as {term}"
    if w.used:
        return "today: use recorded"
    return "today: not confirmed" if w.unconfirmed else "nothing logged yet today"


def _count(number: int, unit: str) -> str:
    """Return ``1 day`` or ``2 days``."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _listed(*counts: tuple[int, str]) -> list[str]:
    """Return each count that is not 0 with its name."""
    return [f"{number} {name}" for number, name in counts if number]
