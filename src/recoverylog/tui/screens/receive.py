"""Taking answers in: a text that was pasted, or a file, and what became of each answer in it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from recoverylog.errors import NotFound, from_os
from recoverylog.journal.text import one_line
from recoverylog.language import _, counted
from recoverylog.session.replies import Arrival, Received
from recoverylog.tui import commands, form_page, handed
from recoverylog.tui.in_turn import KEEPING
from recoverylog.tui.page import Page
from recoverylog.tui.widgets.fields import Area, PlainLine
from recoverylog.tui.widgets.line import LineInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoverylog.journal.shared import State
    from recoverylog.session.journal import Journal

DRAFT = "answer"
"""The name of the draft of what was pasted and not taken in."""

_ASK = _("Paste the message with the answer.")
_HOW = _(
    "It reaches from RLNOTE1 to the full stop at its end. Other words around it, and lines that"
    " the chat broke, do no harm."
)
_ASK_FILE = _("Which file is the answer in?")
_FOUND = _("Here is what you had pasted; it was not taken in yet. ctrl g takes it away.")
_STILL = _("Your text is still here.")
_EMPTY = _("There is nothing in it yet. esc leaves.")
_MOST_READ = 64 * 1024
_WHERE: dict[State, str] = {
    "new": _("among the new ones"),
    "kept": _("among those that you kept"),
    "put_away": _("among those that you put away"),
}


class TakeIn(commands.Command):
    """Take in the answers that are in the text."""

    KEYS = "enter,ctrl+s"
    WORD = _("take in")
    ALWAYS = True


class OtherWay(commands.Command):
    """Take the answer from a file, or from a text that you paste."""

    KEYS = "ctrl+o"
    WORD = _("file or text")
    ALWAYS = True


class BackHere(commands.Command):
    """Go back; what you pasted is found again here."""

    KEYS = "escape"
    WORD = _("back")
    SHOWN = "esc"
    ALWAYS = True
    DOES = commands.Back.action()


class Empty(commands.Command):
    """Take away what you pasted."""

    KEYS = "ctrl+g"
    WORD = _("empty")
    ALWAYS = True


class PasteArea(Area):
    """Room for what was copied from a chat."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.take_in", _("take in"), key_display="enter"),
    ]


class ReceivePage(Page["Received | None"]):
    """The page on which answers are taken in; dismissed with what was, or with None."""

    TITLE_WORD = _("an answer")
    COMMANDS_HERE = (
        TakeIn,
        # Where a narrow screen cuts the row of keys, this one is still on it.
        commands.CrisisShown,
        OtherWay,
        BackHere,
        Empty,
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "app.show_help", _("Help"), show=False)
    ]
    CSS_PATH = "../styles/receive.tcss"

    question = getters.query_one("#receive-question", Static)
    how = getters.query_one("#receive-how", Static)
    area = getters.query_one(PasteArea)
    row = getters.query_one("#receive-row", Horizontal)
    path = getters.query_one("#receive-path", PlainLine)
    said = getters.query_one("#receive-said", Static)

    def __init__(self, *, from_file: bool = False) -> None:
        """Ask for a text, or for a file."""
        super().__init__()
        self._from_file = from_file
        self._looked = self._taking = False

    def body(self) -> ComposeResult:
        """Give the field for the text, that for a path, and what came of the last try."""
        yield Static("", id="receive-question", classes="question", markup=False)
        yield Static("", id="receive-how", classes="prose group", markup=False)
        yield PasteArea(id="receive-text")
        with Horizontal(id="receive-row"):
            yield Static("› ", id="receive-mark", markup=False)
            yield PlainLine(placeholder="~/Downloads/answer.txt", id="receive-path")
        yield Static("", id="receive-said", classes="prose", markup=False)

    def on_mount(self) -> None:
        """Ask, and look for what was pasted before."""
        self._turn()
        self.arrive()

    @work(description="find what was pasted before")
    async def arrive(self) -> None:
        """Show what was pasted here before and not taken in."""
        own = self.ours.desk.own_name
        found = await self.ask(lambda journal: (journal.draft(own(DRAFT)),))
        if found is None:
            return
        fields: dict[str, Any] = found[0].fields if found[0] is not None else {}
        text, path = form_page.text(fields, "text"), form_page.text(fields, "path")
        if not self.area.text and not self.path.value:
            self.area.text, self.path.value = text, path
            self.area.move_cursor(self.area.document.end)
            self.path.cursor_position = len(path)
            if path if self._from_file else text:
                self.notice.say(_FOUND)
        self._looked = True
        self._keep_draft()

    async def draw_anew(self) -> None:
        """Show nothing of whom an answer is from that was said before the veil was drawn."""
        await super().draw_anew()
        self.hide_finished("#receive-said")

    @on(TextArea.Changed)
    @on(Input.Changed)
    def _keep_draft(self) -> None:
        if self._looked and not self._taking:
            fields = {"text": self.area.text, "path": self.path.value}
            said = any(one.strip() for one in fields.values())
            self.ours.desk.draft(DRAFT, fields if said else None)

    # Going about -------------------------------------------------------------------------

    def _turn(self) -> None:
        """Show the field that is wanted, and go there."""
        self.area.display, self.row.display = not self._from_file, self._from_file
        self.question.update(_ASK_FILE if self._from_file else _ASK)
        self.how.update(_HOW)
        self.said.update("")
        (self.path if self._from_file else self.area).focus()

    def action_other_way(self) -> None:
        """Ask for a file in place of a text, or the other way round."""
        self._once_typed(self._turn_over)

    def _turn_over(self) -> None:
        self._from_file = not self._from_file
        self.notice.say("")
        self._turn()

    @on(LineInput.Left)
    def action_back(self) -> None:
        """Go back; what was pasted is still here the next time."""
        self._once_typed(lambda: self.finish(None))

    def action_empty(self) -> None:
        """Take away what was pasted."""
        self._once_typed(self._clear)

    def _clear(self) -> None:
        self.area.text = self.path.value = ""
        self.notice.say("")
        self.said.update("")

    def _once_typed(self, act: Callable[[], object]) -> None:
        """Do ``act`` when the field has taken in every key that came before this one."""
        (self.focused or self).call_later(act)

    # Taking in ---------------------------------------------------------------------------

    def action_take_in(self) -> None:
        """Take in the answers that there are."""
        self._once_typed(self._take_in)

    def _take_in(self) -> None:
        typed = self.path.value if self._from_file else self.area.text
        if self._taking:
            return
        if not typed.strip():
            self.notice.say(_EMPTY)
            return
        self._taking = True
        self.take_in(typed, from_file=self._from_file)

    @work(exclusive=True, group=KEEPING, description="take answers in")
    async def take_in(self, typed: str, *, from_file: bool) -> None:
        """Take in what is there; where nothing could be, say why and leave it as it is."""

        def received(journal: Journal) -> Received:
            return journal.receive(read(typed) if from_file else typed)

        self.said.update("")
        try:
            found = await self.ask(received, lost="" if from_file else _STILL)
        finally:
            self._taking = False
        if found is None:
            return
        if not found.replies:
            self.notice.say("")
            self.said.update(Content("\n").join(map(Content, told(found))))
            return
        self._taking = True
        self.ours.desk.draft(DRAFT, None)
        self.finish(found)


def read(path: str) -> str:
    """Return the text of a file, as much of it as an answer may have and a little more.

    Raises:
        NotFound: there is no such file.
        RecoverylogError: it cannot be read.
    """
    name = os.path.expanduser(path.strip())
    shown = one_line(name, 60)
    if "\0" in name or not os.path.isfile(name):
        raise NotFound(_("There is no file {shown}.", shown=shown), safe=_("Nothing was taken in."))
    try:
        with open(name, "rb") as file:
            held = file.read(_MOST_READ)
    except OSError as problem:
        raise from_os(problem, shown, safe=_("Nothing was taken in.")) from problem
    return held.decode("utf-8-sig", "replace")


def told(received: Received) -> list[str]:
    """Return a sentence for what became of each answer; of the same kind there is one."""
    counts: dict[tuple[str, str], int] = {}
    for arrival in received.arrivals:
        key = (handed.page_words(arrival.page) if arrival.page else "", _became(arrival))
        counts[key] = counts.get(key, 0) + 1
    return [
        counted("An answer to {page}: {end}", "{n} answers to {page}: {end}", n, page=page, end=end)
        if page
        else counted("An answer: {end}", "{n} answers: {end}", n, end=end)
        for (page, end), n in counts.items()
    ]


def _became(arrival: Arrival) -> str:
    """Return what became of one answer."""
    if arrival.outcome == "new":
        return _("new, not kept yet.")
    if arrival.outcome == "known":
        if arrival.reply is None:
            return _("erased before, and not taken in again.")
        return _("seen before, {where}.", where=_WHERE[arrival.reply.state])
    problem = arrival.problem
    return problem.line() if problem is not None else _("not taken in.")
