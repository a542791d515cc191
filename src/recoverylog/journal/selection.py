"""What part of the journal is asked for."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from recoverylog.journal.entry import AnyEntry, Kind

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
