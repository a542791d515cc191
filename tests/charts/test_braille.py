"""Lines of braille and bars: what is known is drawn, what is not known is a gap."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recoverylog.charts import braille

DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
TWO_WEEKS = (5, 5.8, 4, 5, 6, 7, 6.3, 5, None, 5, 6.2, 6.2, 5.4, 8)

ratings = st.none() | st.floats(0, 10)
series = st.lists(ratings, min_size=1, max_size=30)


def columns_of_dots(rows: list[str]) -> list[set[int]]:
    """Return the dots of each column, counted from the top."""
    found: list[set[int]] = [set() for _ in range(2 * len(rows[0]))]
    for row, text in enumerate(rows):
        for cell, character in enumerate(text):
            bits = 0 if character == " " else ord(character) - 0x2800
            for side in (0, 1):
                for down, bit in enumerate(DOTS[side]):
                    if bits & bit:
                        found[2 * cell + side].add(4 * row + down)
    return found


def dot_of(value: float, rows: int) -> float:
    """Return where the upper of the two dots of a value belongs."""
    return (10 - value) / 10 * (4 * rows - 2)


def test_two_weeks_as_the_picture_shows_them() -> None:
    assert braille.curve(TWO_WEEKS, columns=27, rows=3) == [
        "         ⢀⣀⣀             ⢀⣤",
        "⠶⠞⠛⠶⣤⡴⠶⠞⠛⠋⠉⠉⠛⠛⠶   ⠶⠛⠛⠛⠛⠛⠶⠋ ",
        "                           ",
    ]


def test_the_ends_of_the_scale_are_the_first_and_the_last_dots() -> None:
    assert braille.curve([10, 10], columns=3, rows=2) == ["⠛⠛⠛", "   "]
    assert braille.curve([0, 0], columns=3, rows=2) == ["   ", "⣤⣤⣤"]


def test_a_value_beyond_the_scale_is_drawn_at_its_edge() -> None:
    assert braille.curve([12, 12], columns=3, rows=1) == braille.curve([10, 10], columns=3, rows=1)
    assert braille.bars([-1], columns=1) == "▁"


def test_one_day_between_two_gaps_is_a_mark_of_its_own() -> None:
    assert braille.curve([None, 5, None], columns=5, rows=1) == ["  ⠶  "]


def test_nothing_known_is_nothing_drawn() -> None:
    assert braille.curve([None] * 14, columns=27, rows=2) == [" " * 27] * 2
    assert braille.curve([], columns=4, rows=1) == ["    "]
    assert braille.bars([None, None], columns=3) == "   "


def test_a_steep_line_has_no_holes() -> None:
    columns = columns_of_dots(braille.curve([0, 10, 0], columns=5, rows=6))
    for left, right in pairwise(columns):
        assert max(left) >= min(right) - 1
        assert max(right) >= min(left) - 1


def test_bars_tell_a_low_day_from_an_unknown_one() -> None:
    assert braille.bars([0, None, 5, 10], columns=4) == "▁ ▅█"
    assert braille.bars([0, None, 5, 10], columns=7) == "▁   ▅ █"
    assert braille.towers([0, 10, None, 5], columns=4, rows=2) == [" █ ▁", "▁█ █"]


def test_fourteen_days_in_the_room_of_each_screen() -> None:
    assert braille.layout(14, 28) == braille.Layout(14, 2)
    assert braille.layout(14, 28).columns == 27
    assert braille.layout(14, 44).columns == 40
    assert [braille.layout(3, 9).cell(index) for index in range(3)] == [0, 4, 8]


@pytest.mark.parametrize(
    ("columns", "rows", "low", "high"), [(1, 1, 0, 10), (4, 0, 0, 10), (4, 1, 10, 10)]
)
def test_a_chart_that_cannot_be_drawn(columns: int, rows: int, low: float, high: float) -> None:
    with pytest.raises(ValueError, match="needs"):
        braille.curve([1, 2], columns=columns, rows=rows, low=low, high=high)
    with pytest.raises(ValueError, match="needs"):
        braille.towers([1, 2], columns=columns, rows=rows, low=low, high=high)


@given(series, st.integers(1, 5), st.integers(0, 4), st.integers(1, 6))
def test_a_gap_is_blank_and_a_known_value_never(
    values: list[float | None], step: int, spare: int, rows: int
) -> None:
    width = (len(values) - 1) * step + 1 + spare
    text = braille.curve(values, columns=width, rows=rows)
    places = braille.layout(len(values), width)
    assert {len(row) for row in text} == {width}
    for index, value in enumerate(values):
        mark = {row[places.cell(index)] for row in text} != {" "}
        assert mark == (value is not None)
        if value is None:
            between = range(places.cell(max(index - 1, 0)) + 1, places.cell(index) + 1)
            assert all(row[cell] == " " for row in text for cell in between)


@example([0.0, 0.75, 9.0], 1, 5)
@given(series, st.integers(1, 5), st.integers(1, 6))
def test_the_curve_never_leaves_the_range_of_its_neighbours(
    values: list[float | None], step: int, rows: int
) -> None:
    width = (len(values) - 1) * step + 1
    columns = columns_of_dots(braille.curve(values, columns=width, rows=rows))
    for index, (left, right) in enumerate(pairwise(values)):
        if left is None or right is None:
            continue
        first, last = 2 * step * index + 1, 2 * step * (index + 1)
        for column in range(first, last + 1):
            reach = [left, right]
            # In a value's own column a steep line beyond it fills half of the hole to there.
            if column == first and index and (before := values[index - 1]) is not None:
                reach.append((before + left) / 2)
            if column == last and (after := dict(enumerate(values)).get(index + 2)) is not None:
                reach.append((right + after) / 2)
            # Half a dot of rounding; where the line is two dots thick, the lower belongs to it.
            assert min(columns[column]) >= dot_of(max(reach), rows) - 0.5
            assert max(columns[column]) - 1 <= dot_of(min(reach), rows) + 0.5


@given(series, st.integers(1, 4))
def test_the_line_is_two_dots_thick_wherever_it_is(values: list[float | None], rows: int) -> None:
    width = 2 * len(values) - 1
    for column in columns_of_dots(braille.curve(values, columns=width, rows=rows)):
        assert len(column) != 1
        assert not column or max(column) - min(column) == len(column) - 1


@given(st.lists(st.floats(0, 10), min_size=2, max_size=10), st.integers(1, 4))
def test_a_rising_row_is_drawn_rising(values: list[float], rows: int) -> None:
    ordered = sorted(values)
    width = (len(ordered) - 1) * 3 + 1
    columns = columns_of_dots(braille.curve(ordered, columns=width, rows=rows))
    tops = [min(column) for column in columns]
    assert tops == sorted(tops, reverse=True)


@given(series, st.integers(1, 6))
def test_every_known_value_has_a_bar_and_no_other_has(
    values: list[float | None], rows: int
) -> None:
    foot = braille.towers(values, columns=len(values), rows=rows)[-1]
    assert [character == " " for character in foot] == [value is None for value in values]
