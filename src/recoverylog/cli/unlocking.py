"""Getting an open journal for a command, and telling what came up on the way."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from recoverylog import guard, paths, settings
from recoverylog.cli import page, passphrase
from recoverylog.errors import Busy, CannotWrite, DiskFull, WrongPassphrase
from recoverylog.journal import terms
from recoverylog.language import _, counted
from recoverylog.session import opening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoverylog.session.filing import Report
    from recoverylog.session.journal import Journal

_TRIES = 3


@contextlib.contextmanager
def unlocked(*, no_input: bool, quiet: bool = False) -> Iterator[Journal]:
    """Open the journal for one command, file what waits, and lock it again afterwards.

    Args:
        no_input: never ask for anything.
        quiet: say nothing of what was filed; what is wrong is told all the same.

    Raises:
        RecoverylogError: there is no journal, or it stays locked; see session.opening.
    """
    places = paths.find()
    opening.must_exist(places)
    opened = _opened(places, no_input=no_input)
    with opened.journal as journal:
        _settle_in(opened, quiet=quiet)
        yield journal
        words = terms.chosen()
    # What the command prints now is still of this journal.
    terms.keep(words)


@contextlib.contextmanager
def unlocked_with_secret(places: paths.Paths, *, no_input: bool) -> Iterator[Journal]:
    """Open the journal with a passphrase or kit given now; keys that the kernel holds do not do.

    Raises:
        RecoverylogError: as for :func:`unlocked`.
    """
    opening.must_exist(places)
    lines = passphrase.given()
    if lines is None and not passphrase.can_ask(no_input=no_input):
        raise passphrase.locked()
    guard.hide_memory()
    opened = _asked(places) if lines is None else opening.open_with(places, _first(lines))
    with opened.journal as journal:
        _settle_in(opened, quiet=False)
        yield journal
        words = terms.chosen()
    terms.keep(words)


def _settle_in(opened: opening.Opened, *, quiet: bool) -> None:
    """Tell what the person should know, file what waits, empty what is due."""
    _tell_state(opened)
    try:
        report = opened.journal.file_waiting()
        if report is not None:
            tell_filing(report, quiet=quiet)
        opened.journal.tidy()
    except (CannotWrite, DiskFull, Busy) as problem:
        # No reason not to read: what waits goes on waiting.
        page.tell(_("Not filed yet: {line}", line=problem.line()))


def _first(lines: list[str]) -> str:
    return lines[0] if lines else ""


def _opened(places: paths.Paths, *, no_input: bool) -> opening.Opened:
    guard.hide_memory()
    lines = passphrase.given()
    if lines is not None:
        return opening.open_with(places, _first(lines))
    keyring = opening.cached(places)
    if keyring is not None:
        return opening.open_keys(places, keyring)
    if not passphrase.can_ask(no_input=no_input):
        raise passphrase.locked()
    return _asked(places)


def _asked(places: paths.Paths) -> opening.Opened:
    """Ask up to three times; each wrong answer is told at once."""
    for left in range(_TRIES - 1, -1, -1):
        secret = passphrase.ask(_("Passphrase: "))
        try:
            return opening.open_with(places, secret)
        except WrongPassphrase as problem:
            if not left:
                raise
            page.tell(problem.line())
    raise passphrase.locked()


def _tell_state(opened: opening.Opened) -> None:
    for remark in settings.load(opened.journal.places.settings).remarks:
        page.tell(remark)
    if opened.mended:
        page.tell(
            _(
                "The first copy of the key file was damaged; the second served in its place."
                " Nothing is lost."
            )
        )
    if opened.older:
        page.tell(
            _(
                "This journal is an older copy than the one this device saw last, so newer entries"
                " may be missing from it. If you put a backup back, all is well:"
                " recoverylog status --accept-older"
            )
        )


def tell_filing(report: Report, *, quiet: bool = False) -> None:
    """Say a word about each quick entry that was filed, and about what was not."""
    from recoverylog.cli import rows

    if not quiet:
        for stored in report.filed:
            page.tell(_("Filed: {stored}", stored=rows.in_words(stored)))
            note = rows.waiting_note(stored)
            if note:
                page.tell(f"  {note}")
    if report.held:
        page.tell(
            _(
                "{held} may not be from you and count nowhere yet: recoverylog pending",
                held=_entries(report.held),
            )
        )
    if report.missing:
        page.tell(
            _(
                "{missing} from this device may not have arrived: the numbering has a gap.",
                missing=_entries(report.missing),
            )
        )
    if report.unopened:
        what = counted("stays where it is", "stay where they are", len(report.unopened))
        page.tell(
            _(
                "{unopened} cannot be opened by this journal and {what}: {unopened_2}",
                unopened=_entries(len(report.unopened)),
                what=what,
                unopened_2=report.unopened[0],
            )
        )
    if report.newer:
        page.tell(
            counted(
                "One quick entry was written by a newer recoverylog and waits for it.",
                "{n} quick entries were written by a newer recoverylog and wait for it.",
                len(report.newer),
            )
        )


def _entries(count: int) -> str:
    return counted("One quick entry", "{n} quick entries", count)
