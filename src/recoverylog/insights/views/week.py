"""A week in a dozen lines, and the same day of earlier years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.charts import hbar, spark
from recoverylog.insights.sheet import Sheet, Span
from recoverylog.insights.wording import week as wording
from recoverylog.insights.wording.dates import span_words
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recoverylog.insights.sheet import Room
    from recoverylog.insights.week import Week
    from recoverylog.journal.entry import AnyEntry

_HEADING = 12


def sheet(week: Week, earlier: Mapping[date, Sequence[AnyEntry]], today: date, room: Room) -> Sheet:
    """Return the week in words, and below it what was written on this day in earlier years."""
    made = Sheet()
    made.head(_("The week of {first}", first=span_words(week.first, week.last)))
    drawn = {
        wording.MOOD: ("mood", week.moods),
        wording.CRAVING: ("craving", week.cravings_by_day),
    }
    for heading, text in wording.lines(week):
        mark, values = drawn.get(heading, ("", ()))
        days = (Span(spark.spark(values), f"{mark}-line"), "  ") if values and room.drawn else ()
        _add(made, [(heading, text)], room, days)
    looked_back = wording.on_this_day(today, earlier)
    if looked_back:
        made.head(_("On this day"))
        _add(made, looked_back, room)
    return made


def _add(
    made: Sheet,
    lines: Sequence[tuple[str, str]],
    room: Room,
    drawn: tuple[Span | str, ...] = (),
) -> None:
    for heading, text in lines:
        # The name of a focus may be long; the larger part of the line is for what is said.
        width = min(max(hbar.cells(heading), _HEADING), max(room.columns // 3, _HEADING))
        shown = hbar.fitted(heading, width)
        made.add(*drawn, Span(text, "ink"), lead=("  ", Span(shown, "faint"), " "))
