"""Seats: which of the screens open at the same time this one is.

Two screens of one journal keep what is being typed under names of their own, so that neither
takes up what the other is still writing. The lock of a seat goes with its program, however that
ends; what it had begun is then taken over by the next.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Self

from recoverylog import paths
from recoverylog.journal import draft as drafts

if TYPE_CHECKING:
    from recoverylog.paths import Paths
    from recoverylog.session.journal import Journal

_SEATS = 99


class Seat:
    """A seat that is held until it is left, or until the program ends."""

    def __init__(self, places: Paths, number: int, held: int | None) -> None:
        """Hold the seat of that number, by an open file where there is one."""
        self.number = number
        self._places = places
        self._held = held

    @classmethod
    def take(cls, places: Paths) -> Self:
        """Take the first seat that is free; the first of all where none can be held."""
        for number in range(1, _SEATS + 1):
            try:
                held = _locked(places, number)
            except BlockingIOError:
                continue
            except OSError:
                break
            return cls(places, number, held)
        return cls(places, 1, None)

    def leave(self) -> None:
        """Let the seat be taken by another."""
        held, self._held = self._held, None
        if held is not None:
            os.close(held)

    def own(self, name: str) -> str:
        """Return the name that a draft has here."""
        return drafts.seated_name(name, self.number)

    def take_over(self, journal: Journal) -> None:
        """Make what was begun at seats that nobody holds any more our own, where we have none.

        Raises:
            RecoverylogError: as Journal.save_draft; what was begun stays as it was.
        """
        begun = {draft.name: draft for draft in journal.drafts()}
        for draft in begun.values():
            name, number = drafts.base_and_seat(draft.name)
            own = self.own(name)
            if own not in begun and number != self.number and self._is_free(number):
                journal.save_draft(own, draft.fields)
                journal.drop_draft(draft)

    def _is_free(self, number: int) -> bool:
        try:
            held = _locked(self._places, number)
        except OSError:
            return False
        if held is not None:
            os.close(held)
        return True


def _locked(places: Paths, number: int) -> int | None:
    """Return the open, locked file of a seat; None where this system has no such locks.

    Raises:
        BlockingIOError: another program holds it.
        OSError: it cannot be opened.
    """
    if os.name == "nt":
        return None
    import fcntl  # noqa: PLC0415 - Windows has none; every screen there sits at the first seat

    with contextlib.suppress(FileExistsError):
        paths.make(places.state)
    name = os.path.join(places.state, f"screen-{number}.lock")
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    held = os.open(name, flags, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        raise
    return held
