"""Episodes of use, the days between, the days to a free day, and momentum, day by day."""

from __future__ import annotations

import statistics
from datetime import date
from itertools import groupby, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from recoverylog.insights.middle import median
from recoverylog.insights.returns import Returns, momentum, returns
from recoverylog.insights.streaks import Counting, DayState, FocusDays, day_state, figures
from tests.insights.histories import DAY, SINCE, focus_days, histories, twin_state

FREE, USED = DayState.FREE, DayState.USED


def all_states(days: FocusDays, today: date) -> list[tuple[date, DayState]]:
    span = max(0, (today - days.since).days + 1)
    every = [days.since + n * DAY for n in range(span)]
    return [(day, twin_state(days, day)) for day in every]


def twin_time(states: dict[date, DayState], first: date) -> int | None:
    """From the first used day on, one day after the other, until it is free or not known."""
    day, passed = first, 0
    while states.get(day) is USED:
        day, passed = day + DAY, passed + 1
    return passed if states.get(day) is FREE else None


def twin_returns(days: FocusDays, today: date) -> Returns:
    states = all_states(days, today)
    counted = [(day, state) for day, state in states if state in (FREE, USED)]
    rows = [(state, list(row)) for state, row in groupby(counted, key=lambda one: one[1])]
    episodes = [[day for day, _ in row] for state, row in rows if state is USED]
    gaps = tuple((later[0] - earlier[-1]).days for earlier, later in pairwise(episodes))
    found = [twin_time(dict(states), episode[0]) for episode in episodes]
    times = tuple(time for time in found if time is not None)
    return Returns(
        episodes=len(episodes),
        gaps=gaps,
        median_gap=statistics.median(gaps) if gaps else None,
        times=times,
        median_time=statistics.median(times) if times else None,
        latest_time=times[-1] if times else None,
    )


def twin_momentum(days: FocusDays, today: date) -> float:
    """The formula, once for each day of which something is known."""
    m, score = 0.5 ** (1 / 13), 0.0
    for _, state in all_states(days, today):
        if state in (FREE, USED):
            score = score * m + (1.0 if state is FREE else 0.0) * (1 - m)
    return 100 * score


@settings(max_examples=1000, deadline=None)
@given(histories())
@example((focus_days(used=[SINCE]), SINCE))
@example((focus_days(used=[SINCE]), SINCE - DAY))
@example(
    (focus_days(since=date(2024, 2, 28), used=[date(2024, 2, 29)]), date(2024, 3, 1)),
)
def test_agrees_with_the_day_by_day_twin(history: tuple[FocusDays, date]) -> None:
    days, today = history
    assert returns(days, today) == twin_returns(days, today)
    assert momentum(days, today) == pytest.approx(twin_momentum(days, today), abs=1e-9)


@settings(max_examples=300, deadline=None)
@given(histories(longest=1000))
def test_agrees_over_years(history: tuple[FocusDays, date]) -> None:
    days, today = history
    assert returns(days, today) == twin_returns(days, today)
    assert momentum(days, today) == pytest.approx(twin_momentum(days, today), abs=1e-9)


@settings(max_examples=500, deadline=None)
@given(histories())
def test_episodes_part_the_runs(history: tuple[FocusDays, date]) -> None:
    days, today = history
    found, runs = returns(days, today), figures(days, today).runs
    assert abs(found.episodes - runs) <= 1
    assert all(gap >= 2 for gap in found.gaps)
    assert all(time >= 1 for time in found.times)
    assert len(found.gaps) == max(0, found.episodes - 1)
    assert len(found.times) <= found.episodes


@settings(max_examples=500, deadline=None)
@given(histories(), st.integers(0, 100))
def test_momentum_stays_within_its_bounds_and_a_use_day_takes_a_little(
    history: tuple[FocusDays, date], back: int
) -> None:
    days, today = history
    value = momentum(days, today)
    assert 0 <= value <= 100
    day = today - back * DAY
    with_use = momentum(days._replace(used=days.used | {day}), today)
    if day_state(days, day, today) is FREE:
        # A used day in place of a free one costs the weight of that one day, 5.2 at the most.
        assert value - 5.2 < with_use < value


@pytest.mark.parametrize(
    ("free", "score"), [(0, 5), (6, 31), (12, 50), (29, 80), (59, 96), (89, 99)]
)
def test_the_scores_of_the_source(free: int, score: int) -> None:
    assert round(momentum(focus_days(), SINCE + free * DAY)) == score


def test_one_use_day_after_ninety_free_ones_costs_five() -> None:
    use_day = SINCE + 90 * DAY
    assert round(momentum(focus_days(used=[use_day]), use_day)) == 94


def test_eighty_four_free_days_one_use_day_one_free_day() -> None:
    use_day = SINCE + 84 * DAY
    days = focus_days(used=[use_day])
    assert returns(days, use_day) == Returns(1, (), None, (), None, None)
    assert returns(days, use_day + DAY) == Returns(1, (), None, (1,), 1, 1)
    assert round(momentum(days, use_day + DAY)) == 94


def test_gaps_and_times_worked_by_hand() -> None:
    used = [SINCE + n * DAY for n in (5, 6, 20, 21, 22, 60)]
    found = returns(focus_days(used=used), SINCE + 70 * DAY)
    assert found == Returns(3, (14, 38), 26, (2, 3, 1), 2, 1)


def test_a_day_of_which_nothing_is_known_parts_no_episode_and_gives_no_time() -> None:
    used = [SINCE + DAY, SINCE + 3 * DAY]
    found = returns(focus_days(used=used, unconfirmed=[SINCE + 2 * DAY]), SINCE + 9 * DAY)
    assert found == Returns(1, (), None, (), None, None)


def test_the_last_day_of_all() -> None:
    days = focus_days(since=date.max, used=[date.max])
    assert returns(days, date.max) == Returns(1, (), None, (), None, None)


def test_months_of_silence_are_no_time_to_return() -> None:
    days = focus_days(
        counting=Counting.ONLY_LOGGED, used=[SINCE], logged=[SINCE, SINCE + 180 * DAY]
    )
    assert returns(days, SINCE + 180 * DAY) == Returns(1, (), None, (), None, None)


@settings(max_examples=300)
@given(st.lists(st.integers(-9, 9) | st.floats(-9, 9), max_size=20))
def test_the_median(values: list[float]) -> None:
    assert median(values) == (statistics.median(values) if values else None)
