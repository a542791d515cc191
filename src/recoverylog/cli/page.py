"""What a command shows: lines of marked spans, as plain text or in colour.

One description serves both, so that what a terminal shows and what a script or a screen reader
gets never differ in content. Plain text has no marks, no boxes and no wrapping; on a terminal
Rich gives the marks a colour, where colour is wanted, and wraps long lines under their own
beginning.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Literal

from recoverylog.insights.sheet import Room, Row, Span
from recoverylog.insights.sheet import Sheet as Page
from recoverylog.journal.text import inert
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

__all__ = ["Page", "Row", "Span", "coloured", "print_json", "room", "show", "tell"]

_STYLES = {
    "": "",
    "strong": "bold",
    "ink": "",
    "faint": "dim",
    "head": "bold",
    "craving": "cyan",
    "helped": "green",
    "care": "yellow",
    "mood": "yellow",
    "number": "bold",
    "rule": "dim",
}
WIDEST = 100
"""No line is longer than this, however wide the terminal."""

_NARROWEST_DRAWING = 40


def coloured() -> bool:
    """Return whether standard output is a terminal on which colour is wanted."""
    return _laid_out() and not os.environ.get("NO_COLOR")


def _laid_out() -> bool:
    """Return whether standard output is a terminal that is more than a very plain one."""
    return sys.stdout.isatty() and os.environ.get("TERM", "") not in {"", "dumb"}


def room() -> Room:
    """Return what there is to draw on: a terminal's width, or plain lines without drawings."""
    import shutil

    from recoverylog import paths, settings

    seen = sys.stdout.isatty()
    width = min(shutil.get_terminal_size().columns, WIDEST) if seen else WIDEST
    drawn = _laid_out() and width >= _NARROWEST_DRAWING
    return Room(
        columns=width,
        drawn=drawn,
        braille=not drawn or settings.load(paths.find().settings).braille,
        colours=coloured(),
    )


def show(page: Page) -> None:
    """Print a page to standard output."""
    if _laid_out():
        _show_rich(page)
    else:
        sys.stdout.write(page.plain())


def _show_rich(page: Page) -> None:
    from rich.console import Console

    colours: Literal["auto"] | None = "auto" if coloured() else None
    console = Console(highlight=False, markup=False, emoji=False, color_system=colours)
    console.width = min(console.width, WIDEST)
    paint(page, console)


def paint(page: Page, console: Console) -> None:
    """Print a page on a console of Rich."""
    from recoverylog.cli import shade

    styles = _STYLES | shade.styles(many=console.color_system in {"256", "truecolor"})
    for row in page.rows:
        _print_row(console, row, styles)


def _print_row(console: Console, row: Row, styles: Mapping[str, str]) -> None:
    from rich.text import Text

    first = Text.assemble(*((span.text, styles[span.mark]) for span in row.lead))
    body = Text.assemble(*((span.text, styles[span.mark]) for span in row.body))
    if row.drawn:
        console.print(Text.assemble(first, body), soft_wrap=True)
        return
    lead = Text("".join(span.text for span in row.lead))
    room = max(20, console.width - lead.cell_len)
    for line in body.wrap(console, room) or [Text()]:
        console.print(Text.assemble(first, line), soft_wrap=True)
        first = Text(" " * lead.cell_len)


def tell(text: str) -> None:
    """Say something to the person on stderr, where it does not mix with data.

    On a terminal long lines are wrapped at words, under their own beginning.
    """
    sys.stdout.flush()
    shown = inert(text)
    if sys.stderr.isatty():
        shown = "\n".join(_wrapped(line) for line in shown.split("\n"))
    sys.stderr.write(f"{shown}\n")


def _wrapped(line: str) -> str:
    import shutil
    import textwrap

    indent = " " * (len(line) - len(line.lstrip()))
    width = min(shutil.get_terminal_size().columns, WIDEST) - 1
    return textwrap.fill(
        line,
        max(width, 20),
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def print_json(value: object) -> None:
    """Print a JSON document with a line feed; texts are escaped to ASCII, so nothing acts.

    Raises:
        UsageProblem: privacy is on, and the document would be seen.
    """
    import json

    from recoverylog.errors import UsageProblem
    from recoverylog.journal import veil

    if veil.is_asked() or (veil.is_drawn() and sys.stdout.isatty()):
        raise UsageProblem(
            _("JSON is for programs: it holds your words as they are, and privacy is on."),
            hint=_("Hand it to a program or into a file, without --privacy."),
        )
    sys.stdout.write(json.dumps(value, indent=1, allow_nan=False) + "\n")
