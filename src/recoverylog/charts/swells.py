"""Even swells to breathe with, and the place on them at which a breath is.

Every crest is as high as the one before it: nothing here says that a craving falls.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from recoverylog.charts import braille

BREATH = 10.0
"""Seconds of one breath, in and out: six a minute."""

_LOW, _HIGH = 0.0, 10.0
_CELLS_OF_ONE = 16
_LEAST_CELLS_OF_ONE = 8
_EMPTY = " \u2800"
_BARS = "▁▂▃▄▅▆▇█"


class Swells(NamedTuple):
    """Swells as rows of text.

    Attributes:
        rows: from the top, all of one width.
        number: how many swells there are, each from trough to trough.
    """

    rows: tuple[str, ...]
    number: int

    @property
    def columns(self) -> int:
        """Return the width in cells."""
        return len(self.rows[0]) if self.rows else 0


def drawn(columns: int, rows: int, *, bars: bool = False) -> Swells:
    """Return as many even swells as ``columns`` cells have room for.

    Args:
        columns: the width in cells; of fewer than 9 nothing is drawn.
        rows: the height in cells, 2 or more; bars take one row.
        bars: draw bars instead of dots, for a font that has no braille.
    """
    number = max(columns // _CELLS_OF_ONE, 1)
    if columns <= _LEAST_CELLS_OF_ONE or (rows < 2 and not bars):
        return Swells((), 0)
    values = [_LOW, _HIGH] * number + [_LOW]
    if bars:
        step = braille.layout(len(values), columns).step
        heights = [
            low + (high - low) * place / step
            for low, high in pairwise(values)
            for place in range(step)
        ]
        drawn_ = "".join(_BARS[round(height / _HIGH * (len(_BARS) - 1))] for height in heights)
        return Swells((drawn_,), number)
    found = braille.curve(values, columns=columns, rows=rows, low=_LOW, high=_HIGH)
    width = braille.layout(len(values), columns).columns
    return Swells(tuple(row[:width] for row in found), number)


def place(swells: Swells, seconds: float) -> tuple[int, int]:
    """Return the column and the row of the cell at which a breath is.

    One swell is one breath: in on the way up, out on the way down. Behind the last swell it goes
    on at the first.

    Args:
        swells: as they are drawn, at least one.
        seconds: since it began, 0 or more.
    """
    share = (seconds / BREATH % swells.number) / swells.number
    column = min(int(share * swells.columns), swells.columns - 1)
    inked = [row for row, line in enumerate(swells.rows) if line[column] not in _EMPTY]
    return column, inked[len(inked) // 2] if inked else len(swells.rows) - 1
