"""A series in one row: a character each, on a scale that never stretches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.charts import spark

ratings = st.none() | st.floats(0, 10)
BARS = "▁▂▃▄▅▆▇█"


def test_a_row_as_it_is_shown() -> None:
    assert spark.spark([0, 2, None, 5, 10]) == "▁▂·▅█"
    assert spark.spark([0, None], gap=" ") == "▁ "
    assert spark.spark([]) == ""
    assert spark.words("mood", [1, 2, 6]) == (
        "mood 3.0 on average, from 1 to 6, noted on 3 of 3 days"
    )


def test_what_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="one character"):
        spark.spark([1], gap="")
    with pytest.raises(ValueError, match="low end"):
        spark.spark([1], low=5, high=5)


@given(st.lists(ratings, max_size=60))
def test_a_character_for_each_value_whatever_stands_beside_it(values: list[float | None]) -> None:
    drawn = spark.spark(values)
    assert drawn == "".join(spark.spark([value]) for value in values)
    for value, character in zip(values, drawn, strict=True):
        if value is None:
            assert character == "·"
        else:
            assert abs(BARS.index(character) - value / 10 * 7) <= 0.5 + 1e-9
