"""Rows and columns of means, such as the weekdays and the parts of a day, shaded by strength."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

SHADES = 5
NOTHING = "·"
_BLOCKS = "▁▃▄▆█"


class Cell(NamedTuple):
    """One mean.

    Attributes:
        text: the number with one decimal, or ``·``.
        shade: 0 to 4 by fifths of the scale, None for nothing.
        block: the shade as a block of that height, for a page without colours; else a space.
        n: how many values the mean is of.
    """

    text: str
    shade: int | None
    block: str
    n: int


def grid(
    values: Sequence[Sequence[float | None]],
    counts: Sequence[Sequence[int]] | None = None,
    *,
    low: float = 0.0,
    high: float = 10.0,
) -> list[list[Cell]]:
    """Return the cells, on a fixed scale: never from the least to the most of what is there.

    Raises:
        ValueError: ``low`` is not below ``high``, or the counts are of another shape.
    """
    if not low < high:
        raise ValueError("a scale needs its low end below its high end")
    numbers = counts or [[0] * len(row) for row in values]
    return [
        [_cell(value, n, low, high) for value, n in zip(row, many, strict=True)]
        for row, many in zip(values, numbers, strict=True)
    ]


def words(
    rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Cell]]
) -> list[str]:
    """Return a sentence for each row that holds anything: ``Monday: evening 3.2 (n 9)``."""
    said = []
    for name, row in zip(rows, cells, strict=True):
        known = [
            f"{column} {cell.text} (n {cell.n})" if cell.n else f"{column} {cell.text}"
            for column, cell in zip(columns, row, strict=True)
            if cell.shade is not None
        ]
        if known:
            said.append(f"{name}: {', '.join(known)}")
    return said


def _cell(value: float | None, n: int, low: float, high: float) -> Cell:
    """Return the cell of one mean."""
    if value is None:
        return Cell(NOTHING, None, " ", n)
    share = (min(max(value, low), high) - low) / (high - low)
    shade = min(int(share * SHADES), SHADES - 1)
    return Cell(f"{value:.1f}", shade, _BLOCKS[shade], n)
