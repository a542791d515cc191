"""The journal's tables in SQLModel: the same as migrations.py, for whoever asks in Python.

Loading this costs about a second on a slow machine, so only store.py does, and never on a
path where somebody waits with nothing else to do.
"""

from __future__ import annotations

from typing import ClassVar

from sqlmodel import Column, Field, Integer, SQLModel


class _Private(SQLModel):
    """A row whose text form shows nothing of what is in it."""

    def __repr__(self) -> str:
        """Return the name of the table alone."""
        return f"<{type(self).__name__}>"

    __str__ = __repr__


class Fact(_Private, table=True):
    """What the journal knows of itself."""

    __tablename__: ClassVar[str] = "fact"
    name: str = Field(primary_key=True)
    value: str


class VersionRow(_Private, table=True):
    """One state that an entry had; never changed once written."""

    __tablename__: ClassVar[str] = "version"
    entry: str = Field(primary_key=True)
    hlc: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    device: str = Field(primary_key=True)
    base: int | None
    action: str
    undoes: int | None
    deleted: int
    body: str


class EntryRow(_Private, table=True):
    """The present state of an entry, with the columns that questions are asked of."""

    __tablename__: ClassVar[str] = "entry"
    number: int | None = Field(default=None, primary_key=True)
    id: str
    kind: str
    day: str
    at: str
    offset: int
    focus_id: str | None
    mood: float | None
    craving: float | None
    craving_after: float | None
    amount: float | None
    text: str
    details: str
    source: str
    device: str
    hlc: int
    confirmed: int
    deleted: int


class EntryTagRow(_Private, table=True):
    """A tag, what helped, or a person, folded to lower case."""

    __tablename__: ClassVar[str] = "entry_tag"
    number: int = Field(primary_key=True, foreign_key="entry.number")
    sort: str = Field(primary_key=True)
    tag: str = Field(primary_key=True)


class TombstoneRow(_Private, table=True):
    """What stays of an entry that was purged."""

    __tablename__: ClassVar[str] = "tombstone"
    entry: str = Field(primary_key=True)
    hlc: int


class HeldRow(_Private, table=True):
    """A quick entry whose origin is not certain."""

    __tablename__: ClassVar[str] = "held"
    id: str = Field(primary_key=True)
    reason: str
    device: str | None
    arrived: str
    body: str


class FocusRow(_Private, table=True):
    """What a person is in recovery from."""

    __tablename__: ClassVar[str] = "focus"
    id: str = Field(primary_key=True)
    label: str
    since: str
    goal: str
    limit_amount: float | None = None
    limit_per: str | None = None
    counting: str
    position: int
    archived: int
    details: str = "{}"


class SupporterRow(_Private, table=True):
    """A sponsor, peer, friend or clinician."""

    __tablename__: ClassVar[str] = "supporter"
    id: str = Field(primary_key=True)
    name: str
    role: str
    reach: str
    details: str = "{}"


class PlanRow(_Private, table=True):
    """A plan for a hard moment."""

    __tablename__: ClassVar[str] = "plan"
    id: str = Field(primary_key=True)
    kind: str
    text: str
    details: str = "{}"


class DeviceRow(_Private, table=True):
    """A device that may file quick entries."""

    __tablename__: ClassVar[str] = "device"
    id: str = Field(primary_key=True)
    code_key: str
    enrolled: str
    sequence: int


class InboxSeedRow(_Private, table=True):
    """The seed of a retired inbox key."""

    __tablename__: ClassVar[str] = "inbox_seed"
    key_id: str = Field(primary_key=True)
    seed: str


class PreferenceRow(_Private, table=True):
    """A private setting."""

    __tablename__: ClassVar[str] = "preference"
    name: str = Field(primary_key=True)
    value: str


class DraftRow(_Private, table=True):
    """What somebody is typing and has not finished."""

    __tablename__: ClassVar[str] = "draft"
    name: str = Field(primary_key=True)
    saved: str
    body: str


class MilestoneRow(_Private, table=True):
    """A milestone that was reached."""

    __tablename__: ClassVar[str] = "milestone"
    focus: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    day: str
    noted: str


class SignWeekRow(_Private, table=True):
    """A sign that was there in a week."""

    __tablename__: ClassVar[str] = "sign_week"
    week: str = Field(primary_key=True)
    sign: str = Field(primary_key=True)
    noted: str


class SharedRow(_Private, table=True):
    """Something that was handed over."""

    __tablename__: ClassVar[str] = "shared"
    id: str = Field(primary_key=True)
    at: str
    supporter: str | None = None
    form: str
    sections: str
    first: str
    last: str
    digest: str
    path: str
    removed: str | None = None
    closed: str | None = None


class PageKeyRow(_Private, table=True):
    """The key that opens answers to a page."""

    __tablename__: ClassVar[str] = "page_key"
    shared: str = Field(primary_key=True)
    key: str


class ReplyRow(_Private, table=True):
    """An answer to a page."""

    __tablename__: ClassVar[str] = "reply"
    id: str = Field(primary_key=True)
    shared: str
    at: str
    body: str
    state: str
    kept_at: str | None = None


TABLES: tuple[type[SQLModel], ...] = (
    Fact,
    VersionRow,
    EntryRow,
    EntryTagRow,
    TombstoneRow,
    HeldRow,
    FocusRow,
    SupporterRow,
    PlanRow,
    DeviceRow,
    InboxSeedRow,
    PreferenceRow,
    DraftRow,
    MilestoneRow,
    SignWeekRow,
    SharedRow,
    PageKeyRow,
    ReplyRow,
)
"""Every table, in the order in which rows may be inserted."""

SECRET: frozenset[type[SQLModel]] = frozenset({DeviceRow, InboxSeedRow, PageKeyRow})
"""Tables that hold keys; no export shows them."""
