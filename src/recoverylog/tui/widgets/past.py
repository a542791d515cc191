"""The past: a calendar, and beside it the entries of a day or those that were found."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from recoverylog.journal import veil
from recoverylog.language import _
from recoverylog.tui.widgets.calendar import MonthCalendar
from recoverylog.tui.widgets.entries import EntryList, day_heading
from recoverylog.tui.widgets.found import FoundList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverylog.journal.selection import Found, Stored

_FIRST = _("Nothing is written yet. What you write appears here, day by day.")
_TODAY = _("Nothing yet today. A line is enough.")
_AHEAD = _("This day is still to come.")
_NOTHING = _("Nothing was written on this day.")
_KEYS = (("g", _("something good")), ("n", _("a note")), ("c", _("a craving")))


class Past(Horizontal):
    """Calendar and list, which always speak of the same day."""

    calendar = getters.query_one(MonthCalendar)
    heading = getters.query_one("#heading", Static)
    nothing = getters.query_one("#nothing", Static)
    entries = getters.query_one(FoundList)

    def __init__(self) -> None:
        """Begin with nothing shown."""
        super().__init__(id="past")
        self.found: Found | None = None
        """What was found; None while a day is shown."""
        self._veiled = False
        """Whether the veil was drawn when that was looked for."""
        self._knows_days = False

    def compose(self) -> ComposeResult:
        """Give the calendar at the left, the entries at the right."""
        yield MonthCalendar()
        with Vertical(id="entries-of"):
            yield Static("", id="heading", classes="heading", markup=False)
            yield Static("", id="nothing", markup=False)
            yield FoundList(id="found")

    # What is known -----------------------------------------------------------------------

    def begin(self, today: date) -> None:
        """Say which day it is; that is the one shown before another is chosen."""
        self.calendar.today = today
        if self.calendar.day is None:
            self.calendar.day = today

    def mark(self, written: frozenset[date]) -> None:
        """Mark the days that hold an entry."""
        self._knows_days = True
        self.calendar.written = written
        self.calendar.first = min(written, default=None)
        self._say_why_empty()

    # What is shown -----------------------------------------------------------------------

    def show_day(self, day: date, entries: Sequence[Stored], *, fresh: int | None) -> None:
        """Show the entries of a day.

        Args:
            day: the day that the calendar stands on.
            entries: in the order of the day.
            fresh: the number of an entry that was just written; the cursor goes to it.
        """
        self.found = None
        place = self.entries.highlighted or 0
        self.entries.forget_rest()
        self.entries.show(entries, fresh=fresh)
        written = next((stored for stored in entries if stored.number == fresh), None)
        self.entries.choose(written)
        if self.entries.highlighted is None and entries:
            self.entries.highlighted = min(place, len(entries) - 1)
        heading = day_heading(day, date.max)
        self._head(
            _("Today, {heading}", heading=heading) if day == self.calendar.today else heading,
            bool(entries),
        )

    def show_found(self, found: Found, today: date, words: str, *, veiled: bool) -> None:
        """Show what was found, the first one chosen.

        Args:
            found: the newest first.
            today: the day whose heading is ``Today``.
            words: what was searched for.
            veiled: whether the veil was drawn when it was asked for.
        """
        self.found, self._veiled = found, veiled
        self._head(_("Found"), there=True)
        self.entries.show_found(found.entries, today=today, words=words)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of what was found; nothing where the veil has changed since."""
        if self.found is None or self._veiled != veil.is_drawn():
            return ()
        return tuple(self.found.remarks)

    def show_rest(self, found: Found) -> None:
        """Take in all that was found, of which the first are shown already."""
        self.found = found
        self.entries.add_rest(found.entries)

    def _head(self, heading: str, there: bool) -> None:
        self.heading.update(heading)
        self.entries.display, self.nothing.display = there, not there
        self._say_why_empty()

    def _say_why_empty(self) -> None:
        """Say of a day without entries what will stand there, once it is known which have any."""
        calendar = self.calendar
        if not self.nothing.display or not self._knows_days:
            return
        if not calendar.written:
            self.nothing.update(_with_keys(_FIRST))
        elif calendar.day == calendar.today:
            self.nothing.update(_with_keys(_TODAY))
        else:
            ahead = calendar.day is not None and calendar.day > (calendar.today or date.max)
            self.nothing.update(_AHEAD if ahead else _NOTHING)

    # Going through it --------------------------------------------------------------------

    @on(EntryList.Lit)
    def _follow(self, event: EntryList.Lit) -> None:
        if self.found is not None:
            self.calendar.day = event.stored.entry.day

    @on(MonthCalendar.Entered)
    def _go_to_entries(self) -> None:
        if self.entries.display and self.entries.option_count:
            self.entries.focus()

    def go_near(self, day: date) -> None:
        """Put the cursor on the entry found that lies nearest in the direction one went."""
        shown = self.found.entries if self.found else []
        chosen = self.entries.chosen
        if chosen is not None and day > chosen.entry.day:
            near = next((one for one in reversed(shown) if one.entry.day >= day), None)
        else:
            near = next((one for one in shown if one.entry.day <= day), None)
        self.entries.choose(near)
        if near is None and chosen is not None:
            self.calendar.day = chosen.entry.day


def _with_keys(sentence: str) -> Content:
    """Return a sentence, and below it the keys that write something."""
    keys = [Content.assemble((key, "bold $lamp"), (f"  {what}", "$soft")) for key, what in _KEYS]
    return Content("\n").join([Content(f"{sentence}\n"), *keys])
