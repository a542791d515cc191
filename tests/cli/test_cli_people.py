"""people: who gives support, and what they usually get."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recoverylog.sharing.letter import OFFERED, Section
from tests.cli.conftest import told

if TYPE_CHECKING:
    from tests.cli.conftest import Vault


def said(vault: Vault, *arguments: str) -> str:
    """Return what a command that changes something told, which is no data."""
    done = vault.run("people", *arguments)
    assert (done.returncode, done.stdout) == (0, ""), done
    return done.stderr


def people(vault: Vault) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = vault.json("people")["people"]
    return found


@pytest.fixture
def named(vault: Vault) -> Vault:
    """Return a journal with three who give support, two of whom are called alike."""
    said(vault, "add", "Maya", "Lind", "--role", "sponsor", "--reach", "+46 70 1740605")
    said(vault, "add", "Maja", "--role", "peer")
    said(vault, "add", "Tom", "-s", "talk,need", "-s", "mood", "-d", "7")
    return vault


# --- naming


def test_somebody_is_named_with_what_they_usually_get(named: Vault) -> None:
    maya, maja, tom = people(named)
    assert (maya["name"], maya["role"], maya["reach"]) == ("Maya Lind", "sponsor", "+46 70 1740605")
    assert (maya["sections"], maya["days"], maya["archived"]) == (None, None, False)
    assert (maja["name"], maja["role"], maja["reach"]) == ("Maja", "peer", "")
    assert (tom["sections"], tom["days"]) == (["talk", "need", "mood"], 7)
    assert named.ok("people") == named.ok("people", "list")
    assert named.ok("people") == "Maya Lind  sponsor  +46 70 1740605\nMaja  peer\nTom\n"


def test_what_somebody_gets_is_shown_part_by_part(named: Vault) -> None:
    shown = named.ok("people", "show", "tom")
    assert "Usually gets 7 days of" in shown
    ticked = [line.split()[1] for line in shown.splitlines() if line.startswith("  • ")]
    left = [line.split()[1] for line in shown.splitlines() if line.startswith("  · ")]
    assert ticked == ["talk", "need", "mood"]
    assert {*ticked, *left} == set(Section)
    shown = named.ok("people", "show", "sponsor")
    assert "Gets, where nothing else is said, 30 days of" in shown
    ticked = [line.split()[1] for line in shown.splitlines() if line.startswith("  • ")]
    assert set(ticked) == OFFERED


@pytest.mark.parametrize("wrong", ["sorrow", "talk,sorrow", "text", "talk;mood"])
def test_an_unknown_part_is_told_with_the_list(wrong: str, named: Vault) -> None:
    for arguments in (("add", "Ada"), ("edit", "tom")):
        line = told(named.run("people", *arguments, "--sections", wrong), 2)
        assert "There is no part called" in line
        assert "talk, need, time, logged, cravings, mood" in line
    assert [one["name"] for one in people(named)] == ["Maya Lind", "Maja", "Tom"]


def test_a_part_is_named_in_any_case_and_with_either_dash(named: Vault) -> None:
    said(named, "edit", "tom", "--sections", "Use_Days, MOOD,mood")
    assert people(named)[2]["sections"] == ["mood", "use-days"]
    said(named, "edit", "tom", "--sections", "")
    assert people(named)[2]["sections"] == []
    said(named, "edit", "tom", "--sections", "default", "--days", "default")
    assert (people(named)[2]["sections"], people(named)[2]["days"]) == (None, None)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["add", " "], 2),
        (["add", "x" * 81], 2),
        (["add", "Ada", "--role", "r" * 81], 2),
        (["add", "Ada", "--reach", "r" * 201], 2),
        (["add", "Ada", "--days", "14"], 2),
        (["add", "TOM"], 11),
        (["edit", "tom"], 2),
        (["edit", "tom", "--name", "maja"], 11),
        (["edit", "tom", "--name", ""], 2),
        (["edit", "nobody", "--role", "x"], 10),
        (["put-away", "nobody"], 10),
        (["show", "may", "or", "maj"], 10),
    ],
    ids=repr,
)
def test_what_names_nobody_new(arguments: list[str], code: int, named: Vault) -> None:
    before = people(named)
    told(named.run("people", *arguments), code)
    assert people(named) == before


# --- finding


def test_a_name_a_role_and_a_beginning_find_them(named: Vault) -> None:
    for word in ("maya lind", "MAYA L", "sponsor", "spon", "may"):
        assert named.json("people", "show", word)["person"]["name"] == "Maya Lind"
    line = told(named.run("people", "show", "ma"), 10)
    assert line.startswith("“ma” may be any of Maya Lind, Maja.")
    line = told(named.run("share", "ma", "--yes"), 10)
    assert line.startswith("“ma” may be any of Maya Lind, Maja.")
    assert "There is no supporter called “zoe”." in told(named.run("share", "zoe", "--yes"), 10)


# --- changing


def test_a_change_says_what_it_was(named: Vault) -> None:
    line = said(named, "edit", "spons", "--role", "mentor", "--reach", "")
    assert "Changed: Maya Lind, mentor." in line
    assert "It was: Maya Lind, sponsor, +46 70 1740605." in line
    assert (people(named)[0]["role"], people(named)[0]["reach"]) == ("mentor", "")


def test_whoever_is_put_away_comes_back_as_they_were(named: Vault) -> None:
    assert "Put away: Maya Lind." in said(named, "put-away", "sponsor")
    assert "put away" in named.ok("people").splitlines()[0]
    assert "Put away already: Maya Lind." in said(named, "put-away", "maya")
    line = said(named, "add", "maya", "lind", "--days", "90")
    assert "Back again: Maya Lind, sponsor, +46 70 1740605, of 90 days." in line
    assert [one["archived"] for one in people(named)] == [False] * 3


def test_an_empty_list_says_how_to_begin(vault: Vault) -> None:
    assert vault.ok("people") == "Nobody is named yet: recoverylog people add Maya --role sponsor\n"
    assert people(vault) == []
