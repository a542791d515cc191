"""The six words of a sealed page: shown this once, told by voice, kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize, ScreenSuspend
from textual.widgets import Static

from recoverylog.insights.wording.dates import date_words
from recoverylog.journal.shared import OPEN_DAYS
from recoverylog.journal.text import one_line
from recoverylog.language import _
from recoverylog.tui import commands
from recoverylog.tui.page import Page
from recoverylog.tui.screens.handing import at_home

if TYPE_CHECKING:
    from recoverylog.journal.shared import Shared

_TELL = _("Tell them by voice, on the phone or face to face.")
_NEVER = _("Never in the message that carries the page.")
_TWICE = _("Told them, or written them down? The same key once more leaves them for good.")
_ROOMY = 30
_WIDE = 44


class HaveTold(commands.Command):
    """Leave the words, once it is pressed twice; they are kept nowhere."""

    KEYS = "enter,escape"
    WORD = _("I told them")


class SealedWordsPage(Page[None]):
    """The page of the six words."""

    TITLE_WORD = _("six words")
    COMMANDS_HERE = (HaveTold, commands.CrisisShownHere, commands.ShowHelp)
    AUTO_FOCUS = "#words-scroll"
    # Somebody reads them out in a call, and presses no key meanwhile; a lock takes them for good.
    PATIENCE = 6
    CSS_PATH = "../styles/share.tcss"

    words = getters.query_one("#words-six", Static)

    def __init__(self, words: tuple[str, ...], shared: Shared) -> None:
        """Show ``words``, which open the page that was shared."""
        super().__init__()
        self._words = words
        self._shared = shared
        self._asked = False

    def body(self) -> ComposeResult:
        """Give what to do with the words, the words, and what comes then."""
        shared = self._shared
        closes = shared.closes.astimezone() if shared.closes is not None else None
        until = _(", until {date}", date=date_words(closes.date())) if closes is not None else ""
        with VerticalScroll(id="words-scroll"):
            yield Static(_TELL, classes="question", markup=False)
            yield Static(_NEVER, classes="question", markup=False)
            yield Static("", id="words-six", markup=False)
            yield Static(self._where(), id="words-where", classes="prose group", markup=False)
            yield Static(
                _(
                    "It takes answers for {open_days} days{until}. An answer is a text that begins "
                    "with RLNOTE1; on the share page a takes it in.",
                    open_days=OPEN_DAYS,
                    until=until,
                ),
                classes="prose group",
                markup=False,
            )
            yield Static(
                _("The words are kept nowhere. If they get lost, make another page."),
                classes="quiet",
                markup=False,
            )

    def _where(self) -> str:
        return _(
            "The page is {path}. Send it in any way you like: only these words open it, in any"
            " browser.",
            path=one_line(at_home(self._shared.path)),
        )

    async def draw_anew(self) -> None:
        """Say where the page is as the veil has it now; the words stay."""
        self.repaint()
        self.query_one("#words-where", Static).update(self._where())

    def on_mount(self) -> None:
        """Once the words are seen the page stays; while the journal is being locked none are."""
        if not self.ours.may_show:
            self._words = ()
        self.call_after_refresh(self.ours.words_are_shown)

    def on_resize(self, event: Resize) -> None:
        """Lay the words out for another size."""
        self.call_after_refresh(self.lay_out, event.size.width, event.size.height)

    def lay_out(self, width: int, height: int) -> None:
        """Write the words: one below the other where there is room, else in two columns."""
        count = len(self._words)
        columns = 1 if height >= _ROOMY or width < _WIDE else 2
        rows = -(-count // columns)
        lines = [
            Content.assemble(*(self._word(place) for place in range(row, count, rows))).rstrip()
            for row in range(rows)
        ]
        gap = "\n\n" if height >= _ROOMY else "\n"
        self.words.update(Content(gap).join(lines))

    def _word(self, place: int) -> Content:
        return Content.assemble(
            (f"{place + 1}  ", "$soft"), (f"{self._words[place]:<16}", "bold $ink")
        )

    @on(ScreenSuspend)
    def _forget(self) -> None:
        """Let the words go where the journal was locked: nothing comes back to this page."""
        if not self.ours.desk.is_open:
            self._words = ()
            self.words.update("")

    def action_have_told(self) -> None:
        """Leave the words, asked once whether they were told."""
        if not self.asks_before_it_goes():
            self.dismiss(None)

    def asks_before_it_goes(self) -> bool:
        """Ask whether the words were told, and return True; the second time return False."""
        if self._asked:
            return False
        self._asked = True
        self.notice.say(_TWICE, care=True, plain=True)
        return True
