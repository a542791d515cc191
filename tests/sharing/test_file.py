"""The file that is handed over: whole, neutral, never over another, apart from the journal."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any, get_args

import pytest

from recoverylog.errors import AlreadyThere, CannotWrite, DiskFull, UsageProblem
from recoverylog.journal.shared import Form
from recoverylog.sharing import file
from recoverylog.vault import atomic

CONTENT = b"what I want to talk about\n"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "Documents"
    folder.mkdir()
    return folder


def write(where: Path | str, form: Form = "page", **more: Any) -> Path:
    apart: Any = more.get("apart_from", ())
    return Path(file.write(str(where), CONTENT, form, apart_from=apart))


@pytest.mark.parametrize("form", get_args(Form))
def test_a_letter_in_a_folder_has_a_neutral_name_and_is_its_owners_alone(
    out: Path, form: Form
) -> None:
    old = os.umask(0)
    try:
        path = write(out, form)
    finally:
        os.umask(old)
    assert path.parent == out
    assert path.stem == "letter"
    assert path.read_bytes() == CONTENT
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(out) == [path.name], "nothing is left beside it"


def test_forms_have_endings_of_their_own() -> None:
    assert set(file.NAMES) == set(get_args(Form))
    assert file.NAMES["page"] == file.NAMES["html"] == "letter.html"
    assert len(set(file.NAMES.values())) == 4


def test_a_name_that_is_taken_is_passed_over_and_never_written_over(out: Path) -> None:
    (out / "letter.html").write_text("something else")
    (out / "letter-2.html").symlink_to(out / "nowhere")
    assert write(out).name == "letter-3.html"
    assert write(out).name == "letter-4.html"
    assert write(out, "text").name == "letter.txt"
    assert (out / "letter.html").read_text() == "something else"
    assert not (out / "nowhere").exists()


def test_a_file_that_is_there_is_refused(out: Path) -> None:
    taken = out / "for Sam.html"
    taken.write_text("mine")
    with pytest.raises(AlreadyThere):
        write(taken)
    assert taken.read_text() == "mine"
    assert os.listdir(out) == [taken.name]
    assert write(out / "for Sam 2.html").read_bytes() == CONTENT


def test_a_folder_that_is_full_of_letters_says_so(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "_MOST_NAMES", 2)
    write(out)
    write(out)
    with pytest.raises(AlreadyThere, match="too many"):
        write(out)


def test_nothing_is_written_into_the_folders_of_the_journal(tmp_path: Path, out: Path) -> None:
    data = tmp_path / "data"
    inside = data / "inbox"
    inside.mkdir(parents=True)
    (out / "way in").symlink_to(inside)
    apart = [str(data), str(tmp_path / "not there")]
    for where in (data, inside, data / "x.html", inside / "x", out / "way in", out / "way in/x"):
        with pytest.raises(UsageProblem, match="apart"):
            write(where, apart_from=apart)
    assert [*data.iterdir()] == [inside]
    assert [*inside.iterdir()] == []
    assert write(out, apart_from=apart).exists()
    assert write(tmp_path / "data-2.html", apart_from=apart).exists(), "a name that begins alike"


def test_a_folder_that_is_not_there_is_named(out: Path) -> None:
    with pytest.raises(CannotWrite, match="no folder"):
        write(out / "more" / "x.html")
    with pytest.raises(CannotWrite, match="no folder"):
        write(f"{out}/more/")
    assert os.listdir(out) == []


def test_home_may_be_written_short(monkeypatch: pytest.MonkeyPatch, out: Path) -> None:
    monkeypatch.setenv("HOME", str(out))
    assert write("~").parent == out


def test_a_full_disk_leaves_nothing(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(atomic, "_link", full)
    with pytest.raises(DiskFull):
        write(out)
    assert os.listdir(out) == []


def test_what_was_written_is_removed_once(out: Path) -> None:
    path = write(out)
    assert file.remove(str(path), file.digest(CONTENT)) is True
    assert os.listdir(out) == []
    assert file.remove(str(path), file.digest(CONTENT)) is False


def test_what_is_not_what_was_written_is_left_alone(out: Path, tmp_path: Path) -> None:
    path = write(out)
    told = file.digest(CONTENT)
    path.write_bytes(CONTENT + b"a note of my own")
    with pytest.raises(UsageProblem, match="not what was written"):
        file.remove(str(path), told)
    assert path.exists()
    path.unlink()
    aside = tmp_path / "aside.html"
    aside.write_bytes(CONTENT)
    path.symlink_to(aside)
    with pytest.raises(UsageProblem):
        file.remove(str(path), told)
    assert aside.exists()
    path.unlink()
    path.mkdir()
    with pytest.raises(UsageProblem):
        file.remove(str(path), told)
    path.rmdir()
    with path.open("wb") as large:
        large.truncate(file._MOST_READ + 1)
    with pytest.raises(UsageProblem):
        file.remove(str(path), told)


def test_forgetting_what_is_gone_says_nothing(out: Path) -> None:
    path = write(out)
    file.forget(str(path))
    file.forget(str(path))
    assert os.listdir(out) == []


def test_a_folder_that_cannot_be_written_through_keeps_no_letter(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_folder: str) -> None:
        raise OSError(errno.EINVAL, "invalid argument")

    monkeypatch.setattr(atomic, "sync_folder", refused)
    with pytest.raises(CannotWrite):
        write(out, "text")
    assert os.listdir(out) == []
