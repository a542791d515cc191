"""Even swells on the screen, a dot going along them as one breathes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from recoverylog.charts import swells
from recoverylog.charts.swells import Swells
from recoverylog.tui import themes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.timer import Timer

_FRAME_SECONDS = 0.25
_DOT = "●"
_CURVE = 1.6


class Breath(Widget):
    """Swells and a dot: one breath is one swell, ten seconds; it goes on for as long as one likes.

    The swells stand still and the dot moves, four times a second at most. Where animations are
    off the dot stands still as well.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"breath--behind", "breath--ahead", "breath--dot"}
    DEFAULT_CSS = """
    Breath {
        width: 100%;
        height: 3;
        & > .breath--behind { color: $dusk; text-style: none; }
        & > .breath--ahead { color: $rule; text-style: none; }
        & > .breath--dot { color: $lamp; text-style: none; }
    }
    """

    seconds: reactive[float] = reactive(0.0)
    """Since the breath began."""
    bars: reactive[bool] = reactive(default=False)
    """Whether bars are drawn, for a font that has no braille."""

    _moving: Timer | None = None

    def __init__(
        self,
        stopwatch: Callable[[], float],
        *,
        id: str | None = None,  # noqa: A002 - the name that Textual gave it
    ) -> None:
        """Breathe by ``stopwatch``, which gives seconds."""
        super().__init__(id=id)
        self._stopwatch = stopwatch
        self._began = stopwatch()
        self._drawn = Swells((), 0)

    @property
    def moves(self) -> bool:
        """Whether the dot moves."""
        return self.app.animation_level != "none"

    def on_mount(self) -> None:
        """Begin to breathe."""
        self._moving = self.set_interval(_FRAME_SECONDS, self.breathe)

    def breathe(self) -> None:
        """Move the dot to where it is by now; not at all where nothing is to move."""
        if self.moves:
            self.seconds = self._stopwatch() - self._began

    def on_resize(self) -> None:
        """Draw as many swells as there is room for."""
        self._draw()

    def watch_bars(self) -> None:
        """Draw the other kind."""
        self._draw()

    def _draw(self) -> None:
        width, height = self.size
        self._drawn = swells.drawn(width, height, bars=self.bars)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one row of the swells; they stand at the foot of the widget."""
        width, ground = self.size.width, self.rich_style
        row = y - (self.size.height - len(self._drawn.rows))
        if row < 0 or not self._drawn.number:
            return Strip.blank(width, ground)
        at, high = swells.place(self._drawn, self.seconds)
        line = self._drawn.rows[row]
        # Found once for a row: to find the ground of a cell, Textual asks all that lies below it.
        parts = {name: ground + self._part(name) for name in ("dot", "ahead", "behind")}
        segments = [
            Segment(_DOT, parts["dot"])
            if (column, row) == (at, high)
            else Segment(sign, self._shade(column, at, parts))
            for column, sign in enumerate(line)
        ]
        return Strip(segments).adjust_cell_length(width, ground)

    def _shade(self, column: int, at: int, parts: Mapping[str, Style]) -> Style:
        """Return the style of a cell: what lies behind the dot grows brighter towards it."""
        if column > at or self._drawn.columns < 2:
            return parts["ahead"]
        if not themes.blends(self.app.theme):
            return parts["behind"]
        quiet = self.get_component_styles("breath--ahead").color
        bright = self.get_component_styles("breath--behind").color
        shade = quiet.blend(bright, ((column + 1) / (at + 1)) ** _CURVE)
        return parts["behind"] + Style.from_color(shade.rich_color)

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"breath--{name}", partial=True)


def elapsed(seconds: float) -> str:
    """Return how long it has been, quietly: ``1:40``; nothing in the first seconds."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02}" if whole >= 5 else ""
