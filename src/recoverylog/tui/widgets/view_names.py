"""The names of the views in a row, one of them shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.events import Click

_GAP = 2


class ViewNames(Widget):
    """Words in a row: the chosen one by weight and ground, the others to be clicked."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "ViewNames { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }"

    place: reactive[int] = reactive(0)

    @dataclass
    class Picked(Message):
        """A word was clicked."""

        place: int

    def __init__(self, names: tuple[str, ...]) -> None:
        """Show ``names``, the first of them chosen."""
        super().__init__()
        self.names = names

    def render(self) -> Content:
        """Return the row; where it is too narrow for all, from the first that fits the chosen."""
        pieces = []
        for place, name in self._in_sight():
            style = "bold $ink on $panel" if place == self.place else "$soft"
            pieces += [Content.styled(f" {name} ", style), Content(" " * (_GAP - 1))]
        return Content.assemble(*pieces)

    def _in_sight(self) -> list[tuple[int, str]]:
        row = list(enumerate(self.names))
        first = 0
        while first < self.place and self._width(row[first : self.place + 1]) > self.size.width:
            first += 1
        return row[first:]

    @property
    def whole(self) -> int:
        """The width of the whole row, in cells."""
        return self._width(list(enumerate(self.names)))

    @staticmethod
    def _width(row: list[tuple[int, str]]) -> int:
        return sum(len(name) + 2 + _GAP - 1 for _, name in row)

    def on_click(self, event: Click) -> None:
        """Choose the word that was clicked."""
        at = 0
        for place, name in self._in_sight():
            if at <= event.x < at + len(name) + 2:
                self.post_message(self.Picked(place))
                return
            at += len(name) + 2 + _GAP - 1
