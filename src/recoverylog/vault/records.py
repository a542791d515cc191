"""Writing entries: every change is a new version, and the present state is drawn from it.

Plain SQL on the driver, because filing happens on the fast reads too. Nothing here is called
outside :func:`transaction`.
"""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from recoverylog.errors import NotFound
from recoverylog.journal import entry as entries
from recoverylog.journal.draft import edit_name
from recoverylog.journal.entry import AnyEntry, CheckIn, Craving, Mood, Use, said_in_words
from recoverylog.journal.text import folded
from recoverylog.language import _
from recoverylog.vault import migrations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlcipher3.dbapi2 import Connection

    from recoverylog.journal.draft import Draft
    from recoverylog.journal.selection import Action, Held

BIN_DAYS = 7
_DAY_MS = 86_400_000

_COLUMNS = (
    "kind",
    "day",
    "at",
    '"offset"',
    "focus_id",
    "mood",
    "craving",
    "craving_after",
    "amount",
    "text",
    "details",
    "source",
    "device",
    "hlc",
    "confirmed",
    "deleted",
    "id",
)
# Two statements and no upsert, which would use up a number at every change of an entry.
_UPDATE = (
    f"UPDATE entry SET {', '.join(f'{name} = ?' for name in _COLUMNS[:-1])}"
    " WHERE id = ? RETURNING number"
)
_INSERT = (
    f"INSERT INTO entry ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
    " RETURNING number"
)


@contextlib.contextmanager
def transaction(
    connection: Connection, check: Callable[[], None], *, counted: bool = True
) -> Iterator[None]:
    """Run the block in one transaction; the count of changes rises with its commit.

    Args:
        connection: an open journal.
        check: called once the lock is held; raises where this database is no longer the one.
        counted: whether the count of changes rises; a draft is no change of the journal yet.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        check()
        yield
        if counted:
            bump(connection)
        connection.execute("COMMIT")
    except BaseException:
        # A failed COMMIT may already have rolled back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def bump(connection: Connection) -> None:
    """Count one more change of the journal; the figure is what tells a roll-back."""
    connection.execute(
        "UPDATE fact SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE name = 'generation'"
    )


def next_hlc(connection: Connection, now_ms: int) -> int:
    """Return the next hybrid logical time: the wall clock, but never behind what was written.

    After Kulkarni et al., "Logical Physical Clocks" (2014), in one integer: Unix milliseconds
    times 65,536, plus a counter.
    """
    newest = connection.execute(
        "SELECT max((SELECT coalesce(max(hlc), 0) FROM version),"
        " (SELECT coalesce(max(hlc), 0) FROM tombstone))"
    ).fetchone()[0]
    return max(now_ms << 16, int(newest) + 1)


def append(
    connection: Connection,
    entry: AnyEntry,
    *,
    device: str,
    now_ms: int,
    action: Action = "write",
    base: int | None = None,
    undoes: int | None = None,
    deleted: bool = False,
) -> int:
    """Write a version of ``entry`` and draw its present state anew; return its number.

    Args:
        connection: an open journal, in a transaction.
        entry: the state from now on.
        device: hexadecimal id of the device that writes.
        now_ms: Unix milliseconds.
        action: what is being done.
        base: the version that this one follows, or None for the first.
        undoes: the version that this one takes back.
        deleted: whether the entry lies in the bin from now on.
    """
    hlc = next_hlc(connection, now_ms)
    body = entries.encode(entry)
    connection.execute(
        "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (entry.id, hlc, device, base, action, undoes, int(deleted), body),
    )
    return _project(connection, entry, body, hlc=hlc, device=device, deleted=deleted)


def _project(
    connection: Connection, entry: AnyEntry, body: str, *, hlc: int, device: str, deleted: bool
) -> int:
    values = (
        entry.kind,
        entry.day.isoformat(),
        _instant(entry.at),
        entry.offset,
        entry.focus,
        entry.mood if isinstance(entry, Mood | CheckIn) else None,
        entry.craving if isinstance(entry, Craving | CheckIn) else None,
        entry.after if isinstance(entry, Craving) else None,
        entry.amount if isinstance(entry, Use) else None,
        entry.text,
        _details(body),
        entry.source,
        device,
        hlc,
        int(not isinstance(entry, Use) or entry.confirmed),
        int(deleted),
        entry.id,
    )
    rows = connection.execute(_UPDATE, values).fetchall()
    rows = rows or connection.execute(_INSERT, values).fetchall()
    number = int(rows[0][0])
    _index(connection, number, entry, deleted=deleted)
    return number


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_IN_COLUMNS = frozenset(
    [
        "id",
        "kind",
        "day",
        "at",
        "offset",
        "focus",
        "mood",
        "craving",
        "after",
        "amount",
        "text",
        "source",
        "confirmed",
    ]
)


def _details(body: str) -> str:
    """Return the JSON of what has no column of its own."""
    held = msgspec.json.decode(body)
    rest = {name: value for name, value in held.items() if name not in _IN_COLUMNS}
    return msgspec.json.encode(rest, order="deterministic").decode()


def _index(connection: Connection, number: int, entry: AnyEntry, *, deleted: bool) -> None:
    connection.execute("DELETE FROM entry_tag WHERE number = ?", (number,))
    connection.execute("DELETE FROM entry_search WHERE rowid = ?", (number,))
    if deleted:
        return
    marks = [("tag", entry.tags), ("helped", entry.helped), ("person", entry.people)]
    connection.executemany(
        "INSERT OR IGNORE INTO entry_tag VALUES (?, ?, ?)",
        [(number, sort, folded(word)) for sort, words in marks for word in words],
    )
    connection.execute(
        "INSERT INTO entry_search (rowid, words) VALUES (?, ?)", (number, "\n".join(spoken(entry)))
    )


def spoken(entry: AnyEntry) -> list[str]:
    """Return every text of an entry that searching finds."""
    texts = [entry.text, *entry.tags, *entry.helped, *entry.people]
    if not isinstance(entry, CheckIn):
        return texts
    return [*texts, *entry.good, *(words for _, words in said_in_words(entry))]


def known(connection: Connection, entry_id: str) -> bool:
    """Return whether this entry was ever filed, is held, or was purged."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM version WHERE entry = :id)"
        " OR EXISTS (SELECT 1 FROM tombstone WHERE entry = :id)"
        " OR EXISTS (SELECT 1 FROM held WHERE id = :id)",
        {"id": entry_id},
    ).fetchone()
    return bool(row[0])


def hold(connection: Connection, held: Held, device: str | None) -> None:
    """Set a quick entry apart until the person has looked at it."""
    connection.execute(
        "INSERT OR IGNORE INTO held VALUES (?, ?, ?, ?, ?)",
        (held.id, held.reason, device, held.arrived, held.body),
    )


def release(connection: Connection, held_id: str) -> bool:
    """Take a held entry off the list, accepted or refused; return whether it was on it."""
    row = connection.execute("DELETE FROM held WHERE id = ? RETURNING id", (held_id,)).fetchall()
    return bool(row)


def save_draft(connection: Connection, draft: Draft) -> None:
    """Keep what is being typed, in the place of what stood under that name before."""
    body = msgspec.json.encode(draft.fields, order="deterministic").decode()
    values = (draft.name, _instant(draft.saved), body)
    connection.execute("INSERT OR REPLACE INTO draft VALUES (?, ?, ?)", values)


def drop_draft(connection: Connection, name: str) -> None:
    """Erase a draft, if there is one of that name."""
    connection.execute("DELETE FROM draft WHERE name = ?", (name,))


def retire_seed(connection: Connection, key_id: bytes, seed: bytes) -> None:
    """Keep the seed of an inbox key that is not used any more, for entries that come late."""
    connection.execute(
        "INSERT OR REPLACE INTO inbox_seed VALUES (?, ?)", (key_id.hex(), seed.hex())
    )


def bury(connection: Connection, entry_id: str, now_ms: int) -> None:
    """Leave a tombstone, so that an entry of this id never comes back."""
    connection.execute(
        "INSERT OR IGNORE INTO tombstone VALUES (?, ?)", (entry_id, next_hlc(connection, now_ms))
    )


def undo(connection: Connection, entry_id: str | None, *, device: str, now_ms: int) -> int:
    """Take back the newest change that still stands; return the entry's number.

    A first version is taken back by putting the entry in the bin; any other by restoring the
    state before it. With a check-in goes what was written on the same form, unless one entry is
    named. What undo itself wrote is passed over, so that undoing again goes further
    back.

    Args:
        connection: an open journal, in a transaction.
        entry_id: only changes of this entry, or None for any.
        device: hexadecimal id of the device that writes.
        now_ms: Unix milliseconds.

    Raises:
        NotFound: there is nothing to take back.
    """
    narrowed = "AND v.entry = ?" if entry_id else ""
    row = connection.execute(
        f"""SELECT v.entry, v.hlc, v.base, v.body FROM version v
            WHERE v.action <> 'undo' {narrowed}
              AND NOT EXISTS (SELECT 1 FROM version u WHERE u.entry = v.entry AND u.undoes = v.hlc)
            ORDER BY v.hlc DESC LIMIT 1""",
        (entry_id,) if entry_id else (),
    ).fetchone()
    if row is None:
        raise NotFound(_("There is nothing to take back."))
    entry, hlc, base, body = row
    deleted = True
    if base is not None:
        body, deleted = connection.execute(
            "SELECT body, deleted FROM version WHERE entry = ? AND hlc = ?", (entry, base)
        ).fetchone()
    state = entries.decode(body)
    if base is None and entry_id is None and isinstance(state, CheckIn):
        for other in state.written_with:
            _undo_writing(connection, other, device=device, now_ms=now_ms)
    present = connection.execute("SELECT hlc FROM entry WHERE id = ?", (entry,)).fetchone()[0]
    return append(
        connection,
        state,
        device=device,
        now_ms=now_ms,
        action="undo",
        base=present,
        undoes=hlc,
        deleted=bool(deleted),
    )


def _undo_writing(connection: Connection, entry_id: str, *, device: str, now_ms: int) -> None:
    """Take back that an entry was written, unless that was done or it was erased."""
    row = connection.execute(
        """SELECT v.hlc, v.body, e.hlc FROM version v JOIN entry e ON e.id = v.entry
           WHERE v.entry = ? AND v.base IS NULL
             AND NOT EXISTS (SELECT 1 FROM version u WHERE u.entry = v.entry AND u.undoes = v.hlc)
        """,
        (entry_id,),
    ).fetchone()
    if row is None:
        return
    hlc, body, present = row
    append(
        connection,
        entries.decode(body),
        device=device,
        now_ms=now_ms,
        action="undo",
        base=present,
        undoes=hlc,
        deleted=True,
    )


def purge(connection: Connection, *, now_ms: int, older_than_days: int = 0) -> int:
    """Erase what lies in the bin, all its versions with it; return how many entries went.

    A change of an entry that was begun before it was put there goes too.

    Args:
        connection: an open journal, in a transaction.
        now_ms: Unix milliseconds.
        older_than_days: only what was put there at least so many days ago.
    """
    border = (now_ms - older_than_days * _DAY_MS) << 16
    if not older_than_days:
        border = next_hlc(connection, now_ms)
    rows = connection.execute(
        "SELECT number, id, hlc FROM entry WHERE deleted = 1 AND hlc < ?", (border,)
    ).fetchall()
    for number, entry_id, hlc in rows:
        bury(connection, entry_id, now_ms)
        connection.execute("DELETE FROM version WHERE entry = ?", (entry_id,))
        connection.execute("DELETE FROM entry_search WHERE rowid = ?", (number,))
        connection.execute("DELETE FROM entry WHERE number = ?", (number,))
        if migrations.version(connection) >= migrations.WITH_DRAFTS:
            # It repeats the words of the entry; what was typed later was meant to be kept.
            connection.execute(
                "DELETE FROM draft WHERE name = ? AND saved <= ?",
                (edit_name(number), _instant(datetime.fromtimestamp((hlc >> 16) / 1000, UTC))),
            )
    if rows:
        # The index keeps deleted words until it is merged. Its own secure-delete loses count where
        # one transaction takes a long text out and puts it back (SQLite 3.53), so it is made anew.
        connection.execute("INSERT INTO entry_search (entry_search) VALUES ('rebuild')")
    return len(rows)


def purge_is_due(connection: Connection, now_ms: int) -> bool:
    """Return whether anything has lain in the bin for longer than it may."""
    border = (now_ms - BIN_DAYS * _DAY_MS) << 16
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM entry WHERE deleted = 1 AND hlc < ?)", (border,)
    ).fetchone()
    return bool(row[0])
