"""The views of Insights: what is asked for, and the sheet that answers it.

The screen asks here, and each command for one of them, so that what one shows the other prints.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from recoverylog import clock
from recoverylog.insights import ics, milestone, months
from recoverylog.insights import signs as insight_signs
from recoverylog.insights.sheet import Sheet
from recoverylog.insights.views import figures, milestones, patterns, trends, week, year
from recoverylog.insights.views.milestones import MilestoneGroup
from recoverylog.insights.views.patterns import Signs
from recoverylog.insights.views.year import Show
from recoverylog.insights.week import DAYS as WEEK
from recoverylog.insights.wording.dates import short_span
from recoverylog.journal.text import one_line
from recoverylog.language import _
from recoverylog.session import insight

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recoverylog.insights.sheet import Room
    from recoverylog.journal.focus import Focus
    from recoverylog.session.insight import Insight
    from recoverylog.session.journal import Journal

NAMES = (_("figures"), _("trends"), _("patterns"), _("year"), _("week"), _("milestones"))
"""The views, in the order in which a screen has them."""

FIGURES, TRENDS, PATTERNS, YEAR, WEEKS, MILESTONES = range(len(NAMES))

PERIODS = (30, 90, 365)
"""The lengths of time, in days, between which trends and patterns are switched."""

_SHOWS = tuple(Show)
_ALL = "all"
_LABEL = 60
_PERIOD_WORDS = {30: _("30 days"), 90: _("90 days"), 365: _("a year")}


class Asked(NamedTuple):
    """What a screen asks for.

    Attributes:
        view: which of ``NAMES``, by its place.
        focus_place: which of the focuses, counted on past the last.
        period: which of ``PERIODS`` for trends, by its place.
        pattern_period: likewise for patterns.
        year_back: how many years before the present one.
        week_back: how many weeks before the last seven days.
        show_place: what the cells of a year say, counted on past the last.
    """

    view: int = FIGURES
    focus_place: int = 0
    period: int = 1
    pattern_period: int = 2
    year_back: int = 0
    week_back: int = 0
    show_place: int = 0

    def turned_to(self, view: int) -> Asked:
        """Return the same with another view."""
        return self._replace(view=view)

    def earlier(self) -> Asked:
        """Return the same with a longer period, or an earlier year or week."""
        return self._moved(1)

    def later(self) -> Asked:
        """Return the same with a shorter period, or a later year or week."""
        return self._moved(-1)

    def _moved(self, by: int) -> Asked:
        if self.view == TRENDS:
            return self._replace(period=_within(self.period + by, len(PERIODS)))
        if self.view == PATTERNS:
            return self._replace(pattern_period=_within(self.pattern_period + by, len(PERIODS)))
        if self.view == YEAR:
            return self._replace(year_back=max(0, self.year_back + by))
        if self.view == WEEKS:
            return self._replace(week_back=max(0, self.week_back + by))
        return self


class Shown(NamedTuple):
    """What a screen shows.

    Attributes:
        sheet: the rows.
        focus: the name of the focus that it speaks of; empty where it speaks of all.
        span: the time it speaks of, in a word or two; empty where it speaks of all.
        several: whether another focus can be asked for.
    """

    sheet: Sheet
    focus: str
    span: str
    several: bool


def read(journal: Journal, held: Insight | None = None) -> Insight:
    """Return what figures are drawn from, ``held`` itself where nothing has changed.

    Milestones that were reached since are noted.
    """
    journal.note_milestones()
    return insight.read(journal, held)


def shown(journal: Journal, held: Insight, asked: Asked, room: Room) -> Shown:
    """Return what a screen shows of what it asks for."""
    several = len(held.focuses) > 1
    # Of several all come first, as a command has them that names none.
    choices = (None, *held.focuses) if several else held.focuses or (None,)
    focus = choices[asked.focus_place % len(choices)]
    label = "" if not several else _ALL if focus is None else focus.label
    if asked.view == TRENDS:
        days = PERIODS[asked.period]
        return Shown(trends.sheet(held.trends(focus, days), room), label, _words(days), several)
    if asked.view == PATTERNS:
        days = PERIODS[asked.pattern_period]
        made = patterns_sheet(journal, held, focus, days, room)
        return Shown(made, label, _words(days), several)
    if asked.view == YEAR:
        number = max(held.today.year - asked.year_back, 1)
        show = _SHOWS[asked.show_place % len(_SHOWS)]
        return Shown(_year(held, focus, number, show, room), label, str(number), several)
    if asked.view == WEEKS:
        last = held.today - timedelta(
            days=min(WEEK * asked.week_back, held.today.toordinal() - WEEK)
        )
        made = week_sheet(journal, last, room)
        return Shown(made, "", short_span(last - timedelta(days=WEEK - 1), last), False)
    if asked.view == MILESTONES:
        return Shown(milestones_sheet(journal, held, room), "", "", False)
    return Shown(figures_sheet(journal, held, held.focuses, room), "", "", False)


def figures_sheet(journal: Journal, held: Insight, focuses: Sequence[Focus], room: Room) -> Sheet:
    """Return where somebody stands with these focuses."""
    shown = [held.figures(one) for one in focuses]
    return figures.sheet(shown, room, journal.preferences())


def trends_sheet(held: Insight, focus: Focus | None, days: int, room: Room) -> Sheet:
    """Return the trends of the last ``days`` days, 1 or more."""
    return trends.sheet(held.trends(focus, days), room)


def patterns_sheet(
    journal: Journal, held: Insight, focus: Focus | None, days: int, room: Room
) -> Sheet:
    """Return the patterns of the last ``days`` days, 1 or more, and the person's own signs."""
    return patterns.sheet(held.patterns(focus, days), signs(journal), room)


def year_sheet(held: Insight, focus: Focus | None, number: int, show: Show, room: Room) -> Sheet:
    """Return a calendar year, 1 to 9999, in cells."""
    return year.sheet(held.year(number, focus), show, focus, held.today, room)


def _year(held: Insight, focus: Focus | None, number: int, show: Show, room: Room) -> Sheet:
    """Return a year; where days are shown and no focus was chosen, of one focus after the other."""
    if focus is not None or show is not Show.DAYS or not held.focuses:
        return year_sheet(held, focus, number, show, room)
    made = Sheet()
    for one in held.focuses:
        made.head(one_line(one.label, _LABEL))
        made.rows += year_sheet(held, one, number, show, room).rows
    return made


def week_sheet(journal: Journal, last: date, room: Room) -> Sheet:
    """Return the seven days that end with ``last`` in words, and that day of earlier years."""
    made = insight.review(journal, last)
    return week.sheet(made, insight.on_this_day(journal, last), last, room)


def milestones_sheet(journal: Journal, held: Insight, room: Room) -> Sheet:
    """Return the milestones of each focus, and those of all that was written."""
    return milestones.sheet(milestone_groups(journal, held), room)


def milestone_groups(journal: Journal, held: Insight) -> list[MilestoneGroup]:
    """Return the milestones of each focus, then those of the whole journal."""
    found = journal.milestones(held.counts)
    known = {one.id for one in held.focuses}
    kept = {one.milestone.focus for one in found.reached}
    archived = [one for one in journal.focuses(archived=True) if one.id in kept - known]
    groups: list[tuple[str, str | None, str | None]] = [
        *((one.label, one.id, one.counting) for one in (*held.focuses, *archived)),
        ("", None, None),
    ]
    return [
        MilestoneGroup(
            label,
            focus,
            tuple(one for one in found.ahead if one.milestone.focus == focus),
            tuple(one for one in reversed(found.reached) if one.milestone.focus == focus),
            counting,
        )
        for label, focus, counting in groups
    ]


def calendar(held: Insight, years: int, *, names: bool = False) -> str:
    """Return the anniversaries of the next years, 1 or more, as an iCalendar file.

    With ``names`` a title says of which focus it speaks.
    """
    today = held.today
    until = months.after(today, 12 * min(years, 9998 - today.year)) if today.year < 9998 else today
    coming = [
        one
        for focus in held.focuses
        for one in milestone.dates_to_come(focus.since, focus.id, today, until)
    ]
    titles: dict[str | None, str] = {one.id: f"· {one.label}" for one in held.focuses}
    return ics.calendar(coming, clock.now(), titles if names else None)


def signs_sheet(found: Signs) -> Sheet:
    """Return the person's own signs, those ticked for this week marked, with their numbers."""
    return patterns.signs_sheet(found)


def signs(journal: Journal) -> Signs:
    """Return the person's own signs, and what is ticked for this week."""
    monday = insight_signs.monday(journal.today())
    ticked = {sign for one in journal.sign_weeks() if one.week == monday for sign in one.ticked}
    return Signs(journal.signs(), frozenset(ticked), journal.signs_seen())


def _within(place: int, size: int) -> int:
    return min(max(place, 0), size - 1)


def _words(days: int) -> str:
    return _PERIOD_WORDS.get(days, _("{days} days", days=days))
