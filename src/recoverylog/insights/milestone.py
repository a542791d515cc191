"""The next round number of free days, and how far it is.

A milestone is a count of free days in all, so a return to use never takes one away.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

# Days as peers and groups mark them; after these every further hundred, from 1000 every five.
_NAMED = (1, 3, 7, 14, 30, 60, 90)
_HUNDRED = 100
_FIVE_HUNDRED = 500
_THOUSAND = 1000


class Milestone(NamedTuple):
    """Where a count of free days stands between two milestones.

    Attributes:
        previous: the milestone reached last, in days; 0 before the first.
        next: the first one that lies ahead, in days.
        total: the free days so far.
    """

    previous: int
    next: int
    total: int

    @property
    def reached(self) -> bool:
        """Return whether the count is a milestone itself."""
        return self.total > 0 and self.total == self.previous

    @property
    def days_to_go(self) -> int:
        """Return the days to the next milestone, 1 at least; 0 on a milestone itself."""
        return 0 if self.reached else self.next - self.total

    @property
    def share(self) -> float:
        """Return how much of the whole way to the next is done, 0 to 1; 1 on a milestone."""
        return 1.0 if self.reached else self.total / self.next


def ahead(total: int) -> Milestone:
    """Return where a count of free days stands.

    Raises:
        ValueError: the count is negative.
    """
    if total < 0:
        raise ValueError("days are counted from 0")
    place = bisect_right(_NAMED, total)
    if place < len(_NAMED):
        return Milestone(_NAMED[place - 1] if place else 0, _NAMED[place], total)
    stride = _HUNDRED if total < _THOUSAND else _FIVE_HUNDRED
    previous = total // stride * stride
    return Milestone(max(previous, _NAMED[-1]), previous + stride, total)


def words(total: int) -> str:
    """Return ``12 days to 200``, or ``200 days reached`` on the day itself.

    Raises:
        ValueError: the count is negative.
    """
    milestone = ahead(total)
    if milestone.reached:
        return f"{_days(total)} reached"
    if not total:
        return "the first day lies ahead"
    return f"{_days(milestone.days_to_go)} to {milestone.next}"


def _days(number: int) -> str:
    """Return ``1 day`` or ``2 days``."""
    return "1 day" if number == 1 else f"{number} days"
