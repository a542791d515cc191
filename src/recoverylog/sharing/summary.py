"""The first summary: what a person may hand to somebody else, as a value.

:func:`build` reads entries and makes a new, small value out of them, field by field; nothing
reaches the other person because it was forgotten to be taken out. Without a tick it holds
figures only. In no case does it hold: names or roles of people, amounts, times of day, days of
use, the words of a craving, a mood, a connection or a use, or where an entry came from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from recoverylog.insights import series
from recoverylog.insights.series import LEAST_DAYS_FOR_A_MEAN
from recoverylog.insights.streaks import Counting, DayState, Figures, FocusDays, Window, day_state
from recoverylog.journal.entry import (
    AnyEntry,
    CheckIn,
    Connection,
    Gratitude,
    Note,
    Use,
)
from recoverylog.journal.focus import Focus

PERIODS = (7, 30, 90)
"""The periods that a summary is offered for, in days."""

MOST_WORDS = 3
"""How many tags, or things that helped, are named at most."""


class Choice(NamedTuple):
    """What the person ticked, beyond the figures.

    Attributes:
        text: their own words: questions to bring, notes, gratitude, good things, what helped.
        tags: the most frequent tags.
        labels: the names of the focuses.
    """

    text: bool = False
    tags: bool = False
    labels: bool = False


class Mean(NamedTuple):
    """A mean of day values; None where too few days have one."""

    days: int
    value: float | None


class FocusPart(NamedTuple):
    """One focus.

    Attributes:
        label: its name, or None where that was not ticked.
        figures: its figures on the last day of the period.
        window: its days within the period, none of them before recovery began.
    """

    label: str | None
    figures: Figures
    window: Window


class Words(NamedTuple):
    """What the person wrote, oldest first, each as it was written."""

    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    gratitude: tuple[str, ...] = ()
    good: tuple[str, ...] = ()


class Summary(NamedTuple):
    """Everything that leaves, and nothing else.

    Attributes:
        first: the first day of the period.
        last: its last day, both included.
        focuses: one part for each focus, in the person's order.
        logged: on how many days of the period anything was written.
        mood: mean over days of each day's mean mood, 0 to 10.
        craving: mean over days of each day's strongest craving, 0 to 10.
        connections: how often time with people was noted.
        helped: how many entries name something that helped.
        choice: what was ticked.
        words: the person's own words, where ticked.
        helped_by: what helped most often, with counts, where text was ticked.
        tags: the most frequent tags, with counts, where ticked.
    """

    first: date
    last: date
    focuses: tuple[FocusPart, ...]
    logged: int
    mood: Mean
    craving: Mean
    connections: int
    helped: int
    choice: Choice = Choice()
    words: Words = Words()
    helped_by: tuple[tuple[str, int], ...] = ()
    tags: tuple[tuple[str, int], ...] = ()

    @property
    def days(self) -> int:
        """The length of the period in days."""
        return (self.last - self.first).days + 1


def first_day(last: date, days: int) -> date:
    """Return the first of ``days`` days that end with ``last``."""
    return last - timedelta(days=days - 1)


def build(
    focuses: Sequence[tuple[Focus, Figures]],
    entries: Iterable[AnyEntry],
    *,
    last: date,
    days: int,
    choice: Choice | None = None,
) -> Summary:
    """Return the summary of the ``days`` days that end with ``last``.

    Args:
        focuses: each focus with its figures as of ``last``, in the person's order.
        entries: what stands in the journal on these days, of every kind; in any order. What
            lies outside the period is passed over.
        last: the last day of the period.
        days: its length, 1 or more.
        choice: what the person ticked; nothing unless given.

    Raises:
        ValueError: a period of no days.
    """
    if days < 1:
        raise ValueError("a summary covers at least one day")
    ticked = choice or Choice()
    first = first_day(last, days)
    found = sorted(
        (entry for entry in entries if first <= entry.day <= last),
        key=lambda entry: (entry.day, entry.at, entry.id),
    )
    days_of = series.by_day(found).values()
    helping = [entry for entry in found if entry.helped]
    return Summary(
        first=first,
        last=last,
        focuses=tuple(
            FocusPart(
                one.label if ticked.labels else None, figures, _window(one, found, first, last)
            )
            for one, figures in focuses
        ),
        logged=len({entry.day for entry in found}),
        mood=_mean(day.mood for day in days_of),
        craving=_mean(day.craving for day in days_of),
        connections=sum(isinstance(entry, Connection) for entry in found),
        helped=len(helping),
        choice=ticked,
        words=_words(found) if ticked.text else Words(),
        helped_by=_frequent(entry.helped for entry in helping) if ticked.text else (),
        tags=_frequent(entry.tags for entry in found) if ticked.tags else (),
    )


def _window(focus: Focus, found: Sequence[AnyEntry], first: date, last: date) -> Window:
    """Return the counts of a focus's days from ``first`` to ``last``, by their state."""
    uses = [entry for entry in found if isinstance(entry, Use) and entry.focus == focus.id]
    known = FocusDays(
        since=focus.since,
        counting=Counting(focus.counting),
        used=frozenset(use.day for use in uses if use.confirmed),
        unconfirmed=frozenset(use.day for use in uses if not use.confirmed),
        logged=frozenset(entry.day for entry in found),
    )
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    states = [state for day in every if (state := day_state(known, day, last))]
    return Window(
        days=len(states),
        free=states.count(DayState.FREE),
        used=states.count(DayState.USED),
        unconfirmed=states.count(DayState.UNCONFIRMED),
        not_logged=states.count(DayState.NOT_LOGGED),
    )


def _mean(values: Iterable[float | None]) -> Mean:
    """Return the mean of day values: one busy day must not outweigh a quiet one."""
    known = [value for value in values if value is not None]
    return Mean(len(known), series.mean(known) if len(known) >= LEAST_DAYS_FOR_A_MEAN else None)


def _words(found: Sequence[AnyEntry]) -> Words:
    """Return the texts that may be shared.

    A note with a reason was meant as something else, a craving or a use, and its text may
    still hold the marks for people and times: it is shared no more than those are.
    """
    notes = [entry for entry in found if isinstance(entry, Note) and entry.reason is None]
    good = [thing for entry in found if isinstance(entry, CheckIn) for thing in entry.good]
    return Words(
        questions=_said(note.text for note in notes if note.ask),
        notes=_said(note.text for note in notes if not note.ask),
        gratitude=_said(entry.text for entry in found if isinstance(entry, Gratitude)),
        good=_said(good),
    )


def _said(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text.strip())


def _frequent(lists: Iterable[tuple[str, ...]]) -> tuple[tuple[str, int], ...]:
    """Return the words that stand in most entries, the most frequent first, whatever their case."""
    counts = Counter(word for words in lists for word in {one.casefold() for one in words})
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(ranked[:MOST_WORDS])
