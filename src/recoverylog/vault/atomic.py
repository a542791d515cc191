"""Writing a file so that it is there whole, or not at all."""

from __future__ import annotations

import contextlib
import os
import time

_FLAGS = (
    os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)
_AN_HOUR = 3600.0
TEMPORARY = ".new-"
"""How the names of unfinished files begin; readers of a folder pass over them."""


def write(path: str, content: bytes) -> None:
    """Put ``content`` at ``path``, replacing what was there, and wait until the disk has it.

    A temporary name in the same folder, fsync, rename, fsync of the folder: after a power cut
    there is the old file or the new one. The file is open to its owner alone.

    Raises:
        OSError: nothing is left beside ``path``. What was there stands, unless it was the last
            step, the folder's fsync, that the disk refused.
    """
    folder = os.path.dirname(path)
    unfinished = os.path.join(folder, TEMPORARY + os.urandom(8).hex())
    try:
        _write_through(unfinished, content)
        os.replace(unfinished, path)
    except BaseException:
        _forget(unfinished)
        raise
    sync_folder(folder)


def create(path: str, content: bytes) -> None:
    """Put ``content`` at ``path``, whole, unless something is there.

    Raises:
        FileExistsError: something is there, and was left alone.
        OSError: as for :func:`write`.
    """
    folder = os.path.dirname(path)
    unfinished = os.path.join(folder, TEMPORARY + os.urandom(8).hex())
    try:
        _write_through(unfinished, content)
        _link(unfinished, path, content)
    finally:
        _forget(unfinished)
    sync_folder(folder)


def _link(unfinished: str, path: str, content: bytes) -> None:
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:
        # No hard links on this file system: then a reader may, for an instant, see it unfinished.
        try:
            _write_through(path, content)
        except FileExistsError:
            raise
        except BaseException:
            _forget(path)
            raise


def sweep(folder: str) -> None:
    """Remove the unfinished files in ``folder`` that writers who were killed left behind.

    One that is younger than an hour may still be at work.
    """
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if name.startswith(TEMPORARY) and time.time() - os.path.getmtime(path) > _AN_HOUR:
                _forget(path)


def sync_folder(folder: str) -> None:
    """Wait until the disk has the names in ``folder``; systems that cannot are passed over."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_through(path: str, content: bytes) -> None:
    handle = os.open(path, _FLAGS, 0o600)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _forget(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
