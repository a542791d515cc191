"""Reading the whole journal as marks: numbers and single words, from columns.

No body of an entry is decoded, so ten years take a fraction of a second. What a mark is, the
insights say, which know no database as this knows no insights: so it is made by a function that
is given. A test holds each to the entry that it is read from.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from recoverylog.journal.text import folded
from recoverylog.vault import queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlcipher3.dbapi2 import Connection


M = TypeVar("M")


class _Details(msgspec.Struct):
    """What of an entry's details a mark holds."""

    sleep: float | None = None
    halt: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    part: str = ""


# The wall clock's minute is reckoned by SQLite, which is quicker at it. Hours and minutes are
# counted from the end of the instant: years before 1000 have fewer digits.
_SELECT = """
    SELECT kind, day, (substr(at, -9, 2) * 60 + substr(at, -6, 2) + "offset" + 1440) % 1440,
           focus_id, mood, craving, craving_after, amount, confirmed, details, at
    FROM entry
"""


def read(
    connection: Connection,
    made: Callable[..., M],
    first: date | None = None,
    last: date | None = None,
) -> list[M]:
    """Return the entries of the days from ``first`` to ``last`` as marks, the bin left out.

    They come by day, and within a day by the instant that they speak of.

    Args:
        connection: an open journal.
        made: makes a mark of the values of insights.mark.Mark, in that order.
        first: the first day; None for the beginning.
        last: the last day, itself included; None for the end.
    """
    terms, values = ["deleted = 0"], []
    for term, border in (("day >= ?", first), ("day <= ?", last)):
        if border is not None:
            terms.append(term)
            values.append(border.isoformat())
    # Where all is wanted, in the order of the file: so each page is decrypted once.
    index = "INDEXED BY entry_by_day" if values else "NOT INDEXED"
    rows: list[tuple[Any, ...]] = connection.execute(
        f"{_SELECT} {index} WHERE {' AND '.join(terms)} ORDER BY number", values
    ).fetchall()
    rows.sort(key=_by_day)
    as_day, noted = cache(date.fromisoformat), _noting()
    found = []
    for kind, day, minute, focus, mood, craving, after, amount, confirmed, details, _ in rows:
        sleep, words, part = noted(details)
        found.append(
            made(
                kind, as_day(day), minute, focus, mood, craving, after, sleep, amount,
                confirmed == 1, *words, part,
            )
        )  # fmt: skip
    return found


def tallied(connection: Connection, made: Callable[..., M]) -> list[M]:
    """Return marks of kind, day and focus alone, as far as milestones are counted from them.

    There is one of each craving, use and connection, and one note of each day on which anything
    was written. All of it stands in indexes, so it takes a fifth of the time that :func:`read`
    does; the order means nothing.

    Args:
        connection: an open journal.
        made: makes a mark of a kind and a day, and of ``focus``.
    """
    kinds = "kind IN ('craving', 'use', 'connection')"
    rows = connection.execute(
        f"""SELECT focus_id, kind, day, count(*) FROM entry INDEXED BY entry_by_focus
            WHERE {kinds} GROUP BY focus_id, kind, day"""
    ).fetchall()
    binned = connection.execute(
        f"""SELECT focus_id, kind, day, count(*) FROM entry INDEXED BY entry_deleted
            WHERE deleted = 1 AND {kinds} GROUP BY focus_id, kind, day"""
    ).fetchall()
    gone = {(focus, kind, day): number for focus, kind, day, number in binned}
    as_day = cache(date.fromisoformat)
    found = [made("note", day) for day in queries.logged_days(connection, date.min, date.max)]
    for focus, kind, day, number in rows:
        left = number - gone.get((focus, kind, day), 0)
        found += [made(kind, as_day(day), focus=focus)] * left
    return found


class Totals(NamedTuple):
    """How much there is of what milestones of the whole journal are counted from, the bin too."""

    cravings: int
    logged: int
    connections: int


def totals(connection: Connection) -> Totals:
    """Return at most how far :func:`tallied` can have come; it takes a tenth of the time."""
    of_kind = "SELECT count(*) FROM entry INDEXED BY entry_by_kind WHERE kind"
    row = connection.execute(
        f"""SELECT ({of_kind} = 'craving'),
                   (SELECT count(DISTINCT day) FROM entry INDEXED BY entry_by_day),
                   ({of_kind} = 'connection')"""
    ).fetchone()
    return Totals(*row)


def _by_day(row: tuple[Any, ...]) -> tuple[str, str]:
    return row[1], row[-1]


def _noting() -> Any:  # noqa: ANN401 - what functools gives
    """Return what reads the details of an entry: sleep; halt, tags, helped, people; the part.

    It remembers what it has read: most entries have the same few words, or none.
    """
    decoded = msgspec.json.Decoder(_Details).decode

    @cache
    def words(written: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(folded(word) for word in written))

    @cache
    def noted(details: str) -> tuple[float | None, tuple[tuple[str, ...], ...], str]:
        held = decoded(details)
        said = (held.halt, words(held.tags), words(held.helped), words(held.people))
        return held.sleep, said, held.part

    return noted
