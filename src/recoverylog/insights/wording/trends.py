"""Trends in plain words: one calm line each, always with the number of days it rests on.

What is told is where the last days lie beside earlier ones of the same person, never why, and
nothing about days to come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights.trend import BASELINE, IN_A_ROW, LEAST_TO_COMPARE, Measure
from recoverylog.insights.wording.dates import count, date_words

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    """Return the difference of the means as they are told, and whether it is more than scatter."""
    difference = _told(c.after_mean) - _told(c.before_mean)
    size, scatter = _told(abs(difference)), _told(c.noise)
    if not size:
        return "no difference to speak of"
    side = "higher" if difference > 0 else "lower"
    # Rounding alone must not have a change below the scatter, nor scatter below the difference.
    if c.change:
        return f"{size:.1f} {side}, more than ordinary scatter ({min(scatter, size):.1f})"
    return f"{size:.1f} {side}, within ordinary scatter ({max(scatter, size):.1f})"


def _told(value: float | None) -> float:
    """Return a number as it is written with one decimal."""
    return float(f"{value or 0.0:.1f}")


def usual_needs_line(needs: Sequence[tuple[str, Usual]]) -> str:
    """Return what a usual needs, said once where none of the measures has one yet.

    Args:
        needs: each measure by its name, all of them in need of days.
    """
    whole = BASELINE + IN_A_ROW
    line = f"Your usual needs {whole} days on which the same is noted"
    least = min(usual.needed for _, usual in needs)
    nearest = [name for name, usual in needs if usual.needed == least]
    return f"{line}." if least == whole else f"{line}; {least} more for {' and '.join(nearest)}."


COMPARING_NEEDS = f"Two periods are compared once {LEAST_TO_COMPARE} days are noted in each."
"""What comparing needs, said once where it can be done with none of the measures yet."""
