"""The door: one field for the passphrase, painted before anything that needs it is loaded."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key, ScreenResume
from textual.widgets import Input, Static
from textual.worker import WorkerError

from recoverylog.errors import RecoverylogError, WrongPassphrase
from recoverylog.language import _
from recoverylog.tui import commands
from recoverylog.tui.page import Page

if TYPE_CHECKING:
    from textual.app import App

    from recoverylog.session.opening import Opened

_FIRST_PAINT_SECONDS = 0.05
_WHY = _("Your passphrase opens the journal.")
_KIT = _("The twenty words of your recovery kit open it too.")
_STILL_THERE = _("It is still in the field: the next letter replaces it, an arrow key keeps it.")
_BY_KIT = _("Opened with the recovery kit. A new passphrase: recoverylog passphrase")


class LogLocked(commands.Command):
    """Write a line now; it is sealed, and filed when the journal is open."""

    KEYS = "f8"
    WORD = _("write a line, locked")
    ALWAYS = True


class Passphrase(Input):
    """The field for the passphrase, which never shows it.

    Where it would be the first letter ``!`` opens the crisis page; pressed once more there, it
    is typed here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("unlock"), key_display="enter")
    ]

    def __init__(self) -> None:
        """Wait for a passphrase."""
        # Not selected when it is left and come back to: the next letter would replace it all.
        super().__init__(password=True, compact=True, select_on_focus=False, id="passphrase")

    def action_copy(self) -> None:
        """Do nothing: other programs can read what is copied."""

    def action_cut(self) -> None:
        """Do nothing, for the same reason."""

    @property
    def begins(self) -> bool:
        """Whether the next letter is its first: it is empty, or all of it is selected."""
        return self.selected_text == self.value

    async def _on_key(self, event: Key) -> None:
        if event.character == "!" and self.begins:
            event.stop()
            event.prevent_default()
            self.app.call_later(self.app.run_action, "crisis")
            return
        await super()._on_key(event)


class Door(Page[None]):
    """Where a journal is unlocked."""

    # Where there is no room for all keys, the last is the one that goes.
    COMMANDS_HERE = (commands.CrisisShown, commands.CompanionShown, LogLocked)
    AUTO_FOCUS = "#passphrase"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-short"), (30, "-tall")]  # noqa: RUF012 - as in Page

    field = getters.query_one("#passphrase", Passphrase)
    why = getters.query_one("#why", Static)
    kit = getters.query_one("#kit", Static)

    _tries = 0

    _opened: Opened | None = None

    def body(self) -> ComposeResult:
        """Give one question, one field."""
        yield Static("", id="air")
        yield Static(_("Welcome back."), classes="question")
        yield Static(_WHY, classes="prose", id="why", markup=False)
        with Horizontal(id="row"):
            yield Static("› ", id="mark")
            yield Passphrase()
        yield Static(_KIT, classes="quiet", id="kit", markup=False)

    def on_mount(self) -> None:
        """Load what the journal needs once the door is painted, while the person types."""
        self.set_timer(_FIRST_PAINT_SECONDS, self.prepare)

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Go on in the field, with what was typed before help or the crisis page stood above."""
        locked = self.ours.why_locked
        self.why.update(
            Content(
                _("{locked} What you wrote is kept. {why}", locked=locked, why=_WHY)
                if locked
                else _WHY
            )
        )
        self.field.focus()
        if self._opened is not None:
            self.call_after_refresh(self._go_in)

    @work(description="load what unlocking needs")
    async def prepare(self) -> None:
        """Open with keys that the kernel holds, if any; load the rest meanwhile."""
        desk = self.ours.desk
        if not self.ours.locked_by_hand:
            try:
                opened = await self.while_here(desk.unlock_cached())
            except RecoverylogError as problem:
                self.notice.say(problem.line(), care=True)
                opened = None
            if opened is not None:
                self._opened = opened
                await self._go_in()
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
        self.notice.say(_("Opening …"))
        try:
            opened = await self.while_here(self.ours.desk.unlock(secret))
        except RecoverylogError as problem:
            self.field.disabled = False
            self._tell(problem)
            return
        self.field.disabled = False
        self._begin_afresh()
        self._opened = opened
        await self._go_in()

    async def _go_in(self) -> None:
        """Show today once nothing stands above the door: nobody is taken off another page."""
        if self._opened is None or not self.is_active:
            return
        opened, self._opened = self._opened, None
        if not self.ours.desk.is_open:
            return
        await self.ours.enter(opened)
        if opened.by_kit and not opened.older:
            await say_when_settled(self.app, _BY_KIT)

    def _begin_afresh(self) -> None:
        """Leave nothing of these tries for whoever comes back here after a lock."""
        self._tries = 0
        self.ours.why_locked = ""
        self.field.value = ""
        self.kit.update(_KIT)
        self.set_class(False, "-told")
        self.notice.say("")

    def _tell(self, problem: RecoverylogError) -> None:
        told = problem.line()
        if isinstance(problem, WrongPassphrase):
            self._tries += 1
            # The same words twice would look as if nothing had been tried.
            which = _("Try {tries}. ", tries=self._tries) if self._tries > 1 else ""
            told = f"{which}{problem.message} {problem.hint} {_STILL_THERE}"
        self.kit.update(Content(told))
        self.notice.say("")
        self.set_class(True, "-told")
        self.call_after_refresh(self._try_again)

    def _try_again(self) -> None:
        self.field.focus()
        self.field.select_all()

    def action_log_locked(self) -> None:
        """Write a line while the journal is locked."""
        from recoverylog.tui.screens.sealed import SealedLine

        self.app.push_screen(SealedLine())


async def say_when_settled(app: App[object], told: str) -> None:
    """Say it in the notice of the page that is shown now, once that has said its own first word."""
    page = app.screen
    if not isinstance(page, Page):
        return
    theirs = [one for one in app.workers if one.node is page]
    with contextlib.suppress(WorkerError):
        await app.workers.wait_for_complete(theirs)
    if not page.goes_away:
        page.notice.say(told)
