"""What is said of a focus, a period, a year: values that sheets and JSON are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from recoverylog.insights.limits import Within
    from recoverylog.insights.pattern import Grid, Helped, Triggers
    from recoverylog.insights.returns import Returns
    from recoverylog.insights.streaks import DayState, Figures, FocusDays
    from recoverylog.insights.together import Company, TogetherResult
    from recoverylog.insights.trend import Comparison, Measure, Point, Usual
    from recoverylog.journal.focus import Focus


class FocusFigures(NamedTuple):
    """What is said of one focus.

    Attributes:
        focus: which.
        days: its days.
        figures: its days, runs and totals.
        returns: its returns to use.
        momentum: 0 to 100.
        within: how it stands to its limit; None where the goal knows none.
    """

    focus: Focus
    days: FocusDays
    figures: Figures
    returns: Returns
    momentum: float
    within: Within | None


class Trend(NamedTuple):
    """What is said of one measure over a period that ends today.

    Attributes:
        measure: which.
        line: every day of the period.
        usual: whether it is higher or lower than usual lately.
        comparison: the period against the one of the same length before it; None of a period
            too short to be compared.
    """

    measure: Measure
    line: tuple[Point, ...]
    usual: Usual
    comparison: Comparison | None

    @property
    def noted(self) -> int:
        """On how many days of the period there is a value."""
        return sum(point.value is not None for point in self.line)


class Trends(NamedTuple):
    """The measures over a period.

    Attributes:
        first: its first day, or the first on which anything was written where that is later.
        last: its last day, today.
        logged: on how many of its days anything was written, of whatever focus.
        measures: each of ``trend.Measure``, in that order.
        halt: on how many of the days each of hungry, angry, lonely, tired was ticked.
        checked: on how many of the days there was a check-in that could say so.
        days: the length that was asked for, however few of the days came after the first entry.
    """

    first: date
    last: date
    logged: int
    measures: tuple[Trend, ...]
    halt: tuple[tuple[str, int], ...]
    checked: int
    days: int


class Patterns(NamedTuple):
    """The patterns up to today.

    Attributes:
        first: the first day of the period of ``triggers``, ``together`` and ``company``.
        last: its last day, today.
        when: cravings by weekday and part of the day, of the last eight weeks.
        triggers: what cravings came with.
        helped: what helped, in all that was ever written.
        together: what goes together with mood and craving.
        company: days with a connection against days without.
    """

    first: date
    last: date
    when: Grid
    triggers: Triggers
    helped: Helped
    together: TogetherResult
    company: Company

    @property
    def days(self) -> int:
        """The length of the period in days."""
        return (self.last - self.first).days + 1


class YearDays(NamedTuple):
    """The days of one calendar year, up to today.

    Attributes:
        year: which.
        moods: the mood of each day with one, 0 to 10.
        cravings: the strongest craving of each day with one, 0 to 10.
        states: the state of each day of the focus, from the start of recovery on; empty where
            no focus was asked for.
        logged: the days on which anything was written, of whatever focus.
        first: the first day on which anything was written, in this or another year; None of an
            empty journal.
    """

    year: int
    moods: dict[date, float]
    cravings: dict[date, float]
    states: dict[date, DayState]
    logged: frozenset[date]
    first: date | None = None
