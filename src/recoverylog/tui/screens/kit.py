"""The recovery kit: twenty words for paper, shown this once, three of them asked back."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import ScreenSuspend
from textual.widgets import Input, Static

from recoverylog.tui import commands
from recoverylog.tui.page import Page
from recoverylog.tui.widgets.line import LineInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.events import Resize

_ASKED = 3
_ALIKE = frozenset({2, 3})
"""Places of the words that say what kind of kit it is, the same in every one."""
_CELL = 17
_STAY_SECONDS = 30
_MATCH = "They match. Keep the paper somewhere safe, apart from this machine."
_LEFT = "Left for now. A new passphrase comes with a new kit."
_NOT_QUITE = "Not quite; here they are again."


class HaveThem(commands.Command):
    """Hide the words; you are asked for three of them, to be sure."""

    KEYS = "enter"
    WORD = "I have them"


class LeaveThem(commands.Command):
    """Go on without them; the words are not shown again."""

    KEYS = "escape"
    WORD = "go on without"
    SHOWN = "esc"


class Word(LineInput):
    """A field for one of the words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "go on", key_display="enter"),
        Binding("tab", "complete", "next", show=False),
        Binding("escape", "leave_line", "see them again", key_display="esc"),
    ]

    def action_complete(self) -> None:
        """Go on to the next word."""
        self.screen.focus_next()


class KitWords(Static):
    """The words in four columns, or fewer where there is less room."""

    def __init__(self, kit: tuple[str, ...], seen: Callable[[], None]) -> None:
        """Show the words of ``kit``, and say so by ``seen`` once they are drawn."""
        super().__init__(markup=False, id="kit-words")
        self.kit = kit
        self._seen = seen

    def on_resize(self, event: Resize) -> None:
        """Lay them out for another width."""
        # Not at once: a height that changes while the page is laid out is not looked at again.
        self.call_after_refresh(self.lay_out, event.size.width)

    def lay_out(self, width: int) -> None:
        """Write the rows for ``width`` cells."""
        columns = max(min(width // _CELL, 4), 1)
        count = -(-len(self.kit) // columns)
        rows = [
            Content.assemble(*(self._cell(place) for place in range(row, len(self.kit), count)))
            for row in range(count)
        ]
        self.update(Content("\n").join(rows))
        if self.kit:
            self.call_after_refresh(self._seen)

    def _cell(self, place: int) -> Content:
        number = Content.styled(f"{place + 1:>2}  ", "$faint")
        return Content.assemble(number, (f"{self.kit[place]:<{_CELL - 4}}", "bold $ink"))


class KitPage(Page[str | None]):
    """The second of three pages; it ends with a word about how it went."""

    TITLE_WORD = "The second of three"
    COMMANDS_HERE = (HaveThem, LeaveThem, commands.CrisisShown)
    CSS_PATH = "../styles/kit.tcss"

    words = getters.query_one(KitWords)
    showing = getters.query_one("#kit-showing", Vertical)
    asking = getters.query_one("#kit-asking", Vertical)

    def __init__(self, kit: tuple[str, ...], seen: Callable[[], None]) -> None:
        """Show ``kit``, and say so by ``seen`` once its words are drawn."""
        super().__init__()
        self._kit = kit
        self._seen = seen
        telling = [place for place in range(len(kit)) if place not in _ALIKE]
        self._places = sorted(secrets.SystemRandom().sample(telling, _ASKED))

    def body(self) -> ComposeResult:
        """Give the words; and, hidden at first, fields for three of them."""
        with Vertical(id="kit-showing"):
            yield Static("Your recovery kit.", classes="question")
            yield Static(
                "If the passphrase is ever gone, these twenty words open the journal. Write"
                " them on paper, in order. They are shown this once.",
                classes="prose group",
            )
            yield KitWords(self._kit, self._seen)
            yield Static("The third and the fourth are alike in every kit.", classes="quiet")
        with Vertical(id="kit-asking"):
            yield Static("Three of them, to be sure that they are on paper.", classes="question")
            yield Static("Leave all three empty to go on without.", classes="prose group")
            for place in self._places:
                with Horizontal(classes="kit-row"):
                    yield Static(f"word {place + 1}", classes="kit-number", markup=False)
                    yield Word(grammar_colours=False)

    def on_mount(self) -> None:
        """Begin with the words; nothing is locked while somebody fetches paper."""
        self.asking.display = False
        self.set_interval(_STAY_SECONDS, self.ours.touched)

    @on(ScreenSuspend)
    def _forget(self) -> None:
        """Let the words go where the journal was locked: nothing comes back to this page."""
        if not self.ours.desk.is_open:
            self.words.kit = ()
            self.words.update("")

    # Showing and asking ------------------------------------------------------------------

    def _show(self, *, words: bool) -> None:
        self.showing.display, self.asking.display = words, not words
        self.refresh_bindings()
        for field in self.query(Word):
            field.value = ""
        if words:
            self.set_focus(None)
        else:
            self.query(Word).first().focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to leave the words only while they are shown."""
        if action in {HaveThem.action(), LeaveThem.action()} and self.is_mounted:
            return bool(self.showing.display)
        return super().check_action(action, parameters)

    def action_have_them(self) -> None:
        """Hide the words and ask for three of them."""
        self.notice.say("")
        self._show(words=False)

    def action_leave_them(self) -> None:
        """Go on without."""
        self.dismiss(_LEFT)

    @on(LineInput.Left)
    def _see_again(self) -> None:
        self._show(words=True)

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        event.stop()
        fields = [*self.query(Word)]
        if event.input is not fields[-1]:
            self.focus_next()
            return
        typed = [field.value.strip().lower() for field in fields]
        if not any(typed):
            self.dismiss(_LEFT)
        elif typed == [self._kit[place] for place in self._places]:
            self.dismiss(_MATCH)
        else:
            self._show(words=True)
            self.notice.say(_NOT_QUITE)
