"""pending and confirm: what waits for a word, and entries whose origin is not certain."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from recoverylog.crypto import sealing
from recoverylog.journal import draft
from recoverylog.session import opening
from recoverylog.vault import device, glance
from tests.cli.conftest import PASSPHRASE, texts, waiting

if TYPE_CHECKING:
    from tests.cli.conftest import Vault
    from tests.conftest import Program


# --- pending and confirm


def test_uses_and_unknown_focuses_wait_for_a_word(lived: Vault, rl: Program) -> None:
    rl("used", "on:alcohol")  # 10: to be confirmed
    rl("craving", "5", "on:shopping")  # 11: no such focus
    rl("craving", "6")  # 12: of which focus?
    rl("used")  # 13: both
    found = lived.json("pending")
    assert found["held"] == []
    assert [
        (entry["number"], entry["kind"], entry["focus"], entry["focus_word"])
        for entry in found["entries"]
    ] == [
        (10, "use", "alcohol", None),
        (11, "craving", None, "shopping"),
        (12, "craving", None, None),
        (13, "use", None, None),
    ]
    words = lived.ok("pending")
    for number in range(10, 14):
        assert f"   {number}  21:14  " in words
    assert "recoverylog confirm NUMBER --on NAME" in words

    done = lived.run("confirm", "13")
    assert done.returncode == 2
    assert "recoverylog confirm 13 --on alcohol" in done.stderr
    assert lived.run("confirm", "12", "--on", "nothing").returncode == 10
    lived.ok("confirm", "10")
    lived.ok("confirm", "11", "12", "--on", "gambling")
    lived.ok("confirm", "13", "--no")
    assert lived.json("pending") == {"schema": 1, "entries": [], "held": [], "drafts": []}
    entries = {entry["number"]: entry for entry in lived.json("list")["entries"]}
    assert entries[10]["confirmed"] is True
    assert entries[11]["focus"] == entries[12]["focus"] == "gambling"
    assert 13 not in entries
    done = lived.run("confirm", "10")
    assert done.returncode == 2
    assert "waits for nothing" in done.stderr


def test_confirm_all(vault: Vault, rl: Program) -> None:
    rl("used", "at:yesterday")
    rl("used")
    assert vault.run("confirm").returncode == 2
    assert vault.run("confirm", "--all").stderr.count("So it stands:") == 2
    assert vault.json("pending")["entries"] == []
    assert vault.json("streak")["focuses"][0]["last_30"]["used"] == 2


def test_undo_takes_a_confirmation_back(vault: Vault, rl: Program) -> None:
    rl("used")
    vault.ok("confirm", "1")
    vault.ok("undo", "1")
    assert vault.json("streak")["focuses"][0]["last_30"]["unconfirmed"] == 1


def test_pending_says_of_each_entry_why_it_waits(lived: Vault, rl: Program) -> None:
    rl("used", "on:alcohol")  # 10
    rl("craving", "5", "on:shopping")  # 11
    rl("used")  # 12
    assert [entry["waits_for"] for entry in lived.json("pending")["entries"]] == [
        ["confirm"],
        ["unknown_focus"],
        ["confirm", "no_focus"],
    ]
    lines = lived.ok("pending").splitlines()
    for place, (number, why) in enumerate(
        {
            10: "It counts once you say that it was so.",
            11: "There is no focus called “shopping”.",
            12: "It counts once you say that it was so. It names no focus.",
        }.items()
    ):
        assert lines[1 + 2 * place].startswith(f"   {number}  21:14  ")
        assert lines[2 + 2 * place].strip() == why


# --- what was begun and not finished


@pytest.fixture
def begun(vault: Vault) -> Vault:
    """Return a journal with one entry and four drafts, left as by a terminal that was closed."""
    with opening.open_with(vault.places, PASSPHRASE).journal as journal:
        journal.write(journal.new_entry(kind="note", text="as it was"))
        journal.save_draft("line", {"line": "craving 7 lonely @work"})
        journal.save_draft("check_in", {"kind": "check_in", "mood": 6, "good": ["soup", ""]})
        journal.save_draft("edit-1", {"number": 1, "text": "as it is"})
        journal.save_draft("note", {"kind": "note", "text": "\x1b[31mtwo\nlines"})
    return vault


def test_what_was_begun_is_listed(begun: Vault) -> None:
    found = begun.json("pending")
    assert {draft["reference"]: draft["fields"] for draft in found["drafts"]} == {
        "line": {"line": "craving 7 lonely @work"},
        "check_in": {"kind": "check_in", "mood": 6, "good": ["soup", ""]},
        "edit-1": {"number": 1, "text": "as it is"},
        "note": {"kind": "note", "text": "\x1b[31mtwo\nlines"},
    }
    assert {draft["saved"] for draft in found["drafts"]} == {"2026-11-22T20:14:00Z"}
    words = begun.ok("pending")
    assert words.startswith("Begun and not finished\n")
    for part in (
        "line      2026-11-22 21:14  a line  craving 7 lonely @work",
        "check_in  2026-11-22 21:14  check-in  mood 6 · soup",
        "edit-1    2026-11-22 21:14  change of entry 1  as it is",
        "recoverylog confirm check_in --no",
    ):
        assert part in words
    assert "\x1b" not in words
    assert begun.json("today")["drafts"] == 4
    assert "4 entries were begun and not finished: recoverylog pending" in begun.ok("today")


def test_what_was_begun_is_kept_as_it_is_or_let_go(begun: Vault) -> None:
    done = begun.run("confirm", "line", "check_in", "edit-1")
    assert done.returncode == 0, done
    for part in (
        "Kept: 2  2026-11-22 21:14  craving 7  lonely",
        "Kept: 3  2026-11-22 21:14  check-in · mood 6",
        "Kept: 1  2026-11-22 21:14  note  as it is",
        "Take it back: recoverylog undo 1",
    ):
        assert part in done.stderr
    assert "Erased: note" in begun.run("confirm", "note", "--no").stderr
    assert begun.json("pending")["drafts"] == []
    assert texts(begun) == ["as it is", "lonely", ""]
    assert begun.run("confirm", "line").returncode == 10


def test_what_is_named_twice_is_kept_once(begun: Vault) -> None:
    done = begun.run("confirm", "line", "line")
    assert done.returncode == 0, done
    assert texts(begun) == ["as it was", "lonely"]


def test_without_a_focus_a_craving_waits_for_nothing(vault: Vault) -> None:
    with opening.open_with(vault.places, PASSPHRASE).journal as journal:
        journal.put_focus(msgspec.structs.replace(journal.focus("alcohol"), archived=True))
        journal.write(journal.new_entry(kind="craving", craving=5))
    assert vault.json("pending")["entries"] == []
    for more in ([], ["--no"]):
        done = vault.run("confirm", "1", *more)
        assert done.returncode == 2, done
        assert "Entry 1 waits for nothing" in done.stderr
    assert len(vault.json("list")["entries"]) == 1


def test_what_is_no_entry_yet_stays_begun(vault: Vault) -> None:
    with opening.open_with(vault.places, PASSPHRASE).journal as journal:
        journal.save_draft("check_in", {"mood": "6x"})
    done = vault.run("confirm", "check_in")
    assert done.returncode == 2
    assert "It is still there." in done.stderr
    assert len(vault.json("pending")["drafts"]) == 1


@pytest.mark.parametrize(("name", "place"), [
    ("share", "recoverylog share"),
    ("supporter", "recoverylog, then s and w"),
    ("answer", "recoverylog, then s, a and p"),
    ("plan", "recoverylog, then p"),
    ("sign", "recoverylog, then i, 3 and s"),
    ("focus", "recoverylog, then F"),
])  # fmt: skip
def test_what_becomes_no_entry_says_where_one_goes_on(name: str, place: str, vault: Vault) -> None:
    with opening.open_with(vault.places, PASSPHRASE).journal as journal:
        journal.save_draft(name, {"text": "half a sentence"})
    words = vault.ok("pending")
    assert draft.PAPERS[name] in words
    assert f"Go on with it:    {place}" in words
    assert "Keep it as it is" not in words
    done = vault.run("confirm", name)
    assert done.returncode == 2
    assert "What was begun is kept." in done.stderr
    assert place in done.stderr
    assert len(vault.json("pending")["drafts"]) == 1
    vault.ok("confirm", name, "--no")
    assert vault.json("pending")["drafts"] == []
    assert texts(vault) == []


# --- entries whose origin is not certain


def test_a_lost_device_file_costs_no_entry(vault: Vault, rl: Program) -> None:
    assert rl("note", "before it was lost").returncode == 0
    os.unlink(vault.places.device)
    assert texts(vault) == ["before it was lost"]
    assert vault.json("pending")["held"] == []
    # Opening has enrolled this device again.
    assert rl("note", "afterwards").returncode == 0
    assert texts(vault) == ["before it was lost", "afterwards"]


def test_an_entry_sealed_without_a_pin_is_asked_about(vault: Vault, rl: Program) -> None:
    os.unlink(vault.places.device)
    assert rl("used", "at:yesterday").returncode == 0
    done = vault.run("list")
    assert "One quick entry may not be from you and count nowhere yet" in done.stderr
    assert done.stdout == "Nothing here fits that.\n"
    [one] = vault.json("pending")["held"]
    name = one["reference"]
    assert one["id"].startswith(name)
    assert one["reason"] == "unpinned"
    assert one["entry"]["kind"] == "use"
    assert f"   {name}  2026-11-21 use" in vault.ok("pending")
    assert vault.json("streak")["focuses"][0]["free_days_total"] == 193
    assert "Taken in: 1  2026-11-21 21:14" in vault.run("confirm", name).stderr
    assert vault.json("pending")["held"] == []
    # It is the person's, but whether it was a use is a question of its own.
    assert vault.json("pending")["entries"][0]["number"] == 1


def test_an_entry_of_an_unknown_device_is_asked_about(
    vault: Vault, rl: Program, tmp_path: Path
) -> None:
    other = tmp_path / "other machine"
    shutil.copytree(vault.home, other)
    shutil.rmtree(other / "state")
    there = {"RECOVERYLOG_HOME": str(other)}
    vault.ok("today", env=there)
    assert rl("mood", "2", "not here", env=there).returncode == 0
    assert rl("mood", "3", "nor here", env=there).returncode == 0
    shutil.copytree(other / "data" / "inbox", vault.data / "inbox")
    held = vault.json("pending")["held"]
    assert [one["reason"] for one in held] == ["unknown_device"] * 2
    names = [one["reference"] for one in held]
    # By their places they are not named any more: another entry may have come in between.
    assert vault.run("confirm", "h1", "--no").returncode == 10
    done = vault.run("confirm", names[1], held[0]["id"].upper(), "--no")
    assert done.returncode == 0
    assert "Erased: 2026-11-22 mood 2.0 not here\n" in done.stderr
    assert vault.json("pending")["held"] == []
    assert vault.run("confirm", names[0]).returncode == 10
    # Refused for good: the same files again change nothing.
    shutil.copytree(other / "data" / "inbox", vault.data / "inbox", dirs_exist_ok=True)
    assert vault.json("pending")["held"] == []
    assert texts(vault) == []


def test_a_forged_entry_is_shown_apart(vault: Vault, rl: Program) -> None:
    known = device.load(vault.places.device)
    assert known is not None
    device.save(vault.places.device, known._replace(code_key=bytes(32)))
    assert rl("note", "I give everything away").returncode == 0
    device.save(vault.places.device, known)
    assert vault.json("pending")["held"][0]["reason"] == "forged"
    assert "says it is from this device, but was not sealed by it" in vault.ok("pending")
    assert vault.ok("today", "--json").count("I give everything away") == 0


ENTRY = {
    "id": "c" * 32,
    "kind": "note",
    "at": "2026-11-22T10:00:00Z",
    "offset": 60,
    "day": "2026-11-22",
    "written": "2026-11-22T10:00:00Z",
    "rollover": 4,
    "phrase": None,
    "value": None,
    "after": None,
    "amount": None,
    "text": "hello",
    "tags": [],
    "helped": [],
    "people": [],
    "focus": None,
    "ask": False,
    "reason": None,
}


@pytest.mark.parametrize(
    ("entry", "around"),
    [
        ({"text": ["a list"]}, {}),
        ({"day": {}}, {}),
        ({"id": "\ud800"}, {}),
        ({"at": "9999-12-31T23:59:59Z", "offset": 600}, {}),
        ({"at": "0001-01-01T00:00:00Z", "offset": -600}, {}),
        ({"kind": "mood", "value": float("nan")}, {}),
        ({}, {"device": "\ud800"}),
        ({}, {"seq": float("inf")}),
        ({}, {"entry": "no entry"}),
    ],
    ids=repr,
)
def test_a_hostile_file_in_the_inbox_stops_no_command(
    entry: dict[str, Any], around: dict[str, Any], lived: Vault
) -> None:
    """Anyone who can write into the folder can seal to the key in vault.json."""
    seal_by_hand(lived, {"v": 1, "device": None, "seq": 0, "entry": ENTRY | entry} | around)
    [name] = [one["reference"] for one in lived.json("pending")["held"]]
    for arguments in ("pending", f"confirm {name}", f"confirm {name} --no", "list"):
        done = lived.run(*arguments.split())
        # Once taken in it is an entry, and waits for nothing.
        assert done.returncode in {0, 2, 10}, (arguments, done)
    assert lived.json("today")["pending"] == 0


def test_pending_json_is_strict_json(lived: Vault) -> None:
    body = {"v": 1, "device": None, "seq": 0, "entry": {**ENTRY, "value": float("nan")}}
    seal_by_hand(lived, body)
    assert json.loads(lived.ok("pending", "--json"), parse_constant=pytest.fail)


def test_entries_of_a_newer_program_wait(lived: Vault) -> None:
    seal_by_hand(lived, {"v": 2, "device": None, "seq": 0, "entry": ENTRY})
    done = lived.run("today")
    assert done.returncode == 0
    assert done.stderr == ("One quick entry was written by a newer recoverylog and waits for it.\n")
    assert waiting(lived) == 1


def test_a_file_that_is_no_entry_stays_and_is_named(lived: Vault) -> None:
    inbox = Path(lived.places.inbox)
    inbox.mkdir(exist_ok=True)
    (inbox / "\x1b[31mred.sealed").write_bytes(b"nothing")
    done = lived.run("today")
    assert done.returncode == 0
    assert "One quick entry cannot be opened by this journal" in done.stderr
    assert "\x1b" not in done.stderr
    assert waiting(lived) == 1


def seal_by_hand(vault: Vault, body: dict[str, Any]) -> None:
    """Put a file into the inbox as somebody would who has only vault.json."""
    seen = glance.at(vault.places.data)
    assert seen is not None
    public = bytes.fromhex(
        json.loads((vault.data / "vault.json").read_text())["body"]["inbox"]["public"]
    )
    content = sealing.seal(
        json.dumps(body).encode(),
        sealing.NO_MAC,
        public=public,
        key_id=seen.key_id,
        vault=seen.vault,
    )
    inbox = Path(vault.places.inbox)
    inbox.mkdir(exist_ok=True)
    (inbox / f"{os.urandom(16).hex()}.sealed").write_bytes(content)
