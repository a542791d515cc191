"""An invented person's journal, for the demo, for tests and for measuring.

Nobody lived this. Someone in recovery from alcohol who repairs bicycles, with a sponsor called
Marta and a brother called Jonas: shaky first weeks, work lost and found, a winter, a week at the
sea without a word, two returns to use, each written down on the day after, and many ordinary
evenings. Chance, held by a seed, decides which day gets which sentence: the same seed and the
same day give the same entries.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple

import msgspec

from recoverylog.journal import days
from recoverylog.journal.entry import (
    HALT,
    AnyEntry,
    CheckIn,
    Connection,
    Craving,
    Gratitude,
    Mood,
    Note,
    Use,
    build,
    changed,
)
from recoverylog.journal.focus import Focus
from recoverylog.journal.plan import Plan
from recoverylog.journal.sentences import Company, Deck, Trigger, content, sentences

SEED = 20
"""The seed of the life that the demo and the documentation show."""

DAYS = 400
"""How many days that life has, the last of them today."""

_FOCUS = "a1c0401c0ffee5eeda1c0401c0ffee51"
_SOURCE = "demo"

Local = Callable[[datetime], datetime]
"""Turns a naive wall-clock time into the aware time at which a zone's clocks show it."""


class _State(NamedTuple):
    """How a day is: the levels of mood and craving, both 0 to 10, and whether there is work."""

    mood: float
    craving: float
    at_work: bool = True


def _band(mood: float) -> str:
    """Return which words are fit for a mood."""
    return "low" if mood <= 4 else "middle" if mood <= 6 else "high"


_AWAY = range(196, 204)
_SEARCHING = range(84, 151)
_WINTER = {11: 0.3, 12: 0.7, 1: 0.9, 2: 0.6}
_SEASONS = ("winter", "spring", "summer", "autumn")
_WEDNESDAY, _SUNDAY = 2, 6
_ASKS_OPEN = 28


class _Pen:
    """Writes single entries of one life, each with its time, its chance and its words."""

    def __init__(self, seed: int, local: Local) -> None:
        # Chance for stories, not for secrets: it has to be the same again.
        self.rng = Random(seed)  # noqa: S311
        self.local = local
        self.words = sentences()
        self._decks: dict[tuple[str, ...], Deck[Any]] = {}

    def deal(self, *path: str) -> str:
        """Return the next sentence from the place that ``path`` names."""
        card: str = self._deck(path).deal()
        return card

    def _deck(self, path: tuple[str, ...]) -> Deck[Any]:
        if path not in self._decks:
            cards: Any = getattr(self.words, path[0])
            for name in path[1:]:
                cards = cards[name]
            self._decks[path] = Deck(self.rng, cards)
        return self._decks[path]

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def moment(self, day: date, minute: int) -> dict[str, Any]:
        """Return the fields that all kinds share, ``minute`` minutes after midnight of ``day``.

        From 1,440 on it is past midnight and, until the roll-over hour, still the same day.
        """
        wall = datetime.combine(day, time()) + timedelta(minutes=minute)
        at = self.local(wall)
        ahead = at.utcoffset() or timedelta()
        return {
            "id": f"{self.rng.getrandbits(128) & ~(0xF << 76) | 4 << 76:032x}",
            "day": days.journal_day(wall),
            "at": at.astimezone(UTC),
            "offset": round(ahead.total_seconds() / 60),
            "source": _SOURCE,
        }

    def mood(self, day: date, minute: int, state: _State) -> Mood:
        mood = self._around(state.mood, 0.9)
        text = self.deal("moods", _band(mood)) if self.chance(0.6) else ""
        return Mood(**self.moment(day, minute), mood=mood, text=text)

    def craving(self, day: date, minute: int, state: _State) -> Craving:
        """A craving; most of them lower afterwards, not all, as it is."""
        strength = max(1.0, self._around(state.craving + 1.2, 1.5))
        deck: Deck[Trigger] = self._deck(("cravings",))
        said = deck.deal(lambda card: card.fits(day, minute, at_work=state.at_work))
        spoken = self.chance(0.75)
        helped = said.helped if spoken and self.chance(0.8) else ()
        after = None
        if self.chance(0.75 if helped else 0.4):
            after = min(10.0, max(0.0, strength - self.rng.choice((0, 1, 2, 2, 3, 3, 4, 5))))
        return Craving(
            **self.moment(day, minute),
            craving=strength,
            after=after,
            text=said.text if spoken else "",
            tags=said.tags if spoken else (),
            helped=helped,
            focus=_FOCUS,
        )

    def gratitude(self, day: date, minute: int) -> Gratitude:
        season = _SEASONS[day.month % 12 // 3]
        text = self.deal("gratitude", season if self.chance(0.25) else "any")
        return Gratitude(**self.moment(day, minute), text=text)

    def note(self, day: date, minute: int, chapter: str, *, ask: bool = False) -> Note:
        text = self.deal("asks") if ask else self.deal("notes", chapter)
        return Note(**self.moment(day, minute), text=text, ask=ask)

    def meeting(self, day: date, minute: int, place: str, person: str) -> Connection:
        return Connection(**self.moment(day, minute), text=self.deal(place), people=(person,))

    def company(self, day: date, minute: int) -> Connection:
        deck: Deck[Company] = self._deck(("company",))
        said = deck.deal()
        return Connection(**self.moment(day, minute), text=said.text, people=said.people)

    def check_in(self, day: date, minute: int, state: _State, strongest: float) -> CheckIn:
        """An evening check-in; ``strongest`` is the day's strongest craving so far."""
        good = tuple(self.deal("good") for _ in range(self.rng.choice((0, 1, 2, 2, 3))))
        mood = self._around(state.mood, 0.7)
        strain = 0.5 - mood / 20
        return CheckIn(
            **self.moment(day, minute),
            mood=mood,
            craving=strongest,
            sleep=round(2 * min(9.0, max(3.5, self.rng.gauss(5.4 + state.mood / 4, 0.9)))) / 2,
            good=good,
            halt=tuple(word for word in HALT if self.chance(strain)),
            text=self.deal("evenings", _band(mood)) if self.chance(0.45) else "",
        )

    def told(self, first: date, item: dict[str, Any]) -> AnyEntry:
        """Return an entry of the story, which says its day and hour itself."""
        fields = dict(item)
        day = first + timedelta(days=fields.pop("day"))
        late, hour = fields.pop("written", (0, None))
        fields = self.moment(day, _minutes(fields.pop("at"))) | fields
        if hour is not None:
            fields["written"] = self.moment(day + timedelta(days=late), _minutes(hour))["at"]
        if fields["kind"] in {"craving", "use"}:
            fields["focus"] = _FOCUS
        return build(fields)

    def _around(self, level: float, spread: float) -> float:
        return float(min(10, max(0, round(self.rng.gauss(level, spread)))))


def focus(written: Sequence[AnyEntry]) -> Focus:
    """Return what the invented person is in recovery from, since the first of these entries."""
    return Focus(id=_FOCUS, label="alcohol", since=min(entry.day for entry in written))


class _Planned(msgspec.Struct, frozen=True):
    plans: tuple[dict[str, str], ...]


def plans() -> tuple[Plan, ...]:
    """Return the invented person's plans for hard moments."""
    told = msgspec.json.decode(content(), type=_Planned).plans
    return tuple(
        Plan(id=f"{number:032x}", cue=one["cue"], then=one["then"])
        for number, one in enumerate(told, start=1)
    )


def entries(
    today: date,
    seed: int = SEED,
    *,
    local: Local | None = None,
    until: datetime | None = None,
) -> list[AnyEntry]:
    """Return the invented person's entries of the ``DAYS`` days up to ``today``, oldest first.

    Args:
        today: the journal day on which the story ends.
        seed: which of the possible lives; the returns to use and the story are in each.
        local: the zone that the person lives in; Europe/Berlin unless given.
        until: leave out what speaks of a later instant, or was written at one.
    """
    pen = _Pen(seed, local or _berlin)
    first = today - timedelta(days=DAYS - 1)
    story = [pen.told(first, item) for item in pen.words.story]
    told = {entry.day for entry in story}
    written = list(story)
    drift = 0.0
    for number in range(DAYS):
        day = first + timedelta(days=number)
        # One day leans on the one before it.
        drift = 0.6 * drift + pen.rng.gauss(0, 0.6)
        state = _state(number, day, drift)
        away = day in told or number in _AWAY
        if not away and pen.chance(0.88 if number < 130 else 0.85):
            written += _day(pen, number, day, state)
    if until is not None:
        written = [entry for entry in written if max(entry.at, entry.written or entry.at) <= until]
    spoken = today - timedelta(days=_ASKS_OPEN)
    talked = [_talked_about(entry) if entry.day < spoken else entry for entry in written]
    return sorted(talked, key=lambda entry: (entry.at, entry.id))


def _talked_about(entry: AnyEntry) -> AnyEntry:
    """Return a question that was brought to somebody as the note that it is since then."""
    return changed(entry, ask=False) if isinstance(entry, Note) and entry.ask else entry


def _state(number: int, day: date, drift: float) -> _State:
    """Return how the day is in the course of things, in its season, and by chance."""
    course = sentences().course
    after = bisect_right(course, number, hi=len(course) - 1, key=lambda point: point[0])
    (start, mood, craving), (end, next_mood, next_craving) = course[after - 1 : after + 1]
    share = (number - start) / (end - start)
    mood += share * (next_mood - mood) + drift - _WINTER.get(day.month, 0.0)
    craving += share * (next_craving - craving) - drift / 2
    at_work = number not in _SEARCHING
    return _State(min(9.0, max(1.5, mood)), min(8.5, max(0.5, craving)), at_work)


def _day(pen: _Pen, number: int, day: date, state: _State) -> list[AnyEntry]:
    """Return the entries of a day of which the story does not speak."""
    written: list[AnyEntry] = []
    chance, rng = pen.chance, pen.rng
    if chance(0.4):
        written.append(pen.mood(day, rng.randrange(415, 560), state))
    cravings = [
        pen.craving(day, _minute_of_craving(rng), state)
        for _ in range(min(3, int(rng.expovariate(2.1 / state.craving))))
    ]
    written += cravings
    if day.weekday() == _WEDNESDAY and chance(0.8):
        written.append(pen.meeting(day, rng.randrange(1265, 1290), "group", "Wednesday group"))
    elif day.weekday() == _SUNDAY and chance(0.7):
        written.append(pen.meeting(day, rng.randrange(670, 740), "sponsor", "sponsor"))
    elif chance(0.13):
        written.append(pen.company(day, rng.randrange(900, 1320)))
    if chance(0.18):
        written.append(pen.note(day, rng.randrange(1080, 1380), _chapter(pen, number, day)))
    if chance(0.06):
        written.append(pen.note(day, rng.randrange(720, 1380), "", ask=True))
    if chance(0.36):
        written.append(pen.gratitude(day, rng.randrange(1200, 1395)))
    if chance(0.82) or not written:
        calm = float(rng.choice((0, 0, 1, 2)))
        highest = max((entry.craving for entry in cravings), default=calm)
        written.append(pen.check_in(day, rng.randrange(1300, 1420), state, highest))
    return written


def _chapter(pen: _Pen, number: int, day: date) -> str:
    """Return which notes are fit for the day."""
    if number < 28:
        return "early"
    if number in _SEARCHING and pen.chance(0.6):
        return "searching"
    if day.month in {12, 1, 2} and pen.chance(0.35):
        return "winter"
    return "ordinary"


def _minute_of_craving(rng: Random) -> int:
    """Return a minute of the day: mostly after work, sometimes late, seldom past midnight."""
    low, high = rng.choices(
        ((480, 900), (960, 1170), (1230, 1420), (1445, 1550)), weights=(20, 48, 26, 6)
    )[0]
    return rng.randrange(low, high)


def _minutes(hour: str) -> int:
    return int(hour[:2]) * 60 + int(hour[3:])


_TEN = (435, 560, 700, 790, 905, 1010, 1105, 1190, 1290, 1400)
"""The minutes of the day at which a journal for measuring gets its entries."""


def scaled(
    count: int, today: date, seed: int = SEED, *, local: Local | None = None
) -> list[AnyEntry]:
    """Return ``count`` entries, ten a day up to ``today``, oldest first, for measuring with.

    All kinds are among them, and about two uses a year.
    """
    pen = _Pen(seed, local or _berlin)
    written: list[AnyEntry] = []
    number = -(-count // len(_TEN))
    for back in range(number - 1, -1, -1):
        day = today - timedelta(days=back)
        level = pen.rng.uniform(3.0, 8.0)
        written += _ten(pen, day, _State(level, 10 - level), use=back % 183 == 23)
    return written[len(written) - count :]


def _ten(pen: _Pen, day: date, state: _State, *, use: bool) -> list[AnyEntry]:
    """Return the ten entries of one day, one of them a use where asked for."""
    at = [minute + pen.rng.randrange(20) for minute in _TEN]
    second = pen.craving(day, at[6], state)
    evening: AnyEntry = second
    if use:
        evening = Use(**pen.moment(day, at[6]), text=second.text, focus=_FOCUS)
    return [
        pen.mood(day, at[0], state),
        pen.craving(day, at[1], state),
        pen.note(day, at[2], "ordinary"),
        pen.company(day, at[3]),
        pen.gratitude(day, at[4]),
        pen.note(day, at[5], "", ask=True),
        evening,
        pen.mood(day, at[7], state),
        pen.note(day, at[8], "winter"),
        pen.check_in(day, at[9], state, second.craving),
    ]


def _berlin(wall: datetime) -> datetime:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - not needed where a zone is given

    return wall.replace(tzinfo=ZoneInfo("Europe/Berlin"))
