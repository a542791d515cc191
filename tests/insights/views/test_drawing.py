"""Charts as rows of a sheet: no cell too many, and the same content where nothing is drawn."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.charts.hbar import cells
from recoverylog.insights.sheet import Room, Row, Sheet
from recoverylog.insights.views import drawing, patterns

FIRST = date(2026, 8, 25)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HOURS = ("04–08", "08–12", "12–16", "16–20", "20–24", "00–04")
PIPED = Room(drawn=False, colours=False)

ratings = st.none() | st.floats(0, 10)
series = st.lists(ratings, min_size=1, max_size=400)
columns = st.integers(38, 100)
words = st.text(st.sampled_from("abc dé日"), min_size=1, max_size=24)


def lines(sheet: Sheet) -> list[str]:
    return sheet.plain().splitlines()


def width(row: Row) -> int:
    return cells("".join(span.text for span in (*row.lead, *row.body)).rstrip())


def test_a_line_with_its_sentence_its_scale_and_its_dates() -> None:
    sheet = Sheet()
    values = [6.0] * 7 + [None] * 7
    drawing.panel(sheet, "mood", values, first=FIRST, room=Room(columns=30), rows=2)
    assert lines(sheet) == [
        "mood noted on 7 of 14 days, always 6",
        "10 ⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤⣤",
        " 0",
        "   T W T F S S M T W T F S S M",
    ]


def test_piped_a_line_is_its_sentence_and_its_weeks() -> None:
    sheet = Sheet()
    values = [6.0, 7.0, 8.0, *[None] * 9, 5.0]
    drawing.panel(sheet, "mood", values, first=FIRST, room=PIPED)
    assert lines(sheet) == [
        "mood 6.5 on average, from 5 to 8, noted on 4 of 13 days",
        "  week of 25 Aug: 7.0 on average of 3 days",
        "  week of 31 Aug: noted on 1 day",
    ]


def test_piped_a_long_line_is_its_months() -> None:
    sheet = Sheet()
    drawing.panel(sheet, "mood", [4.0] * 200, first=FIRST, room=PIPED)
    assert lines(sheet)[1:3] == [
        "  Aug 2026: 4.0 on average of 7 days",
        "  Sep 2026: 4.0 on average of 30 days",
    ]


def test_without_braille_a_line_is_bars() -> None:
    sheet = Sheet()
    room = Room(columns=13, braille=False)
    drawing.panel(sheet, "mood", [0, 10], first=FIRST, room=room, rows=1, axis=False)
    assert lines(sheet)[1:] == ["   ▁▁▁▁▁█████"]


def test_a_table_of_parts_of_the_week() -> None:
    sheet = Sheet()
    values: list[list[float | None]] = [[None] * 6 for _ in WEEKDAYS]
    values[4] = [None, None, None, None, 5.6, 7.0]
    counts = [[0] * 6 for _ in WEEKDAYS]
    counts[4] = [0, 0, 0, 0, 9, 12]
    drawing.grid(sheet, WEEKDAYS, HOURS, values, counts, room=PIPED)
    assert lines(sheet) == ["  Fri: 20–24 5.6 (n 9), 00–04 7.0 (n 12)"]
    drawn = Sheet()
    drawing.grid(drawn, WEEKDAYS, HOURS, values, counts, room=Room(columns=80))
    assert lines(drawn)[5].split() == ["Fri", *"····", "5.6", "n", "9", "7.0", "n", "12"]
    assert [span.mark for span in drawn.rows[5].body if span.text.strip()] == [
        *["faint"] * 4,
        "craving-5",
        "craving-7",
    ]
    drawn_in = [[None if mean is None else 1.0 for mean in row] for row in values]
    shaded = Sheet()
    room = Room(columns=80)
    drawing.grid(shaded, WEEKDAYS, HOURS, values, counts, room=room, shades=drawn_in)
    assert lines(shaded) == lines(drawn)
    assert {span.mark for span in shaded.rows[5].body if "n" in span.text} == {"craving-1"}
    plain = Sheet()
    drawing.grid(plain, WEEKDAYS, HOURS, values, counts, room=Room(columns=80, colours=False))
    assert "▄ 5.6  n 9" in lines(plain)[5]


def test_bars_and_their_numbers() -> None:
    rows = [("@tired", 4.0, "4 times"), ("@work", 1.0, "once")]
    piped, drawn = Sheet(), Sheet()
    drawing.bars(piped, rows, room=PIPED)
    drawing.bars(drawn, rows, room=Room(columns=40))
    assert lines(piped) == ["  @tired  4 times", "  @work  once"]
    assert lines(drawn) == [
        "  @tired  ━━━━━━━━━━━━━━━━━━━━━  4 times",
        "  @work   ━━━━━                     once",
    ]


def test_a_name_of_the_person_cannot_act() -> None:
    for room in (PIPED, Room(columns=40)):
        sheet = Sheet()
        drawing.bars(sheet, [("@\x1b[31mred", 1.0, "once")], room=room)
        assert "\x1b" not in sheet.plain()


def test_a_year_is_the_same_table_piped_and_drawn() -> None:
    values: dict[date, float | str] = {date(2026, 1, 2): 7.0, date(2026, 2, 28): 10.0}
    drawn, piped = Sheet(), Sheet()
    drawing.year(drawn, 2026, values, name="mood", room=Room(columns=100))
    drawing.year(piped, 2026, values, name="mood", room=Room(columns=100, drawn=False))
    assert lines(drawn) == lines(piped)
    assert lines(drawn)[1].startswith("Jan  · 7 · ")
    marks = [span.mark for span in drawn.rows[1].body if span.text.strip() == "7"]
    assert marks == ["mood-7"]


def test_a_use_day_has_no_colour_of_its_own() -> None:
    values: dict[date, float | str] = {FIRST: "used", FIRST + timedelta(days=1): "free"}
    sheet = Sheet()
    drawing.year(sheet, 2026, values, name="days", room=Room(columns=80))
    marks = {span.text.strip(): span.mark for row in sheet.rows for span in row.body}
    assert {marks["u"], marks["f"]} <= {"", "ink", "strong"}


def test_a_legend_speaks_of_a_shade_only_where_there_is_one() -> None:
    shaded = "; the shade trusts a small n less"
    for room, said in (
        (Room(columns=74), f"mean strength, and n: how many{shaded}"),
        (Room(columns=50), f"mean strength{shaded}"),
        (Room(columns=79, colours=False), f"mean strength, and n: how many{shaded}"),
        (Room(columns=78, colours=False), "mean strength, and n: how many"),
        (PIPED, "mean strength, and n: how many"),
    ):
        assert patterns._legend(room) == said
        sheet = Sheet()
        drawing.grid(sheet, WEEKDAYS, HOURS, [[9.0] * 6] * 7, [[2] * 6] * 7, room=room)
        assert ("n 2" in sheet.plain()) is ("how many" in said)
        if not room.colours:
            assert ("█" in sheet.plain()) is ("shade" in said)


@settings(max_examples=200, deadline=None)
@given(series, columns, st.integers(1, 6), st.booleans())
def test_a_line_is_never_wider_than_its_room(
    values: list[float | None], across: int, rows: int, braille: bool
) -> None:
    sheet = Sheet()
    room = Room(columns=across, braille=braille)
    drawing.panel(sheet, "mood", values, first=FIRST, room=room, rows=rows)
    drawn = [row for row in sheet.rows if row.drawn]
    assert len(drawn) == rows + 1
    assert all(width(row) <= across for row in drawn)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(ratings, min_size=6, max_size=6), min_size=7, max_size=7),
    columns,
    st.integers(0, 99),
)
def test_a_table_is_never_wider_than_its_room(
    values: list[list[float | None]], across: int, n: int
) -> None:
    sheet = Sheet()
    drawing.grid(sheet, WEEKDAYS, HOURS, values, [[n] * 6] * 7, room=Room(columns=across))
    assert len(sheet.rows) == 8
    assert all(width(row) <= across for row in sheet.rows)
    for row, shown in zip(values, sheet.rows[1:], strict=True):
        cell = [span for span in shown.body if span.text.strip()]
        assert [span.mark == "faint" for span in cell] == [value is None for value in row]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(words, st.floats(0, 40)), min_size=1, max_size=8), columns)
def test_bars_are_never_wider_than_their_room(rows: list[tuple[str, float]], across: int) -> None:
    sheet = Sheet()
    told = [(f"@{name}", value, "7.2 → 3.1  n 14") for name, value in rows]
    drawing.bars(sheet, told, room=Room(columns=across))
    assert all(width(row) == min(across, 80) for row in sheet.rows)


@pytest.mark.parametrize("across", [*range(1, 40), 66, 72, 80, 100])
def test_a_year_is_never_wider_than_its_room(across: int) -> None:
    sheet = Sheet()
    values: dict[date, float | str] = {FIRST + timedelta(days=day): 7.0 for day in range(90)}
    drawing.year(sheet, 2026, values, name="mood", room=Room(columns=across))
    drawn = [row for row in sheet.rows if row.drawn]
    assert len(drawn) == (13 if across >= 35 else 0)
    assert all(width(row) <= across for row in drawn)
    assert "mood in 2026: noted on 90 of 365 days, always 7" in sheet.plain()


@pytest.mark.parametrize("columns", [1, 8, 20, 26, 38])
def test_bars_without_room_are_said(columns: int) -> None:
    sheet = Sheet()
    rows = [("@" + "late evenings alone" * 2, 1000.0, "1000 times, 10.0 on average")]
    drawing.bars(sheet, rows, room=Room(columns=columns))
    assert "1000 times, 10.0 on average" in sheet.plain()
