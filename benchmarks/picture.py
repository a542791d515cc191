"""What stands on a terminal, kept by pyte: its text, and whether anything looks otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyte

_FRAMES = 2026 << 5
"""The private mode in which a program holds back a frame until it is complete, as pyte has it."""


class Picture(pyte.Screen):
    """The cells of a terminal, which answers what programs ask of it."""

    def __init__(self, columns: int, rows: int, answer: Callable[[str], None]) -> None:
        """Begin empty.

        Args:
            columns: its width.
            rows: its height.
            answer: sends what a terminal answers (where the cursor is, what kind it is).
        """
        self._answer = answer
        self._lines = [""] * rows
        self._cells: list[list[Any]] = [[] for _ in range(rows)]
        super().__init__(columns, rows)

    def write_process_input(self, data: str) -> None:
        """Send an answer."""
        self._answer(data)

    @property
    def text(self) -> str:
        """The rows as they are, joined by line feeds."""
        self.look()
        return "\n".join(self._lines)

    @property
    def unfinished(self) -> bool:
        """Whether a frame has begun that is not complete yet."""
        return _FRAMES in self.mode

    def look(self) -> bool:
        """Take in what was written to; return whether a cell looks otherwise than before."""
        changed = False
        for row in self.dirty:
            there = self.buffer[row]
            cells = [there[at] for at in range(self.columns)]
            if cells != self._cells[row]:
                changed = True
                self._cells[row] = cells
                self._lines[row] = "".join(cell.data for cell in cells)
        self.dirty.clear()
        return changed
