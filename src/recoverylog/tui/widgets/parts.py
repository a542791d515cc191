"""The parts of a page for somebody: which are ticked, and what each would hold."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from recoverylog.journal import terms
from recoverylog.language import _
from recoverylog.sharing.letter import Section, part_names
from recoverylog.sharing.wrap import cut

ORDER = tuple(Section)
"""The order in which the parts stand: as they are read, those that are off at first below."""

_MARK = 3
_LEAST_NAME = 12
_ROOMY = 46
_SHORTER = {
    Section.TALK: _("to talk about"),
    Section.CONNECTIONS: _("time with people"),
    Section.PROUD: _("a proud moment"),
    Section.PEOPLE: _("who I was with"),
    Section.TAGS: _("what cravings came with"),
}
"""Where there is no room for the whole name, which the page tells of the one under the cursor."""
_SHORT = {
    _("kept private"): _("private"),
    _("nothing noted"): _("nothing"),
    _("none yet"): _("none"),
}


class PartList(OptionList, inherit_bindings=False):
    """The parts in their order; the page says what space and enter do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "cursor_down", _("Down"), show=False),
        Binding("up,k", "cursor_up", _("Up"), show=False),
        Binding("home", "first", _("First"), show=False),
        Binding("end,G", "last", _("Last"), show=False),
        Binding("pagedown", "page_down", _("Page down"), show=False),
        Binding("pageup", "page_up", _("Page up"), show=False),
    ]

    ticked: reactive[frozenset[Section]] = reactive(frozenset[Section]())
    amounts: reactive[dict[Section, str]] = reactive(dict[Section, str])

    def __init__(self) -> None:
        """Begin with nothing ticked."""
        super().__init__(*(Option("", id=one.value) for one in ORDER), markup=False)
        self.highlighted = 0

    @property
    def chosen(self) -> Section:
        """The part that the cursor is on."""
        return ORDER[self.highlighted or 0]

    def watch_ticked(self) -> None:
        """Draw the ticks."""
        self._draw()

    def watch_amounts(self) -> None:
        """Draw what the parts would hold."""
        self._draw()

    def on_resize(self) -> None:
        """Draw the rows for another width, and keep the cursor in sight."""
        self.call_after_refresh(self._draw)
        self.call_after_refresh(self.scroll_to_highlight)

    def _draw(self) -> None:
        width = self.scrollable_content_region.width
        if width:
            for one in ORDER:
                self.replace_option_prompt(one.value, self._row(one, width))

    def _row(self, section: Section, width: int) -> Content:
        """Return a part with its tick at the left, and what it would hold at the right."""
        on = section in self.ticked
        name, held = part_names()[section], self.amounts.get(section, "")
        if width < _ROOMY:
            held = _SHORT.get(held, held)
        if _MARK + cell_len(name) + 2 + len(held) > width:
            shorter = _SHORTER | {Section.FOCUS: terms.chosen().time.of}
            name = shorter.get(section, name)
        room = max(width - _MARK - (len(held) + 2 if held else 0), _LEAST_NAME)
        name = cut(name, room)
        gap = " " * max(width - _MARK - cell_len(name) - len(held), 1)
        return Content.assemble(
            (f" {'•' if on else '·'} ", "$lamp" if on else "$soft"),
            (name, "bold $ink" if on else "$soft"),
            gap if held else "",
            (held, "$soft"),
        )
