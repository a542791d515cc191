"""What a page for somebody is made of, gathered from an unlocked vault.

It is far more than ever leaves: sharing.letter takes from it what the person ticked.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from recoverylog.errors import UsageProblem
from recoverylog.journal.entry import Note
from recoverylog.journal.selection import Selection
from recoverylog.language import _
from recoverylog.session import insight
from recoverylog.sharing.letter import Material

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverylog.journal.entry import AnyEntry
    from recoverylog.journal.focus import Focus
    from recoverylog.journal.supporter import Supporter
    from recoverylog.session.insight import Insight
    from recoverylog.session.journal import Journal

_OF_A_FOCUS = frozenset({"craving", "use"})


def read(
    journal: Journal,
    days: int,
    focuses: Sequence[Focus] | None = None,
    supporter: Supporter | None = None,
    held: Insight | None = None,
) -> Material:
    """Return what the journal knows of the last ``days`` days, today included.

    Args:
        journal: an open journal.
        days: 1 or more.
        focuses: what it is about; None for every focus that is shown.
        supporter: whom it is for; None where that was not said.
        held: insights that were read before, used where nothing has changed since.

    Raises:
        UsageProblem: no such number of days.
    """
    seen = insight.read(journal, held)
    if not 1 <= days < seen.today.toordinal():
        raise UsageProblem(_("A page tells of one day or more."), hint=_("For example: 30"))
    chosen = seen.focuses if focuses is None else tuple(focuses)
    span = Selection(first=seen.today - timedelta(days=days - 1), last=seen.today)
    known = {one.id for one in chosen}
    return Material(
        last=seen.today,
        days=days,
        focuses=tuple(map(seen.figures, chosen)),
        entries=tuple(
            stored.entry
            for stored in journal.select(span)
            if _counts(stored.entry, known, every=focuses is None)
        ),
        asks=tuple(stored.entry for stored in journal.asks() if isinstance(stored.entry, Note)),
        supporter=supporter,
        supporters=journal.supporters(archived=True),
    )


def _counts(entry: AnyEntry, focuses: set[str], *, every: bool) -> bool:
    """Return whether an entry counts for a page about these focuses.

    A craving or a use that waits to be told whose it is counts where every focus does. What is
    of a focus that is shown no more counts nowhere.
    """
    if entry.focus is None:
        return every or entry.kind not in _OF_A_FOCUS
    return entry.focus in focuses
