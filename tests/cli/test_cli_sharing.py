"""export: the whole journal, and into which file."""

from __future__ import annotations

import json
import os
import stat
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from recoverylog.insights import streaks
from recoverylog.journal import entry as entries
from recoverylog.session import opening
from tests.cli.conftest import ALCOHOL, GAMBLING, PASSPHRASE
from tests.conftest import NOW

if TYPE_CHECKING:
    from tests.cli.conftest import Vault
    from tests.conftest import Program


# --- into a file


@pytest.mark.parametrize("answer", ["dangling", "to a file"])
def test_a_link_in_the_way_is_not_followed(answer: str, lived: Vault, tmp_path: Path) -> None:
    target, link = tmp_path / "elsewhere", tmp_path / "link"
    if answer == "to a file":
        target.write_text("mine")
    link.symlink_to(target)
    assert lived.run("export", "--json", "-o", str(link)).returncode == 11
    lived.ok("export", "--json", "-o", str(link), "--replace")
    assert not link.is_symlink()
    assert target.exists() == (answer == "to a file")
    assert stat.S_IMODE(link.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob("*.part")] == []


# --- export


def test_an_export_is_everything_as_it_was_written(lived: Vault, rl: Program) -> None:
    written = "két\tsor\n\n\x1b[31mnem\u202e \u200bigazi\u0000 \U0001f642 e" + "\u0301" * 9
    assert rl(input=f"note {written}\n").returncode == 0
    lived.ok("edit", "3", "mood", "7", "rested")
    lived.ok("delete", "4")
    document = lived.json("export")
    assert (document["format"], document["schema"]) == ("recoverylog-export", 1)
    assert datetime.fromisoformat(document["exported_at"]) == datetime.fromisoformat(NOW)
    tables = document["tables"]
    by_number = {row["number"]: row for row in tables["entry"]}
    assert sorted(by_number) == list(range(1, 11))
    assert by_number[10]["text"] == written
    assert by_number[4]["deleted"] == 1
    bodies = [row["body"] for row in tables["version"] if row["entry"] == by_number[3]["id"]]
    assert sorted((body["mood"], body["text"]) for body in bodies) == [
        (6.0, "slept well"),
        (7.0, "rested"),
    ]
    with opening.open_with(lived.places, PASSPHRASE).journal as journal:
        for number, row in by_number.items():
            newest = max(
                (one for one in tables["version"] if one["entry"] == row["id"]),
                key=lambda one: int(one["hlc"]),
            )
            there = journal.numbered(number)
            assert entries.decode(json.dumps(newest["body"])) == there.entry
            assert (int(newest["hlc"]), bool(row["deleted"])) == (there.hlc, there.deleted)


def test_the_figures_can_be_drawn_from_an_export(lived: Vault, rl: Program) -> None:
    rl("used", "on:gambling")
    figures = lived.json("streak")["focuses"]
    tables = lived.json("export")["tables"]
    drawn = [drawn_from(tables, focus) for focus in (ALCOHOL, GAMBLING)]
    for said, found in zip(figures, drawn, strict=True):
        assert said["free_days_total"] == found.free_days_total
        assert said["last_30"] == {
            "free": found.last_30.free,
            "used": found.last_30.used,
            "unconfirmed": found.last_30.unconfirmed,
            "not_logged": found.last_30.not_logged,
        }
        assert (said["current_run"], said["longest_run"], said["runs"]) == (
            found.current_run,
            found.longest_run,
            found.runs,
        )


def drawn_from(tables: dict[str, Any], focus: str) -> streaks.Figures:
    [row] = [one for one in tables["focus"] if one["id"] == focus]
    present = [one for one in tables["entry"] if not one["deleted"]]
    uses = [one for one in present if one["kind"] == "use" and one["focus_id"] == focus]
    used = frozenset(date.fromisoformat(one["day"]) for one in uses if one["confirmed"])
    days = streaks.FocusDays(
        date.fromisoformat(row["since"]),
        streaks.Counting(row["counting"]),
        used,
        frozenset(date.fromisoformat(one["day"]) for one in uses) - used,
        frozenset(date.fromisoformat(one["day"]) for one in present),
    )
    return streaks.figures(days, date(2026, 11, 22))


def test_no_key_leaves_with_an_export(lived: Vault, tmp_path: Path) -> None:
    lived.run("passphrase", passphrase=f"{PASSPHRASE}\n{PASSPHRASE}")
    target = tmp_path / "all.json"
    lived.ok("export", "--json", "--output", str(target))
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    text = target.read_text(encoding="ascii")
    known = json.loads(Path(lived.places.device).read_text())
    assert known["device"] in text
    assert known["code_key"] not in text
    with opening.open_with(lived.places, PASSPHRASE).journal as journal:
        secrets = [journal.keys.database, journal.keys.inbox_seed]
        rows = journal.connection.execute("SELECT seed FROM inbox_seed").fetchall()
    assert len(rows) == 1
    for secret in (*(key.hex() for key in secrets), rows[0][0]):
        assert secret not in text


def test_an_export_says_nothing_of_what_was_filed_on_the_way(lived: Vault, rl: Program) -> None:
    rl("mood", "6")
    done = lived.run("export", "--json")
    assert done.stderr == ""
    assert len(json.loads(done.stdout)["tables"]["entry"]) == 10
    assert os.listdir(lived.places.inbox) == []


# --- whatever is piped in is kept or told


@pytest.mark.parametrize(
    "content",
    [
        "mood 6 " + "long " * 260_000 + "and the end",
        b"note " + b"\xff" * 900_000 + b" and the end",
        "note " + "\x01" * 900_000 + " and the end",
    ],
    ids=["longer than a mebibyte", "no text at all", "control characters"],
)
def test_what_is_too_long_is_whole_or_refused(
    content: str | bytes, vault: Vault, rl: Program
) -> None:
    done = rl(input=content)
    if done.returncode:
        assert "not kept" in done.stderr
        return
    [entry] = vault.json("list")["entries"]
    assert entry["text"].endswith("and the end")
