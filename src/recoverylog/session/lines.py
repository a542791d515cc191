"""Lines in an unlocked vault: writing what a typed line says, and an entry as a line again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from recoverylog import clock
from recoverylog.errors import UsageProblem
from recoverylog.journal import draft as drafts
from recoverylog.journal import entry as entries
from recoverylog.journal import grammar, quick_entry, waiting
from recoverylog.journal.grammar import Line
from recoverylog.language import _
from recoverylog.session import checking_in
from recoverylog.session.drafts import Drafts
from recoverylog.session.entries import changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoverylog.journal.draft import Draft
    from recoverylog.journal.entry import AnyEntry
    from recoverylog.journal.focus import Focus
    from recoverylog.journal.selection import Stored


class Lines(Drafts):
    """An open journal that takes typed lines, and drafts as what they stand for."""

    def write_line(self, line: Line) -> Stored:
        """Write what a typed line says."""
        return self.write_fields(quick_entry.fields(line, clock.now(), self.rollover))

    def write_fields(self, held: dict[str, Any]) -> Stored:
        """Write what a typed line says, as journal.quick_entry gives its fields.

        Raises:
            UsageProblem: it is no entry; a line that the grammar gave always is one.
        """
        return self.write(self.entry_of(held))

    def entry_of(self, held: dict[str, Any]) -> AnyEntry:
        """Return the entry that a typed line stands for, as journal.quick_entry gives its fields.

        Raises:
            UsageProblem: it is no entry; a line that the grammar gave always is one.
        """
        from recoverylog.session import reading  # noqa: PLC0415 - not needed to look back

        entry = reading.entry_of(held, self.focuses(), unlocked=True)
        if entry is None:
            raise UsageProblem(_("That line could not be kept."))
        return entry

    def line_of(self, stored: Stored) -> Line:
        """Return the line that an entry would be typed as; its time is left out.

        Raises:
            UsageProblem: it is a check-in that holds more than a line can say.
        """
        entry = stored.entry
        if isinstance(entry, entries.CheckIn):
            return checking_in.line_of(entry)
        labels = {one.id: one.label for one in self.focuses(archived=True)}
        return Line(
            kind=entry.kind,
            value=entries.rating(entry),
            after=entry.after if isinstance(entry, entries.Craving) else None,
            amount=entry.amount if isinstance(entry, entries.Use) else None,
            text=entry.text,
            tags=entry.tags,
            helped=entry.helped,
            people=entry.people,
            focus=labels.get(entry.focus or "", entry.focus_word),
            ask=isinstance(entry, entries.Note) and entry.ask,
        )

    def rewrite(self, stored: Stored, line: Line) -> Stored:
        """Have an entry say what ``line`` says; its time and focus stay where none is named.

        Raises:
            UsageProblem: it is a check-in that holds more than a line can say.
        """
        return self.replace(stored, self.rewriting(stored, line), "edit")

    def rewriting(self, stored: Stored, line: Line) -> Callable[[AnyEntry], AnyEntry]:
        """Return what makes of an entry's present state the one that ``line`` says.

        Raises:
            UsageProblem: it is a check-in that holds more than a line can say.
        """
        from recoverylog.session import reading  # noqa: PLC0415 - not needed to look back

        self.line_of(stored)
        held = quick_entry.fields(line, clock.now(), self.rollover)
        read = reading.entry_of(held, self.focuses(archived=True), unlocked=True)
        if read is None:
            raise UsageProblem(_("That line could not be used."), safe=_("Nothing was changed."))
        return lambda old: _rewritten(old, read, line)

    # Drafts as what they stand for -------------------------------------------------------

    def keep_draft(self, draft: Draft, chosen: Focus | None = None) -> Stored:
        """Finish a draft: write the entry, or the change of one, that it stands for.

        A new entry speaks of the moment that its draft names, or else of the one at which it was
        kept last.

        An entry that was put into the bin meanwhile comes back with its change.

        Args:
            draft: as :meth:`draft` gave it; it is erased with the same change.
            chosen: the focus that it speaks of; None leaves it as the draft has it.

        Raises:
            UsageProblem: there is nothing in it, or it cannot be made an entry, or it is not as
                it was read any more; what is there stays.
            NotFound: the entry that it changes was erased meanwhile.
        """
        line, number = drafts.line_of(draft), drafts.number_of(draft)
        said = None if line is None else grammar.parse_line(line)
        if said is not None:
            empty = not quick_entry.says_something(said)
        else:
            # An edit may leave a text empty.
            empty = number is None and drafts.is_empty(draft)
        if empty:
            raise UsageProblem(_("There is nothing in that draft."), safe=_("It is still there."))
        if number is not None:
            stored = self.numbered(number)
            step = _filled(draft) if said is None else self.rewriting(stored, said)
            return self.rewrite_from_draft(
                stored, lambda old: _speaking_of(step(old), chosen), draft, deleted=False
            )
        entry, *beside = self._entries_begun(draft, said)
        return self.write_from_draft(_speaking_of(entry, chosen), draft, beside)

    def _entries_begun(self, draft: Draft, line: Line | None) -> tuple[AnyEntry, ...]:
        """Return the new entries that a draft stands for, of the moment that it names."""
        try:
            at = draft.fields.get("at")
            moment = datetime.fromisoformat(at) if isinstance(at, str) else draft.saved
            if line is not None:
                return (self._entry_of_line(draft, line, moment.astimezone()),)
            fields = {"source": "form"} | drafts.new_fields(draft)
            if fields["kind"] == checking_in.KIND:
                return checking_in.entries_of(self, fields, moment.astimezone())
            return (self.new_entry(**fields | {"at": moment.astimezone()}),)
        except (msgspec.ValidationError, ValueError, TypeError, OverflowError) as problem:
            raise UsageProblem(
                _("That draft is not an entry yet: {problem}.", problem=problem),
                safe=_("It is still there."),
                hint=_("Finish it where it was begun: recoverylog"),
            ) from problem

    def _entry_of_line(self, draft: Draft, line: Line, began: datetime) -> AnyEntry:
        """Return the entry of a line that was typed at ``began``; a form says its focus beside."""
        entry = self.entry_of(quick_entry.fields(line, began, self.rollover))
        now = clock.now()
        fields: dict[str, Any] = {"written": None if entry.at == now else now.astimezone(UTC)}
        if drafts.base_and_seat(draft.name)[0] != drafts.LINE:
            fields["source"] = "form"
        beside = draft.fields.get("focus")
        if beside is not None and "no_focus" in waiting.reasons(entry):
            fields["focus"] = beside
        return entries.changed(entry, **fields)


def _filled(draft: Draft) -> Callable[[AnyEntry], AnyEntry]:
    fields = drafts.changed_fields(draft)
    return lambda present: changed(present, fields)


def _speaking_of(entry: AnyEntry, chosen: Focus | None) -> AnyEntry:
    if chosen is None:
        return entry
    return entries.changed(entry, focus=chosen.id, focus_word=None)


def _rewritten(old: AnyEntry, read: AnyEntry, line: Line) -> AnyEntry:
    """Return what ``read`` says, with everything of ``old`` that the line does not speak of."""
    kept: dict[str, Any] = {
        "id": old.id,
        "source": old.source,
        "written": old.written,
    }
    if isinstance(old, entries.CheckIn) and isinstance(read, entries.CheckIn):
        kept["written_with"] = old.written_with
    if line.focus is None:
        kept |= {"focus": old.focus, "focus_word": old.focus_word}
    if line.at is None:
        kept["when_words"] = old.when_words
    if line.at is None or read.when_words is not None:
        # Where no time is named, or none that can be read, the entry stays where it is.
        kept |= {"at": old.at, "offset": old.offset, "day": old.day}
    elif old.written is None and read.at != old.at:
        kept["written"] = old.at
    if isinstance(old, entries.Use) and isinstance(read, entries.Use):
        kept["confirmed"] = old.confirmed
    return entries.changed(read, **kept)
