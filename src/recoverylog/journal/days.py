"""Which day of the journal a moment belongs to.

A day is a date on the person's own calendar that ends a few hours after midnight: what is
written at two in the morning belongs to the evening before. The answer is read off the clock
on the wall. It is never found by subtracting hours from an instant: on the night a zone turns
its clocks back, four hours before 03:30 is 00:30 of the *same* date, and a date would be lost
or doubled every year.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

ROLLOVER_DEFAULT = 4
"""The hour, on the wall clock, at which a new day begins unless the person chose another."""

ROLLOVER_LATEST = 12
"""A day may begin at noon at the latest; beyond that it would bear the wrong name."""


def journal_day(wall: datetime, rollover: int = ROLLOVER_DEFAULT) -> date:
    """Return the day that the wall-clock time ``wall`` belongs to.

    Args:
        wall: local time, aware or naive; only its date and its hour are read.
        rollover: the hour at which a day begins, 0 to 12; 0 is midnight.

    Raises:
        ValueError: ``rollover`` is not an hour from 0 to 12.
    """
    if not 0 <= rollover <= ROLLOVER_LATEST:
        raise ValueError(f"a day begins between 0 and {ROLLOVER_LATEST} o'clock, not {rollover}")
    day = wall.date()
    return day - timedelta(days=1) if wall.hour < rollover else day
