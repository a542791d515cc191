"""Patterns in cravings: when in the week they come, what they come with, what helped.

What goes together with whole days is in ``together``. Fewer entries than practice.md §4.2 asks
for name no pattern; then it is said how many are still needed.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.insights.interval import exceeds, group, ranks, rest
from recoverylog.insights.series import LEAST_DAYS_FOR_A_MEAN, mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recoverylog.insights.mark import Mark

PARTS = ("early", "morning", "afternoon", "evening", "late", "night")
"""The parts of a day, four hours each, from 04:00 on."""

LEAST_WEEKS = 8
LEAST_IN_CELL = 6
LEAST_DAYS_IN_CELL = 4
"""Six cravings of one evening are one evening; a pattern needs several of them."""

SHRINKAGE = 6
"""How many entries of the overall mean a cell's own mean is mixed with (practice.md §4.2)."""

LEAST_USES = 5
"""Uses under which it is not said how much lower cravings were afterwards (practice.md §4.2)."""

_LEVEL = 0.05
_NOISE, _NOISE_FROM_12_WEEKS = 1.6, 1.3
_MOST_TRIGGERS = 8


class Cell(NamedTuple):
    """One part of one day of the week.

    Attributes:
        weekday: 0 Monday to 6 Sunday, of the journal day.
        part: index into ``PARTS``.
        n: the cravings written then.
        mean: their mean strength, 0 to 10; None where there are none.
        shrunk: the mean drawn towards the overall one, the more so the fewer there are.
        days: on how many different days.
    """

    weekday: int
    part: int
    n: int
    mean: float | None
    shrunk: float | None
    days: int


class Grid(NamedTuple):
    """Cravings by day of the week and part of the day.

    Attributes:
        cells: seven rows, Monday first, of six parts each.
        n: cravings in all.
        overall: their mean strength, 0 to 10.
        first: the first day of the window.
        last: the last.
        weeks: the length of the window.
        history: whole weeks of the window since the first entry of any kind.
        needed: weeks still needed until a pattern may be named.
        finding: where cravings were stronger than elsewhere, by more than chance; at most one.
        most: where more were written than elsewhere, by more than chance; None beside a finding.
    """

    cells: tuple[tuple[Cell, ...], ...]
    n: int
    overall: float | None
    first: date
    last: date
    weeks: int
    history: int
    needed: int
    finding: Cell | None
    most: Cell | None


class Ranked(NamedTuple):
    """A tag that cravings came with.

    Attributes:
        word: the tag, folded.
        n: how many cravings came with it.
        mean: their mean strength, 0 to 10; None of fewer than three days.
        days: on how many different days.
    """

    word: str
    n: int
    mean: float | None
    days: int


class Triggers(NamedTuple):
    """What cravings came with.

    Attributes:
        ranked: the tags, the most frequent first; those as frequent in the order of the alphabet.
        others: how many further tags there are.
        tagged: cravings with any tag.
        cravings: cravings in all.
    """

    ranked: tuple[Ranked, ...]
    others: int
    tagged: int
    cravings: int


class Help(NamedTuple):
    """Cravings whose strength was noted before and after.

    Attributes:
        word: what helped, folded; empty where nothing was named.
        n: how many cravings.
        before: their mean strength, 0 to 10.
        after: their mean strength afterwards.
        drop: the mean of before minus after; negative where they were higher afterwards.
    """

    word: str
    n: int
    before: float
    after: float
    drop: float


class Few(NamedTuple):
    """Something that helped, used too few times yet: ``n``, and how many more are needed."""

    word: str
    n: int
    needed: int


class Helped(NamedTuple):
    """What helped.

    Attributes:
        ranked: what was used five times or more, the greatest mean drop first.
        few: the rest, what needs least first.
        unnamed: cravings with both strengths and nothing named, to hold the others against: a
            strong one tends to be lower afterwards anyway. None of fewer than five.
    """

    ranked: tuple[Help, ...]
    few: tuple[Few, ...]
    unnamed: Help | None


def part_of(minute: int) -> int:
    """Return the index into ``PARTS`` of a minute of the wall clock's day, 0 to 1439."""
    return (minute - 240) % 1440 // 240


def when(marks: Iterable[Mark], today: date, weeks: int = LEAST_WEEKS) -> Grid:
    """Return the cravings of the last weeks by day of the week and part of the day.

    A cell is found stronger if it holds at least ``LEAST_IN_CELL`` cravings on at least
    ``LEAST_DAYS_IN_CELL`` days, its mean lies above the overall one by more than the noise of
    a weekday (practice.md §4.2), and its ranks lie above those of all other cells together by
    more than chance would give in ``0.05 / cells tested``: ratings are skewed. Cravings of one part
    of one day count as one in that test, by their mean.

    Args:
        marks: entries of all kinds, in any order; what is after ``today`` is left aside.
        today: the last day of the window.
        weeks: its length, ``LEAST_WEEKS`` or more.

    Raises:
        ValueError: the window is shorter than a pattern needs.
    """
    if weeks < LEAST_WEEKS:
        raise ValueError(f"a pattern of the week needs {LEAST_WEEKS} weeks")
    end = today.toordinal()
    start = end - 7 * weeks + 1
    oldest = end + 1
    found: dict[tuple[int, int], dict[int, list[float]]] = {}
    for mark in marks:
        number = mark.day.toordinal()
        if number > end:
            continue
        oldest = min(oldest, number)
        if mark.kind == "craving" and number >= start and mark.craving is not None:
            place = (number + 6) % 7, part_of(mark.minute)
            found.setdefault(place, {}).setdefault(number, []).append(mark.craving)
    return _grid(found, today, weeks, min(weeks, (end + 1 - oldest) // 7))


def triggers(
    marks: Iterable[Mark], first: date, last: date, most: int = _MOST_TRIGGERS
) -> Triggers:
    """Return the tags that cravings came with from ``first`` to ``last``, by how many did."""
    cravings = [m for m in marks if m.kind == "craving" and first <= m.day <= last]
    strengths: dict[str, list[float]] = {}
    counts: dict[str, int] = {}
    days: dict[str, set[date]] = {}
    for mark in cravings:
        for tag in mark.tags:
            counts[tag] = counts.get(tag, 0) + 1
            days.setdefault(tag, set()).add(mark.day)
            if mark.craving is not None:
                strengths.setdefault(tag, []).append(mark.craving)
    order = sorted(counts, key=lambda tag: (-counts[tag], tag))
    ranked = tuple(
        Ranked(
            tag,
            counts[tag],
            mean(strengths.get(tag, ())) if len(days[tag]) >= LEAST_DAYS_FOR_A_MEAN else None,
            len(days[tag]),
        )
        for tag in order[:most]
    )
    tagged = sum(bool(mark.tags) for mark in cravings)
    return Triggers(ranked, max(0, len(order) - most), tagged, len(cravings))


def helped(marks: Iterable[Mark]) -> Helped:
    """Return by how much cravings were lower after each thing that helped.

    Only cravings with both strengths count; one with two things named counts for both.
    """
    pairs: dict[str, list[tuple[float, float]]] = {}
    for mark in marks:
        if mark.kind == "craving" and mark.craving is not None and mark.after is not None:
            for word in mark.helped or ("",):
                pairs.setdefault(word, []).append((mark.craving, mark.after))
    unnamed = pairs.pop("", [])
    enough = [_help(word, found) for word, found in pairs.items() if len(found) >= LEAST_USES]
    few = [
        Few(word, len(found), LEAST_USES - len(found))
        for word, found in pairs.items()
        if len(found) < LEAST_USES
    ]
    return Helped(
        tuple(sorted(enough, key=lambda one: (-one.drop, -one.n, one.word))),
        tuple(sorted(few, key=lambda one: (one.needed, one.word))),
        _help("", unnamed) if len(unnamed) >= LEAST_USES else None,
    )


def _help(word: str, pairs: Sequence[tuple[float, float]]) -> Help:
    n = len(pairs)
    before = sum(strength for strength, _ in pairs) / n
    after = sum(strength for _, strength in pairs) / n
    # Rounded, so that what dropped alike is ranked alike, whatever the order of the sums.
    return Help(word, n, before, after, round(before - after, 9))


def _grid(
    found: Mapping[tuple[int, int], Mapping[int, list[float]]],
    today: date,
    weeks: int,
    history: int,
) -> Grid:
    """Return the grid of strengths by place in the week and by day."""
    every = [value for days in found.values() for values in days.values() for value in values]
    overall = mean(every)
    cells = tuple(
        tuple(_cell(weekday, part, found.get((weekday, part), {}), overall) for part in range(6))
        for weekday in range(7)
    )
    needed = max(0, LEAST_WEEKS - history)
    finding = None if needed else _strongest(cells, found, overall, history)
    return Grid(
        cells=cells,
        n=len(every),
        overall=overall,
        first=today - timedelta(days=7 * weeks - 1),
        last=today,
        weeks=weeks,
        history=history,
        needed=needed,
        finding=finding,
        most=None if needed or finding else _most(cells),
    )


def _cell(weekday: int, part: int, days: Mapping[int, list[float]], overall: float | None) -> Cell:
    values = [value for strengths in days.values() for value in strengths]
    own = mean(values)
    if own is None or overall is None:
        return Cell(weekday, part, 0, None, None, 0)
    n = len(values)
    return Cell(weekday, part, n, own, overall + n / (n + SHRINKAGE) * (own - overall), len(days))


def _most(cells: Sequence[Sequence[Cell]]) -> Cell | None:
    """Return the cell with most cravings, if chance alone would hardly give it as many.

    Exact binomial tails, to one side, each under 0.05 / 42 (Bonferroni; C. J. Clopper and E. S.
    Pearson, Biometrika 26 (1934), 404-413, for the tail): among all cravings, of which a cell
    would have 1/42 were they spread evenly; among those of its part of the day, of which it
    would have 1/7; and among those of its weekday, of which it would have 1/6. The last two
    keep hours, or days, that have many cravings in every week from naming one cell by chance.

    Cravings often come several at a time, which is one chance and not several: all numbers are
    divided by how many come in one part of one day on average, the cell's rounded down and the
    others up.
    """
    every = [cell for row in cells for cell in row]
    first, second = sorted(every, key=lambda cell: -cell.n)[:2]
    few = first.n < LEAST_IN_CELL or first.days < LEAST_DAYS_IN_CELL
    if few or first.n == second.n:
        return None
    among = (
        (every, len(every)),
        ([row[first.part] for row in cells], len(cells)),
        (cells[first.weekday], len(PARTS)),
    )
    level = _LEVEL / len(every)
    written, occasions = sum(cell.n for cell in every), sum(cell.days for cell in every)
    least = first.n * occasions // written
    sure = all(
        _tail(-(-sum(cell.n for cell in some) * occasions // written), least, of) < level
        for some, of in among
    )
    return first if sure else None


def _tail(n: int, least: int, of: int) -> float:
    """Return how often ``least`` or more of ``n`` fall into one of ``of`` equal places."""
    # Whole numbers to the end: the powers of thousands of cravings leave the range of floats.
    every: int = of**n
    ways: int = (of - 1) ** n
    fewer = 0
    for k in range(least):
        fewer += ways
        ways = ways * (n - k) // ((k + 1) * (of - 1))
    return (every - fewer) / every


def _strongest(
    cells: Iterable[Iterable[Cell]],
    found: Mapping[tuple[int, int], Mapping[int, list[float]]],
    overall: float | None,
    history: int,
) -> Cell | None:
    """Return the cell whose cravings were stronger than elsewhere, if there is one."""
    tested = [
        cell
        for row in cells
        for cell in row
        if cell.n >= LEAST_IN_CELL and cell.days >= LEAST_DAYS_IN_CELL
    ]
    noise = _NOISE if history < 12 else _NOISE_FROM_12_WEEKS
    occasions = {
        place: [fsum(values) / len(values) for values in days.values()]
        for place, days in found.items()
    }
    every = [value for values in occasions.values() for value in values]
    rank = ranks(every)
    whole = group([rank[value] for value in every])
    named = []
    for cell in tested:
        inside = group([rank[value] for value in occasions[cell.weekday, cell.part]])
        outside = rest(whole, inside)
        if cell.mean is None or overall is None or outside.n < LEAST_IN_CELL:
            continue
        surer = exceeds(inside, outside, _LEVEL / len(tested))
        if cell.mean - overall > noise and surer:
            named.append(cell)
    return max(named, key=lambda cell: (cell.shrunk or 0.0, cell.n), default=None)
