"""Reading a quick entry's fields as an entry: its kind, its time, its focus."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import msgspec

from recoverylog.journal import days
from recoverylog.journal import entry as entries
from recoverylog.journal.focus import Focus, named
from recoverylog.session import phrases

if TYPE_CHECKING:
    from recoverylog.journal.entry import AnyEntry
    from recoverylog.journal.selection import Held

_PARTS = frozenset({"morning", "evening"})
"""The kinds of a quick entry that are a check-in of that part of the day."""


def accepted(held: Held, focuses: tuple[Focus, ...]) -> AnyEntry | None:
    """Return the entry that a held body stands for, or None where it cannot be read as one."""
    try:
        fields = json.loads(held.body)["entry"]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    return entry_of(fields, focuses) if isinstance(fields, dict) else None


def entry_of(
    held: dict[str, Any], focuses: tuple[Focus, ...], *, unlocked: bool = False
) -> AnyEntry | None:
    """Return the entry that the fields of a quick entry stand for, or None where they are none.

    Args:
        held: the fields (docs/format.md).
        focuses: the focuses that ``on:`` may name.
        unlocked: written into the open journal; then a use needs no further word.
    """
    try:
        entry = entries.build(_fields(held, focuses))
        if not unlocked:
            return entry
        known = {"confirmed": True} if isinstance(entry, entries.Use) else {}
        return entries.changed(entry, source="log", **known)
    except (msgspec.ValidationError, ValueError, KeyError, TypeError, OverflowError):
        return None


def _fields(held: dict[str, Any], focuses: tuple[Focus, ...]) -> dict[str, Any]:
    kind = held["kind"]
    fields: dict[str, Any] = {
        name: held[name] for name in ("id", "kind", "text", "tags", "helped", "people", "offset")
    }
    fields |= {"source": "quick", **_times(held), **_focus(held, focuses)}
    if kind in _PARTS:
        fields |= {"kind": "check_in", **_part(held)}
    if kind in {"mood", "craving"}:
        fields[kind] = held["value"]
    if kind == "craving":
        fields["after"] = held["after"]
    if kind == "check_in":
        fields["mood"] = held.get("value")
    if kind == "use":
        fields |= {"amount": held["amount"], "confirmed": False}
    if kind == "note":
        fields |= {"ask": held["ask"], "reason": held["reason"]}
    return fields


def _part(held: dict[str, Any]) -> dict[str, Any]:
    """Return what a morning or an evening says; the words of a morning are what it is for."""
    part = held["kind"]
    said = {"part": part, "mood": held["value"], "craving": held["strongest"]}
    if part == "morning":
        said |= {"intention": held["text"], "text": ""}
    return said


def _times(held: dict[str, Any]) -> dict[str, Any]:
    """Return when the entry speaks of; a phrase that was left for now is read here."""
    at = datetime.fromisoformat(held["at"])
    written = datetime.fromisoformat(held["written"])
    times: dict[str, Any] = {"at": at, "day": held["day"]}
    phrase = held["phrase"]
    if phrase is not None:
        clock = timezone(timedelta(minutes=held["offset"]))
        moment = phrases.resolve(str(phrase), written.astimezone(clock))
        if moment is None:
            times["when_words"] = phrase
        else:
            times["at"] = moment.astimezone(UTC)
            times["day"] = days.journal_day(moment, held.get("rollover", days.ROLLOVER_DEFAULT))
    if times["at"] != written:
        times["written"] = written
    return times


def _focus(held: dict[str, Any], focuses: tuple[Focus, ...]) -> dict[str, Any]:
    """Return which focus is meant: the one named, else the only one, else nothing yet."""
    word = held["focus"]
    if word is not None:
        found = named(focuses, str(word))
        return {"focus": found.id} if found else {"focus_word": word}
    if held["kind"] in {"craving", "use"} and len(focuses) == 1:
        return {"focus": focuses[0].id}
    return {}
