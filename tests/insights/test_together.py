"""What goes together: every comparison made again from its definition, and honest chance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.insights import together
from recoverylog.insights.interval import group, of_difference
from recoverylog.insights.mark import Mark
from recoverylog.insights.series import DayValue, of_marks
from recoverylog.insights.together import Measure, What
from tests.insights.invented_marks import HALT, history, unrelated
from tests.insights.test_carryover import inflation_by_definition

SEEDS = st.integers(0, 10**9)


class Days:
    """What was noted day by day, asked of the marks again and again."""

    def __init__(self, marks: list[Mark], first: date, last: date) -> None:
        self.marks = [mark for mark in marks if first <= mark.day <= last]
        self.first = first
        self.values: dict[date, DayValue] = of_marks(self.marks)

    def any(self, holds: Callable[[Mark], bool]) -> set[date]:
        return {mark.day for mark in self.marks if holds(mark)}

    def measured(self, measure: Measure) -> dict[date, float]:
        if measure is Measure.MOOD:
            return {d: v.mood for d, v in self.values.items() if v.mood is not None}
        rated = self.any(lambda m: m.kind == "check_in" and m.craving is not None)
        return {d: self.values[d].craving or 0.0 for d in rated}


def comparisons(days: Days) -> dict[tuple[What, str, Measure], tuple[set[date], set[date]]]:
    """Every comparison with the days that have it and those that do not, as the page says."""
    found = {}
    tags = {tag for m in days.marks for tag in m.tags}
    helped = {word for m in days.marks for word in m.helped}
    checked = days.any(lambda m: m.kind == "check_in")
    for measure in Measure:
        rated = set(days.measured(measure))

        def add(kind: What, word: str, among: set[date], having: set[date]) -> None:
            base = among & rated  # noqa: B023 - called at once
            found[kind, word, measure] = (base & having, base - having)  # noqa: B023

        met = days.any(lambda m: m.kind == "connection" or (m.people != () and m.kind != "craving"))
        add(What.CONNECTION, "", rated, met)
        for word in HALT:
            add(What.HALT, word, checked, days.any(lambda m, w=word: w in m.halt))  # type: ignore[misc]
        sleep = {d: v.sleep for d, v in days.values.items() if v.sleep is not None}
        add(What.SHORT_SLEEP, "", set(sleep), {d for d, hours in sleep.items() if hours < 6})
        for kind, craved, words, field in (
            (What.TAG, What.TAG_AT_CRAVING, tags, "tags"),
            (What.HELPED, What.HELPED_AT_CRAVING, helped, "helped"),
        ):
            some = {m.day for m in days.marks if m.kind == "craving" and getattr(m, field)}
            for word in words:
                said = [m for m in days.marks if word in getattr(m, field)]
                at_craving = {m.day for m in said if m.kind == "craving"}
                if measure is Measure.MOOD:
                    add(craved, word, some, at_craving)
                if measure is Measure.MOOD or not at_craving:
                    add(kind, word, rated, {m.day for m in said if m.kind != "craving"})
    return found


@settings(max_examples=1000, deadline=None)
@given(SEEDS)
def test_every_comparison_is_the_one_of_the_definition(seed: int) -> None:
    marks, first, last = history(seed)
    found = together.together(of_marks(marks), marks, first, last)
    days = Days(marks, first, last)
    all_ = comparisons(days)
    tested = {key: one for key, one in all_.items() if min(map(len, one)) >= 10}
    assert found.tested == len(tested)
    lacking = [max(0, 10 - len(a)) + max(0, 10 - len(b)) for a, b in all_.values()]
    assert found.needed == (0 if tested else min(lacking))
    named = []
    for (kind, word, measure), (having, without) in tested.items():
        values = days.measured(measure)
        numbered = {(d - first).days: values[d] for d in having | without}
        wide = inflation_by_definition(numbered, {(d - first).days for d in having})
        one, other = ([values[d] for d in side] for side in (having, without))
        interval = of_difference(group(one), group(other), 0.05 / len(tested), wide)
        if interval.least > 1e-6 and abs(interval.difference) >= 0.5:
            named.append((interval.least, kind, word, measure, fmean(one), fmean(other)))
    named.sort(reverse=True)
    assert len(found.found) == min(3, len(named))
    assert [(f.kind, f.word, f.measure) for f in found.found] == [n[1:4] for n in named[:3]]
    for shown, (least, *_, one_mean, other_mean) in zip(found.found, named, strict=False):
        assert shown.mean_with == pytest.approx(one_mean)
        assert shown.mean_without == pytest.approx(other_mean)
        assert shown.difference == pytest.approx(one_mean - other_mean)
        assert max(shown.low, -shown.high) == pytest.approx(least, abs=1e-6)
        assert shown.clear


@settings(max_examples=1000, deadline=None)
@given(SEEDS)
def test_company_is_days_with_a_connection_against_the_others(seed: int) -> None:
    marks, first, last = history(seed)
    found = together.company(of_marks(marks), marks, first, last)
    days = Days(marks, first, last)
    sides = comparisons(days)
    for measure, one, needed in (
        (Measure.MOOD, found.mood, found.mood_needed),
        (Measure.CRAVING, found.craving, found.craving_needed),
    ):
        having, without = sides[What.CONNECTION, "", measure]
        values = days.measured(measure)
        assert needed == (max(0, 10 - len(having)), max(0, 10 - len(without)))
        assert (one is None) is (needed != (0, 0))
        if one is not None:
            assert (one.n_with, one.n_without) == (len(having), len(without))
            assert one.mean_with == pytest.approx(fmean(values[d] for d in having))
            assert one.mean_without == pytest.approx(fmean(values[d] for d in without))
            numbered = {(d - first).days: values[d] for d in having | without}
            wide = inflation_by_definition(numbered, {(d - first).days for d in having})
            met, alone = (group([values[d] for d in side]) for side in (having, without))
            interval = of_difference(met, alone, 0.025, wide)
            assert one.low == pytest.approx(interval.low, abs=1e-6)
            assert one.high == pytest.approx(interval.high, abs=1e-6)


def found_of(
    marks: list[Mark], first: date, last: date
) -> tuple[together.TogetherResult, dict[date, DayValue]]:
    values = of_marks(marks)
    return together.together(values, marks, first, last), values


@pytest.mark.parametrize("days", [60, 180])
@pytest.mark.parametrize(
    ("carry", "sticky", "zeros"), [(0.0, 0.0, False), (0.3, 0.3, True), (0.6, 0.6, False)]
)
def test_people_of_whom_nothing_goes_together_are_told_so(
    days: int, carry: float, sticky: float, zeros: bool
) -> None:
    rng = Random(days)
    people = 120
    told = sum(
        bool(found_of(*unrelated(rng, days, carry=carry, sticky=sticky, zeros=zeros))[0].found)
        for _ in range(people)
    )
    assert told <= 0.05 * people


@pytest.mark.slow
def test_nor_do_two_years_of_ebb_and_flow_name_anything() -> None:
    """Moods and words that each rise and fall once in two years meet by chance alone."""
    rng = Random(730)
    people = 60
    told = sum(bool(found_of(*unrelated(rng, 730, tide=True))[0].found) for _ in range(people))
    assert told <= 0.05 * people


def test_two_points_more_on_days_with_company_are_found() -> None:
    people = 40
    right = 0
    for seed in range(people):
        found, _ = found_of(*unrelated(Random(seed), 180, company=2.0))
        right += any(
            one.kind is What.CONNECTION and one.measure is Measure.MOOD and one.difference > 0
            for one in found.found
        )
    assert right >= 0.9 * people


def test_a_word_that_is_only_said_at_cravings_is_never_held_against_them() -> None:
    """It stands on days with a strong craving alone, and would always be found."""
    marks = []
    for number in range(60):
        day = date.fromordinal(739_000 + number)
        craved = number % 2 == 0
        marks.append(Mark("check_in", day, mood=5.0, craving=8.0 if craved else 0.0))
        if craved:
            tags = ("work",) if number % 4 else ("home",)
            marks.append(Mark("craving", day, craving=8.0, tags=tags, people=("marta",)))
    first, last = marks[0].day, marks[-1].day
    found, values = found_of(marks, first, last)
    assert found.tested == 2  # both words, in mood, among days with a word at a craving
    assert found.found == ()
    assert together.company(values, marks, first, last).craving_needed == (10, 0)


def test_a_difference_that_nobody_could_rate_is_not_named() -> None:
    marks = [
        Mark(
            "check_in",
            date.fromordinal(739_000 + number),
            mood=5.0 + 0.4 * (number % 3 == 0),
            tags=("walk",) if number % 3 == 0 else (),
        )
        for number in range(300)
    ]
    found, _ = found_of(marks, marks[0].day, marks[-1].day)
    assert (found.tested, found.found) == (1, ())


def test_nothing_written_needs_twenty_days() -> None:
    day = date(2026, 11, 22)
    assert together.together({}, [], day, day) == together.TogetherResult((), 0, 20)
    nothing = together.company({}, [], day, day)
    assert nothing == together.Company(None, None, (10, 10), (10, 10))


@pytest.mark.parametrize(
    ("kind", "word", "shown"),
    [
        (What.TAG, "lonely", "@lonely"),
        (What.HELPED_AT_CRAVING, "walk", "+walk"),
        (What.HALT, "tired", "tired"),
        (What.CONNECTION, "", "connection"),
        (What.SHORT_SLEEP, "", "short sleep"),
    ],
)
def test_it_is_named_in_a_word(kind: What, word: str, shown: str) -> None:
    one = together.Together(kind, word, Measure.MOOD, 10, 10, 5.0, 5.0, 0.0, -1.0, 1.0)
    assert one.what == shown
    assert not one.clear
