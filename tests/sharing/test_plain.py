"""The summary on paper: exact pages, calm words, a width that holds."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recoverylog.insights.streaks import Counting, Figures, Window
from recoverylog.sharing.plain import COLUMNS, render
from recoverylog.sharing.summary import Choice, FocusPart, Mean, Summary, Words
from recoverylog.sharing.wrap import columns

LAST = date(2026, 11, 22)
SINCE = date(2026, 5, 14)
MONTH = Window(30, 26, 4, 0, 0)
TICKED = Choice(text=True, tags=True, labels=True)


def part(
    window: Window = MONTH,
    *,
    label: str | None = None,
    counting: Counting = Counting.PRESUME_FREE,
    total: int = 188,
    run: int = 23,
) -> FocusPart:
    # The streak's own thirty days, which a summary of another period must not show.
    other = Window(30, 1, 29, 0, 0)
    longest = max(run, min(total, 127))
    return FocusPart(
        label, Figures(SINCE, LAST, counting, 192, total, other, run, longest, 3), window
    )


def summary(*parts: FocusPart, choice: Choice | None = None, words: Words | None = None) -> Summary:
    return Summary(
        first=date(2026, 10, 24),
        last=LAST,
        focuses=parts or (part(),),
        logged=26,
        mood=Mean(24, 6.125),
        craving=Mean(12, 2.9),
        connections=9,
        helped=8,
        choice=choice or Choice(),
        words=words or Words(),
    )


FIGURES = """\
Summary of 30 days
24 October 2026 to 22 November 2026

In recovery since 14 May 2026, 6 months and 8 days
188 free days in all
26 of the last 30 days free
This run 23 days · longest 127 · 3 runs
A day counts as free unless use was recorded.

Something logged on 26 of 30 days
Mood: 6.1 of 10 on average, over 24 days
Craving: 2.9 of 10 on average, the strongest of each of 12 days
Time with people: 9 times
Something that helped: noted 8 times

Names of people, amounts, times of day and dates of use are left out.
Written by recoverylog from a private journal. Not a clinical report.
"""

EVERYTHING = """\
Summary of 30 days
24 October 2026 to 22 November 2026

What I would like to talk about
  - how to get through Sunday

alcohol
In recovery since 14 May 2026, 6 months and 8 days
188 free days in all
26 of the last 30 days free
This run 23 days · longest 127 · 3 runs
A day counts as free unless use was recorded.

Something logged on 26 of 30 days
Mood: 6.1 of 10 on average, over 24 days
Craving: 2.9 of 10 on average, the strongest of each of 12 days
Time with people: 9 times
Something that helped: noted 8 times

What helped
  - walk, 5 times
  - call, once

Tags
  - work, twice

Notes
  - Called in sick. The rain went on all day and I went out in it after all,
    round the lake and back.

Grateful for
  - rain, finally

Good things
  - swam
  - slept

Names of people, amounts, times of day and dates of use are left out, except
where words in this summary mention them: those stand as they were written,
and nothing looked through them.
Written by recoverylog from a private journal. Not a clinical report.
"""


def test_the_page_without_a_tick() -> None:
    assert render(summary()) == FIGURES


def test_the_page_with_everything_ticked() -> None:
    note = "Called in sick. The rain went on\nall day and I went out in it  after all, "
    words = Words(
        questions=("how to get through Sunday",),
        notes=(note + "round the lake and back.",),
        gratitude=("rain, finally",),
        good=("swam", "slept"),
    )
    full = summary(part(label="alcohol"), choice=TICKED, words=words)
    full = full._replace(helped_by=(("walk", 5), ("call", 1)), tags=(("work", 2),))
    assert render(full) == EVERYTHING


@pytest.mark.parametrize(
    ("window", "counting", "line"),
    [
        (Window(7, 7, 0, 0, 0), Counting.PRESUME_FREE, "7 of the last 7 days free"),
        (Window(90, 80, 9, 1, 0), Counting.PRESUME_FREE, "80 of the last 90 days free; 1 not"),
        (
            Window(30, 20, 2, 0, 8),
            Counting.ONLY_LOGGED,
            "20 of 22 logged days free in the last 30 days; 8 not logged",
        ),
        (Window(1, 1, 0, 0, 0), Counting.PRESUME_FREE, "Today counts as free"),
        (Window(30, 0, 30, 0, 0), Counting.PRESUME_FREE, "The last 30 days: 0 free\n"),
        (Window(30, 0, 3, 1, 26), Counting.ONLY_LOGGED, "The last 30 days: 0 free; 27 not known"),
        (Window(1, 0, 1, 0, 0), Counting.PRESUME_FREE, "Today: 0 free\n"),
        (Window(7, 0, 0, 0, 7), Counting.ONLY_LOGGED, "Nothing logged in the last 7 days"),
    ],
)
def test_the_days_of_the_period_with_what_they_are_counted_out_of(
    window: Window, counting: Counting, line: str
) -> None:
    assert line in render(summary(part(window, counting=counting)))


@pytest.mark.parametrize("used", range(31))
def test_days_of_use_are_told_as_what_is_missing_and_never_by_name(used: int) -> None:
    text = render(summary(part(Window(30, 30 - used, used, 0, 0))))
    assert f"{30 - used} " in text
    assert "with use" not in text
    assert "use recorded" not in text


def test_each_way_of_counting_is_stated() -> None:
    both = summary(part(), part(counting=Counting.ONLY_LOGGED))
    text = " ".join(render(both).split())
    assert "A day counts as free unless use was recorded." in text
    assert "A day counts as free if something was logged and no use was recorded." in text


def test_several_focuses_without_names_are_numbered() -> None:
    text = render(summary(part(), part()))
    assert "\nFocus 1 of 2\nIn recovery" in text
    assert "\nFocus 2 of 2\nIn recovery" in text
    assert "Focus" not in render(summary())


def test_few_or_no_days_are_told_as_such() -> None:
    text = render(
        summary()._replace(mood=Mean(2, None), craving=Mean(0, None), connections=0, helped=0)
    )
    assert "Mood: noted on 2 days, too few for a mean\nCraving: not noted\n" in text
    assert "Time with people: not noted\n" in text
    assert "helped" not in text


def test_one_day_alone() -> None:
    text = render(summary()._replace(first=LAST, logged=1))
    assert text.startswith("Summary of one day\n22 November 2026\n")
    assert "Something logged on 1 of 1 day\n" in text


def test_without_a_focus_the_rest_stands() -> None:
    text = render(summary()._replace(focuses=()))
    assert "free" not in text
    assert "\n\nSomething logged on 26 of 30 days\n" in text


def test_three_focuses_fit_on_one_page() -> None:
    assert len(render(summary(part(), part(), part())).splitlines()) <= 40


def test_that_words_were_not_looked_through_is_said_where_there_are_some() -> None:
    said = "nothing looked through them"
    assert said in " ".join(render(summary(choice=Choice(text=True))).split())
    assert said not in " ".join(render(summary(choice=Choice(tags=True, labels=True))).split())


# --- foreign text

FOREIGN = st.text(max_size=200)
WIDE = "漢字かな交じり文" * 20


def as_text(line: str) -> Summary:
    words = Words(questions=(line,), notes=(line, "after"), gratitude=(line,), good=(line,))
    found = summary(part(label=line), choice=TICKED, words=words)
    return found._replace(helped_by=((line, 2),), tags=((line, 1),))


@given(FOREIGN)
@example("x" * 500)
@example(WIDE)
@example("a " * 300)
@example("☁️" * 90)
@example("\x1b[31mred\x1b[0m \u202egnp.exe \u200b\u2066")
def test_no_line_is_too_wide_and_nothing_acts(line: str) -> None:
    text = render(as_text(line))
    assert text.endswith("Not a clinical report.\n")
    assert "\n\n\n" not in text
    for row in text.split("\n"):
        assert columns(row) <= COLUMNS
        assert row == row.rstrip()
        assert not re.search("[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", row)


@given(FOREIGN.filter(lambda line: line.strip()))
@example("Notes\nGrateful for\n\nNot a clinical report.")
def test_foreign_text_never_passes_for_a_line_of_ours(line: str) -> None:
    ours = {row for row in render(as_text("word")).split("\n") if not row.startswith("  ")}
    found = as_text(line)
    bare = found._replace(focuses=(part(label="word"),))
    assert {row for row in render(bare).split("\n") if not row.startswith("  ")} <= ours


@given(st.lists(st.sampled_from(["one", "three", "seven", "a" * 90, "漢字"]), min_size=1))
def test_wrapping_loses_and_adds_nothing(words: list[str]) -> None:
    shown = render(summary(choice=Choice(text=True), words=Words(notes=(" ".join(words),))))
    block = shown.split("Notes\n")[1].split("\n\n")[0]
    assert "".join(block.split()).removeprefix("-") == "".join(words)


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert render(as_text("ünï\u0308")).encode() == render(as_text("ünï\u0308")).encode()
    assert render(as_text("u\u0308")) == render(as_text("ü"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("abc", 3), ("漢字", 4), ("u\u0308", 1), ("·", 1), ("☁️", 2), ("👩‍🌾", 4)],
)
def test_columns_are_counted_as_a_terminal_would(text: str, expected: int) -> None:
    assert columns(text) == expected
