"""Text that would act on a terminal: kept as it was written, and inert wherever it is shown."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import PASSPHRASE
from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from tests.cli.conftest import Vault
    from tests.conftest import Program

HOSTILE = {
    "colour": "\x1b[38;5;201mpink\x1b[0m",
    "link": "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "title": "\x1b]0;owned\x07",
    "C1": "\x9b31mred\x9d0;owned\x9c\x90q\x85\x84",
    "direction": "\u202eevil\u202c \u2066x\u2069 \u200f\u061c",
    "NUL": "a\x00b",
    "overwriting": "sober\r\x08\x08\x7f\x0b\x0c",
    "unseen": "z\u200bw\u2060\ufeff\u00ad\U000e0041\u180e",
    "heaped": "e" + "\u0301" * 300,
    "separators": "x\u2028y\u2029z\x1c\x1d\x1e",
    "unassigned": "\ufdd0\uffff\U0010ffff\ue000",
    "markup": "[bold red]not markup[/] [@click=app.quit]x[/] :smile:",
}
EVERYTHING = " · ".join(HOSTILE.values())
# What Rich may say for us: bold, faint, the colours of page.py and shade.py, and their end.
OURS = re.compile(r"\x1b\[(?:0|1|2|32|33|36|[34]8;5;(?!201m)\d+(?:;[34]8;5;\d+)?)m")


def acting(shown: str) -> set[str]:
    """What in ``shown`` acts instead of being seen."""
    found = {
        char
        for char in shown
        if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
        and char not in "\n\t\u200d"
    }
    heaps = re.findall(r"[\u0300-\u036f]{5,}", shown)
    return found | {heap[:5] for heap in heaps}


def test_the_eye_of_this_test_sees_each_of_them() -> None:
    for name, text in HOSTILE.items():
        assert bool(acting(text)) == (name != "markup"), name


@pytest.fixture
def told(vault: Vault, rl: Program) -> list[str]:
    """Return what is printed while hostile lines come in by every field of every door."""
    line = EVERYTHING.replace("\x00", "")
    said = [
        rl(input=f"note {EVERYTHING}\n"),
        rl(f"craving 5 {line}", f"with:{line}", f"on:{line}", f"at:{line}", "@e" + "\u0301" * 300),
        rl("craving", f"many {line}"),
        rl("craving", "3", f"after:{line}", "on:"),
        vault.run("log", f"mood 6 {line}", f"at:{line}", "+x" + "\u0301" * 300),
        vault.run("focus", "add", line, "--since", "30d"),
        vault.run("focus", "edit", "alcohol", "--goal", "reduce", "--limit", "2", "--per", "day"),
        vault.run("focus", "edit", "alcohol", "--unit", "\x1b[31mglasses\x9b0m\u202e"),
        vault.run("signs", "add", line),
        vault.run("signs", "tick", "1"),
    ]
    for done in said:
        assert done.returncode == 0, done
    return [f"{done.stdout}{done.stderr}" for done in said]


def test_nothing_that_is_printed_acts(told: list[str], vault: Vault) -> None:
    shown = dict(enumerate(told))
    assert not {number: acting(text) for number, text in shown.items() if acting(text)}
    for arguments in (
        ["today"],
        ["list"],
        ["list", "--json"],
        ["show", "1"],
        ["show", "2"],
        ["show", "2", "--json"],
        ["search", "pink"],
        ["pending"],
        ["edit", "2", "craving", "5", "on:\x1b[31mx", "\x1b[31mnew\x9b0m"],
        ["confirm", "2", "--on", "alcohol"],
        ["delete", "1"],
        ["list", "--bin"],
        ["undo", "1"],
        ["show", "1"],
        ["streak"],
        ["focus", "list"],
        ["focus", "list", "--json"],
        ["focus", "edit", "alcohol", "--name", "\x1b[31malcohol\u202e"],
        ["people", "add", "\x1b[31mAda\x9b0m\u202e", "--role", "\x1b[31mpeer\u202e"],
        ["people"],
        ["people", "show", "ada"],
        ["share", "\x1b[31mAda\x9b0m", "--preview", "--tick", "notes,tags,focus,people"],
        ["share", "ada", "--yes", "--form", "markdown", "--talk", "\x1b[31mnew\x9b0m\u202e"],
        ["share", "ada", "--yes", "--form", "json", "--tick", "notes"],
        ["share", "ada", "--yes", "--form", "text", "--next", "\x1b]0;owned\x07", "--json"],
        ["shared"],
        ["asks"],
        ["trends"],
        ["year"],
        ["patterns"],
        ["patterns", "--json"],
        ["review"],
        ["review", "--json"],
        ["milestones"],
        ["milestones", "--json"],
        ["milestones", "--ics"],
        ["signs"],
        ["signs", "add", "\x1b[31mnew\x9b0m\u202e"],
        ["signs", "put-away", "1"],
        ["plans", "add", "\x1b[31mnew\x9b0m\u202e", "\x1b[31mnew\x9b0m\u202e"],
        ["plans"],
        ["plans", "edit", "1", "--then", "\x1b[31mother\x9b0m\u202e"],
        ["plans", "put-away", "1"],
        ["export", "--json"],
        # Problems repeat what was typed.
        ["show", "\x1b[31m9\x9b0m\u202e"],
        ["list", "--on", "\x1b[31m9\x9b0m\u202e"],
        ["list", "--day", "\x1b[31m9\x9b0m\u202e"],
        ["list", "--kind", "\x1b[31m9\x9b0m\u202e"],
        ["list", "--\x1b[31m9\x9b0m\u202e"],
        ["list", "--limit", "\x1b[31m9\x9b0m\u202e"],
        ["focus", "add", "x", "--goal", "\x1b[31m9\x9b0m\u202e"],
        ["unlock", "--for", "\x1b[31m9\x9b0m\u202e"],
        ["shell-init", "\x1b[31m9\x9b0m\u202e"],
        ["year", "--show", "\x1b[31m9\x9b0m\u202e"],
        ["review", "--until", "\x1b[31m9\x9b0m\u202e"],
        ["trends", "--on", "\x1b[31m9\x9b0m\u202e"],
        ["signs", "tick", "\x1b[31m9\x9b0m\u202e"],
        ["share", "--yes", "--output", "/nowhere/\x1b[31m9\x9b0m\u202e", "--talk", "\x1b[31mx"],
        ["share", "--tick", "\x1b[31m9\x9b0m\u202e"],
        ["share", "\x1b[31m9\x9b0m\u202e", "--preview"],
        ["share", "--form", "\x1b[31m9\x9b0m\u202e"],
        ["people", "show", "\x1b[31m9\x9b0m\u202e"],
        ["shared", "show", "\x1b[31m9\x9b0m\u202e"],
        ["answers", "show", "\x1b[31m9\x9b0m\u202e"],
        ["receive", "/nowhere/\x1b[31m9\x9b0m\u202e"],
        ["edit", "99", "\x1b[31m9\x9b0m\u202e"],
        ["\x1b[31m9\x9b0m\u202e"],
    ):
        done = vault.run(*arguments)
        assert "inside recoverylog" not in done.stderr, (arguments, done)
        # A calendar's lines end as its format has it.
        shown_text = (done.stdout + done.stderr).replace("\r\n", "\n" * ("--ics" in arguments))
        assert not acting(shown_text), arguments
        assert "\U0001f604" not in done.stdout


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    "arguments",
    [
        "today",
        "list",
        "show 2",
        "search pink",
        "pending",
        "streak",
        "focus list",
        "trends",
        "year",
        "patterns",
        "review",
        "milestones",
        "signs",
        "share --preview --tick notes,tags,focus",
    ],
)
def test_nothing_acts_on_a_terminal_either(arguments: str, vault: Vault, cli: Program) -> None:
    vault.ok("today")  # files what waits
    with Terminal(cli.argv(*arguments.split()), passphrase=PASSPHRASE) as screen:
        assert screen.ended() == 0
        shown = OURS.sub("", screen.raw.replace("\r\n", "\n"))
        assert not acting(shown), arguments
        assert "\x1b[" in screen.raw or arguments.startswith("share")
        if arguments == "list":
            assert "[bold red]not markup[/]" in shown.replace("\n" + " " * 14, "")


def test_at_the_prompt_and_where_it_could_not_be_kept(
    vault: Vault, cli: Program, rl: Program
) -> None:
    with Terminal(rl.argv()) as screen:
        screen.expect("› ")
        # What is typed comes back as the terminal's own echo; what we print must be inert.
        screen.enter("note \x9b31mred\u202e")
        screen.expect("Kept: ")
        assert screen.ended() == 0
        assert not acting(screen.shown.partition("Kept: ")[2])
    vault.data.rename(vault.home / "gone")
    vault.data.write_text("")
    (vault.home / "state").rename(vault.home / "gone too")
    (vault.home / "state").write_text("")
    done = rl(input=f"note {EVERYTHING}")
    assert done.returncode == 8
    assert "pink" in done.stderr
    assert not acting(done.stderr)
    assert cli("crisis").returncode == 0


def test_each_is_kept_as_it_was_written(vault: Vault, rl: Program) -> None:
    written = {f"before {text} after" for text in HOSTILE.values()}
    for text in written:
        assert rl(input=f"note {text}").returncode == 0
    tables = json.loads(vault.ok("export", "--json"))["tables"]
    assert {row["text"] for row in tables["entry"]} == written
    assert {row["body"]["text"] for row in tables["version"]} == written
    assert {entry["text"] for entry in vault.json("list")["entries"]} == written
