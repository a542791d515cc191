"""The sentences of the invented life in invented.json, and how they are dealt out.

All of them are this project's own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from random import Random
from typing import Any, Generic, TypeVar

import msgspec

_DATA = os.path.join(os.path.dirname(__file__), "invented.json")

_T = TypeVar("_T")


class Trigger(msgspec.Struct, frozen=True):
    """A craving's words, and when they are fit.

    Attributes:
        months: only in these months; empty for all.
        weekday: only on this day of the week, 0 being Monday.
        hours: from this hour of the day until before that one; 24 is the next midnight.
    """

    text: str
    tags: tuple[str, ...]
    helped: tuple[str, ...]
    months: tuple[int, ...] = ()
    weekday: int | None = None
    hours: tuple[int, int] = (0, 28)

    def fits(self, day: date, minute: int, *, at_work: bool) -> bool:
        """Return whether these words can be said then, by someone with or without work."""
        return (
            (not self.months or day.month in self.months)
            and self.weekday in {None, day.weekday()}
            and self.hours[0] * 60 <= minute < self.hours[1] * 60
            and (at_work or not {"work", "payday"} & set(self.tags))
        )


class Company(msgspec.Struct, frozen=True):
    """Time with people: what was done, and with whom."""

    text: str
    people: tuple[str, ...]


class Sentences(msgspec.Struct, frozen=True):
    """What invented.json holds of the entries; invented_sharing reads the rest.

    Attributes:
        course: how the life goes: (day, level of mood, level of craving), the first day being 0.
        story: entries that are written on their day whatever the seed.
    """

    course: tuple[tuple[int, float, float], ...]
    cravings: tuple[Trigger, ...]
    moods: dict[str, tuple[str, ...]]
    gratitude: dict[str, tuple[str, ...]]
    good: tuple[str, ...]
    evenings: dict[str, tuple[str, ...]]
    notes: dict[str, tuple[str, ...]]
    asks: tuple[str, ...]
    group: tuple[str, ...]
    sponsor: tuple[str, ...]
    company: tuple[Company, ...]
    story: tuple[dict[str, Any], ...]


@cache
def sentences() -> Sentences:
    """Return what invented.json holds, read once."""
    return msgspec.json.decode(content(), type=Sentences)


def content() -> bytes:
    """Return invented.json as it is."""
    with open(_DATA, "rb") as file:
        return file.read()


class Deck(Generic[_T]):
    """Sentences dealt like cards: none comes again before all have come."""

    def __init__(self, rng: Random, cards: Sequence[_T]) -> None:
        """Take the cards; they are shuffled when the first is asked for."""
        self._rng = rng
        self._cards = cards
        self._left: list[_T] = []

    def deal(self, fits: Callable[[_T], bool] = lambda _card: True) -> _T:
        """Return the next card that fits; the others keep their place.

        Raises:
            LookupError: there is none.
        """
        found = self._take(fits)
        if found is None:
            self._left = self._rng.sample(self._cards, len(self._cards))
            found = self._take(fits)
        if found is None:
            raise LookupError("no sentence is fit for this day")
        return found

    def _take(self, fits: Callable[[_T], bool]) -> _T | None:
        for place in range(len(self._left) - 1, -1, -1):
            if fits(self._left[place]):
                return self._left.pop(place)
        return None
