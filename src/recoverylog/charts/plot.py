"""Lines over weeks, months and years: many days in few cells, and the dates below them.

A day without a value is a gap and stays one. Where there are more days than columns of dots,
equal numbers of days share one, as their mean; the scale is fixed and never stretched to what
happens to be there, so that two charts can be compared.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.charts import braille
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MONTHS = (
    _("Jan"),
    _("Feb"),
    _("Mar"),
    _("Apr"),
    _("May"),
    _("Jun"),
    _("Jul"),
    _("Aug"),
    _("Sep"),
    _("Oct"),
    _("Nov"),
    _("Dec"),
)
"""The months in three letters, the same whatever the locale."""

LEAST_FOR_A_MEAN = 3
"""Fewer values than this are counted, not averaged (practice.md §4.2)."""

_LETTERS = "MTWTFSS"
_BETWEEN = 2
_LONGEST_IN_LETTERS = 14
_MOST_WEEKS = 26


class Axis(NamedTuple):
    """Where the days of a chart stand, from its left edge to its right.

    Attributes:
        size: how many days there are.
        columns: the width in cells.
        across: columns to a cell: 2 for dots of braille, 1 for bars.
    """

    size: int
    columns: int
    across: int = 2

    @property
    def days(self) -> int:
        """Return how many days share one place, at least 1."""
        return max(1, -(-self.size // (self.columns * self.across)))

    @property
    def places(self) -> int:
        """Return how many places there are: the first may hold fewer days than the others."""
        return -(-self.size // self.days)

    @property
    def width(self) -> int:
        """Return on how many columns of a cell a place stands, 1 or 2."""
        return self.across if self.places <= self.columns else 1

    def start(self, place: int) -> int:
        """Return the first column of a place; each place has a column of its own."""
        if self.places < 2:
            return 0
        room = self.columns * self.across - self.width
        return floor(place * room / (self.places - 1) + 0.5)

    def cell(self, index: int) -> int:
        """Return the cell, counted from 0, below which the day of that index is written."""
        before = -self.size % self.days
        return self.start((index + before) // self.days) // self.across


class Tick(NamedTuple):
    """A date below a chart: the cell at which its text begins, its day, and the text."""

    cell: int
    day: date
    text: str


class Two(NamedTuple):
    """Two lines of one height over the same days, one above the other, and their dates."""

    upper: list[str]
    lower: list[str]
    dates: list[Tick]


class Part(NamedTuple):
    """A week or month of a series: its first day, its mean if it has one, and the days noted."""

    first: date
    mean: float | None
    n: int


def bins(values: Sequence[float | None], most: int) -> list[float | None]:
    """Return at most ``most`` means of equal numbers of days, None where no day has a value.

    The last days are always whole bins; the first bin may hold fewer days than the others.

    Raises:
        ValueError: ``most`` is less than 1.
    """
    if most < 1:
        raise ValueError("a chart needs a column")
    size = max(1, -(-len(values) // most))
    starts = range(-(-len(values) % size), len(values), size)
    return [_mean(values[max(start, 0) : start + size]) for start in starts]


def panel(
    values: Sequence[float | None],
    *,
    columns: int,
    rows: int,
    low: float = 0.0,
    high: float = 10.0,
    dots: bool = True,
) -> list[str]:
    """Return a line through the days, oldest first, as rows of text as wide as ``columns``.

    Each day has columns of dots of its own while there are at most two days to a cell; beyond
    that ``bins`` share them. The first day stands at the left edge and the last at the right.

    Args:
        values: one for each day, None for a gap.
        columns: the width in cells.
        rows: the height in cells.
        low: the foot of the scale.
        high: its top.
        dots: whether to draw in braille; otherwise in bars, for a font that has none.

    Raises:
        ValueError: no columns or rows, or ``low`` is not below ``high``.
    """
    if columns < 1:
        raise ValueError("a chart needs a column")
    axis = Axis(len(values), columns, 2 if dots else 1)
    binned = bins(values, columns * axis.across)
    if dots:
        starts = [axis.start(place) for place in range(len(binned))]
        return braille.line(
            binned, starts, axis.width, columns=columns, rows=rows, low=low, high=high
        )
    wide = [binned[place] for place in _nearest(axis)] if binned else []
    return braille.towers(wide, columns=columns, rows=rows, low=low, high=high)


def two(
    upper: Sequence[float | None],
    lower: Sequence[float | None],
    *,
    first: date,
    columns: int,
    rows: int,
    low: float = 0.0,
    high: float = 10.0,
    dots: bool = True,
) -> Two:
    """Return two lines over the same days; laid over each other, crossings could not be read.

    Raises:
        ValueError: not the same number of days in both, none at all, or as ``panel``.
    """
    if len(upper) != len(lower) or not upper:
        raise ValueError("two lines need the same days")
    above, below = (
        panel(values, columns=columns, rows=rows, low=low, high=high, dots=dots)
        for values in (upper, lower)
    )
    last = first + timedelta(days=len(upper) - 1)
    return Two(above, below, dates(first, last, columns, dots=dots))


def dates(first: date, last: date, columns: int, *, dots: bool = True) -> list[Tick]:
    """Return the dates to write below a chart, evenly chosen and never running together.

    Letters of weekdays for two weeks, Mondays for some months, then months, quarters and years:
    the closest of these for which there is room. A year stands in place of its January.

    Raises:
        ValueError: ``last`` lies before ``first``.
    """
    if last < first:
        raise ValueError("a chart needs a day")
    axis = Axis((last - first).days + 1, columns, 2 if dots else 1)
    for days, text in _choices(first, last):
        ticks = [Tick(axis.cell((day - first).days), day, text(day)) for day in days]
        if ticks and ticks[-1].cell + len(ticks[-1].text) > columns:
            ticks.pop()
        if len(ticks) > 1 and _apart(ticks):
            return ticks
    alone = Tick(0, first, _day(first))
    return [alone] if len(alone.text) <= columns else []


def below(ticks: Sequence[Tick], columns: int) -> str:
    """Return the row of dates as text, as wide as the chart."""
    row = [" "] * columns
    for tick in ticks:
        row[tick.cell : tick.cell + len(tick.text)] = tick.text
    return "".join(row)


def parts(values: Sequence[float | None], first: date) -> list[Part]:
    """Return the weeks (from Monday) of a series in numbers, or its months beyond half a year.

    A mean is given from three noted days on; a part without a value is left out.
    """
    monthly = by_months(len(values))
    held: dict[date, list[float]] = {}
    for index, value in enumerate(values):
        day = first + timedelta(days=index)
        start = day.replace(day=1) if monthly else day - timedelta(days=day.weekday())
        if value is not None:
            held.setdefault(max(start, first), []).append(value)
    return [
        Part(start, _mean(known) if len(known) >= LEAST_FOR_A_MEAN else None, len(known))
        for start, known in held.items()
    ]


def by_months(days: int) -> bool:
    """Return whether ``parts`` tells so many days by months, not by weeks."""
    return days > 7 * _MOST_WEEKS


def words(name: str, values: Sequence[float | None]) -> str:
    """Return the chart as a sentence: ``mood 6.4 on average, from 3 to 9, noted on 9 of 14 days``.

    Two days and fewer are counted, not averaged; nothing noted is said as that.
    """
    known = [value for value in values if value is not None]
    span = counted("{n} day", "{n} days", len(values))
    if not known:
        return _("{name}: nothing noted yet in {span}", name=name, span=span)
    noted = _("noted on {known} of {span}", known=len(known), span=span)
    low, high = short(min(known)), short(max(known))
    if len(known) < LEAST_FOR_A_MEAN:
        return f"{name} {noted}"
    if low == high:
        return _("{name} {noted}, always {low}", name=name, noted=noted, low=low)
    return _(
        "{name} {known:.1f} on average, from {low} to {high}, {noted}",
        name=name,
        known=sum(known) / len(known),
        low=low,
        high=high,
        noted=noted,
    )


def short(value: float) -> str:
    """Return a number with one decimal, and none where it is a whole one."""
    return f"{value:.1f}".removesuffix(".0")


def _mean(values: Sequence[float | None]) -> float | None:
    """Return the mean of what is known, None of nothing."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _nearest(axis: Axis) -> list[int]:
    """Return for each cell the place that stands nearest to it, so that bars leave no holes."""
    starts = [axis.start(place) for place in range(axis.places)]
    found = []
    place = 0
    for cell in range(axis.columns):
        while place + 1 < len(starts) and starts[place + 1] - cell <= cell - starts[place]:
            place += 1
        found.append(place)
    return found


def _apart(ticks: Sequence[Tick]) -> bool:
    """Return whether the texts have room; letters of weekdays need one cell between them."""
    return all(
        tick.cell + len(tick.text) + min(len(tick.text), _BETWEEN) <= after.cell
        for tick, after in pairwise(ticks)
    )


def _choices(first: date, last: date) -> Iterator[tuple[list[date], Callable[[date], str]]]:
    """Yield days to mark and how to write them, from the closest choice to the widest."""
    size = (last - first).days + 1
    if size <= _LONGEST_IN_LETTERS:
        yield [first + timedelta(days=index) for index in range(size)], _letter
    monday = last - timedelta(days=last.weekday())
    for weeks in (1, 2):
        number = (monday - first).days // (7 * weeks) + 1
        back = range(number - 1, -1, -1)
        yield [monday - timedelta(days=7 * weeks * step) for step in back], _day
    for months in (1, 2, 3, 6):
        yield [day for day in _firsts(first, last) if (day.month - 1) % months == 0], _month
    for years in (1, 2, 5, 10, 20, 50):
        whole = [day for day in _firsts(first, last) if day.month == 1]
        yield [day for day in whole if day.year % years == 0], _month


def _firsts(first: date, last: date) -> Iterator[date]:
    """Yield the first day of each month that begins from ``first`` to ``last``."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = date(number // 12, number % 12 + 1, 1)
        if day >= first:
            yield day


def _letter(day: date) -> str:
    return _LETTERS[day.weekday()]


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _month(day: date) -> str:
    return str(day.year) if day.month == 1 else MONTHS[day.month - 1]
