"""Returns, momentum and limits in words: exact sentences, and what no sentence may hold."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.insights.limits import Amount, Limit, Within, within
from recoverylog.insights.returns import Returns, momentum, returns
from recoverylog.insights.streaks import FocusDays, figures
from recoverylog.insights.wording.figures import figure_lines
from recoverylog.insights.wording.limits import limit_line, limit_lines, limit_run_line, so_far_line
from recoverylog.insights.wording.returns import gap_line, momentum_line, time_line
from tests.insights.histories import DAY, SINCE, focus_days, histories

MOVES = "13 free days in a row bring 50, 30 bring 80; a use day takes about 5 at most"


def limited(
    *,
    per: str = "day",
    limit: float = 3,
    window: tuple[int, int, int] = (26, 3, 1),
    run: int = 5,
    longest: int = 12,
    so_far: float | None = 0,
) -> Within:
    kind = "day" if per == "day" else "week"
    return Within(kind, limit, *window, sum(window), run, longest, so_far)  # type: ignore[arg-type]


def test_all_lines_in_their_order() -> None:
    used = [SINCE + n * DAY for n in (5, 6, 20, 40)]
    days, today = focus_days(used=used), SINCE + 60 * DAY
    noted = dict.fromkeys(used, Amount(2))
    noted[SINCE + 40 * DAY] = Amount(4)
    limited_lines = figure_lines(
        figures(days, today),
        returns=returns(days, today),
        momentum=momentum(days, today),
        within=within(days, noted, Limit(3, "day"), today),
        unit="drinks",
    )
    assert limited_lines == [
        "In recovery since 1 January 2026, 2 months and 1 day",
        "within 3 drinks a day on 29 of the last 30 days",
        "this run within the limit 20 days · longest 40",
        "57 free days in all",
        "29 of the last 30 days free",
    ]
    lines = figure_lines(
        figures(days, today), returns=returns(days, today), momentum=momentum(days, today)
    )
    assert lines[:5] == [
        "In recovery since 1 January 2026, 2 months and 1 day",
        "57 free days in all",
        "29 of the last 30 days free",
        "this run 20 days, the longest so far · 4 runs",
        "17 days between one return to use and the next, the median of 2",
    ]
    assert lines[5].startswith("1 day from a use day to the next free day")
    assert lines[6].startswith("momentum 93 of 100")


def test_eighty_four_free_days_one_use_day_one_free_day() -> None:
    use_day = SINCE + 84 * DAY
    days, today = focus_days(used=[use_day]), use_day + DAY
    lines = figure_lines(
        figures(days, today), returns=returns(days, today), momentum=momentum(days, today)
    )
    assert lines[1:] == [
        "85 free days in all",
        "29 of the last 30 days free",
        "this run 1 day · longest 84 · 2 runs",
        "1 day from a use day to the next free day",
        f"momentum 94 of 100 ({MOVES})",
    ]


@pytest.mark.parametrize(
    ("gaps", "median", "line"),
    [
        ((), None, ""),
        ((21,), 21, "21 days between one return to use and the next"),
        ((9, 12), 10.5, "10.5 days between one return to use and the next, the median of 2"),
    ],
)
def test_gap_line(gaps: tuple[int, ...], median: float | None, line: str) -> None:
    assert gap_line(Returns(len(gaps) + 1, gaps, median, (), None, None)) == line


@pytest.mark.parametrize(
    ("times", "median", "line"),
    [
        ((), None, ""),
        ((1,), 1, "1 day from a use day to the next dry day"),
        (
            (1, 2),
            1.5,
            (
                "1.5 days from a use day to the next dry day, the median of 2 times; "
                "the last time 2 days"
            ),
        ),
    ],
)
def test_time_line(times: tuple[int, ...], median: float | None, line: str) -> None:
    found = Returns(len(times), (), None, times, median, times[-1] if times else None)
    assert time_line(found, "dry") == line


def test_momentum_that_rounds_to_nothing_says_nothing() -> None:
    assert momentum_line(0) == momentum_line(0.49) == ""
    assert momentum_line(99.7, "dry").startswith("momentum 100 of 100 (13 dry days in a row")


def test_momentum_is_moved_as_its_line_says() -> None:
    """13 free days from nothing bring 50, 30 bring 80; a use day after very many takes 5."""
    said = re.findall(r"\d+", momentum_line(1))
    assert said == ["1", "100", "13", "50", "30", "80", "5"]
    for length, brought in ((13, 50), (30, 80)):
        days, today = focus_days(), SINCE + (length - 1) * DAY
        assert round(momentum(days, today)) == brought
    before, use_day = SINCE + 998 * DAY, SINCE + 999 * DAY
    days, _ = focus_days(used=[use_day]), None
    assert round(momentum(days, before) - momentum(days, use_day)) == 5


@pytest.mark.parametrize(
    ("w", "unit", "line"),
    [
        (limited(), "", "within 3 a day on 26 of the last 30 days; 1 not known"),
        (limited(window=(9, 1, 0)), "drinks", "within 3 drinks a day on 9 of the last 10 days"),
        (
            limited(per="week", limit=7.5, window=(9, 1, 2)),
            "hours",
            "within 7.5 hours a week in 9 of the last 12 weeks; 2 not known",
        ),
        (limited(window=(0, 4, 0)), "", "the last 4 days: 4 above 3 a day"),
        (limited(window=(0, 4, 1)), "", "the last 5 days: 4 above 3 a day, 1 not known"),
        (limited(per="week", window=(0, 0, 5)), "", "the last 5 weeks: 5 not known"),
        (limited(window=(1, 0, 0)), "drinks", "today: within 3 drinks a day"),
        (limited(window=(0, 1, 0)), "drinks", "today: above 3 drinks a day"),
        (limited(per="week", window=(0, 0, 1)), "", "last week: the amount is not known"),
        (limited(window=(0, 0, 0)), "", ""),
    ],
)
def test_limit_line(w: Within, unit: str, line: str) -> None:
    assert limit_line(w, unit) == line


@pytest.mark.parametrize(
    ("run", "longest", "line"),
    [
        (0, 0, ""),
        (0, 1, "longest run within the limit 1 week"),
        (5, 5, "this run within the limit 5 weeks"),
        (1, 12, "this run within the limit 1 week · longest 12"),
    ],
)
def test_limit_run_line(run: int, longest: int, line: str) -> None:
    assert limit_run_line(limited(per="week", run=run, longest=longest)) == line


@pytest.mark.parametrize(
    ("w", "line"),
    [
        (limited(per="week", limit=14, so_far=6), "this week so far 6 of 14 drinks"),
        (limited(limit=2, so_far=3), "today so far 3 drinks, beside a limit of 2"),
        (limited(so_far=0), ""),
        (limited(so_far=None), ""),
    ],
)
def test_so_far_line(w: Within, line: str) -> None:
    assert so_far_line(w, "drinks") == line


@settings(max_examples=300, deadline=None)
@given(histories(), st.sampled_from([Limit(3, "day"), Limit(14, "week")]), st.integers(0, 20))
def test_no_line_leads_with_nought_or_names_a_cause(
    history: tuple[FocusDays, date], limit: Limit, top: int
) -> None:
    days, today = history
    noted = {day: Amount(day.day % (top + 1), bool(day.day % 3)) for day in days.used}
    w = within(days, noted, limit, today)
    r = returns(days, today)
    lines = figure_lines(
        figures(days, today), returns=r, momentum=momentum(days, today), within=w, unit="drinks"
    )
    text = "\n".join(lines)
    assert not re.search(r"(?<![\d.])0(?![\d.])", text)
    assert not re.search(r"(?<![\d.])1 (?:days|weeks|runs)\b", text)
    assert not re.search(
        r"(?i)\b(?:reset|lost|broke\w*|streak|fail\w*|because|likely|risk)\b", text
    )
    assert all(lines)
    assert [line for line in lines if line in limit_lines(w, "drinks")] == limit_lines(w, "drinks")
    assert (gap_line(r) != "") == (r.episodes > 1)
