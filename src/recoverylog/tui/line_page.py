"""A page with the line one writes in: draft, understanding, and keeping it exactly once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Static

from recoverylog import clock
from recoverylog.journal import grammar, quick_entry
from recoverylog.journal.draft import line_of
from recoverylog.language import _
from recoverylog.tui import commands
from recoverylog.tui.glimpse import LINE_DRAFT
from recoverylog.tui.logging_page import LoggingPage
from recoverylog.tui.widgets.line import LineInput, Understood

if TYPE_CHECKING:
    from recoverylog.journal.selection import Stored
    from recoverylog.session.journal import Journal

_EXAMPLE = _("one line, like  craving 4 bus ride @tired +music")


class WriteLine(commands.Command):
    """Write one line; the row below it says how it is read."""

    KEYS = "space"
    WORD = _("write")
    IN_FOOTER = False

    @classmethod
    def binding(cls) -> Binding:
        """Return the binding, looked at before the next key is: who types on is in the line."""
        return replace(super().binding(), priority=True)


class LinePage(LoggingPage):
    """A page from which one line can be written at any time."""

    line = getters.query_one("#line", LineInput)
    understood = getters.query_one(Understood)

    def __init__(self) -> None:
        """Begin with no line under way."""
        super().__init__()
        self._under_way: list[str] = []

    def line_rows(self) -> ComposeResult:
        """Give the line, and the row that says how it is read."""
        with Horizontal(id="writing"):
            yield Static("› ", id="mark")
            yield LineInput(placeholder=_EXAMPLE, id="line")
            yield Static(_("space"), id="space-key")
        yield Understood(id="understood", markup=False)

    def restore_line(self, typed: str) -> str:
        """Put back what a line held when the terminal was closed; return what to say of it."""
        if not self.ours.desk.is_first:
            # The line that was found is being written at the other screen.
            self.restore_own_line()
            return ""
        return self._put_back(typed)

    @work(description="put back the line of this screen")
    async def restore_own_line(self) -> None:
        """Put back what was begun at this one of several screens."""
        own = self.ours.desk.own_name
        draft = await self.ask(lambda journal: journal.draft(own(LINE_DRAFT)))
        told = self._put_back(line_of(draft) or "") if draft else ""
        if told:
            self.notice.say(told)

    def _put_back(self, typed: str) -> str:
        if not typed or self.line.value:
            return ""
        self.line.value = typed
        self.line.cursor_position = len(typed)
        return _("Here is the line that you were writing; space goes on with it.")

    def action_write_line(self) -> None:
        """Go to the line."""
        # At once: Widget.focus waits for its turn, and the next letter would come before it.
        self.set_focus(self.line)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the key of the line to a field that is being typed in."""
        if action == WriteLine.action():
            return not isinstance(self.focused, Input)
        return super().check_action(action, parameters)

    @on(Input.Changed, "#line")
    def _keep_draft(self, event: Input.Changed) -> None:
        self.understood.explain(event.value)
        self.ours.desk.draft(LINE_DRAFT, {"line": event.value} if event.value.strip() else None)

    @on(LineInput.Left)
    def _leave_line(self) -> None:
        self.set_focus(None)

    @on(Input.Submitted, "#line")
    def _keep_line(self, event: Input.Submitted) -> None:
        event.stop()
        # Enter pressed twice keeps a line once; what was typed meanwhile is the next line.
        there = event.value if self.line.value.startswith(event.value) else ""
        typed = there.removeprefix("".join(self._under_way))
        line = grammar.parse_line(typed)
        if typed.strip() and quick_entry.says_something(line):
            self._under_way.append(typed)
            self.keep_line(line, typed)

    @work(description="keep the line")
    async def keep_line(self, line: grammar.Line, typed: str) -> None:
        """Write the line; the field is emptied only when it is kept."""

        def written(journal: Journal) -> Stored:
            held = quick_entry.fields(line, clock.now(), journal.rollover)
            desk = self.ours.desk
            stored = journal.write_from_draft(journal.entry_of(held), desk.own_name(LINE_DRAFT))
            desk.written(LINE_DRAFT)
            return stored

        try:
            stored = await self.ask(written, lost=_("Your line is still here."))
        finally:
            self._under_way.remove(typed)
        if stored is None:
            return
        self.line.value = self.line.value.replace(typed, "", 1)
        self.written(stored)
