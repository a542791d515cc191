"""The benchmarks run, and say what they measured. How long anything took is not judged here."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from benchmarks import peers
from benchmarks.inside import PASSPHRASE
from benchmarks.peers import Beside, Side
from benchmarks.report import COMMANDS, PEERS, SCREENS, beside, commands, page, shown, table
from benchmarks.report import peers as about_peers
from benchmarks.report import screens as about_screens
from benchmarks.rows import Bench, Budget, Measured, Row, median
from benchmarks.screens import Drawn, today_shows
from benchmarks.walk import STEPS, medians, slowest_of

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
    "Insights: every view",
    "Insights: reading, or the slowest view",
    "a page of 90 days, composed",
    "a page sealed under six words",
]
# Only where the system keeps a key for us.
UNLOCKED = [
    "`recoverylog trends`, on a terminal",
    "`recoverylog patterns`, on a terminal",
    "`recoverylog today`, piped, one quick entry to file",
    "`recoverylog streak`, piped, only logged days count",
]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def needs_rl() -> None:
    if not Path(sysconfig.get_path("scripts"), "rl").exists():
        pytest.skip("recoverylog is not installed here, so there is no rl to measure")


@pytest.mark.slow
def test_a_quick_run_measures_every_row() -> None:
    needs_rl()
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


def test_the_part_counts_what_keeps_its_budget_and_says_what_is_missing() -> None:
    rows = (
        Row("a", 36500, ms=60, ratio=4.9, budget=Budget(5, "×")),
        Row("b", 36500, ms=61, ratio=5.1, budget=Budget(5, "×")),
        Row("c", 36500, budget=Budget(12, "×")),
    )
    text = commands(Measured(rows, 12, 15, cached=False), version="9.9", day="2026-11-22")
    assert "recoverylog 9.9" in text
    assert "15 runs" in text
    assert "| 36,500 |" in text
    assert "1 of 2 rows" in text
    assert "is not offered here" in text


def test_the_middle_is_in_the_middle() -> None:
    assert median([3, 1, 2]) == 2
    assert median([4, 1, 3, 2]) == 2.5


def test_each_kind_of_run_replaces_its_own_part_of_the_page() -> None:
    first = page("", {COMMANDS: "c1", SCREENS: "s1"})
    second = page(first, {PEERS: "p1"})
    third = page(second, {COMMANDS: "c2\n\n| a | b |"})
    assert [first.count("## "), second.count("## "), third.count("## ")] == [2, 3, 3]
    assert third.startswith("# Speed\n\nWritten by")
    parts = [part.split("\n\n", 1) for part in third.split("\n## ")[1:]]
    assert [(heading, text.strip()) for heading, text in parts] == [
        (COMMANDS, "c2\n\n| a | b |"),
        (SCREENS, "s1"),
        (PEERS, "p1"),
    ]
    assert page(third, {}) == third


def test_a_row_of_two_says_how_many_times_as_long_the_other_takes() -> None:
    ours, theirs = Side(50, 4, 20_000_000), Side(125, 10, 40_000_000)
    both, alone, neither = beside(
        [
            Beside("search", 3650, "passphrase", 5, ours, theirs),
            Beside("seal", 3650, "nothing", 5, ours, None),
            Beside("search", 3650, "kept key", 5, None, theirs),
        ]
    ).splitlines()[2:]
    assert both == (
        "| search | passphrase | 3,650 | 5 | 50.0 | 4.0× | 20 | 125 | 10.0× | 40 | 2.5× |"
    )
    assert cells(alone)[7:] == ["–"] * 4
    assert cells(neither)[4:7] == ["–"] * 3
    assert cells(neither)[-1] == "–"


def test_the_screens_are_judged_beside_an_empty_app() -> None:
    door = Row("the door", None, ms=270, ratio=1.29, peak=55_000_000, budget=Budget(1.3, "×"))
    key = Row("a key", 3650, ms=51, budget=Budget(50, "ms"))
    assert shown([door, key]).splitlines()[2:] == [
        "| the door | 1.3× | ≤ 1.3× | yes | 270 | 55 |",
        "| a key | – | ≤ 50 ms | **no** | 51.0 | – |",
    ]
    text = about_screens(Drawn((door, key), 3650, 9, "8.2.8"), version="9.9", day="2026-11-22")
    assert "recoverylog 9.9, Textual 8.2.8" in text
    assert "with 3,650 entries" in text
    assert "1 of 2 rows" in text


SCREENS_ROWS = [
    "an empty Textual app: start to first paint",
    "the door: start to first paint",
    "the door: the slowest key of the passphrase, while the rest is loaded",
    "enter to today drawn: Argon2id",
    "enter to today drawn: all the rest",
    *["enter to today drawn: a key answered meanwhile"] * 2,
    *(
        f"{what}: {which}"
        for what in (
            "search as you type, until the letter stands there",
            "search as you type, until all that fits is listed",
            "another page, shown for the first time",
            "another page, shown again",
            "a key within a page",
        )
        for which in ("the middle of ", "the slowest (")
    ),
]


@pytest.mark.slow
def test_a_quick_run_walks_through_every_screen() -> None:
    needs_rl()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "--screens"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    head, _, *lines = done.stdout.splitlines()
    rows = [cells(line) for line in lines]
    assert {len(row) for row in rows} == {len(cells(head))}
    for row, wanted in zip(rows, SCREENS_ROWS, strict=True):
        assert row[0].startswith(wanted)
        assert row[4] != "–"


def test_the_slowest_of_the_way_is_named_by_its_key() -> None:
    first, second, *_ = STEPS
    times: list[list[float | None]] = [
        [10.0, None, *[1.0] * (len(STEPS) - 2)],
        [30.0, 40.0, *[2.0] * (len(STEPS) - 2)],
    ]
    within = medians(times, opens=False)
    assert within[:2] == [(first.name, 20.0), (second.name, 40.0)]
    assert len(within) + len(medians(times, opens=True)) == len(STEPS)
    middle, slowest = slowest_of("a key", within, 100, budget=Budget(50, "ms"))
    assert (middle.what, middle.ms) == (f"a key: the middle of {len(within)}", 1.5)
    assert (slowest.what, slowest.ms) == (f"a key: the slowest ({second.name})", 40.0)


def test_today_is_there_when_its_entries_are() -> None:
    empty = "Today    Last two weeks\n"
    assert not today_shows(empty)
    assert not today_shows("   20:00  mood 9")
    assert today_shows(f"{empty}   20:00  mood 9")


# Does what the real one does as far as it is asked here, so that this needs no network.
STAND_IN = f"""#!{sys.executable}
import os, shutil, sys
words = sys.argv[1:]
mine = os.path.join(os.environ["HOME"], "text")
if words == ["--version"]:
    print("jrnl v4.6.1\\n")
    raise SystemExit
answers = sys.stdin.read().splitlines()
if words[:2] == ["--import", "--file"]:
    assert answers[1] == "y" and answers[3] == answers[4] == {PASSPHRASE!r} and answers[5] == "n"
    shutil.copy(words[2], mine)
    with open(mine) as file:
        print(file.read().count("\\n["), "below the first;", "100 imported")
    raise SystemExit
keychain = os.environ["PYTHON_KEYRING_BACKEND"]
if keychain == "standing_in.Keychain":
    assert {PASSPHRASE!r} in open(os.environ["PYTHONPATH"] + "/standing_in.py").read()
    assert answers == []
else:
    assert (keychain, answers) == ("keyring.backends.null.Keyring", [{PASSPHRASE!r}])
entries = open(mine).read().split("\\n\\n")
if words == ["-n", "7"]:
    print("\\n".join(entries[-7:]))
elif words[:1] == ["-contains"]:
    print("\\n".join([entry for entry in entries if words[1] in entry][-7:]))
elif words == ["--format", "json"]:
    print({{"entries": entries}})
else:
    assert words[0] == "note"
    with open(mine, "a") as file:
        file.write(f"\\n\\n[2026-11-22 23:30] {{words[1]}}")
"""


@pytest.mark.slow
def test_both_journals_are_made_and_asked_for_the_same(tmp_path: Path) -> None:
    needs_rl()
    place = tmp_path / ".benchmarks" / "jrnl"
    (place / "bin").mkdir(parents=True)
    program = place / "bin" / "jrnl"
    program.write_text(STAND_IN, encoding="utf-8")
    program.chmod(0o700)
    (place / "installed").write_text(f"jrnl>=1 {sys.version} {place}", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[project.optional-dependencies]\nbench = ["jrnl>=1"]\n', encoding="utf-8"
    )
    folder = tmp_path / "bench"
    folder.mkdir()
    told: list[str] = []
    bench = Bench(str(folder), 1)
    compared = peers.everything(
        bench, peers.Peer(str(tmp_path), str(folder)), [100], 1, told.append
    )
    assert compared.peer == "jrnl 4.6.1"
    assert [(row.what, row.opened) for row in compared.rows] == [
        *((what, opened) for opened in ("passphrase", "kept key") for what in FOUR),
        ("add one, sealed by `rl`", "nothing"),
    ]
    assert len(told) == len(compared.rows)
    for row in compared.rows:
        assert (row.theirs is None) == (row.opened == "nothing")
        assert (row.ours is None) == (row.opened == "kept key" and not bench.cached)
    text = about_peers(compared, version="9.9", day="2026-11-22")
    assert "recoverylog 9.9 and jrnl 4.6.1, both encrypted" in text
    assert f"({compared.tags[100]} of 100)" in text
    assert compared.tags[100] > 0
    assert ("is not offered here" in text) is not bench.cached


FOUR = ("last seven", "search", "export", "add one")


def test_the_peer_that_is_measured_is_the_one_that_the_project_names() -> None:
    assert peers.wanted(str(ROOT)).startswith("jrnl>=")


def test_results_that_are_not_alike_are_noticed() -> None:
    assert peers.agree("search", "bicycle, bicycle", "a bicycle\nand a bicycle")
    assert not peers.agree("search", "bicycle, bicycle", "a bicycle")
    assert not peers.agree("search", "", "")
    assert not peers.agree("add one", "The journal is locked.", "")
