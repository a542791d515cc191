"""Measure how often the trends speak without a reason: of the usual, and of two periods.

    .venv/bin/python scripts/false_alarms.py [--people 2000] [--seed 1]

Invented people rate every day from 0 to 10 and nothing about them ever changes; then whatever
``insights.trend.usual`` says of them, the function that the program itself calls, is a false
alarm, and so is a change between two periods by ``insights.trend.compare``. A second group
changes once, to see how much of a real change is found. Prints Markdown for docs/insights.md;
the same seed prints the same table. It takes a few minutes.

The people:

* *even*: a normal value of mean 3 and standard deviation 2, rounded and held within 0 to 10.
* *mostly 0*: 0 on 55 % of days; else 1 and more, each further point 0.72 times as frequent.
* φ is the correlation of one day with the next, of the normal values behind the ratings; the
  ratings themselves keep 0.3 where they are even, and 0.23 where they are mostly 0.
* Some write every day; others leave out each day with a chance of 20 %.
* A new person's days are counted from the first on which the function can speak; a person of
  long standing has written for 120 days before.

An alarm is any day of the period on which the function says "higher" or "lower". The change is
2 points more for the even, and 0 on 20 % of days and one point more for the mostly 0. Of a
change is counted who is told "higher" within 21 and 35 days of it, after how many days in the
middle, and on how many of the 120 days after it. Whoever is told anything on the day before
the change is left out.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from math import erf, floor, sqrt
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.insights.trend import BASELINE, IN_A_ROW, compare, usual

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = date(2027, 6, 1)
LONG_STANDING = 120
AFTER_A_CHANGE = 120
_RARER = 0.72


class Person(NamedTuple):
    """How an invented person rates and writes."""

    mostly_zero: bool
    correlation: float
    coverage: float


class Alarms(NamedTuple):
    """Shares of people, 0 to 1, told anything within 30 and 90 days though nothing changed."""

    in_30: float
    in_90: float


class Found(NamedTuple):
    """What is said of a real change: shares of people, and days in the middle (None of none)."""

    in_21: float
    in_35: float
    delay: int | None
    told: int | None


PEOPLE = tuple(
    Person(mostly_zero, correlation, coverage)
    for mostly_zero in (False, True)
    for correlation in (0.0, 0.3)
    for coverage in (1.0, 0.8)
)


def highest(person: Person) -> Alarms:
    """Return what practice.md §4.2 allows: 28 days of baseline, three in a row."""
    if person.mostly_zero:
        return Alarms(0.13, 0.27)
    return Alarms(0.10, 0.25) if person.correlation else Alarms(0.02, 0.06)


def rating(person: Person, latent: float, *, changed: bool = False) -> float:
    """Return the rating, 0 to 10, of a day whose normal value is ``latent``."""
    if not person.mostly_zero:
        return float(min(10, max(0, floor(3 + 2 * latent + (2 if changed else 0) + 0.5))))
    zero = 0.2 if changed else 0.55
    rank = (1 + erf(latent / sqrt(2))) / 2
    if rank < zero:
        return 0.0
    left = 1 - (rank - zero) / (1 - zero)
    level = 1
    while level < 10 and left < _RARER**level:
        level += 1
    return float(min(10, level + (1 if changed else 0)))


def latents(person: Person, chance: Random) -> Iterator[float]:
    """Return normal values without end, each correlated with the one before it."""
    rest = sqrt(1 - person.correlation**2)
    latent = chance.gauss(0, 1)
    while True:
        yield latent
        latent = person.correlation * latent + rest * chance.gauss(0, 1)


def history(person: Person, chance: Random, days: int, change: int) -> dict[date, float]:
    """Return the days written of ``days`` days; from number ``change`` on they are changed."""
    written = {}
    for number, latent in zip(range(days), latents(person, chance), strict=False):
        if chance.random() < person.coverage:
            value = rating(person, latent, changed=number >= change)
            written[FIRST + timedelta(days=number)] = value
    return written


def first_alarm(values: dict[date, float], begin: date, days: int, in_a_row: int) -> int | None:
    """Return the first of the days, from 1 on, on which anything is said; None if never."""
    for number in range(1, days + 1):
        today = begin + timedelta(days=number - 1)
        if usual(values, today, in_a_row).state in {"higher", "lower"}:
            return number
    return None


def begins(values: dict[date, float], in_a_row: int, *, new: bool) -> date:
    """Return the first day that counts."""
    if not new:
        return FIRST + timedelta(days=LONG_STANDING)
    today = sorted(values)[BASELINE]
    while usual(values, today, in_a_row).state == "needs":
        today += timedelta(days=1)
    return today


def alarms(
    person: Person, people: int, seed: int, *, new: bool, in_a_row: int = IN_A_ROW
) -> Alarms:
    """Return the share of unchanged people who are told of a change."""
    chance = Random(f"{seed} {person} {new}")
    days = LONG_STANDING + 90
    found = []
    for _ in range(people):
        values = history(person, chance, days, days)
        begin = begins(values, in_a_row, new=new)
        found.append(first_alarm(values, begin, 90, in_a_row))
    shares = [sum(at is not None and at <= span for at in found) / people for span in (30, 90)]
    return Alarms(*shares)


def changes(person: Person, people: int, seed: int, in_a_row: int = IN_A_ROW) -> Found:
    """Return how much of a real change is found, and how long it is told."""
    chance = Random(f"{seed} {person} changed")
    delays, told, counted = [], [], 0
    for _ in range(people):
        values = history(person, chance, LONG_STANDING + AFTER_A_CHANGE, LONG_STANDING)
        turn = FIRST + timedelta(days=LONG_STANDING)
        if usual(values, turn - timedelta(days=1), in_a_row).state != "within":
            continue
        counted += 1
        after = range(1, AFTER_A_CHANGE + 1)
        days = [turn + timedelta(days=number - 1) for number in after]
        said = [usual(values, day, in_a_row).state == "higher" for day in days]
        if True in said[:35]:
            delays.append(said.index(True) + 1)
            told.append(sum(said))
    in_21 = sum(delay <= 21 for delay in delays) / max(1, counted)
    return Found(in_21, len(delays) / max(1, counted), _middle(delays), _middle(told))


def compared(person: Person, people: int, seed: int, days: int) -> float:
    """Return the share of unchanged people of whom two periods of ``days`` days differ."""
    chance = Random(f"{seed} {person} {days}")
    today = FIRST + timedelta(days=2 * days - 1)
    found = [
        compare(history(person, chance, 2 * days, 2 * days), today, days) for _ in range(people)
    ]
    enough = [comparison for comparison in found if not comparison.needed]
    return sum(comparison.change for comparison in enough) / max(1, len(enough))


def _middle(numbers: list[int]) -> int | None:
    """Return the middle one."""
    return sorted(numbers)[len(numbers) // 2] if numbers else None


def markdown(people: int, seed: int) -> Iterator[str]:
    """Return the tables, line by line."""
    yield f"{people} people a row, seed {seed}."
    yield ""
    yield (
        "| ratings | φ | days written | at most, 30 / 90 days | new | long standing "
        "| three in a row instead, long standing |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for person in PEOPLE:
        cells = [
            highest(person),
            alarms(person, people, seed, new=True),
            alarms(person, people, seed, new=False),
            alarms(person, people, seed, new=False, in_a_row=3),
        ]
        yield _row(person, *(f"{_share(a.in_30)} / {_share(a.in_90)}" for a in cells))
    yield ""
    yield (
        "| ratings | φ | days written | found in 21 days | in 35 days | after, days "
        "| told on, days | three in a row instead, in 21 days |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for person in PEOPLE:
        seen = changes(person, people, seed)
        other = changes(person, people, seed, in_a_row=3)
        shares = [_share(seen.in_21), _share(seen.in_35)]
        days = ["–" if number is None else str(number) for number in (seen.delay, seen.told)]
        yield _row(person, *shares, *days, _share(other.in_21))
    yield ""
    yield from _periods(people, seed)


def _periods(people: int, seed: int) -> Iterator[str]:
    """Return the table of two periods, line by line."""
    lengths = (21, 28, 90)
    names = " | ".join(f"{days} days beside {days}" for days in lengths)
    yield f"| ratings | φ | days written | {names} |"
    yield "|---|--:|--:|--:|--:|--:|"
    for person in PEOPLE:
        yield _row(person, *(_share(compared(person, people, seed, n)) for n in lengths))


def _row(person: Person, *cells: str) -> str:
    """Return a row of a table."""
    kind = "mostly 0" if person.mostly_zero else "even"
    who = [kind, f"{person.correlation:g}", _share(person.coverage)]
    return f"| {' | '.join([*who, *cells])} |"


def _share(share: float) -> str:
    """Return a share in percent: with a decimal below 10, where it matters."""
    percent = 100 * share
    return f"{percent:.1f} %" if percent < 9.95 and percent % 1 else f"{percent:.0f} %"


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="measure the false alarms of trend.usual")
    parser.add_argument("--people", type=int, default=2000, help="people in each row")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same table")
    asked = parser.parse_args()
    for line in markdown(asked.people, asked.seed):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
