"""Whether there is a journal, known without a key and without loading what opens one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.session import aside
from recoverylog.vault import inbox

if TYPE_CHECKING:
    from recoverylog.paths import Paths


def is_there(places: Paths) -> bool:
    """Return whether the data folder holds a vault, be it a damaged one.

    What a set-up that was stopped half way has left is none: it never held a word.
    """
    return inbox.has_vault(places) and not aside.is_unfinished(places)


def waiting(places: Paths) -> int:
    """Return how many sealed quick entries lie unfiled."""
    return len(inbox.waiting(places))
