"""An invented person's month, as the session would hand it over."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from recoverylog.insights import returns, streaks
from recoverylog.insights.report import FocusFigures
from recoverylog.journal.entry import AnyEntry, Note, Use, build
from recoverylog.journal.focus import Focus
from recoverylog.journal.supporter import Supporter
from recoverylog.sharing.letter import Material

LAST = date(2026, 11, 22)
ALCOHOL = Focus(id="a" * 32, label="alcohol", since=date(2026, 5, 14), unit="drinks")
GAMBLING = Focus(id="b" * 32, label="gambling", since=date(2026, 11, 3), counting="only_logged")
SPONSOR = Supporter(id="c" * 32, name="Theo Marlow", role="sponsor", reach="+49 30 5550199")
FRIEND = Supporter(id="d" * 32, name="Lena Fischer")

_HELPED = ("walk", "call", "tea", "music", "cold_water")
_MOODS = (5, 5.5, None, 4, 4.5, 5, 6, 6.5, 6, 7, None, None, 6, 5.5, 5)


def entry(kind: str, back: int = 0, **fields: Any) -> AnyEntry:
    """Return an entry of so many days before the last, at noon unless ``hour`` is given."""
    day = LAST - timedelta(days=back)
    at = datetime.combine(day, time(fields.pop("hour", 12)), UTC)
    name = hashlib.sha256(repr((kind, back, sorted(fields.items()))).encode()).hexdigest()[:32]
    return build({"kind": kind, "id": name, "day": day, "at": at, **fields})


def focus_figures(focus: Focus, entries: tuple[AnyEntry, ...]) -> FocusFigures:
    """Return the figures of a focus as the session works them out."""
    uses = [one for one in entries if isinstance(one, Use) and one.focus == focus.id]
    used = frozenset(one.day for one in uses if one.confirmed)
    waiting = frozenset(one.day for one in uses if not one.confirmed)
    logged = frozenset(one.day for one in entries)
    counting = streaks.Counting(focus.counting)
    days = streaks.FocusDays(focus.since, counting, used, waiting, logged)
    figures = streaks.figures(days, LAST)
    found = returns.returns(days, LAST)
    return FocusFigures(focus, days, figures, found, returns.momentum(days, LAST), None)


def month() -> tuple[AnyEntry, ...]:
    """Return what was written in thirty days."""
    found: list[AnyEntry] = []
    for back, mood in enumerate(_MOODS * 2):
        if mood is None:
            continue
        craving = round(abs(9 - mood - back % 4), 1)
        good = ("I left the party at ten and walked home with Lena’s dog.",) if back == 4 else ()
        found.append(entry("check_in", back, mood=mood, craving=craving, good=good))
        if back % 3 == 0:
            found.append(
                entry(
                    "craving",
                    back,
                    craving=craving,
                    tags=("lonely", "kitchen") if back % 2 else ("payday",),
                    helped=(_HELPED[back % 5],),
                    hour=(18 + back) % 24,
                    text="alone in the kitchen again",
                )
            )
        if back % 4 == 1:
            found.append(entry("connection", back, people=("Theo Marlow", "Anna"), text="coffee"))
        if back % 9 == 2:
            found.append(entry("gratitude", back, text=f"Coffee in the sun, on day {back}."))
    found.append(entry("note", 6, text="Slept at my sister’s."))
    found.append(entry("use", 11, focus=ALCOHOL.id, amount=3.0))
    found.append(entry("use", 19, focus=ALCOHOL.id, amount=2.0))
    return tuple(found)


def ask(text: str, back: int = 3) -> Note:
    """Return an open ask of the queue."""
    found = entry("note", back, text=text, ask=True)
    assert isinstance(found, Note)
    return found


def material(**changes: Any) -> Material:
    """Return the month of a person who does not exist, for their sponsor."""
    entries: tuple[AnyEntry, ...] = changes.pop("entries", month())
    focuses: tuple[Focus, ...] = changes.pop("focuses", (ALCOHOL,))
    plain = Material(
        last=LAST,
        days=30,
        focuses=tuple(focus_figures(one, entries) for one in focuses),
        entries=entries,
        asks=(
            ask("How to get through Sunday evenings, when the house is empty.", 9),
            ask("Whether to tell my brother before the wedding.", 2),
        ),
        supporter=SPONSOR,
        supporters=(SPONSOR, FRIEND),
    )
    return plain._replace(**changes)
