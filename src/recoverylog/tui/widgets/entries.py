"""Entries as a list: each one or two rows, chosen with arrows, j and k, or the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from recoverylog.insights.wording.dates import WEEKDAYS, date_words
from recoverylog.journal.entry import AnyEntry, CheckIn, said_in_words
from recoverylog.journal.headline import Role, pieces
from recoverylog.journal.selection import Stored
from recoverylog.journal.text import one_line
from recoverylog.language import _
from recoverylog.tui.widgets.row_list import RowList

_STYLES: dict[Role, str] = {
    "kind": "$ink",
    "craving": "bold $dusk",
    "mood": "bold $lamp",
    "aside": "$soft",
}
_TIME_CELLS = 7
_LONGEST = 400

Marked = Callable[[str], Content]


def plain(text: str) -> Content:
    """Return a person's words as they are, without a mark on any."""
    return Content(text).stylize("$soft")


def headline(entry: AnyEntry) -> Content:
    """Return the kind and its numbers in their colours."""
    return Content.assemble(*((piece.text, _STYLES[piece.role]) for piece in pieces(entry)))


def words(entry: AnyEntry, marked: Marked = plain) -> Content:
    """Return a person's words on one row: the text, tags, what helped, people, good things."""
    parts: list[Content] = []
    text = one_line(entry.text, _LONGEST)
    if text:
        parts.append(marked(text))
    if isinstance(entry, CheckIn):
        for name, said in said_in_words(entry):
            label = Content.styled(f"{name} ", "$faint")
            parts.append(Content.assemble(label, marked(one_line(said, _LONGEST))))
        parts += [marked(one_line(good, _LONGEST)) for good in entry.good]
        parts += [Content.styled(", ".join(entry.halt), "$faint")] if entry.halt else []
    parts += [Content.styled(f"@{one_line(tag, 60)}", "$dusk") for tag in entry.tags]
    parts += [Content.styled(f"+{one_line(name, 60)}", "$leaf") for name in entry.helped]
    parts += [
        Content.styled(_("with {name}", name=one_line(name, 60)), "$faint") for name in entry.people
    ]
    separator = Content.styled(" · ", "$faint") if isinstance(entry, CheckIn) else Content(" ")
    return separator.join(parts)


def row(
    stored: Stored,
    marked: Marked = plain,
    *,
    fresh: bool = False,
    width: int = 0,
    most_rows: int = 1,
) -> Content:
    """Return an entry as a few rows: time and headline, the words below.

    Args:
        stored: the entry.
        marked: gives a text of the person its style; a search marks what was found.
        fresh: it was just written, and its time is lit.
        width: the cells that there are; 0 for the words on one row, however long.
        most_rows: how many rows the words may take; the last ends with … where they take more.
    """
    time = Content.styled(f"{stored.entry.wall:%H:%M}  ", "$lamp" if fresh else "$faint")
    head = Content.assemble(time, headline(stored.entry))
    if stored.deleted:
        head = Content.assemble(head, Content.styled(_("  in the bin"), "$faint"))
    below = words(stored.entry, marked)
    if not below.plain:
        return head
    rows = [below] if most_rows == 1 else _wrapped(below, width - _TIME_CELLS, most_rows)
    indent = "\n" + " " * _TIME_CELLS
    return Content("").join([head, *(Content.assemble(indent, one) for one in rows)])


def _wrapped(text: Content, width: int, most: int) -> list[Content]:
    """Return ``text`` in at most ``most`` rows; the last holds the rest, for the list to cut."""
    if width < 10:
        return [text]
    rows = text.wrap(width)
    if len(rows) <= most:
        return rows
    return [*rows[: most - 1], Content(" ").join(rows[most - 1 :])]


def day_heading(day: date, today: date) -> str:
    """Return a day as a heading: ``Today``, or ``Sunday 22 November 2026``."""
    if day == today:
        return _("Today")
    return f"{WEEKDAYS[day.weekday()]} {date_words(day)}"


class EntryList(RowList):
    """A list of entries; enter or a click opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "first", _("First"), show=False),
        Binding("G,end", "last", _("Last"), show=False),
    ]

    DEFAULT_CSS = """
    EntryList { text-wrap: nowrap; text-overflow: ellipsis; }
    """

    @dataclass
    class Chosen(Message):
        """Somebody wants to see this entry."""

        stored: Stored

    @dataclass
    class Lit(Message):
        """The cursor stands on this entry."""

        stored: Stored

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        """Begin empty."""
        super().__init__(markup=False, id=id, classes=classes)
        self.shown: tuple[Stored, ...] = ()
        self.fresh: int | None = None
        """The number of the entry that is shown as just written."""
        self.most_rows = 1
        self._again: Callable[[], None] | None = None

    def on_resize(self) -> None:
        """Wrap anew, and keep the cursor in sight."""
        if self._again is not None and self.most_rows > 1:
            self._again()
        self.call_after_refresh(self.scroll_to_highlight)

    def show(
        self,
        entries: Sequence[Stored],
        *,
        today: date | None = None,
        marked: Marked = plain,
        fresh: int | None = None,
    ) -> None:
        """Show ``entries`` in their order; the one under the cursor stays under it if it is there.

        Args:
            entries: what to show.
            today: where given, each day has a heading.
            marked: see :func:`row`.
            fresh: the number of an entry that was just written.
        """
        self._again = lambda: self.show(entries, today=today, marked=marked, fresh=fresh)
        before = self.chosen
        self.shown, self.fresh = tuple(entries), fresh
        self.clear_options()
        options: list[Option | None] = []
        last: date | None = None
        for stored in entries:
            if today is not None and stored.entry.day != last:
                last = stored.entry.day
                heading = Content.styled(day_heading(last, today), "$faint")
                options.append(Option(heading, id=f"day-{last}-{len(options)}", disabled=True))
            content = row(
                stored,
                marked,
                fresh=stored.number == fresh,
                width=self.scrollable_content_region.width,
                most_rows=self.most_rows,
            )
            options.append(Option(content, id=str(stored.number)))
        self.add_options(options)
        if before is not None and any(one.number == before.number for one in entries):
            self.highlighted = self.get_option_index(str(before.number))

    @property
    def chosen(self) -> Stored | None:
        """The entry under the cursor, or None."""
        place = self.highlighted
        if place is None or place >= self.option_count:
            return None
        return self._stored(self.get_option_at_index(place).id)

    def _stored(self, name: str | None) -> Stored | None:
        return next((one for one in self.shown if str(one.number) == name), None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say which entry was opened."""
        event.stop()
        stored = self._stored(event.option_id)
        if stored is not None:
            self.post_message(self.Chosen(stored))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say on which entry the cursor stands."""
        event.stop()
        stored = self._stored(event.option_id)
        if stored is not None:
            self.post_message(self.Lit(stored))
