"""The figures of one focus: days in recovery, free days in all, the last thirty days, runs.

Everything follows from the state of each day (``day_state``). A used day takes away only
itself: it ends a run, and never lowers what was counted before it. A day that is not
confirmed or not logged is in no count and ends nothing.

The values are named tuples rather than dataclasses: this module stands on the path of
``today`` and ``streak``, and importing dataclasses costs more than the interpreter's start.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

WINDOW_DAYS = 30


class Counting(StrEnum):
    """How a day without a use entry is counted."""

    PRESUME_FREE = "presume_free"
    ONLY_LOGGED = "only_logged"


class DayState(StrEnum):
    """What is known of one day; ``NOT_LOGGED`` occurs only with ``Counting.ONLY_LOGGED``."""

    FREE = "free"
    USED = "used"
    UNCONFIRMED = "unconfirmed"
    NOT_LOGGED = "not_logged"


class Window(NamedTuple):
    """Counts by state over the latest ``days`` days; the four counts add up to ``days``."""

    days: int
    free: int
    used: int
    unconfirmed: int
    not_logged: int


class Figures(NamedTuple):
    """What is shown of one focus on one day.

    Attributes:
        in_recovery_since: the first day that counts.
        today: the last day that counts.
        counting: how days without a use entry were counted.
        days_in_recovery: days from ``in_recovery_since`` to ``today``; 0 on the day itself.
        free_days_total: free days in all, today included.
        last_30: the latest thirty days, fewer if recovery began later.
        current_run: length in free days of the run that reaches today; 0 if the last
            counted day is a used one.
        longest_run: length in free days of the longest run.
        runs: number of runs of at least one free day.
    """

    in_recovery_since: date
    today: date
    counting: Counting
    days_in_recovery: int
    free_days_total: int
    last_30: Window
    current_run: int
    longest_run: int
    runs: int


class FocusDays(NamedTuple):
    """The days of one focus, as the journal knows them.

    Attributes:
        since: first day of recovery; earlier days never count, whatever lies on them.
        counting: how days without a use entry are counted.
        used: days with a confirmed use entry.
        unconfirmed: days with a use entry that waits to be confirmed.
        logged: days with any entry; read only with ``Counting.ONLY_LOGGED``.
    """

    since: date
    counting: Counting
    used: frozenset[date]
    unconfirmed: frozenset[date]
    logged: frozenset[date]


def day_state(days: FocusDays, day: date, today: date) -> DayState | None:
    """Return the state of ``day``, or None before recovery began and after ``today``."""
    if not days.since <= day <= today:
        return None
    if day in days.used:
        return DayState.USED
    if day in days.unconfirmed:
        return DayState.UNCONFIRMED
    if days.counting is Counting.PRESUME_FREE or day in days.logged:
        return DayState.FREE
    return DayState.NOT_LOGGED


def figures(days: FocusDays, today: date) -> Figures:
    """Return the figures of one focus as of ``today``.

    The time taken grows with the number of days in the sets, not with the years between
    ``since`` and ``today``. If ``since`` lies in the future every number is 0.
    """
    free = stretches(days, today)
    runs = [length for length in free if length]
    return Figures(
        in_recovery_since=days.since,
        today=today,
        counting=days.counting,
        days_in_recovery=max(0, (today - days.since).days),
        free_days_total=sum(runs),
        last_30=_window(days, today),
        current_run=free[-1],
        longest_run=max(runs, default=0),
        runs=len(runs),
    )


def stretches(days: FocusDays, today: date) -> list[int]:
    """Return the free days before, between and after the used days, oldest first.

    The last number is the stretch that reaches today; two used days with no free day between
    them have a 0 there. The time taken is that of ``figures``.
    """
    # Days are ordinals here: whole numbers compare several times faster than dates.
    first, last = days.since.toordinal(), today.toordinal()
    if first > last:
        return [0]
    used = ordinals(days.used, first, last)
    presumed = days.counting is Counting.PRESUME_FREE
    # A day that lies in two of the sets is no trouble: the used days are left out below, being
    # the bounds of the stretches.
    known = days.unconfirmed if presumed else days.logged - days.unconfirmed
    counted = ordinals(known, first, last)
    found = []
    for before, after in zip([first - 1, *used], [*used, last + 1], strict=True):
        between = _count_between(counted, before, after)
        found.append(after - before - 1 - between if presumed else between)
    return found


def ordinals(some_days: Iterable[date], first: int, last: int) -> list[int]:
    """Return the days from ``first`` to ``last``, both included, as ordinals in order."""
    numbers = sorted(day.toordinal() for day in some_days)
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]


def _count_between(numbers: Sequence[int], before: int, after: int) -> int:
    """Return how many of the sorted numbers lie strictly between the two."""
    return bisect_left(numbers, after) - bisect_right(numbers, before)


def _window(days: FocusDays, today: date) -> Window:
    """Return the counts of the latest ``WINDOW_DAYS`` days that are not before ``since``."""
    length = max(0, min(WINDOW_DAYS, (today - days.since).days + 1))
    newest = today.toordinal()
    states = [day_state(days, date.fromordinal(newest - back), today) for back in range(length)]
    return Window(
        days=length,
        free=states.count(DayState.FREE),
        used=states.count(DayState.USED),
        unconfirmed=states.count(DayState.UNCONFIRMED),
        not_logged=states.count(DayState.NOT_LOGGED),
    )
