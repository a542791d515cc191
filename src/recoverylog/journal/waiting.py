"""Why an entry waits for a word from the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from recoverylog.journal.entry import Craving, Use
from recoverylog.journal.text import one_line
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.journal.entry import AnyEntry

Reason = Literal["confirm", "no_focus", "unknown_focus"]


def reasons(entry: AnyEntry, *, ask_focus: bool = True) -> tuple[Reason, ...]:
    """Return why an entry waits; empty where it waits for nothing.

    A use that came from a locked journal counts once it is confirmed. A craving or a use speaks
    of one focus, so one that names none, or one that is not known, waits to be told which.

    Args:
        entry: as it is now.
        ask_focus: whether a focus is asked for; not where there are none.
    """
    found: list[Reason] = []
    if isinstance(entry, Use) and not entry.confirmed:
        found.append("confirm")
    if ask_focus and isinstance(entry, Use | Craving) and entry.focus is None:
        found.append("unknown_focus" if entry.focus_word else "no_focus")
    return tuple(found)


def in_words(reason: Reason, entry: AnyEntry) -> str:
    """Return a reason as a sentence."""
    if reason == "confirm":
        return _("It counts once you say that it was so.")
    if reason == "no_focus":
        return _("It names no focus.")
    return _(
        "There is no focus called “{one_line}”.", one_line=one_line(entry.focus_word or "", 40)
    )
