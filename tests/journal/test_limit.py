"""Limits: read as typed, refused where they make no sense, said in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from recoverylog.errors import UsageProblem
from recoverylog.journal import limit
from recoverylog.journal.focus import Focus

REDUCE = Focus(id="a" * 32, label="alcohol", since=date(2026, 5, 14), goal="reduce")
LIMITED = msgspec.structs.replace(REDUCE, limit=14.0, per="week", unit="drinks")


@pytest.mark.parametrize(
    ("typed", "amount"), [("2", 2.0), (" 2,5 ", 2.5), ("0", 0.0), ("٣", 3.0), ("0.125", 0.125)]
)
def test_an_amount_is_read_as_it_is_typed(typed: str, amount: float) -> None:
    found = limit.limited(REDUCE, typed, "day")
    assert found == msgspec.structs.replace(REDUCE, limit=amount, per="day")


@pytest.mark.parametrize("typed", ["", "two", "-1", "inf", "nan", "1e3", "2 drinks", "0.1234"])
def test_what_is_no_amount_is_told(typed: str) -> None:
    with pytest.raises(UsageProblem, match="is no limit"):
        limit.limited(REDUCE, typed, "day")


def test_what_is_not_named_stays() -> None:
    assert limit.limited(LIMITED, "10", None).per == "week"
    assert limit.limited(LIMITED, None, "day").limit == 14.0
    assert limit.limited(LIMITED, "10", None).unit == "drinks"


def test_half_a_limit_is_none() -> None:
    with pytest.raises(UsageProblem, match="for a day or for a week"):
        limit.limited(REDUCE, "2", None)
    with pytest.raises(UsageProblem, match="How much"):
        limit.limited(REDUCE, None, "day")


def test_a_limit_belongs_to_using_less() -> None:
    with pytest.raises(UsageProblem, match="goal reduce"):
        limit.limited(msgspec.structs.replace(REDUCE, goal="abstain"), "2", "day")


@pytest.mark.parametrize("values", [{"limit": 2.0}, {"per": "day"}, {"limit": -1.0, "per": "day"}])
def test_a_focus_refuses_a_limit_that_is_none(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="a limit is"):
        Focus(id="a" * 32, label="x", since=date(2026, 5, 14), goal="reduce", **values)


def test_it_is_said_in_words_while_it_counts() -> None:
    assert limit.in_words(LIMITED) == "at most 14 drinks a week"
    bare = msgspec.structs.replace(LIMITED, unit="", limit=2.5, per="day")
    assert limit.in_words(bare) == "at most 2.5 a day"
    assert limit.in_words(msgspec.structs.replace(LIMITED, goal="abstain")) == ""
    assert limit.in_words(REDUCE) == ""


def test_a_unit_is_one_short_line() -> None:
    assert limit.checked_unit(" small\nglasses ") == "small glasses"
    assert limit.checked_unit("") == ""
    with pytest.raises(UsageProblem, match="40 characters"):
        limit.checked_unit("x" * 41)
