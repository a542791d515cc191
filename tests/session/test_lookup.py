"""What screens and lists ask of an open journal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import msgspec
import pytest

from recoverylog.errors import NotFound
from recoverylog.journal import filter as filters
from recoverylog.journal.filter import Filter
from recoverylog.session import overview
from recoverylog.session.journal import Journal
from tests.vault.invented import ALCOHOL, BEGUN, GAMBLING, Sample

TODAY = date(2026, 11, 22)


@pytest.fixture
def journal(sample: Sample) -> Iterator[Journal]:
    with sample.open() as journal:
        yield journal


def numbers(journal: Journal, line: str, limit: int = 200) -> list[int]:
    found = journal.look_up(filters.parse(line, TODAY), limit)
    assert not found.remarks
    return [stored.number for stored in found.entries]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", [7, 6, 4, 3, 2, 1, 5]),
        ("called si", [7]),
        ("@home", [1]),
        ("with:robin step", [4]),
        ("is:mood is:note", [7, 1]),
        ("on:alc", [2, 5]),
        ("on:alcohol is:used", [5]),
        ("to:2026-11-01", [5]),
        ("day:2026-11 +walk", [2]),
        ("in:bin", [8]),
        ("in:bin thrown", [8]),
        ("in:bin walk", []),
    ],
)
def test_a_filter_finds(journal: Journal, line: str, found: list[int]) -> None:
    assert numbers(journal, line) == found


def test_it_says_whether_there_is_more(journal: Journal) -> None:
    for wanted in (Filter(), Filter(kinds=("note", "mood", "craving")), Filter(words="s")):
        whole = journal.look_up(wanted, 0)
        assert not whole.more
        assert len(whole.entries) > 1
        exactly = journal.look_up(wanted, len(whole.entries))
        assert (exactly.entries, exactly.more) == (whole.entries, False)
        fewer = journal.look_up(wanted, len(whole.entries) - 1)
        assert (fewer.entries, fewer.more) == (whole.entries[:-1], True)


def test_a_focus_that_is_not_known_finds_nothing_and_is_told(journal: Journal) -> None:
    journal.put_focus(GAMBLING)
    found = journal.look_up(Filter(focus="shopping", remarks=("before",)))
    assert found == ([], False, ("before", "there is no focus called “shopping”"))


def test_a_focus_that_may_be_one_of_several_is_told_as_that(journal: Journal) -> None:
    journal.put_focus(msgspec.structs.replace(GAMBLING, label="alprazolam"))
    found = journal.look_up(Filter(focus="al"))
    assert found == ([], False, ("“al” may be any of alcohol, alprazolam",))
    with pytest.raises(NotFound, match=r"^“al” may be any of alcohol, alprazolam\.$"):
        journal.focus("al")
    with pytest.raises(NotFound, match="There is no focus called “\ufffd”"):
        journal.focus("\x1b")


def test_of_words_the_highest_numbers_are_the_newest_whatever_their_day(journal: Journal) -> None:
    first = journal.write(journal.new_entry(kind="note", text="quicksilver"))
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    second = journal.write(journal.new_entry(kind="note", text="quicksilver", at=long_ago))
    assert numbers(journal, "quicksilver") == [first.number, second.number]
    assert numbers(journal, "quicksilver", 1) == [second.number]


def test_the_days_of_a_calendar(journal: Journal) -> None:
    marks = journal.days_written(date(2026, 11, 1), date(2026, 11, 30))
    assert set(marks) == {date(2026, 11, 1), TODAY}
    assert marks[TODAY].count == 6
    assert (marks[TODAY].mood, marks[TODAY].craving) == (5.5, 7)
    assert not marks[TODAY].used
    assert marks[date(2026, 11, 1)].used
    of_other = journal.days_written(date(2026, 11, 1), date(2026, 11, 30), GAMBLING.id)
    assert not of_other[date(2026, 11, 1)].used
    of_this = journal.days_written(date(2026, 11, 1), date(2026, 11, 1), ALCOHOL.id)
    assert of_this[date(2026, 11, 1)].used


def test_words_for_completion(journal: Journal) -> None:
    assert journal.words() == (("home",), ("walk",), ("Robin",))


def test_another_program_s_change_is_noticed(journal: Journal, sample: Sample) -> None:
    before = journal.generation()
    with sample.open() as other:
        other.write(other.new_entry(kind="note", text="from beside"))
        assert journal.generation() == other.generation() == before + 1
        other.save_draft("line", {"line": "typing"})
        assert journal.generation() == before + 1


def test_today_is_what_the_single_questions_say(journal: Journal) -> None:
    journal.write(journal.new_entry(kind="use"))
    seen = overview.today(journal)
    assert seen.day == TODAY
    assert f"{seen.now:%Y-%m-%d %H:%M}" == "2026-11-22 21:14"
    assert list(seen.standings) == journal.standings()
    assert [stored.number for stored in seen.entries] == [1, 2, 3, 4, 6, 7, 9]
    assert seen.fortnight_entries == seen.entries, "the use lies three weeks back"
    assert seen.unsettled_count == 1
    assert [draft.name for draft in seen.drafts] == [BEGUN[0]]
