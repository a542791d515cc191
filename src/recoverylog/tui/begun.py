"""What was begun on a page and becomes no entry: a plan, a sign, a focus.

A draft holds its words from the first letter on, so that neither a lock nor a closed terminal
takes them away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.errors import RecoverylogError
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.session.journal import Journal
    from recoverylog.tui.desk import Desk

FOUND = _("Here is what you had entered; it is not kept yet.")
SINCE_THEN = _("Kept. What you entered since then is not kept yet.")
NOT_YET = _("Not kept yet: enter keeps it, esc once more lets it go.")


class Begun:
    """The draft of one page."""

    def __init__(self, desk: Desk, name: str) -> None:
        """Keep it at ``desk``, under a name of ``journal.draft.PAPERS``."""
        self._desk = desk
        self._name = name
        self._left_alone = False

    def leave_alone(self) -> None:
        """Let what was begun before stay as it is: the page is about something else this time."""
        self._left_alone = True

    def keep(self, fields: dict[str, str] | None) -> None:
        """Have what is being written kept as it is now; None has it forgotten."""
        if self._left_alone:
            return
        self._desk.draft(self._name, fields)

    def look(self, journal: Journal) -> dict[str, str]:
        """Return the words that were begun before, empty for none; runs at the desk."""
        found = journal.draft(self._desk.own_name(self._name))
        fields = {} if found is None else found.fields
        return {name: value for name, value in fields.items() if isinstance(value, str)}

    def forget(self, journal: Journal) -> None:
        """Erase it, since what it held is kept; runs at the desk, behind the keeping.

        A disk that refuses now does not make what was kept unkept: it is erased later then.
        """
        if self._left_alone:
            return
        self._desk.written(self._name)
        try:
            journal.drop_draft(self._desk.own_name(self._name))
        except RecoverylogError:
            self._desk.forget_later(self._name)
