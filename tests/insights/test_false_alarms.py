"""How often "higher (lower) than your usual" speaks of people who never change."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import fmean, pstdev

import pytest

ROOT = Path(__file__).parents[2]

if not (ROOT / "scripts").exists():
    pytest.skip("not a working copy: the scripts are not here", allow_module_level=True)

from scripts import false_alarms  # noqa: E402 - they may not be here
from scripts.false_alarms import (  # noqa: E402
    PEOPLE,
    Alarms,
    Person,
    alarms,
    changes,
    compared,
    highest,
)

# The kinds that are hardest to keep silent about: whoever leaves out days is told less.
EVERY_DAY = [person for person in PEOPLE if person.coverage == 1]
A_FEW = 150


def name(person: Person) -> str:
    return f"{'mostly 0' if person.mostly_zero else 'even'}, φ {person.correlation:g}"


@pytest.mark.parametrize("person", EVERY_DAY, ids=name)
@pytest.mark.parametrize("new", [True, False], ids=["new", "long standing"])
def test_unchanged_people_are_left_in_peace(person: Person, *, new: bool) -> None:
    found, most = alarms(person, A_FEW, 1, new=new), highest(person)
    assert found.in_30 <= most.in_30
    assert found.in_90 <= most.in_90


def test_three_days_in_a_row_would_be_too_few() -> None:
    person = EVERY_DAY[1]
    assert alarms(person, A_FEW, 1, new=False, in_a_row=3).in_90 > highest(person).in_90


@pytest.mark.parametrize("person", EVERY_DAY, ids=name)
@pytest.mark.parametrize("days", [14, 28, 90])
def test_two_periods_of_unchanged_people_seldom_differ(person: Person, days: int) -> None:
    assert compared(person, 400, 1, days) <= 0.05


@pytest.mark.parametrize("person", EVERY_DAY, ids=name)
def test_a_change_is_found_more_often_than_none(person: Person) -> None:
    found = changes(person, 60, 1)
    assert found.in_21 >= 0.25
    assert found.in_35 > alarms(person, 60, 1, new=False).in_30


@pytest.mark.parametrize("person", PEOPLE, ids=str)
def test_the_invented_people_are_as_described(person: Person) -> None:
    values = false_alarms.history(person, Random(1), 20_000, 10_000)
    turn = false_alarms.FIRST + timedelta(days=10_000)
    before = [value for day, value in values.items() if day < turn]
    after = [value for day, value in values.items() if day >= turn]
    assert len(values) / 20_000 == pytest.approx(person.coverage, abs=0.01)
    assert {value % 1 for value in values.values()} == {0.0}
    assert (min(values.values()), max(values.values())) == (0.0, 10.0)
    if person.mostly_zero:
        assert before.count(0.0) / len(before) == pytest.approx(0.55, abs=0.03)
        assert after.count(0.0) / len(after) == pytest.approx(0.2, abs=0.03)
    else:
        assert fmean(before) == pytest.approx(3, abs=0.15)
        assert pstdev(before) == pytest.approx(2, abs=0.15)
        assert fmean(after) - fmean(before) == pytest.approx(2, abs=0.15)


def test_one_day_resembles_the_next_as_described() -> None:
    for person in EVERY_DAY:
        values = list(false_alarms.history(person, Random(2), 20_000, 20_000).values())
        middle, spread = fmean(values), pstdev(values)
        pairs = pairwise(values)
        likeness = fmean((a - middle) * (b - middle) for a, b in pairs) / spread**2
        # Rounding takes little of it, being 0 on most days a quarter.
        kept = 0.77 if person.mostly_zero else 1.0
        assert likeness == pytest.approx(kept * person.correlation, abs=0.03)


def test_the_same_seed_gives_the_same_table() -> None:
    assert list(false_alarms.markdown(2, 7)) == list(false_alarms.markdown(2, 7))


# --- the table in the documents ----------------------------------------------------------


def written() -> str:
    return (ROOT / "docs" / "insights.md").read_text(encoding="utf-8")


def shares(cell: str) -> Alarms:
    first, second = (float(share) / 100 for share in re.findall(r"([\d.]+) %", cell))
    return Alarms(first, second)


def test_the_table_in_the_documents_is_the_script_s_and_keeps_to_the_limit() -> None:
    text = written()
    heads = [row for row in false_alarms.markdown(1, 1) if row.startswith(("|---", "| ratings"))]
    assert all(head in text for head in heads)
    assert re.search(r"^2000 people a row, seed 1\.$", text, flags=re.MULTILINE)
    rows = [
        row.strip("|").split("|")
        for row in text.partition("## False alarms")[2].partition("\n## ")[0].splitlines()
        if re.match(r"\| (even|mostly 0) ", row)
    ]
    told = [row for row in rows if len(row) == 7]
    assert (len(rows), len(told)) == (3 * len(PEOPLE), len(PEOPLE))
    for person, row in zip(PEOPLE, told, strict=True):
        most, new, long_standing = (shares(cell) for cell in row[3:6])
        assert most == highest(person)
        for found in (new, long_standing):
            assert found.in_30 <= most.in_30
            assert found.in_90 <= most.in_90
