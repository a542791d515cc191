"""Focuses: what a person is in recovery from, each with its own start, goal and days."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

import msgspec

from recoverylog.journal.text import folded

Goal = Literal["abstain", "reduce"]
Counting = Literal["presume_free", "only_logged"]
GOALS: tuple[Goal, ...] = get_args(Goal)
COUNTINGS: tuple[Counting, ...] = get_args(Counting)


class Focus(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a person is in recovery from.

    Attributes:
        id: 32 hexadecimal digits.
        label: the person's own word for it.
        since: the day that recovery is counted from.
        goal: abstain, or reduce.
        counting: whether a day without a word is presumed free, or not counted.
        archived: no longer shown, its history kept.
    """

    id: str
    label: str
    since: date
    goal: Goal = "abstain"
    counting: Counting = "presume_free"
    archived: bool = False


def named(focuses: tuple[Focus, ...], word: str) -> Focus | None:
    """Return the focus that ``word`` names: by its whole label, or by a beginning only it has."""
    wanted = folded(word).strip()
    if not wanted:
        return None
    whole = [focus for focus in focuses if folded(focus.label) == wanted]
    begun = whole or [focus for focus in focuses if folded(focus.label).startswith(wanted)]
    return begun[0] if len(begun) == 1 else None
