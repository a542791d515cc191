"""How today stands, in a few words: only what was logged today, nothing guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights import series
from recoverylog.journal import terms
from recoverylog.journal.entry import Use
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverylog.journal.entry import AnyEntry

NOTHING = _("nothing logged yet")


def today_words(
    entries: Sequence[AnyEntry], *, counted: bool, short: bool = False
) -> tuple[str, ...]:
    """Return what the entries of today say, the first the most: ``free so far``, ``mood 6``.

    Args:
        entries: those of today.
        counted: whether free days are counted, for a focus whose first day is there.
        short: in fewer characters, for where there is little room.
    """
    if not entries:
        return (NOTHING,)
    uses = [entry for entry in entries if isinstance(entry, Use)]
    said = []
    if any(entry.confirmed for entry in uses):
        said.append(_("use recorded"))
    elif uses:
        said.append(_("use not confirmed"))
    elif counted:
        said.append(_("{free} so far", free=terms.chosen().time.free))
    values = next(iter(series.by_day(entries).values()), None)
    if values is not None and values.mood is not None:
        said.append(_("mood {mood:.3g}", mood=values.mood))
    if values is not None and values.craving is not None:
        strength = f"{values.craving:.3g}"
        said.append(
            _("craving {strength}", strength=strength)
            if short
            else _("strongest craving {strength}", strength=strength)
        )
    return tuple(said)
