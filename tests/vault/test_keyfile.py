"""vault.json: damage, deliberate change, a newer format and a wrong passphrase, kept apart."""

from __future__ import annotations

import errno
import functools
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.crypto import kdf, keys, kit, slots
from recoverylog.errors import (
    CannotWrite,
    Damaged,
    DiskFull,
    NewerFormat,
    NoJournal,
    RecoverylogError,
    WrongPassphrase,
)
from recoverylog.vault import keyfile
from tests.vault.invented import PASSPHRASE, Sample, every_call_failing, flipped

WRONG = "harbour lantern thistles"
KIT = bytes(range(16))

Change = Callable[[dict[str, Any]], None]


class Vault:
    """A folder with nothing but a key file, and the root key in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.root = keys.RootKey.new(bytes(range(16)), 1)
        ways = (slots.wrap(self.root, PASSPHRASE, kdf.LEAST), slots.wrap(self.root, KIT, None))
        keyfile.write(str(folder), keyfile.make(self.root, ways))
        self.whole = self.first.read_bytes()

    @property
    def first(self) -> Path:
        return self.folder / "vault.json"

    @property
    def second(self) -> Path:
        return self.folder / "vault.json.2"

    def both(self, content: bytes) -> None:
        self.first.write_bytes(content)
        self.second.write_bytes(content)

    def outcome(self, secret: str | bytes) -> keys.RootKey | type[RecoverylogError]:
        """Return the root key that ``secret`` opens, or the class of the error."""
        try:
            return keyfile.open_with(keyfile.read(str(self.folder)).keyfile, secret)
        except RecoverylogError as problem:
            return type(problem)

    def doctored(self, change: Change, *, checksum: bool = True) -> None:
        """Change the body of both copies as somebody would who knows the format."""
        held = json.loads(self.whole)
        change(held["body"])
        if checksum:
            held["sha256"] = keyfile.checksum(held["body"], held["mac"])
        self.both(json.dumps(held).encode())


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    # The same passphrase and salt are stretched thousands of times here.
    monkeypatch.setattr(kdf, "stretch", functools.lru_cache(kdf.stretch))
    return Vault(tmp_path / "data")


def every_flip(content: bytes) -> list[tuple[int, int]]:
    """Return one bit of every byte, and all bits where a digit or the MAC stands alone."""
    one = [(place, place % 8) for place in range(len(content))]
    form = content.index(b'"format":')
    code = content.index(b'"mac":')
    close = [*range(form, form + 14), *range(code, len(content))]
    return one + [(place, bit) for place in close for bit in range(8)]


def test_what_was_written_opens_by_either_secret(vault: Vault) -> None:
    assert vault.outcome(PASSPHRASE) == vault.root
    assert vault.outcome(KIT) == vault.root
    assert vault.first.read_bytes() == vault.second.read_bytes()


def test_a_wrong_secret_is_a_wrong_passphrase_and_nothing_else(vault: Vault) -> None:
    assert vault.outcome(WRONG) is WrongPassphrase
    assert vault.outcome("") is WrongPassphrase
    assert vault.outcome("\udcff") is WrongPassphrase
    assert vault.outcome(KIT[::-1]) is WrongPassphrase


def test_a_flipped_bit_anywhere_in_the_first_copy_opens_by_the_second(vault: Vault) -> None:
    stopped = []
    for place, bit in every_flip(vault.whole):
        vault.first.write_bytes(flipped(vault.whole, place, bit))
        if vault.outcome(PASSPHRASE) != vault.root:
            around = vault.whole[max(0, place - 12) : place + 4]
            stopped.append((place, bit, around, vault.outcome(PASSPHRASE)))
    assert not stopped, f"{len(stopped)} flips: {stopped[:3]} … {stopped[-3:]}"


def test_a_flipped_bit_anywhere_in_the_second_copy_opens_by_the_first(vault: Vault) -> None:
    for place, bit in every_flip(vault.whole)[1::2]:
        vault.second.write_bytes(flipped(vault.whole, place, bit))
        assert vault.outcome(PASSPHRASE) == vault.root


def test_the_same_bit_flipped_in_both_copies_is_damage_and_never_a_wrong_passphrase(
    vault: Vault,
) -> None:
    seen: dict[object, list[int]] = {}
    for place, bit in every_flip(vault.whole)[::2]:
        vault.both(flipped(vault.whole, place, bit))
        found = vault.outcome(PASSPHRASE)
        if found is NewerFormat:
            form = vault.whole.index(b'"format":')
            assert form <= place <= form + 14
        seen.setdefault("opened" if found == vault.root else found, []).append(place)
    assert set(seen) <= {"opened", Damaged, NewerFormat}
    # The other case of a hexadecimal digit, or another blank, may change nothing that counts.
    assert len(seen.get("opened", [])) < 40
    assert len(seen[Damaged]) > 2000


def test_a_wrong_passphrase_is_told_whatever_happened_to_one_copy(vault: Vault) -> None:
    """A person who mistypes must not be sent looking for backups."""
    places = range(0, len(vault.whole), 5)
    for place in places:
        vault.first.write_bytes(flipped(vault.whole, place))
        assert vault.outcome(WRONG) is WrongPassphrase
    vault.first.write_bytes(vault.whole)
    assert vault.outcome(WRONG) is WrongPassphrase


def test_different_bits_flipped_in_the_copies_are_told_as_damage_of_both(vault: Vault) -> None:
    vault.first.write_bytes(flipped(vault.whole, 900))
    vault.second.write_bytes(flipped(vault.whole, 1900))
    with pytest.raises(Damaged, match=r"vault\.json .*; vault\.json\.2 ") as caught:
        keyfile.read(str(vault.folder))
    assert caught.value.exit_code == 5
    assert "not touched" in caught.value.safe


@pytest.mark.parametrize("length", [0, 1, 2, 100, 3000, -2, -40])
def test_a_copy_cut_short_is_damage(vault: Vault, length: int) -> None:
    vault.first.write_bytes(vault.whole[:length])
    assert vault.outcome(PASSPHRASE) == vault.root
    vault.second.write_bytes(vault.whole[:length])
    assert vault.outcome(PASSPHRASE) is Damaged
    assert vault.outcome(WRONG) is Damaged


NONSENSE = {
    "empty": b"",
    "zeros": bytes(4096),
    "list": b"[]",
    "number": b"1",
    "null": b"null",
    "text": b'"vault"',
    "no body": b'{"sha256": "", "mac": ""}',
    "body of another kind": b'{"body": [1], "sha256": "", "mac": ""}',
    "format of another kind": b'{"body": {"format": [1]}}',
    "format true": b'{"body": {"format": true}}',
    "format huge": b'{"body": {"format": ' + b"9" * 6000 + b"}}",
    "deep lists": b"[" * 60_000,
    "deep objects": b'{"body":' * 8_000 + b"1",
    "deep body": b'{"body": {"format": 1, "slots": ' + b"[" * 30_000 + b"]" * 30_000 + b"}}",
    "utf-16": '{"body": {}}'.encode("utf-16"),
    "no utf-8": b'{"body": "\xff\xfe"}',
    "lone surrogate": rb'{"body": {"format": 1, "vault": "\ud800"}, "sha256": "", "mac": ""}',
    "nan": b'{"body": {"format": NaN}}',
    "infinity": b'{"body": {"format": 1, "epoch": Infinity}, "sha256": "", "mac": ""}',
    "same name twice": b'{"body": 1, "body": {"format": 1}}',
}


@pytest.mark.parametrize("content", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_is_damage_and_the_other_copy_opens(vault: Vault, content: bytes) -> None:
    vault.first.write_bytes(content)
    assert vault.outcome(PASSPHRASE) == vault.root
    vault.second.write_bytes(content)
    assert vault.outcome(PASSPHRASE) is Damaged


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_any_bytes_at_all_are_damage(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes
) -> None:
    folder = tmp_path_factory.mktemp("noise")
    for name in keyfile.NAMES:
        (folder / name).write_bytes(noise)
    with pytest.raises(Damaged):
        keyfile.read(str(folder))


def test_a_file_too_large_is_not_read_to_its_end(vault: Vault) -> None:
    with vault.first.open("wb") as file:
        file.truncate(1 << 40)
    assert vault.outcome(PASSPHRASE) == vault.root
    vault.second.write_bytes(vault.whole + b" " * 65536)
    with pytest.raises(Damaged, match="larger than a key file can be"):
        keyfile.read(str(vault.folder))


# Deliberate changes, by somebody who knows the format and makes the checksum right again.


def first_slot(body: dict[str, Any]) -> dict[str, Any]:
    slot: dict[str, Any] = body["slots"][0]
    return slot


def without_kit(body: dict[str, Any]) -> None:
    del body["slots"][1]


def kit_twice(body: dict[str, Any]) -> None:
    body["slots"].append(body["slots"][1])


def strangers_slot(body: dict[str, Any]) -> None:
    stranger = slots.wrap(keys.RootKey.new(bytes(range(16)), 1), "let me in", kdf.LEAST)
    body["slots"].append(keyfile._slot_out(stranger))


def turned_round(body: dict[str, Any]) -> None:
    body["slots"].reverse()


def strangers_inbox_key(body: dict[str, Any]) -> None:
    body["inbox"]["public"] = bytes(1216).hex()


def strangers_key_id(body: dict[str, Any]) -> None:
    body["inbox"]["key_id"] = bytes(16).hex()


def another_field(body: dict[str, Any]) -> None:
    body["note"] = "trust me"


def kit_altered(body: dict[str, Any]) -> None:
    body["slots"][1]["wrapped"] = bytes(48).hex()


CHANGES = [
    without_kit,
    kit_twice,
    strangers_slot,
    turned_round,
    strangers_inbox_key,
    strangers_key_id,
    kit_altered,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_deliberate_change_shows_once_the_passphrase_is_right(
    vault: Vault, change: Change
) -> None:
    vault.doctored(change)
    assert vault.outcome(PASSPHRASE) is Damaged
    assert vault.outcome(WRONG) is WrongPassphrase


def test_the_doctoring_itself_is_sound(vault: Vault) -> None:
    """Without a change the doctored file opens; with one and no checksum it is damage."""
    vault.doctored(lambda _: None)
    assert vault.outcome(PASSPHRASE) == vault.root
    vault.doctored(without_kit, checksum=False)
    assert vault.outcome(WRONG) is Damaged


def test_a_slot_added_by_somebody_else_does_not_open_for_them(vault: Vault) -> None:
    vault.doctored(strangers_slot)
    assert vault.outcome("let me in") is Damaged


def test_a_wrapped_key_that_was_changed_is_damage_and_not_a_wrong_passphrase(vault: Vault) -> None:
    def change(body: dict[str, Any]) -> None:
        first_slot(body)["wrapped"] = flipped(bytes.fromhex(first_slot(body)["wrapped"]), 3).hex()

    vault.doctored(change)
    assert vault.outcome(PASSPHRASE) is Damaged
    assert vault.outcome(WRONG) is WrongPassphrase


def test_a_field_that_is_not_ours_is_not_passed_over(vault: Vault) -> None:
    """What is not in the MAC must not be in the file: a later reader might trust it."""
    vault.doctored(another_field)
    assert vault.outcome(PASSPHRASE) is Damaged


def test_a_field_that_a_later_version_added_is_passed_over(vault: Vault) -> None:
    """docs/format.md §1: a field may be added; the MAC is over the body as it stands (§2)."""
    held = json.loads(vault.whole)
    held["body"]["hinge"] = "brass"
    packed = keyfile.canonical(held["body"])
    held["mac"] = keys.mac(vault.root.header_key(), packed).hex()
    held["sha256"] = keyfile.checksum(held["body"], held["mac"])
    vault.both(json.dumps(held).encode())
    assert vault.outcome(PASSPHRASE) == vault.root


@pytest.mark.parametrize(
    "figures",
    [
        {"memory_kib": 2**31},
        {"memory_kib": 2**41},
        {"memory_kib": 8},
        {"memory_kib": 0},
        {"memory_kib": -1},
        {"memory_kib": "65536"},
        {"memory_kib": None},
        {"memory_kib": 65536.0},
        {"passes": 1},
        {"passes": 2**31},
        {"lanes": 0},
        {"lanes": 255},
        {"name": "argon2d"},
        {"name": "pbkdf2"},
        {"salt": ""},
        {"salt": "00" * 17},
    ],
    ids=str,
)
def test_a_doctored_cost_is_damage_before_any_memory_is_asked_for(
    vault: Vault, figures: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kdf, "stretch", lambda *_: pytest.fail("a passphrase was stretched"))
    vault.doctored(lambda body: first_slot(body)["kdf"].update(figures))
    assert vault.outcome(PASSPHRASE) is Damaged


def test_a_cheaper_cost_does_not_open(vault: Vault) -> None:
    """Weaker parameters would make guessing cheap for whoever put them there."""
    vault.doctored(lambda body: first_slot(body)["kdf"].update(passes=3))
    assert not isinstance(vault.outcome(PASSPHRASE), keys.RootKey)


@pytest.mark.parametrize("count", [0, 17, 500])
def test_a_number_of_slots_that_cannot_be_is_damage(vault: Vault, count: int) -> None:
    vault.doctored(lambda body: body.update(slots=[body["slots"][1]] * count))
    assert vault.outcome(PASSPHRASE) is Damaged


@pytest.mark.parametrize("epoch", [0, -1, 2**32, 1.0, True, "1", None])
def test_an_epoch_that_cannot_be_is_damage(vault: Vault, epoch: Any) -> None:
    vault.doctored(lambda body: body.update(epoch=epoch))
    assert vault.outcome(PASSPHRASE) is Damaged


def test_a_kit_slot_is_not_opened_by_a_passphrase_nor_the_other_way(vault: Vault) -> None:
    def swapped(body: dict[str, Any]) -> None:
        body["slots"][1]["kind"] = "passphrase"

    vault.doctored(swapped)
    assert vault.outcome(PASSPHRASE) is Damaged


def test_a_newer_format_is_told_as_such(vault: Vault) -> None:
    vault.doctored(lambda body: body.update(format=2, hinge="brass"))
    with pytest.raises(NewerFormat, match="format 2") as caught:
        keyfile.read(str(vault.folder))
    assert caught.value.exit_code == 6
    assert vault.first.read_bytes() == vault.second.read_bytes() != vault.whole


@pytest.mark.parametrize("form", [0, -1, "2", 1.5, None, [2]])
def test_a_format_that_never_was_is_damage(vault: Vault, form: Any) -> None:
    vault.doctored(lambda body: body.update(format=form))
    assert vault.outcome(PASSPHRASE) is Damaged


# The folder.


def test_neither_copy_is_no_journal(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    for _ in range(2):
        with pytest.raises(NoJournal, match="no journal") as caught:
            keyfile.read(str(folder))
        assert caught.value.exit_code == 7
        assert "init" in caught.value.hint
        folder.mkdir(exist_ok=True)


def test_a_database_without_its_key_file_is_told_apart(vault: Vault) -> None:
    vault.first.unlink()
    vault.second.unlink()
    (vault.folder / "journal-4.db").write_bytes(b"")
    with pytest.raises(NoJournal, match=r"vault\.json is missing.*journal-4\.db") as caught:
        keyfile.read(str(vault.folder))
    assert "init" not in caught.value.hint


@pytest.mark.parametrize("missing", ["first", "second"])
def test_one_copy_is_enough(vault: Vault, missing: str) -> None:
    getattr(vault, missing).unlink()
    copies = keyfile.read(str(vault.folder))
    assert copies.first_damaged is (missing == "first")
    assert copies.second_differs
    assert vault.outcome(PASSPHRASE) == vault.root


def test_copies_that_differ_are_noticed(vault: Vault) -> None:
    """A change of passphrase that was cut short: the first copy counts, and the second is old."""
    assert not keyfile.read(str(vault.folder)).second_differs
    newer = keys.RootKey.new(bytes(range(16)), 2)
    held = keyfile.make(newer, (slots.wrap(newer, KIT, None),))
    before = vault.second.read_bytes()
    keyfile.write(str(vault.folder), held)
    vault.second.write_bytes(before)
    copies = keyfile.read(str(vault.folder))
    assert copies.keyfile == held
    assert copies.second_differs
    assert not copies.first_damaged


def test_a_copy_that_cannot_be_read_leads_to_the_other(vault: Vault) -> None:
    whole = keyfile.read(str(vault.folder)).keyfile
    vault.first.unlink()
    vault.first.mkdir()
    assert keyfile.read(str(vault.folder)).keyfile == whole
    second = vault.folder / "vault.json.2"
    second.unlink()
    second.mkdir()
    with pytest.raises(CannotWrite):
        keyfile.read(str(vault.folder))


def test_a_full_disk_leaves_both_copies(vault: Vault) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    newer = keyfile.make(vault.root, (slots.wrap(vault.root, KIT, None),))
    with every_call_failing(os, "fsync", full), pytest.raises(DiskFull) as caught:
        keyfile.write(str(vault.folder), newer)
    assert caught.value.exit_code == 9
    assert vault.first.read_bytes() == vault.second.read_bytes() == vault.whole
    assert sorted(os.listdir(vault.folder)) == ["vault.json", "vault.json.2"]


def test_once_the_first_copy_is_written_the_change_stands(vault: Vault) -> None:
    """What comes after may not say the opposite: "the first one's rename is the commit"."""
    full = OSError(errno.ENOSPC, "No space left on device")
    newer = keyfile.make(vault.root, (slots.wrap(vault.root, KIT, None),))
    with every_call_failing(os, "replace", full, after=1):
        try:
            keyfile.write(str(vault.folder), newer)
        except RecoverylogError:
            assert vault.first.read_bytes() == vault.whole, "refused, yet changed"
    assert keyfile.read(str(vault.folder)).keyfile == newer


def test_the_file_holds_no_name_no_date_and_no_secret(sample: Sample) -> None:
    content = Path(sample.key_files[0]).read_bytes()
    held = json.loads(content)
    assert set(held) == {"body", "sha256", "mac"}
    assert set(held["body"]) == {"format", "vault", "epoch", "inbox", "slots"}
    for secret in (
        sample.keys.database,
        sample.keys.inbox_seed,
        kit.secret(sample.kit),
    ):
        assert secret.hex().encode() not in content
    # Without the hexadecimal digits and our own names, in which a word can stand by chance.
    said = re.sub(rb'"[0-9a-f]+"|"[a-z0-9_-]+":', b"", content)
    for word in (*PASSPHRASE.split(), *sample.kit.split(), "2026", "alcohol"):
        assert word.encode() not in said
