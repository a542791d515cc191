"""How much a day resembles the days before it, and how many days count for one because of it.

Moods last, and so does what goes with them: a week at the sea is seven days with people and
seven calm ones, yet one occasion; a better year with more walks in it is one occasion too. An
interval that took each day for itself would be too sure.

A set of days is a whole number here, bit ``d`` of it standing for the day ``d`` days after the
first: two sets are shifted and compared in a few machine words, which makes it quick enough for
every word of a journal of ten years. For the same reason resemblance is looked at day by day
only over four weeks, and beyond that in blocks of four weeks.
"""

from __future__ import annotations

from operator import mul
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

BLOCK = 28
"""Days; so far back is looked day by day, so that weekdays are seen, and further by blocks."""

LEAST_PAIRS = 20
"""Fewer pairs of days so far apart say nothing of how they resemble each other."""


class Echo(NamedTuple):
    """How the values of some days resemble those before.

    Attributes:
        days: the set of days that have a value.
        near: the autocorrelation for each lag of one day to ``BLOCK``.
        counts: how many of the days each block holds.
        pairs: how many pairs of days there are for each lag of two blocks on.
        far: the autocorrelation for each of these lags.
    """

    days: int
    near: tuple[float, ...]
    counts: tuple[int, ...]
    pairs: tuple[int, ...]
    far: tuple[float, ...]


def bits(days: Iterable[int]) -> int:
    """Return the set of ``days``, each the number of days after the first."""
    known = list(days)
    length = max(known, default=-1) + 1
    # Binary digits, the last day first: read as one number, they are a set in no time.
    digits = bytearray(b"0") * (length or 1)
    for day in known:
        digits[length - 1 - day] = 49
    return int(digits.decode(), 2)


def echo(values: Mapping[int, float]) -> Echo:
    """Return how values resemble those before, by the number of the day after the first.

    The autocorrelation of a lag is the mean product of two deviations so far apart over the
    mean square of all; a lag with too few pairs, or beyond a third of the days, counts as 0.
    """
    days = bits(values)
    middle = sum(values.values()) / max(1, len(values))
    row = [0.0] * days.bit_length()
    for day, value in values.items():
        row[day] = value - middle
    square = sum(map(mul, row, row)) / max(1, len(values))
    counts = _block_counts(days, len(row))
    if square < 1e-12:
        return Echo(days, (), counts, (), ())
    near = []
    for lag in range(1, min(BLOCK, len(values) // 3) + 1):
        pairs = (days & days >> lag).bit_count()
        product = sum(map(mul, row[lag:], row)) if pairs >= LEAST_PAIRS else 0.0
        near.append(product / square / max(1, pairs))
    sums = [sum(row[start : start + BLOCK]) for start in range(0, len(row), BLOCK)]
    lags = range(2, len(counts) // 3 + 1)
    far_pairs = tuple(sum(map(mul, counts[lag:], counts)) for lag in lags)
    return Echo(days, tuple(near), counts, far_pairs, _by_blocks(sums, far_pairs, square))


def inflation(marked: int, of: Echo) -> float:
    """Return how many of these days say as much as one independent day, 1 or more.

    One plus twice the sum, over the lags, of the product of both autocorrelations: that of the
    values, and that of being marked or not. Source: M. S. Bartlett, Some aspects of the
    time-correlation problem in regard to tests of significance, Journal of the Royal
    Statistical Society 98 (1935), 536-543. It never makes an interval narrower than that of
    independent days.

    Args:
        marked: some of the days of ``of``, not none and not all.
        of: what is known of the values.
    """
    days = of.days
    share = marked.bit_count() / days.bit_count()
    square = share * (1 - share)
    total = 0.0
    for lag, correlation in enumerate(of.near, start=1):
        if not correlation:
            continue
        later, earlier = marked >> lag, days & days >> lag
        pairs = earlier.bit_count()
        both = (marked & later).bit_count()
        either = (marked & earlier).bit_count() + (later & earlier).bit_count()
        total += correlation * (both - share * either + share * share * pairs) / pairs / square
    if of.far:
        found = _block_counts(marked, days.bit_length())
        sums = [have - share * all_ for have, all_ in zip(found, of.counts, strict=True)]
        total += BLOCK * sum(map(mul, of.far, _by_blocks(sums, of.pairs, square)))
    return max(1.0, 1 + 2 * total)


def _block_counts(days: int, length: int) -> tuple[int, ...]:
    """Return how many of the days lie in each block of the first ``length`` days."""
    whole = (1 << BLOCK) - 1
    return tuple((days >> start & whole).bit_count() for start in range(0, length, BLOCK))


def _by_blocks(sums: Sequence[float], pairs: Sequence[int], square: float) -> tuple[float, ...]:
    """Return the autocorrelations of lags of two blocks to a third of all blocks.

    Args:
        sums: the sum of the deviations in each block.
        pairs: for each lag, how many pairs of days are so many blocks apart.
        square: the mean square of the deviations of single days.
    """
    return tuple(
        sum(map(mul, sums[lag:], sums)) / square / many if many >= LEAST_PAIRS else 0.0
        for lag, many in enumerate(pairs, start=2)
    )
