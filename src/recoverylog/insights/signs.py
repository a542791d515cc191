"""Early-warning signs that the person named, ticked once a week.

Their number says more than their order (practice.md §4.5); it is counted and never judged.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_SIGNS = 8
"""More than anyone looks at in earnest (practice.md §4.5)."""


class Sign(NamedTuple):
    """One sign, in the person's own words."""

    id: str
    label: str


class SignsWeek(NamedTuple):
    """What was ticked in one week.

    Attributes:
        week: its Monday.
        ticked: the ids of the signs; empty where they were looked at and none applied.
    """

    week: date
    ticked: tuple[str, ...]


class SignsSeen(NamedTuple):
    """How many of the present signs were ticked.

    Attributes:
        this: in this week; None where they were not looked at.
        before: in the week before, likewise.
        of: how many signs there are.
    """

    this: int | None
    before: int | None
    of: int


def monday(day: date) -> date:
    """Return the Monday of the week that a day lies in."""
    return day - timedelta(days=day.weekday())


def compare(weeks: Iterable[SignsWeek], signs: Iterable[Sign], this_week: date) -> SignsSeen:
    """Return how many signs were ticked in a week and in the one before it.

    Signs that were given up meanwhile count in neither, so that like is held against like.

    Args:
        weeks: what was ticked; several values of one week are taken together.
        signs: the signs there are at present.
        this_week: any day of the week.
    """
    present = {sign.id for sign in signs}
    ticked: dict[date, set[str]] = {}
    for week in weeks:
        ticked.setdefault(monday(week.week), set()).update(present.intersection(week.ticked))
    this = ticked.get(monday(this_week))
    before = ticked.get(monday(this_week) - timedelta(days=7))
    return SignsSeen(
        None if this is None else len(this), None if before is None else len(before), len(present)
    )
