"""Marks read from columns: each says what the entry that it is read from says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.insights import mark
from recoverylog.insights.mark import Mark
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
from recoverylog.journal.selection import Selection
from recoverylog.vault import marks, queries
from tests.vault.test_queries import FOCUSES, opened, put

WORDS = ("home", "Home", "Payday", "ünï", "STRASSE", "straße", "👍🏽")
DAYS = (
    date(1, 1, 2),
    date(1969, 12, 31),
    date(2024, 2, 29),
    date(2026, 10, 25),
    date(9999, 12, 30),
)


@pytest.fixture
def connection() -> Iterator[Any]:
    connection = opened()
    yield connection
    connection.close()


words = st.lists(st.sampled_from(WORDS), max_size=3).map(tuple)
ratings = st.none() | st.floats(0, 10).map(lambda value: round(value, 1))


@st.composite
def entries(draw: st.DrawFn) -> AnyEntry:
    common: dict[str, Any] = {
        "id": f"{draw(st.integers(0, 2**64)):032x}",
        "day": draw(st.sampled_from(DAYS)) + timedelta(days=draw(st.integers(-1, 1))),
        "at": datetime.combine(
            draw(st.sampled_from(DAYS)), draw(st.times()), tzinfo=UTC
        ),
        "offset": draw(st.sampled_from([0, 60, 120, -570, 825, 1439, -1439])),
        "text": draw(st.sampled_from(["", "a sentence that no mark holds"])),
        "tags": draw(words),
        "helped": draw(words),
        "people": draw(words),
        "focus": draw(st.sampled_from(FOCUSES)),
        "focus_word": draw(st.sampled_from([None, "wine"])),
        "written": draw(st.sampled_from([None, datetime(2026, 11, 1, tzinfo=UTC)])),
    }  # fmt: skip
    sort = draw(st.sampled_from([Mood, Craving, Gratitude, Note, Connection, Use, CheckIn]))
    if sort is Mood:
        return Mood(**common, mood=draw(ratings) or 0.0)
    if sort is Craving:
        return Craving(**common, craving=draw(ratings) or 0.0, after=draw(ratings))
    if sort is Note:
        return Note(**common, ask=draw(st.booleans()))
    if sort is Use:
        amounts = st.none() | st.floats(0, 1e6)
        return Use(**common, amount=draw(amounts), confirmed=draw(st.booleans()))
    if sort is CheckIn:
        return CheckIn(
            **common,
            mood=draw(ratings),
            craving=draw(ratings),
            sleep=draw(st.none() | st.floats(0, 24)),
            good=draw(words),
            halt=tuple(draw(st.lists(st.sampled_from(HALT), max_size=4, unique=True))),
        )
    bare: AnyEntry = sort(**common)
    return bare


def unless_refused(entry: AnyEntry) -> bool:
    """Tell whether the instant can be shifted to UTC and back, as every written one can."""
    try:
        mark.of(entry)
    except OverflowError:
        return False
    return True


lives = st.lists(
    st.tuples(entries().filter(unless_refused), st.booleans()),
    max_size=8,
    unique_by=lambda one: one[0].id,
)


@settings(max_examples=400)
@given(written=lives, days=st.tuples(*[st.none() | st.sampled_from(DAYS)] * 2))
def test_marks_are_what_the_entries_say(
    written: list[tuple[AnyEntry, bool]], days: tuple[date | None, date | None]
) -> None:
    connection = opened()
    put(connection, written)
    first, last = days
    shown = queries.selected(connection, Selection(first=first, last=last))
    assert marks.read(connection, Mark, first, last) == [mark.of(stored.entry) for stored in shown]
    connection.close()


def test_an_entry_of_no_mark_is_left_out_by_being_in_the_bin(connection: Any) -> None:
    entry = Note(id="1" * 32, day=date(2026, 11, 1), at=datetime(2026, 11, 1, tzinfo=UTC))
    put(connection, [(entry, True)])
    assert marks.read(connection, Mark) == []


def test_a_mark_holds_words_as_they_are_compared_and_each_once(connection: Any) -> None:
    day, at = date(2026, 11, 1), datetime(2026, 11, 1, 23, 30, tzinfo=UTC)
    entry = Note(id="1" * 32, day=day, at=at, offset=60, tags=("Straße", "STRASSE"))
    put(connection, [(entry, False)])
    (found,) = marks.read(connection, Mark)
    assert (found.tags, found.minute, found.day) == (("strasse",), 30, day)


def test_no_body_is_read(connection: Any) -> None:
    """Which is what makes it quick; a body that is no entry shows that none is looked at."""
    entry = Mood(id="1" * 32, day=date(2026, 11, 1), at=datetime(2026, 11, 1, tzinfo=UTC), mood=3)
    put(connection, [(entry, False)])
    connection.execute("UPDATE version SET body = 'no entry'")
    assert marks.read(connection, Mark) == [mark.of(entry)]


@settings(max_examples=300)
@given(written=lives)
def test_tallies_count_what_the_entries_are(written: list[tuple[AnyEntry, bool]]) -> None:
    connection = opened()
    put(connection, written)
    stand = [entry for entry, deleted in written if not deleted]
    wanted = Counter(Mark("note", day) for day in {entry.day for entry in stand})
    wanted += Counter(
        Mark(entry.kind, entry.day, focus=entry.focus)
        for entry in stand
        if entry.kind in {"craving", "use", "connection"}
    )
    tallied = marks.tallied(connection, Mark)
    assert Counter(tallied) == wanted
    of_kind = Counter(one.kind for one in tallied)
    most = marks.totals(connection)
    binned = [entry for entry, deleted in written if deleted]
    assert 0 <= most.cravings - of_kind["craving"] <= len(binned)
    assert 0 <= most.connections - of_kind["connection"] <= len(binned)
    assert most.logged == len({entry.day for entry, _ in written})
    connection.close()
