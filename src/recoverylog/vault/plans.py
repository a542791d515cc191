"""If-then plans in the table ``plan``: the cue its text, the rest in its details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.journal.plan import Plan
from recoverylog.vault import plan_table

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_KIND = "if_then"


def plans(connection: Connection) -> list[Plan]:
    """Return every plan in the person's order, those put away too."""
    return [
        Plan(
            id=row.id,
            cue=row.text,
            then=str(row.details.get("then", "")),
            archived=bool(row.details.get("archived")),
        )
        for row in plan_table.rows(connection, _KIND)
    ]


def put(connection: Connection, plan: Plan) -> None:
    """Add a plan at the end of the list, or change the one with this id; in a transaction."""
    details = {"then": plan.then, "archived": plan.archived}
    plan_table.put(connection, _KIND, plan.id, plan.cue, details)
