"""A pseudo-terminal for one command, with the eyes and the keyboard of whoever sits before it.

    with Terminal(cli.argv("today")) as screen:
        screen.expect("Passphrase:")
        screen.enter(PASSPHRASE)
        assert screen.ended() == 0

``expect`` waits for words to show up after those that it found before, with a deadline and
without sleeping. ``raw`` is all that came out, escape sequences included; ``shown`` is the same
as the person reads it: without colour, with plain line ends.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import select
import subprocess
import sys
import termios
import time
import unicodedata
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATIENCE = 30.0
CTRL_C = "\x03"
CTRL_D = "\x04"
SGR = re.compile(r"\x1b\[[0-9;:]*m")

# A new session has no terminal of its own yet, and getpass asks /dev/tty.
_SEAT = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


class Terminal:
    """One command on a terminal of its own."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        passphrase: str | None = None,
        env: Mapping[str, str | None] | None = None,
    ) -> None:
        surroundings = {**os.environ, "TERM": "xterm-256color", **(env or {})}
        environment = {name: value for name, value in surroundings.items() if value is not None}
        descriptors: tuple[int, ...] = ()
        if passphrase is not None:
            descriptor, writer = os.pipe()
            os.write(writer, passphrase.encode() + b"\n")
            os.close(writer)
            descriptors = (descriptor,)
            environment["RECOVERYLOG_PASSPHRASE_FD"] = str(descriptor)
        self._mine, theirs = os.openpty()
        termios.tcsetwinsize(theirs, (rows, columns))
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _SEAT, *argv],
                stdin=theirs,
                stdout=theirs,
                stderr=theirs,
                env=environment,
                pass_fds=descriptors,
                start_new_session=True,
            )
        finally:
            for descriptor in (theirs, *descriptors):
                os.close(descriptor)
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._over = False
        self._read_up_to = 0
        self.raw = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._mine)

    @property
    def shown(self) -> str:
        return SGR.sub("", self.raw).replace("\r\n", "\n")

    @property
    def words(self) -> str:
        """All that was shown, on one line."""
        return " ".join(self.shown.split())

    @property
    def lines(self) -> list[str]:
        return self.shown.split("\n")

    def expect(self, words: str) -> str:
        """Wait until ``words`` are shown, and return what was shown up to them since the last.

        A blank in ``words`` stands for any white space, since a terminal breaks lines.
        """
        pattern = re.compile(r"\s+".join(re.escape(word) for word in words.split(" ")))
        deadline = time.monotonic() + PATIENCE
        while not (found := pattern.search(self.shown, self._read_up_to)):
            if not self._look(deadline):
                raise AssertionError(f"no {words!r} came up in: {self.shown!r}")
        before = self.shown[self._read_up_to : found.start()]
        self._read_up_to = found.end()
        return before

    def type(self, keys: str | bytes) -> None:
        os.write(self._mine, keys.encode() if isinstance(keys, str) else keys)

    def enter(self, line: str = "") -> None:
        """Type a line and the enter key."""
        self.type(f"{line}\r")

    def left_with(self, keys: str) -> int:
        """Type the last keys of all, and return the exit code.

        Ctrl-C is pressed again where nothing comes of it: one that falls between the moment at
        which Python has written its prompt and the one at which it reads has no effect there.
        """
        self.type(keys)
        for _ in range(3 if keys == CTRL_C else 0):
            while self._look(time.monotonic() + 3):
                pass
            if self._over:
                break
            self.type(keys)
        return self.ended()

    def ended(self) -> int:
        """Wait for the end of the command and return its exit code, minus the signal if any."""
        deadline = time.monotonic() + PATIENCE
        while self._look(deadline):
            pass
        assert self._over, f"it still runs, having shown {self.shown!r}"
        return self._process.wait(PATIENCE)

    def _look(self, deadline: float) -> bool:
        """Take in what comes next; False when there is nothing more, or when time is up."""
        left = deadline - time.monotonic()
        if self._over or left <= 0 or not select.select([self._mine], [], [], left)[0]:
            return False
        content = b""
        # Linux says EIO when the last program has let go of its side.
        with contextlib.suppress(OSError):
            content = os.read(self._mine, 65536)
        self._over = not content
        self.raw += self._decoder.decode(content, final=self._over)
        return not self._over


def width(line: str) -> int:
    """Return how many columns ``line`` takes up: two for wide characters, none for marks."""
    return sum(
        0
        if unicodedata.category(char) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(char) in {"W", "F"}
        else 1
        for char in line
    )
