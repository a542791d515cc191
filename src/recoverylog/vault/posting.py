"""Posting: sealing a quick entry and putting it into the inbox, durably.

Needs no passphrase, no settings and no journal; it is the quick path, so this module loads only
what sealing needs.
"""

from __future__ import annotations

import contextlib
import json
import os
from typing import Any, NamedTuple

from recoverylog import paths
from recoverylog.crypto import sealing
from recoverylog.errors import RecoverylogError, from_os
from recoverylog.language import _
from recoverylog.vault import atomic, device, glance, inbox

_MOST_KEY_FILE = 64 * 1024
_FIRST_MARK = b"first" + bytes(3)


class Recipient(NamedTuple):
    """Whom an entry is sealed to.

    Attributes:
        public: the inbox key.
        key_id: its id.
        vault: the id of the vault it belongs to, or zeros before there is one.
        sealer: this device, where it is enrolled in that vault.
        protected: False while the key to open it lies beside it.
    """

    public: bytes
    key_id: bytes
    vault: bytes
    sealer: device.Device | None
    protected: bool


class Kept(NamedTuple):
    """Where a quick entry went.

    Attributes:
        path: the sealed file.
        protected: False before there is a vault.
        spooled: True where the inbox could not be written and the state folder took it.
        other_journal: True where the folder holds another vault than this device knows.
    """

    path: str
    protected: bool
    spooled: bool
    other_journal: bool


def keep(places: paths.Paths, entry: dict[str, Any]) -> Kept:
    """Seal ``entry`` and put it where the next unlock will find it, on disk for good.

    Args:
        places: the folders to use.
        entry: the fields of a quick entry (docs/format.md), JSON values only.

    Raises:
        RecoverylogError: neither the inbox nor the spool could be written; nothing was kept.
    """
    problem: RecoverylogError | None = None
    sequence = 0
    for folder in (places.inbox, places.spool):
        try:
            paths.make(folder)
            who = recipient(places, folder)
            path = os.path.join(folder, os.urandom(16).hex() + inbox.SUFFIX)
            # One number for one entry, however many folders are tried.
            sequence = sequence or device.next_sequence(places.state)
            atomic.write(path, _sealed(entry, who, sequence))
        except OSError as failure:
            problem = problem or from_os(failure, folder)
            continue
        other = who.sealer is not None and _holds_another(places, who.vault)
        return Kept(path, who.protected, folder == places.spool, other)
    raise problem or RecoverylogError(_("The entry could not be kept."))


def _sealed(entry: dict[str, Any], who: Recipient, sequence: int) -> bytes:
    name, code_key = (who.sealer.device.hex(), who.sealer.code_key) if who.sealer else (None, None)
    held = {"v": 1, "device": name, "seq": sequence, "entry": entry}
    body = json.dumps(held, separators=(",", ":"), sort_keys=True).encode("ascii")
    code = sealing.device_code(code_key, who.vault, body) if code_key else sealing.NO_MAC
    return sealing.seal(body, code, public=who.public, key_id=who.key_id, vault=who.vault)


def recipient(places: paths.Paths, folder: str) -> Recipient:
    """Return whom to seal to: the pinned key, else vault.json's, else a temporary one.

    The pin stands even where vault.json is damaged or names another key: whoever can write to
    the data folder must not be able to have entries sealed to themselves.

    Args:
        places: the folders to use.
        folder: where a temporary key may be made; its entries lie beside it.

    Raises:
        OSError: a temporary key is needed and cannot be made.
    """
    if inbox.has_vault(places):
        known = device.load(places.device)
        if known is not None:
            return Recipient(known.public, known.key_id, known.vault, known, protected=True)
        for name in inbox.KEY_FILES:
            with contextlib.suppress(
                OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError
            ):
                return _named_by(os.path.join(places.data, name))
    seed = _first_seed(folder)
    public = sealing.public_key(seed)
    return Recipient(public, first_key_id(seed), sealing.NO_VAULT, None, protected=False)


def sealed_to_a_vault(folder: str) -> list[str]:
    """Return the paths of the sealed entries in ``folder`` that no temporary key opens."""
    found: list[str] = []
    for path in inbox.in_folder(folder):
        with contextlib.suppress(OSError):
            content = inbox.read(path)
            if content and not content[len(sealing.MAGIC) :].startswith(_FIRST_MARK):
                found.append(path)
    return found


def _named_by(key_file: str) -> Recipient:
    held = _key_file(key_file)
    public = bytes.fromhex(held["inbox"]["public"])
    if len(public) != sealing.PUBLIC_BYTES:
        raise ValueError
    key_id = bytes.fromhex(held["inbox"]["key_id"])
    return Recipient(public, key_id, bytes.fromhex(held["vault"]), None, protected=True)


def _key_file(path: str) -> dict[str, Any]:
    with open(path, "rb") as file:
        held = json.loads(file.read(_MOST_KEY_FILE))
    body = held["body"]
    canonical = json.dumps([body, held["mac"]], sort_keys=True, separators=(",", ":"))
    if not isinstance(body, dict) or sealing.digest(canonical.encode()) != held["sha256"]:
        raise ValueError
    return body


def _holds_another(places: paths.Paths, vault: bytes) -> bool:
    """Return whether the folder's key file is that of another vault; unchecked, for a word only."""
    seen = glance.at(places.data)
    return seen is not None and seen.vault != vault


def is_first(key_id: bytes) -> bool:
    """Return whether a key id is that of a temporary key."""
    return key_id.startswith(_FIRST_MARK)


def first_key_id(seed: bytes) -> bytes:
    """Return the id of a temporary key: its own mark, and eight bytes that tell two apart."""
    return _FIRST_MARK + sealing.device_code(seed, sealing.NO_VAULT, b"key id")[:8]


def _first_seed(folder: str) -> bytes:
    path = os.path.join(folder, inbox.FIRST_KEY)
    for __ in range(3):
        seed = inbox.first_seed(folder)
        if seed is not None:
            return seed
        with contextlib.suppress(FileExistsError):
            atomic.create(path, os.urandom(sealing.SEED_BYTES).hex().encode("ascii") + b"\n")
    # A damaged key that is in the way opens nothing any more; it is kept, under another name.
    os.replace(path, f"{path}.damaged-{os.urandom(4).hex()}")
    seed = os.urandom(sealing.SEED_BYTES)
    atomic.create(path, seed.hex().encode("ascii") + b"\n")
    return seed
