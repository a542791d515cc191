"""What goes wrong: one clear line, the documented code, and nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recoverylog.session import opening
from recoverylog.vault import keyfile
from tests.cli.conftest import KEY_FILES, PASSPHRASE, told, waiting

if TYPE_CHECKING:
    from tests.cli.conftest import Vault
    from tests.conftest import Program

# --- passphrases


def test_a_wrong_passphrase_is_4(lived: Vault) -> None:
    for arguments in (["today"], ["list", "--json"], ["export", "--json"], ["delete", "3"]):
        done = lived.run(*arguments, passphrase="Orchid lantern pebble quiet harbour")
        line = told(done, 4)
        assert line.startswith("That passphrase does not open this journal. Nothing was changed.")
        assert done.stdout == ""


@pytest.mark.parametrize("given", ["", "\n", " "], ids=repr)
def test_an_empty_passphrase_is_4(given: str, lived: Vault) -> None:
    told(lived.run("today", passphrase=given), 4)


def test_a_passphrase_is_the_same_however_it_is_spaced_or_composed(vault: Vault) -> None:
    assert vault.run("today", passphrase=f"  {PASSPHRASE.replace(' ', '   ')} ").returncode == 0


def test_kit_words_open_and_each_mistake_in_them_is_4(vault: Vault) -> None:
    words = list(vault.kit)
    assert vault.run("today", passphrase=", ".join(words).upper()).returncode == 0
    assert "A kit has 20 words" in told(vault.run("today", passphrase=" ".join(words[:19])), 4)
    swapped = [words[1], words[0], *words[2:]]
    line = told(vault.run("today", passphrase=" ".join(swapped)), 4)
    assert "Nothing was changed." in line
    misspelt = ["zzzz", *words[1:]]
    assert "Word 1 is not a kit word." in told(vault.run("today", passphrase=" ".join(misspelt)), 4)


@pytest.mark.parametrize("arguments", ["today", "streak --json", "edit 3 mood 6", "export --json"])
def test_locked_is_3(arguments: str, lived: Vault) -> None:
    done = lived.run(*arguments.split(), passphrase=None)
    assert done.returncode == 3
    assert "The journal is locked. Nothing was changed." in done.stderr
    assert done.stdout == ""
    assert lived.run("--no-input", *arguments.split(), passphrase=None).returncode == 3


@pytest.mark.parametrize("named", ["abc", "77", "-1", "1.5", "99999999999999"])
def test_a_descriptor_that_cannot_be_read_is_2(named: str, lived: Vault) -> None:
    done = lived.run("today", passphrase=None, env={"RECOVERYLOG_PASSPHRASE_FD": named})
    assert "RECOVERYLOG_PASSPHRASE_FD does not name a descriptor" in told(done, 2)


def test_a_passphrase_in_an_argument_is_2(lived: Vault) -> None:
    done = lived.run("today", "--passphrase", PASSPHRASE, passphrase=None)
    assert done.returncode == 2
    assert PASSPHRASE not in done.stderr


# --- words that do not fit


@pytest.mark.parametrize(
    "arguments",
    [
        "todya",
        "focus remove alcohol",
        "list --colour",
        "show",
        "delete",
        "search",
        "focus add",
        "share --days",
        "people remove x",
        "people add",
        "shared close",
        "answers keep",
        "asks done",
        "trends --days ten",
        "signs remove x",
        "signs add",
        "--no-such-option",
    ],
)
def test_what_typer_does_not_know_is_2(arguments: str, lived: Vault) -> None:
    done = lived.run(*arguments.split())
    assert done.stdout == ""
    line = told(done, 2)
    assert "recoverylog" in line
    assert "?." not in line


@pytest.mark.parametrize(
    "arguments",
    [
        "share --days 14 --yes",
        "share --form pdf --yes",
        "share --tick sorrow --preview",
        "share --tick mood --leave mood --preview",
        "share --preview --output x",
        "share --output - --yes",
        "share --output= --yes",
        "share",
        "people add Ada --sections sorrow",
        "people add Ada --days 14",
        "people --json add Ada",
        "receive --keep --put-away",
        "shared --json list",
        "answers --json list",
        "asks --json list",
        "list --kind sorrow",
        "year 2999",
        "year --show sorrow",
        "trends --days 6",
        "review --until 2999-01-01",
        "milestones --years 3",
        "signs --json list",
        "signs tick --off",
        "list --from never-ever",
        "unlock --for 0m",
        "unlock --for soon",
        "export",
        "shell-init tcsh",
        "focus add alcohol2 --counting loosely",
        "focus edit alcohol",
        "focus edit alcohol --goal perfection",
        "confirm",
        "purge",
        "edit 3",
    ],
)
def test_what_does_not_fit_is_2(arguments: str, lived: Vault) -> None:
    lived.ok("delete", "4")
    told(lived.run(*arguments.split()), 2)


def test_init_without_what_it_needs_is_2_and_makes_nothing(cli: Program, home: Path) -> None:
    told(cli("init", "--no-input"), 2)
    told(cli("init"), 2)
    assert "Nothing was made." in told(cli("init", "--no-input", passphrase="  "), 2)
    told(cli("init", "--no-input", "--since", "30d", passphrase="five calm green birds"), 2)
    told(
        cli("init", "--focus", "x", "--since", "no such day", passphrase="five calm green birds"), 2
    )
    assert not home.exists()


# --- files


def test_no_journal_is_7(cli: Program, home: Path) -> None:
    for arguments in (["today"], ["list"], ["unlock"], ["passphrase"], ["export", "--json"]):
        line = told(cli(*arguments, passphrase="x\ny"), 7)
        assert "recoverylog init" in line
    assert not home.exists()


def test_log_before_there_is_a_journal_keeps_the_line(cli: Program, home: Path) -> None:
    done = cli("log", "craving", "8")
    assert done.returncode == 0
    assert "Kept, not yet protected" in done.stdout
    done = cli("log", "craving", "9", passphrase="whatever it will be")
    assert "Your line is kept" in told(done, 7)
    done = cli("init", "--no-input", "--focus", "alcohol", passphrase="whatever it will be")
    assert done.returncode == 0
    listed = json.loads(cli("list", "--json", passphrase="whatever it will be").stdout)
    assert sorted(entry["craving"] for entry in listed["entries"]) == [8.0, 9.0]
    assert {entry["focus"] for entry in listed["entries"]} == {"alcohol"}
    assert not list(home.rglob("first.key"))


def test_a_missing_database_is_7(lived: Vault) -> None:
    os.unlink(lived.data / "journal-1.db")
    line = told(lived.run("today"), 7)
    assert "journal-1.db is missing" in line
    done = lived.run("log", "mood", "6")
    assert "Your line is kept, sealed" in told(done, 7)
    assert "Kept: mood 6 of 10" in done.stdout
    assert not (lived.data / "journal-1.db").exists()


def test_both_key_files_missing_is_7_and_not_a_reason_to_begin_anew(lived: Vault) -> None:
    for name in KEY_FILES:
        os.unlink(lived.data / name)
    assert "journal-1.db cannot be opened without it" in told(lived.run("today"), 7)
    told(lived.run("init", "--no-input"), 11)
    assert lived.run(passphrase=None).returncode == 7


def test_both_key_files_damaged_is_5(lived: Vault, rl: Program) -> None:
    for name in KEY_FILES:
        content = bytearray((lived.data / name).read_bytes())
        content[len(content) // 2] ^= 1
        (lived.data / name).write_bytes(content)
    line = told(lived.run("today"), 5)
    assert "Both copies of the key file are damaged" in line
    assert "were not touched" in line
    told(lived.run("today", passphrase="not this one"), 5)
    assert rl("craving", "8").returncode == 0
    assert "Your line is kept" in told(lived.run("log", "craving", "9"), 5)
    assert waiting(lived) == 2


@pytest.mark.parametrize(
    ("which", "damage"),
    [
        *(("vault.json", damage) for damage in ("flipped", "empty", "missing", "garbage")),
        *(("vault.json.2", damage) for damage in ("flipped", "missing")),
    ],
)
def test_one_damaged_key_file_is_mended(which: str, damage: str, lived: Vault) -> None:
    path = lived.data / which
    content = bytearray(path.read_bytes())
    if damage == "missing":
        path.unlink()
    else:
        content[100] ^= 4
        made = {"flipped": bytes(content), "empty": b"", "garbage": b"\xff[" * 9}
        path.write_bytes(made[damage])
    done = lived.run("today")
    assert done.returncode == 0
    if which == "vault.json":
        assert "the second served in its place. Nothing is lost." in done.stderr
    else:
        assert done.stderr == ""
    assert (lived.data / "vault.json").read_bytes() == (lived.data / "vault.json.2").read_bytes()
    assert lived.run("today").stderr == ""


@pytest.mark.parametrize("damage", ["emptied", "cut", "one page", "garbage", "a flipped bit"])
def test_a_damaged_database_is_5(damage: str, lived: Vault) -> None:
    path = lived.data / "journal-1.db"
    content = bytearray(path.read_bytes())
    if damage == "a flipped bit":
        for page in range(len(content) // 4096):
            content[page * 4096 + 2000] ^= 1
    whole = bytes(content)
    made = {"emptied": b"", "cut": whole[: len(whole) // 2], "one page": whole[:4096]}
    made |= {"garbage": os.urandom(8192), "a flipped bit": whole}
    path.write_bytes(made[damage])
    line = told(lived.run("today"), 5)
    assert "journal-1.db is damaged" in line
    assert path.read_bytes() == made[damage]
    told(lived.run("today", passphrase="not this one"), 4)
    done = lived.run("log", "craving", "9")
    assert "Your line is kept, sealed" in told(done, 5)
    assert waiting(lived) == 1
    assert path.read_bytes() == made[damage]


def test_a_newer_key_file_is_6(lived: Vault) -> None:
    for name in KEY_FILES:
        held = json.loads((lived.data / name).read_text())
        held["body"]["format"] = keyfile.FORMAT + 1
        held["sha256"] = keyfile.checksum(held["body"], held["mac"])
        (lived.data / name).write_text(json.dumps(held))
    line = told(lived.run("today"), 6)
    assert "newer recoverylog" in line
    assert "Nothing was changed." in line
    assert "Your line is kept" in told(lived.run("log", "mood", "6"), 6)


def test_a_newer_database_is_6(lived: Vault) -> None:
    with opening.open_with(lived.places, PASSPHRASE).journal as journal:
        journal.connection.execute("PRAGMA user_version = 99")
    assert "newer recoverylog (database version 99)" in told(lived.run("today"), 6)
    assert "Your line is kept" in told(lived.run("log", "mood", "6"), 6)


def test_what_is_there_already_is_11(lived: Vault, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in lived.home.rglob("*") if path.is_file()}
    line = told(lived.run("init", "--no-input"), 11)
    assert "It was not touched." in line
    told(lived.run("focus", "add", "ALCOHOL"), 11)
    told(lived.run("focus", "add", " alcohol "), 11)
    told(lived.run("focus", "edit", "gambling", "--name", "Alcohol"), 11)
    there = tmp_path / "there.txt"
    there.write_text("mine")
    for command in (["share", "--yes"], ["export", "--json"]):
        told(lived.run(*command, "--output", str(there)), 11)
    assert there.read_text() == "mine"
    assert {path: path.read_bytes() for path in before} == before


def test_a_focus_keeps_a_name(lived: Vault) -> None:
    told(lived.run("focus", "add", " \t"), 2)
    told(lived.run("focus", "edit", "gambling", "--name", "  "), 2)
    assert [one["label"] for one in lived.json("focus", "list")["focuses"]] == [
        "alcohol",
        "gambling",
    ]


@pytest.mark.usefixtures("lived")
def test_not_offered_is_12() -> None:
    """A kernel without keyrings, played by refusing the system call (EPERM, as containers do)."""
    refused = "import ctypes, os, sys; " + _SECCOMP + "os.execv(sys.argv[1], sys.argv[1:])"
    if sys.platform != "linux" or os.uname().machine != "x86_64":
        pytest.skip("the filter is written for Linux on x86-64")
    command = [sys.executable, "-I", "-m", "recoverylog", "unlock"]
    done = subprocess.run(
        [sys.executable, "-I", "-c", refused, *command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 12, done
    assert done.stderr.startswith("Staying unlocked is not offered here")
    assert len(done.stderr.splitlines()) == 1


# A filter for add_key, request_key and keyctl (248 to 250): load the number, answer EPERM.
_SECCOMP = """
class One(ctypes.Structure):
    _fields_ = [("code", ctypes.c_ushort), ("jt", ctypes.c_ubyte),
                ("jf", ctypes.c_ubyte), ("k", ctypes.c_uint)]
class All(ctypes.Structure):
    _fields_ = [("len", ctypes.c_ushort), ("filter", ctypes.POINTER(One))]
steps = (One * 5)(One(0x20, 0, 0, 0), One(0x35, 0, 2, 248), One(0x25, 1, 0, 250),
                  One(0x06, 0, 0, 0x00050001), One(0x06, 0, 0, 0x7fff0000))
libc = ctypes.CDLL(None, use_errno=True)
assert libc.prctl(38, 1, 0, 0, 0) == 0
assert libc.prctl(22, 2, ctypes.byref(All(5, steps))) == 0
"""
