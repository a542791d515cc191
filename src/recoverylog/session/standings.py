"""Where somebody stands, without reading the whole journal: what `streak` and `today` print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights import standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoverylog.insights.mark import Mark
    from recoverylog.insights.report import FocusFigures
    from recoverylog.journal.focus import Focus
    from recoverylog.session.journal import Journal


def figures(journal: Journal, chosen: Focus | None = None) -> list[FocusFigures]:
    """Return what is said of each focus, or of the chosen one, as of today."""
    today = journal.today()
    shown = journal.focuses() if chosen is None else (chosen,)
    return [
        standing.figures(one, journal.focus_days(one, today), _uses(journal, one), today)
        for one in shown
    ]


def _uses(journal: Journal, focus: Focus) -> Iterable[Mark]:
    """Return the uses of a focus where their amounts count."""
    if standing.limit_of(focus) is None:
        return ()
    from recoverylog.insights import mark  # noqa: PLC0415 - most goals know no limit
    from recoverylog.journal.selection import Selection  # noqa: PLC0415

    uses = journal.select(Selection(kinds=("use",), focus=focus.id))
    return [mark.of(stored.entry) for stored in uses]
