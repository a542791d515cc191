"""The file that is handed over: whole, neutral in name, open to its owner alone.

Its name says nothing of what is inside or of who made it. Nothing is ever written over, and
nothing into the folders of the journal itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from typing import TYPE_CHECKING

from recoverylog.errors import AlreadyThere, CannotWrite, UsageProblem, from_os
from recoverylog.language import _
from recoverylog.vault import atomic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoverylog.journal.shared import Form

NAMES: dict[Form, str] = {
    "text": "letter.txt",
    "markdown": "letter.md",
    "html": "letter.html",
    "json": "letter.json",
    "page": "letter.html",
}
"""What a file of each form is called where only a folder was named."""

_SAFE = _("Nothing was shared, and your journal is as it was.")
_LEFT_ALONE = _("It was left alone.")
_MOST_READ = 1 << 20
_MOST_NAMES = 999


def write(where: str, content: bytes, form: Form, *, apart_from: Iterable[str]) -> str:
    """Write what is to be handed over; return the absolute path of its file.

    Args:
        where: a file that is not there yet, or a folder: in it letter.html, or letter-2.html
            where that is taken.
        content: the whole of it.
        form: what it is, which decides the name in a folder.
        apart_from: folders in which and below which nothing may be written.

    Raises:
        AlreadyThere: the file is there.
        UsageProblem: it would lie in one of the folders to keep apart from.
        RecoverylogError: it cannot be written; nothing was left behind.
    """
    target = os.path.abspath(os.path.expanduser(where))
    # What ends like a folder is meant as one, be it there or not.
    chosen = not (os.path.isdir(target) or where.endswith(("/", os.sep)))
    _refuse_within(os.path.dirname(target) if chosen else target, apart_from)
    for name in [target] if chosen else _free(target, NAMES[form]):
        try:
            atomic.create(name, content)
        except FileExistsError:
            continue
        except OSError as problem:
            # It may lie there whole, with only its folder not written through.
            with contextlib.suppress(OSError):
                if _digest(name) == digest(content):
                    forget(name)
            raise from_os(problem, name, safe=_SAFE) from problem
        return name
    raise AlreadyThere(
        _("{target} exists already.", target=target)
        if chosen
        else _("{target} holds too many letters.", target=target),
        safe=_("It was not touched, and nothing was shared."),
        hint=_("Choose another name."),
    )


def remove(path: str, digest: str) -> bool:
    """Remove a file that was handed over; return whether it was still there.

    What the disk held may stay readable on it for a while, as with every file.

    Args:
        path: where it was written.
        digest: the SHA-256 that it had, in hex.

    Raises:
        UsageProblem: what is there now is not what was written; it was left alone.
        RecoverylogError: it cannot be read or removed.
    """
    try:
        present = _digest(path)
        if present is None:
            return False
        if present != digest:
            raise UsageProblem(
                _("{path} is not what was written there.", path=path),
                safe=_LEFT_ALONE,
                hint=_("Look at it, and remove it yourself if you want it gone."),
            )
        os.unlink(path)
        # The name is gone; only after a power cut could it come back.
        with contextlib.suppress(OSError):
            atomic.sync_folder(os.path.dirname(path))
    except FileNotFoundError:
        return False
    except OSError as problem:
        raise from_os(problem, path, safe=_LEFT_ALONE) from problem
    return True


def digest(content: bytes) -> str:
    """Return the SHA-256 of what is handed over, in hex: what the ledger knows it by."""
    return hashlib.sha256(content).hexdigest()


def forget(path: str) -> None:
    """Remove a file that has just been written, because sharing it came to nothing."""
    with contextlib.suppress(OSError):
        os.unlink(path)


def _digest(path: str) -> str | None:
    """Return the digest of a file, empty for what is no such file, None where nothing is."""
    if not os.path.lexists(path):
        return None
    seen = os.lstat(path)
    # A link, a folder or something far larger was put there by someone else.
    if not stat.S_ISREG(seen.st_mode) or seen.st_size > _MOST_READ:
        return ""
    with open(path, "rb") as there:
        return digest(there.read(_MOST_READ + 1))


def _free(folder: str, name: str) -> Iterable[str]:
    """Give the names that a letter may have in a folder, the plainest first."""
    begin, end = os.path.splitext(name)
    yield os.path.join(folder, name)
    for number in range(2, _MOST_NAMES + 1):
        yield os.path.join(folder, f"{begin}-{number}{end}")


def _refuse_within(folder: str, apart_from: Iterable[str]) -> None:
    if not os.path.isdir(folder):
        raise CannotWrite(
            _("There is no folder {folder}.", folder=folder),
            safe=_SAFE,
            hint=_("Choose one that is there."),
        )
    kept = {_identity(one) for one in apart_from} - {None}
    # By what the system knows them as: one folder has many names where case does not count.
    inside = real = os.path.realpath(folder)
    while _identity(inside) not in kept:
        above = os.path.dirname(inside)
        if above == inside:
            return
        inside = above
    raise UsageProblem(
        _("{real} belongs to your journal; what is shared is kept apart from it.", real=real),
        safe=_SAFE,
        hint=_("Choose a folder of your own, such as Documents."),
    )


def _identity(folder: str) -> tuple[int, int] | None:
    """Return what the system knows a folder by; None where it may not be asked."""
    try:
        seen = os.stat(folder)
    except OSError:
        return None
    return (seen.st_dev, seen.st_ino)
