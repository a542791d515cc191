"""What the forms of the morning and the evening have in common: every field may stay empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from recoverylog.language import _
from recoverylog.session import checking_in
from recoverylog.tui import commands, field_page, form_page
from recoverylog.tui.form_page import Fields, FormPage
from recoverylog.tui.widgets.fields import with_mark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.widgets import Input

    from recoverylog.journal.entry import AnyEntry
    from recoverylog.session.journal import Journal


class KeepAll(form_page.KeepText):
    """Keep the form as it is; what is empty stays empty."""

    WORD = _("done")


class CheckInForm(FormPage):
    """A form of one part of the day; a subclass gives its fields."""

    PART: ClassVar[str]
    """Which part of the day it is for, as an entry has it."""
    LAST: ClassVar[str]
    """The id of the field from which enter keeps the form."""
    COMMANDS_HERE = (
        field_page.EnterNext,
        field_page.TabNext,
        field_page.FieldBefore,
        field_page.FieldBelow,
        field_page.FieldAbove,
        KeepAll,
        commands.CrisisShown,
        form_page.LeaveKept,
        form_page.Discard,
    )

    # The fields --------------------------------------------------------------------------

    def said(self) -> Fields:
        """Return every field of the form, those that are empty too."""
        raise NotImplementedError

    def entered(self) -> Fields:
        """Return every field that says something, with what kind of entry it is."""
        said = {
            name: value
            for name, value in self.said().items()
            if value not in (None, "", []) and not (isinstance(value, str) and not value.strip())
        }
        return said and {"kind": checking_in.KIND, "part": self.PART} | said

    def made(self, journal: Journal, fields: Fields, began: datetime) -> AnyEntry:
        """Return the one entry that holds all of it, for the bin."""
        return self.all_made(journal, checking_in.in_one(fields), began)[0]

    def all_made(self, journal: Journal, fields: Fields, began: datetime) -> Sequence[AnyEntry]:
        """Return the check-in, and what was said beside it, without the space around its words."""
        trimmed = {name: _trimmed(value) for name, value in fields.items()}
        return checking_in.entries_of(journal, {"source": "form"} | trimmed, began)

    # Going through it --------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave enter to a field that has a use of its own for it."""
        if (
            action == field_page.EnterNext.action()
            and self.focused is not None
            and self.takes_enter()
        ):
            return False
        return super().check_action(action, parameters)

    def takes_enter(self) -> bool:
        """Return whether enter belongs to the field that has the focus."""
        return False

    def action_enter_next(self) -> None:
        """Go to the next field; behind the last there is nothing but to keep it."""
        if self.focused is not None and self.focused.id == self.LAST:
            self.action_keep()
        else:
            self.focus_next()


def with_ends(question: str, ends: str) -> Content:
    """Return a question with what the ends of its scale mean."""
    return Content.assemble(question, Content.styled(f"  {ends}", "not bold $faint"))


def labelled(label: str, field: Input) -> ComposeResult:
    """Give a line in a row with what is asked for in it."""
    with Horizontal(classes="labelled"):
        yield Static(label, classes="label", markup=False)
        yield from with_mark(field)


def go_on(line: Input, held: str) -> None:
    """Put what a draft holds before what was typed meanwhile."""
    line.value = f"{held}{line.value}"
    line.cursor_position = len(line.value)


def listed(fields: Fields, name: str) -> list[object]:
    """Return a list of a draft; nothing where it holds none."""
    value = fields.get(name)
    return list(value) if isinstance(value, list | tuple) else []


def _trimmed(value: object) -> object:
    if isinstance(value, str):
        return value.strip()
    return [_trimmed(one) for one in value] if isinstance(value, list) else value
