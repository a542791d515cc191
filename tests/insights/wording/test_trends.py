"""Trends in words: exact sentences, and what none of them may hold."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.insights.trend import Comparison, Measure, Usual, compare, usual
from recoverylog.insights.wording.trends import (
    COMPARING_NEEDS,
    comparison_line,
    measure_name,
    usual_line,
    usual_needs_line,
)

TODAY = date(2024, 3, 3)
DAY = timedelta(days=1)
WITHIN = Usual("within", 5.84, 6.12, 28, 30, 0, None, 1.8)

FORBIDDEN = re.compile(
    r"\b(because|due to|causes?|caused|makes?|leads? to|led to|thanks to|results? in|effect|"
    r"risk|danger|warning|alarm|predict\w*|forecast|expect\w*|likely|will|going to|soon|"
    r"better|worse|improv\w*|good|bad|should|must|well done|congrat\w*)\b|[!]",
    re.IGNORECASE,
)


def compared(before: float, after: float, n: int = 28) -> Comparison:
    values = {TODAY - back * DAY: after if back < 28 else before for back in range(n + 28)}
    return compare(values, TODAY, 28)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (WITHIN, "mood: 6.1 lately, within your usual (5.8 on average, 28 logged days)"),
        (
            WITHIN._replace(state="higher", latest=8.0, since=date(2024, 2, 24)),
            (
                "mood: 8.0 lately, higher than your usual (5.8 on average, 28 logged days) "
                "since 24 February 2024"
            ),
        ),
        (
            WITHIN._replace(state="lower", latest=3.0, since=date(2024, 2, 24)),
            (
                "mood: 3.0 lately, lower than your usual (5.8 on average, 28 logged days) "
                "since 24 February 2024"
            ),
        ),
        (usual({}, TODAY), "mood: your usual needs 35 more days with this noted"),
        (
            usual({TODAY - n * DAY: 4.0 for n in range(34)}, TODAY),
            "mood: your usual needs 1 more day with this noted",
        ),
    ],
)
def test_what_is_usual(found: Usual, sentence: str) -> None:
    assert usual_line("mood", found) == sentence


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            compared(5.0, 7.0),
            (
                "craving: 7.0 in the last 28 days (28 noted), 5.0 in the 28 before (28 noted); "
                "2.0 higher, more than ordinary scatter (1.5)"
            ),
        ),
        (
            compared(5.0, 4.0),
            (
                "craving: 4.0 in the last 28 days (28 noted), 5.0 in the 28 before (28 noted); "
                "1.0 lower, within ordinary scatter (1.5)"
            ),
        ),
        (
            compared(5.0, 5.01, 20),
            (
                "craving: 5.0 in the last 28 days (28 noted), 5.0 in the 28 before (20 noted); "
                "no difference to speak of"
            ),
        ),
        (
            compared(5.0, 5.0, 13),
            "craving: comparing 28 days with the 28 before needs 1 more day with this noted",
        ),
    ],
)
def test_two_periods(found: Comparison, sentence: str) -> None:
    assert comparison_line("craving", found) == sentence


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from((14, 28, 45)))
def test_the_numbers_of_a_comparison_add_up(seed: int, days: int) -> None:
    chance = Random(seed)
    moved, spread = chance.choice((0.0, 1.5, 2.0, 2.5)), chance.uniform(0, 3)
    values = {
        TODAY - back * DAY: chance.uniform(3, 3 + spread) + (moved if back < days else 0)
        for back in range(2 * days)
    }
    found = compare(values, TODAY, days)
    line = comparison_line("mood", found)
    after, before = (float(mean) for mean in re.findall(r"(\d+\.\d) in the", line))
    told = re.search(r"; (\d+\.\d) (higher|lower), (within|more than) .*\((\d+\.\d)\)$", line)
    if told is None:
        assert line.endswith("; no difference to speak of")
        assert after == before
        return
    size, noise = float(told[1]), float(told[4])
    assert size == pytest.approx(abs(after - before))
    assert (told[2] == "higher") is (after > before)
    assert (told[3] == "more than") is found.change
    assert noise == pytest.approx(found.noise, abs=0.15)
    assert size >= noise if found.change else size <= noise


def test_what_is_told_is_the_difference_of_what_is_told() -> None:
    line = comparison_line("mood", compared(1.56, 2.44))
    assert line.endswith("; 0.8 higher, within ordinary scatter (1.5)")


def test_what_all_measures_need_is_said_once() -> None:
    none = usual({}, TODAY)
    few = usual({TODAY - n * DAY: 4.0 for n in range(15)}, TODAY)
    assert usual_needs_line([("mood", none), ("hours of sleep", none)]) == (
        "Your usual needs 35 days on which the same is noted."
    )
    assert usual_needs_line([("mood", few), ("hours of sleep", none)]) == (
        "Your usual needs 35 days on which the same is noted; 20 more for mood."
    )
    assert usual_needs_line([("mood", few), ("cravings a day", few)]).endswith(
        "; 20 more for mood and cravings a day."
    )
    assert COMPARING_NEEDS == "Two periods are compared once 14 days are noted in each."


def lines(seed: int, days: int, coverage: float, shift: float) -> list[str]:
    """Return everything that is said of an invented history."""
    chance = Random(seed)
    values = {
        TODAY - back * DAY: max(0.0, chance.gauss(3, 2) + (shift if back < 18 else 0))
        for back in range(days)
        if chance.random() < coverage
    }
    name = measure_name(chance.choice(list(Measure)))
    return [
        usual_line(name, usual(values, TODAY)),
        comparison_line(name, compare(values, TODAY, chance.choice((14, 28, 90)))),
    ]


@settings(max_examples=500, deadline=None)
@given(
    st.integers(0, 2**32),
    st.integers(0, 120),
    st.sampled_from((0.5, 0.8, 1.0)),
    st.sampled_from((0.0, 6.0, -3.0)),
)
def test_no_cause_no_risk_no_prediction_and_always_the_days(
    seed: int, days: int, coverage: float, shift: float
) -> None:
    for sentence in lines(seed, days, coverage, shift):
        assert not FORBIDDEN.search(sentence)
        assert re.search(r"\(\d+ noted\)|\d+ logged days|needs [1-9]\d* more day", sentence)
        assert not re.match(r"[^a-z]", sentence)


def test_a_forbidden_word_would_be_found() -> None:
    assert FORBIDDEN.search("mood: will be lower")
    assert FORBIDDEN.search("lower because of short sleep")


def test_every_measure_has_a_name() -> None:
    assert len({measure_name(measure) for measure in Measure}) == len(Measure)
