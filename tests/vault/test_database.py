"""The database file: its settings, and what every kind of damage is called."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3

from recoverylog.errors import (
    Busy,
    CannotWrite,
    Damaged,
    DiskFull,
    NoJournal,
    RecoverylogError,
)
from recoverylog.session import opening
from recoverylog.vault import database, migrations, store
from tests.vault.invented import (
    PASSPHRASE,
    Sample,
    all_entries,
    everything_read,
    flipped,
    keep,
)

KEY = bytes(range(32))
WANTED = {
    "journal_mode": "delete",
    "synchronous": 3,
    "secure_delete": 1,
    "temp_store": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
}


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "journal-1.db")


@pytest.fixture
def connection(path: str) -> Iterator[Any]:
    connection = database.connect(path, KEY, create=True)
    yield connection
    connection.close()


def read_back(connection: Any) -> dict[str, Any]:
    return {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in WANTED
        # A build without mmap answers with no row at all.
        if connection.execute(f"PRAGMA {name}").fetchone() is not None
    }


def test_every_setting_is_made_on_every_connection(connection: Any, path: str) -> None:
    assert {name for name, _ in database.SETTINGS} == set(WANTED)
    second = database.connect(path, KEY)
    for one in (connection, second):
        found = read_back(one)
        assert found == {name: WANTED[name] for name in found}
        assert len(found) >= 7
    second.close()


def test_the_settings_differ_from_what_a_bare_connection_has(path: str) -> None:
    """So that reading them back means something."""
    bare = sqlcipher3.connect(path)
    differ = {name for name, value in read_back(bare).items() if value != WANTED[name]}
    bare.close()
    assert {"synchronous", "temp_store", "foreign_keys"} <= differ


def test_sqlmodels_connection_has_them_too(sample: Sample) -> None:
    engine = store._engine(sample.database, sample.keys.database)
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        found = read_back(raw)
        assert found == {name: WANTED[name] for name in found}


def test_the_file_is_the_owners_alone_and_says_nothing(connection: Any, path: str) -> None:
    connection.execute("CREATE TABLE t (a TEXT)")
    connection.execute("INSERT INTO t VALUES ('a long walk by the river')")
    content = Path(path).read_bytes()
    assert oct(os.stat(path).st_mode & 0o777) == "0o600"
    assert not content.startswith(b"SQLite format 3")
    assert b"river" not in content
    assert b"CREATE TABLE" not in content
    assert len(content) % 4096 == 0


def test_it_is_sqlcipher_4_with_its_defaults(connection: Any, path: str) -> None:
    """Any SQLCipher 4 tool opens the file with the raw key: nothing but the key is set."""
    connection.execute("CREATE TABLE t (a TEXT)")
    stranger = sqlcipher3.connect(path)
    stranger.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    assert stranger.execute("SELECT name FROM sqlite_schema").fetchall() == [("t",)]
    assert stranger.execute("PRAGMA cipher_page_size").fetchone() == ("4096",)
    assert stranger.execute("PRAGMA cipher_use_hmac").fetchone() == ("1",)
    assert stranger.execute("PRAGMA cipher_hmac_algorithm").fetchone() == ("HMAC_SHA512",)
    assert stranger.execute("PRAGMA cipher_plaintext_header_size").fetchone() == ("0",)
    stranger.close()


@pytest.mark.parametrize(
    "name", ["50%41 off", "what?", "#1", "it's", "ünïcødé", "a b", "mode=ro&x"]
)
def test_any_folder_name_will_do(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    path = str(folder / "journal-1.db")
    database.connect(path, KEY, create=True).close()
    database.connect(path, KEY).close()
    assert os.listdir(folder) == ["journal-1.db"]
    assert sorted(os.listdir(tmp_path)) == sorted([name, "person"])


def test_a_missing_file_is_not_made(path: str) -> None:
    with pytest.raises(NoJournal, match="missing") as caught:
        database.connect(path, KEY)
    assert caught.value.exit_code == 7
    assert not os.path.exists(path)


def test_an_existing_file_is_not_made_anew(connection: Any, path: str) -> None:
    connection.execute("CREATE TABLE t (a TEXT)")
    with pytest.raises(RecoverylogError):
        database.connect(path, KEY, create=True)
    assert connection.execute("SELECT count(*) FROM t").fetchone() == (0,)


def test_another_key_is_damage_and_says_nothing_on_the_screen(
    connection: Any, path: str, capfd: pytest.CaptureFixture[str]
) -> None:
    connection.execute("CREATE TABLE t (a TEXT)")
    with pytest.raises(Damaged) as caught:
        database.connect(path, KEY[::-1])
    assert caught.value.exit_code == 5
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("database or disk is full", DiskFull),
        ("database is locked", Busy),
        ("database table is locked", Busy),
        ("attempt to write a readonly database", CannotWrite),
        ("unable to open database file", CannotWrite),
        ("disk I/O error", CannotWrite),
        ("file is not a database", Damaged),
        ("file is encrypted or is not a database", Damaged),
        ("database disk image is malformed", Damaged),
        ("malformed database schema (entry)", Damaged),
    ],
)
def test_what_sqlite_says_in_our_words(words: str, kind: type[RecoverylogError]) -> None:
    with pytest.raises(kind) as caught, database.told("robin/journal-1.db"):
        raise sqlcipher3.OperationalError(words)
    assert type(caught.value) is kind
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__, "a traceback would quote the statement"


def test_what_nobody_foresaw_is_told_without_a_code_of_its_own() -> None:
    with pytest.raises(RecoverylogError, match="UNIQUE") as caught, database.told("x"):
        raise sqlcipher3.IntegrityError("UNIQUE constraint failed: fact.name")
    assert caught.value.exit_code == 1


def test_errors_that_are_not_the_drivers_pass() -> None:
    with pytest.raises(KeyError), database.told("x"):
        raise KeyError


def test_a_journal_held_by_another_program_is_told_as_busy(
    connection: Any, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.02)
    connection.execute("CREATE TABLE t (a TEXT)")
    second = database.connect(path, KEY)
    connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy) as caught, database.told(path):
        second.execute("BEGIN IMMEDIATE")
    assert caught.value.exit_code == 13
    connection.execute("ROLLBACK")
    second.close()


def test_a_full_disk_costs_nothing_that_was_there(sample: Sample) -> None:
    with sample.open() as journal:
        before = everything_read(journal)
        pages = journal.connection.execute("PRAGMA page_count").fetchone()[0]
        journal.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFull) as caught:
            journal.write(journal.new_entry(kind="note", text="x" * 200_000))
        assert caught.value.exit_code == 9
        assert not journal.connection.in_transaction
        assert everything_read(journal) == before
        journal.connection.execute("PRAGMA max_page_count = 1000000")
        journal.write(journal.new_entry(kind="note", text="and on it goes"))


# Damage anywhere in the file.


def places_in_file(size: int, count: int) -> list[int]:
    """Return ``count`` places, spread so that every part of a page is met."""
    step = size // count | 1
    return sorted({*range(0, size, step), *range(120), size - 1, size - 80})


def reading_outcome(sample: Sample) -> Any:
    """Return what reading everything gives, or the class of what was raised."""
    try:
        with sample.open() as journal:
            return everything_read(journal)
    except Exception as problem:  # noqa: BLE001 - any other kind is what the sweep looks for
        return type(problem)


def swept(sample: Sample, places: list[int]) -> list[tuple[int, Any]]:
    """Flip one bit at each place in turn; return where reading gave another answer than it may."""
    with sample.open() as journal:
        before = everything_read(journal)
    whole = Path(sample.database).read_bytes()
    wrong = []
    for place in places:
        Path(sample.database).write_bytes(flipped(whole, place))
        found = reading_outcome(sample)
        if found is not Damaged and found != before:
            wrong.append((place, found if isinstance(found, type) else "another answer"))
    Path(sample.database).write_bytes(whole)
    assert reading_outcome(sample) == before
    return wrong


def test_a_flipped_bit_gives_the_same_answers_or_is_told_as_damage(
    sample: Sample, capfd: pytest.CaptureFixture[str]
) -> None:
    size = os.path.getsize(sample.database)
    places = places_in_file(size, 420)
    assert len(places) > 400
    assert swept(sample, places) == []
    assert capfd.readouterr() == ("", ""), "SQLCipher's own log must stay silent"


def test_most_flips_are_noticed(sample: Sample) -> None:
    """Not every page is read, but were nothing noticed, the sweep above would mean little."""
    whole = Path(sample.database).read_bytes()
    seen = []
    for place in range(30, len(whole), 4096):
        Path(sample.database).write_bytes(flipped(whole, place))
        seen.append(reading_outcome(sample) is Damaged)
    assert sum(seen) > len(seen) // 3


def test_the_sweep_sees_what_a_file_without_authentication_lets_through(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same journal as plain SQLite: some flips must give other answers or other errors."""
    plain = sample.database + ".plain"
    connection = database.connect(sample.database, sample.keys.database)
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (plain,))
    connection.execute("SELECT sqlcipher_export('plain')").fetchall()
    connection.execute(f"PRAGMA plain.user_version = {migrations.LATEST}")
    connection.close()
    os.replace(plain, sample.database)
    assert sqlite3.connect(sample.database).execute("SELECT count(*) FROM entry").fetchone()[0]

    monkeypatch.setattr(database, "_configure", lambda _connection, _key: None)
    size = os.path.getsize(sample.database)
    wrong = swept(sample, list(range(0, size, 97)))
    assert len(wrong) > 20
    assert any(found == "another answer" for _, found in wrong)


def test_a_file_cut_anywhere_is_told_as_damage(sample: Sample) -> None:
    with sample.open() as journal:
        before = everything_read(journal)
    whole = Path(sample.database).read_bytes()
    cuts = {1, 15, 16, 100, 511, 512, 1024, 4095, *range(4096, len(whole), 4096), len(whole) - 1}
    wrong = []
    for cut in sorted(cuts):
        Path(sample.database).write_bytes(whole[:cut])
        found = reading_outcome(sample)
        if found is not Damaged and found != before:
            wrong.append((cut, found if isinstance(found, type) else "another answer"))
    assert wrong == []


def test_two_pages_exchanged_are_told_as_damage(sample: Sample) -> None:
    """Every page is authentic by itself; its number is part of what is authenticated."""
    whole = Path(sample.database).read_bytes()
    pages = [whole[start : start + 4096] for start in range(0, len(whole), 4096)]
    pages[1], pages[2] = pages[2], pages[1]
    Path(sample.database).write_bytes(b"".join(pages))
    assert reading_outcome(sample) is Damaged


def test_filing_into_a_damaged_journal_is_told_as_damage_and_loses_no_entry(
    sample: Sample, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = Path(sample.database).read_bytes()
    keep(sample.places, "craving", "6", "payday")
    (waiting,) = (Path(sample.places.inbox, name) for name in os.listdir(sample.places.inbox))
    sealed = waiting.read_bytes()
    wrong = []
    for place in range(20, len(whole), len(whole) // 110 | 1):
        Path(sample.database).write_bytes(flipped(whole, place))
        waiting.write_bytes(sealed)
        try:
            kept = False
            with sample.open() as journal:
                report = journal.file_waiting()
                assert report is not None
                # Read back from the database after its commit, before the sealed file went.
                kept = any(stored.entry.text == "payday" for stored in report.filed)
                all_entries(journal)
        except Damaged:
            kept = kept or waiting.exists()
        except Exception as problem:  # noqa: BLE001 - any other kind is what the sweep looks for
            wrong.append((place, repr(problem)))
            continue
        finally:
            Path(sample.database + "-journal").unlink(missing_ok=True)
        if not kept and not waiting.exists():
            wrong.append((place, "the entry is gone"))
    assert wrong == []
    assert capfd.readouterr() == ("", "")


def test_a_damaged_journal_is_never_called_a_wrong_passphrase(sample: Sample) -> None:
    whole = Path(sample.database).read_bytes()
    for place in (0, 17, 40, 4000, 4090):
        Path(sample.database).write_bytes(flipped(whole, place))
        with pytest.raises(Damaged) as caught:
            opening.open_with(sample.places, PASSPHRASE)
        assert "passphrase is right" in caught.value.safe
