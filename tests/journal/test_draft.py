"""Drafts: what they are called, what they say, and which entry they stand for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.journal import draft as drafts
from recoverylog.journal.draft import Draft

SAVED = datetime(2026, 11, 22, 20, 14, tzinfo=UTC)


def begun(name: str, **fields: Any) -> Draft:
    return Draft(name, SAVED, fields)


@pytest.mark.parametrize(
    ("draft", "title", "said"),
    [
        (begun("line", line="craving 7 lonely @work"), "a line", "craving 7 lonely @work"),
        (begun("craving", line="craving 7 lonely", craving=7), "craving", "craving 7 lonely"),
        (begun("craving", craving=7, text="lonely", tags=["work"]),
         "craving", "craving 7 · lonely · @work"),
        (begun("check_in", mood=6.5, sleep=7, good=["soup", "", "rain"]),
         "check-in", "mood 6.5 · sleep 7 · soup · rain"),
        (begun("connection", people=["Sam"], helped=["walk"]), "time with people",
         "+walk · with Sam"),
        (begun("edit-12", number=12, text="other words"), "change of entry 12", "other words"),
        (begun("edit-12", number=12, line="mood 4"), "change of entry 12", "mood 4"),
        (begun("note"), "note", ""),
        (begun("note", text=None, tags="x", mood="6"), "note", ""),
    ],
)  # fmt: skip
def test_a_draft_in_words(draft: Draft, title: str, said: str) -> None:
    assert drafts.title(draft) == title
    assert drafts.said(draft) == said


def test_its_words_are_shown_on_one_line_and_cut() -> None:
    said = drafts.said(begun("note", text="\x1b[31mred\n" + "long " * 90), 40)
    assert len(said) <= 40
    assert said.isprintable()


@pytest.mark.parametrize(
    ("draft", "number"),
    [
        (begun("edit-12", number=12), 12),
        (begun("edit-12"), 12),
        (begun("edit-"), None),
        (begun("edit-1²"), None),
        (begun("note"), None),
        (begun("line", line="12"), None),
    ],
)
def test_which_entry_an_edit_changes(draft: Draft, number: int | None) -> None:
    assert drafts.number_of(draft) == number
    assert number is None or drafts.edit_name(number) == draft.name


def test_a_form_stands_for_its_own_kind() -> None:
    assert drafts.new_fields(begun("check_in", mood=6)) == {"kind": "check_in", "mood": 6}
    assert drafts.new_fields(begun("gratitude", text="rain"))["kind"] == "gratitude"
    assert drafts.new_fields(begun("other", text="rain"))["kind"] == "note"
    assert drafts.new_fields(begun("note", kind="mood", mood=3))["kind"] == "mood"


def test_a_craving_without_its_number_is_a_note_with_the_reason() -> None:
    draft = begun("craving", craving=None, after=3, text="so lonely", tags=["work"])
    assert drafts.new_fields(draft) == {
        "kind": "note",
        "text": "so lonely",
        "tags": ["work"],
        "reason": "a craving takes a number from 0 to 10; kept as a note",
    }


def test_blanks_of_a_half_typed_list_are_left_out() -> None:
    fields = drafts.new_fields(begun("check_in", good=["soup", "", " "], text=" as typed "))
    assert fields == {"kind": "check_in", "good": ["soup"], "text": " as typed "}


def test_a_craving_without_its_number_keeps_the_time_that_was_typed() -> None:
    fields = drafts.new_fields(begun("craving", text="x", when_words="at the fair", offset=60))
    assert (fields["when_words"], fields["offset"]) == ("at the fair", 60)


def test_what_an_edit_changes_is_neither_number_nor_kind() -> None:
    draft = begun("edit-12", number=12, kind="note", text="other")
    assert drafts.changed_fields(draft) == {"text": "other"}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
names = st.sampled_from(["line", "number", "kind", "text", "good", "tags", "mood", "craving"])


@given(st.text(max_size=12), st.dictionaries(names, json_values))
def test_no_draft_is_an_error_to_look_at(name: str, fields: dict[str, Any]) -> None:
    draft = Draft(name, SAVED, fields)
    assert isinstance(drafts.said(draft, 60), str)
    assert "\n" not in drafts.title(draft)
    assert isinstance(drafts.new_fields(draft), dict)
    assert isinstance(drafts.changed_fields(draft), dict)
    assert drafts.is_empty(draft) in {True, False}
