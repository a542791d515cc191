"""The table of private preferences: a name and a value a row, none for what is usual."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection


def kept(connection: Connection) -> dict[str, str]:
    """Return every preference that was said, by its name."""
    return {
        str(name): str(value)
        for name, value in connection.execute("SELECT name, value FROM preference").fetchall()
    }


def keep(connection: Connection, name: str, value: str | None) -> None:
    """Keep a preference; None forgets it. In a transaction."""
    if value is None:
        connection.execute("DELETE FROM preference WHERE name = ?", (name,))
    else:
        connection.execute("INSERT OR REPLACE INTO preference VALUES (?, ?)", (name, value))
