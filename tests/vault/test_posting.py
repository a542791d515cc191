"""Posting: nobody is refused in a bad moment, and what was acknowledged can be read later."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from recoverylog.crypto import keys, sealing
from recoverylog.errors import CannotWrite, DiskFull
from recoverylog.paths import Paths
from recoverylog.vault import atomic, device, glance, inbox, keyfile, posting
from tests.vault.invented import Sample, every_call_failing, flipped, keep, places_in

ENTRY = {"id": "0" * 32, "kind": "note", "text": "a long walk"}
FULL = OSError(errno.ENOSPC, "No space left on device")


def opened(sample: Sample, path: str) -> dict[str, Any]:
    """Return what a sealed file holds, read with the vault's seed."""
    content = Path(path).read_bytes()
    assert sealing.key_id_of(content) == keys.fingerprint(
        sealing.public_key(sample.keys.inbox_seed)
    )
    private = sealing.private_key(sample.keys.inbox_seed)
    held: dict[str, Any] = json.loads(sealing.unseal(content, private, sample.keys.vault).body)
    return held


def known(sample: Sample) -> device.Device:
    found = device.load(sample.places.device)
    assert found is not None
    return found


def test_an_entry_is_sealed_with_the_devices_code_and_number(sample: Sample) -> None:
    first, second = (posting.keep(sample.places, ENTRY) for _ in range(2))
    assert first._replace(path="") == posting.Kept("", True, False, False)
    assert os.path.dirname(first.path) == sample.places.inbox
    held = opened(sample, first.path)
    assert held == {"v": 1, "device": known(sample).device.hex(), "seq": 1, "entry": ENTRY}
    assert opened(sample, second.path)["seq"] == 2
    content = sealing.unseal(
        Path(first.path).read_bytes(),
        sealing.private_key(sample.keys.inbox_seed),
        sample.keys.vault,
    )
    code = sealing.device_code(known(sample).code_key, sample.keys.vault, content.body)
    assert content.code == code
    assert oct(os.stat(first.path).st_mode & 0o777) == "0o600"


def test_neither_name_nor_content_tells_anything(sample: Sample) -> None:
    one, other = (posting.keep(sample.places, ENTRY | {"text": text}) for text in ("walk", ""))
    assert os.path.getsize(one.path) == os.path.getsize(other.path)
    assert len(os.path.basename(one.path)) == len(os.path.basename(other.path)) == 32 + 7
    assert b"walk" not in Path(one.path).read_bytes()


def test_without_device_json_the_key_file_serves(sample: Sample) -> None:
    os.unlink(sample.places.device)
    kept = posting.keep(sample.places, ENTRY)
    assert kept.protected
    held = opened(sample, kept.path)
    assert (held["device"], held["seq"]) == (None, 1)


def test_without_the_first_key_file_the_second_serves(sample: Sample) -> None:
    os.unlink(sample.places.device)
    os.unlink(sample.key_files[0])
    assert opened(sample, posting.keep(sample.places, ENTRY).path)["entry"] == ENTRY
    Path(sample.key_files[0]).write_bytes(b"{}")
    assert opened(sample, posting.keep(sample.places, ENTRY).path)["entry"] == ENTRY


def rewritten(path: str, held: dict[str, Any]) -> None:
    """Write a key file as somebody would who knows the format, its checksum right."""
    held["sha256"] = keyfile.checksum(held["body"], held["mac"])
    Path(path).write_text(json.dumps(held), encoding="ascii")


def test_the_pin_stands_where_the_key_file_was_exchanged(sample: Sample) -> None:
    """Whoever can write to the data folder must not get entries sealed to themselves."""
    stranger = sealing.public_key(bytes(range(32)))
    for path in sample.key_files:
        held = json.loads(Path(path).read_bytes())
        held["body"]["inbox"] = {
            "public": stranger.hex(),
            "key_id": keys.fingerprint(stranger).hex(),
        }
        rewritten(path, held)
    kept = posting.keep(sample.places, ENTRY)
    assert opened(sample, kept.path)["entry"] == ENTRY
    assert not kept.other_journal


def test_another_vault_in_the_folder_is_noticed(sample: Sample) -> None:
    for path in sample.key_files:
        held = json.loads(Path(path).read_bytes())
        held["body"]["vault"] = "ab" * 16
        rewritten(path, held)
    kept = posting.keep(sample.places, ENTRY)
    assert kept.other_journal
    assert opened(sample, kept.path)["entry"] == ENTRY, "sealed for the known one"


def readable_later(sample: Sample, path: str) -> bool:
    """Return whether anybody who opens the vault, or has the temporary key, can read a file."""
    content = Path(path).read_bytes()
    first = inbox.first_seed(os.path.dirname(path))
    named = sealing.key_id_of(content)
    if first is not None and named == posting.first_key_id(first):
        sealing.unseal(content, sealing.private_key(first), sealing.NO_VAULT)
        return True
    if named != glance_key(sample):
        return False
    try:
        sealing.unseal(content, sealing.private_key(sample.keys.inbox_seed), sample.keys.vault)
    except sealing.Unopened:
        return False
    return True


def glance_key(sample: Sample) -> bytes:
    return keys.fingerprint(sealing.public_key(sample.keys.inbox_seed))


def swept(sample: Sample, path: str, others: list[str]) -> list[tuple[int, str, bytes]]:
    """Flip one bit of each byte of a file, keep an entry each time; return what went wrong."""
    whole = Path(path).read_bytes()
    lost = []
    for place in range(0, len(whole), 4):
        for one in (path, *others):
            Path(one).write_bytes(flipped(whole, place))
        around = whole[max(0, place - 10) : place + 3]
        try:
            kept = posting.keep(sample.places, ENTRY)
        except Exception as problem:  # noqa: BLE001 - that anything is raised is the defect
            lost.append((place, type(problem).__name__, around))
            continue
        if not readable_later(sample, kept.path):
            lost.append((place, "unreadable", around))
        os.unlink(kept.path)
    return lost


@pytest.fixture
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sweep writes a thousand files; whether the disk has them is asked elsewhere."""
    monkeypatch.setattr(os, "fsync", lambda _handle: None)


@pytest.mark.usefixtures("_no_waiting")
def test_a_flipped_bit_in_device_json_loses_no_entry_and_refuses_nobody(sample: Sample) -> None:
    lost = swept(sample, sample.places.device, [])
    assert not lost, f"{len(lost)} flips: {lost[:3]} … {lost[-3:]}"


@pytest.mark.usefixtures("_no_waiting")
def test_a_flipped_bit_in_the_key_file_loses_no_entry_where_there_is_no_pin(
    sample: Sample,
) -> None:
    os.unlink(sample.places.device)
    lost = swept(sample, sample.key_files[0], [])
    assert not lost, f"{len(lost)} flips: {lost[:3]} … {lost[-3:]}"


@pytest.mark.usefixtures("_no_waiting")
def test_the_same_bit_flipped_in_both_key_files_loses_no_entry(sample: Sample) -> None:
    os.unlink(sample.places.device)
    lost = swept(sample, sample.key_files[0], [sample.key_files[1]])
    assert not lost, f"{len(lost)} flips: {lost[:3]} … {lost[-3:]}"


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"[" * 50_000, b'{"body":[]}', b'{"body":{"inbox":[]}}', b"\xff" * 99],
    ids=["empty", "list", "deep", "odd", "odder", "noise"],
)
def test_key_files_that_say_nothing_do_not_stop_anybody(sample: Sample, content: bytes) -> None:
    os.unlink(sample.places.device)
    for path in sample.key_files:
        Path(path).write_bytes(content)
    kept = posting.keep(sample.places, ENTRY)
    assert not kept.protected, "sealed to a temporary key, which is said"
    assert readable_later(sample, kept.path)


# Before there is a vault.


def test_before_there_is_a_vault_the_entry_is_sealed_to_a_key_beside_it(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    kept = posting.keep(places, ENTRY)
    again = posting.keep(places, ENTRY)
    assert (kept.protected, kept.spooled, kept.other_journal) == (False, False, False)
    seed = inbox.first_seed(places.inbox)
    assert seed is not None
    for one in (kept, again):
        content = Path(one.path).read_bytes()
        assert b"walk" not in content
        body = sealing.unseal(content, sealing.private_key(seed), sealing.NO_VAULT).body
        assert json.loads(body)["entry"] == ENTRY
    key = os.path.join(places.inbox, inbox.FIRST_KEY)
    assert oct(os.stat(key).st_mode & 0o777) == "0o600"
    assert oct(os.stat(places.inbox).st_mode & 0o777) == "0o700"


def test_a_damaged_temporary_key_is_kept_aside_and_a_new_one_made(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    posting.keep(places, ENTRY)
    key = Path(places.inbox, inbox.FIRST_KEY)
    old = key.read_bytes()
    key.write_bytes(b"garbage")
    kept = posting.keep(places, ENTRY)
    seed = inbox.first_seed(places.inbox)
    assert seed is not None
    assert seed.hex().encode() not in old
    content = Path(kept.path).read_bytes()
    sealing.unseal(content, sealing.private_key(seed), sealing.NO_VAULT)
    aside = [name for name in os.listdir(places.inbox) if ".damaged-" in name]
    assert len(aside) == 1
    assert Path(places.inbox, aside[0]).read_bytes() == b"garbage"


def test_two_that_make_the_temporary_key_at_once_agree(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    os.makedirs(places.inbox)
    path = os.path.join(places.inbox, inbox.FIRST_KEY)
    real, other = atomic.create, os.urandom(32)

    def beaten(asked: str, content: bytes) -> None:
        real(asked, other.hex().encode())
        real(asked, content)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atomic, "create", beaten)
        kept = posting.keep(places, ENTRY)
    assert inbox.first_seed(places.inbox) == other
    assert sealing.key_id_of(Path(kept.path).read_bytes()) == posting.first_key_id(other)
    assert Path(path).read_bytes() == other.hex().encode()


# Disks and folders that refuse.


def test_an_inbox_that_cannot_be_written_is_spooled(sample: Sample) -> None:
    Path(sample.places.inbox).write_bytes(b"a file where the folder should be")
    kept = posting.keep(sample.places, ENTRY)
    assert kept.spooled
    assert os.path.dirname(kept.path) == sample.places.spool
    assert opened(sample, kept.path)["entry"] == ENTRY
    assert inbox.waiting(sample.places) == [kept.path]


def test_nowhere_to_write_is_told_in_words(sample: Sample) -> None:
    with every_call_failing(os, "fsync", FULL), pytest.raises(DiskFull) as caught:
        posting.keep(sample.places, ENTRY)
    assert sample.places.inbox in caught.value.message, "the first problem is the one to mend"
    refused = OSError(errno.EROFS, "Read-only file system")
    with every_call_failing(os, "replace", refused), pytest.raises(CannotWrite):
        posting.keep(sample.places, ENTRY)
    assert inbox.waiting(sample.places) == []


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_every_call_that_fails_once_is_got_over(sample: Sample, call: str) -> None:
    """One failure, wherever it comes: the entry is kept all the same, and can be read."""
    real = getattr(os, call)
    for failing in range(1, 30):
        calls: list[int] = []

        def once(*arguments: Any, seen: list[int] = calls, at: int = failing, **named: Any) -> Any:
            seen.append(1)
            if len(seen) == at:
                raise FULL
            return real(*arguments, **named)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, call, once)
            kept = posting.keep(sample.places, ENTRY)
        assert opened(sample, kept.path)["entry"] == ENTRY
        if len(calls) < failing:
            break
    else:
        pytest.fail("more calls than there can be")
    assert failing > 1


def test_no_pin_and_no_temporary_key_possible_is_told(tmp_path: Path) -> None:
    with every_call_failing(os, "open", FULL), pytest.raises(DiskFull):
        posting.keep(places_in(tmp_path), ENTRY)


# Looking into it.


def test_waiting_names_sealed_files_only_inbox_first(sample: Sample) -> None:
    one = posting.keep(sample.places, ENTRY).path
    other = posting.keep(sample.places, ENTRY).path
    os.makedirs(sample.places.spool)
    spooled = os.path.join(sample.places.spool, "0.sealed")
    for stray in (spooled, os.path.join(sample.places.inbox, "notes.txt")):
        Path(stray).write_bytes(b"x")
    assert inbox.waiting(sample.places) == [*sorted([one, other]), spooled]


def test_reading_and_discarding_what_went_meanwhile_is_no_error(sample: Sample) -> None:
    gone = os.path.join(sample.places.inbox, "gone.sealed")
    assert inbox.read(gone) is None
    inbox.discard(gone)


def test_no_more_than_the_most_is_read(sample: Sample) -> None:
    os.makedirs(sample.places.inbox)
    path = os.path.join(sample.places.inbox, "large.sealed")
    with open(path, "wb") as file:
        file.truncate(1 << 33)
    content = inbox.read(path)
    assert content is not None
    assert len(content) == inbox.MOST_BYTES + 1


def test_a_folder_with_a_database_holds_a_vault_even_without_its_key_file(sample: Sample) -> None:
    assert inbox.has_vault(sample.places)
    for path in sample.key_files:
        os.unlink(path)
    assert inbox.has_vault(sample.places)
    os.unlink(sample.database)
    assert not inbox.has_vault(sample.places)


def test_rl_needs_nothing_but_the_folders(tmp_path: Path) -> None:
    places: Paths = places_in(tmp_path / "deep" / "down")
    assert len(keep(places, "craving", "7", "payday")) == 32
    assert len(inbox.waiting(places)) == 1


# glance.py reads the same file without any cryptography.


def test_a_glance_tells_vault_epoch_and_key(sample: Sample) -> None:
    expected = glance.Glance(sample.keys.vault, 1, glance_key(sample))
    assert glance.at(sample.places.data) == expected
    os.unlink(sample.key_files[0])
    assert glance.at(sample.places.data) == expected
    os.unlink(sample.key_files[1])
    assert glance.at(sample.places.data) is None


@pytest.mark.parametrize(
    "body",
    [
        "null",
        "[]",
        '{"vault": "zz"}',
        '{"vault": "00", "epoch": 1, "inbox": {"key_id": 5}}',
        '{"vault": "00", "epoch": "one", "inbox": {"key_id": ""}}',
        '{"vault": "00", "epoch": Infinity, "inbox": {"key_id": ""}}',
        '{"vault": "00", "epoch": 1e999, "inbox": {"key_id": ""}}',
        '{"vault": "00", "epoch": NaN, "inbox": {"key_id": ""}}',
    ],
)
def test_a_glance_at_nonsense_is_none(sample: Sample, body: str) -> None:
    for path in sample.key_files:
        Path(path).write_text('{"body": ' + body + "}", encoding="ascii")
    assert glance.at(sample.places.data) is None
