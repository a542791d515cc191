"""A picture of a screen, as SVG: every cell in its place, and nothing that needs a certain font.

Textual's own export asks a server for a font, and leaves blocks, braille and lines to whatever
font the viewer has. Here those are drawn as shapes; only letters are text, each run of them
pinned to its cells.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.color import Color, blend_rgb
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.color import Color as Colour

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual.app import App

CELL_WIDTH = 10
CELL_HEIGHT = 22
MARGIN = 16
CORNER = 10
FONTS = "ui-monospace, 'DejaVu Sans Mono', monospace"
# The advance of a letter is 0.602 of the size in the fonts named above, and in most others 0.6.
_FONT_SIZE = 16.6
_BASELINE = 16
_DIM = 0.5

_LOWER_EIGHTHS = "▁▂▃▄▅▆▇█"
_LEFT_EIGHTHS = "▏▎▍▌▋▊▉"
_SHADES = "░▒▓"
# Which quarters are filled: upper left, upper right, lower left, lower right.
_QUARTERS = {
    "▘": "1000",
    "▝": "0100",
    "▖": "0010",
    "▗": "0001",
    "▀": "1100",
    "▐": "0101",
    "▚": "1001",
    "▞": "0110",
    "▛": "1110",
    "▜": "1101",
    "▙": "1011",
    "▟": "0111",
}
# How thick the arms are that go up, right, down and left.
_ARMS = {
    "─": "0101",
    "━": "0202",
    "│": "1010",
    "┃": "2020",
    "┌": "0110",
    "┐": "0011",
    "└": "1100",
    "┘": "1001",
    "├": "1110",
    "┤": "1011",
    "┬": "0111",
    "┴": "1101",
    "┼": "1111",
    "╴": "0001",
    "╵": "1000",
    "╶": "0100",
    "╷": "0010",
    "╸": "0002",
    "╺": "0200",
}
# The two edges that a rounded corner joins.
_ROUND = {"╭": "right bottom", "╮": "left bottom", "╰": "right top", "╯": "left top"}
_THICK = {"1": 1.5, "2": 3.0}
_DOT = 3.2
# Where each bit of a braille character has its dot: column and row.
_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
_WORDS = re.compile(r"\S+(?: \S+)*")


class Cell(NamedTuple):
    """One character of the screen and how it looks.

    Attributes:
        text: the character with what combines with it; empty for the right half of a wide one.
        ink: its colour.
        ground: the colour behind it.
        style: bold, italic, underline and strike, those that it has.
    """

    text: str
    ink: ColorTriplet
    ground: ColorTriplet
    style: frozenset[str] = frozenset()

    @property
    def is_drawn(self) -> bool:
        """Whether it is a shape and no letter: a block, a line, braille."""
        return len(self.text) == 1 and (
            "\u2500" <= self.text <= "\u259f" or "\u2800" <= self.text <= "\u28ff"
        )


Rows = list[list[Cell]]


class Box(NamedTuple):
    """A rectangle on the picture, in its units."""

    x: float
    y: float
    width: float
    height: float

    def path(self) -> str:
        """Return it as a part of a path."""
        x, y, width, height = map(_number, self)
        return f"M{x} {y}h{width}v{height}h-{width}z"


# Reading the screen -----------------------------------------------------------------------


def rows(app: App[Any]) -> Rows:
    """Return the cells of what ``app`` shows now, with the screens that shine through.

    Textual has no public way to the cells; this asks for what its own export asks for.
    """
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    assert isinstance(update, LayoutUpdate)
    colours = app.theme_variables
    ink, ground = (ColorTriplet(*Colour.parse(colours[name]).rgb) for name in ("ink", "ground"))
    return [
        list(_cells((segment for strip in strips for segment in strip), ink, ground))
        for strips in update.strips
    ]


def _cells(segments: Iterable[Segment], ink: ColorTriplet, ground: ColorTriplet) -> Iterator[Cell]:
    """Return one cell for each column, what combines with a character added to it."""
    held: Cell | None = None
    for segment in segments:
        if segment.control:
            continue
        look = _look(segment.style or Style.null(), ink, ground)
        for character in segment.text:
            width = cell_len(character)
            if not width and held is not None:
                held = held._replace(text=held.text + character)
                continue
            if held is not None:
                yield held
            held = look._replace(text=character)
            if width > 1:
                yield held
                held = look
    if held is not None:
        yield held


def _look(style: Style, ink: ColorTriplet, ground: ColorTriplet) -> Cell:
    """Return an empty cell in a style, with ``ink`` on ``ground`` where it names no colours."""
    front, behind = _named(style.color, ink), _named(style.bgcolor, ground)
    if style.reverse:
        front, behind = behind, front
    if style.dim:
        front = blend_rgb(front, behind, _DIM)
    marks = {"bold": style.bold, "italic": style.italic, "underline": style.underline}
    names = {name for name, on in {**marks, "line-through": style.strike}.items() if on}
    return Cell("", front, behind, frozenset(names))


def _named(colour: Color | None, usual: ColorTriplet) -> ColorTriplet:
    """Return a colour, or ``usual`` in place of none and of the terminal's own."""
    return usual if colour is None or colour.is_default else colour.get_truecolor()


# Drawing it -------------------------------------------------------------------------------


def svg(screen: Rows) -> str:
    """Return the picture of a screen: its cells, and a small margin in the colour of the page."""
    width = len(screen[0]) * CELL_WIDTH + 2 * MARGIN
    height = len(screen) * CELL_HEIGHT + 2 * MARGIN
    page = screen[0][0].ground
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
                f' viewBox="{-MARGIN} {-MARGIN} {width} {height}">'
            ),
            (
                f'<rect x="{-MARGIN}" y="{-MARGIN}" width="{width}" height="{height}"'
                f' rx="{CORNER}" fill="{page.hex}"/>'
            ),
            *_grounds(screen, page),
            *_shapes(screen),
            f'<g font-family="{FONTS}" font-size="{_FONT_SIZE}" xml:space="preserve">',
            *_texts(screen),
            "</g>",
            "</svg>\n",
        ]
    )


def _grounds(screen: Rows, page: ColorTriplet) -> Iterator[str]:
    """Return what lies behind the cells where it is not the page."""
    boxes: dict[str, list[str]] = defaultdict(list)
    for y, line in enumerate(screen):
        x = 0
        for ground, run in groupby(line, key=lambda cell: cell.ground):
            length = len(list(run))
            if ground != page:
                box = Box(x * CELL_WIDTH, y * CELL_HEIGHT, length * CELL_WIDTH, CELL_HEIGHT)
                boxes[ground.hex].append(box.path())
            x += length
    for colour, parts in boxes.items():
        yield f'<path fill="{colour}" d="{"".join(parts)}"/>'


def _shapes(screen: Rows) -> Iterator[str]:
    """Return blocks and lines as areas, braille as dots, rounded corners as strokes."""
    areas: dict[str, list[Box]] = defaultdict(list)
    dots: dict[str, list[str]] = defaultdict(list)
    corners: dict[str, list[str]] = defaultdict(list)
    for y, line in enumerate(screen):
        for x, cell in enumerate(line):
            if not cell.is_drawn:
                continue
            left, top, colour = x * CELL_WIDTH, y * CELL_HEIGHT, _colour(cell).hex
            if cell.text >= "\u2800":
                dots[colour] += _braille(cell.text, left, top)
            elif cell.text in _ROUND:
                corners[colour].append(_corner(_ROUND[cell.text], left, top))
            else:
                areas[colour] += [
                    Box(left + box.x, top + box.y, box.width, box.height)
                    for box in boxes(cell.text)
                ]
    for colour, found in areas.items():
        yield f'<path fill="{colour}" d="{"".join(box.path() for box in joined(found))}"/>'
    for colour, parts in dots.items():
        yield _stroke(colour, _DOT, parts)
    for colour, parts in corners.items():
        yield _stroke(colour, _THICK["1"], parts)


def _stroke(colour: str, width: float, parts: list[str]) -> str:
    return (
        f'<path fill="none" stroke="{colour}" stroke-width="{_number(width)}"'
        f' stroke-linecap="round" d="{"".join(parts)}"/>'
    )


def _colour(cell: Cell) -> ColorTriplet:
    """Return the colour of a drawn cell; a shade lies between its ink and its ground."""
    if cell.text in _SHADES:
        return blend_rgb(cell.ground, cell.ink, (_SHADES.index(cell.text) + 1) / 4)
    return cell.ink


def boxes(character: str) -> list[Box]:
    """Return what a block or line character fills of its cell.

    Raises:
        ValueError: it is none that can be drawn.
    """
    width, height = CELL_WIDTH, CELL_HEIGHT
    if character in _SHADES:
        return [Box(0, 0, width, height)]
    if character in _LOWER_EIGHTHS:
        part = height * (_LOWER_EIGHTHS.index(character) + 1) / 8
        return [Box(0, height - part, width, part)]
    if character in _LEFT_EIGHTHS:
        return [Box(0, 0, width * (_LEFT_EIGHTHS.index(character) + 1) / 8, height)]
    if character == "▔":
        return [Box(0, 0, width, height / 8)]
    if character == "▕":
        return [Box(width * 7 / 8, 0, width / 8, height)]
    if character in _QUARTERS:
        return [
            Box(width / 2 * (place % 2), height / 2 * (place // 2), width / 2, height / 2)
            for place, filled in enumerate(_QUARTERS[character])
            if filled == "1"
        ]
    if character in _ARMS:
        return _arms(_ARMS[character])
    raise ValueError(f"{unicodedata.name(character)} has no shape yet")


def _arms(weights: str) -> list[Box]:
    """Return the arms of a line character, each from the edge to the middle and a little over."""
    across, down = CELL_WIDTH / 2, CELL_HEIGHT / 2
    found = []
    for direction, weight in enumerate(weights):
        if weight == "0":
            continue
        thick = _THICK[weight]
        over = thick / 2
        found.append(
            (
                Box(across - over, 0, thick, down + over),
                Box(across - over, down - over, across + over, thick),
                Box(across - over, down - over, thick, down + over),
                Box(0, down - over, across + over, thick),
            )[direction]
        )
    return found


def joined(areas: list[Box]) -> list[Box]:
    """Return the areas of one colour, those that touch or overlap side by side as one."""
    whole: list[Box] = []
    for box in sorted(areas, key=lambda one: (one.y, one.height, one.x)):
        last = whole[-1] if whole else None
        if last and last[1::2] == box[1::2] and box.x <= last.x + last.width:
            end = max(last.x + last.width, box.x + box.width)
            whole[-1] = last._replace(width=end - last.x)
        else:
            whole.append(box)
    return whole


def _corner(edges: str, left: float, top: float) -> str:
    """Return a quarter of an ellipse between two edges of a cell."""
    across, down = CELL_WIDTH / 2, CELL_HEIGHT / 2
    side, end = edges.split()
    from_x = left + (CELL_WIDTH if side == "right" else 0)
    to_y = top + (CELL_HEIGHT if end == "bottom" else 0)
    middle = f"{_number(left + across)} {_number(top + down)}"
    return (
        f"M{_number(from_x)} {_number(top + down)}"
        f"Q{middle} {_number(left + across)} {_number(to_y)}"
    )


def _braille(character: str, left: float, top: float) -> list[str]:
    """Return the dots of a braille character, each a line of no length with round ends."""
    bits = ord(character) - 0x2800
    return [
        f"M{_number(left + (column + 0.5) * CELL_WIDTH / 2)}"
        f" {_number(top + (row + 0.5) * CELL_HEIGHT / 4)}h.01"
        for bit, (column, row) in enumerate(_DOTS)
        if bits >> bit & 1
    ]


def _texts(screen: Rows) -> Iterator[str]:
    """Return the letters, a run of one look at a time, each as long as its cells."""
    for y, line in enumerate(screen):
        for x, words, look in _runs(line):
            marks = "".join(_attribute(name) for name in sorted(look.style))
            yield (
                f'<text x="{x * CELL_WIDTH}" y="{y * CELL_HEIGHT + _BASELINE}"'
                f' fill="{look.ink.hex}" textLength="{cell_len(words) * CELL_WIDTH}"{marks}>'
                f"{escape(words)}</text>"
            )


def _runs(line: list[Cell]) -> Iterator[tuple[int, str, Cell]]:
    """Return where each run of letters begins, its text and its look; two spaces end a run.

    A wide or combined character is a run of its own: fonts differ about its width.
    """
    begin = 0
    for _, group in groupby(line, key=lambda cell: cell[1:]):
        run = list(group)
        plain = "".join(one.text if _is_plain(one) else " " for one in run)
        for found in _WORDS.finditer(plain):
            yield begin + found.start(), found[0], run[0]
        for place, one in enumerate(run):
            if one.text and not one.is_drawn and not _is_plain(one):
                yield begin + place, one.text, one
        begin += len(run)


def _is_plain(cell: Cell) -> bool:
    return len(cell.text) == 1 and not cell.is_drawn and cell_len(cell.text) == 1


def _attribute(name: str) -> str:
    return {
        "bold": ' font-weight="bold"',
        "italic": ' font-style="italic"',
    }.get(name, f' text-decoration="{name}"')


def _number(value: float) -> str:
    """Return a length without needless digits."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
