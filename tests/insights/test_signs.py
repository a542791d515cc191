"""Signs ticked once a week, counted by hand."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.insights.signs import Sign, SignsSeen, SignsWeek, compare, monday

SIGNS = [Sign(f"s{number}", f"sign {number}") for number in range(6)]
IDS = st.sampled_from([sign.id for sign in SIGNS] + ["given up"])
MONDAYS = st.integers(0, 4).map(lambda n: date(2024, 2, 19) + timedelta(days=7 * n))
WEEKS = st.lists(st.builds(SignsWeek, MONDAYS, st.lists(IDS).map(tuple)))


@settings(max_examples=500)
@given(WEEKS, st.integers(0, 6), MONDAYS, st.integers(0, 6))
def test_signs_are_counted_by_hand(
    weeks: list[SignsWeek], signs: int, this: date, weekday: int
) -> None:
    seen = compare(weeks, SIGNS[:signs], this + timedelta(days=weekday))
    assert seen.of == signs
    for shown, start in ((seen.this, this), (seen.before, this - timedelta(days=7))):
        looked = [week for week in weeks if week.week == start]
        ticked = [s for s in SIGNS[:signs] if any(s.id in week.ticked for week in looked)]
        assert shown == (len(ticked) if looked else None)


def test_a_week_begins_on_monday() -> None:
    assert monday(date(2024, 3, 3)) == date(2024, 2, 26)
    assert monday(date(2024, 2, 26)) == date(2024, 2, 26)


def test_a_week_without_a_look_is_not_a_week_without_a_sign() -> None:
    looked = SignsWeek(date(2026, 11, 16), ())
    assert compare([looked], SIGNS, date(2026, 11, 22)) == SignsSeen(0, None, 6)
    assert compare([], SIGNS, date(2026, 11, 22)) == SignsSeen(None, None, 6)
