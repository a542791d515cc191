"""The person's own early-warning signs in a line: how many, never what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights.wording.dates import count

if TYPE_CHECKING:
    from recoverylog.insights.signs import SignsSeen


def signs_line(seen: SignsSeen) -> str:
    """Return ``3 of your 6 signs this week, 1 last week``; a week not looked at is left out."""
    if not seen.of:
        return "Signs that you name yourself appear here, to be ticked once a week."
    if seen.this and seen.of == 1:
        line = "your one sign was ticked this week"
    elif seen.this is None:
        line = f"Your {count(seen.of, 'sign')} can be ticked for this week"
    elif seen.this:
        line = f"{seen.this} of your {count(seen.of, 'sign')} this week"
    else:
        line = f"none of your {count(seen.of, 'sign')} this week"
    return line if seen.before is None else f"{line}, {seen.before or 'none'} last week"
