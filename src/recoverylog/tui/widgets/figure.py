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

from recoverylog.insights.wording import figures as wording
from recoverylog.insights.wording.large import USUAL, beside, large
from recoverylog.insights.wording.limits import limit_line
from recoverylog.journal import terms
from recoverylog.journal.text import one_line
from recoverylog.language import _
from recoverylog.tui.widgets.number import BigNumber

if TYPE_CHECKING:
    from recoverylog.journal.preference import Preferences
    from recoverylog.session.journal import Standing


class _Words(Static):
    """The three lines beside the number, set to the width that they have."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id, markup=False)
        self._standing: Standing | None = None
        self._label = ""
        self._known = False
        self._preferences = USUAL

    def show(self, standing: Standing | None, preferences: Preferences, *, several: bool) -> None:
        """Speak of a focus; without one, say what will stand here."""
        self._standing, self._known, self._preferences = standing, True, preferences
        if standing is not None:
            self._label = one_line(standing.focus.label, 24) + (" ›" if several else "")
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return the lines, for the width at this very moment."""
        if not self._known:
            return Content("")
        if self._standing is None:
            return _no_focus()
        return _beside(self._standing, self._preferences, self._label, self.content_size.width)


class Figure(Horizontal):
    """The one big number of the page, what it counts, and the words beside it."""

    class Turned(Message):
        """Somebody wants to see the next focus."""

    number = getters.query_one(BigNumber)
    words = getters.query_one(_Words)

    def compose(self) -> ComposeResult:
        """Lay out the number and the words."""
        yield BigNumber()
        yield _Words(id="figure-words")

    def show(
        self, standing: Standing | None, preferences: Preferences = USUAL, *, several: bool
    ) -> None:
        """Show a focus by the figure that the person chose; without one, what will stand here."""
        number = large(standing.figures, preferences).number if standing else 0
        self.number.display = number > 0
        self.number.number = number
        self.words.show(standing, preferences, several=several)

    def on_click(self) -> None:
        """Ask for the next focus."""
        self.post_message(self.Turned())


def _no_focus() -> Content:
    yours = terms.chosen().time.of_yours
    return Content.assemble(
        (_("Your days are counted here once you say {yours}.\n", yours=yours), "$soft"),
        ("f", "bold $lamp"),
        (_("  name it, and since when; or leave it, and just write\n"), "$soft"),
    )


_APART = Content("   ")


def _beside(standing: Standing, preferences: Preferences, name: str, width: int) -> Content:
    """Return the three lines beside the number; the first has the focus's name at its end."""
    figures, unit = standing.figures, one_line(standing.focus.unit)
    counted = large(figures, preferences).words
    gap = width - len(counted) - cell_len(name)
    first = Content.styled(counted, "bold $ink")
    if gap > 1:
        first = Content.assemble(first, " " * gap, (name, "$soft"))
    second = Content.styled(wording.since_short(figures), "$soft")
    how = f" · {wording.counting_words(figures.counting)}"
    if figures.free_days_total and len(second) + len(how) <= width:
        second += Content.styled(how, "$faint")
    if standing.within is not None and (line := limit_line(standing.within, unit)):
        return Content("\n").join([first, second, Content.styled(line, "$soft")])
    third = [
        Content.assemble((f"{label} " if label else "", "$soft"), (number, "$ink"), (rest, "$soft"))
        for label, number, rest in beside(figures, preferences)
    ]
    while len(third) > 1 and len(_APART.join(third)) > width:
        third.pop()
    return Content("\n").join([first, second, _APART.join(third)])
