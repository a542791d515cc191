"""Supporters: sponsor, peer, friend, clinician, whoever a person shares with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from recoverylog.errors import UsageProblem
from recoverylog.journal import terms
from recoverylog.journal.text import folded, inert_line, storable
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

PERIODS = (7, 30, 90)
"""Of how many days somebody may usually be told."""

_NUMBER = r"(?<![0-9])(?:\+|\([0-9]{1,5}\)[\s.-]?)?[0-9](?:[\s.-]?[0-9]){3,}(?![0-9A-Za-z])"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

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
    name = inert_line(storable(wanted.name))
    role, reach = inert_line(storable(wanted.role)), inert_line(storable(wanted.reach))
    if not name:
        raise UsageProblem(
            terms.chosen().supporter.needs_name, hint=_("One that you call them by is enough.")
        )
    for what, text, most in (
        (_("A name"), name, MOST_NAME),
        (_("A role"), role, MOST_NAME),
        (_("How to reach somebody"), reach, MOST_REACH),
    ):
        if len(text) > most:
            raise UsageProblem(
                _(
                    "{what} may be {most} characters long; this has {text}.",
                    what=what,
                    most=most,
                    text=len(text),
                )
            )
    if wanted.days is not None and wanted.days not in PERIODS:
        raise UsageProblem(_("Shared are 7, 30 or 90 days."), hint=_("For example: 30"))
    sections = wanted.sections
    if sections is not None:
        sections = tuple(dict.fromkeys(filter(None, map(inert_line, map(storable, sections)))))
        if len(sections) > MOST_SECTIONS:
            raise UsageProblem(_("There are not as many sections as that."))
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


def number_in(reach: str) -> str:
    """Return the telephone number in how somebody is reached, as it is written; empty without one.

    Only what is certain: a wrong number is worse than none. A number has 5 to 15 digits (E.164),
    spaces, dots or hyphens between them, ``+`` or brackets at its front. There is none where
    other digits stand beside it, as in an hour or a second number, nor in a date.
    """
    found = re.findall(_NUMBER, reach)
    if len(found) != 1 or re.search(_DATE, reach):
        return ""
    number = " ".join(found[0].split())
    rest = reach.replace(found[0], " ")
    digits = sum(sign.isdecimal() for sign in number)
    return number if 5 <= digits <= 15 and not re.search(r"[0-9]", rest) else ""
