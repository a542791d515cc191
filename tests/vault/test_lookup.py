"""Looking things up: every answer against a plain walk over all entries."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.journal.entry import AnyEntry, CheckIn, Craving, Mood, Note, Use
from recoverylog.journal.filter import Filter
from recoverylog.journal.selection import DayMark
from recoverylog.vault import lookup
from tests.vault.test_queries import FIRST, FOCUSES, folded, note, opened, put

Written = list[tuple[AnyEntry, bool]]
TEXTS = ("", "a walk home", "Walked, naïve", "the Straße", "home again")
TAGS = ("home", "Payday", "ünï")
KINDS = ("note", "use", "craving", "mood", "check_in")


@pytest.fixture
def connection() -> Iterator[Any]:
    connection = opened()
    yield connection
    connection.close()


@st.composite
def lives(draw: st.DrawFn) -> Written:
    def entry(number: int) -> AnyEntry:
        common: dict[str, Any] = {
            "id": f"{number:032x}",
            "day": FIRST + timedelta(days=draw(st.integers(0, 6))),
            "at": datetime(2026, 11, draw(st.integers(1, 7)), draw(st.integers(0, 3)), tzinfo=UTC),
            "focus": draw(st.sampled_from(FOCUSES)),
            "text": draw(st.sampled_from(TEXTS)),
            "tags": tuple(draw(st.lists(st.sampled_from(TAGS), max_size=2))),
            "helped": tuple(draw(st.lists(st.sampled_from(TAGS), max_size=1))),
            "people": tuple(draw(st.lists(st.sampled_from(TAGS), max_size=1))),
        }
        ratings = st.integers(0, 10).map(float)
        sort = draw(st.sampled_from(KINDS))
        if sort == "use":
            return Use(**common, confirmed=draw(st.booleans()))
        if sort == "craving":
            return Craving(**common, craving=draw(ratings))
        if sort == "mood":
            return Mood(**common, mood=draw(ratings))
        if sort == "check_in":
            mood, craving = draw(st.none() | ratings), draw(st.none() | ratings)
            good = tuple(draw(st.lists(st.sampled_from(TEXTS[1:]), max_size=1)))
            return CheckIn(**common, mood=mood, craving=craving, good=good)
        return Note(**common)

    return [(entry(number), draw(st.booleans())) for number in range(draw(st.integers(0, 10)))]


def some(values: tuple[str, ...], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


filters = st.builds(
    Filter,
    words=st.sampled_from(["", "", "walk", "w", "WALK ho", "naive", "strasse", "pay", "none", "…"]),
    kinds=some(KINDS, 2),
    tags=some((*TAGS, "PAYDAY", "none"), 2),
    helped=some(TAGS, 1),
    people=some(TAGS, 1),
    first=st.none() | st.integers(0, 6).map(lambda days: FIRST + timedelta(days=days)),
    last=st.none() | st.integers(0, 6).map(lambda days: FIRST + timedelta(days=days)),
    deleted=st.booleans(),
)


def words_of(text: str) -> list[str]:
    bare = unicodedata.normalize("NFD", text.casefold())
    kept = "".join(char for char in bare if not unicodedata.combining(char))
    return "".join(char if char.isalnum() else " " for char in kept).split()


def fits(wanted: Filter, focus: str | None, entry: AnyEntry, *, deleted: bool) -> bool:
    """The words of Filter, said in Python."""
    said = [entry.text, *entry.tags, *entry.helped, *entry.people]
    said += entry.good if isinstance(entry, CheckIn) else ()
    found = words_of(" ".join(said))
    # SQLite folds letters one by one, so a sharp s stays one; see test_the_bin_….
    typed = words_of(wanted.words)
    marks = (
        (wanted.tags, entry.tags), (wanted.helped, entry.helped), (wanted.people, entry.people)
    )  # fmt: skip
    return (
        deleted == wanted.deleted
        and (not wanted.kinds or entry.kind in wanted.kinds)
        and (focus is None or entry.focus == focus)
        and (wanted.first is None or entry.day >= wanted.first)
        and (wanted.last is None or entry.day <= wanted.last)
        and all(folded(asked) <= folded(noted) for asked, noted in marks)
        and (not wanted.words or bool(typed))
        and all(any(word.startswith(begun) for word in found) for begun in typed)
    )


def place(written: Written, number: int) -> tuple[Any, ...]:
    entry, _ = written[number - 1]
    return (entry.day, entry.at, number)


@given(lives(), filters, st.sampled_from(FOCUSES), st.integers(0, 4))
@settings(max_examples=150)
def test_a_look_up_is_what_a_walk_over_all_entries_finds(
    written: Written, wanted: Filter, focus: str | None, limit: int
) -> None:
    if wanted.words == "strasse" and not wanted.deleted:
        wanted = wanted._replace(words="straße")
    connection = opened()
    put(connection, written)
    numbers = [
        number
        for number, (entry, deleted) in enumerate(written, 1)
        if fits(wanted, focus, entry, deleted=deleted)
    ]
    by_number = bool(wanted.words) and not wanted.deleted
    numbers.sort(key=None if by_number else lambda number: place(written, number))
    if limit:
        numbers = numbers[-limit:]
    numbers.sort(key=lambda number: place(written, number), reverse=True)
    found = lookup.look_up(connection, wanted, focus, limit)
    assert [stored.number for stored in found] == numbers
    assert [stored.entry for stored in found] == [written[number - 1][0] for number in numbers]
    connection.close()


@given(lives(), st.sampled_from(FOCUSES))
@settings(max_examples=60)
def test_days_are_what_a_walk_over_all_entries_finds(written: Written, focus: str | None) -> None:
    connection = opened()
    put(connection, written)
    first, last = FIRST + timedelta(days=1), FIRST + timedelta(days=5)
    expected: dict[date, DayMark] = {}
    for day in {entry.day for entry, deleted in written if not deleted}:
        here = [entry for entry, deleted in written if not deleted and entry.day == day]
        moods = [e.mood for e in here if isinstance(e, Mood | CheckIn) and e.mood is not None]
        cravings = [
            e.craving for e in here if isinstance(e, Craving | CheckIn) and e.craving is not None
        ]
        uses = [
            e.confirmed for e in here if isinstance(e, Use) and (focus is None or e.focus == focus)
        ]
        if first <= day <= last:
            expected[day] = DayMark(
                len(here),
                sum(moods) / len(moods) if moods else None,
                max(cravings, default=None),
                any(uses),
                bool(uses) and not any(uses),
            )
    assert lookup.days_written(connection, first, last, focus) == expected
    connection.close()


def test_words_come_most_used_first(connection: Any) -> None:
    put(
        connection,
        [
            note(1, "", tags=("work", "Home"), people=("Sam J.",), helped=("walk",)),
            note(2, "", tags=("HOME",), people=("Mr Okafor", "sam j.")),
            note(3, "", tags=("bus",), people=("SAM J.",)),
            (note(4, "", tags=("binned",), people=("Nobody",))[0], True),
        ],
    )
    found = lookup.words(connection, 200)
    assert found.tags == ("home", "bus", "work")
    assert found.helped == ("walk",)
    # A name as it was written last.
    assert found.people == ("SAM J.", "Mr Okafor")
    assert lookup.words(connection, 1) == (("home",), ("walk",), ("SAM J.",))


@given(lives())
@settings(max_examples=30)
def test_words_are_those_that_stand(written: Written) -> None:
    connection = opened()
    put(connection, written)
    standing = [entry for entry, deleted in written if not deleted]
    counted = Counter(tag for entry in standing for tag in folded(entry.tags))
    found = lookup.words(connection, 200).tags
    assert list(found) == sorted(counted, key=lambda tag: (-counted[tag], tag))
    connection.close()


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(words="t", tags=("home",)),
        Filter(words="t", kinds=("use", "note"), first=FIRST),
        Filter(words="t", last=FIRST),
        Filter(tags=("home",)),
        Filter(people=("robin",), kinds=("note",), first=FIRST),
    ],
    ids=str,
)
@pytest.mark.parametrize("focus", [None, "a" * 32])
def test_what_is_asked_at_every_key_never_reads_the_rows_of_all_entries(
    wanted: Filter, focus: str | None, connection: Any
) -> None:
    """Each step is a search by an index that holds all it needs; only hits are fetched."""
    asked: list[tuple[str, list[Any]]] = []

    class Spy:
        def execute(self, statement: str, values: Any) -> Any:
            asked.append((statement, values))
            return connection.execute(statement, values)

    lookup.look_up(Spy(), wanted, focus, 201)
    [(statement, values)] = asked
    plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
    for *_, step in plan:
        if "entry_by_" in step or "entry_tag" in step:
            assert "COVERING INDEX" in step or "USING PRIMARY KEY" in step, plan
        elif step.startswith(("SCAN", "SEARCH")):
            assert "entry_search VIRTUAL TABLE" in step or step.startswith("SEARCH"), plan


def test_the_bin_is_searched_as_the_journal_is(connection: Any) -> None:
    texts = ("Walking home", "naïve café", "Straße", "жизнь", "日本語", "a_b c-d", "9pm", "it's")
    for deleted in (False, True):
        entries = [note(n + 100 * deleted, text)[0] for n, text in enumerate(texts)]
        put(connection, [(entry, deleted) for entry in entries])
    for typed in ("wal", "HOME walk", "naive", "CAFÉ", "stra", "жиз", "日", "a_b", "c-d", "9", "s"):
        standing = lookup.look_up(connection, Filter(typed), None, 0)
        binned = lookup.look_up(connection, Filter(typed, deleted=True), None, 0)
        assert standing, typed
        assert [one.entry.text for one in binned] == [one.entry.text for one in standing], typed
