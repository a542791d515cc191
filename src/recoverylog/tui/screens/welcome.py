"""The welcome: what this is and is not; then a passphrase, a kit, and what it is about.

A journal is made in the passphrase's page; from then on, whatever goes wrong or whoever leaves,
its kit is shown, and what was kept before there was a journal is filed.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from textual import getters, work
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from recoverylog.errors import RecoverylogError
from recoverylog.language import _, counted
from recoverylog.session import presence
from recoverylog.tui import commands
from recoverylog.tui.page import Page
from recoverylog.tui.screens.door import LogLocked, say_when_settled
from recoverylog.tui.screens.focus import FocusForm

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import ScreenResume

    from recoverylog.paths import Paths
    from recoverylog.session.filing import Report
    from recoverylog.tui.screens.kit import KitPage

_FIRST_PAINT_SECONDS = 0.05
_IS = _(
    "It keeps what you write on this machine, encrypted. There is no account, and nothing is"
    " sent anywhere.\nIt counts what lasts. A hard day takes away only itself."
)
_IS_NOT = _(
    "It is not a peer, and it is not medical help. It can help you to speak with people who"
    " are, and it shows numbers to call at any time: "
)
_IS_NOT_AND_KEY = Content.assemble(_IS_NOT, ("!", "bold $lamp"))
_MATCH = _("They match. Keep the paper somewhere safe, apart from this machine.")
_LEFT = _("Left for now; f7 shows the words again, until this page is left.")
_WITHOUT = _("You went on without a kit: recoverylog passphrase makes a new one.")
_DEMO = _("To look into an invented person’s journal first:  recoverylog demo")


class Begin(commands.Command):
    """Make your journal: a passphrase, a kit on paper, and what you are in recovery from."""

    KEYS = "enter"
    WORD = _("begin")


class WriteNow(LogLocked):
    """Write a line now; it is sealed, and filed in the journal that you will make."""

    WORD = _("write a line")
    DOES = LogLocked.action()


class Later(commands.Command):
    """Leave it for another day."""

    KEYS = "escape"
    WORD = _("later")
    SHOWN = "esc"
    DOES = commands.Back.action()


class KitAgain(commands.Command):
    """Show the words of your recovery kit once more, until this page is left."""

    KEYS = "f7"
    WORD = _("kit")
    ALWAYS = True


class KitShown:
    """The words of the kit while the welcome lasts, and what became of them.

    Attributes:
        seen: they were drawn on a page.
        checked: three of them were given back.
    """

    def __init__(self, words: tuple[str, ...]) -> None:
        """Hold ``words``."""
        self._words = words
        self.seen = False
        self.checked = False

    def page(self) -> KitPage:
        """Return a page that shows the words."""
        from recoverylog.tui.screens.kit import KitPage

        return KitPage(self._words, self._was_seen)

    def _was_seen(self) -> None:
        self.seen = True

    def forget(self) -> None:
        """Let the words go."""
        self._words = ()


class FirstFocus(FocusForm):
    """The last of the three pages; it may be left out."""

    TITLE_WORD = _("The last of three")
    COMMANDS_HERE = (commands.CrisisShown, Later, KitAgain)
    LEAD = _("In your own word; it can be changed. esc leaves it for later.")

    def __init__(self, kit: KitShown) -> None:
        """Ask for the first focus; ``kit`` was shown on the page before."""
        super().__init__()
        self._kit = kit

    def on_mount(self) -> None:
        """Say how the page before it ended."""
        self._tell_kit()

    def _tell_kit(self) -> None:
        self.notice.say(_MATCH if self._kit.checked else _LEFT)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the kit to whoever went on without it."""
        if action == KitAgain.action():
            return not self._kit.checked
        return super().check_action(action, parameters)

    def action_kit_again(self) -> None:
        """Show the words once more, above what is filled in here."""
        self.app.push_screen(self._kit.page(), self._came_back)

    def _came_back(self, checked: bool | None) -> None:
        self._kit.checked = bool(checked)
        self._tell_kit()


class Welcome(Page[None]):
    """What somebody sees who has no journal yet."""

    COMMANDS_HERE = (
        Begin,
        commands.CrisisShownHere,
        commands.CompanionShown,
        WriteNow,
        commands.ShowHelp,
    )
    CSS_PATH = "../styles/welcome.tcss"

    waiting = getters.query_one("#welcome-waiting", Static)

    _making: asyncio.Task[tuple[str, ...]] | None = None
    _kit: KitShown | None = None
    _filed = False

    def body(self) -> ComposeResult:
        """Say what this is, and what it is not."""
        with VerticalScroll(id="welcome-words", can_focus=False):
            yield Static("", id="welcome-air")
            yield Static(_("A private journal for your recovery."), classes="question group")
            yield Static(_("What it is"), classes="heading")
            yield Static(_IS, classes="prose group", markup=False)
            yield Static(_("What it is not"), classes="heading")
            yield Static(_IS_NOT_AND_KEY, classes="prose group", markup=False)
            yield Static(_DEMO, classes="quiet group", markup=False)
            yield Static("", id="welcome-waiting", classes="prose", markup=False)

    def on_mount(self) -> None:
        """Load what making a journal needs while the person reads."""
        self.set_timer(_FIRST_PAINT_SECONDS, self.prepare)

    @work(description="load what a journal needs")
    async def prepare(self) -> None:
        """Load it at the desk."""
        await self.ours.desk.load()

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Say how many lines wait already."""
        count = presence.waiting(self.ours.desk.places)
        verb = counted("{n} line waits", "{n} lines wait", count)
        told = (
            _("{verb} already, and will be filed in the new journal.", verb=verb) if count else ""
        )
        self.waiting.update(Content(told))

    def action_log_locked(self) -> None:
        """Write a line before there is a journal."""
        from recoverylog.tui.screens.sealed import SealedLine

        self.app.push_screen(SealedLine())

    # From page to page -------------------------------------------------------------------

    def action_begin(self) -> None:
        """Ask for a passphrase."""
        from recoverylog.tui.screens.passphrase import PassphrasePage

        if self.is_active:
            # Between two pages the ground is seen, not these words once more.
            self.set_class(True, "-under")
            self.app.push_screen(PassphrasePage(self.create), self._made)

    def _made(self, words: tuple[str, ...] | None) -> None:
        if words is None:
            self.set_class(False, "-under")
        else:
            self._kit = KitShown(words)
            self.app.push_screen(self._kit.page(), self._handed_over)

    def _handed_over(self, checked: bool | None) -> None:
        if self._kit is not None:
            self._kit.checked = bool(checked)
            self.app.push_screen(FirstFocus(self._kit), lambda _: self._go_in())

    def _go_in(self) -> None:
        self.go_in()

    async def create(self, secret: str) -> tuple[str, ...]:
        """Make the journal and return the words of its kit.

        Raises:
            RecoverylogError: as session.opening.create.
        """
        self._making = asyncio.create_task(self._make(secret))
        # Whoever leaves meanwhile does not stop it half way; see on_unmount.
        return await asyncio.shield(self._making)

    async def _make(self, secret: str) -> tuple[str, ...]:
        desk = self.ours.desk
        await desk.do(lambda: clear_away(desk.places))
        return await desk.create(secret)

    @work(description="file what waits, and show today")
    async def go_in(self) -> None:
        """Take in what was kept before there was a journal, and show today."""
        from recoverylog.tui import tidings

        without = self._kit is not None and not self._kit.checked
        if self._kit is not None:
            self._kit.forget()
        report = await self._file()
        self._making = None  # its result is the words
        filed = tidings.of_filing(report) if report is not None else ""
        await self.ours.enter()
        # What was filed is on the page itself.
        told = _WITHOUT if without else filed
        if told:
            await say_when_settled(self.app, told)

    async def _file(self) -> Report | None:
        self._filed = True
        return await self.ask(lambda journal: journal.file_waiting(first_keys=True))

    async def on_unmount(self) -> None:
        """See to it that a journal that was made is known by its kit, and holds what waited."""
        desk = self.ours.desk
        seen = self._kit is not None and self._kit.seen
        if self._kit is not None:
            self._kit.forget()
        if self._making is None or (seen and self._filed):
            return
        with contextlib.suppress(RecoverylogError):
            kit = await self._making
            if not seen:
                self.ours.farewell = farewell(kit)
            if not self._filed and desk.is_open:
                await desk.ask(lambda journal: journal.file_waiting(first_keys=True))


def clear_away(places: Paths) -> None:
    """Set aside what a stopped making left, which no key opens; runs at the desk.

    Raises:
        RecoverylogError: the folder refused.
    """
    from recoverylog.session import aside

    if aside.is_unfinished(places):
        aside.set_aside(places)


def farewell(kit: tuple[str, ...]) -> str:
    """Return what to say, on the way out, of a journal whose kit was not seen yet."""
    rows = [
        "    " + "".join(f"{place + 1:>2}. {kit[place]:<12}" for place in range(row, len(kit), 5))
        for row in range(5)
    ]
    return "\n".join(
        [
            _("Your journal is made. These 20 words open it if the passphrase is gone."),
            _("Write them on paper, in order, and clear the screen then:"),
            "",
            *(row.rstrip() for row in rows),
            "",
        ]
    )
