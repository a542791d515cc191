"""The person's own early signs: named in their words, ticked once a week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import ScreenResume
from textual.reactive import var
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from recoverylog.insights import signs as insight
from recoverylog.insights.wording import signs as wording
from recoverylog.insights.wording.dates import span_words
from recoverylog.journal.text import one_line
from recoverylog.language import _
from recoverylog.session import views
from recoverylog.tui import commands
from recoverylog.tui.begun import FOUND, NOT_YET, Begun
from recoverylog.tui.page import Page
from recoverylog.tui.widgets.fields import PlainLine
from recoverylog.tui.widgets.line import LineInput
from recoverylog.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from datetime import date

    from recoverylog.insights.signs import Sign
    from recoverylog.insights.views.patterns import Signs
    from recoverylog.session.journal import Journal

DRAFT = "sign"
"""The name of the draft: the words of another sign."""

_LABEL = 60
_WHY = _(
    "What do you notice in yourself when things get harder? Your own few signs, ticked once a"
    " week, are counted here, and nothing is concluded from them."
)


class Tick(commands.Command):
    """Tick the chosen sign for this week, or take the tick away."""

    KEYS = "space"
    WORD = _("tick")


class AddSign(commands.Command):
    """Name another sign, in your own words."""

    KEYS = "a"
    WORD = _("add")


class NoneOfThem(commands.Command):
    """Note that you looked, and none of them is there this week."""

    KEYS = "0"
    WORD = _("none")


class PutAway(commands.Command):
    """Ask about the chosen sign no more; its weeks are kept."""

    KEYS = "d"
    WORD = _("put away")


class SignList(RowList):
    """The signs; space, enter or a click ticks one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", _("tick"), show=False),
    ]


class Known(NamedTuple):
    """What the journal knows of the signs this week."""

    shown: Signs
    today: date

    @property
    def signs(self) -> tuple[Sign, ...]:
        """Return those that are asked about."""
        return self.shown.signs


def look(journal: Journal) -> Known:
    """Return the signs and what was ticked this week; runs at the desk."""
    return Known(views.signs(journal), journal.today())


class SignsPage(Page[None]):
    """The page on which the signs of this week are ticked."""

    TITLE_WORD = _("your own signs")
    COMMANDS_HERE = (
        Tick,
        AddSign,
        # Where a narrow screen cuts the row of keys, this one is still on it.
        commands.CrisisShownHere,
        NoneOfThem,
        PutAway,
        commands.Back,
        commands.ShowHelp,
    )
    AUTO_FOCUS = "SignList"
    CSS_PATH = "../styles/signs.tcss"

    known: var[Known | None] = var(None)

    week = getters.query_one("#signs-week", Static)
    rows = getters.query_one(SignList)
    said = getters.query_one("#signs-said", Static)
    adding = getters.query_one("#signs-adding", Horizontal)
    field = getters.query_one("#signs-field", PlainLine)

    _placed = False
    _leaving = ""
    _keeping = False
    _held: Begun

    def body(self) -> ComposeResult:
        """Give the week, the signs, and a line to name another with."""
        with Vertical(id="signs"):
            yield Static("", id="signs-week", classes="heading", markup=False)
            yield SignList(markup=False)
            yield Static("", id="signs-said", classes="prose", markup=False)
            with Horizontal(id="signs-adding"):
                yield Static("› ", id="signs-mark", markup=False)
                yield PlainLine(placeholder=_("skipping meals"), id="signs-field")

    def on_mount(self) -> None:
        """Begin with the list alone."""
        self._held = Begun(self.ours.desk, DRAFT)
        self.adding.display = False

    @on(ScreenResume)
    def refresh_state(self) -> None:
        """Show what the journal says now."""
        self.look()

    @work(exclusive=True, group="look", description="look which signs there are")
    async def look(self) -> None:
        """Show the signs and their ticks."""
        found = await self.ask(lambda journal: (look(journal), self._held.look(journal)))
        if found is None:
            return
        first = not self._placed
        self.known, begun = found
        if first and begun:
            self._take_up(begun.get("text", ""))

    def watch_known(self, known: Known | None) -> None:
        """Draw the signs; the cursor stays where it was."""
        if known is None:
            return
        monday = insight.monday(known.today)
        self.week.update(
            _("The week of {monday}", monday=span_words(monday, monday + timedelta(days=6)))
        )
        place = self.rows.highlighted or 0
        self.rows.clear_options()
        self.rows.add_options(
            Option(_row(sign, ticked=sign.id in known.shown.ticked), id=sign.id)
            for sign in known.signs
        )
        self.rows.styles.max_height = len(known.signs)
        self.rows.display = bool(known.signs)
        self.rows.highlighted = min(place, len(known.signs) - 1) if known.signs else None
        self.said.update(wording.signs_line(known.shown.seen) if known.signs else _WHY)
        if not known.signs and not self._placed:
            self.action_add_sign()
        self._placed = True
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the signs that there are."""
        signs = self.known.signs if self.known is not None else ()
        if action in {Tick.action(), PutAway.action()}:
            return bool(signs) and not self.adding.display
        if action == NoneOfThem.action():
            # It would take away ticks, which no key does but the one that set them.
            ticked = self.known is not None and self.known.shown.ticked
            return bool(signs) and not ticked and not self.adding.display
        if action == AddSign.action():
            return len(signs) < insight.MOST_SIGNS and not self.adding.display
        return super().check_action(action, parameters)

    # Ticking -----------------------------------------------------------------------------

    @property
    def chosen(self) -> Sign | None:
        """The sign that the cursor is on."""
        place, known = self.rows.highlighted, self.known
        return known.signs[place] if known is not None and place is not None else None

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_tick()

    def action_tick(self) -> None:
        """Tick the chosen sign, or take the tick away."""
        sign = self.chosen
        if sign is not None:
            self.write(sign.id)

    def action_none_of_them(self) -> None:
        """Note that the signs were looked at and none is there."""
        self.write(None)

    @work(group="write", description="tick a sign")
    async def write(self, sign: str | None) -> None:
        """Tick a sign or take its tick away; of None, note that none is there this week."""

        def ticked(journal: Journal) -> Known:
            # What is ticked is asked here: of two quick keys the second takes the first one back.
            today, there = journal.today(), views.signs(journal).ticked
            if sign is None:
                for one in there:
                    journal.tick(one, today, on=False)
            journal.tick(sign, today, on=sign is not None and sign not in there)
            return look(journal)

        found = await self.ask(ticked)
        if found is not None:
            self.known = found

    @work(group="write", description="put a sign away")
    async def action_put_away(self) -> None:
        """Ask about the chosen sign no more."""
        sign = self.chosen
        if sign is None:
            return

        def put_away(journal: Journal) -> Known:
            journal.archive_sign(sign.id)
            return look(journal)

        found = await self.ask(put_away)
        if found is not None:
            self.known = found
            self.notice.say(
                _("It is asked about no more. Added again in the same words, it is back.")
            )

    # Naming ------------------------------------------------------------------------------

    def action_add_sign(self) -> None:
        """Ask for the words of another sign."""
        self._leaving = ""
        self.adding.display = True
        self.field.focus()
        self.refresh_bindings()

    def _take_up(self, begun: str) -> None:
        """Go on with words that were typed here before and not kept."""
        self.action_add_sign()
        self.field.value = begun
        self.field.cursor_position = len(begun)
        self.notice.say(FOUND)

    @on(Input.Changed)
    def _keep_draft(self) -> None:
        """Have the words kept as they are typed; none where nothing was typed."""
        if self.adding.display:
            typed = self.field.value
            self._held.keep({"text": typed} if typed.strip() else None)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._keeping:
            return
        if event.value.strip():
            self._keeping = True
            self.add(event.value)
        else:
            self._stop_adding()

    @work(exclusive=True, group="add", description="add a sign")
    async def add(self, words: str) -> None:
        """Add a sign; the field is emptied only once it is kept."""

        def added(journal: Journal) -> Known:
            journal.put_sign(words)
            self._held.forget(journal)
            return look(journal)

        try:
            found = await self.ask(added, lost=_("Your words are still here."))
        finally:
            self._keeping = False
        if found is None:
            return
        self.notice.say("")
        self.known = found
        # What was typed while it was kept is the next one's.
        self.field.value = self.field.value.removeprefix(words)
        self.field.cursor_position = len(self.field.value)
        self._keep_draft()
        if len(found.signs) >= insight.MOST_SIGNS and not self.field.value.strip():
            self._stop_adding()

    @on(LineInput.Left)
    def _left(self) -> None:
        typed = self.field.value
        if typed.strip() and typed != self._leaving:
            self._leaving = typed
            self.notice.say(NOT_YET)
            return
        self.field.value = ""
        if self.known is None or not self.known.signs:
            self._held.keep(None)
            self.dismiss(None)
        else:
            self._stop_adding()

    def _stop_adding(self) -> None:
        self._held.keep(None)
        self.notice.say("")
        self.adding.display = False
        self.rows.focus()
        self.refresh_bindings()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


def _row(sign: Sign, *, ticked: bool) -> Content:
    label = Content.styled(one_line(sign.label, _LABEL), "bold $ink" if ticked else "$soft")
    return Content.assemble((f" {'•' if ticked else '·'} ", "$lamp" if ticked else "$soft"), label)
