"""No room left: a disk that is really full, and a limit on the size of files.

Each command says so in one line, with the code for a full disk; the journal is as it was; and
what was typed is kept elsewhere or handed back.
"""

from __future__ import annotations

import os
import resource
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from recoverylog.errors import AlreadyThere, CannotWrite, DiskFull
from tests.conftest import Finished, Program
from tests.faults import processes, vaults
from tests.faults.processes import CHEAP
from tests.faults.vaults import PASSPHRASE, Vault

pytestmark = pytest.mark.slow

FULL = DiskFull.exit_code
NEW_PASSPHRASE = "marble orbit pepper ribbon tulip"
BOTH = f"{PASSPHRASE}\n{NEW_PASSPHRASE}"
SIZE = 2 * 1024 * 1024
# More than a page of a file holds.
TYPED = ["feather"] * 700
WORDS = " ".join(TYPED)


class Disk:
    """A small file system in memory, with a file in it that can take up all the room."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, leaving: int = 0) -> None:
        """Take up everything but ``leaving`` bytes."""
        room = os.statvfs(self.folder)
        self._filler.write_bytes(bytes(max(0, room.f_bavail * room.f_frsize - leaving)))
        room = os.statvfs(self.folder)
        assert room.f_bavail * room.f_frsize <= max(leaving, 0) + room.f_frsize

    def free(self) -> None:
        """Give the room back."""
        self._filler.unlink()


def mounted(folder: Path) -> Iterator[Disk]:
    """Mount a small tmpfs at ``folder``, or skip."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder.mkdir(parents=True, exist_ok=True)
    mounting = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounting.returncode != 0:
        pytest.skip(f"no disk can be mounted here: {mounting.stderr.decode().strip()}")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def disk(home: Path) -> Iterator[Disk]:
    """Have all our folders on a small disk."""
    yield from mounted(home)


@pytest.fixture
def data_disk(home: Path) -> Iterator[Disk]:
    """Have the journal alone on a small disk, and what this device knows on another."""
    yield from mounted(home / "data")


def refused(done: Finished, *codes: int) -> None:
    """Assert that a command was refused in one clear line, with one of the ``codes``."""
    assert done.returncode in (codes or (FULL,)), processes.explain(done)
    assert processes.quiet_about_itself(done), processes.explain(done)
    told = [line for line in done.stderr.splitlines() if "room" in line or "disk" in line]
    assert len(told) == 1, processes.explain(done)


def handed_back(done: Finished) -> None:
    assert processes.KEPT.decode() not in done.stdout, processes.explain(done)
    found = WORDS in done.stderr
    assert found, f"the words were not handed back: {processes.explain(done)}"


def as_it_was(vault: Vault, *texts: str) -> None:
    contents = vaults.look_with(vault.places, vault.passphrase)
    assert contents.problems == ()
    assert contents.texts == Counter(texts)


def written(home: Path, cli: Program) -> Vault:
    """Return a vault with one entry in it."""
    vault = vaults.make(home)
    kept = cli("log", "note", "before", passphrase=vault.passphrase)
    assert kept.returncode == 0, processes.explain(kept)
    return vault


def made_after_all(done: Finished, home: Path) -> None:
    """Assert that init can be done again; or is done, and the person has seen the kit."""
    again = CHEAP("init", "--no-input", passphrase=PASSPHRASE)
    if again.returncode == AlreadyThere.exit_code:
        assert "recovery kit" in done.stdout, processes.explain(done)
    else:
        assert again.returncode == 0, processes.explain(again)
    assert vaults.look_with(vaults.folders(home), PASSPHRASE).problems == ()


# A disk that is full --------------------------------------------------------------------------


def test_rl_on_a_full_disk_hands_the_words_back(disk: Disk, cli: Program, rl: Program) -> None:
    vault = written(disk.folder, cli)
    disk.fill()
    done = rl("note", *TYPED)
    refused(done)
    handed_back(done)
    disk.free()
    as_it_was(vault, "before")


def test_rl_before_init_on_a_full_disk_hands_the_words_back(disk: Disk, rl: Program) -> None:
    disk.fill()
    done = rl("note", *TYPED)
    refused(done)
    handed_back(done)
    disk.free()
    assert vaults.take_in(disk.folder).texts == {}


def test_rl_keeps_the_line_on_this_device_where_the_journal_s_disk_is_full(
    data_disk: Disk, cli: Program, rl: Program, home: Path
) -> None:
    vault = written(home, cli)
    data_disk.fill()
    done = rl("note", *TYPED)
    assert done.returncode == 0, processes.explain(done)
    assert "it waits on this device" in done.stdout
    data_disk.free()
    as_it_was(vault, "before", WORDS)


def test_log_on_a_full_disk_hands_the_words_back(disk: Disk, cli: Program) -> None:
    vault = written(disk.folder, cli)
    disk.fill()
    done = cli("log", "note", *TYPED, passphrase=vault.passphrase)
    refused(done)
    handed_back(done)
    disk.free()
    as_it_was(vault, "before")


def test_log_keeps_the_line_sealed_where_the_journal_s_disk_is_full(
    data_disk: Disk, cli: Program, home: Path
) -> None:
    vault = written(home, cli)
    data_disk.fill()
    done = cli("log", "note", *TYPED, passphrase=vault.passphrase)
    refused(done)
    assert processes.KEPT.decode() in done.stdout, processes.explain(done)
    data_disk.free()
    as_it_was(vault, "before", WORDS)


@pytest.mark.parametrize("leaving", [0, 4096, 16384, 65536, 131072])
def test_init_on_a_full_disk_leaves_nothing_in_the_way(disk: Disk, leaving: int) -> None:
    disk.fill(leaving)
    done = CHEAP("init", "--no-input", "--focus", "tea", passphrase=PASSPHRASE)
    refused(done)
    disk.free()
    made_after_all(done, disk.folder)


@pytest.mark.parametrize("leaving", [0, 4096, 65536, 114688])
def test_passphrase_on_a_full_disk_changes_nothing(disk: Disk, leaving: int, cli: Program) -> None:
    vault = written(disk.folder, cli)
    disk.fill(leaving)
    done = CHEAP("passphrase", "--no-input", passphrase=BOTH)
    refused(done)
    assert "kit" not in done.stdout
    disk.free()
    as_it_was(vault, "before")
    assert [file.name for file in Path(vault.places.data).glob("journal-*")] == ["journal-1.db"]


def test_a_file_for_others_on_a_full_disk_is_there_whole_or_not_at_all(
    disk: Disk, cli: Program
) -> None:
    vault = written(disk.folder, cli)
    target = disk.folder / "outside"
    asked = ("export", "--json", "-o", str(target))
    disk.fill()
    done = cli(*asked, passphrase=vault.passphrase)
    refused(done)
    assert done.stdout == ""
    assert [file.name for file in disk.folder.glob("outside*")] == []
    disk.free()
    assert cli(*asked, passphrase=vault.passphrase).returncode == 0
    held = target.read_bytes()
    disk.fill()
    refused(cli(*asked, "--replace", passphrase=vault.passphrase))
    assert target.read_bytes() == held
    disk.free()
    as_it_was(vault, "before")


@pytest.mark.parametrize("form", ["page", "text"])
def test_a_page_on_a_full_disk_does_not_leave_and_its_words_come_back(
    form: str, disk: Disk, cli: Program
) -> None:
    vault = written(disk.folder, cli)
    target = disk.folder / "outside.html"
    asked = ("share", "--yes", "--form", form, "-o", str(target), "--talk", WORDS[:200])
    disk.fill()
    done = cli(*asked, passphrase=vault.passphrase)
    refused(done)
    assert done.stdout == ""
    assert WORDS[:190] in done.stderr
    assert not target.exists()
    disk.free()
    as_it_was(vault, "before")
    assert "Nothing was shared yet." in cli("shared", passphrase=vault.passphrase).stdout
    assert cli(*asked, passphrase=vault.passphrase).returncode == 0
    assert target.stat().st_size > 0


def test_looking_back_needs_no_room(disk: Disk, cli: Program) -> None:
    vault = written(disk.folder, cli)
    disk.fill()
    looking = (
        "today",
        "list",
        "streak",
        "status",
        "people",
        "shared",
        "answers",
        "asks",
        "trends",
        "year",
        "patterns",
    )
    for command in (*looking, "review", "milestones", "signs"):
        done = cli(command, passphrase=vault.passphrase)
        assert done.returncode == 0, processes.explain(done)


def test_a_waiting_line_is_no_hindrance_to_looking_back_on_a_full_disk(
    disk: Disk, cli: Program, rl: Program
) -> None:
    vault = written(disk.folder, cli)
    assert rl("note", "waiting").returncode == 0
    disk.fill()
    done = cli("list", passphrase=vault.passphrase)
    assert processes.quiet_about_itself(done), processes.explain(done)
    assert done.returncode in {0, FULL}, processes.explain(done)
    disk.free()
    as_it_was(vault, "before", "waiting")


# A limit on the size of files, for those who are not root --------------------------------------


def limited(program: Program, *words: str, most: int, passphrase: str | None = None) -> Finished:
    """Run a command that may write no file beyond ``most`` bytes."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    with processes.passed(passphrase, processes.surroundings()) as (environment, descriptors):
        done = subprocess.run(
            program.argv(*words),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment,
            pass_fds=descriptors,
            preexec_fn=limit,
            check=False,
        )
    return Finished(done.stdout.decode(), done.stderr.decode(), done.returncode)


@pytest.mark.parametrize("most", [0, 100, 4096])
def test_rl_with_too_small_a_limit_hands_the_words_back(most: int, home: Path, rl: Program) -> None:
    vault = vaults.make(home)
    done = limited(rl, "note", *TYPED, most=most)
    refused(done)
    handed_back(done)
    as_it_was(vault)


# SQLite does not tell a file that may not grow from a disk that does not answer.
EITHER = (FULL, CannotWrite.exit_code)


@pytest.mark.parametrize("most", [0, 100, 4096, 20_000, 60_000])
def test_log_with_too_small_a_limit_keeps_the_line_or_hands_it_back(
    most: int, home: Path, cli: Program
) -> None:
    vault = written(home, cli)
    done = limited(cli, "log", "note", *TYPED, most=most, passphrase=vault.passphrase)
    refused(done, *EITHER)
    if processes.KEPT.decode() in done.stdout:
        as_it_was(vault, "before", WORDS)
    else:
        handed_back(done)
        as_it_was(vault, "before")


@pytest.mark.parametrize("most", [0, 100, 4096, 20_000, 60_000])
def test_init_with_too_small_a_limit_leaves_nothing_in_the_way(most: int, home: Path) -> None:
    done = limited(CHEAP, "init", "--no-input", most=most, passphrase=PASSPHRASE)
    refused(done, *EITHER)
    made_after_all(done, home)


@pytest.mark.parametrize("most", [0, 4096, 60_000])
def test_passphrase_with_too_small_a_limit_changes_nothing(
    most: int, home: Path, cli: Program
) -> None:
    vault = written(home, cli)
    refused(limited(CHEAP, "passphrase", "--no-input", most=most, passphrase=BOTH), *EITHER)
    as_it_was(vault, "before")


@pytest.mark.parametrize("most", [0, 100])
def test_export_with_too_small_a_limit_leaves_no_file(
    most: int, home: Path, cli: Program, tmp_path: Path
) -> None:
    vault = written(home, cli)
    target = tmp_path / "outside.json"
    asked = ("export", "--json", "-o", str(target))
    refused(limited(cli, *asked, most=most, passphrase=vault.passphrase))
    assert list(tmp_path.glob("outside*")) == []
    as_it_was(vault, "before")
