"""Bars that lie: a name, a bar to the eighth of a cell, and what stands behind it."""

from __future__ import annotations

import unicodedata
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
_FULL = "█"
_GAP = 2
_CUT = "…"
_LEAST_BAR = 4
_JOINER, _EMOJI = "\u200d", "\ufe0f"
_SKIN = range(0x1F3FB, 0x1F400)
_JAMO = range(0x1160, 0x1200)
_NO_WIDTH = {"Mn", "Me", "Mc", "Cf"}


class Bar(NamedTuple):
    """One row, each part padded to the width that all rows share.

    Attributes:
        label: the name, cut with ``…`` where it is too long.
        bar: the bar.
        text: what stands behind it, such as a number.
        level: 0 to 10 by the length of the bar.
    """

    label: str
    bar: str
    text: str
    level: int


def bar(value: float, top: float, columns: int) -> str:
    """Return a bar for ``value`` where ``columns`` cells stand for ``top``.

    What is more than nothing is at least an eighth of a cell, and nothing is no bar.

    Raises:
        ValueError: ``top`` is not above 0, or there are no columns.
    """
    if top <= 0 or columns < 1:
        raise ValueError("a bar needs a length")
    if value <= 0:
        return ""
    eighths = max(1, floor(min(value / top, 1.0) * columns * 8 + 0.5))
    return _FULL * (eighths // 8) + _EIGHTHS[eighths % 8]


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes, as its characters are listed.

    East Asian wide characters take two (Unicode Standard Annex 11), marks and the later letters
    of a Hangul syllable none; what a joiner ties together takes the width of its first, and a
    sign that is asked to be an emoji takes two. Terminals differ on what is not in wide use.
    """
    total = last = 0
    joined = False
    for char in text:
        if char == _EMOJI:
            total += last == 1
            last = 0
        elif char == _JOINER or joined:
            joined = char == _JOINER
        elif _takes_none(char):
            continue
        else:
            last = _width(char)
            total += last
    return total


def _takes_none(char: str) -> bool:
    """Return whether a character stands on the one before it."""
    return unicodedata.category(char) in _NO_WIDTH or ord(char) in _SKIN or ord(char) in _JAMO


def _width(char: str) -> int:
    """Return 1 or 2; 1 for what this Python does not know yet."""
    wide = unicodedata.east_asian_width(char) in {"W", "F"}
    return 2 if wide and unicodedata.category(char) != "Cn" else 1


def ranked(
    rows: Sequence[tuple[str, float, str]],
    *,
    columns: int,
    top: float | None = None,
    measure: Callable[[str], int] = cells,
) -> list[Bar]:
    """Return rows of one width, at most ``columns`` with two cells between their parts.

    Args:
        rows: the name, the value and the words behind it, in the order in which they are shown.
        columns: the width in cells.
        top: what a full bar stands for; the greatest value where it is not said.
        measure: what counts the cells of a text.

    Raises:
        ValueError: there is no room for a bar.
    """
    if not rows:
        return []
    behind = max(measure(text) for _, _, text in rows)
    room = columns - behind - 2 * _GAP
    named = min(max(measure(label) for label, _, _ in rows), room * 2 // 5)
    across = room - named
    if named < 1 or across < _LEAST_BAR:
        raise ValueError("there is no room for bars")
    full = top if top is not None else max(value for _, value, _ in rows)
    full = full if full > 0 else 1.0
    return [
        Bar(
            fitted(label, named, measure),
            bar(value, full, across).ljust(across),
            " " * (behind - measure(text)) + text,
            floor(min(max(value / full, 0.0), 1.0) * 10 + 0.5),
        )
        for label, value, text in rows
    ]


def fitted(label: str, width: int, measure: Callable[[str], int] = cells) -> str:
    """Return a name that takes exactly ``width`` cells: cut with ``…``, or followed by spaces.

    Args:
        label: the name.
        width: 1 or more.
        measure: what counts the cells of a text.
    """
    if measure(label) > width:
        while label and measure(label + _CUT) > width:
            label = label[:-1].rstrip(_JOINER + _EMOJI)
        label = label.rstrip() + _CUT
    return label + " " * (width - measure(label))


def words(name: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """Return the bars as a sentence: ``triggers: tired 14, work 9``."""
    if not rows:
        return _("{name}: nothing noted yet", name=name)
    return f"{name}: " + ", ".join(f"{label} {text}" for label, _, text in rows)
