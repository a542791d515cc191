"""If-then plans in words, and whom to call: the same wherever they are shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from recoverylog.journal.text import one_line
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.journal.plan import Plan
    from recoverylog.journal.supporter import Supporter


_NAME, _REACH = 40, 60
# What stands in the sentence for a half until the sentence is taken apart.
_CUE, _THEN = "\0", "\1"
_HALF = re.compile(f"([{_CUE}{_THEN}])")


class Piece(NamedTuple):
    """A part of a plan's sentence: one of its two halves, or the words around them."""

    text: str
    role: Literal["cue", "then", "around"]


def plan_line(plan: Plan, most: int = 0) -> str:
    """Return a plan in one sentence, each half cut to ``most`` characters where that is not 0."""
    return if_then(plan.cue, plan.then, most)


def if_then(cue: str, then: str, most: int = 0) -> str:
    """Return the sentence of two halves in the person's own words; without a cue the other one.

    Args:
        cue: the moment, the place, the thought.
        then: what they mean to do; without it the moment stands alone.
        most: characters that each half may have; 0 for all.
    """
    return "".join(piece.text for piece in pieces(cue, then, most))


def pieces(cue: str, then: str, most: int = 0) -> tuple[Piece, ...]:
    """Return the sentence of ``if_then`` in its parts, for whoever has colours."""
    halves = {
        _CUE: Piece(one_line(cue, most), "cue"),
        _THEN: Piece(one_line(then, most), "then"),
    }
    if not all(half.text for half in halves.values()):
        return tuple(half for half in halves.values() if half.text)
    sentence = _("If {cue}, then {then}", cue=_CUE, then=_THEN)
    return tuple(
        halves.get(part) or Piece(part, "around") for part in _HALF.split(sentence) if part
    )


def call(whom: Supporter, *, reach: bool = True) -> str:
    """Return whom the person can call, and with ``reach`` how they noted to reach them."""
    name, how = one_line(whom.name, _NAME), one_line(whom.reach, _REACH)
    verb = _("call") if "@" not in how and any(map(str.isdecimal, whom.reach)) else _("reach")
    return f"{verb} {name}, {how}" if reach and how else f"{verb} {name}"
