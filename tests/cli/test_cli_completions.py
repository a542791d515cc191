"""completions in real shells: what tab offers is what the commands take, and nothing private."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer.main

from recoverylog.cli.app import app
from recoverylog.cli.completing import FIRST_WORDS, KEYS, known_values
from recoverylog.journal import grammar, words
from recoverylog.journal.entry import KINDS
from tests.cli.terminal import Terminal
from tests.cli.test_cli_commands import COMMANDS
from tests.cli.test_cli_help import GROUPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Vault
    from tests.conftest import Program

SHELLS = ["bash", "zsh", "fish"]
QUIET = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"], "fish": ["--no-config"]}
STARTS = {word.text for word in FIRST_WORDS}
TOKENS = {word.text for word in KEYS}

# What is typed before the tab key, the word under the cursor last, and what is then offered.
OFFERED: dict[tuple[str, ...], set[str]] = {
    ("recoverylog", "sho"): {"show"},
    ("recoverylog", "focus", ""): {"add", "edit", "list"},
    ("recoverylog", "--no-input", "focus", "e"): {"edit"},
    ("recoverylog", "list", "--kind", "c"): {"check-in", "connection", "craving"},
    ("recoverylog", "list", "-k", "moo"): {"mood"},
    ("recoverylog", "list", "--from", "y"): {"yesterday"},
    ("recoverylog", "crisis", "--country", "G"): {"GB"},
    ("recoverylog", "focus", "edit", "--goal", ""): {"abstain", "reduce"},
    ("recoverylog", "check-in", "--halt", ""): {"hungry", "angry", "lonely", "tired"},
    ("recoverylog", "year", "--show", ""): {"mood", "craving", "days"},
    ("recoverylog", "review", "--until", "y"): {"yesterday"},
    ("recoverylog", "trends", "--days", ""): {"7", "30", "90"},
    ("recoverylog", "milestones", "--i"): {"--ics"},
    ("recoverylog", "signs", ""): {"list", "add", "tick", "put-away"},
    ("recoverylog", "plans", ""): {"list", "add", "edit", "put-away"},
    ("recoverylog", "focus", "add", "--per", ""): {"day", "week"},
    ("recoverylog", "share", "--form", ""): {"page", "text", "markdown", "html", "json"},
    ("recoverylog", "share", "--days", ""): {"7", "30", "90"},
    ("recoverylog", "share", "--need", ""): {"listen", "advice", "company", "nothing"},
    ("recoverylog", "share", "--tick", "n"): {"need", "next", "notes"},
    ("recoverylog", "people", "add", "--sections", "t"): {"talk", "time", "tags", "times"},
    ("recoverylog", "people", ""): {"list", "show", "add", "edit", "put-away"},
    ("recoverylog", "completions", ""): set(SHELLS),
    ("recoverylog", "log", ""): STARTS,
    ("recoverylog", "log", "mood", "6", ""): TOKENS,
    ("recoverylog", "edit", "3", "cra"): {"craving"},
    ("rl", ""): STARTS,
    ("rl", "cra"): {"craving"},
    ("rl", "today", "w"): {"with:"},
    # What only the person knows.
    ("recoverylog", "list", "--tag", ""): set(),
    ("recoverylog", "list", "--with", ""): set(),
    ("recoverylog", "streak", "--on", ""): set(),
    ("recoverylog", "search", ""): set(),
    ("recoverylog", "show", ""): set(),
    ("recoverylog", "edit", ""): set(),
    ("recoverylog", "focus", "edit", ""): set(),
    ("recoverylog", "trends", "--on", ""): set(),
    ("recoverylog", "signs", "tick", ""): set(),
    ("recoverylog", "share", ""): set(),
    ("recoverylog", "share", "--focus", ""): set(),
    ("recoverylog", "people", "show", ""): set(),
    ("recoverylog", "people", "edit", "--role", ""): set(),
    ("recoverylog", "shared", "show", ""): set(),
    ("recoverylog", "answers", "keep", ""): set(),
    ("recoverylog", "asks", "done", ""): set(),
    ("recoverylog", "signs", "put-away", ""): set(),
    ("recoverylog", "plans", "edit", ""): set(),
    ("recoverylog", "plans", "put-away", ""): set(),
    ("rl", "craving", "7", "@"): set(),
}


def options() -> dict[tuple[str, ...], set[str]]:
    """What a hyphen offers behind every command that there is."""
    group: Any = typer.main.get_command(app)
    every: dict[tuple[str, ...], Any] = {(): group} | {
        (name,): group.commands[name] for name in GROUPS
    }
    every |= {tuple(name.split()): command for name, command in COMMANDS.items()}
    return {
        ("recoverylog", *path, "--"): {
            name
            for parameter in command.params
            if parameter.param_type_name == "option"
            for name in (*parameter.opts, *parameter.secondary_opts)
            if name.startswith("--")
        }
        | {"--help"}
        for path, command in every.items()
    }


EXPECTED = OFFERED | options()


@pytest.fixture
def script(cli: Program, tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that writes the script for a shell into a file."""

    def written(shell: str) -> Path:
        done = cli("completions", shell)
        assert (done.returncode, done.stderr) == (0, "")
        path = tmp_path / f"completions.{shell}"
        path.write_text(done.stdout)
        return path

    return written


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Return a folder with both commands, which only leave a file behind when they are run."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("rl", "recoverylog", "python", "python3"):
        (folder / name).write_text(f"#!/bin/sh\n: > {shlex.quote(str(folder / 'was-run'))}\n")
        (folder / name).chmod(0o755)
    return folder


def run(shell: str, text: str, programs: Path) -> str:
    """Return what a shell prints that reads ``text``; it must print no complaint."""
    done = subprocess.run(
        [shell, *QUIET[shell], "-c", text],
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    assert not (programs / "was-run").exists()
    return done.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_reads_the_script(
    shell: str, script: Callable[[str], Path], needs: Callable[..., None], programs: Path
) -> None:
    needs(shell)
    path = script(shell)
    assert path.read_text().isascii() or shell != "bash"
    assert f"recoverylog completions {shell} >" in path.read_text()
    ran = subprocess.run([shell, "-n", str(path)], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr, ran.returncode) == ("", "", 0)
    source = f"source {shlex.quote(str(path))}"
    assert run(shell, f"{source}; {source}; echo ready", programs) == "ready\n"


@pytest.mark.needs("bash")
def test_bash_offers_what_the_commands_take(script: Callable[[str], Path], programs: Path) -> None:
    lines = [f"source {shlex.quote(str(script('bash')))}"]
    for typed in EXPECTED:
        function = "_recoverylog_rl" if typed[0] == "rl" else "_recoverylog"
        lines += [
            f"complete -p {typed[0]} | grep -q ' {function} '",
            f"COMP_WORDS=({shlex.join(typed)}) COMP_CWORD={len(typed) - 1}",
            f'{function}; echo "${{COMPREPLY[*]}}"',
        ]
    found = run("bash", "\n".join(lines), programs).split("\n")[:-1]
    assert dict(zip(EXPECTED, map(offered, found), strict=True)) == EXPECTED


def offered(line: str) -> set[str]:
    return {word for word in line.split() if not is_short(word)}


def is_short(word: str) -> bool:
    """Return whether it is an option of one letter, which only bash offers beside the long one."""
    return len(word) == 2 and word[0] == "-" and word != "--"


@pytest.mark.needs("bash")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["recoverylog", "list", "--kind", "=", "grat"], "gratitude"),
        (["recoverylog", "list", "--kind", "="], "check-in mood craving gratitude note"),
        # What stands behind a colon is the person's own, and "a" is not the key that it could be.
        (["rl", "mood", "6", "on", ":", "a"], ""),
        (["rl", "mood", "6", "on", ":"], ""),
        (["recoverylog", "log", "mood", "6", "with", ":", "a"], ""),
    ],
    ids=repr,
)
def test_bash_where_it_cuts_words_itself(
    words: list[str], expected: str, script: Callable[[str], Path], programs: Path
) -> None:
    function = "_recoverylog_rl" if words[0] == "rl" else "_recoverylog"
    text = (
        f"source {shlex.quote(str(script('bash')))}\n"
        f"COMP_WORDS=({shlex.join(words)}) COMP_CWORD={len(words) - 1}\n"
        f'{function}; echo "${{COMPREPLY[*]}}"'
    )
    assert run("bash", text, programs).strip().startswith(expected)
    assert bool(run("bash", text, programs).strip()) is bool(expected)


@pytest.mark.needs("bash")
def test_bash_at_the_keyboard(script: Callable[[str], Path], programs: Path) -> None:
    env = {"PATH": f"{programs}:{os.environ['PATH']}", "PS1": "ready> ", "TERM": "dumb"}
    with Terminal(["/usr/bin/env", "bash", *QUIET["bash"], "-i"], env=env) as screen:
        screen.expect("ready> ")
        screen.enter(f"source {shlex.quote(str(script('bash')))}")
        screen.expect("ready> ")
        screen.type("recoverylog sho\t")
        screen.expect("recoverylog show ")
        screen.type("\x15: rl mood 6 wi\t")
        screen.expect("wi")
        screen.type("\x15rl mood 6 wi\t")
        screen.expect("rl mood 6 with:")
        screen.type("Sam")
        screen.expect("Sam")
        assert "with: Sam" not in screen.shown, "a blank after the colon would part them"
        screen.type("\x15exit\r")
        assert screen.ended() == 0


@pytest.mark.needs("zsh")
def test_zsh_at_the_keyboard(script: Callable[[str], Path], programs: Path, tmp_path: Path) -> None:
    # As a file in $fpath, which is how the script itself says it should be.
    folder = tmp_path / "functions"
    folder.mkdir()
    (folder / "_recoverylog").write_bytes(script("zsh").read_bytes())
    (tmp_path / ".zshrc").write_text(
        f"PS1='ready> '; unset zle_bracketed_paste; setopt no_always_last_prompt\n"
        f"fpath=({shlex.quote(str(folder))} $fpath)\n"
        "autoload -Uz compinit; compinit -u -D\n"
        "alias rl='noglob rl'\n"
    )
    env = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "TERM": "dumb",
        "ZDOTDIR": str(tmp_path),
    }
    with Terminal(["/usr/bin/env", "zsh", "-d", "-i"], env=env, columns=200) as screen:
        screen.expect("ready> ")
        for typed, becomes in (
            ("sho", "show"),
            ("focus ed", "edit"),
            ("list --kind grat", "gratitude"),
            ("list --kind=grat", "--kind=gratitude"),
            ("list --lim", "limit"),
            ("log crav", "craving"),
            ("edit 3 crav", "craving"),
            ("crisis --country I\t", "IE"),
        ):
            screen.type(f"recoverylog {typed}\t")
            screen.expect(becomes)
            screen.type("\x15")
        screen.type("rl grat\t")
        screen.expect("grateful")
        screen.type("\x15rl mood 6 wit\tSam")
        screen.expect("with:Sam")
        screen.type("\x15exit\r")
        assert screen.ended() == 0
    assert not (programs / "was-run").exists()


@pytest.mark.needs("zsh")
def test_zsh_takes_the_script_as_lines_too(script: Callable[[str], Path], programs: Path) -> None:
    source = f"source {shlex.quote(str(script('zsh')))}"
    text = f"autoload -Uz compinit; compinit -u -D; {source}; echo $_comps[recoverylog] $_comps[rl]"
    assert run("zsh", text, programs) == "_recoverylog _recoverylog\n"


@pytest.mark.needs("fish")
def test_fish_offers_what_the_commands_take(script: Callable[[str], Path], programs: Path) -> None:
    lines = [f"source {shlex.quote(str(script('fish')))}"]
    for typed in EXPECTED:
        quoted = shlex.quote(" ".join(typed))
        lines += [f"echo (complete -C {quoted} | string split -f 1 \\t)"]
    found = run("fish", "\n".join(lines), programs).split("\n")[:-1]
    assert dict(zip(EXPECTED, map(offered, found), strict=True)) == EXPECTED


@pytest.mark.needs("fish")
def test_fish_says_what_a_command_is_for(script: Callable[[str], Path], programs: Path) -> None:
    text = f"source {shlex.quote(str(script('fish')))}; complete -C 'recoverylog crisis --o'"
    assert run("fish", text, programs) == ("--overdose\tSigns of an overdose, and what to do\n")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_the_same_for_everyone(shell: str, lived: Vault, cli: Program) -> None:
    private = lived.run("completions", shell).stdout
    assert private == cli("completions", shell, env={"RECOVERYLOG_HOME": None}).stdout
    for word in ("Sam", "payday", "alcohol", "gambling", "walk", str(lived.home)):
        assert word not in private


def test_the_login_shell_is_the_default_and_another_is_told(cli: Program) -> None:
    assert cli("completions", env={"SHELL": "/usr/bin/zsh"}) == cli("completions", "zsh")
    done = cli("completions", "tcsh")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "There are no completions for the shell “tcsh”. Say bash, zsh or fish.\n"
    )


# --- the words that are written down here rather than read off the application


def test_a_line_may_begin_with_every_first_word() -> None:
    kinds = {grammar.parse([word] if word == "used" else [word, "5"]).kind for word in STARTS}
    assert kinds == set(KINDS)
    assert grammar.parse(["ask", "this"]).ask


def test_every_key_of_a_line_is_offered() -> None:
    assert {f"{key}:" for key in words.KEYS} == TOKENS


def test_the_known_values_belong_to_options_that_there_are() -> None:
    taken = {
        name
        for command in COMMANDS.values()
        for parameter in command.params
        for name in parameter.opts
    }
    assert set(known_values()) <= taken
