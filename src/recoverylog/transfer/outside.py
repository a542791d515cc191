"""Writing a file that a person asked for, outside the vault."""

from __future__ import annotations

import os

from recoverylog.errors import AlreadyThere, UsageProblem, from_os
from recoverylog.language import _
from recoverylog.vault import atomic


def write(path: str, content: bytes, *, replace: bool) -> str:
    """Write ``content`` to ``path``, readable by its owner alone; return the absolute path.

    The file appears whole or not at all.

    Raises:
        AlreadyThere: something is there and ``replace`` is not set.
        UsageProblem: the path is a folder.
        RecoverylogError: it cannot be written.
    """
    target = os.path.abspath(os.path.expanduser(path))
    if os.path.isdir(target):
        raise UsageProblem(_("{target} is a folder.", target=target), hint=_("Name a file in it."))
    if os.path.lexists(target) and not replace:
        raise AlreadyThere(
            _("{target} exists already.", target=target),
            safe=_("It was not touched."),
            hint=_("Add --replace."),
        )
    try:
        atomic.write(target, content)
    except OSError as problem:
        raise from_os(problem, target, safe=_("Your journal is as it was.")) from problem
    return target
