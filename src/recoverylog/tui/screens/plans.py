"""The person's if-then plans: what they mean to do in a moment that they know is hard."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import ScreenResume
from textual.reactive import var
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from recoverylog.insights.wording.plans import pieces
from recoverylog.journal.plan import MOST_PLANS
from recoverylog.journal.text import inert_line
from recoverylog.language import _
from recoverylog.tui import commands
from recoverylog.tui.begun import FOUND, NOT_YET, Begun
from recoverylog.tui.in_turn import KEEPING
from recoverylog.tui.page import Page
from recoverylog.tui.widgets.fields import PlainLine
from recoverylog.tui.widgets.line import LineInput
from recoverylog.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from recoverylog.journal.plan import Plan
    from recoverylog.session.journal import Journal

DRAFT = "plan"
"""The name of the draft: both halves, and the id of the plan that gets other words."""

_WHY = _(
    "Think of a moment that you know is hard, and of one thing that you can do in it. For"
    " example: if the bus ride home, then sit at the front and call J. Your plans are shown to"
    " you in the morning, on Today, and when a craving comes; nobody else sees them."
)


class AddPlan(commands.Command):
    """Add a plan: if this comes, then I do that."""

    KEYS = "a"
    WORD = _("add")


class ChangePlan(commands.Command):
    """Give the chosen plan other words."""

    KEYS = "enter"
    WORD = _("change")


class PutAway(commands.Command):
    """Be offered the chosen plan no more; added again in the same words it is back."""

    KEYS = "d"
    WORD = _("put away")


class PlanRows(RowList):
    """The plans, one below the other; enter or a click changes one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", _("change"), key_display="enter"),
    ]


def look(journal: Journal) -> tuple[Plan, ...]:
    """Return the plans; runs at the desk."""
    return journal.plans()


class PlansPage(Page[None]):
    """The page with the plans."""

    TITLE_WORD = _("your plans")
    COMMANDS_HERE = (
        AddPlan,
        # Where a narrow screen cuts the row of keys, this one is still on it.
        commands.CrisisShownHere,
        ChangePlan,
        PutAway,
        commands.Back,
        commands.ShowHelp,
    )
    AUTO_FOCUS = "PlanRows"
    CSS_PATH = "../styles/plans.tcss"

    known: var[tuple[Plan, ...] | None] = var(None)

    rows = getters.query_one(PlanRows)
    said = getters.query_one("#plans-said", Static)
    writing = getters.query_one("#plans-writing", Vertical)
    cue = getters.query_one("#plans-cue", PlainLine)
    then = getters.query_one("#plans-then", PlainLine)

    _changing: Plan | None = None
    _wanted: str | None = None
    _leaving = ("", "")
    _keeping = False
    _placed = False
    _held: Begun

    def body(self) -> ComposeResult:
        """Give the plans, and two lines to write one in."""
        with Vertical(id="plans"):
            yield PlanRows(markup=False)
            yield Static("", id="plans-said", classes="prose", markup=False)
            with Vertical(id="plans-writing"):
                with Horizontal(classes="half"):
                    yield Static(_("If"), classes="label", markup=False)
                    yield PlainLine(placeholder=_("the bus ride home"), id="plans-cue")
                with Horizontal(classes="half"):
                    yield Static(_("then I will"), classes="label", markup=False)
                    yield PlainLine(placeholder=_("sit at the front, call J."), id="plans-then")

    def on_mount(self) -> None:
        """Begin with the list alone."""
        self._held = Begun(self.ours.desk, DRAFT)
        self.writing.display = False

    @on(ScreenResume)
    def refresh_state(self) -> None:
        """Show what the journal says now."""
        self.look()

    @work(exclusive=True, group="look", description="look which plans there are")
    async def look(self) -> None:
        """Show the plans."""
        found = await self.ask(lambda journal: (look(journal), self._held.look(journal)))
        if found is None:
            return
        first = not self._placed
        self.known, begun = found
        if first and begun:
            self._take_up(begun)

    # Drawing -----------------------------------------------------------------------------

    def watch_known(self, known: tuple[Plan, ...] | None) -> None:
        """Draw the plans; the cursor stays where it was, or goes to the one just kept."""
        if known is None:
            return
        place, ids = self.rows.highlighted or 0, [one.id for one in known]
        if self._wanted in ids:
            place = ids.index(self._wanted)
        self._wanted = None
        self.rows.clear_options()
        self.rows.add_options(Option(_row(one), id=one.id) for one in known)
        self.rows.display = bool(known)
        self.rows.highlighted = min(place, len(known) - 1) if known else None
        self.said.display = not known
        self.said.update(_WHY)
        if not known and not self._placed:
            self.action_add_plan()
        self._placed = True
        self.refresh_bindings()

    @property
    def chosen(self) -> Plan | None:
        """The plan that the cursor is on."""
        place, known = self.rows.highlighted, self.known
        return known[place] if known and place is not None and place < len(known) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the plans that there are."""
        plans, free = self.known or (), self.known is not None and not self.writing.display
        if action in {ChangePlan.action(), PutAway.action()}:
            return bool(plans) and free
        if action == AddPlan.action():
            return len(plans) < MOST_PLANS and free
        return super().check_action(action, parameters)

    # Writing -----------------------------------------------------------------------------

    def action_add_plan(self) -> None:
        """Ask for the two halves of a new plan."""
        self._write(None)

    def action_change_plan(self) -> None:
        """Ask for other words for the chosen plan."""
        if self.chosen is not None:
            self._write(self.chosen)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not self.writing.display:
            self.action_change_plan()

    def _take_up(self, begun: dict[str, str]) -> None:
        """Go on with words that were typed here before and not kept."""
        self._write(next((one for one in self.known or () if one.id == begun.get("id")), None))
        for field, name in ((self.cue, "cue"), (self.then, "then")):
            field.value = begun.get(name, "")
            field.cursor_position = len(field.value)
        self.notice.say(FOUND)

    @on(Input.Changed)
    def _keep_draft(self) -> None:
        """Have the words kept as they are typed; none where nothing was typed."""
        if self.writing.display:
            self._held.keep(self._entered())

    def _entered(self) -> dict[str, str] | None:
        cue, then = typed = self._typed()
        if typed == self._before() or not any(map(str.strip, typed)):
            return None
        return {"cue": cue, "then": then, "id": self._changing.id if self._changing else ""}

    def _before(self) -> tuple[str, str]:
        """Return the words that the lines began with."""
        plan = self._changing
        return (inert_line(plan.cue), inert_line(plan.then)) if plan else ("", "")

    def _write(self, plan: Plan | None) -> None:
        self._changing, self._leaving = plan, ("", "")
        for field, words in ((self.cue, plan.cue if plan else ""), (self.then, _then(plan))):
            field.value = inert_line(words)
            field.cursor_position = len(field.value)
        self.notice.say("")
        self.writing.display = True
        self.cue.focus()
        self.refresh_bindings()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Go on to the other half, or keep both; a new one without words is left alone."""
        event.stop()
        if self._keeping:
            return
        cue, then = self._typed()
        if event.input is self.cue and (cue.strip() or then.strip()):
            self.then.focus()
        elif cue.strip() or then.strip():
            self._keeping = True
            self.keep(cue, then)
        else:
            self._stop_writing()

    @work(exclusive=True, group=KEEPING, description="keep a plan")
    async def keep(self, cue: str, then: str) -> None:
        """Keep a plan; the lines are emptied only once it is kept."""
        changed = self._changing

        def kept(journal: Journal) -> tuple[Plan, tuple[Plan, ...]]:
            put = journal.put_plan(cue, then, changed.id if changed is not None else None)
            self._held.forget(journal)
            return put, look(journal)

        try:
            found = await self.ask(kept, lost=_("Your words are still here."))
        finally:
            self._keeping = False
        if found is None:
            if not cue.strip():
                self.cue.focus()
            return
        put, plans = found
        self._wanted = put.id
        self.known = plans
        if self._typed() == (cue, then):
            self._stop_writing()
            return
        if self._changing is changed and all(map(str.startswith, self._typed(), (cue, then))):
            # Whoever typed on behind both halves meant this one, not another that begins alike.
            self._changing = put
        self._keep_draft()

    @on(LineInput.Left)
    def _left(self) -> None:
        typed = self._typed()
        if typed not in {self._before(), self._leaving} and any(map(str.strip, typed)):
            self._leaving = typed
            self.notice.say(NOT_YET)
            return
        self._stop_writing()
        if not self.known:
            self.dismiss(None)

    def _stop_writing(self) -> None:
        self._changing = None
        self.cue.value = self.then.value = ""
        self._held.keep(None)
        self.notice.say("")
        self.writing.display = False
        self.rows.focus()
        self.refresh_bindings()

    def _typed(self) -> tuple[str, str]:
        return self.cue.value, self.then.value

    # Putting away ------------------------------------------------------------------------

    @work(group="write", description="put a plan away")
    async def action_put_away(self) -> None:
        """Be offered the chosen plan no more."""
        plan = self.chosen
        if plan is None:
            return

        def put_away(journal: Journal) -> tuple[Plan, ...]:
            journal.archive_plan(plan.id)
            return look(journal)

        found = await self.ask(put_away)
        if found is not None:
            self.known = found
            self.notice.say(_("It is offered no more. Added again in the same words, it is back."))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


def _then(plan: Plan | None) -> str:
    return plan.then if plan is not None else ""


def _row(plan: Plan) -> Content:
    said = pieces(plan.cue, plan.then)
    return Content.assemble(
        *((piece.text, "$soft" if piece.role == "around" else "$ink") for piece in said)
    )
