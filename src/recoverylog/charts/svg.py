"""Lines over days as paths of SVG, in a field of 100 by 100 that is stretched to any size.

page.js of the sealed page draws the same paths; a test in a browser holds the two together.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]

SIDE = 100.0


class Stroke(NamedTuple):
    """One unbroken row of days.

    Attributes:
        path: what stands in ``d``.
        alone: it is a single day: a line of no length, whose round ends make a dot of it.
    """

    path: str
    alone: bool


def strokes(
    values: Sequence[float | None], *, low: float = 0.0, high: float = 10.0
) -> list[Stroke]:
    """Return a stroke for each row of days with a value; a day without one is a gap.

    The first day stands at the left edge and the last at the right, a single one in the middle;
    ``high`` is at the top.

    Raises:
        ValueError: ``low`` is not below ``high``.
    """
    if low >= high:
        raise ValueError("a scale goes from low to high")
    return [
        Stroke(f"M{_pair(points[0])}h0", True)
        if len(points) == 1
        else Stroke(_curve(points), False)
        for points in _rows(values, low, high)
    ]


def _rows(values: Sequence[float | None], low: float, high: float) -> list[list[Point]]:
    """Return the unbroken rows of days as points."""
    found: list[list[Point]] = []
    is_open = False
    for at, value in enumerate(values):
        if value is None:
            is_open = False
            continue
        x = SIDE * at / (len(values) - 1) if len(values) > 1 else SIDE / 2
        if not is_open:
            found.append([])
        found[-1].append((x, SIDE - SIDE * (value - low) / (high - low)))
        is_open = True
    return found


def _curve(points: Sequence[Point]) -> str:
    """Return a monotone cubic, which never goes beyond a value (Fritsch and Butland 1984)."""
    slopes = [(two[1] - one[1]) / (two[0] - one[0]) for one, two in pairwise(points)]
    tangents = [slopes[0], *map(_tangent, slopes, slopes[1:]), slopes[-1]]
    path = f"M{_pair(points[0])}"
    for (one, two), (leaving, coming) in zip(pairwise(points), pairwise(tangents), strict=True):
        third = (two[0] - one[0]) / 3
        bends = (
            (one[0] + third, one[1] + third * leaving),
            (two[0] - third, two[1] - third * coming),
        )
        path += "C" + " ".join(map(_pair, (*bends, two)))
    return path


def _tangent(before: float, after: float) -> float:
    """Return the harmonic mean of two slopes, 0 where the line turns."""
    return 0.0 if before * after <= 0 else 2 * before * after / (before + after)


def _pair(point: Point) -> str:
    """Return a point to a hundredth of the field's side over a hundred."""
    return ",".join(f"{round(one, 2) + 0.0:g}" for one in point)
