"""today: how it stands, what is next, which figures are shown, what waits to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli import answering

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Vault


def test_it_says_how_today_stands_and_what_is_next(vault: Vault) -> None:
    assert "Nothing written yet" in vault.ok("today")
    assert "Next" not in vault.ok("today")
    assert vault.json("today")["stands"] == ["nothing logged yet"]
    assert vault.json("today")["next"] is None
    vault.run("log", "mood", "6")
    vault.run("plans", "add", "bus ride", "sit up front")
    vault.run("people", "add", "Ada", "--reach", "+46 70 1740605")
    printed = vault.ok("today")
    assert "\nToday\n  free so far · mood 6\n" in printed
    assert "\nNext\n  If bus ride, then sit up front · call Ada, +46 70 1740605\n" in printed
    document = vault.json("today")
    assert document["stands"] == ["free so far", "mood 6"]
    assert document["next"] == {
        "cue": "bus ride",
        "then": "sit up front",
        "this_morning": False,
        "call": {"name": "Ada", "reach": "+46 70 1740605"},
    }
    assert document["unread"] == 0


def test_the_morning_says_what_is_next(vault: Vault) -> None:
    vault.run("plans", "add", "payday", "walk home")
    vault.ok("am", "--if", "bus ride", "--then", "call J.")
    assert "\nNext\n  If bus ride, then call J.\n" in vault.ok("today")
    assert vault.json("today")["next"]["this_morning"] is True


def test_runs_and_momentum_can_be_left_out_everywhere(lived: Vault) -> None:
    for command in (("today",), ("streak",)):
        assert "this run" in lived.ok(*command)
    assert "omentum" in lived.ok("streak")
    before = lived.json("streak")
    lived.ok("config", "set", "run-shown", "no")
    lived.ok("config", "set", "momentum-shown", "no")
    for command in (("today",), ("streak",)):
        shown = lived.ok(*command)
        assert " run" not in shown
        assert "longest" not in shown
    assert "omentum" not in lived.ok("streak")
    assert lived.json("streak") == before, "what a script reads is whole"


def test_the_chosen_figure_comes_first(lived: Vault) -> None:
    lived.ok("config", "set", "headline", "recovery")
    assert "\nalcohol\n  192 days in recovery\n" in lived.ok("today")
    lived.ok("config", "set", "headline", "last-30")
    assert " of 30 days free, the last 30\n" in lived.ok("today")


def test_an_answer_that_waits_is_announced(lived: Vault, tmp_path: Path) -> None:
    letter = answering.hand_over(tmp_path)
    answering.take_in(letter.answered("Ring me on Sunday."))
    assert "1 answer waits to be read: recoverylog answers\n" in lived.ok("today")
    assert lived.json("today")["unread"] == 1


def test_privacy_hides_what_is_next(vault: Vault) -> None:
    vault.run("plans", "add", "payday", "walk home")
    shown = vault.ok("--privacy", "today")
    assert "payday" not in shown
    assert "If ••••••, then •••• ••••" in shown
