"""The line that parts the page and tells the way to the next milestone."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from recoverylog.insights import milestone
from recoverylog.tui import themes

if TYPE_CHECKING:
    from textual.selection import Selection

_BETWEEN = 2
_LEAST_BAR = 4
# Above 1 the line stays quiet for long and brightens towards its end.
_CURVE = 1.6


class MilestoneBar(Widget):
    """One line: heavy for what is done, light for what is to go, then the words.

    The weight says it without colour; with colours enough it brightens cell by cell.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "milestone-bar--done",
        "milestone-bar--to-go",
        "milestone-bar--words",
        "milestone-bar--number",
    }
    DEFAULT_CSS = """
    MilestoneBar {
        width: 1fr;
        height: 1;
        & > .milestone-bar--done { color: $lamp; text-style: none; }
        & > .milestone-bar--to-go { color: $rule; text-style: none; }
        & > .milestone-bar--words { color: $soft; text-style: none; }
        & > .milestone-bar--number { color: $ink; text-style: bold; }
    }
    """

    total: reactive[int] = reactive(0)
    term: reactive[str] = reactive("")
    """What a day is called, where another figure stands above."""

    def __init__(
        self,
        total: int = 0,
        *,
        id: str | None = None,  # noqa: A002 - the name that Textual gave it
        classes: str | None = None,
    ) -> None:
        """Show the way from ``total`` free days, 0 or more."""
        super().__init__(id=id, classes=classes)
        self.set_reactive(MilestoneBar.total, total)

    def render_line(self, y: int) -> Strip:
        """Return the line; it has only one."""
        width, ground = self.size.width, self.rich_style
        if y:
            return Strip.blank(width, ground)
        words = milestone.words(self.total, self.term)
        bar = width - len(words) - _BETWEEN
        segments = self._words(words)
        if bar >= _LEAST_BAR:
            segments = [*self._bar(bar), Segment(" " * _BETWEEN, ground), *segments]
        else:
            segments.insert(0, Segment(" " * max(width - len(words), 0), ground))
        return Strip(segments).adjust_cell_length(width, ground).apply_offsets(0, y)

    def _words(self, words: str) -> list[Segment]:
        """Return the words, the number that leads them in ink."""
        first, space, rest = words.partition(" ")
        kind = "number" if first.isdecimal() else "words"
        return [Segment(first, self._style(kind)), Segment(space + rest, self._style("words"))]

    def _bar(self, width: int) -> list[Segment]:
        """Return the line of ``width`` cells: what is done, then what is to go."""
        ahead = milestone.ahead(self.total)
        # The last day before a milestone still shows that there is one to go.
        done = width if ahead.reached else min(round(ahead.share * width), width - 1)
        to_go = Segment("─" * (width - done), self._style("to-go"))
        if not themes.blends(self.app.theme):
            return [Segment("━" * done, self._style("done")), to_go]
        quiet = self.get_component_styles("milestone-bar--to-go").color
        bright = self.get_component_styles("milestone-bar--done").color
        shades = (quiet.blend(bright, (cell / done) ** _CURVE) for cell in range(1, done + 1))
        ground = self._style("done")
        return [
            *(Segment("━", ground + Style.from_color(shade.rich_color)) for shade in shades),
            to_go,
        ]

    def _style(self, name: str) -> Style:
        """Return the style of one part on the widget's own ground."""
        part = self.get_component_rich_style(f"milestone-bar--{name}", partial=True)
        return self.rich_style + part

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:  # noqa: ARG002 - one whole
        """Return the words, without the line."""
        return milestone.words(self.total, self.term), "\n"
