"""A program on a terminal of its own: what a person would see there, and when they would see it.

The terminal is a real pseudo-terminal of the system's, its screen is kept by pyte. Times go from a
key (or the start) to the instant at which the piece of output came that completed what was waited
for; reading the pieces goes before making sense of them. Unless told otherwise, what the program's
main thread stood in the queue for a processor is left out, where the system tells it (Linux).
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Self

import pyte

from benchmarks import processes
from benchmarks.picture import Picture

Fits = Callable[[str], bool]
"""Says of the whole screen, its lines joined by line feeds, whether it is the awaited one."""

ENTER, TAB, BACKSPACE = "\r", "\t", "\x7f"
UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
PAGE_UP, PAGE_DOWN = "\x1b[5~", "\x1b[6~"
ESCAPE = "\x1b[27u"
"""As terminals send it that can tell it from the start of a sequence (the kitty protocol); from
others Textual waits a tenth of a second for the rest of one."""

_LEAVE = "\x11"

QUIET = 0.1
"""Seconds without output after which an answer to a key is taken to be complete."""

_SLOWEST = 0.3
"""Seconds that are waited for the first of an answer, where there may be none."""

_LONGEST = 30.0
_SLICE = 512
"""Bytes to be made sense of at once, half a millisecond's worth, before reading goes on."""

_ASKS_FOR_FRAMES = b"\x1b[?2026$p"
_HAS_FRAMES = b"\x1b[?2026;2$y"


class TooLate(Exception):
    """What was waited for did not come."""

    def __init__(self, waited: float, screen: str) -> None:
        shown = "\n".join(line.rstrip() for line in screen.splitlines()).strip()
        super().__init__(f"nothing of the kind within {waited:g} s; on the screen:\n{shown}")


class Reaction(NamedTuple):
    """The answer to a key.

    Attributes:
        first: milliseconds until something looked otherwise; None where nothing did.
        fitted: milliseconds until what was waited for stood there whole; None where nothing was.
        complete: milliseconds until something looked otherwise for the last time; what is painted
            over with the same is no part of it.
    """

    first: float | None
    fitted: float | None
    complete: float | None


class Probe(NamedTuple):
    """A key to be tried while something else runs, and what the screen shows once it is heard."""

    keys: str
    fits: Fits


class Meanwhile(NamedTuple):
    """Something that took a while, and how soon keys were answered during it.

    Attributes:
        done: milliseconds from the key that began it.
        answered: milliseconds for each key tried meanwhile; the last may have been cut short.
    """

    done: float
    answered: tuple[float, ...]


def shows(*texts: str) -> Fits:
    """Return a condition that holds while all of ``texts`` are on the screen."""
    return lambda screen: all(text in screen for text in texts)


def hides(*texts: str) -> Fits:
    """Return a condition that holds while none of ``texts`` is on the screen."""
    return lambda screen: not any(text in screen for text in texts)


class Terminal:
    """A program that runs on a terminal; a context manager that ends it."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        rows: int = processes.ROWS_AND_COLUMNS[0],
        columns: int = processes.ROWS_AND_COLUMNS[1],
        on_the_wall: bool = False,
    ) -> None:
        """Start it.

        Args:
            command: the program's path, then its arguments.
            environment: all of its variables.
            rows: the height of the terminal.
            columns: its width.
            on_the_wall: take times on a clock on the wall; for where the program's own threads
                may have had it wait.
        """
        self.peak = 0
        self._on_the_wall = on_the_wall
        self._queued = self._now = 0.0
        self._picture = Picture(columns, rows, self._write)
        self._stream = pyte.ByteStream(self._picture)
        self._changed = 0.0
        self._waiting: deque[tuple[float, bytes]] = deque()
        self._tail = b""
        self._code: int | None = None
        self._open = True
        self._master, slave = processes.open_terminal(rows, columns)
        moves = [
            # Opened there by the leader of a new session, it becomes that session's terminal.
            (os.POSIX_SPAWN_OPEN, 0, os.ttyname(slave), os.O_RDWR, 0),
            (os.POSIX_SPAWN_DUP2, 0, 1),
            (os.POSIX_SPAWN_DUP2, 0, 2),
        ]
        self._since = self._arrived = self._now = time.perf_counter()
        self._child = os.posix_spawn(
            command[0], list(command), dict(environment), file_actions=moves, setsid=True
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def text(self) -> str:
        """The screen as it is, its lines joined by line feeds."""
        return self._picture.text

    def press(self, keys: str) -> None:
        """Send keys; times count from here."""
        self._since = self._clock()
        self._write(keys)

    def until(self, fits: Fits, *, within: float = _LONGEST) -> float:
        """Return the milliseconds from the last key, or the start, to a screen that fits.

        Raises:
            TooLate: none came within so many seconds.
        """
        deadline = time.perf_counter() + within
        while not self._fits(fits):
            if not self._step(deadline - time.perf_counter()) and not self._patient(deadline):
                raise TooLate(within, self.text)
        return self._took()

    def settle(self, *, quiet: float = QUIET, within: float = _LONGEST) -> None:
        """Wait until the program has written nothing for a while.

        Raises:
            TooLate: it goes on and on.
        """
        deadline = time.perf_counter() + within
        while self._step(quiet):
            if time.perf_counter() > deadline:
                raise TooLate(within, self.text)

    def react(
        self,
        keys: str,
        fits: Fits | None = None,
        *,
        quiet: float = QUIET,
        within: float = _LONGEST,
    ) -> Reaction:
        """Send keys and return how long the answer took to begin and to be complete.

        Args:
            keys: what is typed, at once.
            fits: what the screen has to be at the end; anything where None.
            quiet: seconds without output after which it is complete.
            within: seconds after which it is too late.

        Raises:
            TooLate: the screen does not come to fit, or never comes to rest.
        """
        self.settle(quiet=min(quiet, 0.02))
        self.press(keys)
        pressed = time.perf_counter()
        first = fitted = complete = None
        self._changed = 0.0
        while time.perf_counter() < pressed + within:
            if self._step(quiet):
                if self._changed:
                    first = self._took() if first is None else first
                    complete = (self._changed - self._since) * 1e3
                if fits is not None and fitted is None and self._fits(fits):
                    fitted = self._took()
            elif (fits is None or self._fits(fits)) and (
                first is not None or time.perf_counter() - pressed > max(_SLOWEST, quiet)
            ):
                return Reaction(first, fitted, complete)
            elif not self._open:
                break
        raise TooLate(within, self.text)

    def meanwhile(
        self,
        keys: str,
        done: Fits,
        probes: Sequence[Probe],
        *,
        gap: float = 0.05,
        within: float = _LONGEST,
    ) -> Meanwhile:
        """Send keys that begin something long; until it is done, try other keys by turns.

        Args:
            keys: what begins it.
            done: what the screen is when it is over.
            probes: keys to try again and again, one after another.
            gap: seconds between an answer and the next try.
            within: seconds after which it is too late.

        Raises:
            TooLate: it is not done by then.
        """
        deadline = time.perf_counter() + within
        self.press(keys)
        began = self._since
        answered = []
        tried = 0
        while not self._rest(done, gap, deadline):
            probe = probes[tried % len(probes)]
            tried += 1
            self.press(probe.keys)
            self.until(
                lambda screen, fits=probe.fits: fits(screen) or done(screen),  # type: ignore[misc]
                within=deadline - time.perf_counter(),
            )
            answered.append(self._took())
        return Meanwhile((self._arrived - began) * 1e3, tuple(answered))

    def ended(self, *, within: float = _LONGEST) -> int:
        """Wait for the program to end by itself; return its exit code.

        Raises:
            TooLate: it goes on.
        """
        deadline = time.perf_counter() + within
        while (code := self._reaped()) is None:
            self._step(0.01)
            if time.perf_counter() > deadline:
                raise TooLate(within, self.text)
        return code

    def leave(self) -> None:
        """End recoverylog, or any Textual app, by the key for it.

        Raises:
            RuntimeError: it ended with another exit code than 0.
        """
        self.press(_LEAVE)
        if self.ended():
            raise RuntimeError(self.text)

    def close(self, *, patience: float = 2.0) -> None:
        """End the program as closing a window does; after so many seconds, for good."""
        if self._reaped() is None:
            os.kill(self._child, signal.SIGHUP)
            try:
                self.ended(within=patience)
            except TooLate:
                os.kill(self._child, signal.SIGKILL)
                self.ended()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def _clock(self) -> float:
        """Return seconds."""
        if not self._on_the_wall:
            # Nothing tells once it has ended.
            self._queued = processes.queued(str(self._child)) or self._queued
        # What it waited is told a little late; no clock goes back for that.
        self._now = max(self._now, time.perf_counter() - self._queued)
        return self._now

    def _took(self) -> float:
        """Return the milliseconds from the last key to what came last."""
        return (self._arrived - self._since) * 1e3

    def _rest(self, done: Fits, gap: float, deadline: float) -> bool:
        """Let so many seconds pass; return whether it was done before they had."""
        until = time.perf_counter() + gap
        while not self._fits(done):
            left = until - time.perf_counter()
            if left <= 0:
                return False
            if not self._step(left) and not self._patient(deadline):
                raise TooLate(gap, self.text)
        return True

    def _patient(self, deadline: float) -> bool:
        return self._open and time.perf_counter() < deadline

    def _fits(self, fits: Fits) -> bool:
        """Return whether the screen fits; one that is being painted fits nothing."""
        return not self._picture.unfinished and fits(self.text)

    def _step(self, timeout: float) -> bool:
        """Take in one more piece of output; return False where none came in so many seconds."""
        if not self._gather(0.0) and not self._waiting:
            self._gather(max(0.0, timeout))
        if not self._waiting:
            return False
        whole = False
        while not whole:
            arrived, piece = self._waiting.popleft()
            self._stream.feed(piece[:_SLICE])
            self._arrived = arrived
            whole = len(piece) <= _SLICE
            if not whole:
                self._waiting.appendleft((arrived, piece[_SLICE:]))
            self._gather(0.0)
        if not self._picture.unfinished and self._picture.look():
            self._changed = self._arrived
        return True

    def _gather(self, timeout: float) -> bool:
        """Read what there is, and note when it came."""
        if not self._open or not select.select([self._master], [], [], timeout)[0]:
            if not self._open and timeout:
                # Nothing will come; whoever waits for an end should not spin.
                time.sleep(min(timeout, 0.01))
            return False
        try:
            piece = os.read(self._master, 65536)
        except OSError:
            # How Linux says that nobody holds the other end any more.
            piece = b""
        if not piece:
            self._open = False
            return False
        self._waiting.append((self._clock(), piece))
        seen = self._tail + piece
        self._tail = seen[-len(_ASKS_FOR_FRAMES) + 1 :]
        if _ASKS_FOR_FRAMES in seen:
            os.write(self._master, _HAS_FRAMES)
        return True

    def _write(self, keys: str) -> None:
        # It may have ended; that shows by itself.
        with contextlib.suppress(OSError):
            os.write(self._master, keys.encode())

    def _reaped(self) -> int | None:
        """Return the exit code; None while it runs."""
        if self._code is None:
            process, status, used = os.wait4(self._child, os.WNOHANG)
            if process:
                self._code = os.waitstatus_to_exitcode(status)
                self.peak = processes.in_bytes(used.ru_maxrss)
        return self._code
