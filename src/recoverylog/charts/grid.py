"""Rows and columns of means, such as the weekdays and the parts of a day, shaded by strength."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

SHADES = 5
NOTHING = "·"
_BLOCKS = "▁▃▄▆█"


class Cell(NamedTuple):
    """One mean.

    Attributes:
        text: the number with one decimal, or ``·``.
        shade: of its strength, 0 to 4 by fifths of the scale, None for nothing.
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
    shades: Sequence[Sequence[float | None]] | None = None,
    *,
    low: float = 0.0,
    high: float = 10.0,
) -> list[list[Cell]]:
    """Return the cells, on a fixed scale: never from the least to the most of what is there.

    Args:
        values: the means by row and column, None where there is none.
        counts: of how many values each is the mean.
        shades: the strengths to shade by, where a mean of few is not to stand out; the means
            themselves otherwise. None there shades by the mean.
        low: the foot of the scale.
        high: its top.

    Raises:
        ValueError: ``low`` is not below ``high``, or counts or shades are of another shape.
    """
    if not low < high:
        raise ValueError("a scale needs its low end below its high end")
    numbers = counts or [[0] * len(row) for row in values]
    strengths = shades or values
    return [
        [
            _cell(value, n, value if strength is None else strength, low, high)
            for value, n, strength in zip(row, many, strong, strict=True)
        ]
        for row, many, strong in zip(values, numbers, strengths, strict=True)
    ]


def words(
    rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Cell]]
) -> list[str]:
    """Return a sentence for each row that holds anything: ``Monday: evening 3.2 (n 9)``."""
    said = []
    for name, row in zip(rows, cells, strict=True):
        known = [
            _("{column} {cell} (n {cell_n})", column=column, cell=cell.text, cell_n=cell.n)
            if cell.n
            else f"{column} {cell.text}"
            for column, cell in zip(columns, row, strict=True)
            if cell.shade is not None
        ]
        if known:
            said.append(f"{name}: {', '.join(known)}")
    return said


def _cell(value: float | None, n: int, strength: float | None, low: float, high: float) -> Cell:
    """Return the cell of one mean, shaded by a strength."""
    if value is None or strength is None:
        return Cell(NOTHING, None, " ", n)
    share = (min(max(strength, low), high) - low) / (high - low)
    shade = min(int(share * SHADES), SHADES - 1)
    return Cell(f"{value:.1f}", shade, _BLOCKS[shade], n)
