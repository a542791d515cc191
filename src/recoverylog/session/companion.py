"""What stands by a person in a craving: what has helped, their plans, and somebody to reach."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.insights import mark, pattern
from recoverylog.journal import plan as plans
from recoverylog.journal.selection import Selection
from recoverylog.journal.text import folded, inert_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoverylog.journal.entry import AnyEntry
    from recoverylog.journal.plan import Plan
    from recoverylog.journal.shared import Reply
    from recoverylog.journal.supporter import Supporter
    from recoverylog.session.journal import Journal

MOST_CRAVINGS = 500
"""Of how many cravings, the newest, it is told what helped: a look that takes no time."""

MOST_HELPED = 9
"""As many as there are digits to press."""

TO_TRY = ("leave", "call", "walk", "wait", "music", "water")
"""Plain things that people do, offered where a journal does not know of three yet."""

_ENOUGH = 3
_OF_THE_MORNING = "morning"


class Helped(NamedTuple):
    """Something that helped before.

    Attributes:
        word: as it is written behind a plus sign.
        times: in how many cravings; 0 where it is only offered.
        before: the mean strength before, 0 to 10; None under five times.
        after: the same afterwards.
    """

    word: str
    times: int
    before: float | None = None
    after: float | None = None


class Company(NamedTuple):
    """All that stands by a person in a craving.

    Attributes:
        helped: what has helped before, what was followed by the greatest drop first; then what
            was used less often, then what may be tried.
        plans: their own if-then plans, that of this morning first.
        reach: whom to reach, those who can be reached.
        said: what somebody answered and they kept.
    """

    helped: tuple[Helped, ...] = ()
    plans: tuple[Plan, ...] = ()
    reach: tuple[Supporter, ...] = ()
    said: Reply | None = None


def look(journal: Journal, words: Iterable[str] = ()) -> Company:
    """Return what stands by a person now.

    Args:
        journal: the open journal.
        words: what they wrote of this craving; plans that speak of it come first.
    """
    today = journal.today()
    cravings = journal.select(Selection(kinds=("craving",), limit=MOST_CRAVINGS))
    lately = sum(stored.entry.day == today for stored in cravings)
    moment, morning = _morning(journal)
    said = {(folded(one.cue), folded(one.then)) for one in morning}
    others = [one for one in journal.plans() if (folded(one.cue), folded(one.then)) not in said]
    return Company(
        helped(stored.entry for stored in cravings),
        (*morning, *plans.speaking(others, (*words, moment))),
        tuple(one for one in journal.supporters() if one.reach.strip()),
        journal.encouragement(today, lately),
    )


def helped(cravings: Iterable[AnyEntry]) -> tuple[Helped, ...]:
    """Return what has helped in these cravings, at most nine things.

    What cravings were mostly stronger after is left out: it is named in the patterns, and nothing
    to lean on now.
    """
    marks = [mark.of(entry) for entry in cravings]
    uses = Counter(word for one in marks for word in one.helped)
    ranked = pattern.helped(marks).ranked
    known = [
        Helped(one.word, uses[one.word], one.before, one.after) for one in ranked if one.drop > 0
    ]
    judged = {one.word for one in ranked}
    known += [Helped(word, times) for word, times in uses.most_common() if word not in judged]
    if len(known) < _ENOUGH:
        named = {one.word for one in known} | judged
        known += [Helped(word, 0) for word in TO_TRY if word not in named]
    return tuple(known[:MOST_HELPED])


def _morning(journal: Journal) -> tuple[str, tuple[Plan, ...]]:
    """Return the hard moment of this morning's check-in, and its plan where both were said."""
    from recoverylog.journal.plan import Plan  # noqa: PLC0415 - most mornings say none

    today = journal.today()
    written = journal.select(Selection(kinds=("check_in",), first=today, last=today))
    for stored in reversed(written):
        cue = inert_line(getattr(stored.entry, "hard_moment", ""))
        then = inert_line(getattr(stored.entry, "plan", ""))
        if cue:
            plan = Plan(id=_OF_THE_MORNING, cue=cue, then=then)
            return cue, (plan,) if then else ()
    return "", ()
