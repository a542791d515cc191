"""Folders that refuse, disks that are full, copies that are older: one line, and nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import KEY_FILES, PASSPHRASE, told, waiting
from tests.conftest import require

if TYPE_CHECKING:
    from tests.cli.conftest import Vault
    from tests.conftest import Finished, Program


# --- folders that refuse, and full disks


def without_privileges(argv: list[str]) -> list[str]:
    """Return the command such that permissions count for it, even where the test runs as root."""
    if os.geteuid() != 0:
        return argv
    require("setpriv")
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all", *argv]


def run_unprivileged(program: Program, *arguments: str, passphrase: str | None = None) -> Finished:
    command = type(program)(without_privileges(program.argv()))
    return command(*arguments, passphrase=passphrase)


@pytest.fixture
def read_only(lived: Vault) -> Vault:
    """Return a journal whose data folder may be read and not written."""
    for name in ("journal-1.db", *KEY_FILES):
        os.chmod(lived.data / name, 0o400)
    os.chmod(lived.data, 0o500)
    return lived


@pytest.mark.skipif(os.name == "nt", reason="permissions are another thing there")
def test_a_read_only_folder_is_8_and_reading_goes_on(
    read_only: Vault, cli: Program, rl: Program
) -> None:
    done = run_unprivileged(cli, "today", passphrase=PASSPHRASE)
    assert (done.returncode, done.stderr) == (0, "")
    for command in ("trends", "year", "patterns", "review", "milestones", "signs"):
        done = run_unprivileged(cli, command, passphrase=PASSPHRASE)
        assert (done.returncode, done.stderr) == (0, ""), command
    for arguments in (["delete", "3"], ["focus", "add", "nicotine"], ["signs", "add", "x"]):
        line = told(run_unprivileged(cli, *arguments, passphrase=PASSPHRASE), 8)
        assert "may not be written" in line
    told(run_unprivileged(cli, "passphrase", passphrase=f"{PASSPHRASE}\nseven calm geese"), 8)
    done = run_unprivileged(cli, "log", "craving", "9", passphrase=PASSPHRASE)
    assert "Your line is kept" in told(done, 8)
    done = run_unprivileged(rl, "craving", "8")
    assert done.returncode == 0
    assert "The journal's folder cannot be written; it waits on this device." in done.stdout
    os.chmod(read_only.data, 0o700)
    os.chmod(read_only.data / "journal-1.db", 0o600)
    filed = read_only.json("list", "--limit", "2")["entries"]
    assert sorted(entry["craving"] for entry in filed) == [8.0, 9.0]


@pytest.mark.skipif(os.name == "nt", reason="permissions are another thing there")
def test_where_nothing_can_be_written_the_words_are_given_back(
    lived: Vault, rl: Program, cli: Program
) -> None:
    os.chmod(lived.data, 0o500)
    os.chmod(lived.home / "state", 0o500)
    for program, before in ((rl, []), (cli, ["log"]), (cli, [])):
        done = run_unprivileged(program, *before, "craving", "8", "hold on", "@work", "+walk")
        assert (done.returncode, done.stdout) == (8, "")
        assert "Your words were not kept. Here they are" in done.stderr
        assert "craving 8 hold on @work +walk" in done.stderr.splitlines()


@pytest.mark.skipif(os.name == "nt", reason="permissions are another thing there")
def test_a_folder_that_may_not_be_read_is_8(lived: Vault, cli: Program) -> None:
    os.chmod(lived.data, 0o000)
    told(run_unprivileged(cli, "today", passphrase=PASSPHRASE), 8)
    assert run_unprivileged(cli, "crisis").returncode == 0
    assert run_unprivileged(cli).returncode == 8
    os.chmod(lived.data, 0o700)


@pytest.mark.skipif(os.name == "nt", reason="permissions are another thing there")
def test_init_where_it_may_not_write_is_8(cli: Program, home: Path) -> None:
    home.mkdir()
    os.chmod(home, 0o500)
    told(run_unprivileged(cli, "init", "--no-input", passphrase="seven calm geese on a pond"), 8)
    os.chmod(home, 0o700)
    assert list(home.iterdir()) == []


def test_a_file_that_cannot_be_written_there_is_8(lived: Vault, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "no" / "such" / "folder.txt")
    told(lived.run("export", "--json", "--output", nowhere), 8)
    told(lived.run("export", "--json", "--output", str(tmp_path)), 2)
    assert "Nothing was shared" in told(lived.run("share", "--yes", "--output", nowhere), 8)


def test_a_full_disk_is_9_and_the_words_are_given_back(lived: Vault, rl: Program) -> None:
    """No file may grow: the limit answers with EFBIG, which is told as a full disk is."""
    full = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)); "
    full += "os.execv(sys.argv[1], sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-I", "-c", full, *rl.argv("craving", "8", "hold on")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (9, "")
    assert done.stderr.startswith("There is no room left on the disk for ")
    assert done.stderr.splitlines()[-1] == "craving 8 hold on"
    assert not list(lived.data.rglob("*.sealed"))
    assert not list(lived.data.rglob(".new-*"))


# --- an older copy, another journal


def test_a_rolled_back_journal_is_told_and_can_be_accepted(lived: Vault, tmp_path: Path) -> None:
    shutil.copytree(lived.data, tmp_path / "backup")
    lived.ok("log", "mood", "6")
    shutil.rmtree(lived.data)
    shutil.copytree(tmp_path / "backup", lived.data)
    done = lived.run("today")
    assert done.returncode == 0
    assert "This journal is an older copy than the one this device saw last" in done.stderr
    assert "counts as the present one" in lived.run("status", "--accept-older").stderr
    assert lived.run("today").stderr == ""


def test_rl_says_when_the_folder_holds_another_journal(
    lived: Vault, cli: Program, rl: Program
) -> None:
    lived.data.rename(lived.home / "first")
    cli(
        "init",
        "--no-input",
        passphrase="seven calm geese",
        env={"RECOVERYLOG_HOME": str(lived.home / "x")},
    )
    (lived.home / "x" / "data").rename(lived.data)
    done = rl("mood", "6")
    assert done.returncode == 0
    assert "This folder holds another journal than this device knows" in done.stdout
    assert "knew another journal" in lived.ok("status")
    listed = cli("list", passphrase="seven calm geese")
    assert listed.returncode == 0
    assert "cannot be opened by this journal" in listed.stderr
    assert waiting(lived) == 1
