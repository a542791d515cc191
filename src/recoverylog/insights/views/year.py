"""A year in pixels: a cell for each day, of its mood, its strongest craving, or its state."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from recoverylog.insights.sheet import Sheet, Span
from recoverylog.insights.streaks import Counting
from recoverylog.insights.views import drawing
from recoverylog.insights.wording.figures import counting_line
from recoverylog.journal import terms
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from recoverylog.insights.report import YearDays
    from recoverylog.insights.sheet import Room
    from recoverylog.journal.focus import Focus


class Show(StrEnum):
    """What a cell says of its day."""

    MOOD = "mood"
    CRAVING = "craving"
    DAYS = "days"


_NAMES = {Show.MOOD: _("mood"), Show.CRAVING: _("strongest craving"), Show.DAYS: _("days")}
_TO_COME = {
    Show.MOOD: _("Each day with a mood becomes a cell here."),
    Show.CRAVING: _("Each day with a craving becomes a cell here."),
}


def sheet(year: YearDays, show: Show, focus: Focus | None, today: date, room: Room) -> Sheet:
    """Return the year as a table of cells, with its sentence and what the cells mean.

    Without any cell it says what will appear instead.

    Args:
        year: its days.
        show: what the cells say.
        focus: whose states are shown; None where there is none.
        today: the last day that counts.
        room: what there is to draw on.
    """
    made = Sheet()
    cells: Mapping[date, float | str]
    if show is Show.DAYS:
        cells = {day: str(state) for day, state in year.states.items()}
    else:
        cells = {**(year.moods if show is Show.MOOD else year.cravings)}
    if not cells:
        made.add(_("{names}: nothing noted yet in {year}", names=_NAMES[show], year=year.year))
        made.add(Span(_TO_COME.get(show) or _days_to_come(), "faint"))
        return made
    drawing.year(
        made,
        year.year,
        cells,
        name=_NAMES[show],
        room=room,
        mark="craving" if show is Show.CRAVING else "mood",
        first=focus.since if focus is not None and show is Show.DAYS else year.first,
        last=today,
    )
    if show is Show.DAYS and focus is not None:
        made.add(Span(counting_line(Counting(focus.counting)), "faint"))
    return made


def _days_to_come() -> str:
    beginning = terms.chosen().time.beginning
    return _("Each day of a focus, from {beginning} on, becomes a cell here.", beginning=beginning)
