"""The lossless export: every row of every table that holds no key, as one JSON document."""

from __future__ import annotations

import json
from typing import Any

from recoverylog import __version__

FORMAT = "recoverylog-export"
SCHEMA = 1
_JSON_COLUMNS = {("version", "body"), ("entry", "details"), ("held", "body")}


def document(tables: dict[str, list[dict[str, Any]]], *, vault: bytes, at: str) -> dict[str, Any]:
    """Return the export of a journal (docs/format.md gives its fields).

    Args:
        tables: every row of every table, by table.
        vault: the vault's id.
        at: the instant of the export, ISO 8601, UTC.
    """
    return {
        "format": FORMAT,
        "schema": SCHEMA,
        "program": __version__,
        "vault": vault.hex(),
        "exported_at": at,
        "tables": {name: [_opened(name, row) for row in rows] for name, rows in tables.items()},
    }


def _opened(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its JSON texts opened, where they are JSON; nothing else is touched."""
    return {
        name: _parsed(value) if (table, name) in _JSON_COLUMNS else value
        for name, value in row.items()
    }


def _parsed(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value
