"""The last two weeks in two small lines, mood above craving."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from recoverylog.charts import braille
from recoverylog.insights import fortnight
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.selection import Selection

    from recoverylog.insights.fortnight import FortnightValues

_EMPTY = _("Moods and cravings of the last two weeks appear here as you write them.")
_LETTERS = "MTWTFSS"
_NOT_LOGGED = "·"
_BETWEEN = 2
_LABEL = len(_("10.0 of 10"))
_WIDEST_STEP = 4
_LEAST_ROWS = 3
_MOST_ROWS = 6
_LONGEST_LINE = 72


class Fortnight(Widget):
    """Mood and craving of two weeks, each a line on the scale 0 to 10, the days below.

    Its height says how high each line is: 7 rows hold three a line, 13 and more hold six. A day
    without a value is a gap, a day without anything written a ``·`` in place of its letter.
    Today keeps its letter: it is not over.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "fortnight--mood",
        "fortnight--craving",
        "fortnight--mood-mean",
        "fortnight--craving-mean",
        "fortnight--name",
        "fortnight--aside",
        "fortnight--today",
    }
    DEFAULT_CSS = """
    Fortnight {
        width: 1fr;
        height: 7;
        & > .fortnight--mood { color: $lamp; text-style: none; }
        & > .fortnight--craving { color: $dusk; text-style: none; }
        & > .fortnight--mood-mean { color: $lamp; text-style: bold; }
        & > .fortnight--craving-mean { color: $dusk; text-style: bold; }
        & > .fortnight--name { color: $soft; text-style: none; }
        & > .fortnight--aside { color: $faint; text-style: none; }
        & > .fortnight--today { color: $ink; text-style: bold; }
    }
    """

    values: reactive[FortnightValues | None] = reactive(None)
    """What is drawn; nothing while it is None."""

    bars: reactive[bool] = reactive(False)
    """Whether to draw bars, for fonts without braille."""

    def __init__(
        self,
        values: FortnightValues | None = None,
        *,
        bars: bool = False,
        id: str | None = None,  # noqa: A002 - the name that Textual gave it
        classes: str | None = None,
    ) -> None:
        """Show ``values``, as lines of braille or as bars."""
        super().__init__(id=id, classes=classes)
        self.set_reactive(Fortnight.values, values)
        self.set_reactive(Fortnight.bars, bars)

    _ground = Style.null()
    """The style on which a row is drawn, found once for it: Textual asks all that lies below."""

    def render_line(self, y: int) -> Strip:
        """Return one row of the lines, the row of letters, or a row of the empty sentence."""
        width = self.size.width
        ground = self._ground = self.rich_style
        values, rows = self.values, self._rows
        if values is None or y > 2 * rows:
            segments = []
        elif values.empty:
            segments = self._sentence(y, width)
        elif y < rows:
            segments = self._series("mood", values.moods, y)
        elif y < 2 * rows:
            segments = self._series("craving", values.cravings, y - rows)
        else:
            segments = self._days(values)
        return Strip(segments).adjust_cell_length(width, ground).apply_offsets(0, y)

    @property
    def _rows(self) -> int:
        """Return the rows of each line that the height allows, one row left for the letters."""
        return min(max((self.size.height - 1) // 2, _LEAST_ROWS), _MOST_ROWS)

    def _layout(self, days: int) -> braille.Layout:
        """Return where the days stand: the latest ones where there is no room for all."""
        room = max(self.size.width - _BETWEEN - _LABEL, 1)
        shown = min(days, room)
        return braille.layout(shown, min(room, (shown - 1) * _WIDEST_STEP + 1))

    def _series(self, name: str, values: Sequence[float | None], row: int) -> list[Segment]:
        """Return one row of a line and what stands at its end."""
        places = self._layout(len(values))
        draw = braille.towers if self.bars else braille.curve
        line = draw(values[-places.size :], columns=places.columns, rows=self._rows)[row]
        end = self._end(name, values)
        first = (self._rows - 2) // 2
        label = end[row - first] if first <= row < first + len(end) else []
        between = Segment(" " * _BETWEEN, self._ground)
        return [Segment(line, self._style(name)), between, *label]

    def _end(self, name: str, values: Sequence[float | None]) -> list[list[Segment]]:
        """Return the rows at a line's end: its name, and its mean or on how many days it was."""
        aside = self._style("aside")
        mean = fortnight.average(values)
        noted = fortnight.noted(values)
        rest: list[list[Segment]]
        if mean is not None:
            number = Segment(f"{mean:.1f}", self._style(f"{name}-mean"))
            rest = [[number, Segment(_(" of 10"), aside)]]
        elif noted:
            days = counted("{n} day", "{n} days", noted)
            rest = [[Segment(_("noted on"), aside)], [Segment(days, aside)]]
        else:
            rest = [[Segment(_("not noted"), aside)]]
        return [[Segment(name, self._style("name"))], *rest]

    def _days(self, values: FortnightValues) -> list[Segment]:
        """Return the letters of the days, each below its value."""
        places = self._layout(len(values.days))
        pairs = list(zip(values.days, values.logged, strict=True))[-places.size :]
        letters = [_LETTERS[day.weekday()] if logged else _NOT_LOGGED for day, logged in pairs]
        before = "".join(letter + " " * (places.step - 1) for letter in letters[:-1])
        today = _LETTERS[values.days[-1].weekday()]
        return [Segment(before, self._style("aside")), Segment(today, self._style("today"))]

    def _sentence(self, y: int, width: int) -> list[Segment]:
        """Return one row of what is said where there is nothing to draw yet."""
        lines = wrap(_EMPTY, min(max(width, 1), _LONGEST_LINE))
        return [Segment(lines[y], self._style("name"))] if y < len(lines) else []

    def _style(self, name: str) -> Style:
        """Return the style of one part on the widget's own ground."""
        return self._ground + self.get_component_rich_style(f"fortnight--{name}", partial=True)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:  # noqa: ARG002 - one whole
        """Return the two lines in words; dots are of no use elsewhere."""
        values = self.values
        if values is None or values.empty:
            return (_EMPTY, "\n") if values else None
        series = (("mood", values.moods), ("craving", values.cravings))
        ends = [self._end(name, one) for name, one in series]
        return "\n".join(" ".join(_text(row) for row in end) for end in ends), "\n"


def _text(segments: list[Segment]) -> str:
    """Return the words of a row."""
    return "".join(segment.text for segment in segments)
