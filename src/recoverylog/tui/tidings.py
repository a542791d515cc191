"""What a screen says of what was done, in one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.errors import Busy, CannotWrite, DiskFull
from recoverylog.journal.entry import CheckIn, Use, first_words
from recoverylog.journal.headline import headline
from recoverylog.journal.text import one_line
from recoverylog.language import _, counted

if TYPE_CHECKING:
    from recoverylog.journal.selection import Stored
    from recoverylog.session.filing import Report
    from recoverylog.session.journal import Journal
    from recoverylog.session.opening import Opened

_WORDS = 26


def settle_in(journal: Journal) -> Report | str:
    """File what waits and empty what is due; return the report, or what stood in the way."""
    from recoverylog.session.filing import Report

    try:
        report = journal.file_waiting()
        journal.tidy()
    except (CannotWrite, DiskFull, Busy) as problem:
        # No reason not to read: what waits goes on waiting.
        return _("Not filed yet: {line}", line=problem.line())
    return report or Report()


def of_arrival(opened: Opened | None, told: Report | str) -> str:
    """Return what the person should know now that the journal is open, most important first."""
    if opened is not None and opened.older:
        return _(
            "This is an older copy than this device saw last; newer entries may be missing."
            " All well? recoverylog status --accept-older"
        )
    if isinstance(told, str):
        return told
    filed = of_filing(told)
    if opened is not None and opened.mended and not filed:
        return _("The first copy of the key file was damaged; the second served. Nothing is lost.")
    return filed


def of_filing(report: Report) -> str:
    """Return a line about what came in from rl; empty where nothing did."""
    parts = []
    if report.filed:
        newest = _in_short(report.filed[-1])
        more = len(report.filed) - 1
        parts.append(
            _("Filed: {newest}", newest=newest)
            + (_(", and {more} more", more=more) if more else "")
        )
    if report.held:
        parts.append(_("{held} may not be from you: w", held=_entries(report.held)))
    if report.missing:
        parts.append(
            _("{missing} from this device may not have arrived", missing=_entries(report.missing))
        )
    if report.unopened:
        parts.append(
            _(
                "{unopened} cannot be opened, and left where they lie",
                unopened=_entries(len(report.unopened)),
            )
        )
    if report.newer:
        parts.append(_("{newer} wait for a newer recoverylog", newer=_entries(len(report.newer))))
    return " · ".join(parts)


def _entries(count: int) -> str:
    return counted("{n} quick entry", "{n} quick entries", count)


def of_writing(stored: Stored) -> str:
    """Return what is said once an entry is kept."""
    said = _("Kept: {stored}   u takes it back", stored=_in_short(stored))
    if isinstance(stored.entry, Use):
        return _("Kept. Thank you for writing it. It takes nothing away from before.")
    return said


def of_undoing(stored: Stored) -> str:
    """Return what is said once a change is taken back."""
    where = _("now in the bin") if stored.deleted else _("stands as before")
    if stored.deleted and isinstance(stored.entry, CheckIn) and stored.entry.written_with:
        where = _("and what was written with it; now in the bin")
    return _("Taken back: {stored}, {where}", stored=_in_short(stored), where=where)


def _in_short(stored: Stored) -> str:
    words = one_line(first_words(stored.entry), _WORDS)
    return f"{headline(stored.entry)} {words}".rstrip()
