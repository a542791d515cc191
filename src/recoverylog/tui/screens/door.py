"""The door: one field for the passphrase, painted before anything that needs it is loaded."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key, ScreenResume
from textual.widgets import Input, Static

from recoverylog.errors import RecoverylogError, WrongPassphrase
from recoverylog.tui import commands
from recoverylog.tui.page import Page

_FIRST_PAINT_SECONDS = 0.05


class LogLocked(commands.Command):
    """Write a line now; it is sealed, and filed when the journal is open."""

    KEYS = "f5"
    WORD = "write a line, locked"
    ALWAYS = True


class Passphrase(Input):
    """The field for the passphrase, which never shows it.

    While it is empty ``!`` opens the crisis page; pressed once more there, it is typed here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "unlock", key_display="enter")
    ]

    def __init__(self) -> None:
        """Wait for a passphrase."""
        # Not selected when it is left and come back to: the next letter would replace it all.
        super().__init__(password=True, compact=True, select_on_focus=False, id="passphrase")

    def action_copy(self) -> None:
        """Do nothing: other programs can read what is copied."""

    def action_cut(self) -> None:
        """Do nothing, for the same reason."""

    async def _on_key(self, event: Key) -> None:
        if event.character == "!" and not self.value:
            event.stop()
            event.prevent_default()
            self.app.call_later(self.app.run_action, "crisis")
            return
        await super()._on_key(event)


class Door(Page[None]):
    """Where a journal is unlocked."""

    COMMANDS_HERE = (LogLocked, commands.CrisisShown)
    AUTO_FOCUS = "#passphrase"

    field = getters.query_one("#passphrase", Passphrase)

    def body(self) -> ComposeResult:
        """Give one question, one field."""
        yield Static("", id="air")
        yield Static("Welcome back.", classes="question")
        yield Static("Your passphrase opens the journal.", classes="prose", id="why")
        with Horizontal(id="row"):
            yield Static("› ", id="mark")
            yield Passphrase()
        yield Static(
            "The twenty words of your recovery kit open it too.", classes="quiet", id="kit"
        )

    def on_mount(self) -> None:
        """Load what the journal needs once the door is painted, while the person types."""
        self.set_timer(_FIRST_PAINT_SECONDS, self.prepare)

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Go on in the field, with what was typed before help or the crisis page stood above."""
        self.field.focus()

    @work(description="load what unlocking needs")
    async def prepare(self) -> None:
        """Open with keys that the kernel holds, if any; load the rest meanwhile."""
        desk = self.ours.desk
        if not self.ours.locked_by_hand:
            try:
                opened = await desk.unlock_cached()
            except RecoverylogError as problem:
                self.notice.say(problem.line(), care=True)
                opened = None
            if opened is not None:
                await self.ours.enter(opened)
                return
        await desk.load()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try what was typed."""
        event.stop()
        if event.value:
            self.unlock(event.value)

    @work(exclusive=True, group="unlock", description="unlock")
    async def unlock(self, secret: str) -> None:
        """Open the journal; a wrong passphrase stays in the field, to be put right."""
        self.field.disabled = True
        self.notice.say("Opening …")
        try:
            opened = await self.ours.desk.unlock(secret)
        except RecoverylogError as problem:
            self._tell(problem)
            return
        finally:
            self.field.disabled = False
        self.field.value = ""
        self.notice.say("")
        await self.ours.enter(opened)

    def _tell(self, problem: RecoverylogError) -> None:
        told = problem.line()
        if isinstance(problem, WrongPassphrase):
            told = f"{told} It is still in the field: put it right, or ctrl+u and type it anew."
        self.query_one("#kit", Static).update(Content(told))
        self.notice.say("")
        self.set_class(True, "-told")
        self.call_after_refresh(self.field.focus)

    def action_log_locked(self) -> None:
        """Write a line while the journal is locked."""
        from recoverylog.tui.screens.sealed import SealedLine

        self.app.push_screen(SealedLine())
