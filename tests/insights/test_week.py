"""Seven days as they were written down, counted and quoted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.insights import months, week
from recoverylog.insights.streaks import Counting, FocusDays
from recoverylog.insights.week import Carry, Hard, Source
from recoverylog.journal.entry import (
    AnyEntry,
    CheckIn,
    Connection,
    Craving,
    Gratitude,
    Mood,
    Note,
    Use,
)

LAST = date(2024, 3, 3)
NO_USE = FocusDays(date(2023, 1, 1), Counting.PRESUME_FREE, frozenset(), frozenset(), frozenset())


def fields(back: int, hour: int = 12, **more: Any) -> dict[str, Any]:
    day = LAST - timedelta(days=back)
    at = datetime.combine(day, time(hour), UTC)
    return {"id": f"{hour + 24 * back + 999:032x}", "day": day, "at": at} | more


def invented(seed: int) -> list[AnyEntry]:
    """Anything at all, in the seven days and around them."""
    rng = Random(seed)
    found: list[AnyEntry] = []
    hours = [(back, hour) for back in range(-2, 10) for hour in range(6, 23, 4)]
    for back, hour in rng.sample(hours, rng.randint(0, 30)):
        words = {
            "text": rng.choice(("", " ", f"words {back} {hour}")),
            "people": tuple(rng.sample(("Marta", "marta", "Jonas"), rng.randint(0, 2))),
            "helped": tuple(rng.sample(("walk", "Tea"), rng.randint(0, 2))),
            "tags": tuple(rng.sample(("lonely", "work"), rng.randint(0, 2))),
        }
        common = fields(back, hour, **words)
        after = rng.choice((None, 0.0, 3.0, 9.0))
        found.append(
            rng.choice(
                (
                    Craving(**common, craving=float(rng.randint(0, 10)), after=after),
                    Mood(**common, mood=float(rng.randint(0, 10))),
                    CheckIn(
                        **common,
                        craving=rng.choice((None, 0.0, 4.0, 10.0)),
                        mood=rng.choice((None, 6.0)),
                        sleep=rng.choice((None, 5.0, 8.0)),
                        good=rng.choice(((), ("rain",), ("sun", "tea"))),
                    ),
                    Gratitude(**common),
                    Connection(**common),
                    Note(**common, ask=rng.random() < 0.4),
                    Use(**common),
                )
            )
        )
    return found


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9))
def test_the_week_is_counted_by_hand(seed: int) -> None:
    entries = invented(seed)
    told = week.review(entries, LAST)
    days = [LAST - timedelta(days=back) for back in range(7)]
    mine = [entry for entry in entries if entry.day in days]
    assert (told.first, told.last) == (days[-1], days[0])
    assert told.entries == len(mine)
    assert told.logged == len({entry.day for entry in mine})
    assert told.cravings == sum(entry.kind == "craving" for entry in mine)
    assert told.connections == sum(entry.kind == "connection" for entry in mine)
    moods = [
        [
            e.mood
            for e in mine
            if isinstance(e, Mood | CheckIn) and e.mood is not None and e.day == d
        ]
        for d in days
    ]
    known = [fmean(noted) for noted in moods if noted]
    assert told.mood.days == len(known)
    assert told.mood.mean == (pytest.approx(fmean(known)) if len(known) >= 3 else None)
    hours = [
        [e.sleep for e in mine if isinstance(e, CheckIn) and e.sleep is not None and e.day == d]
        for d in days
    ]
    slept = [fmean(noted) for noted in hours if noted]
    assert told.sleep.days == len(slept)
    assert told.sleep.mean == (pytest.approx(fmean(slept)) if len(slept) >= 3 else None)
    for field, shown in (("helped", told.helped), ("people", told.people)):
        said = {word.casefold() for entry in mine for word in getattr(entry, field)}
        assert {one.word.casefold() for one in shown} == said
        for one in shown:
            entries_with = [
                entry
                for entry in mine
                if one.word.casefold() in {word.casefold() for word in getattr(entry, field)}
            ]
            assert one.n == len(entries_with)
        assert [one.n for one in shown] == sorted((one.n for one in shown), reverse=True)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9))
def test_hard_is_the_strongest_craving_and_nothing_is_invented(seed: int) -> None:
    entries = invented(seed)
    told = week.review(entries, LAST)
    mine = [e for e in entries if told.first <= e.day <= told.last]
    strengths = [e.craving for e in mine if isinstance(e, Craving | CheckIn) and e.craving]
    assert (told.hard.craving if told.hard else None) == max(strengths, default=None)
    if told.hard:
        texts = [e.text for e in mine if e.day == told.hard.day]
        assert told.hard.text in texts
    written = [e.text for e in mine] + [g for e in mine if isinstance(e, CheckIn) for g in e.good]
    assert told.good == "" or told.good in written
    if told.carry and told.carry.source is Source.HELPED:
        drops = [
            e.craving - e.after
            for e in mine
            if isinstance(e, Craving) and e.helped and e.after is not None
        ]
        assert (told.carry.before or 0) - (told.carry.after or 0) == max(drops) > 0
    elif told.carry:
        assert told.carry.text in written


def test_the_order_of_entries_changes_nothing() -> None:
    for seed in range(300):
        entries = invented(seed)
        assert week.review(entries, LAST) == week.review(entries[::-1], LAST)


def test_the_days_of_a_focus_have_a_state_each() -> None:
    used = frozenset({LAST - timedelta(days=2), LAST - timedelta(days=9)})
    waiting = frozenset({LAST})
    [one] = week.review([], LAST, [("alcohol", NO_USE._replace(used=used, unconfirmed=waiting))])[4]
    assert one == week.FocusWeek("alcohol", free=5, used=1, unconfirmed=1, not_logged=0)
    begun = NO_USE._replace(since=LAST - timedelta(days=1))
    assert week.review([], LAST, [("x", begun)]).focuses[0].free == 2


def test_the_latest_of_the_strongest_is_the_hard_one() -> None:
    told = week.review(
        [
            Craving(**fields(3), craving=8.0, text="early"),
            Craving(**fields(1, 21, tags=("payday",)), craving=8.0, after=2.0, text="late"),
            CheckIn(**fields(0), craving=8.0),
        ],
        LAST,
    )
    assert told.hard == Hard(LAST - timedelta(days=1), 21 * 60, 8.0, 2.0, ("payday",), "late")


def test_a_check_in_alone_has_no_hour() -> None:
    told = week.review([CheckIn(**fields(0), craving=4.0)], LAST)
    assert told.hard == Hard(LAST, None, 4.0, None, (), "")
    assert week.review([CheckIn(**fields(0), craving=0.0)], LAST).hard is None


def test_one_thing_to_carry_on_is_helped_then_an_ask_then_a_good_thing() -> None:
    good = Gratitude(**fields(2), text="rain")
    ask = Note(**fields(1), text="Sunday?", ask=True)
    helped = Craving(**fields(3, helped=("walk",)), craving=7.0, after=3.0)
    higher = Craving(**fields(0, helped=("tv",)), craving=3.0, after=5.0)
    day = LAST - timedelta(days=3)
    assert week.review([good, ask, helped], LAST).carry == Carry(
        Source.HELPED, "walk", day, 7.0, 3.0
    )
    assert week.review([good, ask, higher], LAST).carry == Carry(Source.ASK, "Sunday?", ask.day)
    assert week.review([good, higher], LAST).carry == Carry(Source.GOOD, "rain", good.day)
    assert week.review([higher], LAST).carry is None


def test_of_two_equal_drops_the_later_is_carried_on() -> None:
    first = Craving(**fields(3, helped=("walk",)), craving=7.0, after=3.0)
    later = Craving(**fields(1, helped=("tea",)), craving=6.0, after=2.0)
    smaller = Craving(**fields(0, helped=("song",)), craving=9.0, after=6.0)
    carry = week.review([first, later, smaller], LAST).carry
    assert carry == Carry(Source.HELPED, "tea", later.day, 6.0, 2.0)


@settings(max_examples=500)
@given(st.dates(date(2000, 1, 1), date(2105, 1, 1)), st.integers(0, 9000))
def test_an_earlier_day_has_its_anniversary_on_this_one(day: date, back: int) -> None:
    oldest = day - timedelta(days=back)
    found = week.earlier_days(day, oldest)
    expected = [
        day - timedelta(days=gone)
        for gone in range(1, back + 1)
        if months.after(
            day - timedelta(days=gone), 12 * (day.year - (day - timedelta(days=gone)).year)
        )
        == day
    ]
    assert list(found) == [one for one in expected if one.year < day.year]
