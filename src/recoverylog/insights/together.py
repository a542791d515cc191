"""What goes together: days with something against days without it, in mood and in craving.

A difference is named only if it could not well be chance, all that was compared being counted
(practice.md §4.2); never that the one brings the other. Four decisions keep the comparison
fair, where a day's own record would decide which side it falls on:

- *Cravings are compared on days with a check-in that rates them*, 0 allowed. A craving written
  down by itself is written since it is there: days on which nothing else was written would all
  be days with a craving.
- *A word written with a craving is in no comparison of cravings*: it is only there where a
  craving was. Its moods are compared among days on which such a word, of the same kind, was
  written with a craving; elsewhere every such word would go with low moods, walks included.
- *A word written with another entry* is compared among all days with the measure, and *company*
  likewise: a connection, or people named with anything but a craving.
- *Hungry, angry, lonely, tired* are compared among days with a check-in, *short sleep* among
  days whose sleep was noted: on others they could not have been said.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.insights import carryover
from recoverylog.insights.interval import Interval, group, of_difference, rest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from recoverylog.insights.mark import Mark
    from recoverylog.insights.series import DayValue

LEAST_DAYS = 10
"""Days with, and days without, under which nothing is compared (practice.md §4.2)."""

MOST_FOUND = 3
LEVEL = 0.05
"""The chance, over everything compared at once, of an interval that leaves out the truth."""

LEAST_DIFFERENCE = 0.5
"""Points of ten; less is not named however sure, being less than anyone can rate."""

SHORT_SLEEP = 6.0
"""Hours; sleep below it counts as short."""


class Measure(StrEnum):
    """What is compared."""

    MOOD = "mood"
    CRAVING = "craving"


class What(StrEnum):
    """What the days had in common."""

    CONNECTION = "connection"
    TAG = "tag"
    HELPED = "helped"
    TAG_AT_CRAVING = "tag_at_craving"
    HELPED_AT_CRAVING = "helped_at_craving"
    HALT = "halt"
    SHORT_SLEEP = "short_sleep"


class Together(NamedTuple):
    """Days with something against days without, in one measure.

    Attributes:
        kind: what the days had in common.
        word: the tag, what helped, or the word of HALT; empty for the others.
        measure: mood, or the day's strongest craving.
        n_with: days with it.
        n_without: days without it.
        mean_with: the mean of the measure on days with it, 0 to 10.
        mean_without: likewise without.
        difference: with minus without, in points.
        low: the lower bound of the difference; -inf where the days say too little.
        high: the upper bound.
    """

    kind: What
    word: str
    measure: Measure
    n_with: int
    n_without: int
    mean_with: float
    mean_without: float
    difference: float
    low: float
    high: float

    @property
    def what(self) -> str:
        """Return it in a word or two: ``@lonely``, ``+walk``, ``tired``, ``connection``."""
        if self.kind in {What.TAG, What.TAG_AT_CRAVING}:
            return f"@{self.word}"
        if self.kind in {What.HELPED, What.HELPED_AT_CRAVING}:
            return f"+{self.word}"
        return self.word or self.kind.value.replace("_", " ")

    @property
    def clear(self) -> bool:
        """Return whether the interval leaves out 0."""
        return _interval(self).least > 0


class TogetherResult(NamedTuple):
    """What was found.

    Attributes:
        found: at most three, those that are surest to be large first.
        tested: how many comparisons were made, those that found nothing included.
        needed: days still needed until anything can be compared; 0 once something was.
    """

    found: tuple[Together, ...]
    tested: int
    needed: int


class Company(NamedTuple):
    """Days with a connection against other days.

    Attributes:
        mood: the comparison of moods; None while there are too few days.
        craving: that of cravings, on days with a check-in that rates them.
        mood_needed: days still needed with a mood and a connection, and without one.
        craving_needed: likewise for the craving.
    """

    mood: Together | None
    craving: Together | None
    mood_needed: tuple[int, int]
    craving_needed: tuple[int, int]


def together(
    values: Mapping[date, DayValue], marks: Iterable[Mark], first: date, last: date
) -> TogetherResult:
    """Return what goes together with mood or craving, from ``first`` to ``last``.

    Every interval is one of ``1 - LEVEL / tested`` (Bonferroni), so that among all comparisons
    of one call even one that leaves out the truth is rarer than ``LEVEL``.

    Args:
        values: the values of days; others than those asked about are left aside.
        marks: entries, in any order.
        first: the first day.
        last: the last day, included.
    """
    sides = list(_sides(_Noted(values, marks, first, last)))
    tested = [side for side in sides if side.lacks == (0, 0)]
    if not tested:
        return TogetherResult((), 0, min(sum(side.lacks) for side in sides))
    each = LEVEL / len(tested)
    compared = [_compared(side, each) for side in tested]
    named = [one for one in compared if one.clear and abs(one.difference) >= LEAST_DIFFERENCE]
    named.sort(key=lambda one: (-_interval(one).least, one.measure, one.kind, one.word))
    return TogetherResult(tuple(named[:MOST_FOUND]), len(tested), 0)


def company(
    values: Mapping[date, DayValue], marks: Iterable[Mark], first: date, last: date
) -> Company:
    """Return how days with a connection compare with the others, from ``first`` to ``last``.

    The question is always the same two, mood and craving, so each interval is one of
    ``1 - LEVEL / 2``.
    """
    noted = _Noted(values, marks, first, last)
    mood, craving = (_with_people(noted, base) for base in _bases(noted))
    return Company(
        _compared(mood, LEVEL / 2) if mood.lacks == (0, 0) else None,
        _compared(craving, LEVEL / 2) if craving.lacks == (0, 0) else None,
        mood.lacks,
        craving.lacks,
    )


class _Base:
    """The days that one comparison is made among, with their values."""

    def __init__(self, measure: Measure, values: dict[int, float]) -> None:
        self.measure = measure
        self.values = values
        self.all = group(values.values())
        self._echo: carryover.Echo | None = None

    def among(self, days: set[int]) -> _Base:
        """Return the part of it that lies on some of the days."""
        if self.values.keys() <= days:
            return self
        return _Base(self.measure, {d: v for d, v in self.values.items() if d in days})

    @property
    def echo(self) -> carryover.Echo:
        """Return how its days resemble each other, worked out when it is first asked for."""
        if self._echo is None:
            self._echo = carryover.echo(self.values)
        return self._echo


class _Side(NamedTuple):
    """One comparison: the days with something, among those of a base."""

    kind: What
    word: str
    base: _Base
    days: set[int]

    @property
    def lacks(self) -> tuple[int, int]:
        """Return how many days are still needed, with and without."""
        with_it = len(self.days)
        without = self.base.all.n - with_it
        return max(0, LEAST_DAYS - with_it), max(0, LEAST_DAYS - without)


class _Noted:
    """What was noted on which day, each day the number of days after the first."""

    def __init__(
        self, values: Mapping[date, DayValue], marks: Iterable[Mark], first: date, last: date
    ) -> None:
        self.moods: dict[int, float] = {}
        self.cravings: dict[int, float] = {}
        self.slept: dict[int, float] = {}
        self.people: set[int] = set()
        self.checked: set[int] = set()
        self.rated: set[int] = set()
        self.halt: dict[str, set[int]] = {}
        self.tags: dict[str, set[int]] = {}
        self.helped: dict[str, set[int]] = {}
        self.craving_tags: dict[str, set[int]] = {}
        self.craving_helped: dict[str, set[int]] = {}
        start, end = first.toordinal(), last.toordinal()
        self._read_values(values, start, end)
        self._read_marks(marks, start, end)

    def _read_values(self, values: Mapping[date, DayValue], start: int, end: int) -> None:
        for day, value in values.items():
            number = day.toordinal()
            if start <= number <= end:
                if value.mood is not None:
                    self.moods[number - start] = value.mood
                if value.craving is not None:
                    self.cravings[number - start] = value.craving
                if value.sleep is not None:
                    self.slept[number - start] = value.sleep

    def _read_marks(self, marks: Iterable[Mark], start: int, end: int) -> None:
        for mark in marks:
            number = mark.day.toordinal()
            if not start <= number <= end:
                continue
            day = number - start
            if mark.kind == "craving":
                _file(self.craving_tags, mark.tags, day)
                _file(self.craving_helped, mark.helped, day)
                continue
            _file(self.tags, mark.tags, day)
            _file(self.helped, mark.helped, day)
            if mark.people or mark.kind == "connection":
                self.people.add(day)
            if mark.asks_halt:
                self.checked.add(day)
                _file(self.halt, mark.halt, day)
            if mark.kind == "check_in" and mark.craving is not None:
                self.rated.add(day)


def _file(words: dict[str, set[int]], said: tuple[str, ...], day: int) -> None:
    for word in said:
        if word in words:
            words[word].add(day)
        else:
            words[word] = {day}


def _bases(noted: _Noted) -> tuple[_Base, _Base]:
    """Return the days to compare moods among, and those to compare cravings among."""
    return _Base(Measure.MOOD, noted.moods), _Base(Measure.CRAVING, noted.cravings).among(
        noted.rated
    )


def _with_people(noted: _Noted, base: _Base) -> _Side:
    return _Side(What.CONNECTION, "", base, noted.people & base.values.keys())


def _sides(noted: _Noted) -> Iterator[_Side]:
    """Yield every comparison that could be made, those with too few days included."""
    mood, craving = _bases(noted)
    short = {day for day, hours in noted.slept.items() if hours < SHORT_SLEEP}
    for base in (mood, craving):
        yield _with_people(noted, base)
        checked = base.among(noted.checked)
        yield from _worded(What.HALT, noted.halt, checked)
        slept = base.among(set(noted.slept))
        yield _Side(What.SHORT_SLEEP, "", slept, short & slept.values.keys())
    for kind, said, at_craving in (
        (What.TAG, noted.tags, noted.craving_tags),
        (What.HELPED, noted.helped, noted.craving_helped),
    ):
        yield from _worded(kind, said, mood)
        others = {word: days for word, days in said.items() if word not in at_craving}
        yield from _worded(kind, others, craving)
    for kind, said in (
        (What.TAG_AT_CRAVING, noted.craving_tags),
        (What.HELPED_AT_CRAVING, noted.craving_helped),
    ):
        yield from _worded(kind, said, mood.among(set().union(*said.values())))


def _worded(kind: What, said: dict[str, set[int]], base: _Base) -> Iterator[_Side]:
    for word, days in said.items():
        yield _Side(kind, word, base, days & base.values.keys())


def _compared(side: _Side, level: float) -> Together:
    """Return the comparison of a side that lacks no days."""
    base, values = side.base, side.base.values
    with_it = group([values[day] for day in side.days])
    without = rest(base.all, with_it)
    spread = carryover.inflation(carryover.bits(side.days), base.echo)
    difference, low, high = of_difference(with_it, without, level, spread)
    return Together(
        side.kind,
        side.word,
        base.measure,
        with_it.n,
        without.n,
        with_it.mean,
        without.mean,
        difference,
        low,
        high,
    )


def _interval(one: Together) -> Interval:
    return Interval(one.difference, one.low, one.high)
