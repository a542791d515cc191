"""The fields of a focus: its name or its day, which days count, and those that there are."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.reactive import reactive
from textual.widgets import Static

from recoverylog.journal.focus import COUNTINGS, Counting
from recoverylog.language import _
from recoverylog.tui.widgets.line import LineInput
from recoverylog.tui.widgets.row_list import RowList

_WORDS: dict[Counting, str] = {
    "presume_free": _("every day, unless use was recorded"),
    "only_logged": _("only days with an entry"),
}


class Field(LineInput):
    """A field of the form; it completes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", _("next"), key_display="tab"),
    ]

    def __init__(self, *, placeholder: str, id: str) -> None:  # noqa: A002 - Textual's name for it
        """Wait for a few words."""
        super().__init__(placeholder=placeholder, grammar_colours=False, id=id)

    def action_complete(self) -> None:
        """Go on to the next field."""
        self.screen.focus_next()


class FocusList(RowList):
    """The focuses that there are; enter or a click chooses one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", _("change"), key_display="enter"),
    ]


class DayCount(Static, can_focus=True):
    """Two ways of counting days, one of them chosen; arrows, space or a click choose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,right,up,down,space,h,j,k,l", "other", _("the other"), key_display="space"),
        Binding("enter", "screen.go_on", _("keep"), key_display="enter"),
    ]

    counting: reactive[Counting] = reactive[Counting]("presume_free")

    def render(self) -> Content:
        """Return both ways on a row each, the chosen one strong, and what it means."""
        shown = []
        for one in COUNTINGS:
            here = one == self.counting
            mark = Content.styled("› " if here else "  ", "$lamp")
            words = Content.styled(f"{_WORDS[one]} ", "bold $ink" if here else "$soft")
            shown.append(Content.assemble(mark, words))
        return Content("\n").join(shown)

    def action_other(self) -> None:
        """Choose the other way."""
        here = COUNTINGS.index(self.counting)
        self.counting = COUNTINGS[(here + 1) % len(COUNTINGS)]

    def on_click(self, event: Click) -> None:
        """Choose the way that was clicked."""
        event.stop()
        if 0 <= event.y < len(COUNTINGS):
            self.counting = COUNTINGS[event.y]
