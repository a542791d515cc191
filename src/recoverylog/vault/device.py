"""What this device knows of the vault: its identity and key, and the pinned inbox key.

The file is in the state folder, never in the vault, so that a vault that was swapped or rolled
back can be told from the one that this device knew. Losing it costs no entry. On the quick
path: standard library only.
"""

from __future__ import annotations

import binascii
import contextlib
import json
import os
from typing import Any, NamedTuple

from recoverylog import paths
from recoverylog.vault import atomic

FORMAT = 1
_MOST_BYTES = 64 * 1024
DEFAULT_ROLLOVER = 4


class Device(NamedTuple):
    """This device, as it is enrolled in one vault.

    Attributes:
        vault: the 16-byte id of the vault.
        device: 16 random bytes, this device's name.
        code_key: 32 bytes, with which its quick entries are authenticated.
        key_id: the 16-byte id of the pinned inbox key.
        public: the pinned inbox key, 1216 bytes.
        generation: the highest count of changes seen in the journal; tells a roll-back.
        rollover: the hour at which a day begins, copied from the settings so that the quick
            path need not read TOML.
    """

    vault: bytes
    device: bytes
    code_key: bytes
    key_id: bytes
    public: bytes
    generation: int = 0
    rollover: int = DEFAULT_ROLLOVER

    def __repr__(self) -> str:
        """Show nothing of the keys."""
        return f"Device({self.device.hex()})"


def load(path: str) -> Device | None:
    """Return what device.json holds, or None where it is missing, unreadable or damaged."""
    try:
        with open(path, "rb") as file:
            held = json.loads(file.read(_MOST_BYTES))
        if held["format"] != FORMAT or held.pop("crc32") != _checksum(held):
            return None
        found = Device(
            vault=bytes.fromhex(held["vault"]),
            device=bytes.fromhex(held["device"]),
            code_key=bytes.fromhex(held["code_key"]),
            key_id=bytes.fromhex(held["inbox"]["key_id"]),
            public=bytes.fromhex(held["inbox"]["public"]),
            generation=int(held["generation"]),
            rollover=int(held["rollover"]),
        )
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    lengths = tuple(map(len, found[:5]))
    return found if lengths == (16, 16, 32, 16, 1216) and 0 <= found.rollover <= 12 else None


def save(path: str, known: Device) -> None:
    """Write device.json.

    Raises:
        OSError: the state folder cannot be written; the old file, if any, stands.
    """
    paths.make(os.path.dirname(path))
    held: dict[str, Any] = {
        "format": FORMAT,
        "vault": known.vault.hex(),
        "device": known.device.hex(),
        "code_key": known.code_key.hex(),
        "inbox": {"key_id": known.key_id.hex(), "public": known.public.hex()},
        "generation": known.generation,
        "rollover": known.rollover,
    }
    held["crc32"] = _checksum(held)
    atomic.write(path, json.dumps(held, indent=1).encode("ascii"))


def _checksum(held: dict[str, Any]) -> str:
    """Return the CRC-32 of the content: an entry must not be sealed to a pin with a flipped bit."""
    body = json.dumps(held, sort_keys=True, separators=(",", ":"))
    return f"{binascii.crc32(body.encode('ascii')):08x}"


def note_generation(path: str, vault: bytes, generation: int) -> None:
    """Remember that the journal was seen at ``generation``; a lower count changes nothing.

    Nothing is locked. Where two processes meet, or the file cannot be written, the worst is
    that a later roll-back goes unnoticed, or that a pin is one unlock old.
    """
    known = load(path)
    if known is not None and known.vault == vault and known.generation < generation:
        with contextlib.suppress(OSError):
            save(path, known._replace(generation=generation))


def last_sequence(state: str) -> int:
    """Return the last sequence number that was given on this device; 0 before the first."""
    try:
        return os.path.getsize(os.path.join(state, "sequence"))
    except OSError:
        return 0


def next_sequence(state: str) -> int:
    """Return the next sequence number of this device's quick entries, 1 upwards.

    Each entry adds one byte to a file opened for appending, and the place where that byte
    ended is its number: two processes never get the same one, and none waits for another. A
    gap is a hint to the person and never a reason to drop anything, so where no number can be
    kept the answer is 0, "not counted".
    """
    try:
        paths.make(state)
        handle = os.open(
            os.path.join(state, "sequence"), os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600
        )
    except OSError:
        return 0
    try:
        os.write(handle, b".")
        return os.lseek(handle, 0, os.SEEK_CUR)
    except OSError:
        return 0
    finally:
        os.close(handle)
