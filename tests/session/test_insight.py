"""Insights of an open journal: the same figures by whatever way the entries came to stand."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoverylog.insights import limits, mark, milestone, pattern, series, trend
from recoverylog.insights.mark import Mark
from recoverylog.insights.sheet import Room
from recoverylog.insights.streaks import DayState
from recoverylog.insights.views import trends as trends_view
from recoverylog.insights.views import year as year_view
from recoverylog.journal.entry import AnyEntry, build
from recoverylog.journal.focus import Focus
from recoverylog.journal.selection import Selection
from recoverylog.session import insight
from recoverylog.session.insight import Insight
from recoverylog.session.journal import Journal
from tests.vault import invented
from tests.vault.invented import ALCOHOL, GAMBLING, Sample

TODAY = date(2026, 11, 22)
START = date(2024, 2, 20)
"""A leap day and six changes of the clock lie after it."""

FOCUSES = (
    ALCOHOL,
    msgspec.structs.replace(
        GAMBLING, counting="only_logged", goal="reduce", limit=2.0, per="week", unit="hours"
    ),
)


@pytest.fixture
def journal(sample: Sample) -> Iterator[Journal]:
    with sample.open() as journal:
        yield journal


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, made_once: Sample) -> Sample:
    """Return a vault with nothing in it, to be copied for each example."""
    sample = invented.copied(made_once, tmp_path_factory.mktemp("empty") / "vault")
    with sample.open() as journal:
        for table in ("draft", "milestone", "entry", "entry_search", "version", "focus"):
            journal.connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
        journal.connection.execute("DELETE FROM fact WHERE name = 'milestones'")
    return sample


class Life(NamedTuple):
    """What stands in the end, and how it came about.

    Attributes:
        final: the entries that stand.
        steps: what is done in turn: an action, and which entry.
        since: the days from which each focus counts in the end.
        first_since: those from which it counted at first.
    """

    final: tuple[AnyEntry, ...]
    steps: tuple[tuple[str, int], ...]
    since: tuple[date, ...]
    first_since: tuple[date, ...]


days = st.one_of(
    st.integers(0, 40).map(lambda back: TODAY - timedelta(days=back)),
    st.sampled_from([START + timedelta(days=n) for n in (0, 8, 9, 10, 40, 276, 614, 641, 978)]),
    st.integers(0, (TODAY - START).days).map(lambda back: TODAY - timedelta(days=back)),
)
ratings = st.integers(0, 10).map(float)
words = st.lists(st.sampled_from(["walk", "Payday", "lonely"]), max_size=2, unique=True)


@st.composite
def entries(draw: st.DrawFn, number: int) -> AnyEntry:
    kind = draw(st.sampled_from(["mood", "craving", "use", "use", "connection", "check_in"]))
    day = draw(days)
    # No two at the same instant, so that their order does not hang on which came first.
    at = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=8, minutes=number)
    fields: dict[str, Any] = {
        "kind": kind,
        "id": f"{number + 1:032x}",
        "day": day,
        "at": at,
        "offset": draw(st.sampled_from([60, 120])),
        "tags": draw(words),
        "helped": draw(words),
    }
    if kind in {"craving", "use"}:
        fields["focus"] = draw(st.sampled_from([None, *(one.id for one in FOCUSES)]))
    if kind in {"mood", "craving"}:
        fields[kind] = draw(ratings)
    if kind == "craving":
        fields["after"] = draw(st.none() | ratings)
    if kind == "check_in":
        fields |= {"mood": draw(st.none() | ratings), "sleep": draw(st.none() | ratings)}
    if kind == "use":
        fields |= {"amount": draw(st.none() | ratings), "confirmed": draw(st.booleans())}
    return build(fields)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    count = draw(st.integers(1, 12))
    final = tuple(draw(entries(number)) for number in range(count))
    ways = st.sampled_from(["as it is", "edited", "moved", "deleted", "undone", "beside"])
    order = draw(st.permutations(range(count)))
    steps = tuple((draw(ways), number) for number in order)
    since = tuple(draw(days) for _ in FOCUSES)
    return Life(final, steps, since, tuple(draw(days) for _ in FOCUSES))


def lived(journal: Journal, life: Life) -> None:
    """Have the entries come to stand by the ways that were drawn."""
    for focus, since in zip(FOCUSES, life.first_since, strict=True):
        journal.put_focus(msgspec.structs.replace(focus, since=since))
    for way, number in life.steps:
        _come_to_stand(journal, life.final[number], way)
    for focus, since in zip(FOCUSES, life.since, strict=True):
        journal.put_focus(msgspec.structs.replace(focus, since=since))


def _come_to_stand(journal: Journal, entry: AnyEntry, way: str) -> None:
    elsewhere = msgspec.structs.replace(entry, day=TODAY - timedelta(days=3), tags=("other",))
    if way in {"edited", "moved"}:
        stored = journal.write(elsewhere)
        if way == "moved":
            stored = journal.change(stored, day=START)
        journal.change(stored, day=entry.day, tags=entry.tags)
    elif way == "deleted":
        journal.undo(journal.delete(journal.write(entry)))
    elif way == "undone":
        stored = journal.write(entry)
        journal.undo(journal.change(stored, day=elsewhere.day, tags=elsewhere.tags))
    else:
        journal.write(entry)
    if way == "beside":
        gone = msgspec.structs.replace(elsewhere, id=f"f{entry.id[1:]}")
        journal.delete(journal.write(gone))


def in_order(journal: Journal, life: Life) -> None:
    """Write the entries one after the other, the start dates known from the beginning."""
    for focus, since in zip(FOCUSES, life.since, strict=True):
        journal.put_focus(msgspec.structs.replace(focus, since=since))
    journal.write_all(sorted(life.final, key=lambda entry: (entry.day, entry.at)))


def everything_said(journal: Journal) -> dict[str, Any]:
    """Return all that the journal says of itself in figures."""
    read = insight.read(journal)
    said: dict[str, Any] = {
        "marks": read.marks,
        "values": read.values(),
        "counts": read.counts,
        "standings": journal.standings(),
        "reached overall": milestone.reached_overall(read.counts),
        "patterns": read.patterns(),
        "week": insight.review(journal),
        "on this day": insight.on_this_day(journal, TODAY),
    }
    for focus in read.focuses:
        said[focus.label] = (
            read.figures(focus),
            read.trends(focus, 30),
            read.trends(focus, 90),
            read.patterns(focus),
            read.year(2026, focus),
            read.year(2024, focus),
            milestone.reached(read.days(focus), focus.id, TODAY),
        )
    return said


def kept(journal: Journal) -> dict[tuple[str | None, str], date]:
    return {
        (one.milestone.focus, one.milestone.key): one.day for one in journal.milestones().reached
    }


numbers = itertools.count()


def home_of(empty: Sample, folder: Path) -> Sample:
    return invented.copied(empty, folder / str(next(numbers)))


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(life=lives())
def test_the_figures_are_those_of_a_journal_written_in_order(
    empty: Sample, tmp_path: Path, life: Life
) -> None:
    homes = [home_of(empty, tmp_path) for _ in range(2)]
    with homes[0].open() as crooked, homes[1].open() as straight:
        lived(crooked, life)
        in_order(straight, life)
        assert everything_said(crooked) == everything_said(straight)
        # What was reached on the way is kept besides what is reached now.
        now = {(one.milestone.focus, one.milestone.key) for one in straight._reached(overall=True)}
        assert kept(crooked).keys() >= now
    for home in homes:
        shutil.rmtree(os.path.dirname(home.places.data))


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(life=lives(), later=lives(), since=st.tuples(days, days))
def test_a_milestone_that_was_noted_stays_whatever_comes_later(
    empty: Sample, tmp_path: Path, life: Life, later: Life, since: tuple[date, date]
) -> None:
    home = home_of(empty, tmp_path)
    with home.open() as journal:
        in_order(journal, life)
        cravings = [
            journal.new_entry(kind="craving", craving=3, day=START + timedelta(days=n))
            for n in range(10)
        ]
        journal.write_all(cravings)
        journal.note_milestones()
        with journal.writing() as connection:
            # Long enough ago that a start of recovery is put right no more.
            connection.execute("UPDATE milestone SET noted = '2026-01-01T12:00:00Z'")
        noted = kept(journal)
        assert (None, "logged:7") in noted, "or nothing would be held to stay"
        for stored in journal.select(Selection(kinds=("craving", "connection"))):
            journal.delete(stored)
        for entry in later.final:
            fields = {"id": f"e{entry.id[1:]}"}
            journal.write(msgspec.structs.replace(entry, **fields))
        for focus, day in zip(FOCUSES, since, strict=True):
            journal.put_focus(msgspec.structs.replace(focus, since=day))
        journal.purge()
        journal.note_milestones()
        assert kept(journal).items() >= noted.items()
    shutil.rmtree(os.path.dirname(home.places.data))


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(life=lives())
def test_the_days_are_those_that_the_quick_figures_are_drawn_from(
    empty: Sample, tmp_path: Path, life: Life
) -> None:
    home = home_of(empty, tmp_path)
    with home.open() as journal:
        in_order(journal, life)
        read = insight.read(journal)
        assert [read.days(one) for one in read.focuses] == [
            journal.focus_days(one, TODAY) for one in journal.focuses()
        ]
        assert [read.figures(one).figures for one in read.focuses] == [
            one.figures for one in journal.standings()
        ]
        shown = [stored.entry for stored in journal.select(Selection())]
        assert read.marks == [mark.of(entry) for entry in shown]
        assert read.values() == series.by_day(shown)
    shutil.rmtree(os.path.dirname(home.places.data))


# Reading.


def test_what_was_read_is_held_until_something_changes(journal: Journal) -> None:
    read = insight.read(journal)
    assert insight.read(journal, read) is read
    journal.save_draft("note", {"text": "typing"})
    assert insight.read(journal, read) is read
    journal.write(journal.new_entry(kind="mood", mood=1))
    again = insight.read(journal, read)
    assert again is not read
    assert len(again.marks) == len(read.marks) + 1


def test_a_new_day_is_read_anew(journal: Journal, at: Any) -> None:
    read = insight.read(journal)
    at("2026-11-23T12:00:00+01:00")
    assert insight.read(journal, read).today == date(2026, 11, 23)


def test_an_empty_journal_is_read(empty: Sample, tmp_path: Path) -> None:
    with invented.copied(empty, tmp_path / "home").open() as journal:
        read = insight.read(journal)
        assert (read.first, read.focuses, read.logged) == (None, (), frozenset())
        assert all(one.usual.state == "needs" for one in read.trends(None, 30).measures)
        assert read.patterns().when.n == 0
        assert read.year(2026).moods == {}
        assert insight.review(journal).entries == 0
        assert insight.on_this_day(journal, TODAY) == {}


# What counts for which focus.


def entry_mark(kind: str, focus: str | None = None, back: int = 0, **fields: Any) -> Mark:
    return Mark(kind, TODAY - timedelta(days=back), focus=focus, **fields)


def read_of(*marks: Mark, focuses: tuple[Focus, ...] = FOCUSES) -> Insight:
    return Insight(TODAY, 1, focuses, sorted(marks, key=lambda one: one.day))


def test_cravings_and_uses_are_those_of_the_focus_and_all_else_belongs_to_each() -> None:
    own = entry_mark("craving", ALCOHOL.id, craving=5.0)
    others = entry_mark("craving", GAMBLING.id, craving=9.0)
    waiting = entry_mark("craving", None, craving=7.0)
    mood = entry_mark("mood", mood=4.0)
    spoken = entry_mark("check_in", GAMBLING.id, mood=1.0)
    read = read_of(own, others, waiting, mood, spoken)
    assert read.marks_of(ALCOHOL) == [own, mood]
    assert read.marks_of(FOCUSES[1]) == [others, mood, spoken]
    assert read.marks_of() == [own, others, waiting, mood, spoken]
    assert read.values(ALCOHOL)[TODAY].craving == 5.0
    assert read.values()[TODAY].craving == 9.0


def test_what_lies_after_today_is_in_no_figure() -> None:
    read = read_of(
        entry_mark("mood", back=0, mood=2.0),
        entry_mark("mood", back=-1, mood=9.0),
        entry_mark("use", ALCOHOL.id, back=-2),
    )
    assert list(read.values()) == [TODAY]
    assert read.trends(None, 30).logged == 1
    assert read.year(2026).moods == {TODAY: 2.0}
    assert read.figures(ALCOHOL).figures.last_30.used == 0
    assert len(read.counts.logged) == 1


def test_a_limit_is_held_against_amounts_only_where_the_goal_is_to_reduce() -> None:
    uses = [entry_mark("use", GAMBLING.id, back, amount=1.5) for back in (0, 7, 8, 14)]
    read = read_of(*uses)
    within = read.figures(FOCUSES[1]).within
    days = read.days(FOCUSES[1])
    amounts = {one.day: limits.Amount(one.amount or 0) for one in uses}
    assert within == limits.within(days, amounts, limits.Limit(2.0, "week"), TODAY)
    assert within is not None
    assert read.figures(ALCOHOL).within is None
    abstaining = msgspec.structs.replace(FOCUSES[1], goal="abstain")
    assert read.figures(abstaining).within is None


def test_a_use_day_takes_away_only_itself() -> None:
    focus = msgspec.structs.replace(ALCOHOL, since=TODAY - timedelta(days=85))
    figures = read_of(entry_mark("use", focus.id, 1)).figures(focus).figures
    assert (figures.free_days_total, figures.longest_run, figures.current_run) == (85, 84, 1)


def test_trends_and_patterns_are_those_of_the_pure_functions() -> None:
    marks = [
        entry_mark("craving", ALCOHOL.id, back, minute=22 * 60, craving=float(back % 11))
        for back in range(80)
    ] + [entry_mark("check_in", None, back, mood=5.0, sleep=7.0) for back in range(60)]
    read = read_of(*marks)
    trends = read.trends(ALCOHOL, 30)
    assert (trends.first, trends.last, trends.logged) == (date(2026, 10, 24), TODAY, 30)
    assert [one.measure for one in trends.measures] == list(trend.Measure)
    for one in trends.measures:
        known = trend.of(read.values(ALCOHOL), one.measure)
        assert one.line == trend.line(known, trends.first, TODAY)
        assert len(one.line) == 30
        assert one.usual == trend.usual(known, TODAY)
        assert one.comparison == trend.compare(known, TODAY, 30)
    found = read.patterns(ALCOHOL)
    assert found.when == pattern.when(marks, TODAY)
    assert (found.first, found.last) == (date(2025, 11, 23), TODAY)
    assert read.patterns(FOCUSES[1]).when.n == 0


def test_a_focus_had_no_craving_on_days_that_tell_only_of_another() -> None:
    read = read_of(
        entry_mark("craving", ALCOHOL.id, 2, craving=5.0),
        entry_mark("craving", GAMBLING.id, 1, craving=9.0),
        entry_mark("use", GAMBLING.id, 0),
        entry_mark("note", None, -1),
    )
    days = [TODAY - timedelta(days=back) for back in (2, 1, 0)]
    values = read.values(ALCOHOL)
    assert trend.of(values, trend.Measure.CRAVINGS) == dict(zip(days, (1.0, 0, 0), strict=True))
    assert trend.of(values, trend.Measure.CRAVING) == {days[0]: 5.0}
    assert values[days[1]] == series.DayValue(None, None, 0)
    assert read.trends(ALCOHOL, 30).logged == 3
    assert read.year(2026, ALCOHOL).logged == set(days)
    assert read.year(2026, ALCOHOL).cravings == {days[0]: 5.0}


def test_what_lies_before_the_first_entry_is_in_no_number_of_days() -> None:
    first = TODAY - timedelta(days=8)
    read = read_of(*(entry_mark("mood", back=back, mood=5.0) for back in range(0, 9, 2)))
    trends = read.trends(None, 90)
    assert (trends.first, trends.last, trends.days) == (first, TODAY, 90)
    assert all(one.line[0].day == first for one in trends.measures)
    assert all(len(one.line) == 9 for one in trends.measures)
    said = trends_view.sheet(trends, Room()).plain()
    assert "mood noted on 5 of 9 days, always 5" in said
    assert "The last 90 days beside the 90 before" in said
    assert said.count("needs") == 1
    assert "Two periods are compared once 14 days are noted in each." in said
    assert read.trends(None, 5).first == TODAY - timedelta(days=4)
    assert read_of().trends(None, 30).first == TODAY - timedelta(days=29)
    year = read.year(2026)
    assert year.first == first
    said = year_view.sheet(year, year_view.Show.MOOD, None, TODAY, Room(columns=80)).plain()
    assert "mood in 2026: noted on 5 of 9 days, always 5" in said
    # Nothing stands for the days before, a point for those after on which nothing was noted.
    november = next(line for line in said.splitlines() if line.startswith("Nov"))
    assert november[4:].split() == [*"5·5·5·5·5", "5.0"]


def test_a_year_has_states_from_the_start_of_recovery_to_today() -> None:
    read = read_of(entry_mark("use", ALCOHOL.id, 2), entry_mark("mood", back=1, mood=3.0))
    year = read.year(2026, ALCOHOL)
    assert min(year.states) == ALCOHOL.since
    assert max(year.states) == TODAY
    assert year.states[TODAY - timedelta(days=2)] is DayState.USED
    assert list(year.states.values()).count(DayState.FREE) == 192
    assert year.logged == {TODAY - timedelta(days=1), TODAY - timedelta(days=2)}
    assert read.year(2025, ALCOHOL).states == {}
    assert read.year(2027, ALCOHOL).states == {}
    assert read.year(2026).states == {}


def test_the_first_days_of_the_calendar_are_days_like_any_other() -> None:
    read = Insight(date(1, 1, 5), 1, FOCUSES, [Mark("mood", date(1, 1, 3), mood=5.0)])
    assert read.year(1, ALCOHOL).moods == {date(1, 1, 3): 5.0}
    assert read.year(9999, ALCOHOL).states == {}


# Days in words.


def test_a_review_is_of_seven_days(journal: Journal) -> None:
    old = journal.write(journal.new_entry(kind="note", text="old", day=TODAY - timedelta(days=7)))
    found = insight.review(journal)
    assert (found.first, found.last) == (date(2026, 11, 16), TODAY)
    assert found.entries == len(journal.select(Selection(first=found.first, last=TODAY)))
    assert [one.label for one in found.focuses] == ["alcohol"]
    assert insight.review(journal, old.entry.day).entries == 1


def test_the_same_day_of_earlier_years_comes_back(journal: Journal) -> None:
    for year in (2020, 2023, 2025):
        journal.write(journal.new_entry(kind="note", text=str(year), day=date(year, 11, 22)))
    journal.write(journal.new_entry(kind="note", text="another day", day=date(2025, 11, 21)))
    gone = journal.write(journal.new_entry(kind="note", text="gone", day=date(2019, 11, 22)))
    journal.delete(gone)
    found = insight.on_this_day(journal, TODAY)
    assert list(found) == [date(2025, 11, 22), date(2023, 11, 22), date(2020, 11, 22)]
    assert [entry.text for entry in found[date(2023, 11, 22)]] == ["2023"]
