"""The swells, and beside them what they are for and how long it has been."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from recoverylog.language import _
from recoverylog.tui.widgets.swells import Breath, elapsed

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


class Breathing(Horizontal):
    """Something to breathe with, from the moment it stands there."""

    _words = getters.query_one("#breathing", Static)

    def __init__(self, stopwatch: Callable[[], float], *, braille: bool) -> None:
        """Begin.

        Args:
            stopwatch: gives seconds.
            braille: whether the swells are drawn in braille dots, or in bars.
        """
        super().__init__(id="breath")
        self._breath = Breath(stopwatch, id="swells")
        self._breath.set_reactive(Breath.bars, not braille)

    def compose(self) -> ComposeResult:
        """Set the words beside the swells."""
        yield self._breath
        yield Static(words(0), id="breathing", markup=False)

    def on_mount(self) -> None:
        """Tell how long it has been as the dot goes on."""
        self.watch(self._breath, "seconds", self._tell_elapsed, init=False)

    def _tell_elapsed(self, seconds: float) -> None:
        self._words.update(words(seconds))


def words(seconds: float) -> Content:
    """Return the words beside the swells; after a few seconds how long it has been."""
    return Content.assemble(
        (_("breathe with it,\n"), "$ink"),
        (_("or just watch\n"), "$soft"),
        (elapsed(seconds), "$faint"),
    )
