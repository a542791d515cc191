"""A week in a dozen lines at most, and the same day of earlier years."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.insights import week
from recoverylog.insights.wording.week import MOST_LINES, lines, on_this_day
from recoverylog.journal.entry import AnyEntry, CheckIn, Connection, Craving, Gratitude, Mood, Note
from tests.insights.test_week import LAST, NO_USE, fields, invented

USED = NO_USE._replace(used=frozenset({LAST - timedelta(days=3)}))


def test_a_week() -> None:
    entries: list[AnyEntry] = [
        Craving(
            **fields(2, 21, tags=("lonely",), helped=("walk",)), craving=8.0, after=3.0, text="bus"
        ),
        Craving(**fields(4, helped=("walk",)), craving=5.0),
        CheckIn(**fields(0), mood=6.0, craving=2.0, sleep=7.5, good=("rain", "tea")),
        CheckIn(**fields(1), mood=7.0, craving=1.0, sleep=6.5),
        CheckIn(**fields(2, 22), mood=4.0, craving=8.0, sleep=7.0),
        Connection(**fields(1, 18, people=("Marta",))),
        Connection(**fields(3, 18, people=("Marta", "Jonas"))),
        Note(**fields(5), text="ignored", ask=True),
    ]
    assert lines(week.review(entries, LAST, [("alcohol", USED)])) == [
        ("Logged", "8 entries on 6 of 7 days"),
        ("alcohol", "6 free days (free unless recorded), 1 day with use recorded"),
        ("Mood", "noted on 3 of 7 days, 5.7 on average"),
        ("Craving", "noted on 4 of 7 days, 4.0 on average at the strongest; 2 cravings written"),
        ("Sleep", "noted on 3 of 7 days, 7.0 hours on average"),
        ("Hard", "craving 8, 3 afterwards, Friday at 21:00 @lonely: “bus”"),
        ("Helped", "+walk 2 times"),
        ("People", "Marta 2 times, Jonas; 2 connections"),
        ("Glad of", "“tea”"),
        ("Carry on", "walk: Friday, a craving of 8 was 3 afterwards"),
    ]


def test_a_week_without_a_word_is_said_calmly() -> None:
    assert lines(week.review([], LAST, [("alcohol", NO_USE)])) == [
        ("Logged", "nothing written in these seven days"),
        ("alcohol", "7 free days (free unless recorded)"),
    ]


def test_a_good_thing_is_said_once() -> None:
    assert lines(week.review([Gratitude(**fields(0), text="rain, finally")], LAST)) == [
        ("Logged", "1 entry on 1 of 7 days"),
        ("Carry on", "“rain, finally”, Sunday"),
    ]
    asked = week.review([Note(**fields(1), text="Sunday?", ask=True)], LAST)
    assert lines(asked)[-1] == ("Carry on", "to ask, from Saturday: “Sunday?”")


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 6))
def test_a_dozen_lines_at_most_each_on_one_line(seed: int, focuses: int) -> None:
    told = lines(week.review(invented(seed), LAST, [(f"f{n}", USED) for n in range(focuses)]))
    assert 1 <= len(told) <= MOST_LINES
    for heading, text in told:
        assert heading
        assert text
        assert "\n" not in heading + text
        assert not text.startswith("0")


def test_on_this_day_words_go_first_and_three_are_enough() -> None:
    year, three = date(2023, 3, 3), date(2021, 3, 3)
    earlier: dict[date, list[AnyEntry]] = {
        three: [CheckIn(**fields(0), mood=3.0, good=("snow",))],
        year: [
            Mood(**fields(0), mood=6.0),
            Note(**fields(0, 13), text="two\nlines \x1b[2J"),
            Gratitude(**fields(0, 14), text="bread"),
            Craving(**fields(0, 15), craving=4.0),
        ],
    }
    assert on_this_day(LAST, earlier) == [
        ("1 year ago", "note: “two lines �[2J”"),
        ("", "grateful: “bread”"),
        ("", "mood 6"),
        ("3 years ago", "check-in · mood 3: “snow”"),
    ]
    assert on_this_day(LAST, {year: []}) == []
