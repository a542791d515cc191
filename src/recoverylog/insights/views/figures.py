"""Where somebody stands: the figures of each focus, what lasts first."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from recoverylog.charts import pixels
from recoverylog.insights.sheet import Sheet, Span
from recoverylog.insights.streaks import DayState, day_state
from recoverylog.insights.wording import figures as wording
from recoverylog.insights.wording.large import USUAL
from recoverylog.journal import terms
from recoverylog.journal.text import one_line
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverylog.insights.report import FocusFigures
    from recoverylog.insights.sheet import Room
    from recoverylog.journal.preference import Preferences

_LATEST = 30
_LABEL = 60
_STATE_MARKS = {"free": "", "used": "strong", "unconfirmed": "", "not_logged": "faint"}
_COMMAND = _("  recoverylog focus add alcohol --since 2026-05-14")
_KEY = _("  shift f on the page of today")


def sheet(standings: Sequence[FocusFigures], room: Room, preferences: Preferences = USUAL) -> Sheet:
    """Return the figures of each focus, with the way in which its days are counted."""
    made = Sheet()
    for one in standings:
        made.head(one_line(one.focus.label, _LABEL))
        _add(made, one, room, preferences)
    if not standings:
        yours = terms.chosen().time.of_yours
        made.add(_("There is no focus yet. Tell {yours}, in your own word:", yours=yours))
        made.add(_COMMAND if room.shell else _KEY)
    return made


def _add(made: Sheet, one: FocusFigures, room: Room, preferences: Preferences) -> None:
    lines = wording.figure_lines(
        one.figures,
        returns=one.returns,
        momentum=one.momentum if preferences.momentum_shown else None,
        within=one.within,
        unit=one_line(one.focus.unit, _LABEL),
        runs=preferences.run_shown,
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
    letters = _letters()
    cells = [Span(letters[str(state)], _STATE_MARKS[str(state)]) for state in states]
    between = " " if room.columns >= 2 * _LATEST + 2 else ""
    spaced = [piece for cell in cells for piece in (cell, between)]
    made.add("  ", *spaced, drawn=True)
    made.add(Span(_legend(states), "faint"), lead=("  ",))
    made.gap()


def _letters() -> dict[str, str]:
    return pixels.LETTERS | {"free": terms.chosen().time.letter}


def _legend(states: Sequence[DayState]) -> str:
    """Return what the letters mean that are there."""
    letters = _letters()
    names = dict(
        zip(
            letters,
            (terms.chosen().time.free, _("use recorded"), _("not confirmed"), _("not logged")),
            strict=True,
        )
    )
    there = [f"{letters[state]} {name}" for state, name in names.items() if state in states]
    days = counted("today", "the last {n} days, today at the right", len(states))
    return f"{days}: {', '.join(there)}"
