"""The invented life: the same every time, whole, believable, and written kindly."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.insights.streaks import Counting, FocusDays, figures
from recoverylog.journal import entry as kinds
from recoverylog.journal import invented, sentences
from recoverylog.journal.days import journal_day
from recoverylog.journal.entry import AnyEntry, CheckIn, Connection, Craving, Mood, Note, Use

TODAY = date(2026, 11, 22)
LIFE = invented.entries(TODAY)


def age(entry: AnyEntry, written: list[AnyEntry] = LIFE) -> int:
    """Days since the first one."""
    return (entry.day - written[0].day).days


def uses(written: list[AnyEntry]) -> list[Use]:
    return [entry for entry in written if isinstance(entry, Use)]


def ratings(written: list[AnyEntry], first: int, last: int) -> tuple[float, float]:
    """Mean mood and mean craving over some days of the life."""
    spoken = [entry for entry in written if first <= age(entry) <= last]
    moods = [e.mood for e in spoken if isinstance(e, Mood | CheckIn) and e.mood is not None]
    return fmean(moods), fmean(e.craving for e in spoken if isinstance(e, Craving))


def test_the_same_seed_and_day_give_the_same_entries_and_another_seed_others() -> None:
    assert invented.entries(TODAY) == LIFE
    assert invented.entries(TODAY, 7) != LIFE
    assert invented.scaled(300, TODAY, 7) == invented.scaled(300, TODAY, 7)


@given(seed=st.integers(0, 2**32), today=st.dates(date(2001, 1, 1), date(2090, 1, 1)))
@settings(max_examples=25)
def test_every_life_is_sound(seed: int, today: date) -> None:
    written = invented.entries(today, seed)
    assert written == sorted(written, key=lambda entry: (entry.at, entry.id))
    assert len({entry.id for entry in written}) == len(written)
    assert written[0].day == today - timedelta(days=invented.DAYS - 1)
    assert written[-1].day == today
    for entry in written:
        assert journal_day(entry.wall) == entry.day
        assert entry.at.tzinfo is UTC
        assert entry.source == "demo"
        assert kinds.decode(kinds.encode(entry)) == entry
        assert kinds.build(json.loads(kinds.encode(entry))) == entry
    assert [age(use, written) for use in uses(written)] == [118, 376]


def test_there_are_all_kinds_and_about_two_entries_a_day() -> None:
    counts = Counter(entry.kind for entry in LIFE)
    assert set(counts) == set(kinds.KINDS)
    assert 700 < len(LIFE) < 1100
    assert all(counts[kind] > 60 for kind in kinds.KINDS if kind != "use")
    assert any(isinstance(entry, Note) and entry.ask for entry in LIFE)


def test_some_days_have_no_word_and_one_week_has_none_at_all() -> None:
    logged = {age(entry) for entry in LIFE}
    assert not logged & set(range(196, 204))
    assert 300 < len(logged) < 370
    gaps = [day for day in range(invented.DAYS) if day not in logged and not 196 <= day < 204]
    assert len(gaps) > 20


def test_a_return_to_use_is_written_down_the_day_after_with_a_note_and_company() -> None:
    for use in uses(LIFE):
        assert use.confirmed
        assert use.focus == invented.focus(LIFE).id
        assert use.written is not None
        next_day = use.day + timedelta(days=1)
        assert journal_day(use.written.astimezone()) == next_day
        after = [entry for entry in LIFE if entry.day == next_day]
        assert any(isinstance(entry, Note) and not entry.ask for entry in after)
        assert any(isinstance(entry, Connection) for entry in after)


def test_the_figures_show_what_a_return_to_use_leaves_standing() -> None:
    focus = invented.focus(LIFE)
    assert (focus.label, focus.since) == ("alcohol", LIFE[0].day)
    used = frozenset(use.day for use in uses(LIFE))
    counting = Counting(focus.counting)
    shown = figures(FocusDays(focus.since, counting, used, frozenset(), frozenset()), TODAY)
    assert (shown.free_days_total, shown.last_30.free, shown.runs) == (398, 29, 3)
    assert (shown.current_run, shown.longest_run) == (23, 257)


def test_first_weeks_and_lost_work_are_harder_than_summer() -> None:
    early, lost, good = ratings(LIFE, 0, 20), ratings(LIFE, 84, 118), ratings(LIFE, 210, 330)
    assert early[0] < good[0] - 1.5
    assert lost[0] < good[0] - 1.5
    assert early[1] > good[1] + 1.5
    assert lost[1] > good[1] + 1.5


def test_a_craving_does_not_always_pass() -> None:
    rated = [e for e in LIFE if isinstance(e, Craving) and e.after is not None]
    lower = [e for e in rated if e.after is not None and e.after < e.craving]
    assert len(rated) / 2 < len(lower) < len(rated)
    assert any(entry.helped for entry in rated)
    assert any(not entry.helped for entry in rated)


def test_offsets_follow_summer_time_in_berlin() -> None:
    offsets = {(entry.day.month, entry.offset) for entry in LIFE}
    assert {(1, 60), (7, 120), (10, 120), (10, 60)} <= offsets
    assert {offset for _month, offset in offsets} == {60, 120}


def test_late_entries_belong_to_the_evening_before() -> None:
    late = [entry for entry in LIFE if entry.wall.date() != entry.day]
    assert late
    assert all(entry.wall.hour < 2 for entry in late)


def test_another_zone_moves_the_instants_and_not_the_wall_clock() -> None:
    tokyo = timezone(timedelta(hours=9))
    there = invented.entries(TODAY, local=lambda wall: wall.replace(tzinfo=tokyo))
    assert {entry.offset for entry in there} == {540}
    assert {(e.wall, e.id) for e in there} == {(e.wall, e.id) for e in LIFE}


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_nothing_speaks_of_what_is_still_to_come(hour: int) -> None:
    until = datetime(2026, 11, 22, hour, 7, tzinfo=UTC)
    written = invented.entries(TODAY, until=until)
    assert written == [
        entry for entry in LIFE if entry.at <= until and (entry.written or entry.at) <= until
    ]
    assert (len(written) < len(LIFE)) is (LIFE[-1].at > until)


def test_a_use_is_not_told_before_it_is_written_down() -> None:
    use = uses(LIFE)[-1]
    assert use.written is not None
    between = invented.entries(TODAY, until=use.written - timedelta(minutes=1))
    assert between[-1].at < use.written
    assert use not in between


def test_texts_are_many_and_short() -> None:
    texts = {entry.text for entry in LIFE if entry.text}
    texts |= {thing for entry in LIFE if isinstance(entry, CheckIn) for thing in entry.good}
    assert len(texts) > 200
    assert max(map(len, texts)) < 200
    # In thirteen months nobody writes the same note more often than every second month.
    often = Counter(entry.text for entry in LIFE if entry.kind == "note")
    assert max(often.values()) <= 6


def test_words_fit_their_hour_their_season_and_whether_there_is_work() -> None:
    by_text = {card.text: card for card in sentences.sentences().cravings}
    told = [e for e in LIFE if isinstance(e, Craving) and e.text in by_text]
    assert len(told) > 100
    for entry in told:
        card = by_text[entry.text]
        from_midnight = entry.wall - datetime.combine(entry.day, datetime.min.time())
        minute = int(from_midnight.total_seconds() // 60)
        assert card.fits(entry.day, minute, at_work=not 84 <= age(entry) < 151)


@pytest.mark.parametrize("month", range(1, 13))
def test_there_are_words_for_a_craving_at_any_hour_of_any_day(month: int) -> None:
    cards = sentences.sentences().cravings
    for weekday in range(7):
        day = date(2026, month, 1 + weekday)
        for hour in range(26):
            fit = [card for card in cards if card.fits(day, hour * 60, at_work=False)]
            assert len(fit) >= 3, (day, hour)


def test_a_deck_deals_every_card_before_one_comes_again() -> None:
    deck = sentences.Deck(Random(1), "abcdef")
    dealt = "".join(deck.deal() for _ in range(12))
    assert sorted(dealt[:6]) == sorted(dealt[6:]) == list("abcdef")
    assert dealt[:6] != dealt[6:]
    with pytest.raises(LookupError):
        deck.deal(lambda card: card == "z")


@pytest.mark.parametrize("count", [0, 1, 9, 10, 100, 3650])
def test_a_scaled_journal_has_the_size_that_was_asked_for(count: int) -> None:
    written = invented.scaled(count, TODAY)
    assert len({entry.id for entry in written}) == len(written) == count
    assert written == sorted(written, key=lambda entry: entry.at)
    assert all(journal_day(entry.wall) == entry.day for entry in written)
    if count >= 10:
        assert written[-1].day == TODAY
        assert set(Counter(entry.day for entry in written).values()) == {10}
        assert {entry.kind for entry in written} >= set(kinds.KINDS) - {"use"}


def test_a_scaled_journal_of_years_has_two_uses_a_year() -> None:
    written = invented.scaled(7300, TODAY)
    assert len(uses(written)) == 4
    assert invented.focus(written).since == TODAY - timedelta(days=729)
