"""Lying bars: to the eighth of a cell, in rows of one width."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from recoverylog.charts import hbar

EIGHTHS = "▏▎▍▌▋▊▉█"
letters = st.text(st.sampled_from("abcdefgh äéß日本語ひ한👍❤"), min_size=1, max_size=40)
rows = st.lists(
    st.tuples(letters, st.floats(0, 50), st.text("0123456789 n", max_size=9)), max_size=8
)


def eighths(bar: str) -> int:
    return sum(EIGHTHS.index(character) + 1 for character in bar)


def test_bars_as_they_are_shown() -> None:
    found = hbar.ranked(
        [("tired", 8, "8"), ("work", 5, "5"), ("payday", 0.1, "1"), ("never", 0, "")], columns=20
    )
    assert [f"{row.label}|{row.bar}|{row.text}" for row in found] == [
        "tired |█████████|8",
        "work  |█████▋   |5",
        "payday|▏        |1",
        "never |         | ",
    ]
    assert [row.level for row in found] == [10, 6, 0, 0]


def test_a_long_name_is_cut_and_never_what_stands_behind() -> None:
    row = hbar.ranked([("on the way home from work", 3, "n 3")], columns=30)[0]
    assert (row.label, row.bar, row.text) == ("on the w…", "█" * 14, "n 3")


def test_a_full_bar_may_stand_for_a_fixed_number() -> None:
    row = hbar.ranked([("walk", 5, "5")], columns=20, top=10)[0]
    assert (row.bar.rstrip(), row.level) == ("█████▌", 5)


def test_nothing_to_rank() -> None:
    assert hbar.ranked([], columns=1) == []
    assert hbar.words("triggers", []) == "triggers: nothing noted yet"
    assert hbar.words("triggers", [("tired", 2, "2"), ("work", 1, "1")]) == (
        "triggers: tired 2, work 1"
    )


def test_what_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="length"):
        hbar.bar(1, 0, 5)
    with pytest.raises(ValueError, match="length"):
        hbar.bar(1, 1, 0)
    with pytest.raises(ValueError, match="no room"):
        hbar.ranked([("tired", 1, "on average")], columns=15)


@settings(max_examples=300)
@given(st.floats(0, 20), st.floats(0.1, 20), st.integers(1, 60))
def test_a_bar_is_as_long_as_its_share(value: float, top: float, columns: int) -> None:
    drawn = hbar.bar(value, top, columns)
    assert len(drawn) <= columns
    assert set(drawn[:-1]) <= {"█"}
    exact = min(Fraction(value) / Fraction(top), Fraction(1)) * columns * 8
    if value > 0:
        assert drawn
        assert eighths(drawn) == 1 or abs(eighths(drawn) - exact) <= Fraction(1, 2) + Fraction(
            1, 10**6
        )
    else:
        assert drawn == ""


@settings(max_examples=300)
@given(rows, st.integers(24, 100))
def test_rows_of_one_width(ranked: list[tuple[str, float, str]], columns: int) -> None:
    found = hbar.ranked(ranked, columns=columns)
    shown = [f"{row.label}  {row.bar}  {row.text}" for row in found]
    assert len({hbar.cells(row) for row in shown}) <= 1
    assert all(hbar.cells(row) == columns for row in shown)
    for (label, value, text), row in zip(ranked, found, strict=True):
        assert row.text.endswith(text)
        assert 0 <= row.level <= 10
        assert row.label.rstrip() == label.rstrip() or row.label.rstrip().endswith("…")
        assert (row.bar.strip() == "") == (value == 0)


@given(letters, st.integers(1, 50))
def test_a_name_takes_exactly_its_width(label: str, width: int) -> None:
    assert hbar.cells(hbar.fitted(label, width)) == width


@pytest.mark.parametrize(
    "text",
    ["walk", "déjà vu", "e\u0301", "日本語", "한국어", "❤️", "👍🏽", "👨‍👩‍👧", "🏳️‍🌈", "1️⃣", "☀️ walk"],
)
def test_cells_are_counted_as_a_terminal_paints_them(text: str) -> None:
    assert hbar.cells(text) == cell_len(text)


@given(
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0x24F, exclude_categories=["Cc", "Cf"]))
)
def test_latin_text_is_as_wide_as_it_is_long(text: str) -> None:
    assert hbar.cells(text) == len(text)
