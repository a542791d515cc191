"""Seven days as they were written down: counts and the person's own words, nothing else.

No grade, no comparison with another week, nothing that is not in an entry.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.insights.mark import words
from recoverylog.insights.series import LEAST_DAYS_FOR_A_MEAN, by_day, mean
from recoverylog.insights.streaks import Counting, DayState, FocusDays, day_state
from recoverylog.journal.entry import CheckIn, Connection, Craving, Gratitude, Note
from recoverylog.journal.text import folded
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recoverylog.journal.entry import AnyEntry

DAYS = 7


class Rated(NamedTuple):
    """Something noted as a number.

    Attributes:
        days: on how many of the seven days.
        mean: the mean of the days' values; None of fewer than three.
    """

    days: int
    mean: float | None


class FocusWeek(NamedTuple):
    """The days of one focus by their state; those before recovery began are in none."""

    label: str
    free: int
    used: int
    unconfirmed: int
    not_logged: int
    counting: Counting = Counting.PRESUME_FREE


class Hard(NamedTuple):
    """The strongest craving, the latest of those as strong.

    Attributes:
        day: its journal day.
        minute: of the wall clock's day; None where only a check-in speaks of it.
        craving: its strength, above 0 and up to 10.
        after: its strength afterwards, where that was noted.
        tags: what it came with, as typed.
        text: the person's words.
    """

    day: date
    minute: int | None
    craving: float
    after: float | None
    tags: tuple[str, ...]
    text: str


class Counted(NamedTuple):
    """A word or a name, and in how many entries it stands."""

    word: str
    n: int


class Source(StrEnum):
    """Where the one thing to carry on comes from."""

    HELPED = "helped"
    ASK = "ask"
    GOOD = "good"


class Carry(NamedTuple):
    """One thing to carry on: something the person did, wants to ask, or was glad of.

    Attributes:
        source: which of these.
        text: what helped, or the sentence.
        day: when it was written.
        before: the craving's strength before, of what helped.
        after: and afterwards.
    """

    source: Source
    text: str
    day: date
    before: float | None = None
    after: float | None = None


class Week(NamedTuple):
    """Seven days in figures and quotations.

    Attributes:
        first: the first day.
        last: the last.
        logged: days on which anything was written.
        entries: how many entries.
        focuses: the days of each focus.
        mood: the mean of the days' moods.
        craving: the mean of the days' strongest cravings.
        cravings: how many cravings were written one by one.
        sleep: the mean hours.
        hard: the strongest craving; None where none was above 0.
        helped: what helped, the most frequent first.
        people: who was there, likewise.
        connections: how many connections were written.
        good: the latest thing to be grateful for, in the person's words; may be empty.
        carry: one thing to carry on; None where nothing of the kind was written.
        moods: the mood of each of the seven days, oldest first; None where none was noted.
        cravings_by_day: likewise the strongest craving.
    """

    first: date
    last: date
    logged: int
    entries: int
    focuses: tuple[FocusWeek, ...]
    mood: Rated
    craving: Rated
    cravings: int
    sleep: Rated
    hard: Hard | None
    helped: tuple[Counted, ...]
    people: tuple[Counted, ...]
    connections: int
    good: str
    carry: Carry | None
    moods: tuple[float | None, ...] = ()
    cravings_by_day: tuple[float | None, ...] = ()


def review(
    entries: Iterable[AnyEntry], last: date, focuses: Sequence[tuple[str, FocusDays]] = ()
) -> Week:
    """Return the seven days that end with ``last``.

    Args:
        entries: entries in any order; those of other days are left aside.
        last: the last of the seven days, today or earlier.
        focuses: the name of each focus and its days.
    """
    first = last - timedelta(days=DAYS - 1)
    found = sorted((e for e in entries if first <= e.day <= last), key=lambda e: (e.day, e.at))
    values = by_day(found)
    by_days = [values.get(first + timedelta(days=number)) for number in range(DAYS)]
    good = _good(found)
    return Week(
        first=first,
        last=last,
        logged=len(values),
        entries=len(found),
        focuses=tuple(_focus(label, days, last) for label, days in focuses),
        mood=_rated(value.mood for value in values.values()),
        craving=_rated(value.craving for value in values.values()),
        cravings=sum(isinstance(entry, Craving) for entry in found),
        sleep=_rated(value.sleep for value in values.values()),
        hard=_hard(found),
        helped=_counted(entry.helped for entry in found),
        people=_counted(entry.people for entry in found),
        connections=sum(isinstance(entry, Connection) for entry in found),
        good=good.text if good else "",
        carry=_carry(found, good),
        moods=tuple(value.mood if value else None for value in by_days),
        cravings_by_day=tuple(value.craving if value else None for value in by_days),
    )


def earlier_days(day: date, oldest: date) -> tuple[date, ...]:
    """Return the days of earlier years whose anniversary is ``day``, the latest first.

    The anniversary of 29 February is 28 February in a common year.

    Args:
        day: the day on which one looks back.
        oldest: nothing before it is returned.
    """
    return tuple(
        date(year, *place)
        for year in range(day.year - 1, oldest.year - 1, -1)
        for place in _anniversaries(day)
        if _exists(year, *place) and date(year, *place) >= oldest
    )


def _anniversaries(day: date) -> list[tuple[int, int]]:
    """Return the (month, day) whose anniversary falls on ``day``, the later first."""
    own = (day.month, day.day)
    return [(2, 29), own] if own == (2, 28) and not _exists(day.year, 2, 29) else [own]


def _exists(year: int, month: int, day: int) -> bool:
    return (month, day) != (2, 29) or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def _rated(values: Iterable[float | None]) -> Rated:
    known = [value for value in values if value is not None]
    return Rated(len(known), mean(known) if len(known) >= LEAST_DAYS_FOR_A_MEAN else None)


def _focus(label: str, days: FocusDays, last: date) -> FocusWeek:
    states = [day_state(days, last - timedelta(days=back), last) for back in range(DAYS)]
    return FocusWeek(
        label,
        states.count(DayState.FREE),
        states.count(DayState.USED),
        states.count(DayState.UNCONFIRMED),
        states.count(DayState.NOT_LOGGED),
        days.counting,
    )


def _hard(entries: Iterable[AnyEntry]) -> Hard | None:
    """Return the strongest craving; one that was written by itself goes before a check-in's."""
    found: tuple[tuple[float, bool], AnyEntry] | None = None
    for entry in entries:
        if isinstance(entry, Craving | CheckIn) and entry.craving:
            rank = (entry.craving, isinstance(entry, Craving))
            if found is None or rank >= found[0]:
                found = rank, entry
    if found is None:
        return None
    (craving, alone), entry = found
    wall = entry.wall
    return Hard(
        entry.day,
        wall.hour * 60 + wall.minute if alone else None,
        craving,
        entry.after if isinstance(entry, Craving) else None,
        entry.tags,
        entry.text,
    )


def _counted(said: Iterable[tuple[str, ...]]) -> tuple[Counted, ...]:
    """Return each word with its number of entries, spelt as it was first."""
    counts: dict[str, int] = {}
    spelt: dict[str, str] = {}
    for group in said:
        for word in group:
            spelt.setdefault(folded(word), word)
        for word in words(group):
            counts[word] = counts.get(word, 0) + 1
    order = sorted(counts, key=lambda word: (-counts[word], word))
    return tuple(Counted(spelt[word], counts[word]) for word in order)


def _good(entries: Iterable[AnyEntry]) -> Carry | None:
    """Return the latest thing to be grateful for that has words."""
    latest = None
    for entry in entries:
        said = entry.good if isinstance(entry, CheckIn) else ()
        if isinstance(entry, Gratitude):
            said = (entry.text,)
        for text in said:
            if text.strip():
                latest = Carry(Source.GOOD, text, entry.day)
    return latest


def _carry(entries: Sequence[AnyEntry], good: Carry | None) -> Carry | None:
    """Return what was followed by the greatest drop, else the latest ask, else a good thing."""
    best = None
    for entry in entries:
        if isinstance(entry, Craving) and entry.helped and entry.after is not None:
            drop = entry.craving - entry.after
            if drop > 0 and (best is None or drop >= best[0]):
                text = _(" and ").join(entry.helped)
                best = drop, Carry(Source.HELPED, text, entry.day, entry.craving, entry.after)
    if best is not None:
        return best[1]
    asks = [e for e in entries if isinstance(e, Note) and e.ask and e.text.strip()]
    return Carry(Source.ASK, asks[-1].text, asks[-1].day) if asks else good
