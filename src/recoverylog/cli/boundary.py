"""Where every problem ends: one clear line on stderr and a documented exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from recoverylog.errors import INTERRUPTED, RecoverylogError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

_PIPE_CLOSED = 141


def run(arguments: Sequence[str]) -> int:
    """Run the command line ``arguments`` and return the exit code; nothing is raised."""
    try:
        return _run(arguments)
    except RecoverylogError as problem:
        _say(problem.line())
        return problem.exit_code
    except KeyboardInterrupt:
        _say("Stopped. What was kept before is safe.")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has gone; the interpreter must not complain of it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return _PIPE_CLOSED
    except MemoryError:
        _say("There is not enough memory for this. Nothing was changed.")
        return 1
    except Exception as problem:  # noqa: BLE001 - the one place where a traceback must not pass
        _say(_unforeseen(problem))
        return 1


def _run(arguments: Sequence[str]) -> int:
    from recoverylog.cli.app import app

    code = app(list(arguments), standalone_mode=True, prog_name="recoverylog")
    return int(code or 0)


def _unforeseen(problem: Exception) -> str:
    """Return a sentence that says where a fault is in our code, and nothing of what was written."""
    place = _place(problem.__traceback__)
    return (
        f"Something went wrong inside recoverylog ({type(problem).__name__} at {place})."
        " What was written before is safe. Please report this line; it holds nothing of yours."
    )


def _place(trace: TracebackType | None) -> str:
    found = "an unknown place"
    while trace is not None:
        code = trace.tb_frame.f_code
        if f"{os.sep}recoverylog{os.sep}" in code.co_filename:
            found = f"{os.path.basename(code.co_filename)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


def _say(line: str) -> None:
    sys.stdout.flush()
    sys.stderr.write(f"{line}\n")
