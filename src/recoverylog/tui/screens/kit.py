"""The recovery kit: twenty words for paper, shown this once, three of them asked back."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import ScreenSuspend
from textual.widgets import Input, Static

from recoverylog.language import _
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
_NARROW_CELL = 12
_STAY_SECONDS = 30
_ASKS_TWICE = _("Press esc again to go on without a kit; only the passphrase opens it then.")
_ALL_EMPTY = _("All three are empty: enter once more goes on without a kit.")
_NOT_QUITE = _("Not quite; here they are again.")


class HaveThem(commands.Command):
    """Hide the words; you are asked for three of them, to be sure."""

    KEYS = "enter"
    WORD = _("I have them")


class LeaveThem(commands.Command):
    """Go on without them, once it is pressed twice."""

    KEYS = "escape"
    WORD = _("go on without")
    SHOWN = "esc"


class Word(LineInput):
    """A field for one of the words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("go on"), key_display="enter"),
        Binding("tab", "complete", _("next"), show=False),
        Binding("escape", "leave_line", _("the words"), key_display="esc"),
        Binding("f1", "app.show_help", _("help"), show=False),
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
        wide = width >= 3 * _CELL
        columns = max(min(width // (_CELL if wide else _NARROW_CELL), 4), 1)
        count = -(-len(self.kit) // columns)
        rows = [
            Content.assemble(
                *(self._cell(place, wide=wide) for place in range(row, len(self.kit), count))
            ).rstrip()
            for row in range(count)
        ]
        self.update(Content("\n").join(rows))
        if self.kit:
            self.call_after_refresh(self._seen)

    def _cell(self, place: int, *, wide: bool) -> Content:
        lead = f"{place + 1:>2}  " if wide else f"{place + 1:>2} "
        room = (_CELL if wide else _NARROW_CELL) - len(lead)
        return Content.assemble((lead, "$faint"), (f"{self.kit[place]:<{room}}", "bold $ink"))


class KitPage(Page[bool]):
    """The second of three pages; it ends with whether the words were given back."""

    TITLE_WORD = _("The second of three")
    COMMANDS_HERE = (HaveThem, commands.CrisisShown, LeaveThem)
    AUTO_FOCUS = "#kit-showing"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-short"), (30, "-tall")]  # noqa: RUF012 - as in Page
    CSS_PATH = "../styles/kit.tcss"

    words = getters.query_one(KitWords)
    showing = getters.query_one("#kit-showing", VerticalScroll)
    asking = getters.query_one("#kit-asking", Vertical)

    def __init__(self, kit: tuple[str, ...], seen: Callable[[], None]) -> None:
        """Show ``kit``, and say so by ``seen`` once its words are drawn."""
        super().__init__()
        self._kit = kit
        self._seen = seen
        self._asked_to_leave = False
        telling = [place for place in range(len(kit)) if place not in _ALIKE]
        self._places = sorted(secrets.SystemRandom().sample(telling, _ASKED))

    def body(self) -> ComposeResult:
        """Give the words; and, hidden at first, fields for three of them."""
        with VerticalScroll(id="kit-showing"):
            yield Static(_("Your recovery kit: write it on paper."), classes="question")
            yield Static(
                _(
                    "If the passphrase is ever gone, these twenty words open the journal. Write"
                    " them on paper, in order. They are shown this once."
                ),
                classes="prose group",
            )
            yield KitWords(self._kit, self._seen)
            yield Static(_("The third and the fourth are alike in every kit."), classes="quiet")
        with Vertical(id="kit-asking"):
            yield Static(_("Three of them, to be sure that they are on paper."), classes="question")
            yield Static(_("Leave all three empty to go on without."), classes="prose group")
            for place in self._places:
                with Horizontal(classes="kit-row"):
                    yield Static(
                        _("word {place}", place=place + 1), classes="kit-number", markup=False
                    )
                    yield Static("› ", classes="kit-mark", markup=False)
                    yield Word(grammar_colours=False)

    def on_mount(self) -> None:
        """Begin with the words; nothing is locked while somebody fetches paper."""
        self.asking.display = False
        self.set_interval(_STAY_SECONDS, self.ours.touched)

    @on(ScreenSuspend)
    def _forget(self) -> None:
        """Let the words go where the journal was locked: nothing comes back to this page."""
        if not self.ours.desk.is_open:
            self._kit = ()
            self.words.kit = ()
            self.words.update("")

    # Showing and asking ------------------------------------------------------------------

    def _show(self, *, words: bool) -> None:
        self._asked_to_leave = False
        self.notice.say("")
        self.showing.display, self.asking.display = words, not words
        self.refresh_bindings()
        for field in self.query(Word):
            field.value = ""
        if words:
            self.showing.focus()
        else:
            self.query(Word).first().focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to leave the words only while they are shown."""
        if action in {HaveThem.action(), LeaveThem.action()} and self.is_mounted:
            return bool(self.showing.display)
        return super().check_action(action, parameters)

    def action_have_them(self) -> None:
        """Hide the words and ask for three of them."""
        self._show(words=False)

    def action_leave_them(self) -> None:
        """Go on without, asked twice: nothing but the passphrase opens the journal then."""
        self._leave(_ASKS_TWICE)

    def _leave(self, first: str) -> None:
        if self._asked_to_leave:
            self.dismiss(False)
            return
        self._asked_to_leave = True
        self.notice.say(first, care=True, plain=True)

    @on(Input.Changed)
    def _stay(self) -> None:
        self._asked_to_leave = False

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
            self._leave(_ALL_EMPTY)
        elif typed == [self._kit[place] for place in self._places]:
            self.dismiss(True)
        else:
            self._show(words=True)
            self.notice.say(_NOT_QUITE)
