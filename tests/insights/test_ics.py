"""The calendar file, read back by a small reader that knows the rules of RFC 5545."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.insights.ics import calendar
from recoverylog.insights.milestone import Ahead, dates_to_come, to_come
from recoverylog.journal.text import one_line
from tests.insights.histories import focus_days

NOW = datetime(2026, 11, 22, 15, 4, 5, tzinfo=UTC)
SINCE, TODAY = date(2026, 5, 14), date(2026, 11, 22)
ALCOHOL = "a1" * 16


def dated() -> list[Ahead]:
    return dates_to_come(SINCE, ALCOHOL, TODAY, date(2028, 6, 1))


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    return text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")


def events(text: str) -> list[dict[str, str]]:
    lines = unfolded(text)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    body = "\n".join(lines)
    found = re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", body, re.DOTALL)
    return [dict(line.split(":", 1) for line in event.split("\n")) for event in found]


def unescaped(value: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return re.sub(r"\\([\\;,])", r"\1", value)


def test_the_whole_file() -> None:
    one = dated()[0]
    (uid,) = (event["UID"] for event in events(calendar([one], NOW)))
    assert calendar([one], NOW) == "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//recoverylog//EN",
            "CALSCALE:GREGORIAN",
            "BEGIN:VEVENT",
            f"UID:{uid}",
            "DTSTAMP:20261122T150405Z",
            "DTSTART;VALUE=DATE:20261130",
            "SUMMARY:200 days",
            "CLASS:PRIVATE",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


def test_every_date_in_its_order_and_nothing_without_one() -> None:
    some = [*dated(), *to_come(focus_days(since=SINCE), ALCOHOL, TODAY)]
    found = events(calendar(some, NOW))
    days = [one.day for one in some if one.day]
    assert [event["DTSTART;VALUE=DATE"] for event in found] == [f"{day:%Y%m%d}" for day in days]
    assert [event["SUMMARY"] for event in found][:3] == ["200 days", "7 months", "8 months"]


def test_an_event_keeps_its_name_when_the_start_is_edited() -> None:
    before = {e["SUMMARY"]: e["UID"] for e in events(calendar(dated(), NOW))}
    moved = dates_to_come(SINCE + timedelta(days=1), ALCOHOL, TODAY, date(2028, 6, 1))
    after = {e["SUMMARY"]: e["UID"] for e in events(calendar(moved, NOW))}
    assert after == before
    assert len(set(before.values())) == len(before)


def test_two_focuses_share_no_name() -> None:
    other = dates_to_come(SINCE, "b2" * 16, TODAY, date(2028, 6, 1))
    ours, theirs = events(calendar(dated(), NOW)), events(calendar(other, NOW))
    assert not {e["UID"] for e in ours} & {e["UID"] for e in theirs}


def test_a_file_says_nothing_of_what_it_is_about() -> None:
    text = calendar(dated(), NOW)
    assert ALCOHOL not in text
    assert "recovery:" not in text
    assert all(re.fullmatch(r"\d+ \w+", event["SUMMARY"]) for event in events(text))


def test_a_time_in_another_zone_is_written_as_universal_time() -> None:
    there = NOW.astimezone(timezone(timedelta(hours=-8)))
    assert calendar(dated(), there) == calendar(dated(), NOW)


def test_a_time_without_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        calendar([], NOW.replace(tzinfo=None))


@pytest.mark.parametrize("letter", ["x", "é", "日", "🙂"])
def test_a_long_title_fills_its_lines_and_no_more(letter: str) -> None:
    text = calendar(dated()[:1], NOW, {ALCOHOL: letter * 300})
    lines = text.split("\r\n")
    octets = len(letter.encode())
    assert 75 - octets < max(len(line.encode()) for line in lines) <= 75
    (event,) = events(text)
    assert event["SUMMARY"] == f"200 days {letter * 300}"


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_any_title_of_ones_own_is_folded_and_comes_back(title: str) -> None:
    text = calendar(dated()[:1], NOW, {ALCOHOL: title})
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    assert [re.split("[:;]", line)[0] for line in unfolded(text)][4:6] == ["BEGIN", "UID"]
    (event,) = events(text)
    assert unescaped(event["SUMMARY"]) == one_line(f"200 days {title}")
