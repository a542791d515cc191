"""What a command shows: lines of marked spans, as plain text or in colour.

One description serves both, so that what a terminal shows and what a script or a screen reader
gets never differ in content. Plain text has no marks, no boxes and no wrapping; on a terminal
Rich gives the marks a colour and wraps long lines under their own beginning.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.journal.text import clean

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {
    "": "",
    "strong": "bold",
    "faint": "dim",
    "head": "bold",
    "craving": "cyan",
    "helped": "green",
    "care": "yellow",
}
_WIDEST = 100


class Span(NamedTuple):
    """A piece of text and its mark: strong, faint, head, craving, helped, care, or none."""

    text: str
    mark: str = ""


class Row(NamedTuple):
    """One line of a page.

    Attributes:
        lead: what stands before; continuation lines hang below its end.
        body: the rest, which may hold line feeds.
    """

    lead: tuple[Span, ...]
    body: tuple[Span, ...]


class Page:
    """Lines in the making; every text that goes in is made inert."""

    def __init__(self) -> None:
        """Begin an empty page."""
        self.rows: list[Row] = []

    def add(self, *body: Span | str, lead: tuple[Span | str, ...] = ()) -> None:
        """Add a line."""
        self.rows.append(Row(_spans(lead), _spans(body)))

    def head(self, text: str) -> None:
        """Add a heading, a blank line before it where something stands above."""
        if self.rows:
            self.gap()
        self.add(Span(text, "head"))

    def gap(self) -> None:
        """Add a blank line."""
        self.add()

    def plain(self) -> str:
        """Return the page without marks, a line feed at the end of each line."""
        return "".join(f"{_plain(row)}\n" for row in self.rows)


def _spans(pieces: tuple[Span | str, ...]) -> tuple[Span, ...]:
    spans = (Span(piece) if isinstance(piece, str) else piece for piece in pieces)
    return tuple(Span(clean(span.text), span.mark) for span in spans)


def _plain(row: Row) -> str:
    lead = "".join(span.text for span in row.lead)
    body = "".join(span.text for span in row.body)
    return (lead + body.replace("\n", "\n" + " " * len(lead))).rstrip()


def coloured() -> bool:
    """Return whether standard output is a terminal on which colour is wanted."""
    return (
        sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM", "") not in {"", "dumb"}
    )


def show(page: Page) -> None:
    """Print a page to standard output."""
    if coloured():
        _show_rich(page)
    else:
        sys.stdout.write(page.plain())


def _show_rich(page: Page) -> None:
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(console.width, _WIDEST)
    for row in page.rows:
        _print_row(console, row)


def _print_row(console: Console, row: Row) -> None:
    from rich.text import Text

    lead = Text("".join(span.text for span in row.lead))
    body = Text.assemble(*((span.text, _STYLES[span.mark]) for span in row.body))
    room = max(20, console.width - lead.cell_len)
    first = Text.assemble(*((span.text, _STYLES[span.mark]) for span in row.lead))
    for line in body.wrap(console, room) or [Text()]:
        console.print(Text.assemble(first, line), soft_wrap=True)
        first = Text(" " * lead.cell_len)


def tell(text: str) -> None:
    """Say something to the person on stderr, where it does not mix with data.

    On a terminal long lines are wrapped at words, under their own beginning.
    """
    sys.stdout.flush()
    shown = clean(text)
    if sys.stderr.isatty():
        shown = "\n".join(_wrapped(line) for line in shown.split("\n"))
    sys.stderr.write(f"{shown}\n")


def _wrapped(line: str) -> str:
    import shutil
    import textwrap

    indent = " " * (len(line) - len(line.lstrip()))
    width = min(shutil.get_terminal_size().columns, _WIDEST) - 1
    return textwrap.fill(
        line,
        max(width, 20),
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def print_json(value: object) -> None:
    """Print a JSON document with a line feed; texts are escaped to ASCII, so nothing acts."""
    import json

    sys.stdout.write(json.dumps(value, indent=1, allow_nan=False) + "\n")
