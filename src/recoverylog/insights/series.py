"""Day values: what each day says of mood, craving, sleep and company."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.insights import mark
from recoverylog.journal.entry import HALT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from recoverylog.insights.mark import Mark
    from recoverylog.journal.entry import AnyEntry


LEAST_DAYS_FOR_A_MEAN = 3
"""Fewer logged days than this are counted, not averaged (practice.md §4.2)."""


class DayValue(NamedTuple):
    """One logged day, in what counts of it.

    Attributes:
        mood: the mean of what was noted, 0 to 10; None where nothing was.
        craving: the strongest that was noted, 0 to 10; None where nothing was.
        cravings: how many single cravings were logged.
        sleep: the mean of what was noted, in hours; None where nothing was.
        halt: which of hungry, angry, lonely, tired applied at any time, in this order.
        connected: whether there was a connection entry, or somebody was named.
        noted: how many entries the day has.
    """

    mood: float | None
    craving: float | None
    cravings: int
    sleep: float | None = None
    halt: tuple[str, ...] = ()
    connected: bool = False
    noted: int = 0


def of_marks(marks: Iterable[Mark], logged: Iterable[date] = ()) -> dict[date, DayValue]:
    """Return the value of each day on which anything was written.

    A day's mood is the mean of its ratings and its craving the strongest one, check-ins
    included: event logs alone lean to the strong moments (practice.md §4.2).

    Args:
        marks: the entries that count.
        logged: further days, on which others were written that do not: nothing is known of
            mood or craving there, and that there was no craving to count.
    """
    days: dict[date, list[Mark]] = {day: [] for day in logged}
    for one in marks:
        days.setdefault(one.day, []).append(one)
    return {day: _value(own) for day, own in days.items()}


def _value(own: Sequence[Mark]) -> DayValue:
    """Return the value of a day from its entries, of which there may be none that count."""
    halt = {word for one in own if one.halt for word in one.halt}
    return DayValue(
        mood=mean([one.mood for one in own if one.mood is not None]),
        craving=max([one.craving for one in own if one.craving is not None], default=None),
        cravings=[one.kind for one in own].count("craving"),
        sleep=mean([one.sleep for one in own if one.sleep is not None]),
        halt=tuple(word for word in HALT if word in halt) if halt else (),
        connected=any(one.people or one.kind == "connection" for one in own),
        noted=len(own),
    )


def by_day(entries: Iterable[AnyEntry]) -> dict[date, DayValue]:
    """Return the value of each day on which anything was written; see ``of_marks``."""
    return of_marks(map(mark.of, entries))


def between(values: Mapping[date, DayValue], first: date, last: date) -> dict[date, DayValue]:
    """Return the values of the days from ``first`` to ``last``, both included."""
    return {day: value for day, value in values.items() if first <= day <= last}


def logged(values: Mapping[date, DayValue], first: date, last: date) -> int:
    """Return on how many days from ``first`` to ``last``, both included, anything was written."""
    return sum(first <= day <= last for day in values)


def mean(values: Iterable[float]) -> float | None:
    """Return the arithmetic mean, or None of nothing."""
    known = list(values)
    return fsum(known) / len(known) if known else None
