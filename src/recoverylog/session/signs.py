"""Early signs in an unlocked vault: named by the person, ticked once a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.errors import AlreadyThere, NotFound, UsageProblem
from recoverylog.insights import signs as seen
from recoverylog.insights.signs import MOST_SIGNS, Sign, SignsSeen, SignsWeek
from recoverylog.journal import quick_entry
from recoverylog.journal.text import folded, inert_line, one_line, storable
from recoverylog.language import _
from recoverylog.session.milestones import Milestoned
from recoverylog.vault import keepsakes
from recoverylog.vault.keepsakes import KeptSign

if TYPE_CHECKING:
    from datetime import date


class Signs(Milestoned):
    """An open journal that keeps the person's own early signs."""

    def signs(self) -> tuple[Sign, ...]:
        """Return the signs that are asked about, in the person's order."""
        return tuple(Sign(one.id, one.label) for one in self._kept_signs() if not one.archived)

    def put_sign(self, label: str, sign: str | None = None) -> Sign:
        """Add a sign at the end of the list, or give one other words.

        One that was archived under these words comes back.

        Args:
            label: the person's words.
            sign: the id of the one to change; None for a new one.

        Raises:
            UsageProblem: there are no words in it, or there are as many signs as there may be.
            AlreadyThere: another sign has these words.
            NotFound: there is none with that id.
        """
        words = inert_line(storable(label))
        if not words:
            raise UsageProblem(_("A sign needs words."), hint=_("For example: skipping meals."))
        self._make_room()
        with self.writing() as connection:
            every = keepsakes.signs(connection)
            same = next((one for one in every if folded(one.label) == folded(words)), None)
            if sign is not None:
                present = _named(every, sign)
                if same is not None and same.id != sign:
                    raise _already(same)
                put = present._replace(label=words)
            else:
                if same is not None and not same.archived:
                    raise _already(same)
                if sum(not one.archived for one in every) >= MOST_SIGNS:
                    raise UsageProblem(
                        _(
                            "There are {most_signs} signs, which is as many as are asked about.",
                            most_signs=MOST_SIGNS,
                        ),
                        safe=_("Nothing was changed."),
                        hint=_("Put one of them away first; its weeks are kept."),
                    )
                put = KeptSign(same.id if same else quick_entry.new_id(), words)
            keepsakes.put_sign(connection, put)
        return Sign(put.id, put.label)

    def archive_sign(self, sign: str) -> None:
        """Ask about a sign no more; the weeks in which it was ticked are kept.

        Raises:
            NotFound: there is none with that id.
        """
        self._make_room()
        with self.writing() as connection:
            present = _named(keepsakes.signs(connection), sign)
            keepsakes.put_sign(connection, present._replace(archived=True))

    def tick(self, sign: str | None, week: date, *, on: bool = True) -> None:
        """Note whether a sign was there in a week, and that the signs were looked at in it.

        Args:
            sign: its id; None where they were looked at and none is named.
            week: any day of the week.
            on: whether it was there.

        Raises:
            NotFound: there is none with that id.
        """
        self._make_room()
        with self.writing() as connection:
            if sign is not None:
                _named(keepsakes.signs(connection), sign)
            keepsakes.tick(connection, sign, seen.monday(week), self.instant(), on=on)

    def sign_weeks(self) -> tuple[SignsWeek, ...]:
        """Return the weeks in which signs were looked at, the earliest first."""
        with self.reading() as connection:
            weeks = keepsakes.sign_weeks(connection)
        return tuple(SignsWeek(week, ticked) for week, ticked in weeks.items())

    def signs_seen(self) -> SignsSeen:
        """Return how many of the signs were ticked this week, and how many in the one before."""
        return seen.compare(self.sign_weeks(), self.signs(), self.today())

    def _kept_signs(self) -> list[KeptSign]:
        with self.reading() as connection:
            return keepsakes.signs(connection)


def _named(every: list[KeptSign], sign: str) -> KeptSign:
    """Return the sign with that id.

    Raises:
        NotFound: there is none.
    """
    found = next((one for one in every if one.id == sign), None)
    if found is None:
        raise NotFound(_("There is no such sign."), hint=_("It may have been changed meanwhile."))
    return found


def _already(same: KeptSign) -> AlreadyThere:
    return AlreadyThere(_("There is a sign called “{same}” already.", same=one_line(same.label)))
