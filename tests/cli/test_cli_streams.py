"""Standard streams that are closed, full or no longer read: no traceback, and nothing lost."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import PASSPHRASE

if TYPE_CHECKING:
    from tests.cli.conftest import Vault
    from tests.conftest import Program

pytestmark = [
    pytest.mark.needs("sh"),
    pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here"),
]
CLOSED, FULL, GONE = ">&-", ">/dev/full", "gone"
FULL_LINE = "The output could not be written: no room is left there.\n"
COMMANDS = ["recoverylog crisis", "recoverylog --help", "recoverylog --version", "rl --help"]


def run(command: str, where: str, cli: Program, rl: Program) -> tuple[int, str]:
    """Run a command with a bad standard output; return its exit code and what stderr says."""
    name, *words = command.split()
    argv = (cli if name == "recoverylog" else rl).argv(*words)
    reader, writer = os.pipe()
    os.close(reader)  # whoever was to read has gone
    redirected = "" if where == GONE else where
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {redirected}', "sh", *argv],
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(writer)
    return done.returncode, done.stderr.decode()


@pytest.mark.parametrize("where", [CLOSED, FULL, GONE])
@pytest.mark.parametrize("command", COMMANDS)
def test_output_that_nobody_gets_is_no_fault_of_ours(
    command: str, where: str, cli: Program, rl: Program
) -> None:
    code, said = run(command, where, cli, rl)
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    assert "inside recoverylog" not in said
    assert len(said.splitlines()) <= 1
    assert code in {CLOSED: {0, 8}, FULL: {8, 9}, GONE: {141}}[where]


@pytest.mark.parametrize("command", ["export --json", "patterns", "year", "list", "year --json"])
def test_a_document_of_any_length_that_finds_no_room(
    command: str, long: Vault, cli: Program
) -> None:
    """What is longer than the buffer is refused while it is written, the rest when it ends."""
    del long
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            cli.argv(*command.split()),
            env={**os.environ, "RECOVERYLOG_PASSPHRASE_FD": "0"},
            input=f"{PASSPHRASE}\n".encode(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert (done.returncode, done.stderr.decode()) == (9, FULL_LINE)


@pytest.mark.parametrize("where", [CLOSED, FULL, GONE])
@pytest.mark.parametrize("command", ["rl mood 6", "recoverylog log mood 6"])
def test_a_line_is_kept_all_the_same_and_nothing_says_otherwise(
    command: str, where: str, vault: Vault, cli: Program, rl: Program
) -> None:
    code, said = run(command, where, cli, rl)
    assert [entry["mood"] for entry in vault.json("list")["entries"]] == [6.0]
    assert "Traceback" not in said
    assert "Exception ignored" not in said
    assert "not kept" not in said
    # It is kept: a script that does it again on any other code would have it twice.
    assert code == 0


@pytest.mark.parametrize("redirected", ["<&-", "2>&-", "<&- 2>&-"])
def test_closed_input_or_errors_stop_nothing(redirected: str, vault: Vault, cli: Program) -> None:
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {redirected}', "sh", *cli.argv("log", "mood", "6")],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
    assert done.stdout.startswith(b"Kept: mood 6")
    assert len(vault.json("list")["entries"]) == 1


def test_nothing_on_a_closed_input_is_nothing(vault: Vault, cli: Program, rl: Program) -> None:
    for argv in (rl.argv(), cli.argv("log")):
        done = subprocess.run(
            ["sh", "-c", 'exec "$@" <&-', "sh", *argv], capture_output=True, check=False, timeout=60
        )
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.startswith(b"Nothing was written.")
    assert vault.json("list")["entries"] == []


def test_the_passphrase_may_come_on_standard_input(vault: Vault, cli: Program) -> None:
    given = {"RECOVERYLOG_PASSPHRASE_FD": "0"}
    secret = "orchid lantern pebble quiet harbour\n"
    assert cli("today", input=secret, env=given).returncode == 0
    assert cli("log", "mood", "6", input=secret, env=given).returncode == 0
    done = cli("log", input=f"{secret}mood 7\n", env=given)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert len(vault.json("list")["entries"]) == 1
