"""The scale from 0 to 10: a number a key, or a click, or none at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from recoverylog.journal.line import number_in_words
from recoverylog.language import _
from recoverylog.tui import themes

if TYPE_CHECKING:
    from textual.events import Blur, Click, Key

MOST = 10
"""The highest number; the lowest is 0."""

_MARK = 3
_STEP = 5
_LEAST_STEP = 2
_BEHIND = 3
# Above 1 the bar stays quiet for long and brightens towards its end.
_CURVE = 1.6


class Scale(Widget, can_focus=True):
    """The numbers 0 to 10 in a row, a bar below, and the chosen number as a filled chip.

    ``1`` chooses 1, and a ``0`` right behind it makes it 10; any other digit there is not taken,
    since the two would be a number beyond the scale. Backspace takes the number away:
    nothing has been said then. It is the colour of cravings; with the class ``-mood`` of moods.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "step(1)", _("pick"), key_display="0-10", tooltip=_("Choose a number.")),
        Binding("left,h", "step(-1)", _("Less"), show=False),
        Binding("backspace,delete", "clear", _("Say nothing"), show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "scale--number",
        "scale--beyond",
        "scale--chip",
        "scale--done",
        "scale--to-go",
        "scale--mark",
    }
    DEFAULT_CSS = """
    Scale {
        width: 58;
        max-width: 100%;
        height: 2;
        & > .scale--number { color: $soft; text-style: none; }
        & > .scale--beyond { color: $faint; text-style: none; }
        & > .scale--chip { color: $ground; background: $dusk; text-style: bold; }
        & > .scale--done { color: $dusk; text-style: none; }
        & > .scale--to-go { color: $rule; text-style: none; }
        & > .scale--mark { color: $lamp; text-style: none; }
        &.-mood > .scale--chip { background: $lamp; }
        &.-mood > .scale--done { color: $lamp; }
    }
    """

    value: reactive[float | None] = reactive(None, init=False)

    @dataclass
    class Changed(Message):
        """Another number was chosen, or none."""

        scale: Scale
        value: float | None

        @property
        def control(self) -> Scale:
            """The scale, for ``@on`` with a selector."""
            return self.scale

    @dataclass
    class Beyond(Message):
        """A number was typed that the scale does not have; the one before still stands."""

        scale: Scale

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - the name that Textual gave it
        classes: str | None = None,
    ) -> None:
        """Begin with nothing said."""
        super().__init__(id=id, classes=classes)
        self._after_one = False

    # The number --------------------------------------------------------------------------

    def validate_value(self, value: float | None) -> float | None:
        """Return the nearest number of the scale."""
        return None if value is None else min(max(value, 0), MOST)

    def watch_value(self, value: float | None) -> None:
        """Tell of it."""
        self.post_message(self.Changed(self, value))

    def on_key(self, event: Key) -> None:
        """Choose a number by its digits."""
        digit = event.character
        if digit is None or not (digit.isascii() and digit.isdecimal()):
            self._after_one = False
            return
        event.stop()
        ten = self._after_one and digit == "0"
        if self._after_one and not ten:
            # "12" is no 2; who means 2 presses it once more.
            self._after_one = False
            self.post_message(self.Beyond(self))
            return
        self.value = float(MOST if ten else int(digit))
        self._after_one = digit == "1"

    def on_blur(self, event: Blur) -> None:
        """Forget the first digit."""
        del event
        self._after_one = False

    def on_click(self, event: Click) -> None:
        """Choose the number that was clicked; the chosen one, clicked again, is taken away."""
        step = self._step
        if step < _LEAST_STEP:
            return
        number = float(round((event.x - _MARK) / step))
        clicked = self.validate_value(number)
        self.value = None if clicked == self.value else clicked

    def action_step(self, by: int) -> None:
        """Choose the next number or the one before; from nothing, the nearest end."""
        if self.value is None:
            self.value = 0.0 if by > 0 else float(MOST)
        else:
            self.value = round(self.value + by)

    def action_clear(self) -> None:
        """Say nothing."""
        self.value = None

    # Drawing -----------------------------------------------------------------------------

    @property
    def _step(self) -> int:
        """Cells from one number to the next; below 2 there is no room for them."""
        return min(_STEP, (self.size.width - _MARK - 2 - _BEHIND) // MOST)

    _ground = Style.null()
    """The style on which a row is drawn, found once for it: Textual asks all that lies below."""

    def render_line(self, y: int) -> Strip:
        """Return the numbers, or the bar below them."""
        width = self.size.width
        ground = self._ground = self.rich_style
        mark = Segment(" › ".ljust(_MARK), self._style("mark"))
        before = mark if self.has_focus and y == 0 else Segment(" " * _MARK, ground)
        if self._step < _LEAST_STEP:
            segments = [before, *self._in_words()] if y == 0 else []
        elif y == 0:
            segments = self._numbers(before)
        else:
            segments = [before, *self._bar()] if y == 1 else []
        return Strip(segments).adjust_cell_length(width, ground).apply_offsets(0, y)

    def _in_words(self) -> list[Segment]:
        """Return the number alone, for a screen without room for a row of them."""
        if self.value is None:
            return [Segment("0-10", self._style("beyond"))]
        return [
            Segment(f" {number_in_words(self.value)} ", self._style("chip")),
            Segment(_(" of {most}", most=MOST), self._style("beyond")),
        ]

    def _numbers(self, before: Segment) -> list[Segment]:
        """Return the row of numbers, the chosen one a chip laid over it."""
        step, ground = self._step, self._ground
        styles = [ground] * (_MARK + MOST * step + 2 + _BEHIND)
        cells = [" "] * len(styles)

        def lay(at: int, text: str, style: Style) -> None:
            for place, character in enumerate(text, start=max(at, 0)):
                cells[place], styles[place] = character, style

        lay(0, before.text, before.style or ground)
        for number in range(MOST + 1):
            passed = self.value is None or number <= self.value
            style = self._style("number" if passed else "beyond")
            lay(_MARK + number * step, str(number), style)
        if self.value is not None:
            padding = " " if step > _LEAST_STEP else ""
            chip = f"{padding}{number_in_words(self.value)}{padding}"
            at = _MARK + round(self.value * step) - len(padding)
            lay(min(at, len(cells) - len(chip)), chip, self._style("chip"))
        return [Segment(text, style) for text, style in zip(cells, styles, strict=True)]

    def _bar(self) -> list[Segment]:
        """Return the bar: heavy as far as the number, light beyond it."""
        width = MOST * self._step + 2
        value = self.value or 0
        done = width if value == MOST else (round(value * self._step) + 1 if value else 0)
        to_go = Segment("─" * (width - done), self._style("to-go"))
        style = self._style("done")
        if not themes.blends(self.app.theme):
            return [Segment("━" * done, style), to_go]
        quiet = self.get_component_styles("scale--to-go").color
        bright = self.get_component_styles("scale--done").color
        shades = (quiet.blend(bright, (cell / done) ** _CURVE) for cell in range(1, done + 1))
        return [
            *(Segment("━", style + Style.from_color(shade.rich_color)) for shade in shades),
            to_go,
        ]

    def _style(self, name: str) -> Style:
        """Return the style of one part on the widget's own ground."""
        return self._ground + self.get_component_rich_style(f"scale--{name}", partial=True)
