"""A month as a calendar: which days were written on, and the one that is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from recoverylog.charts import month
from recoverylog.insights.wording.dates import date_words
from recoverylog.language import _
from recoverylog.tui import themes

if TYPE_CHECKING:
    from textual.events import Click
    from textual.selection import Selection

_LETTERS = "MTWTFSS"
_WRITTEN = "•"
_ARROWS = "←  →"
_HEAD_ROWS = 2
_MOST_WEEKS = 6
_LEAST_STEP, _MOST_STEP = 3, 5
_WEEK = 7
_WIDEST_CELL = 4


class MonthCalendar(Widget, can_focus=True):
    """The month of the chosen day, weeks from Monday.

    A day with an entry has a ``•`` below it, or beside it where there are few rows, and says no
    more than that: neither how much, nor what. Its step is 3 to 5 cells by the width that it is
    given; a week takes 1 to 3 rows by the height.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", _("Day before"), show=False),
        Binding("right,l", "move(1)", _("Day after"), show=False),
        Binding("up,k", "move(-7)", _("Week before"), show=False),
        Binding("down,j", "move(7)", _("Week after"), show=False),
        Binding("pageup", "turn(-1)", _("Month before"), show=False),
        Binding("pagedown", "turn(1)", _("Month after"), show=False),
        Binding("home", "edge(0)", _("First of the month"), show=False),
        Binding("end", "edge(1)", _("Last of the month"), show=False),
        Binding("enter", "enter_day", _("entries"), key_display="enter"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "month-calendar--head",
        "month-calendar--outside",
        "month-calendar--day",
        "month-calendar--written",
        "month-calendar--today",
        "month-calendar--chosen",
        "month-calendar--mark",
    }
    DEFAULT_CSS = """
    MonthCalendar {
        width: 28;
        height: 14;
        & > .month-calendar--head { color: $faint; text-style: none; }
        & > .month-calendar--outside { color: $faint; text-style: none; }
        & > .month-calendar--day { color: $soft; text-style: none; }
        & > .month-calendar--written { color: $ink; text-style: none; }
        & > .month-calendar--today { color: $lamp; text-style: bold; }
        & > .month-calendar--chosen { color: $ink; background: $surface; text-style: bold; }
        &:focus > .month-calendar--chosen { background: $panel; }
        & > .month-calendar--mark { color: $soft; text-style: none; }
    }
    """

    day: reactive[date | None] = reactive(None)
    """The chosen day; its month is shown. Nothing is drawn before it is known."""

    today: reactive[date | None] = reactive(None)
    """The day that it is."""

    written: reactive[frozenset[date]] = reactive(frozenset())
    """The days that hold an entry."""

    first: reactive[date | None] = reactive(None)
    """The first day of the journal; what lies before it is quiet."""

    @dataclass
    class DayChosen(Message):
        """Somebody went to another day."""

        day: date

    @dataclass
    class Entered(Message):
        """Somebody wants to see what is on the chosen day."""

        day: date

    # Moving ------------------------------------------------------------------------------

    def choose(self, day: date) -> None:
        """Go to a day, and tell."""
        if day != self.day:
            self.day = day
            self.post_message(self.DayChosen(day))

    def action_move(self, days: int) -> None:
        """Go some days on or back; the calendar's ends stop it."""
        if self.day is not None:
            self.choose(later(self.day, days))

    def action_turn(self, months: int) -> None:
        """Go to the same day of another month, or to its last day where it is shorter."""
        if self.day is not None:
            self.choose(months_later(self.day, months))

    def action_edge(self, last: int) -> None:
        """Go to the first or to the last day of the month."""
        if self.day is not None:
            number = month.length(self.day.year, self.day.month) if last else 1
            self.choose(self.day.replace(day=number))

    def action_enter_day(self) -> None:
        """Go on to the entries of the day."""
        if self.day is not None:
            self.post_message(self.Entered(self.day))

    def on_click(self, event: Click) -> None:
        """Go to the day, or turn to the month, that was clicked."""
        place = event.get_content_offset(self)
        if place is None or self.day is None:
            return
        if place.y == 0:
            start = self._arrows_at
            if place.x >= start:
                self.action_turn(1 if place.x >= start + len(_ARROWS) // 2 else -1)
            return
        clicked = self._day_at(place.x, place.y)
        if clicked is not None:
            self.choose(clicked)

    # Where things stand ------------------------------------------------------------------

    @property
    def _step(self) -> int:
        return min(max(self.size.width // _WEEK, _LEAST_STEP), _MOST_STEP)

    @property
    def _rows(self) -> int:
        """Return the rows of a week; a third is air."""
        return min(max((self.size.height - _HEAD_ROWS) // _MOST_WEEKS, 1), 3)

    @property
    def _arrows_at(self) -> int:
        # They end where the last column ends.
        width = self._step * (_WEEK - 1) + min(self._step, _WIDEST_CELL)
        return max(width - len(_ARROWS), 0)

    def _weeks(self, day: date) -> list[list[date | None]]:
        return month.weeks(day.year, day.month)

    def _day_at(self, x: int, y: int) -> date | None:
        if self.day is None or y < _HEAD_ROWS:
            return None
        week, column = (y - _HEAD_ROWS) // self._rows, x // self._step
        weeks = self._weeks(self.day)
        return weeks[week][column] if week < len(weeks) and column < _WEEK else None

    # Drawing -----------------------------------------------------------------------------

    _ground = Style.null()
    """The style on which a row is drawn, found once for it: Textual asks all that lies below."""

    def render_line(self, y: int) -> Strip:
        """Return the name of the month, the letters of the days, or a row of a week."""
        width = self.size.width
        ground = self._ground = self.rich_style
        segments: list[Segment] = []
        if self.day is not None:
            segments = self._row(self.day, y)
        return Strip(segments).adjust_cell_length(width, ground).apply_offsets(0, y)

    def _row(self, day: date, y: int) -> list[Segment]:
        head = self._style("head")
        if y == 0:
            name = date_words(day).partition(" ")[2]
            return [Segment(f"{name:<{self._arrows_at}}{_ARROWS}", head)]
        if y == 1:
            letters = "".join(f"{letter:>3}".ljust(self._step) for letter in _LETTERS)
            return [Segment(letters, head)]
        week, row = divmod(y - _HEAD_ROWS, self._rows)
        weeks = self._weeks(day)
        if week >= len(weeks) or row > 1:
            return []
        return [segment for one in weeks[week] for segment in self._cell(one, row)]

    def _cell(self, one: date | None, row: int) -> list[Segment]:
        """Return one row of one day: its number, or the mark below it."""
        step = self._step
        if one is None:
            return [Segment(" " * step, self._ground)]
        style = self._day_style(one)
        mark = _WRITTEN if one in self.written else " "
        quiet = style + self._style("mark", ground=False)
        chosen_cells = min(step, _WIDEST_CELL)
        rest = Segment(" " * (step - chosen_cells), self._ground)
        if row:
            return [Segment(f"  {mark} "[:chosen_cells], quiet), rest]
        number = Segment(f"{one.day:>3}", style)
        if self._rows > 1:
            return [number, Segment(" " * (chosen_cells - 3), style), rest]
        if step == _LEAST_STEP:
            # No cell is left for the mark but the one before the number.
            return [Segment(f"{mark}", quiet), Segment(f"{one.day:>2}", style)]
        return [number, Segment(mark, quiet), rest]

    def _day_style(self, one: date) -> Style:
        name = "written" if one in self.written else "day"
        before = self.first is None or one < self.first
        if name == "day" and (before or (self.today is not None and one > self.today)):
            name = "outside"
        style = self._style(name)
        if one == self.today:
            style += self._style("today", ground=False)
        if one == self.day:
            style = self._style("chosen")
            if one == self.today and themes.blends(self.app.theme):
                style += self._style("today", ground=False)
        return style

    def _style(self, name: str, *, ground: bool = True) -> Style:
        """Return the style of one part, on the widget's own ground or on any."""
        part = self.get_component_rich_style(f"month-calendar--{name}", partial=True)
        return self._ground + part if ground else part

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:  # noqa: ARG002 - one whole
        """Return the chosen day in words; a grid of numbers is of no use elsewhere."""
        return None if self.day is None else (date_words(self.day), "\n")


def later(day: date, days: int) -> date:
    """Return the day that many days later, or the calendar's first or last."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def months_later(day: date, months: int) -> date:
    """Return the same day that many months later, at most the last day of its month."""
    year, place = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return day
    return date(year, place + 1, min(day.day, month.length(year, place + 1)))
