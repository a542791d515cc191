"""Pages that were shared and answers to them, made without sealing anything for a second."""

from __future__ import annotations

from datetime import date

from recoverylog.journal.shared import Shared
from recoverylog.journal.supporter import Supporter
from recoverylog.session.journal import Journal
from recoverylog.session.ledger import Leaving
from tests.sharing.page_twin import packed, token

TODAY = date(2026, 11, 22)
SAM = Supporter(id="5" * 32, name="Sam Okafor", role="sponsor", reach="+1 555 0142")
MARTA = Supporter(id="6" * 32, name="Marta Lind")
FIRST, SECOND = bytes([1] * 16), bytes([2] * 16)
SAID = "You called before it got loud. Do that again."


def key(page: bytes) -> bytes:
    return bytes(reversed(page)) * 2


def share(
    journal: Journal,
    page: bytes = FIRST,
    supporter: Supporter | None = SAM,
    where: str | None = None,
) -> Shared:
    """Write a page into the ledger, and its file where one is wanted."""
    parts = ("talk", "time", "connections")
    leaving = Leaving("page", b"<html>", parts, TODAY, TODAY, supporter, page, key(page))
    return journal.record_share(leaving, where)


def answer(text: str = SAID, page: bytes = FIRST) -> str:
    """Return what the reply box of a page makes of some words."""
    return token(packed(text.encode("utf-8", "surrogatepass")), key(page), page)


def kept(journal: Journal, text: str = SAID) -> None:
    """Have a page, an answer to it, and keep that."""
    if not journal.shared():
        journal.put_supporter(SAM)
        share(journal)
    (reply,) = journal.receive(answer(text)).replies
    journal.keep_reply(reply.id)
