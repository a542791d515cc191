"""One line while the journal is locked: sealed at once, filed at the next unlock.

It needs no passphrase, and works before there is a journal and with a damaged one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from recoverylog.errors import HANDED_BACK, RecoverylogError
from recoverylog.journal import grammar, quick_entry
from recoverylog.journal.text import inert
from recoverylog.language import _
from recoverylog.session import presence
from recoverylog.tui import commands
from recoverylog.tui.begun import NOT_YET
from recoverylog.tui.in_turn import KEEPING
from recoverylog.tui.page import Page
from recoverylog.tui.widgets.line import LineInput, Understood

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from recoverylog.paths import Paths

_SEALED = _(
    "The line is sealed as you keep it. Nobody can read it before the journal is opened, and it"
    " is filed then."
)
_NOT_SEALED = _(
    "There is no journal yet: until there is, the line lies beside its key, readable by your own"
    " account. Making the journal takes it in."
)
_STILL_THERE = _("Your line is still in the field.")


def keep(places: Paths, typed: str) -> str:
    """Seal a typed line and return what to say of it; runs at the desk.

    Raises:
        RecoverylogError: nothing could be written; the line was not kept.
    """
    from recoverylog import quick

    line = grammar.parse_line(typed)
    return quick.keep(places, line, quick.fields_of(places, line), undo=False).rstrip("\n")


class LineWhileLocked(LineInput):
    """A line, its keys as few as a narrow screen has room for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", _("complete"), show=False),
        Binding("f1", "app.show_help", _("help"), key_display="f1"),
    ]


class SealedLine(Page[None]):
    """A line to write while the journal is locked."""

    TITLE_WORD = _("A line, locked")
    COMMANDS_HERE = (commands.CrisisShown,)
    AUTO_FOCUS = "LineInput"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-short"), (30, "-tall")]  # noqa: RUF012 - as in Page
    CSS_PATH = "../styles/sealed.tcss"
    ASKS_TWICE: ClassVar[str] = NOT_YET

    line = getters.query_one(LineInput)
    understood = getters.query_one(Understood)
    said = getters.query_one("#sealed-said", Static)

    _typed = ""
    _kept = ""
    """The line that the desk has kept, also where nobody waited for it to the end."""
    _leaving = ""
    """What was to be left unkept when esc was pressed."""
    _sealing = False

    def body(self) -> ComposeResult:
        """Give the line, what is understood of it, and what became of the last one."""
        # Before there is a journal nothing is sealed, and saying so would be untrue.
        there = presence.is_there(self.ours.desk.places)
        why = _SEALED if there else _NOT_SEALED
        yield Static("", id="sealed-air")
        yield Static(_("What is there?"), classes="question")
        yield Static(why, classes="prose group", id="sealed-why", markup=False)
        with Horizontal(id="sealed-row"):
            yield Static("› ", id="sealed-mark", markup=False)
            yield LineWhileLocked(placeholder=_("like  craving 4 bus ride @tired +music"))
        yield Understood(id="sealed-understood", markup=False)
        # Where there are few rows, why stands here until there is more to say.
        yield Static(why, id="sealed-said", classes="-why", markup=False)

    @on(Input.Changed)
    def _explain(self, event: Input.Changed) -> None:
        self._typed = event.value
        if not event.value.startswith(self._kept):
            self._kept = ""
        self.understood.explain(event.value)

    @on(Input.Submitted)
    def _seal(self, event: Input.Submitted) -> None:
        event.stop()
        line = grammar.parse_line(event.value)
        # A second enter while the first is at work would keep the line twice.
        if event.value.strip() and quick_entry.says_something(line) and not self._sealing:
            self._sealing = True
            self.seal(event.value)

    @work(group=KEEPING, description="seal the line")
    async def seal(self, typed: str) -> None:
        """Keep the line; the field is emptied only when it is kept."""
        self.notice.say(_("Keeping …"))
        try:
            said = await self.while_here(self.ours.desk.do(lambda: self._keep(typed)))
        except (RecoverylogError, OSError, ValueError) as problem:
            told = (
                problem.line() if isinstance(problem, RecoverylogError) else _("It was not kept.")
            )
            self.notice.say(f"{told} {_STILL_THERE}", care=True)
            return
        finally:
            self._sealing = False
        self.notice.say("")
        self.said.update(Content(inert(said)))
        self.said.remove_class("-why")
        # Whoever waits longer than keys do may have typed on.
        self._typed = self.line.value = self.line.value.removeprefix(typed)
        self._kept = ""

    async def draw_anew(self) -> None:
        """Show no line that was kept before the veil was drawn."""
        await super().draw_anew()
        if not self.said.has_class("-why"):
            self.hide_finished("#sealed-said")

    def _keep(self, typed: str) -> str:
        said = keep(self.ours.desk.places, typed)
        self._kept = typed
        return said

    @on(LineInput.Left)
    def _leave(self) -> None:
        typed = self.line.value
        if typed.strip() and typed != self._leaving:
            # Locked, nothing else could keep it.
            self._leaving = typed
            self.notice.say(self.ASKS_TWICE, plain=True)
            return
        self._typed = ""
        self.dismiss(None)

    async def on_unmount(self) -> None:
        """Seal what stands in the field where the program is left or ended from here."""
        typed, self._typed = self._typed, ""
        if not quick_entry.says_something(grammar.parse_line(typed)):
            return

        def rest() -> None:
            left = typed.removeprefix(self._kept)
            if quick_entry.says_something(grammar.parse_line(left)):
                self._keep(left)

        try:
            await self.ours.desk.do(rest)
        except (RecoverylogError, OSError, RuntimeError, ValueError):
            self.ours.farewell = f"{HANDED_BACK}\n{inert(typed)}"
