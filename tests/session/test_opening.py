"""Creating and opening: what is wrong is told by its name, and what can be mended is mended."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3

from recoverylog.crypto import kdf
from recoverylog.errors import (
    AlreadyThere,
    CannotWrite,
    Damaged,
    DiskFull,
    NewerFormat,
    NoJournal,
    RecoverylogError,
    WrongPassphrase,
)
from recoverylog.journal.selection import Selection
from recoverylog.paths import Paths
from recoverylog.session import aside, opening, rekey
from recoverylog.vault import atomic, database, device, inbox, keyfile, migrations, posting
from tests.vault import invented
from tests.vault.invented import (
    PASSPHRASE,
    Sample,
    copied,
    every_call_failing,
    everything_read,
    keep,
)

FULL = OSError(errno.ENOSPC, "No space left on device")
ENTRY = {"id": "0" * 32, "kind": "note", "text": "a long walk"}


def device_of(sample: Sample) -> device.Device:
    found = device.load(sample.places.device)
    assert found is not None
    return found


def generation_of(sample: Sample) -> int:
    with sample.open() as journal:
        row = journal.connection.execute("SELECT value FROM fact WHERE name = 'generation'")
        return int(row.fetchone()[0])


def opened(sample: Sample, secret: str = PASSPHRASE) -> opening.Opened:
    """Open with a passphrase, and close again."""
    found = opening.open_with(sample.places, secret)
    found.journal.close()
    return found


# The secrets.


def test_passphrase_and_kit_open_the_same_journal(sample: Sample) -> None:
    with sample.open() as journal:
        expected = everything_read(journal)
    for secret in (
        PASSPHRASE,
        f"  {PASSPHRASE.replace(' ', '   ')} ",
        sample.kit,
        sample.kit.upper(),
    ):
        found = opening.open_with(sample.places, secret)
        assert everything_read(found.journal) == expected
        assert (found.mended, found.older) == (False, False)
        assert found.journal.keys == sample.keys
        found.journal.close()


@pytest.mark.parametrize(
    "secret", ["", " ", "harbour lantern", "HARBOUR LANTERN THISTLE", "\udcff"]
)
def test_a_wrong_passphrase_is_told_and_changes_nothing(sample: Sample, secret: str) -> None:
    before = tree(sample)
    with pytest.raises(WrongPassphrase) as caught:
        opened(sample, secret)
    assert caught.value.exit_code == 4
    assert caught.value.hint
    assert tree(sample) == before


def test_kit_words_with_a_slip_say_where_it_is(sample: Sample) -> None:
    words = sample.kit.split()
    words[4] = "xylofone"
    with pytest.raises(WrongPassphrase, match="Word 5"):
        opened(sample, " ".join(words))
    with pytest.raises(WrongPassphrase, match="20 words; these are 19"):
        opened(sample, " ".join(sample.kit.split()[:-1]))


def test_the_kit_of_another_journal_is_told_as_such(sample: Sample, tmp_path: Path) -> None:
    other = invented.made(tmp_path / "other")
    with pytest.raises(WrongPassphrase, match="are a recovery kit, but not this journal's"):
        opened(sample, other.kit)


def test_no_error_repeats_what_was_typed(sample: Sample) -> None:
    typed = "swordfish tambourine"
    with pytest.raises(WrongPassphrase) as caught:
        opened(sample, typed)
    assert "swordfish" not in "".join(traceback.format_exception(caught.value))


def test_a_passphrase_of_twenty_kit_words_still_opens_as_a_passphrase(tmp_path: Path) -> None:
    """The two share one prompt; a passphrase comes first."""
    places = invented.places_in(tmp_path / "home")
    words = " ".join(["academic"] * 20)
    opening.create(places, words, cost=kdf.LEAST).journal.close()
    opening.open_with(places, words).journal.close()


def tree(sample: Sample) -> dict[str, bytes]:
    return {
        os.path.join(folder, name): Path(folder, name).read_bytes()
        for top in (sample.places.data, sample.places.state)
        for folder, _, names in os.walk(top)
        for name in names
    }


# Creating.


def test_a_new_vault_has_these_files_and_modes(tmp_path: Path) -> None:
    places = invented.places_in(tmp_path / "home")
    before = os.umask(0)
    try:
        opening.create(places, PASSPHRASE, cost=kdf.LEAST).journal.close()
    finally:
        os.umask(before)
    assert sorted(os.listdir(places.data)) == ["journal-1.db", "vault.json", "vault.json.2"]
    assert os.listdir(places.state) == ["device.json"]
    for folder in (places.data, places.state):
        assert oct(os.stat(folder).st_mode & 0o777) == "0o700"
        for name in os.listdir(folder):
            assert oct(os.stat(os.path.join(folder, name)).st_mode & 0o777) == "0o600"


def test_two_vaults_share_nothing(tmp_path: Path) -> None:
    one, other = (invented.made(tmp_path / name) for name in ("one", "other"))
    assert one.keys.vault != other.keys.vault
    assert one.keys.database != other.keys.database
    assert one.kit != other.kit


def test_there_is_no_second_vault_over_the_first(sample: Sample) -> None:
    before = tree(sample)
    with pytest.raises(AlreadyThere) as caught:
        opening.create(sample.places, "another", cost=kdf.LEAST)
    assert caught.value.exit_code == 11
    for path in sample.key_files:
        Path(path).write_bytes(b"damaged")
    with pytest.raises(AlreadyThere):
        opening.create(sample.places, "another", cost=kdf.LEAST)
    for path in sample.key_files:
        Path(path).unlink()
    with pytest.raises(AlreadyThere):
        opening.create(sample.places, "another", cost=kdf.LEAST)
    assert Path(sample.database).read_bytes() == before[sample.database]


@pytest.mark.parametrize(
    ("module", "name", "problem", "after"),
    [
        (database, "_configure", sqlcipher3.OperationalError("disk is full"), 0),
        (migrations, "migrate", sqlcipher3.OperationalError("disk is full"), 0),
        (opening, "_first_facts", KeyboardInterrupt(), 0),
        (keyfile, "write", DiskFull("full"), 0),
        (atomic, "write", FULL, 0),
        (atomic, "write", FULL, 1),
        (atomic, "sync_folder", FULL, 0),
        (os, "replace", FULL, 0),
        (os, "replace", FULL, 1),
    ],
    ids=lambda value: getattr(value, "__name__", None) or str(value),
)
def test_whatever_stops_the_making_it_can_be_begun_again(
    tmp_path: Path, module: Any, name: str, problem: BaseException, after: int
) -> None:
    """Either there is a vault that opens, or there is none and a new one can be made."""
    places = invented.places_in(tmp_path / "home")
    created = None
    with every_call_failing(module, name, problem, after=after) as calls:
        try:
            created = opening.create(places, PASSPHRASE, cost=kdf.LEAST)
        except KeyboardInterrupt:
            pass
        except (CannotWrite, DiskFull):
            pass
    assert calls[0] > after, "what was to fail was never called"
    if created is None:
        assert not inbox.has_vault(places), os.listdir(places.data)
        created = opening.create(places, PASSPHRASE, cost=kdf.LEAST)
    created.journal.close()
    opening.open_with(places, PASSPHRASE).journal.close()


# vault.json.


def test_a_damaged_first_copy_is_told_and_mended_on_the_disk(sample: Sample) -> None:
    first, second = map(Path, sample.key_files)
    whole = second.read_bytes()
    first.write_bytes(b"x" + whole[1:])
    assert opened(sample).mended
    assert first.read_bytes() == second.read_bytes() == whole
    assert not opened(sample).mended


def test_a_missing_second_copy_is_made_again_without_a_word(sample: Sample) -> None:
    first, second = map(Path, sample.key_files)
    second.unlink()
    assert not opened(sample).mended
    assert first.read_bytes() == second.read_bytes()


def test_a_wrong_passphrase_mends_nothing(sample: Sample) -> None:
    """Only a copy that a secret has proved may replace another."""
    first = Path(sample.key_files[0])
    first.write_bytes(b"damaged")
    with pytest.raises(WrongPassphrase):
        opened(sample, "not this")
    assert first.read_bytes() == b"damaged"


def test_a_disk_that_refuses_the_mending_does_not_stop_the_opening(sample: Sample) -> None:
    Path(sample.key_files[0]).write_bytes(b"damaged")
    with every_call_failing(os, "replace", FULL):
        assert opened(sample).mended
    assert Path(sample.key_files[0]).read_bytes() == b"damaged"


def test_no_vault_is_told_before_a_passphrase_is_asked_for(tmp_path: Path) -> None:
    places = invented.places_in(tmp_path / "home")
    with pytest.raises(NoJournal) as caught:
        opening.must_exist(places)
    assert caught.value.exit_code == 7


def test_what_is_there_passes_and_what_is_damaged_is_told_as_damage(sample: Sample) -> None:
    opening.must_exist(sample.places)
    for path in sample.key_files:
        Path(path).write_bytes(b"{}")
    with pytest.raises(Damaged):
        opening.must_exist(sample.places)


# The database.


def test_a_missing_database_is_told(sample: Sample) -> None:
    os.unlink(sample.database)
    with pytest.raises(NoJournal, match="missing"):
        opened(sample)
    assert not os.path.exists(sample.database), "and none is made in its place"


@pytest.mark.parametrize("content", [b"", b"\0", b"\n", b"\0" * 4096, b"SQLite format 3\0" * 256])
def test_a_database_that_was_emptied_is_damage_and_not_a_new_journal(
    sample: Sample, content: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    """A crash leaves files of no length; an empty journal in its place would hide the loss."""
    Path(sample.database).write_bytes(content)
    with pytest.raises(Damaged):
        opened(sample)
    assert Path(sample.database).read_bytes() == content, "it was not written over"
    assert capfd.readouterr() == ("", "")


def test_the_database_of_another_vault_is_damage(sample: Sample, tmp_path: Path) -> None:
    other = invented.made(tmp_path / "other")
    shutil.copy(other.database, sample.database)
    with pytest.raises(Damaged):
        opened(sample)


def test_a_newer_database_is_left_alone(sample: Sample) -> None:
    with sample.open() as journal:
        journal.connection.execute("PRAGMA user_version = 99")
    before = Path(sample.database).read_bytes()
    with pytest.raises(NewerFormat, match="99") as caught:
        opened(sample)
    assert caught.value.exit_code == 6
    assert Path(sample.database).read_bytes() == before


def test_a_folder_in_the_place_of_the_database_is_told(sample: Sample) -> None:
    os.unlink(sample.database)
    os.mkdir(sample.database)
    with pytest.raises(RecoverylogError):
        opened(sample)


def test_an_error_while_opening_leaves_no_connection_behind(sample: Sample) -> None:
    with sample.open() as journal:
        journal.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(NewerFormat):
        opened(sample)
    held = {os.path.realpath(f"/proc/self/fd/{one}") for one in os.listdir("/proc/self/fd")}
    assert sample.database not in held


# device.json.


def test_a_lost_device_json_costs_no_entry_and_is_made_again(sample: Sample) -> None:
    pinned = device_of(sample)
    pinned_entry = keep(sample.places, "note", "sealed", "by", "the", "old", "device")
    os.unlink(sample.places.device)
    unpinned_entry = keep(sample.places, "note", "sealed", "in", "between")
    with opening.open_with(sample.places, PASSPHRASE).journal as journal:
        again = device_of(sample)
        assert again.device != pinned.device
        assert (again.public, again.vault) == (pinned.public, pinned.vault)
        report = journal.file_waiting()
        assert report is not None
        assert [stored.entry.id for stored in report.filed] == [pinned_entry]
        assert [held.id for held in journal.pending().held] == [unpinned_entry]
        own = keep(sample.places, "note", "sealed", "by", "the", "new", "one")
        report = journal.file_waiting()
        assert report is not None
        assert [stored.entry.id for stored in report.filed] == [own]


def test_a_new_device_misses_no_numbers_that_it_never_gave(sample: Sample) -> None:
    """The count in the state folder goes on where the lost device left it."""
    for _ in range(3):
        keep(sample.places, "note", "before")
    with sample.open() as journal:
        journal.file_waiting()
    os.unlink(sample.places.device)
    with sample.open() as journal:
        keep(sample.places, "note", "after")
        report = journal.file_waiting()
    assert report is not None
    assert len(report.filed) == 1
    assert report.missing == 0


def test_the_device_json_of_another_vault_is_replaced(sample: Sample, tmp_path: Path) -> None:
    other = invented.made(tmp_path / "other")
    theirs = device_of(other)._replace(generation=10_000)
    device.save(sample.places.device, theirs)
    sealed_for_the_other = keep(sample.places, "note", "for the vault that this device knew")
    found = opened(sample)
    assert not found.older, "the count of another vault says nothing of this one"
    ours = device_of(sample)
    assert ours.vault == sample.keys.vault
    assert ours.device != theirs.device, "two vaults share neither the name of a device ..."
    assert ours.code_key != theirs.code_key, "... nor its key"
    assert not opened(sample).older
    with sample.open() as journal:
        report = journal.file_waiting()
        assert report is not None
        assert (report.filed, report.held, len(report.unopened)) == ([], 0, 1)
        assert journal.waiting() == 1, "it is left where the other vault can find it"
    shutil.copytree(sample.places.inbox, other.places.inbox)
    with other.open() as journal:
        report = journal.file_waiting()
        assert report is not None
        assert [stored.entry.id for stored in report.filed] == [sealed_for_the_other]


def test_a_damaged_device_json_is_made_again(sample: Sample) -> None:
    Path(sample.places.device).write_bytes(b"{}")
    opened(sample)
    assert device_of(sample).vault == sample.keys.vault


def test_opening_again_and_again_enrols_once(sample: Sample) -> None:
    os.unlink(sample.places.device)
    for _ in range(3):
        opened(sample)
    with sample.open() as journal:
        assert journal.connection.execute("SELECT count(*) FROM device").fetchone() == (2,)


def test_a_state_folder_that_cannot_be_written_does_not_stop_the_opening(sample: Sample) -> None:
    shutil.rmtree(sample.places.state)
    Path(sample.places.state).write_bytes(b"in the way")
    with opening.open_with(sample.places, PASSPHRASE).journal as journal:
        stored = journal.write(journal.new_entry(kind="note", text="all the same"))
        assert journal.numbered(stored.number) == stored


def test_another_roll_over_hour_reaches_the_quick_path(sample: Sample) -> None:
    os.makedirs(sample.places.config)
    Path(sample.places.settings).write_text("rollover = 6\n", encoding="ascii")
    before = device_of(sample)
    with sample.open() as journal:
        assert journal.rollover == 6
    assert device_of(sample) == before._replace(rollover=6)


# Roll-back.


def rolled_back(sample: Sample, folder: Path) -> None:
    """Put the data folder back as it is in ``folder``."""
    shutil.rmtree(sample.places.data)
    shutil.copytree(folder, sample.places.data)


def write(sample: Sample, text: str) -> None:
    with sample.open() as journal:
        journal.write(journal.new_entry(kind="note", text=text))


def test_an_older_copy_is_told_until_it_is_accepted(sample: Sample, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    shutil.copytree(sample.places.data, backup)
    assert not opened(sample).older
    write(sample, "since the backup")
    assert not opened(sample).older
    rolled_back(sample, backup)
    assert opened(sample).older
    assert opened(sample).older, "seeing it once does not settle it"
    with opening.open_with(sample.places, PASSPHRASE).journal as journal:
        opening.accept_older(journal)
    assert not opened(sample).older


def test_an_older_copy_can_be_read_and_written(sample: Sample, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    shutil.copytree(sample.places.data, backup)
    write(sample, "since the backup")
    rolled_back(sample, backup)
    with opening.open_with(sample.places, PASSPHRASE).journal as journal:
        assert len(journal.select(Selection())) == len(invented.WRITTEN)
        journal.write(journal.new_entry(kind="note", text="going on"))


def test_a_change_of_a_focus_alone_counts_for_a_roll_back(sample: Sample, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    shutil.copytree(sample.places.data, backup)
    with sample.open() as journal:
        journal.put_focus(invented.GAMBLING)
    rolled_back(sample, backup)
    assert opened(sample).older


def test_what_was_seen_counts_though_another_device_wrote_it(
    sample: Sample, tmp_path: Path
) -> None:
    """As docs/format.md §7 has it: "generation is the highest fact.generation seen"."""
    backup = tmp_path / "backup"
    shutil.copytree(sample.places.data, backup)
    elsewhere = sample._replace(places=sample.places._replace(state=str(tmp_path / "elsewhere")))
    write(elsewhere, "from the other device")
    assert not opened(sample).older
    rolled_back(sample, backup)
    assert opened(sample).older


def test_after_a_lost_device_json_the_present_state_is_the_one_seen(
    sample: Sample, tmp_path: Path
) -> None:
    backup = tmp_path / "backup"
    shutil.copytree(sample.places.data, backup)
    write(sample, "since the backup")
    os.unlink(sample.places.device)
    assert not opened(sample).older
    rolled_back(sample, backup)
    assert opened(sample).older


# Folders that may not be written.


@contextlib.contextmanager
def read_only(sample: Sample, *, state_too: bool) -> Iterator[Sample]:
    """Yield a copy of the vault in folders that this process may not write.

    Permissions do not bind root, so it becomes nobody meanwhile. What is imported late must
    have been imported before: nobody may not read root's interpreter.
    """
    folder = Path(tempfile.mkdtemp(prefix="recoverylog-"))
    copy = copied(sample, folder / "home")
    top = [copy.places.data, *([copy.places.state] if state_too else [])]
    for where, _, names in os.walk(folder):
        for path in (where, *(os.path.join(where, name) for name in names)):
            if os.geteuid() == 0:
                os.chown(path, 65534, 65534)
            inside = any(path.startswith(one) for one in top)
            os.chmod(path, (0o500 if inside else 0o700) if os.path.isdir(path) else 0o400)
    if os.geteuid() == 0:
        os.seteuid(65534)
    try:
        with pytest.raises(PermissionError):
            Path(copy.places.data, "probe").write_bytes(b"")
        yield copy
    finally:
        if os.getuid() == 0:
            os.seteuid(0)
        for where, _, _ in os.walk(folder):
            os.chmod(where, 0o700)
        shutil.rmtree(folder)


@pytest.fixture
def warmed(sample: Sample) -> Sample:
    """Return the vault, everything that is imported late having been imported."""
    opened(sample)
    with sample.open() as journal:
        journal.put_focus(invented.ALCOHOL)
        journal.everything()
    keep(sample.places, "note", "x", "at:last friday")
    with sample.open() as journal:
        journal.file_waiting()
    return sample


LATER = ("draft", "milestone", "sign_week", "shared", "page_key", "reply")
"""The tables that came after the first version."""


def as_version_1(sample: Sample) -> None:
    """Make of a vault what the first version had written."""
    with sample.open() as journal:
        for table in LATER:
            journal.connection.execute(f"DROP TABLE {table}")
        journal.connection.execute("PRAGMA user_version = 1")


def test_a_vault_of_the_first_version_opens_and_keeps_drafts_from_then_on(sample: Sample) -> None:
    with sample.open() as journal:
        expected = everything_read(journal) | {"drafts": ()}
    as_version_1(sample)
    with sample.open() as journal:
        assert everything_read(journal) == expected
        journal.save_draft("note", {"text": "typing"})
    with sample.open() as journal:
        assert [draft.fields for draft in journal.drafts()] == [{"text": "typing"}]


@pytest.mark.skipif(os.name == "nt", reason="permissions are other ones there")
def test_a_read_only_vault_of_the_first_version_can_be_read(warmed: Sample) -> None:
    with warmed.open() as journal:
        expected = everything_read(journal) | {"drafts": ()}
        tables = journal.everything()
    as_version_1(warmed)
    with read_only(warmed, state_too=True) as sample, sample.open() as journal:
        assert everything_read(journal) == expected
        assert journal.draft("note") is None
        assert journal.everything() == {
            name: rows for name, rows in tables.items() if name not in LATER
        }
        journal.drop_draft("note")
        with pytest.raises(CannotWrite):
            journal.save_draft("note", {"text": "typing"})
        assert everything_read(journal) == expected


def test_a_vault_that_could_not_be_brought_up_to_date_keeps_drafts_once_it_can(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_version_1(sample)

    def full(_connection: object) -> bool:
        raise sqlcipher3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "migrate", full)
        journal = sample.open()
        with pytest.raises(DiskFull):
            journal.save_draft("note", {"text": "typing"})
    with journal:
        journal.write_from_draft(journal.new_entry(kind="note", text="written"), "note")
        journal.save_draft("note", {"text": "typing"})
        assert len(journal.drafts()) == 1


@pytest.mark.skipif(os.name == "nt", reason="permissions are other ones there")
@pytest.mark.parametrize("state_too", [False, True])
def test_a_read_only_vault_can_be_read(warmed: Sample, *, state_too: bool) -> None:
    with warmed.open() as journal:
        expected = everything_read(journal)
    with read_only(warmed, state_too=state_too) as sample:
        found = opening.open_with(sample.places, PASSPHRASE)
        with found.journal as journal:
            assert everything_read(journal) == expected
            with pytest.raises(CannotWrite) as caught:
                journal.write(journal.new_entry(kind="note", text="x"))
            assert caught.value.exit_code == 8
            assert not journal.connection.in_transaction
            with pytest.raises(CannotWrite):
                journal.put_focus(invented.GAMBLING)
            assert everything_read(journal) == expected


@pytest.mark.skipif(os.name == "nt", reason="permissions are other ones there")
def test_a_damaged_first_copy_in_a_read_only_vault_opens_all_the_same(warmed: Sample) -> None:
    Path(warmed.key_files[0]).write_bytes(b"damaged")
    with read_only(warmed, state_too=True) as sample:
        assert opened(sample).mended


@pytest.mark.skipif(os.name == "nt", reason="permissions are other ones there")
def test_a_quick_entry_goes_to_the_spool_while_the_vault_is_read_only(warmed: Sample) -> None:
    with read_only(warmed, state_too=False) as sample:
        kept = posting.keep(sample.places, ENTRY)
        assert kept.spooled
        with sample.open() as journal:
            with pytest.raises(CannotWrite):
                journal.file_waiting()
            assert journal.waiting() == 1, "it waits until it can be filed"
    with read_only(warmed, state_too=True) as sample, pytest.raises(CannotWrite):
        posting.keep(sample.places, ENTRY)


@pytest.mark.skipif(os.name == "nt", reason="permissions are other ones there")
def test_a_passphrase_cannot_be_changed_in_a_read_only_vault_and_that_is_told(
    warmed: Sample,
) -> None:
    opened(warmed)
    with read_only(warmed, state_too=False) as sample:
        with sample.open() as journal, pytest.raises(CannotWrite):
            rekey.change_passphrase(journal, "another", cost=kdf.LEAST)
        opened(sample)


@pytest.mark.skipif(os.name == "nt", reason="permissions are other ones there")
def test_a_vault_that_may_not_be_read_is_told(warmed: Sample) -> None:
    with read_only(warmed, state_too=False) as sample:
        os.chmod(sample.key_files[0], 0)
        os.chmod(sample.key_files[1], 0)
        with pytest.raises(CannotWrite) as caught:
            opened(sample)
        assert caught.value.exit_code == 8
        os.chmod(sample.key_files[0], 0o400)
        os.chmod(sample.key_files[1], 0o400)
        os.chmod(sample.database, 0)
        with pytest.raises(CannotWrite):
            opened(sample)


# Set aside.


def test_a_vault_that_is_set_aside_can_be_put_back(sample: Sample) -> None:
    with sample.open() as journal:
        expected = everything_read(journal)
    waiting = keep(sample.places, "note", "still waiting")
    folder = aside.set_aside(sample.places)
    assert folder is not None
    assert not inbox.has_vault(sample.places)
    assert inbox.waiting(sample.places) == []
    assert aside.set_aside(sample.places) is None

    opening.create(sample.places, "a new start", cost=kdf.LEAST).journal.close()
    with pytest.raises(WrongPassphrase):
        opened(sample)

    back = sample._replace(places=Paths(folder, *sample.places[1:]))
    with opening.open_with(back.places, PASSPHRASE).journal as journal:
        assert everything_read(journal) == expected
        report = journal.file_waiting()
        assert report is not None
        assert [stored.entry.id for stored in report.filed] == [waiting]
