"""Trends against twins written straight from the definitions, day by day."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from math import sqrt
from random import Random
from statistics import fmean, stdev, variance
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from recoverylog.insights import trend
from recoverylog.insights.series import DayValue
from recoverylog.insights.trend import Measure, Usual, compare, line, of, usual

DAY = timedelta(days=1)
EXACTLY = 1e-9
# Histories end about a leap day, both nights on which European clocks change, and a new year.
TODAYS = (date(2024, 3, 5), date(2026, 4, 2), date(2026, 11, 1), date(2026, 1, 3))


class Told(NamedTuple):
    """A history and the day on which it is looked at."""

    values: dict[date, float]
    today: date


def made(
    seed: int, days: int, coverage: float, *, turn: int, shift: float, pause: tuple[int, int]
) -> Told:
    """Return a history that moves by ``shift`` ``turn`` days ago, with a pause in it."""
    chance = Random(seed)
    today = chance.choice(TODAYS)
    level, spread = chance.uniform(1, 9), chance.choice((0.0, 0.5, 2.0))
    values = {}
    for back in range(days, -4, -1):
        if chance.random() >= coverage or pause[0] <= back < pause[0] + pause[1]:
            continue
        value = level + spread * chance.gauss(0, 1) + (shift if back < turn else 0.0)
        values[today - back * DAY] = min(10.0, max(0.0, value)) if spread > 1 else value
    return Told(values, today)


def histories() -> st.SearchStrategy[Told]:
    return st.builds(
        made,
        seed=st.integers(0, 2**32),
        days=st.integers(0, 130),
        coverage=st.sampled_from((0.3, 0.55, 0.65, 0.8, 1.0, 1.0)),
        turn=st.integers(0, 70),
        shift=st.sampled_from((0.0, 1.5, 3.0, 6.0, -3.0, -6.0)),
        pause=st.tuples(st.integers(0, 60), st.sampled_from((0, 0, 6, 7, 8, 20))),
    )


# --- the line ----------------------------------------------------------------------------


def twin_smooth(values: dict[date, float], day: date) -> float | None:
    """Weigh every logged day of the line that ``day`` is on."""
    if day not in values:
        return None
    on_it = [day]
    for other in sorted((d for d in values if d < day), reverse=True):
        if on_it[-1] - other > 7 * DAY:
            break
        on_it.append(other)
    if len(on_it) < 7:
        return None
    weights = [0.8**k for k in range(len(on_it))]
    weighed = sum(w * values[d] for w, d in zip(weights, on_it, strict=True))
    return weighed / sum(weights)


@settings(max_examples=1000, deadline=None)
@given(histories(), st.integers(-3, 60), st.integers(-3, 60))
def test_the_line_agrees_with_its_twin(told: Told, start: int, end: int) -> None:
    first, last = told.today - start * DAY, told.today - end * DAY
    points = line(told.values, first, last)
    days = [first + n * DAY for n in range((last - first).days + 1)]
    assert [point.day for point in points] == days
    assert [point.value for point in points] == [told.values.get(day) for day in days]
    expected = [twin_smooth(told.values, day) for day in days]
    assert [point.smooth for point in points] == [
        None if smooth is None else pytest.approx(smooth) for smooth in expected
    ]


def test_a_gap_is_left_open_and_begins_a_new_line() -> None:
    today = date(2024, 3, 2)
    values = {today - back * DAY: 4.0 for back in (*range(7), *range(14, 21))}
    points = {point.day: point for point in line(values, today - 20 * DAY, today)}
    assert points[today].smooth == pytest.approx(4.0)
    assert points[today - 14 * DAY].smooth == pytest.approx(4.0)
    assert points[today - 1 * DAY].smooth is None
    assert points[today - 10 * DAY] == (today - 10 * DAY, None, None)
    values[today - 13 * DAY] = 4.0
    points = {point.day: point for point in line(values, today - 20 * DAY, today)}
    assert points[today - 6 * DAY].smooth == pytest.approx(4.0)


# --- what is usual -----------------------------------------------------------------------


def twin_parts(
    values: dict[date, float], today: date, least: int
) -> tuple[list[date], list[date]] | None:
    """Return baseline and judged days: the most judged days that the rule allows."""
    known = sorted(day for day in values if day <= today)
    lately = {today - n * DAY for n in range(35)}
    for count in range(21, least - 1, -1):
        baseline, judged = known[-count - 28 : -count], known[-count:]
        if len(known) < count + 28 or not set(judged) <= lately:
            continue
        steps = zip(judged, [*judged[1:], today], strict=True)
        if any(later - day > 7 * DAY for day, later in steps):
            continue
        if 28 / (judged[0] - baseline[0]).days >= 0.6:
            return baseline, judged
    return None


def twin_usual(values: dict[date, float], today: date, least: int = 7) -> Usual:
    parts = twin_parts(values, today, least)
    if parts is None:
        n = sum(today - n * DAY in values for n in range(46))
        return Usual("needs", None, None, n, 46, twin_needed(values, today, least), None)
    baseline, judged = parts
    m = fmean(values[day] for day in baseline)
    s = max(1.0, stdev(values[day] for day in baseline))
    heights, limits = [], []
    for t in range(1, len(judged) + 1):
        newest_first = [values[day] for day in judged[:t]][::-1]
        heights.append(0.8**t * m + sum(0.2 * 0.8**k * x for k, x in enumerate(newest_first)))
        limits.append(3 * s * sqrt(0.2 / 1.8 * (1 - 0.8 ** (2 * t))))
    above = [z > m + limit + EXACTLY for z, limit in zip(heights, limits, strict=True)]
    below = [z < m - limit - EXACTLY for z, limit in zip(heights, limits, strict=True)]
    days = (judged[0] - baseline[0]).days
    found = Usual("within", m, heights[-1], 28, days, 0, None, limits[-1])
    if all(above[-least:]):
        return found._replace(state="higher", since=first_of_row(judged, above))
    if all(below[-least:]):
        return found._replace(state="lower", since=first_of_row(judged, below))
    return found


def first_of_row(days: list[date], beyond: list[bool]) -> date:
    inside = [number for number, is_beyond in enumerate(beyond) if not is_beyond]
    return days[inside[-1] + 1 if inside else 0]


def twin_needed(values: dict[date, float], today: date, least: int) -> int:
    """Write one day after the other until there is something to say."""
    later = {day: value for day, value in values.items() if day <= today}
    for more in range(1, 100):
        today += DAY if today in later else timedelta()
        later[today] = 5.0
        if twin_parts(later, today, least):
            return more
    raise AssertionError


def same(found: Usual, expected: Usual) -> bool:
    numbers: list[Any] = [
        pytest.approx(number)
        for number in (expected.baseline_mean, expected.latest, expected.limit)
    ]
    mean, latest, limit = numbers
    return found == expected._replace(baseline_mean=mean, latest=latest, limit=limit)


@settings(max_examples=1000, deadline=None)
@given(histories())
@example(made(84, 81, 0.8, turn=7, shift=-3.0, pause=(7, 6)))  # a day exactly on its limit
@example(Told({}, TODAYS[0]))
@example(Told({TODAYS[0] - n * DAY: 4.0 for n in range(35)}, TODAYS[0]))
@example(Told({TODAYS[0] - n * DAY: 4.0 for n in range(1, 35)}, TODAYS[0]))
def test_usual_agrees_with_its_twin(told: Told) -> None:
    assert same(usual(told.values, told.today), twin_usual(told.values, told.today))


@settings(max_examples=300, deadline=None)
@given(histories())
def test_fewer_in_a_row_agree_with_their_twin(told: Told) -> None:
    assert same(usual(told.values, told.today, 3), twin_usual(told.values, told.today, 3))


def test_the_histories_reach_every_state() -> None:
    chance = Random(4)
    seen = {"needs": 0, "within": 0, "higher": 0, "lower": 0}
    for seed in range(600):
        shift = chance.choice((0.0, 6.0, -6.0))
        days, turn = chance.randrange(130), chance.randrange(40)
        told = made(seed, days, 0.9, turn=turn, shift=shift, pause=(30, 3))
        seen[usual(told.values, told.today).state] += 1
    assert min(seen.values()) >= 30


@settings(max_examples=300, deadline=None)
@given(histories())
def test_only_the_last_eighty_one_days_are_looked_at(told: Told) -> None:
    last = {day: v for day, v in told.values.items() if 0 <= (told.today - day).days < 81}
    assert usual(last, told.today) == usual(told.values, told.today)


def steady(level: float, days: int, today: date) -> dict[date, float]:
    """Return every day up to today, one point above and below its level by turns."""
    return {today - n * DAY: level + (1 if n % 2 else -1) for n in range(days)}


TODAY = date(2024, 3, 3)


def test_seven_days_in_a_row_and_not_six() -> None:
    values = steady(3, 60, TODAY)
    assert usual(values, TODAY).state == "within"
    states = []
    for n in range(1, 8):
        values[TODAY + n * DAY] = 9.0
        states.append(usual(values, TODAY + n * DAY))
    assert [state.state for state in states] == [*["within"] * 6, "higher"]
    # The first high day alone, six points away, takes the line past its limit.
    assert [state.since for state in states] == [*[None] * 6, TODAY + DAY]
    assert states[-1].baseline_mean == pytest.approx(3.0)
    assert states[-1].latest == pytest.approx(9 - 6 * 0.8**7, abs=0.5)


@pytest.mark.parametrize("level", [5.0, 0.1, 3.7, 8 / 3])
def test_a_day_exactly_on_its_limit_is_not_beyond_it(level: float) -> None:
    # A day 3 away moves the line by 0.6, which is the limit after one day of a sigma of 1.
    values = {TODAY - n * DAY: level for n in range(28)}
    values |= {TODAY + n * DAY: level + 3 for n in range(1, 9)}
    assert usual(values, TODAY + 7 * DAY).state == "within"
    assert usual(values, TODAY + 8 * DAY).since == TODAY + 2 * DAY


def test_what_lasts_becomes_usual() -> None:
    values = steady(3, 60, TODAY) | {TODAY + n * DAY: 6.0 + n % 2 for n in range(1, 90)}
    states = [usual(values, TODAY + n * DAY).state for n in range(1, 90)]
    told = [number for number, state in enumerate(states, 1) if state == "higher"]
    assert 7 <= told[0] <= 14
    assert told == list(range(told[0], told[-1] + 1))
    assert 21 <= told[-1] <= 49
    assert set(states[told[-1] :]) == {"within"}


def test_silence_is_not_lately() -> None:
    values = steady(3, 60, TODAY) | {TODAY + n * DAY: 9.0 for n in range(1, 11)}
    last = TODAY + 10 * DAY
    assert usual(values, last + 7 * DAY).state == "higher"
    after = usual(values, last + 8 * DAY)
    assert (after.state, after.needed) == ("needs", 7)


def test_a_new_person_is_told_how_many_days_are_needed() -> None:
    assert usual({}, TODAY).needed == 35
    assert usual(steady(3, 20, TODAY), TODAY).needed == 15
    assert usual(steady(3, 34, TODAY), TODAY).needed == 1
    assert usual(steady(3, 35, TODAY), TODAY).state == "within"


def test_days_that_hardly_differ_have_a_sigma_of_one() -> None:
    values = {TODAY - n * DAY: 5.0 if n < 15 else 4.2 for n in range(60)}
    found = usual(values, TODAY)
    assert found.state == "within"
    assert found.limit == pytest.approx(1.0, abs=0.01)


def test_days_to_come_are_not_looked_at() -> None:
    values = steady(3, 60, TODAY)
    ahead = values | {TODAY + n * DAY: 10.0 for n in range(1, 30)}
    assert usual(ahead, TODAY) == usual(values, TODAY)
    assert compare(ahead, TODAY, 28) == compare(values, TODAY, 28)


def test_at_the_beginning_of_the_calendar() -> None:
    assert usual({date.min: 4.0}, date.min).needed == 34
    assert usual({}, date.max).needed == 35
    assert line({date.min: 4.0}, date.min, date.min)[0].smooth is None


# --- two periods -------------------------------------------------------------------------


def counts(values: dict[date, float], today: date, days: int) -> tuple[list[float], list[float]]:
    before = [today - n * DAY for n in range(days, 2 * days)]
    after = [today - n * DAY for n in range(days)]
    return [values[d] for d in before if d in values], [values[d] for d in after if d in values]


def twin_needed_to_compare(values: dict[date, float], today: date, days: int) -> int:
    later = {day: value for day, value in values.items() if day <= today}
    for more in range(1, 300):
        today += DAY if today in later else timedelta()
        later[today] = 5.0
        if min(map(len, counts(later, today, days))) >= 14:
            return more
    raise AssertionError


@settings(max_examples=1000, deadline=None)
@given(histories(), st.sampled_from((14, 15, 28, 30, 45, 90)))
def test_comparing_agrees_with_its_twin(told: Told, days: int) -> None:
    before, after = counts(told.values, told.today, days)
    found = compare(told.values, told.today, days)
    assert (found.before_n, found.after_n, found.days) == (len(before), len(after), days)
    assert found.before_mean == (pytest.approx(fmean(before)) if before else None)
    assert found.after_mean == (pytest.approx(fmean(after)) if after else None)
    assert found.after_last == told.today
    assert found.after_first - DAY == found.before_last
    lengths = (found.after_last - found.after_first, found.before_last - found.before_first)
    assert lengths == ((days - 1) * DAY, (days - 1) * DAY)
    noise = 1.5 if min(len(before), len(after)) >= 28 else 2.0
    if min(len(before), len(after)) < 14:
        assert (found.difference, found.change, found.noise) == (None, False, noise)
        assert found.needed == twin_needed_to_compare(told.values, told.today, days)
        return
    n, m = len(before), len(after)
    pooled = sqrt(((n - 1) * variance(before) + (m - 1) * variance(after)) / (n + m - 2))
    noise = max(noise, 2.6 * pooled * sqrt(1 / n + 1 / m))
    assert found.needed == 0
    assert found.noise == pytest.approx(noise)
    assert found.difference == pytest.approx(fmean(after) - fmean(before))
    assert found.change == (abs(fmean(after) - fmean(before)) > noise)


def test_what_is_exactly_the_noise_is_no_change() -> None:
    values = {TODAY - back * DAY: 4.5 if back < 28 else 3.0 for back in range(56)}
    found = compare(values, TODAY, 28)
    assert (found.difference, found.noise, found.change) == (1.5, 1.5, False)
    values[TODAY] += 0.1
    assert compare(values, TODAY, 28).change


class Counted(dict[date, float]):
    """Values that count how often a day is looked up."""

    looked_up = 0

    def __contains__(self, day: object) -> bool:
        self.looked_up += 1
        return super().__contains__(day)


def test_a_hundred_years_are_compared_in_as_many_steps() -> None:
    # Written for ten years, as long before the present as the comparison reaches.
    first = TODAY - 2 * 36600 * DAY
    values = Counted({first + n * DAY: 3.0 for n in range(3650)})
    found = compare(values, TODAY, 36600)
    assert (found.before_n, found.after_n) == (3649, 0)
    assert found.needed == 14
    assert values.looked_up <= 2 * 36600


def test_what_a_long_comparison_needs_is_counted_by_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step is two searches, however many days are known; it walked through them all."""
    searches = 0

    def counted(known: list[int], number: int) -> int:
        nonlocal searches
        searches += 1
        return bisect_right(known, number)

    monkeypatch.setattr(trend, "bisect_right", counted)
    # The known days have left both periods when the later one has its fourteen: all is new.
    values = {TODAY - 2 * 36600 * DAY + n * DAY: 3.0 for n in range(14)}
    assert compare(values, TODAY, 36600).needed == 36614
    assert searches == 2 * 36613


def test_the_noise_of_ratings_is_the_table_s() -> None:
    values = steady(3, 56, TODAY)
    assert compare(values, TODAY, 14).noise == 2.0
    assert compare(values, TODAY, 28).noise == 1.5
    wide = {day: 20 * value for day, value in values.items()}
    assert compare(wide, TODAY, 28).noise > 10


@pytest.mark.parametrize("days", [-1, 0, 13])
def test_short_periods_are_not_compared(days: int) -> None:
    with pytest.raises(ValueError, match="14 days or more"):
        compare({}, TODAY, days)


# --- measures ----------------------------------------------------------------------------


def test_what_each_measure_knows() -> None:
    values = {
        TODAY: DayValue(6.0, 7.0, 2, sleep=7.5, noted=3),
        TODAY - DAY: DayValue(None, None, 0, noted=1),
        TODAY - 2 * DAY: DayValue(0.0, 0.0, 1, noted=1),
    }
    assert of(values, Measure.MOOD) == {TODAY: 6.0, TODAY - 2 * DAY: 0.0}
    assert of(values, Measure.CRAVING) == {TODAY: 7.0, TODAY - 2 * DAY: 0.0}
    assert of(values, Measure.SLEEP) == {TODAY: 7.5}
    assert of(values, Measure.CRAVINGS) == {TODAY: 2.0, TODAY - DAY: 0.0, TODAY - 2 * DAY: 1.0}
