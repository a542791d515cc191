"""trends, year, patterns, review, milestones: what they say of nothing, of little and of much."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from recoverylog import clock
from recoverylog.charts import pixels
from recoverylog.journal.focus import Focus
from recoverylog.session import opening
from tests.cli.conftest import ALCOHOL, GAMBLING, PASSPHRASE, told
from tests.cli.terminal import SGR, Terminal, width
from tests.cli.test_cli_hostile_text import HOSTILE, acting

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoverylog.session.journal import Journal
    from tests.cli.conftest import Vault
    from tests.conftest import Program

COMMANDS = ("trends", "patterns", "year", "review", "milestones", "signs", "streak")
TODAY = date(2026, 11, 22)


def write(vault: Vault, *written: dict[str, Any]) -> None:
    """Write entries, each at half past six in the evening so many days ``back``."""
    with opening.open_with(vault.places, PASSPHRASE).journal as journal:
        for fields in written:
            _write(journal, **fields)


def _write(journal: Journal, *, back: int = 0, hour: int = 18, **fields: Any) -> None:
    day = journal.today() - timedelta(days=back)
    at = clock.local(datetime(day.year, day.month, day.day, hour, 30))  # noqa: DTZ001 - wall clock
    journal.write(journal.new_entry(at=at, **fields))


# --- with nothing, and with little


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("trends", "Lines appear here once a mood or a craving is noted on three days."),
        ("trends", "  Your usual needs 35 days"),
        ("trends", "  Two periods are compared once 14 days are noted in each."),
        ("patterns", "Patterns of the week need 8 weeks of entries; this is the first."),
        ("patterns", "What helped appears here after 5 cravings with the same +word"),
        ("patterns", "10 days with something and 10 without, each with a mood or craving: 20"),
        ("patterns", "Signs that you name yourself appear here, to be ticked once a week."),
        ("year", "mood: nothing noted yet in 2026\nEach day with a mood becomes a cell here.\n"),
        ("year", "strongest craving: nothing noted yet in 2026\n"),
        ("year", "Each day of a focus, from the start of recovery on, becomes a cell here."),
        ("review", "nothing written in these seven days"),
        ("milestones", "Milestones are kept here as they are reached, whatever comes later."),
        ("signs", "Name one in your own words: recoverylog signs add skipping meals"),
        ("streak", "recoverylog focus add alcohol --since 2026-05-14"),
    ],
)
def test_an_empty_journal_is_told_what_will_appear(command: str, says: str, empty: Vault) -> None:
    done = empty.run(command)
    assert (done.returncode, done.stderr) == (0, "")
    assert says in done.stdout
    assert headlines_of_nothing(done.stdout) == []


@pytest.fixture
def young(vault: Vault) -> Vault:
    """Return a journal of five days: a mood on four of them, two cravings."""
    write(
        vault,
        *({"back": back, "kind": "mood", "mood": 4 + back} for back in range(4)),
        {"back": 4, "kind": "craving", "craving": 7, "tags": ("pub",), "focus": ALCOHOL},
        {
            "back": 0, "kind": "craving", "craving": 5, "after": 2,
            "helped": ("walk",), "focus": ALCOHOL,
        },
    )  # fmt: skip
    return vault


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("trends", "mood 5.5 on average, from 4 to 7, noted on 4 of 5 days"),
        ("trends", "  Your usual needs 35 days"),
        ("trends", "  Two periods are compared once 14 days are noted in each."),
        ("patterns", "Patterns of the week need 8 weeks of entries; this is the first."),
        ("patterns", "  @pub with 1 of 2 cravings\n"),
        ("patterns", "  +walk: 1 craving with a strength afterwards, 4 more needed"),
        ("year", "mood in 2026: 5.5 on average, from 4 to 7, noted on 4 of 5 days"),
        ("year", "days in 2026: 193 free days"),
        ("review", "6 entries on 5 of 7 days"),
        ("review", "walk: Sunday, a craving of 5 was 2 afterwards"),
        ("milestones", "  200 free days: 7 to go\n"),
        ("milestones", "  7 days logged: 2 to go\n"),
        ("streak", "193 free days in all"),
    ],
)
def test_a_young_journal_is_told_how_much_is_still_needed(
    command: str, says: str, young: Vault
) -> None:
    words = young.ok(command)
    assert says in words
    assert headlines_of_nothing(words) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_the_demo_says_something_with_everything(command: str, long: Vault) -> None:
    done = long.run(command)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert headlines_of_nothing(done.stdout) == []
    assert not {char for char in done.stdout if "\u2500" <= char <= "\u28ff" and char != "●"}, (
        "drawn into a pipe"
    )


def headlines_of_nothing(text: str) -> list[str]:
    """Return the lines that begin with a zero."""
    lines = [line for line in text.splitlines() if line != pixels.LEGEND]
    return [line for line in lines if re.match(r"\W*0(?![.:\d])", line)]


def test_the_eye_of_this_test_sees_a_headline_of_nothing() -> None:
    assert headlines_of_nothing("  0 free days in all\n\n• 0 of 30") == [
        "  0 free days in all",
        "• 0 of 30",
    ]
    assert headlines_of_nothing("100 free days\n  0.8 lately\nmood 0\n08:12") == []


# --- a day of use takes away that day and nothing else


@pytest.fixture
def returned(empty: Vault) -> Vault:
    """Return a journal of 84 free days, one use day, and today."""
    with opening.open_with(empty.places, PASSPHRASE).journal as journal:
        since = TODAY - timedelta(days=85)
        journal.put_focus(Focus(id=ALCOHOL, label="alcohol", since=since))
        _write(journal, back=1, kind="use", focus=ALCOHOL)
    return empty


def test_84_free_days_a_use_day_and_one_more(returned: Vault) -> None:
    [focus] = returned.json("streak")["focuses"]
    assert (focus["free_days_total"], focus["longest_run"], focus["runs"]) == (85, 84, 2)
    assert focus["current_run"] == 1
    words = returned.ok("streak")
    assert "85 free days in all" in words
    assert "29 of the last 30 days free" in words
    assert "this run 1 day · longest 84 · 2 runs" in words
    assert "85 free days in all" in returned.ok("today")
    [days] = returned.json("year")["days"]
    assert sorted(days["states"].values()) == ["free"] * 85 + ["used"]
    assert "days in 2026: 85 free days, 1 day with use recorded" in returned.ok("year")
    [week] = returned.json("review")["focuses"]
    assert (week["free"], week["used"]) == (6, 1)


@pytest.mark.parametrize("command", [*COMMANDS, "today"])
def test_no_headline_has_a_zero_and_none_is_red(
    command: str, returned: Vault, cli: Program
) -> None:
    assert headlines_of_nothing(returned.ok(command)) == []
    with Terminal(cli.argv(command), passphrase=PASSPHRASE) as screen:
        assert screen.ended() == 0
        assert not reds(screen.raw)


def reds(raw: str) -> list[str]:
    """Return the sequences that ask a terminal for red, by its name or its number."""
    found = []
    for sequence in re.findall(r"\x1b\[([0-9;]*)m", raw):
        codes = sequence.split(";")
        named = {"31", "41", "91", "101"} & set(codes) and "38" not in codes and "48" not in codes
        cube = re.search(r"[34]8;5;(1|9|52|88|124|160|196)(?:;|$)", sequence)
        if named or cube:
            found.append(sequence)
    return found


def test_the_eye_of_this_test_sees_red() -> None:
    for red in ("\x1b[31m", "\x1b[1;91m", "\x1b[38;5;196m", "\x1b[48;5;1m"):
        assert reds(red), red
    assert not reds("\x1b[38;5;31m\x1b[36m\x1b[1m\x1b[0m")


def test_what_was_reached_stays_when_a_use_is_added_before_it(returned: Vault) -> None:
    def reached() -> dict[str, str]:
        group = returned.json("milestones")["groups"][0]
        return {one["key"]: one["day"] for one in group["reached"]}

    before = reached()
    assert before["free_days:60"] == "2026-10-27"
    returned.ok("log", "used", "on:alcohol", "at:2026-09-10")
    assert reached() == before
    assert "60 free days, reached on 27 October 2026" in returned.ok("milestones")


# --- what is asked for


@pytest.mark.parametrize("command", ["trends", "patterns"])
@pytest.mark.parametrize("days", ["6", "0", "-1", "36601", "9" * 30, "9" * 5000, "ten", "30d", ""])
def test_days_that_are_none_are_2(command: str, days: str, lived: Vault) -> None:
    line = told(lived.run(command, "--days", days), 2)
    assert "--days" in line
    assert len(line) < 200 or len(days) > 1000


def test_patterns_need_more_days_than_a_line(lived: Vault) -> None:
    assert "from 28 to" in told(lived.run("patterns", "--days", "27"), 2)


@pytest.mark.parametrize(
    ("command", "days"),
    [("trends", 7), ("trends", 30), ("patterns", 28), ("patterns", 30), ("patterns", 36_600)],
)
def test_days_within_bounds(command: str, days: int, lived: Vault) -> None:
    found = lived.json(command, "-d", str(days))
    first = date.fromisoformat(found["first"])
    # A line begins with the first day on which anything was written.
    length = min(days, 22) if command == "trends" else days
    assert (date.fromisoformat(found["last"]) - first).days == length - 1
    assert found["last"] == "2026-11-22"


def test_fewer_days_than_fourteen_are_drawn_and_not_compared(lived: Vault) -> None:
    words = lived.ok("trends", "--days", "13")
    assert "beside the 13 before" not in words
    assert lived.json("trends", "--days", "13")["measures"]["mood"]["comparison"] is None
    assert "The last 14 days beside the 14 before" in lived.ok("trends", "--days", "14")


@pytest.mark.parametrize("year", ["0", "2027", "2999", "10000", "9" * 20])
def test_a_year_that_has_no_days_to_look_back_at_is_2(year: str, lived: Vault) -> None:
    assert "is no year to look back at" in told(lived.run("year", year), 2)


@pytest.mark.parametrize("arguments", ["year x", "year -5", "year 2026 2025", "year 2026.5"])
def test_what_is_no_year_is_2(arguments: str, lived: Vault) -> None:
    told(lived.run(*arguments.split()), 2)


def test_a_year_is_shown_in_three_ways_or_in_one(lived: Vault) -> None:
    whole = lived.ok("year", "2026")
    assert whole == lived.ok("year")
    for show, says in (("mood", "mood in"), ("Craving", "strongest"), ("DAYS", "days in")):
        words = lived.ok("year", "--show", show, "--on", "alcohol")
        assert says in words
        assert len(words.splitlines()) < len(whole.splitlines()) / 2
    line = told(lived.run("year", "--show", "sorrow"), 2)
    assert line == "A year cannot show “sorrow”. It shows mood, craving, days."
    assert lived.json("year", "1")["moods"] == {}


@pytest.mark.parametrize(
    ("until", "first"),
    [
        ("2026-11-15", "2026-11-09"),
        ("7d", "2026-11-09"),
        ("yesterday", "2026-11-15"),
        ("today", "2026-11-16"),
        ("2024-03-02", "2024-02-25"),
        ("0001-01-07", "0001-01-01"),
    ],
)
def test_a_week_ends_on_the_day_that_is_named(until: str, first: str, lived: Vault) -> None:
    week = lived.json("review", "--until", until)
    assert week["first"] == first
    assert (date.fromisoformat(week["last"]) - date.fromisoformat(first)).days == 6


@pytest.mark.parametrize(
    "until", ["2026-11-23", "9999-12-31", "2026-10", "2026-02-29", "soon", "", "0001-01-06"]
)
def test_a_day_that_ends_no_week_is_2(until: str, lived: Vault) -> None:
    told(lived.run("review", "--until", until), 2)


def test_a_week_quotes_what_was_written_in_it(lived: Vault) -> None:
    week = lived.json("review", "--until", "2026-11-07")
    assert (week["logged"], week["entries"], week["cravings"]) == (2, 2, 1)
    assert week["hard"]["text"] == "walked past the Anchor"
    assert (week["hard"]["craving"], week["hard"]["after"]) == (8.0, 3.0)
    words = lived.ok("review", "--until", "2026-11-07")
    assert "“walked past the Anchor”" in words
    assert len(words.splitlines()) <= 13


def test_on_this_day_of_an_earlier_year(lived: Vault) -> None:
    write(lived, {"back": 365, "kind": "note", "text": "first snow"})
    week = lived.json("review")
    [(day, [entry])] = week["on_this_day"].items()
    assert day == "2025-11-22"
    shown = lived.json("show", entry)["entry"]
    assert (shown["day"], shown["text"]) == (day, "first snow")
    words = lived.ok("review").partition("On this day\n")[2]
    assert "1 year ago" in words
    assert "“first snow”" in words
    assert lived.json("review", "--until", "yesterday")["on_this_day"] == {}


# --- one focus of several


@pytest.mark.parametrize("command", ["trends", "patterns", "year", "streak"])
def test_a_focus_that_there_is_not_is_10(command: str, lived: Vault) -> None:
    line = told(lived.run(command, "--on", "tea"), 10)
    assert line == "There is no focus called “tea”. recoverylog focus list shows them."


def test_a_focus_counts_its_own_cravings(lived: Vault) -> None:
    def strengths(*more: str) -> dict[str, float]:
        found: dict[str, float] = lived.json("year", *more)["cravings"]
        return found

    check_in = {"2026-11-22": 3.0}
    assert strengths("--on", "alcohol") == {"2026-11-01": 8.0, **check_in}
    assert strengths("--focus", "gam") == {"2026-11-22": 4.0}
    assert strengths() == {"2026-11-01": 8.0, "2026-11-22": 4.0}
    assert lived.json("patterns", "--on", "gambling")["triggers"]["cravings"] == 1
    assert lived.json("patterns")["triggers"]["cravings"] == 2
    assert lived.json("trends")["focus"] is None
    assert lived.json("trends", "--on", "gam")["focus"] == "gambling"


@pytest.mark.parametrize("command", ["trends", "patterns", "year --show craving"])
def test_where_there_are_several_the_focus_is_named_above(command: str, lived: Vault) -> None:
    words = command.split()
    assert lived.ok(*words, "--on", "gam").startswith("gambling\n")
    assert not lived.ok(*words).startswith(("gambling", "alcohol"))


def test_the_days_of_each_focus_stand_by_themselves(lived: Vault) -> None:
    words = lived.ok("year", "--show", "days")
    assert [line for line in words.splitlines() if line in {"alcohol", "gambling"}] == [
        "alcohol",
        "gambling",
    ]
    days = {one["focus"]: one["states"] for one in lived.json("year")["days"]}
    assert set(days) == {"alcohol", "gambling"}
    assert min(days["gambling"]) == "2026-11-01"
    assert days["alcohol"]["2026-11-03"] == "used"
    [one] = lived.json("year", "--on", "gambling")["days"]
    assert one["states"] == days["gambling"]


def test_an_archived_focus_can_be_asked_for_and_keeps_its_milestones(lived: Vault) -> None:
    before = lived.ok("milestones")
    assert "7 free days, reached on" in before
    lived.ok("focus", "edit", "alcohol", "--archive")
    assert [one["focus"] for one in lived.json("year")["days"]] == ["gambling"]
    assert "alcohol" in lived.ok("milestones"), "what was reached stays"
    assert lived.json("milestones")["groups"][1]["ahead"] == []
    for command in ("trends", "patterns", "year"):
        found = lived.json(command, "--on", "alcohol")
        assert found["focus"] == "alcohol"
    assert lived.json("year", "--on", "alcohol")["days"][0]["states"]["2026-11-03"] == "used"


# --- locked, and without a journal


@pytest.mark.parametrize(
    "command",
    [*COMMANDS[:5], "signs", "signs list", "signs add x", "signs tick", "signs put-away x"],
)
def test_a_locked_journal_with_no_input_is_3(command: str, lived: Vault, cli: Program) -> None:
    del lived
    told(cli("--no-input", *command.split()), 3)
    told(cli(*command.split(), "--no-input"), 3)


@pytest.mark.parametrize("command", [*COMMANDS[:5], "signs"])
def test_without_a_journal_it_is_7(command: str, cli: Program) -> None:
    told(cli(command, passphrase=PASSPHRASE), 7)


# --- a calendar of what lies ahead


class Event(NamedTuple):
    """An event as a calendar program reads it."""

    uid: str
    day: date
    title: str
    stamp: datetime


def events(text: str) -> list[Event]:
    """Read a calendar file as RFC 5545 has it, and check every rule that concerns such a one."""
    content = text.encode()
    assert content.endswith(b"\r\n")
    assert not {b"\r", b"\n"} & set(re.findall(rb"[\r\n]", content.replace(b"\r\n", b"")))
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    lines = content.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    found: list[Event] = []
    event: dict[str, str] | None = None
    properties: dict[str, str] = {}
    for line in lines[1:-1]:
        name, colon, value = line.partition(":")
        assert colon
        assert re.fullmatch(r"[A-Z-]+(;[A-Z-]+=[A-Z-]+)*", name), line
        if line == "BEGIN:VEVENT":
            assert event is None
            event = {}
        elif line == "END:VEVENT":
            assert event is not None
            found.append(_event(event))
            event = None
        else:
            into = properties if event is None else event
            assert name not in into, f"{name} stands there twice"
            into[name] = value
    assert event is None
    assert properties["VERSION"] == "2.0"
    assert properties["PRODID"]
    assert len({one.uid for one in found}) == len(found)
    return found


def _event(properties: dict[str, str]) -> Event:
    assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY"} <= set(properties)
    stamp = datetime.strptime(properties["DTSTAMP"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    day = datetime.strptime(properties["DTSTART;VALUE=DATE"], "%Y%m%d").replace(tzinfo=UTC).date()
    title = re.sub(r"\\([\\;,nN])", r"\1", properties["SUMMARY"])
    return Event(properties["UID"], day, title, stamp)


def test_the_eye_of_this_test_sees_what_no_calendar_is(long: Vault) -> None:
    right = long.ok("milestones", "--ics")
    assert events(right)
    for wrong in (
        right.replace("\r\n", "\n"),
        right.replace("VERSION:2.0\r\n", ""),
        right.replace("SUMMARY:", f"SUMMARY:{'é' * 40}"),
        right.replace("UID:", "X-UID:"),
        right + right,
    ):
        with pytest.raises((AssertionError, KeyError)):
            events(wrong)


def test_a_calendar_has_the_anniversaries_and_neutral_titles(lived: Vault) -> None:
    text = lived.ok("milestones", "--ics")
    found = events(text)
    assert {one.title for one in found} <= {
        f"{number} {unit}{'' if number == 1 else 's'}"
        for number in (1, 2, 3, 6, 7, 8, 9, 10, 11, 14, 18, 30, 60, 90, 100, 200, 500, 1000, 4, 5)
        for unit in ("day", "week", "month", "year")
    }
    for private in ("alcohol", "gambling", ALCOHOL, GAMBLING):
        assert private not in text
    assert all(TODAY < one.day <= date(2028, 11, 22) for one in found)
    # Alcohol since 14 May 2026, gambling since 1 November 2026.
    assert {one.day for one in found if one.title == "2 years"} == {
        date(2028, 5, 14),
        date(2028, 11, 1),
    }
    assert {one.stamp for one in found} == {datetime(2026, 11, 22, 20, 14, tzinfo=UTC)}


def test_the_next_one_ahead_is_the_first_in_the_calendar(long: Vault) -> None:
    [ahead] = [
        one for one in long.json("milestones")["groups"][0]["ahead"] if one["kind"] == "recovery"
    ]
    first = min(events(long.ok("milestones", "--ics")), key=lambda one: one.day)
    assert (first.day.isoformat(), first.title) == (ahead["day"], ahead["label"])


def test_the_names_of_events_stay_from_file_to_file(long: Vault, at: Callable[[str], None]) -> None:
    before = {(one.title): one.uid for one in events(long.ok("milestones", "--ics"))}
    at("2026-12-24T08:00:00+01:00")
    later = {(one.title): one.uid for one in events(long.ok("milestones", "--ics"))}
    shared = before.keys() & later.keys()
    assert len(shared) >= 4
    assert {title: before[title] for title in shared} == {title: later[title] for title in shared}
    long.ok("focus", "edit", "alcohol", "--since", "2025-10-20", "--name", "the drink")
    moved = {one.title: one for one in events(long.ok("milestones", "--ics"))}
    assert moved["2 years"].uid == before["2 years"]
    assert moved["2 years"].day == date(2027, 10, 20)


def test_the_end_of_a_month_and_a_leap_day(vault: Vault) -> None:
    vault.ok("focus", "edit", "alcohol", "--since", "2026-08-31")
    found = {one.title: one.day for one in events(vault.ok("milestones", "--ics"))}
    assert found["6 months"] == date(2027, 2, 28)
    assert found["8 months"] == date(2027, 4, 30)
    vault.ok("focus", "edit", "alcohol", "--since", "2024-02-29")
    found = {one.title: one.day for one in events(vault.ok("milestones", "--ics", "--years", "6"))}
    assert (found["3 years"], found["4 years"]) == (date(2027, 2, 28), date(2028, 2, 29))


def test_a_calendar_of_fifty_years(long: Vault) -> None:
    many = events(long.ok("milestones", "--ics", "--years", "50"))
    assert date(2075, 11, 22) < max(one.day for one in many) <= date(2076, 11, 22)
    assert [one.day for one in many] == sorted(one.day for one in many)


def test_a_calendar_without_a_focus_is_one_without_events(empty: Vault) -> None:
    done = empty.run("milestones", "--ics")
    assert (done.returncode, events(done.stdout)) == (0, [])
    assert done.stderr.startswith("The calendar is empty: its dates come from a focus.")


def test_a_title_names_its_focus_where_that_is_asked_for(lived: Vault) -> None:
    bare, named = lived.run("milestones", "--ics"), lived.run("milestones", "--ics", "--names")
    assert (bare.stderr, named.stderr) == ("", "")
    titles = [one.title for one in events(named.stdout)]
    assert {title.split(" · ")[1] for title in titles} == {"alcohol", "gambling"}
    assert [title.split(" · ")[0] for title in titles] == [one.title for one in events(bare.stdout)]
    assert [one.uid for one in events(named.stdout)] == [one.uid for one in events(bare.stdout)]


def test_each_focus_says_how_its_days_are_counted(lived: Vault) -> None:
    groups = lived.json("milestones")["groups"]
    assert [one["counting"] for one in groups] == ["presume_free", "only_logged", None]
    words = lived.ok("milestones")
    assert words.count("A day counts as free unless use was recorded.") == 1
    assert words.count("Next: ") == 0


@pytest.mark.parametrize(
    "arguments",
    ["--ics --json", "--years 3", "--names", "--json --names", "--json --years 3",
     "--ics --years 0", "--ics --years 51", "--ics --years soon"],
)  # fmt: skip
def test_what_does_not_go_together_is_2(arguments: str, lived: Vault) -> None:
    told(lived.run("milestones", *arguments.split()), 2)


# --- on a terminal


BRAILLE = re.compile("[\u2800-\u28ff]")


@pytest.fixture
def adorned(long: Vault) -> Vault:
    """Return the demo with words of every script and length in its tags, signs and names."""
    words = (
        "a tag that goes on for longer than any terminal is wide, and then " + "on " * 30,
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2,
        "とても長い日本語の言葉がここにあります" * 4,
        "\U0001f642" * 30,
        "e\u0301" * 40,
        *HOSTILE.values(),
    )
    with opening.open_with(long.places, PASSPHRASE).journal as journal:
        [focus] = journal.focuses()
        for word in words:
            for back in range(6):
                _write(
                    journal, back=back, kind="craving", craving=9, after=3, focus=focus.id,
                    tags=(word,), helped=(word,), people=(word,), text=word,
                )  # fmt: skip
        for word in words[-8:]:
            journal.put_sign(word)
        journal.put_focus(
            Focus(
                id=GAMBLING, label=" ".join(words[2:]), since=date(2026, 11, 1), goal="reduce",
                limit=2, per="week", unit=words[3],
            )
        )  # fmt: skip
    long.ok("signs", "tick", "1", "2")
    return long


@pytest.mark.parametrize("columns", [40, 60, 80, 140])
@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_wider_than_the_terminal(
    command: str, columns: int, adorned: Vault, cli: Program
) -> None:
    del adorned
    with Terminal(cli.argv(command), passphrase=PASSPHRASE, columns=columns) as screen:
        assert screen.ended() == 0
        assert [line for line in screen.lines if width(line) > min(columns, 100)] == []
        assert not acting(screen.shown), command
        assert "\x1b[38;5;201m" not in screen.raw, "a colour that somebody wrote"
        assert_drawn_whole(command, screen.lines)
        # What is cut in a drawing is cut with a sign of it; the markup of others stays words.
        if command == "signs":
            assert "[bold red]not markup[/]" in screen.words


def assert_drawn_whole(command: str, lines: list[str]) -> None:
    """Check that each row of a drawing is one line, and that none is missing."""
    if command == "trends":
        assert len([line for line in lines if BRAILLE.search(line)]) >= 4
        axis = [line for line in lines if re.match(r"(10|  ?0) ", line)]
        assert len(axis) == 4
    if command == "year":
        for month in ("Jan", "Jun", "Nov", "Dec"):
            assert len([line for line in lines if line.startswith(f"{month} ")]) == 4, month
    if command == "patterns":
        for day in ("Mon", "Wed", "Sun"):
            assert len([line for line in lines if line.startswith(f"  {day} ")]) == 1, day
        assert len([line for line in lines if "━" in line]) >= 8


@pytest.mark.parametrize("columns", [20, 34, 39])
@pytest.mark.parametrize("command", ["trends", "year", "patterns", "milestones"])
def test_where_nothing_can_be_drawn_it_is_said(
    command: str, columns: int, long: Vault, cli: Program
) -> None:
    del long
    with Terminal(cli.argv(command), passphrase=PASSPHRASE, columns=columns) as screen:
        assert screen.ended() == 0
        assert not BRAILLE.search(screen.shown)
        assert not {"█", "━"} & set(screen.shown)
        assert [line for line in screen.lines if width(line) > max(columns, 35)] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_terminal_gets_colour_only_where_it_is_wanted(
    command: str, long: Vault, cli: Program
) -> None:
    long.ok("signs", "add", "skipping meals")
    with Terminal(cli.argv(command), passphrase=PASSPHRASE) as screen:
        assert screen.ended() == 0
        assert SGR.search(screen.raw)
        drawn = screen.shown
    with Terminal(cli.argv(command), passphrase=PASSPHRASE, env={"NO_COLOR": "1"}) as screen:
        assert screen.ended() == 0
        assert "\x1b" not in screen.raw
        # Without colours a cell has a block for its shade, and long lines are the terminal's.
        shown = screen.shown
        if command != "patterns":
            assert "".join(shown.split()) == "".join(drawn.split())
    with Terminal(cli.argv(command), passphrase=PASSPHRASE, env={"TERM": "dumb"}) as screen:
        assert screen.ended() == 0
        assert "\x1b" not in screen.raw
        assert screen.shown == long.ok(command)


def test_lines_in_bars_for_a_font_without_braille(long: Vault, cli: Program) -> None:
    (long.home / "config").mkdir(exist_ok=True)
    (long.home / "config" / "settings.toml").write_text("braille = false\n")
    with Terminal(cli.argv("trends"), passphrase=PASSPHRASE) as screen:
        assert screen.ended() == 0
        assert not BRAILLE.search(screen.shown)
        assert {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"} & set(screen.shown)


# --- words that would act


@pytest.mark.parametrize("more", [[], ["--json"]], ids=["words", "json"])
@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_acts_in_a_pipe(command: str, more: list[str], adorned: Vault) -> None:
    words = adorned.ok(command, *more)
    assert not acting(words)
    assert "\U0001f604" not in words
    if command == "signs" and not more:
        assert "[bold red]not markup[/]" in words
