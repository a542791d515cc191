"""Connections to the journal's database: SQLCipher 4 with a raw key, and our settings.

Each setting has its reason in docs/architecture.md; a test reads every one back. All problems
that SQLite reports leave here as sentences with an exit code, and "damaged" is said only
where a page was not what was written.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import sqlcipher3

from recoverylog.errors import (
    Busy,
    CannotWrite,
    Damaged,
    DiskFull,
    NoJournal,
    RecoverylogError,
    from_os,
)
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlcipher3.dbapi2 import Connection

BUSY_SECONDS = 15.0
SETTINGS = (
    # A rollback journal and EXTRA: WAL kept deleted rows readable while open, and with FULL
    # a lost directory entry brought undone commits back (reference figures in the docs).
    ("journal_mode", "delete"),
    ("synchronous", "3"),
    ("secure_delete", "1"),
    # Sorting in memory only: SQLite would write plain rows to /var/tmp.
    ("temp_store", "2"),
    ("foreign_keys", "1"),
    ("trusted_schema", "0"),
    ("cell_size_check", "1"),
    ("mmap_size", "0"),
)
"""Every PRAGMA that is set on every connection, with the value that reading it back gives."""

_DAMAGE = ("not a database", "malformed", "corrupt", "vtable constructor failed")
"""What SQLite says where a page, or a table in it, is not what was written."""

_SAFE = _("Nothing of what was there before was changed.")


def connect(path: str, key: bytes, *, create: bool = False) -> Connection:
    """Return a connection to the database at ``path``, every setting made.

    Args:
        path: the file; it is created (open to its owner alone) only with ``create``.
        key: the raw 256-bit SQLCipher key.
        create: make a new database.

    Raises:
        NoJournal: the file is missing.
        Damaged: it is no database under this key.
        RecoverylogError: the disk or the system refused; see :func:`told`.
    """
    if create:
        create_empty(path)
    elif not os.path.exists(path):
        raise NoJournal(
            _("The journal's database {path} is missing.", path=path),
            safe=_("The keys and waiting quick entries are still here."),
            hint=_("Put it back from a backup."),
        )
    with told(path):
        connection = sqlcipher3.connect(
            f"file:{_quoted(path)}?mode=rw",
            uri=True,
            isolation_level=None,
            timeout=BUSY_SECONDS,
            check_same_thread=False,
        )
        try:
            _configure(connection, key)
        except BaseException:
            connection.close()
            raise
    return connection


def check(connection: Connection) -> list[str]:
    """Read every page and every index; return what is wrong, nothing where all is well."""
    pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    trees = connection.execute("PRAGMA integrity_check(20)").fetchall()
    return [str(row[0]) for row in [*pages, *trees] if row[0] != "ok"]


def _quoted(path: str) -> str:
    """Return a path as an SQLite URI needs it."""
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def create_empty(path: str) -> None:
    """Make an empty file, open to its owner alone; SQLite would use the default permissions.

    Raises:
        RecoverylogError: it exists, or the folder or the disk refused.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as problem:
        raise from_os(problem, path) from problem


def _configure(connection: Connection, key: bytes) -> None:
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    # Otherwise SQLCipher writes ERROR lines to stderr, straight over whatever is on screen.
    connection.execute("PRAGMA cipher_log_level = NONE")
    for name, value in SETTINGS:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    # The first read: this is where a wrong key or a damaged first page shows.
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


@contextlib.contextmanager
def told(path: str) -> Iterator[None]:
    """Turn what the driver raises inside the block into an error that a person can read."""
    try:
        yield
    except sqlcipher3.Error as problem:
        raise _translated(problem, path) from None


def _translated(problem: sqlcipher3.Error, path: str) -> RecoverylogError:
    words = str(problem).lower()
    if "full" in words:
        return DiskFull(
            _("There is no room left on the disk for {path}.", path=path),
            safe=_SAFE,
            hint=_("Free some space, then do it again."),
        )
    if "locked" in words or "busy" in words:
        return Busy(
            _("Another program has held the journal for too long."),
            safe=_SAFE,
            hint=_("Close it, then do it again. Lines for rl are kept meanwhile."),
        )
    if "readonly" in words or "read-only" in words or "unable to open" in words:
        return CannotWrite(
            _("{path} may not be written.", path=path),
            safe=_SAFE,
            hint=_("Check who owns it and its permissions."),
        )
    if any(sign in words for sign in _DAMAGE):
        return Damaged(
            _(
                "The journal's database {path} is damaged: a part of it is not what was written.",
                path=path,
            ),
            safe=_("The passphrase is right, and nothing was changed."),
            hint=_("Put the file back from a backup."),
        )
    if "disk i/o" in words:
        return CannotWrite(
            _("The disk did not answer as it should for {path}.", path=path),
            safe=_SAFE,
            hint=_("Check the disk, then do it again."),
        )
    return RecoverylogError(_("The database answered “{problem}”.", problem=problem), safe=_SAFE)


@contextlib.contextmanager
def at_once(connection: Connection) -> Iterator[None]:
    """Run the block without waiting for another program that writes: it is busy at once."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")
