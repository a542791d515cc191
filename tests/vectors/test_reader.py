"""Journals that were written once are read by a reader that knows docs/format.md and no code of us.

Each folder `vault-*` beside this file is one journal as a person had it:

    data/, state/   the two folders of format.md §1
    expected.json   what `recoverylog export --json` printed
    secrets.json    {"passphrase": "…", "kit": "20 words"}
    waiting.json    optional: {"waiting": [{"own": true, "body": {"entry": {"text": "…"}}}, …]},
                    what the sealed files in data/inbox say, in any order; of each object only the
                    fields that are named are compared, with what `reader.unseal` returns

They are never made anew when a test fails: that would prove nothing about yesterday's bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import shamir_mnemonic

from recoverylog.transfer import lossless
from tests.vault import invented
from tests.vectors import reader

HERE = Path(__file__).parent
VAULTS = sorted(path for path in HERE.glob("vault-*") if path.is_dir())
NONE = HERE / "vault-none"

COLUMNS = {"focus_id": "focus", "craving_after": "after"}
"""Columns of the table `entry` that are called otherwise in a body."""
DEFAULTS = {"offset": 0, "text": "", "source": "log", "confirmed": True, "ask": False}
"""Fields that may be left out and are neither null nor an empty list then (format.md §5)."""
FLIPPED = (0, 15, 16, 60, 2_000, 4_095, 4_096, 0.5, -1)
"""Bytes of the journal that are changed, one at a time; 0.5 is the middle."""


@dataclass(frozen=True)
class Vector:
    data: Path
    expected: dict[str, Any]
    waiting: list[dict[str, Any]] | None
    passphrase: str
    kit: str

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return a table of the export, its clocks as the numbers that they are."""
        return [
            row | {name: int(row[name]) for name in reader.CLOCKS if row.get(name) is not None}
            for row in self.expected["tables"][table]
        ]

    def sealed(self) -> list[Path]:
        return sorted(self.data.glob("inbox/*.sealed"))

    def copied(self, to: Path) -> Path:
        return Path(shutil.copytree(self.data, to / "data"))


@cache
def load(folder: Path) -> Vector:
    assert folder != NONE, f"There is no journal to read: no folder vault-* in {HERE}."
    secrets, listed = read_json(folder / "secrets.json"), folder / "waiting.json"
    waiting = read_json(listed)["waiting"] if listed.exists() else None
    expected = read_json(folder / "expected.json")
    return Vector(folder / "data", expected, waiting, secrets["passphrase"], secrets["kit"])


def read_json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


@cache
def opened(folder: Path) -> reader.Vault:
    vector = load(folder)
    return reader.open_vault(vector.data, passphrase=vector.passphrase)


each_vault = pytest.mark.parametrize("folder", VAULTS or [NONE], ids=lambda path: path.name)


def by_time(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (row["hlc"], row["device"], row["entry"]))


def without_defaults(body: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in body.items() if value is not None and value != []}
    return {name: value for name, value in kept.items() if value != DEFAULTS.get(name, ...)}


def as_body(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of the table `entry` as the entry that it stands for."""
    others = {"number", "details", "device", "hlc", "deleted"}
    body = {COLUMNS.get(name, name): row[name] for name in row.keys() - others}
    return without_defaults(body | {"confirmed": bool(row["confirmed"])} | row["details"])


def by_id(bodies: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {body["id"]: body for body in bodies}


def says(found: Any, wanted: Any) -> bool:
    """Tell whether each field that is wanted was found so; other fields may stand beside it."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return all(name in found and says(found[name], wanted[name]) for name in wanted)
    return bool(found == wanted)


def flip(path: Path, at: float = 0.5) -> None:
    content = bytearray(path.read_bytes())
    content[int(at * len(content) if 0 < at < 1 else at)] ^= 0x20
    path.write_bytes(content)


def rewrite(data: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change vault.json as someone could who has no key: its checksum is right again after it."""
    for name in ("vault.json", "vault.json.2"):
        content = read_json(data / name)
        change(content)
        framed = [content["body"], content["mac"]]
        text = json.dumps(framed, sort_keys=True, separators=(",", ":"))
        content["sha256"] = hashlib.sha256(text.encode()).hexdigest()
        (data / name).write_text(json.dumps(content), "utf-8")


# ── it says the same ──────────────────────────────────────────────────────────────────────────


@each_vault
def test_the_passphrase_and_the_kit_open_the_same(folder: Path) -> None:
    vector = load(folder)
    assert reader.open_vault(vector.data, kit=vector.kit) == opened(folder)


@each_vault
def test_the_journal_says_what_the_export_said(folder: Path) -> None:
    vault, expected = opened(folder), load(folder).expected
    assert reader.export_matches(vault, expected)
    for table, rows in expected["tables"].items():
        assert not rows or not reader.export_matches(
            vault, expected | {"tables": expected["tables"] | {table: rows[1:]}}
        ), f"a row of {table} was missing and nobody noticed"


@each_vault
def test_every_version_is_there(folder: Path) -> None:
    assert by_time(reader.versions(opened(folder))) == by_time(load(folder).rows("version"))


@each_vault
def test_the_newest_versions_are_the_entries(folder: Path) -> None:
    found = by_id([without_defaults(body) for body in reader.entries(opened(folder))])
    present = [row for row in load(folder).rows("entry") if not row["deleted"]]
    assert found == by_id([as_body(row) for row in present])


@each_vault
def test_every_entry_is_drawn_from_its_newest_version(folder: Path) -> None:
    newest = {row["entry"]: row for row in reader.versions(opened(folder))}
    rows = load(folder).rows("entry")
    assert {row["id"] for row in rows} == set(newest)
    for row in rows:
        version = newest[row["id"]]
        assert as_body(row) == without_defaults(version["body"])
        for column in ("hlc", "device", "deleted"):
            assert row[column] == version[column]


@each_vault
def test_the_focuses_are_there(folder: Path) -> None:
    wanted = sorted(load(folder).rows("focus"), key=lambda row: int(row["position"]))
    assert reader.focuses(opened(folder)) == wanted


@each_vault
def test_what_waits_can_be_unsealed(folder: Path) -> None:
    vector, vault = load(folder), opened(folder)
    found = [reader.unseal(vault, path) for path in vector.sealed()]
    for wanted in found if vector.waiting is None else vector.waiting:
        fitting = [one for one in found if says(one, wanted)]
        assert len(fitting) == 1, f"{len(fitting)} waiting entries say {wanted}"
    assert vector.waiting is None or len(found) == len(vector.waiting)


def test_a_journal_of_the_present_version_says_what_its_export_says(tmp_path: Path) -> None:
    """The frozen ones are older; drafts came with version 2."""
    sample = invented.made(tmp_path)
    with sample.open() as journal:
        journal.save_draft("line", {"line": "mood 6 @work"})
        tables = journal.everything()
        pieces = lossless.document(tables, vault=journal.vault, at=journal.instant())
    export = json.loads("".join(pieces))
    vault = reader.open_vault(Path(sample.places.data), passphrase=invented.PASSPHRASE)
    assert {"line": "mood 6 @work"} in [row["body"] for row in vault.tables["draft"]]
    assert reader.export_matches(vault, export)
    del export["tables"]["draft"][0]
    assert not reader.export_matches(vault, export)


# ── it tells what is wrong ────────────────────────────────────────────────────────────────────


@each_vault
def test_a_wrong_secret_is_told_from_damage(folder: Path) -> None:
    vector = load(folder)
    other = shamir_mnemonic.generate_mnemonics(1, [(1, 1)], bytes(16))[0][0]
    mistyped = " ".join([*vector.kit.split()[:-1], "academic"])
    with pytest.raises(reader.WrongPassphrase):
        reader.open_vault(vector.data, passphrase=vector.passphrase.swapcase())
    for kit in (other, mistyped):
        with pytest.raises(reader.WrongPassphrase):
            reader.open_vault(vector.data, kit=kit)


@each_vault
def test_the_second_copy_serves_where_the_first_is_damaged(folder: Path, tmp_path: Path) -> None:
    vector = load(folder)
    data = vector.copied(tmp_path)
    for at in (0, 100, 0.5, 0.9, -100):
        shutil.copy(vector.data / "vault.json", data)
        flip(data / "vault.json", at)
        assert reader.open_vault(data, kit=vector.kit) == opened(folder), f"byte {at}"
    (data / "vault.json").unlink()
    assert reader.open_vault(data, kit=vector.kit) == opened(folder)


@each_vault
def test_two_damaged_copies_are_damage(folder: Path, tmp_path: Path) -> None:
    vector = load(folder)
    data = vector.copied(tmp_path)
    for name in ("vault.json", "vault.json.2"):
        flip(data / name, 0.5)
    for secret in ({"kit": vector.kit}, {"passphrase": vector.passphrase}, {"kit": "no kit"}):
        with pytest.raises(reader.Damaged):
            reader.open_vault(data, **secret)


def _other_inbox(content: dict[str, Any]) -> None:
    content["body"]["inbox"]["public"] = "00" * 1216


def _other_wrapping(content: dict[str, Any]) -> None:
    for slot in content["body"]["slots"]:
        slot["wrapped"] = "00" * 48


def _other_mac(content: dict[str, Any]) -> None:
    content["mac"] = "00" * 32


def _hungry(content: dict[str, Any]) -> None:
    for slot in content["body"]["slots"]:
        slot["kdf"]["memory_kib"] = 2**31


@each_vault
@pytest.mark.parametrize("change", [_other_inbox, _other_wrapping, _other_mac, _hungry])
def test_what_someone_without_a_key_changed_is_damage(
    folder: Path, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    vector = load(folder)
    data = vector.copied(tmp_path)
    rewrite(data, change)
    with pytest.raises(reader.Damaged):
        reader.open_vault(data, passphrase=vector.passphrase)


@each_vault
@pytest.mark.parametrize("at", FLIPPED)
def test_a_flipped_byte_of_the_journal_is_damage(folder: Path, tmp_path: Path, at: float) -> None:
    vector = load(folder)
    data = vector.copied(tmp_path)
    flip(next(data.glob("journal-*.db")), at)
    with pytest.raises(reader.Damaged):
        reader.open_vault(data, kit=vector.kit)


@each_vault
def test_a_missing_or_shortened_journal_is_damage(folder: Path, tmp_path: Path) -> None:
    vector = load(folder)
    data = vector.copied(tmp_path)
    journal = next(data.glob("journal-*.db"))
    journal.write_bytes(journal.read_bytes()[:-4096])
    with pytest.raises(reader.Damaged):
        reader.open_vault(data, kit=vector.kit)
    journal.unlink()
    with pytest.raises(reader.Damaged):
        reader.open_vault(data, kit=vector.kit)


@each_vault
def test_a_flipped_byte_of_a_sealed_entry_is_damage(folder: Path, tmp_path: Path) -> None:
    for path in load(folder).sealed():
        for at in (0, 8, 24, 1_100, 1_143, 1_144, -1):
            flipped = Path(shutil.copy(path, tmp_path))
            flip(flipped, at)
            with pytest.raises(reader.Damaged):
                reader.unseal(opened(folder), flipped)


@each_vault
def test_a_later_format_is_not_guessed_at(folder: Path, tmp_path: Path) -> None:
    vector = load(folder)
    data = vector.copied(tmp_path)
    rewrite(data, lambda content: content["body"].update(format=2))
    with pytest.raises(reader.NewerFormat):
        reader.open_vault(data, kit=vector.kit)
