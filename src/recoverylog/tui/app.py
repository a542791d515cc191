"""The application: which screens there are, and what must be true of all of them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import Monochrome
from textual.worker import WorkerFailed

from recoverylog import guard, settings
from recoverylog.errors import RecoverylogError
from recoverylog.journal import veil
from recoverylog.language import _
from recoverylog.session import presence
from recoverylog.tui import commands, themes, tone
from recoverylog.tui.looking import LookingApp
from recoverylog.tui.readiness import Styles
from recoverylog.tui.sieve import Sieve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import RenderableType
    from textual import events
    from textual.app import SystemCommand
    from textual.command import Provider
    from textual.filter import LineFilter
    from textual.screen import Screen

    from recoverylog.session.opening import Opened
    from recoverylog.tui.desk import Desk

_ENDING = ("SIGTERM", "SIGHUP", "SIGINT")
_WATCH_SECONDS = 5.0
# Textual's queue of output takes 30 pieces once nobody reads them; a blinking cursor makes two a
# second, and the next one after them would wait for ever.
_GONE_SECONDS = 1.0
_SAME_MOMENT = 0.5
"""Seconds within which a second signal is another word of the first, and asks for nothing more."""


def elapsed() -> float:
    """Return seconds that go on while the machine sleeps: a closed lid counts as idle."""
    # CLOCK_MONOTONIC stands still in a sleep on Linux, and goes on in one on macOS.
    number = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if number is None else time.clock_gettime(number)


def _door() -> Screen[None]:
    from recoverylog.tui.screens.door import Door

    return Door()


def _welcome() -> Screen[None]:
    from recoverylog.tui.screens.welcome import Welcome

    return Welcome()


def _today() -> Screen[None]:
    from recoverylog.tui.screens.today import Today

    return Today()


def _history() -> Screen[None]:
    from recoverylog.tui.screens.history import History

    return History()


def _insights() -> Screen[None]:
    from recoverylog.tui.screens.insights import Insights

    return Insights()


def _palette() -> type[Provider]:
    from recoverylog.tui.palette import Commands

    return Commands


_OPEN_MODES: dict[str, str | Callable[[], Screen[Any]]] = {
    "today": _today,
    "history": _history,
    "insights": _insights,
}


class RecoverylogApp(LookingApp):
    """The journal on the screen."""

    TITLE = "recoverylog"
    # The first screens' styles too: Textual reads none of its own for the one that it begins with,
    # and a second sheet, read later, would have all of them parsed once more.
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        "styles/app.tcss",
        "styles/door.tcss",
        "styles/welcome.tcss",
    ]
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "door": _door,
        "welcome": _welcome,
        **_OPEN_MODES,
    }
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    BINDINGS: ClassVar[list[BindingType]] = [
        *commands.bindings(commands.EVERYWHERE),
        Binding("ctrl+z", "suspend_process", _("Suspend"), show=False, priority=True),
    ]

    def __init__(
        self,
        desk: Desk,
        *,
        invented: bool = False,
        stopwatch: Callable[[], float] = elapsed,
    ) -> None:
        """Stand at ``desk``.

        Args:
            desk: where the journal is, or will be.
            invented: it is the demo's journal, which a screen should say.
            stopwatch: seconds, for the idle lock.
        """
        self.desk = desk
        if desk.is_open:
            # One program, two ways to begin; Textual reads the name once, in the next line.
            self.DEFAULT_MODE = "today"  # type: ignore[misc]
        super().__init__()
        self.stylesheet = Styles(variables=self.get_css_variables())
        # Textual would send greys of 24 bits; the tone sends no colour at all.
        self._filters = [one for one in self._filters if not isinstance(one, Monochrome)]
        self.no_color = bool(os.environ.get("NO_COLOR"))
        self.invented = invented
        self.heed(settings.load(desk.places.settings))
        if self.settings.privacy:
            veil.draw()
        self._stopwatch = stopwatch
        self._last_touched = stopwatch()
        self._arrival: Opened | None = None
        self._parting: asyncio.Task[None] | None = None
        self._asked = 0.0
        self.locked_by_hand = False
        self.why_locked = ""
        """Why the journal was locked, for the door to say; empty before that."""
        self._sieve = Sieve()
        self.fault = ""
        """The line that says what went wrong, where that ended the application."""
        for theme in themes.THEMES:
            self.register_theme(theme)
        # Not assigned: that would have every style parsed twice before the first paint.
        self.set_reactive(App.theme, self.fitting(self.settings.theme or _look_of_the_terminal()))
        self.stylesheet.set_variables(self.get_css_variables())

    # How it looks ------------------------------------------------------------------------

    async def use_settings(self, found: settings.Settings) -> None:
        """Have other settings in force from now on, everywhere."""
        before = self.settings
        self.heed(found)
        if found.theme != before.theme:
            self.theme = self.fitting(found.theme or _look_of_the_terminal())
        if found.privacy != before.privacy and found.privacy != veil.is_drawn():
            await self.action_privacy()

    # Opening and locking -----------------------------------------------------------------

    def on_mount(self) -> None:
        """Watch for signals and for a person who has gone."""
        self._heed_signals()
        self.set_interval(_WATCH_SECONDS, self.lock_when_idle)
        self.set_interval(_GONE_SECONDS, self.leave_when_alone)

    def get_default_screen(self) -> Screen[None]:
        """Return the door, or the welcome where there is no journal yet.

        In the place of Textual's empty screen, which would be laid out, painted over and kept.
        """
        return _door() if presence.is_there(self.desk.places) else _welcome()

    async def enter(self, opened: Opened | None = None) -> None:
        """Show today: the journal lies open; ``opened`` tells what the person should know of it."""
        self.touched()
        self._arrival = opened
        await self.switch_mode("today")

    def take_arrival(self) -> Opened | None:
        """Return, once, what there is to tell of the journal that was just opened."""
        arrival, self._arrival = self._arrival, None
        self.call_later(self.tell_of_undone)  # after the page has told of the arrival
        return arrival

    async def action_lock_now(self) -> None:
        """Lock the journal, the kernel's keys included, and let nothing of it stay on a screen."""
        from recoverylog.tui.page import Page

        if self.invented and isinstance(self.screen, Page):
            self.screen.notice.say(_("The demo has no passphrase; ctrl+q leaves it."))
        await self._lock(_("Locked."), keys_too=True)

    async def _lock(self, why: str, *, keys_too: bool) -> None:
        if not self.desk.is_open or self.invented:
            return
        self.is_closing = True
        try:
            await self.taken_in()
            self.locked_by_hand = True
            self.why_locked = why
            await self.desk.lock(keys_too=keys_too)
            await self._forget_screens()
        finally:
            self.is_closing = False

    async def _forget_screens(self) -> None:
        from recoverylog.tui.page import Page

        self._clipboard = ""
        # A covered screen stays covered, and nobody is taken away from the crisis page.
        on_top = self.screen
        above: Screen[Any] | None = None
        if isinstance(on_top, Page) and on_top.OUTLIVES_A_LOCK:
            above = on_top.reopened()
        await self.switch_mode("door")
        for mode, screen in {**_OPEN_MODES, "welcome": _welcome}.items():
            await self.remove_mode(mode)
            self.add_mode(mode, screen)
        if above is not None:
            await self.push_screen(above)
        self.forget_what_was_here()

    async def lock_when_idle(self) -> None:
        """Lock where nothing was touched for as long as the settings say."""
        patience = max((getattr(page, "PATIENCE", 1) for page in self.screen_stack), default=1)
        minutes = self.settings.idle_minutes * patience
        idle = minutes * 60
        if idle and self.desk.is_open and self._stopwatch() - self._last_touched >= idle:
            time = {1: _("a minute"), 10: _("ten minutes")}.get(
                minutes, _("{minutes} minutes", minutes=minutes)
            )
            await self._lock(_("Locked after {time} without a key.", time=time), keys_too=False)

    def leave_when_alone(self) -> None:
        """Leave where the terminal has gone and no signal told of it, as behind some wrappers."""
        if self._parting is not None:
            return
        if not (self.is_headless or sys.__stdin__ is None or os.isatty(sys.__stdin__.fileno())):
            self._end(signal.SIGTERM if os.name == "nt" else signal.SIGHUP)

    @property
    def stopwatch(self) -> Callable[[], float]:
        """What gives seconds, for whatever goes on by itself."""
        return self._stopwatch

    def touched(self) -> None:
        """Remember that somebody is here."""
        self._last_touched = self._stopwatch()

    async def on_event(self, event: events.Event) -> None:
        """Take every key and click as a sign that somebody is here."""
        from textual.events import InputEvent

        if isinstance(event, InputEvent):
            self.touched()
            self.sweep_soon()
        await super().on_event(event)

    # What must never come out ------------------------------------------------------------

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Have every row that is drawn pass the sieve, in the colours that may leave."""
        toned = tone.of(self.theme, colours=not self.no_color)
        return [*super().get_line_filters(), *([toned] if toned else ()), self._sieve]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer none of Textual's own: one of them writes the screen to a file."""
        del screen
        return ()

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Do nothing: a picture of the screen is decrypted text in a file."""
        del filename, path

    def deliver_screenshot(
        self, filename: str | None = None, path: str | None = None, time_format: str | None = None
    ) -> str | None:
        """Do nothing, for the same reason."""
        del filename, path, time_format
        return None

    def _fatal_error(self) -> None:
        """End with one line that holds nothing of the person's; Textual would print locals."""
        problem: BaseException | None = self._exception
        if isinstance(problem, WorkerFailed):
            problem = problem.error
        if isinstance(problem, RecoverylogError):
            self._return_code = problem.exit_code
            told = problem.line()
        else:
            self._return_code = 1
            told = guard.unforeseen(problem)
        self.fault = self.fault or told
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """End in the same way; what Textual hands over here may be a traceback of its own."""
        del renderables
        self._fatal_error()

    # Signals -----------------------------------------------------------------------------

    def _heed_signals(self) -> None:
        """Leave in order when asked to end, so that the terminal is given back as it was."""
        loop = asyncio.get_running_loop()
        for name in _ENDING:
            number = getattr(signal, name, None)
            if number is not None:
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self._end, number)

    def _end(self, number: int) -> None:
        if self._parting is not None:
            # A terminal that closes may tell of it twice, in the same moment.
            if time.monotonic() - self._asked > _SAME_MOMENT:
                self.exit(return_code=128 + number)
            return
        self._asked = time.monotonic()
        self._parting = asyncio.get_running_loop().create_task(self._end_in_order(number))

    async def _end_in_order(self, number: int) -> None:
        """Leave once what was typed is taken in, for which there are three seconds at most."""
        for wait in (self.all_heard, self.all_through):
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(wait(), 1)
        self.let_go()
        await self.taken_in()
        self.exit(return_code=128 + number)


def _look_of_the_terminal() -> str:
    """Return the look that fits the ground that the terminal tells of in COLORFGBG."""
    ground = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return themes.MORNING.name if ground in {"7", "15"} else themes.LAMPLIGHT.name
