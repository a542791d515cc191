"""Trends in plain words: one calm line each, always with the number of days it rests on.

What is told is where the last days lie beside earlier ones of the same person, never why, and
nothing about days to come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights.trend import BASELINE, IN_A_ROW, LEAST_TO_COMPARE, Measure
from recoverylog.insights.wording.dates import date_words
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverylog.insights.trend import Comparison, Usual

_NAMES = {
    Measure.MOOD: _("mood"),
    Measure.CRAVING: _("strongest craving"),
    Measure.CRAVINGS: _("cravings a day"),
    Measure.SLEEP: _("hours of sleep"),
}


def measure_name(measure: Measure) -> str:
    """Return the name of a measure as it stands before its figures."""
    return _NAMES[measure]


def usual_line(name: str, usual: Usual) -> str:
    """Return ``mood: 6.1 lately, within your usual (5.8 on average, 28 logged days)``.

    Where too few days are known the line says how many are needed instead.
    """
    if usual.baseline_mean is None or usual.latest is None:
        return _(
            "{name}: your usual needs {days} with this noted",
            name=name,
            days=counted("{n} more day", "{n} more days", usual.needed),
        )
    basis = _(
        "your usual ({baseline_mean:.1f} on average, {days})",
        baseline_mean=usual.baseline_mean,
        days=counted("{n} logged day", "{n} logged days", usual.n),
    )
    if usual.since is None:
        return _(
            "{name}: {latest:.1f} lately, within {basis}",
            name=name,
            latest=usual.latest,
            basis=basis,
        )
    since = _("since {since}", since=date_words(usual.since))
    return _(
        "{name}: {latest:.1f} lately, {state} than {basis} {since}",
        name=name,
        latest=usual.latest,
        state=usual.state,
        basis=basis,
        since=since,
    )


def comparison_line(name: str, comparison: Comparison) -> str:
    """Return both means with their days, the difference, and what scatter alone amounts to.

    Where too few days are known the line says how many are needed instead.
    """
    c = comparison
    if c.before_mean is None or c.after_mean is None or c.difference is None:
        return _(
            "{name}: comparing {days} days with the {days} before needs {days_2} with this noted",
            name=name,
            days=c.days,
            days_2=counted("{n} more day", "{n} more days", c.needed),
        )
    return _(
        "{name}: {after_mean:.1f} in the last {days} days ({after_n} noted), {before_mean:.1f} in "
        "the {days} before ({before_n} noted); {difference}",
        name=name,
        after_mean=c.after_mean,
        days=c.days,
        after_n=c.after_n,
        before_mean=c.before_mean,
        before_n=c.before_n,
        difference=_difference(c),
    )


def _difference(c: Comparison) -> str:
    """Return the difference of the means as they are told, and whether it is more than scatter."""
    difference = _told(c.after_mean) - _told(c.before_mean)
    size, scatter = _told(abs(difference)), _told(c.noise)
    if not size:
        return _("no difference to speak of")
    side = _("higher") if difference > 0 else _("lower")
    # Rounding alone must not have a change below the scatter, nor scatter below the difference.
    if c.change:
        return _(
            "{size:.1f} {side}, more than ordinary scatter ({scatter:.1f})",
            size=size,
            side=side,
            scatter=min(scatter, size),
        )
    return _(
        "{size:.1f} {side}, within ordinary scatter ({scatter:.1f})",
        size=size,
        side=side,
        scatter=max(scatter, size),
    )


def _told(value: float | None) -> float:
    """Return a number as it is written with one decimal."""
    return float(f"{value or 0.0:.1f}")


def usual_needs_line(needs: Sequence[tuple[str, Usual]]) -> str:
    """Return what a usual needs, said once where none of the measures has one yet.

    Args:
        needs: each measure by its name, all of them in need of days.
    """
    whole = BASELINE + IN_A_ROW
    line = _("Your usual needs {whole} days on which the same is noted", whole=whole)
    least = min(usual.needed for _, usual in needs)
    nearest = [name for name, usual in needs if usual.needed == least]
    return (
        f"{line}."
        if least == whole
        else _(
            "{line}; {least} more for {nearest}.",
            line=line,
            least=least,
            nearest=_(" and ").join(nearest),
        )
    )


COMPARING_NEEDS = _(
    "Two periods are compared once {least_to_compare} days are noted in each.",
    least_to_compare=LEAST_TO_COMPARE,
)
"""What comparing needs, said once where it can be done with none of the measures yet."""
