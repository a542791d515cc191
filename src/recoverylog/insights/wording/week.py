"""A week in a dozen lines, and the same day of earlier years; all of it written by the person.

Each line is a heading and a sentence. What was not written has no line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights.week import DAYS, Source
from recoverylog.insights.wording.dates import count
from recoverylog.insights.wording.figures import counting_words
from recoverylog.journal.entry import CheckIn
from recoverylog.journal.headline import headline
from recoverylog.journal.text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recoverylog.insights.week import Carry, Counted, FocusWeek, Hard, Rated, Week
    from recoverylog.journal.entry import AnyEntry

MOST_LINES = 12
_MOST_FOCUSES = 3
_MOST_WORDS = 5
_MOST_OF_A_YEAR = 3
_QUOTED = 72
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def lines(week: Week) -> list[tuple[str, str]]:
    """Return (heading, sentence) for what there is to say, at most twelve."""
    if not week.entries:
        return [("Logged", "nothing written in these seven days"), *_focus_lines(week.focuses)]
    # A good thing that is also the one to carry on is said once, as the latter.
    repeated = week.carry is not None and week.carry.source is Source.GOOD
    told = [
        ("Logged", f"{_entries(week.entries)} on {week.logged} of {DAYS} days"),
        *_focus_lines(week.focuses),
        ("Mood", _rated(week.mood, "on average")),
        ("Craving", _cravings(week)),
        ("Sleep", _rated(week.sleep, "hours on average")),
        ("Hard", _hard(week.hard) if week.hard else ""),
        ("Helped", _listed(week.helped, "+")),
        ("People", _people(week)),
        ("Glad of", "" if repeated else _quoted(week.good)),
        ("Carry on", _carry(week.carry) if week.carry else ""),
    ]
    return [(heading, text) for heading, text in told if text]


def on_this_day(today: date, earlier: Mapping[date, Sequence[AnyEntry]]) -> list[tuple[str, str]]:
    """Return (how long ago, what was written), the latest year first, three entries a year.

    Entries with words go before those without; the heading is empty from the second row of a
    year on.

    Args:
        today: the day on which one looks back.
        earlier: the entries of the days that ``week.earlier_days`` names.
    """
    rows: list[tuple[str, str]] = []
    for day in sorted(earlier, reverse=True):
        told = [entry for entry in earlier[day] if _words_of(entry)]
        told += [entry for entry in earlier[day] if not _words_of(entry)]
        ago = f"{count(today.year - day.year, 'year')} ago"
        for number, entry in enumerate(told[:_MOST_OF_A_YEAR]):
            rows.append(("" if number else ago, _entry(entry)))
    return rows


def _focus_lines(focuses: Sequence[FocusWeek]) -> list[tuple[str, str]]:
    """Return a line for each focus, or for all together where they are many."""
    told = [(one_line(focus.label, 40), _states(focus)) for focus in focuses]
    told = [(label, text) for label, text in told if text]
    if len(told) <= _MOST_FOCUSES:
        return told
    return [("Focuses", "; ".join(f"{label}: {text}" for label, text in told))]


def _states(focus: FocusWeek) -> str:
    how = f" ({counting_words(focus.counting)})"
    parts = [
        f"{count(focus.free, 'free day')}{how}" if focus.free else "",
        f"{count(focus.used, 'day')} with use recorded" if focus.used else "",
        f"{focus.unconfirmed} not confirmed" if focus.unconfirmed else "",
        f"{focus.not_logged} not logged" if focus.not_logged else "",
    ]
    return ", ".join(part for part in parts if part)


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _rated(rated: Rated, unit: str) -> str:
    if not rated.days:
        return ""
    noted = f"noted on {rated.days} of {DAYS} days"
    # The days lead: a mean may be 0.
    return noted if rated.mean is None else f"{noted}, {rated.mean:.1f} {unit}"


def _cravings(week: Week) -> str:
    written = f"{count(week.cravings, 'craving')} written" if week.cravings else ""
    return "; ".join(filter(None, [_rated(week.craving, "on average at the strongest"), written]))


def _hard(hard: Hard) -> str:
    """Return the strongest craving, when it was, what it came with, and the words of it."""
    after = f", {hard.after:g} afterwards" if hard.after is not None else ""
    at = "" if hard.minute is None else f" at {hard.minute // 60:02}:{hard.minute % 60:02}"
    tags = "".join(f" @{one_line(tag, 40)}" for tag in hard.tags[:_MOST_WORDS])
    words = _quoted(hard.text)
    line = f"craving {hard.craving:g}{after}, {_weekday(hard.day)}{at}{tags}"
    return f"{line}: {words}" if words else line


def _listed(found: Sequence[Counted], sign: str = "") -> str:
    """Return words with how often they were written, five of them at most."""
    told = [f"{sign}{one_line(one.word, 40)}{_times(one.n)}" for one in found[:_MOST_WORDS]]
    further = len(found) - _MOST_WORDS
    return ", ".join([*told, *([f"{further} more"] if further > 0 else [])])


def _times(number: int) -> str:
    return "" if number == 1 else f" {number} times"


def _people(week: Week) -> str:
    met = count(week.connections, "connection") if week.connections else ""
    return "; ".join(filter(None, [_listed(week.people), met]))


def _carry(carry: Carry) -> str:
    day = _weekday(carry.day)
    if carry.source is Source.HELPED:
        text = one_line(carry.text, 60)
        return f"{text}: {day}, a craving of {carry.before:g} was {carry.after:g} afterwards"
    if carry.source is Source.ASK:
        return f"to ask, from {day}: {_quoted(carry.text)}"
    return f"{_quoted(carry.text)}, {day}"


def _entry(entry: AnyEntry) -> str:
    words = _quoted(_words_of(entry))
    return f"{headline(entry)}: {words}" if words else headline(entry)


def _words_of(entry: AnyEntry) -> str:
    """Return the words of an entry; of a check-in without any, its first good thing."""
    if entry.text.strip() or not isinstance(entry, CheckIn):
        return entry.text.strip()
    return next((good.strip() for good in entry.good if good.strip()), "")


def _quoted(text: str) -> str:
    line = one_line(text, _QUOTED)
    return f"“{line}”" if line else ""


def _weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]
