"""The figures in plain words: one calm line each, for every front end alike.

A line never leads with nothing: where a number is 0, the line says what is there instead. A
line without anything true and useful to say is empty, and ``figure_lines`` leaves it out.
``term`` is the word for a day without use; left empty, the one that the person chose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights.series import LEAST_DAYS_FOR_A_MEAN
from recoverylog.insights.streaks import Counting, Figures, Window
from recoverylog.insights.wording.dates import date_words, duration_words
from recoverylog.insights.wording.limits import limit_lines
from recoverylog.insights.wording.returns import gap_line, momentum_line, time_line
from recoverylog.journal import terms
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverylog.insights.limits import Within
    from recoverylog.insights.returns import Returns


def figure_lines(
    f: Figures,
    term: str = "",
    *,
    returns: Returns | None = None,
    momentum: float | None = None,
    within: Within | None = None,
    unit: str = "",
    runs: bool = True,
) -> list[str]:
    """Return all lines in the order in which they are shown: what lasts comes first.

    Args:
        f: the figures of one focus.
        term: the word for a day without use; empty for the one that was chosen.
        returns: what its episodes of use say; None leaves it out.
        momentum: 0 to 100; None leaves it out.
        within: how it stands to its limit, for a goal of using less; None leaves it out.
        unit: the word for what the limit counts: ``drinks``.
        runs: whether runs are spoken of.
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
        runs_line(f) if runs else "",
        gap_line(returns) if returns else "",
        time_line(returns, term) if returns else "",
        momentum_line(momentum, term) if momentum is not None else "",
    ]
    return [line for line in lines if line]


def since_line(f: Figures) -> str:
    """Return the start of recovery and the time since then in calendar words."""
    time = terms.chosen().time
    start = date_words(f.in_recovery_since)
    if f.in_recovery_since > f.today:
        return time.begins.format(start=start)
    if f.in_recovery_since == f.today:
        return time.since_today.format(start=start)
    duration = duration_words(f.in_recovery_since, f.today)
    return time.since.format(start=start, duration=duration)


def total_line(f: Figures, term: str = "") -> str:
    """Return the number of free days in all; a later day never takes away from it."""
    term = term or terms.chosen().time.free
    if not f.free_days_total:
        return _("{term} days are counted here as they come", term=term)
    return _(
        "{days} in all",
        days=counted("{n} {term} day", "{n} {term} days", f.free_days_total, term=term),
    )


def last_30_line(f: Figures, term: str = "") -> str:
    """Return the free days of the last thirty, always with what they are counted out of."""
    term = term or terms.chosen().time.free
    w = f.last_30
    if not w.days:
        return ""
    if w.days == 1:
        return _one_day(w, term)
    span = _("the last {days} days", days=w.days)
    aside = _listed((w.unconfirmed, _("not confirmed")), (w.not_logged, _("not logged")))
    if not w.free:
        if w.not_logged == w.days:
            return _("nothing logged in {span}", span=span)
        with_use = (
            [_("{days} with use", days=counted("{n} day", "{n} days", w.used))] if w.used else []
        )
        return f"{span}: " + ", ".join([*with_use, *aside])
    if f.counting is Counting.ONLY_LOGGED:
        line = _(
            "{free} of {days} {term} in {span}",
            free=w.free,
            days=counted("{n} logged day", "{n} logged days", w.free + w.used),
            term=term,
            span=span,
        )
    else:
        line = _("{free} of {span} {term}", free=w.free, span=span, term=term)
    return f"{line}; {', '.join(aside)}" if aside else line


def runs_line(f: Figures) -> str:
    """Return the current run, the longest, and how many there are; empty before the first."""
    if not f.runs:
        return ""
    several = [_("{runs} runs", runs=f.runs)] if f.runs > 1 else []
    longest = counted("{n} day", "{n} days", f.longest_run)
    if not f.current_run:
        parts = [_("longest run {longest}", longest=longest)]
    elif f.current_run == f.longest_run:
        parts = [
            _("this run {longest}, the longest so far", longest=longest)
            if several
            else _("this run {longest}", longest=longest)
        ]
    else:
        parts = [
            _("this run {days}", days=counted("{n} day", "{n} days", f.current_run)),
            _("longest {longest_run}", longest_run=f.longest_run),
        ]
    return " · ".join([*parts, *several])


def counting_line(counting: Counting, term: str = "") -> str:
    """Return one sentence that says which days are counted."""
    term = term or terms.chosen().time.free
    if counting is Counting.ONLY_LOGGED:
        return _(
            "A day counts as {term} if something was logged and no use was recorded.", term=term
        )
    return _("A day counts as {term} unless use was recorded.", term=term)


def counting_words(counting: Counting, term: str = "") -> str:
    """Return which days are counted, in a few words to stand behind a number."""
    term = term or terms.chosen().time.free
    if counting is Counting.ONLY_LOGGED:
        return _("only logged days")
    return _("{term} unless recorded", term=term)


def beside_number(f: Figures, term: str = "") -> str:
    """Return what the big number counts, to stand beside it: ``free days in all``."""
    term = term or terms.chosen().time.free
    if not f.free_days_total:
        return _("{term} days are counted here as they come", term=term)
    return counted("{term} day in all", "{term} days in all", f.free_days_total, term=term)


def since_short(f: Figures) -> str:
    """Return the start of recovery without the time since then."""
    time = terms.chosen().time
    words = time.begins_short if f.in_recovery_since > f.today else time.since_short
    return words.format(start=date_words(f.in_recovery_since))


def run_pieces(
    f: Figures, term: str = "", *, runs: bool = True, last: bool = True
) -> list[tuple[str, str, str]]:
    """Return the further figures as (words, number, words), what is nothing left out.

    Args:
        f: the figures of one focus.
        term: the word for a day without use; empty for the one that was chosen.
        runs: whether runs are spoken of.
        last: whether the latest thirty days are.
    """
    term = term or terms.chosen().time.free
    pieces: list[tuple[str, str, str]] = []
    if runs and f.current_run:
        pieces.append((_("this run"), str(f.current_run), ""))
    if runs and f.longest_run > f.current_run:
        pieces.append((_("longest") if f.current_run else _("longest run"), str(f.longest_run), ""))
    w = f.last_30
    known = w.free + w.used
    if not last:
        return pieces
    if w.free and f.counting is Counting.ONLY_LOGGED:
        pieces.append((term, _("{free} of {known}", free=w.free, known=known), _(" logged")))
    elif w.free and w.days > 1:
        pieces.append(("", _("{free} of the last {days}", free=w.free, days=w.days), f" {term}"))
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
    noted = _("noted on {values} of {days} days", values=len(values), days=days)
    if len(values) < LEAST_DAYS_FOR_A_MEAN:
        return f"{name} {noted}"
    return _(
        "{name} {values:.1f} on average, {noted}",
        name=name,
        values=sum(values) / len(values),
        noted=noted,
    )


def _one_day(w: Window, term: str) -> str:
    """Return the line for a window of today alone."""
    if w.free:
        return _("today counts as {term}", term=term)
    if w.used:
        return _("today: use recorded")
    return _("today: not confirmed") if w.unconfirmed else _("nothing logged yet today")


def _listed(*counts: tuple[int, str]) -> list[str]:
    """Return each count that is not 0 with its name."""
    return [f"{number} {name}" for number, name in counts if number]
