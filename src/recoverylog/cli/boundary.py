"""Where every problem ends: one clear line on stderr and a documented exit code."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from recoverylog.errors import INTERRUPTED, RecoverylogError, UsageProblem

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
    import typer

    from recoverylog.cli.app import app

    # The class of every complaint about the words of a command; Typer names only a child of it.
    usage_problem: type[Exception] = typer.BadParameter.__bases__[0]
    try:
        code = app(list(arguments), standalone_mode=False, prog_name="recoverylog")
    except usage_problem as problem:
        raise _usage(problem) from problem
    except typer.Abort as problem:
        raise KeyboardInterrupt from problem
    return int(code or 0)


def _usage(problem: Exception) -> UsageProblem:
    """Return Typer's complaint as one line of ours, with the help that fits."""
    context = getattr(problem, "ctx", None)
    command = context.command_path if context is not None else "recoverylog"
    said = getattr(problem, "format_message", problem.__str__)()
    words = " ".join(str(said).split()).rstrip(".")
    return UsageProblem(f"{words}.", hint=f"Try: {command} --help")


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
    from recoverylog.cli import page

    page.tell(line)
