"""Plans in an open journal: their order, their words, those put away, and who may write."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from recoverylog.errors import AlreadyThere, NotFound, UsageProblem
from recoverylog.journal.plan import MOST_PLANS, Plan
from recoverylog.session.journal import Journal
from tests.vault.invented import Sample


@pytest.fixture
def journal(sample: Sample) -> Iterator[Journal]:
    with sample.open() as journal:
        yield journal


def test_plans_stand_in_the_order_in_which_they_were_written(journal: Journal) -> None:
    assert journal.plans() == ()
    put = [journal.put_plan(f"cue {number} ż", f"then {number}\n🌧") for number in range(5)]
    assert journal.plans() == tuple(put)
    assert put[0] == Plan(id=put[0].id, cue="cue 0 ż", then="then 0 🌧")
    assert len({one.id for one in put}) == 5


def test_a_plan_is_given_other_words_and_keeps_its_place(journal: Journal) -> None:
    first, second = journal.put_plan("bus ride", "call J."), journal.put_plan("payday", "walk")
    changed = journal.put_plan("bus ride home", "call J.", first.id)
    assert journal.plans() == (changed, second)
    assert changed.id == first.id
    assert journal.put_plan("Bus ride home", "call J.", first.id).cue == "Bus ride home"


def test_the_same_cue_may_have_two_plans_and_the_same_words_only_one(journal: Journal) -> None:
    journal.put_plan("payday", "walk home")
    second = journal.put_plan("payday", "call J.")
    before = journal.generation()
    with pytest.raises(AlreadyThere):
        journal.put_plan("PAYDAY", "Walk home")
    with pytest.raises(AlreadyThere):
        journal.put_plan("payday", "walk home", second.id)
    with pytest.raises(UsageProblem):
        journal.put_plan("payday", " ")
    with pytest.raises(NotFound):
        journal.put_plan("rain", "tea", "f" * 32)
    assert journal.generation() == before
    assert len(journal.plans()) == 2


def test_one_put_away_is_offered_no_more_and_comes_back_in_its_place(journal: Journal) -> None:
    first, second = journal.put_plan("bus ride", "call J."), journal.put_plan("payday", "walk")
    journal.archive_plan(first.id)
    assert journal.plans() == (second,)
    again = journal.put_plan("Bus ride", "Call J.")
    assert again.id == first.id
    assert [one.cue for one in journal.plans()] == ["Bus ride", "payday"]
    with pytest.raises(NotFound):
        journal.archive_plan("f" * 32)


def test_no_change_takes_the_words_of_one_put_away(journal: Journal) -> None:
    first, second = journal.put_plan("bus ride", "call J."), journal.put_plan("payday", "walk")
    journal.archive_plan(first.id)
    with pytest.raises(AlreadyThere):
        journal.put_plan("bus ride", "call J.", second.id)
    assert journal.plans() == (second,)


def test_there_are_so_many_and_no_more(journal: Journal) -> None:
    put = [journal.put_plan(f"cue {number}", "call J.") for number in range(MOST_PLANS)]
    with pytest.raises(UsageProblem, match="as many as are offered"):
        journal.put_plan("one more", "call J.")
    assert journal.put_plan("one more", "call J.", put[0].id).id == put[0].id
    journal.archive_plan(put[1].id)
    journal.put_plan("another", "call J.")
    with pytest.raises(UsageProblem, match="as many as are offered"):
        journal.put_plan("cue 1", "call J.")
    assert len(journal.plans()) == MOST_PLANS


def test_plans_and_signs_do_not_mix(journal: Journal) -> None:
    sign = journal.put_sign("bus ride")
    plan = journal.put_plan("bus ride", "call J.")
    assert journal.signs() == (sign,)
    assert journal.plans() == (plan,)
    journal.archive_plan(plan.id)
    assert journal.signs() == (sign,)


def test_plans_are_there_after_the_journal_was_closed(sample: Sample) -> None:
    with sample.open() as journal:
        put = journal.put_plan("bus ride", "call J.")
    with sample.open() as journal:
        assert journal.plans() == (put,)
