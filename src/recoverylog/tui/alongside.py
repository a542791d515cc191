"""What the companion says: the breath, what has helped, plans, whom to reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from recoverylog.insights.wording import company
from recoverylog.insights.wording import plans as wording
from recoverylog.journal import terms
from recoverylog.journal.line import number_in_words
from recoverylog.journal.supporter import number_in
from recoverylog.journal.text import one_line
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoverylog.journal.plan import Plan
    from recoverylog.journal.supporter import Supporter
    from recoverylog.session.companion import Helped

QUESTION = _("How strong is it, right now?")
KIND_WORDS = company.KIND_WORDS
_STYLES = {"around": "$soft", "cue": "$ink", "then": "$ink"}
_NAME = 14
_REACH = 20
_PLAN = 80


def again(first: float) -> Content:
    """Return the question of a later time, with the number of the first."""
    return Content.assemble(
        _("How strong is it now?"),
        (_("   {first} at first", first=number_in_words(first)), "not bold $soft"),
    )


def helped_heading(helped: Sequence[Helped]) -> str:
    """Return the heading over the list."""
    return company.heading(known=any(one.times for one in helped))


def rows_of_helped(height: int) -> int:
    """Return for how many things a screen of ``height`` rows has room."""
    return 3 if height < 30 else 5 if height < 44 else 9


def plans(found: Sequence[Plan], most: int) -> Content:
    """Return plans, each in a row with the edge of the person's own words."""
    return Content("\n").join(_plan(one) for one in found[:most])


def _plan(one: Plan) -> Content:
    said = wording.pieces(one.cue, one.then, _PLAN)
    return Content.assemble(
        ("▎ ", "$ember"),
        *((piece.text, _STYLES[piece.role]) for piece in said),
        (_("  your plan"), "$faint"),
    )


def to_reach(people: Sequence[Supporter], rows: int, *, stays: bool) -> Content:
    """Return whom to reach, heading and all, in at most ``rows`` rows.

    Args:
        people: those who can be reached.
        rows: how many rows there are.
        stays: whether enter shows a number large; else one has to stay first.
    """
    heading = Content.styled(company.SOMEONE, "$faint")
    if not people:
        several = terms.chosen().supporter.several
        words = _("Nobody yet. Name somebody, with a\nnumber: ctrl p, {several}", several=several)
        return Content("\n").join([heading, Content.styled(words, "$soft")])
    shown = people[: max(rows - 2, 1)]
    names = [one_line(one.name, _NAME) for one in shown]
    wide = max(map(cell_len, names))
    lines = [
        Content.assemble(
            (f"{name}{' ' * (wide - cell_len(name))}  ", "$ink"),
            (one_line(number_in(one.reach) or one.reach, _REACH), "$soft"),
        )
        for name, one in zip(names, shown, strict=True)
    ]
    larger = Content.assemble(
        (_("enter") if stays else _("space"), "bold $lamp"),
        (
            _("  large, or a code to scan") if stays else _("  then enter: larger"),
            "$soft",
        ),
    )
    return Content("\n").join([heading, *lines, larger])
