"""The one big number of a screen, three rows high."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from recoverylog.charts import figure
from recoverylog.tui import themes

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.selection import Selection


class BigNumber(Widget):
    """A count of days, lit from above; nothing at all where there is none yet.

    It is selected and copied as the plain number. Its width follows its digits.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "big-number--glow",
        "big-number--lamp",
        "big-number--ember",
    }
    DEFAULT_CSS = """
    BigNumber {
        width: auto;
        height: 3;
        & > .big-number--glow { color: $glow; text-style: none; }
        & > .big-number--lamp { color: $lamp; text-style: none; }
        & > .big-number--ember { color: $ember; text-style: none; }
    }
    """

    number: reactive[int] = reactive(0, layout=True)

    def __init__(
        self,
        number: int = 0,
        *,
        id: str | None = None,  # noqa: A002 - the name that Textual gave it
        classes: str | None = None,
    ) -> None:
        """Show ``number``, 0 or more."""
        super().__init__(id=id, classes=classes)
        self.set_reactive(BigNumber.number, number)
        self.watch_number(number)

    def watch_number(self, number: int) -> None:
        """Leave no gap on the page where there is no number."""
        self.display = number > 0

    @property
    def _rows(self) -> tuple[str, str, str]:
        """Return the rows to draw; a lone zero is no headline."""
        return figure.rows(self.number) if self.number > 0 else ("", "", "")

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's
        """Return the width of the digits in cells."""
        return len(self._rows[0])

    def render_line(self, y: int) -> Strip:
        """Return one row of the digits."""
        width, ground = self.size.width, self.rich_style
        if y >= len(self._rows):
            return Strip.blank(width, ground)
        names = ("glow", "lamp", "ember") if self._gradients else ("lamp", "lamp", "lamp")
        style = ground + self.get_component_rich_style(f"big-number--{names[y]}", partial=True)
        if self.text_selection:
            style += self.screen.get_component_rich_style("screen--selection", partial=True)
        strip = Strip([Segment(self._rows[y], style)])
        return strip.adjust_cell_length(width, ground).apply_offsets(0, y)

    @property
    def _gradients(self) -> bool:
        """Return whether the terminal has colours enough for three shades of one."""
        return themes.blends(self.app.theme)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:  # noqa: ARG002 - one whole
        """Return the number itself, however much of it was marked."""
        return (str(self.number), "\n") if self.number > 0 else None
