"""Vaults to do harm to, and a look at what is left of them afterwards."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.crypto import kdf
from recoverylog.journal.selection import Selection
from recoverylog.paths import Paths
from recoverylog.session import opening
from recoverylog.session.ring import KeyRing
from recoverylog.vault import keyfile

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from recoverylog.session.journal import Journal

PASSPHRASE = "cobalt ferry lemon quiet otter"


class Vault(NamedTuple):
    """A vault that is cheap to open.

    Attributes:
        places: its folders.
        passphrase: what opens it.
        keys: what opens it without stretching the passphrase again.
    """

    places: Paths
    passphrase: str
    keys: KeyRing


@dataclass(frozen=True)
class Contents:
    """What an opened journal holds, and everything that is not as it should be.

    Attributes:
        texts: how often each text stands in the journal, the bin left out.
        held: texts of quick entries that were set apart for the person to look at.
        problems: one line for each fault found; empty where all is well.
    """

    texts: Counter[str]
    held: Counter[str]
    problems: tuple[str, ...]


def folders(home: Path) -> Paths:
    """Return the folders that RECOVERYLOG_HOME=home stands for."""
    return Paths(*(str(home / part) for part in Paths._fields))


def make(home: Path, passphrase: str = PASSPHRASE) -> Vault:
    """Make a vault at the least cost that is accepted."""
    with opening.create(folders(home), passphrase, cost=kdf.LEAST).journal as journal:
        return Vault(journal.places, passphrase, journal.keys)


def look(vault: Vault) -> Contents:
    """File what waits in a vault with its known keys, and tell what is in it."""
    return _contents(opening.open_keys(vault.places, vault.keys))


def look_with(places: Paths, passphrase: str) -> Contents:
    """File what waits in whatever vault is there, opened by its passphrase."""
    return _contents(opening.open_with(places, passphrase))


def take_in(home: Path) -> Contents:
    """Make a vault around what was kept before there was one, and tell what is in it."""
    opened = opening.create(folders(home), PASSPHRASE, cost=kdf.LEAST)
    return _contents(opening.Opened(opened.journal), first_keys=True)


def _contents(opened: opening.Opened, *, first_keys: bool = False) -> Contents:
    problems = ["this device saw a newer journal"] if opened.older else []
    with opened.journal as journal:
        report = journal.file_waiting(first_keys=first_keys)
        if report is not None:
            problems += [f"cannot be opened: {path}" for path in report.unopened + report.newer]
        problems += [f"left in the inbox after filing: {journal.waiting()}"] * bool(
            journal.waiting()
        )
        problems += _disorder(journal.connection)
        problems += _key_files(journal)
        texts = Counter(stored.entry.text for stored in journal.select(Selection()))
        held = Counter(json.loads(one.body)["entry"]["text"] for one in journal.pending().held)
    return Contents(texts, held, tuple(problems))


def _key_files(journal: Journal) -> list[str]:
    copies = keyfile.read(journal.places.data)
    same = (copies.keyfile.vault, copies.keyfile.epoch) == (journal.vault, journal.keys.epoch)
    return [] if same else ["vault.json is of another vault or epoch"]


def _disorder(connection: Connection) -> list[str]:
    """Return what SQLite, SQLCipher and our own rules have to complain of."""
    found = [f"integrity: {row[0]}" for row in connection.execute("PRAGMA integrity_check")]
    found = [line for line in found if line != "integrity: ok"]
    found += [f"page: {row[0]}" for row in connection.execute("PRAGMA cipher_integrity_check")]
    found += [f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
    stale = connection.execute(
        """SELECT count(*) FROM entry e
           WHERE e.hlc IS NOT (SELECT max(v.hlc) FROM version v WHERE v.entry = e.id)"""
    ).fetchone()[0]
    orphans = connection.execute(
        "SELECT count(*) FROM version WHERE entry NOT IN (SELECT id FROM entry)"
    ).fetchone()[0]
    if stale or orphans:
        found.append(f"{stale} entries are not their newest version, {orphans} versions stray")
    return found
