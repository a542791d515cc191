"""Answers to the pages of an unlocked vault: taken in, kept as encouragements, put away."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from recoverylog import clock
from recoverylog.errors import NotFound, RecoverylogError, UsageProblem
from recoverylog.journal.shared import MOST_A_DAY, Reply, Shared, State
from recoverylog.language import _
from recoverylog.session.ledger import LEAST_BEGINNING, Ledger
from recoverylog.vault import ledger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recoverylog.sharing.reply import Sealed

Outcome = Literal["new", "known", "unknown", "closed", "damaged", "too_many"]

_A_DAY = timedelta(days=1)


class TooMany(UsageProblem):
    """More answers to one page than are taken in within a day."""


class Arrival(NamedTuple):
    """What became of one answer that was pasted.

    Attributes:
        outcome: ``new``: taken in; ``known``: it was here already; ``unknown``: it answers no page
            of this journal; ``closed``: its page takes no more; ``damaged``: it does not open;
            ``too_many``: its page has had as many as there may be in a day.
        page: the page that it says it answers; None where we know none.
        reply: the answer, where it is here now; None too where it was here and has been erased.
        problem: why it was not taken in, in words; None where it was, or was here already.
    """

    outcome: Outcome
    page: Shared | None
    reply: Reply | None = None
    problem: RecoverylogError | None = None


class Received(NamedTuple):
    """What became of a pasted text.

    Attributes:
        arrivals: each answer in it, in the order in which they stood.
    """

    arrivals: tuple[Arrival, ...]

    @property
    def replies(self) -> tuple[Reply, ...]:
        """The answers that were taken in just now."""
        return tuple(one.reply for one in self.arrivals if one.outcome == "new" and one.reply)


class Replies(Ledger):
    """An open journal that takes answers in, and brings those back that did good."""

    def receive(self, text: str) -> Received:
        """Take in the answers in a pasted text; each is judged by itself.

        What is taken in is new until the person has kept it or put it away.

        Raises:
            NoteTooLong: the text has more than 8 KiB.
            NoteDamaged: it has the beginning of an answer, and no whole one.
            NoNote: it has nothing of the kind.
            RecoverylogError: the disk refused; nothing was taken in.
        """
        from recoverylog.sharing import reply  # noqa: PLC0415 - loads the cryptography

        found = reply.find(text)
        cut = [Arrival("damaged", None, problem=one) for one in reply.cut_short(text)]
        arrivals = self._judged(found)
        if any(one.outcome == "new" for one in arrivals):
            self._make_room()
            with self.writing() as connection:
                ledger.erase_old_keys(connection, clock.now())
                # Judged once more: another program may have closed a page, or taken in the same.
                arrivals = self._judged(found, take_in=True)
        return Received((*arrivals, *cut))

    def replies(self, state: State | None = None) -> list[Reply]:
        """Return the answers that came and were not erased, the latest first.

        Args:
            state: only those in this state.
        """
        with self.reading() as connection:
            return ledger.replies(connection, state)

    def reply_of(self, beginning: str) -> Reply:
        """Return the answer whose id begins so; four digits at least are needed.

        Raises:
            NotFound: none, or more than one.
        """
        wanted = beginning.strip().lower()
        found: list[Reply] = []
        if len(wanted) >= LEAST_BEGINNING:
            with self.reading() as connection:
                found = ledger.replies(connection, beginning=wanted)
        if len(found) != 1:
            raise NotFound(
                _("More than one answer begins so.")
                if found
                else _("There is no answer with that id.")
            )
        return found[0]

    def keep_reply(self, reply: str) -> Reply:
        """Keep an answer as an encouragement; one that is kept already stays as it is.

        Raises:
            NotFound: there is none with that id.
        """
        present = self._reply(reply)
        if present.state == "kept":
            return present
        return self._settle(reply, "kept")

    def put_reply_away(self, reply: str) -> Reply:
        """Have an answer come back no more; it can still be read and kept.

        Raises:
            NotFound: there is none with that id.
        """
        return self._settle(reply, "put_away")

    def erase_reply(self, reply: str) -> None:
        """Erase the words of an answer for good; pasted again, it is not taken in.

        Raises:
            NotFound: there is none with that id.
        """
        self._make_room()
        with self.writing() as connection:
            self._reply(reply)
            ledger.erase(connection, reply)

    def block_sender(self, reply: str) -> Shared:
        """Close the page that was answered, and put every answer to it away; return the page.

        Raises:
            NotFound: there is no answer with that id.
        """
        self._make_room()
        with self.writing() as connection:
            page = self._reply(reply).page
            ledger.close(connection, page.id, clock.now())
            for one in ledger.replies(connection):
                if one.page.id == page.id:
                    ledger.settle(connection, one.id, "put_away", None)
        return self._row(page.id)

    # Encouragements ----------------------------------------------------------------------

    def encouragements(self) -> list[Reply]:
        """Return the answers that were kept, in the order in which they were."""
        return sorted(self.replies("kept"), key=lambda one: (one.kept_at or one.at, one.id))

    def encouragement(self, day: date | None = None, turn: int = 0) -> Reply | None:
        """Return one of the answers that were kept, another one every day; None without any.

        Args:
            day: the day it is for; None for today.
            turn: how many more to go on, for whoever asks for the next one on the same day.
        """
        kept = self.encouragements()
        if not kept:
            return None
        return kept[((day or self.today()).toordinal() + turn) % len(kept)]

    # Within ------------------------------------------------------------------------------

    def _judged(self, found: Sequence[Sealed], *, take_in: bool = False) -> list[Arrival]:
        """Return what becomes of each answer; write the new ones down where that is asked for."""
        with self.reading() as connection:
            pages = {row.id: row for row in ledger.shared(connection) if row.form == "page"}
            keys = ledger.page_keys(connection)
        now = clock.now()
        usable = {
            bytes.fromhex(page): keys.get(page) if row.is_open(now) else None
            for page, row in pages.items()
        }
        arrivals = []
        for note in found:
            arrival = self._opened(note, pages, usable)
            if take_in and arrival.reply is not None and arrival.outcome == "new":
                arrival = self._taken_in(arrival, arrival.reply)
            arrivals.append(arrival)
        return arrivals

    def _opened(
        self, note: Sealed, pages: Mapping[str, Shared], keys: Mapping[bytes, bytes | None]
    ) -> Arrival:
        """Return what becomes of an answer by itself, nothing being written."""
        from recoverylog.sharing import reply  # noqa: PLC0415 - loads the cryptography

        page = pages.get(note.page.hex())
        with self.reading() as connection:
            if page is not None and ledger.is_known(connection, note.id):
                present = ledger.replies(connection, beginning=note.id)
                return Arrival("known", page, present[0] if present else None)
        try:
            text = reply.open_note(note, keys)
        except reply.UnknownPage as problem:
            return Arrival("unknown", None, problem=problem)
        except reply.PageClosed as problem:
            return Arrival("closed", page, problem=problem)
        except reply.NoteDamaged as problem:
            return Arrival("damaged", page, problem=problem)
        # Sealed once more, the same words are other bytes.
        with self.reading() as connection:
            for one in ledger.replies(connection):
                if one.page.id == note.page.hex() and one.text == text:
                    return Arrival("known", page, one)
        at = clock.now().astimezone(UTC).replace(microsecond=0)
        return Arrival("new", page, Reply(note.id, pages[note.page.hex()], at, text))

    def _taken_in(self, arrival: Arrival, reply: Reply) -> Arrival:
        """Write an answer down inside :meth:`writing`, if there is room for it today."""
        page, since = reply.page.id, reply.at - _A_DAY
        if ledger.taken_in(self.connection, page, since) >= MOST_A_DAY:
            return Arrival("too_many", arrival.page, problem=_too_many())
        ledger.take_in(self.connection, reply)
        return arrival

    def _settle(self, reply: str, state: State) -> Reply:
        self._make_room()
        with self.writing() as connection:
            self._reply(reply)
            ledger.settle(connection, reply, state, clock.now() if state == "kept" else None)
        return self._reply(reply)

    def _reply(self, reply: str) -> Reply:
        """Return the answer with this id.

        Raises:
            NotFound: there is none, or it was erased.
        """
        with self.reading() as connection:
            found = ledger.replies(connection, beginning=reply)
        if len(found) != 1 or found[0].id != reply:
            raise NotFound(
                _("There is no such answer."), hint=_("It may have been erased meanwhile.")
            )
        return found[0]


def _too_many() -> TooMany:
    return TooMany(
        _(
            "This page has had {most_a_day} answers within a day, which is as many as are "
            "taken in.",
            most_a_day=MOST_A_DAY,
        ),
        safe=_("The others are kept."),
        hint=_("It can be pasted once more tomorrow."),
    )
