"""A series in one row of a sentence, on a fixed scale, so that two can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.charts import braille, plot

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = "·"


def spark(
    values: Sequence[float | None], *, low: float = 0.0, high: float = 10.0, gap: str = GAP
) -> str:
    """Return a character for each value, ``▁`` to ``█``, and ``gap`` where nothing is known.

    Raises:
        ValueError: ``low`` is not below ``high``, or ``gap`` is not one character.
    """
    if len(gap) != 1:
        raise ValueError("a gap is one character wide")
    return braille.bars(values, columns=len(values), low=low, high=high).replace(" ", gap)


def words(name: str, values: Sequence[float | None]) -> str:
    """Return the same as a sentence."""
    return plot.words(name, values)
