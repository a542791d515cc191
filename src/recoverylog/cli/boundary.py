"""Where every problem ends: one clear line on stderr and a documented exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from recoverylog import guard
from recoverylog.cli import page
from recoverylog.errors import INTERRUPTED, RecoverylogError, UsageProblem
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Run the command line ``arguments`` and return the exit code; nothing is raised."""
    try:
        return _run(arguments)
    except RecoverylogError as problem:
        page.tell(problem.line())
        return problem.exit_code
    except KeyboardInterrupt:
        page.tell(_("Stopped. What was kept before is safe."))
        return INTERRUPTED
    except OSError as problem:
        return _told(problem)
    except MemoryError:
        page.tell(_("There is not enough memory for this. Nothing was changed."))
        return 1
    except Exception as problem:  # noqa: BLE001 - the one place where a traceback must not pass
        page.tell(guard.unforeseen(problem))
        return 1


def _run(arguments: Sequence[str]) -> int:
    if list(arguments) == ["crisis"]:
        # The one command that must be there at once: without Typer.
        from recoverylog.cli import urgent

        urgent.show()
        return 0
    opens = [word for word in arguments if word != "--privacy"]
    if opens in ([], ["demo"]):
        # The screens, where there is a terminal for them; without Typer too.
        from recoverylog.tui import start

        if start.possible():
            if "--privacy" in arguments:
                from recoverylog.journal import veil

                veil.draw(asked=True)
            return start.run_demo() if opens else start.run()
    import typer

    from recoverylog.cli import app

    # The class of every complaint about the words of a command; Typer names only a child of it.
    usage_problem: type[Exception] = typer.BadParameter.__bases__[0]
    try:
        words = _verbatim(arguments)
        code = app.narrowed(words)(words, standalone_mode=False, prog_name="recoverylog")
    except usage_problem as problem:
        raise _usage(problem) from problem
    except typer.Abort as problem:
        raise KeyboardInterrupt from problem
    except SystemExit as ended:
        # What Typer makes of a reader that has gone.
        if isinstance(ended.__context__, BrokenPipeError):
            raise ended.__context__ from None
        raise
    if code == INTERRUPTED:
        # Typer makes of a Ctrl-C an exit without a word.
        raise KeyboardInterrupt
    return int(code or 0)


_LINES = ("log", "craving")
_OPTIONS_OF_ALL = ("--no-input", "--privacy")


def _verbatim(arguments: Sequence[str]) -> list[str]:
    """Return the arguments such that Typer reads no option out of a line that is written.

    What follows the command and its own options is text: ``log -hard day``, ``log -- used``.
    """
    words = list(arguments)
    place = _behind(words, 0)
    if not words[place : place + 1] or words[place] not in _LINES:
        return words
    place = _behind(words, place + 1)
    if words[place:] == ["--help"] or "--qr" in words[place:]:
        return words
    return [*words[:place], "--", *words[place:]]


def _behind(words: list[str], place: int) -> int:
    """Return the place behind the options that every command takes."""
    while place < len(words) and words[place] in _OPTIONS_OF_ALL:
        place += 1
    return place


def _usage(problem: Exception) -> UsageProblem:
    """Return Typer's complaint as one line of ours, with the help that fits."""
    context = getattr(problem, "ctx", None)
    command = context.command_path if context is not None else "recoverylog"
    said = getattr(problem, "format_message", problem.__str__)()
    words = " ".join(str(said).split())
    words = words if words.endswith((".", "?", "!", ")")) else f"{words}."
    return UsageProblem(words, hint=_("Try: {command} --help", command=command))


def _told(problem: OSError) -> int:
    """Say what the system refused: standard output, or something that nobody foresaw."""
    if isinstance(problem, BrokenPipeError) or (problem.filename is None and _refused()):
        return guard.untold(problem)
    page.tell(guard.unforeseen(problem))
    return 1


def _refused() -> bool:
    """Return whether standard output takes nothing.

    Of a long text that could not be written nothing waits any more, and a flush alone would
    succeed; so it is asked to take one more line.
    """
    try:
        sys.stdout.write("\n")
        sys.stdout.flush()
    except OSError:
        return True
    return False
