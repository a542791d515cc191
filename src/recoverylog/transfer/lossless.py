"""The lossless export: every row of every table that holds no key, as one JSON document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from recoverylog import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = "recoverylog-export"
SCHEMA = 1
_CLOCKS = frozenset({"hlc", "base", "undoes"})
_JSON_COLUMNS = {
    ("version", "body"),
    ("entry", "details"),
    ("held", "body"),
    ("draft", "body"),
}


_encoded = json.JSONEncoder(indent=1, sort_keys=True, allow_nan=False).encode


def document(tables: dict[str, list[dict[str, Any]]], *, vault: bytes, at: str) -> Iterator[str]:
    """Give the export of a journal as text, row by row (docs/format.md tells its fields).

    Hybrid logical clocks are texts, since they exceed what a JSON number holds everywhere. Keys
    stand in the order of the alphabet, each level one blank further in: so two exports can be
    compared line by line.

    Args:
        tables: every row of every table, by table.
        vault: the vault's id.
        at: the instant of the export, ISO 8601, UTC.
    """
    head = {"exported_at": at, "format": FORMAT, "program": __version__, "schema": SCHEMA}
    yield _encoded(head).removesuffix("\n}")
    yield ',\n "tables": {'
    between = ""
    for name in sorted(tables):
        yield f"{between}\n  {_encoded(name)}: "
        yield from _listed(name, tables[name])
        between = ","
    yield "\n }," if between else "},"
    yield f'\n "vault": {_encoded(vault.hex())}\n}}\n'


def _listed(table: str, rows: list[dict[str, Any]]) -> Iterator[str]:
    before = "["
    for row in rows:
        # No text holds a line break once it is encoded.
        laid_out = _encoded(_opened(table, row)).replace("\n", "\n   ")
        yield f"{before}\n   {laid_out}"
        before = ","
    yield "[]" if before == "[" else "\n  ]"


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
