"""Drafts: what somebody is typing in a form, kept until it is an entry.

A draft's fields are those that a new entry is made of (``kind``, ``text``, ``mood``, …), as far
as they have been filled in. Where a form is one line, ``line`` holds it whole, its kind in front,
and counts instead of the other fields; ``at`` and ``focus`` beside it still do. The draft of an
edit holds the number of the entry besides.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from recoverylog.journal.entry import KINDS
from recoverylog.journal.line import number_in_words
from recoverylog.journal.text import inert_line, one_line
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

LINE = "line"
"""The name of the draft of the line one writes in, and of its one field."""

MORNING = "morning"
"""The name of the draft of the morning; that of the evening is ``check_in``."""

NUMBER = "number"
"""The field that says which entry an edit changes."""

PAPERS = {
    "share": _("a page for somebody"),
    "supporter": _("somebody who supports you"),
    "answer": _("an answer that was pasted"),
    "plan": _("a plan for a hard moment"),
    "sign": _("a sign of your own"),
    "focus": _("what you are in recovery from"),
    "focus_word": _("a word of an entry, as what you are in recovery from"),
}
"""What else is begun and is no entry, by the name of its draft."""

_EDIT = re.compile(r"edit-([0-9]{1,15})")
_SEATED = re.compile(r"([a-z_]+)-([0-9]{1,3})")
_KIND_WORDS = {
    "check_in": _("check-in"),
    "mood": _("mood"),
    "craving": _("craving"),
    "gratitude": _("gratitude"),
    "note": _("note"),
    "connection": _("time with people"),
    "use": _("use"),
}
_PARTS = {"morning": _("morning"), "evening": _("evening")}
_NUMBERS = {
    "mood": _("mood"),
    "craving": _("craving"),
    "after": _("after"),
    "sleep": _("sleep"),
    "amount": _("amount"),
}
_WORDED = (
    *("intention", "hard_moment", "plan", "hurt", "need", "met", "ask"),
    *("cue", "then", "label", "since"),
)
"""Fields that hold words: of a morning and an evening; of a plan and of a focus."""
_RATED = ("craving", "mood")
"""Kinds that need a number, under a name of its own that is theirs."""

_NO_NUMBER = 10**15
_AROUND = frozenset(
    {"kind", "at", "day", "offset", "source", "focus", "when_words", "part", NUMBER}
)
"""Fields that say nothing by themselves."""
_IN_COMMON = (
    "at",
    "day",
    "offset",
    "when_words",
    "text",
    "tags",
    "helped",
    "people",
    "focus",
    "source",
)


class Draft(msgspec.Struct, frozen=True):
    """What is being typed under one name.

    Attributes:
        name: ``line``, a kind of entry, or ``edit-12``; ``note-2`` on a second screen.
        saved: the instant it was last kept, UTC, to the second.
        fields: by name, as JSON gives them back: lists for tuples, texts for dates.
    """

    name: str
    saved: datetime
    fields: dict[str, Any]


def edit_name(number: int) -> str:
    """Return the name of the draft in which the entry of that number is being changed."""
    return f"edit-{number}"


def seated_name(name: str, seat: int) -> str:
    """Return the name that a draft has on the screen of that seat; the first adds nothing."""
    return name if seat == 1 or _EDIT.fullmatch(name) else f"{name}-{seat}"


def base_and_seat(name: str) -> tuple[str, int]:
    """Return the name of a draft without the seat of its screen, and the seat: 1 or more."""
    found = None if _EDIT.fullmatch(name) else _SEATED.fullmatch(name)
    return (found[1], int(found[2])) if found else (name, 1)


def number_of(draft: Draft) -> int | None:
    """Return which entry an edit changes; None where the draft is a new one."""
    named = _EDIT.fullmatch(draft.name)
    number = draft.fields.get(NUMBER, int(named[1]) if named else None)
    return number if isinstance(number, int) and number < _NO_NUMBER else None


def line_of(draft: Draft) -> str | None:
    """Return the line that is being typed; None where the draft is a form."""
    line = draft.fields.get(LINE)
    return f"{line}{by_keys(draft.fields)}" if isinstance(line, str) else None


def opening(kind: str, value: float | None) -> str:
    """Return what stands before a person's words in a line: its kind, and the number if any."""
    return f"{kind} " if value is None else f"{kind} {number_in_words(value)} "


def by_keys(fields: Mapping[str, Any]) -> str:
    """Return what was chosen by keys beside a line, as the line would say it."""
    helped, after = fields.get("helped"), fields.get("after")
    words = [f" +{word}" for word in helped] if isinstance(helped, list | tuple) else []
    if isinstance(after, int | float):
        words.append(f" after:{number_in_words(after)}")
    return "".join(words)


def new_fields(draft: Draft) -> dict[str, Any]:
    """Return the fields of the new entry that a form stands for.

    A craving or a mood without its number becomes a note of everything else that was typed, as
    a line would. Of a list the blanks are left out.
    """
    fields = {
        name: [item for item in value if not _is_blank(item)] if isinstance(value, list) else value
        for name, value in draft.fields.items()
        if name != NUMBER
    }
    name = base_and_seat(draft.name)[0]
    named = "check_in" if name == MORNING else name
    kind = fields.setdefault("kind", named if named in KINDS else "note")
    if kind in _RATED and fields.get(kind) is None:
        kept = {name: fields[name] for name in _IN_COMMON if name in fields}
        reason = _("a {kind} takes a number from 0 to 10; kept as a note", kind=kind)
        return kept | {"kind": "note", "reason": reason}
    return fields


def changed_fields(draft: Draft) -> dict[str, Any]:
    """Return the fields that an edit gives other values."""
    return {name: value for name, value in draft.fields.items() if name not in {NUMBER, "kind"}}


def is_entry(draft: Draft) -> bool:
    """Return whether an entry becomes of a draft, or a change of one; else it is in ``PAPERS``."""
    return base_and_seat(draft.name)[0] not in PAPERS


def is_empty(draft: Draft) -> bool:
    """Return whether a form says nothing yet: neither a number nor a word."""
    return all(_is_blank(value) for name, value in draft.fields.items() if name not in _AROUND)


def title(draft: Draft) -> str:
    """Return what a draft is, in words: ``check-in``, ``a line``, ``change of entry 12``."""
    number = number_of(draft)
    if number is not None:
        return _("change of entry {number}", number=number)
    name = base_and_seat(draft.name)[0]
    if name == LINE:
        return _("a line")
    if not is_entry(draft):
        return PAPERS[name]
    kind = str(draft.fields.get("kind", name))
    part = draft.fields.get("part")
    if kind == "check_in" and isinstance(part, str) and part in _PARTS:
        return _PARTS[part]
    return inert_line(_KIND_WORDS.get(kind, kind), 40)


def said(draft: Draft, most: int = 0) -> str:
    """Return the words of a draft on one line, cut to ``most`` characters where that is not 0.

    Its numbers come first, then texts and good things, then tags, helps and people.
    """
    line = line_of(draft)
    if line is not None:
        return one_line(line, most)
    fields = draft.fields
    numbers = [
        f"{word} {fields[name]:g}"
        for name, word in _NUMBERS.items()
        if isinstance(fields.get(name), int | float)
    ]
    signed = [
        f"{sign}{one_line(word)}"
        for name, sign in (("tags", "@"), ("helped", "+"), ("people", _("with ")))
        for word in _listed(fields, name)
    ]
    text = fields.get("text")
    rest = [fields.get(name) for name in _WORDED]
    words = [*([text] if isinstance(text, str) else []), *_listed(fields, "good")]
    words += [word for word in rest if isinstance(word, str)]
    shown = [one_line(word) for word in words]
    return inert_line(" · ".join([*numbers, *filter(None, shown), *signed]), most)


def _listed(fields: dict[str, Any], name: str) -> list[str]:
    """Return the words of a list field that hold anything; half-typed fields hold blanks."""
    value = fields.get(name)
    given = value if isinstance(value, list | tuple) else ()
    return [word for word in given if isinstance(word, str) and word.strip()]


def _is_blank(value: object) -> bool:
    """Return whether a value says nothing: blanks, a list of nothing else, or a plain no."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list | tuple):
        return all(map(_is_blank, value))
    return value is None or value is False
