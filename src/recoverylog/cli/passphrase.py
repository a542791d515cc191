"""How a command gets at a passphrase: a descriptor, or a prompt; never an argument."""

from __future__ import annotations

import os
import sys

from recoverylog.errors import Locked, UsageProblem
from recoverylog.language import _

FD_VARIABLE = "RECOVERYLOG_PASSPHRASE_FD"
_MOST_BYTES = 64 * 1024
_given: list[list[str]] = []


def given() -> list[str] | None:
    """Return the lines on the descriptor that ``RECOVERYLOG_PASSPHRASE_FD`` names, or None.

    The descriptor is read once to its end and remembered, since it can be read only once.

    Raises:
        UsageProblem: the variable names no descriptor that can be read.
    """
    if _given:
        return _given[0]
    named = os.environ.get(FD_VARIABLE)
    if not named:
        return None
    try:
        # Standard input stays open: a line may be asked for after it.
        with os.fdopen(int(named), "rb", closefd=int(named) > 0) as pipe:
            content = pipe.read(_MOST_BYTES)
    except (ValueError, TypeError, OSError, OverflowError) as problem:
        raise UsageProblem(
            _(
                "{fd_variable} does not name a descriptor that can be read.",
                fd_variable=FD_VARIABLE,
            ),
            hint=_(
                "For example: {fd_variable}=3 recoverylog today 3<file", fd_variable=FD_VARIABLE
            ),
        ) from problem
    # At line feeds alone: splitlines() would cut a passphrase at characters that nobody sees.
    lines = content.decode("utf-8", "surrogateescape").split("\n")
    _given.append([line.removesuffix("\r") for line in lines])
    return _given[0]


def can_ask(*, no_input: bool) -> bool:
    """Return whether a person is there to be asked."""
    return not no_input and sys.stdin is not None and sys.stdin.isatty()


def ask(prompt: str) -> str:
    """Return what was typed, unseen, at ``prompt``.

    Raises:
        Locked: the input ended instead.
        KeyboardInterrupt: the person thought better of it.
    """
    import getpass

    try:
        return getpass.getpass(prompt, stream=sys.stderr)
    except EOFError as problem:
        raise locked() from problem
    except UnicodeDecodeError as problem:
        # Typed in another encoding: a wrong answer, not a fault.
        return problem.object.decode("utf-8", "surrogateescape").rstrip("\r\n")


def locked() -> Locked:
    """Return the error that says that a passphrase is needed, and the ways to give one."""
    return Locked(
        _("The journal is locked."),
        safe=_("Nothing was changed."),
        hint=_(
            "Run this on a terminal to be asked, or run recoverylog unlock first, or name a "
            "descriptor in {fd_variable}.",
            fd_variable=FD_VARIABLE,
        ),
    )
