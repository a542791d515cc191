"""What an entry says in numbers and single words, without the sentences that were written.

Every figure, trend and pattern is drawn from marks: they are read from columns, several times
faster than whole entries, and hold nothing that would be a person's own sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoverylog.journal.entry import CheckIn, Craving, Mood, Use
from recoverylog.journal.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from recoverylog.journal.entry import AnyEntry

MINUTES_OF_A_DAY = 1440


class Mark(NamedTuple):
    """One entry, as figures see it.

    Attributes:
        kind: check_in, mood, craving, gratitude, note, connection or use.
        day: the journal day it belongs to.
        minute: the minute of the wall clock's day that it speaks of, 0 to 1439; past midnight
            it is small although ``day`` is still the day before.
        focus: id of the focus it speaks of; None where it speaks of all, or of one not known.
        mood: 0 lowest to 10 best; None where not noted.
        craving: 0 none to 10; of a check-in the strongest of the day.
        after: a craving's strength afterwards, 0 to 10.
        sleep: hours, 0 to 24.
        amount: of a use, in the focus's unit, 0 or more.
        confirmed: False for a use that still waits for the person's word.
        halt: which of hungry, angry, lonely, tired applied.
        tags: triggers and other tags, folded as they are compared, none twice.
        helped: what helped, likewise.
        people: who was there, likewise.
        part: of the day that a check-in speaks of, morning or evening; empty for no other.
    """

    kind: str
    day: date
    minute: int = 0
    focus: str | None = None
    mood: float | None = None
    craving: float | None = None
    after: float | None = None
    sleep: float | None = None
    amount: float | None = None
    confirmed: bool = True
    halt: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    part: str = ""

    @property
    def asks_halt(self) -> bool:
        """Whether it is a check-in that could say hungry, angry, lonely, tired.

        The form of the morning does not ask for them, so that it says nothing by leaving them
        out.
        """
        return self.kind == "check_in" and (self.part != "morning" or bool(self.halt))


def of(entry: AnyEntry) -> Mark:
    """Return what an entry says in numbers and single words."""
    wall = entry.wall
    checked = entry if isinstance(entry, CheckIn) else None
    used = entry if isinstance(entry, Use) else None
    return Mark(
        kind=entry.kind,
        day=entry.day,
        minute=wall.hour * 60 + wall.minute,
        focus=entry.focus,
        mood=entry.mood if isinstance(entry, Mood | CheckIn) else None,
        craving=entry.craving if isinstance(entry, Craving | CheckIn) else None,
        after=entry.after if isinstance(entry, Craving) else None,
        sleep=checked.sleep if checked else None,
        amount=used.amount if used else None,
        confirmed=used is None or used.confirmed,
        halt=checked.halt if checked else (),
        tags=words(entry.tags),
        helped=words(entry.helped),
        people=words(entry.people),
        part=checked.part if checked else "",
    )


def words(written: Iterable[str]) -> tuple[str, ...]:
    """Return words as they are compared, each once, in their order."""
    return tuple(dict.fromkeys(folded(word) for word in written))
