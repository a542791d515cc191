"""Pages that were handed over in a test, and answers to them made as a browser would."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, NamedTuple

from recoverylog import paths
from recoverylog.journal.supporter import Supporter
from recoverylog.session import handover, opening
from recoverylog.sharing.letter import Ticked
from tests.cli.conftest import PASSPHRASE
from tests.sharing import page_twin

if TYPE_CHECKING:
    from pathlib import Path

    from recoverylog.session.journal import Journal

MAYA = "c" * 32
TOM = "d" * 32


class Letter(NamedTuple):
    """A page that a reader has opened."""

    page: bytes
    key: bytes
    path: str

    def answered(self, text: str) -> str:
        """Return an answer as it travels through a chat."""
        return page_twin.token(page_twin.packed(text.encode()), self.key, self.page)

    @property
    def id(self) -> str:
        return self.page.hex()


def opened(content: bytes, words: str, path: str = "") -> Letter:
    """Return a page as its reader has it, opened with its words by the twin of a browser."""
    reply = base64.b64decode(page_twin.opened(content, words)["reply"], validate=True)
    return Letter(bytes.fromhex(page_twin.told(content)["id"]), reply, path)


def name_people(journal: Journal) -> tuple[Supporter, Supporter]:
    """Name two who give support, and return them."""
    maya = Supporter(id=MAYA, name="Maya Lind", role="sponsor", reach="+46 70 1740605")
    tom = Supporter(id=TOM, name="Tom Berg", sections=("talk", "need", "mood"), days=7)
    return journal.put_supporter(maya), journal.put_supporter(tom)


def hand_over(folder: Path) -> Letter:
    """Hand a page to Maya in the journal of this test; return it as she has it."""
    with opening.open_with(paths.find(), PASSPHRASE).journal as journal:
        maya, _tom = name_people(journal)
        prepared = handover.prepare(journal.material(30, None, maya), Ticked(), "page")
        row = journal.record_share(prepared.leaving, str(folder))
    page, key = prepared.leaving.page, prepared.leaving.reply_key
    assert page is not None
    assert key is not None
    return Letter(page, key, row.path)


def take_in(text: str) -> str:
    """Take an answer in, and return its id."""
    with opening.open_with(paths.find(), PASSPHRASE).journal as journal:
        (reply,) = journal.receive(text).replies
    return reply.id
