"""What becomes of a colour on its way out: sixteen of the terminal's own, none at all, or stark.

Every style is made of the tokens of a look. Here each is known again by its colour and replaced:
in ``ansi`` by one of the sixteen, or the terminal's own fore- and background; with ``NO_COLOR`` by
those two alone. Where the ground of what is chosen cannot be told from the page by its shade, in
these and in high contrast, what is chosen is shown the other way round.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from recoverylog.tui import themes

if TYPE_CHECKING:
    from textual.theme import Theme

_GROUNDS = ("ground", "surface", "panel")
_INKS = ("ink", "soft", "faint", "rule", "lamp", "dusk", "leaf", "clay", "ember", "glow")
# Readable in the palettes that terminals come with: no yellow, cyan or green on a light ground,
# no dark blue or dark red on a dark one, and nowhere the grey that some palettes make the page.
_DARK = {"lamp": 3, "ember": 3, "glow": 3, "dusk": 6, "leaf": 2, "clay": 9}
_LIGHT = {"lamp": 5, "ember": 5, "glow": 5, "dusk": 4, "clay": 1}
_DEFAULT = RichColor.default()


class _Cell(NamedTuple):
    """What a style is made of, named by tokens."""

    ink: str
    ground: str


class Tone(LineFilter):
    """Replaces the colours of one look in every row."""

    def __init__(self, theme: Theme, *, colours: bool) -> None:
        """Know the tokens of ``theme``; leave no colour at all unless ``colours``."""
        super().__init__()
        named = {name: Color.parse(theme.variables[name]).rgb for name in (*_GROUNDS, *_INKS)}
        self._inks = {name: named[name] for name in (*_INKS, "ground")}
        self._grounds = {name: named[name] for name in (*_GROUNDS, "rule", "lamp", "dusk")}
        self._stark = colours and themes.is_stark(theme.name)
        # Marked text stands on the colour of rules, which no text has contrast enough to.
        self._turned = {
            token: Style.from_color(*(RichColor.from_rgb(*named[one]) for one in ("ground", over)))
            for token, over in (("panel", "ink"), ("rule", "lamp"))
        }
        self._sixteen = (_DARK if theme.dark else _LIGHT) if colours else {}
        self._restyled = lru_cache(4096)(self._restyle)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments in the colours that may leave the program."""
        del background
        within = any(
            segment.style is not None and self._cell(segment.style).ground == "panel"
            for segment in segments
        )
        return [
            segment
            if segment.control
            else Segment(segment.text, self._restyled(segment.style or Style.null(), within))
            for segment in segments
        ]

    def _restyle(self, style: Style, within: bool) -> Style:
        """Return a style in other colours.

        Args:
            style: what was drawn.
            within: whether it stands in a row that is shown the other way round.
        """
        cell = self._cell(style)
        if self._stark:
            # A scrollbar is a blank the other way round, and stays as it is.
            over = None if style.reverse else self._turned.get(cell.ground)
            return style if over is None else style + over
        plain = style + Style(color=_DEFAULT, bgcolor=_DEFAULT, dim=False, reverse=False)
        if cell.ground == "panel":
            return plain + Style(reverse=True)
        if cell.ground not in _GROUNDS:
            # The cursor in a row that is turned round is a hole in it.
            turned = Style(reverse=not within, bold=True)
            return plain + turned + Style(color=self._colour(cell.ground))
        if cell.ink == "rule":
            return plain + Style(dim=True)
        return plain + Style(color=self._colour(cell.ink))

    def _colour(self, token: str) -> RichColor:
        number = self._sixteen.get(token)
        return _DEFAULT if number is None else RichColor.from_ansi(number)

    def _cell(self, style: Style) -> _Cell:
        front, behind = style.color, style.bgcolor
        ink, ground = self._nearest(front, "ink"), self._nearest(behind, "ground")
        if style.reverse:
            ink, ground = ("ground" if ground in _GROUNDS else ground), ink
            ground = "panel" if ground in {"ink", "soft", "faint"} else ground
        return _Cell(ink, ground)

    def _nearest(self, colour: RichColor | None, usual: str) -> str:
        """Return the token whose colour is nearest, ``usual`` where there is none."""
        if colour is None or colour.is_default:
            return usual
        known = self._inks if usual == "ink" else self._grounds
        wanted = colour.get_truecolor()
        return min(known, key=lambda name: _distance(known[name], wanted))


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


@lru_cache
def _made(name: str, *, colours: bool) -> Tone:
    theme = next(one for one in themes.THEMES if one.name == name)
    return Tone(theme, colours=colours)


def of(name: str, *, colours: bool) -> Tone | None:
    """Return the tone that a look needs, or None where its colours go out as they are.

    Args:
        name: the name of the look that is shown.
        colours: whether colours may be used at all.
    """
    if themes.is_ansi(name) or (colours and themes.is_stark(name)):
        return _made(name, colours=colours)
    return None
