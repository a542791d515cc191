"""signs: a person's own early signs, named in their words and ticked once a week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Vault

NAMES = ("skipping meals", "lying about money", "Skipping calls")


@pytest.fixture
def named(vault: Vault) -> Vault:
    """Return a journal with three signs."""
    for words in NAMES:
        vault.ok("signs", "add", *words.split())
    return vault


def said(vault: Vault, *arguments: str) -> str:
    """Return what a command that changes something told, which is no data."""
    done = vault.run("signs", *arguments)
    assert (done.returncode, done.stdout) == (0, ""), done
    return done.stderr


def ticked(vault: Vault) -> list[str]:
    return [one["words"] for one in vault.json("signs")["signs"] if one["this_week"]]


# --- the list


def test_alone_it_lists_them(named: Vault) -> None:
    words = named.ok("signs")
    assert words == named.ok("signs", "list")
    assert words == (
        "Your 3 signs can be ticked for this week\n"
        "  1 · skipping meals\n"
        "  2 · lying about money\n"
        "  3 · Skipping calls\n"
    )
    said(named, "tick", "2")
    assert named.ok("signs") == (
        "1 of your 3 signs this week\n"
        "  1 · skipping meals\n"
        "  2 • lying about money\n"
        "  3 · Skipping calls\n"
    )


def test_json_stands_behind_the_list_or_alone(named: Vault) -> None:
    document = named.json("signs")
    assert document == named.json("signs", "list")
    assert [one["words"] for one in document["signs"]] == list(NAMES)
    assert (document["this_week"], document["week_before"]) == (None, None)
    assert "signs list --json" in told(named.run("signs", "--json", "list"), 2)
    told(named.run("signs", "--json", "add", "x"), 2)
    assert len(named.json("signs")["signs"]) == 3


def test_an_empty_list_says_how_to_begin(vault: Vault) -> None:
    assert vault.ok("signs") == (
        "Signs that you name yourself appear here, to be ticked once a week.\n"
        "Name one in your own words: recoverylog signs add skipping meals\n"
    )
    assert "No sign has a name yet." in told(vault.run("signs", "tick"), 10)
    assert "No sign has a name yet." in told(vault.run("signs", "tick", "--none"), 10)
    assert vault.json("signs")["this_week"] is None


# --- naming


def test_a_sign_keeps_the_words_as_they_were_typed(vault: Vault) -> None:
    assert "Added: staying up, again." in said(vault, "add", "staying", "up,", "again")
    said(vault, "add", "  [bold]two  words[/]\n+ more ")
    said(vault, "add", "日本語 🙂 -x")
    assert [one["words"] for one in vault.json("signs")["signs"]] == [
        "staying up, again",
        "[bold]two words[/] + more",
        "日本語 🙂 -x",
    ]


@pytest.mark.parametrize(
    ("words", "code"), [("", 2), ("  \n", 2), ("SKIPPING meals", 11), ("skipping  calls", 11)]
)
def test_what_names_no_new_sign(words: str, code: int, named: Vault) -> None:
    told(named.run("signs", "add", words), code)
    assert [one["words"] for one in named.json("signs")["signs"]] == list(NAMES)


def test_eight_are_as_many_as_are_asked_about(named: Vault) -> None:
    for number in range(5):
        said(named, "add", f"sign {number}")
    assert "There are 8 signs" in told(named.run("signs", "add", "one more"), 2)
    said(named, "put-away", "sign 4")
    said(named, "add", "one more")
    assert len(named.json("signs")["signs"]) == 8


def test_what_was_put_away_comes_back_with_its_weeks(named: Vault) -> None:
    said(named, "tick", "1", "2")
    assert "Put away: skipping meals." in said(named, "put-away", "1")
    assert ticked(named) == ["lying about money"]
    assert "1 of your 2 signs this week" in named.ok("signs")
    said(named, "add", "Skipping Meals")
    assert set(ticked(named)) == {"Skipping Meals", "lying about money"}


# --- ticking


@pytest.mark.parametrize(
    ("which", "found"),
    [
        (["2"], ["lying about money"]),
        (["1", "3"], ["skipping meals", "Skipping calls"]),
        (["LYING about money"], ["lying about money"]),
        (["ly"], ["lying about money"]),
        (["skipping c", "2", "2"], ["lying about money", "Skipping calls"]),
        ([" 2 "], ["lying about money"]),
    ],
)
def test_a_sign_is_ticked_by_number_or_words(
    which: list[str], found: list[str], named: Vault
) -> None:
    assert said(named, "tick", *which) == f"{len(found)} of your 3 signs this week.\n"
    assert ticked(named) == found
    assert said(named, "tick", *which) == f"{len(found)} of your 3 signs this week.\n"


@pytest.mark.parametrize(
    "which", ["0", "4", "-1", "²", "skipping", "", "meals", "9" * 5000, "\udcff", "1,2"]
)
def test_what_is_no_sign_is_10_and_ticks_nothing(which: str, named: Vault) -> None:
    done = named.run("signs", "tick", "1", "--", which)
    line = told(done, 10)
    assert "Nothing was changed." in line
    assert len(line) < 200
    assert named.json("signs")["this_week"] is None
    told(named.run("signs", "put-away", "--", which), 10)
    assert len(named.json("signs")["signs"]) == 3


def test_a_tick_is_taken_away(named: Vault) -> None:
    said(named, "tick", "1", "2")
    assert said(named, "tick", "1", "--off") == "1 of your 3 signs this week.\n"
    assert said(named, "tick", "ly", "--off") == "None of your 3 signs this week.\n"
    assert "--off takes a tick away." in told(named.run("signs", "tick", "--off"), 2)


def test_it_is_noted_that_none_is_there(named: Vault) -> None:
    assert named.json("signs")["this_week"] is None
    assert said(named, "tick", "--none") == "None of your 3 signs this week.\n"
    assert named.json("signs")["this_week"] == 0
    assert said(named, "tick", "--none") == "None of your 3 signs this week.\n"


def test_without_a_number_nothing_is_changed(named: Vault) -> None:
    assert "signs tick --none where none is there" in told(named.run("signs", "tick"), 2)
    assert named.json("signs")["this_week"] is None
    said(named, "tick", "1", "3")
    told(named.run("signs", "tick"), 2)
    assert ticked(named) == ["skipping meals", "Skipping calls"]


def test_none_takes_no_tick_away(named: Vault) -> None:
    said(named, "tick", "1", "3")
    line = told(named.run("signs", "tick", "--none"), 2)
    assert "recoverylog signs tick 1 3 --off" in line
    assert ticked(named) == ["skipping meals", "Skipping calls"]
    for words in (["1", "--none"], ["--none", "--off"]):
        assert "--none stands alone." in told(named.run("signs", "tick", *words), 2)
    assert ticked(named) == ["skipping meals", "Skipping calls"]
    said(named, "tick", "1", "3", "--off")
    assert said(named, "tick", "--none") == "None of your 3 signs this week.\n"


def test_what_was_added_says_how_it_is_ticked(named: Vault) -> None:
    line = said(named, "add", "staying", "up")
    assert line == "Added: staying up. In a week it is there: recoverylog signs tick 4\n"
    assert said(named, "tick", line.split()[-1]) == "1 of your 4 signs this week.\n"
    assert ticked(named) == ["staying up"]


def test_a_week_ends_on_sunday_night_at_four(named: Vault, at: Callable[[str], None]) -> None:
    """The clock stands on Sunday 22 November 2026."""
    said(named, "tick", "1", "2")
    at("2026-11-23T03:59:00+01:00")
    assert len(ticked(named)) == 2
    at("2026-11-23T04:00:00+01:00")
    document = named.json("signs")
    assert (document["this_week"], document["week_before"]) == (None, 2)
    assert "Your 3 signs can be ticked for this week, 2 last week" in named.ok("signs")
    assert said(named, "tick", "3") == "1 of your 3 signs this week, 2 last week.\n"
    assert "1 of your 3 signs this week, 2 last week" in named.ok("patterns")
    at("2026-12-07T12:00:00+01:00")
    assert named.json("signs")["week_before"] is None


def test_one_sign_alone_is_told_as_one(vault: Vault) -> None:
    said(vault, "add", "skipping meals")
    assert said(vault, "tick", "1") == "Your one sign was ticked this week.\n"


def test_signs_stand_in_the_export_and_in_no_entry(named: Vault) -> None:
    said(named, "tick", "1")
    written: Any = named.ok("export", "--json")
    assert "skipping meals" in written
    assert named.json("list")["entries"] == []
    assert named.json("search", "skipping")["entries"] == []
