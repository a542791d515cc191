"""Where somebody stands, without reading the whole journal: what `streak` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights import streaks
from recoverylog.insights.report import FocusFigures
from recoverylog.insights.returns import momentum, returns

if TYPE_CHECKING:
    from datetime import date

    from recoverylog.insights.limits import Within
    from recoverylog.insights.streaks import FocusDays
    from recoverylog.journal.focus import Focus
    from recoverylog.session.journal import Journal


def figures(journal: Journal, chosen: Focus | None = None) -> list[FocusFigures]:
    """Return what is said of each focus, or of the chosen one, as of today."""
    today = journal.today()
    return [
        _figures(journal, one, today)
        for one in (journal.focuses() if chosen is None else (chosen,))
    ]


def _figures(journal: Journal, focus: Focus, today: date) -> FocusFigures:
    days = journal.focus_days(focus, today)
    return FocusFigures(
        focus,
        days,
        streaks.figures(days, today),
        returns(days, today),
        momentum(days, today),
        _within(journal, focus, days, today),
    )


def _within(journal: Journal, focus: Focus, days: FocusDays, today: date) -> Within | None:
    """Return how a focus stands to its limit; None where its goal knows none."""
    if focus.goal != "reduce" or focus.limit is None or focus.per is None:
        return None
    from recoverylog.insights import limits, mark  # noqa: PLC0415 - most goals know no limit
    from recoverylog.journal.selection import Selection  # noqa: PLC0415

    uses = journal.select(Selection(kinds=("use",), focus=focus.id))
    amounts = limits.amounts((mark.of(stored.entry) for stored in uses), focus.id)
    return limits.within(days, amounts, limits.Limit(focus.limit, focus.per), today)
