"""Creating, opening and locking a vault."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from recoverylog import paths, settings
from recoverylog.errors import (
    Busy,
    CannotWrite,
    Damaged,
    DiskFull,
    NoJournal,
    NotOffered,
    RecoverylogError,
    WrongPassphrase,
    from_os,
)
from recoverylog.journal import terms
from recoverylog.language import _
from recoverylog.session import aside, ring
from recoverylog.session.enrolling import enrolled, pin_is_old
from recoverylog.session.journal import Journal
from recoverylog.vault import database, device, glance, migrations, queries

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from recoverylog.crypto.kdf import Cost
    from recoverylog.crypto.keys import RootKey
    from recoverylog.session.ring import KeyRing
    from recoverylog.vault import keyfile


@dataclass(frozen=True, slots=True)
class Opened:
    """A journal just opened, and what the person should know of it.

    Attributes:
        journal: the open journal.
        mended: the first copy of vault.json was damaged; the second served, and mends it if it can.
        older: the journal is an older copy than this device has seen.
        by_kit: the words of a recovery kit opened it.
    """

    journal: Journal
    mended: bool = False
    older: bool = False
    by_kit: bool = False


@dataclass(frozen=True, slots=True)
class Created:
    """A new vault: its open journal, and the twenty words of its recovery kit."""

    journal: Journal
    kit: tuple[str, ...]


def create(places: paths.Paths, passphrase: str, *, cost: Cost | None = None) -> Created:
    """Make a vault and return it open.

    Args:
        places: the folders to use.
        passphrase: what will open it.
        cost: the Argon2id cost; None for the normal one.

    Raises:
        AlreadyThere: the folder holds a vault, be it a damaged one.
        RecoverylogError: the disk or the folder refused; nothing was left half made.
    """
    from recoverylog.crypto import kdf, keys, kit, slots  # noqa: PLC0415 - loads the cryptography
    from recoverylog.vault import inbox, keyfile  # noqa: PLC0415

    if inbox.has_vault(places):
        raise aside.already_there(places)
    root = keys.RootKey.new(os.urandom(keys.VAULT_ID_BYTES), 1)
    secret, words = kit.new()
    ways = (
        slots.wrap(root, passphrase, cost or kdf.Cost()),
        slots.wrap(root, secret, None),
    )
    try:
        paths.make(places.data)
    except OSError as problem:
        raise from_os(problem, places.data) from problem
    keyring = _ring(root)
    path = glance.database(places.data, 1)
    try:
        # Exclusive: whoever makes the file makes the vault, and only that one may clean up.
        database.create_empty(path)
    except RecoverylogError as problem:
        if os.path.lexists(path):
            raise aside.already_there(places) from problem
        raise
    connection: Connection | None = None
    try:
        connection = database.connect(path, keyring.database)
        with database.told(path):
            migrations.migrate(connection)
            _first_facts(connection, root.vault)
        # Last, because it is what makes the folder a vault.
        keyfile.write(places.data, keyfile.make(root, ways))
    except BaseException:
        if connection is not None:
            connection.close()
        for unfinished in (
            path,
            f"{path}-journal",
            *(os.path.join(places.data, name) for name in keyfile.NAMES),
        ):
            with contextlib.suppress(OSError):
                os.unlink(unfinished)
        raise
    return Created(_journal(places, keyring, connection), words)


def _first_facts(connection: Connection, vault: bytes) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT INTO fact VALUES (?, ?)", [("vault", vault.hex()), ("generation", "0")]
    )
    connection.execute("COMMIT")


def _ring(root: RootKey) -> KeyRing:
    working = root.working()
    return ring.KeyRing(root.vault, root.epoch, working.database, working.inbox_seed)


def cached(places: paths.Paths) -> KeyRing | None:
    """Return the keys that the kernel holds for this vault, or None."""
    from recoverylog.vault import keyring  # noqa: PLC0415 - ctypes, not needed with a passphrase

    seen = glance.at(places.data)
    if seen is None:
        return None
    payload = keyring.load(seen.vault, seen.epoch, ring.PAYLOAD_BYTES)
    return None if payload is None else ring.from_payload(seen.vault, seen.epoch, payload)


def root_key(places: paths.Paths, secret: str) -> tuple[RootKey, keyfile.Copies]:
    """Return the root key that a passphrase or kit opens, and the copies of vault.json as read.

    Args:
        places: the folders in use.
        secret: what was typed: a passphrase, or the twenty words of a recovery kit.

    Raises:
        WrongPassphrase: it opens no slot, or is a kit with a mistyped word.
        NoJournal, Damaged, NewerFormat, CannotWrite: see vault.keyfile.
    """
    from recoverylog.crypto import kit  # noqa: PLC0415 - loads the cryptography
    from recoverylog.vault import keyfile  # noqa: PLC0415

    copies = keyfile.read(places.data)
    if copies.first_damaged and not os.path.lexists(
        glance.database(places.data, copies.keyfile.epoch)
    ):
        raise Damaged(
            _("vault.json is damaged, and its second copy is from before a change of passphrase."),
            safe=_("Your entries are in another file and were not touched."),
            hint=_("Put vault.json back from a backup."),
        )
    try:
        root = keyfile.open_with(copies.keyfile, secret)
    except WrongPassphrase:
        if not kit.looks_like(secret):
            raise
        try:
            root = keyfile.open_with(copies.keyfile, kit.secret(secret))
        except kit.NotAKit as problem:
            raise WrongPassphrase(str(problem), safe=_("Nothing was changed.")) from problem
    return root, copies


def open_with(places: paths.Paths, secret: str) -> Opened:
    """Open the journal with a passphrase or the words of a recovery kit.

    Raises:
        WrongPassphrase, NoJournal, Damaged, NewerFormat, CannotWrite, Busy: as they say.
    """
    from recoverylog.crypto import kit  # noqa: PLC0415 - loads the cryptography

    root, copies = root_key(places, secret)
    opened = open_keys(places, _ring(root))
    if copies.second_differs:
        _mend(opened.journal, copies)
    _forget_replaced(places.data, root.epoch)
    return Opened(opened.journal, copies.first_damaged, opened.older, kit.looks_like(secret))


def _mend(journal: Journal, copies: keyfile.Copies) -> None:
    """Write both copies of vault.json from the proved one.

    Under the lock of this epoch's database, and only if the copies are still as they were
    read: a change of passphrase by another program must not be written over. A folder that
    cannot be written is no reason not to open.
    """
    from recoverylog.vault import keyfile  # noqa: PLC0415 - loaded already by the unlock

    with contextlib.suppress(RecoverylogError), journal.reading() as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            if keyfile.read(journal.places.data).keyfile == copies.keyfile:
                keyfile.write(journal.places.data, copies.keyfile)
        finally:
            connection.execute("ROLLBACK")


def _forget_replaced(folder: str, epoch: int) -> None:
    """Remove databases of earlier epochs that a change of passphrase was stopped from removing.

    A later one is left alone: then vault.json is the older file.
    """
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        number = name.removeprefix("journal-").removesuffix(".db")
        if name == f"journal-{number}.db" and number.isdigit() and int(number) < epoch:
            with contextlib.suppress(OSError):
                os.unlink(os.path.join(folder, name))


def open_keys(places: paths.Paths, keyring: KeyRing) -> Opened:
    """Open the journal with keys that are at hand."""
    path = glance.database(places.data, keyring.epoch)
    connection = database.connect(path, keyring.database)
    try:
        with database.told(path):
            # Never begun anew: an empty file where the journal was is a loss to be told.
            begun = migrations.version(connection) > 0
            if begun:
                _migrate(connection, path)
            if not begun or queries.fact(connection, "vault") != keyring.vault.hex():
                _tell_emptied(path)
            generation = int(queries.fact(connection, "generation") or 0)
            known = device.load(places.device)
            journal = _journal(places, keyring, connection)
    except BaseException:
        connection.close()
        raise
    older = known is not None and known.vault == keyring.vault and generation < known.generation
    device.note_generation(places.device, keyring.vault, generation)
    return Opened(journal, older=older)


def _migrate(connection: Connection, path: str) -> None:
    """Bring the database to the latest version, where the disk lets us.

    Where it does not, an older version is read as it is: each step so far only adds a table,
    and whoever asks for that finds it empty.
    """
    with contextlib.suppress(CannotWrite, DiskFull, Busy), database.told(path):
        migrations.migrate(connection)


def _tell_emptied(path: str) -> NoReturn:
    raise Damaged(
        _(
            "The journal's database {path} is damaged: it was emptied, or replaced by another.",
            path=path,
        ),
        safe=_("The passphrase is right, and nothing was changed."),
        hint=_("Put the file back from a backup."),
    )


def _journal(places: paths.Paths, keyring: KeyRing, connection: Connection) -> Journal:
    """Return the Journal over an open connection, this device enrolled in it."""
    chosen = settings.load(places.settings)
    known = device.load(places.device)
    journal = Journal(
        places,
        keyring,
        connection,
        writer=known.device.hex() if known else os.urandom(16).hex(),
        rollover=chosen.rollover,
    )
    terms.forget()
    with contextlib.suppress(RecoverylogError):
        # The usual words serve as well: nobody is kept out over them.
        terms.choose(journal.preferences())
    if known is None or known.vault != keyring.vault:
        return enrolled(journal, None)
    unknown = queries.device(connection, known.device.hex()) is None
    if unknown or known.rollover != chosen.rollover or pin_is_old(places, known):
        return enrolled(journal, known)
    return journal


def accept_older(journal: Journal) -> None:
    """Take the present state of the journal as the newest that this device has seen."""
    known = device.load(journal.places.device)
    if known is None:
        return
    generation = int(queries.fact(journal.connection, "generation") or 0)
    try:
        device.save(journal.places.device, known._replace(generation=generation))
    except OSError as problem:
        raise from_os(problem, journal.places.state) from problem


def must_be_offered() -> None:
    """Raise where this system cannot keep a journal unlocked between commands.

    Raises:
        NotOffered: it has no keyring that may be used.
    """
    from recoverylog.vault import keyring  # noqa: PLC0415 - ctypes

    if not keyring.offered():
        raise _not_offered()


def _not_offered() -> NotOffered:
    return NotOffered(
        _("Staying unlocked is not offered here: it needs the Linux kernel's keyring."),
        safe=_("The journal stays locked."),
        hint=_("Each command can be given the passphrase instead."),
    )


def keep_unlocked(journal: Journal, seconds: int) -> int:
    """Have the kernel hold this journal's keys; return for how many seconds, a day at most.

    Raises:
        NotOffered: this system has no keyring that may be used.
    """
    from recoverylog.vault import keyring  # noqa: PLC0415 - ctypes

    bounded = min(seconds, keyring.MOST_SECONDS)
    keys = journal.keys
    if not keyring.store(keys.vault, keys.epoch, keys.payload(), bounded):
        raise _not_offered()
    return bounded


def lock(places: paths.Paths) -> bool:
    """Have the kernel forget the keys; return whether it held any."""
    from recoverylog.vault import keyring  # noqa: PLC0415 - ctypes

    seen = glance.at(places.data)
    return seen is not None and keyring.forget(seen.vault, seen.epoch)


def forget_cached(keyring: KeyRing) -> None:
    """Have the kernel forget the keys of one epoch, if it holds them."""
    from recoverylog.vault import keyring as kernel  # noqa: PLC0415 - ctypes

    kernel.forget(keyring.vault, keyring.epoch)


def must_exist(places: paths.Paths) -> None:
    """Raise the error that tells why there is nothing to open, before a passphrase is asked for.

    Raises:
        NoJournal: there is no vault.
        Damaged, NewerFormat, CannotWrite: there is one that cannot be read.
    """
    if glance.at(places.data) is None:
        from recoverylog.vault import keyfile  # noqa: PLC0415 - loads the cryptography

        keyfile.read(places.data)
        raise NoJournal(_("There is no journal in {data}.", data=places.data))
