"""How sure a difference of two means is: an interval that is honest for the values of days.

Days are few, follow each other and are rated in whole numbers, so the plain interval of a
textbook is too narrow three times over. Here it is the wider of two (Welch's and the pooled
one), for as many days as there really were independent ones.
"""

from __future__ import annotations

from math import cos, exp, inf, log, pi, sin, sqrt
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

# Coefficients of PPND7, highest power last: near the middle, in the tails, far out.
_MIDDLE = (3.3871327179, 50.434271938, 159.29113202, 59.109374720)
_UNDER_MIDDLE = (1.0, 17.895169469, 78.757757664, 67.187563600)
_TAIL = (1.4234372777, 2.7568153900, 1.3067284816, 0.17023821103)
_UNDER_TAIL = (1.0, 0.73700164250, 0.12021132975)
_FAR = (6.6579051150, 3.0812263860, 0.42868294337, 0.017337203997)
_UNDER_FAR = (1.0, 0.24197894225, 0.012258202635)


class Group(NamedTuple):
    """The values of one group of days.

    Attributes:
        n: how many.
        total: their sum.
        squares: the sum of their squares.
    """

    n: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """Return the arithmetic mean; the group is not empty."""
        return self.total / self.n

    @property
    def spread(self) -> float:
        """Return the sum of squared distances from the mean, 0 or more."""
        return max(0.0, self.squares - self.total * self.total / self.n)


def group(values: Collection[float]) -> Group:
    """Return what is to be known of some values."""
    return Group(len(values), sum(values), sum(map(mul, values, values)))


def rest(whole: Group, part: Group) -> Group:
    """Return what is to be known of the values that are in ``whole`` and not in ``part``."""
    return Group(whole.n - part.n, whole.total - part.total, whole.squares - part.squares)


class Interval(NamedTuple):
    """A difference of two means, and the bounds between which it may well lie."""

    difference: float
    low: float
    high: float

    @property
    def least(self) -> float:
        """Return the size of the difference at its smaller bound; 0 where it may be none."""
        # Ratings and their means are sums of a few thousand numbers up to 10: what is smaller
        # than this is rounding.
        near = max(self.low, -self.high)
        return near if near > 1e-9 else 0.0


def of_difference(one: Group, other: Group, level: float, inflation: float = 1.0) -> Interval:
    """Return the mean of ``one`` minus that of ``other``, with its interval.

    The half width is the larger of Welch's (Welch 1947, degrees of freedom by Satterthwaite)
    and that of the pooled variance (Student). Welch's is right where the groups differ in
    spread, but ratings are whole numbers, often 0: ten equal ones have a variance of nothing,
    and Welch alone would be sure of them.

    Args:
        one: two days or more.
        other: likewise.
        level: how often, at most, such an interval may leave out the truth; 0.05 for 95 %.
        inflation: how many days say as much as one independent day, 1 or more
            (:func:`recoverylog.insights.carryover.inflation`).
    """
    difference = one.mean - other.mean
    n, m = one.n / inflation, other.n / inflation
    if min(n, m) < 2:
        return Interval(difference, -inf, inf)
    a, b = one.spread / (one.n - 1) / n, other.spread / (other.n - 1) / m
    half = 0.0
    if a + b > 0:
        freedom = (a + b) ** 2 / (a * a / (n - 1) + b * b / (m - 1))
        half = t_quantile(level, freedom) * sqrt(a + b)
    half = max(half, t_quantile(level, n + m - 2) * _pooled_error(one, other, n, m))
    return Interval(difference, difference - half, difference + half)


def exceeds(one: Group, other: Group, level: float) -> bool:
    """Return whether the mean of ``one`` is above that of ``other`` by more than chance.

    Student's test with the pooled variance, to one side: the question is whether the one group
    is nothing but a part of the whole. For skewed values give it their :func:`ranks` (W. J.
    Conover and R. L. Iman, Rank transformations as a bridge between parametric and
    nonparametric statistics, The American Statistician 35 (1981), 124-129).

    Args:
        one: one value or more.
        other: likewise, three or more in both together.
        level: how often, at most, chance alone gives as much.
    """
    error = _pooled_error(one, other, one.n, other.n)
    quantile = t_quantile(2 * level, one.n + other.n - 2)
    return one.mean - other.mean > max(1e-9, quantile * error)


def _pooled_error(one: Group, other: Group, n: float, m: float) -> float:
    """Return the standard error of the difference, for ``n`` and ``m`` independent values."""
    return sqrt((one.spread + other.spread) / (one.n + other.n - 2) * (1 / n + 1 / m))


def ranks(values: Iterable[float]) -> dict[float, float]:
    """Return the rank of each value among all, from 1 on; equal ones share their mean rank."""
    ordered = sorted(values)
    counts: dict[float, int] = {}
    for value in ordered:
        counts[value] = counts.get(value, 0) + 1
    found = {}
    below = 0
    for value, count in counts.items():
        found[value] = below + (count + 1) / 2
        below += count
    return found


def t_quantile(level: float, freedom: float) -> float:
    """Return the t that Student's distribution exceeds, to either side, with chance ``level``.

    Source: G. W. Hill, Algorithm 396: Student's t-quantiles, Communications of the ACM 13
    (1970), 619-620; relative error below 1e-4 from two degrees of freedom on.

    Args:
        level: both tails together, above 0 and below 1: 0.05 for the bounds of 95 %.
        freedom: degrees of freedom, 1 or more, not necessarily whole.
    """
    if freedom == 1:
        return cos(level * pi / 2) / sin(level * pi / 2)
    if freedom == 2:
        return sqrt(2 / (level * (2 - level)) - 2)
    a = 1 / (freedom - 0.5)
    b = 48 / (a * a)
    c = ((20700 * a / b - 98) * a - 16) * a + 96.36
    d = ((94.5 / (b + c) - 3) / b + 1) * sqrt(a * pi / 2) * freedom
    y = (d * level) ** (2 / freedom)
    if y > 0.05 + a:
        if freedom < 5:
            c += 0.3 * (freedom - 4.5) * (normal_quantile(level / 2) + 0.6)
        return sqrt(freedom * _near_normal(normal_quantile(level / 2), a, b, c, d))
    inner = ((freedom + 6) / (freedom * y) - 0.089 * d - 0.822) * (freedom + 2) * 3
    y = ((1 / inner + 0.5 / (freedom + 4)) * y - 1) * (freedom + 1) / (freedom + 2) + 1 / y
    return sqrt(freedom * y)


def _near_normal(x: float, a: float, b: float, c: float, d: float) -> float:
    """Return Hill's expansion about the normal ``x``: t squared over the degrees of freedom."""
    y = x * x
    c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
    y = a * y * y
    return exp(y) - 1 if y > 0.002 else 0.5 * y * y + y


def normal_quantile(share: float) -> float:
    """Return the value below which the standard normal distribution has ``share``.

    Source: M. J. Wichura, Algorithm AS 241: The percentage points of the normal distribution,
    Applied Statistics 37 (1988), 477-484, PPND7; about seven figures. The standard library's
    own lies in ``statistics``, which takes longer to import than everything here to run.

    Args:
        share: above 0 and below 1.
    """
    q = share - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * _polynomial(_MIDDLE, r) / _polynomial(_UNDER_MIDDLE, r)
    r = sqrt(-log(min(share, 1 - share)))
    if r <= 5:
        size = _polynomial(_TAIL, r - 1.6) / _polynomial(_UNDER_TAIL, r - 1.6)
    else:
        size = _polynomial(_FAR, r - 5) / _polynomial(_UNDER_FAR, r - 5)
    return size if q > 0 else -size


def _polynomial(coefficients: tuple[float, ...], x: float) -> float:
    """Return the polynomial at ``x``, its coefficients from the constant up."""
    value = 0.0
    for coefficient in reversed(coefficients):
        value = value * x + coefficient
    return value
