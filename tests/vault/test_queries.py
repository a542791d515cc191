"""Reading: every question against a plain walk over all entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlcipher3
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.journal.entry import KINDS, AnyEntry, Craving, Mood, Note, Use
from recoverylog.journal.selection import Selection, Stored
from recoverylog.vault import migrations, queries, records

FIRST = date(2026, 11, 1)
FOCUSES = (None, "a" * 32, "b" * 32)
TAGS = ("home", "Payday", "ünï", "ß")


def nothing() -> None:
    return


def opened() -> Any:
    """Return an empty journal in memory: these are questions, not files."""
    connection = sqlcipher3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    migrations.migrate(connection)
    connection.execute("INSERT INTO fact VALUES ('generation', '0')")
    return connection


@pytest.fixture
def connection() -> Iterator[Any]:
    connection = opened()
    yield connection
    connection.close()


def put(connection: Any, written: list[tuple[AnyEntry, bool]]) -> None:
    with records.transaction(connection, nothing):
        for entry, deleted in written:
            records.append(connection, entry, device="d" * 32, now_ms=0, deleted=deleted)


@st.composite
def drawn(draw: st.DrawFn) -> tuple[list[tuple[AnyEntry, bool]], Selection]:
    def entry(number: int) -> AnyEntry:
        day = FIRST + timedelta(days=draw(st.integers(0, 6)))
        common: dict[str, Any] = {
            "id": f"{number:032x}",
            "day": day,
            "at": datetime(2026, 11, draw(st.integers(1, 7)), draw(st.integers(0, 23)), tzinfo=UTC),
            "focus": draw(st.sampled_from(FOCUSES)),
            "tags": tuple(draw(st.lists(st.sampled_from(TAGS), max_size=2))),
            "helped": tuple(draw(st.lists(st.sampled_from(TAGS), max_size=1))),
            "people": tuple(draw(st.lists(st.sampled_from(TAGS), max_size=1))),
        }
        sort = draw(st.sampled_from(["note", "use", "craving", "mood"]))
        if sort == "use":
            return Use(**common, confirmed=draw(st.booleans()))
        if sort == "craving":
            return Craving(**common, craving=5.0)
        return Mood(**common, mood=5.0) if sort == "mood" else Note(**common)

    written = [(entry(number), draw(st.booleans())) for number in range(draw(st.integers(0, 10)))]
    days = st.none() | st.integers(0, 6).map(lambda days: FIRST + timedelta(days=days))
    wanted = Selection(
        kinds=tuple(draw(st.lists(st.sampled_from(KINDS), max_size=2))),
        tag=draw(st.none() | st.sampled_from([*TAGS, "PAYDAY", "SS", "none"])),
        helped=draw(st.none() | st.sampled_from(TAGS)),
        person=draw(st.none() | st.sampled_from(TAGS)),
        focus=draw(st.sampled_from(FOCUSES)),
        first=draw(days),
        last=draw(days),
        limit=draw(st.integers(0, 4)),
        deleted=draw(st.booleans()),
    )
    return written, wanted


def folded(words: tuple[str, ...]) -> set[str]:
    return {word.casefold() for word in words}


def wanted_by(selection: Selection, entry: AnyEntry, *, deleted: bool) -> bool:
    """Selection's own words, said in Python."""
    marks = (
        (selection.tag, entry.tags),
        (selection.helped, entry.helped),
        (selection.person, entry.people),
    )
    return (
        deleted == selection.deleted
        and (not selection.kinds or entry.kind in selection.kinds)
        and (selection.focus is None or entry.focus == selection.focus)
        and (selection.first is None or entry.day >= selection.first)
        and (selection.last is None or entry.day <= selection.last)
        # Tags of what lies in the bin are not indexed.
        and all(not word or (not deleted and word.casefold() in folded(of)) for word, of in marks)
    )


@given(drawn())
@settings(max_examples=120)
def test_a_selection_is_what_a_walk_over_all_entries_finds(
    case: tuple[list[tuple[AnyEntry, bool]], Selection],
) -> None:
    written, selection = case
    connection = opened()
    put(connection, written)
    expected = sorted(
        (entry.day, entry.at, number, entry)
        for number, (entry, deleted) in enumerate(written, 1)
        if wanted_by(selection, entry, deleted=deleted)
    )
    if selection.limit:
        expected = expected[-selection.limit :]
    found = queries.selected(connection, selection)
    assert [stored.number for stored in found] == [number for _, _, number, _ in expected]
    assert [stored.entry for stored in found] == [entry for *_, entry in expected]
    assert queries.count(connection) == sum(not deleted for _, deleted in written)

    for focus in FOCUSES[1:]:
        uses = [
            entry
            for entry, deleted in written
            if isinstance(entry, Use) and entry.focus == focus and not deleted
        ]
        used = {entry.day for entry in uses if entry.confirmed}
        days = queries.use_days(connection, focus)
        assert days.used == used
        assert days.unconfirmed == {entry.day for entry in uses} - used

    first, last = selection.first or FIRST, selection.last or FIRST + timedelta(days=9)
    logged = {entry.day for entry, deleted in written if not deleted}
    expected_days = {day for day in logged if first <= day <= last}
    assert queries.logged_days(connection, first, last) == expected_days

    for ask in (True, False):
        waiting = [
            number
            for number, (entry, deleted) in enumerate(written, 1)
            if not deleted
            and (
                (isinstance(entry, Use) and not entry.confirmed)
                or (ask and entry.focus is None and entry.kind in {"craving", "use"})
            )
        ]
        found = queries.unsettled(connection, ask_focus=ask)
        assert [stored.number for stored in found] == waiting
    connection.close()


def texts(found: list[Stored]) -> list[str]:
    return [stored.entry.text for stored in found]


def note(number: int, text: str, **fields: Any) -> tuple[AnyEntry, bool]:
    at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    return Note(id=f"{number:032x}", day=FIRST, at=at, text=text, **fields), False


WALKS = [
    note(1, "a long walk by the river"),
    note(2, "Zürich, naïve café"),
    note(3, "it's 9pm (really)"),
    note(4, "walked home", tags=("payday",), people=("Robin",)),
    note(5, "早上好 доброе утро καλημέρα"),
    note(6, "snake_case and-dashes a.b.c"),
]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("walk", [4, 1]),
        ("WALK", [4, 1]),
        ("w", [4, 1]),
        ("walk riv", [1]),
        ("riv walk", [1]),
        ("zur", [2]),
        ("zür", [2]),
        ("naive", [2]),
        ("cafe", [2]),
        ("café", [2]),
        ("9pm", [3]),
        ("it's", [3]),
        ("(really)", [3]),
        ("pay", [4]),
        ("robin", [4]),
        ("早上", [5]),
        ("утро", [5]),
        ("καλη", [5]),
        ("snake_case", [6]),
        ("snake", [6]),
        ("and-dashes", [6]),
        ("a.b.c", [6]),
        ("nowhere", []),
        ("walk nowhere", []),
        ("", []),
        ("   ", []),
        ("*", []),
        ('"', []),
        ('" OR 1', []),
        ("walk OR river", []),
        ("NOT walk", []),
        ("walk*", [4, 1]),
        ("words:walk", []),
        ("walk NEAR river", []),
        ("^walk", [4, 1]),
        ("\x00", []),
        ("\udcff", []),
    ],
)
def test_what_is_typed_is_searched_as_words(
    connection: Any, typed: str, numbers: list[int]
) -> None:
    put(connection, WALKS)
    assert [stored.number for stored in queries.search(connection, typed)] == numbers


def test_search_gives_the_newest_and_no_more_than_asked(connection: Any) -> None:
    put(connection, [note(number, f"walk {number}") for number in range(1, 9)])
    assert [one.number for one in queries.search(connection, "walk", 3)] == [8, 7, 6]


@given(st.text(max_size=40))
@settings(max_examples=150)
def test_nothing_that_is_typed_upsets_the_search(typed: str) -> None:
    connection = opened()
    put(connection, WALKS[:1])
    queries.search(connection, typed)
    connection.close()


LETTERS = st.text(
    st.characters(
        min_codepoint=0x20, max_codepoint=0x4FF, categories=["Ll", "Lu", "Nd", "Zs", "Po", "Pd"]
    ),
    min_size=1,
    max_size=25,
)


@given(st.lists(LETTERS, min_size=1, max_size=4))
@settings(max_examples=120)
def test_an_entry_is_found_by_every_word_that_stands_in_it(written: list[str]) -> None:
    connection = opened()
    put(connection, [note(number, text) for number, text in enumerate(written, 1)])
    for number, text in enumerate(written, 1):
        for word in [text, *text.split()]:
            if any(char.isalnum() for char in word):
                found = [stored.number for stored in queries.search(connection, word)]
                assert number in found, word
    connection.close()


def test_a_word_written_with_a_combining_mark_is_found_by_itself(connection: Any) -> None:
    """Some keyboards and every macOS file name give e and an accent as two characters."""
    decomposed = "re\u0301sume\u0301"
    put(connection, [note(1, decomposed), note(2, "r\u00e9sum\u00e9")])
    for typed in (decomposed, "r\u00e9sum\u00e9", "resume"):
        assert [one.number for one in queries.search(connection, typed)] == [2, 1], ascii(typed)


def test_the_beginning_of_an_id_finds_at_most_two(connection: Any) -> None:
    put(connection, [note(number, "") for number in (0x10, 0x11, 0x12, 0x20)])
    zeros = "0" * 30
    assert len(queries.identified(connection, zeros + "1")) == 2
    assert [one.number for one in queries.identified(connection, zeros + "20")] == [4]
    assert [one.number for one in queries.identified(connection, zeros + "2")] == [4]
    assert queries.identified(connection, "f") == []
    assert queries.identified(connection, "%") == []


def test_what_was_never_there_is_none(connection: Any) -> None:
    assert queries.numbered(connection, 1) is None
    assert queries.fact(connection, "colour") is None
    assert queries.device(connection, "x") is None
    assert queries.versions(connection, "x") == []
    assert queries.focuses(connection) == ()
    assert queries.held(connection) == []
    assert queries.retired_seeds(connection) == []
    assert queries.count(connection) == 0
    assert queries.logged_days(connection, FIRST, FIRST) == frozenset()


@pytest.mark.parametrize(
    "selection",
    [
        Selection(limit=20),
        Selection(first=FIRST),
        Selection(first=FIRST, last=FIRST + timedelta(days=7)),
        Selection(kinds=("use",)),
        Selection(focus="a" * 32),
        Selection(tag="home"),
        Selection(deleted=True, first=FIRST),
    ],
    ids=str,
)
def test_a_selection_never_sorts_or_scans_the_whole_journal(
    connection: Any, selection: Selection
) -> None:
    """DESIGN §8: by index. A list of twenty must cost the same after ten years."""
    put(connection, [note(number, "x") for number in range(1, 200)])
    seen: list[str] = []

    class Watching:
        def execute(self, statement: str, values: Any = ()) -> Any:
            plan = connection.execute("EXPLAIN QUERY PLAN " + statement, values)
            seen.extend(row[3] for row in plan.fetchall())
            return connection.execute(statement, values)

    queries.selected(Watching(), selection)
    assert seen
    for step in seen:
        assert not step.startswith("SCAN") or "USING" in step, seen
