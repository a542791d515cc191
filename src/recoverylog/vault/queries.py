"""Reading the journal: plain SQL on the driver, by index, without loading SQLModel.

Every function takes an open connection and returns values; no cursor outlives a call.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from recoverylog.journal import entry as entries
from recoverylog.journal.draft import Draft
from recoverylog.journal.focus import Focus
from recoverylog.journal.selection import Held, Selection, Stored, Version
from recoverylog.journal.text import folded, storable
from recoverylog.vault import migrations

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_STORED = """
    SELECT e.number, v.body, e.deleted, e.hlc
    FROM entry e JOIN version v ON v.entry = e.id AND v.hlc = e.hlc AND v.device = e.device
"""


def _stored(rows: list[tuple[Any, ...]]) -> list[Stored]:
    return [Stored(row[0], entries.decode(row[1]), bool(row[2]), row[3]) for row in rows]


def fact(connection: Connection, name: str) -> str | None:
    """Return what the journal knows of itself under ``name``: vault, generation."""
    row = connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


_ORDER = "ORDER BY e.day DESC, e.at DESC, e.number DESC"


def selected(connection: Connection, selection: Selection) -> list[Stored]:
    """Return the selected entries, oldest first.

    Where only the newest are wanted, each kind is asked for by itself: an index gives the newest
    of one kind in order, but of several it would have to sort every entry of the journal.
    """
    kinds = selection.kinds
    if not selection.limit or not (len(kinds) > 1 or (selection.focus and not kinds)):
        return _selected(connection, selection)
    found = [
        stored
        for kind in dict.fromkeys(kinds or entries.KINDS)
        for stored in _selected(connection, msgspec.structs.replace(selection, kinds=(kind,)))
    ]
    found.sort(key=lambda stored: (stored.entry.day, stored.entry.at, stored.number))
    return found[-selection.limit :]


def _selected(connection: Connection, selection: Selection) -> list[Stored]:
    terms, values = _terms(selection)
    # The planner does not see by itself that the bin is small.
    index = "INDEXED BY entry_deleted" if selection.deleted else ""
    limit = ""
    if selection.limit:
        limit = "LIMIT ?"
        values = [*values, selection.limit]
    numbers = f"SELECT e.number FROM entry e {index} WHERE {' AND '.join(terms)} {_ORDER} {limit}"
    rows = connection.execute(f"{_STORED} WHERE e.number IN ({numbers}) {_ORDER}", values)
    return _stored(rows.fetchall()[::-1])


def _terms(selection: Selection) -> tuple[list[str], list[Any]]:
    # Written out, since a partial index is not used for a value that is only bound.
    terms: list[str] = ["e.deleted = 1" if selection.deleted else "e.deleted = 0"]
    values: list[Any] = []
    asked: list[tuple[str, Any]] = [
        ("e.focus_id = ?", selection.focus),
        ("e.day >= ?", selection.first and selection.first.isoformat()),
        ("e.day <= ?", selection.last and selection.last.isoformat()),
    ]
    for sort, word in (
        ("tag", selection.tag),
        ("helped", selection.helped),
        ("person", selection.person),
    ):
        term = f"e.number IN (SELECT number FROM entry_tag WHERE sort = '{sort}' AND tag = ?)"
        asked.append((term, word and folded(word)))
    for term, value in asked:
        if value:
            terms.append(term)
            values.append(value)
    if selection.kinds:
        terms.append(f"e.kind IN ({', '.join('?' * len(selection.kinds))})")
        values += selection.kinds
    return terms, values


def numbered(connection: Connection, number: int) -> Stored | None:
    """Return the entry of that number, from the bin too, or None."""
    found = _stored(connection.execute(f"{_STORED} WHERE e.number = ?", (number,)).fetchall())
    return found[0] if found else None


def identified(connection: Connection, beginning: str) -> list[Stored]:
    """Return the entries, at most two, whose id begins so."""
    rows = connection.execute(
        f"{_STORED} WHERE e.id >= ? AND e.id < ? LIMIT 2", (beginning, beginning + "g")
    ).fetchall()
    return _stored(rows)


def versions(connection: Connection, entry_id: str) -> list[Version]:
    """Return every state that an entry had, oldest first."""
    rows = connection.execute(
        "SELECT hlc, device, action, deleted, body FROM version WHERE entry = ? ORDER BY hlc",
        (entry_id,),
    ).fetchall()
    return [Version(row[0], row[1], row[2], bool(row[3]), entries.decode(row[4])) for row in rows]


def search_terms(text: str) -> str:
    """Return an FTS5 query for words as they are being typed: all of them, each as a beginning.

    Every word is quoted, so that no character of it is an operator.
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", storable(text)))
    return " ".join(f'"{word}"*' for word in words)


def search(connection: Connection, text: str, limit: int = 50) -> list[Stored]:
    """Return at most ``limit`` entries that hold all words, the newest number first."""
    query = search_terms(text)
    if not query:
        return []
    numbers = (
        "SELECT rowid FROM entry_search WHERE entry_search MATCH ? ORDER BY rowid DESC LIMIT ?"
    )
    return fetched(connection, numbers, [query, limit])


def fetched(connection: Connection, numbers: str, values: list[Any]) -> list[Stored]:
    """Return the entries whose numbers a statement of ours gives, the highest number first."""
    rows = connection.execute(
        f"{_STORED} WHERE e.number IN ({numbers}) ORDER BY e.number DESC", values
    ).fetchall()
    return _stored(rows)


def focuses(connection: Connection, *, archived: bool = False) -> tuple[Focus, ...]:
    """Return the focuses in the person's order; archived ones only where asked for."""
    rows = connection.execute(
        "SELECT id, label, since, goal, counting, archived, limit_amount, limit_per, details"
        " FROM focus"
        " WHERE archived <= ? ORDER BY position, id",
        (int(archived),),
    ).fetchall()
    return tuple(
        Focus(
            id=row[0],
            label=row[1],
            since=date.fromisoformat(row[2]),
            goal=row[3],
            counting=row[4],
            archived=bool(row[5]),
            limit=row[6],
            per=row[7],
            unit="" if row[8] == "{}" else msgspec.json.decode(row[8], type=dict).get("unit", ""),
        )
        for row in rows
    )


def start_typed(connection: Connection, focus: str) -> str | None:
    """Return the instant at which the start of a focus was last typed; None where not known."""
    row = connection.execute("SELECT details FROM focus WHERE id = ?", (focus,)).fetchone()
    return None if row is None else msgspec.json.decode(row[0], type=dict).get("start_typed")


class UseDays(NamedTuple):
    """Days with a use entry of one focus.

    Attributes:
        used: at least one of them is confirmed.
        unconfirmed: none is.
    """

    used: frozenset[date]
    unconfirmed: frozenset[date]


def use_days(connection: Connection, focus: str) -> UseDays:
    """Return the days on which the journal says that there was use."""
    rows = connection.execute(
        "SELECT day, max(confirmed) FROM entry"
        " WHERE focus_id = ? AND kind = 'use' AND deleted = 0 GROUP BY day",
        (focus,),
    ).fetchall()
    days = [(date.fromisoformat(row[0]), row[1]) for row in rows]
    return UseDays(
        frozenset(day for day, confirmed in days if confirmed),
        frozenset(day for day, confirmed in days if not confirmed),
    )


def logged_days(connection: Connection, first: date, last: date) -> frozenset[date]:
    """Return the days from ``first`` to ``last`` on which anything was written.

    Steps from day to day through the index, so that ten entries a day cost as much as one.
    """
    rows = connection.execute(
        """WITH RECURSIVE step (day) AS (
               SELECT min(day) FROM entry WHERE day >= :first
               UNION ALL
               SELECT (SELECT min(day) FROM entry WHERE day > step.day) FROM step
               WHERE step.day IS NOT NULL AND step.day < :last)
           SELECT day FROM step WHERE day <= :last
             AND (day NOT IN (SELECT day FROM entry WHERE deleted = 1)
               OR EXISTS (SELECT 1 FROM entry WHERE entry.day = step.day AND deleted = 0))""",
        {"first": first.isoformat(), "last": last.isoformat()},
    ).fetchall()
    return frozenset(date.fromisoformat(row[0]) for row in rows)


def first_day(connection: Connection) -> date | None:
    """Return the first day on which anything was written, or None of an empty journal."""
    row = connection.execute(
        "SELECT day FROM entry INDEXED BY entry_by_day WHERE deleted = 0 ORDER BY day LIMIT 1"
    ).fetchone()
    return None if row is None else date.fromisoformat(row[0])


def unsettled(connection: Connection, *, ask_focus: bool) -> list[Stored]:
    """Return the entries that wait for a word: uses to confirm, and those of no known focus.

    Args:
        connection: an open journal.
        ask_focus: whether a craving or use without a focus is to be asked about.
    """
    rows = connection.execute(
        f"""{_STORED} WHERE e.deleted = 0 AND (e.confirmed = 0 OR
                (e.focus_id IS NULL AND e.kind IN ('craving', 'use'))) AND (e.confirmed = 0 OR ?)
            ORDER BY e.number""",
        (ask_focus,),
    ).fetchall()
    return _stored(rows)


def held(connection: Connection) -> list[Held]:
    """Return the quick entries that were set apart, oldest first."""
    rows = connection.execute(
        "SELECT id, reason, arrived, body FROM held ORDER BY arrived, id"
    ).fetchall()
    return [Held(*row) for row in rows]


def drafts(connection: Connection, name: str | None = None) -> list[Draft]:
    """Return the drafts, the one kept last first; only that of one name where it is given.

    A journal that could not be brought to the version with drafts has none.
    """
    if migrations.version(connection) < migrations.WITH_DRAFTS:
        return []
    narrowed = "" if name is None else "WHERE name = ?"
    rows = connection.execute(
        f"SELECT name, saved, body FROM draft {narrowed} ORDER BY saved DESC, name",
        () if name is None else (name,),
    ).fetchall()
    return [
        Draft(row[0], datetime.fromisoformat(row[1]), msgspec.json.decode(row[2], type=dict))
        for row in rows
    ]


class DeviceRow(NamedTuple):
    """A device that may file quick entries: its key, and its highest sequence number seen."""

    code_key: bytes
    sequence: int


def device(connection: Connection, device_id: str) -> DeviceRow | None:
    """Return what the journal knows of a device, or None."""
    row = connection.execute(
        "SELECT code_key, sequence FROM device WHERE id = ?", (device_id,)
    ).fetchone()
    return None if row is None else DeviceRow(bytes.fromhex(row[0]), row[1])


def retired_seeds(connection: Connection) -> list[tuple[bytes, bytes]]:
    """Return the ids and seeds of inbox keys of earlier epochs, temporary ones among them."""
    rows = connection.execute("SELECT key_id, seed FROM inbox_seed ORDER BY key_id").fetchall()
    return [(bytes.fromhex(row[0]), bytes.fromhex(row[1])) for row in rows]


def count(connection: Connection) -> int:
    """Return how many entries stand in the journal, the bin left out."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM entry) - (SELECT count(*) FROM entry WHERE deleted = 1)"
    ).fetchone()
    return int(row[0])


EXPORTED = (
    "fact",
    "version",
    "entry",
    "entry_tag",
    "tombstone",
    "held",
    "focus",
    "supporter",
    "plan",
    "preference",
    "draft",
    "milestone",
    "sign_week",
    "shared",
    "reply",
)
"""Every table that holds no key, and is no index."""


def everything(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Return every row of the tables of :data:`EXPORTED`, by table, all of one instant.

    An older database that could not be brought to the latest version lacks the newer tables.
    """
    connection.execute("BEGIN")
    try:
        listed = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        there = {name for (name,) in listed.fetchall()}
        return {name: _rows(connection, name) for name in EXPORTED if name in there}
    finally:
        connection.execute("ROLLBACK")


def _rows(connection: Connection, table: str) -> list[dict[str, Any]]:
    cursor = connection.execute(f"SELECT * FROM {table}")
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor]
