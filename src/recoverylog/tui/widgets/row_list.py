"""A list whose rows are gone through by the arrows, and by j and k as well."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from recoverylog.language import _


class RowList(OptionList):
    """A list of rows; a page's own list adds what its other keys do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", _("Down"), show=False),
        Binding("k", "cursor_up", _("Up"), show=False),
    ]
