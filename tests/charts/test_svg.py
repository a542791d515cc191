"""Lines as paths of SVG: every value where it belongs, gaps left open, nothing beyond a value."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.charts import svg

daily = st.lists(st.none() | st.floats(0, 10).map(lambda one: round(one, 1)), max_size=40)


def points(path: str) -> list[tuple[float, float]]:
    """Return the points that a path goes through, without those that only bend it."""
    numbers = [float(one) for one in re.findall(r"-?[\d.]+(?:e-?\d+)?", path.removesuffix("h0"))]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    return [pairs[0], *pairs[3::3]]


def bends(path: str) -> list[tuple[float, float]]:
    numbers = [float(one) for one in re.findall(r"-?[\d.]+(?:e-?\d+)?", path.removesuffix("h0"))]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@given(daily)
def test_every_value_is_a_point_at_its_place(values: list[float | None]) -> None:
    drawn = [point for stroke in svg.strokes(values) for point in points(stroke.path)]
    last = len(values) - 1
    expected = [
        (100 * at / last if last else 50, 100 - 10 * value)
        for at, value in enumerate(values)
        if value is not None
    ]
    assert len(drawn) == len(expected)
    for (x, y), (wanted_x, wanted_y) in zip(drawn, expected, strict=True):
        assert x == pytest.approx(wanted_x, abs=0.006)
        assert y == pytest.approx(wanted_y, abs=0.006)


@given(daily)
def test_a_line_never_goes_beyond_its_values(values: list[float | None]) -> None:
    for stroke in svg.strokes(values):
        through, every = points(stroke.path), bends(stroke.path)
        for start in range(0, len(every) - 1, 3):
            four = every[start : start + 4]
            low, high = sorted((four[0][1], four[3][1]))
            assert all(low - 0.02 <= y <= high + 0.02 for _, y in four)
            assert [x for x, _ in four] == sorted(x for x, _ in four)
        assert stroke.alone == (len(through) == 1)


def test_a_gap_stays_open_and_a_day_alone_is_a_dot() -> None:
    assert svg.strokes([0, 10, None, 5, None]) == [
        svg.Stroke("M0,100C8.33,66.67 16.67,33.33 25,0", alone=False),
        svg.Stroke("M75,50h0", alone=True),
    ]
    assert svg.strokes([4]) == [svg.Stroke("M50,60h0", alone=True)]
    assert svg.strokes([None, None]) == []


def test_the_scale_is_chosen_and_goes_up() -> None:
    assert svg.strokes([12], high=24) == [svg.Stroke("M50,50h0", alone=True)]
    with pytest.raises(ValueError, match="low to high"):
        svg.strokes([1], low=3, high=3)
