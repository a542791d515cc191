"""Milestones reached and ahead, against a twin that looks at each day by itself."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from recoverylog.insights import milestone as module
from recoverylog.insights.mark import Mark
from recoverylog.insights.milestone import (
    Ahead,
    Counts,
    Kind,
    Milestone,
    counts,
    dates_to_come,
    named,
    nearest,
    reached,
    reached_overall,
    to_come,
    to_come_overall,
)
from recoverylog.insights.streaks import Counting, DayState, FocusDays
from tests.insights.histories import DAY, SINCE, focus_days, histories, twin_state

DAYS = {1, 3, 7, 14, 30, 60, 90, 100, 200, 500, 1000}
MONTHS = {4, 5, 6, 7, 8, 9, 10, 11, 18}
FREE = {1, 3, 7, 14, 30, 60, 90, 100, 200, 300, 365, 400, 500, 600, 700, 800, 900, 1000}
FREE |= set(range(1500, 20_000, 500))
CRAVINGS = {10, 50, 100, *range(200, 20_000, 100)}
LOGGED = {7, 30, 100, 200, 365, 500, 1000, *range(1500, 20_000, 500)}
CONNECTIONS = {1, 10, 50, 100, *range(200, 20_000, 100)}


def months_complete(since: date, day: date) -> int:
    """How many months complete on this very day, 0 if none does."""
    months = (day.year - since.year) * 12 + day.month - since.month
    last_of_month = (day + DAY).day == 1
    same = day.day == since.day or (last_of_month and since.day > day.day)
    return months if same else 0


def twin_times(since: date, day: date) -> set[str]:
    """The keys of the times in recovery that complete on this very day."""
    passed, months = (day - since).days, months_complete(since, day)
    keys = {f"recovery:{passed}-days"} if passed in DAYS else set()
    if months in MONTHS:
        keys.add(f"recovery:{months}-months")
    if months > 0 and months % 12 == 0:
        keys.add(f"recovery:{months // 12}-years")
    return keys


def twin_reached(days: FocusDays, today: date) -> list[tuple[date, str]]:
    found, free = [], 0
    for n in range((today - days.since).days + 1):
        day = days.since + n * DAY
        found += [(day, key) for key in twin_times(days.since, day)]
        if twin_state(days, day) is DayState.FREE:
            free += 1
            found += [(day, f"free_days:{free}")] * (free in FREE)
    return sorted(found)


def pairs(some: list[module.Reached]) -> list[tuple[date, str]]:
    return sorted((one.day, one.milestone.key) for one in some)


LEAP = date(2024, 2, 29)


@settings(max_examples=1000, deadline=None)
@given(histories(longest=130))
@example((focus_days(since=LEAP), date(2032, 3, 1)))
@example((focus_days(since=date(2023, 1, 31)), date(2026, 3, 1)))
@example((focus_days(since=date(2023, 8, 31), used=[LEAP]), date(2028, 3, 1)))
@example((focus_days(), SINCE - DAY))
@example((focus_days(), SINCE))
def test_reached_agrees_with_the_day_by_day_twin(history: tuple[FocusDays, date]) -> None:
    days, today = history
    found = reached(days, "a", today)
    assert pairs(found) == twin_reached(days, today)
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert all(one.milestone.focus == "a" for one in found)


@settings(max_examples=300, deadline=None)
@given(histories(longest=3000))
def test_reached_agrees_over_years(history: tuple[FocusDays, date]) -> None:
    days, today = history
    assert pairs(reached(days, "a", today)) == twin_reached(days, today)


def twin_next_time(since: date, today: date) -> tuple[date, set[str]]:
    """Day after day from tomorrow, to the first on which a time completes."""
    for n in count(1):
        if keys := twin_times(since, today + n * DAY):
            return today + n * DAY, keys
    raise AssertionError


@settings(max_examples=1000, deadline=None)
@given(histories(longest=1500))
@example((focus_days(since=LEAP), date(2027, 2, 27)))
@example((focus_days(since=SINCE), SINCE - 5 * DAY))
def test_what_is_to_come_agrees_with_the_twin(history: tuple[FocusDays, date]) -> None:
    days, today = history
    timed, free = to_come(days, "a", today)
    day, keys = twin_next_time(days.since, today)
    assert timed.day == day
    assert timed.milestone.key in keys
    assert timed.to_go == (day - today).days
    states = (twin_state(days, days.since + n * DAY) for n in range((today - days.since).days + 1))
    total = sum(state is DayState.FREE for state in states)
    target = min(n for n in FREE if n > total)
    expected = Milestone(
        f"free_days:{target}",
        Kind.FREE_DAYS,
        target,
        "",
        "1 free day" if target == 1 else f"{target} free days",
        "a",
    )
    assert free == Ahead(expected, target - total, None, total / target)
    assert all(one.to_go >= 1 and 0 <= one.share < 1 for one in (timed, free))


@settings(max_examples=500, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-40, 1200), st.integers(0, 1600))
@example(LEAP, 0, 1600)
def test_dates_to_come_agree_with_the_twin(since: date, passed: int, further: int) -> None:
    today = since + passed * DAY
    expected = [
        (today + n * DAY, key)
        for n in range(1, further + 1)
        for key in twin_times(since, today + n * DAY)
    ]
    found = dates_to_come(since, "a", today, today + further * DAY)
    assert sorted((one.day or since, one.milestone.key) for one in found) == sorted(expected)
    assert [one.to_go for one in found] == sorted(one.to_go for one in found)
    assert all(one.day == today + one.to_go * DAY for one in found)


@settings(max_examples=300, deadline=None)
@given(histories(longest=400))
def test_what_was_to_come_is_reached_on_its_day(history: tuple[FocusDays, date]) -> None:
    days, today = history
    timed, _ = to_come(days, "a", today)
    assert timed.day
    assert (timed.day, timed.milestone.key) in pairs(reached(days, "a", timed.day))
    assert timed.milestone.key not in {one.milestone.key for one in reached(days, "a", today)}


@settings(max_examples=500, deadline=None)
@given(histories(longest=400), st.integers(0, 400))
def test_a_later_use_day_moves_no_milestone_before_it(
    history: tuple[FocusDays, date], back: int
) -> None:
    days, today = history
    day = today - back * DAY
    before = [one for one in reached(days, "a", today) if one.day < day]
    with_use = days._replace(used=days.used | {day})
    after = [one for one in reached(with_use, "a", today) if one.day < day]
    assert after == before
    times = {one for one in reached(days, "a", today) if one.milestone.kind is Kind.RECOVERY}
    assert times <= set(reached(with_use, "a", today))


def test_a_use_day_takes_no_time_and_one_free_day_later() -> None:
    use_day = SINCE + 84 * DAY
    days = focus_days(used=[use_day])
    found = {one.milestone.key: one.day for one in reached(days, "a", SINCE + 90 * DAY)}
    assert found["recovery:60-days"] == SINCE + 60 * DAY
    assert found["recovery:90-days"] == SINCE + 90 * DAY
    assert found["free_days:60"] == SINCE + 59 * DAY
    assert found["free_days:90"] == SINCE + 90 * DAY


@pytest.mark.parametrize(
    ("since", "key", "day"),
    [
        (date(2023, 10, 31), "recovery:4-months", date(2024, 2, 29)),
        (date(2022, 10, 31), "recovery:4-months", date(2023, 2, 28)),
        (LEAP, "recovery:1-years", date(2025, 2, 28)),
        (LEAP, "recovery:4-years", date(2028, 2, 29)),
        (date(2026, 5, 14), "recovery:6-months", date(2026, 11, 14)),
        (date(2026, 5, 14), "recovery:7-days", date(2026, 5, 21)),
        (date(1960, 3, 1), "recovery:60-years", date(2020, 3, 1)),
    ],
)
def test_calendar_rules(since: date, key: str, day: date) -> None:
    found = {one.milestone.key: one.day for one in reached(focus_days(since=since), "a", day)}
    assert found[key] == day
    before = {one.milestone.key for one in reached(focus_days(since=since), "a", day - DAY)}
    assert key not in before


def test_the_last_day_of_all() -> None:
    days = focus_days(since=date.max - 2 * DAY)
    assert [one.milestone.key for one in reached(days, "a", date.max)] == [
        "free_days:1",
        "recovery:1-days",
        "free_days:3",
    ]
    assert [one.milestone.kind for one in to_come(days, "a", date.max)] == [Kind.FREE_DAYS]
    assert dates_to_come(days.since, "a", date.max, date.max) == []


# The whole journal -------------------------------------------------------------------------------

a_mark = st.builds(
    Mark,
    kind=st.sampled_from(["craving", "craving", "craving", "use", "connection", "note", "mood"]),
    day=st.dates(date(2024, 2, 20), date(2024, 3, 20)),
    focus=st.sampled_from(["a", "b", None]),
    confirmed=st.booleans(),
)


def twin_ridden_out(craving: Mark, marks: list[Mark]) -> bool:
    for other in marks:
        if other.kind == "use" and other.day == craving.day:
            known = craving.focus is not None and other.focus is not None
            if not known or other.focus == craving.focus:
                return False
    return True


def twin_overall(marks: list[Mark], today: date) -> list[tuple[date, str]]:
    """One mark after the other, by day."""
    found: list[tuple[date, str]] = []
    numbers: Counter[str] = Counter()
    days: set[date] = set()
    for mark in sorted(marks, key=lambda one: one.day):
        if mark.day > today:
            continue
        kinds = ["logged"] if mark.day not in days else []
        days.add(mark.day)
        if mark.kind == "craving" and twin_ridden_out(mark, marks):
            kinds.append("cravings")
        if mark.kind == "connection":
            kinds.append("connections")
        for kind in kinds:
            numbers[kind] += 1
            targets = {"logged": LOGGED, "cravings": CRAVINGS, "connections": CONNECTIONS}[kind]
            found += [(mark.day, f"{kind}:{numbers[kind]}")] * (numbers[kind] in targets)
    return sorted(found)


@settings(max_examples=1000, deadline=None)
@given(st.lists(a_mark, max_size=120), st.dates(date(2024, 2, 25), date(2024, 3, 25)))
def test_the_whole_journal_agrees_with_the_twin(marks: list[Mark], today: date) -> None:
    found = reached_overall(counts(marks, today))
    assert pairs(found) == twin_overall(marks, today)
    assert all(one.milestone.focus is None for one in found)


@settings(max_examples=300, deadline=None)
@given(st.lists(a_mark, max_size=60), st.randoms(use_true_random=False))
def test_the_order_in_which_entries_come_does_not_matter(marks: list[Mark], random: Random) -> None:
    shuffled = list(marks)
    random.shuffle(shuffled)
    today = date(2024, 3, 20)
    assert counts(shuffled, today) == counts(marks, today)
    in_order = reached_overall(counts(marks, today))
    assert reached_overall(counts(shuffled, today)) == in_order


@settings(max_examples=300, deadline=None)
@given(st.lists(a_mark, max_size=60))
def test_the_next_of_the_whole_journal(marks: list[Mark]) -> None:
    counted = counts(marks, date(2024, 3, 20))
    cravings, logged, connections = to_come_overall(counted)
    ridden = sum(m.kind == "craving" and twin_ridden_out(m, marks) for m in marks)
    met = sum(m.kind == "connection" for m in marks)
    for one, number, targets in (
        (cravings, ridden, CRAVINGS),
        (logged, len({m.day for m in marks}), LOGGED),
        (connections, met, CONNECTIONS),
    ):
        assert one.milestone.target == min(n for n in targets if n > number)
        assert one.to_go == one.milestone.target - number
        assert one.share == number / one.milestone.target
        assert one.day is None


def test_a_craving_on_a_day_with_use_of_something_else_was_ridden_out() -> None:
    day = SINCE
    use = Mark("use", day, focus="a")
    assert counts([use, Mark("craving", day, focus="b")], day).cravings == {day: 1}
    assert counts([use, Mark("craving", day, focus="a")], day).cravings == {}
    assert counts([use, Mark("craving", day)], day).cravings == {}
    assert counts([Mark("use", day), Mark("craving", day, focus="b")], day).cravings == {}


# Keys, and what was kept ----------------------------------------------------------------------


@settings(max_examples=300, deadline=None)
@given(histories(longest=3000))
def test_a_key_gives_its_milestone_back(history: tuple[FocusDays, date]) -> None:
    days, today = history
    ours = [one.milestone for one in reached(days, "a", today)]
    for one in [*ours, *(ahead.milestone for ahead in to_come(days, "a", today))]:
        assert named(one.key, "a") == one


def test_a_key_that_is_no_longer_listed_has_a_name_yet() -> None:
    found = named("recovery:17-months", "a")
    assert found == Milestone("recovery:17-months", Kind.RECOVERY, 17, "months", "17 months", "a")
    assert (week := named("recovery:7-days"))
    assert week.label == "1 week"


@pytest.mark.parametrize(
    "key",
    [
        "",
        "recovery",
        "recovery:",
        "recovery:6",
        "recovery:06-months",
        "recovery:6-moons",
        "cravings:50-days",
        "cravings:0",
        "cravings:-5",
        "cravings:٣",
        f"cravings:{'9' * 5000}",
        "sleep:8",
    ],
)
def test_a_key_that_is_none_of_ours(key: str) -> None:
    assert named(key) is None


def test_what_was_reached_before_says_so() -> None:
    days = focus_days()
    today = SINCE + 98 * DAY
    kept = {"free_days:100", "cravings:10"}
    timed, free = to_come(days, "a", today, kept)
    assert (timed.again, free.again) == (False, True)
    cravings, logged, _ = to_come_overall(Counts({}, (), {}), kept)
    assert (cravings.again, logged.again) == (True, False)


def test_the_nearest_come_first() -> None:
    counted = Counts({SINCE: 8}, [SINCE], {})
    some = [*to_come(focus_days(), "a", SINCE + 3 * DAY), *to_come_overall(counted)]
    assert [(one.to_go, one.milestone.key) for one in nearest(some)] == [
        (1, "connections:1"),
        (2, "cravings:10"),
        (3, "free_days:7"),
    ]
    assert len(nearest(some, 9)) == 5


# The data file --------------------------------------------------------------------------------


def test_the_data_file() -> None:
    path = Path(module.__file__).with_name("milestones.json")
    rows = json.loads(path.read_text(encoding="utf-8"))
    assert {row["kind"] for row in rows} == set(Kind)
    places = [(row["kind"], row["unit"]) for row in rows]
    assert len(set(places)) == len(places)
    for row in rows:
        assert row["at"] == sorted(set(row["at"]))
        assert row["at"][0] >= 1
        assert all(int(target) in row["at"] for target in row["labels"])
        assert (row["unit"] != "") == (row["kind"] == Kind.RECOVERY)
        # Only days and months of a time come to an end: the years go on.
        assert (row["every"] == 0) == (row["unit"] in {"days", "months"})
        assert re.fullmatch(r"[a-z ]+", row["one"] + row["many"])


@pytest.mark.parametrize("counting", Counting)
def test_the_work_does_not_grow_with_the_years(counting: Counting) -> None:
    day = timedelta(days=200_000)
    days = focus_days(since=date.min, counting=counting, used=[date.min + day], logged=[date.min])
    begun = time.process_time()
    reached(days, "a", date(9000, 1, 1))
    to_come(days, "a", date(9000, 1, 1))
    assert time.process_time() - begun < 1
