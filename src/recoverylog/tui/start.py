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

if TYPE_CHECKING:
    from recoverylog.tui.app import RecoverylogApp

_DUMB = frozenset({"", "dumb", "unknown"})
_FOREIGN = "TEXTUAL"


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

    sys.stderr.write("An invented person’s journal is being written …\n")
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
    guard.hide_memory()


def _shown(app: RecoverylogApp) -> int:
    from recoverylog.tui import keeping

    _read_any_byte()
    keeping.told_by(app)
    try:
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
