"""The tables of few rows, through SQLModel.

What is asked often or by someone who waits is in queries.py and records.py. This module loads
SQLModel; import it only where that is hidden behind typing, or was asked for.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import msgspec
import sqlcipher3
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session, create_engine, func, select

from recoverylog.journal.text import storable
from recoverylog.vault import database, models, records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

    from recoverylog.journal.focus import Focus


class Store:
    """One journal's tables as SQLModel sees them."""

    def __init__(self, path: str, key: bytes, check: Callable[[], None]) -> None:
        """Prepare an engine; nothing is opened yet.

        Args:
            path: the database file.
            key: its raw 256-bit key.
            check: called with the lock held, before a write; raises where this database is
                no longer the present one.
        """
        self._path = path
        self._check = check
        self._engine = _engine(path, key)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Session]:
        with database.told(self._path), _plain(), Session(self._engine) as session:
            # Counting the change is the first statement, so it takes the write lock.
            records.bump(session.connection().connection.driver_connection)
            self._check()
            yield session
            session.commit()

    def put_focus(self, focus: Focus, at: str) -> None:
        """Add a focus at the end of the list, or change the one with this id.

        Args:
            focus: as it is to be.
            at: the present instant, ISO 8601, UTC.
        """
        with self._writing() as session:
            row = session.get(models.FocusRow, focus.id)
            if row is None:
                last = session.exec(select(func.max(models.FocusRow.position))).one()
                row = models.FocusRow(
                    id=focus.id,
                    label="",
                    since="",
                    goal="",
                    counting="",
                    position=(last or 0) + 1,
                    archived=0,
                )
            typed = {} if row.since == focus.since.isoformat() else {"start_typed": at}
            row.label = storable(focus.label)
            row.since = focus.since.isoformat()
            row.goal = focus.goal
            row.counting = focus.counting
            row.archived = int(focus.archived)
            row.limit_amount = focus.limit
            row.limit_per = focus.per
            row.details = _with_unit(row.details, focus.unit, typed)
            session.add(row)


def _with_unit(details: str, unit: str, typed: dict[str, str]) -> str:
    """Return the details of a focus with another unit; what else they hold stays."""
    held = msgspec.json.decode(details, type=dict) | typed
    held.pop("unit", None)
    if unit:
        held["unit"] = storable(unit)
    return msgspec.json.encode(held, order="deterministic").decode()


@contextlib.contextmanager
def _plain() -> Iterator[None]:
    """Let the driver's own error through where SQLAlchemy has wrapped it."""
    try:
        yield
    except DBAPIError as problem:
        if isinstance(problem.orig, sqlcipher3.Error):
            raise problem.orig from None
        raise


def _engine(path: str, key: bytes) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=sqlcipher3,
        creator=lambda: database.connect(path, key),
        # One connection a session: the default pool would hand one to every thread for ever.
        poolclass=NullPool,
        # An error must not quote what was written.
        hide_parameters=True,
    )

    # The driver is told to leave transactions alone, so each begins here.
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine
