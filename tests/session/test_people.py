"""Supporters: named by the person, found by name or role, put away and back again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from recoverylog.errors import AlreadyThere, NotFound, UsageProblem
from recoverylog.journal import quick_entry
from recoverylog.journal.supporter import MOST_NAME, MOST_REACH, Supporter
from recoverylog.session.journal import Journal
from tests.vault.invented import Sample


@pytest.fixture
def journal(sample: Sample) -> Iterator[Journal]:
    with sample.open() as journal:
        yield journal


def somebody(name: str, role: str = "", **more: object) -> Supporter:
    return Supporter(id=quick_entry.new_id(), name=name, role=role, **more)  # type: ignore[arg-type]


SAM = somebody("Sam Okafor", "sponsor", reach="+1 555 0142", sections=("asked", "mood"), days=30)
MINA = somebody("Mina", "Freundin 🌧", sections=())


def test_supporters_stand_in_the_order_in_which_they_were_named(journal: Journal) -> None:
    assert journal.supporters() == ()
    put = [journal.put_supporter(one) for one in (SAM, MINA, somebody("Anna"))]
    assert put[:2] == [SAM, MINA]
    assert journal.supporters() == tuple(put)
    changed = journal.put_supporter(
        Supporter(id=SAM.id, name="Sam O.", role="mentor", days=7, archived=False)
    )
    assert journal.supporters() == (changed, *put[1:]), "in the same place"
    assert changed.sections is None, "what is not said any more is gone"


def test_everything_about_a_supporter_outlives_the_closing_of_the_journal(sample: Sample) -> None:
    with sample.open() as journal:
        journal.put_supporter(SAM)
        journal.put_supporter(MINA)
    with sample.open() as journal:
        assert journal.supporters() == (SAM, MINA)
        rows = journal.everything()["supporter"]
    assert {row["name"] for row in rows} == {"Sam Okafor", "Mina"}


def test_texts_are_kept_on_one_line_and_can_be_stored(journal: Journal) -> None:
    put = journal.put_supporter(
        somebody(" Sam\n\x1b[31mO. ", "spon\u202esor\udce9", reach="a\tb", sections=("x", "", "x"))
    )
    assert put.name == "Sam \ufffd[31mO."
    assert put.role == "sponsoré"
    assert put.reach == "a b"
    assert put.sections == ("x",)
    assert journal.supporters() == (put,)


@pytest.mark.parametrize(
    "wrong",
    [
        somebody(" \n\u200b"),
        somebody("x" * (MOST_NAME + 1)),
        somebody("Sam", "x" * (MOST_NAME + 1)),
        somebody("Sam", reach="x" * (MOST_REACH + 1)),
        somebody("Sam", days=31),
        somebody("Sam", sections=tuple(map(str, range(41)))),
    ],
)
def test_what_cannot_be_kept_is_refused(journal: Journal, wrong: Supporter) -> None:
    before = journal.generation()
    with pytest.raises(UsageProblem):
        journal.put_supporter(wrong)
    assert journal.supporters() == ()
    assert journal.generation() == before


def test_two_supporters_cannot_be_called_the_same(journal: Journal) -> None:
    journal.put_supporter(SAM)
    mina = journal.put_supporter(MINA)
    with pytest.raises(AlreadyThere):
        journal.put_supporter(somebody("sam OKAFOR"))
    with pytest.raises(AlreadyThere):
        journal.put_supporter(Supporter(id=mina.id, name="Sam Okafor"))
    assert journal.supporters() == (SAM, MINA)


def test_one_who_was_put_away_is_not_offered_and_comes_back_under_the_name(
    journal: Journal,
) -> None:
    journal.put_supporter(SAM)
    journal.put_supporter(MINA)
    journal.archive_supporter(SAM.id)
    assert journal.supporters() == (MINA,)
    assert [one.archived for one in journal.supporters(archived=True)] == [True, False]
    assert journal.supporter("sponsor").id == SAM.id, "where nobody else fits"
    with pytest.raises(AlreadyThere):
        journal.put_supporter(Supporter(id=MINA.id, name="Sam Okafor"))
    again = journal.put_supporter(somebody("sam okafor", "peer"))
    assert (again.id, again.role, again.archived) == (SAM.id, "peer", False)
    assert journal.supporters() == (again, MINA)
    with pytest.raises(NotFound):
        journal.archive_supporter("f" * 32)


def test_a_word_finds_a_supporter_by_name_before_role_and_whole_before_beginning(
    journal: Journal,
) -> None:
    sam = journal.put_supporter(SAM)
    samira = journal.put_supporter(somebody("Samira", "clinician"))
    peer = journal.put_supporter(somebody("Peer", "sam"))
    second = journal.put_supporter(somebody("Noor", "peer"))
    assert journal.supporter("SAMIRA") == samira
    assert journal.supporter("sam") == peer, "a whole role before the beginning of a name"
    assert journal.supporter("peer") == peer, "a whole name before a whole role"
    assert journal.supporter(" sam o") == sam
    assert journal.supporter("spons") == sam
    assert journal.supporter("noo") == second
    with pytest.raises(NotFound, match="Sam Okafor, Samira"):
        journal.supporter("sa")
    for nobody in ("", " ", "robin"):
        with pytest.raises(NotFound, match="no supporter"):
            journal.supporter(nobody)


def test_a_present_supporter_is_meant_before_one_who_was_put_away(journal: Journal) -> None:
    journal.put_supporter(SAM)
    journal.archive_supporter(SAM.id)
    new = journal.put_supporter(somebody("Robin", "sponsor"))
    assert journal.supporter("sponsor") == new


def test_a_role_is_said_where_there_is_one() -> None:
    assert (SAM.called, somebody("Anna").called) == ("sponsor", "Anna")


def test_what_a_later_version_noted_beside_stays(journal: Journal) -> None:
    journal.put_supporter(SAM)
    with journal.writing() as connection:
        connection.execute(
            """UPDATE supporter SET details = '{"days":14,"later":[1],"position":1}'"""
        )
    assert journal.supporters()[0].days is None, "a period that we do not offer"
    journal.archive_supporter(SAM.id)
    row = journal.connection.execute("SELECT details FROM supporter").fetchone()
    assert row == ('{"archived":true,"later":[1],"position":1}',)


def test_every_change_of_supporters_is_counted(journal: Journal) -> None:
    before = journal.generation()
    journal.put_supporter(SAM)
    journal.archive_supporter(SAM.id)
    assert journal.generation() == before + 2
