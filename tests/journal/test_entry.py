"""Entries: bounds hold however they are made, and every entry survives its JSON form."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.journal import entry as entries
from recoverylog.journal.entry import (
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

ID = "0123456789abcdef" * 2
AT = datetime(2026, 11, 22, 20, 14, tzinfo=UTC)
COMMON: dict[str, Any] = {"id": ID, "day": date(2026, 11, 22), "at": AT}
NAN, INFINITY = float("nan"), float("inf")

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
MANY = st.lists(WORDS, max_size=3).map(tuple)
RATING = st.floats(0, 10)
INSTANT = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001 - Hypothesis wants naive bounds
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda moment: moment.replace(microsecond=0))


@st.composite
def drawn_entries(draw: st.DrawFn) -> AnyEntry:
    common: dict[str, Any] = {
        "id": draw(st.text("0123456789abcdef", min_size=32, max_size=32)),
        "day": draw(st.dates(date(1900, 1, 1), date(2200, 1, 1))),
        "at": draw(INSTANT),
        "offset": draw(st.integers(-840, 840)),
        "written": draw(st.none() | INSTANT),
        "text": draw(WORDS),
        "tags": draw(MANY),
        "helped": draw(MANY),
        "people": draw(MANY),
        "focus": draw(st.none() | WORDS),
        "focus_word": draw(st.none() | WORDS),
        "when_words": draw(st.none() | WORDS),
        "source": draw(st.sampled_from(["quick", "log", "form", "demo", "import"])),
    }
    own: dict[type[Any], dict[str, Any]] = {
        Mood: {"mood": draw(RATING)},
        Craving: {"craving": draw(RATING), "after": draw(st.none() | RATING)},
        Gratitude: {},
        Note: {"ask": draw(st.booleans()), "reason": draw(st.none() | WORDS)},
        Connection: {},
        Use: {
            "amount": draw(st.none() | st.floats(0, 1e9)),
            "confirmed": draw(st.booleans()),
        },
        CheckIn: {
            "mood": draw(st.none() | RATING),
            "craving": draw(st.none() | RATING),
            "sleep": draw(st.none() | st.floats(0, 24)),
            "good": draw(MANY),
            "halt": draw(st.lists(st.sampled_from(entries.HALT), max_size=4).map(tuple)),
        },
    }
    sort = draw(st.sampled_from(list(own)))
    made: AnyEntry = sort(**common, **own[sort])
    return made


@given(drawn_entries())
def test_every_entry_survives_its_json_form(entry: AnyEntry) -> None:
    body = entries.encode(entry)
    again = entries.decode(body)
    assert again == entry
    assert type(again) is type(entry)
    assert entries.encode(again) == body, "the same entry is always the same bytes"
    assert json.loads(body)["kind"] == entry.kind


@given(drawn_entries())
def test_every_entry_can_be_built_from_its_own_fields(entry: AnyEntry) -> None:
    """An export read back, or a form filled in again, gives the same entry."""
    assert entries.build(json.loads(entries.encode(entry))) == entry


def test_there_is_a_class_for_every_kind() -> None:
    assert {sort.kind for sort in get_args(AnyEntry)} == set(KINDS)
    assert len(KINDS) == 7


@pytest.mark.parametrize("value", [-0.1, 10.1, NAN, INFINITY, -INFINITY])
@pytest.mark.parametrize(
    ("sort", "name", "more"),
    [
        (Mood, "mood", {}),
        (Craving, "craving", {}),
        (Craving, "after", {"craving": 5.0}),
        (CheckIn, "mood", {}),
        (CheckIn, "craving", {}),
    ],
)
def test_a_rating_goes_from_0_to_10_however_it_is_given(
    sort: type[Any], name: str, more: dict[str, Any], value: float
) -> None:
    with pytest.raises(ValueError, match=f"{name} goes from 0 to 10"):
        sort(**COMMON, **more, **{name: value})
    with pytest.raises(msgspec.ValidationError):
        entries.build({**COMMON, **more, "kind": sort.kind, name: value})
    fine = sort(**COMMON, **more, **{name: 4.0})
    with pytest.raises(ValueError, match="goes from 0 to 10"):
        entries.changed(fine, **{name: value})


@pytest.mark.parametrize("value", [0, 0.0, 10, 10.0, 3.5])
def test_the_ends_of_the_scale_are_on_it(value: float) -> None:
    assert Mood(**COMMON, mood=value).mood == value
    assert Craving(**COMMON, craving=value, after=value).after == value
    assert CheckIn(**COMMON, mood=value, craving=value).craving == value


@pytest.mark.parametrize("amount", [-1, -0.001, NAN, INFINITY])
def test_an_amount_is_zero_or_more(amount: float) -> None:
    with pytest.raises(ValueError, match="amount"):
        Use(**COMMON, amount=amount)


@pytest.mark.parametrize("sleep", [-1, 24.5, NAN])
def test_a_night_has_at_most_24_hours(sleep: float) -> None:
    with pytest.raises(ValueError, match="sleep"):
        CheckIn(**COMMON, sleep=sleep)


def test_halt_holds_four_words_only() -> None:
    assert CheckIn(**COMMON, halt=entries.HALT).halt == ("hungry", "angry", "lonely", "tired")
    with pytest.raises(ValueError, match="halt"):
        CheckIn(**COMMON, halt=("thirsty",))


@pytest.mark.parametrize("offset", [-1440, 1440, 100_000])
def test_an_offset_is_less_than_a_day(offset: int) -> None:
    with pytest.raises(ValueError, match="offset"):
        Note(**COMMON, offset=offset)


@pytest.mark.parametrize("name", ["at", "written"])
def test_an_instant_without_a_zone_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="zone"):
        Note(**{**COMMON, name: AT.replace(tzinfo=None)})


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "mood"},
        {"kind": "craving", "mood": 5},
        {"kind": "dream"},
        {"kind": None},
        {"mood": 5},
        {"kind": "mood", "mood": "5"},
        {"kind": "mood", "mood": True},
        {"kind": "mood", "mood": None},
        {"kind": "note", "text": 5},
        {"kind": "note", "tags": "abc"},
        {"kind": "note", "tags": [1]},
        {"kind": "note", "day": "last friday"},
        {"kind": "note", "at": 5},
        {"kind": "note", "offset": "1"},
        {"kind": "note", "ask": 1},
    ],
    ids=str,
)
def test_fields_that_are_no_entry_build_none(fields: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        entries.build({**COMMON, **fields})


@pytest.mark.parametrize(
    "fields",
    [
        {"text": 5},
        {"text": None},
        {"tags": "abc"},
        {"tags": (1,)},
        {"day": "2026-01-01"},
        {"at": "2026-01-01T00:00:00Z"},
        {"offset": 1.5},
        {"ask": 1},
        {"focus": 7},
        {"mood": 5},
        {"kind": "mood"},
        {"id": None},
    ],
    ids=str,
)
def test_a_change_is_checked_like_a_new_entry(fields: dict[str, Any]) -> None:
    """What `changed` lets through is encoded; were it no entry, nothing could read it again."""
    note = Note(**COMMON, text="as it was")
    try:
        changed = entries.changed(note, **fields)
    except (TypeError, ValueError, msgspec.ValidationError):
        return
    assert entries.decode(entries.encode(changed)) == changed


def test_a_change_leaves_the_old_entry_alone() -> None:
    note = Note(**COMMON, text="as it was", tags=("calm",))
    changed = entries.changed(note, text="another word", tags=["payday"])
    assert (note.text, note.tags) == ("as it was", ("calm",))
    assert isinstance(changed, Note)
    assert (changed.text, changed.tags, changed.id) == ("another word", ("payday",), ID)


def test_texts_are_made_storable_wherever_they_come_in() -> None:
    torn = b"caf\xe9".decode("utf-8", "surrogateescape")
    built = entries.build({**COMMON, "kind": "note", "text": torn, "tags": [torn]})
    assert (built.text, built.tags) == ("café", ("café",))
    changed = entries.changed(built, text=torn + torn, helped=[torn])
    assert (changed.text, changed.helped) == ("cafécafé", ("café",))
    entries.encode(changed)


def test_the_wall_clock_is_that_of_the_person() -> None:
    assert Note(**COMMON, offset=330).wall == datetime(2026, 11, 23, 1, 44)  # noqa: DTZ001
    assert Note(**COMMON, offset=-600).wall == datetime(2026, 11, 22, 10, 14)  # noqa: DTZ001
    east = AT.astimezone(timezone(timedelta(hours=9)))
    assert Note(**{**COMMON, "at": east}, offset=60).wall == datetime(2026, 11, 22, 21, 14)  # noqa: DTZ001


def test_the_number_that_an_entry_leads_with() -> None:
    assert entries.rating(Mood(**COMMON, mood=6)) == 6
    assert entries.rating(Craving(**COMMON, craving=0, after=3)) == 0
    assert entries.rating(CheckIn(**COMMON, mood=6, craving=2)) == 2
    assert entries.rating(CheckIn(**COMMON, mood=6)) == 6
    assert entries.rating(CheckIn(**COMMON)) is None
    assert entries.rating(Note(**COMMON)) is None
    assert entries.rating(Use(**COMMON, amount=3)) is None


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"kind":"note"}',
        "{" * 5000,
        b"\xff\xfe",
        '{"kind":"mood","mood":99}',
    ],
)
def test_a_body_that_is_no_entry_is_told_as_such(body: str | bytes) -> None:
    with pytest.raises((msgspec.DecodeError, RecursionError)):
        entries.decode(body)


def test_a_field_of_a_later_version_does_not_stop_an_older_reader() -> None:
    """What wrote it is newer than what reads it: "a field may be added"."""
    body = entries.encode(Note(**COMMON, text="hello"))
    extended = body[:-1] + ',"weather":{"sky":"grey"}}'
    assert entries.decode(extended) == Note(**COMMON, text="hello")


def test_entries_cannot_be_changed_in_place() -> None:
    note = Note(**COMMON)
    with pytest.raises(AttributeError):
        note.text = "other"  # type: ignore[misc]
