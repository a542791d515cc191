"""A calendar file of dates that lie ahead (iCalendar, RFC 5545), as text.

Each is a whole day. A title names the length of time alone by default, nothing of what it is
the time of; the name that a calendar keeps each event by is a hash, so that it tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from recoverylog.journal.text import inert_line

if TYPE_CHECKING:
    from recoverylog.insights.milestone import Ahead, Milestone

_LINE_OCTETS = 75
_BREAK = "\r\n"


def calendar(
    aheads: Iterable[Ahead], dtstamp: datetime, titles: Mapping[str | None, str] | None = None
) -> str:
    """Return a calendar of those that have a date; every line ends with CR and LF.

    The same milestone of the same focus has the same UID each time, so that reading a newer
    file into a calendar moves an event and never doubles it.

    Args:
        aheads: what lies ahead; what has no date is left out.
        dtstamp: when the file is made, with its zone.
        titles: by the id of a focus, what a title says after the length of time.

    Raises:
        ValueError: ``dtstamp`` has no zone.
    """
    if dtstamp.tzinfo is None:
        raise ValueError("the time at which a calendar is made needs its zone")
    stamp = f"{_basic(dtstamp.astimezone(UTC).replace(tzinfo=None))}Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//recoverylog//EN", "CALSCALE:GREGORIAN"]
    for ahead in aheads:
        if ahead.day is not None:
            after = (titles or {}).get(ahead.milestone.focus, "")
            lines += [
                "BEGIN:VEVENT",
                f"UID:{_uid(ahead.milestone)}",
                f"DTSTAMP:{stamp}",
                f"DTSTART;VALUE=DATE:{ahead.day.isoformat().replace('-', '')}",
                f"SUMMARY:{_escaped(f'{ahead.milestone.label} {after}')}",
                "CLASS:PRIVATE",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
            ]
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) + _BREAK for line in lines)


def _basic(moment: datetime) -> str:
    """Return a time as ``20261122T150000``."""
    return moment.isoformat(timespec="seconds").replace("-", "").replace(":", "")


def _uid(milestone: Milestone) -> str:
    """Return a name that stays the same for a milestone of a focus, and says neither."""
    return sha256(f"{milestone.focus or ''} {milestone.key}".encode()).hexdigest()[:32]


def _escaped(text: str) -> str:
    """Return a text as the value of a property (RFC 5545 §3.3.11), on one line."""
    written = inert_line(text).replace("\\", "\\\\")
    return written.replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, each but the first after a space (§3.1)."""
    pieces, piece, room = [], "", _LINE_OCTETS
    for letter in line:
        octets = len(letter.encode())
        if octets > room:
            pieces.append(piece)
            piece, room = "", _LINE_OCTETS - 1
        piece += letter
        room -= octets
    return f"{_BREAK} ".join([*pieces, piece])
