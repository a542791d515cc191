"""Whom the invented person shares with, what they handed over, and what came back.

Nobody lived this, and no page of it was ever made: the words are in invented.json, the ids are
drawn by a seed. What belongs to one life fits the entries of journal.invented under that seed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from recoverylog.journal import invented, sentences
from recoverylog.journal.shared import Reply, Shared
from recoverylog.journal.supporter import Supporter

if TYPE_CHECKING:
    from recoverylog.journal.invented import Local


class Handed(NamedTuple):
    """What the ledger of one life holds.

    Attributes:
        supporters: in the order in which they were named.
        pages: sealed pages, handed over without a file that is still there; the oldest first.
        replies: the answers to them, the oldest first; most are kept, the last is new.
    """

    supporters: tuple[Supporter, ...]
    pages: tuple[Shared, ...]
    replies: tuple[Reply, ...]


class _Who(msgspec.Struct, frozen=True):
    name: str
    role: str
    reach: str
    days: int
    sections: tuple[str, ...] | None = None


class _Answer(msgspec.Struct, frozen=True):
    day: int
    at: str
    text: str
    kept: bool


class _Page(msgspec.Struct, frozen=True):
    day: int
    at: str
    to: str
    days: int
    sections: tuple[str, ...]
    answers: tuple[_Answer, ...]


class _Told(msgspec.Struct, frozen=True):
    supporters: tuple[_Who, ...]
    pages: tuple[_Page, ...]


def handed(today: date, seed: int = invented.SEED, *, local: Local) -> Handed:
    """Return whom the person shares with, two pages of some weeks ago and the answers to them.

    Args:
        today: the journal day on which the story ends.
        seed: which of the possible lives.
        local: the zone that the person lives in.
    """
    # Chance for stories, not for secrets: it has to be the same again.
    rng = Random(seed)  # noqa: S311
    told = msgspec.json.decode(sentences.content(), type=_Told)
    first = today - timedelta(days=invented.DAYS - 1)

    def instant(number: int, at: str) -> datetime:
        wall = datetime.combine(first + timedelta(days=number), time.fromisoformat(at))
        return local(wall).astimezone(UTC)

    people = tuple(
        Supporter(
            id=_id(rng),
            name=who.name,
            role=who.role,
            reach=who.reach,
            sections=who.sections,
            days=who.days,
        )
        for who in told.supporters
    )
    pages, replies = [], []
    for one in told.pages:
        last = first + timedelta(days=one.day)
        page = Shared(
            id=_id(rng),
            at=instant(one.day, one.at),
            supporter=next(who for who in people if who.name == one.to),
            form="page",
            sections=one.sections,
            first=last - timedelta(days=one.days - 1),
            last=last,
            digest=_id(rng) + _id(rng),
        )
        pages.append(page)
        for answer in one.answers:
            at = instant(answer.day, answer.at)
            kept = at + timedelta(minutes=5) if answer.kept else None
            reply = Reply(_id(rng), page, at, answer.text)
            replies.append(reply._replace(state="kept", kept_at=kept) if kept else reply)
    return Handed(people, tuple(pages), tuple(sorted(replies, key=lambda reply: reply.at)))


def _id(rng: Random) -> str:
    return f"{rng.getrandbits(128):032x}"
