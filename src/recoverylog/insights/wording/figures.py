"""The figures in plain words: one calm line each, for every front end alike.

A line never leads with nothing: where a number is 0, the line says what is there instead. A
line without anything true and useful to say is empty, and ``figure_lines`` leaves it out.
``term`` is the word for a day without use that suits the focus ("free", "substance-free").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights.series import LEAST_DAYS_FOR_A_MEAN
from recoverylog.insights.streaks import Counting, Figures, Window
from recoverylog.insights.wording.dates import count, date_words, duration_words
from recoverylog.insights.wording.limits import limit_lines
from recoverylog.insights.wording.returns import gap_line, momentum_line, time_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverylog.insights.limits import Within
    from recoverylog.insights.returns import Returns


def figure_lines(
    f: Figures,
    term: str = "free",
    *,
    returns: Returns | None = None,
    momentum: float | None = None,
    within: Within | None = None,
    unit: str = "",
) -> list[str]:
    """Return all lines in the order in which they are shown: what lasts comes first.

    Args:
        f: the figures of one focus.
        term: the word for a day without use.
        returns: what its episodes of use say; None leaves it out.
        momentum: 0 to 100; None leaves it out.
        within: how it stands to its limit, for a goal of using less; None leaves it out.
        unit: the word for what the limit counts: ``drinks``.
    """
    if within:
        # Of a goal of using less the limit is what counts; use within it is no return to use.
        limits = limit_lines(within, unit)
        lines = [since_line(f), *limits, total_line(f, term), last_30_line(f, term)]
        return [line for line in lines if line]
    lines = [
        since_line(f),
        total_line(f, term),
        last_30_line(f, term),
        runs_line(f),
        gap_line(returns) if returns else "",
        time_line(returns, term) if returns else "",
        momentum_line(momentum, term) if momentum is not None else "",
    ]
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
    return f"{count(f.free_days_total, f'{term} day')} in all"


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
        with_use = [f"{count(w.used, 'day')} with use"] if w.used else []
        return f"{span}: " + ", ".join([*with_use, *aside])
    if f.counting is Counting.ONLY_LOGGED:
        line = f"{w.free} of {count(w.free + w.used, 'logged day')} {term} in {span}"
    else:
        line = f"{w.free} of {span} {term}"
    return f"{line}; {', '.join(aside)}" if aside else line


def runs_line(f: Figures) -> str:
    """Return the current run, the longest, and how many there are; empty before the first."""
    if not f.runs:
        return ""
    several = [f"{f.runs} runs"] if f.runs > 1 else []
    longest = count(f.longest_run, "day")
    if not f.current_run:
        parts = [f"longest run {longest}"]
    elif f.current_run == f.longest_run:
        parts = [f"this run {longest}, the longest so far" if several else f"this run {longest}"]
    else:
        parts = [f"this run {count(f.current_run, 'day')}", f"longest {f.longest_run}"]
    return " · ".join([*parts, *several])


def counting_line(counting: Counting, term: str = "free") -> str:
    """Return one sentence that says which days are counted."""
    if counting is Counting.ONLY_LOGGED:
        return f"A day counts as {term} if something was logged and no use was recorded."
    return f"A day counts as {term} unless use was recorded."


def counting_words(counting: Counting, term: str = "free") -> str:
    """Return which days are counted, in a few words to stand behind a number."""
    if counting is Counting.ONLY_LOGGED:
        return "only logged days"
    return f"{term} unless recorded"


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


def _listed(*counts: tuple[int, str]) -> list[str]:
    """Return each count that is not 0 with its name."""
    return [f"{number} {name}" for number, name in counts if number]
