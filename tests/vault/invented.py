"""An invented person's vault, for the tests of the vault and of the session."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from recoverylog import clock
from recoverylog.crypto import kdf
from recoverylog.journal import grammar, quick_entry
from recoverylog.journal.focus import Focus
from recoverylog.journal.selection import Selection, Stored
from recoverylog.paths import Paths
from recoverylog.session import opening
from recoverylog.session.journal import Journal
from recoverylog.session.ring import KeyRing
from recoverylog.vault import inbox, posting

PASSPHRASE = "harbour lantern thistle"
ALCOHOL = Focus(id="a" * 32, label="alcohol", since=date(2026, 5, 14))
GAMBLING = Focus(id="b" * 32, label="gambling", since=date(2026, 9, 1))
EVERYTHING = (Selection(), Selection(deleted=True))


class Sample(NamedTuple):
    """A vault that lies somewhere, with all that opens it."""

    places: Paths
    kit: str
    keys: KeyRing

    def open(self) -> Journal:
        """Open it with the keys at hand, as a cached unlock does."""
        return opening.open_keys(self.places, self.keys).journal

    @property
    def database(self) -> str:
        return os.path.join(self.places.data, f"journal-{self.keys.epoch}.db")

    @property
    def key_files(self) -> tuple[str, str]:
        first, second = (os.path.join(self.places.data, name) for name in inbox.KEY_FILES)
        return first, second


def places_in(folder: Path | str) -> Paths:
    return Paths(*(os.path.join(folder, part) for part in ("data", "config", "state", "cache")))


def made(folder: Path) -> Sample:
    """Make a vault with one focus, a few entries of several kinds, and a draft."""
    places = places_in(folder)
    created = opening.create(places, PASSPHRASE, cost=kdf.LEAST)
    with created.journal as journal:
        journal.put_focus(ALCOHOL)
        for fields in WRITTEN:
            journal.write(journal.new_entry(**fields))
        stored = journal.write(journal.new_entry(kind="note", text="to be thrown away"))
        journal.delete(journal.change(stored, text="thrown away"))
        journal.save_draft(*BEGUN)
        return Sample(places, " ".join(created.kit), journal.keys)


WRITTEN: tuple[dict[str, Any], ...] = (
    {"kind": "mood", "mood": 6.0, "text": "calm evening", "tags": ("home",)},
    {"kind": "craving", "craving": 7.0, "after": 3.0, "focus": ALCOHOL.id, "helped": ("walk",)},
    {"kind": "gratitude", "text": "coffee in the sun"},
    {"kind": "connection", "text": "step meeting", "people": ("Robin",)},
    {"kind": "use", "focus": ALCOHOL.id, "amount": 2.0, "day": date(2026, 11, 1)},
    {"kind": "check_in", "mood": 5.0, "sleep": 7.5, "good": ("slept",), "halt": ("tired",)},
    {"kind": "note", "text": "called in sick", "ask": True},
)

BEGUN: tuple[str, dict[str, Any]] = ("note", {"kind": "note", "text": "not finished yet"})


def copied(sample: Sample, folder: Path | str) -> Sample:
    """Return the same vault in another place."""
    places = places_in(folder)
    for old, new in zip(sample.places, places, strict=True):
        if os.path.isdir(old):
            shutil.copytree(old, new)
    return sample._replace(places=places)


def keep(places: Paths, *words: str) -> str:
    """Do what ``rl`` does with these words; return the id of the entry."""
    held = quick_entry.fields(grammar.parse(words), clock.now(), 4)
    posting.keep(places, held)
    return str(held["id"])


def all_entries(journal: Journal) -> list[Stored]:
    """Return all that the journal shows, the bin as well."""
    return [stored for selection in EVERYTHING for stored in journal.select(selection)]


def everything_read(journal: Journal) -> dict[str, Any]:
    """Return what every way of reading gives, so that two states can be compared."""
    shown = all_entries(journal)
    return {
        "shown": shown,
        "versions": [journal.versions(stored) for stored in shown],
        "found": journal.search("a") + journal.search("co") + journal.search("thrown"),
        "tagged": journal.select(Selection(tag="home")) + journal.select(Selection(person="robin")),
        "focuses": journal.focuses(archived=True),
        "standings": journal.standings(),
        "pending": journal.pending(),
        "drafts": journal.drafts(),
        "count": journal.count(),
    }


def flipped(content: bytes, place: int, bit: int | None = None) -> bytes:
    """Return ``content`` with one bit of the byte at ``place`` turned round."""
    changed = bytearray(content)
    changed[place] ^= 1 << (place % 8 if bit is None else bit)
    return bytes(changed)


@contextlib.contextmanager
def every_call_failing(
    module: Any, name: str, problem: BaseException, *, after: int = 0
) -> Iterator[list[int]]:
    """Let ``module.name`` raise from the call after the first ``after`` ones; count the calls."""
    real: Callable[..., Any] = getattr(module, name)
    calls = [0]

    def failing(*arguments: Any, **named: Any) -> Any:
        calls[0] += 1
        if calls[0] > after:
            raise problem
        return real(*arguments, **named)

    setattr(module, name, failing)
    try:
        yield calls
    finally:
        setattr(module, name, real)
