"""Patterns in cravings, counted one by one, and how seldom chance alone names one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil, comb, floor
from random import Random
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.insights import pattern
from recoverylog.insights.mark import Mark
from recoverylog.journal.days import journal_day
from tests.insights.invented_marks import history, week_of_cravings

TODAY = date(2026, 11, 22)
FRIDAY_EVENING = (4, 3)
SEEDS = st.integers(0, 10**9)


def part_by_definition(minute: int) -> int:
    """Six parts of four hours; the journal's day begins at 04:00."""
    hour = minute // 60
    bounds = [(4, 8), (8, 12), (12, 16), (16, 20), (20, 24), (0, 4)]
    return next(i for i, (start, end) in enumerate(bounds) if start <= hour < end)


def test_a_part_of_the_day_is_four_hours_long() -> None:
    assert all(pattern.part_of(m) == part_by_definition(m) for m in range(1440))


@settings(max_examples=1000, deadline=None)
@given(SEEDS, st.sampled_from((8, 12, 26)))
def test_the_grid_is_what_one_counts_by_hand(seed: int, weeks: int) -> None:
    marks, _, today = history(seed)
    grid = pattern.when(marks, today, weeks)
    window = [today - timedelta(days=back) for back in range(7 * weeks)]
    cravings = [m for m in marks if m.kind == "craving" and m.day in window]
    strengths = [m.craving for m in cravings if m.craving is not None]
    assert grid.n == len(cravings)
    assert (grid.first, grid.last, grid.weeks) == (min(window), today, weeks)
    assert grid.overall == (pytest.approx(fmean(strengths)) if strengths else None)
    written = [m.day for m in marks if m.day <= today]
    whole = ((today - min(written)).days + 1) // 7 if written else 0
    assert grid.history == min(weeks, whole)
    assert grid.needed == max(0, 8 - whole)
    for weekday in range(7):
        for part in range(6):
            cell = grid.cells[weekday][part]
            here = [
                m
                for m in cravings
                if m.day.weekday() == weekday and part_by_definition(m.minute) == part
            ]
            assert (cell.weekday, cell.part, cell.n) == (weekday, part, len(here))
            assert cell.days == len({m.day for m in here})
            if not here:
                assert cell.mean is cell.shrunk is None
                continue
            mean = fmean(m.craving or 0 for m in here)
            shrunk = fmean(strengths) + len(here) / (len(here) + 6) * (mean - fmean(strengths))
            assert cell.mean == pytest.approx(mean)
            assert cell.shrunk == pytest.approx(shrunk)


def tail(n: int, least: int, of: int) -> Fraction:
    """The chance that ``least`` or more of ``n`` fall into one of ``of`` places, term by term."""
    one = Fraction(1, of)
    terms = (comb(n, k) * one**k * (1 - one) ** (n - k) for k in range(least, n + 1))
    return sum(terms, Fraction())


@pytest.mark.parametrize(("n", "of"), [(1, 42), (7, 6), (40, 7), (300, 42)])
def test_a_tail_is_the_sum_of_its_terms(n: int, of: int) -> None:
    for least in {0, 1, n // 2, n}:
        assert pattern._tail(n, least, of) == pytest.approx(float(tail(n, least, of)))


def spread(
    rng: Random, n: int, *, hours: range = range(24), days: range = range(7), planted: float = 0.0
) -> list[Mark]:
    """Cravings of one strength over eight weeks, even over some hours of some weekdays."""
    sunday = TODAY - timedelta(days=6)
    marks = [Mark("note", TODAY - timedelta(days=55))]
    for _ in range(n):
        weekday, hour = rng.choice(days), rng.choice(hours)
        if rng.random() < planted:
            weekday, hour = 4, rng.randrange(16, 20)
        day = sunday + timedelta(days=weekday - 7 * rng.randrange(8))
        marks.append(Mark("craving", day, 60 * hour + rng.randrange(60), craving=4.0))
    return marks


@settings(max_examples=500, deadline=None)
@given(SEEDS, st.sampled_from((0.0, 0.2, 0.4)), st.sampled_from((range(24), range(16, 24))))
def test_most_is_where_chance_would_hardly_write_as_many(
    seed: int, planted: float, hours: range
) -> None:
    rng = Random(seed)
    marks = spread(rng, rng.randrange(90), hours=hours, planted=planted)
    if rng.random() < 0.2:
        marks, _, _ = history(seed, most_days=200)
    grid = pattern.when(marks, TODAY)
    cells = [cell for row in grid.cells for cell in row]
    most = max(cells, key=lambda cell: cell.n)
    part = sum(cell.n for cell in cells if cell.part == most.part)
    weekday = sum(cell.n for cell in cells if cell.weekday == most.weekday)
    together = Fraction(max(1, grid.n), max(1, sum(cell.days for cell in cells)))
    least = floor(most.n / together)
    named = (
        not grid.needed
        and grid.finding is None
        and most.n >= 6
        and most.days >= 4
        and [cell.n for cell in cells].count(most.n) == 1
        and tail(ceil(grid.n / together), least, 42) < Fraction(5, 4200)
        and tail(ceil(part / together), least, 7) < Fraction(5, 4200)
        and tail(ceil(weekday / together), least, 6) < Fraction(5, 4200)
    )
    assert grid.most == (most if named else None)


@pytest.mark.parametrize(
    ("hours", "days"),
    [
        (range(24), range(7)),
        (range(8, 24), range(7)),
        (range(16, 24), range(7)),
        (range(24), range(5, 7)),
    ],
)
def test_cravings_spread_evenly_seldom_name_a_time(hours: range, days: range) -> None:
    rng = Random(1)
    told = 0
    for _ in range(200):
        marks = spread(rng, rng.choice((30, 60, 120, 240)), hours=hours, days=days)
        grid = pattern.when(marks, TODAY)
        told += grid.most is not None or grid.finding is not None
    assert told <= 0.05 * 200


@pytest.mark.parametrize("size", [2, 3])
def test_cravings_that_come_several_at_a_time_seldom_name_a_time(size: int) -> None:
    rng = Random(size)
    told = 0
    for _ in range(200):
        note, *cravings = spread(rng, rng.choice((20, 40, 80)))
        marks = [note, *(mark for mark in cravings for _ in range(size))]
        told += pattern.when(marks, TODAY).most is not None
    assert told <= 0.05 * 200


@pytest.mark.parametrize(("n", "least"), [(30, 0.7), (60, 0.98), (120, 0.98)])
def test_a_third_of_all_cravings_in_one_cell_is_found(n: int, least: float) -> None:
    rng = Random(2)
    found = [pattern.when(spread(rng, n, planted=1 / 3), TODAY).most for _ in range(100)]
    right = sum(one is not None and (one.weekday, one.part) == FRIDAY_EVENING for one in found)
    assert right >= least * 100


def test_many_of_one_evening_are_no_pattern_of_the_week() -> None:
    marks = spread(Random(3), 20)
    friday = date(2026, 11, 20)
    for days in (3, 4):
        many = [
            Mark("craving", friday - timedelta(days=7 * (i % days)), 1000 + i, craving=4.0)
            for i in range(20)
        ]
        assert (pattern.when(marks + many, TODAY).most is not None) is (days == 4)


def test_at_most_one_thing_is_told() -> None:
    marks = spread(Random(4), 60, planted=0.4)
    strong = [m._replace(craving=9.0) if pattern.part_of(m.minute) == 3 else m for m in marks]
    assert pattern.when(marks, TODAY).most is not None
    grid = pattern.when(strong, TODAY)
    assert grid.finding is not None
    assert grid.most is None


@pytest.mark.parametrize("others", [2, 5, 6])
def test_a_finding_needs_six_occasions_elsewhere(others: int) -> None:
    marks = [Mark("note", TODAY - timedelta(days=55))]
    fridays = [date(2026, 11, 20) - timedelta(days=7 * back) for back in range(8)]
    marks += [Mark("craving", day, 1000, craving=10.0) for day in fridays]
    marks += [Mark("craving", day, 600, craving=0.0) for day in fridays[:others]]
    assert (pattern.when(marks, TODAY).finding is not None) is (others >= 6)


@settings(max_examples=500, deadline=None)
@given(SEEDS)
def test_a_finding_keeps_to_the_least_that_a_pattern_needs(seed: int) -> None:
    """Weeks, entries and days, and the noise of a weekday (practice.md §4.2)."""
    rng = Random(seed)
    weeks = rng.randint(6, 14)
    marks = week_of_cravings(rng, weeks - 2, TODAY, friday=rng.choice((0.0, 4.0)))
    grid = pattern.when(marks, TODAY, 14)
    if grid.finding is None:
        return
    cell = grid.finding
    assert grid.history >= 8
    assert cell.n >= 6
    assert cell.days >= 4
    assert (cell.mean or 0) - (grid.overall or 0) > (1.6 if grid.history < 12 else 1.3)


@pytest.mark.parametrize("skewed", [False, True])
@pytest.mark.parametrize("weeks", [8, 12])
def test_chance_alone_seldom_names_a_time(weeks: int, skewed: bool) -> None:
    rng = Random(weeks)
    people = 300
    named = sum(
        pattern.when(week_of_cravings(rng, weeks, TODAY, skewed=skewed), TODAY, weeks).finding
        is not None
        for _ in range(people)
    )
    assert named <= 0.05 * people


@pytest.mark.parametrize(("weeks", "least"), [(8, 0.4), (12, 0.8)])
def test_fridays_that_are_three_points_stronger_are_found(weeks: int, least: float) -> None:
    rng = Random(1)
    people = 60
    found = [
        pattern.when(week_of_cravings(rng, weeks, TODAY, friday=3.0), TODAY, weeks).finding
        for _ in range(people)
    ]
    right = sum(one is not None and (one.weekday, one.part) == FRIDAY_EVENING for one in found)
    assert right >= least * people


def test_one_evening_with_six_cravings_is_no_pattern() -> None:
    marks = [Mark("craving", TODAY - timedelta(days=d), 720, craving=2.0) for d in range(70)]
    marks += [Mark("craving", date(2026, 11, 20), 1000 + i, craving=10.0) for i in range(6)]
    grid = pattern.when(marks, TODAY)
    assert grid.needed == 0
    assert grid.cells[4][3].n == 6
    assert grid.finding is None


@pytest.mark.parametrize(("weeks", "least"), [(8, 1.6), (12, 1.3)])
def test_stronger_must_be_more_than_the_noise_of_a_weekday(weeks: int, least: float) -> None:
    days = [TODAY - timedelta(days=back) for back in range(7 * weeks)]
    for more in (least - 0.1, least + 0.5):
        marks = [Mark("craving", day, 720, craving=4.0) for day in days]
        fridays = [day for day in days if day.weekday() == 4]
        marks += [Mark("craving", day, 1000, craving=4.0 + more) for day in fridays]
        assert (pattern.when(marks, TODAY, weeks).finding is not None) is (more > least)


def test_three_weeks_need_five_more() -> None:
    marks = [Mark("note", TODAY - timedelta(days=20))]
    grid = pattern.when(marks, TODAY)
    assert (grid.history, grid.needed, grid.finding, grid.most) == (3, 5, None, None)
    assert pattern.when([], TODAY).needed == 8


def test_a_window_shorter_than_a_pattern_is_refused() -> None:
    with pytest.raises(ValueError, match="8 weeks"):
        pattern.when([], TODAY, 7)


@pytest.mark.parametrize(
    ("wall", "weekday", "part"),
    [
        # The nights on which the clocks change in Berlin, and the night of a leap day.
        (datetime(2026, 3, 29, 3, 30), 5, 5),  # noqa: DTZ001 - what the clock on the wall says
        (datetime(2026, 10, 25, 2, 30), 5, 5),  # noqa: DTZ001
        (datetime(2024, 2, 29, 23, 59), 3, 4),  # noqa: DTZ001
        (datetime(2024, 3, 1, 3, 59), 3, 5),  # noqa: DTZ001
        (datetime(2024, 3, 1, 4, 0), 4, 0),  # noqa: DTZ001
    ],
)
def test_a_night_belongs_to_the_evening_before(wall: datetime, weekday: int, part: int) -> None:
    mark = Mark("craving", journal_day(wall), wall.hour * 60 + wall.minute, craving=5.0)
    grid = pattern.when([mark], mark.day)
    assert [(c.weekday, c.part) for row in grid.cells for c in row if c.n] == [(weekday, part)]


@settings(max_examples=1000, deadline=None)
@given(SEEDS, st.integers(0, 4))
def test_triggers_are_counted_by_hand(seed: int, most: int) -> None:
    marks, first, last = history(seed)
    found = pattern.triggers(marks, first, last, most)
    cravings = [m for m in marks if m.kind == "craving" and first <= m.day <= last]
    assert found.cravings == len(cravings)
    assert found.tagged == sum(1 for m in cravings if m.tags)
    words = {tag for m in cravings for tag in m.tags}
    assert len(found.ranked) == min(most, len(words))
    assert found.others == len(words) - len(found.ranked)
    for one in found.ranked:
        here = [m for m in cravings if one.word in m.tags]
        assert one.n == len(here)
        assert one.days == len({m.day for m in here})
        mean = pytest.approx(fmean(m.craving or 0 for m in here)) if one.days >= 3 else None
        assert one.mean == mean
    left = words - {one.word for one in found.ranked}
    for word in left:
        n = sum(word in m.tags for m in cravings)
        assert all((one.n, word) > (n, one.word) or one.n > n for one in found.ranked)
    order = [(-one.n, one.word) for one in found.ranked]
    assert order == sorted(order)


@settings(max_examples=1000, deadline=None)
@given(SEEDS)
def test_what_helped_is_averaged_by_hand(seed: int) -> None:
    marks, _, _ = history(seed, most_days=60)
    found = pattern.helped(marks)
    both = [m for m in marks if m.kind == "craving" and m.after is not None]
    uses = {w: [m for m in both if w in m.helped] for w in ("walk", "swim")}
    for word, here in uses.items():
        ranked = [one for one in found.ranked if one.word == word]
        few = [one for one in found.few if one.word == word]
        assert len(ranked) == (len(here) >= 5)
        assert len(few) == (0 < len(here) < 5)
        for one in ranked:
            assert one.n == len(here)
            assert one.before == pytest.approx(fmean(m.craving or 0 for m in here))
            assert one.after == pytest.approx(fmean(m.after or 0 for m in here))
            drops = [(m.craving or 0) - (m.after or 0) for m in here]
            assert one.drop == pytest.approx(fmean(drops), abs=1e-8)
        assert all((one.n, one.needed) == (len(here), 5 - len(here)) for one in few)
    drops = [one.drop for one in found.ranked]
    assert drops == sorted(drops, reverse=True)
    bare = [m for m in both if not m.helped]
    assert (found.unnamed.n if found.unnamed else 0) == (len(bare) if len(bare) >= 5 else 0)


@settings(max_examples=300, deadline=None)
@given(SEEDS)
def test_the_order_of_writing_changes_nothing(seed: int) -> None:
    marks, first, last = history(seed)
    other = sorted(marks, key=lambda mark: (mark.day, mark.minute, repr(mark)))
    assert pattern.when(marks, last) == pattern.when(other, last)
    assert pattern.triggers(marks, first, last) == pattern.triggers(other, first, last)
    assert pattern.helped(marks) == pattern.helped(other)
