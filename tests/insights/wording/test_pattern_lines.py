"""Sentences of patterns and weeks: with their n, and without cause, risk or prediction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.insights import pattern, signs, together, week
from recoverylog.insights.mark import Mark
from recoverylog.insights.pattern import Cell, Few, Grid, Help, Helped, Ranked, Triggers
from recoverylog.insights.series import of_marks
from recoverylog.insights.signs import SignsSeen
from recoverylog.insights.together import (
    Company,
    Measure,
    Together,
    TogetherResult,
    What,
)
from recoverylog.insights.wording import patterns
from recoverylog.insights.wording import signs as sign_words
from recoverylog.insights.wording import week as week_words
from tests.insights.invented_marks import history, unrelated, week_of_cravings
from tests.insights.test_week import LAST, invented

TODAY = date(2026, 11, 22)

# Whoever says one of these says more than was counted.
CLAIMS = re.compile(
    r"\b(?:because|causes?|caused|causing|cause of|due to|leads? to|led to|makes?|made you|"
    r"results? in|thanks to|effects?|affects?|reduces?|increases?|"
    r"improves?|worsens?|prevents?|protects?|"
    r"triggers? (?:a|your)|helps? you|works? for you|so that you|risks?|risky|danger(?:ous)?|"
    r"warnings?|beware|vulnerable|likely|probably|probability|chances? of|predicts?|prediction|"
    r"forecasts?|expect(?:ed|s)?|will|going to|next week|tomorrow|about to|soon|should|must|"
    r"ought|try to|proves?|significant|always|never)\b",
    re.IGNORECASE,
)


def everything_said(seed: int) -> Iterator[str]:
    """All that is said of one generated life."""
    rng = Random(seed)
    marks, first, last = history(seed)
    if seed % 3 == 0:
        marks, first, last = unrelated(rng, 150, company=rng.choice((-3.0, 3.0)))
    values = of_marks(marks)
    yield from patterns.together_lines(together.together(values, marks, first, last))
    yield from patterns.company_lines(together.company(values, marks, first, last))
    yield from patterns.triggers_lines(pattern.triggers(marks, first, last, 3))
    yield from patterns.helped_lines(pattern.helped(marks))
    yield from patterns.when_lines(pattern.when(marks, last))
    yield from patterns.when_lines(pattern.when(week_of_cravings(rng, 9, TODAY, friday=4.0), TODAY))
    weeks = [signs.SignsWeek(TODAY, ("a",)), signs.SignsWeek(TODAY - timedelta(days=7), ())]
    yield sign_words.signs_line(
        signs.compare(weeks[: rng.randint(0, 2)], [signs.Sign("a", "x")], TODAY)
    )
    for heading, text in week_words.lines(week.review(invented(seed), LAST)):
        yield f"{heading}: {text}"


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**6))
def test_nothing_claims_a_cause_a_risk_or_what_is_to_come(seed: int) -> None:
    for sentence in everything_said(seed):
        assert not CLAIMS.search(sentence), sentence
        assert "inf" not in sentence.split(), sentence
        assert not re.match(r"(?:\w+: )?[-−]?0(?:\.0)?\b", sentence), sentence


ONE = Together(What.HELPED, "walk", Measure.MOOD, 24, 61, 6.8, 5.4, 1.4, 0.5, 2.3)


@pytest.mark.parametrize("kind", What)
@pytest.mark.parametrize("measure", Measure)
def test_every_kind_of_finding_is_said_with_both_numbers(kind: What, measure: Measure) -> None:
    for one in (ONE, ONE._replace(difference=-1.4, low=-2.3, high=-0.5)):
        line = patterns.together_line(one._replace(kind=kind, measure=measure))
        assert "(n 24)" in line
        assert "(n 61)" in line
        assert "1.4 points" in line
        assert "between 0.5 and 2.3" in line
        assert ("higher" in line) is (one.difference > 0)
        assert not CLAIMS.search(line)


def test_the_claims_are_caught() -> None:
    for claim in (
        "A walk makes Fridays better.",
        "This leads to less craving.",
        "You will sleep better.",
        "A high risk on Fridays",
        "Cravings are likely on Sunday.",
    ):
        assert CLAIMS.search(claim)


def test_what_goes_together() -> None:
    assert patterns.together_lines(TogetherResult((ONE,), 23, 0)) == [
        (
            "On days with +walk mood tends to be higher: 6.8 (n 24) against 5.4 on other days "
            "(n 61), 1.4 points higher, between 0.5 and 2.3."
        ),
        (
            "1 of 23 comparisons shown, with bounds that allow for all of them. Going together "
            "does not tell which comes first, or why."
        ),
    ]
    assert patterns.together_lines(TogetherResult((), 23, 0)) == [
        "Nothing stands out among 23 comparisons."
    ]
    assert patterns.together_lines(TogetherResult((), 0, 7)) == [
        (
            "What goes together needs 10 days with something and 10 without, each with a mood or "
            "craving: 7 more days."
        )
    ]


def test_company() -> None:
    clear = ONE._replace(kind=What.CONNECTION, word="")
    unclear = clear._replace(measure=Measure.CRAVING, difference=0.1, low=-0.4, high=0.6)
    assert patterns.company_lines(Company(clear, unclear, (0, 0), (0, 0))) == [
        (
            "Mood was 6.8 on days with a connection (n 24) and 5.4 on other days (n 61): "
            "1.4 points higher, between 0.5 and 2.3."
        ),
        (
            "The strongest craving was 6.8 on days with a connection (n 24) and 5.4 on other days "
            "(n 61); no clear difference."
        ),
    ]
    assert patterns.company_lines(Company(None, None, (4, 0), (10, 1))) == [
        "Mood in company needs 4 more days with a connection, each with a mood.",
        (
            "The strongest craving in company needs 10 more days with a connection and 1 more day "
            "without, each with a check-in that rates the craving."
        ),
    ]


def grid(**fields: Any) -> Grid:
    base = Grid((), 61, 4.4, TODAY, TODAY, 8, 8, 0, None, None)
    return base._replace(**fields)


def test_when_cravings_come() -> None:
    friday = Cell(4, 3, 9, 7.1, 6.0, 7)
    night = Cell(6, 5, 12, 5.0, 4.8, 8)
    assert patterns.when_lines(grid(finding=friday)) == [
        (
            "Cravings written on Fridays between 16:00 and 20:00 were stronger than at other "
            "times: 7.1 on average, n 9, against 4.4 over all 61 of the last 8 weeks."
        )
    ]
    assert patterns.when_lines(grid(most=night)) == [
        (
            "More cravings were written on Sunday nights between 00:00 and 04:00 than in any "
            "other part of the week: 12 of 61 in the last 8 weeks."
        ),
    ]
    assert patterns.when_lines(grid()) == [
        (
            "No part of the week stands out among 61 cravings of the last 8 weeks; a pattern needs "
            "6 or more at one time of the week."
        )
    ]
    assert patterns.when_lines(grid(cells=((friday, night),))) == [
        "No part of the week stands out among 61 cravings of the last 8 weeks."
    ]
    assert patterns.when_lines(grid(needed=5, history=3)) == [
        "Patterns of the week need 8 weeks of entries; there are 3 so far."
    ]
    assert patterns.when_lines(grid(needed=8, history=0)) == [
        "Patterns of the week need 8 weeks of entries; this is the first."
    ]
    assert patterns.when_lines(grid(n=0, overall=None)) == [
        "Cravings by day and hour appear here; none were written in the last 8 weeks."
    ]


def test_triggers() -> None:
    ranked = (Ranked("lonely", 12, 6.4, 9), Ranked("pay\x1bday", 1, None, 1))
    assert patterns.triggers_lines(Triggers(ranked, 2, 30, 61)) == [
        "30 of 61 cravings came with an @word.",
        "@lonely with 12 of 61 cravings, 6.4 on average",
        "@pay�day with 1 of 61 cravings",
        "2 further @words less often or as often.",
    ]
    assert "an @word" in patterns.triggers_lines(Triggers((), 0, 0, 0))[0]
    assert "3 cravings so far" in patterns.triggers_lines(Triggers((), 0, 0, 3))[0]


def test_what_helped_is_never_listed_without_its_caution() -> None:
    walk, bare = Help("walk", 14, 7.2, 3.1, 4.1), Help("", 12, 6.0, 4.0, 2.0)
    assert patterns.helped_lines(Helped((walk,), (Few("tea", 3, 2),), bare)) == [
        "+walk: 7.2 before, 3.1 after on average, n 14",
        "with nothing named: 6.0 before, 4.0 after on average, n 12",
        "Strong cravings tend to be lower afterwards anyway, whatever was done.",
        "+tea: 3 cravings with a strength afterwards, 2 more needed",
    ]
    assert patterns.helped_lines(Helped((), (), None)) == [
        (
            "What helped appears here after 5 cravings with the same +word and their strength "
            "afterwards."
        )
    ]


@pytest.mark.parametrize(
    ("seen", "line"),
    [
        (SignsSeen(3, 1, 6), "3 of your 6 signs this week, 1 last week"),
        (SignsSeen(1, 0, 1), "your one sign was ticked this week, none last week"),
        (SignsSeen(0, 2, 6), "none of your 6 signs this week, 2 last week"),
        (SignsSeen(0, None, 1), "your one sign was not there this week"),
        (SignsSeen(3, None, 6), "3 of your 6 signs this week"),
        (SignsSeen(None, 2, 6), "Your 6 signs can be ticked for this week, 2 last week"),
        (
            SignsSeen(None, None, 0),
            "Signs that you name yourself appear here, to be ticked once a week.",
        ),
    ],
)
def test_signs(seen: SignsSeen, line: str) -> None:
    assert sign_words.signs_line(seen) == line


def test_a_hostile_word_is_inert() -> None:
    line = patterns.together_line(ONE._replace(word="wa\u202elk\x1b[2J"))
    assert "\x1b" not in line
    assert "\u202e" not in line
    marks = [Mark("craving", TODAY, craving=5.0, tags=("a\nb",))]
    assert all(
        "\n" not in x for x in patterns.triggers_lines(pattern.triggers(marks, TODAY, TODAY))
    )
