"""The fields of a focus: its name in the person's own word, since when, which days count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from textual import getters, on
from textual.containers import Horizontal
from textual.widgets import Input, Static

from recoverylog import clock
from recoverylog.errors import UsageProblem
from recoverylog.insights.wording import dates
from recoverylog.journal import days, quick_entry
from recoverylog.journal.focus import Counting, Focus, checked_name, start
from recoverylog.journal.text import inert
from recoverylog.language import _
from recoverylog.tui.field_page import FieldPage
from recoverylog.tui.widgets.focus_fields import DayCount, Field

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult

_NO_DAY = _("a day is written as 2026-05-14, 2026-05, yesterday or 30d")


class FocusFields(FieldPage):
    """A page with the fields of a focus."""

    label = getters.query_one("#focus-label", Field)
    since = getters.query_one("#focus-since", Field)
    read = getters.query_one("#focus-read", Static)
    counting = getters.query_one(DayCount)
    meaning = getters.query_one("#focus-meaning", Static)

    present: Focus | None = None
    """The focus that is changed; None for a new one."""

    def fields(self) -> ComposeResult:
        """Give the fields, one below the other."""
        with Horizontal(classes="focus-row"):
            yield Static("› ", classes="focus-mark", markup=False)
            yield Field(placeholder=_("alcohol, gambling, …"), id="focus-label")
        yield Static("", classes="focus-air")
        yield Static(_("Since when?"), classes="heading")
        with Horizontal(classes="focus-row"):
            yield Static("› ", classes="focus-mark", markup=False)
            yield Field(
                placeholder=_("2026-05-14, 2026-05, yesterday, 30d; empty for today"),
                id="focus-since",
            )
        yield Static("", id="focus-read", markup=False)
        yield Static("", classes="focus-air")
        yield Static(_("Which days are counted?"), classes="heading")
        yield DayCount(id="focus-counting")
        yield Static("", id="focus-meaning", markup=False)

    def today(self) -> date:
        """Return the journal day that it is now."""
        return days.journal_day(clock.now(), self.ours.settings.rollover)

    @on(Input.Changed, "#focus-since")
    def tell_day(self) -> None:
        """Say below the field which day it stands for."""
        day = start(self.since.value, self.today())
        self.read.update(_NO_DAY if day is None else day_told(day, self.today()))

    def typed(self) -> tuple[str, str, Counting]:
        """Return the name, the start and the way of counting, as they stand here."""
        return self.label.value, self.since.value, self.counting.counting

    def show(self, one: Focus | None) -> None:
        """Fill in a focus that is to be changed, or nothing for a new one."""
        self.present = one
        self.label.value = one.label if one else ""
        self.since.value = one.since.isoformat() if one else ""
        self.since.cursor_position = len(self.since.value)
        self.counting.counting = one.counting if one else "presume_free"

    def wanted(self) -> Focus:
        """Return the focus that the form says.

        Raises:
            UsageProblem: a field cannot be used; its field has the cursor then.
        """
        day = start(self.since.value, self.today())
        if day is None:
            self.since.focus()
            raise UsageProblem(_("Not yet: {no_day}.", no_day=_NO_DAY))
        if not self.label.value.strip():
            self.label.focus()
        label, counting = checked_name(self.label.value), self.counting.counting
        if self.present is None:
            return Focus(id=quick_entry.new_id(), label=label, since=day, counting=counting)
        changed: Focus = msgspec.structs.replace(
            self.present, label=label, since=day, counting=counting
        )
        return changed


def day_told(day: date, today: date) -> str:
    """Return a start in words, with the time since then."""
    words = dates.date_words(day)
    if day == today:
        return _("from today, {words}", words=words)
    if day > today:
        return _("from {words} on", words=words)
    return inert(_("{words}, {day} ago", words=words, day=dates.duration_words(day, today)))
