"""Somebody's words, as theirs: an edge at the left, who said them behind, cut to the room."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from recoverylog.journal.text import one_line

_EDGE = "▎ "
_GAP = "  "
_MOST_CHARACTERS = 480
_LEAST_CELLS = 8
_LONG_WORD = 12


class Said(NamedTuple):
    """Words and who said them when, both as they are kept.

    Attributes:
        text: the words; lines and marks in them do nothing where they are shown.
        by: who, and on which day.
    """

    text: str
    by: str


def content(said: Said, width: int, rows: int) -> Content:
    """Return words in at most ``rows`` rows of ``width`` cells; what is cut ends with ``…``.

    Who said them stands behind the last of them, or below; where there is hardly any room it
    gives way.
    """
    room = width - cell_len(_EDGE)
    text, by = one_line(said.text, _MOST_CHARACTERS), one_line(said.by)
    if room < _LEAST_CELLS or rows < 1 or not text:
        return Content("")
    if cell_len(by) + len(_GAP) > room - (_LEAST_CELLS if rows == 1 else 0):
        by = ""
    laid = _laid(text, by, room, rows)
    if laid is None:
        # The longest beginning that fits; a longer one never takes fewer rows.
        fits, over = 0, len(text)
        while over - fits > 1:
            half = (fits + over) // 2
            if _laid(_cut(text, half), by, room, rows) is None:
                over = half
            else:
                fits = half
        laid = _laid(_cut(text, fits), by, room, rows) or []
    return Content("\n").join(Content.assemble((_EDGE, "$ember"), row) for row in laid)


def _cut(text: str, most: int) -> str:
    """Return the beginning of ``text``, to the end of a word where one is near."""
    kept = text[:most]
    whole = kept.rpartition(" ")[0]
    if text[most : most + 1] not in {"", " "} and len(kept) - len(whole) <= _LONG_WORD:
        kept = whole or kept
    return f"{kept.rstrip()}…"


def _laid(text: str, by: str, room: int, most: int) -> list[Content] | None:
    """Return the rows of words and name; None where they are more than ``most``."""
    rows = [row.rstrip() for row in Content(f"“{text}”").wrap(room)]
    if len(rows) > most or any(row.cell_length > room for row in rows):
        return None
    shown = [row.stylize("italic $soft") for row in rows]
    if not by:
        return shown
    name = Content.styled(by, "$faint")
    if shown[-1].cell_length + len(_GAP) + name.cell_length <= room:
        return [*shown[:-1], Content.assemble(shown[-1], _GAP, name)]
    return [*shown, name] if len(shown) < most else None


class Spoken(Widget):
    """Shows somebody's words in as many rows as it is given; nothing while there are none."""

    DEFAULT_CSS = """
    Spoken { width: 100%; height: 1; }
    """

    said: reactive[Said | None] = reactive(None)

    def __init__(self, *, least: int = 1, id: str | None = None) -> None:  # noqa: A002 - Textual's
        """Show nothing yet.

        Args:
            least: how many rows there have to be; in fewer nothing is shown.
            id: its name in the styles.
        """
        super().__init__(id=id)
        self._least = least

    def render(self) -> Content:
        """Return the words, fitted to the room that there is."""
        if self.said is None or self.size.height < self._least:
            return Content("")
        return content(self.said, self.size.width, self.size.height)
