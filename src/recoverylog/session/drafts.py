"""Drafts of an unlocked vault: what is being typed, so that a closed terminal loses nothing."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from recoverylog import clock
from recoverylog.errors import UsageProblem
from recoverylog.journal import entry as entries
from recoverylog.journal.draft import Draft
from recoverylog.language import _
from recoverylog.session.entries import changed
from recoverylog.session.lookup import Lookup
from recoverylog.vault import database, migrations, queries, records

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlcipher3.dbapi2 import Connection

    from recoverylog.journal.entry import AnyEntry
    from recoverylog.journal.selection import Stored


class Drafts(Lookup):
    """An open journal that keeps what is being typed.

    A draft is no entry: it has no version, counts nowhere, and does not raise the count of
    changes. There is one of each name, and keeping it again replaces it. Where a draft is to go,
    its name means whatever stands there; the draft as it was read means that state alone, since
    another program may have put more words there, or may have finished it.
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

    def drop_draft(self, draft: str | Draft) -> None:
        """Erase a draft; nothing of it stays. Without one of that name, do nothing.

        Raises:
            UsageProblem: it is not as it was read any more.
            RecoverylogError: as for :meth:`writing`; the draft is still there.
        """
        if self.draft(draft if isinstance(draft, str) else draft.name) is None:
            return
        with self.writing(counted=False) as connection:
            _erase(connection, draft)

    def write_from_draft(
        self, entry: AnyEntry, draft: str | Draft, beside: Sequence[AnyEntry] = ()
    ) -> Stored:
        """Write a new entry and erase its draft, both or neither; return the entry.

        Args:
            entry: the entry.
            draft: its draft.
            beside: what else was written on the same form, in the same transaction.

        Raises:
            UsageProblem: the draft is not as it was read any more.
        """
        self._make_room()
        with self.writing() as connection:
            _erase(connection, draft)
            for other in beside:
                self.append(other)
            number = self.append(entry)
        return self.numbered(number)

    def rewrite_from_draft(
        self,
        stored: Stored,
        made: Mapping[str, Any] | Callable[[AnyEntry], AnyEntry],
        draft: str | Draft,
        *,
        deleted: bool | None = None,
    ) -> Stored:
        """Write the next version of an entry and erase the draft of the edit, both or neither.

        Args:
            stored: which entry; what another program made of it meanwhile counts.
            made: the fields that get other values, or what gives the next state from the
                present one.
            draft: the draft of the edit.
            deleted: whether the entry lies in the bin from now on; None for as it is.

        Raises:
            UsageProblem: the kind has no such field, or a value is out of bounds; or the draft is
                not as it was read any more.
            NotFound: the entry was erased meanwhile.
        """
        self._make_room()
        step = made if callable(made) else lambda present: changed(present, made)
        with self.writing() as connection:
            _erase(connection, draft)
            self.append_next(stored, step, "edit", deleted=deleted)
        return self.numbered(stored.number)

    def _make_room(self) -> None:
        """Bring the database to the version with drafts, if opening it could not.

        Raises:
            RecoverylogError: the disk still refuses.
        """
        with database.told(self.path):
            migrations.migrate(self.connection)


class OwnDraft:
    """A draft that is kept for as long as nobody else writes under its name.

    Where answers are asked for one after the other, the same form may be begun elsewhere
    meanwhile. A draft that holds other words than those kept here is left alone from then on.
    """

    def __init__(self, journal: Drafts, name: str) -> None:
        """Take the name, unless a draft of it was begun before."""
        self._journal = journal
        self._name = name
        self._kept: Draft | None = None
        self._ours = True

    def keep(self, fields: Mapping[str, Any]) -> None:
        """Keep what has been filled in, if the name is ours.

        Raises:
            RecoverylogError: as for :meth:`Drafts.save_draft`.
        """
        if self.is_ours():
            self._journal.save_draft(self._name, fields)
            self._kept = self._journal.draft(self._name)

    def kept(self) -> Draft | None:
        """Return the draft as it was kept; None where there is none of ours to be erased."""
        return self._kept if self.is_ours() else None

    def is_ours(self) -> bool:
        """Return whether nobody else has written under the name."""
        self._ours = self._ours and self._journal.draft(self._name) == self._kept
        return self._ours


def _erase(connection: Connection, draft: str | Draft) -> None:
    """Erase a draft inside a transaction.

    Raises:
        UsageProblem: it was given as it was read, and is not so any more.
    """
    if isinstance(draft, str):
        records.drop_draft(connection, draft)
        return
    if queries.drafts(connection, draft.name) != [draft]:
        raise UsageProblem(
            _("Another program went on with that draft, or finished it, meanwhile."),
            safe=_("Nothing was changed."),
            hint=_("recoverylog pending shows what is there now."),
        )
    records.drop_draft(connection, draft.name)
