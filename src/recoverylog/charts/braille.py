"""Lines of a few rows of text: a curve in braille dots, or bars for fonts without braille.

A value is drawn once, at the cell that ``Layout`` gives it; what stands below the line, such as
the letters of weekdays, asks the same layout and so stands under its value.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from math import floor, hypot
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

# The bit of each dot in a braille cell: left and right column, from the top (Unicode 16, §21.1).
_BITS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
_FIRST = 0x2800
_DOTS_ACROSS = 2
_DOTS_DOWN = 4
_THICK = 2
_EIGHTHS = " ▁▂▃▄▅▆▇█"


class Layout(NamedTuple):
    """Where the values of a row stand.

    Attributes:
        size: how many values there are.
        step: cells from one value to the next, at least 1.
    """

    size: int
    step: int

    @property
    def columns(self) -> int:
        """Return the width in cells, from the first value to the last."""
        return (self.size - 1) * self.step + 1 if self.size else 0

    def cell(self, index: int) -> int:
        """Return the cell, counted from 0, at which a value stands."""
        return index * self.step


def layout(size: int, columns: int) -> Layout:
    """Return the widest even layout of ``size`` values in ``columns`` cells.

    Raises:
        ValueError: there are fewer columns than values.
    """
    if columns < size:
        raise ValueError("each value needs a column of its own")
    return Layout(size, max(1, (columns - 1) // (size - 1)) if size > 1 else 1)


def curve(
    values: Sequence[float | None],
    *,
    columns: int,
    rows: int,
    low: float = 0.0,
    high: float = 10.0,
) -> list[str]:
    """Return a line two dots thick through the known values, as rows of text from the top.

    Each row of known values is joined by a monotone cubic, which never leaves the range of the
    two values it runs between; values outside ``low`` to ``high`` are drawn at the edge. Where
    a value is None nothing is drawn, and one value alone is a mark of one cell's width. Cells
    without a dot are spaces.

    Raises:
        ValueError: there are fewer columns than values, no rows, or ``low`` is not below ``high``.
    """
    places = layout(len(values), columns)
    starts = [_DOTS_ACROSS * places.cell(index) for index in range(len(values))]
    return line(values, starts, _DOTS_ACROSS, columns=columns, rows=rows, low=low, high=high)


def line(
    values: Sequence[float | None],
    starts: Sequence[int],
    width: int,
    *,
    columns: int,
    rows: int,
    low: float = 0.0,
    high: float = 10.0,
) -> list[str]:
    """Return a line as ``curve`` does, through values that stand where ``starts`` says.

    Args:
        values: what is drawn, None for a gap.
        starts: for each value its first column of dots, two to a cell, each after the one before.
        width: columns of dots on which a value itself stands, 1 or 2.
        columns: the width in cells.
        rows: the height in cells.
        low: the foot of the scale.
        high: its top.

    Raises:
        ValueError: no rows, or ``low`` is not below ``high``.
    """
    _check(rows, low, high)
    top = rows * _DOTS_DOWN - _THICK
    cells = [[0] * columns for _ in range(rows)]
    for start, known in _stretches(values):
        dots = [
            floor((high - min(max(v, low), high)) / (high - low) * top + 0.5)
            for v in _points(known, starts[start : start + len(known)], width)
        ]
        for x, column in enumerate(_joined(dots), starts[start]):
            for y in column:
                cells[y // _DOTS_DOWN][x // _DOTS_ACROSS] |= _BITS[x % _DOTS_ACROSS][y % _DOTS_DOWN]
    return ["".join(chr(_FIRST + bits) if bits else " " for bits in row) for row in cells]


def bars(
    values: Sequence[float | None], *, columns: int, low: float = 0.0, high: float = 10.0
) -> str:
    """Return one row of bars, ``▁`` to ``█``: a space for None, and the lowest bar for ``low``.

    Raises:
        ValueError: there are fewer columns than values, or ``low`` is not below ``high``.
    """
    return towers(values, columns=columns, rows=1, low=low, high=high)[0]


def towers(
    values: Sequence[float | None],
    *,
    columns: int,
    rows: int,
    low: float = 0.0,
    high: float = 10.0,
) -> list[str]:
    """Return bars that are ``rows`` high, as rows of text from the top; otherwise as ``bars``.

    Raises:
        ValueError: there are fewer columns than values, no rows, or ``low`` is not below ``high``.
    """
    _check(rows, low, high)
    places = layout(len(values), columns)
    text = [[" "] * columns for _ in range(rows)]
    for index, value in enumerate(values):
        if value is None:
            continue
        share = (min(max(value, low), high) - low) / (high - low)
        eighths = 1 + floor(share * (rows * 8 - 1) + 0.5)
        for row in range(rows):
            filled = min(max(eighths - 8 * (rows - 1 - row), 0), 8)
            text[row][places.cell(index)] = _EIGHTHS[filled]
    return ["".join(row) for row in text]


def _check(rows: int, low: float, high: float) -> None:
    """Refuse a chart without height or without a scale."""
    if rows < 1:
        raise ValueError("a chart needs a row")
    if not low < high:
        raise ValueError("a scale needs its low end below its high end")


def _stretches(values: Sequence[float | None]) -> list[tuple[int, list[float]]]:
    """Return each unbroken row of known values with the index of its first."""
    found = []
    for known, group in groupby(enumerate(values), key=lambda pair: pair[1] is not None):
        if known:
            pairs = list(group)
            found.append((pairs[0][0], [value for _, value in pairs if value is not None]))
    return found


def _points(values: list[float], starts: Sequence[int], width: int) -> list[float]:
    """Return the curve at each column of dots, from its first value's first to its last's last.

    Args:
        values: the known values, one at least.
        starts: the first column of dots of each.
        width: columns of dots on which a value stands, its middle between them.
    """
    slopes = _slopes(values)
    last = len(values) - 1
    points = []
    index = 0
    for x in range(starts[0], starts[-1] + width):
        at = x - (width - 1) / 2
        while index < last - 1 and starts[index + 1] <= at:
            index += 1
        gap = starts[index + 1] - starts[index] if last else 1
        t = min(max((at - starts[index]) / gap, 0.0), 1.0)
        points.append(_between(values, slopes, index, t))
    return points


def _slopes(values: list[float]) -> list[float]:
    """Return the slope at each value, such that no cubic between two overshoots them.

    F. N. Fritsch and R. E. Carlson, "Monotone Piecewise Cubic Interpolation", SIAM Journal on
    Numerical Analysis 17 (1980), 238-246: the mean of the two secants, flat at a turn, and both
    slopes of a stretch drawn back into a circle of radius 3 around its secant.
    """
    secants = [after - before for before, after in pairwise(values)]
    if not secants:
        return [0.0]
    inner = [(a + b) / 2 if a * b > 0 else 0.0 for a, b in pairwise(secants)]
    slopes = [secants[0], *inner, secants[-1]]
    for k, secant in enumerate(secants):
        size = hypot(slopes[k], slopes[k + 1])
        if size > 3 * abs(secant):
            slopes[k] *= 3 * abs(secant) / size
            slopes[k + 1] *= 3 * abs(secant) / size
    return slopes


def _between(values: list[float], slopes: list[float], index: int, t: float) -> float:
    """Return the cubic (Hermite) of one stretch at ``t``, 0 to 1, held between its two values."""
    if len(values) == 1:
        return values[0]
    start, end = values[index], values[index + 1]
    value = (
        start * (2 * t**3 - 3 * t**2 + 1)
        + slopes[index] * (t**3 - 2 * t**2 + t)
        + end * (3 * t**2 - 2 * t**3)
        + slopes[index + 1] * (t**3 - t**2)
    )
    # The mathematics holds it there; the last digit of a float may not.
    return min(max(value, min(start, end)), max(start, end))


def _joined(line: list[int]) -> list[range]:
    """Return the dots of each column, so that a steep line has no holes.

    Args:
        line: the upper dot of the line in each column.
    """
    spans = [range(y, y + _THICK) for y in line]
    for x, (left, right) in enumerate(pairwise(line)):
        upper, lower = min(left, right), max(left, right)
        if lower - upper <= _THICK:
            continue
        # Each of the two columns fills its half of the hole between them.
        middle = (upper + _THICK + lower) // 2
        higher, deeper = (x, x + 1) if left < right else (x + 1, x)
        spans[higher] = range(spans[higher].start, max(spans[higher].stop, middle))
        spans[deeper] = range(min(spans[deeper].start, middle), spans[deeper].stop)
    return spans
