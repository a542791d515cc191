"""Somebody who gives support: what they are called, their role, how to reach them, what they get.

What is typed is kept as it is typed, and found again by whoever opens the same form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

import msgspec
from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from recoverylog.errors import UsageProblem
from recoverylog.journal import quick_entry, terms
from recoverylog.journal.supporter import PERIODS, Supporter, checked
from recoverylog.language import _
from recoverylog.sharing.letter import OFFERED, Section, part_names
from recoverylog.tui import commands, field_page, form_page
from recoverylog.tui.begun import SINCE_THEN
from recoverylog.tui.in_turn import KEEPING
from recoverylog.tui.page import Page
from recoverylog.tui.widgets.choices import Choices, OneOf
from recoverylog.tui.widgets.fields import PlainLine, with_mark
from recoverylog.tui.widgets.line import LineInput
from recoverylog.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


DRAFT = "supporter"
"""The name of the draft: the forms that were begun, by the id of whom they change."""

_NEW = "new"
_NOT_SAID = _("not said")
_ELSE = _("only where you tick them")
_FOUND = _("Here is what you had entered; it is not kept yet. ctrl g takes it away.")


class KeepSupporter(commands.Command):
    """Keep them among those who support you."""

    KEYS = "ctrl+s"
    WORD = _("keep")
    ALWAYS = True


class AsItWas(commands.Command):
    """Put the form back as it was before you typed."""

    KEYS = "ctrl+g"
    WORD = _("as it was")
    ALWAYS = True


class BackHere(commands.Command):
    """Go back; what you entered is found again here."""

    KEYS = "escape"
    WORD = _("back")
    SHOWN = "esc"
    ALWAYS = True
    DOES = commands.Back.action()


class Parts(RowList):
    """The parts of a page; space or a click ticks one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", _("tick"), key_display="space"),
    ]

    def __init__(self) -> None:
        """Offer all of them, what is shared by itself first."""
        super().__init__(markup=False, id="parts")
        self.ticked: frozenset[str] = frozenset()

    def on_mount(self) -> None:
        """List them."""
        first = [Option(self._row(one), id=one.value) for one in Section if one in OFFERED]
        rest = [Option(self._row(one), id=one.value) for one in Section if one not in OFFERED]
        heading = Option(Content.styled(f"   {_ELSE}", "$faint"), disabled=True)
        self.add_options([*first, heading, *rest])
        self.highlighted = 0

    def tick(self, names: Iterable[str]) -> None:
        """Tick these and no other."""
        self.ticked = frozenset(names)
        for section in Section:
            self.replace_option_prompt(section.value, self._row(section))

    def _row(self, section: Section) -> Content:
        here = section.value in self.ticked
        mark = Content.styled(f" {'•' if here else '·'} ", "$lamp" if here else "$soft")
        return Content.assemble(mark, (part_names()[section], "$ink" if here else "$soft"))


class SupporterForm(Page["Supporter | None"]):
    """The form for one supporter; dismissed with them as they were kept."""

    TITLE_WORD = _("somebody who supports you")
    COMMANDS_HERE = (
        field_page.EnterNext,
        field_page.TabNext,
        field_page.FieldBefore,
        field_page.FieldBelow,
        field_page.FieldAbove,
        KeepSupporter,
        commands.CrisisShown,
        BackHere,
        AsItWas,
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "app.show_help", _("Help"), show=False)
    ]
    AUTO_FOCUS = "#supporter-name"
    CSS_PATH = "../styles/supporter_form.tcss"

    label = getters.query_one("#supporter-name", PlainLine)
    role = getters.query_one("#supporter-role", PlainLine)
    reach = getters.query_one("#supporter-reach", PlainLine)
    days = getters.query_one("#supporter-days", OneOf)
    parts = getters.query_one(Parts)

    def __init__(self, present: Supporter | None = None) -> None:
        """Ask for a supporter; ``present`` is the one who is changed, None for a new one."""
        super().__init__()
        self._present = present
        self._key = _NEW if present is None else present.id
        self._begun: dict[str, Any] = {}
        self._looked = self._keeping = self._changed_parts = False

    def body(self) -> ComposeResult:
        """Give a row for each thing that can be noted, and the parts to tick."""
        roles = terms.chosen().supporter.roles
        for name, id_, example in (
            (_("name"), "supporter-name", _("Sam")),
            (_("role"), "supporter-role", _("{roles}: in your own word", roles=roles)),
            (_("reach"), "supporter-reach", _("+1 555 0142, or Wednesdays at the hall")),
        ):
            with Horizontal(classes="supporter-row"):
                yield Static(name, classes="supporter-label")
                yield from with_mark(PlainLine(placeholder=example, id=id_))
        with Horizontal(classes="supporter-row"):
            yield Static(_("days"), classes="supporter-label")
            spans = (_NOT_SAID, *(_("the last {one}", one=one) for one in PERIODS))
            yield OneOf(spans, own=True, id="supporter-days")
        with Vertical(id="supporter-parts"):
            yield Static(_("What they usually get"), classes="heading")
            yield Parts()

    async def draw_anew(self) -> None:
        """Paint the page again where it stands: what was chosen on it is kept nowhere else."""
        self.repaint()

    def on_mount(self) -> None:
        """Begin with what is known."""
        self._show(self._first())
        self.arrive()

    @work(description="find what was begun before")
    async def arrive(self) -> None:
        """Show what was entered here before and not kept."""
        own = self.ours.desk.own_name
        found = await self.ask(lambda journal: (journal.draft(own(DRAFT)),))
        if found is None:
            return
        self._begun = dict(found[0].fields) if found[0] is not None else {}
        begun = self._begun.get(self._key)
        if isinstance(begun, dict) and self.entered() == self._first():
            self._show(self._first() | begun)
            self.notice.say(_FOUND)
        self._looked = True
        self._keep_draft()

    # The fields --------------------------------------------------------------------------

    def _first(self) -> dict[str, Any]:
        """Return what the form shows before anything is typed."""
        one = self._present
        if one is None:
            return {"name": "", "role": "", "reach": "", "days": None, "sections": None}
        sections = None if one.sections is None else list(one.sections)
        return {
            "name": one.name,
            "role": one.role,
            "reach": one.reach,
            "days": one.days,
            "sections": sections,
        }

    def entered(self) -> dict[str, Any]:
        """Return what the form says; the sections are None while nothing was said of them."""
        place = self.days.place
        return {
            "name": self.label.value,
            "role": self.role.value,
            "reach": self.reach.value,
            "days": PERIODS[place - 1] if place else None,
            "sections": self._sections() if self._changed_parts else self._first()["sections"],
        }

    def _sections(self) -> list[str]:
        """Return what is ticked, in the order of a page; what we do not know stays as it was."""
        known = [section.value for section in Section]
        strange = [one for one in self._first()["sections"] or () if one not in known]
        return [one for one in known if one in self.parts.ticked] + strange

    def _show(self, fields: dict[str, Any]) -> None:
        for field, name in ((self.label, "name"), (self.role, "role"), (self.reach, "reach")):
            field.value = form_page.text(fields, name)
            field.cursor_position = len(field.value)
        days = fields.get("days")
        self.days.choose(PERIODS.index(days) + 1 if days in PERIODS else 0)
        sections = fields.get("sections")
        said = sections is not None
        self.parts.tick(cast("list[str]", sections) if said else [one.value for one in OFFERED])
        self._changed_parts = said and sections != self._first()["sections"]

    @on(OptionList.OptionSelected)
    def _tick(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option.id is not None:
            self._changed_parts = True
            self.parts.tick(self.parts.ticked ^ {event.option.id})
            self._keep_draft()

    @on(Input.Changed)
    @on(Choices.Changed)
    def _keep_draft(self) -> None:
        """Have what was entered kept as it is; nothing where nothing was."""
        if self._looked and not self._keeping:
            self._write_draft(self.entered())
            self.refresh_bindings()

    def _write_draft(self, fields: dict[str, Any]) -> None:
        others = {name: one for name, one in self._begun.items() if name != self._key}
        changed = fields != self._first()
        self._begun = others | ({self._key: fields} if changed else {})
        self.ours.desk.draft(DRAFT, self._begun or None)

    # Going about -------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the arrows to the parts."""
        if not self.is_mounted:
            return super().check_action(action, parameters)
        if action in {field_page.FieldBelow.action(), field_page.FieldAbove.action()}:
            return not isinstance(self.focused, Parts)
        if action == AsItWas.action():
            return self.entered() != self._first()
        return super().check_action(action, parameters)

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_enter_next(self) -> None:
        """Go to the next field; behind the last there is nothing but to keep it."""
        if self.focused is self.parts:
            self.action_keep_supporter()
        else:
            self.focus_next()

    def action_field_below(self) -> None:
        """Go to the field below."""
        self.focus_next()

    def action_field_before(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    def action_field_above(self) -> None:
        """Go to the field above."""
        self.focus_previous()

    @on(LineInput.Left)
    def action_back(self) -> None:
        """Go back; what was entered is still here the next time."""
        self._once_typed(lambda: self.finish(None))

    def action_as_it_was(self) -> None:
        """Put the form back as it was."""
        self._once_typed(self._put_back)

    def _put_back(self) -> None:
        self._show(self._first())
        self._keep_draft()
        self.notice.say(_("As it was before."))

    def _once_typed(self, act: Callable[[], object]) -> None:
        """Do ``act`` when the field has taken in every key that came before this one."""
        (self.focused or self).call_later(act)

    # Keeping it --------------------------------------------------------------------------

    def action_keep_supporter(self) -> None:
        """Keep what the form says."""
        self._once_typed(self._keep)

    def wanted(self) -> Supporter:
        """Return the supporter whom the form says.

        Raises:
            UsageProblem: no name, or too long a text.
        """
        said = self.entered()
        sections = None if said["sections"] is None else tuple(said["sections"])
        one = self._present or Supporter(id=quick_entry.new_id(), name="")
        changed: Supporter = msgspec.structs.replace(one, **(said | {"sections": sections}))
        return checked(changed)

    def _keep(self) -> None:
        if self._keeping:
            return
        try:
            wanted = self.wanted()
        except UsageProblem as problem:
            if not self.label.value.strip():
                self.label.focus()
            self.notice.say(problem.line(), care=True)
            return
        self._keeping = True
        self.put(wanted)

    @work(exclusive=True, group=KEEPING, description="keep a supporter")
    async def put(self, wanted: Supporter) -> None:
        """Write the supporter; the form stays as it is where that does not succeed."""
        lost, said = _("What you entered is still here."), self.entered()
        kept = await self.ask(lambda journal: journal.put_supporter(wanted), lost=lost)
        if kept is None:
            self._keeping = False
            self._keep_draft()
        elif self.entered() == said:
            self._write_draft(self._first())
            self.finish(kept)
        else:  # keys wait for a busy disk for a second only
            self._go_on_with(kept)

    def _go_on_with(self, kept: Supporter) -> None:
        """Stay with what was entered while they were written: it is a change of them now."""
        self._begun = {name: one for name, one in self._begun.items() if name != self._key}
        self._present, self._key, self._keeping = kept, kept.id, False
        self._keep_draft()
        self.notice.say(SINCE_THEN)
