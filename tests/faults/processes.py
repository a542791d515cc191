"""Processes that may be struck at any moment."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence

from tests.conftest import Finished, Program

KEPT = b"Kept:"
"""How the line begins that acknowledges an entry."""

_CHEAPLY = """
import sys
from recoverylog.crypto import kdf
kdf.Cost.__init__.__defaults__ = (kdf.LEAST.memory_kib, kdf.LEAST.passes, kdf.LEAST.lanes)
from recoverylog.__main__ import main
sys.exit(main())
"""
CHEAP = Program([sys.executable, "-I", "-B", "-u", "-c", _CHEAPLY])
"""`recoverylog` with the least cost of a new passphrase that is accepted; all else is as it is."""


def surroundings(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the test's environment with what makes a child repeatable and its output prompt."""
    return {
        **os.environ,
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        **(changes or {}),
    }


def prompt(program: Program, *arguments: str) -> list[str]:
    """Return a command line whose output appears the moment it is written.

    A script of ours reads PYTHONUNBUFFERED; an interpreter told to ignore that needs the option.
    """
    argv = program.argv(*arguments)
    if argv[0] != sys.executable or "-u" in argv:
        return argv
    return [argv[0], "-u", "-B", *argv[1:]]


@contextlib.contextmanager
def passed(
    passphrase: str | None, environment: dict[str, str]
) -> Iterator[tuple[dict[str, str], tuple[int, ...]]]:
    """Lend a descriptor with the passphrase on it, and the environment that names it."""
    if passphrase is None:
        yield environment, ()
        return
    reader, writer = os.pipe()
    os.write(writer, passphrase.encode() + b"\n")
    os.close(writer)
    try:
        yield {**environment, "RECOVERYLOG_PASSPHRASE_FD": str(reader)}, (reader,)
    finally:
        os.close(reader)


def start(
    argv: Sequence[str],
    *,
    passphrase: str | None = None,
    env: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a command with its output on pipes and nothing on standard input."""
    with passed(passphrase, surroundings(env)) as (environment, descriptors):
        return subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            pass_fds=descriptors,
        )


def finish(process: subprocess.Popen[bytes], timeout: float = 120) -> Finished:
    """Wait for the end of a command and return what it said."""
    try:
        stdout, stderr = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return Finished(stdout.decode(), stderr.decode(), process.returncode)


def explain(done: Finished) -> str:
    """Return everything about a run, for the message of a failed assertion."""
    return f"exit {done.returncode}\n--- stdout\n{done.stdout}\n--- stderr\n{done.stderr}"


def quiet_about_itself(done: Finished) -> bool:
    """Return whether a run spared the person the workings of the program."""
    said = done.stdout + done.stderr
    return not any(mark in said for mark in ("Traceback", "Exception ignored", "site-packages"))
