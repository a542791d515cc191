"""The entries of an unlocked vault: writing, changing, finding."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from recoverylog import clock
from recoverylog.errors import NotFound, UsageProblem
from recoverylog.journal import days, quick_entry
from recoverylog.journal import entry as entries
from recoverylog.journal.selection import Action, Selection, Stored, Version
from recoverylog.journal.text import one_line, storable
from recoverylog.language import _
from recoverylog.session.vault import OpenVault
from recoverylog.vault import atomic, queries, records

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recoverylog.journal.entry import AnyEntry


class Entries(OpenVault):
    """The entries of an open journal.

    Every method is one whole action: no transaction and no cursor outlives a call, so that any
    number of processes can have the same journal open.
    """

    def append(self, entry: AnyEntry) -> int:
        """Write a first version inside :meth:`writing`; return the entry's number."""
        return records.append(self.connection, entry, device=self.writer, now_ms=self.now_ms())

    def write(self, entry: AnyEntry, beside: Sequence[AnyEntry] = ()) -> Stored:
        """Write a new entry and return it as it stands; what belongs to it goes with it."""
        with self.writing():
            for other in beside:
                self.append(other)
            number = self.append(entry)
        return self.numbered(number)

    def write_all(self, written: Sequence[AnyEntry]) -> None:
        """Write many entries in one transaction."""
        with self.writing():
            for entry in written:
                self.append(entry)

    def change(self, stored: Stored, **fields: Any) -> Stored:  # noqa: ANN401 - any field
        """Write a version of an entry with other values in ``fields``.

        Raises:
            UsageProblem: the kind has no such field, or a value is out of bounds.
            NotFound: the entry was erased meanwhile.
        """
        return self.replace(stored, lambda present: changed(present, fields), "edit")

    def delete(self, stored: Stored) -> Stored:
        """Put an entry into the bin, where it stays for seven days.

        Raises:
            NotFound: the entry was erased meanwhile.
        """
        return self.replace(stored, lambda present: present, "delete", deleted=True)

    def replace(
        self,
        stored: Stored,
        made: Callable[[AnyEntry], AnyEntry],
        action: Action,
        *,
        deleted: bool | None = None,
    ) -> Stored:
        """Write the next version of an entry; return the entry as it stands.

        Args:
            stored: which entry; what another program made of it meanwhile counts.
            made: gives the next state from the present one.
            action: what is being done.
            deleted: whether it lies in the bin from now on; None for as it is.

        Raises:
            NotFound: the entry was erased meanwhile.
        """
        with self.writing():
            self.append_next(stored, made, action, deleted=deleted)
        return self.numbered(stored.number)

    def append_next(
        self,
        stored: Stored,
        made: Callable[[AnyEntry], AnyEntry],
        action: Action,
        *,
        deleted: bool | None = None,
    ) -> None:
        """Write the next version of an entry inside :meth:`writing`; see :meth:`replace`."""
        present = queries.numbered(self.connection, stored.number)
        if present is None:
            raise NotFound(_("Entry {number} was erased meanwhile.", number=stored.number))
        # Thrown away twice, by two programs, it is to be taken back once.
        if action == "delete" and present.deleted:
            return
        records.append(
            self.connection,
            made(present.entry),
            device=self.writer,
            now_ms=self.now_ms(),
            action=action,
            base=present.hlc,
            deleted=present.deleted if deleted is None else deleted,
        )

    def undo(self, stored: Stored | None = None) -> Stored:
        """Take back the newest change that stands, of one entry or of any.

        Raises:
            NotFound: there is nothing to take back.
        """
        with self.writing() as connection:
            number = records.undo(
                connection,
                stored.entry.id if stored else None,
                device=self.writer,
                now_ms=self.now_ms(),
            )
        return self.numbered(number)

    def purge(self, *, older_than_days: int = 0) -> int:
        """Erase what lies in the bin for so long; return how many entries went."""
        with self.writing() as connection:
            return records.purge(connection, now_ms=self.now_ms(), older_than_days=older_than_days)

    def tidy(self) -> None:
        """Erase what has lain in the bin for over a week, and files that were never finished."""
        for folder in (self.places.data, self.places.inbox, self.places.state, self.places.spool):
            atomic.sweep(folder)
        with self.reading() as connection:
            due = records.purge_is_due(connection, self.now_ms())
        if due:
            self.purge(older_than_days=records.BIN_DAYS)

    # Reading -----------------------------------------------------------------------------

    def numbered(self, number: int) -> Stored:
        """Return the entry of that number, from the bin too.

        Raises:
            NotFound: there is none.
        """
        with self.reading() as connection:
            found = queries.numbered(connection, number)
        if found is None:
            raise NotFound(
                _("There is no entry {number}.", number=number),
                hint=_("recoverylog list shows them."),
            )
        return found

    def find(self, reference: str) -> Stored:
        """Return the entry that a number, or the beginning of an id, stands for.

        Raises:
            NotFound: there is none, or more than one.
        """
        if reference.isascii() and reference.isdigit() and len(reference) < 15:
            return self.numbered(int(reference))
        beginning = storable(reference.lower())
        with self.reading() as connection:
            found = queries.identified(connection, beginning) if beginning else []
        if len(found) != 1:
            raise NotFound(
                _("No single entry is called “{reference}”.", reference=one_line(reference, 40)),
                hint=_("recoverylog list shows them."),
            )
        return found[0]

    def select(self, selection: Selection) -> list[Stored]:
        """Return the selected entries, oldest first."""
        with self.reading() as connection:
            return queries.selected(connection, selection)

    def search(self, text: str, limit: int = 50) -> list[Stored]:
        """Return entries that hold all words of ``text`` as beginnings, the newest first."""
        with self.reading() as connection:
            return queries.search(connection, text, limit)

    def versions(self, stored: Stored) -> list[Version]:
        """Return every state that an entry had, oldest first."""
        with self.reading() as connection:
            return queries.versions(connection, stored.entry.id)

    def count(self) -> int:
        """Return how many entries stand in the journal."""
        with self.reading() as connection:
            return queries.count(connection)

    def new_entry(self, **fields: Any) -> AnyEntry:  # noqa: ANN401 - any field of any kind
        """Return an entry with these fields, its id, instant and day filled in where absent."""
        now = clock.now()
        at: datetime = fields.pop("at", None) or now
        filled: dict[str, Any] = {
            "id": quick_entry.new_id(),
            "at": at.astimezone(UTC),
            "offset": clock.offset_minutes(at),
            "day": days.journal_day(at, self.rollover),
        }
        if at != now:
            filled["written"] = now.astimezone(UTC)
        return entries.build(filled | fields)


def changed(present: AnyEntry, fields: Mapping[str, Any]) -> AnyEntry:
    """Return an entry with other values in ``fields``.

    Raises:
        UsageProblem: the kind has no such field, or a value is out of bounds.
    """
    try:
        return entries.changed(present, **fields)
    except ValueError as problem:
        raise UsageProblem(f"{problem}.", safe=_("Nothing was changed.")) from problem
