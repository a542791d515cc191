"""What stays whatever comes later: milestones that were reached, and signs by the week.

Plain SQL on the driver: milestones are looked at with every glance at today. A journal that
could not be brought to the version with these tables reads as one without any.
"""

from __future__ import annotations

import contextlib
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from recoverylog.journal.text import storable
from recoverylog.vault import migrations, plan_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlcipher3.dbapi2 import Connection

_LOOKED = "milestones"
_SIGN = "sign"
_SEEN = ""
"""In the place of a sign: the list was looked at in that week, whatever was ticked."""


class KeptMilestone(NamedTuple):
    """A milestone that was reached.

    Attributes:
        focus: id of its focus; None where the whole journal was counted.
        key: its name among those of its focus.
        day: the day on which it was reached.
    """

    focus: str | None
    key: str
    day: date


def milestones(connection: Connection) -> list[KeptMilestone]:
    """Return the milestones that were reached at any time, the earliest first."""
    if not _is_there(connection):
        return []
    rows = connection.execute(
        "SELECT focus, key, day FROM milestone ORDER BY day, focus, key"
    ).fetchall()
    found = []
    for focus, key, day in rows:
        # What a later version may keep in another form is left where it is.
        with contextlib.suppress(ValueError):
            found.append(KeptMilestone(focus or None, key, date.fromisoformat(day)))
    return found


def keep_milestones(connection: Connection, reached: Iterable[KeptMilestone], at: str) -> None:
    """Write down milestones; one that was kept before stays as it was.

    Args:
        connection: an open journal, in a transaction.
        reached: which.
        at: the present instant, ISO 8601, UTC.
    """
    connection.executemany(
        "INSERT OR IGNORE INTO milestone VALUES (?, ?, ?, ?)",
        [(one.focus or "", one.key, one.day.isoformat(), at) for one in reached],
    )


def forget_noted(connection: Connection, focus: str, since: str) -> None:
    """Take back the milestones of a focus that were noted at ``since`` or later; in a transaction.

    Args:
        connection: an open journal.
        focus: its id.
        since: an instant, ISO 8601, UTC.
    """
    connection.execute("DELETE FROM milestone WHERE focus = ? AND noted >= ?", (focus, since))


def looked_at(connection: Connection) -> str | None:
    """Return what :func:`look` left; None where milestones were never looked for."""
    row = connection.execute("SELECT value FROM fact WHERE name = ?", (_LOOKED,)).fetchone()
    return None if row is None else str(row[0])


def look(connection: Connection, state: str) -> None:
    """Write down of which state of the journal the milestones were looked for."""
    connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (_LOOKED, state))


class KeptSign(NamedTuple):
    """A sign that the person named, in their own words.

    Attributes:
        id: 32 hexadecimal digits.
        label: the words.
        archived: it is no longer asked about; the weeks in which it was ticked are kept.
    """

    id: str
    label: str
    archived: bool = False


def signs(connection: Connection) -> list[KeptSign]:
    """Return the signs in the person's order, those no longer asked about too."""
    return [
        KeptSign(row.id, row.text, bool(row.details.get("archived")))
        for row in plan_table.rows(connection, _SIGN)
    ]


def put_sign(connection: Connection, sign: KeptSign) -> None:
    """Add a sign at the end of the list, or change the one with this id; in a transaction."""
    details = {"archived": sign.archived or None}
    plan_table.put(connection, _SIGN, sign.id, storable(sign.label), details)


def sign_weeks(connection: Connection) -> dict[date, tuple[str, ...]]:
    """Return the ids of the signs ticked in each week that was looked at, by its Monday."""
    if not _is_there(connection):
        return {}
    found: dict[date, tuple[str, ...]] = {}
    rows = connection.execute("SELECT week, sign FROM sign_week ORDER BY week, sign").fetchall()
    for week, sign in rows:
        monday = date.fromisoformat(week)
        found[monday] = found.get(monday, ()) + ((sign,) if sign != _SEEN else ())
    return found


def tick(connection: Connection, sign: str | None, week: date, at: str, *, on: bool = True) -> None:
    """Write down whether a sign was there in a week, and that the week was looked at.

    Args:
        connection: an open journal, in a transaction.
        sign: its id; None where only the list was looked at.
        week: the Monday.
        at: the present instant, ISO 8601, UTC.
        on: whether it was there.
    """
    noted = [_SEEN] if sign is None or not on else [_SEEN, sign]
    connection.executemany(
        "INSERT OR IGNORE INTO sign_week VALUES (?, ?, ?)",
        [(week.isoformat(), one, at) for one in noted],
    )
    if sign is not None and not on:
        connection.execute(
            "DELETE FROM sign_week WHERE week = ? AND sign = ?", (week.isoformat(), sign)
        )


def _is_there(connection: Connection) -> bool:
    return migrations.version(connection) >= migrations.WITH_MILESTONES
