"""Milestones: what lies ahead, and what was reached and stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoverylog.insights.sheet import Sheet, Span
from recoverylog.insights.streaks import Counting
from recoverylog.insights.views.figures import numbered
from recoverylog.insights.wording import milestones as wording
from recoverylog.insights.wording.figures import counting_line
from recoverylog.journal.text import one_line
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverylog.insights.milestone import Ahead, Reached
    from recoverylog.insights.sheet import Room

_BAR, _SHORT_BAR = 20, 10
_ROOM_FOR_A_BAR = 60


class MilestoneGroup(NamedTuple):
    """The milestones of one focus, or of the whole journal.

    Attributes:
        label: the name of the focus; empty for what is counted over everything.
        focus: its id; None for what is counted over everything.
        ahead: the next of each kind.
        reached: those that were reached and kept, the latest first.
        counting: which days count as free, as the focus has it; None where no days do.
    """

    label: str
    focus: str | None
    ahead: tuple[Ahead, ...]
    reached: tuple[Reached, ...]
    counting: str | None = None


def sheet(groups: Sequence[MilestoneGroup], room: Room) -> Sheet:
    """Return the next milestones of each group and, below them, the ones that were reached."""
    made = Sheet()
    for group in groups:
        made.head(one_line(group.label, 60) or _("What you wrote"))
        for one in group.ahead:
            _add_ahead(made, one, room)
        for kept in group.reached:
            made.add(Span(wording.reached_line(kept), "ink"), lead=("  ", Span("•", "mood"), " "))
        if not group.reached:
            made.add(wording.NOTHING_REACHED, lead=("  ",))
        if group.counting is not None:
            line = counting_line(Counting(group.counting))
            made.add(Span(line, "faint"), lead=("  ",))
    return made


def _add_ahead(made: Sheet, one: Ahead, room: Room) -> None:
    line = wording.ahead_line(one)
    if not room.drawn:
        made.add(line, lead=("  ",))
        return
    length = _BAR if room.columns >= _ROOM_FOR_A_BAR else _SHORT_BAR
    done = min(int(one.share * length), length - 1)
    bar = (Span("━" * done, "mood"), Span("─" * (length - done), "rule"), "  ")
    made.add(*numbered(line), lead=("  ", *bar))
