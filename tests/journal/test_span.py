"""Days that a person names in a word."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.journal import span
from recoverylog.journal.span import Span

TODAY = date(2026, 11, 22)


def only(year: int, month: int, day: int) -> Span:
    return Span(date(year, month, day), date(year, month, day))


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("2026-05-14", only(2026, 5, 14)),
        ("today", only(2026, 11, 22)),
        (" Yesterday ", only(2026, 11, 21)),
        ("0d", only(2026, 11, 22)),
        ("30d", only(2026, 10, 23)),
        ("-30D", only(2026, 10, 23)),
        ("2026-05", Span(date(2026, 5, 1), date(2026, 5, 31))),
        ("2028-02", Span(date(2028, 2, 1), date(2028, 2, 29))),
        ("9999-12", Span(date(9999, 12, 1), date(9999, 12, 31))),
        ("2026", Span(date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_what_is_known(typed: str, days: Span) -> None:
    assert span.named(typed, TODAY) == days


@pytest.mark.parametrize(
    "typed",
    ["", "d", "soon", "2026-13", "2026-00", "0000", "0000-01", "2026-02-30", "30", "30 d", "²d",
     "２０２６", "--3d", "99999d ago", "last friday", "2026-5"],
)  # fmt: skip
def test_what_is_not(typed: str) -> None:
    assert span.named(typed, TODAY) is None


def test_a_day_before_every_calendar_is_none() -> None:
    assert span.named("99999d", date(100, 1, 1)) is None


@given(st.text(max_size=12), st.dates())
def test_nothing_that_is_typed_is_an_error(typed: str, today: date) -> None:
    found = span.named(typed, today)
    assert found is None or found.first <= found.last


@given(st.dates())
def test_a_month_is_every_day_of_it(day: date) -> None:
    first, last = span.month_of(day)
    assert first <= day <= last
    assert (first.day, first.month, last.month) == (1, day.month, day.month)
    assert last == date.max or (last + timedelta(days=1)).day == 1


@given(st.dates(), st.dates())
def test_a_name_is_read_back_as_the_same_days(first: date, last: date) -> None:
    for days in (Span(first, first), span.month_of(first), Span(first, last)):
        name = span.in_words(days)
        assert name == "" or span.named(name, last) == days
    assert span.in_words(span.month_of(first)) == first.isoformat()[:7]
    assert span.in_words(Span(date(2026, 1, 1), date(2026, 12, 31))) == "2026"
