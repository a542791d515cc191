"""Two weeks of day values, the last of them today."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from recoverylog.insights.fortnight import average, noted, of
from recoverylog.journal.entry import AnyEntry, CheckIn, Craving, Mood, Note

TODAY = date(2026, 11, 22)


def fields(back: int) -> dict[str, Any]:
    day = TODAY - timedelta(days=back)
    return {"id": f"{back + 20:032x}", "day": day, "at": datetime.combine(day, time(12), UTC)}


def test_each_day_in_its_place() -> None:
    entries: list[AnyEntry] = [
        Mood(**fields(0), mood=6.0),
        Mood(**fields(0), mood=8.0),
        Craving(**fields(1), craving=7.0),
        Craving(**fields(1), craving=3.0),
        CheckIn(**fields(13), mood=5.0, craving=2.0),
        Note(**fields(2), text="called Ada"),
    ]
    values = of(entries, TODAY)
    assert values.days[0] == date(2026, 11, 9)
    assert values.days[-1] == TODAY
    assert values.moods == (5.0, *[None] * 12, 7.0)
    assert values.cravings == (2.0, *[None] * 11, 7.0, None)
    assert [index for index, logged in enumerate(values.logged) if logged] == [0, 11, 12, 13]
    assert not values.empty


def test_days_before_and_after_are_left_out() -> None:
    values = of([Mood(**fields(14), mood=9.0), Mood(**fields(-1), mood=9.0)], TODAY)
    assert values.empty
    assert not any(values.logged)


def test_a_note_alone_draws_no_line() -> None:
    values = of([Note(**fields(0), text="quiet day")], TODAY)
    assert values.empty
    assert values.logged[-1]


def test_a_mean_needs_three_days() -> None:
    assert average((4.0, None, 6.0)) is None
    assert noted((4.0, None, 6.0)) == 2
    assert average((4.0, None, 6.0, 5.0)) == 5.0
    assert average(()) is None


def test_a_day_of_nought_is_a_day_with_a_value() -> None:
    values = of([Craving(**fields(back), craving=0.0) for back in range(3)], TODAY)
    assert not values.empty
    assert average(values.cravings) == 0.0


@given(st.sets(st.integers(-3, 30)), st.integers(1, 30))
def test_as_many_values_as_days(backs: set[int], days: int) -> None:
    values = of([Mood(**fields(back), mood=5.0) for back in backs], TODAY, days)
    assert {len(part) for part in values} == {days}
    assert noted(values.moods) == sum(values.logged) == len(backs & set(range(days)))
