"""What all forms have in common: kept as they are typed, found again, and left with all of it."""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea

from recoverylog import clock
from recoverylog.insights.wording.dates import date_words
from recoverylog.journal import days, grammar, quick_entry
from recoverylog.journal import entry as entries
from recoverylog.journal.selection import Stored
from recoverylog.language import _
from recoverylog.tui import commands
from recoverylog.tui.field_page import FieldAbove, FieldBelow, FieldPage, NextField
from recoverylog.tui.in_turn import KEEPING
from recoverylog.tui.page import Page
from recoverylog.tui.widgets.choices import Choices
from recoverylog.tui.widgets.fields import TokenLine
from recoverylog.tui.widgets.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverylog.journal.draft import Draft
    from recoverylog.journal.entry import AnyEntry
    from recoverylog.session.journal import Journal

_STILL = _("What you entered is still here.")
_BINNED = _("Not kept. It lies in the bin for seven days; u brings it back.")
_NOTHING = _("There is nothing in it yet. Every field may stay empty; esc leaves.")
_ENDS = _("The numbers go from 0 to 10; press the other one once more to choose it instead.")

Fields = dict[str, Any]
"""What has been filled in, as a draft keeps it; see journal.draft."""


class Keep(commands.Command):
    """Keep what you entered as an entry of your journal."""

    KEYS = "enter,ctrl+s"
    WORD = _("keep")
    ALWAYS = True


class KeepText(Keep):
    """Keep what you entered as an entry of your journal."""

    KEYS = "ctrl+s"
    DOES = Keep.action()


class LeaveKept(commands.Command):
    """Leave and keep what you entered; nothing is written where it is empty."""

    KEYS = "escape"
    WORD = _("leave, kept")
    SHOWN = "esc"
    ALWAYS = True


class Discard(commands.Command):
    """Throw away what you entered; it goes to the bin, from which undo brings it back."""

    KEYS = "ctrl+g"
    WORD = _("bin")
    ALWAYS = True


class FormPage(FieldPage):
    """A form whose every state is kept encrypted, so that a closed terminal loses nothing.

    Leaving it keeps what was entered as an entry. A subclass gives ``DRAFT``, ``body`` and the
    three methods that read the fields, fill them, and make the entry.
    """

    DRAFT: ClassVar[str]
    """The name of its draft, which is the kind of the entry."""

    # The last row has no room for it beside the form's own keys; the key works all the same.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "app.show_help", _("Help"), show=False)
    ]
    # Textual reads it as relative to the module of the screen that inherits it.
    CSS_PATH = "../styles/forms.tcss"

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.began: datetime | None = None
        self._looked = False
        self._found = False
        self._looking = asyncio.Lock()
        self._leaving = False
        self._said_something = False
        self._not_kept_either = False

    # For each form -----------------------------------------------------------------------

    def entered(self) -> Fields:
        """Return what has been filled in; nothing where the form is empty."""
        raise NotImplementedError

    def fill(self, fields: Fields) -> None:
        """Show what a draft holds; what was typed meanwhile stands behind it."""
        raise NotImplementedError

    def came(self, written: Fields) -> Fields:
        """Return what has been entered since the form said ``written``."""
        return since(self.entered(), written)

    def made(self, journal: Journal, fields: Fields, began: datetime) -> AnyEntry:
        """Return the entry that ``fields`` stand for; runs at the desk.

        Args:
            journal: the open journal.
            fields: what was filled in.
            began: the instant that the entry speaks of.
        """
        return journal.new_entry(**{"kind": self.DRAFT, "source": "form", "at": began} | fields)

    def all_made(self, journal: Journal, fields: Fields, began: datetime) -> Sequence[AnyEntry]:
        """Return the entry, and behind it any other that was written on the same form."""
        return (self.made(journal, fields, began),)

    def show_change(self) -> None:
        """Show what follows from a change of a field."""

    async def get_ready(self) -> None:
        """Fetch what the form offers beside its fields."""

    # Keeping it as it is typed -----------------------------------------------------------

    def on_mount(self) -> None:
        """Look for what was begun before."""
        self.arrive()

    async def draw_anew(self) -> None:
        """Paint the form again, with what was entered, and what it offers anew."""
        self.repaint()
        self.show_change()
        self.hide_finished("#lately")
        # No key waits for the desk.
        self.run_worker(
            self.get_ready(), group="offer", exclusive=True, description="offer it anew"
        )

    @work(description="find what was begun before")
    async def arrive(self) -> None:
        """Show what was begun before, then what the form offers."""
        await self._look()
        await self.get_ready()

    async def _look(self) -> bool | None:
        """Show the draft, once; return whether there was one, None where it cannot be told."""
        async with self._looking:
            if self._looked:
                return self._found
            own = self.ours.desk.own_name
            found = await self.ask(lambda journal: (journal.draft(own(self.DRAFT)),), lost=_STILL)
            if found is None:
                return None
            self._looked, self._found = True, found[0] is not None
            if found[0] is not None:
                self._take_up(found[0])
            self._keep_draft()
            # Until now it could not be told whether there is anything to throw away.
            self.refresh_bindings()
            return self._found

    def _take_up(self, draft: Draft) -> None:
        self.began = _instant(draft.fields.get("at")) or draft.saved.astimezone()
        self.fill(draft.fields)
        now = clock.now()
        day = (
            ""
            if self.began.date() == now.date()
            else _(" on {date}", date=date_words(self.began.date()))
        )
        self.notice.say(
            _("Here is what you had entered{day} at {began:%H:%M}.", day=day, began=self.began)
        )

    @on(Scale.Changed)
    @on(Choices.Changed)
    @on(Input.Changed)
    @on(TextArea.Changed)
    def _note_change(self) -> None:
        self.show_change()
        self._keep_draft()
        if self._said_something != bool(self.entered()):
            self._said_something = not self._said_something
            self.refresh_bindings()

    @on(Scale.Beyond)
    def _tell_ends(self) -> None:
        self.notice.say(_ENDS)

    def _keep_draft(self) -> None:
        if self._looked and not self._leaving:
            self.ours.desk.draft(self.DRAFT, self._dated())

    def _dated(self) -> Fields | None:
        """Return what has been filled in, with its time and day; None where nothing has been."""
        fields = self.entered()
        if not fields:
            self.began = None
            return None
        return self._with_time(fields)

    def _with_time(self, fields: Fields) -> Fields:
        if self.began is None:
            self.began = clock.now()
        day = days.journal_day(self.began, self.ours.settings.rollover)
        dated = {"at": self.began.isoformat(), "day": day.isoformat()}
        return {"kind": self.DRAFT} | fields | dated

    # Leaving -----------------------------------------------------------------------------

    def action_keep(self) -> None:
        """Keep what was entered; say so where there is nothing."""
        self.once_typed(self.keep)

    def action_leave_kept(self) -> None:
        """Leave with everything."""
        self.once_typed(self.leave)

    def action_discard(self) -> None:
        """Leave without keeping."""
        self.once_typed(partial(self.leave, kept=False))

    def keep(self) -> None:
        """Keep what was entered; say so where there is nothing."""
        if self._looked and not self.entered():
            self.notice.say(_NOTHING)
        else:
            self.leave()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to a field that has a use of its own for them."""
        if action == NextField.action() and isinstance(self.focused, TokenLine):
            return False
        rows = {FieldBelow.action(), FieldAbove.action()}
        if action in rows and isinstance(self.focused, TextArea):
            return False
        if action == Discard.action():
            return not self._looked or bool(self.entered())
        return super().check_action(action, parameters)

    @work(group=KEEPING, description="keep what was entered, and leave")
    async def leave(self, *, kept: bool = True) -> None:
        """Write what was entered, and go back; where it cannot be written, stay.

        Args:
            kept: False to put it into the bin at once.
        """
        filled = False if self._looked else await self._look()
        if filled is None and not self.entered():
            self.finish(None)
        # Nobody ends a form that they have not yet seen filled.
        if filled is not False or self._leaving:
            return
        self._leaving = True
        fields = self._dated()
        if fields is None:
            self.ours.desk.draft(self.DRAFT, None)
            self.finish(None)
        elif not kept:
            await self._put_into_bin(fields)
        else:
            stored = await self._written(fields)
            if stored is None:
                self._stay()
            else:
                self._keep_what_came(fields)
                self.finish(stored)

    def _keep_what_came(self, written: Fields) -> None:
        """Keep as a draft what was entered while the entry was written; keys wait a second only."""
        came = self.came(written)
        if came:
            self.began = None
            self.ours.desk.draft(self.DRAFT, self._with_time(came))

    async def _written(self, fields: Fields, *, binned: bool = False) -> Stored | None:
        began = self.began or clock.now()
        plain = {name: value for name, value in fields.items() if name != "at"}

        def write(journal: Journal) -> Stored:
            desk = self.ours.desk
            name = desk.own_name(self.DRAFT)
            if binned:
                # One entry, so that one key brings all of it back.
                stored = journal.write_from_draft(self.made(journal, plain, began), name)
            else:
                entry, *beside = self.all_made(journal, plain, began)
                stored = journal.write_from_draft(entry, name, beside)
            desk.written(self.DRAFT)
            return journal.delete(stored) if binned else stored

        return await self.ask(write, lost=_STILL)

    async def _put_into_bin(self, fields: Fields) -> None:
        stored = await self._written(fields, binned=True)
        if stored is None and not self._not_kept_either:
            self._not_kept_either = True
            self._stay()
            return
        below = self.app.screen_stack[-2]
        if isinstance(below, Page) and stored is not None:
            below.notice.say(_BINNED)
        self.finish(None)

    def _stay(self) -> None:
        """Go on with the form: its words are still there, and are kept as they were."""
        self._leaving = False
        self._keep_draft()


def number(fields: Fields, name: str) -> float | None:
    """Return a number of a draft, or None where there is none."""
    value = fields.get(name)
    return float(value) if isinstance(value, int | float) else None


def text(fields: Fields, name: str) -> str:
    """Return a text of a draft; empty where there is none."""
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def since(now: Fields, before: Fields) -> Fields:
    """Return what fields hold now and did not hold before.

    Of a text it is what stands behind the one before, of a list what was not among those before.
    """
    came = {name: _more(value, before.get(name)) for name, value in now.items()}
    return {name: more for name, more in came.items() if more not in (None, "", [])}


def _more(value: object, before: object) -> object:
    if value == before:
        return None
    if isinstance(value, str) and isinstance(before, str):
        return value.removeprefix(before)
    if isinstance(value, list) and isinstance(before, list | tuple):
        more, there = [], list(before)
        for one in value:
            if one in there:
                there.remove(one)
            else:
                more.append(one)
        return more
    return value


def entry_of_line(journal: Journal, typed: str, began: datetime) -> AnyEntry:
    """Return the entry that a typed line stands for, as written in a form.

    Args:
        journal: the open journal.
        typed: the whole line, its kind in front.
        began: the instant of writing, for a line that names no other.
    """
    line = grammar.parse_line(typed)
    entry = journal.entry_of(quick_entry.fields(line, began, journal.rollover))
    now = clock.now()
    written = entry.written if entry.at == now else now
    return entries.changed(entry, source="form", written=written)


def _instant(value: object) -> datetime | None:
    """Return the instant that a draft keeps, or None where it is none."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
