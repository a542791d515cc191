"""The morning: what the day is for, which moment of it may be hard, and the plan for that."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from recoverylog.insights.wording.plans import pieces
from recoverylog.journal import draft as drafts
from recoverylog.journal import plan as plans
from recoverylog.journal import veil
from recoverylog.journal.text import inert_line
from recoverylog.language import _
from recoverylog.tui import form_page
from recoverylog.tui.field_page import FieldAbove, FieldBelow
from recoverylog.tui.form_page import Fields
from recoverylog.tui.screens.check_in import CheckInForm, go_on, labelled
from recoverylog.tui.widgets.fields import PlainLine, SleepField, with_mark
from recoverylog.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from recoverylog.journal.plan import Plan
    from recoverylog.session.journal import Journal

_NO_HOURS = _("Hours of sleep: a number from 0 to 24. Until it is one, it is kept with the note.")
_MOST_PLANS = 4
_LONGEST = 90
_STYLES = {"around": "$faint", "cue": "$ink", "then": "$soft"}


class PlanList(RowList):
    """The person's own plans; enter takes one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", _("take it"), key_display="enter"),
    ]

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(markup=False, id="plans")
        self.shown: tuple[Plan, ...] = ()
        self._veiled = False

    def on_focus(self) -> None:
        """Stand on the first, so that enter takes it."""
        if self.highlighted is None:
            self.highlighted = 0

    def on_blur(self) -> None:
        """Stand on none, so that it is plain where one writes."""
        self.highlighted = None

    def show(self, offered: tuple[Plan, ...]) -> None:
        """Show some plans."""
        if (offered, veil.is_drawn()) == (self.shown, self._veiled):
            return
        self.shown, self._veiled = offered, veil.is_drawn()
        self.clear_options()
        self.add_options([Option(_in_words(plan)) for plan in offered])


class MorningForm(CheckInForm):
    """The page for the morning."""

    DRAFT = drafts.MORNING
    PART = "morning"
    TITLE_WORD = _("morning")
    AUTO_FOCUS = "#intention"
    LAST = "note"

    intention = getters.query_one("#intention", PlainLine)
    hard_moment = getters.query_one("#hard-moment", PlainLine)
    plan = getters.query_one("#plan", PlainLine)
    offered = getters.query_one(PlanList)
    offering = getters.query_one("#offering", Vertical)
    sleep = getters.query_one("#sleep", SleepField)
    note = getters.query_one("#note", PlainLine)

    _plans: tuple[Plan, ...] = ()
    _told_of_hours = False

    def body(self) -> ComposeResult:
        """Lay out the questions, in the order in which they are asked."""
        with Vertical(id="fields"):
            with Vertical(classes="group"):
                yield Static(_("What is today for?"), classes="asked", markup=False)
                yield from with_mark(
                    PlainLine(placeholder=_("call J. before work"), id="intention")
                )
            with Vertical(classes="group"):
                yield Static(
                    _("Is there a moment that may be hard?"), classes="asked", markup=False
                )
                hard = PlainLine(placeholder=_("the bus ride home"), id="hard-moment")
                yield from labelled(_("If"), hard)
                then = PlainLine(placeholder=_("sit at the front, call Jo"), id="plan")
                yield from labelled(_("then I will"), then)
            with Vertical(classes="group", id="offering"):
                yield Static(_("Plans of yours"), classes="heading", markup=False)
                yield PlanList()
            with Horizontal(classes="group", id="slept"):
                yield Static(_("Hours of sleep"), classes="label", markup=False)
                yield from with_mark(SleepField(placeholder="7.5", id="sleep"))
            with Vertical(classes="group last"):
                yield from labelled(_("Anything else"), PlainLine(id="note"))

    def on_mount(self) -> None:
        """Begin without plans."""
        self.offering.display = False

    async def get_ready(self) -> None:
        """Fetch the person's plans."""

        def look(journal: Journal) -> tuple[Plan, ...]:
            return journal.plans()

        self._plans = await self.ask(look) or ()
        self.offering.display = bool(self._plans)
        self._offer()

    def _offer(self) -> None:
        said = (self.hard_moment.value, self.intention.value)
        self.offered.show(plans.speaking(self._plans, said)[:_MOST_PLANS])

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        """Put a plan into the two lines; what was typed there goes with the note."""
        event.stop()
        chosen = self.offered.shown[event.option_index]
        for line, words in ((self.hard_moment, chosen.cue), (self.plan, chosen.then)):
            typed = line.value.strip()
            if typed and typed != words:
                self.note.value = f"{self.note.value} {typed}".strip()
            line.value = inert_line(words)
            line.cursor_position = len(line.value)
        self.sleep.focus()

    # The fields --------------------------------------------------------------------------

    def said(self) -> Fields:
        """Return every field; a sleep that is no number says it in words."""
        words = [self.note.value] if self.note.value.strip() else []
        if not self.sleep.is_understood:
            words.append(_("slept: {sleep}", sleep=self.sleep.value.strip()))
        return {
            "intention": self.intention.value,
            "hard_moment": self.hard_moment.value,
            "plan": self.plan.value,
            "sleep": self.sleep.hours,
            "text": "\n".join(words),
        }

    def fill(self, fields: Fields) -> None:
        """Show the fields of a draft; where something was typed meanwhile, that stands."""
        hours = form_page.number(fields, "sleep")
        if hours is not None and not self.sleep.value:
            self.sleep.value = f"{hours:g}"
        lines = (
            ("intention", self.intention),
            ("hard_moment", self.hard_moment),
            ("plan", self.plan),
            ("text", self.note),
        )
        for name, line in lines:
            go_on(line, form_page.text(fields, name))

    def show_change(self) -> None:
        """Say so where the hours of sleep are none, and offer the plans that speak to the words."""
        if not self.sleep.is_understood:
            self.notice.say(_NO_HOURS, care=True)
        elif self._told_of_hours:
            self.notice.say("")
        self._told_of_hours = not self.sleep.is_understood
        self._offer()

    # Going through it --------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the arrows to the list while there is a row to go to."""
        if isinstance(self.focused, PlanList):
            place, last = self.focused.highlighted or 0, self.focused.option_count - 1
            if action == FieldBelow.action() and place < last:
                return False
            if action == FieldAbove.action() and place > 0:
                return False
        return super().check_action(action, parameters)

    def takes_enter(self) -> bool:
        """Return whether the list of plans has the focus."""
        return isinstance(self.focused, PlanList)


def _in_words(plan: Plan) -> Content:
    said = pieces(plan.cue, plan.then, _LONGEST)
    return Content.assemble(*((piece.text, _STYLES[piece.role]) for piece in said))
