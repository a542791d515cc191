"""The tables through SQLModel: right, and silent about what is in them."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlcipher3
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, create_engine, select

from recoverylog.errors import Damaged, NoJournal, RecoverylogError
from recoverylog.vault import database, models, records, store
from tests.vault.invented import ALCOHOL, GAMBLING, WRITTEN, Sample, flipped

AT = "2026-11-22T20:14:00Z"

CANARY = "canary-" + "zq" * 12


def silent_check() -> None:
    return


@pytest.fixture
def opened(sample: Sample) -> store.Store:
    return store.Store(sample.database, sample.keys.database, silent_check)


def generation(sample: Sample) -> int:
    with sample.open() as journal:
        row = journal.connection.execute("SELECT value FROM fact WHERE name = 'generation'")
        return int(row.fetchone()[0])


def focuses(sample: Sample) -> list[Any]:
    with sample.open() as journal:
        return list(journal.focuses(archived=True))


def test_a_focus_comes_back_as_it_went_in(sample: Sample, opened: store.Store) -> None:
    odd = msgspec.structs.replace(
        GAMBLING, label="żetony 🎰\n", goal="reduce", counting="only_logged", archived=True
    )
    opened.put_focus(odd, AT)
    assert focuses(sample) == [ALCOHOL, odd]


def test_a_changed_focus_keeps_its_place(sample: Sample, opened: store.Store) -> None:
    opened.put_focus(GAMBLING, AT)
    changed = msgspec.structs.replace(ALCOHOL, label="drink", since=date(2026, 1, 1))
    opened.put_focus(changed, AT)
    assert focuses(sample) == [changed, GAMBLING]


def test_every_change_is_counted(sample: Sample, opened: store.Store) -> None:
    before = generation(sample)
    opened.put_focus(GAMBLING, AT)
    opened.put_focus(GAMBLING, AT)
    assert generation(sample) == before + 2


def test_a_check_that_refuses_leaves_everything(sample: Sample) -> None:
    def refuse() -> None:
        raise RecoverylogError("The passphrase was changed by another program meanwhile.")

    before = generation(sample), focuses(sample)
    refusing = store.Store(sample.database, sample.keys.database, refuse)
    with pytest.raises(RecoverylogError, match="was changed"):
        refusing.put_focus(GAMBLING, AT)
    assert (generation(sample), focuses(sample)) == before


def test_the_check_is_made_with_the_lock_held(sample: Sample) -> None:
    """Otherwise a change of passphrase could come between the check and the write."""
    seen: list[str] = []

    def check() -> None:
        other = sqlcipher3.connect(sample.database, timeout=0)
        other.execute(f"PRAGMA key = \"x'{sample.keys.database.hex()}'\"")
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlcipher3.OperationalError as problem:
            seen.append(str(problem))
        other.close()

    store.Store(sample.database, sample.keys.database, check).put_focus(GAMBLING, AT)
    assert seen == ["database is locked"]


def test_everything_is_everything_but_the_keys(sample: Sample, opened: store.Store) -> None:
    with sample.open() as journal:
        found = journal.everything()
        (code_key,) = journal.connection.execute("SELECT code_key FROM device").fetchone()
    with Session(opened._engine) as session:
        assert found == {
            str(model.__tablename__): [row.model_dump() for row in session.exec(select(model))]
            for model in models.TABLES
            if model not in models.SECRET
        }
    assert len(found["entry"]) == len(WRITTEN) + 1
    assert len(found["version"]) == len(WRITTEN) + 3
    told = repr(found)
    for key in (code_key, sample.keys.database.hex(), sample.keys.inbox_seed.hex()):
        assert key not in told


def test_no_connection_stays_open(sample: Sample, opened: store.Store) -> None:
    opened.put_focus(GAMBLING, AT)
    held = [os.readlink(f"/proc/self/fd/{one}") for one in os.listdir("/proc/self/fd")
            if os.path.exists(f"/proc/self/fd/{one}")]  # fmt: skip
    assert sample.database not in held


def test_damage_and_a_missing_file_are_told_as_elsewhere(
    sample: Sample, opened: store.Store, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = Path(sample.database).read_bytes()
    Path(sample.database).write_bytes(flipped(whole, 50))
    with pytest.raises(Damaged):
        opened.put_focus(GAMBLING, AT)
    Path(sample.database).unlink()
    with pytest.raises(NoJournal):
        opened.put_focus(GAMBLING, AT)
    assert capfd.readouterr() == ("", "")


# An error must not quote what was written.


@pytest.fixture
def quoting(sample: Sample) -> Iterator[Any]:
    """Yield an engine as SQLAlchemy makes it by default: it quotes."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher3,
        creator=lambda: database.connect(sample.database, sample.keys.database),
    )
    yield engine
    engine.dispose()


def what_an_error_says(engine: Any) -> str:
    """Provoke an error with a canary among the parameters; return everything it shows."""
    statement = text("INSERT INTO fact (name, value) VALUES ('vault', :value)")
    with pytest.raises(DBAPIError) as caught, Session(engine) as session:
        session.connection().execute(statement, {"value": CANARY})
    problem = caught.value
    return "".join(traceback.format_exception(problem)) + str(problem) + repr(problem)


def test_an_error_of_sqlalchemy_shows_no_parameter(opened: store.Store, quoting: Any) -> None:
    assert CANARY not in what_an_error_says(opened._engine)
    assert CANARY in what_an_error_says(quoting), "by default it does, so the setting is needed"


def test_an_error_that_leaves_the_store_shows_nothing(sample: Sample, opened: store.Store) -> None:

    def write_twice() -> None:
        with opened._writing() as session:
            session.add(models.Fact(name="vault", value=CANARY))
            session.flush()

    with pytest.raises(RecoverylogError) as caught:
        write_twice()
    told = "".join(traceback.format_exception(caught.value)) + caught.value.line()
    assert CANARY not in told
    assert "INSERT" not in told
    before = generation(sample)
    opened.put_focus(GAMBLING, AT)
    assert generation(sample) == before + 1, "the transaction was rolled back"


def test_an_error_over_a_focus_shows_no_label(
    opened: store.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_connection: Any) -> None:
        raise sqlcipher3.OperationalError("database or disk is full")

    monkeypatch.setattr(records, "bump", broken)
    with pytest.raises(RecoverylogError) as caught:
        opened.put_focus(msgspec.structs.replace(GAMBLING, label=CANARY), AT)
    assert CANARY not in "".join(traceback.format_exception(caught.value)) + caught.value.line()


def test_even_a_log_that_somebody_turns_on_shows_no_parameter(
    sample: Sample, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="sqlalchemy.engine"):
        watched = store.Store(sample.database, sample.keys.database, silent_check)
        watched.put_focus(msgspec.structs.replace(GAMBLING, label=CANARY), AT)
    assert "INSERT INTO focus" in caplog.text
    assert CANARY not in caplog.text


def test_nothing_is_logged_otherwise(opened: store.Store, caplog: pytest.LogCaptureFixture) -> None:
    opened.put_focus(msgspec.structs.replace(GAMBLING, label=CANARY), AT)
    assert caplog.text == ""


def test_a_label_that_utf_8_cannot_hold_is_made_storable_or_told(
    sample: Sample, opened: store.Store
) -> None:
    """Bytes of a command line arrive as lone surrogates."""
    try:
        opened.put_focus(msgspec.structs.replace(GAMBLING, label="caf\udce9"), AT)
    except RecoverylogError:
        return
    assert [focus.label for focus in focuses(sample)] == ["alcohol", "café"]


def test_a_limit_comes_back_as_it_went_in_and_can_be_taken_away(
    sample: Sample, opened: store.Store
) -> None:
    limited = msgspec.structs.replace(
        GAMBLING, goal="reduce", limit=2.5, per="week", unit="żetony\udce9"
    )
    opened.put_focus(limited, AT)
    kept = msgspec.structs.replace(limited, unit="żetonyé")
    assert focuses(sample) == [ALCOHOL, kept]
    opened.put_focus(msgspec.structs.replace(kept, limit=0.0, per="day"), AT)
    assert [one.limit for one in focuses(sample)] == [None, 0.0]
    opened.put_focus(GAMBLING, AT)
    assert focuses(sample) == [ALCOHOL, GAMBLING]


def test_what_a_later_version_wrote_beside_the_unit_stays(
    sample: Sample, opened: store.Store
) -> None:
    def details() -> str:
        with sample.open() as journal:
            row = journal.connection.execute("SELECT details FROM focus").fetchone()
            return str(row[0])

    with sample.open() as journal:
        journal.connection.execute("""UPDATE focus SET details = '{"later":[1]}'""")
    opened.put_focus(msgspec.structs.replace(ALCOHOL, unit="glasses"), AT)
    assert details() == '{"later":[1],"unit":"glasses"}'
    opened.put_focus(ALCOHOL, AT)
    assert details() == '{"later":[1]}'
