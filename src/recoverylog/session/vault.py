"""An unlocked vault, underneath the entries: the connection, transactions, the clock."""

from __future__ import annotations

import contextlib
from datetime import UTC, date
from typing import TYPE_CHECKING, Self

from recoverylog import clock
from recoverylog.errors import RecoverylogError
from recoverylog.journal import days, terms
from recoverylog.language import _
from recoverylog.vault import database, device, glance, queries, records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlcipher3.dbapi2 import Connection

    from recoverylog.paths import Paths
    from recoverylog.session.ring import KeyRing


class OpenVault:
    """An unlocked vault: its keys, its database, and the clock by which it is written.

    Leaving it as a context manager locks it again.
    """

    def __init__(
        self, places: Paths, keys: KeyRing, connection: Connection, *, writer: str, rollover: int
    ) -> None:
        """Hold an open connection; session.opening makes these.

        Args:
            places: the folders in use.
            keys: what unlocks this vault.
            connection: the open database.
            writer: hexadecimal id of this device.
            rollover: the hour at which a day begins.
        """
        self.places = places
        self.keys = keys
        self.connection = connection
        self.rollover = rollover
        self.writer = writer
        self._written = False
        self.path = glance.database(places.data, keys.epoch)

    def __enter__(self) -> Self:
        """Return the journal itself."""
        return self

    def __exit__(self, *_problem: object) -> None:
        """Close the journal."""
        self.close()

    def close(self) -> None:
        """Close the database, let go of keys and words; a device that wrote remembers how far."""
        try:
            if self._written:
                device.note_generation(self.places.device, self.vault, self.generation())
        except RecoverylogError:
            # What was written is safe; only a later roll-back may go unnoticed.
            return
        finally:
            self.connection.close()
            terms.forget()

    def has_written(self) -> None:
        """Remember that the journal changed, for the word to this device at closing."""
        self._written = True

    def enrolled_as(self, writer: str) -> None:
        """Write under this device id from now on."""
        self.writer = writer

    @property
    def vault(self) -> bytes:
        """The vault's 16-byte id."""
        return self.keys.vault

    def generation(self) -> int:
        """Return the count of changes, which rises with each one that any program makes.

        It costs the reading of one row, so a screen may ask for it every second. A draft is no
        change.
        """
        with self.reading() as connection:
            return int(queries.fact(connection, "generation") or 0)

    # The clock ---------------------------------------------------------------------------

    def today(self) -> date:
        """Return the journal day that it is now."""
        return days.journal_day(clock.now(), self.rollover)

    def instant(self) -> str:
        """Return the present instant as ``2026-11-22T20:14:00Z``."""
        return clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def now_ms(self) -> int:
        """Return the present instant in Unix milliseconds."""
        return int(clock.now().timestamp() * 1000)

    # Writing -----------------------------------------------------------------------------

    def still_present(self) -> None:
        """Refuse to write into a database that a change of passphrase has replaced.

        Raises:
            RecoverylogError: the journal has to be opened anew.
        """
        now = glance.at(self.places.data)
        if now is not None and (now.vault, now.epoch) != (self.keys.vault, self.keys.epoch):
            raise RecoverylogError(
                _("The passphrase was changed by another program meanwhile."),
                safe=_("Nothing was lost; this change was not written."),
                hint=_("Do it again with the new passphrase."),
            )

    @contextlib.contextmanager
    def writing(self, *, counted: bool = True) -> Iterator[Connection]:
        """Run the block in one transaction of the journal.

        Args:
            counted: whether it is a change that the journal counts; a draft is none.

        Raises:
            RecoverylogError: a change of passphrase has replaced this database meanwhile, or
                the disk refused; nothing of the block was written.
        """
        with (
            database.told(self.path),
            records.transaction(self.connection, self.still_present, counted=counted),
        ):
            yield self.connection
        if counted:
            self.has_written()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give the connection to the block, what the driver raises in it told as our own errors."""
        with database.told(self.path):
            yield self.connection
