"""The figures in words: exact sentences, and what no sentence may hold."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.insights.months import calendar_duration
from recoverylog.insights.streaks import Counting, Figures, FocusDays, Window, figures
from recoverylog.insights.wording.dates import date_words, duration_words
from recoverylog.insights.wording.figures import (
    counting_line,
    figure_lines,
    last_30_line,
    runs_line,
    since_line,
    total_line,
)

TODAY = date(2026, 11, 22)
LOGGED = Counting.ONLY_LOGGED


def shown(
    *,
    since: date = date(2026, 5, 14),
    counting: Counting = Counting.PRESUME_FREE,
    total: int = 188,
    window: tuple[int, int, int, int] = (26, 4, 0, 0),
    run: int = 23,
    longest: int = 127,
    runs: int = 3,
) -> Figures:
    last_30 = Window(sum(window), *window)
    days = max(0, (TODAY - since).days)
    return Figures(since, TODAY, counting, days, total, last_30, run, longest, runs)


def test_all_lines_in_their_order() -> None:
    assert figure_lines(shown()) == [
        "In recovery since 14 May 2026, 6 months and 8 days",
        "188 free days in all",
        "26 of the last 30 days free",
        "this run 23 days · longest 127 · 3 runs",
    ]


def test_a_term_of_ones_own() -> None:
    assert total_line(shown(), "substance-free") == "188 substance-free days in all"
    assert last_30_line(shown(), "smoke-free") == "26 of the last 30 days smoke-free"
    assert counting_line(LOGGED, "dry").startswith("A day counts as dry if")


@pytest.mark.parametrize(
    ("since", "line"),
    [
        (TODAY, "In recovery since today, 22 November 2026"),
        (date(2026, 11, 21), "In recovery since 21 November 2026, 1 day"),
        (date(2024, 2, 29), "In recovery since 29 February 2024, 2 years, 8 months and 24 days"),
        (date(2027, 1, 1), "In recovery from 1 January 2027"),
    ],
)
def test_since_line(since: date, line: str) -> None:
    assert since_line(shown(since=since)) == line


def test_total_line_in_the_singular_and_before_the_first() -> None:
    assert total_line(shown(total=1)) == "1 free day in all"
    assert total_line(shown(total=0)) == "free days are counted here as they come"


@pytest.mark.parametrize(
    ("counting", "window", "line"),
    [
        (Counting.PRESUME_FREE, (26, 2, 2, 0), "26 of the last 30 days free; 2 not confirmed"),
        (Counting.PRESUME_FREE, (11, 1, 0, 0), "11 of the last 12 days free"),
        (
            Counting.PRESUME_FREE,
            (0, 29, 1, 0),
            "the last 30 days: 29 days with use, 1 not confirmed",
        ),
        (Counting.PRESUME_FREE, (0, 0, 2, 0), "the last 2 days: 2 not confirmed"),
        (LOGGED, (26, 2, 0, 2), "26 of 28 logged days free in the last 30 days; 2 not logged"),
        (
            LOGGED,
            (20, 2, 3, 5),
            "20 of 22 logged days free in the last 30 days; 3 not confirmed, 5 not logged",
        ),
        (LOGGED, (1, 0, 0, 4), "1 of 1 logged day free in the last 5 days; 4 not logged"),
        (LOGGED, (0, 1, 0, 29), "the last 30 days: 1 day with use, 29 not logged"),
        (LOGGED, (0, 0, 0, 30), "nothing logged in the last 30 days"),
        (LOGGED, (1, 0, 0, 0), "today counts as free"),
        (LOGGED, (0, 1, 0, 0), "today: use recorded"),
        (LOGGED, (0, 0, 1, 0), "today: not confirmed"),
        (LOGGED, (0, 0, 0, 1), "nothing logged yet today"),
        (LOGGED, (0, 0, 0, 0), ""),
    ],
)
def test_last_30_line(counting: Counting, window: tuple[int, int, int, int], line: str) -> None:
    assert last_30_line(shown(counting=counting, window=window)) == line


@pytest.mark.parametrize(
    ("run", "longest", "runs", "line"),
    [
        (1, 127, 3, "this run 1 day · longest 127 · 3 runs"),
        (127, 127, 3, "this run 127 days, the longest so far · 3 runs"),
        (23, 23, 1, "this run 23 days"),
        (0, 127, 3, "longest run 127 days · 3 runs"),
        (0, 1, 1, "longest run 1 day"),
        (0, 0, 0, ""),
    ],
)
def test_runs_line(run: int, longest: int, runs: int, line: str) -> None:
    assert runs_line(shown(run=run, longest=longest, runs=runs)) == line


def test_counting_line_says_which_mode() -> None:
    assert counting_line(Counting.PRESUME_FREE) == "A day counts as free unless use was recorded."
    assert counting_line(LOGGED) == (
        "A day counts as free if something was logged and no use was recorded."
    )


@pytest.mark.parametrize(
    ("start", "end", "parts", "words"),
    [
        (date(2026, 5, 14), date(2026, 11, 22), (0, 6, 8), "6 months and 8 days"),
        (date(2026, 1, 31), date(2026, 2, 28), (0, 1, 0), "1 month"),
        (date(2026, 1, 31), date(2026, 3, 1), (0, 1, 1), "1 month and 1 day"),
        (date(2026, 1, 31), date(2026, 2, 27), (0, 0, 27), "27 days"),
        (date(2024, 2, 29), date(2025, 2, 28), (1, 0, 0), "1 year"),
        (date(2024, 2, 29), date(2028, 2, 28), (3, 11, 30), "3 years, 11 months and 30 days"),
        (date(2024, 2, 29), date(2028, 2, 29), (4, 0, 0), "4 years"),
        (date(2025, 12, 31), date(2026, 1, 1), (0, 0, 1), "1 day"),
        (date(2025, 3, 3), date(2026, 3, 5), (1, 0, 2), "1 year and 2 days"),
        (date(2026, 3, 3), date(2026, 3, 3), (0, 0, 0), ""),
        (date.min, date.max, (9998, 11, 30), "9998 years, 11 months and 30 days"),
    ],
)
def test_durations(start: date, end: date, parts: tuple[int, int, int], words: str) -> None:
    assert calendar_duration(start, end) == parts
    assert duration_words(start, end) == words


def test_a_duration_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="on or after"):
        calendar_duration(TODAY, TODAY - timedelta(days=1))


@settings(max_examples=500, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 12_000))
def test_durations_grow_by_one_day_at_a_time(start: date, length: int) -> None:
    """A twin: from one day to the next, either the days go up by one or a month is complete."""
    end = start + timedelta(days=length)
    y, m, d = calendar_duration(start, end)
    y2, m2, d2 = calendar_duration(start, end + timedelta(days=1))
    assert (y2 * 12 + m2, d2) in {(y * 12 + m, d + 1), (y * 12 + m + 1, 0)}
    if d2 == 0:
        tomorrow = end + timedelta(days=1)
        assert tomorrow.day == start.day or (tomorrow + timedelta(days=1)).day == 1


@pytest.mark.parametrize("month", range(1, 13))
def test_dates_are_named_in_english(month: int) -> None:
    day = date(2026, month, 5)
    assert date_words(day) == f"5 {day:%B} 2026"


@st.composite
def any_figures(draw: st.DrawFn) -> Figures:
    since = TODAY - timedelta(days=draw(st.integers(-3, 60)))
    days = st.frozensets(st.integers(0, 60).map(lambda n: TODAY - timedelta(days=n)))
    counting = draw(st.sampled_from(Counting))
    return figures(FocusDays(since, counting, draw(days), draw(days), draw(days)), TODAY)


@settings(max_examples=300, deadline=None)
@given(any_figures())
def test_no_line_leads_with_nought_or_takes_anything_away(f: Figures) -> None:
    text = "\n".join([*figure_lines(f), counting_line(f.counting)])
    assert not re.search(r"(?<!\d)0(?!\d)", text)
    assert not re.search(r"(?i)\b(?:reset|lost|lose|broke|broken|streak|fail\w*|ended)\b", text)
    assert not re.search(r"(?<!\d)1 (?:days|months|years|runs)\b", text)
    assert len(figure_lines(f)) >= 2


@settings(max_examples=500, deadline=None)
@given(any_figures())
def test_every_count_of_the_window_stands_beside_what_it_is_out_of(f: Figures) -> None:
    w = f.last_30
    line = last_30_line(f)
    if w.free and w.days > 1:
        out_of = w.free + w.used if f.counting is LOGGED else "the last"
        assert line.startswith(f"{w.free} of {out_of} ")
        assert f"last {w.days} days" in line
        assert ("not logged" in line) == (w.not_logged > 0)
        assert ("not confirmed" in line) == (w.unconfirmed > 0)
