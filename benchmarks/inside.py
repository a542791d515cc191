"""What is measured inside one process, and the making of journals to measure: a child of rows.py.

    python inside.py make COUNT      a vault with COUNT invented entries in RECOVERYLOG_HOME
    python inside.py plain COUNT FILE    the same entries as text for jrnl; tells how many tags
    python inside.py search ROUNDS   type words letter by letter, a search at each key
    python inside.py open            from the passphrase until today's page is there
    python inside.py insights ROUNDS every view of Insights, the journal open already
    python inside.py share ROUNDS    a page of 90 days composed, and one sealed

The vault is the one in RECOVERYLOG_HOME. Figures go to standard output as JSON, in milliseconds.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

PASSPHRASE = "cobalt-ferry-lemon-quiet-otter"

TYPED = (
    # Common and rare words, several at once, words of people and tags, one that is nowhere; and
    # single letters, whose hits are the most.
    "the",
    "after work",
    "could not sleep",
    "walked with marta",
    "sponsor",
    "payday",
    "winter",
    "xylophone",
    *"abcdefghijklmnopqrstuvwxyz",
)


def clock() -> float:
    """Return seconds that pass only while this process runs, or waits of its own will."""
    try:
        with open("/proc/self/schedstat", "rb") as file:
            queued = int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        queued = 0.0
    return time.perf_counter() - queued


def make(count: int) -> None:
    """Make a vault with that many entries, ten a day, and the normal cost of a passphrase."""
    from recoverylog import clock, paths
    from recoverylog.journal import invented
    from recoverylog.session import opening

    with opening.create(paths.find(), PASSPHRASE).journal as journal:
        written = invented.scaled(count, journal.today(), local=clock.local)
        journal.put_focus(invented.focus(written))
        journal.write_all(written)


def plain(count: int, path: str) -> dict[str, int]:
    """Write the entries that :func:`make` makes as text, each behind its date and time."""
    from recoverylog import clock
    from recoverylog.journal import days, invented
    from recoverylog.journal.headline import headline

    told = []
    tags = 0
    for entry in invented.scaled(count, days.journal_day(clock.now()), local=clock.local):
        tags += len(entry.tags)
        words = (
            headline(entry),
            entry.text,
            *getattr(entry, "good", ()),
            *getattr(entry, "halt", ()),
            *(f"@{tag}" for tag in entry.tags),
            *(f"+{helped}" for helped in entry.helped),
            *(f"with {person}" for person in entry.people),
        )
        told.append(f"[{entry.wall:%Y-%m-%d %H:%M}] {' '.join(filter(None, words))}\n")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(told))
    return {"tags": tags}


def search(rounds: int) -> dict[str, Any]:
    """Return how long each key took in each round, and how many entries the keys found."""
    from recoverylog import paths
    from recoverylog.session import opening

    keys = [word[: end + 1] for word in TYPED for end in range(len(word))]
    took: list[list[float]] = [[] for _ in keys]
    found = 0
    places = paths.find()
    with opening.open_with(places, PASSPHRASE).journal as first:
        ring = first.keys
    for _ in range(rounds):
        # Opened anew, so that each round begins with nothing in memory.
        with opening.open_keys(places, ring).journal as journal:
            for number, key in enumerate(keys):
                started = clock()
                hits = journal.search(key)
                took[number].append((clock() - started) * 1e3)
                found += len(hits)
    return {"keys": keys, "took": took, "found": found}


def opened() -> dict[str, float]:
    """Return the time of Argon2id, and of all the rest until today's page is there as text."""
    started = clock()
    from recoverylog import paths
    from recoverylog.cli import standing
    from recoverylog.crypto import kdf
    from recoverylog.session import opening

    stretching: list[float] = []
    stretch = kdf.stretch

    def timed(passphrase: str, salt: bytes, cost: kdf.Cost) -> bytes:
        before = clock()
        stretched = stretch(passphrase, salt, cost)
        stretching.append(clock() - before)
        return stretched

    kdf.stretch = timed
    with opening.open_with(paths.find(), PASSPHRASE).journal as journal:
        page = standing.today_page(journal).plain()
    whole = clock() - started
    if not stretching or "Today" not in page:
        message = "nothing was opened"
        raise RuntimeError(message)
    return {"argon2id": sum(stretching) * 1e3, "rest": (whole - sum(stretching)) * 1e3}


def insights(rounds: int) -> dict[str, Any]:
    """Return how long reading and drawing every view of Insights took in each round, by name.

    ``all`` is the whole: from a journal that was just opened until each view is there as text.
    """
    from recoverylog import paths
    from recoverylog.insights.sheet import Room
    from recoverylog.session import opening, views

    took: dict[str, list[float]] = {name: [] for name in ("read", *views.NAMES, "all")}
    places = paths.find()
    with opening.open_with(places, PASSPHRASE).journal as first:
        ring = first.keys
    for _ in range(rounds):
        with opening.open_keys(places, ring).journal as journal:
            begun = before = clock()
            held = views.read(journal)
            took["read"].append((clock() - before) * 1e3)
            for place, name in enumerate(views.NAMES):
                before = clock()
                drawn = views.shown(journal, held, views.Asked(view=place), Room()).sheet
                took[name].append((clock() - before) * 1e3)
                if not drawn.rows:
                    message = f"nothing was drawn of {name}"
                    raise RuntimeError(message)
            took["all"].append((clock() - begun) * 1e3)
    return took


def share(rounds: int) -> dict[str, list[float]]:
    """Return how long composing a page of 90 days took in each round, and sealing one."""
    from recoverylog import paths
    from recoverylog.session import handover, opening
    from recoverylog.sharing import sealed_page
    from recoverylog.sharing.letter import Ticked

    took: dict[str, list[float]] = {"compose": [], "seal": []}
    ticked = Ticked(need="listen")
    with opening.open_with(paths.find(), PASSPHRASE).journal as journal:
        # One more, the first, is not counted: it brings the modules into memory.
        for _ in range(rounds + 1):
            before = clock()
            prepared = handover.prepare(journal.material(90), ticked, "text")
            took["compose"].append((clock() - before) * 1e3)
            if not prepared.leaving.sections:
                message = "nothing was composed"
                raise RuntimeError(message)
            before = clock()
            sealed_page.seal(prepared.document)
            took["seal"].append((clock() - before) * 1e3)
    return {name: times[1:] for name, times in took.items()}


def main(word: str, *figures: str) -> None:
    """Do what ``word`` says and print what was found; nobody's own journal is touched."""
    if not os.environ.get("RECOVERYLOG_HOME"):
        raise SystemExit("RECOVERYLOG_HOME names no journal to measure.")
    if word == "make":
        make(int(figures[0]))
        return
    told: dict[str, Callable[[], Any]] = {
        "plain": lambda: plain(int(figures[0]), figures[1]),
        "search": lambda: search(int(figures[0])),
        "open": opened,
        "insights": lambda: insights(int(figures[0])),
        "share": lambda: share(int(figures[0])),
    }
    json.dump(told[word](), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
