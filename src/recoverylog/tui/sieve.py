"""The last thing before the terminal: whatever a widget drew, nothing of it acts there.

Every text of a person is cleaned where it is shown, so that it looks right. This holds where that
was forgotten: it looks at what was drawn, field by field and row by row.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from rich.cells import get_character_cell_size
from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_ACTING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}
_REPLACEMENT = "\ufffd"


class Sieve(LineFilter):
    """Takes out of every row what a terminal obeys instead of showing it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments, each as wide as before."""
        del background
        return [
            segment
            if segment.control or segment.text.isprintable()
            else Segment("".join(map(_shown, segment.text)), segment.style)
            for segment in segments
        ]


def _shown(char: str) -> str:
    """Return a character, or in its place one of the same width that does nothing."""
    if char in _JOINERS or unicodedata.category(char) not in _ACTING:
        return char
    return _REPLACEMENT if get_character_cell_size(char) else ""
