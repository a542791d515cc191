"""Opening the screens: only where there is a terminal that can show them.

Textual waits for ever where there is none, and obeys variables that write every key to a file;
both are dealt with here, before it is imported.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from recoverylog import guard, paths
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverylog.tui.app import RecoverylogApp

_DUMB = frozenset({"", "dumb", "unknown"})
_FOREIGN = "TEXTUAL"
_BEATS = "120"
_TURN_SECONDS = 0.001


def possible() -> bool:
    """Return whether the standard streams are a terminal that can be drawn on.

    All three of them: Textual draws on standard error.
    """
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams):
        return False
    return os.name == "nt" or os.environ.get("TERM", "").lower() not in _DUMB


def run() -> int:
    """Show the journal of this person until they leave; return the exit code."""
    _make_private()
    from recoverylog.tui.app import RecoverylogApp
    from recoverylog.tui.desk import Desk

    return _shown(RecoverylogApp(Desk(paths.find())))


def run_demo() -> int:
    """Show an invented person's journal, which is gone afterwards; return the exit code."""
    _make_private()
    from recoverylog.session.demo import open_demo
    from recoverylog.tui.app import RecoverylogApp
    from recoverylog.tui.desk import Desk

    sys.stderr.write(_("An invented person’s journal is being written …\n"))
    with open_demo() as journal:
        return _shown(RecoverylogApp(Desk(journal.places, journal), invented=True))


def _read_any_byte() -> None:
    """Have a byte that is no UTF-8 read as U+FFFD; at the first of them Textual would end."""
    if os.name == "nt":
        return
    import codecs
    from functools import partial

    from textual.drivers import linux_driver

    def decoder(encoding: str) -> partial[codecs.IncrementalDecoder]:
        return partial(codecs.getincrementaldecoder(encoding), errors="replace")

    # By name: it is no part of what Textual promises, and a test shows that it is still there.
    vars(linux_driver)["getincrementaldecoder"] = decoder


def _make_private() -> None:
    """Drop the variables by which Textual writes keys and pictures to files and sockets."""
    for name in [name for name in os.environ if name.startswith(_FOREIGN)]:
        if name != "TEXTUAL_ANIMATIONS":
            del os.environ[name]
    # A key waits for so long while the desk is at work: of two threads, one runs at a time.
    sys.setswitchinterval(_TURN_SECONDS)
    # Textual paints what a key changed at the next beat, of sixty in a second by its own measure.
    os.environ["TEXTUAL_FPS"] = _BEATS
    guard.hide_memory()


# Many programs could have it, and it says what one sees anyway: somebody writes.
_TITLE = _("notes")
_NO_TITLES = ("linux", "dumb")


@contextlib.contextmanager
def _neutral_title() -> Iterator[None]:
    """Give the terminal a title that tells nothing, and afterwards the one that it had.

    A shell may have put the command into it. Where the terminal does not remember titles (xterm's
    CSI 22 t and 23 t), it has an empty one until the shell gives it the next.
    """
    if os.environ.get("TERM", "").startswith(_NO_TITLES):
        yield
        return
    _write(f"\x1b[22;0t\x1b]2;{_TITLE}\x07")
    try:
        yield
    finally:
        _write("\x1b]2;\x07\x1b[23;0t")


def _write(sequence: str) -> None:
    # Where Textual draws too. A terminal that was closed takes nothing.
    stream = sys.__stderr__
    if stream is not None and stream.isatty():
        with contextlib.suppress(OSError, ValueError):
            stream.write(sequence)
            stream.flush()


def _shown(app: RecoverylogApp) -> int:
    from recoverylog.tui import keeping

    _read_any_byte()
    keeping.told_by(app)
    try:
        with _neutral_title():
            app.run()
    finally:
        unkept = app.desk.close()
    # By itself and in one piece: Textual breaks a long line where the terminal ends.
    for told in filter(None, (unkept, app.farewell, app.fault)):
        # A terminal that was closed takes nothing.
        with contextlib.suppress(OSError):
            sys.stderr.write(f"{told}\n")
            sys.stderr.flush()
    return app.return_code or 0
