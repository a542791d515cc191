"""What has helped before, as a list one ticks by number: what one is doing now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from recoverylog.insights.wording import company
from recoverylog.journal.text import one_line
from recoverylog.language import _

if TYPE_CHECKING:
    from textual.events import Click
    from textual.geometry import Size

    from recoverylog.session.companion import Helped

_NUMBER = 3
_WORD = 20
_LEAST_WORD = 8
_GAP = 2
_STRENGTHS = 7
_TIMES = 8


class HelpedList(Widget, can_focus=True):
    """What has helped; a digit ticks a row as what is being done now, and again unticks it.

    What is ticked has a plus sign before it, as it is written in a line, and stands in bold.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "tick(0)", _("doing this"), key_display="1-9"),
        *(Binding(str(number), f"tick({number - 1})", show=False) for number in range(2, 10)),
    ]
    DEFAULT_CSS = """
    HelpedList { width: 100%; height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    rows: reactive[tuple[Helped, ...]] = reactive((), layout=True)
    most: reactive[int] = reactive(9, layout=True)
    """How many rows there is room for."""
    ticked: reactive[tuple[str, ...]] = reactive(())
    """The words that are ticked, in the order of ticking."""

    @dataclass
    class Changed(Message):
        """Something else is ticked."""

        ticked: tuple[str, ...]

    def tick(self, place: int) -> None:
        """Tick the row at ``place``, counted from 0, or take its tick away."""
        shown = self.shown
        if not 0 <= place < len(shown):
            return
        word = shown[place].word
        without = tuple(one for one in self.ticked if one != word)
        self.ticked = without if word in self.ticked else (*self.ticked, word)
        self.post_message(self.Changed(self.ticked))

    @property
    def shown(self) -> tuple[Helped, ...]:
        """The rows that there is room for."""
        return self.rows[: self.most]

    def action_tick(self, place: int) -> None:
        """Tick the row at ``place``, or take its tick away."""
        self.tick(place)

    def on_focus(self) -> None:
        """Give each row its digit."""
        self.refresh()

    def on_blur(self) -> None:
        """Take the digits away: where a number is rated they mean that."""
        self.refresh()

    def on_click(self, event: Click) -> None:
        """Tick the row that is clicked."""
        self.tick(event.y)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """Return the number of rows."""
        return len(self.shown)

    def render(self) -> Content:
        """Return the rows: number, word, how strong before and after, how often."""
        return Content("\n").join(
            self._row(number, one) for number, one in enumerate(self.shown, start=1)
        )

    def _row(self, number: int, one: Helped) -> Content:
        room = self.size.width - _NUMBER - 2 - _GAP - _STRENGTHS - _GAP - _TIMES
        cells = max(min(room, _WORD), _LEAST_WORD)
        word = one_line(one.word, cells)
        is_ticked = one.word in self.ticked
        mark = Content.styled("+ " if is_ticked else "  ", "bold $leaf")
        shown = Content.styled(word, "bold $leaf" if is_ticked else "$ink")
        # A digit is the rating until one stays, so none is offered beside a word before.
        lead = f"{number}  " if self.has_focus else "·  "
        start = Content.assemble((lead, "bold $lamp" if self.has_focus else "$faint"), mark, shown)
        gap = " " * (cells - cell_len(word) + _GAP)
        times = company.often(one.times)
        known = company.strengths(one.before, one.after)
        if known is None:
            return Content.assemble(start, gap, " " * (_STRENGTHS + _GAP), (times, "$faint"))
        before, after = known
        strengths = Content.assemble(
            (f"{before:>2}", "bold $dusk"), (" → ", "$faint"), (f"{after:<2}", "bold $dusk")
        )
        return Content.assemble(start, gap, strengths, " " * _GAP, (times, "$faint"))
