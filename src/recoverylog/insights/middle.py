"""The median: the statistics module would load fractions and random for it."""

from __future__ import annotations

from collections.abc import Iterable


def median(values: Iterable[float]) -> float | None:
    """Return the value in the middle, the mean of the two of an even number; None of nothing."""
    known = sorted(values)
    if not known:
        return None
    place = len(known) // 2
    return known[place] if len(known) % 2 else (known[place - 1] + known[place]) / 2
