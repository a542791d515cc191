"""Even swells: each crest as high as the others, and a place on them for every instant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.charts import swells

COLUMNS, ROWS = st.integers(0, 160), st.integers(2, 8)


def heights(row: str) -> list[int]:
    return ["▁▂▃▄▅▆▇█".index(sign) for sign in row]


@given(COLUMNS, ROWS)
def test_no_crest_is_lower_than_the_one_before(columns: int, rows: int) -> None:
    drawn = swells.drawn(columns, rows)
    assert drawn.columns <= columns
    if not drawn.number:
        assert columns <= 8
        return
    assert len(drawn.rows) == rows
    top, foot = drawn.rows[0], drawn.rows[-1]
    crests = [part for part in top.split(" ") if part]
    assert len(crests) == drawn.number
    assert foot[0] != " "
    assert foot[-1] != " "


def test_bars_rise_and_fall_alike() -> None:
    drawn = swells.drawn(49, 3, bars=True)
    (row,) = drawn.rows
    found = heights(row)
    period = len(found) // drawn.number
    assert drawn.number == 3
    assert found[:period] == found[period : 2 * period] == found[2 * period :]
    assert max(found[:period]) == 7
    assert min(found[:period]) == 0


@given(st.integers(9, 160), ROWS, st.floats(0, 1e6), st.booleans())
def test_the_dot_is_on_the_swells_at_every_instant(
    columns: int, rows: int, seconds: float, bars: bool
) -> None:
    drawn = swells.drawn(columns, rows, bars=bars)
    column, row = swells.place(drawn, seconds)
    assert 0 <= column < drawn.columns
    assert drawn.rows[row][column] not in " \u2800"


@pytest.mark.parametrize("columns", [9, 16, 48, 64, 120])
def test_one_swell_is_one_breath_and_it_goes_on_for_ever(columns: int) -> None:
    drawn = swells.drawn(columns, 3)
    around = drawn.number * swells.BREATH
    for seconds in (0.0, 2.5, 7.0):
        assert swells.place(drawn, seconds) == swells.place(drawn, seconds + around)
    column, row = swells.place(drawn, swells.BREATH / 2)
    assert row == 0
    assert abs(column - drawn.columns / drawn.number / 2) <= 1
