"""``at:`` phrases become moments: by the calendar, by the clock on the wall, or by elapsed time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from recoverylog import clock
from recoverylog.journal.when import resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    Standing = Callable[[str, str], datetime]

BERLIN = "Europe/Berlin"
NOON = "2026-10-21T12:00:00+02:00"  # a Wednesday, four days before summer time ends


@pytest.fixture
def standing(zone: Callable[[str], None], at: Callable[[datetime | str], None]) -> Standing:
    """Return a function that moves zone and clock, and says what the clock then shows."""

    def stand(place: str, now: str) -> datetime:
        zone(place)
        at(now)
        return clock.now()

    return stand


@pytest.fixture
def noon(standing: Standing) -> datetime:
    """Hold the clock at noon of a plain Wednesday in Berlin."""
    return standing(BERLIN, NOON)


@pytest.mark.parametrize(
    ("phrase", "moment"),
    [
        (None, NOON),
        ("now", NOON),
        ("NOW", NOON),
        ("today", NOON),
        ("-2h", "2026-10-21T10:00:00+02:00"),
        ("-30m", "2026-10-21T11:30:00+02:00"),
        ("-1h30m", "2026-10-21T10:30:00+02:00"),
        ("-1h 30m", "2026-10-21T10:30:00+02:00"),
        ("-90m", "2026-10-21T10:30:00+02:00"),
        ("\u22122h", "2026-10-21T10:00:00+02:00"),
        ("-1d", "2026-10-20T12:00:00+02:00"),
        ("-1d2h", "2026-10-20T10:00:00+02:00"),
        ("-0m", NOON),
        ("9:30", "2026-10-21T09:30:00+02:00"),
        ("09:30", "2026-10-21T09:30:00+02:00"),
        ("12:00", "2026-10-21T12:00:00+02:00"),
        ("12:01", "2026-10-20T12:01:00+02:00"),
        ("21:30", "2026-10-20T21:30:00+02:00"),
        ("9pm", "2026-10-20T21:00:00+02:00"),
        ("9 PM", "2026-10-20T21:00:00+02:00"),
        ("9:30pm", "2026-10-20T21:30:00+02:00"),
        ("9am", "2026-10-21T09:00:00+02:00"),
        ("12am", "2026-10-21T00:00:00+02:00"),
        ("12pm", "2026-10-21T12:00:00+02:00"),
        ("12:15am", "2026-10-21T00:15:00+02:00"),
        ("today 9:30", "2026-10-21T09:30:00+02:00"),
        ("today 21:30", "2026-10-21T21:30:00+02:00"),
        ("yesterday", "2026-10-20T12:00:00+02:00"),
        ("yesterday 9pm", "2026-10-20T21:00:00+02:00"),
        ("Yesterday  21:30", "2026-10-20T21:30:00+02:00"),
        ("2026-10-19 08:05", "2026-10-19T08:05:00+02:00"),
        ("2026-10-19T08:05", "2026-10-19T08:05:00+02:00"),
        ("2026-10-19 8pm", "2026-10-19T20:00:00+02:00"),
        ("2026-01-19 08:05", "2026-01-19T08:05:00+01:00"),
    ],
)
def test_everyday_phrases(noon: datetime, phrase: str | None, moment: str) -> None:
    found = resolve(phrase, noon)
    assert found is not None
    assert found.isoformat() == moment


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        " ",
        "-",
        "-h",
        "-2",
        "2h",
        "-2h30",
        "-30m1h",
        "9",
        "930",
        "21.30",
        "24:00",
        "12:60",
        "13pm",
        "0am",
        "9:5",
        "today noon",
        "yesterday evening",
        "tomorrow",
        "last tuesday",
        "gestern 21:30",
        "2026-10-19",
        "2026-02-30 10:00",
        "2026-13-01 10:00",
        "2026-10-19 25:00",
        "2026-10-19T08:05:00Z",
        "0000-01-01 00:00",
        "-99999999999999999999d",
        "-9999999d",
        "-99999d-1h",
        "yesterday yesterday",
        "\x00",
        "\ud800",
    ],
)
def test_a_phrase_not_known_here_travels_as_written(noon: datetime, phrase: str) -> None:
    assert resolve(phrase, noon) is None


def test_a_full_date_may_lie_in_the_future(noon: datetime) -> None:
    """It is returned as it is: the caller sees that it lies ahead, and says so."""
    found = resolve("2030-01-01 10:00", noon)
    assert found is not None
    assert found.isoformat() == "2030-01-01T10:00:00+01:00"
    assert found > noon


def test_hours_ago_are_hours_that_passed_over_the_long_night(standing: Standing) -> None:
    """From 08:00 in winter time, eight hours back is one in the morning, not midnight."""
    morning = standing(BERLIN, "2026-10-25T08:00:00+01:00")
    found = resolve("-8h", morning)
    assert found is not None
    assert found.isoformat() == "2026-10-25T01:00:00+02:00"
    assert morning - found == timedelta(hours=8)


def test_hours_ago_are_hours_that_passed_over_the_short_night(standing: Standing) -> None:
    morning = standing(BERLIN, "2026-03-29T08:00:00+02:00")
    found = resolve("-8h", morning)
    assert found is not None
    assert found.isoformat() == "2026-03-28T23:00:00+01:00"


def test_hours_ago_hold_for_a_now_whose_zone_has_rules(standing: Standing) -> None:
    """Python subtracts on the wall clock there: 00:00 instead of 01:00."""
    standing(BERLIN, "2026-10-25T08:00:00+01:00")
    morning = datetime(2026, 10, 25, 8, 0, tzinfo=ZoneInfo(BERLIN))
    assert (morning - timedelta(hours=8)).isoformat() == "2026-10-25T00:00:00+02:00"
    found = resolve("-8h", morning)
    assert found is not None
    assert found.isoformat() == "2026-10-25T01:00:00+02:00"


def test_a_day_ago_is_the_same_hour_on_the_wall(standing: Standing) -> None:
    """The night between had 25 hours; nobody who says "a day ago" counts them."""
    morning = standing(BERLIN, "2026-10-25T08:00:00+01:00")
    found = resolve("-1d", morning)
    assert found is not None
    assert found.isoformat() == "2026-10-24T08:00:00+02:00"
    assert morning - found == timedelta(hours=25)


def test_yesterday_is_read_off_the_wall_over_both_nights(standing: Standing) -> None:
    autumn = resolve("yesterday 21:30", standing(BERLIN, "2026-10-25T12:00:00+01:00"))
    spring = resolve("yesterday 21:30", standing(BERLIN, "2026-03-29T12:00:00+02:00"))
    assert autumn is not None
    assert spring is not None
    assert autumn.isoformat() == "2026-10-24T21:30:00+02:00"
    assert spring.isoformat() == "2026-03-28T21:30:00+01:00"


@pytest.mark.parametrize(
    ("place", "now", "phrase", "moment"),
    [
        # The hour that comes twice: the first of the two is meant.
        (BERLIN, "2026-10-25T12:00:00+01:00", "2:30", "2026-10-25T02:30:00+02:00"),
        (BERLIN, "2026-10-25T02:10:00+01:00", "2:45", "2026-10-25T02:45:00+02:00"),
        (BERLIN, "2026-10-25T02:10:00+02:00", "2:45", "2026-10-24T02:45:00+02:00"),
        # The hour that is left out: the clock is taken to run on.
        (BERLIN, "2026-03-29T12:00:00+02:00", "2:30", "2026-03-29T03:30:00+02:00"),
        ("Australia/Lord_Howe", "2026-04-05T12:00:00+10:30", "1:45", "2026-04-05T01:45:00+11:00"),
        ("Australia/Lord_Howe", "2026-10-04T12:00:00+11:00", "2:15", "2026-10-04T02:45:00+11:00"),
        ("America/New_York", "2026-11-01T12:00:00-05:00", "1:30", "2026-11-01T01:30:00-04:00"),
        ("Asia/Kathmandu", "2026-10-21T12:00:00+05:45", "21:30", "2026-10-20T21:30:00+05:45"),
    ],
)
def test_hours_that_a_zone_skips_or_repeats(
    standing: Standing, place: str, now: str, phrase: str, moment: str
) -> None:
    found = resolve(phrase, standing(place, now))
    assert found is not None
    assert found.isoformat() == moment


@pytest.mark.parametrize("offset", ["+02:00", "+01:00"])
def test_today_alone_is_now_in_either_of_the_two_hours(standing: Standing, offset: str) -> None:
    now = standing(BERLIN, f"2026-10-25T02:30:00{offset}")
    assert resolve("today", now) == now


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(instant=st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
@pytest.mark.parametrize("place", [BERLIN, "America/New_York", "Australia/Lord_Howe"])
def test_a_bare_time_is_past_and_at_most_a_day_ago(
    standing: Standing, place: str, instant: datetime
) -> None:
    """At most 25 hours ago, as the longest day has them, and the clock showed that time."""
    now = standing(place, instant.replace(microsecond=0).isoformat())
    for phrase in ("0:15", "12:00", "23:45"):
        found = resolve(phrase, now)
        assert found is not None
        assert timedelta(0) <= now - found <= timedelta(hours=25)
        assert found.strftime("%-H:%M") == phrase


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(phrase="0001-01-01 00:00")
@example(phrase="9999-12-31 23:59")
@example(phrase="-99999d99999h99999m")
@given(phrase=st.text() | st.from_regex(r"\A[-+0-9dhmTap: ]{1,12}\Z"))
def test_no_phrase_raises(noon: datetime, phrase: str) -> None:
    found = resolve(phrase, noon)
    assert found is None or found.tzinfo is not None
