"""Where the words of a search stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.journal import hits
from recoverylog.journal.text import clean


def found(text: str, words: str) -> list[str]:
    return [text[start:end] for start, end in hits.places(text, hits.beginnings(words))]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Walked home, then a walk", "walk", ["Walk", "walk"]),
        ("Walked home, then a walk", "walk home", ["Walk", "home", "walk"]),
        ("sidewalk", "walk", []),
        ("Über die Brücke", "uber bru", ["Über", "Brü"]),
        ("Uber", "ÜBER", ["Uber"]),
        (clean("cafe\u0301 and cafe"), "café", ["café", "cafe"]),
        ("walk walking", "w walk", ["walk", "walk"]),
        ("снег и СНЕГ", "снег", ["снег", "СНЕГ"]),
        ("Strasse, Straße", "strass", ["Strass", "Straß"]),
        ("a_walk snake_case", "walk case", ["walk", "case"]),
        ("nothing of it", "", []),
        ("nothing of it", "!?", []),
    ],
)
def test_words_are_found_by_their_beginnings(text: str, words: str, expected: list[str]) -> None:
    assert found(text, words) == expected


def test_each_beginning_is_looked_for_once_and_in_plain() -> None:
    assert hits.beginnings("Für, FUR  zu-Hause") == ("fur", "zu", "hause")


@given(st.text(max_size=60), st.text(max_size=20))
def test_places_lie_in_the_text_one_behind_the_other(text: str, words: str) -> None:
    shown = clean(text)
    end = 0
    for start, stop in hits.places(shown, hits.beginnings(words)):
        assert end <= start < stop <= len(shown)
        end = stop


@given(st.text(alphabet=st.characters(categories=("L", "N")), min_size=1, max_size=12))
def test_a_word_is_found_by_itself(word: str) -> None:
    shown = clean(word)
    if hits.beginnings(shown):
        assert hits.places(shown, hits.beginnings(shown))
