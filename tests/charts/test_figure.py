"""The digits of the big number."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.charts.figure import rows

SAFE = set(" ▖▗▘▝▙▛▜▟▚▞▀▄█▌▐")
SQUARES = dict(zip(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█", range(16), strict=True))


def squares(digit: int) -> int:
    """Return a digit as a number of 36 bits, one for each square."""
    bits = 0
    for character in "".join(row.rjust(3) for row in rows(digit)):
        bits = bits << 4 | SQUARES[character]
    return bits


def test_the_number_of_the_picture() -> None:
    assert rows(188) == (
        "▄█ ▟▀▙ ▟▀▙",
        " █ ▟▀▙ ▟▀▙",
        " █ ▜▄▛ ▜▄▛",
    )


def test_no_two_digits_are_mistaken_for_each_other() -> None:
    for one, other in combinations(range(10), 2):
        assert (squares(one) ^ squares(other)).bit_count() >= 2, (one, other)
    # Those that a glance confuses first.
    for one, other in ((1, 7), (0, 6), (0, 9), (6, 9), (2, 7)):
        assert (squares(one) ^ squares(other)).bit_count() >= 4, (one, other)


@given(st.integers(0, 10**9))
def test_rows_of_one_width_from_glyphs_that_fonts_have(number: int) -> None:
    drawn = rows(number)
    ones = str(number).count("1")
    assert {len(row) for row in drawn} == {4 * len(str(number)) - 1 - ones}
    assert set("".join(drawn)) <= SAFE


def test_less_than_nothing_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="counted"):
        rows(-1)
