"""Day values against a twin that looks at every entry of every day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.insights import mark
from recoverylog.insights.series import DayValue, between, by_day, logged, mean, of_marks
from recoverylog.journal.entry import (
    HALT,
    AnyEntry,
    CheckIn,
    Connection,
    Craving,
    Gratitude,
    Mood,
    Note,
    Use,
)

DAY = timedelta(days=1)
# A leap day, and both nights on which European clocks change.
FIRSTS = (date(2024, 2, 20), date(2026, 3, 22), date(2026, 10, 18), date(2025, 12, 24))


def an_entry(chance: Random, first: date, number: int) -> AnyEntry:
    """Return any kind of entry, written at any hour of the day or of the night after it."""
    day = first + chance.randrange(20) * DAY
    at = datetime.combine(day, time(4), UTC) + timedelta(minutes=chance.randrange(1440))
    fields: dict[str, Any] = {
        "id": f"{number:032x}",
        "day": day,
        "at": at,
        "offset": chance.choice((-300, 0, 60, 120)),
        "people": chance.choice(((), (), (), ("Ada",))),
    }

    def rating() -> float:
        return chance.randrange(21) / 2

    def maybe(value: float) -> float | None:
        return value if chance.random() < 0.6 else None

    makers = (
        lambda: Mood(**fields, mood=rating()),
        lambda: Craving(**fields, craving=rating(), after=maybe(rating())),
        lambda: CheckIn(
            **fields,
            mood=maybe(rating()),
            craving=maybe(rating()),
            sleep=maybe(chance.randrange(49) / 2),
            halt=tuple(chance.sample(HALT, chance.randrange(4))),
        ),
        lambda: Note(**fields, text="called in"),
        lambda: Gratitude(**fields, text="coffee"),
        lambda: Connection(**fields),
        lambda: Use(**fields, amount=maybe(rating())),
    )
    made: AnyEntry = chance.choice(makers)()
    return made


def journals() -> st.SearchStrategy[list[AnyEntry]]:
    def made(seed: int, count: int) -> list[AnyEntry]:
        chance = Random(seed)
        first = chance.choice(FIRSTS)
        return [an_entry(chance, first, number) for number in range(count)]

    return st.builds(made, st.integers(0, 2**32), st.integers(0, 60))


def twin(entries: list[AnyEntry], day: date) -> DayValue | None:
    """Say what a day holds from its entries alone, one question after the other."""
    own = [entry for entry in entries if entry.day == day]
    if not own:
        return None
    checks = [entry for entry in own if isinstance(entry, CheckIn)]
    cravings = [entry for entry in own if isinstance(entry, Craving)]
    moods = [c.mood for c in checks if c.mood is not None]
    moods += [entry.mood for entry in own if isinstance(entry, Mood)]
    strengths = [c.craving for c in checks if c.craving is not None]
    strengths += [entry.craving for entry in cravings]
    sleeps = [c.sleep for c in checks if c.sleep is not None]
    return DayValue(
        mood=sum(moods) / len(moods) if moods else None,
        craving=max(strengths) if strengths else None,
        cravings=len(cravings),
        sleep=sum(sleeps) / len(sleeps) if sleeps else None,
        halt=tuple(word for word in HALT if any(word in c.halt for c in checks)),
        connected=any(isinstance(entry, Connection) or entry.people for entry in own),
        noted=len(own),
    )


def approximately(value: DayValue) -> DayValue:
    mood: Any = pytest.approx(value.mood)
    sleep: Any = pytest.approx(value.sleep)
    return value._replace(mood=mood, sleep=sleep)


@settings(max_examples=1000, deadline=None)
@given(journals())
def test_agrees_with_the_twin(entries: list[AnyEntry]) -> None:
    found = by_day(entries)
    days = [first + n * DAY for first in FIRSTS for n in range(-1, 21)]
    assert found.keys() <= set(days)
    for day in days:
        expected = twin(entries, day)
        assert found.get(day) == (expected and approximately(expected))


@settings(max_examples=300, deadline=None)
@given(journals(), st.randoms(use_true_random=False))
def test_the_order_of_writing_changes_nothing(entries: list[AnyEntry], chance: Random) -> None:
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert by_day(shuffled) == by_day(entries) == of_marks(map(mark.of, entries))


@settings(max_examples=300, deadline=None)
@given(journals(), st.integers(-2, 22), st.integers(-2, 22))
def test_a_period_has_both_its_ends(entries: list[AnyEntry], start: int, end: int) -> None:
    values = by_day(entries)
    for origin in FIRSTS:
        first, last = origin + start * DAY, origin + end * DAY
        days = [first + n * DAY for n in range((last - first).days + 1)]
        inside = {day: values[day] for day in days if day in values}
        assert between(values, first, last) == inside
        assert logged(values, first, last) == len(inside)


def test_a_day_without_a_rating_is_still_a_logged_day() -> None:
    day = date(2026, 11, 22)
    note = Note(id="1" * 32, day=day, at=datetime(2026, 11, 22, 12, tzinfo=UTC), text="quiet")
    assert by_day([note]) == {day: DayValue(None, None, 0, noted=1)}


def test_of_nothing() -> None:
    assert by_day([]) == {}
    assert mean([]) is None
    assert mean(iter((1.0, 2.0))) == 1.5


def test_a_day_of_which_nothing_counts_is_known_to_have_no_craving() -> None:
    first = FIRSTS[0]
    marks = [mark.Mark("craving", first + 2 * DAY, craving=4.0)]
    found = of_marks(marks, [first, first + 2 * DAY])
    assert found == {first: DayValue(None, None, 0), **of_marks(marks)}
    assert list(found) == [first, first + 2 * DAY]
