"""The supporters of an unlocked vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from recoverylog.errors import AlreadyThere, NotFound
from recoverylog.journal import supporter as supporters
from recoverylog.journal import terms
from recoverylog.journal.text import folded, one_line
from recoverylog.language import _
from recoverylog.session.signs import Signs
from recoverylog.vault import people

if TYPE_CHECKING:
    from recoverylog.journal.supporter import Supporter


class People(Signs):
    """An open journal that knows who gives support."""

    def supporters(self, *, archived: bool = False) -> tuple[Supporter, ...]:
        """Return the supporters in the order in which they were named.

        Args:
            archived: those who were put away too.
        """
        with self.reading() as connection:
            found = people.supporters(connection)
        return tuple(one for one in found if archived or not one.archived)

    def supporter(self, word: str) -> Supporter:
        """Return the supporter whom ``word`` names: by name or role, or a beginning of one.

        Those who were put away are found where nobody else fits.

        Raises:
            NotFound: nobody, or more than one.
        """
        every = self.supporters(archived=True)
        found = supporters.named([one for one in every if not one.archived], word)
        found = found or supporters.named(every, word)
        if len(found) == 1:
            return found[0]
        shown = one_line(word, 40)
        hint = _("recoverylog people list shows them.")
        if found:
            names = ", ".join(one_line(one.name, 40) for one in found)
            raise NotFound(
                _("“{shown}” may be any of {names}.", shown=shown, names=names), hint=hint
            )
        raise NotFound(terms.chosen().supporter.none_called.format(name=shown), hint=hint)

    def put_supporter(self, wanted: Supporter) -> Supporter:
        """Add a supporter at the end of the list, or change the one with this id; return it.

        A new one under the name of one who was put away is that one, back again.

        Raises:
            UsageProblem: there is no name, or something is longer than it may be.
            AlreadyThere: another supporter is called so.
        """
        put = supporters.checked(wanted)
        self._make_room()
        with self.writing() as connection:
            every = people.supporters(connection)
            same = [one for one in every if folded(one.name) == folded(put.name)]
            others = [one for one in same if one.id != put.id]
            if others and (not others[0].archived or any(one.id == put.id for one in every)):
                called = terms.chosen().supporter.one_called
                raise AlreadyThere(called.format(name=one_line(others[0].name)))
            if others:
                put = msgspec.structs.replace(put, id=others[0].id)
            people.put(connection, put)
        return put

    def archive_supporter(self, supporter: str) -> None:
        """Offer a supporter no more; what was shared with them stays in the ledger.

        Raises:
            NotFound: there is none with that id.
        """
        self._make_room()
        with self.writing() as connection:
            for one in people.supporters(connection):
                if one.id == supporter:
                    people.put(connection, msgspec.structs.replace(one, archived=True))
                    return
            raise NotFound(
                terms.chosen().supporter.none_such, hint=_("They may have been changed.")
            )
