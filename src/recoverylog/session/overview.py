"""Today at a glance: what the command and the screen of that name both show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from recoverylog import clock
from recoverylog.journal.selection import Selection

if TYPE_CHECKING:
    from datetime import date, datetime

    from recoverylog.journal.draft import Draft
    from recoverylog.journal.selection import Stored
    from recoverylog.journal.shared import Reply
    from recoverylog.session.journal import Journal, Standing

FORTNIGHT = 14
"""How many days the line of the last two weeks has, today included."""


_A_WHILE_AGO = 14
_EARLIER_MOST = 30


@dataclass(frozen=True, slots=True)
class Today:
    """Everything that is shown of today.

    Attributes:
        day: the journal day that it is.
        now: the present instant in the system's zone.
        standings: each focus with its figures.
        entries: what was written for today, oldest first.
        fortnight_entries: what was written for the last 14 days, today among them, oldest first.
        unsettled_count: how many entries wait for a word, those of uncertain origin included.
        drafts: what was begun and not finished, the last one first.
        earlier: something the person was grateful for a while ago, another one every day; None
            where there is nothing of that age.
        encouragement: an answer that the person kept, another one every day; None without any.
    """

    day: date
    now: datetime
    standings: tuple[Standing, ...]
    entries: tuple[Stored, ...]
    fortnight_entries: tuple[Stored, ...]
    unsettled_count: int
    drafts: tuple[Draft, ...]
    earlier: Stored | None = None
    encouragement: Reply | None = None


def today(journal: Journal) -> Today:
    """Return what an open journal says of today, milestones reached until now noted."""
    journal.note_milestones()
    day = journal.today()
    span = Selection(first=day - timedelta(days=FORTNIGHT - 1), last=day)
    fortnight = tuple(journal.select(span))
    waiting = journal.pending()
    return Today(
        day=day,
        now=clock.now(),
        standings=tuple(journal.standings()),
        entries=tuple(stored for stored in fortnight if stored.entry.day == day),
        fortnight_entries=fortnight,
        unsettled_count=len(waiting.unsettled) + len(waiting.held),
        drafts=journal.drafts(),
        earlier=_earlier(journal, day),
        encouragement=journal.encouragement(day),
    )


def _earlier(journal: Journal, day: date) -> Stored | None:
    """Return one of the person's own good things of some weeks ago, by turns, a day each."""
    span = Selection(
        kinds=("gratitude",), last=day - timedelta(days=_A_WHILE_AGO), limit=_EARLIER_MOST
    )
    found = [stored for stored in journal.select(span) if stored.entry.text.strip()]
    return found[day.toordinal() % len(found)] if found else None
