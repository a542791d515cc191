"""A week in a dozen lines, and the same day of earlier years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights.sheet import Sheet, Span
from recoverylog.insights.wording import week as wording
from recoverylog.insights.wording.dates import span_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recoverylog.insights.sheet import Room
    from recoverylog.insights.week import Week
    from recoverylog.journal.entry import AnyEntry

_HEADING = 12


def sheet(week: Week, earlier: Mapping[date, Sequence[AnyEntry]], today: date, room: Room) -> Sheet:
    """Return the week in words, and below it what was written on this day in earlier years."""
    del room
    made = Sheet()
    made.head(f"The week of {span_words(week.first, week.last)}")
    _add(made, wording.lines(week))
    looked_back = wording.on_this_day(today, earlier)
    if looked_back:
        made.head("On this day")
        _add(made, looked_back)
    return made


def _add(made: Sheet, lines: Sequence[tuple[str, str]]) -> None:
    for heading, text in lines:
        made.add(Span(text, "ink"), lead=("  ", Span(heading.ljust(_HEADING), "faint"), " "))
