"""Figures as JSON: every field of every command, on journals with nothing, little and much."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import inf, nan
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog import clock
from recoverylog.cli import as_json
from recoverylog.session import opening
from tests.cli.conftest import PASSPHRASE

if TYPE_CHECKING:
    from tests.cli.conftest import Vault

DOCUMENT = Path(__file__).parents[2] / "docs" / "json.md"


# --- what a value becomes


class Pair(NamedTuple):
    """A value as figures have them."""

    day: date
    share: float


class Side(StrEnum):
    """A word as figures have them."""

    LEFT = "left"


def test_values_become_what_json_holds() -> None:
    day = date(2026, 2, 28)
    assert as_json.built(Pair(day, 2 / 3)) == {"day": "2026-02-28", "share": 0.667}
    assert as_json.built({day: (Pair(day, 1.0), None)}) == {
        "2026-02-28": [{"day": "2026-02-28", "share": 1.0}, None]
    }
    assert as_json.built(frozenset({date(2026, 3, 1), day})) == ["2026-02-28", "2026-03-01"]
    assert as_json.built({Side.LEFT: True}) == {"left": True}
    assert type(as_json.built(Side.LEFT)) is str


values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(),
        st.dates(),
        st.sampled_from(Side),
        st.builds(Pair, st.dates(), st.floats()),
        st.frozensets(st.dates()),
    ),
    lambda below: st.one_of(
        st.lists(below), st.lists(below).map(tuple), st.dictionaries(st.dates(), below)
    ),
)


@given(values)
def test_no_value_is_beyond_json(value: object) -> None:
    built = as_json.built(value)
    assert json.loads(json.dumps(built, allow_nan=False)) == built


@pytest.mark.parametrize("value", [nan, inf, -inf])
def test_what_is_no_number_is_null(value: float) -> None:
    assert as_json.built([value]) == [None]


# --- the shapes


Check = Callable[[Any], bool]


def is_day(value: Any) -> bool:
    return isinstance(value, str) and date.fromisoformat(value).isoformat() == value


def is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def is_number(value: Any) -> bool:
    return type(value) in {int, float}


def is_positive(value: Any) -> bool:
    return is_number(value) and value >= 0


def is_rating(value: Any) -> bool:
    return is_number(value) and 0 <= value <= 10


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_truth(value: Any) -> bool:
    return isinstance(value, bool)


class Maybe(NamedTuple):
    """A value, or null."""

    shape: Any


class Keyed(NamedTuple):
    """An object whose names are values themselves."""

    names: Check
    shape: Any


def one_of(*known: Any) -> Check:
    return lambda value: value in known


def complaints(value: Any, shape: Any, place: str = "") -> list[str]:
    """Return where ``value`` has not the shape: a name too many, one too few, another type."""
    if isinstance(shape, Maybe):
        return [] if value is None else complaints(value, shape.shape, place)
    if isinstance(shape, Keyed):
        if not isinstance(value, dict):
            return [f"{place}: {value!r}"]
        wrong = [f"{place}.{name}" for name in value if not shape.names(name)]
        return wrong + [
            one
            for name, below in value.items()
            for one in complaints(below, shape.shape, f"{place}.{name}")
        ]
    if isinstance(shape, dict):
        if not isinstance(value, dict) or set(value) != set(shape):
            return [f"{place}: {sorted(value)} is not {sorted(shape)}"]
        return [
            one for name in shape for one in complaints(value[name], shape[name], f"{place}.{name}")
        ]
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{place}: {value!r}"]
        return [one for at, below in enumerate(value) for one in complaints(below, shape[0], place)]
    return [] if shape(value) else [f"{place}: {value!r}"]


FOCUS = Maybe(is_text)
POINT = {"day": is_day, "value": Maybe(is_positive), "smooth": Maybe(is_positive)}
USUAL = {
    "state": one_of("needs", "within", "higher", "lower"),
    "baseline_mean": Maybe(is_positive),
    "latest": Maybe(is_positive),
    "n": is_count,
    "days": is_count,
    "needed": is_count,
    "since": Maybe(is_day),
    "limit": Maybe(is_positive),
}
COMPARISON = {
    "before_mean": Maybe(is_positive),
    "before_n": is_count,
    "after_mean": Maybe(is_positive),
    "after_n": is_count,
    "difference": Maybe(is_number),
    "noise": is_positive,
    "change": is_truth,
    "needed": is_count,
    "days": is_count,
    "before_first": is_day,
    "before_last": is_day,
    "after_first": is_day,
    "after_last": is_day,
}
MEASURE = {"line": [POINT], "usual": USUAL, "comparison": Maybe(COMPARISON)}
CELL = {
    "weekday": one_of(*range(7)),
    "part": one_of(*range(6)),
    "n": is_count,
    "mean": Maybe(is_rating),
    "shrunk": Maybe(is_rating),
    "days": is_count,
}
HELP = {
    "word": is_text,
    "n": is_count,
    "before": is_rating,
    "after": is_rating,
    "drop": is_number,
}
TOGETHER = {
    "kind": one_of(
        "connection", "tag", "helped", "tag_at_craving", "helped_at_craving", "halt", "short_sleep"
    ),
    "word": is_text,
    "measure": one_of("mood", "craving"),
    "n_with": is_count,
    "n_without": is_count,
    "mean_with": is_rating,
    "mean_without": is_rating,
    "difference": is_number,
    "low": Maybe(is_number),
    "high": Maybe(is_number),
}
SIGN = {"words": is_text, "this_week": is_truth}
RATED = {"days": is_count, "mean": Maybe(is_positive)}
COUNTED = {"word": is_text, "n": is_count}
MILESTONE = {
    "key": is_text,
    "kind": one_of("recovery", "free_days", "cravings", "logged", "connections"),
    "target": is_count,
    "unit": one_of("days", "months", "years", ""),
    "label": is_text,
    "day": is_day,
}
COUNTING = one_of("presume_free", "only_logged")
STATE = one_of("free", "used", "unconfirmed", "not_logged")
SHAPES: dict[str, dict[str, Any]] = {
    "trends": {
        "focus": FOCUS,
        "first": is_day,
        "last": is_day,
        "days_logged": is_count,
        "measures": dict.fromkeys(("mood", "craving", "cravings", "sleep"), MEASURE),
        "halt": dict.fromkeys(("hungry", "angry", "lonely", "tired"), is_count),
        "days_with_check_in": is_count,
    },
    "patterns": {
        "focus": FOCUS,
        "first": is_day,
        "last": is_day,
        "when": {
            "cells": [[CELL]],
            "n": is_count,
            "overall": Maybe(is_rating),
            "first": is_day,
            "last": is_day,
            "weeks": is_count,
            "history": is_count,
            "needed": is_count,
            "finding": Maybe(CELL),
            "most": Maybe(CELL),
        },
        "triggers": {
            "ranked": [
                {"word": is_text, "n": is_count, "mean": Maybe(is_rating), "days": is_count}
            ],
            "others": is_count,
            "tagged": is_count,
            "cravings": is_count,
        },
        "helped": {
            "ranked": [HELP],
            "few": [{"word": is_text, "n": is_count, "needed": is_count}],
            "unnamed": Maybe(HELP),
        },
        "together": {"found": [TOGETHER], "tested": is_count, "needed": is_count},
        "company": {
            "mood": Maybe(TOGETHER),
            "craving": Maybe(TOGETHER),
            "mood_needed": [is_count],
            "craving_needed": [is_count],
        },
        "signs": [SIGN],
    },
    "year": {
        "focus": FOCUS,
        "year": is_count,
        "moods": Keyed(is_day, is_rating),
        "cravings": Keyed(is_day, is_rating),
        "logged": [is_day],
        "first": Maybe(is_day),
        "days": [{"focus": is_text, "counting": COUNTING, "states": Keyed(is_day, STATE)}],
    },
    "review": {
        "first": is_day,
        "last": is_day,
        "logged": is_count,
        "entries": is_count,
        "focuses": [
            {
                "label": is_text,
                "counting": COUNTING,
                "free": is_count,
                "used": is_count,
                "unconfirmed": is_count,
                "not_logged": is_count,
            }
        ],
        "mood": RATED,
        "craving": RATED,
        "cravings": is_count,
        "sleep": RATED,
        "hard": Maybe(
            {
                "day": is_day,
                "minute": Maybe(one_of(*range(1440))),
                "craving": is_rating,
                "after": Maybe(is_rating),
                "tags": [is_text],
                "text": is_text,
            }
        ),
        "helped": [COUNTED],
        "people": [COUNTED],
        "connections": is_count,
        "good": is_text,
        "carry": Maybe(
            {
                "source": one_of("helped", "ask", "good"),
                "text": is_text,
                "day": is_day,
                "before": Maybe(is_rating),
                "after": Maybe(is_rating),
            }
        ),
        "moods": [Maybe(is_rating)],
        "cravings_by_day": [Maybe(is_rating)],
        "on_this_day": Keyed(is_day, [is_text]),
    },
    "milestones": {
        "groups": [
            {
                "focus": FOCUS,
                "counting": Maybe(COUNTING),
                "ahead": [
                    {
                        **MILESTONE,
                        "day": Maybe(is_day),
                        "to_go": is_count,
                        "share": lambda value: is_number(value) and 0 <= value < 1,
                        "again": is_truth,
                    }
                ],
                "reached": [MILESTONE],
            }
        ]
    },
    "signs": {"signs": [SIGN], "this_week": Maybe(is_count), "week_before": Maybe(is_count)},
    "streak": {
        "focuses": [
            {
                "label": is_text,
                "recovery_since": is_day,
                "counting": COUNTING,
                "free_days_total": is_count,
                "last_30": dict.fromkeys(("free", "used", "unconfirmed", "not_logged"), is_count),
                "current_run": is_count,
                "longest_run": is_count,
                "runs": is_count,
                "returns": {
                    "episodes": is_count,
                    "gaps": [is_count],
                    "median_gap": Maybe(is_positive),
                    "times": [is_count],
                    "median_time": Maybe(is_positive),
                    "latest_time": Maybe(is_count),
                },
                "momentum": lambda value: is_number(value) and 0 <= value <= 100,
                "within_limit": Maybe(
                    {
                        "per": one_of("day", "week"),
                        "limit": is_positive,
                        "kept": is_count,
                        "over": is_count,
                        "unknown": is_count,
                        "periods": is_count,
                        "run": is_count,
                        "longest": is_count,
                        "so_far": Maybe(is_positive),
                        "so_far_whole": is_truth,
                    }
                ),
                "unit": is_text,
            }
        ]
    },
}


def read(vault: Vault, *words: str) -> Any:
    """Return a command's document, which must be JSON in the strict sense, in ASCII."""
    printed = vault.ok(*words, "--json")
    assert printed.isascii()

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(pairs) == len(dict(pairs)), "a name stands there twice"
        return dict(pairs)

    return json.loads(printed, parse_constant=refuse, object_pairs_hook=once)


def test_the_eye_of_this_test_sees_what_is_wrong() -> None:
    assert complaints({"n": 1}, {"n": is_count}) == []
    wrongs: list[Any] = [{"n": -1}, {"n": 1.0}, {"n": None}, {"n": True}, {}, {"n": 1, "m": 2}, []]
    for wrong in wrongs:
        assert complaints(wrong, {"n": is_count}), wrong
    assert complaints([{"a": [1, "2"]}], [{"a": [is_count]}])
    assert complaints({"2026-2-3": 1}, Keyed(lambda name: len(name) == 10, is_count))
    assert complaints({"a": None}, {"a": Maybe(is_text)}) == []


@pytest.fixture(params=["empty", "vault", "lived", "long"])
def journal(request: pytest.FixtureRequest) -> Vault:
    """Return a journal with nothing, with a focus, with nine entries, with thirteen months."""
    made: Vault = request.getfixturevalue(request.param)
    return made


@pytest.mark.parametrize("command", SHAPES)
def test_every_field_is_what_it_is_said_to_be(command: str, journal: Vault) -> None:
    document = read(journal, command)
    assert document.pop("schema") == 1
    assert complaints(document, SHAPES[command]) == []


def test_it_says_the_same_each_time(long: Vault) -> None:
    for command in SHAPES:
        assert long.ok(command, "--json") == long.ok(command, "--json")


def test_a_limit_and_signs_have_their_fields_too(lived: Vault) -> None:
    lived.ok("focus", "edit", "alcohol", "--goal", "reduce", "--limit", "2", "--per", "week")
    lived.ok("signs", "add", "skipping meals")
    lived.ok("signs", "tick", "1")
    for command, shape in SHAPES.items():
        document = read(lived, command)
        document.pop("schema")
        assert complaints(document, shape) == []
    within = read(lived, "streak")["focuses"][0]["within_limit"]
    assert (within["per"], within["limit"], within["kept"] + within["over"]) == ("week", 2.0, 12)
    assert read(lived, "signs") == {
        "schema": 1,
        "signs": [{"words": "skipping meals", "this_week": True}],
        "this_week": 1,
        "week_before": None,
    }


def test_what_goes_together_says_how_sure_it_is(vault: Vault) -> None:
    """Sixty days whose moods are far apart by whether there was a connection."""
    chance = random.Random(4)
    with opening.open_with(vault.places, PASSPHRASE).journal as journal:
        for back in range(60):
            day = journal.today() - timedelta(days=back)
            at = clock.local(datetime(day.year, day.month, day.day, 18))  # noqa: DTZ001 - on the wall
            met = chance.random() < 0.4
            journal.write(
                journal.new_entry(
                    at=at, kind="mood", mood=8 - back % 3 if met else 2 + back % 5 / 4
                )
            )
            if met:
                journal.write(journal.new_entry(at=at, kind="connection"))
    document = read(vault, "patterns")
    document.pop("schema")
    assert complaints(document, SHAPES["patterns"]) == []
    [found] = document["together"]["found"]
    assert (found["kind"], found["measure"]) == ("connection", "mood")
    assert found["n_with"] + found["n_without"] == 60
    assert 0 < found["low"] < found["difference"] < found["high"]
    assert found["difference"] == document["company"]["mood"]["difference"]


# --- the page that gives the shapes


def names(shape: Any) -> set[str]:
    """Return every name that a shape has, at any depth."""
    if isinstance(shape, (Maybe, Keyed)):
        return names(shape.shape)
    if isinstance(shape, Mapping):
        return set(shape).union(*(names(below) for below in shape.values()))
    return names(shape[0]) if isinstance(shape, list) else set()


@pytest.mark.parametrize("command", SHAPES)
def test_the_page_names_every_field(command: str) -> None:
    sections = DOCUMENT.read_text(encoding="utf-8").split("\n## ")
    [section] = [one for one in sections if one.startswith(f"`recoverylog {command} --json`")]
    told = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", section))))
    assert names(SHAPES[command]) - told == set()
