"""The veil: with privacy on, words that are not our own are shown as shapes.

A letter or a digit becomes a dot as wide as it was; white space and punctuation stay, so that a
page keeps its layout. It is drawn for the whole process, like a locale, and it falls where text
is made ready to be shown (journal.text.clean), so that nothing that was cleaned can be left out.
"""

from __future__ import annotations

import contextlib
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DOT = "•"
_WIDE = "＊"  # fullwidth, for letters that take two cells
_JOINER = "\u034f"  # takes no cell, and shows nothing of what stood there
_KEPT = frozenset("PZ")

_state = {"drawn": False, "asked": False}


def draw(*, drawn: bool = True, asked: bool = False) -> None:
    """Draw the veil, or take it away; ``asked`` tells that it was for this one command."""
    _state["drawn"] = drawn
    _state["asked"] = drawn and asked


def is_drawn() -> bool:
    """Return whether words that are not our own are hidden."""
    return _state["drawn"]


def is_asked() -> bool:
    """Return whether it was drawn for this one command, and not by the settings."""
    return _state["asked"]


@contextlib.contextmanager
def lifted() -> Iterator[None]:
    """Show words for a moment: such as are handed back since they could not be kept."""
    before = dict(_state)
    draw(drawn=False)
    try:
        yield
    finally:
        _state.update(before)


def over(text: str) -> str:
    """Return ``text`` as shapes: of the same length and width, its punctuation in its place."""
    return "".join(map(_shape, text))


def _shape(char: str) -> str:
    if char.isascii():
        return DOT if char.isalnum() else char
    category = unicodedata.category(char)
    if category[0] in _KEPT or char in {DOT, _WIDE, _JOINER}:
        return char
    if category[0] == "M" or category == "Cf":
        return _JOINER
    return _WIDE if unicodedata.east_asian_width(char) in "WF" else DOT
