"""The real program before a real terminal: what it draws there, and what it leaves of it.

    with screens.open_today(cli.argv()) as seat:
        seat.type(" note soup with Ada")
        seat.until("soup with Ada")
        seat.kill()

Nothing here sleeps: whoever waits reads what the program writes, up to a deadline.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, Self

import pyte

from tests.faults import processes
from tests.faults.vaults import PASSPHRASE

PATIENCE = 40.0
CTRL_C, CTRL_L, CTRL_Q, CTRL_S, CTRL_Z = "\x03", "\x0c", "\x11", "\x13", "\x1a"
ENTER, F2, F3, F4, F6 = "\r", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[17~"
TODAY = "Last two weeks"
"""Words that stand on the screen once the journal lies open."""
DOOR = "Your passphrase opens the journal."

ENTERS, LEAVES = b"\x1b[?1049h", b"\x1b[?1049l"
HIDES, SHOWS = b"\x1b[?25l", b"\x1b[?25h"
NO_MOUSE = (b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?1006l")
NO_PASTE = b"\x1b[?2004l"

# What a program may write that its terminal shows or obeys without anybody having asked for it.
STRINGS = re.compile(rb"\x1b[\]P_^X]|\xc2[\x90\x98\x9b\x9d-\x9f]")
_SEQUENCES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\-_=>78]"
)

# A new session has no terminal of its own yet, and a shell would have given it one.
_SEAT = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""

Fits = Callable[[str], bool]


class Seat:
    """One program on a terminal of its own."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        stdin: int | IO[bytes] | None = None,
        stderr: int | IO[bytes] | None = None,
    ) -> None:
        """Start it; ``stdin`` and ``stderr`` may be somewhere else than on the terminal."""
        self.raw = b""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._mine, theirs = os.openpty()
        termios.tcsetwinsize(theirs, (rows, columns))
        self.modes_before = termios.tcgetattr(theirs)
        self._gone = False
        surroundings = processes.surroundings(
            {"TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        )
        seat = [sys.executable, "-I", "-S", "-c", _SEAT] if stdin is None else []
        try:
            self.process = subprocess.Popen(
                [*seat, *argv],
                stdin=theirs if stdin is None else stdin,
                stdout=theirs,
                stderr=theirs if stderr is None else stderr,
                env=surroundings,
                start_new_session=True,
            )
        finally:
            os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.vanish()

    # Seeing ------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The screen as it is now, its lines joined by line feeds."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def title(self) -> str:
        return self._screen.title + self._screen.icon_name

    def until(self, fits: str | Fits, within: float = PATIENCE) -> str:
        """Read until the screen fits, or shows the words; return the screen."""
        condition = fits if callable(fits) else _shows(fits)
        deadline = time.monotonic() + within
        while not condition(self.text):
            # In short turns: what is waited for may show somewhere else than on the screen.
            more = self.read(0.1)
            if not more and (self.process.poll() is not None or time.monotonic() > deadline):
                raise AssertionError(f"it never came ({fits!r}); on the screen:\n{self.text}")
        return self.text

    def settle(self, quiet: float = 0.25) -> str:
        """Read until nothing more came for so many seconds; return the screen."""
        while self.read(quiet):
            pass
        return self.text

    def hear(self, seconds: float) -> None:
        """Take in what comes for so many seconds."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.read(left)

    def read(self, timeout: float) -> bool:
        """Take in the next piece of output; False when none came in so many seconds."""
        if self._mine < 0 or not select.select([self._mine], [], [], max(timeout, 0))[0]:
            return False
        content = b""
        # Linux says EIO when the last program has let go of its side.
        with contextlib.suppress(OSError):
            content = os.read(self._mine, 65536)
        if not content:
            if not self._gone:
                self._gone = True
                return True
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(max(timeout, 0.01))
            return False
        self.raw += content
        self._stream.feed(content)
        return True

    # Doing -------------------------------------------------------------------------------

    def type(self, keys: str | bytes) -> None:
        with contextlib.suppress(OSError):
            os.write(self._mine, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns: int, rows: int) -> None:
        self._screen.resize(rows, columns)
        termios.tcsetwinsize(self._mine, (rows, columns))

    def wipe(self) -> None:
        """Forget what was painted until now."""
        self._screen.reset()

    def send(self, which: signal.Signals) -> None:
        self.process.send_signal(which)

    def kill(self) -> None:
        """End it without a warning, and take in what it had written until then."""
        assert self.process.poll() is None, f"it had ended by itself: {self.parting}"
        self.process.kill()
        self.process.wait()
        self.settle(0)

    def stopped(self, within: float = PATIENCE) -> bool:
        """Wait until it is suspended; False when it is not by then."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            process, status = os.waitpid(self.process.pid, os.WNOHANG | os.WUNTRACED)
            if process:
                return os.WIFSTOPPED(status)
            self.read(0.02)
        return False

    def vanish(self) -> None:
        """Take the terminal away, as closing its window does."""
        if self._mine >= 0:
            os.close(self._mine)
            self._mine = -1

    def ended(self, within: float = PATIENCE) -> int:
        """Wait for it to end by itself; return its exit code, minus the signal if any."""
        deadline = time.monotonic() + within
        while self.process.poll() is None and time.monotonic() < deadline:
            if self._mine < 0:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(deadline - time.monotonic())
            else:
                self.read(0.05)
        assert self.process.poll() is not None, f"it still runs after {within:g} s:\n{self.text}"
        self.settle(0)
        return int(self.process.returncode)

    # Afterwards --------------------------------------------------------------------------

    def disorder(self) -> list[str]:
        """Return how the terminal differs from the one that the program was given."""
        found = []
        if termios.tcgetattr(self._mine) != self.modes_before:
            found.append("the modes of the terminal (echo, lines, signals) are others")
        if self.raw.count(ENTERS) and self.raw.rfind(LEAVES) < self.raw.rfind(ENTERS):
            found.append("the alternate screen was not left")
        if self.raw.rfind(SHOWS) < self.raw.rfind(HIDES):
            found.append("the cursor stays hidden")
        found += [
            f"{mode!r} was not sent" for mode in (*NO_MOUSE, NO_PASTE) if mode not in self.raw
        ]
        return found

    @property
    def scrollback(self) -> str:
        """What a terminal still shows afterwards: all but what stood on the alternate screen."""
        history = pyte.HistoryScreen(80, 24, history=1000)
        inside = re.compile(re.escape(ENTERS) + rb".*?" + re.escape(LEAVES), re.DOTALL)
        pyte.ByteStream(history).feed(inside.sub(b"", self.raw))
        gone = ("".join(row[x].data for x in sorted(row)) for row in history.history.top)
        return "\n".join([*gone, *history.display])

    @property
    def parting(self) -> str:
        """What was printed after the alternate screen was left, without sequences."""
        after = self.raw.rpartition(LEAVES)[2]
        return _SEQUENCES.sub(b"", after).decode(errors="replace").replace("\r\n", "\n").strip()


def _shows(words: str) -> Fits:
    return lambda screen: words in screen


@contextlib.contextmanager
def open_today(
    argv: Sequence[str],
    *,
    columns: int = 80,
    rows: int = 24,
    env: Mapping[str, str] | None = None,
    passphrase: str = PASSPHRASE,
) -> Iterator[Seat]:
    """Start the program, unlock its journal, and lend the seat before today's page."""
    with Seat(argv, columns=columns, rows=rows, env=env) as seat:
        unlock(seat, passphrase)
        yield seat


def unlock(seat: Seat, passphrase: str = PASSPHRASE) -> None:
    """Type the passphrase at the door, and wait for today's page to come to rest."""
    seat.until(DOOR)
    seat.type(passphrase)
    seat.until(lambda screen: "•" * len(passphrase) in screen)
    seat.type(ENTER)
    seat.until(TODAY)
    seat.settle()
