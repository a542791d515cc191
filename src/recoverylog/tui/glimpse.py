"""What Today shows of the journal: one frozen value, and the small things drawn from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from recoverylog import clock
from recoverylog.insights.wording import dates
from recoverylog.insights.wording.large import large
from recoverylog.journal import days, terms
from recoverylog.journal.draft import base_and_seat, number_of
from recoverylog.journal.entry import CheckIn
from recoverylog.journal.text import one_line
from recoverylog.language import _, counted
from recoverylog.session import overview
from recoverylog.tui import handed
from recoverylog.tui.widgets.line import Known
from recoverylog.tui.widgets.spoken import Said

if TYPE_CHECKING:
    from recoverylog.journal.draft import Draft
    from recoverylog.journal.preference import Preferences
    from recoverylog.journal.selection import Stored
    from recoverylog.journal.shared import Reply
    from recoverylog.session.journal import Journal, Standing

LINE_DRAFT = "line"
"""The name of the draft of the line."""

_NOON, _EVENING = 12, 17
_TODAY, _NEXT, _GAP = _("Today"), _("next"), "  "
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


def is_of_another_day(shown: Shown | None, rollover: int) -> bool:
    """Return whether what is shown is no longer of today, a day that begins at ``rollover``."""
    return shown is not None and days.journal_day(clock.now(), rollover) != shown.state.day


def chip(state: overview.Today) -> Content:
    """Return the one thing that the hour, or the journal, asks for."""
    if state.unread:
        answers = counted("answer", "answers", state.unread)
        return _chip_of("o", _("{unread} {answers} to read", unread=state.unread, answers=answers))
    if state.unsettled_count:
        count = state.unsettled_count
        verb = counted("entry waits", "entries wait", count)
        return _chip_of("w", _("{count} {verb} for a word from you", count=count, verb=verb))
    unfinished = begun(state)
    if unfinished is not None:
        return _chip_of(
            "r",
            _("go on with {unfinished}", unfinished=_BEGUN.get(unfinished.name, _("your change"))),
        )
    parts = [entry.entry.part for entry in state.entries if isinstance(entry.entry, CheckIn)]
    if state.now.hour >= _EVENING or state.now.date() != state.day:
        return Content("") if {"evening", ""} & {*parts} else _chip_of("e", _("the evening"))
    if state.now.hour < _NOON and "morning" not in parts:
        return _chip_of("a", _("the morning"))
    return Content("")


def heading(state: overview.Today, width: int) -> Content:
    """Return the heading of today: how it stands, as much of that as there is room for."""
    if not state.entries:
        return Content.styled(_TODAY, "$faint")
    whole, said = overview.stands(state), overview.stands(state, short=True)
    for some in (whole, *(said[:most] for most in range(len(said), 0, -1))):
        words = " · ".join(some)
        if cell_len(_TODAY) + len(_GAP) + cell_len(words) <= width:
            return Content.assemble((_TODAY, "$faint"), _GAP, (words, "$soft"))
    return Content.styled(_TODAY, "$faint")


def following(state: overview.Today, width: int) -> Content:
    """Return what is next in one row: the plan, and whom to call as far as there is room."""
    if state.next is None:
        return Content("")
    room, alone = width - cell_len(_NEXT) - len(_GAP), state.next._replace(whom=None)
    whole, named = (overview.next_line(state.next, reach=reach) for reach in (True, False))
    fitting = (words for words in (whole, named) if cell_len(words) <= room)
    words = next(fitting, overview.next_line(alone) or named)
    label = (_NEXT, "$faint")
    return Content.assemble(label, _GAP, (words, "$soft")).truncate(max(width, 1), ellipsis=True)


def term_of_the_bar(standing: Standing | None, preferences: Preferences) -> str:
    """Return what the days of the bar are called: nothing where they are those that stand large."""
    if standing is None or large(standing.figures, preferences).which == "free-days":
        return ""
    return terms.chosen().time.free


_BEGUN = {
    "check_in": _("your evening"),
    "morning": _("your morning"),
    "craving": _("the craving you began"),
    "gratitude": _("what you are grateful for"),
    "connection": _("the meeting you began"),
    "note": _("your note"),
    "share": _("what you share"),
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
        (_("  you, {day}", day=dates.date_words(day)), "$faint"),
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
