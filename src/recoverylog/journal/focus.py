"""Focuses: what a person is in recovery from, each with its own start, goal and days."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

import msgspec

from recoverylog.errors import AlreadyThere, UsageProblem
from recoverylog.journal import span
from recoverylog.journal.text import folded, inert_line, one_line, storable
from recoverylog.language import _

Goal = Literal["abstain", "reduce"]
Counting = Literal["presume_free", "only_logged"]
GOALS: tuple[Goal, ...] = get_args(Goal)
COUNTINGS: tuple[Counting, ...] = get_args(Counting)
Per = Literal["day", "week"]
PERS: tuple[Per, ...] = get_args(Per)


class Focus(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a person is in recovery from.

    Attributes:
        id: 32 hexadecimal digits.
        label: the person's own word for it.
        since: the day that recovery is counted from.
        goal: abstain, or reduce.
        counting: whether a day without a word is presumed free, or not counted.
        archived: no longer shown, its history kept.
        limit: at most so much a day or week, 0 or more; None where no limit was set.
        per: what the limit is for; None where there is none.
        unit: what amounts are counted in, in the person's own word; empty where none was named.
    """

    id: str
    label: str
    since: date
    goal: Goal = "abstain"
    counting: Counting = "presume_free"
    archived: bool = False
    limit: float | None = None
    per: Per | None = None
    unit: str = ""

    def __post_init__(self) -> None:
        """Check the limit.

        Raises:
            ValueError: it is not 0 or more, or there is one of limit and period without the other.
        """
        if (self.limit is None) != (self.per is None):
            msg = "a limit is for a day or for a week"
            raise ValueError(msg)
        if self.limit is not None and not 0 <= self.limit < float("inf"):
            msg = "a limit is 0 or more"
            raise ValueError(msg)


def named(focuses: tuple[Focus, ...], word: str) -> Focus | None:
    """Return the focus that ``word`` names: by its whole label, or by a beginning only it has."""
    wanted = folded(word).strip()
    if not wanted:
        return None
    whole = [focus for focus in focuses if folded(focus.label) == wanted]
    begun = whole or [focus for focus in focuses if folded(focus.label).startswith(wanted)]
    return begun[0] if len(begun) == 1 else None


def why_not(focuses: tuple[Focus, ...], word: str) -> str:
    """Return why :func:`named` finds no focus: there is none, or there are several."""
    shown, wanted = one_line(word, 40), folded(word).strip()
    begun = [one for one in focuses if folded(one.label).startswith(wanted)]
    if wanted and begun:
        return _(
            "“{shown}” may be any of {one_line}",
            shown=shown,
            one_line=", ".join(one_line(one.label, 40) for one in begun),
        )
    return _("there is no focus called “{shown}”", shown=shown)


def checked_name(label: str) -> str:
    """Return ``label`` on one line.

    Raises:
        UsageProblem: there is nothing in it.
    """
    words = inert_line(storable(label))
    if not words:
        raise UsageProblem(_("A focus needs a name."), hint=_("For example: alcohol, gambling."))
    return words


def free_name(focuses: tuple[Focus, ...], label: str, present: str | None = None) -> str:
    """Return ``label`` on one line, if a focus may be called so.

    Args:
        focuses: all there are, archived ones too.
        label: as it was typed.
        present: the id of the focus that is being renamed.

    Raises:
        UsageProblem: it is empty.
        AlreadyThere: another focus is called so, whatever the case.
    """
    words = checked_name(label)
    for one in focuses:
        if one.id != present and folded(one.label) == folded(words):
            raise AlreadyThere(
                _("There is a focus called {one_line} already.", one_line=one_line(one.label))
            )
    return words


def start(typed: str, today: date) -> date | None:
    """Return the day that a recovery is counted from, or None where no day was named.

    Nothing typed means today; of a month or a year it is the first day.
    """
    if not typed.strip():
        return today
    found = span.named(typed, today)
    return found.first if found else None
