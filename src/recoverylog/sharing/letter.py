"""What a person hands to somebody who supports them: which parts, and what they are made of.

:class:`Ticked` says what goes in and :class:`Material` holds what the journal knows of the
period; composing.write makes the document out of both.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.journal import terms
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.insights.report import FocusFigures
    from recoverylog.journal.entry import AnyEntry, Note
    from recoverylog.journal.supporter import Supporter


class Section(StrEnum):
    """A part of the page, in the order in which it is read (practice.md §3.6).

    The journal knows no places and no medicines apart from words: a place is a tag, and both may
    stand in what a person wrote.
    """

    TALK = "talk"
    NEED = "need"
    TIME = "time"
    LOGGED = "logged"
    CRAVINGS = "cravings"
    MOOD = "mood"
    CONNECTIONS = "connections"
    HELPED = "helped"
    PROUD = "proud"
    NEXT = "next"
    USE_DAYS = "use-days"
    AMOUNTS = "amounts"
    PEOPLE = "people"
    TAGS = "tags"
    TIMES = "times"
    FOCUS = "focus"
    NOTES = "notes"
    GRATITUDE = "gratitude"


OFFERED = frozenset(list(Section)[: list(Section).index(Section.USE_DAYS)])
"""What is ticked until the person says otherwise; everything else is off."""


_NAMES: dict[Section, str] = {
    Section.TALK: _("what I want to talk about"),
    Section.NEED: _("what I need"),
    Section.LOGGED: _("days logged"),
    Section.CRAVINGS: _("cravings"),
    Section.MOOD: _("mood"),
    Section.CONNECTIONS: _("time with people, counted"),
    Section.HELPED: _("what helped"),
    Section.PROUD: _("a moment I am proud of"),
    Section.NEXT: _("agreed next steps"),
    Section.AMOUNTS: _("amounts"),
    Section.PEOPLE: _("who I was with, as initials or roles"),
    Section.TAGS: _("what cravings came with, which may name places"),
    Section.TIMES: _("times of day"),
    Section.NOTES: _("notes"),
    Section.GRATITUDE: _("gratitude"),
}


def part_names() -> dict[Section, str]:
    """Return each part as a person is asked for it, in their order."""
    time = terms.chosen().time
    said = _NAMES | {
        Section.TIME: time.span,
        Section.USE_DAYS: time.days_and_use,
        Section.FOCUS: time.of_mine,
    }
    return {section: said[section] for section in Section}


OWN_WORDS = frozenset({Section.TALK, Section.PROUD, Section.NEXT, Section.NOTES, Section.GRATITUDE})
"""The parts that are sentences of the person's own, which they may change before they leave."""


class Ticked(NamedTuple):
    """What goes in, as the person chose it.

    Attributes:
        sections: the parts that may be there; a part that holds nothing is not shown.
        need: a key of ``document.NEEDS``, the person's own words, or empty.
        talk: what to talk about; None for the open asks of the queue.
        proud: a moment that the person is proud of, in their words; empty for none.
        next: agreed next steps, in their words.
        notes: notes to share; None for those of the period.
        gratitude: what to be grateful for; None for that of the period.
    """

    sections: frozenset[Section] = OFFERED
    need: str = ""
    talk: tuple[str, ...] | None = None
    proud: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    notes: tuple[str, ...] | None = None
    gratitude: tuple[str, ...] | None = None


class Material(NamedTuple):
    """What the journal knows of the period: more than ever leaves.

    Attributes:
        last: the last day of the period, today.
        days: its length in days, 1 or more; one of ``PERIODS`` where a person chose it.
        focuses: the figures of each focus that the page is about as of ``last``, in the person's
            order.
        entries: what was written in the period and counts for these focuses, of every kind, in
            any order; what lies outside of the period is passed over.
        asks: the open asks of the queue, the oldest first, whatever their day.
        supporter: whom it is for; None where that was not said.
        supporters: everyone who gives support, for the roles of people who are named in entries.
    """

    last: date
    days: int
    focuses: tuple[FocusFigures, ...] = ()
    entries: tuple[AnyEntry, ...] = ()
    asks: tuple[Note, ...] = ()
    supporter: Supporter | None = None
    supporters: tuple[Supporter, ...] = ()

    @property
    def first(self) -> date:
        """The first day of the period."""
        return self.last - timedelta(days=self.days - 1)
