"""Filing: opening the sealed quick entries and putting them into the journal.

Nothing is discarded unseen. What is certainly from one of the person's own devices is filed;
what is not is set apart; what cannot be opened stays where it lies and is told. A sealed file
goes only when its entry is safe, so that a crash in between costs nothing: the entry's id is
known the next time.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from recoverylog.crypto import keys, sealing
from recoverylog.errors import RecoverylogError
from recoverylog.journal.selection import Held, Stored
from recoverylog.session import reading
from recoverylog.vault import inbox, posting, queries, records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverylog.session.journal import Journal

_VERSION = 1
FORGED = "forged"
UNKNOWN_DEVICE = "unknown_device"
UNPINNED = "unpinned"
NOT_UNDERSTOOD = "not_understood"

_MOST_SEQUENCE = 2**63 - 1


@dataclass(slots=True)
class Report:
    """What filing did.

    Attributes:
        filed: the entries that are in the journal now, in the order of writing.
        held: how many were set apart for the person to look at.
        unopened: paths of files that this journal cannot open; they were left alone.
        newer: paths of files that a newer recoverylog wrote; left alone.
        missing: how many of this device's quick entries have numbers that never came.
    """

    filed: list[Stored] = field(default_factory=list)
    held: int = 0
    unopened: list[str] = field(default_factory=list)
    newer: list[str] = field(default_factory=list)
    missing: int = 0


@dataclass(frozen=True, slots=True)
class _Sealed:
    """One sealed file, opened: where it lies, what it says, and what is known of its origin."""

    path: str
    body: bytes
    held: dict[str, Any]
    doubt: str | None
    sequence: int


def file_waiting(journal: Journal, *, first_keys: bool = False) -> Report:
    """File what waits in the inbox and the spool.

    Args:
        journal: an open journal.
        first_keys: accept entries sealed before there was a vault as the person's own; only
            creating the vault does.
    """
    report = Report()
    opened = list(_open_all(journal, inbox.waiting(journal.places), report, first_keys=first_keys))
    opened.sort(key=lambda sealed: (str(sealed.held.get("written", "")), sealed.sequence))
    for sealed in opened:
        _file(journal, sealed, report)
    with contextlib.suppress(RecoverylogError):
        report.missing = _note_sequences(journal, opened)
    return report


def _open_all(
    journal: Journal, paths: list[str], report: Report, *, first_keys: bool
) -> Iterator[_Sealed]:
    ring = _key_ring(journal) if paths else {}
    for path in paths:
        try:
            content = inbox.read(path)
        except OSError:
            report.unopened.append(path)
            continue
        if content is None:
            continue
        try:
            seed, vault = ring[sealing.key_id_of(content)]
            opened = sealing.unseal(content, sealing.private_key(seed), vault)
        except (sealing.Unopened, KeyError):
            report.unopened.append(path)
            continue
        sealed = _understood(journal, path, opened, first=first_keys and vault == sealing.NO_VAULT)
        if sealed is None:
            report.newer.append(path)
        else:
            yield sealed


def _key_ring(journal: Journal) -> dict[bytes, tuple[bytes, bytes]]:
    """Return every seed that may open something, with the vault id to open it under, by key id."""
    ring: dict[bytes, tuple[bytes, bytes]] = {}
    present = journal.keys.inbox_seed
    ring[keys.fingerprint(sealing.public_key(present))] = (present, journal.vault)
    for key_id, seed in queries.retired_seeds(journal.connection):
        ring[key_id] = (seed, sealing.NO_VAULT if posting.is_first(key_id) else journal.vault)
    for folder in (journal.places.inbox, journal.places.spool):
        first = inbox.first_seed(folder)
        if first is not None:
            ring[posting.first_key_id(first)] = (first, sealing.NO_VAULT)
    return ring


def _understood(
    journal: Journal, path: str, opened: sealing.SealedBody, *, first: bool
) -> _Sealed | None:
    """Return what a sealed body says, with any doubt about it; None where it is of a newer form."""
    try:
        outer = json.loads(opened.body)
        if type(outer["v"]) is int and outer["v"] > _VERSION:
            return None
        sequence, device = int(outer["seq"]), outer["device"]
        held = dict(outer["entry"], id=_checked_id(outer["entry"]["id"]))
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        # An id drawn from the bytes, so that the same file is held once.
        held = {"id": keys.fingerprint(opened.body).hex()}
        return _Sealed(path, opened.body, held, NOT_UNDERSTOOD, 0)
    doubt = None if first else _doubt(journal, device, opened)
    return _Sealed(path, opened.body, held, doubt, sequence if doubt is None else 0)


_ID = re.compile(r"[0-9a-f]{32}")


def _checked_id(name: object) -> str:
    """Return a name if it has the form of an entry's or a device's id.

    Raises:
        ValueError: it has another.
    """
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise ValueError
    return name


def _doubt(journal: Journal, device: object, opened: sealing.SealedBody) -> str | None:
    """Return why an entry's origin is not certain, or None where it is the person's own device."""
    if not isinstance(device, str):
        return UNPINNED
    row = queries.device(journal.connection, device) if _ID.fullmatch(device) else None
    if row is None:
        return UNKNOWN_DEVICE
    code = sealing.device_code(row.code_key, journal.vault, opened.body)
    return None if keys.same(code, opened.code) else FORGED


def _file(journal: Journal, sealed: _Sealed, report: Report) -> None:
    """Put one opened entry where it belongs, and remove its file once that is safe."""
    number = None
    with journal.writing() as connection:
        if not records.known(connection, sealed.held["id"]):
            entry = None if sealed.doubt else reading.entry_of(sealed.held, journal.focuses())
            if entry is None:
                reason = sealed.doubt or NOT_UNDERSTOOD
                body = sealed.body.decode("utf-8", "backslashreplace")
                held = Held(sealed.held["id"], reason, journal.instant(), body)
                records.hold(connection, held, None)
                report.held += 1
            else:
                number = journal.append(entry)
    if number is not None:
        found = queries.numbered(journal.connection, number)
        if found is not None:
            report.filed.append(found)
    _remove(sealed.path)


def _remove(path: str) -> None:
    try:
        inbox.discard(path)
    except OSError:
        # Its id is known; the next filing passes over it.
        return


def _note_sequences(journal: Journal, opened: list[_Sealed]) -> int:
    """Remember the highest sequence number of each device; return how many were passed over."""
    seen: dict[str, set[int]] = {}
    for sealed in opened:
        # What no program of ours wrote, and no table holds, is no sequence.
        if 0 < sealed.sequence <= _MOST_SEQUENCE:
            seen.setdefault(json.loads(sealed.body)["device"], set()).add(sealed.sequence)
    missing = 0
    for name, numbers in seen.items():
        row = queries.device(journal.connection, name)
        new = [number for number in numbers if row and number > row.sequence]
        if row is None or not new:
            continue
        missing += max(new) - row.sequence - len(new)
        with journal.writing() as connection:
            connection.execute(
                "UPDATE device SET sequence = max(sequence, ?) WHERE id = ?", (max(new), name)
            )
    return missing


def retire_first_keys(journal: Journal) -> None:
    """Take the temporary keys whose entries are all filed into the journal, off the disk."""
    for folder in (journal.places.inbox, journal.places.spool):
        path = os.path.join(folder, inbox.FIRST_KEY)
        seed = inbox.first_seed(folder)
        if seed is None or _still_needed(folder, posting.first_key_id(seed)):
            continue
        try:
            # An rl that read this key a moment ago may still put an entry down.
            with journal.writing() as connection:
                records.retire_seed(connection, posting.first_key_id(seed), seed)
            os.unlink(path)
        except (OSError, RecoverylogError):
            continue


def _still_needed(folder: str, key_id: bytes) -> bool:
    try:
        names = [name for name in os.listdir(folder) if name.endswith(inbox.SUFFIX)]
        contents = [inbox.read(os.path.join(folder, name)) or b"" for name in names]
    except OSError:
        # Not known to be done with: the key stays.
        return True
    return any(content[len(sealing.MAGIC) :].startswith(key_id) for content in contents)
