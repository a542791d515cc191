"""The ledger: what was shared, its file, its page, and what is kept of them."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from recoverylog import clock
from recoverylog.crypto import kdf
from recoverylog.errors import (
    AlreadyThere,
    CannotWrite,
    DiskFull,
    NotFound,
    RecoverylogError,
    UsageProblem,
)
from recoverylog.journal.shared import FORMS, OPEN_DAYS, Shared
from recoverylog.journal.supporter import Supporter
from recoverylog.session import rekey
from recoverylog.session.journal import Journal
from recoverylog.session.ledger import Leaving
from recoverylog.sharing import file
from recoverylog.transfer import lossless
from recoverylog.vault import atomic, ledger, migrations, records
from tests.vault.invented import Sample, every_call_failing

CONTENT = b"what I want to talk about\n"
FIRST, LAST = date(2026, 10, 24), date(2026, 11, 22)
KEY = bytes(range(100, 132))
PAGE = bytes(range(16))
NOW = datetime(2026, 11, 22, 20, 14, tzinfo=UTC)
SAM = Supporter(id="5" * 32, name="Sam Okafor", role="sponsor")


@pytest.fixture
def journal(sample: Sample) -> Iterator[Journal]:
    with sample.open() as journal:
        journal.put_supporter(SAM)
        yield journal


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "Documents"
    folder.mkdir()
    return folder


def leaving(form: Any = "text", **more: Any) -> Leaving:
    return Leaving(form, CONTENT, ("asked", "mood"), FIRST, LAST, **more)


def page(number: int = 0, **more: Any) -> Leaving:
    return leaving("page", page=bytes([number]) * 16, reply_key=KEY, **more)


def test_what_was_shared_stands_in_the_ledger(journal: Journal, out: Path) -> None:
    assert journal.shared() == []
    row = journal.record_share(page(7, supporter=SAM), str(out))
    assert row == Shared(
        id="07" * 16,
        at=NOW,
        supporter=SAM,
        form="page",
        sections=("asked", "mood"),
        first=FIRST,
        last=LAST,
        digest=file.digest(CONTENT),
        path=str(out / "letter.html"),
    )
    assert journal.shared() == [row]
    assert Path(row.path).read_bytes() == CONTENT


def test_rows_outlive_the_closing_of_the_journal_the_latest_first(
    sample: Sample, at: Callable[[str], None], out: Path
) -> None:
    with sample.open() as journal:
        rows = [journal.record_share(leaving(form), str(out)) for form in FORMS[:-1]]
        at("2026-11-23T08:00:00+01:00")
        rows.insert(0, journal.record_share(leaving("text")))
    assert rows[0].path == ""
    with sample.open() as journal:
        found = journal.shared()
    assert found[0] == rows[0]
    assert sorted(found) == sorted(rows)
    assert len({row.id for row in rows}) == 5


def test_a_supporter_is_told_as_they_are_called_now(journal: Journal) -> None:
    journal.record_share(leaving(supporter=SAM))
    journal.put_supporter(Supporter(id=SAM.id, name="Sam O."))
    journal.archive_supporter(SAM.id)
    (row,) = journal.shared()
    assert row.supporter is not None
    assert (row.supporter.name, row.supporter.archived) == ("Sam O.", True)


def test_a_page_and_nothing_else_has_an_id_and_a_key(journal: Journal, out: Path) -> None:
    for wrong in (
        leaving("page"),
        leaving("page", page=PAGE),
        leaving("page", reply_key=KEY),
        leaving("html", page=PAGE, reply_key=KEY),
    ):
        with pytest.raises(UsageProblem):
            journal.record_share(wrong, str(out))
    assert journal.shared() == []
    assert os.listdir(out) == []


def test_file_and_row_are_written_both_or_neither(journal: Journal, out: Path) -> None:
    """Killed by anything between the two, nothing is left that nobody knows of."""
    before = journal.generation()
    problem = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with (
        every_call_failing(ledger, "record", KeyboardInterrupt()) as calls,
        pytest.raises(KeyboardInterrupt),
    ):
        journal.record_share(page(), str(out))
    assert calls == [1]
    assert os.listdir(out) == []
    with (
        every_call_failing(atomic, "_link", problem),
        pytest.raises(DiskFull),
    ):
        journal.record_share(page(), str(out))
    assert journal.shared() == []
    assert journal.generation() == before
    assert ledger.page_keys(journal.connection) == {}
    assert journal.record_share(page(), str(out)).path == str(out / "letter.html")
    assert journal.generation() == before + 1


def test_a_commit_that_is_refused_takes_the_file_along(
    journal: Journal, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_connection: object) -> None:
        raise RecoverylogError("refused")

    monkeypatch.setattr(records, "bump", refuse)
    with pytest.raises(RecoverylogError, match="refused"):
        journal.record_share(page(), str(out))
    assert os.listdir(out) == []
    assert journal.shared() == []


def test_nothing_is_shared_over_another_file_or_into_the_journal(
    journal: Journal, out: Path, home: Path
) -> None:
    taken = out / "x.txt"
    taken.write_text("mine")
    with pytest.raises(AlreadyThere):
        journal.record_share(leaving(), str(taken))
    for folder in (home / "data", home / "data" / "x.txt", home / "state"):
        with pytest.raises(UsageProblem, match="apart"):
            journal.record_share(leaving(), str(folder))
    with pytest.raises(CannotWrite):
        journal.record_share(leaving(), str(out / "not there" / "x.txt"))
    assert journal.shared() == []
    assert taken.read_text() == "mine"
    assert not [path for path in home.rglob("*") if "letter" in path.name or path.suffix == ".txt"]


def test_a_row_is_found_by_the_beginning_of_its_id(journal: Journal) -> None:
    one = journal.record_share(page(0xAB))
    two = journal.record_share(leaving())
    assert journal.share_of(" ABAB ") == one
    assert journal.share_of(two.id) == two
    for wrong in ("", "aba", "%%%%", "abab" * 8 + "0", "ffff0000"):
        with pytest.raises(NotFound):
            journal.share_of(wrong)
    journal.record_share(leaving("page", page=bytes([0xAB] * 15) + b"x", reply_key=KEY))
    with pytest.raises(NotFound, match="More than one"):
        journal.share_of("abab")


def test_a_page_takes_answers_for_ninety_days(journal: Journal) -> None:
    row = journal.record_share(page())
    assert row.closes == NOW + timedelta(days=OPEN_DAYS)
    assert row.is_open(NOW)
    assert row.is_open(NOW + timedelta(days=OPEN_DAYS, seconds=-1))
    assert not row.is_open(NOW + timedelta(days=OPEN_DAYS))
    other = journal.record_share(leaving("html"))
    assert other.closes is None
    assert not other.is_open(NOW)


def test_closing_a_page_erases_its_key_and_is_for_good(
    journal: Journal, at: Callable[[str], None]
) -> None:
    one, two = journal.record_share(page(1)), journal.record_share(page(2))
    assert set(ledger.page_keys(journal.connection)) == {one.id, two.id}
    closed = journal.close_page(one.id)
    assert closed == one._replace(closed=NOW)
    assert closed.closes == NOW
    assert not closed.is_open(NOW - timedelta(days=1)), "whatever the clock says"
    assert ledger.page_keys(journal.connection) == {two.id: KEY}
    at("2026-11-23T08:00:00+01:00")
    assert journal.close_page(one.id) == closed
    with pytest.raises(NotFound):
        journal.close_page("f" * 32)
    with pytest.raises(NotFound):
        journal.close_page(two.id[:8])
    with pytest.raises(UsageProblem):
        journal.close_page(journal.record_share(leaving()).id)


def test_keys_of_old_pages_go_with_the_next_share(
    journal: Journal, at: Callable[[datetime], None]
) -> None:
    one = journal.record_share(page(1))
    at(NOW + timedelta(days=OPEN_DAYS, seconds=-1))
    two = journal.record_share(page(2))
    assert set(ledger.page_keys(journal.connection)) == {one.id, two.id}
    at(NOW + timedelta(days=OPEN_DAYS))
    journal.record_share(leaving())
    assert set(ledger.page_keys(journal.connection)) == {two.id}
    over = NOW + timedelta(days=OPEN_DAYS)
    assert {row.id: row.closed for row in journal.shared() if row.form == "page"} == {
        one.id: over,
        two.id: None,
    }
    # A clock that was set ahead and goes back does not show it as open.
    at(NOW + timedelta(days=1))
    assert [row.id for row in journal.shared() if row.is_open(clock.now())] == [two.id]


def test_a_signal_after_the_row_was_written_leaves_it_its_file(
    journal: Journal, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_journal: Journal) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Journal, "has_written", interrupted)
    with pytest.raises(KeyboardInterrupt):
        journal.record_share(leaving("text"), str(out))
    (row,) = journal.shared()
    assert Path(row.path).read_bytes() == CONTENT


def test_a_file_is_removed_on_request_and_stays_in_the_ledger(
    journal: Journal, out: Path, at: Callable[[str], None]
) -> None:
    row = journal.record_share(page(), str(out))
    assert journal.delete_shared_file(row.id) is True
    assert os.listdir(out) == []
    removed = row._replace(removed=NOW)
    assert journal.shared() == [removed]
    at("2026-11-23T08:00:00+01:00")
    assert journal.delete_shared_file(row.id) is False
    assert journal.shared() == [removed], "with the day on which it was"


def test_a_file_that_somebody_moved_away_is_noted_as_removed(journal: Journal, out: Path) -> None:
    row = journal.record_share(leaving(), str(out))
    Path(row.path).rename(out / "elsewhere.txt")
    assert journal.delete_shared_file(row.id) is False
    assert journal.shared()[0].removed == NOW
    assert (out / "elsewhere.txt").exists()


def test_another_file_in_its_place_is_left_alone(journal: Journal, out: Path) -> None:
    row = journal.record_share(leaving(), str(out))
    Path(row.path).write_text("mine")
    with pytest.raises(UsageProblem, match="not what was written"):
        journal.delete_shared_file(row.id)
    assert journal.shared() == [row]
    assert Path(row.path).read_text() == "mine"
    with pytest.raises(UsageProblem, match="without one"):
        journal.delete_shared_file(journal.record_share(leaving()).id)
    with pytest.raises(NotFound):
        journal.delete_shared_file("f" * 32)


def test_no_export_holds_a_key_or_the_words_of_a_page(journal: Journal, out: Path) -> None:
    journal.record_share(page(supporter=SAM), str(out))
    tables = journal.everything()
    assert "page_key" not in tables
    (row,) = tables["shared"]
    assert row["supporter"] == SAM.id
    text = "".join(lossless.document(tables, vault=journal.vault, at=journal.instant()))
    assert KEY.hex() not in text
    assert row["digest"] in text


def test_a_journal_without_the_tables_has_shared_nothing(journal: Journal) -> None:
    for table in ("shared", "page_key", "reply"):
        journal.connection.execute(f"DROP TABLE {table}")
    journal.connection.execute("PRAGMA user_version = 3")
    assert (journal.shared(), journal.replies(), journal.encouragement()) == ([], [], None)
    row = journal.record_share(page())
    assert migrations.version(journal.connection) == migrations.LATEST
    assert journal.shared() == [row]


def test_keys_are_taken_along_to_a_new_passphrase(sample: Sample) -> None:
    opened = sample.open()
    row = opened.record_share(page())
    changed = rekey.change_passphrase(opened, "another lantern thistle", cost=kdf.LEAST)
    with changed.journal as journal:
        assert ledger.page_keys(journal.connection) == {row.id: KEY}
        assert journal.shared() == [row]
