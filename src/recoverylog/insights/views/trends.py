"""Trends: mood and craving as lines, what is usual, and two periods side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights.sheet import Sheet, Span
from recoverylog.insights.trend import Measure
from recoverylog.insights.views import drawing
from recoverylog.insights.views.figures import numbered
from recoverylog.insights.wording import trends as wording
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from recoverylog.insights.report import Trend, Trends
    from recoverylog.insights.sheet import Room

LEAST_DAYS_FOR_A_CHART = 3
"""Logged days before anything is drawn (practice.md §4.2)."""

_LINES = {Measure.MOOD: "mood", Measure.CRAVING: "craving"}
_ROWS, _MORE_ROWS = 4, 6


def sheet(trends: Trends, room: Room) -> Sheet:
    """Return lines where enough was noted, then what each measure says in a sentence."""
    made = Sheet()
    drawn = [one for one in trends.measures if one.measure in _LINES]
    for one in drawn:
        _add_line(made, one, room, axis=one is drawn[-1] or not room.drawn)
    if not any(one.noted >= LEAST_DAYS_FOR_A_CHART for one in drawn):
        made.add(_("Lines appear here once a mood or a craving is noted on three days."))
        made.add(Span("rl mood 6" if room.shell else _("e checks in"), "faint"), lead=("  ",))
        made.gap()
    made.add(Span(_("Lately, beside your usual"), "head"))
    for line in _usual_lines(trends):
        made.add(*numbered(line), lead=("  ",))
    _add_comparisons(made, trends)
    _add_halt(made, trends)
    return made


def _usual_lines(trends: Trends) -> list[str]:
    """Return a line for each measure, or one for all while each of them needs more days."""
    told = [(wording.measure_name(one.measure), one.usual) for one in trends.measures]
    if all(usual.needed for _, usual in told):
        return [wording.usual_needs_line(told)]
    return [wording.usual_line(name, usual) for name, usual in told]


def _add_comparisons(made: Sheet, trends: Trends) -> None:
    """Add the period beside the one before it; one too short for that has nothing to say."""
    told = [(one.measure, one.comparison) for one in trends.measures if one.comparison]
    if told:
        made.head(_("The last {days} days beside the {days} before", days=trends.days))
    if told and all(comparison.needed for _, comparison in told):
        made.add(*numbered(wording.COMPARING_NEEDS), lead=("  ",))
        return
    for measure, comparison in told:
        line = wording.comparison_line(wording.measure_name(measure), comparison)
        made.add(*numbered(line), lead=("  ",))


def _add_line(made: Sheet, one: Trend, room: Room, *, axis: bool) -> None:
    if one.noted < LEAST_DAYS_FOR_A_CHART:
        return
    drawing.panel(
        made,
        wording.measure_name(one.measure),
        [point.value for point in one.line],
        first=one.line[0].day,
        room=room,
        mark=_LINES[one.measure],
        rows=_MORE_ROWS if room.tall else _ROWS,
        axis=axis,
    )
    made.gap()


def _add_halt(made: Sheet, trends: Trends) -> None:
    """Add how often each of the four was ticked, where any was."""
    told = [(word, number) for word, number in trends.halt if number]
    if not told:
        return
    made.head(
        _(
            "Hungry, angry, lonely, tired: on {days} with a check-in",
            days=counted("{n} day", "{n} days", trends.checked),
        )
    )
    made.add(
        ", ".join(_("{word} on {number}", word=word, number=number) for word, number in told),
        lead=("  ",),
    )
