"""The value that leaves: inert from the moment it exists, in bounds, and the same after JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.journal.text import one_line
from recoverylog.sharing import document as shared
from recoverylog.sharing.document import Asked, Chart, Document, Fact, Facts, Items, Words

HOSTILE = "a\x1b]52;c;eA==\x07\u202eb\n\x9bc\u200b"

texts = st.text(max_size=12) | st.just(HOSTILE)
some = st.lists(texts, max_size=3).map(tuple)
daily = st.lists(st.none() | st.floats(0, 10), min_size=1, max_size=5).map(tuple)
blocks = st.one_of(
    st.builds(Facts, st.lists(st.builds(Fact, texts, texts, texts)).map(tuple), texts),
    st.builds(Chart, texts, daily, texts, st.sampled_from(["mood", "craving", "other"])),
    st.builds(Items, texts, some),
    st.builds(Words, texts, some),
)
documents = st.builds(
    Document, texts, texts, st.builds(Asked, some, texts), st.lists(blocks).map(tuple), some
)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings(one)


@given(documents)
def test_every_string_is_inert_and_on_one_line(document: Document) -> None:
    assert all(text == one_line(text) for text in strings(shared.values(document)))


@given(documents)
def test_a_document_is_the_same_after_json(document: Document) -> None:
    assert shared.from_values(json.loads(json.dumps(shared.values(document)))) == document


def test_neither_a_copy_nor_foreign_json_gets_round_that() -> None:
    document = Document("a", "b")
    assert msgspec.structs.replace(document, title=HOSTILE).title == one_line(HOSTILE)
    plain = {**shared.values(document), "closing": [HOSTILE, " "], "later": 1}
    assert shared.from_values(plain).closing == (one_line(HOSTILE),)
    with pytest.raises(AttributeError):
        document.title = "c"  # type: ignore[misc]


@pytest.mark.parametrize("plain", [None, [], {}, {"format": 2}, {"format": 1, "title": 3}])
def test_other_json_is_refused(plain: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - msgspec's own message, of our class or below
        shared.from_values(plain)


def test_what_says_nothing_takes_no_room() -> None:
    assert Items("h", ("", " \n", "\u200b", "x")).items == ("x",)


@pytest.mark.parametrize(
    "wrong",
    [
        {"values": ()},
        {"values": (10.1,)},
        {"values": (-0.1,)},
        {"values": (float("nan"),)},
        {"measure": "weight"},
        {"first": date(2026, 11, 1)},
        {"first": date(2026, 11, 1), "last": date(2026, 11, 3)},
        {"first": date(2026, 11, 3), "last": date(2026, 11, 1)},
    ],
)
def test_a_chart_out_of_bounds_is_refused(wrong: dict[str, Any]) -> None:
    right: dict[str, Any] = {"name": "Mood", "values": (1.0, None), "sentence": "s"}
    with pytest.raises(ValueError, match="chart"):
        Chart(**{**right, **wrong})


def test_a_chart_holds_no_more_than_is_seen() -> None:
    chart = Chart("m", (3.3333, None, 7), "s", "mood", date(2026, 2, 27), date(2026, 3, 1))
    assert chart.values == (3.3, None, 7.0)
