"""Commands on a real terminal: prompts, interrupts, colours, and 80 columns."""

from __future__ import annotations

import termios
from typing import TYPE_CHECKING

import pytest

from recoverylog.session import opening
from tests.cli.conftest import PASSPHRASE
from tests.cli.terminal import CTRL_C, CTRL_D, SGR, Terminal, width

if TYPE_CHECKING:
    from tests.cli.conftest import Vault
    from tests.conftest import Program

CLEAR = "\x15"
"""Ctrl-U: everything to the left of the cursor goes."""


# --- the passphrase


def test_two_wrong_answers_and_then_the_right_one(lived: Vault, cli: Program) -> None:
    with Terminal(cli.argv("streak")) as screen:
        for wrong in ("not this", "nor this"):
            screen.expect("Passphrase: ")
            screen.enter(wrong)
            screen.expect("That passphrase does not open this journal.")
        screen.expect("Passphrase: ")
        screen.enter(PASSPHRASE)
        assert screen.ended() == 0
        assert "192 free days in all" in screen.shown
        assert "not this" not in screen.shown
        assert PASSPHRASE not in screen.raw
    assert lived.run("today").returncode == 0


def test_three_wrong_answers_are_enough(lived: Vault, cli: Program) -> None:
    del lived
    with Terminal(cli.argv("today")) as screen:
        for _ in range(3):
            screen.expect("Passphrase: ")
            screen.enter("not this")
        assert screen.ended() == 4
        assert screen.words.count("That passphrase does not open this journal.") == 3
        assert "free days" not in screen.words


def test_the_kit_may_be_typed_instead(lived: Vault, cli: Program) -> None:
    with Terminal(cli.argv("today")) as screen:
        screen.expect("Passphrase: ")
        screen.enter(" ".join(lived.kit))
        assert screen.ended() == 0


def test_letters_of_another_encoding_are_a_wrong_answer(lived: Vault, cli: Program) -> None:
    del lived
    with Terminal(cli.argv("today")) as screen:
        screen.expect("Passphrase: ")
        screen.type(b"caf\xe9\r")
        screen.expect("does not open this journal")
        screen.expect("Passphrase: ")
        screen.enter(PASSPHRASE)
        assert screen.ended() == 0


@pytest.mark.parametrize("arguments", ["today", "export --json", "unlock", "log"])
def test_ctrl_c_at_the_passphrase(arguments: str, lived: Vault, cli: Program) -> None:
    with Terminal(cli.argv(*arguments.split())) as screen:
        screen.expect("› " if arguments == "log" else "Passphrase: ")
        assert screen.left_with(CTRL_C) == 130
        assert "Traceback" not in screen.shown
        assert "Aborted" not in screen.shown
    assert len(lived.json("list", "--limit", "0")["entries"]) == 9


def test_ctrl_d_at_the_passphrase_is_locked_and_echo_comes_back(lived: Vault, cli: Program) -> None:
    del lived
    with Terminal(cli.argv("today")) as screen:
        screen.expect("Passphrase: ")
        assert not termios.tcgetattr(screen._mine)[3] & termios.ECHO
        assert screen.left_with(CTRL_D) == 3
        assert "The journal is locked. Nothing was changed." in screen.words


def test_no_input_asks_nothing_even_here(lived: Vault, cli: Program) -> None:
    del lived
    for arguments in (["--no-input", "today"], ["today", "--no-input"], ["purge", "--no-input"]):
        with Terminal(cli.argv(*arguments)) as screen:
            assert screen.ended() == 3
            assert "Passphrase:" not in screen.shown


# --- rl and log


def test_rl_asks(vault: Vault, rl: Program) -> None:
    with Terminal(rl.argv()) as screen:
        screen.expect("› ")
        screen.enter('craving 7 it\'s late @work at:"yesterday 9pm" +walk')
        screen.expect("Kept: craving 7 of 10 · it's late · trigger work · helped by walk")
        screen.expect("Take it back: recoverylog undo")
        assert screen.ended() == 0
    [entry] = vault.json("list")["entries"]
    assert (entry["day"], entry["tags"], entry["helped"]) == ("2026-11-21", ["work"], ["walk"])


@pytest.mark.parametrize(("keys", "code"), [(CTRL_C, 130), (CTRL_D, 2), ("\r", 2), ("  \r", 2)])
def test_rl_left_alone_writes_nothing(keys: str, code: int, vault: Vault, rl: Program) -> None:
    with Terminal(rl.argv()) as screen:
        screen.expect("› ")
        assert screen.left_with(keys) == code
        assert "Nothing was written." in screen.shown
    assert vault.json("list")["entries"] == []


def test_log_asks_like_rl(vault: Vault, cli: Program) -> None:
    with Terminal(cli.argv("log")) as screen:
        screen.expect("› ")
        screen.enter("mood 6")
        screen.expect("Kept: mood 6 of 10")
        assert screen.ended() == 0
    with Terminal(cli.argv("log"), passphrase=PASSPHRASE) as screen:
        screen.expect("› ")
        screen.enter("mood 7")
        screen.expect("Kept: ")
        assert screen.ended() == 0
    assert [entry["mood"] for entry in vault.json("list")["entries"]] == [6.0, 7.0]


def test_log_in_the_middle_of_a_word_and_a_paste(vault: Vault, rl: Program) -> None:
    with Terminal(rl.argv()) as screen:
        screen.expect("› ")
        screen.type("note a line")
        screen.type("\x7f\x7f\x7f\x7fnote of several words\r")
        assert screen.ended() == 0
    assert vault.json("list")["entries"][0]["text"] == "a note of several words"


# --- edit and purge


def test_edit_puts_the_present_line_before_you(lived: Vault, cli: Program) -> None:
    with Terminal(cli.argv("edit", "1"), passphrase=PASSPHRASE) as screen:
        screen.expect("› ")
        screen.expect("after:3")
        assert "craving 8 walked past the Anchor @payday @Work +walk with:Sam on:alcohol" in (
            screen.shown.replace("\n", "")
        )
        screen.type(" and kept walking\r")
        assert screen.ended() == 0
    entry = lived.json("show", "1")["entry"]
    assert entry["text"] == "walked past the Anchor and kept walking"
    assert (entry["craving"], entry["after"], entry["focus"]) == (8.0, 3.0, "alcohol")
    assert (entry["tags"], entry["people"]) == (["payday", "Work"], ["Sam"])


def test_enter_at_edit_changes_nothing(lived: Vault, cli: Program) -> None:
    before = lived.json("show", "1")["entry"]
    with Terminal(cli.argv("edit", "1"), passphrase=PASSPHRASE) as screen:
        screen.expect("› ")
        screen.enter()
        assert screen.ended() == 0
    assert lived.json("show", "1")["entry"] == before


def test_edit_keeps_the_lines_of_a_text(vault: Vault, cli: Program) -> None:
    with opening.open_with(vault.places, PASSPHRASE).journal as journal:
        journal.write(journal.new_entry(kind="note", text="first line\nsecond line"))
    with Terminal(cli.argv("edit", "1"), passphrase=PASSPHRASE) as screen:
        screen.expect("› ")
        screen.enter(" @new")
        screen.ended()
    entry = vault.json("show", "1")["entry"]
    assert entry["text"] == "first line\nsecond line"


@pytest.mark.parametrize(
    ("keys", "code"), [(CTRL_C, 130), (CLEAR + CTRL_D, 130), (CLEAR + "\r", 2)]
)
def test_leaving_edit_changes_nothing(keys: str, code: int, lived: Vault, cli: Program) -> None:
    with Terminal(cli.argv("edit", "1"), passphrase=PASSPHRASE) as screen:
        screen.expect("› ")
        screen.expect("after:3")
        assert screen.left_with(keys) == code
        assert "Traceback" not in screen.shown
        assert "Aborted" not in screen.shown
    assert len(lived.json("show", "1")["versions"]) == 1


def test_purge_takes_one_word_for_a_yes(lived: Vault, cli: Program) -> None:
    lived.ok("delete", "3")
    for answer, code, said in (
        ("yes\r", 0, "Nothing was erased."),
        ("\r", 0, "Nothing was erased."),
        (CTRL_C, 130, ""),
        (CTRL_D, 130, ""),
        ("purge\r", 0, "1 entry erased."),
    ):
        with Terminal(cli.argv("purge"), passphrase=PASSPHRASE) as screen:
            screen.expect("1 entry in the bin. Once erased, nothing brings that back.")
            screen.expect("Type purge to erase: ")
            assert screen.left_with(answer) == code, answer
            assert said in screen.shown
            assert "Aborted" not in screen.shown
        there = 1 if answer != "purge\r" else 0
        assert len(lived.json("list", "--bin")["entries"]) == there


# --- colour


COLOURED = [
    "today", "list", "status", "show 1", "search sick", "pending", "focus list", "signs",
]  # fmt: skip


@pytest.mark.parametrize("arguments", COLOURED)
def test_a_terminal_gets_colour_and_the_same_words(
    arguments: str, lived: Vault, cli: Program, rl: Program
) -> None:
    rl("used", "on:alcohol")
    lived.ok("today")
    plain = lived.ok(*arguments.split())
    with Terminal(cli.argv(*arguments.split()), passphrase=PASSPHRASE, columns=300) as screen:
        assert screen.ended() == 0
        assert SGR.search(screen.raw)
        assert "\x1b" not in screen.shown
        # Only the breaks between lines may differ.
        assert "".join(screen.shown.split()) == "".join(plain.split())


@pytest.mark.parametrize("command", ["streak", "review"])
def test_a_terminal_gets_drawings_and_no_word_less(
    command: str, lived: Vault, cli: Program
) -> None:
    plain = lived.ok(command)
    with Terminal(cli.argv(command), passphrase=PASSPHRASE, columns=300) as screen:
        assert screen.ended() == 0
        assert SGR.search(screen.raw)
        assert set(plain.split()) <= set(screen.shown.split())


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": ""}], ids=repr)
def test_no_colour_where_none_is_wanted(env: dict[str, str], lived: Vault, cli: Program) -> None:
    for arguments in ("list", "status", "list --kind sorrow", "no-such-command"):
        with Terminal(cli.argv(*arguments.split()), passphrase=PASSPHRASE, env=env) as screen:
            screen.ended()
            assert "\x1b" not in screen.raw, arguments
            if arguments == "list":
                assert "".join(screen.shown.split()) == "".join(lived.ok("list").split())


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_very_plain_terminal_gets_every_line_whole(term: str, lived: Vault, cli: Program) -> None:
    env = {"TERM": term}
    with Terminal(cli.argv("list"), passphrase=PASSPHRASE, columns=40, env=env) as screen:
        assert screen.ended() == 0
        assert screen.shown == lived.ok("list")


@pytest.mark.parametrize(
    "env", [{"FORCE_COLOR": "1"}, {"CLICOLOR_FORCE": "1"}, {"GITHUB_ACTIONS": "true"}], ids=repr
)
def test_a_pipe_gets_no_colour_whatever_is_set(env: dict[str, str], lived: Vault) -> None:
    for arguments in ("list", "--help", "no-such-command", "list --help"):
        done = lived.run(*arguments.split(), env=env)
        assert "\x1b" not in done.stdout + done.stderr, arguments


# --- 80 columns


LONG = (
    "a line that goes on for longer than any terminal is wide, and then for a little longer still",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2,
    "とても長い日本語の文章がここにあります。" * 6,
    "\U0001f642" * 60,
    "two lines of which\tone has a tab\nand the other is " + "long " * 20,
)


@pytest.mark.parametrize(
    "arguments",
    [
        "today", "list", "streak", "status", "--help", "crisis", "crisis --country GB",
        "crisis --overdose", "show 10", "focus list", "pending", "search long",
    ],
)  # fmt: skip
def test_nothing_is_wider_than_the_terminal(arguments: str, lived: Vault, cli: Program) -> None:
    with opening.open_with(lived.places, PASSPHRASE).journal as journal:
        for text in LONG:
            journal.write(journal.new_entry(kind="note", text=text, tags=("lonely",) * 12))
    lived.ok("focus", "add", "a focus whose name is " + "very " * 20 + "long")
    with Terminal(cli.argv(*arguments.split()), passphrase=PASSPHRASE, columns=80) as screen:
        assert screen.ended() == 0
        assert [line for line in screen.lines if width(line.expandtabs()) > 80] == []
        assert len(screen.lines) > 1


@pytest.mark.parametrize("command", ["list", "today", "milestones"])
def test_without_colour_lines_are_wrapped_as_with_it(
    command: str, lived: Vault, cli: Program
) -> None:
    with opening.open_with(lived.places, PASSPHRASE).journal as journal:
        journal.write(journal.new_entry(kind="note", text=LONG[0]))
    shown = []
    for env in ({"NO_COLOR": "1"}, {}):
        with Terminal(cli.argv(command), passphrase=PASSPHRASE, columns=60, env=env) as screen:
            assert screen.ended() == 0
            assert ("\x1b" in screen.raw) is (env == {})
            assert [line for line in screen.lines if width(line) > 60] == []
            shown.append(screen.shown)
    assert shown[0] == shown[1]


def test_what_is_wrapped_is_all_there(lived: Vault, cli: Program) -> None:
    with opening.open_with(lived.places, PASSPHRASE).journal as journal:
        for text in LONG:
            journal.write(journal.new_entry(kind="note", text=text))
    with Terminal(cli.argv("list"), passphrase=PASSPHRASE, columns=40) as screen:
        assert screen.ended() == 0
        shown = "".join(screen.shown.split())
        for text in LONG:
            assert "".join(text.split()) in shown
