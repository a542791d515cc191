"""Drafts of an unlocked vault: what is being typed, so that a closed terminal loses nothing."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from recoverylog import clock
from recoverylog.journal import entry as entries
from recoverylog.journal.draft import Draft
from recoverylog.session.entries import changed
from recoverylog.session.lookup import Lookup
from recoverylog.vault import database, migrations, queries, records

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recoverylog.journal.entry import AnyEntry
    from recoverylog.journal.selection import Stored


class Drafts(Lookup):
    """An open journal that keeps what is being typed.

    A draft is no entry: it has no version, counts nowhere, and does not raise the count of
    changes. There is one of each name, and keeping it again replaces it.
    """

    def save_draft(self, name: str, fields: Mapping[str, Any]) -> None:
        """Keep what is being typed under ``name``, in the place of what was kept before.

        Args:
            name: ``line``, a kind of entry, or ``edit-12``.
            fields: what has been filled in, as :meth:`new_entry` takes it; see journal.draft.

        Raises:
            RecoverylogError: as for :meth:`writing`; what was kept before is still kept.
        """
        kept: dict[str, Any] = entries.storable_values(dict(fields))
        draft = Draft(name, clock.now().astimezone(UTC), kept)
        self._make_room()
        with self.writing(counted=False) as connection:
            records.save_draft(connection, draft)

    def draft(self, name: str) -> Draft | None:
        """Return what was kept under ``name``, or None."""
        with self.reading() as connection:
            found = queries.drafts(connection, name)
        return found[0] if found else None

    def drafts(self) -> tuple[Draft, ...]:
        """Return everything that was begun and not finished, the last one first."""
        with self.reading() as connection:
            return tuple(queries.drafts(connection))

    def drop_draft(self, name: str) -> None:
        """Erase what was kept under ``name``; nothing of it stays. Without a draft, do nothing.

        Raises:
            RecoverylogError: as for :meth:`writing`; the draft is still there.
        """
        if self.draft(name) is None:
            return
        with self.writing(counted=False) as connection:
            records.drop_draft(connection, name)

    def write_from_draft(self, entry: AnyEntry, name: str) -> Stored:
        """Write a new entry and erase its draft, both or neither; return the entry."""
        self._make_room()
        with self.writing() as connection:
            number = self.append(entry)
            records.drop_draft(connection, name)
        return self.numbered(number)

    def rewrite_from_draft(
        self,
        stored: Stored,
        made: Mapping[str, Any] | Callable[[AnyEntry], AnyEntry],
        name: str,
    ) -> Stored:
        """Write the next version of an entry and erase the draft of the edit, both or neither.

        Args:
            stored: which entry; what another program made of it meanwhile counts.
            made: the fields that get other values, or what gives the next state from the
                present one.
            name: of the draft.

        Raises:
            UsageProblem: the kind has no such field, or a value is out of bounds.
            NotFound: the entry was erased meanwhile.
        """
        self._make_room()
        step = made if callable(made) else lambda present: changed(present, made)
        with self.writing() as connection:
            self.append_next(stored, step, "edit")
            records.drop_draft(connection, name)
        return self.numbered(stored.number)

    def _make_room(self) -> None:
        """Bring the database to the version with drafts, if opening it could not.

        Raises:
            RecoverylogError: the disk still refuses.
        """
        with database.told(self.path):
            migrations.migrate(self.connection)
