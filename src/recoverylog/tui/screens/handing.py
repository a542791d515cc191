"""Handing over: what leaves, in which form, and where its file is to be."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from recoverylog.insights.wording.dates import span_words
from recoverylog.journal.text import one_line
from recoverylog.language import _
from recoverylog.session import handover
from recoverylog.sharing.file import NAMES as FILE_NAMES
from recoverylog.sharing.letter import part_names
from recoverylog.tui import commands
from recoverylog.tui.choosing import FILE_WORDS
from recoverylog.tui.page import Page
from recoverylog.tui.widgets.fields import PlainLine
from recoverylog.tui.widgets.line import LineInput

if TYPE_CHECKING:
    from recoverylog.journal.shared import Form, Shared
    from recoverylog.session.journal import Journal
    from recoverylog.tui.composed import Composed

_STILL = _("What you chose is still here.")
_SEALED = _(
    "Six words open it, which you are shown next: to be told by voice, and kept nowhere. It opens"
    " in any browser, without a network."
)
_OPEN = _("It is not encrypted: whoever has this file can read it.")
_UNSCANNED = _("Your own words stand as you wrote them; nothing looks through them for names.")
_NOTHING = _("Nothing would stand on that page yet.")
_NEW = _("A new file; nothing is ever written over. Its name says nothing of you.")
_NO_PLACE = _("Say where the file is to be.")
_MOST_NAMES = 100
_NAME = 24


class WriteIt(commands.Command):
    """Write the file, and note it among what you shared."""

    KEYS = "enter"
    WORD = _("hand over")
    ALWAYS = True


class Handed(NamedTuple):
    """What became of handing over.

    Attributes:
        where: the place that was typed.
        shared: the row of the ledger; None where nothing was handed over.
        words: of a sealed page its six words.
    """

    where: str
    shared: Shared | None = None
    words: tuple[str, ...] = ()


class HandingPage(Page[Handed]):
    """The page before the file is written."""

    TITLE_WORD = _("hand over")
    COMMANDS_HERE = (WriteIt, commands.CrisisShown, commands.Back)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "app.show_help", _("help"), key_display="f1")
    ]
    AUTO_FOCUS = "#handing-where"
    CSS_PATH = "../styles/share.tcss"

    parts = getters.query_one("#handing-parts", Static)
    field = getters.query_one("#handing-where", PlainLine)

    def __init__(self, composed: Composed, where: str = "") -> None:
        """Ask where the file is to be.

        Args:
            composed: what leaves.
            where: the place to begin with; empty for one of ours.
        """
        super().__init__()
        self._composed = composed
        self._begun = where
        self._writing = False

    def body(self) -> ComposeResult:
        """Say what leaves, and ask where to."""
        form, material = self._composed.choosing.form, self._composed.material
        span = span_words(material.first, material.last)
        with VerticalScroll(id="handing", can_focus=False):
            yield Static(self._called(), id="handing-called", classes="question", markup=False)
            yield Static(
                _("{span}, {days} days", span=span, days=material.days),
                classes="prose group",
                markup=False,
            )
            yield Static("", id="handing-parts", classes="prose group", markup=False)
            with Vertical(classes="group"):
                if form == "page":
                    yield Static(_SEALED, classes="prose", markup=False)
                else:
                    yield Static(_OPEN, classes="question", markup=False)
                yield Static(_UNSCANNED, classes="prose", markup=False)
            yield Static(_("Where to?"), classes="question", markup=False)
            with Horizontal(id="handing-line"):
                yield Static("› ", id="handing-mark", markup=False)
                yield PlainLine(id="handing-where")
            yield Static(_NEW, classes="quiet", markup=False)

    def _called(self) -> str:
        """Return what leaves, and for whom."""
        called, supporter = FILE_WORDS[self._composed.choosing.form], self._composed.supporter
        whom = _(" for {supporter}", supporter=one_line(supporter.name, _NAME)) if supporter else ""
        return f"{called[:1].upper()}{called[1:]}{whom}"

    async def draw_anew(self) -> None:
        """Name for whom it is as the veil has it now."""
        await super().draw_anew()
        self.query_one("#handing-called", Static).update(self._called())

    def on_mount(self) -> None:
        """Begin with a place of ours, and look what the page really says."""
        self.field.value = self._begun or free_place(self._composed.choosing.form)
        self.field.cursor_position = len(self.field.value)
        self.tell_parts()

    @work(description="look what it says")
    async def tell_parts(self) -> None:
        """Name the parts that really say something."""
        composed = self._composed
        held = await self.ask(lambda _journal: handover.held(composed.material, composed.ticked))
        if held is not None:
            names = "; ".join(part_names()[one] for one in held)
            self.parts.update(_("In it: {names}.", names=names) if names else _NOTHING)

    # Writing -----------------------------------------------------------------------------

    def action_write_it(self) -> None:
        """Write the file once, when the field has taken in every key that came before."""
        self.field.call_later(self._begin)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._begin()

    def _begin(self) -> None:
        if self._writing:
            return
        if not self.field.value.strip():
            self.notice.say(_NO_PLACE, care=True)
            return
        self._writing = True
        self.write(self.field.value)

    @work(exclusive=True, group="write", description="write the file")
    async def write(self, where: str) -> None:
        """Make what leaves, write it, and note it; where that is refused, stay."""
        composed = self._composed
        form, ours = composed.choosing.form, self.ours
        self.notice.say(_("Sealing …") if form == "page" else _("Writing …"))

        def handed(journal: Journal) -> Handed:
            prepared = composed.prepared(form)
            shared = journal.record_share(prepared.leaving, where.strip())
            if prepared.words:
                ours.words_are_due(shared.id)
            return Handed(where, shared, prepared.words)

        found = await self.ask(handed, lost=_STILL)
        self._writing = False
        if found is not None and ours.may_show:
            self.finish(found)

    @on(LineInput.Left)
    def _left(self) -> None:
        self.action_back()

    def action_back(self) -> None:
        """Go back; nothing was handed over."""
        if not self._writing:
            self.finish(Handed(self.field.value))


def free_place(form: Form) -> str:
    """Return a place for a file of that form that is free: among the documents, else here."""
    documents = os.path.expanduser(os.path.join("~", "Documents"))
    folder = documents if os.path.isdir(documents) else os.getcwd()
    begin, end = os.path.splitext(FILE_NAMES[form])
    names = [FILE_NAMES[form], *(f"{begin}-{number}{end}" for number in range(2, _MOST_NAMES))]
    places = (os.path.join(folder, name) for name in names)
    return at_home(next((one for one in places if not os.path.lexists(one)), f"{folder}{os.sep}"))


def at_home(path: str) -> str:
    """Return a path with the home folder as ``~``."""
    home = os.path.expanduser("~")
    inside = home not in {"", os.sep} and path.startswith(home.rstrip(os.sep) + os.sep)
    return f"~{path[len(home.rstrip(os.sep)) :]}" if inside else path
