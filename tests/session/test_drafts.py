"""Drafts: what is typed is kept, becomes an entry once, and counts nowhere until then."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlcipher3

from recoverylog.errors import NotFound, RecoverylogError, UsageProblem
from recoverylog.journal import entry as entries
from recoverylog.journal.draft import Draft
from recoverylog.journal.entry import Note
from recoverylog.journal.selection import Selection, Stored
from recoverylog.session.drafts import OwnDraft
from recoverylog.session.journal import Journal
from recoverylog.transfer import lossless
from recoverylog.vault import records
from tests.vault.invented import ALCOHOL, BEGUN, GAMBLING, Sample, everything_read

NOW = datetime(2026, 11, 22, 20, 14, tzinfo=UTC)
LATER = "2026-11-24T09:30:00+01:00"


@pytest.fixture
def journal(sample: Sample) -> Iterator[Journal]:
    with sample.open() as journal:
        journal.drop_draft(BEGUN[0])
        yield journal


def the_draft(journal: Journal, name: str) -> Draft:
    found = journal.draft(name)
    assert found is not None
    return found


def kept(journal: Journal, name: str, **fields: Any) -> Stored:
    journal.save_draft(name, fields)
    return journal.keep_draft(the_draft(journal, name))


def without_drafts(journal: Journal) -> dict[str, Any]:
    return everything_read(journal) | {"drafts": ()}


# Keeping and letting go.


def test_a_draft_comes_back_as_it_was_kept(journal: Journal, sample: Sample) -> None:
    fields = {
        "kind": "check_in",
        "mood": 6.5,
        "good": ("soup", "caf\udce9"),
        "day": date(2026, 11, 20),
        "sleep": None,
        "text": "żółw 🐢\n\x1b[31m",
    }
    journal.save_draft("check_in", fields)
    with sample.open() as other:
        found = the_draft(other, "check_in")
    assert (found.name, found.saved) == ("check_in", NOW)
    assert found.fields == fields | {"good": ["soup", "café"], "day": "2026-11-20"}


def test_a_name_has_one_draft_and_the_last_comes_first(
    journal: Journal, at: Callable[[str], None]
) -> None:
    journal.save_draft("note", {"text": "one"})
    journal.save_draft("line", {"line": "mood"})
    at(LATER)
    journal.save_draft("note", {"text": "two"})
    assert [(draft.name, draft.fields) for draft in journal.drafts()] == [
        ("note", {"text": "two"}),
        ("line", {"line": "mood"}),
    ]


def test_letting_go_of_what_is_not_there_is_nothing(journal: Journal) -> None:
    journal.drop_draft("note")
    journal.save_draft("note", {})
    journal.drop_draft("note")
    journal.drop_draft("note")
    assert journal.drafts() == ()
    assert journal.draft("note") is None


def test_a_draft_counts_nowhere(journal: Journal) -> None:
    before, generation = without_drafts(journal), journal.generation()
    versions = journal.connection.execute("SELECT count(*) FROM version").fetchone()
    journal.save_draft("craving", {"kind": "craving", "craving": 9, "text": "quicksilver"})
    journal.save_draft("craving", {"kind": "craving", "craving": 8, "text": "quicksilver"})
    assert without_drafts(journal) == before
    assert journal.generation() == generation
    assert journal.connection.execute("SELECT count(*) FROM version").fetchone() == versions
    assert journal.search("quicksilver") == []
    journal.drop_draft("craving")
    assert journal.generation() == generation


def test_a_draft_is_part_of_the_lossless_export(journal: Journal) -> None:
    journal.save_draft("note", {"text": "typing", "tags": ["work"]})
    tables = journal.everything()
    document = "".join(lossless.document(tables, vault=journal.vault, at="now"))
    assert json.loads(document)["tables"]["draft"] == [
        {
            "name": "note",
            "saved": "2026-11-22T20:14:00Z",
            "body": {"text": "typing", "tags": ["work"]},
        }
    ]


# Becoming an entry.


def test_a_draft_becomes_an_entry_in_one_change(journal: Journal) -> None:
    journal.save_draft("note", {"text": "typing"})
    generation = journal.generation()
    stored = journal.write_from_draft(journal.new_entry(kind="note", text="typed"), "note")
    assert stored.entry.text == "typed"
    assert journal.drafts() == ()
    assert journal.generation() == generation + 1


@pytest.mark.parametrize("given", ["fields", "step"])
def test_the_draft_of_an_edit_becomes_a_version(journal: Journal, given: str) -> None:
    stored = journal.write(journal.new_entry(kind="note", text="as it was", tags=("work",)))
    name = f"edit-{stored.number}"
    journal.save_draft(name, {"text": "as it is", "number": stored.number})
    made: Any = {"text": "as it is"}
    changed = journal.rewrite_from_draft(
        stored, made if given == "fields" else lambda old: old_with(old, "as it is"), name
    )
    assert (changed.number, changed.entry.text) == (stored.number, "as it is")
    assert changed.entry.tags == ("work",)
    assert [version.action for version in journal.versions(changed)] == ["write", "edit"]
    assert journal.drafts() == ()


def old_with(old: Any, text: str) -> Any:
    return Note(id=old.id, day=old.day, at=old.at, tags=old.tags, text=text)


def test_what_cannot_be_written_leaves_the_draft(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.save_draft("note", {"text": "typing"})
    stored = journal.select(Selection())[0]
    expected = everything_read(journal)

    def full(*_values: object) -> None:
        raise sqlcipher3.OperationalError("database or disk is full")

    with pytest.raises(UsageProblem):
        journal.rewrite_from_draft(stored, {"sleep": 3}, "note")
    monkeypatch.setattr(records, "drop_draft", full)
    for attempt in (
        lambda: journal.write_from_draft(journal.new_entry(kind="note"), "note"),
        lambda: journal.rewrite_from_draft(stored, {"text": "x"}, "note"),
        lambda: journal.drop_draft("note"),
    ):
        with pytest.raises(RecoverylogError, match="no room"):
            attempt()
    assert everything_read(journal) == expected


def test_an_edit_of_what_was_erased_meanwhile_leaves_the_draft(
    journal: Journal, at: Callable[[str], None]
) -> None:
    stored = journal.write(journal.new_entry(kind="note", text="as it was"))
    name = f"edit-{stored.number}"
    journal.delete(stored)
    at(LATER)
    journal.save_draft(name, {"text": "as it is", "number": stored.number})
    journal.purge()
    with pytest.raises(NotFound, match="erased meanwhile"):
        journal.rewrite_from_draft(stored, {"text": "as it is"}, name)
    with pytest.raises(NotFound):
        journal.keep_draft(the_draft(journal, name))
    assert journal.draft(name) is not None


def test_a_purge_takes_what_was_begun_before_the_entry_was_thrown_away(journal: Journal) -> None:
    stored = journal.write(journal.new_entry(kind="note", text="quicksilver"))
    for name in (f"edit-{stored.number}", f"edit-{stored.number}0", "note"):
        journal.save_draft(name, {"line": "note quicksilver, and more"})
    journal.delete(stored)
    assert journal.draft(f"edit-{stored.number}") is not None
    journal.purge()
    assert {draft.name for draft in journal.drafts()} == {f"edit-{stored.number}0", "note"}


@pytest.mark.parametrize("name", ["line", "edit-1"])
@pytest.mark.parametrize("meanwhile", ["went on", "kept", "let go"])
def test_only_the_draft_that_was_read_is_kept(
    journal: Journal, sample: Sample, name: str, meanwhile: str
) -> None:
    journal.save_draft(name, {"line": "note a word"})
    read = the_draft(journal, name)
    with sample.open() as other:
        if meanwhile == "went on":
            other.save_draft(name, {"line": "note a word, and many more"})
        elif meanwhile == "kept":
            other.keep_draft(the_draft(other, name))
        else:
            other.drop_draft(name)
    expected = everything_read(journal)
    with pytest.raises(UsageProblem, match="Another program"):
        journal.keep_draft(read)
    assert everything_read(journal) == expected
    if meanwhile == "went on":
        with pytest.raises(UsageProblem, match="Another program"):
            journal.drop_draft(read)
        assert everything_read(journal) == expected


def test_a_draft_of_one_s_own_gives_way_to_other_words(journal: Journal, sample: Sample) -> None:
    mine = OwnDraft(journal, "check_in")
    mine.keep({"mood": 6})
    mine.keep({"mood": 6, "sleep": 7})
    kept_so_far = mine.kept()
    assert kept_so_far is not None
    assert kept_so_far.fields == {"mood": 6, "sleep": 7}
    with sample.open() as other:
        assert not OwnDraft(other, "check_in").is_ours()
        other.save_draft("check_in", {"text": "typed on a screen"})
        assert mine.kept() is None
        mine.keep({"mood": 6, "sleep": 7, "good": ["soup"]})
        assert the_draft(journal, "check_in").fields == {"text": "typed on a screen"}
        # Not even when it is gone: then those words are an entry.
        other.drop_draft("check_in")
        mine.keep({"mood": 6})
        assert journal.draft("check_in") is None


# Kept as it is, from the shell.


def test_a_form_is_kept_with_the_moment_at_which_it_was_left(
    journal: Journal, at: Callable[[str], None]
) -> None:
    journal.save_draft("check_in", {"mood": 6, "good": ["soup"], "halt": ["tired"]})
    at(LATER)
    entry = journal.keep_draft(the_draft(journal, "check_in")).entry
    assert (entry.kind, entry.at, entry.day) == ("check_in", NOW, date(2026, 11, 22))
    assert (entry.written, entry.source) == (datetime.fromisoformat(LATER), "form")
    assert journal.drafts() == ()


def test_a_form_that_names_its_moment_keeps_it(journal: Journal) -> None:
    entry = kept(
        journal, "note", text="then", at="2026-11-20T23:00:00+01:00", kind="note", source="log"
    ).entry
    assert (entry.day, entry.offset, entry.source) == (date(2026, 11, 20), 60, "log")
    entry = kept(journal, "note", text="then", day="2026-11-19").entry
    assert entry.day == date(2026, 11, 19)


def test_a_line_is_read_as_the_line_grammar_reads_it(
    journal: Journal, at: Callable[[str], None]
) -> None:
    journal.save_draft("line", {"line": "craving 7 lonely @work +walk at:-2h"})
    at(LATER)
    entry = journal.keep_draft(the_draft(journal, "line")).entry
    assert (entry.kind, entry.text, entry.tags) == ("craving", "lonely", ("work",))
    # Two hours before it was typed, not before it was kept.
    assert entry.at == datetime(2026, 11, 22, 18, 14, tzinfo=UTC)
    assert entry.focus == ALCOHOL.id


def test_a_form_of_one_line_is_read_as_that_line(
    journal: Journal, at: Callable[[str], None]
) -> None:
    """The number, the day and the kind beside it were only for the form."""
    journal.put_focus(GAMBLING)
    fields = {
        "kind": "craving",
        "craving": 7.0,
        "line": "craving 7 lonely @work",
        "focus": GAMBLING.id,
        "at": "2026-11-22T20:00:00+01:00",
        "day": "2026-11-22",
    }
    journal.save_draft("craving", fields)
    at(LATER)
    entry = journal.keep_draft(the_draft(journal, "craving")).entry
    assert (entry.kind, entry.text, entry.tags) == ("craving", "lonely", ("work",))
    assert (entry.focus, entry.source) == (GAMBLING.id, "form")
    assert (entry.at, entry.day) == (datetime(2026, 11, 22, 19, tzinfo=UTC), date(2026, 11, 22))
    assert entry.written == datetime.fromisoformat(LATER)
    named = kept(journal, "craving", **fields | {"line": "craving 7 on:alcohol"}).entry
    assert named.focus == ALCOHOL.id
    unrated = kept(journal, "craving", line="craving so lonely", focus=GAMBLING.id).entry
    assert (unrated.kind, unrated.text, unrated.focus) == ("note", "craving so lonely", None)


def test_a_craving_without_its_number_is_kept_as_a_note(journal: Journal) -> None:
    entry = kept(journal, "craving", text="so lonely", tags=["work"], craving=None).entry
    assert isinstance(entry, Note)
    assert (entry.text, entry.tags) == ("so lonely", ("work",))
    assert entry.reason == "a craving takes a number from 0 to 10; kept as a note"


def test_an_edit_is_kept_as_a_version(journal: Journal) -> None:
    stored = journal.write(journal.new_entry(kind="mood", mood=4, text="as it was"))
    name = f"edit-{stored.number}"
    changed = kept(journal, name, number=stored.number, kind="mood", mood=5, text="as it is")
    assert (changed.number, changed.entry.text) == (stored.number, "as it is")
    assert changed.entry.at == stored.entry.at
    again = kept(journal, name, number=stored.number, line="mood 3 in a line")
    assert (again.number, again.entry.text) == (stored.number, "in a line")
    assert [version.action for version in journal.versions(again)] == ["write", "edit", "edit"]


def test_a_change_of_what_lies_in_the_bin_brings_it_back(journal: Journal) -> None:
    stored = journal.write(journal.new_entry(kind="note", text="as it was"))
    journal.save_draft(f"edit-{stored.number}", {"text": "as it is"})
    journal.delete(stored)
    back = journal.keep_draft(the_draft(journal, f"edit-{stored.number}"))
    assert (back.entry.text, back.deleted) == ("as it is", False)


def test_a_line_notes_its_writing_in_universal_time(
    journal: Journal, at: Callable[[str], None]
) -> None:
    journal.save_draft("line", {"line": "note later"})
    at(LATER)
    stored = journal.keep_draft(the_draft(journal, "line"))
    assert '"written":"2026-11-24T08:30:00Z"' in entries.encode(stored.entry)


def test_a_focus_can_be_said_with_it(journal: Journal) -> None:
    journal.put_focus(GAMBLING)
    for name, fields in (
        ("line", {"line": "craving 5 on:shopping"}),
        ("craving", {"craving": 5}),
    ):
        journal.save_draft(name, fields)
        entry = journal.keep_draft(the_draft(journal, name), GAMBLING).entry
        assert (entry.focus, entry.focus_word) == (GAMBLING.id, None)
    journal.save_draft("edit-2", {"number": 2, "text": "other words"})
    changed = journal.keep_draft(the_draft(journal, "edit-2"), GAMBLING).entry
    assert (changed.focus, changed.text) == (GAMBLING.id, "other words")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("line", {"line": "  "}),
        ("note", {"text": " \n", "ask": False, "tags": [""]}),
        ("check_in", {"kind": "check_in", "good": ["", " "], "text": ""}),
        ("line", {"line": "craving 5", "at": "soon"}),
        ("check_in", {"kind": "check_in", "at": "2026-11-22T20:00:00+01:00", "good": []}),
        ("check_in", {"mood": "6x"}),
        ("check_in", {"mood": 11}),
        ("check_in", {"halt": ["grumpy"]}),
        ("note", {"text": None}),
        ("note", {"day": "soon"}),
        ("note", {"at": "soon"}),
        ("note", {"at": "0001-01-01T00:00:00+23:59"}),
        ("note", {"kind": "sorrow"}),
        ("note", {"kind": ["note"]}),
        ("craving", {"craving": True, "focus": 7}),
        ("edit-1", {"number": 1, "mood": "x"}),
        ("edit-1", {"number": 1, "sleep": 3}),
    ],
    ids=str,
)
def test_what_is_no_entry_yet_stays_a_draft(
    journal: Journal, name: str, fields: dict[str, Any]
) -> None:
    journal.save_draft(name, fields)
    expected = everything_read(journal)
    with pytest.raises(UsageProblem):
        journal.keep_draft(the_draft(journal, name))
    assert everything_read(journal) == expected
