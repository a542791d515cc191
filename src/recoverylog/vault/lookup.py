"""Looking things up: what a filter asks for, what a calendar marks, which words were used.

Plain SQL on the driver like queries.py, made to be asked at every key that somebody types. A
page costs its decryption, and the rows of `entry` lie on thousands of pages: so what is narrowed
is narrowed by indexes that hold all they need, and only what is shown is fetched. The search
index and `entry_tag` hold nothing of the bin, so neither has to be asked about it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from recoverylog.journal.selection import DayMark, Selection, Stored, Words
from recoverylog.journal.text import folded, storable
from recoverylog.vault import queries, records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlcipher3.dbapi2 import Connection

    from recoverylog.journal.filter import Filter

Sort = Literal["tag", "helped", "person"]
"""What `entry_tag` calls its three sorts of words."""


def look_up(
    connection: Connection, wanted: Filter, focus_id: str | None, limit: int
) -> list[Stored]:
    """Return the newest entries that a filter asks for, the newest first.

    With words to search for, the newest are those of the highest numbers, since the search index
    knows no other order; without, those of the latest days. Either way they come by day.

    Args:
        connection: an open journal.
        wanted: what is looked for; its focus is not read.
        focus_id: the focus that it names, or None.
        limit: at most so many; 0 for all.
    """
    selection = Selection(
        kinds=wanted.kinds,
        focus=focus_id,
        first=wanted.first,
        last=wanted.last,
        limit=limit,
        deleted=wanted.deleted,
    )
    if wanted.deleted:
        return _in_bin(connection, wanted, selection)
    if not (wanted.words or _marks(wanted)):
        return queries.selected(connection, selection)[::-1]
    terms, values = _restrictions(wanted, selection)
    if wanted.words:
        query = queries.search_terms(wanted.words)
        if not query:
            return []
        numbers = "SELECT rowid FROM entry_search WHERE entry_search MATCH ?"
        order = "ORDER BY rowid DESC"
        values = [query, *values]
    else:
        numbers = "SELECT rowid FROM entry INDEXED BY entry_by_day WHERE 1"
        order = "ORDER BY day DESC, at DESC, rowid DESC"
    narrowed = "".join(f" AND {term}" for term in terms)
    found = queries.fetched(
        connection, f"{numbers}{narrowed} {order} LIMIT ?", [*values, limit or -1]
    )
    return _by_day(found)


def _by_day(found: list[Stored]) -> list[Stored]:
    """Return entries with the newest first."""
    return sorted(
        found, key=lambda stored: (stored.entry.day, stored.entry.at, stored.number), reverse=True
    )


def _marks(wanted: Filter) -> list[tuple[Sort, str]]:
    """Return the tags, helps and people that a filter asks for, as `entry_tag` has them."""
    sorts: tuple[tuple[Sort, tuple[str, ...]], ...] = (
        ("tag", wanted.tags),
        ("helped", wanted.helped),
        ("person", wanted.people),
    )
    return [(sort, folded(word)) for sort, words in sorts for word in words]


def _restrictions(wanted: Filter, selection: Selection) -> tuple[list[str], list[Any]]:
    """Return the terms on the number of an entry that everything but the words makes."""
    # With a plus, since the search index would run the whole search again for each number.
    terms = ["+rowid IN (SELECT number FROM entry_tag WHERE tag = ? AND sort = ?)"]
    terms *= len(_marks(wanted))
    values: list[Any] = [value for sort, word in _marks(wanted) for value in (word, sort)]
    index, asked, bound = _by_index(selection)
    if asked:
        condition = " AND ".join(asked)
        terms.append(f"+rowid IN (SELECT number FROM entry INDEXED BY {index} WHERE {condition})")
    return terms, values + bound


def _by_index(selection: Selection) -> tuple[str, list[str], list[Any]]:
    """Return the index that holds all that kinds, focus and days ask, with terms and values."""
    asked: list[str] = []
    bound: list[Any] = []
    index = "entry_by_day"
    if selection.kinds:
        index = "entry_by_kind"
        asked.append(f"kind IN ({', '.join('?' * len(selection.kinds))})")
        bound += selection.kinds
    if selection.focus is not None:
        index = "entry_by_focus"
        asked.append("focus_id = ?")
        bound.append(selection.focus)
    for term, day in (("day >= ?", selection.first), ("day <= ?", selection.last)):
        if day is not None:
            asked.append(term)
            bound.append(day.isoformat())
    return index, asked, bound


# The bin is small and in no index, so it is walked through.


def _in_bin(connection: Connection, wanted: Filter, selection: Selection) -> list[Stored]:
    marks, beginnings = _marks(wanted), _plain_words(wanted.words)
    if wanted.words and not beginnings:
        return []
    if not (marks or beginnings):
        return queries.selected(connection, selection)[::-1]
    everything = queries.selected(connection, msgspec.structs.replace(selection, limit=0))[::-1]
    fitting = (one for one in everything if _fits(one, marks, beginnings))
    return list(islice(fitting, selection.limit or None))


def _fits(stored: Stored, marks: list[tuple[Sort, str]], beginnings: list[str]) -> bool:
    entry = stored.entry
    noted: dict[Sort, tuple[str, ...]] = {
        "tag": entry.tags,
        "helped": entry.helped,
        "person": entry.people,
    }
    if not all(word in map(folded, noted[sort]) for sort, word in marks):
        return False
    words = _plain_words("\n".join(records.spoken(entry)))
    return all(any(word.startswith(begun) for word in words) for begun in beginnings)


def _plain_words(text: str) -> list[str]:
    """Return the words of a text as the search index compares them: no case, no accents."""
    apart = unicodedata.normalize("NFD", storable(text)).casefold()
    bare = "".join(char for char in apart if not unicodedata.category(char).startswith("M"))
    return re.findall(r"[^\W_]+", bare)


# Days and words.


def days_written(
    connection: Connection, first: date, last: date, focus_id: str | None
) -> dict[date, DayMark]:
    """Return what a calendar marks, for each day from ``first`` to ``last`` with an entry.

    Args:
        connection: an open journal.
        first: the first day.
        last: the last day, itself included.
        focus_id: only uses of this focus are marked; None for all.
    """
    rows = connection.execute(
        """SELECT day, count(*), avg(mood), max(craving),
                  max(CASE WHEN kind = 'use' AND (:focus IS NULL OR focus_id = :focus)
                      THEN 1 + confirmed ELSE 0 END)
           FROM entry INDEXED BY entry_by_day
           WHERE day BETWEEN :first AND :last AND deleted = 0 GROUP BY day""",
        {"first": first.isoformat(), "last": last.isoformat(), "focus": focus_id},
    ).fetchall()
    return {
        date.fromisoformat(day): DayMark(count, mood, craving, use == 2, use == 1)
        for day, count, mood, craving, use in rows
    }


def words(connection: Connection, most: int) -> Words:
    """Return the words of each sort that stand in the journal, the most used first.

    Tags and helps come in lower case, as they are compared; people as they were written last.

    Args:
        connection: an open journal.
        most: at most so many of each.
    """
    rows = connection.execute(
        "SELECT sort, tag, count(*) AS uses, max(number) FROM entry_tag"
        " GROUP BY tag, sort ORDER BY uses DESC, tag"
    ).fetchall()

    def of(wanted: Sort) -> Iterator[tuple[str, int]]:
        return islice(((tag, number) for sort, tag, _, number in rows if sort == wanted), most)

    return Words(
        tags=tuple(tag for tag, _ in of("tag")),
        helped=tuple(tag for tag, _ in of("helped")),
        people=tuple(_as_written(connection, tag, number) for tag, number in of("person")),
    )


def _as_written(connection: Connection, person: str, number: int) -> str:
    """Return a name as the entry of that number has it."""
    row = connection.execute("SELECT details FROM entry WHERE number = ?", (number,)).fetchone()
    people = msgspec.json.decode(row[0], type=dict).get("people", ()) if row else ()
    return next((name for name in people if folded(name) == person), person)
