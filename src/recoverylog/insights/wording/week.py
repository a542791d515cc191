"""A week in a dozen lines, and the same day of earlier years; all of it written by the person.

Each line is a heading and a sentence. What was not written has no line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.insights.week import DAYS, Source
from recoverylog.insights.wording.dates import WEEKDAYS
from recoverylog.insights.wording.figures import counting_words
from recoverylog.journal import terms
from recoverylog.journal.entry import first_words
from recoverylog.journal.headline import headline
from recoverylog.journal.text import one_line
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recoverylog.insights.week import Carry, Counted, FocusWeek, Hard, Rated, Week
    from recoverylog.journal.entry import AnyEntry

MOST_LINES = 12
_MOST_FOCUSES = 3
MOOD, CRAVING = _("Mood"), _("Craving")
_MOST_WORDS = 5
_MOST_OF_A_YEAR = 3
_QUOTED = 72


def lines(week: Week) -> list[tuple[str, str]]:
    """Return (heading, sentence) for what there is to say, at most twelve."""
    if not week.entries:
        return [
            (_("Logged"), _("nothing written in these seven days")),
            *_focus_lines(week.focuses),
        ]
    # A good thing that is also the one to carry on is said once, as the latter.
    repeated = week.carry is not None and week.carry.source is Source.GOOD
    told = [
        (
            _("Logged"),
            _(
                "{entries} on {logged} of {days} days",
                entries=_entries(week.entries),
                logged=week.logged,
                days=DAYS,
            ),
        ),
        *_focus_lines(week.focuses),
        (MOOD, _rated(week.mood, _("on average"))),
        (CRAVING, _cravings(week)),
        (_("Sleep"), _rated(week.sleep, _("hours on average"))),
        (_("Hard"), _hard(week.hard) if week.hard else ""),
        (_("Helped"), _listed(week.helped, "+")),
        (_("People"), _people(week)),
        (_("Glad of"), "" if repeated else _quoted(week.good)),
        (_("Carry on"), _carry(week.carry) if week.carry else ""),
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
        told = [entry for entry in earlier[day] if first_words(entry)]
        told += [entry for entry in earlier[day] if not first_words(entry)]
        ago = _("{years} ago", years=counted("{n} year", "{n} years", today.year - day.year))
        for number, entry in enumerate(told[:_MOST_OF_A_YEAR]):
            rows.append(("" if number else ago, _entry(entry)))
    return rows


def _focus_lines(focuses: Sequence[FocusWeek]) -> list[tuple[str, str]]:
    """Return a line for each focus, or for all together where they are many."""
    told = [(one_line(focus.label, 40), _states(focus)) for focus in focuses]
    told = [(label, text) for label, text in told if text]
    if len(told) <= _MOST_FOCUSES:
        return told
    return [(_("Focuses"), "; ".join(f"{label}: {text}" for label, text in told))]


def _states(focus: FocusWeek) -> str:
    free = terms.chosen().time.free
    how = f" ({counting_words(focus.counting)})"
    parts = [
        f"{counted('{n} {free} day', '{n} {free} days', focus.free, free=free)}{how}"
        if focus.free
        else "",
        _("{days} with use recorded", days=counted("{n} day", "{n} days", focus.used))
        if focus.used
        else "",
        _("{unconfirmed} not confirmed", unconfirmed=focus.unconfirmed)
        if focus.unconfirmed
        else "",
        _("{not_logged} not logged", not_logged=focus.not_logged) if focus.not_logged else "",
    ]
    return ", ".join(part for part in parts if part)


def _entries(number: int) -> str:
    return counted("{n} entry", "{n} entries", number)


def _rated(rated: Rated, unit: str) -> str:
    if not rated.days:
        return ""
    noted = _("noted on {days} of {days_2} days", days=rated.days, days_2=DAYS)
    # The days lead: a mean may be 0.
    return noted if rated.mean is None else f"{noted}, {rated.mean:.1f} {unit}"


def _cravings(week: Week) -> str:
    written = (
        _("{cravings} written", cravings=counted("{n} craving", "{n} cravings", week.cravings))
        if week.cravings
        else ""
    )
    return "; ".join(
        filter(None, [_rated(week.craving, _("on average at the strongest")), written])
    )


def _hard(hard: Hard) -> str:
    """Return the strongest craving, when it was, what it came with, and the words of it."""
    after = _(", {after:g} afterwards", after=hard.after) if hard.after is not None else ""
    at = (
        ""
        if hard.minute is None
        else _(" at {minute:02}:{minute_2:02}", minute=hard.minute // 60, minute_2=hard.minute % 60)
    )
    tags = "".join(f" @{one_line(tag, 40)}" for tag in hard.tags[:_MOST_WORDS])
    words = _quoted(hard.text)
    line = _(
        "craving {craving:g}{after}, {day}{at}{tags}",
        craving=hard.craving,
        after=after,
        day=_weekday(hard.day),
        at=at,
        tags=tags,
    )
    return f"{line}: {words}" if words else line


def _listed(found: Sequence[Counted], sign: str = "") -> str:
    """Return words with how often they were written, five of them at most."""
    told = [f"{sign}{one_line(one.word, 40)}{_times(one.n)}" for one in found[:_MOST_WORDS]]
    further = len(found) - _MOST_WORDS
    return ", ".join([*told, *([_("{further} more", further=further)] if further > 0 else [])])


def _times(number: int) -> str:
    return "" if number == 1 else _(" {number} times", number=number)


def _people(week: Week) -> str:
    met = counted("{n} connection", "{n} connections", week.connections) if week.connections else ""
    return "; ".join(filter(None, [_listed(week.people), met]))


def _carry(carry: Carry) -> str:
    day = _weekday(carry.day)
    if carry.source is Source.HELPED:
        text = one_line(carry.text, 60)
        return _(
            "{text}: {day}, a craving of {before:g} was {after:g} afterwards",
            text=text,
            day=day,
            before=carry.before,
            after=carry.after,
        )
    if carry.source is Source.ASK:
        return _("to ask, from {day}: {carry}", day=day, carry=_quoted(carry.text))
    return f"{_quoted(carry.text)}, {day}"


def _entry(entry: AnyEntry) -> str:
    words = _quoted(first_words(entry))
    return f"{headline(entry)}: {words}" if words else headline(entry)


def _quoted(text: str) -> str:
    line = one_line(text, _QUOTED)
    return f"“{line}”" if line else ""


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]
