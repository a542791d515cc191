"""Where somebody stands: the figures of each focus, what lasts first."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from recoverylog.charts import pixels
from recoverylog.insights.sheet import Sheet, Span
from recoverylog.insights.streaks import DayState, day_state
from recoverylog.insights.wording import figures as wording
from recoverylog.journal.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverylog.insights.report import FocusFigures
    from recoverylog.insights.sheet import Room

_LATEST = 30
_LABEL = 60
_STATE_MARKS = {"free": "", "used": "strong", "unconfirmed": "", "not_logged": "faint"}
_NONE = "There is no focus yet. Tell what you are in recovery from, in your own word:"
_COMMAND = "  recoverylog focus add alcohol --since 2026-05-14"
_KEY = "  shift f on the page of today"


def sheet(standings: Sequence[FocusFigures], room: Room) -> Sheet:
    """Return the figures of each focus, with the way in which its days are counted."""
    made = Sheet()
    for one in standings:
        made.head(one_line(one.focus.label, _LABEL))
        _add(made, one, room)
    if not standings:
        made.add(_NONE)
        made.add(_COMMAND if room.shell else _KEY)
    return made


def _add(made: Sheet, one: FocusFigures, room: Room) -> None:
    lines = wording.figure_lines(
        one.figures,
        returns=one.returns,
        momentum=one.momentum,
        within=one.within,
        unit=one_line(one.focus.unit, _LABEL),
    )
    for number, line in enumerate(lines):
        # What never goes down is what is read first.
        spans = (Span(line, "strong"),) if number < 2 else numbered(line)
        made.add(*spans, lead=("  ",))
    if room.drawn:
        _add_latest(made, one, room)
    made.add(Span(wording.counting_line(one.figures.counting), "faint"), lead=("  ",))


def numbered(line: str) -> tuple[Span, ...]:
    """Return a line with its numbers in ink, so that the eye finds them."""
    return tuple(
        Span(piece, "ink" if piece[:1].isdecimal() else "")
        for piece in re.split(r"(\d+(?:\.\d+)?)", line)
        if piece
    )


def _add_latest(made: Sheet, one: FocusFigures, room: Room) -> None:
    """Add the latest days in a row of letters, today last; apart where there is room for that."""
    today = one.figures.today
    days = (today - timedelta(days=back) for back in range(_LATEST - 1, -1, -1))
    states = [state for day in days if (state := day_state(one.days, day, today))]
    if not states:
        return
    made.gap()
    cells = [Span(pixels.LETTERS[str(state)], _STATE_MARKS[str(state)]) for state in states]
    between = " " if room.columns >= 2 * _LATEST + 2 else ""
    spaced = [piece for cell in cells for piece in (cell, between)]
    made.add("  ", *spaced, drawn=True)
    made.add(Span(_legend(states), "faint"), lead=("  ",))
    made.gap()


def _legend(states: Sequence[DayState]) -> str:
    """Return what the letters mean that are there."""
    names = dict(
        zip(
            pixels.LETTERS,
            ("free", "use recorded", "not confirmed", "not logged"),
            strict=True,
        )
    )
    there = [f"{pixels.LETTERS[state]} {name}" for state, name in names.items() if state in states]
    days = "today" if len(states) == 1 else f"the last {len(states)} days, today at the right"
    return f"{days}: {', '.join(there)}"
