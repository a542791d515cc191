"""Limits: on how many days or weeks an amount stayed within what a person set themselves.

For a goal of using less. A free day has the amount 0. Where an amount is not known (not noted,
not confirmed, not logged) a period is unknown, neither kept nor over, and ends no run; unless
what is known of it lies above the limit already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from math import fsum
from typing import TYPE_CHECKING, Literal, NamedTuple

from recoverylog.insights.streaks import DayState, FocusDays, day_state

if TYPE_CHECKING:
    from recoverylog.insights.mark import Mark

DAYS = 30
WEEKS = 12
_DAYS_OF_A_WEEK = 7
_DECIMALS = 6

Per = Literal["day", "week"]


class Limit(NamedTuple):
    """What a person set themselves.

    Attributes:
        amount: at most so much, in the focus's unit; 0 or more.
        per: in a day, or in a week from Monday to Sunday.
    """

    amount: float
    per: Per


class Amount(NamedTuple):
    """What was used.

    Attributes:
        least: what is known of it, in the focus's unit; 0 or more.
        whole: whether that is all of it.
    """

    least: float
    whole: bool = True


class Within(NamedTuple):
    """How the days or weeks of one focus stand to its limit.

    Attributes:
        per: whether days or weeks are counted.
        limit: at most so much in each.
        kept: those within the limit, of the latest ones.
        over: those beyond it.
        unknown: those of which the amount is not known.
        periods: how many these latest ones are: up to 30 days with today, or up to 12 whole
            weeks before the present one. ``kept``, ``over`` and ``unknown`` add up to it.
        run: kept ones in a row up to now, since recovery began; unknown ones stand aside.
        longest: the longest such row.
        so_far: what is known of today, or of the present week up to today; None before the
            first day.
        so_far_whole: whether that is all of it.
    """

    per: Per
    limit: float
    kept: int
    over: int
    unknown: int
    periods: int
    run: int
    longest: int
    so_far: float | None
    so_far_whole: bool = True


_NOTHING = Amount(0.0)
_UNKNOWN = Amount(0.0, whole=False)


class _Period(Enum):
    """How one day or week stands to the limit."""

    KEPT = 1
    OVER = 2
    UNKNOWN = 3


def amounts(marks: Iterable[Mark], focus: str) -> dict[date, Amount]:
    """Return what was used on each used day of a focus."""
    noted: dict[date, list[Amount]] = {}
    for mark in marks:
        if mark.kind == "use" and mark.confirmed and mark.focus == focus:
            amount = _UNKNOWN if mark.amount is None else Amount(mark.amount)
            noted.setdefault(mark.day, []).append(amount)
    return {day: _sum(some) for day, some in noted.items()}


def within(days: FocusDays, amounts: Mapping[date, Amount], limit: Limit, today: date) -> Within:
    """Return how the days or weeks of a focus stand to its limit.

    Days count from the start of recovery through ``today``, weeks from the first Monday on or
    after that start through the last Sunday before the present week.

    Args:
        days: the days of the focus.
        amounts: what was used on each used day; a day without one is not known.
        limit: what is counted.
        today: the last day that counts.
    """
    known = [
        _amount(days, amounts, date.fromordinal(day), today)
        for day in range(days.since.toordinal(), today.toordinal() + 1)
    ]
    if limit.per == "day":
        totals, present, window = known, known[-1:], DAYS
    else:
        begun = min(today.weekday() + 1, len(known))
        whole = known[-days.since.weekday() % _DAYS_OF_A_WEEK : len(known) - begun]
        mondays = range(0, len(whole), _DAYS_OF_A_WEEK)
        totals = [_sum(whole[at : at + _DAYS_OF_A_WEEK]) for at in mondays]
        present, window = known[len(known) - begun :], WEEKS
    periods = [_stands(total, limit.amount) for total in totals]
    latest = periods[-window:]
    run, longest = _runs(periods)
    so_far = _sum(present) if present else None
    return Within(
        per=limit.per,
        limit=limit.amount,
        kept=latest.count(_Period.KEPT),
        over=latest.count(_Period.OVER),
        unknown=latest.count(_Period.UNKNOWN),
        periods=len(latest),
        run=run,
        longest=longest,
        so_far=None if so_far is None else so_far.least,
        so_far_whole=so_far is None or so_far.whole,
    )


def _amount(days: FocusDays, amounts: Mapping[date, Amount], day: date, today: date) -> Amount:
    """Return what was used on a day, 0 on a free one."""
    state = day_state(days, day, today)
    if state is DayState.FREE:
        return _NOTHING
    return amounts.get(day, _UNKNOWN) if state is DayState.USED else _UNKNOWN


def _sum(some: Iterable[Amount]) -> Amount:
    """Return what was used together."""
    listed = list(some)
    # 1.1 and 2.2 are 3.3 to a person, and a hair more to the machine.
    least = round(fsum(one.least for one in listed), _DECIMALS)
    return Amount(least, all(one.whole for one in listed))


def _stands(total: Amount, limit: float) -> _Period:
    """Return how an amount stands to the limit."""
    if total.least > limit:
        return _Period.OVER
    return _Period.KEPT if total.whole else _Period.UNKNOWN


def _runs(periods: Iterable[_Period]) -> tuple[int, int]:
    """Return the number of kept periods in a row up to the last, and the longest such row."""
    run = longest = 0
    for period in periods:
        if period is _Period.OVER:
            run = 0
        elif period is _Period.KEPT:
            run += 1
            longest = max(longest, run)
    return run, longest
