"""The lossless export: every row of every table that holds no key, as one JSON document."""

from __future__ import annotations

import json
from typing import Any

from recoverylog import __version__

FORMAT = "recoverylog-export"
SCHEMA = 1
_CLOCKS = frozenset({"hlc", "base", "undoes"})
_JSON_COLUMNS = {
    ("version", "body"),
    ("entry", "details"),
    ("held", "body"),
    ("draft", "body"),
}


def document(tables: dict[str, list[dict[str, Any]]], *, vault: bytes, at: str) -> dict[str, Any]:
    """Return the export of a journal (docs/format.md gives its fields).

    Hybrid logical clocks are texts, since they exceed what a JSON number holds everywhere.

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
    """Return a row with its JSON texts opened, and its clocks as text; nothing else is touched."""
    return {name: _value(table, name, value) for name, value in row.items()}


def _value(table: str, name: str, value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    if (table, name) in _JSON_COLUMNS:
        return _parsed(value)
    # Beyond 2^53, where many a JSON reader would round.
    return str(value) if name in _CLOCKS and value is not None else value


def _parsed(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value
