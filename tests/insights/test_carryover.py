"""How many days count for one, day by day from the definition."""

from __future__ import annotations

from random import Random
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.insights.carryover import BLOCK, LEAST_PAIRS, bits, echo, inflation


def correlation(row: dict[int, float], lag: int, square: float) -> float:
    products = [row[day] * row[day + lag] for day in row if day + lag in row]
    return sum(products) / len(products) / square if len(products) >= LEAST_PAIRS else 0.0


def by_block(row: dict[int, float], lag: int, square: float) -> float:
    products = [
        row[one] * row[other]
        for one in row
        for other in row
        if other // BLOCK - one // BLOCK == lag
    ]
    return sum(products) / len(products) / square if len(products) >= LEAST_PAIRS else 0.0


def inflation_by_definition(values: dict[int, float], marked: set[int]) -> float:
    middle = fmean(values.values())
    share = len(marked) / len(values)
    row = {day: value - middle for day, value in values.items()}
    on = {day: (day in marked) - share for day in values}
    squares = fmean(v * v for v in row.values()), fmean(v * v for v in on.values())
    if squares[0] < 1e-12:
        return 1.0
    total = sum(
        correlation(row, lag, squares[0]) * correlation(on, lag, squares[1])
        for lag in range(1, min(BLOCK, len(values) // 3) + 1)
    )
    total += BLOCK * sum(
        by_block(row, lag, squares[0]) * by_block(on, lag, squares[1])
        for lag in range(2, (max(values) // BLOCK + 1) // 3 + 1)
    )
    return max(1.0, 1 + 2 * total)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9))
def test_it_is_the_product_of_both_resemblances(seed: int) -> None:
    rng = Random(seed)
    cover, sticky = rng.choice((0.4, 0.9, 1.0)), rng.choice((0.0, 0.5, 0.9))
    values: dict[int, float] = {}
    marked: set[int] = set()
    on, level = False, 5.0
    for day in range(rng.choice((20, 70, 200))):
        on = on if rng.random() < sticky else rng.random() < 0.4
        level = level if rng.random() < sticky else float(rng.randint(0, 10))
        if rng.random() < cover:
            values[day] = level
            if on:
                marked.add(day)
    if not 0 < len(marked) < len(values):
        return
    found = inflation(bits(marked), echo(values))
    assert found == pytest.approx(inflation_by_definition(values, marked), rel=1e-6)


@settings(max_examples=300)
@given(st.sets(st.integers(0, 400)))
def test_a_set_of_days_has_a_bit_for_each(days: set[int]) -> None:
    assert bits(days) == sum(1 << day for day in days)


def test_days_without_a_likeness_count_for_themselves() -> None:
    rng = Random(3)
    values = {day: float(rng.randint(0, 10)) for day in range(400)}
    assert inflation(bits(rng.sample(range(400), 100)), echo(values)) < 1.3


def test_a_month_that_stands_out_is_one_occasion() -> None:
    """Months by turns low and high: 13 of them say far less than 364 days."""
    values = {day: float(day // 28 % 2) for day in range(364)}
    assert inflation(bits(day for day in range(364) if day // 28 % 2), echo(values)) > 10


def test_values_that_never_change_tell_nothing() -> None:
    values = dict.fromkeys(range(90), 4.0)
    assert inflation(bits(range(30)), echo(values)) == 1.0
    assert echo({}).near == ()
