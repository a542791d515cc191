"""Figures and findings as JSON values; docs/json.md gives the shapes.

A value has the names that it has in the program, so that a reader can look them up. A field may
be added; none is renamed or given another meaning while the schema's number stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from math import isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverylog.insights.report import FocusFigures, Patterns, Trends, YearDays
    from recoverylog.insights.streaks import DayState
    from recoverylog.insights.views.milestones import MilestoneGroup
    from recoverylog.insights.views.patterns import Signs
    from recoverylog.insights.week import Week
    from recoverylog.journal.entry import AnyEntry
    from recoverylog.journal.focus import Focus

SCHEMA = 1
_PLACES = 3


def built(value: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return a value as JSON has it: named tuples as objects, days as text, no infinities.

    Numbers are rounded to three places.
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return round(value, _PLACES) if isfinite(value) else None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: built(field) for name, field in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(built(key)): built(field) for key, field in value.items()}
    if isinstance(value, (frozenset, set)):
        return sorted(built(one) for one in value)
    if isinstance(value, (tuple, list)):
        return [built(one) for one in value]
    return value


def trends(found: Trends, focus: Focus | None) -> dict[str, Any]:
    """Return the trends of a period."""
    measures = {
        one.measure.value: {
            "line": built(one.line),
            "usual": built(one.usual),
            "comparison": built(one.comparison),
        }
        for one in found.measures
    }
    return {
        "schema": SCHEMA,
        "focus": focus.label if focus else None,
        "first": built(found.first),
        "last": built(found.last),
        "days_logged": found.logged,
        "measures": measures,
        "halt": dict(found.halt),
        "days_with_check_in": found.checked,
    }


def patterns(found: Patterns, signs_: Signs, focus: Focus | None) -> dict[str, Any]:
    """Return the patterns of a period, and the person's own signs."""
    named = {"schema": SCHEMA, "focus": focus.label if focus else None}
    return {**named, **built(found), "signs": signs(signs_)["signs"]}


def signs(found: Signs) -> dict[str, Any]:
    """Return the person's own signs and what is ticked for this week."""
    listed = [{"words": one.label, "this_week": one.id in found.ticked} for one in found.signs]
    return {
        "schema": SCHEMA,
        "signs": listed,
        "this_week": found.seen.this,
        "week_before": found.seen.before,
    }


def year(
    found: YearDays, focus: Focus | None, days: Sequence[tuple[Focus, Mapping[date, DayState]]]
) -> dict[str, Any]:
    """Return the days of a year, and their states for each of the focuses."""
    fields = built(found)
    del fields["states"]
    states = [
        {"focus": one.label, "counting": one.counting, "states": built(of_one)}
        for one, of_one in days
    ]
    return {
        "schema": SCHEMA,
        "focus": focus.label if focus else None,
        **fields,
        "days": states,
    }


def week(found: Week, earlier: Mapping[date, Sequence[AnyEntry]]) -> dict[str, Any]:
    """Return seven days, and the ids of what was written on that day of earlier years."""
    looked_back = {built(day): [one.id for one in written] for day, written in earlier.items()}
    return {"schema": SCHEMA, **built(found), "on_this_day": looked_back}


def milestones(groups: Sequence[MilestoneGroup]) -> dict[str, Any]:
    """Return the milestones of each focus and of the whole journal, whose focus is null."""
    return {
        "schema": SCHEMA,
        "groups": [
            {
                "focus": group.label if group.focus is not None else None,
                "counting": group.counting,
                "ahead": [_ahead(one) for one in built(group.ahead)],
                "reached": [_ahead(one) for one in built(group.reached)],
            }
            for group in groups
        ],
    }


def _ahead(one: dict[str, Any]) -> dict[str, Any]:
    """Return a milestone and what is known of it side by side, without the id of its focus."""
    milestone = dict(one.pop("milestone"))
    milestone.pop("focus")
    return {**milestone, **one}


def figures(one: FocusFigures) -> dict[str, Any]:
    """Return what is said of one focus beyond its days and runs."""
    return {
        "returns": built(one.returns),
        "momentum": built(one.momentum),
        "within_limit": built(one.within),
        "unit": one.focus.unit,
    }
