"""The schema of the journal's database, and the steps from each version to the next.

The version stands in `PRAGMA user_version`. A step is a list of statements that run in one
BEGIN IMMEDIATE; once people hold journals of a version, its step is never edited. models.py
says the same in SQLModel, and a test compares the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.errors import NewerFormat

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

APPLICATION_ID = 0x524C4F47
"""“RLOG”, in `PRAGMA application_id`."""

_FIRST = (
    # What the journal knows of itself: vault (its id), generation (a count of changes).
    "CREATE TABLE fact (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID",
    # Append-only: every state that an entry ever had. The truth; `entry` is drawn from it.
    """CREATE TABLE version (
        entry TEXT NOT NULL,
        hlc INTEGER NOT NULL,
        device TEXT NOT NULL,
        base INTEGER,
        action TEXT NOT NULL,
        undoes INTEGER,
        deleted INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (entry, hlc, device)
    ) WITHOUT ROWID""",
    "CREATE INDEX version_by_hlc ON version (hlc)",
    # The present state, with the columns that questions are asked of.
    """CREATE TABLE entry (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        day TEXT NOT NULL,
        at TEXT NOT NULL,
        "offset" INTEGER NOT NULL,
        focus_id TEXT,
        mood REAL,
        craving REAL,
        craving_after REAL,
        amount REAL,
        text TEXT NOT NULL,
        details TEXT NOT NULL,
        source TEXT NOT NULL,
        device TEXT NOT NULL,
        hlc INTEGER NOT NULL,
        confirmed INTEGER NOT NULL,
        deleted INTEGER NOT NULL
    )""",
    "CREATE INDEX entry_by_focus ON entry (focus_id, kind, day)",
    "CREATE INDEX entry_by_day ON entry (day, at)",
    "CREATE INDEX entry_by_kind ON entry (kind, day)",
    """CREATE INDEX entry_unsettled ON entry (number)
        WHERE confirmed = 0 OR (focus_id IS NULL AND kind IN ('craving', 'use'))""",
    "CREATE INDEX entry_deleted ON entry (hlc) WHERE deleted = 1",
    """CREATE TABLE entry_tag (
        number INTEGER NOT NULL REFERENCES entry (number) ON DELETE CASCADE,
        sort TEXT NOT NULL,
        tag TEXT NOT NULL,
        PRIMARY KEY (number, sort, tag)
    ) WITHOUT ROWID""",
    "CREATE INDEX entry_tag_by_tag ON entry_tag (tag, sort)",
    """CREATE VIRTUAL TABLE entry_search USING fts5 (
        words, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
    )""",
    # All that stays of an entry that was purged: that it must not come back.
    "CREATE TABLE tombstone (entry TEXT PRIMARY KEY NOT NULL, hlc INTEGER NOT NULL) WITHOUT ROWID",
    # Quick entries whose origin is not certain, until the person has looked at them.
    """CREATE TABLE held (
        id TEXT PRIMARY KEY NOT NULL,
        reason TEXT NOT NULL,
        device TEXT,
        arrived TEXT NOT NULL,
        body TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE focus (
        id TEXT PRIMARY KEY NOT NULL,
        label TEXT NOT NULL,
        since TEXT NOT NULL,
        goal TEXT NOT NULL,
        limit_amount REAL,
        limit_per TEXT,
        counting TEXT NOT NULL,
        position INTEGER NOT NULL,
        archived INTEGER NOT NULL,
        details TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE supporter (
        id TEXT PRIMARY KEY NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        reach TEXT NOT NULL,
        details TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE plan (
        id TEXT PRIMARY KEY NOT NULL,
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        details TEXT NOT NULL
    ) WITHOUT ROWID""",
    # Devices that may file quick entries, each with the key that authenticates them.
    """CREATE TABLE device (
        id TEXT PRIMARY KEY NOT NULL,
        code_key TEXT NOT NULL,
        enrolled TEXT NOT NULL,
        sequence INTEGER NOT NULL
    ) WITHOUT ROWID""",
    # Seeds of inbox keys that were retired with their epoch, so that late entries still file.
    "CREATE TABLE inbox_seed (key_id TEXT PRIMARY KEY NOT NULL, seed TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE preference (
        name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL
    ) WITHOUT ROWID""",
)

_SECOND = (
    # What somebody is typing and has not finished: no entry yet, so it has no versions.
    """CREATE TABLE draft (
        name TEXT PRIMARY KEY NOT NULL,
        saved TEXT NOT NULL,
        body TEXT NOT NULL
    ) WITHOUT ROWID""",
)

_THIRD = (
    # Milestones that were reached, each written once: no later edit takes one away. The focus is
    # empty where the whole journal was counted.
    """CREATE TABLE milestone (
        focus TEXT NOT NULL,
        key TEXT NOT NULL,
        day TEXT NOT NULL,
        noted TEXT NOT NULL,
        PRIMARY KEY (focus, key)
    ) WITHOUT ROWID""",
    # Which of the signs that the person named was there in which week, by its Monday.
    """CREATE TABLE sign_week (
        week TEXT NOT NULL,
        sign TEXT NOT NULL,
        noted TEXT NOT NULL,
        PRIMARY KEY (week, sign)
    ) WITHOUT ROWID""",
)

_FOURTH = (
    # What was handed over, to whom and when: the ledger. Its rows stay.
    """CREATE TABLE shared (
        id TEXT PRIMARY KEY NOT NULL,
        at TEXT NOT NULL,
        supporter TEXT,
        form TEXT NOT NULL,
        sections TEXT NOT NULL,
        first TEXT NOT NULL,
        last TEXT NOT NULL,
        digest TEXT NOT NULL,
        path TEXT NOT NULL,
        removed TEXT,
        closed TEXT
    ) WITHOUT ROWID""",
    # The keys that open answers, apart from the ledger since no export holds a key. Closing a
    # page erases its key.
    "CREATE TABLE page_key (shared TEXT PRIMARY KEY NOT NULL, key TEXT NOT NULL) WITHOUT ROWID",
    # Answers that came back. One that was erased keeps its row, so that it cannot come again.
    """CREATE TABLE reply (
        id TEXT PRIMARY KEY NOT NULL,
        shared TEXT NOT NULL,
        at TEXT NOT NULL,
        body TEXT NOT NULL,
        state TEXT NOT NULL,
        kept_at TEXT
    ) WITHOUT ROWID""",
)

STEPS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND, _THIRD, _FOURTH)
"""STEPS[n] leads from version n to n + 1."""

LATEST = len(STEPS)

WITH_DRAFTS = 2
"""The first version with the table ``draft``; a version-1 journal reads as one without any."""

WITH_MILESTONES = 3
"""The first version with the tables ``milestone`` and ``sign_week``."""

WITH_LEDGER = 4
"""The first version with the tables ``shared``, ``page_key`` and ``reply``."""


def version(connection: Connection) -> int:
    """Return the schema version of an open database; 0 is an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: Connection) -> bool:
    """Bring the database to the latest version; return whether anything was to be done.

    Raises:
        NewerFormat: a newer recoverylog wrote it.
    """
    present = version(connection)
    if present > LATEST:
        raise NewerFormat(
            f"This journal was written by a newer recoverylog (database version {present}).",
            safe="Nothing was changed.",
            hint="Install the newest recoverylog and open it with that.",
        )
    if present == LATEST:
        return False
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again under the lock: another process may have done it meanwhile.
        for step in range(version(connection), LATEST):
            for statement in STEPS[step]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {step + 1}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        # A full disk may already have rolled it back.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return True
