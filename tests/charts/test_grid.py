"""A table of means: a number in each cell, and a shade that only repeats it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.charts import grid

means = st.none() | st.floats(0, 10)


def test_cells_as_they_are_shown() -> None:
    cells = grid.grid([[0, 3.25, None], [10, 5, 7.96]], [[2, 9, 0], [1, 6, 12]])
    assert [[cell.text for cell in row] for row in cells] == [
        ["0.0", "3.2", "·"],
        ["10.0", "5.0", "8.0"],
    ]
    assert [[cell.shade for cell in row] for row in cells] == [[0, 1, None], [4, 2, 3]]
    assert [[cell.block for cell in row] for row in cells] == [["▁", "▃", " "], ["█", "▄", "▆"]]
    assert grid.words(("Mon", "Tue"), ("early", "late", "night"), cells) == [
        "Mon: early 0.0 (n 2), late 3.2 (n 9)",
        "Tue: early 10.0 (n 1), late 5.0 (n 6), night 8.0 (n 12)",
    ]


def test_a_shade_of_its_own() -> None:
    cells = grid.grid([[9.0, 9.0, None]], [[1, 12, 0]], [[4.5, None, None]])[0]
    assert [cell.text for cell in cells] == ["9.0", "9.0", "·"]
    assert [cell.shade for cell in cells] == [2, 4, None]
    assert [cell.block for cell in cells] == ["▄", "█", " "]
    with pytest.raises(ValueError, match="shorter"):
        grid.grid([[1, 2]], None, [[1]])


def test_a_row_of_nothing_is_not_said() -> None:
    cells = grid.grid([[None, None], [1.0, None]])
    assert grid.words(("Mon", "Tue"), ("early", "late"), cells) == ["Tue: early 1.0"]


def test_what_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="low end"):
        grid.grid([[1]], low=3, high=3)
    with pytest.raises(ValueError, match="shorter"):
        grid.grid([[1, 2]], [[1]])


@given(st.lists(st.lists(means, min_size=1, max_size=6), max_size=7))
def test_the_scale_is_fixed(values: list[list[float | None]]) -> None:
    for row, cells in zip(values, grid.grid(values), strict=True):
        for value, cell in zip(row, cells, strict=True):
            if value is None:
                assert (cell.text, cell.shade) == ("·", None)
                continue
            assert abs(float(cell.text) - value) <= 0.05 + 1e-9
            assert cell.shade is not None
            assert 0 <= cell.shade <= 4
            assert cell.shade * 2 - 1e-9 <= value <= cell.shade * 2 + 2 + 1e-9
            # Alone it has the shade that it has among others.
            assert grid.grid([[value]])[0][0].shade == cell.shade
