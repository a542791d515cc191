"""Writing: versions are the truth, the present state is drawn from them, and erasing erases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlcipher3
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.errors import NotFound, RecoverylogError
from recoverylog.journal import entry as entries
from recoverylog.journal.draft import Draft
from recoverylog.journal.entry import (
    AnyEntry,
    CheckIn,
    Connection,
    Craving,
    Gratitude,
    Mood,
    Note,
    Use,
)
from recoverylog.journal.selection import Held, Selection
from recoverylog.vault import database, migrations, queries, records

KEY = bytes(range(32))
DEVICE = "d" * 32
NOW = 1_795_378_440_000
DAY = 86_400_000
AT = datetime(2026, 11, 22, 20, 14, tzinfo=UTC)


def opened(path: str) -> Any:
    connection = database.connect(path, KEY, create=True)
    migrations.migrate(connection)
    connection.execute("INSERT INTO fact VALUES ('generation', '0')")
    return connection


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Any]:
    connection = opened(str(tmp_path / "journal-1.db"))
    yield connection
    connection.close()


def in_memory() -> Any:
    connection = sqlcipher3.connect(":memory:", isolation_level=None)
    migrations.migrate(connection)
    connection.execute("INSERT INTO fact VALUES ('generation', '0')")
    return connection


def nothing() -> None:
    return


def new_id(number: int) -> str:
    return f"{number:032x}"


def note(number: int, text: str = "", **fields: Any) -> Note:
    return Note(id=new_id(number), day=date(2026, 11, 22), at=AT, text=text, **fields)


def write(connection: Any, entry: AnyEntry, now_ms: int = NOW, **how: Any) -> int:
    with records.transaction(connection, nothing):
        return records.append(connection, entry, device=DEVICE, now_ms=now_ms, **how)


def undo(connection: Any, entry_id: str | None = None) -> int:
    with records.transaction(connection, nothing):
        return records.undo(connection, entry_id, device=DEVICE, now_ms=NOW)


def purge(connection: Any, now_ms: int = NOW, **how: Any) -> int:
    with records.transaction(connection, nothing):
        return records.purge(connection, now_ms=now_ms, **how)


def hlc(connection: Any, number: int) -> int:
    found = queries.numbered(connection, number)
    assert found is not None
    return found.hlc


def delete(connection: Any, entry: AnyEntry, number: int, now_ms: int = NOW) -> None:
    base = hlc(connection, number)
    write(connection, entry, now_ms, action="delete", base=base, deleted=True)


def generation(connection: Any) -> int:
    return int(queries.fact(connection, "generation") or -1)


ALL_KINDS: tuple[AnyEntry, ...] = (
    Mood(id=new_id(1), day=date(2026, 11, 21), at=AT, offset=60, mood=6.5, text="fine"),
    Craving(
        id=new_id(2), day=date(2026, 11, 22), at=AT, craving=7.0, after=3.0, focus="f" * 32,
        tags=("Payday", "lonely"), helped=("Walk",),
    ),
    Gratitude(id=new_id(3), day=date(2026, 11, 22), at=AT, text="sun", written=AT),
    note(4, "ask about Sunday", ask=True, reason="kept", focus_word="drink"),
    Connection(id=new_id(5), day=date(2026, 11, 22), at=AT, people=("Robin",), source="form"),
    Use(id=new_id(6), day=date(2026, 11, 22), at=AT, amount=2.0, confirmed=False),
    CheckIn(
        id=new_id(7), day=date(2026, 11, 22), at=AT, mood=5.0, craving=1.0, sleep=7.5,
        good=("slept", "called"), halt=("tired",),
    ),
)  # fmt: skip


@pytest.mark.parametrize("entry", ALL_KINDS, ids=lambda entry: entry.kind)
def test_the_columns_say_what_the_entry_says(connection: Any, entry: AnyEntry) -> None:
    number = write(connection, entry)
    names = [row[1] for row in connection.execute("PRAGMA table_info(entry)")]
    found = dict(zip(names, connection.execute("SELECT * FROM entry").fetchone(), strict=True))
    assert found == {
        "number": number,
        "id": entry.id,
        "kind": entry.kind,
        "day": entry.day.isoformat(),
        "at": "2026-11-22T20:14:00Z",
        "offset": entry.offset,
        "focus_id": entry.focus,
        "mood": getattr(entry, "mood", None),
        "craving": getattr(entry, "craving", None),
        "craving_after": getattr(entry, "after", None),
        "amount": getattr(entry, "amount", None),
        "text": entry.text,
        "details": found["details"],
        "source": entry.source,
        "device": DEVICE,
        "hlc": hlc(connection, number),
        "confirmed": int(getattr(entry, "confirmed", True)),
        "deleted": 0,
    }
    body = msgspec.json.decode(entries.encode(entry))
    columns = {"focus": "focus_id", "after": "craving_after"}
    shown = {name for name in body if columns.get(name, name) in found}
    details = msgspec.json.decode(found["details"])
    assert details == {name: value for name, value in body.items() if name not in shown}


def test_the_columns_of_an_entry_cover_every_field_somewhere(connection: Any) -> None:
    """Whoever asks in SQL finds every field: in a column, in `details`, or among the tags."""
    for entry in ALL_KINDS:
        write(connection, entry)
    marks = connection.execute("SELECT sort, tag FROM entry_tag ORDER BY 1, 2").fetchall()
    assert marks == [("helped", "walk"), ("person", "robin"), ("tag", "lonely"), ("tag", "payday")]


def test_an_instant_is_stored_as_utc_whatever_zone_it_came_in(connection: Any) -> None:
    """`at` decides the order within a day."""
    berlin = timezone(timedelta(hours=1))
    later = Note(id=new_id(1), day=date(2026, 11, 22), at=AT.replace(hour=21))
    sooner = Note(id=new_id(2), day=date(2026, 11, 22), at=AT.astimezone(berlin), text="sooner")
    write(connection, later)
    write(connection, sooner)
    rows = connection.execute("SELECT at FROM entry ORDER BY number").fetchall()
    assert rows == [("2026-11-22T21:14:00Z",), ("2026-11-22T20:14:00Z",)]


def test_versions_are_only_ever_added(connection: Any) -> None:
    number = write(connection, note(1, "one"))
    first = connection.execute("SELECT * FROM version").fetchall()
    write(connection, note(1, "two"), action="edit", base=hlc(connection, number))
    undo(connection)
    rows = connection.execute("SELECT * FROM version ORDER BY hlc").fetchall()
    assert rows[:1] == first
    assert [row[4] for row in rows] == ["write", "edit", "undo"]
    assert [row[3] for row in rows] == [None, rows[0][1], rows[1][1]], "each follows the one before"
    assert [row[5] for row in rows] == [None, None, rows[1][1]]


def test_the_clock_never_runs_backwards(connection: Any) -> None:
    times = [NOW, NOW - DAY, 0, NOW, NOW + 5, NOW + 4, 1]
    for count, now_ms in enumerate(times, 1):
        write(connection, note(count), now_ms)
    stamps = [row[0] for row in connection.execute("SELECT hlc FROM version ORDER BY entry")]
    assert stamps == sorted(set(stamps))
    assert stamps[0] == NOW << 16
    assert stamps[4] == (NOW + 5) << 16


def test_the_clock_never_runs_backwards_over_what_was_erased(connection: Any) -> None:
    """A tombstone has its place in time too: later sync compares the two."""
    number = write(connection, note(1), NOW + DAY)
    delete(connection, note(1), number, NOW + DAY)
    purge(connection)
    erased = connection.execute("SELECT max(hlc) FROM tombstone").fetchone()[0]
    write(connection, note(2), NOW)
    assert connection.execute("SELECT hlc FROM version").fetchone()[0] > erased


def test_numbers_are_never_given_twice(connection: Any) -> None:
    for number in (1, 2, 3):
        assert write(connection, note(number)) == number
    delete(connection, note(3), 3)
    purge(connection)
    assert write(connection, note(4)) == 4


def test_a_number_stays_with_its_entry(connection: Any) -> None:
    write(connection, note(1))
    number = write(connection, note(2, "one"))
    assert write(connection, note(2, "two"), action="edit", base=hlc(connection, number)) == number


# Transactions.


def test_a_block_that_raises_leaves_nothing(connection: Any) -> None:
    write(connection, note(1))
    before = generation(connection)

    def interrupted() -> None:
        with records.transaction(connection, nothing):
            records.append(connection, note(2), device=DEVICE, now_ms=NOW)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert queries.count(connection) == 1
    assert generation(connection) == before
    assert not connection.in_transaction


def test_a_check_that_raises_leaves_nothing_and_no_lock(connection: Any) -> None:
    def refuse() -> None:
        raise RecoverylogError("not now")

    refused = pytest.raises(RecoverylogError, match="not now")
    with refused, records.transaction(connection, refuse):
        pytest.fail("the block was run")
    assert not connection.in_transaction
    write(connection, note(1))


def test_every_transaction_counts_once(connection: Any) -> None:
    before = generation(connection)
    with records.transaction(connection, nothing):
        for number in (1, 2, 3):
            records.append(connection, note(number), device=DEVICE, now_ms=NOW)
    assert generation(connection) == before + 1


def test_what_is_not_counted_is_written_all_the_same(connection: Any) -> None:
    before = generation(connection)
    draft = Draft("note", AT, {"text": "not finished"})
    with records.transaction(connection, nothing, counted=False):
        records.save_draft(connection, draft)
    assert generation(connection) == before
    assert queries.drafts(connection) == queries.drafts(connection, "note") == [draft]
    assert queries.drafts(connection, "line") == []


# Search and tags follow the present state.


def words(connection: Any) -> list[str]:
    return [row[0] for row in connection.execute("SELECT words FROM entry_search ORDER BY rowid")]


def test_search_knows_the_present_words_only(connection: Any) -> None:
    number = write(connection, note(1, "harbour", tags=("calm",)))
    assert queries.search(connection, "harb")
    write(connection, note(1, "lantern"), action="edit", base=hlc(connection, number))
    assert not queries.search(connection, "harb")
    assert not queries.search(connection, "calm")
    assert queries.search(connection, "lant")
    delete(connection, note(1, "lantern"), number)
    assert not queries.search(connection, "lant")
    assert connection.execute("SELECT count(*) FROM entry_tag").fetchone() == (0,)
    undo(connection)
    assert queries.search(connection, "lant")
    assert words(connection) == ["lantern"]


def long_text(count: int) -> str:
    """Return ``count`` words of ordinary frequency: some stand there very often."""
    listed = ("the", "and", "i", "to", "of", "was", "that", "it", "a", "in", "my", "we", "then")
    return " ".join(listed[place * place % 97 % len(listed)] for place in range(count))


def index_is_whole(connection: Any) -> bool:
    try:
        connection.execute(
            "INSERT INTO entry_search (entry_search, rank) VALUES ('integrity-check', 0)"
        )
    except sqlcipher3.Error:
        return False
    return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


@pytest.mark.parametrize("length", [50, 400, 900, 3000])
def test_search_forgets_a_long_text_that_was_edited_and_then_thrown_away(
    connection: Any, length: int
) -> None:
    """FTS5 with secure-delete loses count where one transaction takes a row out and puts it back.

    (SQLite 3.53.4, a word or prefix with 128 bytes of positions.) The row is then found for
    ever, its words stay in the file, and the integrity check fails.
    """
    number = write(connection, note(1, long_text(length)))
    changed = note(1, long_text(length) + " quicksilver")
    write(connection, changed, action="edit", base=hlc(connection, number))
    assert index_is_whole(connection)
    delete(connection, changed, number)
    assert index_is_whole(connection)
    for typed in ("t", "the", "quicksilver"):
        assert queries.search(connection, typed) == []
    purge(connection)
    assert anywhere(connection, "quicksilver") == []
    left = connection.execute("SELECT count(*) FROM entry_search WHERE entry_search MATCH 't*'")
    assert left.fetchone() == (0,)


def test_the_same_tag_typed_twice_is_one(connection: Any) -> None:
    write(connection, note(1, tags=("Home", "home", "HOME")))
    assert connection.execute("SELECT tag FROM entry_tag").fetchall() == [("home",)]


# Undo.


def test_undoing_goes_further_back_each_time(connection: Any) -> None:
    number = write(connection, note(1, "one"))
    for text in ("two", "three"):
        write(connection, note(1, text), action="edit", base=hlc(connection, number))
    states = []
    for _ in range(3):
        assert undo(connection) == number
        found = queries.numbered(connection, number)
        assert found is not None
        states.append((found.entry.text, found.deleted))
    assert states == [("two", False), ("one", False), ("one", True)]
    with pytest.raises(NotFound) as caught:
        undo(connection)
    assert caught.value.exit_code == 10
    assert not connection.in_transaction


def test_undo_of_one_entry_passes_over_the_others(connection: Any) -> None:
    write(connection, note(1, "one"))
    number = write(connection, note(2, "other"))
    assert undo(connection, new_id(1)) == 1
    assert [stored.number for stored in queries.selected(connection, Selection())] == [number]
    with pytest.raises(NotFound):
        undo(connection, new_id(9))


def test_a_change_after_an_undo_is_undone_to_the_state_before_it(connection: Any) -> None:
    number = write(connection, note(1, "one"))
    write(connection, note(1, "two"), action="edit", base=hlc(connection, number))
    undo(connection)
    write(connection, note(1, "three"), action="edit", base=hlc(connection, number))
    texts = []
    for _ in range(2):
        undo(connection)
        found = queries.numbered(connection, number)
        assert found is not None
        texts.append((found.entry.text, found.deleted))
    assert texts == [("one", False), ("one", True)]


# Erasing.


def anywhere(connection: Any, word: str) -> list[str]:
    """Return the tables in which ``word`` still stands, the search index's own among them."""
    names = [
        row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    ]
    return [
        name
        for name in names
        if any(
            word in (value.decode("latin-1") if isinstance(value, bytes) else str(value))
            for row in connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - a name of our own
            for value in row
        )
    ]


def test_what_is_purged_leaves_its_id_and_nothing_else(connection: Any) -> None:
    entry = note(1, "quicksilver", tags=("quicksilver",), people=("quicksilver",))
    number = write(connection, entry)
    write(connection, note(2, "stays"))
    delete(connection, entry, number)
    assert anywhere(connection, "quicksilver")
    assert purge(connection) == 1
    assert anywhere(connection, "quicksilver") == []
    assert anywhere(connection, new_id(1)) == ["tombstone"]
    assert queries.count(connection) == 1
    assert records.known(connection, new_id(1))


def test_what_is_not_in_the_bin_is_not_purged(connection: Any) -> None:
    write(connection, note(1))
    assert purge(connection) == 0
    number = write(connection, note(2))
    delete(connection, note(2), number)
    undo(connection)
    assert purge(connection) == 0
    assert queries.count(connection) == 2


def test_the_bin_keeps_for_seven_days(connection: Any) -> None:
    number = write(connection, note(1))
    delete(connection, note(1), number)
    for later, due in ((0, False), (7 * DAY, False), (7 * DAY + 1, True), (30 * DAY, True)):
        assert records.purge_is_due(connection, NOW + later) is due
    assert purge(connection, NOW + 7 * DAY, older_than_days=7) == 0
    assert purge(connection, NOW + 7 * DAY + 1, older_than_days=7) == 1


def test_a_held_or_erased_entry_is_known(connection: Any) -> None:
    assert not records.known(connection, "a" * 32)
    held = Held("a" * 32, "forged", "2026-11-22T20:14:00+00:00", "{}")
    with records.transaction(connection, nothing):
        records.hold(connection, held, None)
        records.hold(connection, held, None)
    assert records.known(connection, "a" * 32)
    assert queries.held(connection) == [held]
    with records.transaction(connection, nothing):
        records.release(connection, "a" * 32)
        records.bury(connection, "a" * 32, NOW)
    assert records.known(connection, "a" * 32)
    assert queries.held(connection) == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-50, 50)), max_size=12))
@settings(max_examples=100)
def test_however_the_clock_jumps_the_present_state_is_the_newest_version(
    steps: list[tuple[int, int]],
) -> None:
    connection = in_memory()
    last: dict[int, str] = {}
    for count, (which, shift) in enumerate(steps):
        found = [row[0] for row in connection.execute(
            "SELECT hlc FROM entry WHERE id = ?", (new_id(which),))]  # fmt: skip
        text = f"state {count}"
        how: dict[str, Any] = {"action": "edit", "base": found[0]} if found else {}
        write(connection, note(which, text), NOW + shift, **how)
        last[which] = text
    shown = {
        stored.entry.id: stored.entry.text for stored in queries.selected(connection, Selection())
    }
    assert shown == {new_id(which): text for which, text in last.items()}
    for which, text in last.items():
        assert queries.versions(connection, new_id(which))[-1].entry.text == text
    connection.close()
