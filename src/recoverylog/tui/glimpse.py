"""What Today shows of the journal: one frozen value, and the small things drawn from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from recoverylog.insights.wording import dates
from recoverylog.journal.draft import base_and_seat, number_of
from recoverylog.journal.text import one_line
from recoverylog.session import overview
from recoverylog.tui import handed
from recoverylog.tui.widgets.line import Known
from recoverylog.tui.widgets.spoken import Said

if TYPE_CHECKING:
    from recoverylog.journal.draft import Draft
    from recoverylog.journal.selection import Stored
    from recoverylog.journal.shared import Reply
    from recoverylog.session.journal import Journal

LINE_DRAFT = "line"
"""The name of the draft of the line."""

_EVENING = 17
_EARLIER_CELLS = 48


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screen shows: the journal's state of today, and the words that may be completed.

    Attributes:
        state: today as the journal has it.
        known: the words of the line's completion.
        generation: how often the journal had changed then.
        typed: what a line held when the terminal was closed; empty for nothing.
    """

    state: overview.Today
    known: Known
    generation: int
    typed: str = ""


def look(journal: Journal) -> Shown:
    """Return what the screen shows; runs at the desk."""
    words = journal.words()
    draft = journal.draft(LINE_DRAFT)
    return Shown(
        overview.today(journal),
        Known(words.tags, words.helped, words.people, tuple(f.label for f in journal.focuses())),
        journal.generation(),
        str(draft.fields.get("line", "")) if draft else "",
    )


def chip(state: overview.Today) -> Content:
    """Return the one thing that the hour, or the journal, asks for."""
    if state.unsettled_count:
        count = state.unsettled_count
        verb = "entry waits" if count == 1 else "entries wait"
        return _chip_of("w", f"{count} {verb} for a word from you")
    unfinished = begun(state)
    if unfinished is not None:
        return _chip_of("r", f"go on with {_BEGUN.get(unfinished.name, 'your change')}")
    checked_in = any(stored.entry.kind == "check_in" for stored in state.entries)
    if not checked_in and (state.now.hour >= _EVENING or state.now.date() != state.day):
        return _chip_of("e", "evening check-in")
    return Content("")


_BEGUN = {
    "check_in": "your check-in",
    "craving": "the craving you began",
    "gratitude": "what you are grateful for",
    "connection": "the meeting you began",
    "note": "your note",
    "share": "what you share",
}


def begun(state: overview.Today) -> Draft | None:
    """Return the form that was begun last and not finished; the line has a place of its own.

    What is being written at another screen that stands open is no business of this one. What is
    not offered here is found again where it was begun.
    """
    forms = (draft for draft in state.drafts if base_and_seat(draft.name) == (draft.name, 1))
    return next((draft for draft in forms if draft.name in _BEGUN or number_of(draft)), None)


def earlier(stored: Stored | None) -> Content:
    """Return the person's own words of another day, as theirs."""
    if stored is None:
        return Content("")
    day = stored.entry.day
    return Content.assemble(
        ("▎ ", "$ember"),
        (f"“{one_line(stored.entry.text, _EARLIER_CELLS)}”", "italic $soft"),
        (f"  you, {dates.date_words(day)}", "$faint"),
    )


def encouragement(reply: Reply | None) -> Said | None:
    """Return the words that somebody answered, with who and when."""
    if reply is None:
        return None
    whom = handed.called(reply.page.supporter)
    day = handed.at_words(reply.at)
    return Said(reply.text, f"{whom}, {day}" if whom else day)


def _chip_of(key: str, text: str) -> Content:
    return Content.assemble((f" {key} ", "bold $lamp on $panel"), (f" {text} ", "$ink on $panel"))
