"""The weeks of a month, against the calendar of the standard library."""

from __future__ import annotations

from calendar import Calendar, monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.charts.month import length, weeks


def test_november_2026_begins_on_a_sunday() -> None:
    page = weeks(2026, 11)
    assert page[0] == [None] * 6 + [date(2026, 11, 1)]
    assert page[-1] == [date(2026, 11, 30), *[None] * 6]
    assert weeks(2026, 11, first_weekday=6)[0][0] == date(2026, 11, 1)


def test_a_february_of_four_full_weeks() -> None:
    page = weeks(2027, 2)
    assert len(page) == 4
    assert all(day is not None for week in page for day in week)


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(0, 6))
def test_as_the_standard_library_counts(year: int, month: int, first: int) -> None:
    expected = Calendar(first).monthdayscalendar(year, month)
    found = weeks(year, month, first)
    assert [[day.day if day else 0 for day in week] for week in found] == expected
    assert all((day.year, day.month) == (year, month) for week in found for day in week if day)
    assert length(year, month) == monthrange(year, month)[1]


@pytest.mark.parametrize(("month", "first"), [(0, 0), (13, 0), (1, 7), (1, -1)])
def test_no_such_month_or_weekday(month: int, first: int) -> None:
    with pytest.raises(ValueError, match=r"month|weekday"):
        weeks(2026, month, first)
