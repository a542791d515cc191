"""What leaves, as it is read before: the text form, never a character of it otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from recoverylog.journal import veil
from recoverylog.journal.text import clean, inert
from recoverylog.language import _
from recoverylog.sharing.text import COLUMNS

if TYPE_CHECKING:
    from textual.events import Click
    from textual.geometry import Size
    from textual.visual import VisualType

_LEAST = 12
_HANGING = 2
_GAP = 3
_BARS = frozenset(" ▁▂▃▄▅▆▇█·")


class LetterScroll(VerticalScroll, inherit_bindings=False):
    """Where the text is read; the arrows, space, j and k move it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_down", _("Down"), show=False),
        Binding("up,k", "scroll_up", _("Up"), show=False),
        Binding("pagedown,space", "page_down", _("Page down"), show=False),
        Binding("pageup,b", "page_up", _("Page up"), show=False),
        Binding("home", "scroll_home", _("Top"), show=False),
        Binding("end", "scroll_end", _("End"), show=False),
        Binding("enter", "screen.hand_over", _("Hand over"), show=False),
    ]


class Letter(Static):
    """The text; a line that is wider than the room hangs, so that none passes for another."""

    DEFAULT_CSS = "Letter { width: 100%; height: auto; text-wrap: nowrap; }"

    text: reactive[str] = reactive("", layout=True)
    shape: reactive[str] = reactive("", layout=True)
    """The text as it is read with privacy on, in lines of the same widths."""

    def on_unmount(self) -> None:
        """Let go of the words, so that they do not outlive the journal's lock."""
        self.set_reactive(Letter.text, "")
        self.set_reactive(Letter.shape, "")

    def render(self) -> VisualType:
        """Return the text in the lines that there is room for."""
        shape = inert(self.shape) if veil.is_drawn() else ""
        return Content("\n").join(self._rows(shape or clean(self.text)))

    def _rows(self, text: str) -> list[Content]:
        width = max(self.content_size.width or self.size.width or 80, _LEAST)
        groups = [group.splitlines() for group in text.rstrip("\n").split("\n\n")]
        shown: list[Content] = []
        for place, group in enumerate(groups):
            if place:
                shown.append(Content(""))
            ends = place in {0, len(groups) - 1}
            closing = 0 < place == len(groups) - 1 and width < COLUMNS
            lines = list(_unwrapped(group)) if closing else group
            for line, style in zip(lines, _styles(lines, ends=ends), strict=True):
                strong = "bold $ink" if not shown else style
                shown += _hanging(line, width, strong)
        return shown

    def change_from(self, before: str) -> int:
        """Return the row in which the text differs first from what it was; 0 where it does not."""
        rows = zip(self._rows(inert(self.text)), self._rows(inert(before)), strict=False)
        differing = (row for row, (one, other) in enumerate(rows) if one.plain != other.plain)
        return next(differing, 0)


def _styles(group: list[str], *, ends: bool) -> Iterator[str]:
    """Yield the style of each line of a group: its heading quiet, as what stands at both ends."""
    headed = len(group) > 1 and group[1].startswith(" ") and ":" not in group[0]
    bars = "$dusk" if group[:1] and group[0].startswith("Craving") else "$lamp"
    for place, line in enumerate(group):
        if ends or (headed and not place):
            yield "$soft"
        else:
            yield bars if line.startswith(" ") and set(line) <= _BARS else "$ink"


def _unwrapped(lines: list[str]) -> Iterator[str]:
    """Yield our own sentences at the text's end as they were before they were wrapped.

    A line goes on in the next one where the first word of that had no room in it any more.
    """
    held = ""
    last = ""
    for line in lines:
        first = line.partition(" ")[0]
        if last and not line.startswith(" ") and cell_len(f"{last} {first}") > COLUMNS:
            held = f"{held} {line}"
        else:
            if held:
                yield held
            held = line
        last = line
    if held:
        yield held


def _hanging(line: str, width: int, style: str) -> Iterator[Content]:
    """Yield a line in as many as it takes, the further ones indented more than itself."""
    if cell_len(line) <= width:
        yield Content.styled(line, style)
        return
    indent = len(line) - len(line.lstrip(" "))
    lead = " " * min(indent + _HANGING, width // 2)
    pieces = Content.styled(line.lstrip(" "), style).wrap(width - len(lead))
    for number, piece in enumerate(pieces):
        yield Content(lead if number else " " * indent) + piece


class Setting(NamedTuple):
    """One thing that is chosen by a key: the key, its action, and what is chosen."""

    key: str
    action: str
    value: str


class Settings(Widget):
    """What is chosen beside the parts, each behind its key, in as many rows as it takes."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Settings { width: 100%; height: auto; }"

    shown: reactive[tuple[Setting, ...]] = reactive((), layout=True)

    @dataclass
    class Picked(Message):
        """One was clicked."""

        action: str

    def _rows(self, width: int) -> list[list[tuple[int, Setting]]]:
        """Return the settings in rows, each with the cell at which it begins."""
        rows: list[list[tuple[int, Setting]]] = [[]]
        at = 0
        for one in self.shown:
            needed = _width(one)
            if rows[-1] and at + needed > width:
                rows.append([])
                at = 0
            rows[-1].append((at, one))
            at += needed + _GAP
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many rows they take."""
        del container, viewport
        return len(self._rows(width))

    def render(self) -> Content:
        """Return the rows."""
        lines = []
        for row in self._rows(self.size.width):
            pieces: list[Content] = []
            for at, one in row:
                gap = " " * (at - sum(piece.cell_length for piece in pieces))
                pieces.append(
                    Content.assemble(gap, (one.key, "bold $lamp"), "  ", (one.value, "$ink"))
                )
            lines.append(Content("").join(pieces))
        return Content("\n").join(lines)

    def on_click(self, event: Click) -> None:
        """Choose what was clicked."""
        rows = self._rows(self.size.width)
        for at, one in rows[event.y] if event.y < len(rows) else ():
            if at <= event.x < at + _width(one):
                self.post_message(self.Picked(one.action))


def _width(one: Setting) -> int:
    return cell_len(one.key) + 2 + cell_len(one.value)
