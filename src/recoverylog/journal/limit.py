"""Limits that a person sets themselves: at most so much a day or a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from recoverylog.errors import UsageProblem
from recoverylog.journal import words
from recoverylog.journal.line import number_in_words
from recoverylog.journal.text import inert_line, one_line, storable
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.journal.focus import Focus, Per

MOST_OF_A_UNIT = 40
"""How many characters the word for a unit has at most."""


def limited(focus: Focus, amount: str | None, per: Per | None) -> Focus:
    """Return a focus with another limit; what is None stays as it is.

    Args:
        focus: as it will be in everything else.
        amount: as it was typed.
        per: what the limit is for.

    Raises:
        UsageProblem: the amount is no number, one of the two is missing, or the goal of the focus
            knows no limit.
    """
    wanted = focus.limit if amount is None else _number(amount)
    period = per or focus.per
    if wanted is None:
        raise UsageProblem(
            _("How much the limit is was not said."), hint=_("For example: --limit 2.")
        )
    if period is None:
        raise UsageProblem(
            _("A limit is for a day or for a week."), hint=_("Add --per day, or week.")
        )
    if focus.goal != "reduce":
        raise UsageProblem(_("A limit belongs to the goal reduce."), hint=_("Add --goal reduce."))
    changed: Focus = msgspec.structs.replace(focus, limit=wanted, per=period)
    return changed


def checked_unit(unit: str) -> str:
    """Return the word for a unit on one line; it may be empty.

    Raises:
        UsageProblem: it is too long to stand in a line.
    """
    word = inert_line(storable(unit))
    if len(word) > MOST_OF_A_UNIT:
        raise UsageProblem(
            _("A unit has at most {most_of_a_unit} characters.", most_of_a_unit=MOST_OF_A_UNIT)
        )
    return word


def in_words(focus: Focus) -> str:
    """Return the limit as it is read, ``at most 2 drinks a day``; empty where none counts."""
    if focus.limit is None or focus.goal != "reduce":
        return ""
    unit = f" {one_line(focus.unit)}" if focus.unit else ""
    return _(
        "at most {limit}{unit} a {per}",
        limit=number_in_words(focus.limit),
        unit=unit,
        per=focus.per,
    )


def _number(typed: str) -> float:
    """Return the amount that was typed.

    Raises:
        UsageProblem: it is no number of 0 or more.
    """
    amount = words.amount(typed.strip())
    if amount is None:
        raise UsageProblem(
            _("“{typed}” is no limit.", typed=one_line(typed, 40)),
            hint=_("It is a number, 0 or more: --limit 2."),
        )
    return amount
