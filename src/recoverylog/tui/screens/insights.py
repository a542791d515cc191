"""Insights: figures, trends, patterns, a year, a week in words, and milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize, ScreenResume
from textual.reactive import var
from textual.widgets import Static

from recoverylog.insights.sheet import Room
from recoverylog.insights.week import DAYS as WEEK
from recoverylog.journal.text import one_line
from recoverylog.session import views
from recoverylog.session.views import Asked
from recoverylog.tui import commands
from recoverylog.tui.logging_page import LoggingPage
from recoverylog.tui.widgets.sheet import SheetView
from recoverylog.tui.widgets.view_names import ViewNames

if TYPE_CHECKING:
    from recoverylog.session.insight import Insight
    from recoverylog.session.journal import Journal
    from recoverylog.session.views import Shown

_TALL = 30
_WIDEST_MARGINS = 6
_LEAST_COLUMNS = 38
"""What a drawing needs; where a window is narrower still, its right side is cut."""
_LONGEST_LABEL = 24
_SHORTEST_LABEL = 4
_LENGTHS = {views.TRENDS, views.PATTERNS}
_DATED = {views.YEAR, views.WEEKS}
_OF_ONE_FOCUS = {views.TRENDS, views.PATTERNS, views.YEAR}


class NextView(commands.Command):
    """Show the next view; the left arrow the one before, 1 to 6 each of them."""

    KEYS = "right,l"
    WORD = "view"
    SHOWN = "→ ←"


class ViewBefore(commands.Command):
    """Show the view before."""

    KEYS = "left"
    WORD = "view before"
    SHOWN = "←"
    IN_FOOTER = False


class Earlier(commands.Command):
    """Show a longer time, or an earlier one; ] the way back."""

    KEYS = "left_square_bracket"
    WORD = "time"
    SHOWN = "[ ]"


class Later(commands.Command):
    """Show a shorter time, or a later one."""

    KEYS = "right_square_bracket"
    WORD = "later"
    SHOWN = "]"
    IN_FOOTER = False


class NextFocus(commands.Command):
    """Show the next thing that you are in recovery from."""

    KEYS = "f"
    WORD = "focus"


class ShowAnother(commands.Command):
    """Show moods, cravings or the days themselves in the cells of the year."""

    KEYS = "v"
    WORD = "cells"


class TickSigns(commands.Command):
    """Name your own early signs, and tick those of this week."""

    KEYS = "s"
    WORD = "signs"


class GoHistory(commands.GoHistory):
    """Look back: by day, by word, by tag."""

    IN_FOOTER = False


class Reading(VerticalScroll, inherit_bindings=False):
    """What is read; the arrows and j and k move it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_down", "Down", show=False),
        Binding("up,k", "scroll_up", "Up", show=False),
        Binding("pagedown,space", "page_down", "Page down", show=False),
        Binding("pageup,b", "page_up", "Page up", show=False),
        Binding("home", "scroll_home", "Top", show=False),
        Binding("end", "scroll_end", "End", show=False),
    ]


class Insights(LoggingPage):
    """The page for what the days say together."""

    COMMANDS_HERE = (
        NextView,
        Earlier,
        # Where a narrow screen cuts the row of keys, this one is still on it.
        commands.CrisisShownHere,
        NextFocus,
        ShowAnother,
        TickSigns,
        commands.GoToday,
        commands.ShowHelp,
        ViewBefore,
        Later,
        GoHistory,
        commands.Back.unlisted(),
        commands.LogCraving.unlisted(),
        commands.CheckIn.unlisted(),
        commands.LogGratitude.unlisted(),
        commands.LogConnection.unlisted(),
        commands.LogNote,
        commands.Settle,
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(place + 1), f"show_view({place})", name, show=False)
        for place, name in enumerate(views.NAMES)
    ]
    AUTO_FOCUS = "Reading"
    CSS_PATH = "../styles/insights.tcss"

    asked: var[Asked] = var(Asked())

    names = getters.query_one(ViewNames)
    choosing = getters.query_one("#choosing", Horizontal)
    told = getters.query_one("#span", Static)
    reading = getters.query_one(Reading)
    sheet = getters.query_one(SheetView)

    _held: Insight | None = None
    """What was read last. It is set in the desk's thread: a reading that a key overtook counts."""
    _shown: Shown | None = None

    def body(self) -> ComposeResult:
        """Give the names of the views, and the one that is shown."""
        with Horizontal(id="choosing"):
            yield ViewNames(views.NAMES)
            yield Static("", id="span", markup=False)
        with Reading(id="view"):
            yield SheetView(markup=False)

    # Keeping it true ---------------------------------------------------------------------

    @on(ScreenResume)
    def refresh_state(self) -> None:
        """Show what the journal says now."""
        self.look()

    def watch_asked(self, before: Asked, asked: Asked) -> None:
        """Show what is asked for, from its top where it is another view."""
        if before == asked or not self.is_mounted:
            return
        self.names.place = asked.view
        self.refresh_bindings()
        if before.view != asked.view:
            self.reading.scroll_home(animate=False)
        self.look()

    @on(Resize)
    def _drawn_anew(self) -> None:
        if self._shown is not None:
            self.look()

    @work(exclusive=True, group="look", description="draw what is asked for")
    async def look(self) -> None:
        """Draw at the desk what is asked for; an answer that comes too late is dropped."""
        asked, room = self.asked, self._room()

        def drawn(journal: Journal) -> Shown:
            self._held = views.read(journal, self._held)
            return views.shown(journal, self._held, asked, room)

        shown = await self.ask(drawn)
        if shown is None or asked != self.asked:
            return
        self._shown = shown
        self.sheet.sheet = shown.sheet
        self.told.update(self._span(shown))
        self.refresh_bindings()

    def on_unmount(self) -> None:
        """Let go of what was read, so that nothing of it outlives the journal's lock."""
        self._held = self._shown = None

    def _room(self) -> Room:
        return Room(
            columns=max(
                self.sheet.content_size.width or self.size.width - _WIDEST_MARGINS, _LEAST_COLUMNS
            ),
            braille=self.ours.settings.braille,
            tall=self.size.height >= _TALL,
            shell=False,
        )

    def _span(self, shown: Shown) -> Content:
        """Return whose time is shown, and which; a long name is cut where the views need room."""
        room = self.choosing.size.width - len(shown.span) - 2
        if not self.has_class("-narrow"):
            room -= self.names.whole
        label = one_line(shown.focus, min(max(room, _SHORTEST_LABEL), _LONGEST_LABEL))
        return Content("  ".join(word for word in (label, shown.span) if word))

    def _farthest(self) -> int:
        """Return how many years or weeks back anything is to be seen."""
        held = self._held
        if held is None:
            return 0
        first = held.first or held.today
        if self.asked.view == views.WEEKS:
            return max((held.today - first).days, 0) // WEEK
        starts = (first, *(focus.since for focus in held.focuses))
        return max(held.today.year - min(starts).year, 0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what changes something here."""
        view = self.asked.view
        if action in {Earlier.action(), Later.action()}:
            return view in _LENGTHS or (view in _DATED and self._farthest() > 0)
        if action == NextFocus.action():
            held = self._held
            return view in _OF_ONE_FOCUS and held is not None and len(held.focuses) > 1
        if action == ShowAnother.action():
            return self.asked.view == views.YEAR
        if action == TickSigns.action():
            return self.asked.view == views.PATTERNS
        return super().check_action(action, parameters)

    # Choosing ----------------------------------------------------------------------------

    def action_show_view(self, place: int) -> None:
        """Show a view by its place in the row."""
        self.asked = self.asked.turned_to(place)

    @on(ViewNames.Picked)
    def _picked(self, event: ViewNames.Picked) -> None:
        self.action_show_view(event.place)

    def action_next_view(self) -> None:
        """Show the next view."""
        self.action_show_view((self.asked.view + 1) % len(views.NAMES))

    def action_view_before(self) -> None:
        """Show the view before."""
        self.action_show_view((self.asked.view - 1) % len(views.NAMES))

    def action_earlier(self) -> None:
        """Show a longer time, or an earlier one, up to the first of which anything is known."""
        earlier, farthest = self.asked.earlier(), self._farthest()
        if self.asked.view == views.YEAR:
            earlier = earlier._replace(year_back=min(earlier.year_back, farthest))
        elif self.asked.view == views.WEEKS:
            earlier = earlier._replace(week_back=min(earlier.week_back, farthest))
        self.asked = earlier

    def action_later(self) -> None:
        """Show a shorter time, or a later one."""
        self.asked = self.asked.later()

    def action_next_focus(self) -> None:
        """Show the next focus."""
        self.asked = self.asked._replace(focus_place=self.asked.focus_place + 1)

    def action_show_another(self) -> None:
        """Show something else in the cells of the year."""
        self.asked = self.asked._replace(show_place=self.asked.show_place + 1)

    def action_tick_signs(self) -> None:
        """Open the page of the person's own signs."""
        self.open_page("signs")

    async def action_back(self) -> None:
        """Go back to today."""
        await self.action_go_today()
