"""Invented people in marks: their words, days and ratings, all by chance that a seed holds."""

from __future__ import annotations

from datetime import date, timedelta
from math import sin, sqrt, tau
from random import Random

from recoverylog.insights.mark import Mark

# Before a leap day, before a night of each change of the clocks, across a new year.
STARTS = (date(2024, 2, 1), date(2026, 3, 20), date(2026, 10, 10), date(2023, 12, 1))
HALT = ("hungry", "angry", "lonely", "tired")
KINDS = ("check_in", "check_in", "craving", "craving", "mood", "note", "connection", "use")


def history(seed: int, most_days: int = 120) -> tuple[list[Mark], date, date]:
    """Anything at all on up to so many days, with the first and last day of a window in it.

    Of some people moods and cravings are tilted by a word, so that there is something to find.
    """
    rng = Random(seed)
    start, days = rng.choice(STARTS), rng.randint(1, most_days)
    busy, tilt = rng.choice((0.5, 2.0, 4.0)), rng.choice((0.0, 2.0, 5.0))
    hour = rng.randrange(24)
    marks = [
        _any_mark(rng, start + timedelta(days=number), tilt, hour)
        for number in range(days)
        for _ in range(int(rng.expovariate(1 / busy)))
    ]
    rng.shuffle(marks)
    first = start + timedelta(days=rng.randint(-5, days // 3))
    last = start + timedelta(days=rng.randint(days // 2, days + 5))
    return marks, first, last


def _any_mark(rng: Random, day: date, tilt: float, hour: int) -> Mark:
    kind = rng.choice(KINDS)

    def some(words: tuple[str, ...], chance: float) -> tuple[str, ...]:
        return tuple(word for word in words if rng.random() < chance)

    def rating(chance: float) -> float | None:
        tilted = tilt if "walk" in helped else -tilt if "lonely" in tags else 0.0
        return _rating(rng.randint(0, 10) + tilted) if rng.random() < chance else None

    # Some words are never said at a craving.
    tags = some(("lonely", "tired") if kind == "craving" else ("lonely", "work"), 0.3)
    helped = some(("walk",) if kind == "craving" else ("walk", "tea"), 0.3)
    return Mark(
        kind=kind,
        day=day,
        minute=rng.choice((rng.randrange(1440), 60 * hour)),
        mood=rating(0.9 if kind in {"mood", "check_in"} else 0.0),
        craving=rating({"check_in": 0.8, "craving": 1.0}.get(kind, 0.0)),
        after=rating(0.6 if kind == "craving" else 0.0),
        sleep=rng.choice((None, 4.5, 5.5, 6.0, 7.5)) if kind == "check_in" else None,
        halt=some(HALT, 0.3) if kind == "check_in" else (),
        tags=tags,
        helped=helped,
        people=some(("marta",), 0.2),
    )


def unrelated(
    rng: Random,
    days: int,
    *,
    carry: float = 0.3,
    sticky: float = 0.3,
    tide: bool = False,
    zeros: bool = False,
    company: float = 0.0,
) -> tuple[list[Mark], date, date]:
    """Someone whose words, sleep, company and HALT have nothing to do with mood or craving.

    Low moods do come with stronger and more cravings, and a strong craving is more often given
    a word, as it is; so a word that is written at cravings is no fair day's word.

    Args:
        rng: chance.
        days: how many.
        carry: the correlation of a day's mood with that of the day before.
        sticky: how often a word stays as it was on the day before.
        tide: moods and words also rise and fall once over the whole time.
        zeros: more than half of all days are without a craving, the rest skewed.
        company: points of mood that a day with a connection has more: the planted effect.
    """
    first = date(2024, 1, 1)
    mood, urge = _lasting(rng, days, carry), _lasting(rng, days, carry)
    phase = rng.random() * tau
    words = [
        (f"w{number}", number % 2 == 0, _on(rng, days, rate, sticky, tide=tide))
        for number, rate in enumerate((0.05, 0.1, 0.2, 0.4, 0.05, 0.1, 0.2, 0.4))
    ]
    met = _on(rng, days, 0.3, sticky, tide=tide)
    tired = _on(rng, days, 0.3, sticky, tide=tide)
    short = _on(rng, days, 0.25, sticky, tide=tide)
    marks = []
    for number in range(days):
        day = first + timedelta(days=number)
        shift = 1.2 * sin(tau * number / days + phase) if tide else 0.0
        rated = _rating(5 + 2 * mood[number] + shift + company * met[number])
        level = 0.85 * urge[number] - 0.5 * mood[number]
        craving = _rating(3 + 2 * level - shift)
        if zeros:
            craving = _rating(1 + 3 * (level - 0.13)) if level > 0.13 else 0.0
        alone = [max(1.0, craving - rng.choice((0, 0, 1, 2))) for _ in range(3)]
        alone = [strength for strength in alone if rng.random() < craving / 12]
        marks += [_craving(rng, day, strength) for strength in alone]
        tags = tuple(word for word, tag, on in words if tag and on[number])
        helped = tuple(word for word, tag, on in words if not tag and on[number])
        if rng.random() < 0.85:
            marks.append(
                Mark(
                    "check_in",
                    day,
                    mood=rated,
                    craving=max([craving, *alone]),
                    sleep=5.0 if short[number] else 7.0,
                    halt=("tired",) if tired[number] else (),
                    tags=tags,
                    helped=helped,
                )
            )
        elif rng.random() < 0.5:
            marks.append(Mark("mood", day, mood=rated, tags=tags))
        if met[number]:
            marks.append(Mark("connection", day, people=("jonas",)))
    return marks, first, first + timedelta(days=days - 1)


def week_of_cravings(
    rng: Random, weeks: int, today: date, *, skewed: bool = False, friday: float = 0.0
) -> list[Mark]:
    """Cravings of which some parts of the day have many, and no weekday stronger ones.

    Args:
        rng: chance.
        weeks: how long.
        today: the last day.
        skewed: most are faint, some very strong.
        friday: how many points stronger those of Friday evenings are: the planted effect.
    """
    often = [0.8 if friday else rng.random() ** 2 for _ in range(6)]
    marks, state = [], rng.gauss(0, 1)
    for back in range(7 * weeks + 9, -1, -1):
        day = today - timedelta(days=back)
        state = 0.3 * state + sqrt(1 - 0.09) * rng.gauss(0, 1)
        for part in range(6):
            for _ in range(rng.choice((1, 1, 1, 2)) if rng.random() < often[part] else 0):
                strength = 5 + 2 * (0.6 * state + 0.8 * rng.gauss(0, 1))
                if skewed:
                    strength = 1 + 2 * rng.gauss(0, 1) ** 2 + 0.5 * state
                if day.weekday() == 4 and part == 3:
                    strength += friday
                minute = (240 + 240 * part + rng.randrange(240)) % 1440
                marks.append(Mark("craving", day, minute, craving=_rating(strength)))
    return marks


def _rating(value: float) -> float:
    return float(min(10, max(0, round(value))))


def _craving(rng: Random, day: date, strength: float) -> Mark:
    return Mark(
        "craving",
        day,
        craving=strength,
        tags=(rng.choice("abcdef"),) if rng.random() < 0.3 + 0.06 * strength else (),
        helped=(rng.choice("uvwx"),) if rng.random() < 0.6 else (),
        people=("marta",) if rng.random() < 0.2 else (),
    )


def _lasting(rng: Random, days: int, carry: float) -> list[float]:
    state, row = rng.gauss(0, 1), []
    for _ in range(days):
        state = carry * state + sqrt(1 - carry * carry) * rng.gauss(0, 1)
        row.append(state)
    return row


def _on(rng: Random, days: int, rate: float, sticky: float, *, tide: bool) -> list[bool]:
    on, phase, row = rng.random() < rate, rng.random() * tau, []
    for number in range(days):
        if rng.random() >= sticky:
            on = rng.random() < rate * (1 + 0.8 * sin(tau * number / days + phase) * tide)
        row.append(on)
    return row
