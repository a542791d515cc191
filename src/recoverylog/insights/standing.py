"""Where somebody stands with one focus: every figure that follows from its days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights import limits, streaks
from recoverylog.insights.report import FocusFigures
from recoverylog.insights.returns import momentum, returns

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from recoverylog.insights.mark import Mark
    from recoverylog.insights.streaks import FocusDays
    from recoverylog.journal.focus import Focus


def limit_of(focus: Focus) -> limits.Limit | None:
    """Return the limit that counts for a focus; None where its goal knows none."""
    if focus.goal != "reduce" or focus.limit is None or focus.per is None:
        return None
    return limits.Limit(focus.limit, focus.per)


def figures(focus: Focus, days: FocusDays, uses: Iterable[Mark], today: date) -> FocusFigures:
    """Return what is said of one focus as of ``today``.

    Args:
        focus: which.
        days: its days.
        uses: its uses, others are left aside; read only where a limit counts.
        today: the last day that counts.
    """
    limit = limit_of(focus)
    within = None
    if limit is not None:
        within = limits.within(days, limits.amounts(uses, focus.id), limit, today)
    return FocusFigures(
        focus,
        days,
        streaks.figures(days, today),
        returns(days, today),
        momentum(days, today),
        within,
    )
