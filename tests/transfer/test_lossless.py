"""The lossless export: one JSON document, laid out the same each time, made row by row."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog import __version__
from recoverylog.transfer import lossless
from recoverylog.vault import models, queries

VAULT = bytes(range(16))
AT = "2026-11-22T20:14:00Z"

Tables = dict[str, list[dict[str, Any]]]

TABLES: Tables = {
    "draft": [{"name": "note", "saved": AT, "body": '{"tags":["a","b"],"text":"x\\ny \\"z\\""}'}],
    "entry": [
        {"number": 1, "id": "a", "mood": 7.5, "text": "żółw 🐢\u2028\n", "details": "{}"},
        {"number": 2, "id": "b", "mood": None, "text": "", "details": '{"good":[],"more":{}}'},
    ],
    "fact": [],
    "version": [{"entry": "a", "hlc": 2**60, "base": None, "undoes": 7, "body": "not JSON {"}],
}


def exported(tables: Tables) -> str:
    backwards = dict(sorted(tables.items(), reverse=True))
    return "".join(lossless.document(backwards, vault=VAULT, at=AT))


def laid_out(document: object) -> str:
    return json.dumps(document, indent=1, sort_keys=True, allow_nan=False) + "\n"


@pytest.mark.parametrize(
    "tables", [TABLES, {}, {"fact": []}, {"draft": [], "fact": []}], ids=["all", "", "0", "00"]
)
def test_it_is_laid_out_as_one_document(tables: Tables) -> None:
    text = exported(tables)
    document = json.loads(text)
    assert text == laid_out(document)
    assert set(document["tables"]) == set(tables)
    assert {name: document[name] for name in document if name != "tables"} == {
        "format": "recoverylog-export",
        "schema": 1,
        "program": __version__,
        "vault": VAULT.hex(),
        "exported_at": AT,
    }


def test_json_is_opened_and_clocks_are_texts() -> None:
    tables = json.loads(exported(TABLES))["tables"]
    assert tables["draft"][0]["body"] == {"tags": ["a", "b"], "text": 'x\ny "z"'}
    assert [row["details"] for row in tables["entry"]] == [{}, {"good": [], "more": {}}]
    assert tables["version"] == [
        {"entry": "a", "hlc": str(2**60), "base": None, "undoes": "7", "body": "not JSON {"}
    ]


@given(
    st.lists(
        st.dictionaries(
            st.text(max_size=5),
            st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
            | st.text(),
            max_size=4,
        ),
        max_size=3,
    )
)  # fmt: skip
def test_any_row_comes_out_as_json_writes_it(rows: list[dict[str, Any]]) -> None:
    plain = [{f"column {name}": value for name, value in row.items()} for row in rows]
    text = exported({"plan": plain})
    assert text == laid_out(json.loads(text))
    assert json.loads(text)["tables"]["plan"] == plain


def test_it_comes_row_by_row() -> None:
    """Ten years as one text beside its pieces would fill the memory of a small machine."""
    rows = [{"number": number} for number in range(100)]
    pieces = [*lossless.document({"plan": rows}, vault=VAULT, at=AT)]
    assert max(piece.count('"number"') for piece in pieces) == 1


def test_every_table_without_keys_is_exported() -> None:
    shown = {str(model.__tablename__) for model in set(models.TABLES) - models.SECRET}
    assert set(queries.EXPORTED) == shown
