"""Entries: what a person has written, one frozen value a kind.

The JSON form of these values is the body of a version in the database and the unit of the
lossless export, so a field may be added (with a default) but never renamed or given another
meaning. docs/format.md lists them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar, Literal, TypeAlias, get_args

import msgspec

from recoverylog.journal.text import storable
from recoverylog.language import _

Kind = Literal["check_in", "mood", "craving", "gratitude", "note", "connection", "use"]
KINDS: tuple[Kind, ...] = get_args(Kind)

RATING = (0.0, 10.0)
"""The bounds of mood and craving, both included; 0 is none, 10 the strongest ever."""

HALT: tuple[str, ...] = ("hungry", "angry", "lonely", "tired")


def _rating(name: str, value: float | None) -> None:
    low, high = RATING
    if value is not None and not low <= value <= high:
        msg = f"{name} goes from {low:g} to {high:g}"
        raise ValueError(msg)


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """What all kinds have in common.

    Attributes:
        id: 32 hexadecimal digits of a random UUID, given once and kept for ever.
        day: the journal day it belongs to, decided when it was written.
        at: the instant it speaks of, UTC, to the second.
        offset: minutes that the person's clock was ahead of UTC.
        written: the instant it was written, where that is not ``at``.
        text: the person's own words, as typed.
        tags: triggers and other tags (``@word``).
        helped: what helped (``+word``).
        people: who was there (``with:``).
        focus: id of the focus it speaks of; None where it speaks of all, or of one not known.
        focus_word: the name typed after ``on:`` where no focus of that name existed.
        when_words: what was typed after ``at:`` where it could not be read as a time.
        source: the door it came through: quick, log, form, demo or import.
    """

    id: str
    day: date
    at: datetime
    offset: int = 0
    written: datetime | None = None
    text: str = ""
    tags: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    focus: str | None = None
    focus_word: str | None = None
    when_words: str | None = None
    source: str = "log"

    kind: ClassVar[Kind]

    def __post_init__(self) -> None:
        """Check what msgspec checks only when it decodes.

        Raises:
            ValueError: an instant without a zone, or an offset of more than a day.
        """
        for moment in (self.at, self.written):
            if moment is not None and moment.tzinfo is None:
                msg = "an entry's instants carry their zone"
                raise ValueError(msg)
        if not -1440 < self.offset < 1440:
            msg = "an offset is less than a day"
            raise ValueError(msg)
        try:
            self.wall  # noqa: B018 - asked for what it raises
        except OverflowError as problem:
            msg = "the instant is outside of the calendar"
            raise ValueError(msg) from problem

    @property
    def wall(self) -> datetime:
        """The naive date and time that the person's clock showed."""
        return self.at.astimezone(UTC).replace(tzinfo=None) + timedelta(minutes=self.offset)


class Mood(Entry, frozen=True, kw_only=True, tag="mood"):
    """How the mood is: 0 lowest, 10 best."""

    mood: float
    kind: ClassVar[Kind] = "mood"

    def __post_init__(self) -> None:
        """Check the bounds. Raises: ValueError."""
        super().__post_init__()
        _rating("mood", self.mood)


class Craving(Entry, frozen=True, kw_only=True, tag="craving"):
    """A craving: its strength 0 to 10, and its strength afterwards where that was noted."""

    craving: float
    after: float | None = None
    kind: ClassVar[Kind] = "craving"

    def __post_init__(self) -> None:
        """Check the bounds. Raises: ValueError."""
        super().__post_init__()
        _rating("craving", self.craving)
        _rating("after", self.after)


class Gratitude(Entry, frozen=True, kw_only=True, tag="gratitude"):
    """Something to be grateful for."""

    kind: ClassVar[Kind] = "gratitude"


class Note(Entry, frozen=True, kw_only=True, tag="note"):
    """Anything else.

    Attributes:
        ask: it belongs to the queue "bring to my sponsor".
        reason: why a line that meant to be something else was kept as a note.
    """

    ask: bool = False
    reason: str | None = None
    kind: ClassVar[Kind] = "note"


class Connection(Entry, frozen=True, kw_only=True, tag="connection"):
    """Time with people: a meeting, a call, a walk."""

    kind: ClassVar[Kind] = "connection"


class Use(Entry, frozen=True, kw_only=True, tag="use"):
    """A return to use.

    Attributes:
        amount: how much, 0 or more, in whatever unit the focus has; None where not noted.
        confirmed: False while it came from a locked device and the person has not said yes.
    """

    amount: float | None = None
    confirmed: bool = True
    kind: ClassVar[Kind] = "use"

    def __post_init__(self) -> None:
        """Check the bounds. Raises: ValueError."""
        super().__post_init__()
        if self.amount is not None and not 0 <= self.amount < float("inf"):
            msg = "an amount is 0 or more"
            raise ValueError(msg)


class CheckIn(Entry, frozen=True, kw_only=True, tag="check_in"):
    """An evening or morning check-in; every field may be left out.

    Attributes:
        mood: 0 lowest to 10 best.
        craving: the strongest of the day, 0 none to 10.
        sleep: hours, 0 to 24.
        good: good things, in the person's words.
        halt: which of hungry, angry, lonely, tired applied.
        part: of the day, morning or evening; empty where it was not said.
        intention: what the day is for, in the person's words.
        hard_moment: the moment of the day that may be hard.
        plan: what the person means to do then.
        hurt: what hurt, where that was asked in the place of good things.
        need: what the person needs, likewise.
        written_with: ids of the entries that were written on the same form, with one key press.
    """

    mood: float | None = None
    craving: float | None = None
    sleep: float | None = None
    good: tuple[str, ...] = ()
    halt: tuple[str, ...] = ()
    part: Literal["", "morning", "evening"] = ""
    intention: str = ""
    hard_moment: str = ""
    plan: str = ""
    hurt: str = ""
    need: str = ""
    written_with: tuple[str, ...] = ()
    kind: ClassVar[Kind] = "check_in"

    def __post_init__(self) -> None:
        """Check the bounds. Raises: ValueError."""
        super().__post_init__()
        _rating("mood", self.mood)
        _rating("craving", self.craving)
        if self.sleep is not None and not 0 <= self.sleep <= 24:
            msg = "sleep goes from 0 to 24 hours"
            raise ValueError(msg)
        if not set(self.halt) <= set(HALT):
            msg = f"halt holds only {', '.join(HALT)}"
            raise ValueError(msg)


AnyEntry: TypeAlias = Mood | Craving | Gratitude | Note | Connection | Use | CheckIn

_decoder: msgspec.json.Decoder[AnyEntry] = msgspec.json.Decoder(AnyEntry)
_encoder = msgspec.json.Encoder(order="deterministic")


def encode(entry: AnyEntry) -> str:
    """Return the JSON form of an entry: fields sorted, defaults left out."""
    return _encoder.encode(entry).decode()


def decode(body: str | bytes) -> AnyEntry:
    """Return the entry that ``body`` is the JSON form of.

    Raises:
        msgspec.ValidationError: it is JSON and no entry.
        msgspec.DecodeError: it is no JSON.
    """
    return _decoder.decode(body)


def build(fields: dict[str, Any]) -> AnyEntry:
    """Return the entry with these fields (``kind`` among them), texts made storable.

    Raises:
        msgspec.ValidationError: a field is missing, of the wrong type or out of bounds.
    """
    entry: AnyEntry = msgspec.convert(storable_values(fields), AnyEntry)
    return entry


def storable_values(value: Any) -> Any:  # noqa: ANN401 - walks whatever JSON holds
    """Return ``value`` with every text in it such that UTF-8 can hold it, lists as tuples."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, (list, tuple)):
        return tuple(storable_values(item) for item in value)
    if isinstance(value, dict):
        return {name: storable_values(item) for name, item in value.items()}
    return value


def changed(entry: AnyEntry, **fields: Any) -> AnyEntry:  # noqa: ANN401 - any field of any kind
    """Return ``entry`` with other values in ``fields``, checked like a new one.

    Raises:
        ValueError: a field is not one of this kind, of the wrong type, or out of bounds.
    """
    known = msgspec.structs.asdict(entry)
    if not fields.keys() <= known.keys():
        msg = f"a {entry.kind} has no {', '.join(sorted(fields.keys() - known.keys()))}"
        raise ValueError(msg)
    try:
        return build({"kind": entry.kind} | known | fields)
    except msgspec.ValidationError as problem:
        raise ValueError(str(problem)) from problem


def said_in_words(entry: CheckIn) -> tuple[tuple[str, str], ...]:
    """Return what a check-in says beside its text and good things: what each is, and the words."""
    every = (
        (_("intention"), entry.intention),
        (_("if"), entry.hard_moment),
        (_("then"), entry.plan),
        (_("hurt"), entry.hurt),
        (_("need"), entry.need),
    )
    return tuple((name, words) for name, words in every if words.strip())


def first_words(entry: AnyEntry) -> str:
    """Return the text of an entry; of a check-in without one, the first words of any field."""
    if entry.text.strip() or not isinstance(entry, CheckIn):
        return entry.text.strip()
    said = (*entry.good, *(words for __, words in said_in_words(entry)))
    return next((words.strip() for words in said if words.strip()), "")


def rating(entry: AnyEntry) -> float | None:
    """Return the number that an entry leads with: its craving, else its mood."""
    if isinstance(entry, Craving | CheckIn) and entry.craving is not None:
        return entry.craving
    return entry.mood if isinstance(entry, Mood | CheckIn) else None
