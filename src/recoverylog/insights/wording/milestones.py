"""Milestones in plain words: the ones that were reached, and the way to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights.milestone import Kind
from recoverylog.insights.wording.dates import date_words
from recoverylog.journal import terms
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from recoverylog.insights.milestone import Ahead, Milestone, Reached

NOTHING_REACHED = _("Milestones are kept here as they are reached, whatever comes later.")
"""What a list of reached milestones says while there is nothing in it."""


def milestone_words(milestone: Milestone, term: str = "") -> str:
    """Return what it is: ``6 months in recovery``, ``100 free days``, ``10 days logged``."""
    if milestone.kind is Kind.RECOVERY:
        return f"{milestone.label} {terms.chosen().time.inside}"
    if milestone.kind is Kind.FREE_DAYS:
        return counted(
            "{n} {term} day",
            "{n} {term} days",
            milestone.target,
            term=term or terms.chosen().time.free,
        )
    return milestone.label


def reached_line(reached: Reached, term: str = "") -> str:
    """Return ``6 months in recovery, reached on 14 November 2026``."""
    return _(
        "{milestone}, reached on {day}",
        milestone=milestone_words(reached.milestone, term),
        day=date_words(reached.day),
    )


def ahead_line(ahead: Ahead, term: str = "") -> str:
    """Return ``6 months in recovery: 12 days to go, on 26 May 2026``, ``200 free days: 12 to go``.

    Before the first of what is counted: ``10 cravings ridden out lie ahead``.
    """
    words = milestone_words(ahead.milestone, term)
    if ahead.day:
        line = _(
            "{words}: {days} to go, on {day}",
            words=words,
            days=counted("{n} day", "{n} days", ahead.to_go),
            day=date_words(ahead.day),
        )
    elif ahead.share:
        line = _("{words}: {to_go} to go", words=words, to_go=ahead.to_go)
    else:
        line = _(
            "{words} {lie} ahead", words=words, lie=counted("lies", "lie", ahead.milestone.target)
        )
    return _("{line}; reached once before", line=line) if ahead.again else line
