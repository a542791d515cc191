"""The check-in: one page, under a minute, and every field of it may stay empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from recoverylog import clock
from recoverylog.journal.entry import HALT
from recoverylog.tui import commands, field_page, form_page
from recoverylog.tui.form_page import Fields, FormPage
from recoverylog.tui.widgets.choices import Toggles
from recoverylog.tui.widgets.fields import LastArea, ListLine, SleepField, with_mark
from recoverylog.tui.widgets.scale import Scale

if TYPE_CHECKING:
    from datetime import datetime

    from recoverylog.journal.entry import AnyEntry
    from recoverylog.session.journal import Journal

_NOON = 12
_GOOD = ("good-1", "good-2", "good-3")
_NO_HOURS = "Hours of sleep: a number from 0 to 24. Until it is one, it is kept with the note."


class Questions(NamedTuple):
    """What the form asks, by the time of day.

    Attributes:
        mood: how the mood is.
        craving: the strongest craving.
        good: three good things.
        halt: hungry, angry, lonely, tired.
        note: anything else.
        note_example: what may be answered to that.
    """

    mood: str
    craving: str
    good: str
    halt: str
    note: str
    note_example: str


_MORNING = Questions(
    mood="How are you this morning?",
    craving="The strongest craving since last evening?",
    good="Three good things that this day may hold",
    halt="Are you any of these right now?",
    note="What would make today a little easier?",
    note_example="someone to call, a place to stay away from, a plan for the evening",
)
_EVENING = Questions(
    mood="How was today?",
    craving="The strongest craving of the day?",
    good="Three good things of today; small ones count",
    halt="Were you any of these today?",
    note="Anything else on your mind?",
    note_example="what you would do the same again, what you would like to tell someone",
)


class KeepAll(form_page.KeepText):
    """Keep the check-in as it is; what is empty stays empty."""

    WORD = "done"


class EnterNext(field_page.NextField):
    """Go to the next field, and from the last one keep the check-in."""

    KEYS = "enter"
    WORD = "next"
    ALWAYS = True

    @classmethod
    def action(cls) -> str:
        """Return an action of its own: it gives way where enter finishes."""
        return "enter_next"


class TabNext(field_page.NextField):
    """Go to the next field."""

    IN_FOOTER = False

    @classmethod
    def action(cls) -> str:
        """Return the action of every form."""
        return field_page.NextField.action()


class CheckInForm(FormPage):
    """The page for the evening, or for the morning."""

    DRAFT = "check_in"
    TITLE_WORD = "check-in"
    COMMANDS_HERE = (
        EnterNext,
        TabNext,
        field_page.FieldBefore,
        field_page.FieldBelow,
        field_page.FieldAbove,
        KeepAll,
        commands.CrisisShown,
        form_page.LeaveKept,
        form_page.Discard,
    )
    AUTO_FOCUS = "#mood"

    mood = getters.query_one("#mood", Scale)
    craving = getters.query_one("#craving", Scale)
    good_1 = getters.query_one("#good-1", ListLine)
    good_2 = getters.query_one("#good-2", ListLine)
    good_3 = getters.query_one("#good-3", ListLine)
    halt = getters.query_one("#halt", Toggles)
    sleep = getters.query_one("#sleep", SleepField)
    note = getters.query_one("#note", LastArea)

    _told_of_hours = False

    def body(self) -> ComposeResult:
        """Lay out the questions, in the order in which they are asked."""
        asked = self._questions()
        with Vertical(id="fields"):
            with Vertical(classes="group"):
                yield Static(_with_ends(asked.mood, "0 lowest, 10 best"), classes="asked")
                yield Scale(id="mood", classes="-mood")
            with Vertical(classes="group"):
                yield Static(_with_ends(asked.craving, "0 none, 10 strongest"), classes="asked")
                yield Scale(id="craving")
            with Vertical(classes="group"):
                yield Static(asked.good, classes="asked", markup=False)
                for name in _GOOD:
                    yield from with_mark(ListLine(id=name))
            with Horizontal(id="body", classes="group"):
                with Vertical(id="body-halt"):
                    yield Static(asked.halt, classes="asked", markup=False)
                    yield Toggles(HALT, id="halt")
                with Vertical(id="body-sleep"):
                    yield Static("Hours of sleep", classes="asked", markup=False)
                    yield from with_mark(SleepField(placeholder="7.5", id="sleep"))
            with Vertical(classes="group last"):
                yield Static(asked.note, classes="asked", markup=False)
                yield from with_mark(LastArea(placeholder=asked.note_example, id="note"))

    def _questions(self) -> Questions:
        hour = clock.now().hour
        return _MORNING if self.ours.settings.rollover <= hour < _NOON else _EVENING

    # The fields --------------------------------------------------------------------------

    def entered(self) -> Fields:
        """Return every field that says something; a sleep that is no number says it in words."""
        said = [self.note.text] if self.note.text.strip() else []
        if not self.sleep.is_understood:
            said.append(f"slept: {self.sleep.value.strip()}")
        good = [line.value for line in (self.good_1, self.good_2, self.good_3)]
        fields: Fields = {
            "mood": self.mood.value,
            "craving": self.craving.value,
            "good": [one for one in good if one.strip()],
            "halt": list(self.halt.words_chosen()),
            "sleep": self.sleep.hours,
            "text": "\n".join(said),
        }
        return {name: value for name, value in fields.items() if value not in (None, "", [])}

    def fill(self, fields: Fields) -> None:
        """Show the fields of a draft; where something was typed meanwhile, that stands."""
        for name, scale in (("mood", self.mood), ("craving", self.craving)):
            if scale.value is None:
                scale.value = form_page.number(fields, name)
        good = [one for one in _listed(fields, "good") if isinstance(one, str)]
        for line, held in zip((self.good_1, self.good_2, self.good_3), good, strict=False):
            line.value = f"{held}{line.value}"
            line.cursor_position = len(line.value)
        self.halt.mark((*_listed(fields, "halt"), *self.halt.words_chosen()))
        hours = form_page.number(fields, "sleep")
        if hours is not None and not self.sleep.value:
            self.sleep.value = f"{hours:g}"
        self.note.text = f"{form_page.text(fields, 'text')}{self.note.text}"
        self.note.move_cursor(self.note.document.end)

    def show_change(self) -> None:
        """Say so where the hours of sleep are none."""
        if not self.sleep.is_understood:
            self.notice.say(_NO_HOURS, care=True)
        elif self._told_of_hours:
            self.notice.say("")
        self._told_of_hours = not self.sleep.is_understood

    def made(self, journal: Journal, fields: Fields, began: datetime) -> AnyEntry:
        """Return the check-in, without the space around its words."""
        good = [str(one).strip() for one in _listed(fields, "good")]
        typed = form_page.text(fields, "text").strip()
        return super().made(journal, fields | {"good": good, "text": typed}, began)

    # Going through it --------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let enter finish where the last field has the focus."""
        if action == EnterNext.action() and isinstance(self.focused, LastArea):
            return False
        return super().check_action(action, parameters)

    def action_enter_next(self) -> None:
        """Go to the next field."""
        self.focus_next()


def _with_ends(question: str, ends: str) -> Content:
    """Return a question with what the ends of its scale mean."""
    return Content.assemble(question, Content.styled(f"  {ends}", "not bold $faint"))


def _listed(fields: Fields, name: str) -> list[object]:
    value = fields.get(name)
    return list(value) if isinstance(value, list | tuple) else []
