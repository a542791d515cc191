"""The grounds of cells that stand for a strength, from the page towards the lamp or the dusk.

A cell's digit is legible on each of them (4.5 to 1 and more): in ink on the lower seven, in the
page's own ground on the others. Where colours are few there are no grounds; the digit says it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import Color

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVELS = 11
_TOWARDS = {"mood": "lamp", "craving": "dusk"}
_LINES = {"mood": "lamp", "craving": "dusk", "helped": "leaf"}
# Between these two no text would be legible, neither dark nor light.
_LOWER = (0.05, 0.42)
_UPPER = (0.87, 1.0)
_TURN = 7


def styles(variables: Mapping[str, str], *, many: bool) -> dict[str, str]:
    """Return the style of each mark of a drawing, from the variables of a look.

    Args:
        variables: the tokens of the look.
        many: whether there are more than 256 colours, so that grounds can be blended.
    """
    lines = {f"{name}-line": variables[token] for name, token in _LINES.items()}
    cells = {
        f"{name}-{level}": _cell(variables, token, level) if many else variables[token]
        for name, token in _TOWARDS.items()
        for level in range(LEVELS)
    }
    return lines | cells


def _cell(variables: Mapping[str, str], token: str, level: int) -> str:
    page, full = Color.parse(variables["ground"]), Color.parse(variables[token])
    ground = page.blend(full, share(level)).hex
    return f"{variables['ink'] if level < _TURN else variables['ground']} on {ground}"


def share(level: int) -> float:
    """Return how far towards the full colour the ground of a level lies, 0 to 1."""
    if level < _TURN:
        return _LOWER[0] + (_LOWER[1] - _LOWER[0]) * level / (_TURN - 1)
    return _UPPER[0] + (_UPPER[1] - _UPPER[0]) * (level - _TURN) / (LEVELS - 1 - _TURN)
