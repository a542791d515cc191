"""Milestones in plain words: the ones that were reached, and the way to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights.milestone import Kind
from recoverylog.insights.wording.dates import count, date_words

if TYPE_CHECKING:
    from recoverylog.insights.milestone import Ahead, Milestone, Reached

NOTHING_REACHED = "Milestones are kept here as they are reached, whatever comes later."
"""What a list of reached milestones says while there is nothing in it."""


def milestone_words(milestone: Milestone, term: str = "free") -> str:
    """Return what it is: ``6 months in recovery``, ``100 free days``, ``10 days logged``."""
    if milestone.kind is Kind.RECOVERY:
        return f"{milestone.label} in recovery"
    if milestone.kind is Kind.FREE_DAYS:
        return count(milestone.target, f"{term} day")
    return milestone.label


def reached_line(reached: Reached, term: str = "free") -> str:
    """Return ``6 months in recovery, reached on 14 November 2026``."""
    return f"{milestone_words(reached.milestone, term)}, reached on {date_words(reached.day)}"


def ahead_line(ahead: Ahead, term: str = "free") -> str:
    """Return ``6 months in recovery: 12 days to go, on 26 May 2026``, ``200 free days: 12 to go``.

    Before the first of what is counted: ``10 cravings ridden out lie ahead``.
    """
    words = milestone_words(ahead.milestone, term)
    if ahead.day:
        line = f"{words}: {count(ahead.to_go, 'day')} to go, on {date_words(ahead.day)}"
    elif ahead.share:
        line = f"{words}: {ahead.to_go} to go"
    else:
        line = f"{words} {'lies' if ahead.milestone.target == 1 else 'lie'} ahead"
    return f"{line}; reached once before" if ahead.again else line
