"""The one reader of the clock, so that a test or a screenshot can hold it still."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def now() -> datetime:
    """Return the present instant in the system's zone, to the whole second.

    ``RECOVERYLOG_NOW`` (ISO 8601 with an offset) replaces the clock, but only together with
    ``RECOVERYLOG_HOME``: nobody can shift the dates of a real journal with one variable.
    """
    fixed = os.environ.get("RECOVERYLOG_NOW")
    if fixed and os.environ.get("RECOVERYLOG_HOME"):
        try:
            moment = datetime.fromisoformat(fixed)
        except ValueError:
            moment = datetime.now(UTC)
        return moment.astimezone().replace(microsecond=0)
    return datetime.now(UTC).astimezone().replace(microsecond=0)


def local(wall: datetime) -> datetime:
    """Return the instant at which the system zone's clocks show ``wall``.

    Args:
        wall: a naive wall-clock time. In the hour that a zone skips the clock is taken to
            run on; in the hour that it repeats the first of the two is meant (PEP 495).
    """
    # Through the time stamp: astimezone() on a naive time reads a skipped hour in another way
    # before Python 3.12.
    return datetime.fromtimestamp(wall.replace(tzinfo=None).timestamp(), UTC).astimezone()


def offset_minutes(moment: datetime) -> int:
    """Return the offset of an aware datetime from UTC, in whole minutes."""
    offset = moment.utcoffset()
    return 0 if offset is None else round(offset.total_seconds() / 60)
