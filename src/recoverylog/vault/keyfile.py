"""vault.json: the key slots and the inbox key, in two copies.

Three things guard it. A plain SHA-256 over the body tells accidental damage *before* a
passphrase is tried, so that a flipped bit in a salt is never called a wrong passphrase. The
commitment in each slot tells a wrong passphrase. The MAC under the root key, checked once a
slot has opened, tells a deliberate change. docs/format.md gives the bytes.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from typing import Any

from recoverylog import paths
from recoverylog.crypto import kdf, keys, slots
from recoverylog.errors import (
    Damaged,
    NewerFormat,
    NoJournal,
    RecoverylogError,
    WrongPassphrase,
    from_os,
)
from recoverylog.language import _
from recoverylog.vault import atomic

FORMAT = 1
NAMES = ("vault.json", "vault.json.2")
_MOST_BYTES = 64 * 1024
_MOST_SLOTS = 16
_SAFE = _("Your entries are in another file and were not touched.")


class _Unreadable(Exception):
    """This copy is no key file; the text says why, for the message."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of vault.json.

    Attributes:
        vault: 16 random bytes, the vault's id.
        epoch: 1 upwards; one more at each change of the root key.
        key_id: the id of the inbox key.
        public: the inbox key, 1216 bytes.
        slots: the ways in.
        body: all of this as JSON values, with whatever a later version added.
        mac: HMAC-SHA256 of the body under the root key's header key.
    """

    vault: bytes
    epoch: int
    key_id: bytes
    public: bytes
    slots: tuple[slots.Slot, ...]
    body: dict[str, Any]
    mac: bytes


@dataclass(frozen=True, slots=True)
class Copies:
    """What reading both copies gave.

    Attributes:
        keyfile: the first copy that is whole.
        first_damaged: whether that was the second one.
        second_differs: whether the second copy is missing, damaged or not the same.
    """

    keyfile: KeyFile
    first_damaged: bool
    second_differs: bool


def make(root: keys.RootKey, ways: tuple[slots.Slot, ...]) -> KeyFile:
    """Return the key file of ``root`` with these slots, authenticated."""
    from recoverylog.crypto import sealing  # noqa: PLC0415 - not needed to read one

    public = sealing.public_key(root.working().inbox_seed)
    key_id = keys.fingerprint(public)
    body = {
        "format": FORMAT,
        "vault": root.vault.hex(),
        "epoch": root.epoch,
        "inbox": {"key_id": key_id.hex(), "public": public.hex()},
        "slots": [_slot_out(slot) for slot in ways],
    }
    return KeyFile(root.vault, root.epoch, key_id, public, ways, body, _mac(body, root))


def _mac(body: dict[str, Any], root: keys.RootKey) -> bytes:
    return keys.mac(root.header_key(), canonical(body))


def canonical(value: object) -> bytes:
    """Return the bytes that the digest and the MAC are taken of: sorted, no blanks, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def checksum(body: object, mac: object) -> str:
    """Return the SHA-256, in hexadecimal, that stands beside a body and its MAC."""
    return keys.digest(canonical([body, mac])).hex()


def write(folder: str, keyfile: KeyFile) -> None:
    """Write both copies; the first one's rename is the commit.

    Where only the second cannot be written, the change stands: the next unlock mends it.

    Raises:
        RecoverylogError: the disk or the folder refused; the old copies stand.
    """
    body, mac = keyfile.body, keyfile.mac.hex()
    held = {"body": body, "mac": mac, "sha256": checksum(body, mac)}
    content = json.dumps(held, indent=1).encode("ascii") + b"\n"
    first, second = (os.path.join(folder, name) for name in NAMES)
    try:
        paths.make(folder)
        atomic.write(first, content)
    except OSError as problem:
        raise from_os(problem, folder, safe=_("The journal is as it was.")) from problem
    try:
        atomic.write(second, content)
    except OSError:
        # No second copy is better than one of before a change of passphrase.
        with contextlib.suppress(OSError):
            os.unlink(second)


def read(folder: str) -> Copies:
    """Return the key file, from its second copy where the first is damaged.

    Raises:
        NoJournal: there is neither copy.
        Damaged: neither copy is whole.
        NewerFormat: a newer recoverylog wrote it.
        CannotWrite: it may not be read.
    """
    found: list[KeyFile | None] = []
    problems: list[str] = []
    missing = 0
    refused: RecoverylogError | None = None
    for name in NAMES:
        try:
            found.append(_parse(_bytes(os.path.join(folder, name))))
        except FileNotFoundError:
            found.append(None)
            missing += 1
        except _Unreadable as problem:
            found.append(None)
            problems.append(f"{name} {problem}")
        except NewerFormat:
            if any(found):
                found.append(None)
                continue
            raise
        except OSError as problem:
            found.append(None)
            refused = refused or from_os(problem, os.path.join(folder, name), safe=_SAFE)
    first, second = found
    whole = first or second
    if whole is None and refused is not None:
        raise refused
    if whole is not None:
        return Copies(whole, first is None, first is None or second != first)
    if missing == len(NAMES):
        raise _none_here(folder)
    raise Damaged(
        _("Both copies of the key file are damaged ({problems}).", problems="; ".join(problems)),
        safe=_SAFE,
        hint=_("Put back vault.json from a backup of {folder}.", folder=folder),
    )


def _none_here(folder: str) -> NoJournal:
    try:
        databases = [name for name in os.listdir(folder) if name.startswith("journal-")]
    except OSError:
        databases = []
    if databases:
        return NoJournal(
            _(
                "vault.json is missing in {folder}; {databases} cannot be opened without it.",
                folder=folder,
                databases=databases[0],
            ),
            safe=_SAFE,
            hint=_("Put vault.json back from a backup."),
        )
    return NoJournal(
        _("There is no journal in {folder} yet.", folder=folder),
        safe=_("Lines kept with rl wait for it."),
        hint=_("Make one: recoverylog init"),
    )


def open_with(keyfile: KeyFile, secret: str | bytes) -> keys.RootKey:
    """Return the root key that ``secret`` opens.

    Args:
        keyfile: a key file whose digest was right.
        secret: a passphrase, or the 16 bytes of a recovery kit.

    Raises:
        WrongPassphrase: no slot of that kind opens.
        Damaged: a slot opens and the rest was changed.
    """
    kind = "passphrase" if isinstance(secret, str) else "kit"
    for slot in keyfile.slots:
        if slot.kind != kind:
            continue
        try:
            root = slots.unwrap(slot, secret, keyfile.vault, keyfile.epoch)
        except slots.WrappedKeyAltered as problem:
            raise _changed() from problem
        if root is not None:
            if not keys.same(_mac(keyfile.body, root), keyfile.mac):
                raise _changed()
            return root
    if kind == "kit":
        raise WrongPassphrase(
            _("These words are a recovery kit, but not this journal's present one."),
            safe=_("Nothing was changed."),
            hint=_("A kit ends when the passphrase is changed; look for the newest."),
        )
    raise WrongPassphrase(
        _("That passphrase does not open this journal."),
        safe=_("Nothing was changed."),
        hint=_("Try again, or type the 20 words of your recovery kit instead."),
    )


def _changed() -> Damaged:
    return Damaged(
        _("The passphrase is right, but vault.json was changed by something else."),
        safe=_SAFE,
        hint=_("Put vault.json back from a backup that you trust."),
    )


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        msg = "is larger than a key file can be"
        raise _Unreadable(msg)
    return content


def _parse(content: bytes) -> KeyFile:
    try:
        held = json.loads(content)
        body, mac = held["body"], held["mac"]
        # The frame of body, mac and sha256 is the same in every format.
        if checksum(body, mac) != held["sha256"]:
            msg = "does not match its checksum"
            raise _Unreadable(msg)
        _judge_format(body["format"])
        return KeyFile(
            vault=_hex(body["vault"], 16),
            epoch=_whole(body["epoch"]),
            key_id=_hex(body["inbox"]["key_id"], 16),
            public=_hex(body["inbox"]["public"], 1216),
            slots=_slots_in(body["slots"]),
            body=body,
            mac=_hex(mac, 32),
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as problem:
        msg = "cannot be read as a key file"
        raise _Unreadable(msg) from problem


def _judge_format(found: object) -> None:
    if type(found) is int and found > FORMAT:
        raise NewerFormat(
            _(
                "This journal was written by a newer recoverylog (key file format {found}).",
                found=found,
            ),
            safe=_("Nothing was changed."),
            hint=_("Install the newest recoverylog and open it with that."),
        )
    if found != FORMAT:
        raise ValueError


def _hex(text: str, length: int) -> bytes:
    value = bytes.fromhex(text)
    if len(value) != length:
        raise ValueError
    return value


def _whole(value: object) -> int:
    if type(value) is not int or not 1 <= value < 2**32:
        raise ValueError
    return value


def _slot_out(slot: slots.Slot) -> dict[str, Any]:
    cost = slot.cost
    stretching: dict[str, Any] = {"name": "hkdf-sha256", "salt": slot.salt.hex()}
    if cost is not None:
        stretching = {
            "name": "argon2id",
            "memory_kib": cost.memory_kib,
            "passes": cost.passes,
            "lanes": cost.lanes,
            "salt": slot.salt.hex(),
        }
    return {
        "id": slot.slot_id.hex(),
        "kind": slot.kind,
        "kdf": stretching,
        "commitment": slot.commitment.hex(),
        "wrapped": slot.wrapped.hex(),
    }


def _slots_in(held: list[dict[str, Any]]) -> tuple[slots.Slot, ...]:
    if not 1 <= len(held) <= _MOST_SLOTS:
        raise ValueError
    return tuple(_slot_in(slot) for slot in held)


def _slot_in(held: dict[str, Any]) -> slots.Slot:
    stretching = held["kdf"]
    kind = held["kind"]
    if (kind, stretching["name"]) not in {("passphrase", "argon2id"), ("kit", "hkdf-sha256")}:
        raise ValueError
    cost = None
    if kind == "passphrase":
        cost = kdf.Cost(stretching["memory_kib"], stretching["passes"], stretching["lanes"])
    return slots.Slot(
        slot_id=_hex(held["id"], slots.SLOT_ID_BYTES),
        kind=kind,
        salt=_hex(stretching["salt"], kdf.SALT_BYTES),
        cost=cost,
        commitment=_hex(held["commitment"], keys.KEY_BYTES),
        wrapped=_hex(held["wrapped"], slots.WRAPPED_BYTES),
    )
