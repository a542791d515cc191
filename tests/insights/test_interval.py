"""The interval of a difference, against tables, the definition and repeated chance."""

from __future__ import annotations

from math import gamma, inf, pi, sqrt
from random import Random
from statistics import NormalDist, fmean, variance

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recoverylog.insights import interval

RATINGS = st.lists(st.integers(0, 10).map(float), min_size=2, max_size=40)


# Two-tailed critical values, as in any printed table (NIST/SEMATECH e-Handbook, 1.3.6.7.2).
@pytest.mark.parametrize(
    ("level", "freedom", "printed"),
    [
        (0.10, 1, 6.314),
        (0.05, 1, 12.706),
        (0.05, 2, 4.303),
        (0.01, 2, 9.925),
        (0.05, 3, 3.182),
        (0.01, 3, 5.841),
        (0.05, 4, 2.776),
        (0.05, 5, 2.571),
        (0.01, 5, 4.032),
        (0.05, 9, 2.262),
        (0.10, 10, 1.812),
        (0.05, 10, 2.228),
        (0.01, 10, 3.169),
        (0.002, 10, 4.144),
        (0.05, 20, 2.086),
        (0.002, 20, 3.552),
        (0.05, 30, 2.042),
        (0.01, 30, 2.750),
        (0.05, 100, 1.984),
        (0.002, 100, 3.174),
    ],
)
def test_the_quantiles_of_t_are_those_of_the_table(
    level: float, freedom: float, printed: float
) -> None:
    assert interval.t_quantile(level, freedom) == pytest.approx(printed, abs=0.0006)


@pytest.mark.parametrize(
    ("level", "freedom", "tabled"),
    [
        (0.5, 3, 0.7648923),
        (0.2, 3, 1.6377444),
        (0.1, 3, 2.3533634),
        (0.05, 3, 3.1824463),
        (0.01, 3, 5.8409093),
        (0.5, 4, 0.7406971),
        (0.2, 4, 1.5332063),
        (0.1, 4, 2.1318468),
        (0.05, 4, 2.7764451),
        (0.01, 4, 4.6040949),
    ],
)
def test_three_and_four_degrees_of_freedom(level: float, freedom: float, tabled: float) -> None:
    assert interval.t_quantile(level, freedom) == pytest.approx(tabled, rel=1e-4)


@pytest.mark.parametrize(
    ("level", "freedom", "exact", "within"),
    [(0.2, 3, 1.63774435370, 1e-6), (0.05, 4, 2.77644510520, 3e-7)],
)
def test_few_degrees_of_freedom_are_corrected(
    level: float, freedom: float, exact: float, within: float
) -> None:
    """Hill's correction under five degrees is in the seventh figure: without it this is wider."""
    assert interval.t_quantile(level, freedom) == pytest.approx(exact, rel=within)


def both_tails(t: float, freedom: float) -> float:
    """The chance beyond ``t`` by summing the density of Student's distribution (Simpson)."""
    scale = gamma((freedom + 1) / 2) / gamma(freedom / 2) / sqrt(freedom * pi)
    steps = 2000
    heights = [
        scale * (1 + (t * i / steps) ** 2 / freedom) ** (-(freedom + 1) / 2)
        for i in range(steps + 1)
    ]
    middle = (heights[0] + heights[-1] + 4 * sum(heights[1::2]) + 2 * sum(heights[2:-1:2])) / 3
    return float(1 - 2 * middle * t / steps)


@settings(max_examples=150)
@given(st.floats(0.0005, 0.5), st.floats(2, 200))
def test_a_quantile_leaves_its_level_in_the_tails(level: float, freedom: float) -> None:
    assert both_tails(interval.t_quantile(level, freedom), freedom) == pytest.approx(
        level, rel=0.01, abs=2e-6
    )


@settings(max_examples=300)
@given(st.floats(1e-9, 1 - 1e-9))
def test_the_normal_quantile_is_that_of_the_standard_library(share: float) -> None:
    assert interval.normal_quantile(share) == pytest.approx(NormalDist().inv_cdf(share), abs=1e-5)


@settings(max_examples=500)
@given(RATINGS, RATINGS, st.floats(0.001, 0.2))
def test_the_interval_is_the_wider_of_welchs_and_the_pooled_one(
    one: list[float], other: list[float], level: float
) -> None:
    n, m = len(one), len(other)
    a, b = variance(one) / n, variance(other) / m
    pooled = ((n - 1) * variance(one) + (m - 1) * variance(other)) / (n + m - 2)
    halves = [interval.t_quantile(level, n + m - 2) * sqrt(pooled * (1 / n + 1 / m))]
    if a + b > 0:
        freedom = (a + b) ** 2 / (a**2 / (n - 1) + b**2 / (m - 1))
        halves.append(interval.t_quantile(level, freedom) * sqrt(a + b))
    found = interval.of_difference(interval.group(one), interval.group(other), level)
    assert found.difference == pytest.approx(fmean(one) - fmean(other), abs=1e-9)
    assert found.high - found.difference == pytest.approx(max(halves), rel=1e-6, abs=1e-6)
    assert found.difference - found.low == pytest.approx(max(halves), rel=1e-6, abs=1e-6)
    assert (found.least > 1e-6) is (abs(found.difference) - max(halves) > 1e-6)


@settings(max_examples=300)
@given(RATINGS, RATINGS, st.floats(1, 8))
def test_days_that_resemble_each_other_widen_it(
    one: list[float], other: list[float], inflation: float
) -> None:
    groups = interval.group(one), interval.group(other)
    plain = interval.of_difference(*groups, 0.05)
    wide = interval.of_difference(*groups, 0.05, inflation)
    assert wide.low <= plain.low + 1e-9
    assert wide.high >= plain.high - 1e-9


def test_fewer_than_two_independent_days_say_nothing() -> None:
    group = interval.group([1.0, 2.0, 9.0])
    found = interval.of_difference(group, interval.group([0.0] * 30), 0.05, 2.0)
    assert (found.low, found.high, found.least) == (-inf, inf, 0.0)


@pytest.mark.parametrize(("n", "m"), [(10, 10), (10, 40), (12, 300)])
def test_it_holds_the_truth_as_often_as_it_says(n: int, m: int) -> None:
    rng = Random(n + m)
    held = 0
    for _ in range(2000):
        one = [float(min(10, max(0, round(rng.gauss(3, 2))))) for _ in range(n)]
        other = [float(min(10, max(0, round(rng.gauss(3, 2))))) for _ in range(m)]
        found = interval.of_difference(interval.group(one), interval.group(other), 0.05)
        held += found.low <= 0 <= found.high
    assert 0.94 <= held / 2000 <= 0.985


@settings(max_examples=300)
@given(st.lists(st.integers(0, 10).map(float), min_size=1, max_size=60))
def test_a_rank_is_the_mean_place_of_equal_values(values: list[float]) -> None:
    found = interval.ranks(values)
    for value in values:
        below = sum(other < value for other in values)
        places = range(below + 1, below + values.count(value) + 1)
        assert found[value] == fmean(places)


@settings(max_examples=300)
@given(RATINGS, RATINGS)
def test_the_rest_is_what_is_left(one: list[float], other: list[float]) -> None:
    left = interval.rest(interval.group(one + other), interval.group(one))
    assert left.n == len(other)
    assert left.mean == pytest.approx(fmean(other))
    assert left.spread == pytest.approx(variance(other) * (len(other) - 1), abs=1e-6)


@settings(max_examples=300)
@given(RATINGS, RATINGS, st.floats(0.001, 0.2))
def test_exceeding_is_students_test_to_one_side(
    one: list[float], other: list[float], level: float
) -> None:
    n, m = len(one), len(other)
    pooled = ((n - 1) * variance(one) + (m - 1) * variance(other)) / (n + m - 2)
    edge = interval.t_quantile(2 * level, n + m - 2) * sqrt(pooled * (1 / n + 1 / m))
    difference = fmean(one) - fmean(other)
    assume(abs(difference - edge) > 1e-6)
    found = interval.exceeds(interval.group(one), interval.group(other), level)
    assert found is (difference > edge)
