"""Supporters: sponsor, peer, friend, clinician, whoever a person shares with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from recoverylog.errors import UsageProblem
from recoverylog.journal.text import folded, one_line, storable

if TYPE_CHECKING:
    from collections.abc import Sequence

PERIODS = (7, 30, 90)
"""Of how many days somebody may usually be told."""

MOST_NAME = 80
MOST_REACH = 200
MOST_SECTIONS = 40


class Supporter(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who gives support.

    Attributes:
        id: 32 hexadecimal digits.
        name: what the person calls them.
        role: what they are to the person, in the person's own word; may be empty.
        reach: how to reach them, as the person noted it; may be empty.
        sections: what they usually get, by the names of the sections; None where nothing was said.
        days: of how many days they are usually told, one of ``PERIODS``; None as for sections.
        archived: no longer offered; what was shared with them stays in the ledger.
    """

    id: str
    name: str
    role: str = ""
    reach: str = ""
    sections: tuple[str, ...] | None = None
    days: int | None = None
    archived: bool = False

    @property
    def called(self) -> str:
        """Their role if there is one, else their name: what is said where a name is too much."""
        return self.role or self.name


def checked(wanted: Supporter) -> Supporter:
    """Return a supporter as one may be kept: every text on one line, every section once.

    Raises:
        UsageProblem: no name, too long a text, or a period that there is not.
    """
    name = one_line(storable(wanted.name))
    role, reach = one_line(storable(wanted.role)), one_line(storable(wanted.reach))
    if not name:
        raise UsageProblem("A supporter needs a name.", hint="One that you call them by is enough.")
    for what, text, most in (
        ("A name", name, MOST_NAME),
        ("A role", role, MOST_NAME),
        ("How to reach somebody", reach, MOST_REACH),
    ):
        if len(text) > most:
            raise UsageProblem(f"{what} may be {most} characters long; this has {len(text)}.")
    if wanted.days is not None and wanted.days not in PERIODS:
        raise UsageProblem("Shared are 7, 30 or 90 days.", hint="For example: 30")
    sections = wanted.sections
    if sections is not None:
        sections = tuple(dict.fromkeys(filter(None, map(one_line, map(storable, sections)))))
        if len(sections) > MOST_SECTIONS:
            raise UsageProblem("There are not as many sections as that.")
    return msgspec.structs.replace(wanted, name=name, role=role, reach=reach, sections=sections)


def named(supporters: Sequence[Supporter], word: str) -> tuple[Supporter, ...]:
    """Return the supporters that ``word`` may mean: one where it is clear, none where nobody fits.

    The whole name counts before the whole role, that before the beginning of a name, and that
    before the beginning of a role.
    """
    wanted = folded(word).strip()
    if not wanted:
        return ()
    for fits in (
        [one for one in supporters if folded(one.name) == wanted],
        [one for one in supporters if folded(one.role) == wanted],
        [one for one in supporters if folded(one.name).startswith(wanted)],
        [one for one in supporters if folded(one.role).startswith(wanted)],
    ):
        if fits:
            return tuple(fits)
    return ()
