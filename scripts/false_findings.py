"""How often patterns are named in people who have none, and how often one that is there.

    .venv/bin/python scripts/false_findings.py [--people 300] [--seed 1]

Prints the Markdown tables of docs/insights.md. The people are those of
tests/insights/invented_marks.py: their words, sleep and company have nothing to do with mood or
craving, but for what is planted. Every answer comes from the functions that the program asks. At
full size (--people 300) it takes about ten minutes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from recoverylog.insights import pattern, together
from recoverylog.insights.series import of_marks
from tests.insights.invented_marks import unrelated, week_of_cravings

TODAY = date(2026, 11, 22)
PEOPLE: dict[str, dict[str, Any]] = {
    "even": {},
    "independent": {"carry": 0.0, "sticky": 0.0},
    "lasting": {"carry": 0.6, "sticky": 0.6},
    "mostly 0": {"zeros": True},
    "tide": {"tide": True},
    "lasting, mostly 0, tide": {"carry": 0.6, "sticky": 0.6, "tide": True, "zeros": True},
}
LENGTHS = (60, 120, 365, 730, 1500)
PLANTED = (60, 120, 180, 365)
WINDOWS = (8, 12, 26)
FRIDAY_EVENING = (4, 3)


def share(people: int, seed: int, found: Callable[[Random], bool]) -> str:
    """Return of how many people in a hundred something is found, drawn from ``seed``."""
    rng = Random(seed)
    return f"{100 * sum(found(rng) for _ in range(people)) / people:.1f}"


def anything(rng: Random, days: int, kind: dict[str, Any]) -> bool:
    """Return whether anything is said to go together in somebody of whom nothing does."""
    marks, first, last = unrelated(rng, days, **kind)
    return bool(together.together(of_marks(marks), marks, first, last).found)


def company(rng: Random, days: int) -> bool:
    """Return whether a mood 2 points higher on days with a connection is found."""
    marks, first, last = unrelated(rng, days, company=2.0)
    found = together.together(of_marks(marks), marks, first, last).found
    return any(
        one.kind is together.What.CONNECTION
        and one.measure is together.Measure.MOOD
        and one.difference > 0
        for one in found
    )


def cell(rng: Random, weeks: int, **kind: Any) -> bool:
    """Return whether a part of the week is called stronger where none is."""
    return (
        pattern.when(week_of_cravings(rng, weeks, TODAY, **kind), TODAY, weeks).finding is not None
    )


def friday(rng: Random, weeks: int) -> bool:
    """Return whether Friday evenings are found where cravings are 3 points stronger on them."""
    found = pattern.when(week_of_cravings(rng, weeks, TODAY, friday=3.0), TODAY, weeks).finding
    return found is not None and (found.weekday, found.part) == FRIDAY_EVENING


def row(name: str, shares: list[str]) -> None:
    """Print a row of a table."""
    sys.stdout.write(f"| {name} | {' | '.join(shares)} |\n")
    sys.stdout.flush()


def table(head: str, columns: tuple[int, ...], unit: str) -> None:
    """Print the head of a table."""
    sys.stdout.write("\n")
    row(head, [f"{number} {unit}" for number in columns])
    row("---", ["--:"] * len(columns))


def main() -> None:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    people, seed = asked.people, asked.seed
    table("people of whom nothing goes together", LENGTHS, "days")
    for name, kind in PEOPLE.items():
        row(name, [share(people, seed, partial(anything, days=d, kind=kind)) for d in LENGTHS])
    table("mood 2 points higher in company", PLANTED, "days")
    row("found", [share(people, seed, partial(company, days=d)) for d in PLANTED])
    table("cravings", WINDOWS, "weeks")
    for name, skewed in (("as strong everywhere", False), ("the same, mostly faint", True)):
        found = [partial(cell, weeks=w, skewed=skewed) for w in WINDOWS]
        row(name, [share(10 * people, seed, one) for one in found])
    planted = [share(3 * people, seed, partial(friday, weeks=w)) for w in WINDOWS]
    row("3 points stronger on Friday evenings, found", planted)


if __name__ == "__main__":
    main()
