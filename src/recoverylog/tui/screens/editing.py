"""Changing an entry: as the line it would be typed as, as a text, or as the fields of a check-in.

What it said before stays at hand below, and can be put back into the form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from recoverylog.insights.wording.dates import date_words
from recoverylog.journal import draft as drafts
from recoverylog.journal import grammar, quick_entry
from recoverylog.journal.entry import CheckIn, Note
from recoverylog.journal.selection import Stored, Version
from recoverylog.language import _
from recoverylog.tui import commands
from recoverylog.tui.begun import SINCE_THEN
from recoverylog.tui.in_turn import KEEPING
from recoverylog.tui.page import Page
from recoverylog.tui.screens.entry import earlier, version_content
from recoverylog.tui.widgets.choices import Choices
from recoverylog.tui.widgets.edit_fields import (
    CheckInFields,
    EditFields,
    LineFields,
    TextFields,
    line_fields,
)
from recoverylog.tui.widgets.entries import headline
from recoverylog.tui.widgets.line import Known, LineInput
from recoverylog.tui.widgets.row_list import RowList
from recoverylog.tui.widgets.scale import Scale

if TYPE_CHECKING:
    from recoverylog.journal.draft import Draft
    from recoverylog.journal.entry import AnyEntry
    from recoverylog.session.journal import Journal

_STILL = _("Your words are still here.")


class Keep(commands.Command):
    """Keep the change; what the entry said before stays with it."""

    KEYS = "ctrl+s"
    WORD = _("keep")
    IN_FOOTER = False


class LeaveBegun(commands.Back):
    """Go back; what you changed waits for you, and the entry stays as it is."""

    ALWAYS = True


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the form begins with.

    Attributes:
        stored: the entry as it stands.
        draft: a change that was begun and not finished, or None.
        before: what it said before, the last first.
        lines: each of its states as one line, by time stamp; None where no line can hold it.
        known: the words that the line may be completed with.
    """

    stored: Stored
    draft: Draft | None
    before: tuple[Version, ...]
    lines: dict[int, str | None]
    known: Known


def begin(journal: Journal, number: int) -> Beginning:
    """Return what the form of the entry of that number begins with; runs at the desk.

    Raises:
        NotFound: the entry was erased meanwhile.
    """
    stored = journal.numbered(number)
    before = earlier(journal.versions(stored))
    lines = {version.hlc: as_line(journal, stored, version.entry) for version in before}
    lines[stored.hlc] = as_line(journal, stored, stored.entry)
    words = journal.words()
    labels = tuple(focus.label for focus in journal.focuses())
    return Beginning(
        stored,
        journal.draft(drafts.edit_name(number)),
        before,
        lines,
        Known(words.tags, words.helped, words.people, labels),
    )


def as_line(journal: Journal, stored: Stored, state: AnyEntry) -> str | None:
    """Return the line that one state of an entry would be typed as; None where none can hold it.

    Args:
        journal: the open journal.
        stored: the entry as it stands; the line names a time only where ``state`` has another.
        state: what it says, or said before.
    """
    if isinstance(state, CheckIn):
        return None
    line = journal.line_of(msgspec.structs.replace(stored, entry=state))
    if state.at != stored.entry.at:
        line = line._replace(at=f"{state.at.astimezone():%Y-%m-%d %H:%M}")
    typed = grammar.format_line(line)
    read = grammar.parse_line(typed)._replace(reason=None, remarks=())
    return typed if read == line else None


class VersionList(RowList):
    """What the entry said before; enter puts it into the form."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", _("put it back"), key_display="enter"),
    ]

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(markup=False, id="versions")

    def show_anew(self, versions: tuple[Version, ...]) -> None:
        """Draw the same versions as the veil has them now."""
        for place, version in enumerate(versions):
            self.replace_option_prompt_at_index(place, version_content(version))

    def show(self, versions: tuple[Version, ...]) -> None:
        """Show earlier versions, the last first."""
        self.clear_options()
        self.add_options([Option(version_content(version)) for version in versions])
        self.highlighted = 0 if versions else None


class EditForm(Page["Stored | None"]):
    """The page on which an entry is changed."""

    TITLE_WORD = _("change an entry")
    COMMANDS_HERE = (Keep, LeaveBegun, commands.CrisisShown)
    CSS_PATH = "../styles/entry.tcss"

    of = getters.query_one("#of", Static)
    place = getters.query_one("#fields", Vertical)
    heading = getters.query_one("#earlier-heading", Static)
    versions = getters.query_one(VersionList)

    def __init__(self, stored: Stored) -> None:
        """Change ``stored``; what the journal says of it follows at once."""
        super().__init__()
        self._stored = stored
        self._draft_name = drafts.edit_name(stored.number)
        self._beginning: Beginning | None = None
        self._fields: EditFields | None = None
        self._leaving = False
        self._kept: Stored | None = None
        self._replacing: tuple[int, object] | None = None
        """For which version, by its place, was asked about what was changed, and what that was."""

    def body(self) -> ComposeResult:
        """Give the fields, and what the entry said before."""
        with VerticalScroll(id="edit", can_focus=False):
            yield Static("", id="of", markup=False)
            yield Vertical(id="fields")
            yield Static("", id="earlier-heading", classes="heading")
            yield VersionList()

    def on_mount(self) -> None:
        """Look what there is to change."""
        self.versions.display = self.heading.display = False
        self.arrive()

    async def draw_anew(self) -> None:
        """Paint the page again where it stands: it goes on with what was changed in it."""
        self.repaint()
        if self._beginning is not None:
            self._name_entry()
            self.versions.show_anew(self._beginning.before)

    def _name_entry(self) -> None:
        entry = self._stored.entry
        self.of.update(headline(entry) + f"   {date_words(entry.wall)}  {entry.wall:%H:%M}")

    @work(description="look what there is to change")
    async def arrive(self) -> None:
        """Show the fields, with a change that was begun if there is one."""
        number = self._stored.number
        found = await self.ask(lambda journal: begin(journal, number))
        if found is None:
            return
        self._beginning, self._stored = found, found.stored
        entry = found.stored.entry
        self._name_entry()
        self.versions.show(found.before)
        self.versions.display = self.heading.display = bool(found.before)
        self.heading.update(_("Earlier versions"))
        if found.draft is None:
            await self._fill(self._fields_of(entry, found.stored.hlc))
        else:
            await self._fill(self._fields_of_draft(found, found.draft))
            saved = found.draft.saved.astimezone()
            self.notice.say(
                _("Here is what you had begun to change at {saved:%H:%M}.", saved=saved)
            )

    # The fields --------------------------------------------------------------------------

    async def _fill(self, fields: EditFields) -> None:
        await self.place.remove_children()
        self._fields = fields
        await self.place.mount(fields)
        fields.begin()

    def _fields_of(self, state: AnyEntry, hlc: int) -> EditFields:
        """Return the fields that hold one state of the entry."""
        assert self._beginning is not None  # noqa: S101 - only called once it is there
        line = self._beginning.lines.get(hlc)
        if isinstance(state, CheckIn):
            return CheckInFields(msgspec.structs.asdict(state))
        if line is not None and not _is_plain_text(state):
            return line_fields(line, self._beginning.known)
        basis = None if hlc == self._stored.hlc else state
        return TextFields(state.text, basis, alone=_is_plain_text(state))

    def _fields_of_draft(self, found: Beginning, draft: Draft) -> EditFields:
        """Return the fields that hold a change that was begun."""
        line = drafts.line_of(draft)
        if line is not None:
            return line_fields(line, found.known)
        if isinstance(found.stored.entry, CheckIn):
            return CheckInFields(msgspec.structs.asdict(found.stored.entry) | draft.fields)
        text = str(draft.fields.get("text", ""))
        return TextFields(text, alone=_is_plain_text(found.stored.entry))

    def _changed(self) -> dict[str, Any] | None:
        """Return what differs from the entry as it stands, for the draft; None for nothing."""
        if self._fields is None or self._beginning is None:
            return None
        present = self._fields_of(self._stored.entry, self._stored.hlc)
        values = self._fields.values()
        return None if values == present.original() else values

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Scale.Changed)
    @on(Choices.Changed)
    def _keep_draft(self) -> None:
        if self._fields is None or self._leaving:
            return
        self._fields.show_change()
        values = self._changed()
        if isinstance(self._fields, LineFields) and not _says_something(self._fields):
            values = None  # an emptied line is nothing to go on with
        number = {drafts.NUMBER: self._stored.number}
        self.ours.desk.draft(self._draft_name, None if values is None else values | number)

    @on(VersionList.OptionSelected)
    async def _put_back(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._beginning is None:
            return
        asked = (event.option_index, self._changed())
        if asked[1] is not None and self._replacing != asked:
            self._replacing = asked
            self.notice.say(_("enter once more puts it in the place of what you were changing."))
            return
        self._replacing = None
        version = self._beginning.before[event.option_index]
        await self._fill(self._fields_of(version.entry, version.hlc))
        at = datetime.fromtimestamp(version.unix_ms / 1000).astimezone()
        key = "enter" if type(self._fields) is LineFields else "ctrl s"
        self.notice.say(_("This is what it said at {at:%H:%M}; {key} keeps it.", at=at, key=key))

    # Leaving -----------------------------------------------------------------------------

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.keep()

    def action_keep(self) -> None:
        """Keep the change."""
        self.keep()

    @on(LineInput.Left)
    def _left(self) -> None:
        self.action_back()

    def action_back(self) -> None:
        """Go back; what was changed is kept as a draft already."""
        self._leaving = True
        self.dismiss(self._kept)

    @work(exclusive=True, group=KEEPING, description="keep the change")
    async def keep(self) -> None:
        """Write the change, and go back; where it cannot be written, stay."""
        fields, values = self._fields, self._changed()
        # While a change is being written a second enter would write it once more.
        if fields is None or self._leaving:
            return
        if values is None:
            self.ours.desk.draft(self._draft_name, None)
            self.action_back()
            return
        if isinstance(fields, LineFields) and not _says_something(fields):
            self.notice.say(
                _("There is nothing in it. esc goes back; d there puts it into the bin.")
            )
            return
        self._leaving = True
        stored, name, change = self._stored, self._draft_name, fields.change()

        def write(journal: Journal) -> Stored:
            written = journal.rewrite_from_draft(stored, change(journal, stored), name)
            self.ours.desk.written(name)
            return written

        kept = await self.ask(write, lost=_STILL)
        if kept is None:
            self._leaving = False
            self._keep_draft()
        elif self._changed() == values:
            self.finish(kept)
        else:  # keys wait for a busy disk for a second only
            self._stored = self._kept = kept
            self._leaving = False
            self._keep_draft()
            self.notice.say(SINCE_THEN)


def _is_plain_text(state: AnyEntry) -> bool:
    """Return whether a state is a note of several lines and nothing else."""
    alone = not (state.tags or state.helped or state.people)
    return isinstance(state, Note) and not state.ask and alone and "\n" in state.text


def _says_something(fields: LineFields) -> bool:
    typed = str(fields.values()[drafts.LINE])
    return bool(typed.strip()) and quick_entry.says_something(grammar.parse_line(typed))
