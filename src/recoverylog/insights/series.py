"""Day values: what each day says of mood and craving."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.journal.entry import CheckIn, Craving, Mood

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from recoverylog.journal.entry import AnyEntry


LEAST_DAYS_FOR_A_MEAN = 3
"""Fewer logged days than this are counted, not averaged (practice.md §4.2)."""


class DayValue(NamedTuple):
    """One logged day.

    Attributes:
        mood: the mean of what was noted, 0 to 10; None where nothing was.
        craving: the strongest that was noted, 0 to 10; None where nothing was.
        cravings: how many single cravings were logged.
    """

    mood: float | None
    craving: float | None
    cravings: int


def by_day(entries: Iterable[AnyEntry]) -> dict[date, DayValue]:
    """Return the value of each day on which anything was written.

    A day's mood is the mean of its ratings and its craving the strongest one, check-ins
    included: event logs alone lean to the strong moments (practice.md §4.2).
    """
    moods: dict[date, list[float]] = {}
    cravings: dict[date, list[float]] = {}
    counts: dict[date, int] = {}
    for entry in entries:
        counts.setdefault(entry.day, 0)
        if isinstance(entry, Mood | CheckIn) and entry.mood is not None:
            moods.setdefault(entry.day, []).append(entry.mood)
        if isinstance(entry, Craving | CheckIn) and entry.craving is not None:
            cravings.setdefault(entry.day, []).append(entry.craving)
        if isinstance(entry, Craving):
            counts[entry.day] += 1
    return {
        day: DayValue(mean(moods.get(day, ())), max(cravings.get(day, ()), default=None), count)
        for day, count in counts.items()
    }


def mean(values: Iterable[float]) -> float | None:
    """Return the arithmetic mean, or None of nothing."""
    known = list(values)
    return fsum(known) / len(known) if known else None
