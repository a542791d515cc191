"""Patterns: when cravings come, with what, what helped, and what goes together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoverylog.insights.pattern import PARTS
from recoverylog.insights.sheet import Sheet, Span
from recoverylog.insights.views import drawing
from recoverylog.insights.views.figures import numbered
from recoverylog.insights.wording import patterns as wording
from recoverylog.insights.wording import signs as signs_wording
from recoverylog.insights.wording.dates import WEEKDAYS
from recoverylog.journal.text import one_line
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.insights.pattern import Grid, Helped, Ranked, Triggers
    from recoverylog.insights.report import Patterns
    from recoverylog.insights.sheet import Room
    from recoverylog.insights.signs import Sign, SignsSeen

_WORD = 24
# Columns from which on there is room in a row for its name, its bar or cells, and that as well.
_ROOM_FOR_HOURS = 44
_ROOM_FOR_MEANS = 56
_ROOM_FOR_COUNTS = 67
_ROOM_FOR_BLOCKS = 79


class Signs(NamedTuple):
    """The person's own early signs.

    Attributes:
        signs: those that are asked about.
        ticked: the ids of those that are ticked for this week.
        seen: how many are, and how many were last week.
    """

    signs: tuple[Sign, ...]
    ticked: frozenset[str]
    seen: SignsSeen


def sheet(patterns: Patterns, signs: Signs, room: Room) -> Sheet:
    """Return the patterns, each with its count, and what is still needed where it is too early."""
    made = Sheet()
    days = patterns.days
    made.head(_("When cravings come, the last {weeks} weeks", weeks=patterns.when.weeks))
    _add_when(made, patterns.when, room)
    made.head(_("What they come with, the last {days} days", days=days))
    _add_triggers(made, patterns.triggers, room)
    made.head(_("What helped, so far"))
    _add_helped(made, patterns.helped, room)
    made.head(_("What goes together, the last {days} days", days=days))
    for line in wording.together_lines(patterns.together):
        made.add(*numbered(line), lead=("  ",))
    made.head(_("With people and alone, the last {days} days", days=days))
    for line in wording.company_lines(patterns.company):
        made.add(*numbered(line), lead=("  ",))
    made.head(_("Your own signs"))
    _add_signs(made, signs, room)
    return made


def _add_when(made: Sheet, grid: Grid, room: Room) -> None:
    if grid.n and not grid.needed:
        drawing.grid(
            made,
            [name[:3] for name in WEEKDAYS],
            [_hours(part, room) for part in range(len(PARTS))],
            [[cell.mean for cell in row] for row in grid.cells],
            [[cell.n for cell in row] for row in grid.cells],
            room=room,
            mark="craving",
            shades=[[cell.shrunk for cell in row] for row in grid.cells],
        )
        made.add(Span(_legend(room), "faint"), lead=("  ",))
    for line in wording.when_lines(grid):
        made.add(*numbered(line), lead=("  ",))


def _legend(room: Room) -> str:
    """Return what the cells of the week say; without colours or blocks nothing is shaded."""
    counted = not room.drawn or room.columns >= _ROOM_FOR_COUNTS
    said = _("mean strength, and n: how many") if counted else _("mean strength")
    shaded = room.drawn and (room.colours or room.columns >= _ROOM_FOR_BLOCKS)
    return _("{said}; the shade trusts a small n less", said=said) if shaded else said


def _hours(part: int, room: Room) -> str:
    """Return from when to when a part of the day is; where there is little room, from when."""
    begins, ends = (4 + 4 * part) % 24, (8 + 4 * part) % 24
    short = room.drawn and room.columns < _ROOM_FOR_HOURS
    return f"{begins:02}–" if short else f"{begins:02}–{ends:02}"


def _add_triggers(made: Sheet, triggers: Triggers, room: Room) -> None:
    head, *rest = wording.triggers_lines(triggers)
    made.add(*numbered(head), lead=("  ",))
    if not room.drawn:
        for line in rest:
            made.add(*numbered(line), lead=("  ",))
        return
    rows = [
        (f"@{one_line(one.word, _WORD)}", float(one.n), _strength(one, room))
        for one in triggers.ranked
    ]
    if rows:
        drawing.bars(made, rows, room=room, mark="craving")
    for line in rest[len(rows) :]:
        made.add(*numbered(line), lead=("  ",))


def _strength(one: Ranked, room: Room) -> str:
    """Return how often, and how strong where there is room for that."""
    whole = wording.strength_words(one)
    return whole if room.columns >= _ROOM_FOR_MEANS else whole.partition(",")[0]


def _add_helped(made: Sheet, helped: Helped, room: Room) -> None:
    if room.drawn and helped.ranked:
        rows = [
            (f"+{one_line(one.word, _WORD)}", max(one.drop, 0.0), wording.drop_words(one))
            for one in helped.ranked
        ]
        drawing.bars(made, rows, room=room, mark="helped", top=10.0)
        for line in wording.helped_lines(helped)[len(rows) :]:
            made.add(*numbered(line), lead=("  ",))
        return
    for line in wording.helped_lines(helped):
        made.add(*numbered(line), lead=("  ",))


def signs_sheet(signs: Signs) -> Sheet:
    """Return the person's own signs by themselves, numbered as a command names them."""
    made = Sheet()
    made.add(signs_wording.signs_line(signs.seen))
    _add_rows(made, signs)
    if not signs.signs:
        made.add(
            Span(_("Name one in your own words: recoverylog signs add skipping meals"), "faint")
        )
    return made


def _add_signs(made: Sheet, signs: Signs, room: Room) -> None:
    made.add(signs_wording.signs_line(signs.seen), lead=("  ",))
    _add_rows(made, signs)
    hint = "recoverylog signs" if room.shell else _("s names and ticks them")
    made.add(Span(hint, "faint"), lead=("  ",))


def _add_rows(made: Sheet, signs: Signs) -> None:
    for number, sign in enumerate(signs.signs, start=1):
        there = sign.id in signs.ticked
        mark = Span("•" if there else "·", "mood" if there else "faint")
        words = Span(one_line(sign.label, 60), "strong" if there else "")
        made.add(words, lead=(f"  {number} ", mark, " "))
