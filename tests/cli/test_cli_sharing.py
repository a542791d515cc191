"""summary and export: what leaves the journal, and into which file."""

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

OWN_WORDS = ("Anchor", "slept", "coffee", "step meeting", "sick", "Sunday", "soup", "rang")
NAMES = ("Sam", "sponsor")


# --- summary


@pytest.mark.parametrize("days", [7, 30, 90])
def test_a_summary_holds_figures_and_no_words(days: int, lived: Vault) -> None:
    done = lived.run("summary", "--days", str(days))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Summary of {days} days\n")
    assert "192 free days in all" in done.stdout
    for word in (*OWN_WORDS, *NAMES, "alcohol", "gambling", "payday", "walk", "18:30"):
        assert word not in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_own_words_go_only_where_asked_and_names_never(lived: Vault) -> None:
    text = lived.ok("summary", "--with-text")
    for word in ("called in sick", "coffee in the sun", "how to get through Sunday"):
        assert word in text
    assert "Anchor" not in text, "the words of a craving stay"
    assert "sponsor" not in text
    assert lived.ok("summary") == lived.ok("summary", "--days", "30")


def test_a_summary_goes_into_a_file_for_its_owner_alone(lived: Vault, tmp_path: Path) -> None:
    target = tmp_path / "for Sam.txt"
    done = lived.run("summary", "--output", str(target))
    assert done.stdout == ""
    assert done.stderr == (
        f"Written to {target}. It is not encrypted: whoever has it can read it.\n"
    )
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    text = target.read_text(encoding="utf-8")
    assert text == lived.ok("summary") == lived.ok("summary", "-o", "-")
    assert lived.run("summary", "-o", str(target), "--days", "7").returncode == 11
    assert target.read_text(encoding="utf-8") == text
    target.chmod(0o644)
    lived.ok("summary", "-o", str(target), "--days", "7", "--replace")
    assert target.read_text(encoding="utf-8") == lived.ok("summary", "--days", "7")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob("*.part")] == []


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


def test_a_summary_as_json_holds_no_more_than_its_page(lived: Vault) -> None:
    whole = lived.json("summary", "--days", "30")
    assert (whole["first"], whole["last"], whole["days"]) == ("2026-10-24", "2026-11-22", 30)
    assert whole["with"] == {"text": False, "tags": False, "focus": False}
    alcohol, gambling = whole["focuses"]
    assert alcohol == {
        "label": None,
        "recovery_since": "2026-05-14",
        "counting": "presume_free",
        "free_days_total": 192,
        "period": {"days": 30, "free": 29, "unconfirmed": 0, "not_logged": 0},
        "current_run": 19,
        "longest_run": 173,
        "runs": 2,
    }
    assert (gambling["counting"], gambling["period"]["days"]) == ("only_logged", 22)
    assert whole["mood"] == {"days": 2, "mean": None}
    assert whole["craving"] == {"days": 2, "mean": None}
    assert (whole["days_logged"], whole["connections"], whole["helped"]) == (7, 1, 2)
    text = json.dumps(whole)
    for word in (*OWN_WORDS, *NAMES, "alcohol", "gambling", "payday", "walk", "18:30"):
        assert word not in text


def test_a_summary_as_json_holds_what_was_asked_for(lived: Vault, tmp_path: Path) -> None:
    asked = ("summary", "--with-text", "--with-tags", "--with-focus", "--json")
    whole = json.loads(lived.ok(*asked))
    assert whole["with"] == {"text": True, "tags": True, "focus": True}
    assert [one["label"] for one in whole["focuses"]] == ["alcohol", "gambling"]
    assert whole["questions"] == ["how to get through Sunday"]
    assert (whole["notes"], whole["gratitude"]) == (["called in sick"], ["coffee in the sun"])
    assert whole["good"] == ["rang Sam", "soup"]
    assert {"word": "walk", "entries": 1} in whole["helped_by"]
    assert {"word": "work", "entries": 2} in whole["tags"]
    for word in ("Anchor", "slept", "step meeting", "sponsor"):
        assert word not in json.dumps(whole)
    target = tmp_path / "summary.json"
    assert lived.ok(*asked, "--output", str(target)) == ""
    assert json.loads(target.read_text()) == whole
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_mean_is_as_exact_as_on_the_page(vault: Vault) -> None:
    for day, mood in (("yesterday", "6"), ("2026-11-20", "7"), ("2026-11-19", "7")):
        vault.ok("log", "mood", mood, f"at:{day} 12:00")
    assert vault.json("summary")["mood"] == {"days": 3, "mean": 6.7}
    assert "Mood: 6.7 of 10" in vault.ok("summary")


@pytest.mark.parametrize("command", ["summary", "crisis"])
def test_every_field_is_documented(command: str, lived: Vault) -> None:
    text = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
    chapter = text.partition(f"## `recoverylog {command} --json`")[2].partition("\n## ")[0]
    options = ("--with-text", "--with-tags") if command == "summary" else ()

    def names(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(names, value.values()))
        return set().union(*map(names, value)) if isinstance(value, list) else set()

    found = names(lived.json(command, *options)) - {"schema"}
    assert {name for name in found if f"`{name}`" not in chapter} == set()


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
