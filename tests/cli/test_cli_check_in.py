"""check-in: in options, asked for on a terminal, and what becomes of words that cannot be kept."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import pytest

from recoverylog.cli.check_in_answers import read_halt, read_rating, read_sleep
from recoverylog.errors import UsageProblem
from recoverylog.session import opening
from tests.cli.conftest import PASSPHRASE, told, waiting
from tests.cli.terminal import CTRL_C, CTRL_D, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Vault
    from tests.conftest import Program

FIELDS = ("mood", "craving", "sleep", "good", "halt", "text")
NOTHING: dict[str, Any] = {
    "mood": None,
    "craving": None,
    "sleep": None,
    "good": [],
    "halt": [],
    "text": "",
}


def said(entry: dict[str, Any]) -> dict[str, Any]:
    """Return what a check-in says, as far as it says anything."""
    assert entry["kind"] == "check_in"
    return {name: entry[name] for name in FIELDS if entry[name] != NOTHING[name]}


def only(vault: Vault) -> dict[str, Any]:
    [entry] = vault.json("list")["entries"]
    assert isinstance(entry, dict)
    return entry


def drafts(vault: Vault) -> list[dict[str, Any]]:
    """Return the fields of every draft that lies in the journal."""
    with opening.open_with(vault.places, PASSPHRASE).journal as journal:
        return [draft.fields for draft in journal.drafts()]


# --- in options


def test_everything_in_options(vault: Vault) -> None:
    done = vault.run(
        "check-in", "--mood", "6", "--craving", "7,5", "--sleep", "6:30", "--good", "rang Sam",
        "--good", " soup ", "--halt", "tired", "--halt", "hungry", "--note", "a long day",
    )  # fmt: skip
    assert done.stdout == (
        "Kept: 1  2026-11-22 21:14  check-in · mood 6 · craving 7.5 · sleep 6.5 h  a long day"
        "  hungry  tired  rang Sam  soup\n"
    )
    assert (done.stderr, done.returncode) == ("  Take it back: recoverylog undo\n", 0)
    entry = only(vault)
    assert said(entry) == {
        "mood": 6.0,
        "craving": 7.5,
        "sleep": 6.5,
        "good": ["rang Sam", "soup"],
        "halt": ["hungry", "tired"],
        "text": "a long day",
    }
    assert (entry["source"], entry["day"], entry["focus"]) == ("log", "2026-11-22", None)


@pytest.mark.parametrize(
    ("options", "fields"),
    [
        (["--mood", "0"], {"mood": 0.0}),
        (["--craving", "0"], {"craving": 0.0}),
        (["--sleep", "0"], {"sleep": 0.0}),
        (["--good", "--json"], {"good": ["--json"]}),
        (["--note", "@work +walk at:noon"], {"text": "@work +walk at:noon"}),
        (["--halt", "angry, lonely"], {"halt": ["angry", "lonely"]}),
        (["-m", "10/10", "-n", "it's\x1b[2J"], {"mood": 10.0, "text": "it's\x1b[2J"}),
    ],
    ids=repr,
)
def test_each_field_alone(options: list[str], fields: dict[str, Any], vault: Vault) -> None:
    done = vault.run("check-in", *options)
    assert done.returncode == 0, done
    assert "\x1b" not in done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert said(only(vault)) == fields


@pytest.mark.parametrize(
    ("phrase", "day", "instant"),
    [
        ("yesterday 21:30", "2026-11-21", "2026-11-21T20:30:00Z"),
        ("last friday 9pm", "2026-11-20", "2026-11-20T20:00:00Z"),
        # Before four in the morning it is still the day before.
        ("2026-11-22 01:00", "2026-11-21", "2026-11-22T00:00:00Z"),
    ],
)
def test_about_another_time(phrase: str, day: str, instant: str, vault: Vault) -> None:
    vault.ok("check-in", "--mood", "6", "--at", phrase)
    entry = only(vault)
    assert (entry["day"], entry["at"]) == (day, instant)
    assert entry["written"] == "2026-11-22T20:14:00Z"


def test_a_time_that_cannot_be_read_costs_nothing(vault: Vault) -> None:
    done = vault.run("check-in", "--mood", "6", "--at", "when the cows come home")
    assert "“when the cows come home” could not be read as a time" in done.stdout
    assert (done.returncode, only(vault)["when_words"]) == (0, "when the cows come home")


def test_it_can_be_taken_back(vault: Vault) -> None:
    vault.ok("check-in", "--mood", "6")
    assert "Taken back, it lies in the bin: 1" in vault.run("undo").stderr
    assert vault.json("list")["entries"] == []


# --- what cannot be kept


@pytest.mark.parametrize(
    "options", [[], ["--at", "yesterday"], ["--good", " "], ["--note", "", "--no-input"]], ids=repr
)
def test_nothing_said_is_told(options: list[str], vault: Vault) -> None:
    assert "Nothing was written." in told(vault.run("check-in", *options), 2)
    assert vault.json("list")["entries"] == []


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (["--mood", "11"], "It is a number from 0 to 10."),
        (["--craving", "lots\x1b[2J"], "It is a number from 0 to 10."),
        (["--sleep", "25"], "Hours of sleep are such as 7, 6.5 or 6:30."),
        (["--halt", "bored"], "It is any of hungry, angry, lonely, tired, or none."),
    ],
    ids=repr,
)
def test_a_figure_that_cannot_be_read(options: list[str], hint: str, vault: Vault) -> None:
    line = told(vault.run("check-in", *options), 2)
    assert "could not be read here." in line
    assert line.endswith(hint)
    done = vault.run("check-in", "--good", "the sun's out", *options)
    assert done.returncode == 2
    assert "  rl grateful 'the sun'\"'\"'s out'\n" in done.stderr
    assert vault.json("list")["entries"] == []


def test_locked_it_hands_back_lines_that_rl_keeps(vault: Vault, rl: Program) -> None:
    done = vault.run(
        "check-in", "--mood", "6", "--craving", "7", "--good", "rang Sam", "--sleep", "6.5",
        "--halt", "tired", "--note", "why me?", "--at", "yesterday 9pm", passphrase=None,
    )  # fmt: skip
    assert (done.stdout, done.returncode) == ("", 3)
    heading, *lines, problem = done.stderr.splitlines()
    assert heading == "Your words were not kept. These lines keep them, locked or not:"
    assert "The journal is locked." in problem
    for line in lines:
        assert rl(*shlex.split(line)[1:]).returncode == 0
    assert waiting(vault) == 4
    kept = vault.json("list")["entries"]
    assert [(entry["kind"], entry["text"], entry["day"]) for entry in kept] == [
        ("mood", "", "2026-11-21"),
        ("craving", "", "2026-11-21"),
        ("gratitude", "rang Sam", "2026-11-21"),
        ("note", "slept 6.5 hours, tired, why me?", "2026-11-21"),
    ]


def test_a_wrong_passphrase_and_a_missing_journal_hand_back_too(vault: Vault) -> None:
    done = vault.run("check-in", "--mood", "6", passphrase="not this one")
    assert (done.returncode, "\n  rl mood 6\n" in done.stderr) == (4, True)
    done = vault.run("check-in", "--mood", "6", env={"RECOVERYLOG_HOME": str(vault.home / "no")})
    assert (done.returncode, "\n  rl mood 6\n" in done.stderr) == (7, True)


def test_no_input_asks_nothing_even_on_a_terminal(vault: Vault, cli: Program) -> None:
    del vault
    for arguments, code in ((["--mood", "6"], 3), ([], 2)):
        with Terminal(cli.argv("check-in", "--no-input", *arguments)) as screen:
            assert screen.ended() == code
            assert "Passphrase:" not in screen.shown


# --- asked for on a terminal


def test_it_asks_one_after_the_other(vault: Vault, cli: Program) -> None:
    with Terminal(cli.argv("check-in")) as screen:
        screen.expect("Passphrase: ")
        screen.enter(PASSPHRASE)
        screen.expect("Enter skips")
        for question, answer in (
            ("Mood, 0 lowest to 10 best: ", "6"),
            ("Strongest craving of the day, 0 none to 10: ", "lots"),
            ("It is a number from 0 to 10. Strongest craving of the day, 0 none to 10: ", "7"),
            ("Hours of sleep: ", ""),
            ("Something good: ", "rang Sam"),
            ("Something else that was good: ", "soup"),
            ("Something else that was good: ", "walked by the caf\xe9"),
            ("Something else that was good: ", ""),
            ("Hungry, angry, lonely, tired? ", "tired and l"),
            ("Anything else: ", ""),
        ):
            screen.expect(question)
            screen.enter(answer)
        screen.expect("Kept: 1 2026-11-22 21:14 check-in · mood 6 · craving 7")
        screen.expect("Take it back: recoverylog undo")
        assert screen.ended() == 0
    assert said(only(vault)) == {
        "mood": 6.0,
        "craving": 7.0,
        "good": ["rang Sam", "soup", "walked by the caf\xe9"],
        "halt": ["lonely", "tired"],
    }
    assert drafts(vault) == []


def asked(cli: Program, *answers: str, more: tuple[str, ...] = ()) -> Terminal:
    """Return a terminal on which so many questions were answered and the next one is asked."""
    screen = Terminal(cli.argv("check-in", *more), passphrase=PASSPHRASE)
    screen.expect("Ctrl-C keeps what you said so far.")
    for answer in answers:
        screen.expect(": ")
        screen.enter(answer)
    screen.expect(": ")
    return screen


def test_every_field_can_be_skipped(vault: Vault, cli: Program) -> None:
    with asked(cli, "", "", "") as screen:
        screen.enter("")
        screen.expect("tired? ")
        screen.enter("")
        screen.expect("Anything else: ")
        screen.enter("")
        assert screen.ended() == 2
        assert "Nothing was written." in screen.words
    assert vault.json("list")["entries"] == []
    assert drafts(vault) == []


def test_ctrl_c_keeps_what_was_said_and_half_said(vault: Vault, cli: Program) -> None:
    with asked(cli, "6", "", "") as screen:
        screen.type("rang S")
        screen.expect("rang S")
        assert screen.left_with(CTRL_C) == 130
        assert "Left there. What you said so far is being kept." in screen.words
        assert "Kept: 1 2026-11-22 21:14 check-in · mood 6 rang S" in screen.words
        assert "Traceback" not in screen.shown
    assert said(only(vault)) == {"mood": 6.0, "good": ["rang S"]}
    assert drafts(vault) == []


def test_half_a_word_in_the_place_of_a_number_is_kept_too(vault: Vault, cli: Program) -> None:
    with asked(cli) as screen:
        screen.type("so-so, I th")
        screen.expect("I th")
        assert screen.left_with(CTRL_C) == 130
    assert said(only(vault)) == {"text": "so-so, I th"}


def test_half_a_number_is_no_number(vault: Vault, cli: Program) -> None:
    with asked(cli, "6") as screen:
        screen.type("1")
        screen.expect("1")
        assert screen.left_with(CTRL_C) == 130
    assert said(only(vault)) == {"mood": 6.0}


def test_ctrl_c_before_anything_was_said(vault: Vault, cli: Program) -> None:
    with asked(cli, "") as screen:
        assert screen.left_with(CTRL_C) == 130
        assert "Kept" not in screen.shown
    assert vault.json("list")["entries"] == []


def test_ctrl_d_says_that_this_was_all(vault: Vault, cli: Program) -> None:
    with asked(cli, "6", more=("--at", "yesterday 9pm")) as screen:
        assert screen.left_with(CTRL_D) == 0
        assert "Kept: 1 2026-11-21 21:00 check-in · mood 6" in screen.words
    assert said(only(vault)) == {"mood": 6.0}


def test_a_terminal_that_is_gone_leaves_a_draft(vault: Vault, cli: Program) -> None:
    with asked(cli, "6", "", "", "rang Sam"):
        pass  # leaving kills it
    assert vault.json("list")["entries"] == []
    draft = {"kind": "check_in", "mood": 6.0, "good": ["rang Sam"]}
    assert drafts(vault) == [draft]
    with asked(cli, "4") as screen:
        assert "A check-in that was begun before stays beside this one" in screen.words
        assert screen.left_with(CTRL_D) == 0
    assert said(only(vault)) == {"mood": 4.0}
    assert drafts(vault) == [draft]


def test_three_wrong_passphrases_point_to_rl(vault: Vault, cli: Program) -> None:
    del vault
    with Terminal(cli.argv("check-in")) as screen:
        for _ in range(3):
            screen.expect("Passphrase: ")
            screen.enter("not this")
        assert screen.ended() == 4
        assert "rl mood 6 and rl craving 4 need no passphrase." in screen.words


def test_ctrl_c_at_the_passphrase_hands_the_options_back(vault: Vault, cli: Program) -> None:
    with Terminal(cli.argv("check-in", "--good", "rang Sam")) as screen:
        screen.expect("Passphrase: ")
        assert screen.left_with(CTRL_C) == 130
        assert "rl grateful 'rang Sam'" in screen.shown
    assert vault.json("list")["entries"] == []


# --- reading an answer


@pytest.mark.parametrize(
    ("read", "typed", "value"),
    [
        (read_rating, " 7 ", 7.0),
        (read_rating, "7/10", 7.0),
        (read_sleep, "7", 7.0),
        (read_sleep, "6,5 h", 6.5),
        (read_sleep, "6.25 hours", 6.25),
        (read_sleep, "6h30", 6.5),
        (read_sleep, "7h 20m", 7.33),
        (read_sleep, "24:00", 24.0),
        (read_halt, "H, t", ["hungry", "tired"]),
        (read_halt, "tired and hungry", ["hungry", "tired"]),
        (read_halt, "none", []),
        (read_halt, "", []),
    ],
)
def test_an_answer_is_read(read: Callable[[str], object], typed: str, value: object) -> None:
    assert read(typed) == value


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        *((read_rating, typed) for typed in ("", "-1", "10.5", "nan", "7 8", "seven")),
        *((read_sleep, typed) for typed in ("", "-1", "24.5", "24:01", "6:75", "inf", "a lot")),
        *((read_halt, typed) for typed in ("bored", "tired bored", "tiredd")),
    ],
)
def test_another_answer_is_not(read: Callable[[str], object], typed: str) -> None:
    with pytest.raises(UsageProblem, match="could not be read here"):
        read(typed)
