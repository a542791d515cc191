"""Times in words ("last friday", "nov 3 7:15am") that the quick path leaves for later."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any

_LANGUAGES = ["en"]
_NAMES_A_TIME = re.compile(r"midnight|\d\s*(?:am|pm|h\b)|\d:\d", re.IGNORECASE)


def resolve(phrase: str, written: datetime) -> datetime | None:
    """Return the instant that ``phrase`` means, said at ``written``; None where that is unclear.

    dateparser reads it, with its traps closed: without a language it takes seconds over a word
    it does not know; a bare number becomes a month; a time that it cannot read is dropped while
    the day is kept; and a day in the future is never meant here.

    Args:
        phrase: what the person typed after ``at:``.
        written: the aware instant of writing; its offset is the person's clock.
    """
    import dateparser  # noqa: PLC0415 - 190 ms, only for a phrase that nothing else knew

    words = phrase.strip()
    if not words or words.isdigit():
        return None
    base = written.replace(tzinfo=None)
    settings: Any = {
        "RELATIVE_BASE": base,
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    found = dateparser.parse(words, languages=_LANGUAGES, settings=settings)
    if found is None or _dropped_a_time(words, found, base):
        return None
    if found.time() == time(0) and not _NAMES_A_TIME.search(words):
        # Only a day was named; its hour is not known, and midnight would belong to the day before.
        found = datetime.combine(found.date(), base.time())
    moment = _at_wall(found, written.tzinfo or UTC)
    return None if moment > written + timedelta(minutes=1) else moment


def _dropped_a_time(words: str, found: datetime, base: datetime) -> bool:
    """Return whether a clock time was typed and the answer shows the time of writing instead."""
    return ":" in words and found.time().replace(microsecond=0) == base.time().replace(
        microsecond=0
    )


def _at_wall(wall: datetime, zone: tzinfo) -> datetime:
    return wall.replace(tzinfo=zone, microsecond=0)
