"""What a summary holds, and above all what it never holds."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.insights.streaks import Counting, Figures, FocusDays, Window, figures
from recoverylog.insights.wording.dates import date_words
from recoverylog.journal.entry import (
    HALT,
    KINDS,
    AnyEntry,
    CheckIn,
    Connection,
    Craving,
    Gratitude,
    Mood,
    Note,
    Use,
)
from recoverylog.journal.entry import build as entry_from
from recoverylog.journal.focus import COUNTINGS, Focus
from recoverylog.sharing import plain
from recoverylog.sharing.summary import PERIODS, Choice, Mean, Summary, build, first_day

LAST = date(2026, 11, 22)
ALCOHOL = Focus(id="a" * 32, label="alcohol", since=date(2026, 5, 14))
GAMBLING = Focus(id="b" * 32, label="gambling", since=date(2026, 11, 20), counting="only_logged")
EVERYTHING = Choice(text=True, tags=True, labels=True)


def back(days: int) -> date:
    return LAST - timedelta(days=days)


def fields(day: date = LAST, **more: Any) -> dict[str, Any]:
    at = datetime.combine(day, time(12), UTC)
    return {"id": f"{day.toordinal():032x}", "day": day, "at": at, **more}


def figures_of(focus: Focus, entries: list[AnyEntry]) -> Figures:
    """The figures as the session works them out."""
    uses = [one for one in entries if isinstance(one, Use) and one.focus == focus.id]
    used = frozenset(one.day for one in uses if one.confirmed)
    unconfirmed = frozenset(one.day for one in uses if not one.confirmed) - used
    logged = frozenset(one.day for one in entries)
    counting = Counting(focus.counting)
    return figures(FocusDays(focus.since, counting, used, unconfirmed, logged), LAST)


def summed(
    entries: list[AnyEntry],
    *,
    days: int = 30,
    focuses: tuple[Focus, ...] = (ALCOHOL,),
    choice: Choice | None = None,
) -> Summary:
    known = [(focus, figures_of(focus, entries)) for focus in focuses]
    return build(known, entries, last=LAST, days=days, choice=choice)


# --- figures


def test_the_period_ends_with_its_last_day() -> None:
    assert first_day(LAST, 7) == date(2026, 11, 16)
    found = summed([], days=7)
    assert (found.first, found.last, found.days) == (date(2026, 11, 16), LAST, 7)


def test_a_period_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        summed([], days=0)


def test_what_lies_outside_the_period_is_passed_over() -> None:
    outside = [Connection(**fields(back(7))), Connection(**fields(LAST + timedelta(days=1)))]
    inside = [Connection(**fields(back(6))), Connection(**fields(LAST))]
    found = summed([*outside, *inside], days=7)
    assert (found.connections, found.logged) == (2, 2)


def test_a_busy_day_does_not_outweigh_a_quiet_one() -> None:
    busy: list[AnyEntry] = [Mood(**fields(LAST), mood=mood) for mood in (2, 2, 2, 6)]
    quiet: list[AnyEntry] = [Mood(**fields(back(1)), mood=6), CheckIn(**fields(back(2)), mood=9)]
    assert summed([*busy, *quiet]).mood == Mean(3, 6.0)


def test_a_days_craving_is_its_strongest_and_never_the_one_afterwards() -> None:
    entries: list[AnyEntry] = [
        Craving(**fields(LAST), craving=3, after=9),
        Craving(**fields(LAST), craving=8, after=1),
        CheckIn(**fields(back(1)), craving=0, mood=5),
        Craving(**fields(back(2)), craving=4),
    ]
    found = summed(entries)
    assert found.craving == Mean(3, 4.0)
    assert found.mood == Mean(1, None)


@pytest.mark.parametrize(("days", "told"), [(0, False), (1, False), (2, False), (3, True)])
def test_from_fewer_than_three_days_there_is_no_mean(days: int, told: bool) -> None:
    entries: list[AnyEntry] = [CheckIn(**fields(back(n)), mood=6, craving=2) for n in range(days)]
    found = summed(entries)
    assert found.mood == Mean(days, 6.0 if told else None)
    assert found.craving == Mean(days, 2.0 if told else None)


def test_entries_that_name_what_helped_are_counted() -> None:
    entries: list[AnyEntry] = [
        Craving(**fields(LAST), craving=7, helped=("walk", "call")),
        Note(**fields(back(1)), text="long walk", helped=("Walk",)),
        Craving(**fields(back(2)), craving=7),
    ]
    assert summed(entries).helped == 2
    assert summed(entries).helped_by == ()
    assert summed(entries, choice=Choice(text=True)).helped_by == (("walk", 2), ("call", 1))


def test_at_most_three_tags_and_only_where_ticked() -> None:
    tagged = [("Work", "tired"), ("work", "WORK"), ("rain",), ("bus",), ("bus",)]
    entries: list[AnyEntry] = [
        Mood(**fields(back(n)), mood=5, tags=tags) for n, tags in enumerate(tagged)
    ]
    assert summed(entries).tags == ()
    expected = (("bus", 2), ("work", 2), ("rain", 1))
    assert summed(entries, choice=Choice(tags=True)).tags == expected


def test_each_focus_has_its_own_window_within_the_period_and_its_recovery() -> None:
    entries: list[AnyEntry] = [
        Use(**fields(back(3)), focus=ALCOHOL.id),
        Use(**fields(back(5)), focus=ALCOHOL.id, confirmed=False),
        Use(**fields(back(1)), focus=GAMBLING.id),
        Note(**fields(LAST), text="quiet"),
    ]
    found = summed(entries, days=7, focuses=(ALCOHOL, GAMBLING))
    alcohol, gambling = found.focuses
    assert alcohol.window == Window(days=7, free=5, used=1, unconfirmed=1, not_logged=0)
    assert gambling.window == Window(days=3, free=1, used=1, unconfirmed=0, not_logged=1)
    assert (alcohol.label, gambling.label) == (None, None)
    ticked = summed(entries, focuses=(ALCOHOL, GAMBLING), choice=Choice(labels=True))
    assert [part.label for part in ticked.focuses] == ["alcohol", "gambling"]


# --- words


def test_words_come_oldest_first_and_only_where_ticked() -> None:
    entries: list[AnyEntry] = [
        Note(**fields(LAST), text="second"),
        Note(**fields(back(2)), text="first"),
        Note(**fields(back(1)), text="how to rest", ask=True),
        Gratitude(**fields(LAST), text="rain"),
        Gratitude(**fields(back(1)), text="  "),
        CheckIn(**fields(LAST), good=("swam", "", "slept")),
    ]
    words = summed(entries, choice=Choice(text=True)).words
    assert words == (("how to rest",), ("first", "second"), ("rain",), ("swam", "slept"))
    assert summed(entries).words == ((), (), (), ())


def test_a_note_that_was_meant_as_something_else_is_not_shared() -> None:
    line = "craving much too strong with:Robin at:21:30"
    meant = Note(**fields(), text=line, reason="a craving takes a number from 0 to 10")
    assert summed([meant], choice=EVERYTHING).words.notes == ()


# --- the canary: one word in every field that can hold one

CANARY = "qzxcanary"
AMOUNT = 7777.125


def laden(day: date) -> list[AnyEntry]:
    """One entry of each kind with the canary in every field; each ends in the field's name."""

    def full(kind: str, **more: Any) -> dict[str, Any]:
        return fields(
            day,
            text=f"{CANARY}-{kind}-text",
            tags=(f"{CANARY}-tags",),
            helped=(f"{CANARY}-helped",),
            people=(f"{CANARY}-people", f"{CANARY}-sponsor"),
            focus_word=f"{CANARY}-focus-word",
            when_words=f"{CANARY}-when-words",
            source=f"{CANARY}-source",
            **more,
        )

    return [
        Mood(**full("mood"), mood=5),
        Craving(**full("craving"), craving=6, after=2),
        Gratitude(**full("gratitude")),
        Note(**full("note")),
        Note(**full("asked"), ask=True),
        Note(**full("meant"), reason=f"{CANARY}-reason"),
        Connection(**full("connection")),
        Use(**full("use"), amount=AMOUNT, focus=ALCOHOL.id),
        Use(**full("unconfirmed"), amount=AMOUNT, focus=ALCOHOL.id, confirmed=False),
        CheckIn(**full("evening"), mood=5, sleep=7, good=(f"{CANARY}-good",), halt=HALT),
    ]


LADEN = [entry for number in range(5) for entry in laden(back(number))]
NAMED = Focus(id=ALCOHOL.id, label=f"{CANARY}-label", since=ALCOHOL.since)


def found_canaries(choice: Choice) -> set[str]:
    """The fields whose canary comes through, in the value or in the text."""
    summary = summed(LADEN, choice=choice, focuses=(NAMED, GAMBLING))
    both = repr(summary) + plain.render(summary)
    assert str(AMOUNT) not in both
    assert not re.search(r"amount=|7777", both)
    return set(re.findall(rf"{CANARY}-([a-z-]+)", both))


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        (Choice(), set()),
        (Choice(tags=True), {"tags"}),
        (Choice(labels=True), {"label"}),
        (Choice(text=True), {"note-text", "asked-text", "gratitude-text", "good", "helped"}),
        (
            EVERYTHING,
            {"note-text", "asked-text", "gratitude-text", "good", "helped", "tags", "label"},
        ),
    ],
)
def test_only_what_was_ticked_comes_through(choice: Choice, shown: set[str]) -> None:
    assert found_canaries(choice) == shown


# --- properties

WORDS = st.text(max_size=30).map(lambda text: f"{CANARY}{text}")
LISTS = st.lists(WORDS, max_size=3).map(tuple)
RATINGS = st.floats(0, 10)
DAYS = st.integers(-3, 100).map(back)


@st.composite
def entries(draw: st.DrawFn, text: st.SearchStrategy[str] = WORDS) -> AnyEntry:
    """Any entry, with words in all that can hold one."""
    day = draw(DAYS)
    common: dict[str, Any] = {
        "id": f"{draw(st.integers(0, 2**64)):032x}",
        "day": day,
        "at": datetime.combine(day, draw(st.times()), UTC),
        "text": draw(text),
        "tags": draw(LISTS),
        "helped": draw(LISTS),
        "people": draw(LISTS),
        "focus": draw(st.sampled_from([None, ALCOHOL.id, GAMBLING.id, "c" * 32])),
        "focus_word": draw(st.none() | WORDS),
        "when_words": draw(st.none() | WORDS),
        "source": draw(WORDS),
    }
    special: dict[str, st.SearchStrategy[dict[str, Any]]] = {
        "mood": st.fixed_dictionaries({"mood": RATINGS}),
        "craving": st.fixed_dictionaries({"craving": RATINGS, "after": st.none() | RATINGS}),
        "note": st.fixed_dictionaries({"ask": st.booleans(), "reason": st.none() | WORDS}),
        "use": st.fixed_dictionaries({"confirmed": st.booleans(), "amount": st.just(AMOUNT)}),
        "check_in": st.fixed_dictionaries(
            {"mood": st.none() | RATINGS, "good": st.lists(text, max_size=3)}
        ),
    }
    kind = draw(st.sampled_from(KINDS))
    return entry_from({"kind": kind, **common, **draw(special.get(kind, st.just({})))})


SINCE = st.integers(-5, 200).map(back)


@st.composite
def focus_of(draw: st.DrawFn, given_id: str) -> Focus:
    counting = draw(st.sampled_from(COUNTINGS))
    return Focus(id=given_id, label=draw(WORDS), since=draw(SINCE), counting=counting)


FOCUSES = st.tuples(focus_of(ALCOHOL.id), focus_of(GAMBLING.id))
MANY = st.lists(entries(), max_size=12)


@given(MANY, FOCUSES, st.sampled_from(PERIODS))
def test_without_a_tick_there_is_not_one_word_of_the_persons_own(
    written: list[AnyEntry], focuses: tuple[Focus, ...], days: int
) -> None:
    found = summed(written, focuses=focuses, days=days)
    assert CANARY not in repr(found)
    text = plain.render(found)
    assert CANARY not in text
    # No time of day, no amount, and no dates but those of the period and the beginnings.
    assert not re.search(r"\d\d:\d\d|7777", text)
    allowed = {found.first, found.last, *(focus.since for focus in focuses)}
    spoken = set(re.findall(r"\d{1,2} [A-Z][a-z]+ \d{4}", text))
    assert spoken <= {date_words(day) for day in allowed}


@given(MANY, FOCUSES, st.randoms(use_true_random=False))
def test_the_order_in_which_entries_come_makes_no_difference(
    written: list[AnyEntry], focuses: tuple[Focus, ...], chance: Any
) -> None:
    once = {entry.id: entry for entry in written}
    ordered = list(once.values())
    shuffled = list(ordered)
    chance.shuffle(shuffled)
    assert summed(ordered, focuses=focuses, choice=EVERYTHING) == summed(
        shuffled, focuses=focuses, choice=EVERYTHING
    )


@given(MANY, FOCUSES)
def test_thirty_days_are_counted_as_the_streak_counts_them(
    written: list[AnyEntry], focuses: tuple[Focus, ...]
) -> None:
    past = [entry for entry in written if entry.day <= LAST]
    for part in summed(past, focuses=focuses, days=30).focuses:
        assert part.window == part.figures.last_30


@given(MANY, FOCUSES, st.sampled_from(PERIODS))
def test_every_count_stays_within_its_denominator(
    written: list[AnyEntry], focuses: tuple[Focus, ...], days: int
) -> None:
    found = summed(written, focuses=focuses, days=days)
    assert found.days == days
    assert 0 <= found.logged <= days
    for mean in (found.mood, found.craving):
        assert mean.days <= found.logged
        assert (mean.value is None) is (mean.days < 3)
        assert mean.value is None or 0 <= mean.value <= 10
    for part in found.focuses:
        assert sum(part.window[1:]) == part.window.days <= days
