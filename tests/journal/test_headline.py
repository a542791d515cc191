"""What is stored is shown in the words of the person's language, and stays what it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Literal

import pytest

from recoverylog.journal import grammar, headline
from recoverylog.journal.entry import CheckIn

Part = Literal["morning", "evening", ""]


def check_in(part: Part) -> CheckIn:
    moment = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    return CheckIn(
        id="0" * 32, at=moment, written=moment, offset=0, day=date(2026, 11, 22), part=part, mood=6
    )


@pytest.mark.parametrize(
    ("part", "shown"), [("morning", "morning"), ("evening", "evening"), ("", "check-in")]
)
def test_a_check_in_is_called_by_its_part(part: Part, shown: str) -> None:
    assert headline.headline(check_in(part)) == f"{shown} · mood 6"


def test_a_part_is_shown_in_other_words_and_kept_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (headline, grammar):
        monkeypatch.setattr(module, "PART_WORDS", {"morning": "Früh", "evening": "Abend"})
    assert headline.headline(check_in("evening")) == "Abend · mood 6"
    line = grammar.parse_line("pm 6 3 tired")
    assert line.part == "evening"
    assert grammar.understood(line, when=None).startswith("Abend: mood 6")
    assert grammar.parse_line(grammar.format_line(line)) == line


def test_a_kind_is_shown_in_other_words_and_kept_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        grammar, "_KIND_WORDS", grammar._KIND_WORDS | {"craving": "Druck", "note": "Notiz"}
    )
    line = grammar.parse_line("craving 7 lonely")
    assert (line.kind, grammar.understood(line, when=None)) == ("craving", "Druck 7 of 10 · lonely")
    without = grammar.parse_line("craving lonely")
    assert without.kind == "note"
    assert (without.reason or "").startswith("a Druck takes a number from 0 to 10")
    assert grammar.understood(without, when=None) == "Notiz · craving lonely"
