"""The Journal: an unlocked vault as commands and screens see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recoverylog.errors import Damaged, NotFound, UsageProblem
from recoverylog.insights import streaks
from recoverylog.journal import entry as entries
from recoverylog.journal import quick_entry, waiting
from recoverylog.journal.selection import Held, Stored
from recoverylog.language import _
from recoverylog.session.replies import Replies
from recoverylog.vault import database, inbox, queries, records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverylog.insights.limits import Within
    from recoverylog.journal.focus import Focus
    from recoverylog.journal.supporter import Supporter
    from recoverylog.session.filing import Report
    from recoverylog.sharing.letter import Material
    from recoverylog.vault.store import Store


@dataclass(frozen=True, slots=True)
class Standing:
    """A focus with its figures as of today.

    Attributes:
        focus: which.
        figures: its days and runs.
        within: how it stands to its limit; None where its goal knows none.
    """

    focus: Focus
    figures: streaks.Figures
    within: Within | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits for a word from the person.

    Attributes:
        unsettled: uses to confirm, and cravings or uses of no known focus.
        held: quick entries whose origin is not certain.
    """

    unsettled: tuple[Stored, ...]
    held: tuple[Held, ...]


class Journal(Replies):
    """An unlocked journal. Use it as a context manager; leaving it locks it again."""

    # Focuses and figures -----------------------------------------------------------------

    def put_focus(self, wanted: Focus) -> None:
        """Add a focus, or change the one with its id.

        A first focus takes in the cravings and uses that were written before it. What was
        reached by the focuses as they stood is noted before, and stays; but for what only a
        start of recovery said that was typed a few days ago and is put right now.
        """
        self.note_milestones(wait=True)
        before = next((one for one in self.focuses(archived=True) if one.id == wanted.id), None)
        typed = None
        if before is not None and before.since != wanted.since:
            typed = self.start_put_right(wanted.id)
        self._store().put_focus(wanted, self.instant())
        self.has_written()
        if typed is not None:
            self.forget_noted(wanted.id, typed)
        if self.focuses() == (wanted,):
            for stored in self.pending(ask_focus=True).unsettled:
                if stored.entry.focus is None and stored.entry.focus_word is None:
                    self.change(stored, focus=wanted.id)

    def standings(self, chosen: Focus | None = None) -> list[Standing]:
        """Return each focus, or the chosen one, with its figures as of today."""
        today = self.today()
        shown = self.focuses() if chosen is None else (chosen,)
        return [
            Standing(one, streaks.figures(self.focus_days(one, today), today), self._within(one))
            for one in shown
        ]

    def _within(self, focus: Focus) -> Within | None:
        if focus.limit is None:
            return None
        from recoverylog.session import standings  # noqa: PLC0415 - most goals know no limit

        return standings.figures(self, focus)[0].within

    def material(
        self,
        days: int,
        focuses: Sequence[Focus] | None = None,
        supporter: Supporter | None = None,
    ) -> Material:
        """Return what a page of the last ``days`` days is made of, as session.material reads it."""
        from recoverylog.session import material  # noqa: PLC0415 - not needed to look back

        return material.read(self, days, focuses, supporter)

    # Waiting for a word ------------------------------------------------------------------

    def pending(self, *, ask_focus: bool | None = None) -> Pending:
        """Return what waits for the person: uses to confirm, unknown focuses, held entries."""
        with self.reading() as connection:
            if ask_focus is None:
                ask_focus = bool(queries.focuses(connection))
            return Pending(
                tuple(queries.unsettled(connection, ask_focus=ask_focus)),
                tuple(queries.held(connection)),
            )

    def waits(self, stored: Stored) -> bool:
        """Return whether an entry waits for a word, as :meth:`pending` tells it."""
        return bool(waiting.reasons(stored.entry, ask_focus=bool(self.focuses())))

    def confirm(self, stored: Stored, chosen: Focus | None = None) -> Stored:
        """Settle an entry: a use counts from now on, and its focus is known.

        Raises:
            UsageProblem: it waits for nothing; or it has no focus, several are possible, and
                none was chosen.
        """
        stored = self.numbered(stored.number)
        if chosen is None and not self.waits(stored):
            raise UsageProblem(
                _("Entry {number} waits for nothing; it stands as it is.", number=stored.number),
                hint=_("recoverylog pending shows what does."),
            )
        fields: dict[str, Any] = {}
        if isinstance(stored.entry, entries.Use):
            fields["confirmed"] = True
        if chosen is not None:
            fields |= {"focus": chosen.id, "focus_word": None}
        elif stored.entry.focus is None and self.focuses():
            only = self.focuses()
            if len(only) > 1:
                raise UsageProblem(
                    _("Entry {number} needs a focus.", number=stored.number),
                    safe=_("Nothing was changed."),
                    hint=_(
                        "recoverylog confirm {number} --on {label}",
                        number=stored.number,
                        label=only[0].label,
                    ),
                )
            fields |= {"focus": only[0].id, "focus_word": None}
        return self.replace(
            stored, lambda old: entries.changed(old, **fields), "confirm", deleted=False
        )

    def accept(self, held: Held) -> Stored | None:
        """Take a held entry into the journal; return it, or None where it cannot be read."""
        from recoverylog.session import reading  # noqa: PLC0415 - only where something is held

        entry = reading.accepted(held, self.focuses())
        if entry is None:
            return None
        with self.writing() as connection:
            if not records.release(connection, held.id):
                raise NotFound(_("That entry was settled meanwhile."))
            if records.known(connection, entry.id):
                # Another entry has that id; this one must not be written over it.
                entry = entries.changed(entry, id=quick_entry.new_id())
            if entry.id != held.id:
                records.bury(connection, held.id, self.now_ms())
            number = self.append(entry)
        return self.numbered(number)

    def refuse(self, held: Held) -> None:
        """Drop a held entry for good; it cannot come back."""
        with self.writing() as connection:
            records.release(connection, held.id)
            records.bury(connection, held.id, self.now_ms())

    # The inbox ---------------------------------------------------------------------------

    def file_waiting(self, *, first_keys: bool = False) -> Report | None:
        """File waiting quick entries; None where there are none, which costs next to nothing.

        Args:
            first_keys: accept what was sealed before there was a vault.
        """
        if not inbox.waiting(self.places):
            return None
        from recoverylog.session import filing  # noqa: PLC0415 - loads the cryptography

        with self.reading():
            self.filing = filing.file_waiting(self, first_keys=first_keys)
        filing.retire_first_keys(self)
        return self.filing

    def waiting(self) -> int:
        """Return how many sealed entries lie unfiled."""
        return len(inbox.waiting(self.places))

    # Everything --------------------------------------------------------------------------

    def _store(self) -> Store:
        from recoverylog.vault.store import Store  # noqa: PLC0415 - loads SQLModel

        self.still_present()
        return Store(self.path, self.keys.database, self.still_present)

    def everything(self) -> dict[str, list[dict[str, Any]]]:
        """Return every row of every table that holds no key, for the lossless export."""
        self.still_present()
        with self.reading() as connection:
            return queries.everything(connection)

    def check(self) -> None:
        """Read every page of the database.

        Raises:
            Damaged: one of them is not what was written.
        """
        with self.reading() as connection:
            damaged = database.check(connection)
        if damaged:
            raise Damaged(
                _(
                    "The journal's database {path} is damaged in {damaged} places.",
                    path=self.path,
                    damaged=len(damaged),
                ),
                safe=_("What can still be read: recoverylog export --json"),
                hint=_("Put the file back from a backup."),
            )
