"""What bash, zsh and fish really make of a line, and what we then make of that.

Each shell runs a line with an ``rl`` on its PATH that prints its arguments as JSON. zsh is asked
twice: as it comes, and with ``alias rl='noglob rl'``, which ``recoverylog shell-init`` prints.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from recoverylog.journal.grammar import Line, format_elements, parse
from tests.conftest import require

if TYPE_CHECKING:
    from pathlib import Path

SHELLS = {
    "bash": ["bash", "--norc", "-c"],
    "zsh": ["zsh", "-f", "-c"],
    "zsh with noglob": ["zsh", "-d", "-ic"],  # reads ZDOTDIR/.zshrc, where the alias stands
    "fish": ["fish", "--no-config", "-c"],
}
PRINT = "import json, sys; print(json.dumps(sys.argv[1:]))"


class Case(NamedTuple):
    """A line as typed, and what it says."""

    typed: str
    meaning: Line
    unmatched_glob: bool = False
    """It holds ``*``, ``?`` or ``[`` outside quotes, and no file is called that."""


CASES = [
    Case(
        "rl craving 7 lonely after work @lonely @payday +walk after:3",
        Line(
            "craving",
            value=7,
            after=3,
            text="lonely after work",
            tags=("lonely", "payday"),
            helped=("walk",),
        ),
    ),
    Case("rl mood 6", Line("mood", value=6)),
    Case("rl grateful coffee in the sun", Line("gratitude", text="coffee in the sun")),
    Case(
        "rl met with:sponsor step meeting",
        Line("connection", text="step meeting", people=("sponsor",)),
    ),
    Case("rl used", Line("use")),
    Case("rl note called in sick", Line("note", text="called in sick")),
    Case(
        "rl ask how to get through Sunday",
        Line("note", text="how to get through Sunday", ask=True),
    ),
    Case("rl used to love this bar", Line("note", text="used to love this bar")),
    Case('rl used at:"yesterday 9pm"', Line("use", at="yesterday 9pm")),
    Case("rl used at:'yesterday 9pm'", Line("use", at="yesterday 9pm")),
    Case("rl used 'at:yesterday 9pm'", Line("use", at="yesterday 9pm")),
    Case(r"rl used at:yesterday\ 9pm", Line("use", at="yesterday 9pm")),
    Case("rl note slept at:-2h on:alcohol", Line("note", text="slept", focus="alcohol", at="-2h")),
    Case("rl used amount:2,5 at:21:30", Line("use", amount=2.5, at="21:30")),
    Case(
        """rl met with:"Sam J." with:Kim 'long talk'""",
        Line("connection", text="long talk", people=("Sam J.", "Kim")),
    ),
    Case('rl note "it\'s fine (really)"', Line("note", text="it's fine (really)")),
    Case("""rl note 'she said "no"'""", Line("note", text='she said "no"')),
    Case(
        "rl 'craving 7  lonely @work after:3'",
        Line("craving", value=7, after=3, text="lonely", tags=("work",)),
    ),
    Case(
        """rl 'note x at:"yesterday 9pm"'""",
        Line("note", text="x", at="yesterday 9pm"),
    ),
    Case("rl note home:late 17:30 a:b", Line("note", text="home:late 17:30 a:b")),
    Case("rl note 1+1 +1 me@example.org", Line("note", text="1+1 +1 me@example.org")),
    Case("rl note see -- @home +walk after:3", Line("note", text="see -- @home +walk after:3")),
    Case("rl note -- @home -x --", Line("note", text="@home -x --")),
    Case("rl note '' a '  ' b", Line("note", text="a b")),
    Case("rl note tired @work, then home", Line("note", text="tired, then home", tags=("work",))),
    Case("rl note “curly” café ☕ @Zoë", Line("note", text="“curly” café ☕", tags=("Zoë",))),
    Case(
        "rl craving lots 'and more'",
        Line(
            "note",
            text="craving lots and more",
            reason="a craving takes a number from 0 to 10; kept as a note",
        ),
    ),
    Case("rl note 'what now?' 'a * b' '[x]'", Line("note", text="what now? a * b [x]")),
    Case("rl note what now?", Line("note", text="what now?"), unmatched_glob=True),
    Case("rl note so * tired*", Line("note", text="so * tired*"), unmatched_glob=True),
    Case("rl note [x] done", Line("note", text="[x] done"), unmatched_glob=True),
]


@pytest.fixture
def elements_from(tmp_path: Path) -> Elements:
    """Return a function that runs a line in a shell and returns what ``rl`` got of it."""
    programs, settings, empty = (tmp_path / name for name in ("bin", "zsh", "empty"))
    for folder in (programs, settings, empty):
        folder.mkdir()
    start = shlex.join([sys.executable, "-I", "-S", "-c", PRINT])
    (programs / "rl").write_text(f'#!/bin/sh\nexec {start} "$@"\n')
    (programs / "rl").chmod(0o755)
    (settings / ".zshrc").write_text("alias rl='noglob rl'\n")
    return Elements(f"{programs}{os.pathsep}{os.environ['PATH']}", settings, empty)


class Elements:
    """Runs lines in shells, in an empty folder, so that no file matches a glob."""

    def __init__(self, path: str, settings: Path, empty: Path) -> None:
        self._environment = {**os.environ, "PATH": path, "ZDOTDIR": str(settings)}
        self._empty = empty

    def run(self, shell: str, line: str) -> subprocess.CompletedProcess[str]:
        """Run ``line`` and return the process when it has ended."""
        command = SHELLS[shell]
        require(command[0])
        return subprocess.run(
            [*command, line],
            capture_output=True,
            text=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            cwd=self._empty,
            env=self._environment,
            timeout=60,
            check=False,
        )

    def __call__(self, shell: str, line: str) -> list[str]:
        """Return the arguments that reached ``rl``."""
        done = self.run(shell, line)
        assert done.returncode == 0, done.stderr
        elements: list[str] = json.loads(done.stdout)
        return elements


def refuses(shell: str, case: Case, elements_from: Elements) -> bool:
    """Tell whether ``shell`` does not start the command because no file matches a glob in it.

    zsh refuses unless ``noglob`` stands before the command. fish refuses a ``*``, knows no
    ``[``, and took leave of ``?`` with version 4.
    """
    if not case.unmatched_glob or shell in {"bash", "zsh with noglob"}:
        return False
    if shell == "zsh" or "*" in case.typed:
        return True
    plain_question = elements_from.run("fish", "status test-feature qmark-noglob").returncode == 0
    return "?" in case.typed and not plain_question


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.typed)
@pytest.mark.parametrize("shell", SHELLS)
def test_what_a_shell_delivers(elements_from: Elements, shell: str, case: Case) -> None:
    if refuses(shell, case, elements_from):
        refused = elements_from.run(shell, case.typed)
        assert refused.returncode != 0
        assert refused.stdout == ""
    else:
        assert parse(elements_from(shell, case.typed)) == case.meaning


@pytest.mark.parametrize("shell", SHELLS)
def test_an_apostrophe_starts_nothing_in_any_shell(elements_from: Elements, shell: str) -> None:
    """The reason why the docs lead with a bare ``rl``, which asks."""
    refused = elements_from.run(shell, "rl note it's too much")
    assert refused.stdout == ""
    assert refused.stderr != ""


def test_bash_takes_away_what_stands_behind_a_hash(elements_from: Elements) -> None:
    """The reason why ``#`` means nothing in the grammar."""
    assert elements_from("bash", "rl note tired #work") == ["note", "tired"]


def test_bytes_that_are_no_utf_8_come_through(elements_from: Elements) -> None:
    """Python hands them on as lone surrogates, which whoever stores the text turns into words."""
    assert parse(elements_from("bash", r"rl note caf$'\xe9' @work")) == Line(
        "note", text="caf\udce9", tags=("work",)
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "zsh with noglob"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.typed)
def test_what_we_write_a_shell_brings_back(elements_from: Elements, shell: str, case: Case) -> None:
    """Arguments as ``format_elements`` writes them survive being quoted and typed again."""
    typed = shlex.join(["rl", *format_elements(case.meaning)])
    assert parse(elements_from(shell, typed)) == case.meaning
