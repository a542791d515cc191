"""A page as text: what stands in its cells, and how they look in each of our looks.

One file holds a page in one size, over one journal. Its rows come first, as they are read; then,
row by row, the styles: each with the columns that it takes. Colours are named by the tokens of
the look (``$`` where it is none), so that one line mostly holds for all of them; a look in which
a row is otherwise has a line of its own. What NO_COLOR leaves is told apart: bold, italic,
reverse, dim. ``rule>lamp:40`` is two fifths of the way from one token to the other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import Any, NamedTuple

from rich.color_triplet import ColorTriplet
from textual.color import Color
from textual.pilot import Pilot
from textual.screen import SystemModalScreen
from textual.theme import Theme

from recoverylog.tui import themes
from recoverylog.tui.app import RecoverylogApp
from scripts import picture
from scripts.picture import Cell, Rows
from tests.tui import legible
from tests.tui.conftest import settle

COLOURED = (themes.LAMPLIGHT, themes.MORNING, themes.HIGH_CONTRAST)
NO_COLOUR = "no colour"

Scene = Callable[[Pilot[Any]], Awaitable[None]]

# In the order in which a colour that several tokens share is named.
_TOKENS = (
    *("ground", "surface", "panel", "rule", "ink", "soft", "faint", "lamp"),
    *("dusk", "leaf", "clay", "glow", "ember"),
)
_WAYS = (("rule", "lamp"), ("rule", "dusk"), ("ground", "lamp"), ("ground", "dusk"))
_STEP = 20
_NEAR = 12
_SIGNS = {"bold": "*", "italic": "~", "underline": "_", "line-through": "-"}
_USUAL = "soft"


class Shown(NamedTuple):
    """A page in all of its looks.

    Attributes:
        text: the file that holds it.
        faults: what is wrong with it, in words.
        drawn: its cells in each look, for a picture.
    """

    text: str
    faults: list[str]
    drawn: dict[str, Rows]


def play(make: Callable[[], RecoverylogApp], scene: Scene, size: tuple[int, int]) -> Shown:
    """Play ``scene`` once, and draw what it leads to in each look.

    Where the palette lies on top, which keeps the colours it was opened in, once for each look.
    """
    drawn: dict[str, Rows] = {}
    faults: list[str] = []
    name = ""
    while len(drawn) <= len(COLOURED):
        name, seen, found = asyncio.run(_played(make(), scene, size, tuple(drawn)))
        drawn |= seen
        faults += found
    return Shown("\n".join([f"{name} {size[0]}x{size[1]}", *written(drawn), ""]), faults, drawn)


async def _played(
    app: RecoverylogApp, scene: Scene, size: tuple[int, int], known: tuple[str, ...]
) -> tuple[str, dict[str, Rows], list[str]]:
    """Draw the looks that are not ``known``, as far as one run of the application goes."""
    app.animation_level = "none"
    looks = [look.name for look in COLOURED if look.name not in known]
    app.no_color = not looks
    app.theme = looks[0] if looks else themes.ANSI.name
    drawn: dict[str, Rows] = {}
    faults: list[str] = []
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await scene(pilot)
        for look in (*looks, NO_COLOUR):
            app.no_color = look == NO_COLOUR
            drawn[look] = await _drawn(pilot, themes.ANSI.name if app.no_color else look)
            if not app.no_color:
                faults += [f"{look}: {one}" for one in _faults(app, drawn[look], look, known)]
            if isinstance(app.screen, SystemModalScreen):
                break
        name = type(app.screen).__name__
    app.desk.close()
    return name, drawn, faults


async def once(app: RecoverylogApp, scene: Scene, size: tuple[int, int]) -> Rows:
    """Play ``scene``, and return what is drawn in the look that the application has."""
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await scene(pilot)
        return picture.rows(app)


async def _drawn(pilot: Pilot[Any], look: str) -> Rows:
    if pilot.app.theme != look:
        pilot.app.theme = look
        await pilot.wait_for_scheduled_animations()
        await settle(pilot)
    return picture.rows(pilot.app)


def _faults(app: RecoverylogApp, cells: Rows, look: str, known: tuple[str, ...]) -> Iterable[str]:
    """Return every fault in the first look, and in others what a look can spoil."""
    if look == COLOURED[0].name and not known:
        return legible.faults(app)
    return legible.faint_texts(legible.of_the_page(app, cells), legible.least_contrast(look))


# As text ------------------------------------------------------------------------------------


def written(drawn: dict[str, Rows]) -> Iterator[str]:
    """Return the lines of the file: the rows, then the styles of each row."""
    first = drawn[COLOURED[0].name]
    for number, line in enumerate(first):
        yield f"{number:>2} {''.join(cell.text for cell in line)}".rstrip()
    yield ""
    for number in range(len(first)):
        styles = {
            theme.name: _row(drawn[theme.name][number], _Namer.of(theme)) for theme in COLOURED
        }
        usual = styles[COLOURED[0].name]
        if usual:
            yield f"{number:>2} {usual}"
        for name, one in styles.items():
            if one != usual:
                yield f"{number:>2} {name}: {one}"
        plain = _row(drawn[NO_COLOUR][number], _Plain())
        if plain:
            yield f"{number:>2} {NO_COLOUR}: {plain}"
        words = ["".join(cell.text for cell in rows[number]) for rows in drawn.values()]
        for name, one in zip(drawn, words, strict=True):
            if one != words[0]:
                yield f"{number:>2} {name} reads: {one.rstrip()}"


def _row(line: list[Cell], name: Callable[[Cell], str]) -> str:
    """Return the styles of a row and the columns of each, in the order of their first.

    A blank between two words of one style belongs to them.
    """
    found: dict[str, list[list[int]]] = {}
    blank_since = 0
    for at, cell in enumerate(line):
        style = name(cell)
        bare = not cell.text.strip() and not style
        if not bare:
            places = found.setdefault(style, [])
            if places and places[-1][1] >= blank_since - 1:
                places[-1][1] = at
            else:
                places.append([at, at])
            blank_since = at + 1
    found.pop("", None)
    return ", ".join(f"{style} {' '.join(map(_span, one))}" for style, one in found.items())


def _span(place: list[int]) -> str:
    begin, end = place
    return f"{begin}-{end}" if end > begin else f"{begin}"


class _Plain:
    """Names what is left of a style without colours."""

    def __call__(self, cell: Cell) -> str:
        ink, ground = (Color.parse(themes.ANSI.variables[one]) for one in ("ink", "ground"))
        words = [name for name in _SIGNS if name in cell.style]
        if cell.ground == ink.rich_color.triplet:
            words.append("reverse")
        elif cell.ink not in {ink.rich_color.triplet, ground.rich_color.triplet}:
            words.append("dim")
        if not cell.text.strip():
            words = [word for word in words if word in {"reverse", "underline"}]
        return "+".join(words)


class _Namer:
    """Names the style of a cell by the tokens of a look."""

    _made: dict[str, _Namer] = {}  # noqa: RUF012 - filled as looks are met

    def __init__(self, theme: Theme) -> None:
        self._colours = {name: Color.parse(theme.variables[name]) for name in _TOKENS}
        self._names = {colour.rich_color.triplet: name for name, colour in self._colours.items()}
        for name in reversed(_TOKENS):
            self._names[self._colours[name].rich_color.triplet] = name
        self._known: dict[Cell, str] = {}

    @classmethod
    def of(cls, theme: Theme) -> _Namer:
        """Return the namer of a look."""
        return cls._made.setdefault(theme.name, cls(theme))

    def __call__(self, cell: Cell) -> str:
        """Return a name; empty for a blank on the page, and for text as it mostly is."""
        bare = cell._replace(text="" if cell.text.strip() else " ")
        if bare not in self._known:
            self._known[bare] = self._named(bare)
        return self._known[bare]

    def _named(self, cell: Cell) -> str:
        ground = self._colour(cell.ground)
        behind = "" if ground == "ground" else f"/{ground}"
        if cell.text and "underline" not in cell.style:
            return behind
        signs = "".join(sign for name, sign in _SIGNS.items() if name in cell.style)
        named = f"{self._colour(cell.ink)}{signs}{behind}"
        return "" if named == _USUAL else named

    def _colour(self, colour: ColorTriplet) -> str:
        if colour in self._names:
            return self._names[colour]
        ways = [(self._between(colour, *way), way) for way in _WAYS]
        (distance, part), (one, other) = min(ways)
        if distance > _NEAR:
            return f"${colour.hex}"
        return {0: one, 100: other}.get(part, f"{one}>{other}:{part}")

    def _between(self, colour: ColorTriplet, one: str, other: str) -> tuple[int, int]:
        """Return how far a colour lies from the way between two, and how far along it."""
        begin, end = self._colours[one], self._colours[other]
        best = min(
            (
                sum(
                    abs(a - b)
                    for a, b in zip(begin.blend(end, part / 100).rgb, colour, strict=True)
                ),
                part,
            )
            for part in range(101)
        )
        return best[0], round(best[1] / _STEP) * _STEP
