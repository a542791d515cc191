"""The demo: an invented person's journal in a vault that is gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import tempfile
import threading
from datetime import datetime
from typing import TYPE_CHECKING

from recoverylog import clock, paths
from recoverylog.errors import from_os
from recoverylog.journal import invented, invented_sharing
from recoverylog.language import _
from recoverylog.session import opening
from recoverylog.vault import ledger, people, plans, records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from recoverylog.journal.entry import AnyEntry
    from recoverylog.journal.invented_sharing import Handed
    from recoverylog.session.journal import Journal

    _Handler = Callable[[int, FrameType | None], object] | int

_ENDING = ("SIGTERM", "SIGHUP", "SIGINT")


@contextlib.contextmanager
def open_demo(seed: int = invented.SEED) -> Iterator[Journal]:
    """Open an invented person's journal that ends today; erase every file of it on leaving.

    It is a real vault, encrypted like any other, in a folder of its own among the temporary
    ones: its passphrase is drawn at random, shown to nobody and kept nowhere. The folders of
    the person are neither read nor written. A SIGTERM or SIGHUP inside, unless something else
    handles it already, ends the program by way of the erasing; after a SIGKILL the folder stays
    behind, and nothing can open it.

    Args:
        seed: which of the possible lives; see journal.invented.

    Raises:
        RecoverylogError: the temporary folder cannot be written, or is full.
    """
    with _signals_raise(), _passing_folder() as folder, _filled(folder, seed) as journal:
        yield journal


@contextlib.contextmanager
def _passing_folder() -> Iterator[str]:
    """Make a folder that is open to its owner alone, and erase it whatever happens."""
    try:
        folder = tempfile.mkdtemp(prefix="recoverylog-demo-")
    except OSError as problem:
        raise from_os(problem, problem.filename or _("the temporary folder")) from problem
    try:
        yield folder
    finally:
        # A file that vanished meanwhile, or one that Windows still holds, is no reason to stop.
        with _undisturbed():
            shutil.rmtree(folder, ignore_errors=True)


def _filled(folder: str, seed: int) -> Journal:
    """Return the open journal of a new vault in ``folder``, written as if over all these days."""
    from recoverylog.crypto import kdf, passphrase  # noqa: PLC0415 - loads the cryptography

    places = paths.Paths(*(os.path.join(folder, part) for part in paths.Paths._fields))
    journal = opening.create(places, passphrase.generate(), cost=kdf.LEAST).journal
    try:
        now = clock.now()
        written = invented.entries(journal.today(), seed, local=clock.local, until=now)
        journal.put_focus(invented.focus(written))
        _plan(journal)
        _write(journal, written)
        _hand_over(journal, invented_sharing.handed(journal.today(), seed, local=clock.local))
    except BaseException:
        journal.close()
        raise
    return journal


def _write(journal: Journal, written: list[AnyEntry]) -> None:
    """Write the entries in one transaction, each version at the time it would have had."""
    with journal.writing() as connection:
        for entry in sorted(written, key=_moment_of_writing):
            now_ms = int(_moment_of_writing(entry).timestamp() * 1000)
            records.append(connection, entry, device=journal.writer, now_ms=now_ms)


def _plan(journal: Journal) -> None:
    """Write down the plans for hard moments."""
    with journal.writing() as connection:
        for plan in invented.plans():
            plans.put(connection, plan)


def _hand_over(journal: Journal, handed: Handed) -> None:
    """Write down who gives support, what was handed over and what came back, all long ago.

    The pages lie nowhere and nothing was sealed for them: none has a key, and none is answered.
    """
    with journal.writing() as connection:
        for supporter in handed.supporters:
            people.put(connection, supporter)
        for page in handed.pages:
            ledger.record(connection, page)
        for reply in handed.replies:
            ledger.take_in(connection, reply)
            ledger.settle(connection, reply.id, reply.state, reply.kept_at)


def _moment_of_writing(entry: AnyEntry) -> datetime:
    return entry.written or entry.at


@contextlib.contextmanager
def _signals_raise() -> Iterator[None]:
    """Let a signal that would end the process on the spot raise SystemExit instead."""
    with _handling(_leave, lambda before: before is signal.SIG_DFL):
        yield


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let no signal cut the block short, an impatient second Ctrl-C included."""
    ours = (signal.default_int_handler, _leave, signal.SIG_DFL)
    with _handling(signal.SIG_IGN, lambda before: before in ours):
        yield


@contextlib.contextmanager
def _handling(handler: _Handler, replaced: Callable[[object], bool]) -> Iterator[None]:
    """Give ``handler`` the ending signals whose present handler is to be replaced.

    Only the main thread may do so; in any other nothing changes.
    """
    before: dict[int, _Handler] = {}
    try:
        if threading.current_thread() is threading.main_thread():
            for number in (getattr(signal, name, None) for name in _ENDING):
                present = None if number is None else signal.getsignal(number)
                if number is not None and present is not None and replaced(present):
                    before[number] = present
                    signal.signal(number, handler)
        yield
    finally:
        for number, present in before.items():
            signal.signal(number, present)


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
