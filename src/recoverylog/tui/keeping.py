"""Saying so at once where words cannot be kept, on whichever page they are being typed."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from recoverylog.errors import DiskFull
from recoverylog.language import _
from recoverylog.tui.page import Page

if TYPE_CHECKING:
    from recoverylog.errors import RecoverylogError
    from recoverylog.tui.app import RecoverylogApp

_NO_ROOM = _("there is no room left on the disk")
_ONLY_HERE = _("Your words are on the screen only.")


def told_by(app: RecoverylogApp) -> None:
    """Have the desk of ``app`` tell of words that it cannot keep."""
    said_on: list[Page[object]] = []

    def say(problem: RecoverylogError | None) -> None:
        page = app.screen
        if problem is None:
            while said_on:
                said_on.pop().notice.say("")
        elif isinstance(page, Page):
            reason = _NO_ROOM if isinstance(problem, DiskFull) else problem.message
            page.notice.say(
                _(
                    "Not kept yet: {reason}. {only_here}",
                    reason=reason.rstrip("."),
                    only_here=_ONLY_HERE,
                ),
                care=True,
            )
            said_on[:] = [page]

    def heard(problem: RecoverylogError | None) -> None:
        # In the desk's thread; there is no loop any more where the screens are gone.
        with contextlib.suppress(RuntimeError):
            app.call_later(say, problem)

    app.desk.heard = heard
