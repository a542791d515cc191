"""The figures against a twin that walks every day, and against examples worked by hand."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from recoverylog.insights.streaks import (
    Counting,
    DayState,
    Figures,
    FocusDays,
    Window,
    day_state,
    figures,
    ordinals,
    stretches,
)
from tests.insights.histories import DAY, SINCE, focus_days, histories, twin_state


def twin_figures(days: FocusDays, today: date) -> Figures:
    """Every day from the first to today, one after the other."""
    span = max(0, (today - days.since).days + 1)
    states = [twin_state(days, days.since + n * DAY) for n in range(span)]
    counted = [s for s in states if s in (DayState.FREE, DayState.USED)]
    rows = [(state, len(list(row))) for state, row in groupby(counted)]
    runs = [length for state, length in rows if state is DayState.FREE]
    latest = states[-30:]
    return Figures(
        in_recovery_since=days.since,
        today=today,
        counting=days.counting,
        days_in_recovery=max(0, span - 1),
        free_days_total=sum(1 for s in states if s is DayState.FREE),
        last_30=Window(
            days=len(latest),
            free=sum(1 for s in latest if s is DayState.FREE),
            used=sum(1 for s in latest if s is DayState.USED),
            unconfirmed=sum(1 for s in latest if s is DayState.UNCONFIRMED),
            not_logged=sum(1 for s in latest if s is DayState.NOT_LOGGED),
        ),
        current_run=rows[-1][1] if rows and rows[-1][0] is DayState.FREE else 0,
        longest_run=max(runs, default=0),
        runs=len(runs),
    )


@settings(max_examples=1000, deadline=None)
@given(histories())
@example((focus_days(), SINCE))
@example((focus_days(), SINCE - DAY))
@example((focus_days(used=[SINCE]), SINCE))
@example((focus_days(since=date(2024, 2, 28), used=[date(2024, 2, 29)]), date(2024, 3, 1)))
def test_agrees_with_the_day_by_day_twin(history: tuple[FocusDays, date]) -> None:
    days, today = history
    assert figures(days, today) == twin_figures(days, today)


@settings(max_examples=500, deadline=None)
@given(histories())
def test_the_stretches_lie_between_the_used_days(history: tuple[FocusDays, date]) -> None:
    days, today = history
    found, expected = stretches(days, today), [0]
    for n in range((today - days.since).days + 1):
        state = twin_state(days, days.since + n * DAY)
        expected += [0] if state is DayState.USED else []
        expected[-1] += state is DayState.FREE
    assert found == expected


@settings(max_examples=300, deadline=None)
@given(st.frozensets(st.dates(SINCE, SINCE + 9 * DAY)), st.integers(-2, 12), st.integers(-2, 12))
def test_ordinals_lie_between_the_two(some: frozenset[date], first: int, last: int) -> None:
    zero = SINCE.toordinal()
    expected = [n for n in range(zero + first, zero + last + 1) if date.fromordinal(n) in some]
    assert ordinals(some, zero + first, zero + last) == expected


@settings(max_examples=500, deadline=None)
@given(histories())
def test_the_window_adds_up_and_the_parts_agree(history: tuple[FocusDays, date]) -> None:
    days, today = history
    f = figures(days, today)
    w = f.last_30
    assert w.free + w.used + w.unconfirmed + w.not_logged == w.days
    assert w.days == max(0, min(30, (today - days.since).days + 1))
    assert 0 <= f.current_run <= f.longest_run <= f.free_days_total
    assert (f.runs == 0) == (f.free_days_total == 0)
    assert w.free <= f.free_days_total


@settings(max_examples=500, deadline=None)
@given(histories(), st.integers(0, 100))
def test_a_use_day_takes_away_only_itself(history: tuple[FocusDays, date], back: int) -> None:
    days, today = history
    day = today - back * DAY
    before, after = figures(days, today), figures(days._replace(used=days.used | {day}), today)
    was_free = day_state(days, day, today) is DayState.FREE
    assert after.free_days_total == before.free_days_total - was_free
    assert after.days_in_recovery == before.days_in_recovery


@settings(max_examples=300, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_days_come_does_not_matter(
    history: tuple[FocusDays, date], random: Random
) -> None:
    days, today = history
    used = sorted(days.used)
    random.shuffle(used)
    again = days._replace(used=frozenset(used), logged=frozenset(sorted(days.logged, reverse=True)))
    assert figures(again, today) == figures(days, today)


def test_eighty_four_free_days_one_use_day_one_free_day() -> None:
    use_day = SINCE + 84 * DAY
    f = figures(focus_days(used=[use_day]), use_day + DAY)
    assert (f.free_days_total, f.longest_run, f.current_run, f.runs) == (85, 84, 1, 2)
    assert f.days_in_recovery == 85
    assert f.last_30 == Window(days=30, free=29, used=1, unconfirmed=0, not_logged=0)


def test_on_the_use_day_itself_the_earlier_days_stay() -> None:
    use_day = SINCE + 84 * DAY
    f = figures(focus_days(used=[use_day]), use_day)
    assert (f.free_days_total, f.longest_run, f.current_run, f.runs) == (84, 84, 0, 1)


def test_an_unconfirmed_day_neither_counts_nor_ends_a_run() -> None:
    f = figures(focus_days(unconfirmed=[SINCE + 3 * DAY]), SINCE + 9 * DAY)
    assert (f.free_days_total, f.longest_run, f.current_run, f.runs) == (9, 9, 9, 1)
    assert f.last_30 == Window(days=10, free=9, used=0, unconfirmed=1, not_logged=0)


def test_an_unconfirmed_today_leaves_the_run_standing() -> None:
    today = SINCE + 5 * DAY
    assert figures(focus_days(unconfirmed=[today]), today).current_run == 5


def test_a_confirmed_use_outweighs_an_unconfirmed_one_on_the_same_day() -> None:
    day = SINCE + DAY
    days = focus_days(used=[day], unconfirmed=[day])
    assert day_state(days, day, SINCE + 2 * DAY) is DayState.USED
    assert figures(days, SINCE + 2 * DAY).runs == 2


def test_a_gap_neither_counts_nor_ends_a_run_when_only_logged_days_count() -> None:
    logged = [SINCE, SINCE + DAY, SINCE + 6 * DAY]
    f = figures(focus_days(counting=Counting.ONLY_LOGGED, logged=logged), SINCE + 7 * DAY)
    assert (f.free_days_total, f.longest_run, f.current_run, f.runs) == (3, 3, 3, 1)
    assert f.last_30 == Window(days=8, free=3, used=0, unconfirmed=0, not_logged=5)


def test_after_a_use_day_days_not_logged_begin_no_run() -> None:
    days = focus_days(counting=Counting.ONLY_LOGGED, logged=[SINCE], used=[SINCE + DAY])
    f = figures(days, SINCE + 4 * DAY)
    assert (f.current_run, f.longest_run, f.runs) == (0, 1, 1)


def test_logged_days_are_not_read_when_days_are_presumed_free() -> None:
    today = SINCE + 3 * DAY
    assert figures(focus_days(logged=[SINCE]), today) == figures(focus_days(), today)


def test_the_first_day_counts() -> None:
    f = figures(focus_days(), SINCE)
    assert (f.days_in_recovery, f.free_days_total, f.current_run) == (0, 1, 1)


def test_before_recovery_begins_everything_is_nought() -> None:
    f = figures(focus_days(used=[SINCE - 2 * DAY]), SINCE - DAY)
    assert f.last_30 == Window(0, 0, 0, 0, 0)
    numbers = (f.days_in_recovery, f.free_days_total, f.current_run, f.longest_run, f.runs)
    assert numbers == (0, 0, 0, 0, 0)


def test_use_days_before_recovery_never_count() -> None:
    today = SINCE + 10 * DAY
    earlier = focus_days(used=[SINCE - n * DAY for n in range(1, 9)])
    assert figures(earlier, today) == figures(focus_days(), today)


@pytest.mark.parametrize("day", [SINCE - DAY, SINCE + 6 * DAY])
def test_a_day_outside_recovery_has_no_state(day: date) -> None:
    days = focus_days(used=[day], unconfirmed=[day], logged=[day])
    assert day_state(days, day, SINCE + 5 * DAY) is None


@pytest.mark.parametrize("counting", Counting)
def test_the_work_grows_with_the_days_given_and_not_with_the_years(counting: Counting) -> None:
    """A span of 9,998 years, three days given: a walk over each day would be noticed."""
    days = focus_days(
        since=date.min,
        counting=counting,
        used=[date(1500, 1, 1)],
        unconfirmed=[date(1600, 1, 1)],
        logged=[date(1700, 1, 1)],
    )
    seen = 0

    class CountingSet(frozenset[date]):
        def __contains__(self, day: object) -> bool:
            nonlocal seen
            seen += 1
            return super().__contains__(day)

    watched = days._replace(used=CountingSet(days.used))
    f = figures(watched, date.max)
    assert f.runs == (2 if counting is Counting.PRESUME_FREE else 1)
    assert seen <= 60
