"""Going from field to field: of keys that come all at once each goes to the field it was meant for.

The bindings have priority, so the focus moves before the next key is looked at; what acts on the
fields waits until they have taken in every key that came before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.journal.selection import Stored
from recoverylog.language import _
from recoverylog.tui import commands
from recoverylog.tui.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable


class NextField(commands.Command):
    """Go to the next field; the line takes its completion first, if it offers one."""

    KEYS = "tab"
    WORD = _("next")
    ALWAYS = True


class EnterNext(NextField):
    """Go to the next field, and from the last one keep the form."""

    KEYS = "enter"


class TabNext(NextField):
    """Go to the next field."""

    IN_FOOTER = False
    DOES = NextField.action()


class FieldBefore(commands.Command):
    """Go to the field before."""

    KEYS = "shift+tab"
    WORD = _("field before")
    IN_FOOTER = False
    ALWAYS = True


class FieldBelow(commands.Command):
    """Go to the field below."""

    KEYS = "down"
    WORD = _("field below")
    IN_FOOTER = False
    ALWAYS = True


class FieldAbove(commands.Command):
    """Go to the field above."""

    KEYS = "up"
    WORD = _("field above")
    IN_FOOTER = False
    ALWAYS = True


class FieldPage(Page[Stored | None]):
    """A page of fields."""

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_field_below(self) -> None:
        """Go to the field below."""
        self.focus_next()

    def action_field_before(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    def action_field_above(self) -> None:
        """Go to the field above."""
        self.focus_previous()

    def once_typed(self, act: Callable[[], object]) -> None:
        """Do ``act`` when the field has taken in every key that came before this one."""
        (self.focused or self).call_later(act)
