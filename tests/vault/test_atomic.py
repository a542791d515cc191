"""Whole or not at all: every system call that writing makes, failing in turn."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from recoverylog.vault import atomic
from tests.vault.invented import every_call_failing

OLD, NEW = b"what was there", b"what comes instead" * 100
NO_ROOM = OSError(errno.ENOSPC, "No space left on device")
BEFORE_THE_RENAME = ["open", "write", "fsync", "replace"]

Writer = Callable[[str, bytes], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with nothing in it."""
    empty = tmp_path / "folder"
    empty.mkdir()
    return empty


def carelessly(path: str, content: bytes) -> None:
    """Write as a careless program does; the checks below must notice it."""
    handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    try:
        os.write(handle, content[:7])
        os.fsync(handle)
        os.write(handle, content[7:])
    finally:
        os.close(handle)


def after_a_failure(folder: Path, write: Writer, call: str, problem: BaseException) -> set[bytes]:
    """Return what lies in ``folder`` after a write during which ``call`` failed."""
    path = folder / "file"
    path.write_bytes(OLD)
    with every_call_failing(os, call, problem) as calls, pytest.raises(type(problem)):
        write(str(path), NEW)
    assert calls[0], f"os.{call} is never called"
    return {one.read_bytes() for one in folder.iterdir()}


@pytest.mark.parametrize("problem", [NO_ROOM, KeyboardInterrupt()], ids=["full", "interrupt"])
@pytest.mark.parametrize("call", BEFORE_THE_RENAME)
def test_a_failure_leaves_the_old_file_and_nothing_else(
    folder: Path, call: str, problem: BaseException
) -> None:
    assert after_a_failure(folder, atomic.write, call, problem) == {OLD}


def test_the_check_sees_a_careless_writer(folder: Path) -> None:
    assert after_a_failure(folder, carelessly, "fsync", NO_ROOM) != {OLD}


def test_a_disk_that_fills_half_way_leaves_the_old_file(folder: Path) -> None:
    path = folder / "file"
    path.write_bytes(OLD)
    real = os.write

    def a_little(handle: int, content: bytes) -> int:
        if len(content) < len(NEW) - 20:
            raise NO_ROOM
        return real(handle, content[:5])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", a_little)
        with pytest.raises(OSError, match="No space"):
            atomic.write(str(path), NEW)
    assert [one.read_bytes() for one in folder.iterdir()] == [OLD]


def test_a_write_that_takes_few_bytes_at_a_time_is_finished(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, content: real(handle, bytes(content)[:7]))
    atomic.write(str(folder / "file"), NEW)
    atomic.create(str(folder / "other"), NEW)
    monkeypatch.undo()
    assert (folder / "file").read_bytes() == NEW
    assert (folder / "other").read_bytes() == NEW


def test_a_folder_that_cannot_be_synced_leaves_one_whole_file(folder: Path) -> None:
    """After the rename the new file is there; only whether its name lasts is not known."""
    path = folder / "file"
    path.write_bytes(OLD)
    refused = OSError(errno.EIO, "Input/output error")
    with every_call_failing(os, "fsync", refused, after=1), contextlib.suppress(OSError):
        atomic.write(str(path), NEW)
    assert [one.read_bytes() for one in folder.iterdir()] == [NEW]


@pytest.mark.parametrize("write", [atomic.write, atomic.create])
def test_content_is_on_the_disk_before_its_name_and_the_name_before_the_return(
    folder: Path, monkeypatch: pytest.MonkeyPatch, write: Writer
) -> None:
    seen: list[str] = []
    real_fsync, real_replace, real_link = os.fsync, os.replace, os.link

    def fsync(handle: int) -> None:
        folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        seen.append("folder" if folder else f"file of {os.fstat(handle).st_size}")
        real_fsync(handle)

    def replace(one: str, other: str) -> None:
        seen.append("name")
        real_replace(one, other)

    def link(one: str, other: str) -> None:
        seen.append("name")
        real_link(one, other)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(os, "link", link)
    write(str(folder / "file"), NEW)
    assert seen == [f"file of {len(NEW)}", "name", "folder"]


@pytest.mark.parametrize("write", [atomic.write, atomic.create])
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_the_owner_may_read_it(folder: Path, write: Writer, umask: int) -> None:
    path = folder / "file"
    before = os.umask(umask)
    try:
        write(str(path), NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_others_could_read_is_replaced_by_one_that_they_cannot(folder: Path) -> None:
    path = folder / "file"
    path.write_bytes(OLD)
    path.chmod(0o644)
    atomic.write(str(path), NEW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_is_replaced_and_not_followed(folder: Path) -> None:
    aim = folder / "aim"
    aim.write_bytes(OLD)
    (folder / "link").symlink_to(aim)
    atomic.write(str(folder / "link"), NEW)
    assert aim.read_bytes() == OLD
    assert not (folder / "link").is_symlink()


def test_create_leaves_alone_what_is_there(folder: Path) -> None:
    path = folder / "file"
    path.write_bytes(OLD)
    with pytest.raises(FileExistsError):
        atomic.create(str(path), NEW)
    assert [one.read_bytes() for one in folder.iterdir()] == [OLD]


@pytest.mark.parametrize("call", ["open", "write", "fsync"])
def test_create_that_fails_leaves_nothing(folder: Path, call: str) -> None:
    with every_call_failing(os, call, NO_ROOM), pytest.raises(OSError, match="No space"):
        atomic.create(str(folder / "file"), NEW)
    assert list(folder.iterdir()) == []


def test_create_that_fails_later_leaves_nothing_half_written(folder: Path) -> None:
    """A temporary key that was cut short would open nothing, and stand in the way."""
    for after in range(4):
        with every_call_failing(os, "fsync", NO_ROOM, after=after), contextlib.suppress(OSError):
            atomic.create(str(folder / "file"), NEW)
        assert {one.read_bytes() for one in folder.iterdir()} <= {NEW}
        for one in folder.iterdir():
            one.unlink()


def test_create_works_where_there_are_no_hard_links(folder: Path) -> None:
    """FAT has none, and a person's folder may lie on a stick."""
    refused = OSError(errno.EPERM, "Operation not permitted")
    with every_call_failing(os, "link", refused):
        atomic.create(str(folder / "file"), NEW)
        with pytest.raises(FileExistsError):
            atomic.create(str(folder / "file"), OLD)
    assert [one.read_bytes() for one in folder.iterdir()] == [NEW]


def test_unfinished_files_are_passed_over_by_the_inbox(folder: Path) -> None:
    from recoverylog.vault import inbox
    from tests.vault.invented import places_in

    places = places_in(folder)
    os.makedirs(places.inbox)
    unfinished = os.path.join(places.inbox, atomic.TEMPORARY + "0123456789abcdef")
    Path(unfinished).write_bytes(b"half")
    assert inbox.waiting(places) == []
