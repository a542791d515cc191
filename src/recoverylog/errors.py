"""Every error that reaches a person, with the exit code that a script can read.

    RecoverylogError            1   something went wrong that has no code of its own
    ├── UsageProblem            2   the words of the command do not fit together
    ├── Locked                  3   a passphrase is needed and none was given
    ├── WrongPassphrase         4   the passphrase or the kit words open no key slot
    ├── Damaged                 5   a file is not what was written there
    ├── NewerFormat             6   written by a newer recoverylog
    ├── NoJournal               7   there is no journal, or its database file is missing
    ├── CannotWrite             8   a folder or file may not be written or read
    ├── DiskFull                9   no room left on the disk
    ├── NotFound               10   no entry, focus or other thing of that name
    ├── AlreadyThere           11   the thing to be made exists
    ├── NotOffered             12   this system cannot do it
    └── Busy                   13   another program holds the journal for too long

130 is an interrupt (Ctrl-C), as the shells have it.

Each error says three things: what happened, what is safe, and what to do. The table in
docs/exit-codes.md is checked against this module by a test.
"""

from __future__ import annotations

import errno

from recoverylog.language import _

INTERRUPTED = 130

HANDED_BACK = _("Your words were not kept. Here they are, so that you can copy them:")
"""What stands over words that nothing could keep."""


class RecoverylogError(Exception):
    """An error that a person is told of in one clear line.

    Attributes:
        message: what happened, one sentence.
        safe: what is safe in spite of it; empty where nothing was at stake.
        hint: what to do next; empty where there is nothing to do.
    """

    exit_code = 1

    def __init__(self, message: str, *, safe: str = "", hint: str = "") -> None:
        """Keep the three parts apart, so that each front end can lay them out."""
        super().__init__(message)
        self.message = message
        self.safe = safe
        self.hint = hint

    def line(self) -> str:
        """Return the whole error as one line of text."""
        return " ".join(part for part in (self.message, self.safe, self.hint) if part)


class UsageProblem(RecoverylogError):
    """The words of a command do not fit together."""

    exit_code = 2


class Locked(RecoverylogError):
    """A passphrase is needed, and none was given."""

    exit_code = 3


class WrongPassphrase(RecoverylogError):
    """The passphrase, or the words of the recovery kit, open no key slot."""

    exit_code = 4


class Damaged(RecoverylogError):
    """A file is not what was written there; never raised for a wrong passphrase."""

    exit_code = 5


class NewerFormat(RecoverylogError):
    """A file was written by a newer recoverylog."""

    exit_code = 6


class NoJournal(RecoverylogError):
    """There is no journal here, or its database file is missing."""

    exit_code = 7


class CannotWrite(RecoverylogError):
    """A folder or file may not be read or written."""

    exit_code = 8


class DiskFull(RecoverylogError):
    """No room is left on the disk."""

    exit_code = 9


class NotFound(RecoverylogError):
    """Nothing has that name or number."""

    exit_code = 10


class AlreadyThere(RecoverylogError):
    """The thing to be made exists already."""

    exit_code = 11


class NotOffered(RecoverylogError):
    """This system cannot do what was asked."""

    exit_code = 12


class Busy(RecoverylogError):
    """Another program holds the journal for longer than we wait."""

    exit_code = 13


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


def from_os(problem: OSError, where: str, *, safe: str = "") -> RecoverylogError:
    """Return the error that tells a person of ``problem`` at the path ``where``."""
    if problem.errno in _FULL:
        return DiskFull(
            _("There is no room left on the disk for {where}.", where=where),
            safe=safe,
            hint=_("Free some space, then do it again."),
        )
    if problem.errno in _REFUSED:
        return CannotWrite(
            _("{where} may not be written or read.", where=where),
            safe=safe,
            hint=_("Check who owns it and its permissions."),
        )
    reason = problem.strerror or type(problem).__name__
    return CannotWrite(
        _("The disk answered “{reason}” for {where}.", reason=reason, where=where), safe=safe
    )
