"""Asking a person on a terminal, so that a Ctrl-C costs no word that was typed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from recoverylog.cli import page
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Callable


def line(question: str, begun: str = "", half: Callable[[str], None] | None = None) -> str:
    """Return the line that is typed at ``question``, without blanks around it.

    Args:
        question: what stands before it.
        begun: what stands there already, to be changed in place.
        half: is given what was typed so far where Ctrl-C cuts it short.

    Raises:
        KeyboardInterrupt: the person left.
        EOFError: the input has ended.
    """
    import readline

    # Nothing of this may reach a history file.
    readline.set_auto_history(False)
    started: list[bool] = []

    def start() -> None:
        started.append(True)
        readline.insert_text(begun)

    readline.set_startup_hook(start)
    if not sys.stdout.isatty():
        # What is printed there goes elsewhere, so the question must not stand in it.
        if question:
            page.tell(question.rstrip())
        question = ""
    try:
        return input(question).strip()
    except KeyboardInterrupt:
        # Before the line was begun, what the buffer holds is the answer before this one.
        typed = readline.get_line_buffer().strip() if started else ""
        if typed and half is not None:
            half(typed)
        raise
    finally:
        readline.set_startup_hook()


def yes(question: str, *, usually: bool = False) -> bool:
    """Return whether the answer is yes; enter and the end of input give what is usual.

    Raises:
        KeyboardInterrupt: the person left.
    """
    while True:
        try:
            typed = line(f"{question} {'Y/n' if usually else 'y/N'}: ").lower()
        except EOFError:
            page.tell("")
            return usually
        if not typed:
            return usually
        if typed in {"y", "yes", "n", "no"}:
            return typed.startswith("y")
        page.tell(_("Say y or n."))


def confirmed(question: str, *, yes_given: bool, no_input: bool, safe: str) -> bool:
    """Return whether something that cannot be undone may be done.

    Args:
        question: asked on a terminal.
        yes_given: ``--yes`` was said, and nothing is asked.
        no_input: nothing may be asked.
        safe: what is so where it is not done, one sentence.

    Raises:
        UsageProblem: nobody is there to be asked.
    """
    from recoverylog.cli import passphrase
    from recoverylog.errors import UsageProblem

    if yes_given:
        return True
    if not passphrase.can_ask(no_input=no_input):
        raise UsageProblem(_("This needs your word."), safe=safe, hint=_("Add --yes."))
    if yes(question):
        return True
    page.tell(safe)
    return False
