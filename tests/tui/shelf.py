"""Journals that are made once a run and copied for each test: empty, a year, ten years.

Writing ten years takes seconds and copying them milliseconds; a copy opens like any journal.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from recoverylog import clock, paths
from recoverylog.crypto import kdf
from recoverylog.journal import invented, invented_sharing
from recoverylog.journal.entry import AnyEntry
from recoverylog.session import demo, opening
from recoverylog.session.journal import Journal

PASSPHRASE = "amber quilt lantern otter maple"
YEARS = 10
_TEN_A_DAY = 10 * 366 * YEARS


class Shelf:
    """Where the finished journals stand; each is made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fetch(self, name: str) -> Journal:
        """Return an open journal of the test's own, a copy of the one called ``name``."""
        home = Path(os.environ["RECOVERYLOG_HOME"])
        kept = self._folder / name
        if not kept.exists():
            _MAKERS[name]()
            shutil.move(home, kept)
        shutil.copytree(kept, home)
        return opening.open_with(paths.find(), PASSPHRASE).journal


def _empty() -> None:
    opening.create(paths.find(), PASSPHRASE, cost=kdf.LEAST).journal.close()


def _demo(*more: dict[str, Any]) -> None:
    with opening.create(paths.find(), PASSPHRASE, cost=kdf.LEAST).journal as journal:
        written = invented.entries(journal.today(), local=clock.local, until=clock.now())
        journal.put_focus(invented.focus(written))
        demo._write(journal, written)
        demo._hand_over(journal, invented_sharing.handed(journal.today(), local=clock.local))
        journal.write_all([journal.new_entry(**fields) for fields in more])


def _waiting() -> None:
    """Make the same with two entries that wait for a word."""
    _demo(
        {"kind": "use", "confirmed": False, "text": "two beers after the shift"},
        {"kind": "craving", "craving": 5.0, "text": "cake in the window", "focus_word": "sugar"},
    )


def _years() -> None:
    """Make ten years of about two entries a day, with an evening before today's end."""
    with opening.create(paths.find(), PASSPHRASE, cost=kdf.LEAST).journal as journal:
        written = _sparse(journal.today())
        journal.put_focus(invented.focus(written))
        demo._write(journal, written)


def _sparse(today: date) -> list[AnyEntry]:
    """Return some of ten entries a day: not each day the same ones, every use, nothing to come."""
    every = invented.scaled(_TEN_A_DAY, today, local=clock.local)
    return [
        entry
        for place, entry in enumerate(every)
        if (place % 7 in {0, 3} or entry.kind == "use") and entry.at <= clock.now()
    ]


_MAKERS: dict[str, Callable[[], None]] = {
    "empty": _empty,
    "demo": _demo,
    "waiting": _waiting,
    "years": _years,
}
