"""Returns to use: how far they lie apart, how soon a free day follows, and momentum.

An episode is a row of used days with no free day between them. A day that is not confirmed or
not logged parts none, as it ends no run (``streaks``): there are as many episodes as there are
places where a run could have stood and did not.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from recoverylog.insights.middle import median
from recoverylog.insights.streaks import DayState, FocusDays, day_state, ordinals, stretches

HALF_LIFE_DAYS = 13
_KEPT: float = 0.5 ** (1 / HALF_LIFE_DAYS)
_WHOLE = 100


class Returns(NamedTuple):
    """What the episodes of use of one focus say.

    Attributes:
        episodes: how many there are.
        gaps: days from the last used day of an episode to the first of the next, oldest first.
        median_gap: the gap in the middle; None with fewer than two episodes.
        times: days from an episode's first used day to the free day after it, 1 or more,
            oldest first. An episode that still goes on, or that has a day within or right
            after it of which nothing is known, gives none.
        median_time: the time in the middle; None if there is none.
        latest_time: the last of them; None if there is none.
    """

    episodes: int
    gaps: tuple[int, ...]
    median_gap: float | None
    times: tuple[int, ...]
    median_time: float | None
    latest_time: int | None


def returns(days: FocusDays, today: date) -> Returns:
    """Return what the episodes of use say, from the start of recovery to ``today``.

    The time taken grows with the number of days in the sets, not with the years between.
    """
    episodes = _episodes(days, today)
    gaps = tuple(later[0] - earlier[-1] for earlier, later in pairwise(episodes))
    times = tuple(filter(None, (_time_to_return(days, used, today) for used in episodes)))
    return Returns(
        episodes=len(episodes),
        gaps=gaps,
        median_gap=median(gaps),
        times=times,
        median_time=median(times),
        latest_time=times[-1] if times else None,
    )


def momentum(days: FocusDays, today: date) -> float:
    """Return the momentum of free days, 0 to 100: what is past weighs half every 13 days.

    It begins at 0. With m = 0.5^(1/13), each free day makes s·m + (1 − m) of s and each used
    day s·m; days that are not confirmed or not logged leave it as it is. Seven free days give
    31, thirty 80, ninety 99, and one used day after those 94. It is the score of Loop Habit
    Tracker for something done daily, restated (practice.md §2).
    """
    first, *later = stretches(days, today)
    score = 1 - _KEPT**first
    for free in later:
        score = 1 - (1 - score * _KEPT) * _KEPT**free
    return score * _WHOLE


def _episodes(days: FocusDays, today: date) -> list[list[int]]:
    """Return the used days of each episode as ordinals, the oldest episode first."""
    used = ordinals(days.used, days.since.toordinal(), today.toordinal())
    episodes: list[list[int]] = []
    for day, free_before in zip(used, stretches(days, today), strict=False):
        if free_before or not episodes:
            episodes.append([day])
        else:
            episodes[-1].append(day)
    return episodes


def _time_to_return(days: FocusDays, used: list[int], today: date) -> int | None:
    """Return the days from the first of these used days to the free day after them, if known."""
    length = used[-1] - used[0] + 1
    if length != len(used) or used[-1] >= today.toordinal():
        return None
    after = date.fromordinal(used[-1] + 1)
    return length if day_state(days, after, today) is DayState.FREE else None
