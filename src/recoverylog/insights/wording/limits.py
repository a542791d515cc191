"""A limit in plain words: how many days or weeks stayed within it, and the present one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights.wording.dates import count

if TYPE_CHECKING:
    from recoverylog.insights.limits import Within


def limit_lines(w: Within, unit: str = "") -> list[str]:
    """Return what there is to say of a limit: the latest days or weeks, runs, the present one.

    Args:
        w: how the days or weeks stand to the limit.
        unit: the word for what is counted, in the plural: ``drinks``; empty for none.
    """
    lines = (limit_line(w, unit), limit_run_line(w), so_far_line(w, unit))
    return [line for line in lines if line]


def limit_line(w: Within, unit: str = "") -> str:
    """Return how many of the latest days or weeks stayed within; empty before the first."""
    limit = limit_words(w, unit)
    if not w.periods:
        return ""
    if w.periods == 1:
        return _one_period(w, limit)
    span = f"the last {w.periods} {w.per}s"
    if w.kept:
        preposition = "on" if w.per == "day" else "in"
        line = f"within {limit} {preposition} {w.kept} of {span}"
        return f"{line}; {w.unknown} not known" if w.unknown else line
    above = [f"{w.over} above {limit}"] if w.over else []
    unknown = [f"{w.unknown} not known"] if w.unknown else []
    return f"{span}: {', '.join([*above, *unknown])}"


def limit_run_line(w: Within) -> str:
    """Return the present and the longest run within the limit; empty before the first."""
    if not w.longest:
        return ""
    longest = count(w.longest, w.per)
    if not w.run:
        return f"longest run within the limit {longest}"
    line = f"this run within the limit {count(w.run, w.per)}"
    return f"{line} · longest {w.longest}" if w.run < w.longest else line


def so_far_line(w: Within, unit: str = "") -> str:
    """Return the amount of today or of the present week beside the limit.

    Empty on a day of which there is nothing to say, and before recovery begins.
    """
    if not w.so_far:
        return ""
    present = "today" if w.per == "day" else "this week"
    noun = f" {unit}" if unit else ""
    least = "" if w.so_far_whole else "at least "
    if w.so_far <= w.limit:
        return f"{present} so far {least}{w.so_far:g} of {w.limit:g}{noun}"
    return f"{present} so far {least}{w.so_far:g}{noun}, beside a limit of {w.limit:g}"


def limit_words(w: Within, unit: str = "") -> str:
    """Return ``3 drinks a day``, or ``3 a day`` without a unit."""
    noun = f" {unit}" if unit else ""
    return f"{w.limit:g}{noun} a {w.per}"


def _one_period(w: Within, limit: str) -> str:
    """Return the line for today alone, or for the first whole week alone."""
    span = "today" if w.per == "day" else "last week"
    if w.unknown:
        return f"{span}: the amount is not known"
    return f"{span}: {'within' if w.kept else 'above'} {limit}"
