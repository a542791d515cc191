"""strace: which calls a command makes on our files, and what happens when one of them fails."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.conftest import Finished
from tests.faults import processes

CHANGING = (
    "openat",
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "mkdir",
    "mkdirat",
    "unlink",
    "unlinkat",
)
"""Calls by which files come, change and go; some exist on one kind of processor only."""

_CALL = re.compile(r"^(\d+)\s+(\w+)\((.*)$")
_FILE = re.compile(r'^\d+<(?P<open>[^>]*)>|"(?P<named>[^"]*)"')


class Call(NamedTuple):
    """One system call of a command's main thread.

    Attributes:
        name: of the system call.
        number: which one of this name, 1 upwards, our files or not.
        file: the file that it is about, random parts of its name taken out.
        turn: which one of this name and file, 1 upwards.
    """

    name: str
    number: int
    file: str
    turn: int

    def __str__(self) -> str:
        """Return the call as a word in a message."""
        return f"{self.name} {self.turn} of {self.file}"


def strace(log: Path, calls: Iterable[str], *more: str) -> list[str]:
    """Return the beginning of a command line: strace with these calls traced into ``log``."""
    traced = ",".join(f"?{name}" for name in calls)
    quiet = ["-qq", "-e", "signal=none"]
    # -y names the file behind each descriptor.
    return ["strace", "-f", "-y", *quiet, "-e", f"trace={traced}", *more, "-o", str(log)]


def run(
    argv: Sequence[str],
    log: Path,
    *more: str,
    calls: Iterable[str] = CHANGING,
    passphrase: str | None = None,
    env: Mapping[str, str] | None = None,
    input: bytes = b"",  # noqa: A002 - the name that subprocess gave it
) -> Finished:
    """Run a command under strace to its end; ``more`` are further options of strace."""
    with processes.passed(passphrase, processes.surroundings(env)) as (environment, descriptors):
        done = subprocess.run(
            [*strace(log, calls, *more), *argv],
            input=input,
            capture_output=True,
            env=environment,
            pass_fds=descriptors,
            timeout=120,
            check=False,
        )
    return Finished(done.stdout.decode(), done.stderr.decode(), done.returncode)


def calls(log: Path, below: Path) -> list[Call]:
    """Return the main thread's calls in a log that concern a file in ``below``, in order."""
    found = []
    numbers: Counter[str] = Counter()
    turns: Counter[tuple[str, str]] = Counter()
    for name, rest in _main_thread(log):
        numbers[name] += 1
        file = _file(rest)
        if file == str(below) or file.startswith(f"{below}/"):
            plain = _plain(file.removeprefix(str(below)))
            turns[name, plain] += 1
            found.append(Call(name, numbers[name], plain, turns[name, plain]))
    return found


def _main_thread(log: Path) -> list[tuple[str, str]]:
    """Return name and arguments of each call that the first process of a log made."""
    found = [_CALL.match(line) for line in log.read_text(errors="replace").splitlines()]
    matches = [match for match in found if match]
    return [(match[2], match[3]) for match in matches if match[1] == matches[0][1]]


def _file(arguments: str) -> str:
    """Return the file that a call is about: of an open descriptor, or the first one named."""
    match = _FILE.search(re.sub(r"^AT_FDCWD(<[^>]*>)?, ", "", arguments))
    return (match["open"] or match["named"] or "") if match else ""


def _plain(file: str) -> str:
    return re.sub(r"[0-9a-f]{8,}", "*", file)


def fail(
    call: Call,
    error: str,
    argv: Sequence[str],
    log: Path,
    below: Path,
    *,
    passphrase: str | None = None,
    env: Mapping[str, str] | None = None,
) -> tuple[Finished, bool]:
    """Run a command with one call answered by ``error``, or with ``kill`` struck dead at it.

    Returns:
        what the command said, and whether it was that call that was struck.
    """
    # The kernel's filter stops a process only at the calls that are traced, so that it runs at
    # near full speed; but under it strace 6.1 delivers no signal.
    fault = ["signal=KILL"] if error == "kill" else [f"error={error}", "--seccomp-bpf"]
    done = run(
        argv,
        log,
        "-e",
        f"inject={call.name}:{fault[0]}:when={call.number}",
        *fault[1:],
        calls=[call.name],
        passphrase=passphrase,
        env=env,
    )
    traced = _main_thread(log)
    if len(traced) < call.number:
        return done, False
    arguments = traced[call.number - 1][1]
    hit = "= ?" in arguments if error == "kill" else "(INJECTED)" in arguments
    return done, hit and _plain(_file(arguments).removeprefix(str(below))) == call.file
