"""docs/json.md against the fields that commands print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli import answering

if TYPE_CHECKING:
    from tests.cli.conftest import Vault

PAGE = Path(__file__).parents[2] / "docs" / "json.md"


def names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(names, value.values()))
    return set().union(*map(names, value)) if isinstance(value, list) else set()


def undocumented(document: Any, *commands: str) -> set[str]:
    text = PAGE.read_text(encoding="utf-8")
    chapters = [
        text.partition(f"## `recoverylog {command} --json`")[2].partition("\n## ")[0]
        for command in commands
    ]
    assert all(chapters)
    return {
        name
        for name in names(document) - {"schema"}
        if not any(f"`{name}`" in chapter for chapter in chapters)
    }


def test_every_field_of_the_crisis_page_is_documented(lived: Vault) -> None:
    assert undocumented(lived.json("crisis"), "crisis") == set()


@pytest.mark.parametrize(
    ("arguments", "chapters"),
    [
        ("shared", ("shared",)),
        ("shared show {page}", ("shared",)),
        ("answers", ("answers",)),
        ("answers show {answer}", ("answers",)),
        ("receive --keep {file}", ("receive", "answers")),
        ("people", ("people",)),
        ("people show maya", ("people",)),
        ("share --preview", ("share", "shared")),
        ("share maya --yes --form text", ("share", "shared")),
    ],
)
def test_every_field_of_sharing_is_documented(
    arguments: str, chapters: tuple[str, ...], lived: Vault, tmp_path: Path
) -> None:
    letter = answering.hand_over(tmp_path)
    note = letter.answered("Ring me on Sunday.")
    file = tmp_path / "note"
    file.write_text(note)
    known = {"page": letter.id, "answer": answering.take_in(note), "file": str(file)}
    document = lived.json(*arguments.format(**known).split())
    assert len(names(document)) > 4
    assert undocumented(document, *chapters) == set()
