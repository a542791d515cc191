"""Milestones: round numbers of days in recovery, of free days and of what was written.

Which numbers are milestones stands in milestones.json beside this file (``target``).

What is said here follows from the days and entries as they stand. That a milestone once reached
stays reached, whatever is edited later, is the journal's part: it keeps each by its focus and
``key``, and what it kept goes before what is worked out again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.insights.months import after, calendar_duration
from recoverylog.insights.streaks import Counting, FocusDays, ordinals
from recoverylog.insights.target import Row, rows
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from recoverylog.insights.mark import Mark

_MONTHS_OF_A_YEAR = 12
# A key with a longer number was not made here.
_DIGITS = 9


class Kind(StrEnum):
    """What is counted: the first two of one focus, the others of the whole journal."""

    RECOVERY = "recovery"
    FREE_DAYS = "free_days"
    CRAVINGS = "cravings"
    LOGGED = "logged"
    CONNECTIONS = "connections"


class Milestone(NamedTuple):
    """One milestone.

    Attributes:
        key: names it for good among those of its focus: ``recovery:6-months``, ``cravings:50``.
        kind: what is counted.
        target: how many, 1 or more.
        unit: days, months or years of a time in recovery; empty for everything else.
        label: its name for people: ``6 months``, ``100 free days``.
        focus: id of its focus; None where the whole journal is counted.
    """

    key: str
    kind: Kind
    target: int
    unit: str
    label: str
    focus: str | None = None


class Reached(NamedTuple):
    """A milestone and the day on which it was reached."""

    milestone: Milestone
    day: date


class Ahead(NamedTuple):
    """A milestone that lies ahead.

    Attributes:
        milestone: which.
        to_go: how many are left, 1 or more: days for a time in recovery, else what is counted.
        day: when it is, for a time in recovery, which is a fact of the calendar; else None.
        share: how much of the whole way is done, 0 to less than 1.
        again: it was reached before, and what was edited since lies between.
    """

    milestone: Milestone
    to_go: int
    day: date | None
    share: float
    again: bool = False


class Counts(NamedTuple):
    """What milestones of the whole journal are counted from; no day after today.

    Attributes:
        cravings: how many were ridden out on each day with one.
        logged: the days on which anything was written.
        connections: how many were written of on each day with one.
    """

    cravings: Mapping[date, int]
    logged: Collection[date]
    connections: Mapping[date, int]


def counts(marks: Iterable[Mark], today: date) -> Counts:
    """Return what milestones of the whole journal are counted from.

    A craving was ridden out if no use of its focus lies on its day, nor one of a focus not
    known; where the craving names no focus, if no use at all does. A use that still waits to be
    confirmed leaves the day open, so it is not counted yet.
    """
    cravings: list[Mark] = []
    uses: dict[date, set[str | None]] = {}
    logged: set[date] = set()
    connections: dict[date, int] = {}
    for mark in marks:
        day = mark.day
        if day > today:
            continue
        logged.add(day)
        if mark.kind == "craving":
            cravings.append(mark)
        elif mark.kind == "use":
            uses.setdefault(day, set()).add(mark.focus)
        elif mark.kind == "connection":
            connections[day] = connections.get(day, 0) + 1
    ridden: dict[date, int] = {}
    for mark in cravings:
        used = uses.get(mark.day)
        if not used or (mark.focus is not None and used.isdisjoint((mark.focus, None))):
            ridden[mark.day] = ridden.get(mark.day, 0) + 1
    return Counts(ridden, frozenset(logged), connections)


def reached(days: FocusDays, focus: str, today: date) -> list[Reached]:
    """Return the milestones of one focus that are reached, the earliest first.

    ``n`` days of recovery are reached ``n`` days after its start, months and years on the same
    day of a later month or the last of a shorter one; ``n`` free days on the n-th free day.
    """
    found = []
    for row in rows(Kind.RECOVERY):
        for target in row.up_to(_elapsed(row.unit, days.since, today)):
            due = _due(row.unit, days.since, target)
            if due is not None:
                found.append(Reached(_milestone(row, target, focus), due))
    free = _FreeDays(days, today)
    for row in rows(Kind.FREE_DAYS):
        found += [Reached(_milestone(row, n, focus), free.nth(n)) for n in row.up_to(free.total)]
    return sorted(found, key=_by_day)


def reached_overall(counted: Counts) -> list[Reached]:
    """Return the milestones of the whole journal that are reached, the earliest first."""
    found = []
    for row, per_day in _overall(counted):
        in_order = sorted(per_day.items())
        totals = list(accumulate(number for _, number in in_order))
        for target in row.up_to(totals[-1] if totals else 0):
            day = in_order[bisect_left(totals, target)][0]
            found.append(Reached(_milestone(row, target), day))
    return sorted(found, key=_by_day)


def to_come(
    days: FocusDays, focus: str, today: date, kept: Collection[str] = ()
) -> tuple[Ahead, ...]:
    """Return the next milestone of each kind of one focus: a time in recovery, and free days.

    Args:
        days: the days of the focus.
        focus: its id.
        today: the last day that counts.
        kept: the keys of its milestones that were reached at any time.
    """
    dated = (_dated(row, focus, days.since, today) for row in rows(Kind.RECOVERY))
    nearest_date = min(filter(None, dated), key=_to_go, default=None)
    total = _FreeDays(days, today).total
    found = [nearest_date, *(_counted(row, total, focus) for row in rows(Kind.FREE_DAYS))]
    return _marked(found, kept)


def to_come_overall(counted: Counts, kept: Collection[str] = ()) -> tuple[Ahead, ...]:
    """Return the next milestone of each kind of the whole journal.

    Args:
        counted: what they are counted from.
        kept: the keys of its milestones that were reached at any time.
    """
    found = [_counted(row, sum(per_day.values())) for row, per_day in _overall(counted)]
    return _marked(found, kept)


def dates_to_come(since: date, focus: str, today: date, until: date) -> list[Ahead]:
    """Return the times in recovery that complete after ``today`` and by ``until``, in order."""
    found = []
    for row in rows(Kind.RECOVERY):
        one = _dated(row, focus, since, today)
        while one and one.day and one.day <= until:
            found.append(one)
            one = _dated(row, focus, since, today, one.milestone.target)
    return sorted(found, key=_to_go)


def nearest(some: Iterable[Ahead], most: int = 3) -> list[Ahead]:
    """Return those with the fewest to go, at most ``most``; of equals the earlier kind."""
    return sorted(some, key=_to_go)[:most]


def named(key: str, focus: str | None = None) -> Milestone | None:
    """Return the milestone that a key names, listed in the data file or not.

    None if the key is not one of ours: a later version may have kept it.
    """
    kind, _, rest = key.partition(":")
    number, _, unit = rest.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) <= _DIGITS and int(number)):
        return None
    found = (row for row in rows(kind) if row.unit == unit and row.key(int(number)) == key)
    return next((_milestone(row, int(number), focus) for row in found), None)


class Way(NamedTuple):
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


def ahead(total: int) -> Way:
    """Return where a count of free days stands.

    Raises:
        ValueError: the count is negative.
    """
    if total < 0:
        raise ValueError("days are counted from 0")
    (row,) = rows(Kind.FREE_DAYS)
    # The free days have no end: the data file gives them an ``every``, and a test holds it.
    return Way(row.latest(total), row.following(total) or total + 1, total)


def words(total: int, term: str = "") -> str:
    """Return ``12 days to 200``, or ``200 days reached`` on the day itself.

    Args:
        total: how many days there are.
        term: what such a day is called, where another figure stands beside it.

    Raises:
        ValueError: the count is negative.
    """
    way = ahead(total)
    if way.reached:
        return _("{total} reached", total=_days(total, term))
    if not total:
        return _("the first day lies ahead")
    return _("{days_to_go} to {next}", days_to_go=_days(way.days_to_go, term), next=way.next)


def _milestone(row: Row, target: int, focus: str | None = None) -> Milestone:
    """Return the milestone of a row at that target."""
    label = row.label(target)
    return Milestone(row.key(target), Kind(row.kind), target, row.unit, label, focus)


def _overall(counted: Counts) -> list[tuple[Row, Mapping[date, int]]]:
    """Return each row of the whole journal with what it counts on each day."""
    per_day = {
        Kind.CRAVINGS: counted.cravings,
        Kind.LOGGED: dict.fromkeys(counted.logged, 1),
        Kind.CONNECTIONS: counted.connections,
    }
    return [(row, number) for kind, number in per_day.items() for row in rows(kind)]


class _FreeDays:
    """The free days of a focus, from its start to today, as ``streaks.day_state`` has them."""

    def __init__(self, days: FocusDays, today: date) -> None:
        """Take the days; the time grows with the number of days in the sets, not the years."""
        self._first, last = days.since.toordinal(), today.toordinal()
        span = max(0, last - self._first + 1)
        not_free = days.used | days.unconfirmed
        self._presumed = days.counting is Counting.PRESUME_FREE
        some = not_free if self._presumed else days.logged - not_free
        self._listed = ordinals(some, self._first, last)
        self.total = span - len(self._listed) if self._presumed else len(self._listed)

    def nth(self, number: int) -> date:
        """Return the day of the n-th free day, 1 to ``total``."""
        if not self._presumed:
            return date.fromordinal(self._listed[number - 1])
        # Free days before each of the others grow with its place, so the place can be halved to.
        between = bisect_left(
            range(len(self._listed)),
            number,
            key=lambda place: self._listed[place] - self._first - place,
        )
        return date.fromordinal(self._first + number - 1 + between)


def _elapsed(unit: str, since: date, today: date) -> int:
    """Return the whole days, months or years from ``since`` to ``today``, 0 before it."""
    if today < since:
        return 0
    if unit == "days":
        return (today - since).days
    years, months, _ = calendar_duration(since, today)
    return years if unit == "years" else years * _MONTHS_OF_A_YEAR + months


def _due(unit: str, since: date, target: int) -> date | None:
    """Return the day on which that time is complete, None beyond the last year of all."""
    try:
        if unit == "days":
            return since + timedelta(days=target)
        return after(since, target * _MONTHS_OF_A_YEAR if unit == "years" else target)
    except (OverflowError, ValueError):
        return None


def _dated(row: Row, focus: str, since: date, today: date, beyond: int = 0) -> Ahead | None:
    """Return the first time of a row after ``today`` and beyond that target, if there is one."""
    target = row.following(max(beyond, _elapsed(row.unit, since, today)))
    due = target and _due(row.unit, since, target)
    if not (target and due):
        return None
    share = max(0, (today - since).days) / (due - since).days
    return Ahead(_milestone(row, target, focus), (due - today).days, due, share)


def _counted(row: Row, number: int, focus: str | None = None) -> Ahead | None:
    """Return the first milestone of a row beyond that number, if there is one."""
    target = row.following(number)
    if target is None:
        return None
    return Ahead(_milestone(row, target, focus), target - number, None, number / target)


def _marked(found: Iterable[Ahead | None], kept: Collection[str]) -> tuple[Ahead, ...]:
    """Return those that there are, each saying whether it was reached before."""
    return tuple(one._replace(again=one.milestone.key in kept) for one in found if one)


def _by_day(one: Reached) -> date:
    """Return the day, to sort by."""
    return one.day


def _to_go(one: Ahead) -> int:
    """Return how many are to go, to sort by."""
    return one.to_go


def _days(number: int, term: str = "") -> str:
    """Return ``1 day`` or ``2 days``, or with a term ``2 free days``."""
    if term:
        return counted("{n} {term} day", "{n} {term} days", number, term=term)
    return counted("{n} day", "{n} days", number)
