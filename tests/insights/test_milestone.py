"""The way to the next milestone: never a step back, never a nought."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.insights.milestone import Way, ahead, words

totals = st.integers(0, 20_000)


@pytest.mark.parametrize(
    ("total", "line"),
    [
        (0, "the first day lies ahead"),
        (1, "1 day reached"),
        (2, "1 day to 3"),
        (3, "3 days reached"),
        (6, "1 day to 7"),
        (8, "6 days to 14"),
        (31, "29 days to 60"),
        (90, "90 days reached"),
        (91, "9 days to 100"),
        (100, "100 days reached"),
        (188, "12 days to 200"),
        (200, "200 days reached"),
        (201, "99 days to 300"),
        (999, "1 day to 1000"),
        (1001, "499 days to 1500"),
        (1500, "1500 days reached"),
    ],
)
def test_words(total: int, line: str) -> None:
    assert words(total) == line


def test_the_way_in_the_picture() -> None:
    milestone = ahead(188)
    assert milestone == Way(previous=100, next=200, total=188)
    assert milestone.days_to_go == 12
    assert milestone.share == pytest.approx(0.94)
    assert not milestone.reached


def test_all_milestones_in_their_order() -> None:
    reached = [total for total in range(2600) if ahead(total).reached]
    assert reached[:10] == [1, 3, 7, 14, 30, 60, 90, 100, 200, 300]
    assert reached[10:] == [365, 400, 500, 600, 700, 800, 900, 1000, 1500, 2000, 2500]


@given(totals)
def test_the_next_lies_ahead_and_the_last_behind(total: int) -> None:
    milestone = ahead(total)
    assert milestone.previous <= total < milestone.next
    assert 0 <= milestone.share <= 1
    assert (milestone.days_to_go == 0) == milestone.reached
    assert (milestone.share == 1) == milestone.reached
    assert not words(total).startswith("0")


@given(totals)
def test_another_day_never_moves_a_milestone_back(total: int) -> None:
    today, tomorrow = ahead(total), ahead(total + 1)
    assert tomorrow.previous >= today.previous
    if tomorrow.reached:
        assert total + 1 == today.next
    else:
        assert tomorrow.next == today.next


def test_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="counted"):
        ahead(-1)
