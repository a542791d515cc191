"""The ledger in the journal's database: what was shared, the keys of pages, and their answers.

Plain SQL on the driver, because Today brings an encouragement back. A journal that could not be
brought to the version with these tables reads as one in which nothing was shared.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from recoverylog.journal.shared import OPEN_DAYS, Reply, Shared
from recoverylog.vault import migrations, people, queries

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from recoverylog.journal.selection import Stored
    from recoverylog.journal.shared import State

_SHARED_COLUMNS = """s.id, s.at, s.form, s.sections, s.first, s.last, s.digest, s.path, s.removed,
    s.closed, p.id, p.name, p.role, p.reach, p.details"""
_WHO = " LEFT JOIN supporter p ON p.id = s.supporter"
_SHARED = f"SELECT {_SHARED_COLUMNS} FROM shared s{_WHO}"
_REPLY = f"""SELECT r.id, r.at, r.body, r.state, r.kept_at, {_SHARED_COLUMNS}
    FROM reply r JOIN shared s ON s.id = r.shared{_WHO}"""


def asks(connection: Connection) -> list[Stored]:
    """Return the notes that are to be brought to somebody, the oldest first."""
    found = queries.fetched(
        connection,
        "SELECT number FROM entry WHERE kind = 'note' AND deleted = 0"
        " AND json_extract(details, '$.ask') = 1",
        [],
    )
    return sorted(found, key=lambda stored: (stored.entry.day, stored.entry.at, stored.number))


def shared(connection: Connection, beginning: str = "") -> list[Shared]:
    """Return what was shared, the latest first; only where the id begins so."""
    if not _is_there(connection):
        return []
    rows = connection.execute(
        f"{_SHARED} WHERE substr(s.id, 1, ?) = ? ORDER BY s.at DESC, s.id",
        (len(beginning), beginning),
    ).fetchall()
    return [_shared(row) for row in rows]


def record(connection: Connection, row: Shared, key: bytes | None = None) -> None:
    """Write down what is being handed over, and the key of its answers; in a transaction."""
    connection.execute(
        "INSERT INTO shared (id, at, supporter, form, sections, first, last, digest, path)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row.id,
            _text(row.at),
            row.supporter.id if row.supporter else None,
            row.form,
            msgspec.json.encode(row.sections).decode(),
            row.first.isoformat(),
            row.last.isoformat(),
            row.digest,
            row.path,
        ),
    )
    if key is not None:
        connection.execute("INSERT INTO page_key (shared, key) VALUES (?, ?)", (row.id, key.hex()))


def note_removed(connection: Connection, shared_id: str, at: datetime) -> None:
    """Write down that the file was removed; in a transaction."""
    connection.execute("UPDATE shared SET removed = ? WHERE id = ?", (_text(at), shared_id))


def close(connection: Connection, shared_id: str, at: datetime) -> None:
    """Write down that a page takes no more answers, and erase its key; in a transaction."""
    connection.execute(
        "UPDATE shared SET closed = ? WHERE id = ? AND closed IS NULL", (_text(at), shared_id)
    )
    connection.execute("DELETE FROM page_key WHERE shared = ?", (shared_id,))


def erase_old_keys(connection: Connection, now: datetime) -> None:
    """Close the pages whose time is over, and erase their keys; in a transaction.

    It is written down: a clock that goes back must not show a page as open that has no key.
    """
    before = _text(now - timedelta(days=OPEN_DAYS))
    over = "SELECT id FROM shared JOIN page_key ON id = shared WHERE at <= ?"
    connection.execute(
        f"UPDATE shared SET closed = ? WHERE closed IS NULL AND id IN ({over})",
        (_text(now), before),
    )
    connection.execute(
        "DELETE FROM page_key WHERE shared IN (SELECT id FROM shared WHERE at <= ?)", (before,)
    )


def page_keys(connection: Connection) -> dict[str, bytes]:
    """Return the keys of answers, by the id of their page."""
    if not _is_there(connection):
        return {}
    rows = connection.execute("SELECT shared, key FROM page_key").fetchall()
    return {page: bytes.fromhex(key) for page, key in rows}


# Answers ---------------------------------------------------------------------------------


def replies(connection: Connection, state: State | None = None, beginning: str = "") -> list[Reply]:
    """Return the answers that were taken in and not erased, the latest first.

    Args:
        connection: an open journal.
        state: only those in this state; None for all.
        beginning: only those whose id begins so.
    """
    if not _is_there(connection):
        return []
    rows = connection.execute(
        f"{_REPLY} WHERE r.body <> '' AND (? IS NULL OR r.state = ?)"
        " AND substr(r.id, 1, ?) = ? ORDER BY r.at DESC, r.id",
        (state, state, len(beginning), beginning),
    ).fetchall()
    return [_reply(row) for row in rows]


def is_known(connection: Connection, reply: str) -> bool:
    """Return whether this answer was taken in before, be it erased since."""
    row = connection.execute("SELECT 1 FROM reply WHERE id = ?", (reply,)).fetchone()
    return row is not None


def taken_in(connection: Connection, page: str, since: datetime) -> int:
    """Return how many answers to a page were taken in after an instant."""
    row = connection.execute(
        "SELECT count(*) FROM reply WHERE shared = ? AND at > ?", (page, _text(since))
    ).fetchone()
    return int(row[0])


def take_in(connection: Connection, reply: Reply) -> None:
    """Write down an answer that has just been opened; in a transaction."""
    connection.execute(
        "INSERT INTO reply (id, shared, at, body, state) VALUES (?, ?, ?, ?, ?)",
        (reply.id, reply.page.id, _text(reply.at), reply.text, reply.state),
    )


def settle(connection: Connection, reply: str, state: State, kept_at: datetime | None) -> None:
    """Write down what the person made of an answer; in a transaction."""
    connection.execute(
        "UPDATE reply SET state = ?, kept_at = ? WHERE id = ?",
        (state, _text(kept_at) if kept_at else None, reply),
    )


def erase(connection: Connection, reply: str) -> None:
    """Erase the words of an answer, which cannot come back then; in a transaction."""
    connection.execute(
        "UPDATE reply SET body = '', state = 'put_away', kept_at = NULL WHERE id = ?", (reply,)
    )


def _is_there(connection: Connection) -> bool:
    return migrations.version(connection) >= migrations.WITH_LEDGER


def _shared(row: tuple[Any, ...]) -> Shared:
    return Shared(
        id=row[0],
        at=datetime.fromisoformat(row[1]),
        supporter=None if row[10] is None else people.of_row(row[10:15]),
        form=row[2],
        sections=tuple(msgspec.json.decode(row[3], type=list[str])),
        first=date.fromisoformat(row[4]),
        last=date.fromisoformat(row[5]),
        digest=row[6],
        path=row[7],
        removed=_instant(row[8]),
        closed=_instant(row[9]),
    )


def _reply(row: tuple[Any, ...]) -> Reply:
    return Reply(
        id=row[0],
        page=_shared(row[5:]),
        at=datetime.fromisoformat(row[1]),
        text=row[2],
        state=row[3],
        kept_at=_instant(row[4]),
    )


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
