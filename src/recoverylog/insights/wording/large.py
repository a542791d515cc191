"""The figure that stands large: the one that the person chose, and what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from recoverylog.insights.streaks import Counting
from recoverylog.insights.wording.figures import beside_number, run_pieces
from recoverylog.journal import terms
from recoverylog.journal.preference import Preferences
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from recoverylog.insights.streaks import Figures

Which = Literal["recovery", "free-days", "last-30", "run"]

USUAL = Preferences()


class Large(NamedTuple):
    """What stands large.

    Attributes:
        which: the figure that it is.
        number: 0 only where there is no free day at all yet; then no number is shown.
        words: what it counts, to stand beside it.
    """

    which: Which
    number: int
    words: str


def large(f: Figures, preferences: Preferences = USUAL) -> Large:
    """Return the chosen figure; the free days in all where that one is 0 or not to be shown."""
    chosen = preferences.headline
    if chosen == "run" and not preferences.run_shown:
        chosen = "free-days"
    numbers = {
        "recovery": f.days_in_recovery,
        "free-days": f.free_days_total,
        "last-30": f.last_30.free,
        "run": f.current_run,
    }
    if not numbers[chosen]:
        chosen = "free-days"
    return Large(chosen, numbers[chosen], _words(f, chosen))


def _words(f: Figures, which: Which) -> str:
    time = terms.chosen().time
    if which == "recovery":
        return counted("day {inside}", "days {inside}", f.days_in_recovery, inside=time.inside)
    if which == "last-30":
        w = f.last_30
        if f.counting is Counting.ONLY_LOGGED:
            return _(
                "of {free} logged days {free_2}, of the last {days}",
                free=w.free + w.used,
                free_2=time.free,
                days=w.days,
            )
        return _("of {days} days {free}, the last {days}", days=w.days, free=time.free)
    if which == "run":
        return counted(
            "{free} day, this run", "{free} days, this run", f.current_run, free=time.free
        )
    return beside_number(f)


def beside(f: Figures, preferences: Preferences = USUAL) -> list[tuple[str, str, str]]:
    """Return the figures that stand smaller beside the large one, as (words, number, words)."""
    which = large(f, preferences).which
    free = terms.chosen().time.free
    pieces = run_pieces(f, runs=preferences.run_shown, last=which != "last-30")
    if which == "run":
        pieces = [piece for piece in pieces if piece[0] != "this run"]
    if which != "free-days" and f.free_days_total:
        pieces.insert(0, ("", str(f.free_days_total), _(" {free} in all", free=free)))
    return pieces
