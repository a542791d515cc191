"""shared and asks: the ledger of what was handed over, and the queue that feeds it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli import answering
from tests.cli.conftest import PASSPHRASE, told
from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.answering import Letter
    from tests.cli.conftest import Vault
    from tests.conftest import Program


@pytest.fixture
def letter(lived: Vault, tmp_path: Path) -> Letter:
    """Return a page that was handed to Maya."""
    del lived
    folder = tmp_path / "sent"
    folder.mkdir()
    return answering.hand_over(folder)


def row(vault: Vault, letter: Letter) -> dict[str, Any]:
    found: dict[str, Any] = vault.json("shared", "show", letter.id[:8])["shared"]
    return found


# --- the ledger


def test_what_was_shared_is_listed_with_whom_and_what_became_of_it(
    lived: Vault, letter: Letter
) -> None:
    lived.ok("share", "tom", "--yes", "--form", "text")
    rows = lived.json("shared")["shared"]
    assert [one["supporter"] for one in rows].count("Maya Lind") == 1
    shown = lived.ok("shared")
    assert shown == lived.ok("shared", "list")
    assert "Sunday 22 November 2026  for my sponsor" in shown
    assert "a sealed page, takes answers until 20 February 2027, file there" in shown
    assert "Sunday 22 November 2026  for Tom Berg" in shown
    assert "text, not encrypted, no file" in shown
    shown = lived.ok("shared", "show", letter.id[:8])
    for words in (
        "Sunday 22 November 2026, 21:14, for my sponsor",
        "with      Maya Lind, sponsor",
        "period    24 October to 22 November 2026",
        "parts     talk, time, logged, cravings, mood, connections, helped",
        "takes answers until 20 February 2027; 0 came",
        f"file there: {letter.path}",
        f"sha256    {row(lived, letter)['sha256']}",
        letter.id,
    ):
        assert words in shown


def test_an_empty_ledger_says_how_to_look_first(vault: Vault) -> None:
    assert vault.ok("shared") == "Nothing was shared yet. Look first: recoverylog share --preview\n"
    assert vault.json("shared")["shared"] == []


def test_closing_is_for_good_and_asks_first(lived: Vault, letter: Letter, cli: Program) -> None:
    answering.take_in(letter.answered("before"))
    assert "It stays open; nothing was changed." in told(lived.run("shared", "close", letter.id), 2)
    for answer, left in (("", True), ("y", False)):
        with Terminal(cli.argv("shared", "close", letter.id), passphrase=PASSPHRASE) as screen:
            screen.expect("Take no more answers to the page of 22 November, for my sponsor?")
            screen.expect("y/N: ")
            screen.enter(answer)
            assert screen.ended() == 0
        assert row(lived, letter)["open"] is left
    assert "takes no more answers already" in lived.run("shared", "close", letter.id).stderr
    assert len(lived.json("answers")["answers"]) == 1
    assert "closed on 22 November 2026; 1 came" in lived.ok("shared", "show", letter.id)
    lived.ok("share", "--yes", "--form", "text")
    other = next(one for one in lived.json("shared")["shared"] if one["form"] == "text")
    assert "There is nothing to close." in told(lived.run("shared", "close", other["id"]), 2)


def test_a_page_closes_by_itself(lived: Vault, letter: Letter, at: Callable[[str], None]) -> None:
    at("2027-03-01T12:00:00+01:00")
    assert "closed on 20 February 2027" in lived.ok("shared")
    assert row(lived, letter)["open"] is False


def test_deleting_a_file_says_what_it_does_not_do(
    lived: Vault, letter: Letter, cli: Program
) -> None:
    path = Path(letter.path)
    told(lived.run("shared", "delete-file", letter.id), 2)
    with Terminal(cli.argv("shared", "delete-file", letter.id), passphrase=PASSPHRASE) as screen:
        screen.expect("y/N: ")
        screen.enter("")
        screen.expect("The file is still there.")
        assert screen.ended() == 0
    assert path.exists()
    done = lived.run("shared", "delete-file", letter.id, "--yes")
    assert "This is no secure erase" in done.stderr
    assert "Copies that were sent stay where they are." in done.stderr
    assert not path.exists()
    assert "file deleted" in lived.ok("shared")
    assert row(lived, letter)["file"] == "deleted"
    assert "It was gone already" in lived.run("shared", "delete-file", letter.id).stderr
    # The page goes on taking answers.
    assert lived.run("receive", input=letter.answered("still")).returncode == 0


def test_a_file_that_is_another_one_is_left_alone(lived: Vault, letter: Letter) -> None:
    path = Path(letter.path)
    path.write_text("mine")
    line = told(lived.run("shared", "delete-file", letter.id, "--yes"), 2)
    assert "is not what was written there. It was left alone." in line
    assert path.read_text() == "mine"
    path.unlink()
    assert "file not there any more" in lived.ok("shared")
    lived.ok("share", "--yes", "--form", "text")
    other = next(one for one in lived.json("shared")["shared"] if one["form"] == "text")
    told(lived.run("shared", "delete-file", other["id"], "--yes"), 2)


@pytest.mark.parametrize("command", ["show", "close", "delete-file"])
@pytest.mark.parametrize("wrong", ["", "abc", "zzzz", "0" * 32, "0" * 99, "%", "../x"])
def test_a_wrong_id_is_10(command: str, wrong: str, vault: Vault) -> None:
    more = [] if command == "show" else ["--yes"]
    told(vault.run("shared", command, *more, "--", wrong), 10)


# --- the queue


def test_what_was_talked_about_leaves_the_queue_and_stays_a_note(lived: Vault) -> None:
    lived.ok("log", "ask", "what to say to my brother")
    assert [one["text"] for one in lived.json("asks")["asks"]] == [
        "how to get through Sunday",
        "what to say to my brother",
    ]
    assert "what to say to my brother" in lived.ok("asks")
    done = lived.run("asks", "done", "7")
    assert "Talked about: 7  2026-11-22" in done.stderr
    assert [one["number"] for one in lived.json("asks")["asks"]] == [10]
    entry = lived.json("show", "7")["entry"]
    assert (entry["kind"], entry["ask"], entry["text"]) == (
        "note",
        False,
        "how to get through Sunday",
    )
    assert "Sunday" not in lived.ok("share", "--preview").partition("In recovery")[0]
    lived.ok("undo", "7")
    assert len(lived.json("asks")["asks"]) == 2
    lived.ok("asks", "done", "7", "10")
    assert lived.ok("asks").startswith("Nothing is open. A line adds to it: rl ask ")


@pytest.mark.parametrize("wrong", ["6", "99", "x", "7 6"])
def test_what_is_not_open_is_10_and_nothing_is_changed(wrong: str, lived: Vault) -> None:
    told(lived.run("asks", "done", *wrong.split()), 10)
    assert [one["number"] for one in lived.json("asks")["asks"]] == [7]
