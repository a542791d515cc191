"""The row of keys at the foot of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from recoverylog.tui.commands import Crisis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.screen import Screen

_GAP, _NARROW_GAP = 2, 1


class Shown(NamedTuple):
    """One key as it stands in the row.

    Attributes:
        key: as Textual names it.
        display: as a person reads it.
        word: what it does.
        action: the action behind it.
        enabled: whether it does anything at the moment.
        tooltip: what it does, in a sentence.
    """

    key: str
    display: str
    word: str
    action: str
    enabled: bool
    tooltip: str

    @property
    def words(self) -> str:
        """Key and word."""
        return f"{self.display} {self.word}"


class Placed(NamedTuple):
    """A key and the column at which it begins."""

    shown: Shown
    column: int

    @property
    def end(self) -> int:
        """The column behind it."""
        return self.column + cell_len(self.shown.words)


def placed(row: Sequence[Shown], width: int) -> tuple[Placed, ...]:
    """Return the keys that fit into ``width`` cells, each whole, and where they stand.

    Where there is no room for all, they stand closer; then the last gives way, and so on; the
    one for a crisis never does while anything fits at all.
    """
    kept = list(row)
    gap = _GAP
    while kept and _width(kept, gap) > width:
        if gap > _NARROW_GAP:
            gap = _NARROW_GAP
            continue
        places = range(len(kept))
        kept.pop(max((place for place in places if not _is_crisis(kept[place])), default=-1))
    if len(kept) < len(row) and _width(kept, _GAP) <= width:
        gap = _GAP
    found, column = [], 0
    for shown in kept:
        found.append(Placed(shown, column))
        column = found[-1].end + gap
    return tuple(found)


def _is_crisis(shown: Shown) -> bool:
    return shown.action.removeprefix("app.") == Crisis.action()


def _width(row: Sequence[Shown], gap: int) -> int:
    return sum(cell_len(one.words) for one in row) + gap * (len(row) - 1)


class Keys(Widget):
    """The keys of a page in one row, each of which can be clicked.

    One widget and not one a key: making, styling and laying out eight of them took a third of
    the time in which a page opens, and the row is looked at anew with every move of the focus.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "Keys { width: 100%; height: 1; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key", "keys--word", "keys--off", "keys--over"}

    in_row: reactive[tuple[Shown, ...]] = reactive(())
    over: reactive[str] = reactive("")
    """The key that the mouse is on, by its name."""

    def on_mount(self) -> None:
        """Look at the bindings, now and whenever they may have changed."""
        self.screen.bindings_updated_signal.subscribe(self, self.bindings_changed)
        self.bindings_changed(self.screen)

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Draw the row anew where other keys are to be shown."""
        if self.is_attached and screen is self.screen:
            self.in_row = self._present()

    def _present(self) -> tuple[Shown, ...]:
        """Return what the row is to show now, each command once."""
        found: dict[str, Shown] = {}
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            if binding.show and binding.action not in found:
                display = self.app.get_key_display(binding)
                found[binding.action] = Shown(
                    binding.key, display, binding.description, binding.action, enabled, tooltip
                )
        return tuple(found.values())

    def render(self) -> Content:
        """Return the row."""
        styles = {
            name: self.get_visual_style(f"keys--{name}") for name in ("key", "word", "off", "over")
        }
        row, at = Content(""), 0
        for shown, column in placed(self.in_row, self.size.width):
            key, word = styles["key"], styles["word"]
            if not shown.enabled:
                key = word = styles["off"]
            if shown.key == self.over:
                key, word = key + styles["over"], word + styles["over"]
            row += Content.assemble(
                " " * (column - at), (shown.display, key), (" ", word), (shown.word, word)
            )
            at = column + cell_len(shown.words)
        return row

    def _under(self, column: int) -> Shown | None:
        for one in placed(self.in_row, self.size.width):
            if one.column <= column < one.end:
                return one.shown
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key that is clicked."""
        shown = self._under(event.x)
        if shown is not None and shown.enabled:
            self.app.simulate_key(shown.key)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which key the mouse is on, and say what it does."""
        shown = self._under(event.x)
        self.over = shown.key if shown is not None else ""
        self.tooltip = shown.tooltip if shown is not None else None

    def on_leave(self) -> None:
        """Show none of them any more."""
        self.over = ""
