"""The first and the last thing that either door does: it prints no harm, and leaves at once."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from recoverylog.errors import DiskFull, from_os
from recoverylog.language import _

if TYPE_CHECKING:
    from types import TracebackType

_PIPE_CLOSED = 141
_SELDOM = 100_000


def stand() -> None:
    """Keep new files private, core dumps away, and printing from stopping on a character."""
    os.umask(0o077)
    _fill_closed_streams()
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


def _fill_closed_streams() -> None:
    """Put /dev/null where a standard stream is closed.

    Otherwise the next file that is opened gets its number, and what is meant for a person is
    written into it.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def leave(code: int) -> NoReturn:
    """End the process with ``code``, what was printed flushed.

    Taking the interpreter down costs more than half of what starting it does, and by now all
    files are closed. A standard output that cannot take what was printed is told by the code.
    """
    try:
        sys.stdout.flush()
    except OSError as problem:
        code = code or untold(problem)
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    os._exit(code)


def untold(problem: OSError) -> int:
    """Say that standard output did not take what was printed; return the exit code for it."""
    if isinstance(problem, BrokenPipeError):
        return _PIPE_CLOSED
    told = from_os(problem, _("standard output"))
    full = isinstance(told, DiskFull)
    reason = _("no room is left there") if full else problem.strerror or type(problem).__name__
    with contextlib.suppress(OSError):
        sys.stderr.write(_("The output could not be written: {reason}.\n", reason=reason))
    return told.exit_code


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


def unforeseen(problem: BaseException | None) -> str:
    """Return a sentence that says where a fault is in our code, and nothing of what was written."""
    name = _("no reason given") if problem is None else type(problem).__name__
    place = _place(None if problem is None else problem.__traceback__)
    return _(
        "Something went wrong inside recoverylog ({name} at {place}). What was written before is "
        "safe. Please report this line; it holds nothing of yours.",
        name=name,
        place=place,
    )


def _place(trace: TracebackType | None) -> str:
    """Return the innermost line of ours that a trace leads through."""
    found = _("an unknown place")
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if f"{os.sep}recoverylog{os.sep}" in file:
            found = f"{os.path.basename(file)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
