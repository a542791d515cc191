"""What kind of entry it is, with its numbers, in a few words for a row of a list."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from recoverylog.journal.entry import (
    AnyEntry,
    CheckIn,
    Connection,
    Craving,
    Gratitude,
    Mood,
    Note,
    Use,
)
from recoverylog.journal.grammar import PART_WORDS
from recoverylog.language import _

Role: TypeAlias = Literal["kind", "craving", "mood", "aside"]


class Piece(NamedTuple):
    """A few characters of a headline, and what they speak of."""

    text: str
    role: Role


def headline(entry: AnyEntry) -> str:
    """Return the kind and its numbers: ``craving 7 → 3``, ``mood 6``, ``met``."""
    return "".join(piece.text for piece in pieces(entry))


def pieces(entry: AnyEntry) -> tuple[Piece, ...]:
    """Return the headline in pieces, each with what it speaks of, for whoever has colours."""
    if isinstance(entry, Craving):
        return (Piece(_("craving "), "kind"), *_strength(entry))
    if isinstance(entry, Mood):
        return Piece(_("mood "), "kind"), Piece(f"{entry.mood:g}", "mood")
    if isinstance(entry, CheckIn):
        return _check_in(entry)
    if isinstance(entry, Use):
        amount = f" {entry.amount:g}" if entry.amount is not None else ""
        doubt = () if entry.confirmed else (Piece(_(", not confirmed"), "aside"),)
        return (Piece(_("use{amount}", amount=amount), "kind"), *doubt)
    if isinstance(entry, Note):
        return (Piece(_("ask") if entry.ask else _("note"), "kind"),)
    return (Piece({Gratitude: _("grateful"), Connection: _("met")}[type(entry)], "kind"),)


def _strength(entry: Craving) -> tuple[Piece, ...]:
    before = Piece(f"{entry.craving:g}", "craving")
    if entry.after is None:
        return (before,)
    return before, Piece(" → ", "aside"), Piece(f"{entry.after:g}", "craving")


def _check_in(entry: CheckIn) -> tuple[Piece, ...]:
    found = [Piece(PART_WORDS.get(entry.part, entry.part) or _("check-in"), "kind")]
    if entry.mood is not None:
        found += [Piece(_(" · mood "), "aside"), Piece(f"{entry.mood:g}", "mood")]
    if entry.craving is not None:
        found += [Piece(_(" · craving "), "aside"), Piece(f"{entry.craving:g}", "craving")]
    if entry.sleep is not None:
        found += [Piece(_(" · sleep {sleep:g} h", sleep=entry.sleep), "aside")]
    return tuple(found)
