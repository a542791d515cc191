"""What a person is in recovery from: a name in their own word, since when, which days count."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import ScreenResume
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from recoverylog.errors import UsageProblem
from recoverylog.insights import streaks
from recoverylog.insights.wording import dates, figures
from recoverylog.journal import terms
from recoverylog.journal.focus import COUNTINGS, Counting, Focus, free_name
from recoverylog.journal.text import inert_line, one_line
from recoverylog.language import _
from recoverylog.tui import commands, field_page
from recoverylog.tui.begun import FOUND, SINCE_THEN, Begun
from recoverylog.tui.focus_fields import FocusFields
from recoverylog.tui.in_turn import KEEPING
from recoverylog.tui.widgets.focus_fields import FocusList
from recoverylog.tui.widgets.line import LineInput

if TYPE_CHECKING:
    from recoverylog.session.journal import Journal

DRAFT = "focus"
"""The name of the draft: the fields, and the id of the focus that is changed."""
ABOUT_DRAFT = "focus_word"
"""The name of the draft of a form that was opened about a word of an entry."""

_REPLACES = _("Once more puts it in the place of what you were writing.")


class GoOn(commands.Command):
    """Go on to the day; from the day, keep what the form says."""

    KEYS = "enter"
    WORD = _("keep")
    IN_FOOTER = False
    ALWAYS = True


class AnotherFocus(commands.Command):
    """Name another thing that you are in recovery from."""

    KEYS = "f9"
    WORD = _("another")
    ALWAYS = True


def keep(journal: Journal, wanted: Focus, held: Begun) -> Focus:
    """Add a focus, or change the one with its id, its name checked; runs at the desk.

    Args:
        journal: the open journal.
        wanted: the focus.
        held: the draft that it was typed in; it goes.

    Raises:
        UsageProblem: it has no name.
        AlreadyThere: another is called so.
    """
    every = journal.focuses(archived=True)
    label = free_name(every, wanted.label, wanted.id)
    kept: Focus = msgspec.structs.replace(wanted, label=label)
    journal.put_focus(kept)
    held.forget(journal)
    return kept


def entered(
    present: Focus | None, typed: tuple[str, str, Counting], begun: str = ""
) -> dict[str, str] | None:
    """Return what a draft keeps of the form; None where nothing was typed, or changed.

    Args:
        present: the focus that is changed; None for a new one.
        typed: the name, the start and the way of counting, as they stand in the form.
        begun: the name that stood there when it was opened.
    """
    label, since, counting = typed
    if present is not None:
        if typed == (present.label, present.since.isoformat(), present.counting):
            return None
    elif label.strip() in {"", begun.strip()} and not since.strip():
        return None
    id_ = present.id if present is not None else ""
    fields: dict[str, str] = {"label": label, "since": since, "counting": counting, "id": id_}
    return fields | ({"about": begun} if begun else {})


class FocusForm(FocusFields):
    """The form for a focus, and those that there are."""

    TITLE_WORD = ""
    COMMANDS_HERE: ClassVar[tuple[type[commands.Command], ...]] = (
        commands.Back,
        AnotherFocus,
        commands.CrisisShown,
    )
    # Not commands: the fields show them themselves, and the welcome has commands of its own.
    BINDINGS: ClassVar[list[BindingType]] = [
        GoOn.binding(),
        field_page.NextField.binding(),
        field_page.FieldBefore.binding(),
        field_page.FieldBelow.binding(),
        field_page.FieldAbove.binding(),
    ]
    AUTO_FOCUS = "#focus-label"
    CSS_PATH = "../styles/focus.tcss"
    LEAD: ClassVar[str] = _("In your own word; you can change it at any time.")

    others = getters.query_one("#focus-others", Vertical)
    known = getters.query_one("#focus-known", FocusList)

    def __init__(self, label: str = "") -> None:
        """Ask for a focus.

        Args:
            label: a name to begin with, from an entry that speaks of it.
        """
        super().__init__()
        self._begun = inert_line(label)
        self._focuses: tuple[Focus, ...] = ()
        self._kept_one = False
        self._keeping = False
        self._looked = self._look_failed = False
        self._replacing: tuple[str, object] | None = None
        """For which focus, by its id, was asked about what was begun, and what that was."""
        self._held: Begun

    def title_word(self) -> str:
        """Return the person's own word for it, but in the welcome."""
        return self.TITLE_WORD or terms.chosen().time.of_heading

    def body(self) -> ComposeResult:
        """Give the fields, and the focuses that there are."""
        yield Static(terms.chosen().time.of_question, classes="question")
        yield Static(self.LEAD, classes="prose group")
        yield from self.fields()
        with Vertical(id="focus-others"):
            yield Static(_("Those that there are: enter changes one"), classes="heading")
            yield FocusList(id="focus-known", markup=False)

    async def draw_anew(self) -> None:
        """Paint the page again where it stands: what was chosen on it is kept nowhere else."""
        self.repaint()
        self._list_known(self.known.highlighted)

    def on_mount(self) -> None:
        """Begin with what is known."""
        self.label.value = self._begun
        self.tell_day()
        self._held = Begun(self.ours.desk, ABOUT_DRAFT if self._begun else DRAFT)
        self.others.display = False
        self.watch(self.counting, "counting", self._tell_counting)
        self.look()

    @work(exclusive=True, group="look", description="look which there are")
    async def look(self) -> None:
        """Show the focuses that there are."""
        found = await self.ask(lambda journal: (journal.focuses(), self._held.look(journal)))
        self._focuses, begun = found or ((), {})
        self.others.display = bool(self._focuses)
        self._list_known(0 if self._focuses else None)
        self._look_failed = found is None
        if found is not None and not self._looked:
            self._take_up(begun)
            self._looked = True
            self._keep_draft()

    def _list_known(self, place: int | None) -> None:
        """Write the list of those that there are, with the cursor at ``place``."""
        self.known.clear_options()
        self.known.add_options(map(_row, self._focuses))
        self.known.highlighted = place

    # While it is filled in ---------------------------------------------------------------

    def _tell_counting(self, counting: Counting) -> None:
        self.meaning.update(figures.counting_line(streaks.Counting(counting)))
        self._keep_draft()

    def action_go_on(self) -> None:
        """Go on to the day; from the day, keep the form."""
        if self.focused is self.label:
            self.set_focus(self.since)
        else:
            # Both fields have taken in what was typed before.
            self.label.call_later(self.since.call_later, self.keep)

    @on(OptionList.OptionSelected)
    def _change(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._replace(self._focuses[event.option_index]):
            self.since.focus()

    def _replace(self, one: Focus | None) -> bool:
        """Fill in another one; where something was begun, only once it is asked for again."""
        asked = (one.id if one else "", self.typed())
        if self._entered() is not None and self._replacing != asked:
            self._replacing = asked
            self.notice.say(_REPLACES)
            return False
        self._replacing = None
        self._fill(one)
        return True

    def _fill(self, one: Focus | None) -> None:
        self.show(one)
        self.notice.say("")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another one only where one is being changed."""
        if action == AnotherFocus.action():
            return self.present is not None
        if action == GoOn.action():
            return self.focused in {self.label, self.since, self.counting}
        rows = {field_page.FieldBelow.action(), field_page.FieldAbove.action()}
        if action in rows and self.focused in {self.counting, self.known}:
            return False
        return super().check_action(action, parameters)

    def action_another_focus(self) -> None:
        """Begin with a new one."""
        if self._replace(None):
            self.label.focus()

    @on(LineInput.Left)
    def action_back(self) -> None:
        """Go back; nothing was changed, and what was typed is still there the next time."""
        self.once_typed(lambda: self.finish(None))

    # What is begun -----------------------------------------------------------------------

    @on(Input.Changed)
    def _keep_draft(self) -> None:
        """Have what was entered kept as it is; nothing where nothing was."""
        if self._look_failed:
            self._look_failed = False
            self.look()
        elif self._looked and not self._keeping and not self._kept_one:
            self._held.keep(self._entered())

    def _entered(self) -> dict[str, str] | None:
        return entered(self.present, self.typed(), self._begun)

    def _take_up(self, begun: dict[str, str]) -> None:
        """Fill in what was typed here before, and not kept; letters that came first go behind it.

        Where the form was opened about a word of an entry, what was begun about another one stays.
        """
        if not begun:
            return
        if begun.get("about", "") != self._begun:
            self._held.leave_alone()
            return
        early, early_day = self.label.value.removeprefix(self._begun), self.since.value
        if self._begun.startswith(early):
            early = ""  # of the word that stood there a part was deleted
        self._fill(next((one for one in self._focuses if one.id == begun.get("id")), None))
        self.label.value = f"{begun.get('label', '')}{early}"
        self.since.value = early_day or begun.get("since", "")
        counted = (one for one in COUNTINGS if one == begun.get("counting"))
        self.counting.counting = next(counted, self.counting.counting)
        self.label.cursor_position = len(self.label.value)
        self.since.cursor_position = len(self.since.value)
        self.notice.say(FOUND)

    # Keeping it --------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep the focus, if the form says one; once, however often it is asked for."""
        if self._keeping or self._kept_one:
            return
        try:
            wanted = self.wanted()
        except UsageProblem as problem:
            self.notice.say(problem.line(), care=True)
            return
        self._keeping = True
        self.put(wanted)

    @work(exclusive=True, group=KEEPING, description="keep the focus")
    async def put(self, wanted: Focus) -> None:
        """Write the focus; the form stays as it is where that does not succeed."""
        self.notice.say(_("Keeping …"))
        held, typed = self._held, self.typed()
        kept = await self.ask(
            lambda journal: keep(journal, wanted, held), lost=_("The form is as it was.")
        )
        self._keeping = False
        if kept is None:
            self._keep_draft()
        elif self.typed() == typed:
            self._kept_one = True
            self.leave_when_kept()
        else:  # keys wait for a busy disk for a second only
            self.present = kept
            self._keep_draft()
            self.notice.say(SINCE_THEN)

    @on(ScreenResume)
    def leave_when_kept(self) -> None:
        """Go back to where the form was opened, as soon as nothing stands above it."""
        if self._kept_one and self.is_active:
            self.dismiss(None)


def _row(one: Focus) -> Option:
    name = Content.styled(f"{one_line(one.label, 30)}  ", "$ink")
    since = Content.styled(_("since {since}", since=dates.date_words(one.since)), "$soft")
    return Option(Content.assemble("  ", name, since))
