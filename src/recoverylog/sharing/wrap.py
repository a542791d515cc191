"""Text in lines of a given width, measured in columns of a terminal, whatever the script."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_EMOJI_FORM = "\ufe0f"
"""Turns the narrow character before it into a wide picture."""

_NEARBY = 15
"""How many characters before a cut an end of a word is looked for."""


def wrapped(text: str, opening: str, most: int) -> Iterator[str]:
    """Yield ``text`` in lines of at most ``most`` columns, the first behind ``opening``."""
    margin = " " * len(opening)
    line, width = opening, len(opening)
    for word in _pieces(text, most - len(opening)):
        needed = columns(word)
        blank = line not in {opening, margin}
        if blank and width + 1 + needed > most:
            yield line
            line, width, blank = margin, len(margin), False
        line += f" {word}" if blank else word
        width += needed + blank
    if line not in {opening, margin}:
        yield line


def cut(text: str, most: int) -> str:
    """Return ``text`` in at most ``most`` columns, with ``…`` at its end where it was longer.

    It ends with a whole word where one ends nearby.
    """
    if columns(text) <= most:
        return text
    kept, width = "", 0
    for char in text:
        width += _char_columns(char)
        if width >= most:
            break
        kept += char
    if not text[len(kept)].isspace() and " " in kept[-_NEARBY:]:
        kept = kept.rpartition(" ")[0]
    return kept.rstrip() + "…"


def columns(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes up, at most."""
    if text.isascii():
        return len(text)
    return sum(_char_columns(char) for char in text)


def _pieces(text: str, most: int) -> Iterator[str]:
    """Yield the words of ``text``, one that is wider than ``most`` columns in pieces."""
    for word in text.split():
        piece, width = "", 0
        for char in word:
            wide = _char_columns(char)
            if width + wide > most:
                yield piece
                piece, width = "", 0
            piece += char
            width += wide
        yield piece


def _char_columns(char: str) -> int:
    if char == _EMOJI_FORM:
        return 1
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
