"""device.json: kept whole, read with care, and never a reason to stop somebody."""

from __future__ import annotations

import errno
import json
import os
import threading
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.vault import device
from tests.vault.invented import every_call_failing

KNOWN = device.Device(
    vault=bytes(range(16)),
    device=bytes(range(16, 32)),
    code_key=bytes(range(32)),
    key_id=bytes(range(32, 48)),
    public=bytes(1216),
    generation=41,
    rollover=3,
)


def crc32_of(held: dict[str, Any]) -> str:
    body = json.dumps(held, sort_keys=True, separators=(",", ":"))
    return f"{zlib.crc32(body.encode()):08x}"


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "state" / "device.json")


def test_what_is_saved_is_loaded(path: str) -> None:
    device.save(path, KNOWN)
    assert device.load(path) == KNOWN
    assert oct(os.stat(path).st_mode & 0o777) == "0o600"
    assert oct(os.stat(os.path.dirname(path)).st_mode & 0o777) == "0o700"


def test_a_missing_file_is_none(path: str) -> None:
    assert device.load(path) is None


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"format": None},
        {"vault": ""},
        {"vault": "zz" * 16},
        {"vault": 5},
        {"device": "00" * 15},
        {"code_key": "00" * 16},
        {"inbox": None},
        {"inbox": {}},
        {"inbox": {"key_id": "00" * 16, "public": "00" * 1215}},
        {"rollover": 13},
        {"rollover": -1},
        {"rollover": "x"},
        {"rollover": None},
        {"generation": "many"},
        {"generation": None},
        {"generation": float("inf")},
        {"generation": float("nan")},
        {"rollover": float("inf")},
    ],
    ids=str,
)
def test_a_damaged_file_is_none(path: str, change: dict[str, Any]) -> None:
    device.save(path, KNOWN)
    held = json.loads(Path(path).read_text(encoding="ascii"))
    assert held.pop("crc32") == crc32_of(held), "the checksum is that of docs/format.md §7"
    held |= change
    Path(path).write_text(json.dumps(held | {"crc32": crc32_of(held)}), encoding="ascii")
    assert device.load(path) is None, "the checksum is right, the content is not"


def test_a_checksum_that_does_not_fit_is_none(path: str) -> None:
    device.save(path, KNOWN)
    held = json.loads(Path(path).read_text(encoding="ascii"))
    for change in ({"crc32": "00000000"}, {"crc32": None}, {"crc32": 5}, {"generation": 42}):
        Path(path).write_text(json.dumps(held | change), encoding="ascii")
        assert device.load(path) is None
    Path(path).write_text(json.dumps(held), encoding="ascii")
    assert device.load(path) == KNOWN


@given(st.binary(max_size=200))
@settings(max_examples=100)
def test_any_bytes_are_none(tmp_path_factory: pytest.TempPathFactory, noise: bytes) -> None:
    path = tmp_path_factory.mktemp("noise") / "device.json"
    path.write_bytes(noise)
    assert device.load(str(path)) is None


@pytest.mark.parametrize("content", [b"[" * 60_000, b"{}", b"[]", b"1", b'"x"', b"\xff\xfe"])
def test_nonsense_is_none(path: str, content: bytes) -> None:
    os.makedirs(os.path.dirname(path))
    Path(path).write_bytes(content)
    assert device.load(path) is None


def test_a_full_disk_leaves_the_old_file(path: str) -> None:
    device.save(path, KNOWN)
    full = OSError(errno.ENOSPC, "No space left on device")
    with every_call_failing(os, "fsync", full), pytest.raises(OSError, match="No space"):
        device.save(path, KNOWN._replace(generation=99))
    assert device.load(path) == KNOWN


def test_the_generation_only_rises(path: str) -> None:
    device.save(path, KNOWN)
    for seen, kept in ((40, 41), (41, 41), (50, 50), (7, 50)):
        device.note_generation(path, KNOWN.vault, seen)
        found = device.load(path)
        assert found is not None
        assert found == KNOWN._replace(generation=kept)


def test_the_generation_of_another_vault_is_not_noted(path: str) -> None:
    device.save(path, KNOWN)
    device.note_generation(path, bytes(16), 99)
    assert device.load(path) == KNOWN


def test_a_state_folder_that_cannot_be_written_stops_nothing(path: str) -> None:
    device.save(path, KNOWN)
    refused = OSError(errno.EROFS, "Read-only file system")
    with every_call_failing(os, "open", refused) as calls:
        device.note_generation(path, KNOWN.vault, 99)
        assert device.next_sequence(os.path.dirname(path)) == 0
    assert calls[0] >= 2
    assert device.load(path) == KNOWN


def test_sequence_numbers_begin_at_one_and_have_no_gap(tmp_path: Path) -> None:
    state = str(tmp_path / "state")
    assert [device.next_sequence(state) for _ in range(5)] == [1, 2, 3, 4, 5]
    assert os.listdir(state) == ["sequence"]


def test_no_two_writers_get_the_same_number(tmp_path: Path) -> None:
    state = str(tmp_path / "state")
    got: list[int] = []

    def take() -> None:
        got.extend(device.next_sequence(state) for _ in range(50))

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == list(range(1, 401))


def test_a_disk_that_refuses_the_number_is_not_counted(tmp_path: Path) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    with every_call_failing(os, "write", full):
        assert device.next_sequence(str(tmp_path / "state")) == 0


def test_the_text_form_shows_no_key() -> None:
    told = repr(KNOWN) + str(KNOWN) + f"{KNOWN}"
    assert KNOWN.code_key.hex() not in told
    assert repr(KNOWN.code_key) not in told
