"""Every vault that was ever frozen opens in this version, with nothing lost from it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program

VAULTS = sorted(Path(__file__).parent.glob("vault-*"))


def test_there_is_a_frozen_vault() -> None:
    assert VAULTS


@pytest.fixture(params=VAULTS, ids=lambda path: path.name)
def vector(request: pytest.FixtureRequest, home: Path) -> Path:
    """Lay a frozen vault into the home of this test; return the vector's folder."""
    folder: Path = request.param
    for part in ("data", "state"):
        shutil.copytree(folder / part, home / part, dirs_exist_ok=True)
    return folder


def secret(vector: Path, name: str) -> str:
    value: str = json.loads((vector / "secrets.json").read_text("utf-8"))[name]
    return value


def tables(text: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = json.loads(text)["tables"]
    return {
        name: sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
        for name, rows in found.items()
    }


def without_waiting(home: Path) -> None:
    for path in home.glob("data/inbox/*.sealed"):
        path.unlink()


@pytest.mark.parametrize("name", ["passphrase", "kit"])
def test_it_says_what_it_said_when_it_was_frozen(
    vector: Path, home: Path, cli: Program, name: str
) -> None:
    without_waiting(home)
    done = cli("export", "--json", passphrase=secret(vector, name))
    assert done.returncode == 0, done.stderr
    expected = tables((vector / "expected.json").read_text("utf-8"))
    found = tables(done.stdout)
    assert {name: found[name] for name in expected} == expected
    # A table that came with a later version has nothing to say of this journal.
    assert all(found[name] == [] for name in found.keys() - expected.keys())


def test_what_was_waiting_is_filed(vector: Path, home: Path, cli: Program) -> None:
    wanted = json.loads((vector / "waiting.json").read_text("utf-8"))["waiting"]
    done = cli("list", "--json", "-n", "0", passphrase=secret(vector, "passphrase"))
    texts = [entry["text"] for entry in json.loads(done.stdout)["entries"]]
    for sealed in wanted:
        assert texts.count(sealed["body"]["entry"]["text"]) == 1
    assert not list(home.glob("data/inbox/*.sealed"))


def test_a_device_that_never_saw_it_opens_it(vector: Path, home: Path, cli: Program) -> None:
    shutil.rmtree(home / "state")
    done = cli("streak", "--json", passphrase=secret(vector, "passphrase"))
    assert done.returncode == 0, done.stderr
    assert [focus["label"] for focus in json.loads(done.stdout)["focuses"]] == [
        "alcohol",
        "gambling",
    ]
