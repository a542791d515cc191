"""Whom the invented person shares with: the same every time, and never ahead of the day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.journal import invented, invented_sharing
from recoverylog.journal.invented_sharing import Handed
from recoverylog.journal.supporter import PERIODS, checked
from recoverylog.journal.text import clean
from recoverylog.sharing.letter import Section

TODAY = date(2026, 11, 22)


def berlin(wall: datetime) -> datetime:
    return wall.replace(tzinfo=ZoneInfo("Europe/Berlin"))


def handed(today: date = TODAY, seed: int = invented.SEED) -> Handed:
    return invented_sharing.handed(today, seed, local=berlin)


def test_the_same_seed_and_day_give_the_same_and_another_seed_other_ids() -> None:
    assert handed() == handed()
    mine, other = handed(), handed(seed=7)
    assert not {page.id for page in mine.pages} & {page.id for page in other.pages}
    assert [reply.text for reply in mine.replies] == [reply.text for reply in other.replies]


@given(seed=st.integers(0, 2**32), today=st.dates(date(2001, 1, 1), date(2090, 1, 1)))
@settings(max_examples=25)
def test_it_is_sound_whatever_the_day(seed: int, today: date) -> None:
    found = handed(today, seed)
    # Before anything can be read on the last day, all of it is past.
    now = berlin(datetime.combine(today, datetime.min.time()))
    ids = [one.id for row in found for one in row]
    assert len(set(ids)) == len(ids) == 8
    for supporter in found.supporters:
        assert checked(supporter) == supporter
        assert supporter.days in PERIODS
    for page in found.pages:
        assert page.at.tzinfo is UTC
        assert timedelta(days=14) < now - page.at < timedelta(days=60)
        assert page.is_open(now)
        assert page.path == ""
        assert (page.last - page.first).days + 1 in PERIODS
        assert page.last == berlin(page.at.replace(tzinfo=None)).date()
        assert set(page.sections) <= {section.value for section in Section}
        assert len(page.digest) == 64
    for reply in found.replies:
        assert reply.page in found.pages
        assert reply.page.at < reply.at < now
        assert reply.kept_at is None or reply.at < reply.kept_at < now
        assert clean(reply.text) == reply.text


def test_most_answers_are_kept_and_the_last_is_new() -> None:
    *kept, last = handed().replies
    assert [reply.state for reply in kept] == ["kept"] * 3
    assert (last.state, last.kept_at) == ("new", None)


@pytest.mark.parametrize("role", ["sponsor", "friend from the group"])
def test_everyone_named_has_been_given_a_page(role: str) -> None:
    assert role in {page.supporter.role for page in handed().pages if page.supporter}
