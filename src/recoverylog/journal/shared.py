"""What was handed over and what came back: rows of the ledger, and answers to pages."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple, get_args

from recoverylog.journal.supporter import Supporter

Form = Literal["text", "markdown", "html", "json", "page"]
FORMS: tuple[Form, ...] = get_args(Form)

State = Literal["new", "kept", "put_away"]

OPEN_DAYS = 90
"""For how many days after it was shared a page takes answers."""

MOST_A_DAY = 20
"""How many answers to one page are taken in within 24 hours."""


class Shared(NamedTuple):
    """Something that was handed over.

    Attributes:
        id: 32 hexadecimal digits; of a sealed page the id that its answers name.
        at: when, UTC.
        supporter: to whom; None where that was not said.
        form: what it was.
        sections: the names of the sections that were in it.
        first: the first day that it told of.
        last: the last one.
        digest: the SHA-256 of its bytes, in hex.
        path: the file that was written; empty where there was none.
        removed: when that file was removed on request; None while it was not.
        closed: since when it takes no answers; None while it does, and where it is no page.
    """

    id: str
    at: datetime
    supporter: Supporter | None
    form: Form
    sections: tuple[str, ...]
    first: date
    last: date
    digest: str
    path: str = ""
    removed: datetime | None = None
    closed: datetime | None = None

    @property
    def closes(self) -> datetime | None:
        """When the page ends to take answers, or did; None where it is no page."""
        if self.form != "page":
            return None
        by_itself = self.at + timedelta(days=OPEN_DAYS)
        return by_itself if self.closed is None else min(self.closed, by_itself)

    def is_open(self, now: datetime) -> bool:
        """Return whether it is a page that takes answers."""
        return self.closes is not None and now < self.closes and self.closed is None


class Reply(NamedTuple):
    """An answer to a page.

    Attributes:
        id: 32 hexadecimal digits, the same for the same answer.
        page: the page that it answers.
        at: when it was taken in, UTC.
        text: what it says; several lines, and able to do no harm where it is shown.
        state: new until the person kept it or put it away.
        kept_at: when it was kept as an encouragement; None where it was not.
    """

    id: str
    page: Shared
    at: datetime
    text: str
    state: State = "new"
    kept_at: datetime | None = None
