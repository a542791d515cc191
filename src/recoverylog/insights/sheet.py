"""A sheet: rows of marked pieces of text, which a terminal, a screen or a file paints.

One description serves all of them, so that what a screen shows and what a script or a screen
reader gets never differ in content.
"""

from __future__ import annotations

from typing import NamedTuple

from recoverylog.journal.text import inert


class Room(NamedTuple):
    """What a sheet is made for.

    Attributes:
        columns: its width in cells.
        drawn: lines may be drawn; else their numbers stand there in words, as a script or a
            screen reader wants them.
        braille: lines may be drawn in braille dots; else in bars.
        colours: cells may be told apart by their ground; else by a block beside their number.
        tall: there are rows to spare.
        shell: hints name a command to type; else the keys of the screens.
    """

    columns: int = 74
    drawn: bool = True
    braille: bool = True
    colours: bool = True
    tall: bool = False
    shell: bool = True


class Span(NamedTuple):
    """A piece of text and its mark, which says what it is and never how it looks.

    The marks: strong, ink, faint, head, number, mood, craving, helped, care, rule, and none; of
    drawings mood-line, craving-line, helped-line, and of cells mood-0 to mood-10 and craving-0
    to craving-10, the strength on the scale 0 to 10.
    """

    text: str
    mark: str = ""


class Row(NamedTuple):
    """One line of a sheet.

    Attributes:
        lead: what stands before; continuation lines hang below its end.
        body: the rest, which may hold line feeds.
        drawn: it is part of a drawing, whose cells must not be wrapped or moved.
    """

    lead: tuple[Span, ...]
    body: tuple[Span, ...]
    drawn: bool = False


class Sheet:
    """Rows in the making; every text that goes in is made inert."""

    def __init__(self) -> None:
        """Begin an empty sheet."""
        self.rows: list[Row] = []

    def add(
        self, *body: Span | str, lead: tuple[Span | str, ...] = (), drawn: bool = False
    ) -> None:
        """Add a row."""
        self.rows.append(Row(_spans(lead), _spans(body), drawn))

    def head(self, text: str) -> None:
        """Add a heading, a blank row before it where something stands above."""
        if self.rows:
            self.gap()
        self.add(Span(text, "head"))

    def gap(self) -> None:
        """Add a blank row."""
        self.add()

    def plain(self) -> str:
        """Return the sheet without marks, a line feed at the end of each row."""
        return "".join(f"{_plain(row)}\n" for row in self.rows)


def _spans(pieces: tuple[Span | str, ...]) -> tuple[Span, ...]:
    spans = (Span(piece) if isinstance(piece, str) else piece for piece in pieces)
    return tuple(Span(inert(span.text), span.mark) for span in spans)


def _plain(row: Row) -> str:
    lead = "".join(span.text for span in row.lead)
    body = "".join(span.text for span in row.body)
    return (lead + body.replace("\n", "\n" + " " * len(lead))).rstrip()
