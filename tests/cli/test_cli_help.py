"""--help of every command: it exists, fits, hurts nobody, and draws no boxes into a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import Terminal, width
from tests.cli.test_cli_commands import COMMANDS
from tests.language.test_language import Text, findings

if TYPE_CHECKING:
    from tests.conftest import Program

GROUPS = ["focus", "plans", "signs", "answers", "asks", "people", "shared"]
PAGES = ["", *GROUPS, *COMMANDS]
NARROW = {"COLUMNS": "80"}


def boxes(text: str) -> set[str]:
    return {char for char in text if "\u2500" <= char <= "\u259f"}


@pytest.mark.parametrize("name", PAGES)
def test_help_in_a_pipe(name: str, cli: Program) -> None:
    done = cli(*name.split(), "--help", env=NARROW)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: recoverylog {name}".rstrip())
    assert [line for line in done.stdout.splitlines() if len(line) > 80] == []
    assert not boxes(done.stdout)
    assert "\x1b" not in done.stdout
    assert "!" not in done.stdout
    paragraphs = done.stdout.replace("\n  ", " ")
    assert not [str(one) for one in findings(Text(f"{name} --help", paragraphs))]


def test_the_first_page_names_every_command_and_cuts_no_sentence(cli: Program) -> None:
    text = cli("--help", env=NARROW).stdout
    for name in COMMANDS:
        assert f"  {name.split()[0]} " in text
    assert "recoverylog crisis" in text
    assert "..." not in text.replace("[ARGS]...", "")


@pytest.mark.parametrize("group", GROUPS)
def test_the_page_of_a_group_names_its_commands_and_cuts_no_sentence(
    group: str, cli: Program
) -> None:
    text = cli(group, "--help", env=NARROW).stdout
    for name in COMMANDS:
        if name.startswith(f"{group} "):
            assert f"  {name.split()[1]} " in text
    assert "..." not in text.replace("[ARGS]...", "")


def test_h_is_help_and_help_wants_no_journal(cli: Program) -> None:
    assert cli("-h") == cli("--help")
    assert cli("today", "-h") == cli("today", "--help")


def test_rl_help(rl: Program) -> None:
    done = rl("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert rl("-h") == done
    assert [line for line in done.stdout.splitlines() if len(line) > 80] == []
    assert not [str(one) for one in findings(Text("rl --help", done.stdout.replace("\n", " ")))]


@pytest.mark.parametrize(
    "name", ["", "list", "init", "confirm", "passphrase", "focus edit", "share", "people edit"]
)
def test_help_on_a_terminal_fits_it(name: str, cli: Program) -> None:
    with Terminal(cli.argv(*name.split(), "--help"), columns=80) as screen:
        assert screen.ended() == 0
        assert [line for line in screen.lines if width(line) > 80] == []
        assert "Usage: recoverylog" in screen.shown


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=repr)
def test_help_without_colour(env: dict[str, str], cli: Program) -> None:
    with Terminal(cli.argv("--help"), env=env) as screen:
        assert screen.ended() == 0
        assert "\x1b" not in screen.raw


def test_rl_names_how_much_it_was(rl: Program) -> None:
    assert "rl used amount:2" in rl("--help").stdout
