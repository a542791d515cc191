"""Changing the passphrase: all or nothing, and nobody's entry falls between two databases."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3

from recoverylog.crypto import kdf, kit
from recoverylog.errors import (
    Busy,
    CannotWrite,
    Damaged,
    DiskFull,
    RecoverylogError,
    WrongPassphrase,
)
from recoverylog.journal.selection import Selection, Stored
from recoverylog.session import opening, rekey
from recoverylog.session.journal import Journal
from recoverylog.vault import atomic, database, device, glance, inbox, keyfile, migrations
from tests.vault import invented
from tests.vault.invented import (
    PASSPHRASE,
    Sample,
    all_entries,
    every_call_failing,
    everything_read,
    keep,
)

NEW = "copper window sparrow"
FULL = OSError(errno.ENOSPC, "No space left on device")


def change(journal: Journal, passphrase: str = NEW) -> opening.Created:
    return rekey.change_passphrase(journal, passphrase, cost=kdf.LEAST)


def opens(sample: Sample, secret: str) -> bool:
    try:
        opening.open_with(sample.places, secret).journal.close()
    except WrongPassphrase:
        return False
    return True


def written(journal: Journal, text: str) -> int:
    return journal.write(journal.new_entry(kind="note", text=text)).number


def texts(journal: Journal) -> list[str]:
    return [stored.entry.text for stored in journal.select(Selection())]


def test_the_new_secrets_open_and_the_old_ones_do_not(sample: Sample) -> None:
    with sample.open() as journal:
        expected = everything_read(journal)
        created = change(journal)
    with created.journal as fresh:
        assert everything_read(fresh) == expected
    new_kit = " ".join(created.kit)
    assert new_kit != sample.kit
    assert (opens(sample, NEW), opens(sample, new_kit)) == (True, True)
    assert (opens(sample, PASSPHRASE), opens(sample, sample.kit)) == (False, False)
    with opening.open_with(sample.places, NEW).journal as journal:
        assert everything_read(journal) == expected


def test_the_old_database_is_gone_and_the_new_one_is_whole(sample: Sample) -> None:
    with sample.open() as journal:
        change(journal).journal.close()
    names = sorted(os.listdir(sample.places.data))
    assert [name for name in names if name != "inbox"] == [
        "journal-2.db",
        "vault.json",
        "vault.json.2",
    ]
    first, second = (Path(path).read_bytes() for path in sample.key_files)
    assert first == second
    path = glance.database(sample.places.data, 2)
    assert oct(os.stat(path).st_mode & 0o777) == "0o600"
    with pytest.raises(Damaged):
        database.connect(path, sample.keys.database)


def test_no_key_of_the_old_epoch_is_a_key_of_the_new_one(sample: Sample) -> None:
    with sample.open() as journal, change(journal).journal as fresh:
        assert fresh.keys.epoch == 2
        assert fresh.vault == sample.keys.vault
        assert fresh.keys.database != sample.keys.database
        assert fresh.keys.inbox_seed != sample.keys.inbox_seed


def test_an_old_copy_of_the_key_file_opens_nothing_any_more(sample: Sample, tmp_path: Path) -> None:
    """The reason for a new root key: whoever has copied vault.json knows the old one."""
    shutil.copytree(sample.places.data, tmp_path / "stolen")
    with sample.open() as journal:
        change(journal).journal.close()
    for name in inbox.KEY_FILES:
        shutil.copy(tmp_path / "stolen" / name, os.path.join(sample.places.data, name))
    with pytest.raises(RecoverylogError):
        opening.open_with(sample.places, PASSPHRASE)


def test_the_settings_of_the_file_come_with_it(sample: Sample) -> None:
    with sample.open() as journal, change(journal).journal as fresh:
        connection = fresh.connection
        assert migrations.version(connection) == migrations.LATEST
        found = connection.execute("PRAGMA application_id").fetchone()
        assert found == (migrations.APPLICATION_ID,)
        for name, value in database.SETTINGS:
            read = connection.execute(f"PRAGMA {name}").fetchone()
            assert read is None or str(read[0]) == value
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'entry'").fetchone()
        assert "AUTOINCREMENT" in tables[0]


def test_numbers_go_on_where_they_were(sample: Sample) -> None:
    with sample.open() as journal:
        number = written(journal, "the last one")
        journal.delete(journal.numbered(number))
        journal.purge()
        created = change(journal)
    with created.journal as fresh:
        assert written(fresh, "the next one") == number + 1


def test_this_device_pins_the_new_key(sample: Sample) -> None:
    before = device.load(sample.places.device)
    with sample.open() as journal, change(journal).journal as fresh:
        after = device.load(sample.places.device)
        seen = glance.at(sample.places.data)
        assert before is not None
        assert after is not None
        assert seen is not None
        assert after.key_id == seen.key_id != before.key_id
        assert (after.device, after.code_key) == (before.device, before.code_key)
        keep(sample.places, "note", "sealed to the new key")
        report = fresh.file_waiting()
        assert report is not None
        assert len(report.filed) == 1


def test_what_waits_is_filed_first(sample: Sample) -> None:
    keep(sample.places, "note", "just in time")
    with sample.open() as journal, change(journal).journal as fresh:
        assert "just in time" in texts(fresh)
        assert fresh.waiting() == 0


def test_again_and_again(sample: Sample) -> None:
    journal = sample.open()
    expected = everything_read(journal)
    for count in range(2, 6):
        journal = change(journal, f"number {count}").journal
        assert journal.keys.epoch == count
        assert everything_read(journal) == expected
    assert journal.connection.execute("SELECT count(*) FROM inbox_seed").fetchone() == (4,)
    journal.close()
    assert [opens(sample, f"number {count}") for count in range(2, 6)] == [False] * 3 + [True]


def test_after_long_entries_were_edited_and_thrown_away(sample: Sample) -> None:
    long_text = "walk " * 300
    with sample.open() as journal:
        stored = journal.write(journal.new_entry(kind="note", text=long_text))
        stored = journal.change(stored, text=long_text + "again")
        journal.delete(stored)
        change(journal).journal.close()
    assert opens(sample, NEW)


def test_any_folder_name_will_do(made_once: Sample, tmp_path: Path) -> None:
    for name in ("50%41 off", "what?", "it's", "#1", "ünï"):
        sample = invented.copied(made_once, tmp_path / name)
        with sample.open() as journal:
            expected = everything_read(journal)
            created = change(journal)
        with created.journal as fresh:
            assert everything_read(fresh) == expected


# What goes wrong on the way.


class Meeting:
    """A connection that finds a writer in the middle of its work, which then commits."""

    def __init__(self, connection: Any, writer: Any) -> None:
        self._connection = connection
        self._writer = writer
        self.met = 0

    def execute(self, statement: str) -> Any:
        """Do what SQLite does while it waits: try, let the others get on, try again."""
        try:
            return self._connection.execute(statement)
        except sqlcipher3.OperationalError:
            self.met += 1
            self._writer.execute("COMMIT")
            return self._connection.execute(statement)


def held_from_the_beginning(connection: Any) -> None:
    """Hold the database as it was done once, which is how two waited for each other."""
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


def let_them_meet(sample: Sample, hold: Callable[[Any], None]) -> int:
    """Have ``hold`` begin while another program is about to commit; return how often they met."""
    with sample.open() as journal, sample.open() as other:
        writer = other.connection
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE fact SET value = value")
        with database.at_once(journal.connection), database.at_once(writer):
            meeting = Meeting(journal.connection, writer)
            hold(meeting)
    return meeting.met


def test_it_waits_for_a_writer_without_being_in_its_way(sample: Sample) -> None:
    def hold(connection: Any) -> None:
        with rekey._held(connection):
            pass

    assert let_them_meet(sample, hold) == 1


def test_being_in_the_way_of_a_writer_would_be_noticed(sample: Sample) -> None:
    with pytest.raises(sqlcipher3.OperationalError, match="locked"):
        let_them_meet(sample, held_from_the_beginning)


def stopping() -> list[Any]:
    broken = sqlcipher3.OperationalError("database or disk is full")
    steps: list[tuple[Any, str, BaseException, int]] = [
        (rekey, "_copy", broken, 0),
        (rekey, "_copy", KeyboardInterrupt(), 0),
        (rekey, "_retire_seed", broken, 0),
        (rekey, "_verify", Damaged("not the same"), 0),
        (keyfile, "write", DiskFull("full"), 0),
        (keyfile, "write", KeyboardInterrupt(), 0),
        (keyfile, "make", MemoryError(), 0),
        (kit, "new", MemoryError(), 0),
        (kdf, "stretch", MemoryError(), 0),
        (atomic, "write", FULL, 0),
        (atomic, "write", FULL, 1),
        (atomic, "sync_folder", FULL, 0),
        (os, "replace", FULL, 0),
        (os, "replace", FULL, 1),
        (os, "fsync", FULL, 0),
        (os, "fsync", FULL, 1),
        (os, "fsync", FULL, 2),
        (os, "fsync", FULL, 3),
        (opening, "forget_cached", KeyboardInterrupt(), 0),
        (opening, "open_keys", KeyboardInterrupt(), 0),
        (device, "save", FULL, 0),
    ]
    return [
        pytest.param(
            *step,
            id=f"{step[0].__name__.rpartition('.')[2]}.{step[1]}-{type(step[2]).__name__}-{step[3]}",
        )
        for step in steps
    ]


@pytest.mark.parametrize(("module", "name", "problem", "after"), stopping())
def test_wherever_it_is_stopped_one_passphrase_opens_everything(
    sample: Sample, module: Any, name: str, problem: BaseException, after: int
) -> None:
    """Stopped with an error: the old one. Without: the new one. Never neither, never a loss."""
    with sample.open() as journal:
        expected = everything_read(journal)
        changed, refused = None, False
        with every_call_failing(module, name, problem, after=after) as calls:
            try:
                changed = change(journal)
            except (RecoverylogError, MemoryError, sqlcipher3.Error):
                refused = True
            except KeyboardInterrupt:
                pass
        if calls[0] <= after:
            pytest.skip("never called so often")
    if changed is not None:
        changed.journal.close()
        assert opens(sample, NEW)
        assert opens(sample, " ".join(changed.kit))
        assert not opens(sample, PASSPHRASE)
    elif refused:
        assert opens(sample, PASSPHRASE), "it said that nothing was changed"
        assert opens(sample, sample.kit)
        assert not opens(sample, NEW)
    secret = NEW if opens(sample, NEW) else PASSPHRASE
    with opening.open_with(sample.places, secret).journal as journal:
        assert everything_read(journal) == expected
        written(journal, "and on it goes")
        change(journal, "the second attempt").journal.close()
    assert opens(sample, "the second attempt")


@pytest.mark.parametrize(
    ("module", "name", "problem"),
    [
        (rekey, "_copy", sqlcipher3.OperationalError("database or disk is full")),
        (rekey, "_verify", Damaged("not the same")),
        (keyfile, "write", DiskFull("full")),
    ],
)
def test_after_a_refusal_the_open_journal_goes_on(
    sample: Sample, module: Any, name: str, problem: BaseException
) -> None:
    with sample.open() as journal:
        with every_call_failing(module, name, problem), pytest.raises(RecoverylogError):
            change(journal)
        assert os.path.basename(journal.path) == "journal-1.db"
        assert not os.path.exists(glance.database(sample.places.data, 2))
        written(journal, "going on")
        with sample.open() as other:
            written(other, "and others too")
        assert texts(journal)[-2:] == ["going on", "and others too"]


def test_a_disk_that_refuses_the_new_file_is_told_in_words(sample: Sample) -> None:
    for problem, kind in (
        (FULL, DiskFull),
        (OSError(errno.EROFS, "Read-only file system"), CannotWrite),
    ):
        with sample.open() as journal:
            with every_call_failing(os, "open", problem), pytest.raises(kind):
                change(journal)
            assert texts(journal)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM version WHERE hlc = (SELECT max(hlc) FROM version)",
        "UPDATE entry SET text = 'other' WHERE number = 1",
        "DELETE FROM entry WHERE number = 1",
        "PRAGMA user_version = 0",
        "DELETE FROM focus",
        "DELETE FROM tombstone",
        "DELETE FROM device",
        "DELETE FROM entry_search",
        "UPDATE fact SET value = '0' WHERE name = 'generation'",
    ],
)
def test_a_copy_that_is_not_the_same_is_not_taken(sample: Sample, statement: str) -> None:
    """The verification must see whatever is missing or different."""
    real = rekey._retire_seed

    def losing(path: str, fresh: Any, *more: Any) -> None:
        real(path, fresh, *more)
        connection = database.connect(path, fresh.database)
        connection.execute(statement)
        connection.close()

    with sample.open() as journal, pytest.MonkeyPatch.context() as patch:
        journal.delete(journal.write(journal.new_entry(kind="note", text="x")))
        journal.purge()
        patch.setattr(rekey, "_retire_seed", losing)
        with pytest.raises(Damaged):
            change(journal)
    assert opens(sample, PASSPHRASE)


def test_the_remains_of_a_stopped_attempt_are_in_nobodys_way(sample: Sample) -> None:
    Path(glance.database(sample.places.data, 2)).write_bytes(b"half a journal")
    with sample.open() as journal:
        expected = everything_read(journal)
        created = change(journal)
    with created.journal as fresh:
        assert everything_read(fresh) == expected


def test_the_old_database_left_over_by_a_crash_goes_at_the_next_opening(sample: Sample) -> None:
    """Its key opens to the old passphrase for ever, for whoever has copied vault.json."""
    old = Path(sample.database).read_bytes()
    with sample.open() as journal:
        change(journal).journal.close()
    Path(sample.database).write_bytes(old)
    assert opens(sample, NEW)
    assert not os.path.exists(sample.database)


# Others at work meanwhile.


STALE: dict[str, Callable[[Journal, Stored], object]] = {
    "write": lambda stale, _: stale.write(stale.new_entry(kind="note", text="into the void")),
    "change": lambda stale, stored: stale.change(stored, text="into the void"),
    "delete": lambda stale, stored: stale.delete(stored),
    "undo": lambda stale, _: stale.undo(),
    "purge": lambda stale, _: stale.purge(),
    "put_focus": lambda stale, _: stale.put_focus(invented.GAMBLING),
    "save_draft": lambda stale, _: stale.save_draft("note", {"text": "into the void"}),
    "drop_draft": lambda stale, _: stale.drop_draft(invented.BEGUN[0]),
    "write_from_draft": lambda stale, _: stale.write_from_draft(
        stale.new_entry(kind="note"), invented.BEGUN[0]
    ),
    "rewrite_from_draft": lambda stale, stored: stale.rewrite_from_draft(
        stored, {"text": "into the void"}, invented.BEGUN[0]
    ),
    "file_waiting": lambda stale, _: stale.file_waiting(),
}


@pytest.mark.parametrize("attempt", STALE.values(), ids=STALE.keys())
def test_one_that_still_has_the_old_journal_open_is_told_and_loses_nothing(
    sample: Sample, tmp_path: Path, attempt: Callable[[Journal, Stored], object]
) -> None:
    with sample.open() as stale, sample.open() as journal:
        stored = stale.select(Selection())[0]
        entry_id = keep(sample.places, "note", "waiting")
        (sealed,) = inbox.waiting(sample.places)
        shutil.move(sealed, tmp_path / "aside")
        with change(journal).journal as fresh:
            before = everything_read(fresh)
            shutil.move(tmp_path / "aside", sealed)
            with pytest.raises(RecoverylogError, match="passphrase was changed") as caught:
                attempt(stale, stored)
            assert "Nothing was lost" in caught.value.safe
            assert everything_read(fresh) == before
            report = fresh.file_waiting()
            assert report is not None
            assert [one.entry.id for one in report.filed] == [entry_id]


def test_one_that_still_has_the_old_journal_open_cannot_change_the_passphrase_over_the_new_one(
    sample: Sample,
) -> None:
    """It would take its old epoch plus one, which is the present one, and begin by erasing it."""
    with sample.open() as stale, sample.open() as journal:
        with change(journal).journal as fresh:
            written(fresh, "since the change")
        with pytest.raises(RecoverylogError, match="passphrase was changed"):
            change(stale, "third")
    assert opens(sample, NEW)
    with opening.open_with(sample.places, NEW).journal as journal:
        assert texts(journal)[-1] == "since the change"


def test_a_stale_journal_cannot_be_shown_as_if_it_were_the_present_one(sample: Sample) -> None:
    """Reading on is harmless: it shows what it knew."""
    with sample.open() as stale, sample.open() as journal:
        expected = everything_read(stale)
        change(journal).journal.close()
        shown = everything_read(stale)
        assert shown == expected


def test_a_journal_that_another_program_holds_is_told_as_busy_and_stays_usable(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with sample.open() as journal, sample.open() as other:
        other.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            change(journal)
        other.connection.execute("COMMIT")
        written(journal, "mine")
        written(other, "theirs, for nobody keeps the lock")
        written(journal, "mine again")
        assert texts(other)[-1] == "mine again"
        change(journal).journal.close()
    assert opens(sample, NEW)


def test_an_entry_written_by_another_program_just_before_is_in_the_new_journal(
    sample: Sample,
) -> None:
    real = rekey._copy
    with sample.open() as other, sample.open() as journal:
        tried: list[str] = []

        def meanwhile(*arguments: Any) -> None:
            other.connection.execute("PRAGMA busy_timeout = 10")
            try:
                written(other, "while it was copied")
            except Busy:
                tried.append("busy")
            else:
                tried.append("written")
            real(*arguments)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rekey, "_copy", meanwhile)
            created = change(journal)
    assert tried == ["busy"], "nobody writes into the old one once copying has begun"
    with created.journal as fresh:
        assert "while it was copied" not in texts(fresh)


def test_no_file_holds_a_secret_afterwards(sample: Sample) -> None:
    with sample.open() as journal:
        created = change(journal)
    with created.journal as fresh:
        secrets = [fresh.keys.database, fresh.keys.inbox_seed, sample.keys.database,
                   kit.secret(" ".join(created.kit))]  # fmt: skip
        all_entries(fresh)
    for folder, _, names in os.walk(os.path.dirname(sample.places.data)):
        for name in names:
            content = Path(folder, name).read_bytes()
            for secret in secrets:
                assert secret not in content
                assert secret.hex().encode() not in content
