"""Today at a glance: how it stands, what is next, whom to call, what waits to be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from recoverylog.journal.selection import Selection
from recoverylog.journal.supporter import Supporter
from recoverylog.session import overview
from recoverylog.session.journal import Journal
from tests.vault.invented import ALCOHOL, Sample

SAM = Supporter(id="5" * 32, name="Sam Okafor", role="sponsor", reach="+46 70 1740605")
MAYA = Supporter(id="6" * 32, name="Maya", reach="maya@example.org")
QUIET = Supporter(id="7" * 32, name="Ada")


@pytest.fixture
def journal(sample: Sample) -> Iterator[Journal]:
    with sample.open() as journal:
        for stored in journal.select(Selection(first=journal.today())):
            journal.delete(stored)
        yield journal


def put(journal: Journal, **fields: Any) -> None:
    journal.write(journal.new_entry(**fields))


def stands(journal: Journal) -> tuple[str, ...]:
    return overview.stands(overview.today(journal))


def line(journal: Journal) -> str:
    return overview.next_line(overview.today(journal).next)


def test_an_empty_day_says_so_and_claims_nothing(journal: Journal) -> None:
    assert stands(journal) == ("nothing logged yet",)


def test_it_stands_as_it_was_logged(journal: Journal) -> None:
    put(journal, kind="note", text="rain")
    assert stands(journal) == ("free so far",)
    put(journal, kind="mood", mood=6.0)
    put(journal, kind="craving", craving=4.0, focus=ALCOHOL.id)
    put(journal, kind="craving", craving=2.0, focus=ALCOHOL.id)
    assert stands(journal) == ("free so far", "mood 6", "strongest craving 4")
    assert overview.stands(overview.today(journal), short=True)[-1] == "craving 4"
    put(journal, kind="use", confirmed=False)
    assert stands(journal)[0] == "use not confirmed"
    put(journal, kind="use", focus=ALCOHOL.id)
    assert stands(journal)[0] == "use recorded"


def test_without_a_focus_no_day_is_called_free(journal: Journal) -> None:
    for focus in journal.focuses():
        journal.put_focus(
            type(focus)(id=focus.id, label=focus.label, since=focus.since, archived=True)
        )
    put(journal, kind="note", text="rain")
    assert stands(journal) == ()


def test_the_plan_of_this_morning_comes_before_the_others(journal: Journal) -> None:
    assert overview.today(journal).next is None
    journal.put_plan("payday", "walk home")
    assert line(journal) == "If payday, then walk home"
    morning = {"kind": "check_in", "part": "morning"}
    put(journal, **morning, intention="rest")
    assert line(journal) == "If payday, then walk home"
    put(journal, **morning, hard_moment="bus ride", plan="sit up front")
    assert line(journal) == "If bus ride, then sit up front"
    put(journal, **morning, plan="call Jo")
    assert line(journal) == "call Jo"
    found = overview.today(journal).next
    assert found is not None
    assert found.this_morning


def test_the_plan_of_yesterday_morning_is_over(journal: Journal) -> None:
    yesterday = journal.today() - timedelta(days=1)
    put(journal, kind="check_in", part="morning", plan="call Jo", day=yesterday)
    assert overview.today(journal).next is None


def test_plans_come_by_turns_a_day_each(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        journal.put_plan(f"cue {number}", "walk")
    first = journal.today()
    seen = []
    for ahead in range(4):
        monkeypatch.setattr(journal, "today", lambda day=first + timedelta(days=ahead): day)
        seen.append(line(journal))
    assert len(set(seen)) == 3
    assert seen[3] == seen[0]


def test_the_first_who_can_be_reached_is_named(journal: Journal) -> None:
    journal.put_supporter(QUIET)
    assert overview.today(journal).next is None
    journal.put_supporter(MAYA)
    assert line(journal) == "reach Maya, maya@example.org"
    journal.archive_supporter(MAYA.id)
    journal.put_supporter(SAM)
    journal.put_plan("payday", "walk home")
    assert line(journal) == "If payday, then walk home · call Sam Okafor, +46 70 1740605"
    found = overview.today(journal).next
    assert overview.next_line(found, reach=False).endswith(" · call Sam Okafor")
