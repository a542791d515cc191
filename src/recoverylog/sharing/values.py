"""A summary as JSON values: what its page says in figures, and nothing that the page leaves out.

docs/json.md gives the shape. A field may be added; none is renamed or given another meaning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recoverylog.sharing.summary import FocusPart, Mean, Summary


def values(summary: Summary) -> dict[str, Any]:
    """Return ``summary`` as values that JSON has: what was not ticked is None or empty."""
    choice, words = summary.choice, summary.words
    return {
        "schema": 1,
        "first": summary.first.isoformat(),
        "last": summary.last.isoformat(),
        "days": summary.days,
        "with": {"text": choice.text, "tags": choice.tags, "focus": choice.labels},
        "focuses": [_focus(part) for part in summary.focuses],
        "days_logged": summary.logged,
        "mood": _mean(summary.mood),
        "craving": _mean(summary.craving),
        "connections": summary.connections,
        "helped": summary.helped,
        "questions": list(words.questions),
        "notes": list(words.notes),
        "gratitude": list(words.gratitude),
        "good": list(words.good),
        "helped_by": _counts(summary.helped_by),
        "tags": _counts(summary.tags),
    }


def _focus(part: FocusPart) -> dict[str, Any]:
    """Return the figures of one focus; days with use are named here no more than on the page."""
    figures, window = part.figures, part.window
    return {
        "label": part.label,
        "recovery_since": figures.in_recovery_since.isoformat(),
        "counting": figures.counting.value,
        "free_days_total": figures.free_days_total,
        "period": {
            "days": window.days,
            "free": window.free,
            "unconfirmed": window.unconfirmed,
            "not_logged": window.not_logged,
        },
        "current_run": figures.current_run,
        "longest_run": figures.longest_run,
        "runs": figures.runs,
    }


def _mean(mean: Mean) -> dict[str, Any]:
    """Return a mean to the place that the page shows; None where too few days have a value."""
    return {"days": mean.days, "mean": None if mean.value is None else round(mean.value, 1)}


def _counts(words: tuple[tuple[str, int], ...]) -> list[dict[str, Any]]:
    return [{"word": word, "entries": count} for word, count in words]
