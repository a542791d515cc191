"""What an unlocked vault has handed over: the ledger, its files, its pages."""

from __future__ import annotations

import contextlib
from datetime import UTC, date
from typing import TYPE_CHECKING, NamedTuple

from recoverylog import clock
from recoverylog.errors import NotFound, RecoverylogError, UsageProblem
from recoverylog.journal import quick_entry
from recoverylog.journal.shared import Form, Shared
from recoverylog.language import _
from recoverylog.session.plans import Planning
from recoverylog.vault import ledger

if TYPE_CHECKING:
    from recoverylog.journal.selection import Stored
    from recoverylog.journal.supporter import Supporter

LEAST_BEGINNING = 4
"""With how many of its digits an id can be named at least."""


class Leaving(NamedTuple):
    """What is about to be handed over.

    Attributes:
        form: what it is.
        content: every byte of it.
        sections: the names of the sections that are in it.
        first: the first day that it tells of.
        last: the last one.
        supporter: for whom it is; None where that was not said.
        page: of a sealed page its 16-byte id; else None.
        reply_key: of a sealed page the 32-byte key of its answers; else None.
    """

    form: Form
    content: bytes
    sections: tuple[str, ...]
    first: date
    last: date
    supporter: Supporter | None = None
    page: bytes | None = None
    reply_key: bytes | None = None

    def __repr__(self) -> str:
        """Name it without its content and keys: it may stand in a crash."""
        return f"Leaving({self.form}, {len(self.content)} bytes)"


class Ledger(Planning):
    """An open journal that remembers what was shared, with whom and when."""

    def record_share(self, leaving: Leaving, where: str | None = None) -> Shared:
        """Write a file to hand over, and its row in the ledger: both or neither.

        Args:
            leaving: what it is.
            where: a new file, or a folder in which it gets a neutral name; None where it is
                handed over without a file.

        Raises:
            AlreadyThere: the file is there.
            UsageProblem: it would lie in the folders of the journal, or is a page without id and
                key, or has them and is none.
            RecoverylogError: the disk refused; nothing was shared.
        """
        from recoverylog.sharing import file  # noqa: PLC0415 - not needed to look back

        if (leaving.form == "page") != (None not in {leaving.page, leaving.reply_key}):
            raise UsageProblem(_("A sealed page, and nothing else, has an id and a key."))
        self._make_room()
        path, name = "", leaving.page.hex() if leaving.page else quick_entry.new_id()
        try:
            with self.writing() as connection:
                ledger.erase_old_keys(connection, clock.now())
                if where is not None:
                    path = file.write(where, leaving.content, leaving.form, apart_from=self.places)
                row = Shared(
                    id=name,
                    at=clock.now().astimezone(UTC).replace(microsecond=0),
                    supporter=leaving.supporter,
                    form=leaving.form,
                    sections=leaving.sections,
                    first=leaving.first,
                    last=leaving.last,
                    digest=file.digest(leaving.content),
                    path=path,
                )
                ledger.record(connection, row, leaving.reply_key)
        except BaseException:
            # A signal can come once the row is written: then the file belongs to it.
            if path and not self._is_recorded(name):
                file.forget(path)
            raise
        return row

    def _is_recorded(self, shared: str) -> bool:
        with contextlib.suppress(RecoverylogError), self.reading() as connection:
            return bool(ledger.shared(connection, shared))
        return False

    def asks(self) -> list[Stored]:
        """Return the queue of what is to be brought to somebody, the oldest first.

        What has been talked about leaves it with ``change(stored, ask=False)``, and stays a note.
        """
        with self.reading() as connection:
            return ledger.asks(connection)

    def shared(self) -> list[Shared]:
        """Return everything that was shared, the latest first."""
        with self.reading() as connection:
            return ledger.shared(connection)

    def share_of(self, beginning: str) -> Shared:
        """Return the row of the ledger whose id begins so; four digits at least are needed.

        Raises:
            NotFound: none, or more than one.
        """
        wanted = beginning.strip().lower()
        found: list[Shared] = []
        if len(wanted) >= LEAST_BEGINNING:
            with self.reading() as connection:
                found = ledger.shared(connection, wanted)
        if len(found) != 1:
            raise NotFound(
                _("More than one thing that was shared begins so.")
                if found
                else _("Nothing that was shared has that id."),
                hint=_("recoverylog shared list shows them."),
            )
        return found[0]

    def close_page(self, shared: str) -> Shared:
        """Take no more answers to a page, for good: its key is erased. Closed twice is closed.

        What has come back already stays.

        Args:
            shared: the id of the page.

        Raises:
            NotFound: there is none with that id.
            UsageProblem: it is no page.
        """
        self._make_room()
        with self.writing() as connection:
            row = self._row(shared)
            if row.form != "page":
                raise UsageProblem(
                    _("Only a sealed page takes answers."), safe=_("There is nothing to close.")
                )
            ledger.close(connection, shared, clock.now())
        return self._row(shared)

    def delete_shared_file(self, shared: str) -> bool:
        """Remove the file of something that was shared; return whether it was still there.

        It stays in the ledger, and copies that were sent stay where they are.

        Args:
            shared: the id of the row.

        Raises:
            NotFound: there is none with that id.
            UsageProblem: it had no file, or what is there now is another one.
            RecoverylogError: the disk refused.
        """
        from recoverylog.sharing import file  # noqa: PLC0415 - not needed to look back

        row = self._row(shared)
        if not row.path:
            raise UsageProblem(_("There was no file: it was handed over without one."))
        was_there = file.remove(row.path, row.digest)
        if row.removed is None:
            self._make_room()
            with self.writing() as connection:
                ledger.note_removed(connection, shared, clock.now())
        return was_there

    def _row(self, shared: str) -> Shared:
        """Return the row with this id.

        Raises:
            NotFound: there is none.
        """
        with self.reading() as connection:
            found = ledger.shared(connection, shared)
        if len(found) != 1 or found[0].id != shared:
            raise NotFound(_("Nothing that was shared has that id."))
        return found[0]
