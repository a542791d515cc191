"""Supporters in the journal's database.

Plain SQL on the driver: Today asks who said an encouragement. The table is as old as the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from recoverylog.journal.supporter import PERIODS, Supporter

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_COLUMNS = "id, name, role, reach, details"
_OURS = ("sections", "days", "archived")


def supporters(connection: Connection) -> list[Supporter]:
    """Return the supporters in the order in which they were named, archived ones too."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM supporter").fetchall()
    found = [(_position(_decoded(row[4])), row[0], of_row(row)) for row in rows]
    return [one for *_, one in sorted(found, key=lambda one: one[:2])]


def of_row(row: tuple[Any, ...]) -> Supporter:
    """Return the supporter of a row with id, name, role, reach and details."""
    held = _decoded(row[4])
    sections, days = held.get("sections"), held.get("days")
    return Supporter(
        id=row[0],
        name=row[1],
        role=row[2],
        reach=row[3],
        sections=tuple(map(str, sections)) if isinstance(sections, list) else None,
        # A later version may know of more than we do.
        days=days if days in PERIODS else None,
        archived=bool(held.get("archived")),
    )


def put(connection: Connection, supporter: Supporter) -> None:
    """Add a supporter at the end of the list, or change the one with this id; in a transaction.

    What a later version noted beside stays.
    """
    row = connection.execute(
        "SELECT details FROM supporter WHERE id = ?", (supporter.id,)
    ).fetchone()
    held = _decoded(row[0]) if row else {"position": _last_position(connection) + 1}
    told = {
        "sections": supporter.sections,
        "days": supporter.days,
        "archived": supporter.archived or None,
    }
    held = {name: value for name, value in held.items() if name not in _OURS}
    held |= {name: value for name, value in told.items() if value is not None}
    details = msgspec.json.encode(held, order="deterministic").decode()
    connection.execute(
        f"INSERT OR REPLACE INTO supporter ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",
        (supporter.id, supporter.name, supporter.role, supporter.reach, details),
    )


def _last_position(connection: Connection) -> int:
    rows = connection.execute("SELECT details FROM supporter").fetchall()
    return max((_position(_decoded(details)) for (details,) in rows), default=0)


def _position(held: dict[str, Any]) -> int:
    return int(held.get("position", 0))


def _decoded(details: str) -> dict[str, Any]:
    held: dict[str, Any] = msgspec.json.decode(details, type=dict)
    return held
