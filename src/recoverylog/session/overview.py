"""Today at a glance: what the command and the screen of that name both show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from recoverylog import clock
from recoverylog.journal.entry import CheckIn
from recoverylog.journal.preference import Preferences
from recoverylog.journal.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from recoverylog.journal.draft import Draft
    from recoverylog.journal.selection import Stored
    from recoverylog.journal.shared import Reply
    from recoverylog.journal.supporter import Supporter
    from recoverylog.session.journal import Journal, Standing

FORTNIGHT = 14
"""How many days the line of the last two weeks has, today included."""


USUAL = Preferences()
_A_WHILE_AGO = 14
_EARLIER_MOST = 30


class Next(NamedTuple):
    """What the person means to do when it gets hard today, and whom they can call.

    Attributes:
        cue: the moment; may be empty.
        then: what they mean to do; may be empty.
        this_morning: whether it was written this morning; else it is one of their plans.
        whom: the first supporter of whom it is noted how to reach them.
    """

    cue: str
    then: str
    this_morning: bool
    whom: Supporter | None


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
        preferences: which figures the person wants to see, and which of them large.
        next: what they mean to do when it gets hard; None where nothing of it is known.
        unread: how many answers came and were neither kept nor put away.
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
    preferences: Preferences = USUAL
    next: Next | None = None
    unread: int = 0


def today(journal: Journal) -> Today:
    """Return what an open journal says of today, milestones reached until now noted."""
    journal.note_milestones()
    day = journal.today()
    span = Selection(first=day - timedelta(days=FORTNIGHT - 1), last=day)
    fortnight = tuple(journal.select(span))
    waiting = journal.pending()
    entries = tuple(stored for stored in fortnight if stored.entry.day == day)
    return Today(
        day=day,
        now=clock.now(),
        standings=tuple(journal.standings()),
        entries=entries,
        fortnight_entries=fortnight,
        unsettled_count=len(waiting.unsettled) + len(waiting.held),
        drafts=journal.drafts(),
        earlier=_earlier(journal, day),
        encouragement=journal.encouragement(day),
        preferences=journal.preferences(),
        next=_next(journal, day, entries),
        unread=len(journal.replies("new")),
    )


def stands(state: Today, *, short: bool = False) -> tuple[str, ...]:
    """Return how today stands: what was logged, in a few words each, or in fewer with ``short``."""
    from recoverylog.insights.wording.today import today_words  # noqa: PLC0415 - only to be shown

    counted = any(one.figures.in_recovery_since <= state.day for one in state.standings)
    return today_words([stored.entry for stored in state.entries], counted=counted, short=short)


def next_line(following: Next | None, *, reach: bool = True) -> str:
    """Return what is next in one line; empty where nothing is.

    Args:
        following: what the person means to do, and whom they can call.
        reach: whether it is said how they are reached.
    """
    from recoverylog.insights.wording.plans import call, if_then  # noqa: PLC0415 - the same

    if following is None:
        return ""
    whom = following.whom
    said = call(whom, reach=reach) if whom is not None else ""
    return " · ".join(filter(None, (if_then(following.cue, following.then), said)))


def _next(journal: Journal, day: date, entries: Sequence[Stored]) -> Next | None:
    """Return this morning's plan, else one of the person's plans, by turns, a day each."""
    whom = next((one for one in journal.supporters() if one.reach), None)
    for stored in reversed(entries):
        said = stored.entry
        if isinstance(said, CheckIn) and said.part == "morning" and said.plan:
            return Next(said.hard_moment, said.plan, True, whom)
    plans = journal.plans()
    if plans:
        plan = plans[day.toordinal() % len(plans)]
        return Next(plan.cue, plan.then, False, whom)
    return Next("", "", False, whom) if whom is not None else None


def _earlier(journal: Journal, day: date) -> Stored | None:
    """Return one of the person's own good things of some weeks ago, by turns, a day each."""
    span = Selection(
        kinds=("gratitude",), last=day - timedelta(days=_A_WHILE_AGO), limit=_EARLIER_MOST
    )
    found = [stored for stored in journal.select(span) if stored.entry.text.strip()]
    return found[day.toordinal() % len(found)] if found else None
