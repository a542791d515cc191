"""Lines over many days: every day has its place, a gap stays open, dates never run together."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.charts import braille, plot

ratings = st.none() | st.floats(0, 10)
series = st.lists(ratings, max_size=400)
widths = st.integers(1, 120)
first_days = st.dates(date(1, 1, 1), date(9900, 1, 1))

LAST = date(2026, 11, 22)


def dotted(rows: list[str]) -> list[bool]:
    """Return for each column of dots whether anything is drawn in it."""
    left, right = 0x47, 0xB8
    found = []
    for cells in zip(*rows, strict=True):
        bits = [0 if cell == " " else ord(cell) - 0x2800 for cell in cells]
        found += [any(bit & side for bit in bits) for side in (left, right)]
    return found


def days_of(size: int, most: int) -> list[list[int]]:
    """Return which days share a bin, straight from the rule: whole ones from the end."""
    each = max(1, ceil(size / most))
    left = list(range(size))
    found: list[list[int]] = []
    while left:
        found.insert(0, left[-each:])
        left = left[:-each]
    return found


def test_two_days_to_a_cell_and_a_gap_between() -> None:
    assert plot.panel([0, 0, None, None, 10, 10], columns=3, rows=1) == ["⣤ ⠛"]
    assert plot.panel([0, 10, None, 5], columns=2, rows=2) == ["⢸⢀", "⡇⠈"]


def test_few_days_stand_as_in_the_two_weeks_of_today() -> None:
    values = [5, 6, None, 7, 3]
    drawn = plot.panel(values, columns=9, rows=3)
    assert drawn == braille.curve(values, columns=9, rows=3)


def test_bars_for_a_font_without_braille_leave_no_holes() -> None:
    assert plot.panel([0, 10], columns=4, rows=1, dots=False) == ["▁▁██"]
    assert plot.panel([2, None, 10], columns=6, rows=1, dots=False) == ["▂▂  ██"]
    assert plot.panel([0, 10, None, None], columns=2, rows=1, dots=False) == ["▅ "]


def test_two_lines_over_the_same_days() -> None:
    shown = plot.two([5] * 14, [None] * 14, first=date(2026, 11, 9), columns=27, rows=2)
    assert (len(shown.upper), len(shown.lower)) == (2, 2)
    assert shown.lower == [" " * 27] * 2
    assert plot.below(shown.dates, 27) == "M T W T F S S M T W T F S S"
    with pytest.raises(ValueError, match="same days"):
        plot.two([5], [5, 5], first=LAST, columns=9, rows=1)
    with pytest.raises(ValueError, match="same days"):
        plot.two([], [], first=LAST, columns=9, rows=1)


@pytest.mark.parametrize(
    ("days", "columns", "row"),
    [
        (1, 9, "22 Nov"),
        (1, 4, ""),
        (7, 13, "M T W T F S S"),
        (28, 45, "26 Oct     2 Nov       9 Nov      16 Nov"),
        (90, 68, "          7 Sep     21 Sep     5 Oct     19 Oct     2 Nov"),
        (365, 68, " Dec   2026  Feb  Mar   Apr  May   Jun  Jul    Aug  Sep   Oct  Nov"),
        (800, 68, " Oct     2025   Apr      Jul    Oct     2026   Apr     Jul     Oct"),
        (3650, 40, "    2018    2020    2022    2024    2026"),
    ],
)
def test_dates_below_a_chart(days: int, columns: int, row: str) -> None:
    ticks = plot.dates(LAST - timedelta(days=days - 1), LAST, columns)
    assert plot.below(ticks, columns).rstrip() == row


@pytest.mark.parametrize(("columns", "rows", "low"), [(0, 1, 0), (4, 0, 0), (4, 1, 10)])
def test_a_chart_that_cannot_be_drawn(columns: int, rows: int, low: float) -> None:
    for dots in (True, False):
        with pytest.raises(ValueError, match="needs"):
            plot.panel([1, 2], columns=columns, rows=rows, low=low, dots=dots)


def test_dates_and_bins_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="needs a day"):
        plot.dates(LAST, LAST - timedelta(days=1), 20)
    with pytest.raises(ValueError, match="needs a column"):
        plot.bins([1.0], 0)


@settings(max_examples=300)
@given(series, st.integers(1, 90))
def test_bins_are_means_of_equal_numbers_of_days(values: list[float | None], most: int) -> None:
    expected = []
    for days in days_of(len(values), most):
        known = [value for day in days if (value := values[day]) is not None]
        expected.append(sum(known) / len(known) if known else None)
    assert plot.bins(values, most) == expected
    assert len(expected) <= most


@settings(max_examples=300, deadline=None)
@given(series, widths, st.integers(1, 6))
def test_a_day_is_drawn_where_it_has_a_value_and_nowhere_else(
    values: list[float | None], columns: int, rows: int
) -> None:
    drawn = plot.panel(values, columns=columns, rows=rows)
    assert [len(row) for row in drawn] == [columns] * rows
    binned = plot.bins(values, 2 * columns)
    axis = plot.Axis(len(values), columns)
    seen = dotted(drawn)
    expected = [False] * (2 * columns)
    for place, value in enumerate(binned):
        if value is None:
            continue
        start = axis.start(place)
        joined = place + 1 < len(binned) and binned[place + 1] is not None
        end = axis.start(place + 1) if joined else start + axis.width
        expected[start:end] = [True] * (end - start)
    assert seen == expected


@settings(max_examples=300, deadline=None)
@given(series, widths, st.integers(1, 6))
def test_bars_fill_the_width_and_leave_gaps_open(
    values: list[float | None], columns: int, rows: int
) -> None:
    drawn = plot.panel(values, columns=columns, rows=rows, dots=False)
    assert [len(row) for row in drawn] == [columns] * rows
    binned = plot.bins(values, columns)
    axis = plot.Axis(len(values), columns, 1)
    for cell, character in enumerate(drawn[-1]):
        near = min(
            range(len(binned)),
            key=lambda place: (abs(axis.start(place) - cell), -place),
            default=None,
        )
        assert (character == " ") == (near is None or binned[near] is None)


@settings(max_examples=300)
@given(st.integers(2, 4000), widths, st.sampled_from([1, 2]))
def test_each_place_has_a_column_of_its_own_from_edge_to_edge(
    size: int, columns: int, across: int
) -> None:
    axis = plot.Axis(size, columns, across)
    starts = [axis.start(place) for place in range(axis.places)]
    assert all(after - before >= axis.width for before, after in pairwise(starts))
    assert starts[0] == 0
    if len(starts) > 1:
        assert starts[-1] + axis.width == columns * across
    shared = days_of(size, columns * across)
    assert axis.places == len(shared)
    for place, days in enumerate(shared):
        assert {axis.cell(day) for day in days} == {starts[place] // across}


@settings(max_examples=500, deadline=None)
@given(first_days, st.integers(1, 20_000), widths, st.booleans())
def test_dates_stand_under_their_days_and_never_touch(
    first: date, days: int, columns: int, dots: bool
) -> None:
    last = first + timedelta(days=days - 1)
    ticks = plot.dates(first, last, columns, dots=dots)
    axis = plot.Axis(days, columns, 2 if dots else 1)
    for tick in ticks:
        assert first <= tick.day <= last
        assert tick.cell == axis.cell((tick.day - first).days)
        assert tick.cell + len(tick.text) <= columns
    for before, after in pairwise(ticks):
        room = after.cell - before.cell - len(before.text)
        assert room >= (1 if len(before.text) == 1 else 2)
        assert before.day < after.day
    row = plot.below(ticks, columns)
    assert len(row) == columns
    assert row.split() == [word for tick in ticks for word in tick.text.split()]
    # Evenly chosen: as many days from each to the next, or as many months.
    between = {(b.day - a.day).days for a, b in pairwise(ticks)}
    months = {
        12 * (b.day.year - a.day.year) + b.day.month - a.day.month for a, b in pairwise(ticks)
    }
    assert len(between) <= 1 or len(months) == 1


@settings(max_examples=300)
@given(series, st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_weeks_and_months_in_numbers(values: list[float | None], first: date) -> None:
    days = {first + timedelta(days=i): v for i, v in enumerate(values) if v is not None}
    monthly = len(values) > 182
    assert plot.by_months(len(values)) == monthly

    def part_of(day: date) -> tuple[int, int]:
        return (day.year, day.month) if monthly else day.isocalendar()[:2]

    found = plot.parts(values, first)
    assert sum(part.n for part in found) == len(days)
    assert [part.first for part in found] == sorted(part.first for part in found)
    for part in found:
        known = [value for day, value in days.items() if part_of(day) == part_of(part.first)]
        assert part.n == len(known)
        assert (part.mean is None) == (len(known) < 3)
        assert part.mean is None or part.mean == pytest.approx(sum(known) / len(known))
        edge = part.first.day == 1 if monthly else part.first.weekday() == 0
        assert edge or part.first == first


def test_a_chart_in_words() -> None:
    assert plot.words("mood", [3, 9, None, 7.5]) == (
        "mood 6.5 on average, from 3 to 9, noted on 3 of 4 days"
    )
    assert plot.words("mood", [3, 9, None]) == "mood noted on 2 of 3 days"
    assert plot.words("craving", [0, 0, 0, None]) == "craving noted on 3 of 4 days, always 0"
    assert plot.words("mood", [None]) == "mood: nothing noted yet in 1 day"
    assert plot.words("mood", [None, None]) == "mood: nothing noted yet in 2 days"
