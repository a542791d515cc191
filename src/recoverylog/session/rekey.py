"""Changing the passphrase: a new root key, and every page of the journal under a new key.

Wrapping the old root key anew would leave every old copy of vault.json a way in for ever. So
the journal is written again as `journal-<epoch+1>.db`, verified, and made the present one by
the one rename of vault.json. Until that rename the old journal stands untouched.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from recoverylog.crypto import kdf, keys, kit, sealing, slots
from recoverylog.errors import Damaged, RecoverylogError, from_os
from recoverylog.language import _
from recoverylog.session import opening, ring
from recoverylog.vault import database, device, glance, keyfile, migrations, records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlcipher3.dbapi2 import Connection

    from recoverylog.session.journal import Journal


def change_passphrase(
    journal: Journal, passphrase: str, *, cost: kdf.Cost | None = None
) -> opening.Created:
    """Give the vault a new root key that ``passphrase`` opens, and return it open, with a new kit.

    The old passphrase and the old kit open nothing any more. Entries that were sealed to the
    old inbox key still file: its seed moves into the journal.

    Args:
        journal: the open journal; it is closed by this.
        passphrase: the new passphrase.
        cost: the Argon2id cost; None for the normal one.

    Raises:
        RecoverylogError: nothing was changed; the old passphrase still opens the journal.
    """
    journal.file_waiting()
    places, old = journal.places, journal.keys
    root = keys.RootKey.new(old.vault, old.epoch + 1)
    secret, words = kit.new()
    ways = (slots.wrap(root, passphrase, cost or kdf.Cost()), slots.wrap(root, secret, None))
    working = root.working()
    fresh = ring.KeyRing(root.vault, root.epoch, working.database, working.inbox_seed)
    old_path = glance.database(places.data, old.epoch)
    new_path = glance.database(places.data, fresh.epoch)
    connection = journal.connection
    with database.told(old_path), _held(connection):
        journal.still_present()
        try:
            _clear(new_path)
            _copy(connection, new_path, fresh.database)
            _retire_seed(new_path, fresh, old.inbox_seed)
            _verify(connection, new_path, fresh)
            _commit(places.data, keyfile.make(root, ways))
        except BaseException:
            _forget_unless_present(places.data, fresh.epoch, new_path)
            raise
    opening.forget_cached(old)
    journal.close()
    with contextlib.suppress(OSError):
        os.unlink(old_path)
    _pin(places.device, fresh)
    return opening.Created(opening.open_keys(places, fresh).journal, words)


def _commit(folder: str, changed: keyfile.KeyFile) -> None:
    """Write vault.json. A disk that complains after the rename has committed all the same."""
    try:
        keyfile.write(folder, changed)
    except RecoverylogError:
        seen = glance.at(folder)
        if seen is None or seen.epoch != changed.epoch:
            raise


@contextlib.contextmanager
def _held(connection: Connection) -> Iterator[None]:
    """Hold the database for this connection alone, so that no entry slips into it meanwhile.

    Leaving by an error lets go of it again; otherwise closing the connection does.
    """
    try:
        connection.execute("BEGIN EXCLUSIVE")
        # Not before: in this mode SQLite keeps its shared lock while it waits, and a writer in
        # the middle of its commit waits for that one. Both would wait until they gave up.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("COMMIT")
        yield
    except BaseException:
        connection.execute("PRAGMA locking_mode = NORMAL")
        # The lock goes with the next read.
        with contextlib.suppress(Exception):
            connection.execute("SELECT count(*) FROM fact").fetchone()
        raise


def _clear(path: str) -> None:
    """Remove what an earlier, stopped change left at ``path``."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return
    except OSError as problem:
        raise from_os(problem, path, safe=_("The journal is as it was.")) from problem


def _copy(connection: Connection, new_path: str, key: bytes) -> None:
    """Write the whole database under another key; `sqlcipher_export` leaves two PRAGMAs out."""
    database.create_empty(new_path)
    connection.execute(f"ATTACH DATABASE ? AS fresh KEY \"x'{key.hex()}'\"", (new_path,))
    try:
        connection.execute("PRAGMA fresh.synchronous = 3")
        connection.execute("SELECT sqlcipher_export('fresh')").fetchall()
        version = migrations.version(connection)
        connection.execute(f"PRAGMA fresh.user_version = {version}")
        connection.execute(f"PRAGMA fresh.application_id = {migrations.APPLICATION_ID}")
    finally:
        connection.execute("DETACH DATABASE fresh")


def _retire_seed(new_path: str, fresh: ring.KeyRing, old_seed: bytes) -> None:
    key_id = keys.fingerprint(sealing.public_key(old_seed))
    with contextlib.closing(database.connect(new_path, fresh.database)) as connection:
        records.retire_seed(connection, key_id, old_seed)


def _verify(old: Connection, new_path: str, fresh: ring.KeyRing) -> None:
    """Read the new database from the disk and compare it with the old one.

    Raises:
        Damaged: it is not whole, or not the same.
    """
    with contextlib.closing(database.connect(new_path, fresh.database)) as connection:
        whole = not database.check(connection)
        same = _contents(old) == _contents(connection)
        same = same and migrations.version(connection) == migrations.version(old)
    if not (whole and same):
        raise Damaged(
            _("The journal written under the new passphrase is not the same as the old one."),
            safe=_("The old one was not touched, and the old passphrase still opens it."),
        )


def _contents(connection: Connection) -> dict[str, bytes]:
    """Return a digest of every table; the new seed of the old inbox key is left out."""
    rows = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sqlite_stat1'"
    ).fetchall()
    return {name: _digest(connection, name) for (name,) in rows if name != "inbox_seed"}


def _digest(connection: Connection, table: str) -> bytes:
    """Return a digest over every row of a table, in any order."""
    rows = sorted(map(repr, connection.execute(f"SELECT * FROM {table}").fetchall()))
    return keys.digest("\n".join(rows).encode("utf-8", "surrogatepass"))


def _forget_unless_present(folder: str, epoch: int, new_path: str) -> None:
    """Remove the unfinished database, unless vault.json already names it as the present one."""
    seen = glance.at(folder)
    if seen is None or seen.epoch != epoch:
        with contextlib.suppress(OSError):
            os.unlink(new_path)


def _pin(path: str, fresh: ring.KeyRing) -> None:
    known = device.load(path)
    if known is None or known.vault != fresh.vault:
        return
    public = sealing.public_key(fresh.inbox_seed)
    with contextlib.suppress(OSError):
        device.save(path, known._replace(public=public, key_id=keys.fingerprint(public)))
