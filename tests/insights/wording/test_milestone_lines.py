"""Milestones in words: exact sentences, and what no sentence may hold."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings

from recoverylog.insights.milestone import (
    Ahead,
    Counts,
    Reached,
    named,
    reached,
    to_come,
    to_come_overall,
)
from recoverylog.insights.streaks import FocusDays
from recoverylog.insights.wording.milestones import ahead_line, milestone_words, reached_line
from tests.insights.histories import histories

DAY = date(2026, 11, 14)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("recovery:7-days", "1 week in recovery"),
        ("recovery:1-days", "1 day in recovery"),
        ("recovery:6-months", "6 months in recovery"),
        ("recovery:1-years", "1 year in recovery"),
        ("free_days:1", "1 smoke-free day"),
        ("free_days:100", "100 smoke-free days"),
        ("cravings:10", "10 cravings ridden out"),
        ("logged:30", "30 days logged"),
        ("connections:1", "1 connection"),
    ],
)
def test_what_it_is(key: str, words: str) -> None:
    milestone = named(key)
    assert milestone
    assert milestone_words(milestone, "smoke-free") == words
    line = f"{words}, reached on 14 November 2026"
    assert reached_line(Reached(milestone, DAY), "smoke-free") == line


@pytest.mark.parametrize(
    ("key", "to_go", "day", "again", "line"),
    [
        (
            "recovery:6-months",
            12,
            DAY,
            False,
            "6 months in recovery: 12 days to go, on 14 November 2026",
        ),
        ("recovery:1-days", 1, DAY, False, "1 day in recovery: 1 day to go, on 14 November 2026"),
        ("free_days:200", 12, None, False, "200 free days: 12 to go"),
        ("free_days:100", 1, None, True, "100 free days: 1 to go; reached once before"),
        ("cravings:50", 3, None, False, "50 cravings ridden out: 3 to go"),
    ],
)
def test_the_way_to_it(key: str, to_go: int, day: date | None, again: bool, line: str) -> None:
    milestone = named(key)
    assert milestone
    assert ahead_line(Ahead(milestone, to_go, day, 0.5, again)) == line


def test_before_the_first_of_what_is_counted() -> None:
    cravings, _, connections = to_come_overall(Counts({}, (), {}))
    assert ahead_line(connections) == "1 connection lies ahead"
    assert ahead_line(cravings) == "10 cravings ridden out lie ahead"


@settings(max_examples=500, deadline=None)
@given(histories(longest=800))
def test_no_line_holds_a_nought_or_takes_anything_away(history: tuple[FocusDays, date]) -> None:
    days, today = history
    lines = [reached_line(one) for one in reached(days, "a", today)]
    lines += [ahead_line(one) for one in to_come(days, "a", today)]
    text = "\n".join(lines)
    assert not re.search(r"(?<!\d)0(?!\d)", text)
    assert not re.search(r"(?<!\d)1 (?:days|weeks|months|years)\b", text)
    assert not re.search(r"(?i)\b(?:reset|lost|broke\w*|streak|fail\w*|only)\b", text)
