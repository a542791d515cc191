"""list, show, search, streak and today: what they select, and what they say of it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from recoverylog.session import opening
from tests.cli.conftest import ALCOHOL, PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Vault
    from tests.conftest import Program


def numbers(document: Any) -> list[int]:
    return [entry["number"] for entry in document["entries"]]


# --- list


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("--kind craving", [1, 8]),
        ("-k mood -k urge", [1, 3, 8]),
        ("-k check-in -k met -k USED", [2, 5, 9]),
        ("--tag work", [1, 6]),
        ("-t @WORK", [1, 6]),
        ("--helped +Walk", [1]),
        ("--with sam", [1]),
        ("--on alcohol", [1, 2]),
        ("--focus gam", [8]),
        ("--from 2026-11-20", [5, 6, 7, 8, 9]),
        ("--to 2026-11-03", [1, 2]),
        ("--from 7d --to yesterday", [4, 5, 6]),
        ("--day yesterday", [6]),
        ("--day yesterday --from today", []),
        ("--day 2026-11 --to 2026-11-03", [1, 2]),
        ("--limit 2", [8, 9]),
        ("-n 0 -k note --tag work --from 2d --to today", [6]),
        ("--tag nothing", []),
        ("--bin", []),
    ],
)
def test_list_selects(asked: str, found: list[int], lived: Vault) -> None:
    assert numbers(lived.json("list", *asked.split())) == found


def test_list_tells_every_field_of_every_kind(lived: Vault) -> None:
    entries = lived.json("list")["entries"]
    common = {"number", "kind", "deleted", "id", "day", "at", "offset", "written", "text", "tags"}
    common |= {"helped", "people", "focus", "focus_word", "when_words", "source"}
    assert all(common <= set(entry) for entry in entries)
    craving, use, _mood, _gratitude, _met, _note, ask, _other, check_in = entries
    expected = {
        "kind": "craving",
        "day": "2026-11-01",
        "at": "2026-11-01T17:30:00Z",
        "offset": 60,
        "craving": 8.0,
        "after": 3.0,
        "text": "walked past the Anchor",
        "tags": ["payday", "Work"],
        "helped": ["walk"],
        "people": ["Sam"],
        "focus": "alcohol",
        "deleted": False,
    }
    assert {name: craving[name] for name in expected} == expected
    assert (use["amount"], use["confirmed"]) == (2.0, True)
    assert (ask["kind"], ask["ask"], ask["focus"]) == ("note", True, None)
    assert (check_in["mood"], check_in["sleep"], check_in["halt"]) == (5.0, 6.5, ["tired"])


def test_list_stands_by_day_and_shows_twenty_unless_told(lived: Vault, rl: Program) -> None:
    words = lived.ok("list", "--from", "2026-11-21")
    assert words == (
        "Saturday 21 November 2026\n"
        "    6  18:30  note  called in sick  @work\n"
        "\n"
        "Sunday 22 November 2026\n"
        "    7  18:30  ask  how to get through Sunday\n"
        "    8  18:30  craving 4  +music\n"
        "    9  18:30  check-in · mood 5 · craving 3 · sleep 6.5 h\n"
        "              rang Sam\n"
        "              soup\n"
        "              tired\n"
    )
    assert lived.ok("list", "--tag", "nothing") == "Nothing here fits that.\n"
    for number in range(12):
        assert rl("note", f"line {number}").returncode == 0
    assert len(numbers(lived.json("list"))) == 20
    assert len(numbers(lived.json("list", "--limit", "0"))) == 21


def test_the_bin_is_apart(lived: Vault) -> None:
    lived.ok("delete", "3", "6")
    assert numbers(lived.json("list")) == [1, 2, 4, 5, 7, 8, 9]
    binned = lived.json("list", "--bin")["entries"]
    assert [(entry["number"], entry["deleted"]) for entry in binned] == [(3, True), (6, True)]
    assert "mood 6  in the bin  slept well" in lived.ok("list", "--bin")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["list", "--kind", "sorrow"], 2),
        (["list", "--from", "no such day"], 2),
        (["list", "--from", "2026-13"], 2),
        (["list", "--from", "2026-5"], 2),
        (["list", "--limit", "-1"], 2),
        (["list", "--limit", "99999999999999999999"], 2),
        (["search", "coffee", "--limit", "0"], 2),
        (["search", "coffee", "--limit", "99999999999999999999"], 2),
        (["list", "--on", "nothing"], 10),
        (["show", "10"], 10),
        (["show", "0"], 10),
        (["show", "no-such-id"], 10),
        (["show", "99999999999999999999"], 10),
        # str.isdigit says yes to these, and int() says no.
        (["show", "²"], 10),
        (["delete", "1²"], 10),
        (["confirm", "h²"], 10),
        # Bytes that are no UTF-8.
        (["show", "\udcff"], 10),
        (["list", "--on", "\udcff"], 10),
    ],
    ids=repr,
)
def test_what_is_not_there_is_told_in_one_line(
    arguments: list[str], code: int, lived: Vault
) -> None:
    done = lived.run(*arguments)
    assert done.returncode == code, done
    assert done.stdout == ""
    assert "inside recoverylog" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(("option", "found"), [("--with", [1]), ("--tag", []), ("--helped", [])])
def test_a_name_in_bytes_that_are_no_utf8_is_found_as_it_was_kept(
    option: str, found: list[int], vault: Vault, rl: Program
) -> None:
    name = os.fsdecode("René".encode("latin-1"))
    assert rl("met", f"with:{name}").returncode == 0
    done = vault.run("list", option, name, "--json")
    assert done.returncode == 0, done
    assert numbers(json.loads(done.stdout)) == found


# --- show


def test_show_gives_the_whole_entry_and_its_versions(
    lived: Vault, at: Callable[[str], None]
) -> None:
    at("2026-11-23T09:00:00+01:00")
    lived.ok("edit", "3", "mood", "7", "slept", "very", "well")
    at("2026-11-23T10:00:00+01:00")
    lived.ok("delete", "3")
    words = lived.ok("show", "3")
    assert "Tuesday 10 November 2026\n    3  18:30  mood 7  in the bin  slept very well\n" in words
    versions = words.partition("Versions, oldest first\n")[2].splitlines()
    assert [line.strip() for line in versions] == [
        "2026-11-22 21:14  write   mood 6  slept well",
        "2026-11-23 09:00  edit    mood 7  slept very well",
        "2026-11-23 10:00  delete  mood 7  slept very well  (in the bin)",
    ]
    document = lived.json("show", "3")
    assert (document["entry"]["mood"], document["entry"]["deleted"]) == (7.0, True)
    assert [
        (version["action"], version["mood"], version["deleted"]) for version in document["versions"]
    ] == [("write", 6.0, False), ("edit", 7.0, False), ("delete", 7.0, True)]


def test_show_takes_the_beginning_of_an_id(lived: Vault) -> None:
    whole = lived.json("show", "1")["entry"]["id"]
    assert lived.json("show", whole[:12])["entry"]["number"] == 1
    assert lived.json("show", whole.upper())["entry"]["number"] == 1
    words = lived.ok("show", "1")
    for part in ("alcohol", f"id              {whole}", "written         2026-11-22 21:14"):
        assert part in words
    assert "Versions" not in words


# --- search


@pytest.fixture
def searched(vault: Vault) -> Vault:
    """Return a journal of five notes in several scripts."""
    with opening.open_with(vault.places, PASSPHRASE).journal as journal:
        for text, tags in (
            ("Coffee in the sun with Renée", ()),
            ("a + b = words:coffee NEAR(x) \"quoted\" 100% 'OR' 1=1", ()),
            ("हिन्दी में लिखा", ("naïve",)),
            ("日本語のメモ", ()),
            ("Straße und ΣΊΣΥΦΟΣ", ()),
        ):
            journal.write(journal.new_entry(kind="note", text=text, tags=tags))
    return vault


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (["coffee"], [1, 2]),
        (["COF", "su"], [1]),
        (["cof sun"], [1]),
        (["RENÉE"], [1]),
        (["Rene\u0301e"], [1]),
        (["naive"], [3]),
        (["हिन्दी"], [3]),
        (["日本"], [4]),
        (["σίσυφος"], [5]),
        # Nothing of a query is an operator, and none is an error.
        (['"coffee'], [1, 2]),
        (["NEAR("], [2]),
        (["coffee AND sun"], []),
        (["words:coffee"], [2]),
        (["^coffee*"], [1, 2]),
        (["--", "-coffee"], [1, 2]),
        (["' OR 1=1 --"], [2]),
        (["coffee\nsun"], [1]),
        (["\x1b[31mcoffee"], []),
        (["{coffee} + (sun)"], [1]),
        (["🙂", "…"], []),
        ([""], []),
        (["\udcff"], []),
        (["coffee", *(["sun"] * 600)], [1]),
        (["x" * 100_000], []),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_search(query: list[str], found: list[int], searched: Vault) -> None:
    done = searched.run("search", "--json", *query)
    assert (done.returncode, done.stderr) == (0, ""), done
    assert numbers(json.loads(done.stdout)) == found


def test_search_shows_the_newest_last_and_as_many_as_asked(lived: Vault) -> None:
    assert lived.ok("search", "s").splitlines()[-1].lstrip().startswith("tired")
    words = lived.ok("search", "s", "--limit", "2")
    assert "how to get through Sunday" in words
    assert "slept well" not in words
    lived.ok("delete", "3")
    assert lived.ok("search", "slept") == "Nothing here fits that.\n"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("@work", [1, 6]),
        ("@work sick", [6]),
        ("wa +walk with:sam on:alcohol is:urge to:2026-11", [1]),
        ("is:check-in is:used", [2, 9]),
        ("s is:note day:yesterday", [6]),
        ("day:2026-11 coffee", [4]),
        ("from:2d s", [5, 6, 7, 9]),
        ("in:bin", []),
        ("@Nothing", []),
    ],
)
def test_search_and_list_take_the_same_line(asked: str, found: list[int], lived: Vault) -> None:
    assert numbers(lived.json("search", *asked.split())) == found
    assert numbers(lived.json("list", *asked.split())) == found
    assert lived.ok("search", *asked.split()) == lived.ok("list", *asked.split())


def test_words_and_options_narrow_together(lived: Vault) -> None:
    assert numbers(lived.json("list", "@work", "--kind", "note")) == [6]
    assert numbers(lived.json("list", "is:note", "-k", "craving", "--from", "2026-11")) == [
        1, 6, 7, 8,
    ]  # fmt: skip
    assert numbers(lived.json("list", "from:2026-11-20", "--from", "2026-11-22")) == [7, 8, 9]
    assert numbers(lived.json("list", "--day", "2026-11", "--to", "yesterday", "coffee")) == [4]


def test_a_name_of_two_words_is_one_argument(vault: Vault, rl: Program) -> None:
    assert rl("met", "with:Sam J.", "at the pier").returncode == 0
    assert numbers(vault.json("search", "with:Sam J.")) == [1]
    assert numbers(vault.json("search", 'with:"sam j."', "pier")) == [1]


def test_what_is_not_understood_is_searched_for_and_said(lived: Vault) -> None:
    done = lived.run("search", "is:sorrow", "--json")
    assert done.returncode == 0
    assert done.stderr.startswith('"is:sorrow" is searched for as words: kinds are ')
    assert numbers(json.loads(done.stdout)) == []
    done = lived.run("search", "on:shopping", "walk")
    assert done.stderr == "There is no focus called “shopping”.\n"
    assert done.stdout == "Nothing here fits that.\n"


def test_it_is_said_that_there_are_more(lived: Vault) -> None:
    done = lived.run("search", "s", "--limit", "2")
    assert "These are the newest 2. More of them: --limit 8" in done.stderr
    assert lived.json("search", "s", "--limit", "2")["more"] is True
    done = lived.run("list", "--limit", "8")
    assert "These are the newest 8. All of them: --limit 0" in done.stderr
    assert lived.run("list", "--limit", "9").stderr == ""
    assert lived.json("list", "--limit", "9")["more"] is False


def test_the_bin_is_searched_too(lived: Vault) -> None:
    lived.ok("delete", "1", "6")
    assert numbers(lived.json("search", "in:bin", "@work", "walk")) == [1]
    assert numbers(lived.json("list", "--bin", "--tag", "work")) == [1, 6]


# --- streak and today


def test_streak_json_is_exactly_what_the_interface_promises(lived: Vault) -> None:
    assert lived.json("streak") == {
        "schema": 1,
        "focuses": [
            {
                "label": "alcohol",
                "recovery_since": "2026-05-14",
                "counting": "presume_free",
                "free_days_total": 192,
                "last_30": {"free": 29, "used": 1, "unconfirmed": 0, "not_logged": 0},
                "current_run": 19,
                "longest_run": 173,
                "runs": 2,
                "returns": {
                    "episodes": 1,
                    "gaps": [],
                    "median_gap": None,
                    "times": [1],
                    "median_time": 1,
                    "latest_time": 1,
                },
                "momentum": 98.111,
                "within_limit": None,
                "unit": "",
            },
            {
                "label": "gambling",
                "recovery_since": "2026-11-01",
                "counting": "only_logged",
                "free_days_total": 7,
                "last_30": {"free": 7, "used": 0, "unconfirmed": 0, "not_logged": 15},
                "current_run": 7,
                "longest_run": 7,
                "runs": 1,
                "returns": {
                    "episodes": 0,
                    "gaps": [],
                    "median_gap": None,
                    "times": [],
                    "median_time": None,
                    "latest_time": None,
                },
                "momentum": 31.15,
                "within_limit": None,
                "unit": "",
            },
        ],
    }


def test_streak_of_one_focus_in_words(lived: Vault) -> None:
    assert lived.ok("streak", "--on", "ALC") == (
        "alcohol\n"
        "  In recovery since 14 May 2026, 6 months and 8 days\n"
        "  192 free days in all\n"
        "  29 of the last 30 days free\n"
        "  this run 19 days · longest 173 · 2 runs\n"
        "  1 day from a use day to the next free day\n"
        "  momentum 98 of 100 (13 free days in a row bring 50, 30 bring 80;"
        " a use day takes about 5 at most)\n"
        "  A day counts as free unless use was recorded.\n"
    )


def test_a_use_from_the_locked_shell_counts_nowhere_until_it_is_confirmed(
    lived: Vault, rl: Program
) -> None:
    before = lived.json("streak", "--on", "alcohol")["focuses"][0]
    assert rl("used", "on:alcohol", "at:yesterday 9pm").returncode == 0
    waiting = lived.json("streak", "--on", "alcohol")["focuses"][0]
    assert waiting["last_30"] == {"free": 28, "used": 1, "unconfirmed": 1, "not_logged": 0}
    assert waiting["free_days_total"] == before["free_days_total"] - 1
    assert waiting["runs"] == 2
    lived.ok("confirm", "10")
    after = lived.json("streak", "--on", "alcohol")["focuses"][0]
    assert after["last_30"] == {"free": 28, "used": 2, "unconfirmed": 0, "not_logged": 0}
    assert (after["current_run"], after["longest_run"], after["runs"]) == (1, 173, 3)


def test_no_focus_is_no_problem(vault: Vault) -> None:
    vault.ok("focus", "edit", "alcohol", "--archive")
    assert vault.json("streak") == {"schema": 1, "focuses": []}
    assert "recoverylog focus add" in vault.ok("streak")
    assert [one["label"] for one in vault.json("focus", "list")["focuses"]] == ["alcohol"]


def test_today_has_the_figures_the_entries_and_what_waits(
    lived: Vault, rl: Program, at: Callable[[str], None]
) -> None:
    assert rl("used").returncode == 0
    document = lived.json("today")
    assert document["day"] == "2026-11-22"
    assert document["pending"] == 1
    assert numbers(document) == [7, 8, 9, 10]
    told = [dict(one) for one in lived.json("streak")["focuses"]]
    for one in told:
        for further in ("returns", "momentum", "within_limit", "unit"):
            del one[further]
    assert document["focuses"] == told
    words = lived.ok("today")
    assert words.startswith("Sunday 22 November 2026, 21:14\n\nalcohol\n")
    assert "1 entry waits for a word from you: recoverylog pending" in words
    assert "mood 5.5 on average" not in words  # two days are too few for a mean
    assert "mood noted on 2 of 14 days" in words
    at("2026-11-23T03:59:00+01:00")
    assert lived.json("today")["day"] == "2026-11-22"
    at("2026-11-23T04:00:00+01:00")
    assert lived.ok("today").startswith("Monday 23 November 2026, 04:00\n")


def test_a_focus_of_ones_own_is_named_in_json(lived: Vault) -> None:
    named = {one["label"]: one for one in lived.json("focus", "list")["focuses"]}
    assert named["alcohol"]["id"] == ALCOHOL
    assert named["gambling"]["counting"] == "only_logged"
    assert set(named["alcohol"]) == {
        "id", "label", "since", "goal", "counting", "archived", "limit", "per", "unit",
    }  # fmt: skip
