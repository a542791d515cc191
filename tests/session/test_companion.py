"""What stands by a person in a craving, out of their own journal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from recoverylog import paths
from recoverylog.crypto import kdf
from recoverylog.journal import veil
from recoverylog.journal.supporter import Supporter, number_in
from recoverylog.session import companion, opening
from recoverylog.session.companion import TO_TRY, Helped
from recoverylog.session.journal import Journal


@pytest.fixture
def journal() -> Iterator[Journal]:
    with opening.create(
        paths.find(), "amber quilt lantern otter maple", cost=kdf.LEAST
    ).journal as j:
        yield j


def craving(journal: Journal, before: float, after: float | None, *helped: str) -> None:
    journal.write(journal.new_entry(kind="craving", craving=before, after=after, helped=helped))


def test_an_empty_journal_offers_plain_things_to_try(journal: Journal) -> None:
    company = companion.look(journal)
    assert [one.word for one in company.helped] == list(TO_TRY)
    assert not any(one.times for one in company.helped)
    assert company.plans == ()
    assert company.reach == ()
    assert company.said is None


def test_what_was_followed_by_the_greatest_drop_comes_first(journal: Journal) -> None:
    for _ in range(5):
        craving(journal, 8.0, 3.0, "walk")
        craving(journal, 6.0, 5.0, "tea")
    craving(journal, 7.0, None, "call")
    craving(journal, 7.0, 1.0, "call")
    craving(journal, 7.0, 0.0, "sleep")
    found = companion.look(journal).helped
    assert found == (
        Helped("walk", 5, 8.0, 3.0),
        Helped("tea", 5, 6.0, 5.0),
        # Too seldom for a mean: once 1 and once 0 afterwards say nothing yet.
        Helped("call", 2),
        Helped("sleep", 1),
    )


def test_what_cravings_were_stronger_after_is_nothing_to_lean_on(journal: Journal) -> None:
    for _ in range(5):
        craving(journal, 3.0, 7.0, "scroll")
        craving(journal, 7.0, 4.0, "tea")
    craving(journal, 7.0, None, "tea")
    found = companion.look(journal).helped
    assert found[0] == Helped("tea", 6, 7.0, 4.0)
    assert "scroll" not in [one.word for one in found]


def test_plans_that_speak_of_it_come_first_and_this_mornings_before_all(journal: Journal) -> None:
    journal.put_plan("pay day", "give Ida the card")
    journal.put_plan("bus ride", "sit at the front")
    assert [one.cue for one in companion.look(journal, ("on the bus",)).plans] == [
        "bus ride",
        "pay day",
    ]
    journal.write(
        journal.new_entry(
            kind="check_in", part="morning", hard_moment="five o’clock", plan="call Jo"
        )
    )
    assert [one.cue for one in companion.look(journal, ("bus",)).plans] == [
        "five o’clock",
        "bus ride",
        "pay day",
    ]


def test_the_words_of_the_morning_are_found_and_compared_with_privacy_on(journal: Journal) -> None:
    journal.put_plan("the long bus ride", "sit at the front")
    journal.put_plan("pay day", "give Ida the card")
    journal.write(
        journal.new_entry(kind="check_in", part="morning", hard_moment="a bus", plan="call Jo")
    )
    plain = companion.look(journal)
    veil.draw()
    try:
        veiled = companion.look(journal)
    finally:
        veil.draw(drawn=False)
    assert veiled.plans == plain.plans
    assert [one.cue for one in veiled.plans] == ["a bus", "the long bus ride", "pay day"]


def test_only_those_who_can_be_reached_are_named(journal: Journal) -> None:
    journal.put_supporter(Supporter(id="1" * 32, name="Marta", reach="+1 555 0142, until ten"))
    journal.put_supporter(Supporter(id="2" * 32, name="Nobody’s number"))
    assert [one.name for one in companion.look(journal).reach] == ["Marta"]


@pytest.mark.parametrize(
    ("reach", "number"),
    [
        ("+1 555 0142, until ten", "+1 555 0142"),
        ("(030) 901820", "(030) 901820"),
        ("call 0800-1110111 or write", "0800-1110111"),
        ("+44 20 7946 0958", "+44 20 7946 0958"),
        ("any chat, or the door opposite", ""),
        ("Wednesdays at 19:30", ""),
        ("room 12, 3rd floor", ""),
        # A number that might be another one is none.
        ("0800 111 (9-17)", ""),
        ("07700 900123 (9-5)", ""),
        ("555 0142 8-10pm", ""),
        ("07700 900123 / 020 7946 0958", ""),
        ("+44 (0)20 7946 0958", ""),
        ("since 2026-05-14", ""),
        ("1234 5678 9012 3456 7", ""),
    ],
)
def test_a_number_is_found_in_how_somebody_is_reached(reach: str, number: str) -> None:
    assert number_in(reach) == number
