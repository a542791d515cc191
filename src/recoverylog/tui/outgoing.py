"""What went out and must not stay out: a page whose words nobody saw, text that was copied."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from recoverylog.errors import RecoverylogError
from recoverylog.language import _
from recoverylog.tui.leaving import LeavingApp

if TYPE_CHECKING:
    from rich.console import RenderableType

    from recoverylog.session.journal import Journal
    from recoverylog.tui.desk import Desk

COPIED_SECONDS = 30.0
"""For how long copied text of the journal stays in the clipboard."""

_LOCKED = _("it locked")
_LEFT = _("recoverylog was left")


class OutgoingApp(LeavingApp):
    """An application that takes back what was not handed over to the end."""

    desk: Desk
    is_closing = False
    """Whether the journal is being locked or left, so that no words may be shown any more."""
    undone = ""
    """What to tell, once the journal is open again, of a page that was taken back."""
    farewell = ""
    """What to say on standard error once the terminal is as it was; empty for nothing."""
    _why = _LOCKED
    _copies = 0

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """End; a page whose words were not shown by now is taken back."""
        self.is_closing, self._why = True, _LEFT
        super().exit(result, return_code, message)

    # A page whose words nobody saw -------------------------------------------------------

    @property
    def may_show(self) -> bool:
        """Whether something of the journal may come to the screen, which is asked after a wait."""
        return self.desk.is_open and not self.is_closing

    def words_are_due(self, page: str) -> None:
        """Have a page taken back if the journal is closed before its words are shown; at the desk.

        Args:
            page: its id.
        """
        self.desk.before_closing = partial(self._take_back, page)

    def words_are_shown(self) -> bool:
        """Return whether words may be shown; the page that they open stays, then."""
        if self.may_show:
            self.desk.before_closing = None
        return self.may_show

    def tell_of_undone(self) -> None:
        """Tell, once, of a page that was taken back."""
        from recoverylog.tui.page import Page

        if self.undone and isinstance(self.screen, Page):
            self.screen.notice.say(self.undone, care=True)
            self.undone = ""

    def _take_back(self, page: str, journal: Journal) -> None:
        """Close a page and remove its file; runs in the desk's thread."""
        end = _("Its file could not be removed; nobody can open it.")
        with contextlib.suppress(RecoverylogError):
            journal.close_page(page)
        with contextlib.suppress(RecoverylogError):
            journal.delete_shared_file(page)
            end = _("Its file was removed.")
        told = _(
            "The page was not handed over: {why} before its six words were shown. {end}",
            why=self._why,
            end=end,
        )
        if self._why == _LEFT:
            self.farewell = told
        else:
            self.undone = told

    # Text that was copied ----------------------------------------------------------------

    def copy_to_clipboard(self, text: str) -> None:
        """Copy ``text``; what was copied before is not emptied any more."""
        self._copies += 1
        super().copy_to_clipboard(text)

    def copy_for_a_while(self, text: str) -> None:
        """Copy ``text``, and empty the clipboard later unless something else was copied here."""
        self.copy_to_clipboard(text)
        copied = self._copies

        def empty() -> None:
            if self._copies == copied:
                self.copy_to_clipboard("")

        self.set_timer(COPIED_SECONDS, empty)
