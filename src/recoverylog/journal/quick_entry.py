"""A line as it travels to the journal: the fields that are sealed, or filed at once.

On the quick path: standard library only. docs/format.md lists the fields; one may be added,
none may be renamed.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from recoverylog import clock
from recoverylog.journal import days, when
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.journal.grammar import Line


def fields(line: Line, now: datetime, rollover: int) -> dict[str, Any]:
    """Return the fields of a line written at ``now``.

    The day is decided here, by the clock on the wall of the person who writes. A time that
    cannot be read without loading more travels as it was typed and is resolved at filing.

    Args:
        line: what was typed.
        now: the aware instant of writing.
        rollover: the hour at which a day begins, 0 to 12.
    """
    moment = when.resolve(line.at, now)
    spoken = moment or now
    return {
        "id": new_id(),
        # A word of its own: a program that knows no parts of a day would file it as a bare
        # check-in, without its numbers. One that does not know the word holds it, all of it.
        "kind": line.part or line.kind,
        "at": _instant(spoken),
        "offset": clock.offset_minutes(spoken),
        "day": days.journal_day(spoken, rollover).isoformat(),
        "written": _instant(now),
        "rollover": rollover,
        "phrase": line.at if moment is None else None,
        "value": line.value,
        "part": line.part,
        "strongest": line.strongest,
        "after": line.after,
        "amount": line.amount,
        "text": line.text,
        "tags": list(line.tags),
        "helped": list(line.helped),
        "people": list(line.people),
        "focus": line.focus,
        "ask": line.ask,
        "reason": line.reason,
    }


def when_words(held: dict[str, Any]) -> str:
    """Return how the ``at:`` of a line was understood, for the word that acknowledges it."""
    if held["phrase"] is not None:
        return _("“{phrase}”, to be read when the journal is opened", phrase=held["phrase"])
    moment = datetime.fromisoformat(held["at"]).astimezone()
    return moment.strftime("%Y-%m-%d %H:%M")


def says_something(line: Line) -> bool:
    """Return whether there is anything in a line to keep."""
    return bool(line.kind != "note" or line.text.strip() or line.tags or line.helped or line.people)


def new_id() -> str:
    """Return 32 hexadecimal digits of a random UUID (RFC 9562, version 4)."""
    value = bytearray(os.urandom(16))
    value[6] = value[6] & 0x0F | 0x40
    value[8] = value[8] & 0x3F | 0x80
    return value.hex()


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
