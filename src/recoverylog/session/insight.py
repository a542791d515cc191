"""Insights of an unlocked vault: the whole journal read once, and every figure drawn from that.

What is read is held for as long as nothing changes; all figures together take about as long as
reading. Nothing here is written, and nothing is asked of the journal after :func:`read` but the
words of single days.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from recoverylog.insights import milestone, pattern, series, standing, streaks, trend, week
from recoverylog.insights import together as pairs
from recoverylog.insights.mark import Mark
from recoverylog.insights.report import FocusFigures, Patterns, Trend, Trends, YearDays
from recoverylog.journal.entry import HALT
from recoverylog.journal.selection import Selection
from recoverylog.vault import marks, queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recoverylog.insights.series import DayValue
    from recoverylog.insights.streaks import DayState, FocusDays
    from recoverylog.journal.entry import AnyEntry
    from recoverylog.journal.focus import Focus
    from recoverylog.session.journal import Journal

PATTERN_DAYS = 365
"""How far back triggers, and what goes together, are looked for."""

_OF_A_FOCUS = frozenset({"craving", "use"})


class Insight:
    """The journal as figures see it, of one moment.

    Where a focus is asked for, its cravings and uses alone count; what names no focus counts for
    each of them, but for cravings and uses that still wait to be told whose they are. None asks
    for all that was written. What lies after today is in none of the figures.
    """

    def __init__(
        self, today: date, generation: int, focuses: Sequence[Focus], marks: Sequence[Mark]
    ) -> None:
        """Hold what was read.

        Args:
            today: the journal day on which it was.
            generation: the count of changes that it shows.
            focuses: the focuses that are shown, in the person's order.
            marks: every entry, by day.
        """
        self.today = today
        self.generation = generation
        self.focuses = tuple(focuses)
        self.marks = marks
        self._of_focus: dict[str | None, list[Mark]] = {}
        self._values: dict[str | None, dict[date, DayValue]] = {}

    # What was written --------------------------------------------------------------------

    @cached_property
    def first(self) -> date | None:
        """The first day on which anything was written; None of an empty journal."""
        return self.marks[0].day if self.marks else None

    @cached_property
    def logged(self) -> frozenset[date]:
        """The days on which anything was written."""
        return frozenset(mark.day for mark in self.marks)

    @cached_property
    def counts(self) -> milestone.Counts:
        """What milestones of the whole journal are counted from."""
        return milestone.counts(self.marks, self.today)

    @cached_property
    def _uses(self) -> dict[str | None, dict[date, bool]]:
        """The use days of each focus, and whether a use on them is confirmed."""
        found: dict[str | None, dict[date, bool]] = {}
        for mark in self.marks:
            if mark.kind == "use":
                days = found.setdefault(mark.focus, {})
                days[mark.day] = days.get(mark.day, False) or mark.confirmed
        return found

    def marks_of(self, focus: Focus | None = None) -> list[Mark]:
        """Return what was written up to today and counts for a focus, by day."""
        wanted = focus.id if focus else None
        if wanted not in self._of_focus:
            self._of_focus[wanted] = [
                mark
                for mark in self.marks
                if mark.day <= self.today and (wanted is None or _counts_for(mark, wanted))
            ]
        return self._of_focus[wanted]

    def values(self, focus: Focus | None = None) -> Mapping[date, DayValue]:
        """Return the value of each day up to today on which anything was written.

        A day that says nothing of the focus is among them: it had no craving of it.
        """
        wanted = focus.id if focus else None
        if wanted not in self._values:
            days = sorted(day for day in self.logged if day <= self.today)
            self._values[wanted] = series.of_marks(self.marks_of(focus), days)
        return self._values[wanted]

    def days(self, focus: Focus) -> FocusDays:
        """Return the days of a focus, as Journal.focus_days gives them."""
        counting = streaks.Counting(focus.counting)
        uses = self._uses.get(focus.id, {})
        logged: frozenset[date] = frozenset()
        if counting is streaks.Counting.ONLY_LOGGED:
            logged = frozenset(day for day in self.logged if focus.since <= day <= self.today)
        return streaks.FocusDays(
            focus.since,
            counting,
            frozenset(day for day, confirmed in uses.items() if confirmed),
            frozenset(day for day, confirmed in uses.items() if not confirmed),
            logged,
        )

    # Figures -----------------------------------------------------------------------------

    def figures(self, focus: Focus) -> FocusFigures:
        """Return what is said of one focus as of today."""
        return standing.figures(focus, self.days(focus), self.marks, self.today)

    def trends(self, focus: Focus | None, days: int) -> Trends:
        """Return the measures of the last ``days`` days, today included, 1 or more.

        Fewer than fourteen are drawn, and not compared. What lies before the first entry of all
        is not drawn, and in no number of days.
        """
        first = self._begun(_before(self.today, days - 1))
        values = self.values(focus)
        inside = series.between(values, first, self.today)
        checked = {mark.day for mark in self.marks_of(focus) if mark.asks_halt}
        return Trends(
            first,
            self.today,
            len(inside),
            tuple(self._trend(values, measure, first, days) for measure in trend.Measure),
            tuple((word, sum(word in value.halt for value in inside.values())) for word in HALT),
            sum(first <= day for day in checked),
            days,
        )

    def _begun(self, day: date) -> date:
        """Return a day, or the first on which anything was written where that is later."""
        if self.first is None or self.first > self.today:
            return day
        return max(day, self.first)

    def _trend(
        self, values: Mapping[date, DayValue], measure: trend.Measure, first: date, days: int
    ) -> Trend:
        known = trend.of(values, measure)
        return Trend(
            measure,
            trend.line(known, first, self.today),
            trend.usual(known, self.today),
            trend.compare(known, self.today, days) if days >= trend.LEAST_TO_COMPARE else None,
        )

    def patterns(self, focus: Focus | None = None, days: int = PATTERN_DAYS) -> Patterns:
        """Return the patterns of the last ``days`` days, today included, 1 or more.

        The week has its own eight weeks, and what helped is looked for in all that was written.
        """
        first, last = _before(self.today, days - 1), self.today
        written, values = self.marks_of(focus), self.values(focus)
        return Patterns(
            first,
            last,
            pattern.when(written, last),
            pattern.triggers(written, first, last),
            pattern.helped(written),
            pairs.together(values, written, first, last),
            pairs.company(values, written, first, last),
        )

    def year(self, year: int, focus: Focus | None = None) -> YearDays:
        """Return the days of a calendar year, 1 to 9999, up to today."""
        first, last = date(year, 1, 1), min(date(year, 12, 31), self.today)
        values = series.between(self.values(focus), first, last)
        states: dict[date, DayState] = {}
        if focus is not None:
            days = self.days(focus)
            begun = max(first, focus.since)
            for ordinal in range(begun.toordinal(), last.toordinal() + 1):
                day = date.fromordinal(ordinal)
                state = streaks.day_state(days, day, self.today)
                if state is not None:
                    states[day] = state
        return YearDays(
            year,
            {day: value.mood for day, value in values.items() if value.mood is not None},
            {day: value.craving for day, value in values.items() if value.craving is not None},
            states,
            frozenset(values),
            self.first,
        )


def read(journal: Journal, held: Insight | None = None) -> Insight:
    """Return the whole journal as figures see it.

    Args:
        journal: an open journal.
        held: what was read before; it is returned where nothing has changed since.
    """
    # The count first: a change while the marks are read then leads to reading them again.
    today, generation = journal.today(), journal.generation()
    if held is not None and (held.today, held.generation) == (today, generation):
        return held
    focuses = journal.focuses()
    with journal.reading() as connection:
        return Insight(today, generation, focuses, marks.read(connection, Mark))


def review(journal: Journal, last: date | None = None) -> week.Week:
    """Return the seven days that end with ``last``, today if None, in figures and quotations."""
    end = last or journal.today()
    span = Selection(first=_before(end, week.DAYS - 1), last=end)
    entries = [stored.entry for stored in journal.select(span)]
    focuses = [(one.label, journal.focus_days(one, end)) for one in journal.focuses()]
    return week.review(entries, end, focuses)


def on_this_day(journal: Journal, day: date) -> dict[date, list[AnyEntry]]:
    """Return what was written on the same day of earlier years, the latest year first."""
    with journal.reading() as connection:
        oldest = queries.first_day(connection)
    found: dict[date, list[AnyEntry]] = {}
    for earlier in week.earlier_days(day, oldest) if oldest else ():
        written = journal.select(Selection(first=earlier, last=earlier))
        if written:
            found[earlier] = [stored.entry for stored in written]
    return found


def _counts_for(mark: Mark, focus: str) -> bool:
    if mark.focus is None:
        return mark.kind not in _OF_A_FOCUS
    return mark.focus == focus


def _before(day: date, days: int) -> date:
    """Return the day so many days before, or the first of the calendar."""
    return day - timedelta(days=min(days, day.toordinal() - 1))
