"""The first thing that either door does: what it writes and prints can do no harm."""

from __future__ import annotations

import os
import sys


def stand() -> None:
    """Keep new files private, core dumps away, and printing from stopping on a character."""
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return


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
