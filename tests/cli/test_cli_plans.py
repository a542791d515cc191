"""plans: if this comes, then I do that; in the person's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import PASSPHRASE, told
from tests.cli.terminal import CTRL_C, CTRL_D, Terminal

if TYPE_CHECKING:
    from tests.cli.conftest import Vault
    from tests.conftest import Program

PLANS = (
    ("bus ride", "sit at the front, call J."),
    ("payday", "give Jo the card"),
    ("Bus is late", "walk"),
)


@pytest.fixture
def planned(vault: Vault) -> Vault:
    """Return a journal with three plans."""
    for cue, then in PLANS:
        said(vault, "add", cue, then)
    return vault


def said(vault: Vault, *arguments: str) -> str:
    """Return what a command that changes something told, which is no data."""
    done = vault.run("plans", *arguments)
    assert (done.returncode, done.stdout) == (0, ""), done
    return done.stderr


def kept(vault: Vault) -> list[tuple[str, str]]:
    return [(one["cue"], one["then"]) for one in vault.json("plans")["plans"]]


def test_alone_it_lists_them(planned: Vault) -> None:
    assert planned.ok("plans") == planned.ok("plans", "list")
    assert planned.ok("plans") == (
        "  1  If bus ride, then sit at the front, call J.\n"
        "  2  If payday, then give Jo the card\n"
        "  3  If Bus is late, then walk\n"
    )


def test_json_stands_behind_the_list_or_alone(planned: Vault) -> None:
    document = planned.json("plans")
    assert document == planned.json("plans", "list")
    assert document == {
        "schema": 1,
        "plans": [{"cue": cue, "then": then} for cue, then in PLANS],
    }
    assert "plans list --json" in told(planned.run("plans", "--json", "list"), 2)


def test_an_empty_list_says_how_to_begin(vault: Vault) -> None:
    assert 'recoverylog plans add "bus ride" "sit at the front, call J."' in vault.ok("plans")
    assert vault.json("plans") == {"schema": 1, "plans": []}


def test_a_plan_keeps_the_words_as_they_were_typed(vault: Vault) -> None:
    assert said(vault, "add", "rain", "tea, then bed") == "Added: If rain, then tea, then bed\n"
    said(vault, "add", " [bold]two  words[/]\n+ more ", "日本語 🙂")
    assert kept(vault) == [("rain", "tea, then bed"), ("[bold]two words[/] + more", "日本語 🙂")]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("bus",), 2),
        (("", "walk"), 2),
        (("bus", " \n"), 2),
        (("x" * 201, "walk"), 2),
        (("BUS ride", "Sit at the front, call J."), 11),
        (("bus", "ride", "walk"), 2),
    ],
)
def test_what_is_no_new_plan(words: tuple[str, ...], code: int, planned: Vault) -> None:
    told(planned.run("plans", "add", *words), code)
    assert kept(planned) == list(PLANS)


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (("1", "--then", "walk"), ("bus ride", "walk")),
        (("bus r", "--if", "the bus"), ("the bus", "sit at the front, call J.")),
        (("BUS RIDE", "--if", "a", "--then", "b"), ("a", "b")),
    ],
)
def test_a_plan_is_given_other_words(
    arguments: tuple[str, ...], left: tuple[str, str], planned: Vault
) -> None:
    assert said(planned, "edit", *arguments) == f"Changed: If {left[0]}, then {left[1]}\n"
    assert kept(planned) == [left, *PLANS[1:]]


@pytest.mark.parametrize("which", ["0", "4", "²", "bus", "", "walk", "9" * 5000, "\udcff"])
def test_what_is_no_plan_is_10_and_changes_nothing(which: str, planned: Vault) -> None:
    for words in (("edit", "--then", "x", "--", which), ("put-away", "--", which)):
        line = told(planned.run("plans", *words), 10)
        assert "Nothing was changed." in line
        assert len(line) < 200
    assert kept(planned) == list(PLANS)


def test_without_words_and_without_a_terminal_nothing_is_asked(planned: Vault) -> None:
    assert "--then" in told(planned.run("plans", "edit", "1"), 2)
    assert "two halves" in told(planned.run("plans", "edit", "1", "--then", ""), 2)
    assert kept(planned) == list(PLANS)


def test_one_put_away_comes_back_with_its_words(planned: Vault) -> None:
    assert said(planned, "put-away", "2").startswith("Put away: If payday, then give Jo the card\n")
    assert kept(planned) == [PLANS[0], PLANS[2]]
    said(planned, "add", *PLANS[1])
    assert kept(planned) == list(PLANS)


def test_privacy_hides_both_halves(planned: Vault) -> None:
    shown = planned.ok("--privacy", "plans")
    assert "payday" not in shown
    assert "If ••••••, then •••• •• ••• ••••" in shown


# On a terminal ------------------------------------------------------------------------------


def test_a_terminal_is_asked_for_both_halves(vault: Vault, cli: Program) -> None:
    with Terminal(cli.argv("plans", "add"), passphrase=PASSPHRASE) as screen:
        screen.expect("If ")
        screen.enter("bus ride")
        screen.expect("then I will ")
        screen.enter("call J.")
        screen.expect("Added: If bus ride, then call J.")
        assert screen.ended() == 0
    with Terminal(cli.argv("plans", "add", "payday"), passphrase=PASSPHRASE) as screen:
        screen.expect("then I will ")
        screen.enter("walk home")
        assert screen.ended() == 0
    assert kept(vault) == [("bus ride", "call J."), ("payday", "walk home")]


def test_what_is_there_can_be_changed_in_place(planned: Vault, cli: Program) -> None:
    with Terminal(cli.argv("plans", "edit", "2"), passphrase=PASSPHRASE) as screen:
        screen.expect("If payday")
        screen.enter(" and rain")
        screen.expect("give Jo the card")
        screen.enter("")
        assert screen.ended() == 0
    assert kept(planned)[1] == ("payday and rain", "give Jo the card")


def test_ctrl_c_hands_the_words_back(vault: Vault, cli: Program) -> None:
    with Terminal(cli.argv("plans", "add"), passphrase=PASSPHRASE) as screen:
        screen.expect("If ")
        screen.enter("bus ride")
        screen.expect("then I will ")
        screen.type("call J")
        screen.expect("call J")
        assert screen.left_with(CTRL_C) == 130
        screen.expect("Not kept: call J")
        screen.expect("Not kept: bus ride")
    assert kept(vault) == []


def test_the_end_of_the_input_keeps_nothing(vault: Vault, cli: Program) -> None:
    with Terminal(cli.argv("plans", "add"), passphrase=PASSPHRASE) as screen:
        screen.expect("If ")
        screen.type(CTRL_D)
        screen.ended()
        assert "Traceback" not in screen.shown
    assert kept(vault) == []
