"""A day is read off the clock on the wall, on every night that a year has."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import recoverylog
from recoverylog.journal.days import ROLLOVER_DEFAULT, journal_day

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Pacific/Apia",  # 30 December 2011 never was
    "Asia/Kathmandu",  # three quarters of an hour off
]
BERLIN = ZoneInfo("Europe/Berlin")
SOURCE = Path(recoverylog.__file__).parents[1]

zones = st.sampled_from(ZONES).map(ZoneInfo)
rollovers = st.integers(0, 12)
instants = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - Hypothesis wants naive bounds
    max_value=datetime(2060, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
walls = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001
    max_value=datetime(2060, 1, 1),  # noqa: DTZ001
)


def by_subtracting_hours(moment: datetime, rollover: int = ROLLOVER_DEFAULT) -> date:
    """Find the day the way it must never be found: the instant, minus the roll-over hours."""
    zone = moment.tzinfo
    return (moment.astimezone(UTC) - timedelta(hours=rollover)).astimezone(zone).date()


@pytest.mark.parametrize(
    ("wall", "day"),
    [
        ("2026-10-21T04:00", "2026-10-21"),
        ("2026-10-21T03:59", "2026-10-20"),
        ("2026-10-21T00:00", "2026-10-20"),
        ("2026-10-21T23:59", "2026-10-21"),
        ("2026-03-01T02:00", "2026-02-28"),
        ("2028-03-01T02:00", "2028-02-29"),
        ("2027-01-01T03:00", "2026-12-31"),
    ],
)
def test_a_day_ends_at_four_in_the_morning(wall: str, day: str) -> None:
    assert journal_day(datetime.fromisoformat(wall)) == date.fromisoformat(day)


@pytest.mark.parametrize("fold", [0, 1])
@pytest.mark.parametrize("hour", [0, 1, 2, 3])
def test_the_night_of_25_october_2026_in_berlin_belongs_to_the_24th(hour: int, fold: int) -> None:
    night = datetime(2026, 10, 25, hour, 30, tzinfo=BERLIN, fold=fold)
    assert journal_day(night) == date(2026, 10, 24)


def test_the_morning_after_the_long_night_is_a_day_of_its_own() -> None:
    assert journal_day(datetime(2026, 10, 25, 4, 0, tzinfo=BERLIN)) == date(2026, 10, 25)


def test_the_night_that_skips_an_hour_belongs_to_the_evening_before() -> None:
    assert journal_day(datetime(2026, 3, 29, 1, 59, tzinfo=BERLIN)) == date(2026, 3, 28)
    assert journal_day(datetime(2026, 3, 29, 3, 0, tzinfo=BERLIN)) == date(2026, 3, 28)
    assert journal_day(datetime(2026, 3, 29, 4, 0, tzinfo=BERLIN)) == date(2026, 3, 29)


def test_subtracting_hours_from_the_instant_is_wrong_in_autumn() -> None:
    """03:30 in winter time is four and a half hours after midnight: half an hour too many."""
    night = datetime(2026, 10, 25, 3, 30, tzinfo=BERLIN)
    assert by_subtracting_hours(night) == date(2026, 10, 25)
    assert journal_day(night) == date(2026, 10, 24)


def test_subtracting_hours_from_the_instant_is_wrong_in_spring() -> None:
    """04:30 in summer time is three and a half hours after midnight: half an hour too few."""
    morning = datetime(2026, 3, 29, 4, 30, tzinfo=BERLIN)
    assert by_subtracting_hours(morning) == date(2026, 3, 28)
    assert journal_day(morning) == date(2026, 3, 29)


@given(instant=instants, zone=zones, rollover=rollovers)
def test_the_day_is_the_wall_date_or_the_one_before(
    instant: datetime, zone: ZoneInfo, rollover: int
) -> None:
    here = instant.astimezone(zone)
    before = here.hour < rollover
    assert journal_day(here, rollover) == here.date() - timedelta(days=int(before))


@given(wall=walls, one=zones, other=zones, fold=st.sampled_from([0, 1]), rollover=rollovers)
def test_zone_and_fold_say_nothing_about_the_day(
    wall: datetime, one: ZoneInfo, other: ZoneInfo, fold: int, rollover: int
) -> None:
    here = wall.replace(tzinfo=one, fold=fold)
    there = wall.replace(tzinfo=other)
    assert (
        journal_day(here, rollover) == journal_day(there, rollover) == journal_day(wall, rollover)
    )


@given(wall=walls, rollover=rollovers)
def test_every_day_is_twenty_four_hours_of_the_wall_clock(wall: datetime, rollover: int) -> None:
    start = wall.replace(hour=rollover, minute=0, second=0, microsecond=0)
    day = journal_day(start, rollover)
    assert day == wall.date()
    assert journal_day(start + timedelta(hours=24) - timedelta.resolution, rollover) == day
    assert journal_day(start + timedelta(hours=24), rollover) == day + timedelta(days=1)
    assert journal_day(start - timedelta.resolution, rollover) == day - timedelta(days=1)


@given(start=instants, hops=st.lists(st.tuples(st.integers(0, 40), zones), min_size=2, max_size=8))
def test_on_a_journey_each_entry_goes_by_the_clock_where_it_was_written(
    start: datetime, hops: list[tuple[int, ZoneInfo]]
) -> None:
    """No entry looks at the one before it, so none is moved by where the last one was."""
    moment = start
    for hours, zone in hops:
        moment += timedelta(hours=hours)
        here = moment.astimezone(zone)
        assert journal_day(here) == journal_day(here.replace(tzinfo=None))
        assert here.date() - journal_day(here) in (timedelta(0), timedelta(days=1))


def test_over_the_date_line_one_way_skips_a_day_and_the_other_repeats_one() -> None:
    """New York to Apia and back: the calendar on the wall jumps, and the journal with it."""
    apia, new_york = ZoneInfo("Pacific/Apia"), ZoneInfo("America/New_York")
    flight = timedelta(hours=15)
    leaving = datetime(2026, 6, 15, 22, 0, tzinfo=new_york)
    landed = (leaving.astimezone(UTC) + flight).astimezone(apia)
    assert (journal_day(leaving), journal_day(landed)) == (date(2026, 6, 15), date(2026, 6, 17))
    returning = landed.replace(hour=9)
    home = (returning.astimezone(UTC) + flight).astimezone(new_york)
    assert (journal_day(returning), journal_day(home)) == (date(2026, 6, 17), date(2026, 6, 17))


def test_the_date_that_apia_left_out_is_no_special_case() -> None:
    apia = ZoneInfo("Pacific/Apia")
    before = datetime(2011, 12, 29, 23, 59, tzinfo=apia)
    after = (before.astimezone(UTC) + timedelta(minutes=1)).astimezone(apia)
    assert (after.date(), journal_day(after)) == (date(2011, 12, 31), date(2011, 12, 30))


@pytest.mark.parametrize("rollover", [-1, 13, 24])
def test_a_roll_over_hour_beyond_noon_is_refused(rollover: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 12"):
        journal_day(datetime(2026, 1, 1, 12, tzinfo=UTC), rollover)


# DESIGN's list, and the parts of the standard library that cost time and can be done without.
COSTLY = """
    typer rich textual sqlalchemy sqlmodel pydantic msgspec platformdirs tomllib tzlocal dateparser
    zoneinfo uuid dataclasses inspect argparse subprocess logging hashlib ctypes shutil tempfile
    pathlib urllib random statistics
"""


@pytest.mark.parametrize("module", ["grammar", "when", "days"])
def test_the_quick_path_loads_little(module: str) -> None:
    """What ``rl`` imports of the journal stays clear of every slow module, all the way down."""
    script = (
        f"import sys; sys.path.insert(0, {str(SOURCE)!r});"
        f"import recoverylog.journal.{module}, json; print(json.dumps(sorted(sys.modules)))"
    )
    child = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(child.stdout))
    assert f"recoverylog.journal.{module}" in loaded
    assert not loaded & set(COSTLY.split())
