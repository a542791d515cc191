"""The colours of charts: legible on dark and on light, since a command knows neither.

A line is of a middle brightness (3:1 and more on black and on white). A cell of a year or a grid
brings its own ground and its own dark ink (4.5:1 and more): from a warm grey towards the lamp
for mood, from a cool grey towards the dusk for craving. Fewer colours than 256 draw no ground:
the digit in the cell says the same.
"""

from __future__ import annotations

LEVELS = 11
INK = "#14100d"
LINES = {"mood-line": "#c07a2c", "craving-line": "#5a8fb4", "helped-line": "#6f9150"}
_RAMPS = {"mood": ("#8a7d72", "#ffb757"), "craving": ("#78828a", "#86cdff")}
_FEW = {"mood-line": "yellow", "craving-line": "cyan", "helped-line": "green"}


def styles(*, many: bool = True) -> dict[str, str]:
    """Return the style of each mark: the lines, and ``mood-0`` to ``craving-10``.

    Args:
        many: whether the terminal has 256 colours or more.
    """
    if not many:
        return {**{f"{name}-{level}": "" for name in _RAMPS for level in range(LEVELS)}, **_FEW}
    grounds = {
        f"{name}-{level}": f"{INK} on {blend(start, end, level / (LEVELS - 1))}"
        for name, (start, end) in _RAMPS.items()
        for level in range(LEVELS)
    }
    return {**grounds, **LINES}


def blend(start: str, end: str, share: float) -> str:
    """Return the colour that lies between two, 0 to 1 of the way, each ``#rrggbb``."""
    pairs = zip(_parts(start), _parts(end), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _parts(colour: str) -> tuple[int, int, int]:
    number = int(colour[1:], 16)
    return number >> 16, number >> 8 & 0xFF, number & 0xFF
