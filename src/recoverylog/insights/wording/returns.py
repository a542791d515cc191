"""Returns to use in plain words: how far apart, how soon a free day follows, and momentum."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoverylog.insights.returns import Returns


def gap_line(r: Returns) -> str:
    """Return how many days lie between returns to use; empty with fewer than two."""
    if r.median_gap is None:
        return ""
    gaps = len(r.gaps)
    line = f"{_days(r.median_gap)} between one return to use and the next"
    return f"{line}, the median of {gaps}" if gaps > 1 else line


def time_line(r: Returns, term: str = "free") -> str:
    """Return how soon a free day follows a use day; empty while it is not known of any."""
    if r.median_time is None or r.latest_time is None:
        return ""
    line = f"{_days(r.median_time)} from a use day to the next {term} day"
    if len(r.times) < 2:
        return line
    return f"{line}, the median of {len(r.times)} times; the last time {_days(r.latest_time)}"


def momentum_line(value: float, term: str = "free") -> str:
    """Return the momentum with what moves it; empty where it rounds to nothing.

    From nothing n free days bring 100 (1 - 2^(-n/13)); from 100 a use day takes 5.2.
    """
    whole = round(value)
    if not whole:
        return ""
    moves = f"13 {term} days in a row bring 50, 30 bring 80; a use day takes about 5 at most"
    return f"momentum {whole} of 100 ({moves})"


def _days(number: float) -> str:
    """Return ``1 day``, ``2 days`` or ``1.5 days``."""
    return "1 day" if number == 1 else f"{number:g} days"
