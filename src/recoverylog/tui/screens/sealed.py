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

from recoverylog.errors import RecoverylogError
from recoverylog.journal import grammar, quick_entry
from recoverylog.journal.text import clean
from recoverylog.session import presence
from recoverylog.tui import commands
from recoverylog.tui.page import Page
from recoverylog.tui.widgets.line import LineInput, Understood

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from recoverylog.paths import Paths

_UNDO_ROW = "  Take it back"
_SEALED = (
    "The line is sealed as you keep it. Nobody can read it before the journal is opened, and it"
    " is filed then."
)
_NOT_SEALED = (
    "There is no journal yet: until there is, the line lies beside its key, readable by your own"
    " account. Making the journal takes it in."
)
_HANDED_BACK = "Your line is still in the field."


def keep(places: Paths, typed: str) -> str:
    """Seal a typed line and return what to say of it; runs at the desk.

    Raises:
        RecoverylogError: nothing could be written; the line was not kept.
    """
    from recoverylog import quick

    line = grammar.parse_line(typed)
    said = quick.keep(places, line, quick.fields_of(places, line))
    return "\n".join(row for row in said.splitlines() if not row.startswith(_UNDO_ROW))


class LineWhileLocked(LineInput):
    """A line, its keys as few as a narrow screen has room for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "complete", show=False),
        Binding("f1", "app.show_help", "help", key_display="f1"),
    ]


class SealedLine(Page[None]):
    """A line to write while the journal is locked."""

    TITLE_WORD = "A line, locked"
    COMMANDS_HERE = (commands.CrisisShown,)
    AUTO_FOCUS = "LineInput"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-short"), (30, "-tall")]  # noqa: RUF012 - as in Page
    CSS_PATH = "../styles/sealed.tcss"
    ASKS_TWICE: ClassVar[str] = "Not kept yet: enter keeps it, esc once more leaves it."

    line = getters.query_one(LineInput)
    understood = getters.query_one(Understood)
    said = getters.query_one("#sealed-said", Static)

    _leaving = ""
    _sealing = False

    def body(self) -> ComposeResult:
        """Give the line, what is understood of it, and what became of the last one."""
        # Before there is a journal nothing is sealed, and saying so would be untrue.
        there = presence.is_there(self.ours.desk.places)
        why = _SEALED if there else _NOT_SEALED
        yield Static("", id="sealed-air")
        yield Static("What is there?", classes="question")
        yield Static(why, classes="prose group", id="sealed-why", markup=False)
        with Horizontal(id="sealed-row"):
            yield Static("› ", id="sealed-mark", markup=False)
            yield LineWhileLocked(placeholder="like  craving 4 bus ride @tired +music")
        yield Understood(id="sealed-understood", markup=False)
        # Where there are few rows, why stands here until there is more to say.
        yield Static(why, id="sealed-said", classes="-why", markup=False)

    @on(Input.Changed)
    def _explain(self, event: Input.Changed) -> None:
        self.understood.explain(event.value)

    @on(Input.Submitted)
    def _seal(self, event: Input.Submitted) -> None:
        event.stop()
        line = grammar.parse_line(event.value)
        # A second enter while the first is at work would keep the line twice.
        if event.value.strip() and quick_entry.says_something(line) and not self._sealing:
            self._sealing = True
            self.seal(event.value)

    @work(group="seal", description="seal the line")
    async def seal(self, typed: str) -> None:
        """Keep the line; the field is emptied only when it is kept."""
        places = self.ours.desk.places
        self.notice.say("Keeping …")
        try:
            said = await self.ours.desk.do(lambda: keep(places, typed))
        except (RecoverylogError, OSError, ValueError) as problem:
            told = problem.line() if isinstance(problem, RecoverylogError) else "It was not kept."
            self.notice.say(f"{told} {_HANDED_BACK}", care=True)
            return
        finally:
            self._sealing = False
        self.notice.say("")
        self.said.update(Content(clean(said)))
        self.said.remove_class("-why")
        if self.line.value == typed:
            self.line.value = ""

    @on(LineInput.Left)
    def _leave(self) -> None:
        typed = self.line.value
        if typed.strip() and typed != self._leaving:
            # Locked, nothing else could keep it.
            self._leaving = typed
            self.notice.say(self.ASKS_TWICE)
            return
        self.dismiss(None)
