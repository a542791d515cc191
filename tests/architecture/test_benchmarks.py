"""The benchmarks run, and say what they measured. How long anything took is not judged here."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from benchmarks.report import page, table
from benchmarks.rows import Budget, Measured, Row, median

ROOT = Path(__file__).parents[2]

ROWS = [
    "`rl craving 7`, before `init`",
    "`recoverylog --version`",
    "`recoverylog --help`, piped",
    "`recoverylog --help`, on a terminal",
    "`recoverylog crisis`",
    "`rl craving 7`",
    "`rl craving 7`, without the installed script",
    *(
        f"`recoverylog {word}`, {where}"
        for word in ("today", "streak", "list")
        for where in ("piped", "on a terminal")
    ),
    "passphrase to today's page: Argon2id",
    "passphrase to today's page: all the rest",
    "search as you type: a key, median",
    "search as you type: the slowest key, its median",
    "search as you type: the slowest key press of all",
]
# Only where the system keeps a key for us.
UNLOCKED = [
    "`recoverylog today`, piped, one quick entry to file",
    "`recoverylog streak`, piped, only logged days count",
]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.slow
def test_a_quick_run_measures_every_row() -> None:
    if not Path(sysconfig.get_path("scripts"), "rl").exists():
        pytest.skip("recoverylog is not installed here, so there is no rl to measure")
    kept = ROOT / "docs" / "benchmarks.md"
    before = kept.read_bytes() if kept.exists() else None
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    head, rule, *lines = done.stdout.splitlines()
    assert cells(head)[:3] == ["what", "entries", "ratio"]
    assert set(rule) <= set("|-:")
    rows = {cells(line)[0]: cells(line) for line in lines}
    offered = not any("not offered here" in line for line in lines)
    assert set(rows) == {*ROWS, *(UNLOCKED if offered else ())}
    for row in rows.values():
        assert len(row) == len(cells(head))
        assert row[1] in {"–", "100"}
        assert row[6] != "–" or row[5] == "not offered here"
    after = kept.read_bytes() if kept.exists() else None
    assert after == before, "a quick run says nothing worth keeping"


@pytest.mark.parametrize(
    ("row", "within", "shown"),
    [
        (Row("a", 100, ms=60, ratio=4.9, budget=Budget(5, "×")), True, "| ≤ 5× | yes |"),
        (Row("a", 100, ms=60, ratio=5.1, budget=Budget(5, "×")), False, "| ≤ 5× | **no** |"),
        (Row("a", None, ms=301, ratio=2, budget=Budget(300, "ms")), False, "| ≤ 300 ms | **no** |"),
        (Row("a", None, ms=300, ratio=99, budget=Budget(300, "ms")), True, "| ≤ 300 ms | yes |"),
        (Row("a", None, ms=60, ratio=4), None, "| – | – |"),
        (Row("a", None, budget=Budget(5, "×")), None, "| ≤ 5× | not offered here |"),
    ],
)
def test_a_row_is_judged_by_the_unit_of_its_budget(
    row: Row, *, within: bool | None, shown: str
) -> None:
    assert row.within is within
    assert shown in table([row])


def test_the_page_counts_what_keeps_its_budget_and_says_what_is_missing() -> None:
    rows = (
        Row("a", 36500, ms=60, ratio=4.9, budget=Budget(5, "×")),
        Row("b", 36500, ms=61, ratio=5.1, budget=Budget(5, "×")),
        Row("c", 36500, budget=Budget(12, "×")),
    )
    text = page(Measured(rows, 12, 15, cached=False), version="9.9", day="2026-11-22")
    assert "recoverylog 9.9" in text
    assert "15 runs" in text
    assert "| 36,500 |" in text
    assert "1 of 2 rows" in text
    assert "is not offered here" in text


def test_the_middle_is_in_the_middle() -> None:
    assert median([3, 1, 2]) == 2
    assert median([4, 1, 3, 2]) == 2.5
