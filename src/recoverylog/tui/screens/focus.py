"""What a person is in recovery from: a name in their own word, since when, which days count."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click, ScreenResume
from textual.reactive import reactive
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from recoverylog import clock
from recoverylog.errors import UsageProblem
from recoverylog.insights import streaks
from recoverylog.insights.wording import dates, figures
from recoverylog.journal import days, quick_entry
from recoverylog.journal.focus import COUNTINGS, Counting, Focus, checked_name, free_name, start
from recoverylog.journal.text import clean, one_line
from recoverylog.tui import commands, field_page
from recoverylog.tui.field_page import FieldPage
from recoverylog.tui.widgets.line import LineInput

if TYPE_CHECKING:
    from datetime import date

    from recoverylog.session.journal import Journal

_NO_DAY = "a day is written as 2026-05-14, 2026-05, yesterday or 30d"
_WORDS: dict[Counting, str] = {
    "presume_free": "every day, unless use was recorded",
    "only_logged": "only days with an entry",
}


class GoOn(commands.Command):
    """Go on to the day; from the day, keep what the form says."""

    KEYS = "enter"
    WORD = "keep"
    IN_FOOTER = False
    ALWAYS = True


class AnotherFocus(commands.Command):
    """Name another thing that you are in recovery from."""

    KEYS = "f6"
    WORD = "another"
    ALWAYS = True


class Field(LineInput):
    """A field of the form; it completes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "next", key_display="tab"),
    ]

    def __init__(self, *, placeholder: str, id: str) -> None:  # noqa: A002 - Textual's name for it
        """Wait for a few words."""
        super().__init__(placeholder=placeholder, grammar_colours=False, id=id)

    def action_complete(self) -> None:
        """Go on to the next field."""
        self.screen.focus_next()


class FocusList(OptionList):
    """The focuses that there are; enter or a click chooses one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "change", key_display="enter"),
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
    ]


class DayCount(Static, can_focus=True):
    """Two ways of counting days, one of them chosen; arrows, space or a click choose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,right,up,down,space,h,j,k,l", "other", "the other", key_display="space"),
        Binding("enter", "screen.go_on", "keep", key_display="enter"),
    ]

    counting: reactive[Counting] = reactive[Counting]("presume_free")

    def render(self) -> Content:
        """Return both ways on a row each, the chosen one strong, and what it means."""
        shown = []
        for one in COUNTINGS:
            here = one == self.counting
            mark = Content.styled("› " if here else "  ", "$lamp")
            words = Content.styled(f"{_WORDS[one]} ", "bold $ink" if here else "$soft")
            shown.append(Content.assemble(mark, words))
        return Content("\n").join(shown)

    def action_other(self) -> None:
        """Choose the other way."""
        here = COUNTINGS.index(self.counting)
        self.counting = COUNTINGS[(here + 1) % len(COUNTINGS)]

    def on_click(self, event: Click) -> None:
        """Choose the way that was clicked."""
        event.stop()
        if 0 <= event.y < len(COUNTINGS):
            self.counting = COUNTINGS[event.y]


def keep(journal: Journal, wanted: Focus) -> Focus:
    """Add a focus, or change the one with its id, its name checked; runs at the desk.

    Raises:
        UsageProblem: it has no name.
        AlreadyThere: another is called so.
    """
    every = journal.focuses(archived=True)
    label = free_name(every, wanted.label, wanted.id)
    kept: Focus = msgspec.structs.replace(wanted, label=label)
    journal.put_focus(kept)
    return kept


class FocusForm(FieldPage):
    """The form for a focus, and those that there are."""

    TITLE_WORD = "In recovery from"
    COMMANDS_HERE: ClassVar[tuple[type[commands.Command], ...]] = (
        commands.Back,
        AnotherFocus,
        commands.CrisisShown,
    )
    # Not among the commands: the fields themselves show them, and the welcome has commands of
    # its own.
    BINDINGS: ClassVar[list[BindingType]] = [
        GoOn.binding(),
        field_page.NextField.binding(),
        field_page.FieldBefore.binding(),
        field_page.FieldBelow.binding(),
        field_page.FieldAbove.binding(),
    ]
    AUTO_FOCUS = "#focus-label"
    CSS_PATH = "../styles/focus.tcss"
    QUESTION: ClassVar[str] = "What are you in recovery from?"
    LEAD: ClassVar[str] = "In your own word; you can change it at any time."

    label = getters.query_one("#focus-label", Field)
    since = getters.query_one("#focus-since", Field)
    read = getters.query_one("#focus-read", Static)
    counting = getters.query_one(DayCount)
    meaning = getters.query_one("#focus-meaning", Static)
    others = getters.query_one("#focus-others", Vertical)
    known = getters.query_one("#focus-known", FocusList)

    def __init__(self, label: str = "") -> None:
        """Ask for a focus.

        Args:
            label: a name to begin with, from an entry that speaks of it.
        """
        super().__init__()
        self._begun = label
        self._focuses: tuple[Focus, ...] = ()
        self._present: Focus | None = None
        self._kept_one = False
        self._keeping = False

    def body(self) -> ComposeResult:
        """Give the fields, and the focuses that there are."""
        yield Static(self.QUESTION, classes="question")
        yield Static(self.LEAD, classes="prose group")
        with Horizontal(classes="focus-row"):
            yield Static("› ", classes="focus-mark", markup=False)
            yield Field(placeholder="alcohol, gambling, …", id="focus-label")
        yield Static("", classes="focus-air")
        yield Static("Since when?", classes="heading")
        with Horizontal(classes="focus-row"):
            yield Static("› ", classes="focus-mark", markup=False)
            yield Field(
                placeholder="2026-05-14, 2026-05, yesterday, 30d; empty for today",
                id="focus-since",
            )
        yield Static("", id="focus-read", markup=False)
        yield Static("", classes="focus-air")
        yield Static("Which days are counted?", classes="heading")
        yield DayCount(id="focus-counting")
        yield Static("", id="focus-meaning", markup=False)
        with Vertical(id="focus-others"):
            yield Static("Those that there are: enter changes one", classes="heading")
            yield FocusList(id="focus-known", markup=False)

    def on_mount(self) -> None:
        """Begin with what is known."""
        self.label.value = one_line(self._begun)
        self._tell_day("")
        self._take_up_begun()
        self.others.display = False
        self.watch(self.counting, "counting", self._tell_counting)
        self.look()

    @work(exclusive=True, group="look", description="look which there are")
    async def look(self) -> None:
        """Show the focuses that there are."""
        found = await self.ask(lambda journal: journal.focuses())
        self._focuses = found or ()
        self.others.display = bool(self._focuses)
        self.known.clear_options()
        for one in self._focuses:
            name = Content.styled(f"{one_line(one.label, 30)}  ", "$ink")
            since = Content.styled(f"since {dates.date_words(one.since)}", "$soft")
            self.known.add_option(Option(Content.assemble("  ", name, since)))
        self.known.highlighted = 0 if self._focuses else None

    # While it is filled in ---------------------------------------------------------------

    def today(self) -> date:
        """Return the journal day that it is now."""
        return days.journal_day(clock.now(), self.ours.settings.rollover)

    @on(Input.Changed, "#focus-since")
    def _read_day(self, event: Input.Changed) -> None:
        self._tell_day(event.value)

    def _tell_day(self, typed: str) -> None:
        day = start(typed, self.today())
        self.read.update(_NO_DAY if day is None else day_told(day, self.today()))

    def _tell_counting(self, counting: Counting) -> None:
        self.meaning.update(figures.counting_line(streaks.Counting(counting)))

    @on(LineInput.Left)
    def _left(self) -> None:
        self.action_back()

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
        self._fill(self._focuses[event.option_index])
        self.since.focus()

    def _fill(self, one: Focus | None) -> None:
        self._present = one
        self.label.value = one.label if one else ""
        self.since.value = one.since.isoformat() if one else ""
        self.since.cursor_position = len(self.since.value)
        self.notice.say("")
        self.counting.counting = one.counting if one else "presume_free"
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another one only where one is being changed."""
        if action == AnotherFocus.action():
            return self._present is not None
        if action == GoOn.action():
            return self.focused in {self.label, self.since, self.counting}
        rows = {field_page.FieldBelow.action(), field_page.FieldAbove.action()}
        if action in rows and self.focused in {self.counting, self.known}:
            return False
        return super().check_action(action, parameters)

    def action_another_focus(self) -> None:
        """Begin with a new one."""
        self._fill(None)
        self.label.focus()

    def action_back(self) -> None:
        """Go back; nothing was changed, and what was typed is still there the next time."""
        self.once_typed(self._leave)

    def _leave(self) -> None:
        typed = (self.label.value, self.since.value)
        if self._present is None and any(map(str.strip, typed)):
            self.ours.desk.begun_focus = (*typed, self.counting.counting)
        self.dismiss(None)

    def _take_up_begun(self) -> None:
        """Fill in what was typed here before, and not kept; a name from an entry comes first."""
        begun = self.ours.desk.begun_focus
        if begun is None or self._begun.strip():
            return
        self.label.value, self.since.value, counting = begun
        self.counting.counting = next(one for one in COUNTINGS if one == counting)
        self.label.cursor_position = len(self.label.value)
        self.since.cursor_position = len(self.since.value)
        self.notice.say("Here is what you had entered; it is not kept yet.")

    # Keeping it --------------------------------------------------------------------------

    def wanted(self) -> Focus:
        """Return the focus that the form says.

        Raises:
            UsageProblem: a field cannot be used; its field has the cursor then.
        """
        day = start(self.since.value, self.today())
        if day is None:
            self.since.focus()
            raise UsageProblem(f"Not yet: {_NO_DAY}.")
        if not self.label.value.strip():
            self.label.focus()
        label, counting = checked_name(self.label.value), self.counting.counting
        if self._present is None:
            return Focus(id=quick_entry.new_id(), label=label, since=day, counting=counting)
        changed: Focus = msgspec.structs.replace(
            self._present, label=label, since=day, counting=counting
        )
        return changed

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

    @work(exclusive=True, group="put", description="keep the focus")
    async def put(self, wanted: Focus) -> None:
        """Write the focus; the form stays as it is where that does not succeed."""
        self.notice.say("Keeping …")
        kept = await self.ask(lambda journal: keep(journal, wanted), lost="The form is as it was.")
        self._keeping = False
        if kept is not None:
            self._kept_one = True
            self.ours.desk.begun_focus = None
            self.leave_when_kept()

    @on(ScreenResume)
    def leave_when_kept(self) -> None:
        """Go back to where the form was opened, as soon as nothing stands above it."""
        if self._kept_one and self.is_active:
            self.dismiss(None)


def day_told(day: date, today: date) -> str:
    """Return a start in words, with the time since then."""
    words = dates.date_words(day)
    if day == today:
        return f"from today, {words}"
    if day > today:
        return f"from {words} on"
    return clean(f"{words}, {dates.duration_words(day, today)} ago")
