"""What part of the journal is asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from recoverylog.journal.entry import AnyEntry, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

Action = Literal["write", "edit", "delete", "confirm", "undo"]


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """A filter; what is None or empty does not narrow.

    Attributes:
        kinds: any of these kinds.
        tag: this tag, whatever its case.
        helped: this was noted as having helped.
        person: this person was there.
        focus: this focus's id; entries that speak of all focuses are left out.
        first: this day or later.
        last: this day or earlier.
        limit: at most so many, the newest; 0 for all.
        deleted: from the bin instead of from the journal.
    """

    kinds: tuple[Kind, ...] = ()
    tag: str | None = None
    helped: str | None = None
    person: str | None = None
    focus: str | None = None
    first: date | None = None
    last: date | None = None
    limit: int = 0
    deleted: bool = False


class Stored(msgspec.Struct, frozen=True):
    """An entry with what the journal knows of it.

    Attributes:
        number: the short number that commands take; never given twice.
        entry: the entry as it is now.
        deleted: whether it lies in the bin.
        hlc: the time stamp of its present version.
    """

    number: int
    entry: AnyEntry
    deleted: bool
    hlc: int


class Version(msgspec.Struct, frozen=True):
    """One state that an entry had.

    Attributes:
        hlc: when, as a hybrid logical clock: Unix milliseconds times 65,536, plus a counter.
        device: hexadecimal id of the device that wrote it.
        action: what was done.
        deleted: whether it lay in the bin then.
        entry: the entry as it was then.
    """

    hlc: int
    device: str
    action: Action
    deleted: bool
    entry: AnyEntry

    @property
    def unix_ms(self) -> int:
        """The wall clock of the moment, in milliseconds since 1970."""
        return self.hlc >> 16


class Held(msgspec.Struct, frozen=True):
    """A quick entry whose origin is not certain; it counts nowhere until it is accepted.

    Attributes:
        id: the entry's id.
        reason: forged, unknown_device, unpinned or not_understood.
        arrived: the instant of filing, ISO 8601, UTC.
        body: the sealed JSON as it came.
    """

    id: str
    reason: str
    arrived: str
    body: str


class Found(NamedTuple):
    """What a filter found.

    Attributes:
        entries: the newest first.
        more: there are more than these.
        remarks: one short sentence for each part of the filter that could not be used.
    """

    entries: list[Stored]
    more: bool
    remarks: tuple[str, ...] = ()


class Words(NamedTuple):
    """Words that were used before, each sort with the most used first."""

    tags: tuple[str, ...]
    helped: tuple[str, ...]
    people: tuple[str, ...]


class DayMark(msgspec.Struct, frozen=True):
    """What a calendar shows of a day on which something was written.

    Attributes:
        count: how many entries.
        mood: the mean of what was noted, 0 to 10; None where nothing was.
        craving: the strongest that was noted, 0 to 10; None where nothing was.
        used: a confirmed use lies on it.
        unconfirmed: a use lies on it that waits for a word, and no confirmed one.
    """

    count: int
    mood: float | None
    craving: float | None
    used: bool
    unconfirmed: bool


_LEAST_NAME = 4
_LONGEST_NUMBER = 15
"""Digits so many are no entry's number any more."""


def short_names(ids: Iterable[str]) -> dict[str, str]:
    """Return for each id the shortest beginning that only it has, of four characters or more.

    One of digits alone goes on to its first letter: it would be taken for an entry's number.
    """
    whole = list(ids)
    return {one: _short_name(one, whole) for one in whole}


def held_called(held: Iterable[Held], reference: str) -> Held | None:
    """Return the one held entry whose id begins so, or None; see :func:`short_names`.

    Digits alone are the number of an entry, so they name none.
    """
    begun = reference.lower()
    if len(begun) < _LEAST_NAME or (begun.isdigit() and len(begun) < _LONGEST_NUMBER):
        return None
    found = [one for one in held if one.id.startswith(begun)]
    return found[0] if len(found) == 1 else None


def _short_name(name: str, among: list[str]) -> str:
    for length in range(_LEAST_NAME, len(name)):
        short = name[:length]
        number = short.isdigit() and length < _LONGEST_NUMBER
        if not number and sum(other.startswith(short) for other in among) == 1:
            return short
    return name
