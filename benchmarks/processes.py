"""Running one process to its end: how long it took, what it used, what it printed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

SECRET_FD = 3
"""Where a child that is given a passphrase finds it."""

ROWS_AND_COLUMNS = (40, 100)
"""The size of a terminal, unless another is asked for."""

_FOREIGN = (
    "CLICOLOR",
    "COLUMNS",
    "FORCE_COLOR",
    "LANGUAGE",
    "LC_",
    "LINES",
    "NO_COLOR",
    # PYTHONDONTWRITEBYTECODE, PYTHONPATH and the rest: a person has none of them set.
    "PYTHON",
    "RECOVERYLOG_",
    "TEXTUAL",
    "TTY_",
    "XDG_",
    "_TYPER_",
)


class Sample(NamedTuple):
    """One run of one process.

    Attributes:
        wall: milliseconds from its start until it had ended, less what it stood in the queue for
            a processor because of other work, where the system tells (Linux).
        cpu: milliseconds of processor time, its own and the system's for it.
        peak: the most memory that it held at once, in bytes; 0 where that cannot be told.
    """

    wall: float
    cpu: float
    peak: int


class Unexpected(Exception):
    """A process ended with another exit code than 0."""

    def __init__(self, command: Sequence[str], code: int, printed: str) -> None:
        self.code = code
        super().__init__(f"{' '.join(command)} ended with {code}:\n{printed}")


def surroundings(folder: str, **changes: str) -> dict[str, str]:
    """Return the environment of a child: a person's, with nothing of this machine's wishes in it.

    Args:
        folder: stands for the home folder.
        changes: laid over it.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    return {**kept, "HOME": folder, "LANG": "C.UTF-8", "TERM": "xterm-256color", **changes}


def run(
    command: Sequence[str],
    environment: Mapping[str, str],
    output: int,
    *,
    terminal: bool = False,
    secret: str | None = None,
    typed: str | None = None,
) -> Sample:
    """Run ``command`` and return what it took.

    Args:
        command: the program's path, then its arguments.
        environment: all of its variables.
        output: descriptor of a file that takes what it prints, emptied first.
        terminal: give it a terminal of its own instead, of 100 columns; what it prints there is
            read away while it runs.
        secret: a line to be read from :data:`SECRET_FD`.
        typed: what it finds on its standard input, otherwise nothing. It gets a session of its
            own without a terminal, so that it cannot ask there instead.

    Raises:
        Unexpected: it ended with another exit code than 0.
    """
    os.ftruncate(output, 0)
    os.lseek(output, 0, os.SEEK_SET)
    opened = []
    variables = dict(environment)
    if terminal:
        master, slave = open_terminal(*ROWS_AND_COLUMNS)
        opened += [slave]
    else:
        master, slave = -1, output
    told = os.open(os.devnull, os.O_RDONLY) if typed is None else _pipe_with(typed)
    opened.append(told)
    moves = [
        (os.POSIX_SPAWN_DUP2, slave if terminal else told, 0),
        (os.POSIX_SPAWN_DUP2, slave, 1),
        (os.POSIX_SPAWN_DUP2, slave, 2),
    ]
    if secret is not None:
        pipe = _pipe_with(f"{secret}\n")
        opened.append(pipe)
        moves.append((os.POSIX_SPAWN_DUP2, pipe, SECRET_FD))
        variables["RECOVERYLOG_PASSPHRASE_FD"] = str(SECRET_FD)
    started = time.perf_counter()
    child = os.posix_spawn(
        command[0], list(command), variables, file_actions=moves, setsid=typed is not None
    )
    for descriptor in opened:
        os.close(descriptor)
    ours = queued("self")
    if terminal:
        _read_away(master, output)
    if hasattr(os, "waitid"):
        # Ended, but still there to be asked about.
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    # On a terminal we queue while the child runs, and nothing tells the two apart.
    waited = queued(str(child)) + (0.0 if terminal else queued("self") - ours)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - started - waited
    code = os.waitstatus_to_exitcode(status)
    if code:
        raise Unexpected(command, code, printed(output))
    return Sample(wall * 1e3, (used.ru_utime + used.ru_stime) * 1e3, in_bytes(used.ru_maxrss))


def queued(process: str) -> float:
    """Return the seconds that a process has waited for a processor so far; 0 where none tells.

    Args:
        process: its number, also where it has ended and nobody has asked for its exit code;
            or ``self``.
    """
    try:
        with open(f"/proc/{process}/schedstat", "rb") as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def printed(output: int, most: int | None = None) -> str:
    """Return what the last child printed, or the first ``most`` bytes of it."""
    size = os.fstat(output).st_size
    return os.pread(output, size if most is None else most, 0).decode("utf-8", "replace")


def own_memory() -> int:
    """Return the most memory that this process has held, in bytes.

    The kernel counts it for a child too, until that has more: the child is this process for an
    instant.
    """
    import resource

    return in_bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def in_bytes(peak: int) -> int:
    """Return the peak memory that the system tells, in bytes: macOS tells bytes, others KiB."""
    return peak * (1 if sys.platform == "darwin" else 1024)


def open_terminal(rows: int, columns: int) -> tuple[int, int]:
    """Return both ends of a new terminal of that size: ours, and the one for a program."""
    import fcntl
    import struct
    import termios

    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    return master, slave


def _read_away(master: int, output: int) -> None:
    """Copy what appears on a terminal until its last user has gone."""
    try:
        while piece := os.read(master, 65536):
            os.write(output, piece)
    except OSError:
        # How Linux says that nobody holds the other end any more.
        return
    finally:
        os.close(master)


def _pipe_with(lines: str) -> int:
    """Return a descriptor from which a few lines can be read."""
    reader, writer = os.pipe()
    os.write(writer, lines.encode())
    os.close(writer)
    return reader
