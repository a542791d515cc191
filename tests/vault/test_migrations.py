"""The schema as migrations.py makes it, and as models.py says that it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3
from sqlalchemy.dialects import sqlite

from recoverylog.errors import NewerFormat
from recoverylog.vault import database, migrations, models, queries

KEY = bytes(range(32))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Any]:
    connection = database.connect(str(tmp_path / "journal-1.db"), KEY, create=True)
    yield connection
    connection.close()


@pytest.fixture
def migrated(connection: Any) -> Any:
    assert migrations.migrate(connection) is True
    return connection


def schema(connection: Any) -> list[tuple[str, str, str]]:
    return list(connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2"))


def tables(connection: Any) -> set[str]:
    return {
        name
        for sort, name, _ in schema(connection)
        if sort == "table" and not name.startswith(("entry_search", "sqlite_"))
    }


def affinity(declared: str) -> str:
    """Return the affinity that SQLite gives a declared type (datatype3.html §3.1)."""
    for parts, word in (
        (("INT",), "INTEGER"),
        (("CHAR", "CLOB", "TEXT"), "TEXT"),
        (("REAL", "FLOA", "DOUB"), "REAL"),
    ):
        if any(part in declared.upper() for part in parts):
            return word
    pytest.fail(f"{declared!r} has no affinity that this schema uses")


def as_modelled(model: type[Any]) -> dict[str, tuple[str, bool, int]]:
    """Return type, whether it may be null, and place in the primary key, by column."""
    table = model.__table__
    key = [column.name for column in table.primary_key.columns]
    return {
        column.name: (
            affinity(column.type.compile(sqlite.dialect())),
            column.nullable,
            key.index(column.name) + 1 if column.name in key else 0,
        )
        for column in table.columns
    }


def as_migrated(connection: Any, table: str) -> dict[str, tuple[str, bool, int]]:
    # A lone INTEGER PRIMARY KEY is the rowid: SQLite gives it a value, so it is never null.
    return {
        name: (affinity(kind), not needed and not place, place)
        for _, name, kind, needed, _, place in connection.execute(f"PRAGMA table_info({table})")
    }


def test_models_and_migrations_know_the_same_tables(migrated: Any) -> None:
    assert tables(migrated) == {str(model.__tablename__) for model in models.TABLES}


def test_every_model_is_in_the_list_of_tables() -> None:
    listed = {model.__tablename__ for model in models.TABLES}
    assert listed == set(models.Fact.metadata.tables)
    assert set(models.TABLES) >= models.SECRET


@pytest.mark.parametrize("model", models.TABLES, ids=lambda model: str(model.__tablename__))
def test_a_model_says_of_its_columns_what_the_migration_made(
    migrated: Any, model: type[Any]
) -> None:
    made = as_migrated(migrated, str(model.__tablename__))
    said = as_modelled(model)
    assert said == made
    assert list(said) == list(made), "in the same order"


@pytest.mark.parametrize("model", models.TABLES, ids=lambda model: str(model.__tablename__))
def test_a_model_names_the_same_other_tables(migrated: Any, model: type[Any]) -> None:
    table = model.__table__
    said = {(one.parent.name, one.column.table.name, one.column.name) for one in table.foreign_keys}
    rows = migrated.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()
    assert said == {(own, other, column) for _, _, other, own, column, *_ in rows}


def test_the_comparison_sees_a_column_that_differs(migrated: Any) -> None:
    """So that the agreement above is known to mean something."""
    migrated.execute("ALTER TABLE plan ADD COLUMN more REAL")
    migrated.execute("ALTER TABLE focus DROP COLUMN limit_per")
    assert as_modelled(models.PlanRow) != as_migrated(migrated, "plan")
    assert as_modelled(models.FocusRow) != as_migrated(migrated, "focus")


def test_a_row_of_every_table_goes_in_and_comes_out_as_the_model_has_it(migrated: Any) -> None:
    """Every column of every table is written once; a type that did not fit would show."""
    values = {"INTEGER": 7, "REAL": 2.5, "TEXT": "word"}
    for model in models.TABLES:
        columns = as_modelled(model)
        row = {name: values[kind] for name, (kind, _, _) in columns.items()}
        marks = ", ".join("?" * len(row))
        names = ", ".join(f'"{name}"' for name in row)
        table = model.__tablename__
        migrated.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*row.values()])  # noqa: S608 - names of our own
        found = migrated.execute(f"SELECT {names} FROM {table}").fetchall()  # noqa: S608 - as above
        assert found == [tuple(row.values())]


def test_a_new_database_is_at_the_latest_version(migrated: Any) -> None:
    assert migrations.version(migrated) == migrations.LATEST == len(migrations.STEPS)
    assert migrated.execute("PRAGMA application_id").fetchone() == (0x524C4F47,)


def test_migrating_twice_changes_nothing(migrated: Any) -> None:
    before = schema(migrated)
    assert migrations.migrate(migrated) is False
    assert schema(migrated) == before


def test_search_knows_the_beginnings_of_words(migrated: Any) -> None:
    sql = next(sql for _, name, sql in schema(migrated) if name == "entry_search")
    assert "prefix = '1 2 3'" in sql


def test_a_newer_database_is_left_as_it_is(migrated: Any) -> None:
    migrated.execute(f"PRAGMA user_version = {migrations.LATEST + 1}")
    before = schema(migrated)
    with pytest.raises(NewerFormat) as caught:
        migrations.migrate(migrated)
    assert caught.value.exit_code == 6
    assert str(migrations.LATEST + 1) in caught.value.message
    assert schema(migrated) == before
    assert migrations.version(migrated) == migrations.LATEST + 1
    assert not migrated.in_transaction


def test_a_step_that_fails_leaves_the_older_version_whole(
    connection: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrations.migrate(connection)
    before = schema(connection)
    steps = (*migrations.STEPS, ("CREATE TABLE more (a TEXT)", "CREATE TABLE focus (a TEXT)"))
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr(migrations, "LATEST", len(steps))
    with pytest.raises(sqlcipher3.OperationalError, match="already exists"):
        migrations.migrate(connection)
    assert schema(connection) == before
    assert migrations.version(connection) == len(steps) - 1
    assert not connection.in_transaction


def test_two_processes_that_migrate_at_once_do_it_once(
    connection: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one looked before the first one had the lock, and must look again."""
    second = database.connect(str(tmp_path / "journal-1.db"), KEY)
    real = migrations.version
    looked: list[int] = []

    def version(asked: Any) -> int:
        found = real(asked)
        if not looked:
            looked.append(found)
            migrations.migrate(connection)
        return found

    monkeypatch.setattr(migrations, "version", version)
    assert migrations.migrate(second) is True
    assert looked == [0]
    assert real(second) == migrations.LATEST
    second.close()


def test_the_models_show_nothing_of_a_row() -> None:
    canary = "canary-" + "z" * 12
    rows = [
        models.Fact(name=canary, value=canary),
        models.FocusRow(
            id=canary, label=canary, since=canary, goal=canary, counting=canary, position=1,
            archived=0,
        ),
        models.DeviceRow(id=canary, code_key=canary, enrolled=canary, sequence=1),
    ]  # fmt: skip
    assert canary not in f"{rows!r} {rows} {rows[0]} {rows[1]!s}"
    for model in models.TABLES:
        assert model.__repr__ is models._Private.__repr__
        assert model.__str__ is models._Private.__repr__


def test_a_journal_of_the_first_version_gains_what_came_later_and_keeps_all(
    connection: Any,
) -> None:
    for statement in migrations.STEPS[0]:
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 1")
    connection.execute("INSERT INTO fact VALUES ('generation', '7')")
    before = schema(connection)
    assert queries.drafts(connection) == [], "without the table there are none"
    assert migrations.migrate(connection) is True
    assert migrations.version(connection) == migrations.LATEST
    added = [row for row in schema(connection) if row not in before]
    assert [name for sort, name, _ in added if sort == "table"] == [
        "draft", "milestone", "page_key", "reply", "shared", "sign_week",
    ]  # fmt: skip
    assert [row for row in before if row not in schema(connection)] == []
    assert connection.execute("SELECT value FROM fact").fetchall() == [("7",)]
    assert queries.drafts(connection) == []
