"""Today: how long, what was written, the last two weeks, and the line one writes in."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import ScreenResume, ScreenSuspend
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import Worker

from recoverylog.insights import fortnight
from recoverylog.language import _
from recoverylog.session.filing import Report
from recoverylog.tui import commands, glimpse, readiness, tidings
from recoverylog.tui.line_page import LinePage, WriteLine
from recoverylog.tui.widgets.entries import EntryList
from recoverylog.tui.widgets.figure import Figure
from recoverylog.tui.widgets.fortnight import Fortnight
from recoverylog.tui.widgets.milestone import MilestoneBar
from recoverylog.tui.widgets.spoken import Spoken

_POLL_SECONDS = 2.0
_LIT_SECONDS = 2.0
_WORDS_ROWS = 2
_HIGH_ROWS = 15
_SPOKEN_ROWS = 4
_ENTRIES_ROWS = 10
_NOTHING = Content.assemble(
    (_("Nothing logged yet: "), "$soft"),
    (_("space"), "bold $lamp"),
    (_(" writes a line."), "$soft"),
)
_INVENTED = _("An invented person’s journal: nothing of it is yours, or stays.")


class NextFocus(commands.Command):
    """Show the next focus, or name the first."""

    KEYS = "f"
    WORD = _("focus")
    IN_FOOTER = False


class ChangeFocus(commands.Command):
    """Add a focus, or change one."""

    KEYS = "F"
    WORD = _("focuses")
    IN_FOOTER = False


class OpenAnswers(commands.Command):
    """Read your answers: what came back to a page of yours."""

    KEYS = "o"
    WORD = _("answers")
    NAME = "answers"
    IN_FOOTER = False


class Resume(commands.Command):
    """Go on with what you began."""

    KEYS = "r"
    WORD = _("go on")
    IN_FOOTER = False


class Columns(Horizontal):
    """What lies between the way to the next milestone and the line; tells when its room changes."""

    class Resized(Message):
        """There is more room, or less."""

    def on_resize(self) -> None:
        """Tell it."""
        self.post_message(self.Resized())


class Today(LinePage):
    """The screen that opens in the evening."""

    COMMANDS_HERE = (
        commands.LogCraving,
        commands.CheckIn,
        commands.Morning,
        # Where a narrow screen cuts the row of keys, this one is still on it.
        commands.CrisisShownHere,
        commands.LogGratitude.unlisted(),
        commands.GoHistory,
        commands.GoInsights,
        commands.Share,
        commands.ShowHelp,
        commands.LogConnection.unlisted(),
        commands.LogNote,
        WriteLine,
        OpenAnswers,
        Resume,
        NextFocus,
        ChangeFocus,
        commands.Settle,
        commands.Plans,
        commands.GoSettings,
        commands.Undo,
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "leave", _("Leave"), show=False)]
    CSS_PATH = "../styles/today.tcss"

    shown: var[glimpse.Shown | None] = var(None)
    focus_place: var[int] = var(0)

    figure = getters.query_one(Figure)
    bar = getters.query_one(MilestoneBar)
    entries = getters.query_one("#entries", EntryList)
    weeks = getters.query_one(Fortnight)
    chip = getters.query_one("#chip", Static)
    standing = getters.query_one("#stands", Static)
    following = getters.query_one("#next", Static)
    nothing = getters.query_one("#nothing", Static)
    words = getters.query_one("#words", Static)
    encouraging = getters.query_one("#encouraging", Spoken)
    encouraging_row = getters.query_one("#encouraging-row", Spoken)
    columns = getters.query_one(Columns)
    left = getters.query_one("#left", Vertical)

    _poll: Timer | None = None
    _polling: Worker[None] | None = None
    _fresh: int | None = None
    _follows = True
    """Whether the cursor of the list goes on to the newest entry; not where it was moved away."""

    def body(self) -> ComposeResult:
        """Lay out the page from the number to the line."""
        yield Figure(id="figure")
        yield MilestoneBar()
        with Columns(id="columns"):
            with Vertical(id="left"):
                yield Static(_("Today"), id="stands", classes="heading", markup=False)
                yield Static("", id="nothing", markup=False)
                yield EntryList(id="entries")
            with Vertical(id="right"):
                yield Static(_("Last two weeks"), classes="heading")
                yield Fortnight()
                yield Spoken(least=2, id="encouraging")
        yield Static("", id="words", markup=False)
        yield Spoken(id="encouraging-row")
        with Horizontal(id="next-row"):
            yield Static("", id="chip", markup=False)
            yield Static("", id="next", markup=False)
        yield from self.line_rows()

    # Keeping it true ---------------------------------------------------------------------

    def on_mount(self) -> None:
        """Look, take in what waits, and go on looking."""
        self._poll = self.set_interval(_POLL_SECONDS, self.look_again, pause=True)
        self.arrive()

    @on(ScreenResume)
    def _go_on_looking(self) -> None:
        self.weeks.bars = not self.ours.settings.braille
        if self._poll is not None:
            self._poll.resume()
        if self.shown is not None:
            self.look_afresh()

    @on(ScreenSuspend)
    def _stop_looking(self) -> None:
        if self._poll is not None:
            self._poll.pause()

    @work(description="show today, then file what waits")
    async def arrive(self) -> None:
        """Show the page first; then file what waits in the inbox, and tell of it."""
        await self._look()
        restored = self.restore_line(self.shown.typed if self.shown else "")
        told = await self.ask(tidings.settle_in)
        if told is not None:
            said = tidings.of_arrival(self.ours.take_arrival(), told)
            said = said or self.ours.take_remarks()
            self.notice.say(said or restored or (_INVENTED if self.ours.invented else ""))
        await self._look()
        await readiness.get_ready(self.ours)

    @work(exclusive=True, group="look", description="look again")
    async def look_afresh(self) -> None:
        """Show what the journal says now."""
        await self._look()

    def refresh_state(self) -> None:
        """Show what the journal says now."""
        self.look_afresh()

    async def _look(self) -> None:
        shown = await self.ask(glimpse.look)
        if shown is not None:
            self.shown = shown

    def look_again(self) -> None:
        """Look for what others wrote, unless that is still being done."""
        # Not by stopping the one that is under way: what it has to tell would be lost.
        if self._polling is None or self._polling.is_finished:
            self._polling = self.take_in()

    @work(description="look for what others wrote")
    async def take_in(self) -> None:
        """File what came into the inbox, and show what another program wrote."""
        report: Report | None = await self.ask(lambda journal: journal.file_waiting())
        if report is not None:
            self.notice.say(tidings.of_filing(report))
        generation = await self.ask(lambda journal: journal.generation())
        changed = self.shown is not None and generation not in {None, self.shown.generation}
        later = glimpse.is_of_another_day(self.shown, self.ours.settings.rollover)
        if report is not None or changed or later:
            await self._look()

    # Drawing -----------------------------------------------------------------------------

    def watch_shown(self, shown: glimpse.Shown | None) -> None:
        """Draw what is known."""
        if shown is None:
            return
        state = shown.state
        self._draw_figure()
        self.weeks.values = fortnight.of(
            (stored.entry for stored in state.fortnight_entries), state.day
        )
        chosen = self.entries.chosen
        self._follows = chosen is None or chosen == self.entries.shown[-1]
        self.entries.most_rows = 3 if self.has_class("-tall") else 1
        self.entries.show(state.entries, fresh=self._fresh)
        self.nothing.display = not state.entries
        self.nothing.update(_NOTHING)
        asked = glimpse.chip(state)
        self.chip.update(asked)
        self.chip.display = bool(asked)
        self.set_class(bool(asked) or state.next is not None, "-next")
        self.line.known = shown.known
        self.words.update(glimpse.earlier(state.earlier))
        said = glimpse.encouragement(state.encouragement)
        self.encouraging.said = self.encouraging_row.said = said
        self.set_class(said is not None, "-encouraged")
        self.call_after_refresh(self._make_room)

    def _make_room(self) -> None:
        """Draw the lines high, and the person's own words too, where nothing has to go for it."""
        if self.shown is not None:
            state, width = self.shown.state, self.following.content_size.width
            self.standing.update(glimpse.heading(state, self.left.size.width))
            self.following.update(glimpse.following(state, width))
        narrow, encouraged = self.has_class("-narrow"), self.has_class("-encouraged")
        room = self.columns.size.height
        # These rows go where there is room; they may not decide whether there is.
        if encouraged and not narrow and (self.words.region or self.encouraging_row.region):
            room += _WORDS_ROWS
        beside = _ENTRIES_ROWS if narrow else _SPOKEN_ROWS if encouraged else 0
        wanted = _HIGH_ROWS + beside
        self.set_class(self.has_class("-tall") and room >= wanted, "-roomy")
        self.set_class(room - _WORDS_ROWS >= wanted, "-worded")
        self.call_after_refresh(self._show_newest)

    def _show_newest(self) -> None:
        """Have the newest entry in sight, however many there are."""
        taken = self.entries.region.y - self.left.region.y
        self.entries.styles.max_height = max(self.left.size.height - taken, 1)
        if self._follows and self.entries.option_count:
            self.entries.highlighted = self.entries.option_count - 1
            self.call_after_refresh(self.entries.scroll_to_highlight)

    @on(Columns.Resized)
    def on_resize(self) -> None:
        """Make room anew, once what was shown or hidden is laid out."""
        self.call_after_refresh(self._make_room)

    def watch_focus_place(self) -> None:
        """Show another focus."""
        self._draw_figure()

    def _draw_figure(self) -> None:
        if self.shown is None:
            return
        standings = self.shown.state.standings
        standing = standings[self.focus_place % len(standings)] if standings else None
        self.figure.show(standing, self.shown.state.preferences, several=len(standings) > 1)
        total = standing.figures.free_days_total if standing is not None else 0
        self.bar.set_class(not total, "-none")
        self.bar.total = total
        self.bar.term = glimpse.term_of_the_bar(standing, self.shown.state.preferences)

    # The line ----------------------------------------------------------------------------

    @on(Figure.Turned)
    def action_next_focus(self) -> None:
        """Show the next focus, or ask for the first."""
        if self.shown is not None and not self.shown.state.standings:
            self.open_page("focus")
            return
        self.focus_place += 1

    @work(description="go on with what was begun")
    async def action_resume(self) -> None:
        """Open the form that was begun last."""
        begun = glimpse.begun(self.shown.state) if self.shown is not None else None
        if begun is None:
            return
        number = begun.name.removeprefix("edit-")
        if number == begun.name:
            self.open_page(begun.name)
            return
        stored = await self.ask(lambda journal: journal.numbered(int(number)))
        if stored is not None and self.is_active:
            self.open_page("edit", entry=stored)

    # Choosing ----------------------------------------------------------------------------

    @on(EntryList.Chosen)
    def _open_entry(self, event: EntryList.Chosen) -> None:
        self.open_entry(event.stored)

    def light_up(self, number: int) -> None:
        """Keep the time of a new entry lit for two seconds."""
        self._fresh = number
        self.set_timer(_LIT_SECONDS, self._put_out)
        self.look_afresh()

    def _put_out(self) -> None:
        self._fresh = None
        if self.shown is not None:
            self.entries.show(self.shown.state.entries)
