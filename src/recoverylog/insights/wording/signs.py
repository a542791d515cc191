"""The person's own early-warning signs in a line: how many, never what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.language import _, counted

if TYPE_CHECKING:
    from recoverylog.insights.signs import SignsSeen


def signs_line(seen: SignsSeen) -> str:
    """Return ``3 of your 6 signs this week, 1 last week``; a week not looked at is left out."""
    if not seen.of:
        return _("Signs that you name yourself appear here, to be ticked once a week.")
    if seen.this and seen.of == 1:
        line = _("your one sign was ticked this week")
    elif seen.this == 0 and seen.of == 1:
        line = _("your one sign was not there this week")
    elif seen.this is None:
        line = _(
            "Your {signs} can be ticked for this week",
            signs=counted("{n} sign", "{n} signs", seen.of),
        )
    elif seen.this:
        line = _(
            "{this} of your {signs} this week",
            this=seen.this,
            signs=counted("{n} sign", "{n} signs", seen.of),
        )
    else:
        line = _("none of your {signs} this week", signs=counted("{n} sign", "{n} signs", seen.of))
    return (
        line
        if seen.before is None
        else _("{line}, {before} last week", line=line, before=seen.before or _("none"))
    )
