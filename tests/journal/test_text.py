"""Text: kept as it was typed, shown so that it can do no harm."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from recoverylog.journal.text import clean, one_line, storable

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = "\u00ad\u200b\u200c\u2060\ufeff\U000e0041"
MARKS = "\u0301\u0308\u0323\u0330\u20d0\u0489"

# Plain text almost never meets the characters that matter, so they are drawn on purpose.
HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aeo \n\t\r\x00\x07\x1b[]\x7f\x85\x9b" + BIDI + INVISIBLE + "\u200d"),
        st.sampled_from(MARKS),
        st.sampled_from("\u2028\u2029\ud800\udc80\udfff\ue000"),
    ),
    max_size=60,
)


def longest_row_of_marks(text: str) -> int:
    """Return how many marks the most laden character carries; a joiner begins no new one."""
    longest = row = 0
    for char in text.replace("\u200d", ""):
        row = row + 1 if unicodedata.category(char).startswith("M") else 0
        longest = max(longest, row)
    return longest


@given(HOSTILE)
@settings(max_examples=1000)
@example("\x1b]52;c;aGk=\x07")
@example("a\u0301\u0301\u0301\u0301\u0301\u0301")
@example("\u202egnp.exe")
def test_nothing_shown_acts_on_a_terminal(text: str) -> None:
    shown = clean(text)
    for char in shown:
        assert char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}
        assert char == "\u200d" or unicodedata.category(char) != "Cf"
    assert not set(shown) & set(BIDI + INVISIBLE)


@given(HOSTILE)
@settings(max_examples=1000)
@example("a" + "\u0301" * 4 + "\u200b" + "\u0301" * 4)
@example("a" + "\u0301" * 4 + "\u202e" + "\u0301" * 4)
@example("a" + ("\u0301" * 4 + "\u200d") * 9)
def test_no_character_shown_carries_more_than_four_marks(text: str) -> None:
    assert longest_row_of_marks(clean(text)) <= 4


@given(HOSTILE)
@settings(max_examples=1000)
@example("e\u200b\u0301")
@example("\u1112\u200b\u1161")
def test_cleaning_again_changes_nothing_and_the_result_is_nfc(text: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown
    assert unicodedata.is_normalized("NFC", shown)


@given(HOSTILE)
def test_what_is_shown_can_be_written_as_utf_8(text: str) -> None:
    clean(text).encode("utf-8")
    one_line(text, 20).encode("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "two\nlines\tand a tab",
        "Zürich, žlutý kůň, naïve",
        "早上好",
        "नमस्ते",
        "שלום",
        "👩\u200d👩\u200d👧 and ❤\ufe0f",
        "e\u0323\u0302 ệ".replace("e\u0323\u0302", "ệ"),
    ],
)
def test_what_people_write_is_shown_as_they_wrote_it(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\ufffd[31mred"),
        ("a\x00b", "a\ufffdb"),
        ("bell\x07", "bell\ufffd"),
        ("c1 \x9b31m", "c1 \ufffd31m"),
        ("\u202eevil\u202c", "evil"),
        ("zero\u200bwidth", "zerowidth"),
        ("line\u2028para\u2029end", "line\npara\nend"),
        ("cafe\u0301", "café"),
        ("a" + "\u0308" * 20, "ä" + "\u0308" * 4),
        ("\udcff", "\ufffd"),
        ("carriage\rreturn", "carriage\ufffdreturn"),
    ],
)
def test_what_acts_is_replaced_or_removed(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_marks_beyond_the_fourth_go_and_the_next_letter_starts_anew() -> None:
    zalgo = "a" + "\u0489" * 9 + "b" + "\u0489" * 3
    assert clean(zalgo) == "a" + "\u0489" * 4 + "b" + "\u0489" * 3


@given(HOSTILE, st.integers(2, 40))
def test_one_line_is_one_line_of_at_most_so_many(text: str, most: int) -> None:
    line = one_line(text, most)
    assert len(line) <= most
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert "  " not in line


def test_one_line_says_that_it_was_cut() -> None:
    assert one_line("a long walk by the river", 10) == "a long wa…"
    assert one_line("a long walk", 7) == "a long…"
    assert one_line("short", 10) == "short"
    assert one_line("a\n b\t c  d") == "a b c d"


@given(st.text())
def test_text_that_utf_8_can_hold_is_stored_as_it_is(text: str) -> None:
    if not any(unicodedata.category(char) == "Cs" for char in text):
        assert storable(text) == text


@given(HOSTILE)
def test_whatever_is_stored_can_be_written_and_is_stable(text: str) -> None:
    kept = storable(text)
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert storable(kept) == kept
    assert len(kept) == len(text)


def test_bytes_that_were_no_utf_8_become_the_letters_they_most_often_were() -> None:
    assert storable(b"caf\xe9 \x80 9".decode("utf-8", "surrogateescape")) == "café € 9"
    assert storable("\udc81") == "\ufffd", "a byte that Windows-1252 has no letter for"
    assert storable("\ud83d") == "\ufffd", "half of a pair"
