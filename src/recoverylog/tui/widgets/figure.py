"""The figure of a focus: the big number, what it counts, and the words beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from recoverylog.insights import wording
from recoverylog.journal.text import one_line
from recoverylog.tui.widgets.number import BigNumber

if TYPE_CHECKING:
    from recoverylog.session.journal import Standing


class Figure(Horizontal):
    """The one big number of the page, what it counts, and the words beside it."""

    class Turned(Message):
        """Somebody wants to see the next focus."""

    number = getters.query_one(BigNumber)
    lines = getters.query_one("#figure-lines", Static)

    _standing: Standing | None = None
    _several = False
    _known = False

    def compose(self) -> ComposeResult:
        """Lay out the number and the words."""
        yield BigNumber()
        yield Static(id="figure-lines", markup=False)

    def show(self, standing: Standing | None, *, several: bool) -> None:
        """Show a focus; without one, say what will stand here."""
        self._standing, self._several, self._known = standing, several, True
        total = standing.figures.free_days_total if standing else 0
        self.number.display = total > 0
        self.number.number = total
        self.call_after_refresh(self._write)

    def on_resize(self) -> None:
        """Set the focus's name to the new edge."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        if not self._known:
            return
        if self._standing is None:
            self.lines.update(_NO_FOCUS)
            return
        name = one_line(self._standing.focus.label, 24) + (" ›" if self._several else "")
        self.lines.update(_beside(self._standing, name, self.lines.content_size.width))

    def on_click(self) -> None:
        """Ask for the next focus."""
        self.post_message(self.Turned())


_NO_FOCUS = Content.assemble(
    ("Your days are counted here once you say what you are in recovery from.\n", "$soft"),
    ("f", "bold $lamp"),
    ("  name it, and since when; or leave it, and just write\n", "$soft"),
)


def _beside(standing: Standing, name: str, width: int) -> Content:
    """Return the three lines beside the number; the first has the focus's name at its end."""
    figures = standing.figures
    counted = wording.beside_number(figures)
    gap = max(width - len(counted) - cell_len(name), 2)
    first = Content.assemble((counted, "bold $ink"), " " * gap, (name, "$soft"))
    second = Content.styled(wording.since_short(figures), "$soft")
    third = Content("   ").join(
        Content.assemble((f"{label} " if label else "", "$soft"), (number, "$ink"), (rest, "$soft"))
        for label, number, rest in wording.run_pieces(figures)
    )
    return Content("\n").join([first, second, third])
