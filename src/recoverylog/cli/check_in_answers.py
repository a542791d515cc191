"""Answers to the questions of a form of the day: how each is read, and where it goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from recoverylog.errors import UsageProblem
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

SEVERAL = {"good": _("Something else that was good: ")}
"""Fields that are asked for until there are no more, with the question from the second on."""


def read_rating(typed: str) -> float:
    """Return a number from 0 to 10, written as the line grammar has it: ``7``, ``7,5``, ``7/10``.

    Raises:
        UsageProblem: it is none.
    """
    from recoverylog.journal import words

    value = words.rating(typed.strip())
    if value is None:
        raise _unread(typed, _("It is a number from 0 to 10."))
    return value


_CLOCK = re.compile(r"(\d{1,2}) ?[h:] ?([0-5]?\d) ?(?:m|min)?")
_HOURS = re.compile(r" ?h(ours?)?$")


def read_sleep(typed: str) -> float:
    """Return hours, 0 to 24, written as ``7``, ``6.5``, ``6,5 h``, ``6:30`` or ``6h30``.

    Raises:
        UsageProblem: they are none.
    """
    from recoverylog.journal import words

    text = typed.strip().lower()
    parts = _CLOCK.fullmatch(text)
    value = words.number(_HOURS.sub("", text), places=2)
    if parts:
        value = round(int(parts[1]) + int(parts[2]) / 60, 2)
    if value is None or value > 24:
        raise _unread(typed, _("Hours of sleep are such as 7, 6.5 or 6:30."))
    return value


_NONE = {"and", "no", "none", "nothing"}


def read_halt(typed: str) -> list[str]:
    """Return which of hungry, angry, lonely and tired are named; their beginnings are enough.

    Raises:
        UsageProblem: another word stands there.
    """
    from recoverylog.journal.entry import HALT

    found = set()
    for word in re.findall(r"\w+", typed.lower()):
        named = [one for one in HALT if one.startswith(word)]
        if not named and word not in _NONE:
            raise _unread(word, _("It is any of {halt}, or none.", halt=", ".join(HALT)))
        found.update(named)
    return [one for one in HALT if one in found]


def _unread(typed: str, hint: str) -> UsageProblem:
    from recoverylog.journal.text import one_line

    return UsageProblem(
        _("“{typed}” could not be read here.", typed=one_line(typed, 40)), hint=hint
    )


READING: dict[str, Callable[[str], Any]] = {
    "mood": read_rating,
    "craving": read_rating,
    "sleep": read_sleep,
    "halt": read_halt,
}


def put(said: dict[str, Any], name: str, typed: str) -> None:
    """Put an answer into its field.

    Raises:
        UsageProblem: it cannot be read.
    """
    if name in SEVERAL:
        said[name] = [*(said.get(name) or ()), typed]
    elif name in READING:
        said[name] = READING[name](typed)
    else:
        said[name] = " ".join(filter(None, (said.get(name), typed)))


def put_half(said: dict[str, Any], name: str, half: str) -> None:
    """Put an answer that was cut short where none of its words is lost."""
    number = READING.get(name) in (read_rating, read_sleep)
    try:
        # The 1 of a 10 is not what was meant: a number counts once enter was pressed.
        put({} if number else said, name, half)
    except UsageProblem:
        put(said, "text", half)
