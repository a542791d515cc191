"""The figures of a page: facts, charts and lists with counts, from the period alone.

Each function reads what its section needs and nothing beside it, so that what was not ticked
cannot change what leaves.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from recoverylog.charts import plot
from recoverylog.insights import mark, pattern, series, streaks
from recoverylog.insights.series import LEAST_DAYS_FOR_A_MEAN
from recoverylog.insights.streaks import DayState
from recoverylog.insights.wording.dates import date_words, duration_words
from recoverylog.journal import terms
from recoverylog.journal.entry import CheckIn, Connection, Craving, Use
from recoverylog.journal.text import folded, inert_line
from recoverylog.language import _, counted
from recoverylog.sharing.document import Chart, Fact, Items
from recoverylog.sharing.initials import person, unnamed
from recoverylog.sharing.wrap import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from recoverylog.insights.report import FocusFigures
    from recoverylog.insights.series import DayValue
    from recoverylog.journal.entry import AnyEntry
    from recoverylog.sharing.letter import Material

MOST_DATES = 6
"""How many days are named one by one."""

MOST_LABEL = 24
"""The longest name of a focus or of a unit, in columns, before it is cut."""

_HOURS = tuple(
    _("{start:02}:00 to {start_2:02}:00", start=start, start_2=start % 24 + 4)
    for start in (4, 8, 12, 16, 20, 0)
)

_Measure = Literal["mood", "craving"]


def within(material: Material) -> list[AnyEntry]:
    """Return the entries of the period in the order in which they were lived."""
    found = [one for one in material.entries if material.first <= one.day <= material.last]
    return sorted(found, key=lambda one: (one.day, one.at, one.id))


def titles(focuses: Sequence[FocusFigures], *, labels: bool) -> list[str]:
    """Return what stands behind a figure to say whose it is; empty without the labels."""
    if not labels:
        return [""] * len(focuses)
    return [f", {cut(inert_line(one.focus.label), MOST_LABEL)}" for one in focuses]


def time_fact(one: FocusFigures, title: str, last: date) -> Fact:
    """Return the time in recovery by the calendar, whatever was recorded since."""
    inside = terms.chosen().time.inside
    start = one.focus.since
    if start > last:
        return Fact(f"{inside}{title}", _("from {start}", start=date_words(start)))
    if start == last:
        return Fact(f"{inside}{title}", _("from today"), date_words(start))
    return Fact(
        f"{inside}{title}", duration_words(start, last), _("since {start}", start=date_words(start))
    )


def use_facts(one: FocusFigures, title: str, material: Material) -> Iterator[Fact]:
    """Yield the free days of the period, its use days, and the runs."""
    time = terms.chosen().time
    first, last = max(material.first, one.focus.since), material.last
    length = max(0, (last - first).days + 1)
    days = [first + timedelta(days=number) for number in range(length)]
    states = {day: streaks.day_state(one.days, day, last) for day in days}
    used = [day for day, state in states.items() if state is DayState.USED]
    tally = Counter(states.values())
    free, missing = tally[DayState.FREE], tally[DayState.NOT_LOGGED]
    if free:
        known = (
            f"{counted('{n} logged day', '{n} logged days', length - missing)}"
            if missing
            else counted("{n} day", "{n} days", length)
        )
        waiting = tally[DayState.UNCONFIRMED]
        aside = [_("{waiting} not confirmed", waiting=waiting)] if waiting else []
        aside += [_("{missing} not logged", missing=missing)] if missing else []
        yield Fact(
            f"{time.free}{title}", _("{free} of {known}", free=free, known=known), "; ".join(aside)
        )
    if used:
        yield Fact(
            _("with use{title}", title=title),
            counted("{n} day", "{n} days", len(used)),
            _named(used),
        )
    found = one.figures
    if found.current_run:
        longest = found.longest_run > found.current_run
        note = (
            _("longest {longest_run}", longest_run=found.longest_run)
            if longest
            else _("the longest so far")
        )
        yield Fact(
            f"{time.this_run}{title}",
            counted("{n} day", "{n} days", found.current_run),
            note if found.runs > 1 else "",
        )


def amount_fact(
    one: FocusFigures, title: str, found: Iterable[AnyEntry], *, unit: bool
) -> Fact | None:
    """Return how much was noted with confirmed use in the period; None where nothing was.

    Args:
        one: the focus.
        title: what stands behind the figure to say whose it is.
        found: the entries of the period.
        unit: whether what it is counted in is said.
    """
    noted = [
        entry.amount
        for entry in found
        if isinstance(entry, Use)
        and entry.focus == one.focus.id
        and entry.confirmed
        and entry.day >= one.focus.since
    ]
    amounts = [amount for amount in noted if amount is not None]
    if not amounts:
        return None
    counted_in = cut(inert_line(one.focus.unit), MOST_LABEL) if unit else ""
    some = len(amounts) < len(noted)
    return Fact(
        _("amount noted{title}", title=title),
        f"{plot.short(sum(amounts))} {counted_in or _('in all')}",
        _(
            "noted {amounts}, not noted {times}",
            amounts=times(len(amounts)),
            times=times(len(noted) - len(amounts)),
        )
        if some
        else _("noted {amounts}", amounts=times(len(amounts))),
    )


def logged_fact(found: Sequence[AnyEntry], days: int) -> Fact:
    """Return on how many days anything was written."""
    number = len({entry.day for entry in found})
    checks = sum(isinstance(entry, CheckIn) for entry in found)
    value = (
        _("{number} of {days}", number=number, days=counted("{n} day", "{n} days", days))
        if number
        else _("nothing yet")
    )
    return Fact(
        _("logged"), value, counted("{n} check-in", "{n} check-ins", checks) if checks else ""
    )


def craving_facts(found: Sequence[AnyEntry], values: Mapping[date, DayValue]) -> Iterator[Fact]:
    """Yield how many cravings were written, and the mean of each day's strongest."""
    days = {entry.day for entry in found if isinstance(entry, Craving)}
    number = sum(isinstance(entry, Craving) for entry in found)
    if number:
        yield Fact(
            _("cravings"),
            _("{number} noted", number=number),
            _("on {days}", days=counted("{n} day", "{n} days", len(days))),
        )
    known = [value.craving for value in values.values() if value.craving is not None]
    if known:
        yield _mean(_("strongest craving of a day"), known)
    elif not number:
        yield Fact(_("cravings"), _("none noted"))


def mood_fact(values: Mapping[date, DayValue]) -> Fact:
    """Return the mean of each day's mood."""
    known = [value.mood for value in values.values() if value.mood is not None]
    return _mean(_("mood"), known) if known else Fact(_("mood"), _("not noted"))


def connections_fact(found: Sequence[AnyEntry]) -> Fact:
    """Return how often time with people was noted, and on how many days."""
    days = [entry.day for entry in found if isinstance(entry, Connection)]
    if not days:
        return Fact(_("time with people"), _("not noted"))
    return Fact(
        _("time with people"),
        times(len(days)),
        _("on {days}", days=counted("{n} day", "{n} days", len(set(days)))),
    )


def chart(measure: _Measure, values: Mapping[date, DayValue], material: Material) -> Chart | None:
    """Return a value for each day of the period; None of fewer than three days with one."""
    days = [material.first + timedelta(days=number) for number in range(material.days)]
    line = tuple(getattr(values.get(day), measure, None) for day in days)
    known = [value for value in line if value is not None]
    if len(known) < LEAST_DAYS_FOR_A_MEAN:
        return None
    low, high = plot.short(min(known)), plot.short(max(known))
    spread = (
        _("Always {low}", low=low)
        if low == high
        else _("Between {low} and {high}", low=low, high=high)
    )
    sentence = _(
        "{spread} of 10, noted on {known} of {days}.",
        spread=spread,
        known=len(known),
        days=counted("{n} day", "{n} days", material.days),
    )
    name = _("Mood") if measure == "mood" else _("Craving, the strongest of a day")
    return Chart(name, line, sentence, measure, material.first, material.last)


def of_days(found: Iterable[AnyEntry]) -> dict[date, DayValue]:
    """Return the value of each day."""
    return series.by_day(found)


def helped(found: Iterable[AnyEntry], material: Material) -> Items:
    """Return what helped, the most frequent first."""
    return Items(_("What helped"), _counted((entry.helped for entry in found), material))


def tags(found: Iterable[AnyEntry], material: Material) -> Items:
    """Return what cravings came with, the most frequent first."""
    cravings = (entry for entry in found if isinstance(entry, Craving))
    return Items(
        _("What cravings came with"), _counted((entry.tags for entry in cravings), material)
    )


def people(found: Iterable[AnyEntry], material: Material) -> Items:
    """Return who was there, by role or initials; two people of the same letters stay two."""
    ranked = _ranked(entry.people for entry in found if isinstance(entry, Connection))
    shown = (f"{person(word, material.supporters)}, {times(number)}" for word, number in ranked)
    return Items(_("Time with"), tuple(shown))


def part_times(found: Iterable[AnyEntry]) -> Items:
    """Return in which parts of the day cravings were noted, the most frequent first."""
    parts = Counter(
        pattern.part_of(mark.of(entry).minute) for entry in found if isinstance(entry, Craving)
    )
    shown = (
        f"{_HOURS[part]}, {times(parts[part])}"
        for part in sorted(parts, key=lambda part: (-parts[part], part))
    )
    return Items(_("Cravings by time of day"), tuple(shown))


def times(number: int) -> str:
    """Return ``once``, ``twice`` or ``3 times``."""
    return {1: _("once"), 2: _("twice")}.get(number, _("{number} times", number=number))


def _mean(name: str, known: Sequence[float]) -> Fact:
    """Return a mean with its days; fewer than three days are counted, not averaged."""
    if len(known) < LEAST_DAYS_FOR_A_MEAN:
        return Fact(
            name,
            _("noted on {days}", days=counted("{n} day", "{n} days", len(known))),
            _("too few for a mean"),
        )
    mean = series.mean(known) or 0.0
    return Fact(
        _("{name}, on average", name=name),
        _("{mean:.1f} of 10", mean=mean),
        _("{known} days", known=len(known)),
    )


def _counted(lists: Iterable[tuple[str, ...]], material: Material) -> tuple[str, ...]:
    return tuple(
        f"{unnamed(inert_line(word), material.supporters)}, {times(number)}"
        for word, number in _ranked(lists)
    )


def _ranked(lists: Iterable[tuple[str, ...]]) -> list[tuple[str, int]]:
    """Return the words of most entries first, whatever their case, as they were first written."""
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for words in lists:
        own = {folded(word): word for word in reversed(words)}
        counts.update(own.keys())
        written = own | written
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(written[word], number) for word, number in ranked]


def _named(days: Sequence[date]) -> str:
    """Return days as ``3 and 9 November 2026``, the latest ones where there are many."""
    if len(days) > MOST_DATES:
        return _("the latest on {days}", days=date_words(days[-1]))
    parts = [
        str(day.day)
        if after and (day.year, day.month) == (after.year, after.month)
        else date_words(day)
        for day, after in zip(days, [*days[1:], None], strict=True)
    ]
    return _(" and ").join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
