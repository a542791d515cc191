"""The companion in a craving while the journal is locked: rate it, breathe, rate it again.

It needs no passphrase, and works before there is a journal and with a damaged one. What was rated
is sealed when one leaves, whichever way that is.
"""

from __future__ import annotations

from typing import ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widgets import Static

from recoverylog.errors import HANDED_BACK, RecoverylogError
from recoverylog.journal import draft
from recoverylog.journal.text import inert
from recoverylog.language import _
from recoverylog.session import presence
from recoverylog.tui import alongside, commands
from recoverylog.tui.in_turn import KEEPING
from recoverylog.tui.page import Page
from recoverylog.tui.screens import sealed
from recoverylog.tui.widgets.breathing import Breathing
from recoverylog.tui.widgets.scale import Scale

_SEALED = _(
    "The journal is locked. What you rate is sealed as you leave, and filed when it is opened;"
    " what has helped you and whom to reach stand here once it is."
)
_NO_JOURNAL = _(
    "There is no journal yet. What you rate is kept as you leave, beside its key, readable by"
    " your own account; making the journal takes it in."
)
_NOT_KEPT = _("It was not kept. The number still stands here; esc once more leaves without it.")


class Again(commands.Command):
    """Say how strong it is now; the first number stays."""

    KEYS = "space"
    WORD = _("rate again")


class Done(commands.Command):
    """Keep it and go back."""

    KEYS = "enter,d,ctrl+s"
    WORD = _("done")


class LeaveSealed(commands.Back):
    """Go back; what you rated is kept."""

    WORD = _("leave, kept")
    DOES = commands.Back.action()


class Rating(Scale):
    """The scale, with nothing beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "screen.done", _("Done"), show=False),
    ]


class LockedCraving(Page[None]):
    """The companion without what only an open journal knows."""

    TITLE_WORD = _("craving")
    COMMANDS_HERE = (
        Again,
        Done,
        commands.CrisisShownHere,
        LeaveSealed,
        commands.ShowHelp,
    )
    AUTO_FOCUS = "#strength"
    CSS_PATH = "../styles/craving_locked.tcss"

    asked = getters.query_one("#ask", Static)

    _scale: Rating | None = None
    _first: float | None = None
    _rates_again = False
    _kept = False
    _left_with = ""
    """The line with which one left."""
    _sealed = ""
    """The line that the desk has sealed, also where nobody waited for it to the end."""
    _refused = ""
    """The line that could not be kept, as the person was told."""

    def body(self) -> ComposeResult:
        """Lay out the question, the breath, and what becomes of the number."""
        there = presence.is_there(self.ours.desk.places)
        with Vertical(id="fields"):
            yield Static(alongside.QUESTION, classes="question", id="ask")
            with Center():
                self._scale = Rating(id="strength")
                yield self._scale
            yield Breathing(self.ours.stopwatch, braille=self.ours.settings.braille)
            yield Static(_SEALED if there else _NO_JOURNAL, classes="prose", id="why")
        yield Static(alongside.KIND_WORDS, id="kind-words", markup=False)

    @property
    def strength(self) -> Rating:
        """The scale; it is still at hand where the page is being taken away."""
        assert self._scale is not None  # noqa: S101 - laid out before any key
        return self._scale

    async def draw_anew(self) -> None:
        """Paint the page again where it stands: what was chosen on it is kept nowhere else."""
        self.repaint()

    def action_again(self) -> None:
        """Rate it again; the first number stays."""
        if self.strength.value is None or self._rates_again:
            return
        self._first, self._rates_again = self.strength.value, True
        self.asked.update(alongside.again(self._first))
        self.strength.value = None

    @property
    def line(self) -> str:
        """What is kept, as a line; empty before a number."""
        value = self.strength.value
        first, now = (self._first, value) if self._rates_again else (value, None)
        if first is None:
            return ""
        return f"{draft.opening('craving', first).rstrip()}{draft.by_keys({'after': now})}"

    # Leaving -----------------------------------------------------------------------------

    def action_done(self) -> None:
        """Keep it, and go back."""
        self.leave()

    def action_back(self) -> None:
        """Go back, with what was rated."""
        self.leave()

    @work(group=KEEPING, description="seal what was rated")
    async def leave(self) -> None:
        """Seal what was rated and go back; where that cannot be done, say so and stay."""
        line = self.line
        if self._kept:  # a second key while the first is at work would keep it twice
            return
        self._kept, self._left_with = True, line
        if not line or line == self._refused:
            self.finish(None)
            return
        try:
            said = await self.while_here(self.ours.desk.do(lambda: self._seal(line)))
        except (RecoverylogError, OSError, ValueError) as problem:
            told = problem.line() if isinstance(problem, RecoverylogError) else ""
            self._kept, self._refused = False, line
            self.notice.say(f"{told} {_NOT_KEPT}".strip(), care=True)
            return
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        self.finish(None)
        if isinstance(below, Page):
            below.notice.say(str(Content(inert(said.splitlines()[0]))))

    def _seal(self, line: str) -> str:
        said = sealed.keep(self.ours.desk.places, line)
        self._sealed = line
        return said

    async def on_unmount(self) -> None:
        """Seal what was rated where the program is left from here."""
        rated = "" if self._scale is None else self.line
        # What was pressed behind a sealing that takes long would make a second craving of it.
        line = self._left_with if self._kept else rated
        if line in {"", self._refused}:
            return

        def rest() -> None:
            # Behind a sealing that nobody waited for to the end.
            if self._sealed != line:
                self._seal(line)

        try:
            await self.ours.desk.do(rest)
        except (RecoverylogError, OSError, RuntimeError, ValueError):
            self.ours.farewell = f"{HANDED_BACK}\n{line}"
