"""Trends in plain words: one calm line each, always with the number of days it rests on.

What is told is where the last days lie beside earlier ones of the same person, never why, and
nothing about days to come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights.trend import Measure
from recoverylog.insights.wording.dates import count, date_words

if TYPE_CHECKING:
    from recoverylog.insights.trend import Comparison, Usual

_NAMES = {
    Measure.MOOD: "mood",
    Measure.CRAVING: "strongest craving",
    Measure.CRAVINGS: "cravings a day",
    Measure.SLEEP: "hours of sleep",
}


def measure_name(measure: Measure) -> str:
    """Return the name of a measure as it stands before its figures."""
    return _NAMES[measure]


def usual_line(name: str, usual: Usual) -> str:
    """Return ``mood: 6.1 lately, within your usual (5.8 on average, 28 logged days)``.

    Where too few days are known the line says how many are needed instead.
    """
    if usual.baseline_mean is None or usual.latest is None:
        return f"{name}: your usual needs {count(usual.needed, 'more day')} with this noted"
    basis = f"your usual ({usual.baseline_mean:.1f} on average, {count(usual.n, 'logged day')})"
    if usual.since is None:
        return f"{name}: {usual.latest:.1f} lately, within {basis}"
    since = f"since {date_words(usual.since)}"
    return f"{name}: {usual.latest:.1f} lately, {usual.state} than {basis} {since}"


def comparison_line(name: str, comparison: Comparison) -> str:
    """Return both means with their days, the difference, and what scatter alone amounts to.

    Where too few days are known the line says how many are needed instead.
    """
    c = comparison
    if c.before_mean is None or c.after_mean is None or c.difference is None:
        return (
            f"{name}: comparing {c.days} days with the {c.days} before needs "
            f"{count(c.needed, 'more day')} with this noted"
        )
    return (
        f"{name}: {c.after_mean:.1f} in the last {c.days} days ({c.after_n} noted), "
        f"{c.before_mean:.1f} in the {c.days} before ({c.before_n} noted); {_difference(c)}"
    )


def _difference(c: Comparison) -> str:
    """Return the difference in words, and whether it is more than scatter."""
    difference = c.difference or 0.0
    size = f"{abs(difference):.1f}"
    scatter = f"ordinary scatter ({c.noise:.1f})"
    if size == "0.0":
        return "no difference to speak of"
    side = "higher" if difference > 0 else "lower"
    return f"{size} {side}, {'more than' if c.change else 'within'} {scatter}"
