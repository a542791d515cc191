"""The first and the last thing that either door does: it prints no harm, and leaves at once."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

_PIPE_CLOSED = 141
_SELDOM = 100_000


def stand() -> None:
    """Keep new files private, core dumps away, and printing from stopping on a character."""
    os.umask(0o077)
    # A command is over before a collection would pay; the garbage of a large one is still found.
    gc.set_threshold(_SELDOM)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return


def leave(code: int) -> NoReturn:
    """End the process with ``code``, what was printed flushed.

    Taking the interpreter down costs more than half of what starting it does, and by now all
    files are closed. A standard output that cannot take what was printed is told by the code.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = code or _PIPE_CLOSED
    except OSError:
        code = code or 1
    try:
        sys.stderr.flush()
    except OSError:
        code = code or 1
    os._exit(code)


_PR_SET_DUMPABLE = 4


def hide_memory() -> None:
    """Keep other processes of this account from reading this one's memory (Linux)."""
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 - only where a key is about to be in memory

    try:
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    except (OSError, AttributeError):
        return
