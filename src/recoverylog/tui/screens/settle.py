"""What waits for a word from the person: uses to confirm, focuses to name, entries in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from recoverylog.journal.focus import Focus
from recoverylog.journal.selection import Stored
from recoverylog.journal.text import one_line
from recoverylog.language import _
from recoverylog.tui import cases, commands, tidings
from recoverylog.tui.page import Page
from recoverylog.tui.widgets.row_list import RowList

_MOST_CHOICES = 9
_HIDDEN = Content.styled(_("Its words are hidden: enter opens them."), "$faint")


class SayYes(commands.Command):
    """Say that it is so: it counts from now on."""

    KEYS = "y"
    WORD = _("yes")


class SayNo(commands.Command):
    """Say that it is not yours, and take it out."""

    KEYS = "d"
    WORD = _("not mine")


class NameFocus(commands.Command):
    """Name another thing that you are in recovery from."""

    KEYS = "f"
    WORD = _("another focus")


class UndoHere(commands.Command):
    """Take back the newest change."""

    KEYS = "u"
    WORD = _("undo")
    DOES = commands.Undo.action()


class Later(commands.Command):
    """Leave it for another day."""

    KEYS = "escape"
    WORD = _("later")
    SHOWN = "esc"
    DOES = commands.Back.action()


class CaseList(RowList):
    """What waits, a row each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", _("open"), key_display="enter", show=False),
    ]


class SettlePage(Page[Stored | None]):
    """A page to answer what waits, one thing after the other."""

    TITLE_WORD = _("Waiting for a word from you")
    COMMANDS_HERE = (
        SayYes,
        commands.CrisisShownHere,
        SayNo,
        NameFocus,
        UndoHere,
        Later,
        commands.ShowHelp,
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", _("Left"), show=False),
        Binding("right,l", "step(1)", _("Right"), show=False),
        *(
            Binding(str(number), f"choose({number})", str(number), show=False)
            for number in range(1, _MOST_CHOICES + 1)
        ),
    ]
    AUTO_FOCUS = "#settle-list"
    CSS_PATH = "../styles/settle.tcss"

    waiting: var[cases.Waiting | None] = var(None)
    choice: var[int | None] = var(None)

    rows = getters.query_one("#settle-list", CaseList)
    left = getters.query_one("#settle-left", VerticalScroll)
    count = getters.query_one("#settle-count", Static)
    question = getters.query_one("#settle-question", Static)
    words = getters.query_one("#settle-words", Static)
    why = getters.query_one("#settle-why", Static)
    choices = getters.query_one("#settle-choices", Static)

    def __init__(self) -> None:
        """Ask about everything that waits."""
        super().__init__()
        self._opened: set[str] = set()
        self._erasing: str | None = None
        self._settled: Stored | None = None
        self._hinted = False
        self._answering = False

    def body(self) -> ComposeResult:
        """Give the list at the left, and what is asked about the chosen one at the right."""
        with Horizontal(id="settle-columns"):
            with VerticalScroll(id="settle-left", can_focus=False):
                yield Static("", id="settle-count", classes="heading", markup=False)
                yield CaseList(id="settle-list", markup=False)
            with VerticalScroll(id="settle-right", can_focus=False):
                yield Static("", id="settle-question", classes="question", markup=False)
                yield Static("", id="settle-words", markup=False)
                yield Static("", id="settle-choices", markup=False)
                yield Static("", id="settle-why", classes="prose", markup=False)

    def on_mount(self) -> None:
        """Look what waits."""
        self.refresh_state()

    async def draw_anew(self) -> None:
        """Draw what waits as the veil has it now; what was opened and chosen stays."""
        self.repaint()
        for case in self.waiting.cases if self.waiting is not None else ():
            self.rows.replace_option_prompt(case.name, cases.in_list(case))
        self.draw()

    @work(exclusive=True, group="look", description="look what waits")
    async def refresh_state(self) -> None:
        """Show what waits now."""
        found = await self.ask(cases.look)
        self._answering = False
        if found is not None:
            self.waiting = found

    @property
    def case(self) -> cases.Case | None:
        """What is asked about now."""
        place = self.rows.highlighted
        known = self.waiting.cases if self.waiting else ()
        return known[place] if place is not None and place < len(known) else None

    # Drawing -----------------------------------------------------------------------------

    def watch_waiting(self, waiting: cases.Waiting | None) -> None:
        """Draw the list; the cursor stays where it was."""
        if waiting is None:
            return
        place = self.rows.highlighted or 0
        self.rows.clear_options()
        self.rows.add_options(Option(cases.in_list(one), id=one.name) for one in waiting.cases)
        count = len(waiting.cases)
        self.left.display = count > 0
        self.count.update(cases.count_told(count))
        self.rows.highlighted = min(place, count - 1) if count else None
        self.choice = None
        self.draw()
        self.rows.focus()

    @on(OptionList.OptionHighlighted)
    def _ask_about(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.choice, self._erasing = None, None
        if self._hinted:
            self._hinted = False
            self.notice.say("")
        self.draw()

    def _hint(self, text: str, *, care: bool = False) -> None:
        """Say what is wanted for the answer; it goes with the question."""
        self._hinted = True
        self.notice.say(text, care=care, plain=True)

    def watch_choice(self) -> None:
        """Draw the choice of a focus."""
        self._draw_choices()

    def draw(self) -> None:
        """Draw what is asked about the chosen one."""
        case, waiting = self.case, self.waiting
        self.refresh_bindings()
        if case is None or waiting is None:
            self.question.update(_("Nothing waits for you.") if waiting else "")
            self.words.update("")
            self.why.update(_("What rl keeps while the journal is locked is asked about here."))
            self._draw_choices()
            return
        self.question.update(Content(cases.question(case, waiting)))
        hidden = case.held is not None and case.name not in self._opened
        self.words.update(_HIDDEN if hidden else cases.words(case))
        self.why.update(Content(cases.why(case)))
        self._draw_choices()

    def _draw_choices(self) -> None:
        case, focuses = self.case, self._choices()
        self.choices.display = case is not None and bool(focuses)
        self.choices.update(_numbered(focuses, self.choice))

    def _choices(self) -> tuple[Focus, ...]:
        case = self.case
        if self.waiting is None or case is None or not case.needs_focus:
            return ()
        return self.waiting.focuses[:_MOST_CHOICES]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done about the one that is asked about."""
        case = self.case if self.is_mounted else None
        if action in {SayYes.action(), SayNo.action()}:
            return case is not None and (action == SayNo.action() or case.entry is not None)
        if action == NameFocus.action():
            return case is not None and case.needs_focus
        return super().check_action(action, parameters)

    # Answering ---------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        """Choose the next focus, or the one before."""
        count = len(self._choices())
        if count:
            first = 0 if by > 0 else count - 1
            self.choice = first if self.choice is None else (self.choice + by) % count

    def action_choose(self, number: int) -> None:
        """Choose the focus with this number."""
        if number <= len(self._choices()):
            self.choice = number - 1

    @on(OptionList.OptionSelected)
    def _open_or_agree(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        case = self.case
        if case is not None and case.held is not None and case.name not in self._opened:
            self._opened.add(case.name)
            self.draw()
        elif case is not None and case.entry is not None:
            self.action_say_yes()

    def action_say_yes(self) -> None:
        """Have it count from now on."""
        case, focuses = self.case, self._choices()
        if case is None or self._answering:
            return
        if case.held is not None and case.name not in self._opened:
            self._hint(_("Look at it first: enter opens it."))
            return
        if len(focuses) > 1 and self.choice is None:
            self._hint(_("Which one is it about? 1 to {n}, or left and right.", n=len(focuses)))
            return
        place = 0 if len(focuses) == 1 else self.choice
        self._answering = True
        self.agree(case, focuses[place] if focuses and place is not None else None)

    @work(exclusive=True, group="answer", description="take it as it is")
    async def agree(self, case: cases.Case, chosen: Focus | None) -> None:
        """Settle an entry, or take in one that was held."""
        self._hinted = False
        stored = await self.ask(lambda journal: cases.agreed(journal, case, chosen))
        if stored is not None:
            self._settled = stored
            self.notice.say(cases.told(stored))
        self.refresh_state()

    def action_say_no(self) -> None:
        """Take it out; what is erased for good is asked about twice."""
        case = self.case
        if case is None or self._answering:
            return
        if case.held is not None and self._erasing != case.name:
            self._erasing = case.name
            self._hint(_("This erases it for good. d once more erases it."), care=True)
            return
        self._answering = True
        self.take_out(case)

    @work(exclusive=True, group="answer", description="take it out")
    async def take_out(self, case: cases.Case) -> None:
        """Put an entry into the bin, or erase one that was held."""
        self._hinted = False
        told = await self.ask(lambda journal: cases.taken_out(journal, case))
        if told is not None:
            self._settled = None
            self.notice.say(told)
        self.refresh_state()

    @work(exclusive=True, group="answer", description="take the newest change back")
    async def action_undo(self) -> None:
        """Take back the newest change."""
        stored = await self.ask(lambda journal: journal.undo())
        if stored is not None:
            self._settled = None
            self.notice.say(tidings.of_undoing(stored))
        self.refresh_state()

    def action_name_focus(self) -> None:
        """Name the focus that it is about."""
        from recoverylog.tui.screens.focus import FocusForm

        case = self.case
        word = case.entry.focus_word if case is not None and case.entry is not None else None
        self.app.push_screen(FocusForm(word or ""), self._came_back)

    def _came_back(self, _stored: Stored | None) -> None:
        self.refresh_state()

    def action_back(self) -> None:
        """Leave the rest for later."""
        self.dismiss(self._settled)


def _numbered(focuses: Sequence[Focus], chosen: int | None) -> Content:
    """Return a row for each focus, its number before it; the only one counts as chosen."""
    shown = []
    for place, focus in enumerate(focuses):
        here = place == chosen or len(focuses) == 1
        name = f" {one_line(focus.label, 30)} "
        style = "bold $ink on $panel" if here else "$soft"
        shown.append(Content.assemble((f"{place + 1}", "bold $lamp"), " ", (name, style)))
    return Content("\n").join(shown)
