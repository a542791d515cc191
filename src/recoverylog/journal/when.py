"""What a person means by ``at:``: a phrase and the present make a moment.

Only the phrases that people type every day are known here, because this stands on the quick
path. Any other phrase is left as it was written and is resolved when the entry is filed.

Two arithmetics meet here. ``-2h`` is time that has passed, and is taken off the instant.
``yesterday 21:30`` and ``-1d`` are read off the calendar and the clock on the wall, however
many hours the night between had.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from recoverylog import clock
from recoverylog.language import _

_AGO = r"[-\u2212](?=\d)(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,5})m)?"
_CLOCK = _(r"(\d{1,2}):(\d\d)|(\d{1,2})(?::(\d\d))? ?([ap])m")
_DATED = _(r"(\d{4}-\d\d-\d\d)[ t](.+)")


def resolve(phrase: str | None, now: datetime) -> datetime | None:
    """Return the moment that ``phrase`` names, or None for a phrase that is not known here.

    Known are ``now``, ``-2h``, ``-30m``, ``-1h30m``, ``-1d``, ``21:30``, ``9pm``, ``9:30pm``,
    ``today`` and ``yesterday`` with or without a time, and ``2026-10-24 21:30`` (or with a
    ``T``). A bare time that is later than ``now`` is yesterday's. A full date may lie in the
    future: it is returned as it is, and the caller says so.

    Args:
        phrase: the words behind ``at:``, in any case; None means now.
        now: the present, aware and in the system's zone, as ``clock.now`` returns it.
    """
    if phrase is None:
        return now
    words = " ".join(phrase.lower().split())
    try:
        return _passed(words, now) or _on_the_wall(words, now)
    except (OverflowError, OSError, ValueError):
        # A date that no calendar has, or one too far off for the system's zone tables.
        return None


def _passed(words: str, now: datetime) -> datetime | None:
    """Return the moment for ``now``, a bare ``today``, and ``-1d2h30m``.

    Days are taken off the calendar, hours and minutes off the instant. The way through UTC
    matters: Python subtracts on the wall clock when a datetime carries a zone with rules.
    """
    if words in ("now", "today"):
        return now
    match = re.fullmatch(_AGO, words.replace(" ", ""))
    if match is None:
        return None
    days, hours, minutes = (int(part or 0) for part in match.groups())
    start = clock.local(_wall(now) - timedelta(days=days)) if days else now
    passed = timedelta(hours=hours, minutes=minutes)
    return (start.astimezone(UTC) - passed).astimezone()


def _on_the_wall(words: str, now: datetime) -> datetime | None:
    """Return the moment for a time of day, with or without a day before it."""
    first, _, rest = words.partition(" ")
    if first in ("today", "yesterday"):
        day = _wall(now).date() - timedelta(days=first == "yesterday")
        return _at(day, _time_of_day(rest) if rest else _wall(now).time())
    dated = re.fullmatch(_DATED, words)
    if dated is not None:
        return _at(date.fromisoformat(dated[1]), _time_of_day(dated[2]))
    return _latest(_time_of_day(words), now)


def _latest(hour: time | None, now: datetime) -> datetime | None:
    """Return today's moment of that hour, or yesterday's where today's is still to come."""
    today = _wall(now).date()
    moment = _at(today, hour)
    if moment is not None and moment > now:
        return _at(today - timedelta(days=1), hour)
    return moment


def _time_of_day(words: str) -> time | None:
    """Return the time of day that ``21:30``, ``9pm`` or ``9:30 pm`` means.

    Raises:
        ValueError: it has the look of a time, but no clock shows it.
    """
    match = re.fullmatch(_CLOCK, words)
    if match is None:
        return None
    hour, minute, hour12, minute12, half = match.groups()
    if half is None:
        return time(int(hour), int(minute))
    if not 1 <= int(hour12) <= 12:
        raise ValueError(f"no clock shows {words}")
    return time(int(hour12) % 12 + (12 if half == "p" else 0), int(minute12 or 0))


def _at(day: date, hour: time | None) -> datetime | None:
    """Return the moment at which the clocks here show ``hour`` on ``day``."""
    return None if hour is None else clock.local(datetime.combine(day, hour))


def _wall(moment: datetime) -> datetime:
    """Return what the clock on the wall shows at ``moment``, without its zone."""
    return moment.replace(tzinfo=None)
