"""The last two weeks, day by day: mood, craving, and whether anything was written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.insights.series import LEAST_DAYS_FOR_A_MEAN, by_day, mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recoverylog.journal.entry import AnyEntry

DAYS = 14


class FortnightValues(NamedTuple):
    """One value of each kind for each of a row of days that ends today.

    Attributes:
        days: the days, the oldest first.
        moods: the mean of each day's moods, 0 to 10; None where none was noted.
        cravings: the strongest craving of each day, 0 to 10; None where none was noted.
        logged: whether anything at all was written on the day.
    """

    days: tuple[date, ...]
    moods: tuple[float | None, ...]
    cravings: tuple[float | None, ...]
    logged: tuple[bool, ...]

    @property
    def empty(self) -> bool:
        """Return whether neither a mood nor a craving is known."""
        return not noted(self.moods) and not noted(self.cravings)


def of(entries: Iterable[AnyEntry], today: date, days: int = DAYS) -> FortnightValues:
    """Return the values of the ``days`` days that end today; other days are left out."""
    values = by_day(entries)
    span = tuple(today - timedelta(days=back) for back in range(days - 1, -1, -1))
    found = [values.get(day) for day in span]
    return FortnightValues(
        days=span,
        moods=tuple(value.mood if value else None for value in found),
        cravings=tuple(value.craving if value else None for value in found),
        logged=tuple(value is not None for value in found),
    )


def noted(values: Sequence[float | None]) -> int:
    """Return on how many days there is a value."""
    return sum(value is not None for value in values)


def average(values: Sequence[float | None]) -> float | None:
    """Return the mean of the days with a value, None of fewer than three such days."""
    if noted(values) < LEAST_DAYS_FOR_A_MEAN:
        return None
    return mean(value for value in values if value is not None)
