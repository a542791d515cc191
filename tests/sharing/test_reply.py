"""Answers: found however a chat mangles them, refused when anything is off, and made inert."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.journal.text import clean
from recoverylog.sharing import reply
from tests.sharing.page_twin import packed, token

PAGE = bytes(range(16))
KEY = bytes(range(100, 132))
PAGES: dict[bytes, bytes | None] = {PAGE: KEY}
SAID = "Call at six. I’ll be there."
KEPT = (
    "RLNOTE1.000102030405060708090a0b0c0d0e0f.AAECAwQFBgcICQoLn6s4Uf4srYW9curo5fPwnMle3xC0b7w"
    "FpXfJfzuJM4WeNszULSoCyoLR4O0W70ZI1EDfsWLjaQKUvgKuwmkc8N8Cu99pjWxHyOaBr2mgcp3UPgfzCoTl299"
    "mByMVCqbQ44I5P9-MiWX14jNgNY3bROWDm6hvsoZJwKOQTPQLNkuQsdWklWMgVrn7_SLouvHmlbH6wq1GJ0U06_l"
    "LXyquUiH22STwttXzZ1YIIelCj57E2woNAPeQs7A0BOftfbeTolGkAXzHGkXdcDQPEOTOQqs-GfoSTjrsgyGDv1a"
    "PI8wY1s-AzBsLC_2N4hbWAXAZpnp8HEMj2Uq9QC-Z306rZl1bEdco4aoEZmJFHHQmLsXz4QAU26a8oy8l_YBzYae"
    "nQoOUa5CrBb9-ukm-SibxBgiuckN2GTBM9g2-MQmo4pbO4AV6ZIB2XCdlrVthRDtedUjtoAT_uoQo01bn8zM5BiA"
    "MxDGd1qGWitSuy24aW651FX5G6iftsspFGMwfCGj85Ot8nfvGdkyk9ttuPpnm1kVQ2rpDbXkD2k333fuhvmMZSJV"
    "0VJ03SKaePVmbyGgwUkzQbivN_iT-QWYRMCbiBmbiwC5lPnh_e7Fg5ERO6CJ_gIJqeNjtBcwipuxj5r3fk4N7WJT"
    "CZqoFGTlrUYs7cy2UIuRZFRQt32aJLBH0Qf1R1gqAjW942K_JfvtNnBUd."
)


def made(text: str = SAID, key: bytes = KEY, page: bytes = PAGE) -> str:
    return token(packed(text.encode()), key, page)


def read(text: str) -> str:
    (note,) = reply.find(text)
    return reply.open_note(note, PAGES)


def test_an_answer_made_long_ago_opens() -> None:
    assert read(KEPT) == SAID


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in folded(text).splitlines())


def folded(text: str) -> str:
    return "\r\n".join(text[at : at + 76] for at in range(0, len(text), 76))


@pytest.mark.parametrize(
    "around",
    [
        lambda one: one,
        folded,
        quoted,
        lambda one: f"[22/11/2026, 21:14] Sam: {one} Love, Sam.",
        lambda one: f"“{one}”",
        lambda one: f"```\n{one}\n```",
        lambda one: f"*{one}*",
        lambda one: one.replace(".", ".\u200b"),
        lambda one: f"https://chat.example/x?{one}#y",
        lambda one: f"{one}\n{one}",
    ],
)
def test_an_answer_is_found_however_it_was_pasted(around: Any) -> None:
    assert read(around(made())) == SAID


def test_several_answers_are_found_in_their_order() -> None:
    texts = [made(str(number)) for number in range(5)]
    found = reply.find("\n--\n".join([*texts, texts[0]]))
    assert [reply.open_note(note, PAGES) for note in found] == list("01234")
    assert len({note.id for note in found}) == 5


def test_the_same_answer_has_one_id_in_any_layout() -> None:
    one = made()
    assert reply.find(quoted(one))[0].id == reply.find(one)[0].id
    assert reply.find(made())[0].id != reply.find(one)[0].id


def test_text_without_an_answer_says_so() -> None:
    for text in ("", "see you on Sunday", "RLNOTE2.00.AA."):
        with pytest.raises(reply.NoNote):
            reply.find(text)


@given(st.data())
def test_no_part_of_an_answer_can_be_left_out(data: st.DataObject) -> None:
    whole = KEPT
    start = data.draw(st.integers(len("RLNOTE1"), len(whole) - 1))
    end = data.draw(st.integers(start + 1, len(whole)))
    with pytest.raises((reply.NoteDamaged, reply.UnknownPage)):
        read(whole[:start] + whole[end:])


@given(st.integers(len("RLNOTE1.") + 33, len(KEPT) - 4), st.sampled_from("AZaz09-_"))
def test_no_letter_of_an_answer_can_be_changed(place: int, letter: str) -> None:
    changed = KEPT[:place] + letter + KEPT[place + 1 :]
    if changed != KEPT:
        with pytest.raises(reply.NoteDamaged):
            read(changed)


def test_a_letter_too_many_is_damage() -> None:
    with pytest.raises(reply.NoteDamaged):
        read(KEPT[:-1] + "A.")


def test_an_answer_to_another_page_is_told_apart_from_a_closed_one() -> None:
    (note,) = reply.find(made())
    with pytest.raises(reply.UnknownPage):
        reply.open_note(note, {bytes(16): KEY})
    with pytest.raises(reply.PageClosed):
        reply.open_note(note, {PAGE: None})
    with pytest.raises(reply.NoteDamaged):
        reply.open_note(note, {PAGE: bytes(32)})


def test_more_text_than_an_answer_can_be_is_not_looked_through() -> None:
    assert read(made() + " " * (reply.MOST_PASTED - len(made()))) == SAID
    for text in (made() + " " * reply.MOST_PASTED, "é" * (reply.MOST_PASTED // 2 + 1)):
        with pytest.raises(reply.NoteTooLong):
            reply.find(text)


def test_four_thousand_characters_and_no_more() -> None:
    assert read(made("x" * 4000)) == "x" * 4000
    with pytest.raises(reply.NoteDamaged):
        read(made("x" * 4001))


@pytest.mark.parametrize(
    "empty", ["", " \n\t ", "\u200b\u202e", "\u200d" * 9, "\u3164\u2800 \ufe0f"]
)
def test_an_answer_without_words_is_refused(empty: str) -> None:
    with pytest.raises(reply.NoteDamaged):
        read(made(empty))


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(reply.NoteDamaged):
        read(token(packed(b"\xff\xfe"), KEY, PAGE))


def test_what_acts_is_taken_out_and_words_stay() -> None:
    hostile = (
        "hello\x1b]8;;file:///etc\x07 link\x1b]52;c;eA==\x07\r\n\x9b2J\u202edrow\u2066"
        "<script>x</script> [@click=app.quit]y[/]\t=1+1  \n\n\n\nend"
    )
    shown = read(made(hostile))
    assert not any(unicodedata.category(char) in {"Cc", "Cf"} for char in shown.replace("\n", ""))
    # Markup of others is text here; who shows it shows it as such.
    assert "<script>x</script> [@click=app.quit]y[/] =1+1\n\nend" in shown


def test_a_flood_of_lines_stays_a_note() -> None:
    shown = read(made("a\n\n" * 1000 + "the end"))
    assert shown.count("\n") == reply.MOST_LINES - 1
    assert shown.endswith("a the end")
    assert shown.count("a") == 1000
    whole = "\n".join("x" * reply.MOST_LINES)
    assert read(made(whole)) == whole


@given(st.text(min_size=1, max_size=300))
def test_any_words_come_out_inert(text: str) -> None:
    try:
        shown = read(made(text))
    except reply.NoteDamaged:
        shown = ""
    assert shown == clean(shown) == shown.strip()
    assert "\t" not in shown
    assert "\n\n\n" not in shown


pieces = st.sampled_from(
    ["RLNOTE1", ".", "RLNOTE1.", PAGE.hex(), KEPT, KEPT[:200], KEPT[40:], "A" * 720, "=", "\n> "]
)


@given(st.lists(pieces | st.text(max_size=20), max_size=12).map("".join))
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    try:
        for note in reply.find(text):
            reply.open_note(note, PAGES)
    except (reply.NoNote, reply.NoteDamaged, reply.NoteTooLong, reply.UnknownPage):
        pass


def test_a_surrogate_in_pasted_text_is_only_text() -> None:
    assert read(f"\udcff {made()}") == SAID
