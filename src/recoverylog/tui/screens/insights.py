"""Insights: figures, trends, patterns, a year, a week in words, and milestones."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize, ScreenResume
from textual.reactive import var
from textual.widgets import Static

from recoverylog.errors import RecoverylogError
from recoverylog.insights.sheet import Room, Row, Sheet, Span
from recoverylog.insights.week import DAYS as WEEK
from recoverylog.journal import veil
from recoverylog.journal.text import one_line
from recoverylog.language import _
from recoverylog.session import views
from recoverylog.session.views import Asked
from recoverylog.tui import commands, themes
from recoverylog.tui.logging_page import LoggingPage
from recoverylog.tui.widgets.sheet import SheetView
from recoverylog.tui.widgets.view_names import ViewNames

if TYPE_CHECKING:
    from recoverylog.session.insight import Insight
    from recoverylog.session.journal import Journal
    from recoverylog.session.views import Shown

_TALL = 30
_BETWEEN_VIEWS = 0.03
"""Seconds for whatever a key asks of the desk, before one more view is drawn ahead."""
_MOST_DRAWN = 24
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
    WORD = _("view")
    SHOWN = "→ ←"


class ViewBefore(commands.Command):
    """Show the view before."""

    KEYS = "left"
    WORD = _("view before")
    SHOWN = "←"
    IN_FOOTER = False


class Earlier(commands.Command):
    """Show a longer time, or an earlier one; ] the way back."""

    KEYS = "left_square_bracket"
    WORD = _("time")
    SHOWN = "[ ]"


class Later(commands.Command):
    """Show a shorter time, or a later one."""

    KEYS = "right_square_bracket"
    WORD = _("later")
    SHOWN = "]"
    IN_FOOTER = False


class NextFocus(commands.Command):
    """Show the next thing that you are in recovery from."""

    KEYS = "f"
    WORD = _("focus")


class ShowAnother(commands.Command):
    """Show moods, cravings or the days themselves in the cells of the year."""

    KEYS = "v"
    WORD = _("cells")


class TickSigns(commands.Command):
    """Name your own early signs, and tick those of this week."""

    KEYS = "s"
    WORD = _("signs")


class GoHistory(commands.GoHistory):
    """Look back: by day, by word, by tag."""

    IN_FOOTER = False


class Reading(VerticalScroll, inherit_bindings=False):
    """What is read; the arrows and j and k move it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_down", _("Down"), show=False),
        Binding("up,k", "scroll_up", _("Up"), show=False),
        Binding("pagedown,space", "page_down", _("Page down"), show=False),
        Binding("pageup,b", "page_up", _("Page up"), show=False),
        Binding("home", "scroll_home", _("Top"), show=False),
        Binding("end", "scroll_end", _("End"), show=False),
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
        *commands.WRITING,
        commands.Settle,
        commands.GoSettings,
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
    _looks_ahead = 0
    """How often it was begun to look ahead; one that was overtaken ends by itself."""

    def __init__(self) -> None:
        """Have nothing drawn yet."""
        super().__init__()
        # What was drawn for a question, for so much room, with privacy on or not.
        self._drawn: dict[tuple[Asked, Room, bool], Shown] = {}

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

    def on_mount(self) -> None:
        """Draw the cells anew where a look shades them in another way."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._drawn_anew())

    @on(Resize)
    def _drawn_anew(self) -> None:
        if self._shown is not None:
            self.look()

    @work(exclusive=True, group="look", description="draw what is asked for")
    async def look(self) -> None:
        """Draw at the desk what is asked for; an answer that comes too late is dropped."""
        asked, room = self.asked, self._room()

        shown = await self.ask(partial(self._draw, asked, room))
        if shown is None or asked != self.asked:
            return
        self._show(shown)
        self.refresh_bindings()
        self.look_ahead(asked, room)

    async def draw_anew(self) -> None:
        """Show the shape of what stands here until the desk has drawn it for the veil."""
        if veil.is_drawn() and self._shown is not None:
            self._drawn.clear()
            self._show(self._shown._replace(sheet=_shape(self._shown.sheet)))
        await super().draw_anew()

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self.sheet.sheet = shown.sheet
        self.told.update(self._span(shown))

    def _draw(self, asked: Asked, room: Room, journal: Journal) -> Shown:
        """Return what is asked for, drawn once while nothing of the journal changes."""
        held = views.read(journal, self._held)
        if held is not self._held:
            self._held = held
            self._drawn.clear()
        wanted = asked, room, veil.is_drawn()
        drawn = self._drawn.get(wanted)
        if drawn is None:
            drawn = views.shown(journal, held, asked, room)
            if len(self._drawn) >= _MOST_DRAWN:
                self._drawn.clear()
            # Privacy may have been switched meanwhile: part of it would be open.
            if veil.is_drawn() == wanted[2]:
                self._drawn[wanted] = drawn
        return drawn

    @work(group="ahead", description="draw the other views")
    async def look_ahead(self, asked: Asked, room: Room) -> None:
        """Draw the other views while nobody waits, since one of them is wanted next."""
        self._looks_ahead += 1
        this = self._looks_ahead
        for further in range(1, len(views.NAMES)):
            await asyncio.sleep(_BETWEEN_VIEWS)
            if this != self._looks_ahead or not self.is_current:
                return
            other = asked.turned_to((asked.view + further) % len(views.NAMES))
            # What goes wrong is told to whoever asks for that view.
            with contextlib.suppress(RecoverylogError):
                await self.ours.desk.ask(partial(self._draw, other, room))

    def on_unmount(self) -> None:
        """Let go of what was read, so that nothing of it outlives the journal's lock."""
        self._held = self._shown = None
        self._drawn = {}

    def _room(self) -> Room:
        return Room(
            columns=max(
                self.sheet.content_size.width or self.size.width - _WIDEST_MARGINS, _LEAST_COLUMNS
            ),
            braille=self.ours.settings.braille,
            colours=themes.has_shades(self.app.theme),
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


def _shape(sheet: Sheet) -> Sheet:
    """Return a sheet with every text as a shape, each as long and as wide as it was."""
    made = Sheet()
    made.rows = [Row(_over(row.lead), _over(row.body), row.drawn) for row in sheet.rows]
    return made


def _over(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(span._replace(text=veil.over(span.text)) for span in spans)
