"""shell-init in real shells: its lines are accepted, and what is logged stays out of history."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Program

SHELLS = ["bash", "zsh", "fish"]
QUIET = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"], "fish": ["--no-config"]}
PRIVATE = (
    "rl craving 7 canary1",
    "rl",
    "recoverylog log mood 6 canary2",
    "recoverylog edit 1 note canary3",
    " rl note canary4",
    " recoverylog log canary5",
    "recoverylog share --talk canary6",
    "recoverylog people add canary7",
)
VISIBLE = ("other before-it", "other rl is not the first word")


@pytest.fixture
def programs(tmp_path: Path) -> str:
    """Return a PATH on which both commands, and another one, only say that they ran."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("rl", "recoverylog", "other"):
        (folder / name).write_text("#!/bin/sh\nprintf '\\nran<%s>\\n' \"$*\"\n")
        (folder / name).chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_accepts_the_lines(
    shell: str, cli: Program, needs: Callable[..., None], tmp_path: Path
) -> None:
    needs(shell)
    done = cli("shell-init", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# recoverylog: ")
    lines = tmp_path / "lines"
    lines.write_text(done.stdout)
    source = f"source {shlex.quote(str(lines))}"
    for argv, said in (
        (["-n", str(lines)], ""),
        (["-c", f"{source}; {source}; echo ready"], "ready\n"),
    ):
        ran = subprocess.run(
            [shell, *QUIET[shell], *argv], capture_output=True, text=True, check=False, timeout=60
        )
        assert (ran.stdout, ran.stderr, ran.returncode) == (said, "", 0)


def test_the_login_shell_is_the_default_and_another_is_told(cli: Program) -> None:
    assert cli("shell-init", env={"SHELL": "/usr/bin/fish"}) == cli("shell-init", "fish")
    done = cli("shell-init", env={"SHELL": "/bin/dash"})
    assert (done.returncode, done.stdout) == (2, "")
    assert "Say bash, zsh or fish." in done.stderr
    assert cli("shell-init", env={"SHELL": None}).returncode == 2


def test_bash_forgets_what_is_logged(
    cli: Program, needs: Callable[..., None], programs: str, tmp_path: Path
) -> None:
    needs("bash")
    lines = cli("shell-init", "bash").stdout
    script = "\n".join(["set -o history", lines, *VISIBLE, *PRIVATE, "history", ""])
    ran = subprocess.run(
        ["bash", *QUIET["bash"]],
        input=script,
        env={**os.environ, "PATH": programs, "HISTFILE": str(tmp_path / "history")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.stderr == ""
    check(ran.stdout.rpartition(">\n")[2])


def test_zsh_forgets_what_is_logged_and_takes_a_question_mark(
    cli: Program, needs: Callable[..., None], programs: str, tmp_path: Path
) -> None:
    needs("zsh")
    history = tmp_path / "history"
    setup = f"HISTFILE={shlex.quote(str(history))} SAVEHIST=99 HISTSIZE=99 PS1='ready> '\n"
    (tmp_path / ".zshrc").write_text(setup + cli("shell-init", "zsh").stdout)
    env = {"PATH": programs, "ZDOTDIR": str(tmp_path), "TERM": "dumb"}
    with Terminal(["/usr/bin/env", "zsh", "-d", "-i"], env=env) as screen:
        typed(screen, [*VISIBLE, *PRIVATE, "rl note why me? *"])
    assert "no matches found" not in screen.shown
    check(history.read_text())


def test_fish_forgets_what_is_logged(
    cli: Program, needs: Callable[..., None], programs: str, tmp_path: Path
) -> None:
    needs("fish")
    folder = tmp_path / "config" / "fish"
    folder.mkdir(parents=True)
    (folder / "config.fish").write_text(
        "function fish_prompt; echo -n 'ready> '; end; set -g fish_greeting\n"
        + cli("shell-init", "fish").stdout
    )
    env = {
        "PATH": programs,
        "TERM": "dumb",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "share"),
    }
    with Terminal(["/usr/bin/env", "fish", "-i"], env=env) as screen:
        typed(screen, [*VISIBLE, *PRIVATE])
    check((tmp_path / "share" / "fish" / "fish_history").read_text())


def typed(screen: Terminal, lines: list[str]) -> None:
    """Type each line once the one before has run, then leave the shell."""
    for line in lines:
        screen.expect("ready> ")
        screen.enter(line)
        arguments = line.split(maxsplit=1)[1:]
        screen.expect(f"\nran<{''.join(arguments)}>")
    screen.expect("ready> ")
    screen.enter("exit")
    assert screen.ended() == 0


def check(history: str) -> None:
    for line in VISIBLE:
        assert line in history
    for number in range(1, 6):
        assert f"canary{number}" not in history
