"""Whom to reach, one at a time: the number large enough to read at arm's length, or as a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from recoverylog.charts import figure
from recoverylog.journal import terms, veil
from recoverylog.journal.supporter import number_in
from recoverylog.journal.text import one_line
from recoverylog.language import _
from recoverylog.tui import commands
from recoverylog.tui.page import Page

if TYPE_CHECKING:
    from recoverylog.journal.supporter import Supporter

_NOBODY = _(
    "Nobody can be reached from here yet. Share, then {supporters}, is where you name somebody"
    " with a number; the palette, ctrl p, finds it too."
)
_NO_NUMBER = _("There is no telephone number in how they are reached, so there is no code.")
_NO_ROOM = _("The code needs a larger window.")
_LEAST_SIGN = 4


class Another(commands.Command):
    """Show the next one whom you can reach."""

    KEYS = "space,right,down,j"
    WORD = _("next")


class Before(commands.Command):
    """Show the one before."""

    KEYS = "left,up,k"
    WORD = _("before")
    IN_FOOTER = False


class Code(commands.Command):
    """Show the number as a code that a phone's camera reads, or as a number again."""

    KEYS = "q"
    WORD = _("code")


class ReachPage(Page[None]):
    """One supporter, and how to reach them."""

    TITLE_WORD = _("someone to reach")
    COMMANDS_HERE = (
        Another,
        Before,
        Code,
        commands.CrisisShownHere,
        commands.Back,
        commands.ShowHelp,
    )
    CSS_PATH = "../styles/reaching.tcss"
    PATIENCE = 6

    place: var[int] = var(0)
    as_code: var[bool] = var(default=False)

    name_row = getters.query_one("#reach-name", Static)
    number = getters.query_one("#reach-number", Static)
    how = getters.query_one("#reach-how", Static)
    code = getters.query_one("#reach-code", Static)

    def __init__(self, people: tuple[Supporter, ...]) -> None:
        """Show these people, who can be reached."""
        super().__init__()
        self._people = people

    def body(self) -> ComposeResult:
        """Lay out the name, the number, and the code in its place."""
        with Vertical(id="reach"):
            yield Static("", id="reach-name", markup=False)
            yield Static("", id="reach-number", markup=False)
            yield Static("", id="reach-code", markup=False)
            yield Static("", id="reach-how", markup=False)

    def on_mount(self) -> None:
        """Show the first."""
        self._draw()

    async def draw_anew(self) -> None:
        """Draw the one who is shown, as the veil has it now; what was turned to stays."""
        self.repaint()
        self._draw()

    def on_resize(self) -> None:
        """Draw the number as large as there is room for."""
        self._draw()

    def watch_place(self) -> None:
        """Show another one."""
        self.as_code = False
        self._draw()

    def watch_as_code(self) -> None:
        """Show the code, or the number."""
        self._draw()

    @property
    def _shown(self) -> Supporter | None:
        return self._people[self.place % len(self._people)] if self._people else None

    def _draw(self) -> None:
        one = self._shown
        if one is None:
            self.name_row.update(
                Content(_NOBODY.format(supporters=terms.chosen().supporter.several))
            )
            return
        role = f"  {one_line(one.role, 40)}" if one.role else ""
        self.name_row.update(
            Content.assemble((one_line(one.name, 40), "bold $ink"), (role, "$soft"))
        )
        number = number_in(one.reach)
        rows = self._code(number) if self.as_code and number else ()
        self.number.display, self.code.display = not rows, bool(rows)
        self.code.update(Content("\n".join(rows)))
        self.number.update(_large(number, self.number.content_size.width))
        self.how.update(Content(one_line(one.reach)))

    def _code(self, number: str) -> tuple[str, ...]:
        from recoverylog.support import calling

        if veil.is_drawn():
            return ()
        rows = calling.code(number)
        if len(rows) > self.size.height - 6:
            self.notice.say(_NO_ROOM)
            return ()
        return rows

    # What can be done --------------------------------------------------------------------

    def action_another(self) -> None:
        """Show the next one."""
        self.place += 1

    def action_before(self) -> None:
        """Show the one before."""
        self.place -= 1

    def action_code(self) -> None:
        """Show the code, or the number again."""
        one = self._shown
        if one is not None and not number_in(one.reach):
            self.notice.say(_NO_NUMBER)
            return
        self.as_code = not self.as_code

    def action_back(self) -> None:
        """Go back."""
        self.finish(None)


def _large(number: str, width: int) -> Content:
    """Return a number three rows high; where there is no room for that, its digits apart."""
    if not number:
        return Content("")
    shown = one_line(number)
    rows = figure.spelled(shown)
    if veil.is_drawn() or cell_len(rows[0]) > max(width, _LEAST_SIGN):
        return Content.styled(shown if veil.is_drawn() else " ".join(shown), "bold $lamp")
    return Content.styled("\n".join(rows), "$lamp")
