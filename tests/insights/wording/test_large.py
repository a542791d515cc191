"""The figure that stands large: the chosen one, never a nought, and no run where none is wanted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.insights.streaks import Counting, FocusDays, Window, figures
from recoverylog.insights.wording.figures import figure_lines
from recoverylog.insights.wording.large import beside, large
from recoverylog.journal.preference import CHOICES, Preferences

TODAY = date(2026, 11, 22)


def lived(days: int, *used: int, counting: Counting = Counting.PRESUME_FREE) -> Any:
    """Return the figures of ``days`` days up to today, with use so many days ago."""
    since = TODAY - timedelta(days=days)
    uses = frozenset(TODAY - timedelta(days=back) for back in used)
    logged = frozenset(since + timedelta(days=number) for number in range(days + 1))
    return figures(FocusDays(since, counting, uses, frozenset(), logged), TODAY)


@pytest.mark.parametrize(
    ("headline", "number", "words"),
    [
        ("recovery", 100, "days in recovery"),
        ("free-days", 99, "free days in all"),
        ("last-30", 28, "of 30 days free, the last 30"),
        ("run", 10, "free days, this run"),
    ],
)
def test_the_chosen_figure_stands_large(headline: Any, number: int, words: str) -> None:
    shown = large(lived(100, 10, 20), Preferences(headline=headline))
    assert shown == (headline, number, words)


def test_logged_days_are_named_where_only_they_count() -> None:
    shown = large(lived(100, 3, counting=Counting.ONLY_LOGGED), Preferences(headline="last-30"))
    assert shown.words == "of 30 logged days free, of the last 30"


def test_no_run_stands_large_where_none_is_shown() -> None:
    shown = large(lived(100, 10), Preferences(headline="run", run_shown=False))
    assert shown.which == "free-days"


@pytest.mark.parametrize("headline", CHOICES["headline"])
def test_a_nought_is_never_shown(headline: Any) -> None:
    for f in (lived(0), lived(40, 0), lived(0, 0), lived(40, *range(41))):
        shown = large(f, Preferences(headline=headline))
        assert shown.number or (shown.which == "free-days" and "counted here" in shown.words)


@given(
    st.integers(0, 400),
    st.sets(st.integers(0, 60)),
    st.sampled_from(CHOICES["headline"]),
    st.booleans(),
)
def test_the_others_stand_beside_it_and_no_run_unasked(
    days: int, used: set[int], headline: Any, runs: bool
) -> None:
    f, wanted = lived(days, *used), Preferences(headline=headline, run_shown=runs)
    shown = large(f, wanted)
    words = [" ".join(filter(None, piece)) for piece in beside(f, wanted)]
    assert all(number != "0" for _, number, _ in beside(f, wanted))
    assert (shown.which == "free-days" or not f.free_days_total) != any(
        "in all" in one for one in words
    )
    assert not (shown.which == "run" and any("this run" in one for one in words))
    assert not (shown.which == "last-30" and any("last" in one for one in words))
    if not runs:
        said = [*words, shown.words, *figure_lines(f, runs=False)]
        assert not any("run" in one.split() or "longest" in one for one in said)


def test_a_window_is_what_it_was() -> None:
    assert isinstance(lived(5).last_30, Window)
