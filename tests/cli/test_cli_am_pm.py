"""am and pm: with words alone, in options, asked for; locked, and taken back as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recoverylog.session import opening
from tests.cli.conftest import PASSPHRASE
from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from tests.cli.conftest import Vault
    from tests.conftest import Program


def kept(vault: Vault) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = vault.json("list")["entries"]
    return entries


def test_words_alone_are_kept_as_rl_keeps_them(vault: Vault) -> None:
    assert "morning  call J." in vault.ok("am", "call", "J.", "@work")
    vault.ok("pm", "6", "3", "tired", "+walk")
    morning, evening = kept(vault)
    assert (morning["part"], morning["intention"], morning["tags"]) == (
        "morning",
        "call J.",
        ["work"],
    )
    assert (evening["part"], evening["mood"], evening["craving"]) == ("evening", 6, 3)
    assert (evening["text"], evening["helped"]) == ("tired", ["walk"])


def test_a_locked_journal_takes_the_words_sealed(vault: Vault) -> None:
    done = vault.run("pm", "6", "3", "tired", passphrase=None)
    assert done.stdout.startswith("Kept: evening: mood 6, strongest craving 3 · tired\n")
    assert [entry["mood"] for entry in kept(vault)] == [6]


def test_what_cannot_be_read_is_a_note(vault: Vault) -> None:
    assert "pm takes a mood" in vault.ok("pm", "tired")
    assert [(entry["kind"], entry["text"]) for entry in kept(vault)] == [("note", "pm tired")]


def test_a_morning_in_options(vault: Vault) -> None:
    done = vault.ok("am", "call J.", "--if", "the bus", "--then", "sit at the front", "-s", "7")
    assert done == (
        "Kept: 1  2026-11-22 21:14  morning · sleep 7 h  intention call J.  if the bus"
        "  then sit at the front\n"
    )
    (entry,) = kept(vault)
    assert (entry["intention"], entry["hard_moment"]) == ("call J.", "the bus")
    assert (entry["plan"], entry["sleep"]) == ("sit at the front", 7)
    shown = vault.ok("show", "1")
    assert "if  the bus" in shown
    assert "then  sit at the front" in shown
    for word in ("bus", "front", "call"):
        assert "morning" in vault.ok("search", word)


def test_an_evening_in_options_is_taken_back_as_one(vault: Vault) -> None:
    vault.ok(
        "pm", "6", "--craving", "3", "--halt", "tired", "--good", "soup", "--met", "walk with:Ada",
        "--ask", "what about Friday", "--hurt", "the call", "--needed", "rest", "--note", "late",
    )  # fmt: skip
    met, asked, evening = kept(vault)
    assert (met["kind"], met["text"], met["people"]) == ("connection", "walk", ["Ada"])
    assert (asked["kind"], asked["ask"], asked["text"]) == ("note", True, "what about Friday")
    assert (evening["mood"], evening["craving"], evening["halt"]) == (6, 3, ["tired"])
    assert (evening["hurt"], evening["need"], evening["text"]) == ("the call", "rest", "late")
    assert evening["written_with"] == [met["id"], asked["id"]]
    assert "what about Friday" in vault.ok("asks", "list")
    done = vault.run("undo")
    assert "What was written on the same form went with it." in done.stderr
    assert kept(vault) == []
    vault.ok("pm", "7", "--met", "Ada")
    vault.ok("edit", "4", "met", "Ada", "and", "Bo")
    vault.ok("undo")
    assert [entry["text"] for entry in kept(vault)] == ["Ada", ""]
    vault.ok("undo", "5")
    assert [entry["kind"] for entry in kept(vault)] == ["connection"]


def test_what_a_line_can_say_can_be_edited_as_one(vault: Vault) -> None:
    vault.ok("am", "call J.")
    vault.ok("edit", "1", "am", "ring", "Ada")
    assert [entry["intention"] for entry in kept(vault)] == ["ring Ada"]
    vault.ok("am", "go", "--if", "the bus")
    done = vault.run("edit", "2", "am", "stay")
    assert "A check-in holds more than a line can say." in done.stderr
    assert kept(vault)[-1]["hard_moment"] == "the bus"


@pytest.mark.parametrize("command", ["am", "pm"])
def test_nothing_said_where_nothing_may_be_asked(vault: Vault, command: str) -> None:
    done = vault.run(command, "--no-input")
    assert done.returncode == 2
    assert f"recoverylog {command} " in done.stderr


def test_words_that_cannot_be_kept_are_handed_back_as_lines(vault: Vault) -> None:
    done = vault.run(
        "pm", "6", "3", "--met", "Ada", "--ask", "why", "--hurt", "it", passphrase="not this one"
    )
    lines = [line.strip() for line in done.stderr.splitlines() if line.startswith("  rl ")]
    assert lines == ["rl pm 6 3", "rl met Ada", "rl ask why", "rl note 'hurt: it'"]
    done = vault.run("am", "go", "--if", "x", "--then", "y", passphrase="not this one")
    assert "  rl am go\n  rl note 'if x, then y'\n" in done.stderr


def test_a_morning_is_asked_for_and_a_plan_is_taken_by_its_number(
    vault: Vault, cli: Program
) -> None:
    with opening.open_with(vault.places, PASSPHRASE).journal as journal:
        journal.put_plan("payday", "send it to Ada")
        journal.put_plan("the bus ride home", "sit at the front")
    with Terminal(cli.argv("am"), passphrase=PASSPHRASE) as screen:
        screen.expect("What is today for?")
        screen.enter("call J.")
        screen.expect("A moment that may be hard:")
        screen.enter("bus")
        screen.expect("1 if the bus ride home, then sit at the front")
        screen.enter("1")
        screen.expect("Hours of sleep:")
        screen.enter("7")
        screen.expect("Anything else:")
        screen.enter("")
        screen.expect("Kept: 1 2026-11-22 21:14 morning · sleep 7 h")
    (entry,) = kept(vault)
    assert (entry["hard_moment"], entry["plan"]) == ("bus", "sit at the front")


def test_an_evening_after_a_use_asks_what_hurt(vault: Vault, cli: Program) -> None:
    vault.ok("log", "used")
    with Terminal(cli.argv("pm"), passphrase=PASSPHRASE) as screen:
        screen.expect("Mood, 0 lowest to 10 best:")
        for answer in ("3", "8", "t"):
            screen.enter(answer)
        screen.expect("What hurt:")
        screen.enter("the call")
        screen.expect("What you need:")
        screen.enter("rest")
        screen.expect("Whom you met or talked to:")
        screen.enter("Ada")
        screen.expect("Something to ask someone:")
        screen.enter("")
        screen.expect("Anything else:")
        screen.enter("")
        screen.expect("Kept: 3 2026-11-22 21:14 evening · mood 3 · craving 8")
    assert "Something good" not in screen.words
    *_, evening = kept(vault)
    assert (evening["hurt"], evening["need"], evening["halt"]) == ("the call", "rest", ["tired"])


def test_an_evening_that_was_begun_is_kept_whole_from_the_shell(vault: Vault) -> None:
    fields = {"kind": "check_in", "part": "evening", "mood": 6.0, "met": "Ada", "ask": "why"}
    with opening.open_with(vault.places, PASSPHRASE).journal as journal:
        journal.save_draft("check_in", fields)
        journal.save_draft("morning", {"kind": "check_in", "part": "morning", "intention": "go"})
    shown = vault.ok("pending")
    assert "evening  mood 6 · Ada · why" in shown
    assert "morning  go" in shown
    vault.ok("confirm", "check_in", "morning")
    met, asked, evening, morning = kept(vault)
    assert (met["text"], asked["text"], evening["part"]) == ("Ada", "why", "evening")
    assert evening["written_with"] == [met["id"], asked["id"]]
    assert (morning["intention"], morning["part"]) == ("go", "morning")
