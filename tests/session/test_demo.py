"""The demo: a real vault of an invented person, and not a trace of it afterwards."""

from __future__ import annotations

import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3

from recoverylog import clock, paths
from recoverylog.errors import CannotWrite, WrongPassphrase
from recoverylog.journal import invented, invented_sharing
from recoverylog.journal.entry import Use
from recoverylog.journal.selection import Selection
from recoverylog.session import demo, opening
from recoverylog.session.journal import Journal
from recoverylog.vault import records


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def left(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def test_it_holds_the_invented_life_up_to_now() -> None:
    with demo.open_demo() as journal:
        expected = invented.entries(journal.today(), until=clock.now())
        assert [one.entry for one in journal.select(Selection())] == expected
        (standing,) = journal.standings()
        assert standing.focus == invented.focus(expected)
        assert (standing.figures.free_days_total, standing.figures.current_run) == (398, 23)
        pending = journal.pending()
        assert (pending.unsettled, pending.held) == ((), ())


def test_it_has_shared_two_pages_and_kept_what_came_back() -> None:
    with demo.open_demo() as journal:
        expected = invented_sharing.handed(journal.today(), local=clock.local)
        assert journal.supporters() == expected.supporters
        assert journal.shared() == list(reversed(expected.pages))
        assert journal.replies() == list(reversed(expected.replies))
        assert [one.state for one in journal.replies()] == ["new", "kept", "kept", "kept"]
        kept = {journal.encouragement(turn=turn) for turn in range(3)}
        assert kept == set(journal.encouragements())
        assert len(kept) == 3
        # What a person does first with a page that is still open.
        assert journal.close_page(expected.pages[0].id).closed is not None


def test_it_ends_today_whatever_day_and_zone_that_is(
    at: Callable[[str], None], zone: Callable[[str], None]
) -> None:
    zone("America/New_York")
    at("2027-07-04T15:00:00-04:00")
    with demo.open_demo(7) as journal:
        days = [one.entry.day for one in journal.select(Selection())]
        newest = journal.select(Selection(limit=1))[0].entry
    assert days[-1] == newest.day
    assert newest.day.isoformat() == "2027-07-04"
    assert newest.offset == -240
    assert newest.at.isoformat() <= "2027-07-04T19:00:00+00:00"


def test_each_version_is_as_old_as_what_it_says() -> None:
    with demo.open_demo() as journal:
        for stored in journal.select(Selection()):
            (version,) = journal.versions(stored)
            wrote = stored.entry.written or stored.entry.at
            assert version.unix_ms == int(wrote.timestamp() * 1000)
        uses = journal.select(Selection(kinds=("use",)))
        assert all(isinstance(one.entry, Use) and one.entry.written for one in uses)
        # The newest is what "undo" would take back.
        newest = max(journal.select(Selection()), key=lambda one: one.hlc)
        assert journal.undo() == journal.numbered(newest.number)


def test_the_folder_is_private_and_gone_afterwards(temporary: Path) -> None:
    with demo.open_demo() as journal:
        (folder,) = left(temporary)
        assert Path(journal.places.data).parent == folder
        for path in [folder, *folder.rglob("*")]:
            assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path
    assert left(temporary) == []


def test_the_persons_own_folders_are_not_even_made(home: Path) -> None:
    with demo.open_demo() as journal:
        mine = set(paths.find())
        assert not mine & set(journal.places)
        assert not home.exists()
    assert not home.exists()


def test_it_is_a_vault_like_any_other(temporary: Path) -> None:
    with demo.open_demo() as journal:
        with pytest.raises(WrongPassphrase):
            opening.open_with(journal.places, "")
        stored = [path.read_bytes() for path in temporary.rglob("*") if path.is_file()]
        assert len(stored) >= 3
        for word in (b"Marta", b"alcohol", b"craving", b"SQLite format"):
            assert not any(word in content for content in stored)


@pytest.mark.parametrize("problem", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_what_goes_wrong_inside_leaves_nothing(
    problem: type[BaseException], temporary: Path
) -> None:
    opened: list[Journal] = []

    def use_it() -> None:
        with demo.open_demo() as journal:
            opened.append(journal)
            assert left(temporary)
            raise problem

    with pytest.raises(problem):
        use_it()
    assert left(temporary) == []
    with pytest.raises(sqlcipher3.ProgrammingError):
        opened[0].connection.execute("SELECT 1")


def test_an_impatient_second_interrupt_does_not_stop_the_erasing(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    erase = shutil.rmtree

    def slow(folder: str, *, ignore_errors: bool) -> None:
        for name in ("SIGINT", "SIGTERM"):
            signal.raise_signal(getattr(signal, name))
        erase(folder, ignore_errors=ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", slow)
    with pytest.raises(KeyboardInterrupt), demo.open_demo():
        raise KeyboardInterrupt
    assert left(temporary) == []


def test_a_folder_that_cannot_be_made_is_told(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / "missing"))
    with pytest.raises(CannotWrite, match="missing"), demo.open_demo():
        pytest.fail("it was opened")


def test_what_goes_wrong_while_it_is_made_leaves_nothing(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_given: object, **_named: object) -> int:
        assert left(temporary)
        raise KeyboardInterrupt

    monkeypatch.setattr(records, "append", interrupted)
    with pytest.raises(KeyboardInterrupt), demo.open_demo():
        pytest.fail("it was opened")
    assert left(temporary) == []


CHILD = """
import sys, time
from recoverylog.session import demo
with demo.open_demo() as journal:
    print(journal.count(), flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there the signals end a program at once")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_it_by_way_of_the_erasing(name: str, temporary: Path) -> None:
    number = getattr(signal, name)
    with subprocess.Popen(
        [sys.executable, "-c", CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        assert child.stdout is not None
        assert int(child.stdout.readline()) > 700
        assert left(temporary)
        child.send_signal(number)
        code = child.wait(timeout=30)
    assert left(temporary) == []
    # Python itself ends by SIGINT after a KeyboardInterrupt.
    assert code == (-number if name == "SIGINT" else 128 + number)


def test_signals_are_as_before_afterwards_and_foreign_ones_are_left_alone() -> None:
    def foreign(*_given: object) -> None: ...

    before = signal.signal(signal.SIGTERM, foreign)
    try:
        with demo.open_demo():
            assert signal.getsignal(signal.SIGTERM) is foreign
        assert signal.getsignal(signal.SIGTERM) is foreign
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with demo.open_demo():
            assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
            assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGTERM, before)


def test_it_opens_in_a_thread_too(temporary: Path) -> None:
    counts: list[int] = []

    def run() -> None:
        with demo.open_demo() as journal:
            counts.append(journal.count())

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=60)
    assert counts
    assert counts[0] > 700
    assert left(temporary) == []
