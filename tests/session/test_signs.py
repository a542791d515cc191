"""Early signs: named by the person, ticked by the week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from recoverylog.errors import AlreadyThere, NotFound, UsageProblem
from recoverylog.insights.signs import MOST_SIGNS, Sign, SignsSeen, SignsWeek
from recoverylog.session.journal import Journal
from recoverylog.vault import keepsakes
from tests.vault.invented import Sample

SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 16)
BEFORE = MONDAY - timedelta(days=7)


@pytest.fixture
def journal(sample: Sample) -> Iterator[Journal]:
    with sample.open() as journal:
        yield journal


def test_signs_stand_in_the_order_in_which_they_were_named(journal: Journal) -> None:
    assert journal.signs() == ()
    labels = ["skipping meals", "żal 🌧", "not answering calls"]
    put = [journal.put_sign(f" {label}\n ") for label in labels]
    assert [sign.label for sign in put] == labels
    assert journal.signs() == tuple(put)
    assert len({sign.id for sign in put}) == 3


def test_a_sign_is_given_other_words_and_keeps_its_place_and_weeks(journal: Journal) -> None:
    first, second = journal.put_sign("skipping meals"), journal.put_sign("short nights")
    journal.tick(first.id, SUNDAY)
    changed = journal.put_sign("skipping breakfast", first.id)
    assert journal.signs() == (Sign(first.id, "skipping breakfast"), second)
    assert changed == journal.signs()[0]
    assert journal.sign_weeks() == (SignsWeek(MONDAY, (first.id,)),)
    assert journal.put_sign("Skipping Breakfast", first.id).label == "Skipping Breakfast"


def test_a_sign_needs_words_of_its_own(journal: Journal) -> None:
    first = journal.put_sign("skipping meals")
    second = journal.put_sign("short nights")
    before = journal.generation()
    with pytest.raises(UsageProblem, match="needs words"):
        journal.put_sign(" \n ")
    with pytest.raises(AlreadyThere):
        journal.put_sign("SKIPPING meals")
    with pytest.raises(AlreadyThere):
        journal.put_sign("skipping meals", second.id)
    with pytest.raises(NotFound):
        journal.put_sign("anything", "f" * 32)
    assert journal.signs() == (first, second)
    assert journal.generation() == before


def test_an_archived_sign_is_not_asked_about_and_its_weeks_are_kept(journal: Journal) -> None:
    first, second = journal.put_sign("skipping meals"), journal.put_sign("short nights")
    journal.tick(first.id, SUNDAY)
    journal.archive_sign(first.id)
    assert journal.signs() == (second,)
    assert journal.sign_weeks() == (SignsWeek(MONDAY, (first.id,)),)
    assert journal.signs_seen() == SignsSeen(0, None, 1)
    again = journal.put_sign("Skipping meals")
    assert again == Sign(first.id, "Skipping meals")
    assert journal.signs() == (again, second), "in its place"
    with pytest.raises(NotFound):
        journal.archive_sign("f" * 32)


def test_there_are_so_many_signs_at_most(journal: Journal) -> None:
    put = [journal.put_sign(f"sign {number}") for number in range(MOST_SIGNS)]
    with pytest.raises(UsageProblem, match=str(MOST_SIGNS)):
        journal.put_sign("one more")
    assert journal.put_sign("other words", put[0].id).label == "other words"
    journal.archive_sign(put[0].id)
    assert journal.put_sign("one more") in journal.signs()
    with pytest.raises(UsageProblem, match=str(MOST_SIGNS)):
        journal.put_sign("other words")
    assert len(journal.signs()) == MOST_SIGNS


def test_a_week_is_ticked_by_any_of_its_days(journal: Journal) -> None:
    first, second = journal.put_sign("skipping meals"), journal.put_sign("short nights")
    journal.tick(first.id, SUNDAY)
    journal.tick(first.id, MONDAY)
    journal.tick(second.id, MONDAY - timedelta(days=1))
    assert journal.sign_weeks() == (
        SignsWeek(BEFORE, (second.id,)),
        SignsWeek(MONDAY, (first.id,)),
    )
    assert journal.signs_seen() == SignsSeen(1, 1, 2)
    with pytest.raises(NotFound):
        journal.tick("f" * 32, SUNDAY)


def test_a_tick_is_taken_back_and_the_week_was_looked_at(journal: Journal) -> None:
    sign = journal.put_sign("skipping meals")
    assert journal.signs_seen() == SignsSeen(None, None, 1)
    journal.tick(sign.id, SUNDAY)
    journal.tick(sign.id, SUNDAY, on=False)
    assert journal.sign_weeks() == (SignsWeek(MONDAY, ()),)
    journal.tick(None, BEFORE)
    assert journal.signs_seen() == SignsSeen(0, 0, 1)
    journal.tick(sign.id, BEFORE)
    journal.tick(None, BEFORE)
    assert journal.signs_seen() == SignsSeen(0, 1, 1)


def test_every_change_of_signs_is_counted(journal: Journal) -> None:
    before = journal.generation()
    sign = journal.put_sign("skipping meals")
    journal.tick(sign.id, SUNDAY)
    journal.archive_sign(sign.id)
    assert journal.generation() == before + 3


def test_signs_are_plans_of_their_own_kind(journal: Journal) -> None:
    """Other plans, of a later version, are none; what such a version adds to a sign stays."""
    sign = journal.put_sign("skipping meals")
    with journal.writing() as connection:
        connection.execute("INSERT INTO plan VALUES (?, 'coping', 'call Robin', '{}')", ("e" * 32,))
        connection.execute(
            """UPDATE plan SET details = '{"later":[1],"position":1}' WHERE id = ?""", (sign.id,)
        )
    assert journal.signs() == (sign,)
    journal.archive_sign(sign.id)
    row = journal.connection.execute("SELECT details FROM plan WHERE id = ?", (sign.id,)).fetchone()
    assert row == ('{"archived":true,"later":[1],"position":1}',)


def test_signs_outlive_the_closing_of_the_journal(sample: Sample) -> None:
    with sample.open() as journal:
        sign = journal.put_sign("skipping meals")
        journal.tick(sign.id, SUNDAY)
    with sample.open() as journal:
        assert journal.signs() == (sign,)
        assert keepsakes.sign_weeks(journal.connection) == {MONDAY: (sign.id,)}
        tables = journal.everything()
    assert [row["text"] for row in tables["plan"]] == ["skipping meals"]
    assert {row["week"] for row in tables["sign_week"]} == {"2026-11-16"}
