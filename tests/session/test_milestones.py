"""Milestones: noted when they are reached, and kept whatever comes later."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
import sqlcipher3

from recoverylog.errors import CannotWrite, DiskFull
from recoverylog.insights.milestone import Counts, Kind
from recoverylog.journal.focus import Focus
from recoverylog.journal.selection import Stored
from recoverylog.session import insight, overview
from recoverylog.session.journal import Journal
from recoverylog.vault import database, keepsakes, marks, migrations, queries, records
from tests.vault.invented import ALCOHOL, GAMBLING, Sample, every_call_failing

TODAY = date(2026, 11, 22)
LATE = "2030-01-10T12:00:00+01:00"


@pytest.fixture
def journal(sample: Sample) -> Iterator[Journal]:
    """Return a journal in which nobody has looked for milestones yet."""
    with sample.open() as journal:
        journal.connection.execute("DELETE FROM milestone")
        journal.connection.execute("DELETE FROM fact WHERE name = 'milestones'")
        yield journal


def reached(journal: Journal) -> dict[tuple[str | None, str], date]:
    return {
        (one.milestone.focus, one.milestone.key): one.day for one in journal.milestones().reached
    }


def kept(journal: Journal) -> dict[tuple[str | None, str], date]:
    with journal.reading() as connection:
        return {(one.focus, one.key): one.day for one in keepsakes.milestones(connection)}


def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows with each time that milestones are worked out."""
    found: list[str] = []
    real = Journal._reached

    def counting(journal: Journal, *arguments: Any, **named: Any) -> Any:
        found.append("looked")
        return real(journal, *arguments, **named)

    monkeypatch.setattr(Journal, "_reached", counting)
    return found


def cravings(journal: Journal, number: int, day: date = TODAY) -> list[Stored]:
    return [
        journal.write(journal.new_entry(kind="craving", craving=4, focus=GAMBLING.id, day=day))
        for _ in range(number)
    ]


def test_what_is_reached_is_noted_once(journal: Journal) -> None:
    fresh = journal.note_milestones()
    assert {one.milestone.label for one in fresh} >= {"6 months", "100 free days"}
    assert kept(journal) == {(one.milestone.focus, one.milestone.key): one.day for one in fresh}
    assert reached(journal) == kept(journal)
    assert journal.note_milestones() == ()


def test_noting_something_is_a_change_and_having_looked_is_none(journal: Journal) -> None:
    before = journal.generation()
    journal.note_milestones()
    assert journal.generation() == before + 1
    journal.write(journal.new_entry(kind="note", text="x"))
    assert journal.note_milestones() == ()
    assert journal.generation() == before + 2


def test_it_is_worked_out_again_only_where_something_changed(
    journal: Journal, at: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = looks(monkeypatch)
    for _ in range(3):
        journal.note_milestones()
    assert len(looked) == 1
    journal.save_draft("note", {"text": "typing"})
    journal.note_milestones()
    assert len(looked) == 1, "a draft is no change"
    journal.write(journal.new_entry(kind="note", text="x"))
    for _ in range(3):
        journal.note_milestones()
    assert len(looked) == 2
    at("2026-11-23T12:00:00+01:00")
    for _ in range(3):
        journal.note_milestones()
    assert len(looked) == 3, "a day later something may be reached"


def test_the_whole_journal_is_counted_only_where_a_milestone_of_it_is_near(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.note_milestones()
    counted: list[str] = []
    real = Journal._counts

    def counting(asked: Journal) -> Counts:
        counted.append("x")
        return real(asked)

    monkeypatch.setattr(Journal, "_counts", counting)
    # One stands in the journal already, and ten are the first milestone.
    cravings(journal, 8)
    assert (journal.note_milestones(), counted) == ((), [])
    cravings(journal, 1)
    assert [one.milestone.key for one in journal.note_milestones()] == ["cravings:10"]
    cravings(journal, 1)
    assert (journal.note_milestones(), counted) == ((), ["x"])


def test_there_is_a_total_of_each_kind_that_the_whole_journal_is_counted_for() -> None:
    assert marks.Totals._fields == (Kind.CRAVINGS, Kind.LOGGED, Kind.CONNECTIONS)


def test_nothing_changed_is_one_lookup(journal: Journal) -> None:
    journal.note_milestones()
    asked: list[str] = []
    journal.connection.set_trace_callback(asked.append)
    journal.note_milestones()
    journal.connection.set_trace_callback(None)
    assert len(asked) == 2
    assert all(one.startswith("SELECT value FROM fact") for one in asked)


# What is kept stays.


def test_a_use_that_is_written_later_for_long_ago_takes_no_milestone(journal: Journal) -> None:
    journal.note_milestones()
    before = reached(journal)
    for back in range(100):
        day = TODAY - timedelta(days=back)
        journal.write(journal.new_entry(kind="use", focus=ALCOHOL.id, day=day))
    assert {one.milestone.kind for one in journal.note_milestones()} <= {Kind.LOGGED}
    assert reached(journal).items() >= before.items()
    ahead = {one.milestone.key: one for one in journal.milestones().ahead if one.milestone.focus}
    again = ahead["free_days:100"]
    assert again.again
    assert again.to_go > 0


def test_cravings_that_are_deleted_take_no_milestone(journal: Journal) -> None:
    written = cravings(journal, 10)
    for stored in written:
        journal.delete(stored)
    assert (None, "cravings:10") in reached(journal), "noted before the first one went"
    journal.purge()
    assert kept(journal)[None, "cravings:10"] == TODAY


def test_an_edit_takes_no_milestone(journal: Journal) -> None:
    written = cravings(journal, 10)
    journal.write(
        journal.new_entry(kind="use", focus=GAMBLING.id, day=TODAY - timedelta(days=1))
    )  # fmt: skip
    for stored in written:
        journal.change(stored, day=TODAY - timedelta(days=1))
    assert (None, "cravings:10") in reached(journal)


def test_an_edit_that_was_begun_as_a_draft_takes_no_milestone(journal: Journal) -> None:
    journal.write(
        journal.new_entry(kind="use", focus=GAMBLING.id, day=TODAY - timedelta(days=1))
    )  # fmt: skip
    written = cravings(journal, 10)
    journal.save_draft("edit-1", {"text": "x"})
    there = {"day": TODAY - timedelta(days=1)}
    journal.rewrite_from_draft(written[0], there, "edit-1")
    assert (None, "cravings:10") in kept(journal)


def test_what_is_taken_back_at_once_was_not_reached(journal: Journal) -> None:
    journal.note_milestones()
    # One more stands in the journal already.
    cravings(journal, 9)
    journal.undo()
    assert (None, "cravings:10") not in reached(journal)


def test_a_later_start_takes_no_milestone(journal: Journal, at: Callable[[str], None]) -> None:
    journal.note_milestones()
    at("2026-12-01T12:00:00+01:00")
    journal.put_focus(msgspec.structs.replace(ALCOHOL, since=TODAY))
    found = reached(journal)
    assert found[ALCOHOL.id, "recovery:6-months"] == date(2026, 11, 14)
    assert found[ALCOHOL.id, "free_days:100"] < TODAY
    again = {one.milestone.key for one in journal.milestones().ahead if one.again}
    assert {"free_days:14", "recovery:14-days"} <= again


def test_a_mistyped_start_leaves_no_milestones_behind(
    journal: Journal, at: Callable[[str], None]
) -> None:
    journal.put_focus(msgspec.structs.replace(GAMBLING, since=date(2014, 5, 14)))
    journal.note_milestones()
    assert (GAMBLING.id, "recovery:10-years") in kept(journal)
    at("2026-11-24T12:00:00+01:00")
    journal.put_focus(msgspec.structs.replace(GAMBLING, since=date(2026, 11, 20)))
    at("2026-11-27T12:00:00+01:00")
    journal.note_milestones()
    keys = {key for focus, key in kept(journal) if focus == GAMBLING.id}
    assert keys
    assert not {key for key in keys if "years" in key}
    assert "free_days:1000" not in keys


def test_a_mistyped_start_of_an_archived_focus_goes_too(journal: Journal) -> None:
    wrong = msgspec.structs.replace(GAMBLING, since=date(2014, 5, 14), archived=False)
    journal.put_focus(wrong)
    journal.note_milestones()
    journal.put_focus(msgspec.structs.replace(wrong, archived=True))
    journal.put_focus(msgspec.structs.replace(wrong, archived=True, since=TODAY))
    assert not [key for focus, key in kept(journal) if focus == GAMBLING.id and "years" in key]


def test_whoever_looks_waits_for_nobody(journal: Journal) -> None:
    """Another program holds the journal; today is shown at once, and noted another time."""
    writer = database.connect(journal.path, journal.keys.database)
    try:
        writer.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        assert overview.today(journal).day == TODAY
        assert time.monotonic() - begun < 5, "it waits 15 seconds where it waits at all"
        writer.execute("ROLLBACK")
    finally:
        writer.close()
    assert kept(journal) == {}
    overview.today(journal)
    assert kept(journal)
    assert journal.connection.execute("PRAGMA busy_timeout").fetchone() == (15000,)


def test_a_start_that_stood_for_a_week_is_no_slip(
    journal: Journal, at: Callable[[str], None]
) -> None:
    journal.put_focus(msgspec.structs.replace(GAMBLING, since=date(2026, 11, 20)))
    at("2026-11-30T12:00:00+01:00")
    journal.note_milestones()
    assert (GAMBLING.id, "recovery:7-days") in kept(journal)
    journal.put_focus(msgspec.structs.replace(GAMBLING, since=date(2026, 11, 25)))
    assert (GAMBLING.id, "recovery:7-days") in kept(journal)


def test_an_earlier_start_moves_no_milestone(journal: Journal, at: Callable[[str], None]) -> None:
    journal.note_milestones()
    before = kept(journal)
    at("2026-12-01T12:00:00+01:00")
    journal.put_focus(msgspec.structs.replace(ALCOHOL, since=date(2024, 1, 1)))
    journal.note_milestones()
    found = kept(journal)
    assert found.items() >= before.items()
    assert found[ALCOHOL.id, "recovery:1-years"] == date(2025, 1, 1)


# Several focuses, several programs, other times.


def test_milestones_of_one_focus_are_not_those_of_another(journal: Journal) -> None:
    journal.put_focus(GAMBLING)
    found = reached(journal)
    assert found[GAMBLING.id, "recovery:30-days"] == date(2026, 10, 1)
    assert found[ALCOHOL.id, "recovery:30-days"] == date(2026, 6, 13)


def test_an_archived_focus_keeps_its_milestones_and_has_none_ahead(journal: Journal) -> None:
    journal.note_milestones()
    before = reached(journal)
    journal.put_focus(msgspec.structs.replace(ALCOHOL, archived=True))
    assert reached(journal) == before
    assert not [one for one in journal.milestones().ahead if one.milestone.focus]


def test_what_a_wrong_clock_noted_is_shown_when_its_day_comes(
    journal: Journal, at: Callable[[str], None]
) -> None:
    at(LATE)
    journal.note_milestones()
    at("2026-11-22T21:14:00+01:00")
    assert (ALCOHOL.id, "recovery:2-years") not in reached(journal)
    assert (ALCOHOL.id, "recovery:6-months") in reached(journal)
    at(LATE)
    assert reached(journal)[ALCOHOL.id, "recovery:2-years"] == date(2028, 5, 14)


def test_what_another_program_writes_meanwhile_is_looked_at_afterwards(
    sample: Sample, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.note_milestones()
    journal.write(journal.new_entry(kind="note", text="x"))
    real = Journal._not_kept

    def meanwhile(asked: Journal, *arguments: Any) -> Any:
        monkeypatch.setattr(Journal, "_not_kept", real)
        with sample.open() as other:
            cravings(other, 10)
        return real(asked, *arguments)

    monkeypatch.setattr(Journal, "_not_kept", meanwhile)
    journal.note_milestones()
    assert [one.milestone.key for one in journal.note_milestones()] == ["cravings:10"]


def test_one_that_a_later_version_kept_is_left_where_it_is(journal: Journal) -> None:
    with journal.writing() as connection:
        rows = [("", "letters:5"), ("", "recovery:0-days"), ("f" * 32, "recovery:30-days")]
        for focus, key in rows:
            connection.execute(
                "INSERT INTO milestone VALUES (?, ?, '2026-11-01', 'x')", (focus, key)
            )
    journal.note_milestones()
    assert not {(focus or None, key) for focus, key in rows} & set(reached(journal))
    assert {(focus or None, key) for focus, key in rows} <= set(kept(journal))


# Looking is never refused.


@pytest.mark.parametrize("problem", [CannotWrite("no"), DiskFull("full")], ids=str)
def test_where_the_disk_refuses_they_are_shown_and_not_kept(
    journal: Journal, problem: Exception
) -> None:
    with every_call_failing(records, "transaction", problem):
        fresh = journal.note_milestones()
        assert fresh
        assert overview.today(journal).day == TODAY
        shown = reached(journal)
    assert kept(journal) == {}
    assert journal.note_milestones() == fresh
    assert reached(journal) == shown


def test_a_journal_of_an_older_version_shows_them_and_keeps_them_once_it_can(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sample.open() as journal:
        for table in ("milestone", "sign_week", "shared", "page_key", "reply"):
            journal.connection.execute(f"DROP TABLE {table}")
        journal.connection.execute("PRAGMA user_version = 2")

    def full(_connection: object) -> bool:
        raise sqlcipher3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "migrate", full)
        journal = sample.open()
        assert journal.note_milestones()
        assert reached(journal)
        assert journal.sign_weeks() == ()
    with journal:
        journal.note_milestones()
        assert kept(journal) == reached(journal)


def test_nothing_is_reached_in_an_empty_journal(journal: Journal) -> None:
    journal.put_focus(msgspec.structs.replace(ALCOHOL, since=date(2027, 1, 1), archived=True))
    with journal.writing() as connection:
        for table in ("milestone", "version", "entry"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
    assert journal.note_milestones() == ()
    found = journal.milestones()
    assert found.reached == ()
    assert {one.milestone.kind for one in found.ahead} == {
        Kind.CRAVINGS, Kind.LOGGED, Kind.CONNECTIONS,
    }  # fmt: skip


# Where they are noted, and that both ways of counting agree.


def test_looking_at_today_notes_them(journal: Journal) -> None:
    overview.today(journal)
    assert (ALCOHOL.id, "recovery:6-months") in kept(journal)


def test_the_counts_of_the_whole_journal_are_those_of_its_marks(journal: Journal) -> None:
    cravings(journal, 3)
    read = insight.read(journal)
    assert journal.milestones(read.counts) == journal.milestones()
    assert read.counts == journal._counts()


def test_they_are_exported(journal: Journal) -> None:
    journal.note_milestones()
    tables = journal.everything()
    state = queries.fact(journal.connection, "milestones")
    assert {row["key"] for row in tables["milestone"]} >= {"recovery:6-months", "free_days:100"}
    assert state is not None
    assert {"name": "milestones", "value": state} in tables["fact"]


def test_a_focus_of_the_future_has_nothing_reached(journal: Journal) -> None:
    later = Focus(id="c" * 32, label="later", since=TODAY + timedelta(days=10))
    journal.put_focus(later)
    assert not [key for focus, key in reached(journal) if focus == later.id]
