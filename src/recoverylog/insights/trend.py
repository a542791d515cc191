"""Trends: a smoothed line, what is usual for a person, and two periods side by side.

All three work on day values, never on single moments, and each says how many days it rests on.
docs/insights.md tells the rules and how often they speak without a reason.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from enum import StrEnum
from math import fsum, sqrt
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from recoverylog.insights.series import mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recoverylog.insights.series import DayValue

LAMBDA = 0.2
"""The weight of the newest day; the weight of a day halves in 3.1 logged days."""

LONGEST_GAP = 7
"""A value more than this many days after the one before it begins the line anew."""

LEAST_DAYS_FOR_A_LINE = 7
"""Logged days before the smoothed line is shown (practice.md §4.2)."""

BASELINE = 28
"""Logged days that say what is usual."""

BASELINE_SPAN = 46
"""Days in which they must lie: 60 % coverage and more (28 of 46, not 28 of 47)."""

LIMIT = 3.0
"""Sigmas that the smoothed line must be away from the usual mean."""

LEAST_SIGMA = 1.0
"""Taken for the standard deviation of days that hardly differ."""

IN_A_ROW = 7
"""Consecutive logged days beyond the limits before anything is said of them."""

JUDGED = 21
"""At most so many logged days are held against the baseline ..."""

JUDGED_SPAN = 35
"""... and all of them lie in so many days, today included: what is older is not lately."""

LEAST_TO_COMPARE = 14
"""Logged days in each of two periods before they are compared."""

_EXACTLY = 1e-9
"""What lies on a limit is not beyond it, whichever way the last binary digit falls."""

_SCATTER = 2.6
"""1.96 for 95 %, times the 1.33 by which days that resemble the day before (correlation 0.3)
widen the scatter of a mean of a few weeks."""

State: TypeAlias = Literal["needs", "within", "higher", "lower"]


class Measure(StrEnum):
    """What is followed from day to day."""

    MOOD = "mood"
    CRAVING = "craving"
    CRAVINGS = "cravings"
    SLEEP = "sleep"


class Point(NamedTuple):
    """A day on the line.

    Attributes:
        day: the day.
        value: what was noted; None where nothing was.
        smooth: the smoothed value; None on days without a value and on the first six logged
            days of a line.
    """

    day: date
    value: float | None
    smooth: float | None


class Usual(NamedTuple):
    """How the last days stand to what is usual for the person.

    Attributes:
        state: "needs" where too few days are known, else "within", "higher" or "lower".
        baseline_mean: the mean of the baseline; None where it needs more days.
        latest: the smoothed value of the last logged day; None where it needs more days.
        n: logged days of the baseline; where it needs more days, those of the last 46 days.
        days: the days in which they lie.
        needed: logged days still needed, one a day from now on; 0 unless "needs".
        since: the first of the days in a row that are beyond the limits; None unless "higher"
            or "lower".
        limit: how far from the mean the smoothed value of the last day may be; None where it
            needs more days.
    """

    state: State
    baseline_mean: float | None
    latest: float | None
    n: int
    days: int
    needed: int
    since: date | None
    limit: float | None = None


class Comparison(NamedTuple):
    """Two periods of equal length, the later one ending today.

    Attributes:
        before_mean: of the earlier period; None where nothing was noted in it.
        before_n: its logged days.
        after_mean: of the later period.
        after_n: its logged days.
        difference: later less earlier; None unless both have fourteen logged days.
        noise: the difference that days which only scatter stay below nineteen times in twenty.
        change: whether the difference is greater than that.
        needed: logged days still needed, one a day from now on; 0 if the periods compare.
        days: the length of each period.
        before_first: first day of the earlier period.
        before_last: its last day.
        after_first: first day of the later period.
        after_last: its last day, today.
    """

    before_mean: float | None
    before_n: int
    after_mean: float | None
    after_n: int
    difference: float | None
    noise: float
    change: bool
    needed: int
    days: int
    before_first: date
    before_last: date
    after_first: date
    after_last: date


def of(values: Mapping[date, DayValue], measure: Measure) -> dict[date, float]:
    """Return the days on which the measure is known, with its value.

    The number of cravings is known on every logged day, and may be 0 there.
    """
    if measure is Measure.CRAVINGS:
        return {day: float(value.cravings) for day, value in values.items()}
    name = measure.value
    found = {day: getattr(value, name) for day, value in values.items()}
    return {day: value for day, value in found.items() if value is not None}


def line(values: Mapping[date, float], first: date, last: date) -> tuple[Point, ...]:
    """Return every day from ``first`` to ``last`` with its value and its smoothed value.

    The smoothed value is the exponentially weighted mean of the logged days up to that day:
    sum of (1-λ)^k x over the sum of (1-λ)^k, k = 0 for the day itself, 1 for the logged day
    before it, and so on (λ = 0.2, practice.md §4.2). Days before ``first`` count too. A gap
    begins a new line; an empty period, ``first`` after ``last``, has no points.
    """
    smooth = _smoothed(values, last)
    days = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    return tuple(Point(day, values.get(day), smooth.get(day)) for day in days)


def _smoothed(values: Mapping[date, float], last: date) -> dict[date, float]:
    """Return the smoothed value of each day up to ``last`` that has one."""
    smooth = {}
    total = weight = 0.0
    n = before = 0
    for day in sorted(day for day in values if day <= last):
        ordinal = day.toordinal()
        if ordinal - before > LONGEST_GAP:
            total = weight = 0.0
            n = 0
        total = values[day] + (1 - LAMBDA) * total
        weight = 1 + (1 - LAMBDA) * weight
        n += 1
        before = ordinal
        if n >= LEAST_DAYS_FOR_A_LINE:
            smooth[day] = total / weight
    return smooth


def usual(values: Mapping[date, float], today: date, in_a_row: int = IN_A_ROW) -> Usual:
    """Return how the last days stand to what is usual for the person.

    An EWMA control chart of day values (λ = 0.2, limits at 3 sigma; practice.md §4.2, after
    Schat 2021), evaluated anew for each ``today``:

    * The days judged are the last logged ones, as many as possible up to 21, so that all lie
      in the last 35 days, none is more than 7 days after the one before it, and there is a
      baseline. The last of them is within 7 days of today.
    * The baseline is the 28 logged days before them. It has no day in common with them; from
      its first day to the day before the first one judged are at most 46 days.
    * m is the mean of the baseline, s its standard deviation (n-1), at least 1.0. z begins at m,
      and z = z + λ (x - z) for each day judged. After t of them its limits are
      m ± 3 s √(λ/(2-λ) · (1-(1-λ)^2t)).
    * Higher (lower) if z is beyond the upper (lower) limit on each of the last ``in_a_row``
      days judged. Fewer days judged than that: it needs more days.

    practice.md asks for three days in a row. With a baseline that moves along and both sides
    counted, that speaks without a reason more often than its table says; seven keep to the
    table. scripts/false_alarms.py measures both. ``in_a_row`` goes from 1 to 21.
    """
    now = today.toordinal()
    earliest = max(1, now - JUDGED_SPAN - BASELINE_SPAN + 1)
    known = [day for day in map(date.fromordinal, range(earliest, now + 1)) if day in values]
    ordinals = [day.toordinal() for day in known]
    judged = _judged(ordinals, now, in_a_row)
    if not judged:
        n = sum(ordinal > now - BASELINE_SPAN for ordinal in ordinals)
        needed = _needed(ordinals, now, in_a_row)
        return Usual("needs", None, None, n, BASELINE_SPAN, needed, None)
    start = len(known) - judged
    centre, points = _chart([values[day] for day in known[start - BASELINE :]])
    row, side = _row(points)
    beyond = row >= in_a_row
    return Usual(
        state=("higher" if side > 0 else "lower") if beyond else "within",
        baseline_mean=centre,
        latest=centre + points[-1][0],
        n=BASELINE,
        days=ordinals[start] - ordinals[start - BASELINE],
        needed=0,
        since=known[-row] if beyond else None,
        limit=points[-1][1],
    )


def _judged(ordinals: Sequence[int], now: int, least: int) -> int:
    """Return how many of the last days are judged, 0 where there cannot be ``least``."""
    if not ordinals or now - ordinals[-1] > LONGEST_GAP:
        return 0
    judged = 0
    last = len(ordinals)
    for count in range(1, min(JUDGED, last - BASELINE) + 1):
        first = last - count
        if now - ordinals[first] >= JUDGED_SPAN:
            break
        if count > 1 and ordinals[first + 1] - ordinals[first] > LONGEST_GAP:
            break
        covered = ordinals[first] - ordinals[first - BASELINE] <= BASELINE_SPAN
        if covered and count >= least:
            judged = count
    return judged


def _needed(ordinals: Sequence[int], now: int, least: int) -> int:
    """Return after how many more logged days, one a day, something can be said."""
    begin = now + 1 if ordinals and ordinals[-1] == now else now
    most = BASELINE + least
    for more in range(1, most):
        later = [*ordinals, *range(begin, begin + more)]
        if _judged(later, later[-1], least):
            return more
    return most


def _chart(values: Sequence[float]) -> tuple[float, list[tuple[float, float]]]:
    """Return the baseline's mean, and each later day's distance from it with its limit."""
    baseline = values[:BASELINE]
    centre = fsum(baseline) / BASELINE
    spread = sqrt(_squares(baseline) / (BASELINE - 1))
    reach = LIMIT * max(spread, LEAST_SIGMA) * sqrt(LAMBDA / (2 - LAMBDA))
    points = []
    away, kept = 0.0, 1.0
    for value in values[BASELINE:]:
        away += LAMBDA * (value - centre - away)
        kept *= (1 - LAMBDA) ** 2
        points.append((away, reach * sqrt(1 - kept)))
    return centre, points


def _row(points: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """Return how many of the last days are beyond the same limit, and on which side (1, -1)."""
    side = 1 if points[-1][0] > 0 else -1
    row = 0
    for away, limit in reversed(points):
        if side * away <= limit + _EXACTLY:
            break
        row += 1
    return row, side


def compare(values: Mapping[date, float], today: date, days: int) -> Comparison:
    """Return the ``days`` days that end today beside the ``days`` days before them.

    The noise is 2.0 where the period with fewer logged days has under 28, else 1.5
    (practice.md §4.2, ratings from 0 to 10), and 2.6 s √(1/n + 1/n') where that is more: s is
    the pooled standard deviation of both, so that what scatters more than ratings do is not
    taken for a change.

    Raises:
        ValueError: fewer than 14 days, or a period that reaches behind the calendar.
    """
    now = today.toordinal()
    if not LEAST_TO_COMPARE <= days <= now // 2:
        msg = f"periods of {LEAST_TO_COMPARE} days or more are compared"
        raise ValueError(msg)
    turn, begin = now - days + 1, now - 2 * days + 1
    before = _within(values, begin, turn - 1)
    after = _within(values, turn, now)
    enough = min(len(before), len(after)) >= LEAST_TO_COMPARE
    difference = fsum(after) / len(after) - fsum(before) / len(before) if enough else None
    noise = _noise(before, after)
    return Comparison(
        before_mean=mean(before),
        before_n=len(before),
        after_mean=mean(after),
        after_n=len(after),
        difference=difference,
        noise=noise,
        change=difference is not None and abs(difference) > noise,
        needed=0 if enough else _needed_to_compare(values, now, days),
        days=days,
        before_first=date.fromordinal(begin),
        before_last=date.fromordinal(turn - 1),
        after_first=date.fromordinal(turn),
        after_last=today,
    )


def _within(values: Mapping[date, float], first: int, last: int) -> list[float]:
    """Return the values of a period given by ordinals, both included."""
    days = map(date.fromordinal, range(first, last + 1))
    return [values[day] for day in days if day in values]


def _noise(before: Sequence[float], after: Sequence[float]) -> float:
    """Return the difference that two means stay below by scatter alone, 19 times in 20."""
    smaller = min(len(before), len(after))
    table = 1.5 if smaller >= BASELINE else 2.0
    if smaller < LEAST_TO_COMPARE:
        return table
    freedom = len(before) + len(after) - 2
    pooled = sqrt((_squares(before) + _squares(after)) / freedom)
    return max(table, _SCATTER * pooled * sqrt(1 / len(before) + 1 / len(after)))


def _squares(values: Sequence[float]) -> float:
    """Return the sum of the squared distances from the mean."""
    centre = fsum(values) / len(values)
    return fsum((value - centre) ** 2 for value in values)


def _needed_to_compare(values: Mapping[date, float], now: int, days: int) -> int:
    """Return after how many more logged days, one a day, both periods have enough."""
    known = sorted(number for number in (day.toordinal() for day in values) if number <= now)
    begin = now + 1 if known and known[-1] == now else now
    for more in range(1, days + LEAST_TO_COMPARE):
        turn = begin + more - 1 - days
        # Periods of a hundred years are asked for too: counted by place, not day by day.
        until_turn = bisect_right(known, turn)
        after = len(known) - until_turn + min(more, days)
        before = until_turn - bisect_right(known, turn - days) + max(0, more - days)
        if min(before, after) >= LEAST_TO_COMPARE:
            return more
    return days + LEAST_TO_COMPARE
