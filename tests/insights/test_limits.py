"""Days and weeks within a limit, against a twin that adds up every day by hand."""

from __future__ import annotations

from datetime import date
from itertools import groupby

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from recoverylog.insights.limits import Amount, Limit, Within, amounts, within
from recoverylog.insights.mark import Mark
from recoverylog.insights.streaks import Counting, DayState, FocusDays
from tests.insights.histories import DAY, SINCE, focus_days, histories, twin_state

Known = tuple[int, bool]
"""Tenths that are known, and whether they are all."""

Amounts = dict[date, Known]


def twin_tenths(days: FocusDays, tenths: Amounts, day: date) -> Known:
    state = twin_state(days, day)
    if state is DayState.FREE:
        return 0, True
    return tenths.get(day, (0, False)) if state is DayState.USED else (0, False)


def twin_within(days: FocusDays, tenths: Amounts, limit: int, per: str, today: date) -> Within:
    """In whole tenths, so that nothing is rounded; weeks are the days that share a Monday."""
    span = max(0, (today - days.since).days + 1)
    every = [days.since + n * DAY for n in range(span)]
    known = {day: twin_tenths(days, tenths, day) for day in every}

    def total(some: list[date]) -> Known:
        return sum(known[day][0] for day in some), all(known[day][1] for day in some)

    def word(some: list[date]) -> str:
        least, whole = total(some)
        return ">" if least > limit else "<" if whole else "?"

    if per == "day":
        periods = [[day] for day in every]
        present, most = periods[-1:], 30
    else:
        weeks = [list(w) for _, w in groupby(every, key=lambda d: d.isocalendar()[:2])]
        present = [w for w in weeks if w[0].isocalendar()[:2] == today.isocalendar()[:2]]
        periods = [w for w in weeks if len(w) == 7 and w not in present]
        most = 12
    words = [word(period) for period in periods]
    latest = words[-most:]
    # Unknown ones stand aside; what is left falls into rows of kept ones at each one over.
    rows = [len(row) for row in "".join(words).replace("?", "").split(">")]
    so_far, whole = total(present[0]) if present else (None, True)
    return Within(
        per="day" if per == "day" else "week",
        limit=limit / 10,
        kept=latest.count("<"),
        over=latest.count(">"),
        unknown=latest.count("?"),
        periods=len(latest),
        run=rows[-1],
        longest=max(rows),
        so_far=None if so_far is None else so_far / 10,
        so_far_whole=whole,
    )


@st.composite
def cases(draw: st.DrawFn, longest: int = 100) -> tuple[tuple[FocusDays, date], Amounts, int, str]:
    days, today = draw(histories(longest))
    noted = draw(st.sampled_from([1.0, 0.9, 0.5]))
    draws = draw(st.randoms(use_true_random=False))
    top = draw(st.integers(1, 60))
    tenths: Amounts = {}
    for day in sorted(days.used):
        chance = draws.random()
        if chance < noted:
            tenths[day] = draws.randint(0, top), True
        elif chance < (1 + noted) / 2:
            tenths[day] = draws.choice([0, draws.randint(0, top)]), False
    per = draw(st.sampled_from(["day", "week"]))
    return (days, today), tenths, draw(st.integers(0, 150 if per == "week" else 50)), per


@settings(max_examples=1000, deadline=None)
@given(cases())
@example(((focus_days(), SINCE - DAY), {}, 30, "week"))
@example(((focus_days(), SINCE), {}, 30, "day"))
def test_agrees_with_the_day_by_day_twin(
    case: tuple[tuple[FocusDays, date], Amounts, int, str],
) -> None:
    (days, today), tenths, limit, per = case
    given_amounts = {day: Amount(n / 10, whole) for day, (n, whole) in tenths.items()}
    own = Limit(limit / 10, "day" if per == "day" else "week")
    assert within(days, given_amounts, own, today) == twin_within(days, tenths, limit, per, today)


@settings(max_examples=300, deadline=None)
@given(cases(longest=700))
def test_agrees_over_years(case: tuple[tuple[FocusDays, date], Amounts, int, str]) -> None:
    (days, today), tenths, limit, per = case
    given_amounts = {day: Amount(n / 10, whole) for day, (n, whole) in tenths.items()}
    own = Limit(limit / 10, "day" if per == "day" else "week")
    found = within(days, given_amounts, own, today)
    assert found == twin_within(days, tenths, limit, per, today)
    assert found.kept + found.over + found.unknown == found.periods
    assert 0 <= found.run <= found.longest


def test_days_worked_by_hand() -> None:
    used = [SINCE + n * DAY for n in (2, 5, 7)]
    noted = {used[0]: Amount(2), used[1]: Amount(4), used[2]: Amount(1, whole=False)}
    found = within(focus_days(used=used), noted, Limit(3, "day"), SINCE + 8 * DAY)
    assert found == Within(
        per="day", limit=3, kept=7, over=1, unknown=1, periods=9, run=2, longest=5, so_far=0
    )


def test_weeks_worked_by_hand() -> None:
    """1 January 2026 is a Thursday: the first whole week begins on the 5th."""
    used = [date(2026, 1, n) for n in (2, 6, 11, 14, 20, 27)]
    noted = dict.fromkeys(used, Amount(5))
    noted[date(2026, 1, 14)] = Amount(10)
    found = within(focus_days(used=used), noted, Limit(10, "week"), date(2026, 1, 28))
    assert found == Within(
        per="week", limit=10, kept=3, over=0, unknown=0, periods=3, run=3, longest=3, so_far=5
    )
    strict = within(focus_days(used=used), noted, Limit(9, "week"), date(2026, 1, 28))
    assert (strict.kept, strict.over, strict.run, strict.longest) == (1, 2, 1, 1)


def test_a_day_not_logged_is_unknown_and_ends_no_run() -> None:
    logged = [SINCE, SINCE + DAY, SINCE + 4 * DAY]
    days = focus_days(counting=Counting.ONLY_LOGGED, logged=logged)
    found = within(days, {}, Limit(2, "day"), SINCE + 4 * DAY)
    assert (found.kept, found.over, found.unknown, found.run) == (3, 0, 2, 3)


def test_what_is_the_limit_to_a_person_is_within_it() -> None:
    used = [date(2026, 1, 5), date(2026, 1, 6)]
    noted = {used[0]: Amount(1.1), used[1]: Amount(2.2)}
    found = within(focus_days(used=used), noted, Limit(3.3, "week"), date(2026, 1, 12))
    assert (found.kept, found.over) == (1, 0)


@settings(max_examples=500)
@given(
    st.lists(
        st.builds(
            Mark,
            kind=st.sampled_from(["use", "craving"]),
            day=st.dates(SINCE, SINCE + 4 * DAY),
            focus=st.sampled_from(["a", "b", None]),
            amount=st.none() | st.integers(0, 9),
            confirmed=st.booleans(),
        ),
        max_size=12,
    )
)
def test_amounts_of_a_day(marks: list[Mark]) -> None:
    found = amounts(marks, "a")
    for n in range(5):
        day = SINCE + n * DAY
        here = [m for m in marks if m.day == day and m.kind == "use" and m.focus == "a"]
        parts = [m.amount for m in here if m.confirmed]
        assert (day in found) == bool(parts)
        if parts:
            known = [part for part in parts if part is not None]
            assert found[day] == Amount(sum(known), len(known) == len(parts))


def test_more_use_never_makes_a_day_better() -> None:
    """Seven are over a limit of two, whatever else there was."""
    day = SINCE + 2 * DAY
    seven = Mark("use", day, focus="a", amount=7)
    known = amounts([seven, Mark("use", day, focus="a")], "a")
    found = within(focus_days(used=[day]), known, Limit(2, "day"), SINCE + 4 * DAY)
    assert (found.kept, found.over, found.unknown, found.run) == (4, 1, 0, 2)


@pytest.mark.parametrize("per", ["day", "week"])
def test_the_order_of_the_amounts_does_not_matter(per: str) -> None:
    used = [SINCE + n * DAY for n in range(20)]
    noted = {day: Amount(day.day % 5) for day in used}
    backwards = dict(reversed(noted.items()))
    limit = Limit(3, "day" if per == "day" else "week")
    days, today = focus_days(used=used), SINCE + 30 * DAY
    assert within(days, noted, limit, today) == within(days, backwards, limit, today)
