"""What a page is made of: the period, the focuses, the queue, the people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec
import pytest

from recoverylog.errors import UsageProblem
from recoverylog.journal.selection import Selection
from recoverylog.journal.supporter import Supporter
from recoverylog.session import insight, material
from recoverylog.session.journal import Journal
from recoverylog.sharing import composing, forms
from recoverylog.sharing.letter import Section, Ticked
from tests.vault.invented import ALCOHOL, GAMBLING, Sample

TODAY = date(2026, 11, 22)
SAM = Supporter(id="5" * 32, name="Sam Okafor", role="sponsor")


@pytest.fixture
def journal(sample: Sample) -> Iterator[Journal]:
    with sample.open() as journal:
        yield journal


def texts(journal: Journal, days: int = 30, **more: object) -> set[str]:
    return {one.text for one in journal.material(days, **more).entries}  # type: ignore[arg-type]


def test_it_is_of_the_period_and_of_every_focus_that_is_shown(journal: Journal) -> None:
    for back in (0, 6, 7, 29, 30, -1):
        day = TODAY - timedelta(days=back)
        journal.write(journal.new_entry(kind="note", text=f"{back} before", day=day))
    sam = journal.put_supporter(SAM)
    week = journal.material(7, supporter=sam)
    assert (week.first, week.last, week.days) == (TODAY - timedelta(days=6), TODAY, 7)
    assert {one.text for one in week.entries} >= {"0 before", "6 before", "coffee in the sun"}
    assert not {one.text for one in week.entries} & {"7 before", "29 before", "-1 before"}
    assert texts(journal) >= {"29 before", "7 before"}
    assert not texts(journal) & {"30 before", "-1 before", "thrown away"}
    assert [one.focus for one in week.focuses] == [ALCOHOL]
    assert week.focuses == (insight.read(journal).figures(ALCOHOL),)
    assert (week.supporter, week.supporters) == (sam, (sam,))


def test_it_holds_what_counts_for_the_chosen_focuses(journal: Journal) -> None:
    journal.put_focus(GAMBLING)
    for kind, name, focus in (
        ("craving", "of alcohol", ALCOHOL.id),
        ("craving", "of gambling", GAMBLING.id),
        ("craving", "of nobody knows", None),
        ("note", "of all", None),
        ("note", "of gambling, a note", GAMBLING.id),
    ):
        rating = {"craving": 5.0} if kind == "craving" else {}
        journal.write(journal.new_entry(kind=kind, text=name, focus=focus, **rating))
    every = {"of alcohol", "of gambling", "of nobody knows", "of all", "of gambling, a note"}
    assert texts(journal) >= every
    assert texts(journal, focuses=[ALCOHOL]) & every == {"of alcohol", "of all"}
    assert texts(journal, focuses=[]) & every == {"of all"}
    chosen = journal.material(30, [GAMBLING])
    assert [one.focus for one in chosen.focuses] == [GAMBLING]
    journal.put_focus(msgspec.structs.replace(GAMBLING, archived=True))
    assert texts(journal) & every == {"of alcohol", "of nobody knows", "of all"}


def test_the_queue_is_what_is_still_to_be_brought_whatever_its_day(journal: Journal) -> None:
    old = TODAY - timedelta(days=400)
    stored = journal.write(journal.new_entry(kind="note", text="how to", ask=True, day=old))
    hidden = journal.write(journal.new_entry(kind="note", text="gone", ask=True))
    journal.delete(hidden)
    told = journal.write(journal.new_entry(kind="note", text='{"ask":true}', tags=('"ask":true',)))
    assert [one.entry.text for one in journal.asks()] == ["how to", "called in sick"]
    assert told not in journal.asks()
    found = journal.material(7)
    assert [one.text for one in found.asks] == ["how to", "called in sick"]
    journal.change(stored, ask=False)
    assert [one.entry.text for one in journal.asks()] == ["called in sick"]
    by_hand = [
        one
        for one in journal.select(Selection(kinds=("note",)))
        if getattr(one.entry, "ask", False)
    ]
    assert journal.asks() == by_hand


def test_what_was_read_before_is_used_while_nothing_changes(journal: Journal) -> None:
    held = insight.read(journal)
    assert material.read(journal, 30, held=held) == journal.material(30)
    journal.write(journal.new_entry(kind="use", focus=ALCOHOL.id, day=TODAY))
    (figures,) = material.read(journal, 30, held=held).focuses
    assert TODAY in figures.days.used


def test_no_plan_is_ever_part_of_a_page(journal: Journal) -> None:
    journal.put_plan("zqcueqz", "zqthenqz")
    journal.archive_plan(journal.put_plan("zqawayqz", "zqthenqz").id)
    journal.write(
        journal.new_entry(
            kind="check_in",
            part="morning",
            intention="zqintentionqz",
            hard_moment="zqhardqz",
            plan="zqplanqz",
        )
    )
    every = frozenset(Section)
    document = composing.write(journal.material(30), Ticked(every))
    for form in forms.PLAIN:
        content = forms.content(document, form).decode()
        assert content
        assert not set(re.findall(r"zq\w+qz", content)) & {"zqcueqz", "zqthenqz", "zqawayqz"}
        assert "zqplanqz" not in content


@pytest.mark.parametrize("days", [0, -1, 10**7])
def test_a_period_has_a_day(journal: Journal, days: int) -> None:
    with pytest.raises(UsageProblem):
        journal.material(days)


def test_an_empty_journal_has_nothing_to_tell(journal: Journal) -> None:
    for stored in journal.select(Selection()):
        journal.delete(stored)
    found = journal.material(90)
    assert (found.entries, found.asks) == ((), ())
