"""If-then plans: what a person means to do in a moment that they know is hard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from recoverylog.errors import UsageProblem
from recoverylog.journal.text import folded, inert_line, storable
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_PLANS = 20
"""As many as one can look through in a hard moment, and more."""

MOST_WORDS = 200
"""Characters that a cue may have, and what is done then."""

_WORD = r"[^\W_]{3,}"


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A plan: if ``cue``, then ``then``, both in the person's own words.

    Attributes:
        id: 32 hexadecimal digits.
        cue: the moment, the place, the thought that it is for.
        then: what they mean to do.
        archived: no longer offered.
    """

    id: str
    cue: str
    then: str
    archived: bool = False


def checked(wanted: Plan) -> Plan:
    """Return a plan as one may be kept: both halves there, each on one line.

    Raises:
        UsageProblem: a half is missing or too long.
    """
    cue, then = inert_line(storable(wanted.cue)), inert_line(storable(wanted.then))
    if not cue or not then:
        raise UsageProblem(
            _("A plan has two halves: if this comes, then I do that."),
            hint=_("For example: if “bus ride”, then “sit at the front, call Jo”."),
        )
    for half in (cue, then):
        if len(half) > MOST_WORDS:
            raise UsageProblem(
                _(
                    "Each half of a plan may be {most_words} characters long; this has {half}.",
                    most_words=MOST_WORDS,
                    half=len(half),
                )
            )
    return msgspec.structs.replace(wanted, cue=cue, then=then)


def speaking(plans: Sequence[Plan], words: Iterable[str]) -> tuple[Plan, ...]:
    """Return the plans, those first whose cue shares a word with what the person wrote.

    Args:
        plans: in the person's order, which stays within both halves.
        words: texts and tags; a word counts from three letters on.
    """
    said = {word for text in words for word in re.findall(_WORD, folded(text))}
    return tuple(
        sorted(plans, key=lambda plan: said.isdisjoint(re.findall(_WORD, folded(plan.cue))))
    )
