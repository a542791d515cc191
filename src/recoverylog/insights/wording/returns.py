"""Returns to use in plain words: how far apart, how soon a free day follows, and momentum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.journal import terms
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from recoverylog.insights.returns import Returns


def gap_line(r: Returns) -> str:
    """Return how many days lie between returns to use; empty with fewer than two."""
    if r.median_gap is None:
        return ""
    gaps = len(r.gaps)
    line = _(
        "{median_gap} between {next}",
        median_gap=_days(r.median_gap),
        next=terms.chosen().event.next,
    )
    return _("{line}, the median of {gaps}", line=line, gaps=gaps) if gaps > 1 else line


def time_line(r: Returns, term: str = "") -> str:
    """Return how soon a free day follows a use day; empty while it is not known of any."""
    if r.median_time is None or r.latest_time is None:
        return ""
    term = term or terms.chosen().time.free
    line = _(
        "{median_time} from a use day to the next {term} day",
        median_time=_days(r.median_time),
        term=term,
    )
    if len(r.times) < 2:
        return line
    return _(
        "{line}, the median of {times} times; the last time {latest_time}",
        line=line,
        times=len(r.times),
        latest_time=_days(r.latest_time),
    )


def momentum_line(value: float, term: str = "") -> str:
    """Return the momentum with what moves it; empty where it rounds to nothing.

    From nothing n free days bring 100 (1 - 2^(-n/13)); from 100 a use day takes 5.2.
    """
    whole = round(value)
    if not whole:
        return ""
    term = term or terms.chosen().time.free
    moves = _(
        "13 {term} days in a row bring 50, 30 bring 80; a use day takes about 5 at most", term=term
    )
    return _("momentum {whole} of 100 ({moves})", whole=whole, moves=moves)


def _days(number: float) -> str:
    """Return ``1 day``, ``2 days`` or ``1.5 days``."""
    return counted("{n:g} day", "{n:g} days", number)
