"""Every choice of words has every form that a sentence needs, and one choice holds at a time."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from string import Formatter

import pytest

from recoverylog.journal import preference, terms
from recoverylog.journal.preference import Preferences

TIMES = list(terms.TIMES.values())
EVENTS = list(terms.EVENTS.values())
SUPPORTERS = list(terms.SUPPORTERS.values())
_EVERY: list[terms.Time | terms.Event | terms.Support] = [*TIMES, *EVENTS, *SUPPORTERS]
ALL = [pytest.param(one, id=one.key) for one in _EVERY]


@pytest.fixture(autouse=True)
def _usual_words_again() -> Iterator[None]:
    terms.forget()
    yield
    terms.forget()


def names(usual: terms.Time | terms.Event | terms.Support) -> list[str]:
    return list(type(usual).__annotations__)


def gaps(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]


@pytest.mark.parametrize("one", ALL)
def test_every_form_is_there_and_has_the_gaps_of_the_usual_one(
    one: terms.Time | terms.Event | terms.Support,
) -> None:
    usual = next(
        first for first in (TIMES[0], EVENTS[0], SUPPORTERS[0]) if isinstance(one, type(first))
    )
    for name in names(usual):
        text, of_usual = getattr(one, name), getattr(usual, name)
        assert name in vars(type(one)), f"{name} is the usual one"
        assert text == text.strip() != "", name
        assert gaps(text) == gaps(of_usual), name
        assert "!" not in text
        assert text.endswith(".") == of_usual.endswith("."), name


@pytest.mark.parametrize("several", [TIMES, EVENTS, SUPPORTERS])
def test_no_two_choices_share_their_words(
    several: list[terms.Time | terms.Event | terms.Support],
) -> None:
    for name in names(several[0]):
        # A day of use lies behind the start as well: only time in recovery goes on through it.
        if name in {"letter", "role", "since", "since_today", "since_short"}:
            continue
        said = [getattr(one, name) for one in several]
        assert len(set(said)) == len(said), name


def test_the_letters_of_days_are_no_other_mark_of_a_chart() -> None:
    assert {(one.key, one.letter) for one in TIMES} == {
        ("recovery", "f"),
        ("sobriety", "s"),
        ("clean-time", "c"),
        ("substance-free", "f"),
    }


def test_the_choices_are_those_that_a_preference_takes() -> None:
    for name, table, key in (
        ("time", terms.TIMES, terms.TimeKey),
        ("event", terms.EVENTS, terms.EventKey),
        ("supporter", terms.SUPPORTERS, terms.SupporterKey),
    ):
        assert preference.CHOICES[name] == tuple(table) == typing.get_args(key)
        assert [one.key for one in table.values()] == list(table)
        assert getattr(Preferences(), name) == next(iter(table))


def test_the_usual_words_are_those_of_usual_preferences() -> None:
    usual = terms.chosen()
    assert usual == (TIMES[0], EVENTS[0], SUPPORTERS[0])
    terms.choose(Preferences())
    assert terms.chosen() == usual


def test_a_choice_holds_until_it_is_forgotten() -> None:
    terms.choose(Preferences(time="sobriety", supporter="mentor"))
    held = terms.chosen()
    assert held == (TIMES[1], EVENTS[0], SUPPORTERS[2])
    terms.forget()
    assert terms.chosen() == (TIMES[0], EVENTS[0], SUPPORTERS[0])
    terms.keep(held)
    assert terms.chosen() is held


def test_articles_and_plurals_fit() -> None:
    for event in EVENTS:
        assert event.any == f"a {event.one}"
        assert event.this == f"this {event.one}"
        assert event.next == f"one {event.one} and the next"
    for support in SUPPORTERS:
        assert support.several == f"{support.one}s"
        assert support.any == f"a {support.one}"
        assert support.mine == f"my {support.one}"
        assert re.search(rf"\b{support.one}\b", support.none_such)
