"""Entries that a search found, as a list: the words that found each are marked, and in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from recoverylog.journal import hits
from recoverylog.language import _
from recoverylog.tui.widgets.entries import EntryList, day_heading, row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recoverylog.journal.selection import Stored

    Place: TypeAlias = tuple[Stored | None, float]

_MARK = "bold $lamp"
_BEHIND = 8
_CUT = "… "
_LEAST_PAGE = 8


def marked(content: Content, begun: Sequence[str], width: int) -> Content:
    """Return the two rows of an entry with every word found marked.

    Where the first of them would stand beyond ``width`` cells, the row of words begins shortly
    before it: what was searched for is never out of sight.

    Args:
        content: as widgets.entries.row gives it.
        begun: as journal.hits.beginnings gives it.
        width: how many cells a row has; 0 where that is not known yet.
    """
    rows = content.split("\n")
    if len(rows) < 2 or not begun:
        return content
    words = rows[1]
    found = hits.places(words.plain, begun)
    indent = len(words.plain) - len(words.plain.lstrip())
    for start, end in found:
        words = words.stylize(_MARK, start, end)
    if found and width and words[: found[0][1]].cell_length > width - len(_CUT):
        kept = words[_first_in_sight(words, indent, *found[0], width) :]
        words = Content.assemble(" " * indent, (_CUT, "$faint"), kept)
    return Content("\n").join([rows[0], words])


def _first_in_sight(words: Content, indent: int, start: int, end: int, width: int) -> int:
    """Return the character from which on the words are shown, for a hit to be in sight.

    As much as can be stays in front of it, and a little room behind.
    """
    room = width - indent - len(_CUT) - min(_BEHIND, words[end:].cell_length)
    place = start
    while True:
        before = words.plain.rfind(" ", indent, max(place - 1, indent))
        if before < 0 or words[before + 1 : end].cell_length > room:
            return place
        place = before + 1


class FoundList(EntryList):
    """What was found, the newest first, each day under its heading; it grows as one scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", _("open"), key_display="enter"),
    ]

    def __init__(self, **more: str) -> None:
        """Begin empty."""
        super().__init__(**more)
        self._rest: list[Stored] = []
        self._begun: tuple[str, ...] = ()
        self._today: date | None = None

    def show_found(self, entries: Sequence[Stored], *, today: date, words: str) -> None:
        """Show what was found, the first one chosen.

        Args:
            entries: the newest first.
            today: the day whose heading is ``Today``.
            words: what was searched for, as it was typed.
        """
        self._today, self._begun = today, hits.beginnings(words)
        self._begin_with(entries)
        self.choose(self.shown[0] if self.shown else None)

    def _begin_with(self, entries: Sequence[Stored]) -> None:
        self.show(())
        self.scroll_home(animate=False)
        self._rest = list(entries)
        self.lay_out_more()

    def add_rest(self, entries: Sequence[Stored]) -> None:
        """Take in all that was found; the cursor stays on its entry.

        Those that were shown first are mostly the first of all. They are not where somebody wrote
        of a day long past: an answer cut short holds what was written last.
        """
        here = [stored.number for stored in (*self.shown, *self._rest)]
        if here == [stored.number for stored in entries[: len(here)]]:
            self._rest += entries[len(here) :]
            return
        chosen = self.chosen
        moved = chosen is not None and chosen != self.shown[0]
        self._begin_with(entries)
        self.choose(chosen if moved else self.shown[0])

    def lay_out_more(self) -> None:
        """Lay out as many further entries as a screen holds, if any are left."""
        page = max(self.screen.size.height // 2, _LEAST_PAGE)
        more, self._rest = self._rest[:page], self._rest[page:]
        if not more:
            return
        width = self.scrollable_content_region.width
        last = self.shown[-1].entry.day if self.shown else None
        options = []
        for stored in more:
            if stored.entry.day != last and self._today is not None:
                last = stored.entry.day
                heading = Content.styled(day_heading(last, self._today), "$faint")
                options.append(Option(heading, id=f"day-{stored.number}", disabled=True))
            options.append(Option(marked(row(stored), self._begun, width), id=str(stored.number)))
        self.shown += tuple(more)
        self.add_options(options)

    def forget_rest(self) -> None:
        """Lay out nothing more: the list shows something else now."""
        self._rest, self._begun = [], ()

    def draw_anew(self) -> None:
        """Draw the entries again, each where it stands; what is chosen stays."""
        width = self.scrollable_content_region.width
        for stored in self.shown:
            said = row(stored, fresh=stored.number == self.fresh)
            self.replace_option_prompt(str(stored.number), marked(said, self._begun, width))

    @property
    def place(self) -> Place:
        """Where one is: on which entry, and at which row of the whole list it begins."""
        return self.chosen, self.scroll_y

    def go_back(self, place: Place | None) -> None:
        """Go to where one was."""
        chosen, scrolled = place or (None, 0)
        self.choose(chosen)
        if chosen is not None:
            self.call_after_refresh(self.scroll_to, y=scrolled, animate=False)

    def choose(self, stored: Stored | None) -> None:
        """Put the cursor on an entry, laying out as many as it takes."""
        if stored is None:
            return
        while self._rest and not self._holds(stored):
            self.lay_out_more()
        if self._holds(stored):
            self.highlighted = self.get_option_index(str(stored.number))

    def _holds(self, stored: Stored) -> bool:
        return any(one.number == stored.number for one in self.shown)

    def step(self, rows: int) -> None:
        """Move the cursor while the focus stays where it is."""
        if rows > 0:
            self.action_cursor_down()
        else:
            self.action_cursor_up()

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Lay out more where the cursor comes near the end."""
        super().watch_highlighted(highlighted)
        if self._rest and highlighted is not None and highlighted >= self.option_count - 5:
            self.lay_out_more()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lay out more where one has scrolled near the end."""
        super().watch_scroll_y(old_value, new_value)
        if self._rest and new_value >= self.max_scroll_y - self.size.height:
            self.lay_out_more()
