"""A year in cells, against the calendar of the standard library."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.charts import pixels

years = st.integers(1, 9999)
states = st.sampled_from(sorted(pixels.LETTERS))


@st.composite
def filled(
    draw: st.DrawFn, values: st.SearchStrategy[float | str]
) -> tuple[int, dict[date, float | str], date, date]:
    """Draw a year, values around and in it, and the first and last day that count."""
    number = draw(st.integers(2, 9998))
    middle = date(number, 7, 1)
    near = st.integers(-300, 300).map(lambda days: middle + timedelta(days=days))
    held = draw(st.dictionaries(near, values, max_size=120))
    first = draw(near)
    last = draw(near)
    return number, held, min(first, last), max(first, last)


def test_a_month_as_it_is_shown() -> None:
    values = {date(2027, 2, day): value for day, value in ((1, 0), (2, 10), (3, 4.5), (28, 9.4))}
    row = pixels.year(2027, values).months[1]
    assert row.name == "Feb"
    assert pixels.text(row, step=1) == "0+5" + "·" * 24 + "9   "
    assert pixels.text(row).startswith(" 0 + 5 ·")
    assert row.mean == pytest.approx(23.9 / 4)
    assert pixels.month_words(row) == "6.0"
    assert [len(pixels.text(row, step=step)) for step in (1, 2, 3)] == [31, 62, 93]


def test_states_are_letters_and_free_days_are_counted() -> None:
    first = date(2026, 6, 3)
    names = ("free", "used", "unconfirmed", "not_logged", "free")
    values = {first + timedelta(days=index): name for index, name in enumerate(names)}
    shown = pixels.year(2026, values, first=first, last=first + timedelta(days=4))
    row = shown.months[5]
    assert pixels.text(row, step=1).rstrip() == "  fu?·f"
    assert (row.noted, row.mean, pixels.month_words(row)) == (2, None, "2")
    assert pixels.words("alcohol", shown) == (
        "alcohol in 2026: 2 free days, 1 day with use recorded, 1 day not confirmed, "
        "1 day not logged"
    )
    assert pixels.month_words(shown.months[0]) == ""


def test_numbers_stand_over_their_days() -> None:
    assert pixels.head(1) == "1   5   10   15   20   25   30 "
    for step in (1, 2, 3):
        head = pixels.head(step)
        assert len(head) == 31 * step
        for day in (1, 5, 10, 15, 20, 25, 30):
            assert head[: day * step].endswith(str(day))


def test_no_two_things_share_a_character() -> None:
    digits = [pixels.digit(level) for level in range(11)]
    shown = [*digits, *pixels.LETTERS.values(), " "]
    assert len(set(shown)) == len(shown)
    assert all(len(character) == 1 for character in shown)
    assert all(character in pixels.LEGEND for character in ("0", "9", pixels.TEN))
    assert all(letter in pixels.state_legend() for letter in pixels.LETTERS.values())


@pytest.mark.parametrize(("value", "level"), [(0, 0), (0.5, 1), (4.49, 4), (9.5, 10), (12, 10)])
def test_a_half_goes_up(value: float, level: int) -> None:
    assert pixels.level(value) == level


def test_what_is_no_year_and_no_state() -> None:
    with pytest.raises(ValueError, match="year"):
        pixels.year(0, {})
    with pytest.raises(KeyError):
        pixels.year(2026, {date(2026, 1, 1): "else"})


@given(years)
def test_the_cells_are_the_days_of_the_calendar(number: int) -> None:
    shown = pixels.year(number, {})
    assert len(shown.months) == 12
    assert shown.days == (366 if monthrange(number, 2)[1] == 29 else 365)
    for month, row in enumerate(shown.months, 1):
        days = monthrange(number, month)[1]
        assert len(row.days) == 31
        assert [cell.day if cell else None for cell in row.days] == [
            *(date(number, month, day) for day in range(1, days + 1)),
            *[None] * (31 - days),
        ]


@settings(max_examples=300, deadline=None)
@given(filled(st.floats(0, 10)))
def test_levels_day_by_day(
    drawn: tuple[int, dict[date, float | str], date, date],
) -> None:
    number, values, first, last = drawn
    shown = pixels.year(number, values, first=first, last=last)
    inside: list[float] = []
    for month, row in enumerate(shown.months, 1):
        known = []
        for cell in row.days[: monthrange(number, month)[1]]:
            assert cell is not None
            value = values.get(cell.day)
            if not first <= cell.day <= last:
                assert (cell.text, cell.kind, cell.level) == (" ", "outside", None)
            elif value is None:
                assert (cell.text, cell.kind, cell.level) == ("·", "blank", None)
            else:
                assert isinstance(value, float)
                known.append(value)
                assert cell.kind == "level"
                assert cell.level is not None
                assert abs(cell.level - value) <= 0.5
                assert cell.text == ("+" if cell.level == 10 else str(cell.level))
        assert row.noted == len(known)
        assert row.mean == (pytest.approx(sum(known) / len(known)) if len(known) > 2 else None)
        inside += known
    said = pixels.words("mood", shown)
    assert (f"noted on {len(inside)} of " in said) == bool(inside)
    assert ("on average" in said or "always" in said) == (len(inside) > 2)
    assert not said.startswith("0")


@settings(max_examples=300, deadline=None)
@given(filled(states))
def test_states_day_by_day(
    drawn: tuple[int, dict[date, float | str], date, date],
) -> None:
    number, values, first, last = drawn
    shown = pixels.year(number, values, first=first, last=last)
    inside = {
        day: state for day, state in values.items() if day.year == number and first <= day <= last
    }
    cells = [cell for row in shown.months for cell in row.days if cell]
    assert {
        cell.day: cell.kind for cell in cells if cell.kind not in {"outside", "blank"}
    } == inside
    assert sum(row.noted for row in shown.months) == list(inside.values()).count("free")
    said = pixels.words("alcohol", shown)
    for state, words in (("free", "free day"), ("used", "with use recorded")):
        assert (words in said) == (state in inside.values())
    assert " 0 " not in said
