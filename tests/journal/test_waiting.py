"""Why an entry waits for a word."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from recoverylog.journal import entry as entries
from recoverylog.journal import waiting


def entry(kind: str, **fields: Any) -> entries.AnyEntry:
    at = datetime(2026, 11, 22, 20, tzinfo=UTC)
    given = {"id": "1" * 32, "day": date(2026, 11, 22), "at": at, "kind": kind}
    return entries.build(given | fields)


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        (entry("use", focus="a" * 32), ()),
        (entry("use", focus="a" * 32, confirmed=False), ("confirm",)),
        (entry("use"), ("no_focus",)),
        (entry("use", focus_word="shop", confirmed=False), ("confirm", "unknown_focus")),
        (entry("craving", craving=5), ("no_focus",)),
        (entry("craving", craving=5, focus_word="shop"), ("unknown_focus",)),
        (entry("craving", craving=5, focus="a" * 32), ()),
        (entry("note", focus_word="shop"), ()),
        (entry("mood", mood=5), ()),
    ],
    ids=str,
)
def test_what_waits_and_why(given: entries.AnyEntry, reasons: tuple[str, ...]) -> None:
    assert waiting.reasons(given) == reasons
    confirming = tuple(reason for reason in reasons if reason == "confirm")
    assert waiting.reasons(given, ask_focus=False) == confirming
    for reason in waiting.reasons(given):
        assert waiting.in_words(reason, given).endswith(".")


def test_the_unknown_focus_is_named_on_one_line() -> None:
    given = entry("craving", craving=5, focus_word="\x1b[31mshop\nping")
    said = waiting.in_words("unknown_focus", given)
    assert "ping" in said
    assert said.isprintable()
