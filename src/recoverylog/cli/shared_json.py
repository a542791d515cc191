"""Supporters, what was shared and what came back as JSON values; docs/json.md gives the shapes."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from recoverylog.cli.as_json import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from recoverylog.journal.shared import Reply, Shared
    from recoverylog.journal.supporter import Supporter
    from recoverylog.session.handover import Prepared
    from recoverylog.session.replies import Arrival


def people(found: Sequence[Supporter]) -> dict[str, Any]:
    """Return the supporters, in the person's order."""
    return {"schema": SCHEMA, "people": [_supporter(one) for one in found]}


def person(one: Supporter, told: Sequence[Shared]) -> dict[str, Any]:
    """Return a supporter, and the ids of what was shared with them."""
    return {"schema": SCHEMA, "person": _supporter(one), "shared": [row.id for row in told]}


def _supporter(one: Supporter) -> dict[str, Any]:
    from recoverylog.cli import ticking

    return {
        "id": one.id,
        "name": one.name,
        "role": one.role,
        "reach": one.reach,
        "sections": None if one.sections is None else ticking.in_order(one.sections),
        "days": one.days,
        "archived": one.archived,
    }


def preview(prepared: Prepared) -> dict[str, Any]:
    """Return what would leave, and of what it tells."""
    leaving = prepared.leaving
    return {
        "schema": SCHEMA,
        "supporter": leaving.supporter.name if leaving.supporter else None,
        "form": leaving.form,
        "sections": list(leaving.sections),
        "first": leaving.first.isoformat(),
        "last": leaving.last.isoformat(),
        "preview": prepared.preview,
    }


def handed_over(row: Shared, prepared: Prepared, now: datetime) -> dict[str, Any]:
    """Return what has left: its row, its words, and its content where no file holds it."""
    content = None if row.path else prepared.leaving.content.decode("utf-8")
    shared = shared_row(row, now)
    return {"schema": SCHEMA, "shared": shared, "words": list(prepared.words), "content": content}


def ledger(found: Sequence[Shared], now: datetime) -> dict[str, Any]:
    """Return everything that was shared, the latest first."""
    return {"schema": SCHEMA, "shared": [shared_row(row, now) for row in found]}


def shared_row(row: Shared, now: datetime) -> dict[str, Any]:
    """Return a row of the ledger as it stands now."""
    from recoverylog.cli import ledger_words

    return {
        "id": row.id,
        "at": instant(row.at),
        "supporter": row.supporter.name if row.supporter else None,
        "form": row.form,
        "sections": list(row.sections),
        "first": row.first.isoformat(),
        "last": row.last.isoformat(),
        "sha256": row.digest,
        "path": row.path or None,
        "file": ledger_words.file_state(row),
        "deleted": instant(row.removed),
        "open": row.is_open(now),
        "closes": instant(row.closes),
    }


def answers(found: Sequence[Reply]) -> dict[str, Any]:
    """Return the answers that came, the latest first."""
    return {"schema": SCHEMA, "answers": [answer(one) for one in found]}


def one_answer(one: Reply) -> dict[str, Any]:
    """Return one answer."""
    return {"schema": SCHEMA, "answer": answer(one)}


def received(arrivals: Sequence[Arrival]) -> dict[str, Any]:
    """Return what became of each answer in a pasted text."""
    return {
        "schema": SCHEMA,
        "answers": [
            {
                "outcome": one.outcome,
                "page": one.page.id if one.page else None,
                "problem": one.problem.line() if one.problem else None,
                "answer": answer(one.reply) if one.reply else None,
            }
            for one in arrivals
        ],
    }


def answer(one: Reply) -> dict[str, Any]:
    """Return an answer and the page that it answers."""
    return {
        "id": one.id,
        "page": one.page.id,
        "supporter": one.page.supporter.name if one.page.supporter else None,
        "at": instant(one.at),
        "state": one.state,
        "kept_at": instant(one.kept_at),
        "text": one.text,
    }


def instant(at: datetime | None) -> str | None:
    """Return an instant as RFC 3339 in UTC, to the second."""
    return None if at is None else f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
