"""History: a calendar to walk through, and a line to look for entries with."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantBlur, DescendantFocus, ScreenResume
from textual.reactive import var
from textual.timer import Timer
from textual.widgets import Input, Static

from recoverylog.journal import filter as filters
from recoverylog.journal import veil
from recoverylog.journal.selection import Found, Selection
from recoverylog.language import _, counted
from recoverylog.tui import commands, tidings
from recoverylog.tui.logging_page import LoggingPage
from recoverylog.tui.screens.entry import IN_BIN, take_back
from recoverylog.tui.widgets.calendar import MonthCalendar
from recoverylog.tui.widgets.entries import EntryList
from recoverylog.tui.widgets.filter_line import Examples, FilterInput, examples, findable
from recoverylog.tui.widgets.found import FoundList
from recoverylog.tui.widgets.line import Known, LineInput
from recoverylog.tui.widgets.past import Past

if TYPE_CHECKING:
    from recoverylog.journal.selection import Stored
    from recoverylog.session.journal import Journal

_FIRST_FOUND, _MOST_FOUND = 20, 200
_LIT_SECONDS = 2.0
_UNTIL_IT_STANDS = 0.05
"""Seconds in which the page is painted, and the entries of the day are there."""


class Find(commands.Command):
    """Look for words, tags, people, kinds and days; what fits is shown as you type."""

    KEYS = "slash"
    WORD = _("find")
    SHOWN = "/"


class MonthBefore(commands.Command):
    """Show another month; [ the one before, ] the one after."""

    KEYS = "left_square_bracket"
    WORD = _("month")
    SHOWN = "[ ]"


class MonthAfter(commands.Command):
    """Show the month after."""

    KEYS = "right_square_bracket"
    WORD = _("month after")
    SHOWN = "]"
    IN_FOOTER = False


class DeleteEntry(commands.Command):
    """Put the chosen entry into the bin, where it stays for seven days."""

    KEYS = "d"
    WORD = _("delete")


class Undo(commands.Undo):
    """Bring the chosen entry back from the bin; else take back the newest change."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the page knows of the whole journal.

    Attributes:
        today: the day that it is.
        written: the days that hold an entry.
        known: the words that a filter may be completed with.
        generation: how often the journal had changed then.
    """

    today: date
    written: frozenset[date]
    known: Known
    generation: int


def look(journal: Journal, before: Shelf | None) -> Shelf:
    """Return what the page knows, asking anew only where something changed; runs at the desk."""
    today, generation = journal.today(), journal.generation()
    if before is not None and (before.today, before.generation) == (today, generation):
        return before
    words = journal.words()
    labels = tuple(focus.label for focus in journal.focuses(archived=True))
    known = findable(Known(words.tags, words.helped, words.people, labels))
    written = frozenset(journal.days_written(date.min, date.max))
    return Shelf(today, written, known, generation)


class History(LoggingPage):
    """The page for looking back."""

    COMMANDS_HERE = (
        Find,
        MonthBefore,
        MonthAfter,
        DeleteEntry,
        Undo,
        commands.GoToday,
        commands.GoInsights,
        commands.CrisisShownHere,
        commands.ShowHelp,
        commands.Back.unlisted(),
        *commands.WRITING,
        commands.Settle,
        commands.GoSettings,
    )
    AUTO_FOCUS = "MonthCalendar"
    CSS_PATH = "../styles/history.tcss"

    shelf: var[Shelf | None] = var(None)

    past = getters.query_one(Past)
    line = getters.query_one(FilterInput)
    told = getters.query_one(Examples)

    _fresh: int | None = None
    _unlit: Timer | None = None

    def body(self) -> ComposeResult:
        """Give calendar and list, and the line to look with."""
        yield Past()
        with Horizontal(id="finding"):
            yield Static("› ", id="find-mark")
            yield FilterInput(id="filter")
            yield Static("/", id="find-key")
        yield Examples(id="told")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done where one is."""
        if action == Find.action():
            return not isinstance(self.focused, FilterInput)
        if action == DeleteEntry.action():
            return isinstance(self.focused, FoundList)
        return super().check_action(action, parameters)

    # Keeping it true ---------------------------------------------------------------------

    @on(ScreenResume)
    def refresh_state(self) -> None:
        """Show what the journal says now."""
        self.look_again()

    @work(exclusive=True, group="look", description="look at the whole journal")
    async def look_again(self) -> None:
        """Show the entries first, then what is known of the whole journal."""
        today = await self.ask(lambda journal: journal.today())
        if today is None:
            return
        self.past.begin(today)
        if self._wanted:
            self.find(self.line.value, keep=True)
        else:
            self.show_day()
        await asyncio.sleep(_UNTIL_IT_STANDS)
        before = self.shelf
        shelf = await self.ask(lambda journal: look(journal, before))
        if shelf is not None:
            self.shelf = shelf

    def watch_shelf(self, shelf: Shelf | None) -> None:
        """Draw what is known of the journal."""
        if shelf is not None:
            self.line.known = shelf.known
            self.past.mark(shelf.written)
            self._tell()

    async def draw_anew(self) -> None:
        """Paint it again; only for the remarks on a search, finished text, is the desk asked."""
        self.repaint()
        self._tell()
        if self.past.found is not None and self.past.found.remarks:
            self.find(self.line.value, keep=True)

    # The day -----------------------------------------------------------------------------

    @work(exclusive=True, group="show", description="show the entries of a day")
    async def show_day(self) -> None:
        """Show what was written on the chosen day; an answer that comes too late is dropped."""
        day = self.past.calendar.day
        if day is None:
            return
        written = await self.ask(lambda journal: journal.select(Selection(first=day, last=day)))
        if written is not None and self.past.calendar.day == day and not self._wanted:
            self.past.show_day(day, written, fresh=self._fresh)
            self._tell()

    @on(MonthCalendar.DayChosen)
    def _go_to_day(self, event: MonthCalendar.DayChosen) -> None:
        if self._wanted:
            self.past.go_near(event.day)
        else:
            self.show_day()

    def action_month_before(self) -> None:
        """Show the month before."""
        self.past.calendar.action_turn(-1)

    def action_month_after(self) -> None:
        """Show the month after."""
        self.past.calendar.action_turn(1)

    # Looking for something ---------------------------------------------------------------

    @property
    def _wanted(self) -> bool:
        """Whether something is looked for."""
        return bool(self.line.value.strip())

    def action_find(self) -> None:
        """Go to the line."""
        self.line.focus()

    @on(Input.Changed, "#filter")
    def _typed(self, event: Input.Changed) -> None:
        self.set_class(self._wanted, "-finding")
        if self._wanted:
            self.find(event.value)
        else:
            self.show_day()

    @work(exclusive=True, group="show", description="look for what was typed")
    async def find(self, typed: str, *, keep: bool = False) -> None:
        """Show what fits; an answer that comes too late is dropped.

        Args:
            typed: the filter.
            keep: leave the cursor on the entry where it is, and the list where it was scrolled to.
        """
        today = self.past.calendar.today
        if today is None:
            return
        veiled, wanted = veil.is_drawn(), filters.parse(typed, today)
        place = self.past.entries.place if keep else None
        # What a screen holds comes first, so that no key waits for what lies below it.
        first = await self._answer(wanted, _FIRST_FOUND, typed)
        if first is None:
            return
        self.past.show_found(first, today, wanted.words, veiled=veiled)
        if first.more:
            if (rest := await self._answer(wanted, _MOST_FOUND, typed)) is None:
                return
            self.past.show_rest(rest)
        self.past.entries.go_back(place)
        self._tell()

    async def _answer(self, wanted: filters.Filter, most: int, typed: str) -> Found | None:
        """Return what fits; None where something else is looked for by now."""
        found = await self.ask(lambda journal: journal.look_up(wanted, most))
        return found if self.line.value == typed else None

    def _tell(self) -> None:
        """Say what was found; or, where something can be typed, offer examples."""
        if (found := self.past.found) is not None and self._wanted:
            self.told.say(" · ".join([_number_found(found), *self.past.remarks]))
        elif self.line.has_focus and self.shelf is not None:
            self.told.offer(examples(self.shelf.known))
        else:
            self.told.say("")

    @on(DescendantFocus)
    @on(DescendantBlur)
    def _focus_moved(self) -> None:
        self.call_after_refresh(self._tell)

    @on(Examples.Picked)
    def _write_example(self, event: Examples.Picked) -> None:
        self.line.write_behind(event.text)

    @on(FilterInput.Stepped)
    def _choose_next(self, event: FilterInput.Stepped) -> None:
        self.past.entries.step(event.rows)

    @on(Input.Submitted, "#filter")
    def _open_found(self, event: Input.Submitted) -> None:
        event.stop()
        chosen = self.past.entries.chosen
        if self.past.found is not None and chosen is not None:
            self.open_entry(chosen)

    @on(LineInput.Left)
    def _leave_line(self) -> None:
        self.line.value = ""
        self.past.calendar.focus()

    async def action_back(self) -> None:
        """Leave the search, or go back to today."""
        if self.line.value:
            self._leave_line()
        else:
            await self.action_go_today()

    # The chosen entry --------------------------------------------------------------------

    @on(EntryList.Chosen)
    def _open_entry(self, event: EntryList.Chosen) -> None:
        self.open_entry(event.stored)

    @work(description="put the chosen entry into the bin")
    async def action_delete_entry(self) -> None:
        """Put the chosen entry into the bin."""
        chosen = self.past.entries.chosen
        if chosen is None:
            return
        if chosen.deleted:
            self.notice.say(_("It lies in the bin already; u brings it back."))
        elif await self.ask(lambda journal: journal.delete(chosen)) is not None:
            self.notice.say(IN_BIN)
            self.refresh_state()

    @work(description="take back what was done")
    async def action_undo(self) -> None:
        """Bring the chosen entry back from the bin, or take the newest change back; show it."""
        chosen = self.past.entries.chosen
        of = chosen if chosen is not None and chosen.deleted else None
        stored = await self.ask(lambda journal: take_back(journal, of))
        if stored is not None:
            self.notice.say(tidings.of_undoing(stored))
            self._show_written(stored)

    def written(self, stored: Stored) -> None:
        """Tell that an entry was written, and show the day that it lies on."""
        self.notice.say(tidings.of_writing(stored))
        self.line.value = ""
        self._show_written(stored)

    def _show_written(self, stored: Stored) -> None:
        self._fresh = stored.number
        if not self._wanted:
            self.past.calendar.day = stored.entry.day
        if self._unlit is not None:
            self._unlit.stop()
        self._unlit = self.set_timer(_LIT_SECONDS, self._put_out)
        self.refresh_state()

    def _put_out(self) -> None:
        self._fresh = None
        if not self._wanted:
            self.show_day()


def _number_found(found: Found) -> str:
    if found.more:
        return _("the newest {entries} of more", entries=len(found.entries))
    if not found.entries:
        return _("nothing that fits")
    return counted("{n} entry", "{n} entries", len(found.entries))
