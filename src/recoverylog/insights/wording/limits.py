"""A limit in plain words: how many days or weeks stayed within it, and the present one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights.wording.dates import count
from recoverylog.language import _

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
    span = _("the last {periods} {per}s", periods=w.periods, per=w.per)
    if w.kept:
        preposition = _("on") if w.per == "day" else _("in")
        line = _(
            "within {limit} {preposition} {kept} of {span}",
            limit=limit,
            preposition=preposition,
            kept=w.kept,
            span=span,
        )
        return _("{line}; {unknown} not known", line=line, unknown=w.unknown) if w.unknown else line
    above = [_("{over} above {limit}", over=w.over, limit=limit)] if w.over else []
    unknown = [_("{unknown} not known", unknown=w.unknown)] if w.unknown else []
    return f"{span}: {', '.join([*above, *unknown])}"


def limit_run_line(w: Within) -> str:
    """Return the present and the longest run within the limit; empty before the first."""
    if not w.longest:
        return ""
    longest = count(w.longest, w.per)
    if not w.run:
        return _("longest run within the limit {longest}", longest=longest)
    line = _("this run within the limit {run}", run=count(w.run, w.per))
    return (
        _("{line} · longest {longest}", line=line, longest=w.longest) if w.run < w.longest else line
    )


def so_far_line(w: Within, unit: str = "") -> str:
    """Return the amount of today or of the present week beside the limit.

    Empty on a day of which there is nothing to say, and before recovery begins.
    """
    if not w.so_far:
        return ""
    present = _("today") if w.per == "day" else _("this week")
    noun = f" {unit}" if unit else ""
    least = "" if w.so_far_whole else _("at least ")
    if w.so_far <= w.limit:
        return _(
            "{present} so far {least}{so_far:g} of {limit:g}{noun}",
            present=present,
            least=least,
            so_far=w.so_far,
            limit=w.limit,
            noun=noun,
        )
    return _(
        "{present} so far {least}{so_far:g}{noun}, beside a limit of {limit:g}",
        present=present,
        least=least,
        so_far=w.so_far,
        noun=noun,
        limit=w.limit,
    )


def limit_words(w: Within, unit: str = "") -> str:
    """Return ``3 drinks a day``, or ``3 a day`` without a unit."""
    noun = f" {unit}" if unit else ""
    return _("{limit:g}{noun} a {per}", limit=w.limit, noun=noun, per=w.per)


def _one_period(w: Within, limit: str) -> str:
    """Return the line for today alone, or for the first whole week alone."""
    span = _("today") if w.per == "day" else _("last week")
    if w.unknown:
        return _("{span}: the amount is not known", span=span)
    return f"{span}: {_('within') if w.kept else _('above')} {limit}"
