"""The table ``plan``: short lists in the person's own order, told apart by their kind.

Each row has its text, and the rest in its details; what a later version wrote there that is not
known here is kept as it is.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlcipher3.dbapi2 import Connection

_POSITION = "position"


class Row(NamedTuple):
    """One row of a list.

    Attributes:
        id: 32 hexadecimal digits.
        text: the person's words.
        details: what else is known, by name.
    """

    id: str
    text: str
    details: dict[str, Any]


def rows(connection: Connection, kind: str) -> list[Row]:
    """Return the list of a kind in the person's order."""
    found = connection.execute("SELECT id, text, details FROM plan WHERE kind = ?", (kind,))
    every = [Row(id_, text, _decoded(details)) for id_, text, details in found.fetchall()]
    return sorted(every, key=lambda row: (_position(row.details), row.id))


def put(
    connection: Connection, kind: str, id_: str, text: str, details: Mapping[str, object]
) -> None:
    """Add a row at the end of its list, or change the one with this id; in a transaction.

    Args:
        connection: an open journal.
        kind: of which list.
        id_: 32 hexadecimal digits.
        text: the person's words.
        details: what is known of it, beside what is kept there already; None takes a name out.
    """
    row = connection.execute("SELECT details FROM plan WHERE id = ?", (id_,)).fetchone()
    held: dict[str, Any] = (
        _decoded(row[0]) if row else {_POSITION: _last_position(connection, kind) + 1}
    )
    held.update(details)
    for name in (name for name, value in details.items() if value is None):
        del held[name]
    encoded = msgspec.json.encode(held, order="deterministic").decode()
    connection.execute(
        "INSERT OR REPLACE INTO plan VALUES (?, ?, ?, ?)", (id_, kind, text, encoded)
    )


def _last_position(connection: Connection, kind: str) -> int:
    """Return the highest position: what was once at the others may be gone."""
    return max((_position(row.details) for row in rows(connection, kind)), default=0)


def _position(details: Mapping[str, Any]) -> int:
    """Return the place in the list; 0 where a later version wrote it in another form."""
    place = details.get(_POSITION)
    return place if isinstance(place, int) else 0


def _decoded(details: str) -> dict[str, Any]:
    """Return what a row's details hold; nothing where a later version wrote them otherwise."""
    with contextlib.suppress(msgspec.DecodeError):
        held = msgspec.json.decode(details)
        if isinstance(held, dict):
            return held
    return {}
