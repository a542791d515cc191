"""Generated passphrases and the word on a chosen one."""

from __future__ import annotations

import math
import secrets
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from recoverylog.crypto import passphrase

LISTED = 7716


def test_the_list_has_no_word_twice_and_none_that_is_hard_to_type() -> None:
    words = passphrase.words()
    assert len(words) == len(set(words)) == LISTED
    assert all(word.isascii() and word.islower() and word.isalpha() for word in words)
    assert min(map(len, words)) >= 3
    assert (words[0], words[-1]) == ("abacus", "zoom")


def test_generate_draws_every_word_from_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def choice(words: Sequence[str]) -> str:
        drawn.append(len(words))
        return words[len(drawn)]

    monkeypatch.setattr(secrets, "choice", choice)
    made = passphrase.generate()
    assert drawn == [LISTED] * 5
    assert made == " ".join(passphrase.words()[1:6])


def test_generated_ones_differ_and_have_as_many_words_as_asked() -> None:
    made = [passphrase.generate() for _ in range(200)]
    assert len(set(made)) == 200
    assert {len(one.split()) for one in made} == {5}
    assert len(passphrase.generate(7).split()) == 7
    known = set(passphrase.words())
    assert all(word in known for one in made for word in one.split())
    # 1,000 draws of 7,721: fewer than 850 different ones would be no chance but a fault.
    assert len({word for one in made for word in one.split()}) > 850


def test_five_words_carry_64_bits() -> None:
    assert passphrase.generated_bits() == pytest.approx(5 * math.log2(LISTED))
    assert 64 < passphrase.generated_bits() < 65


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "easy to guess"),
        ("   ", "easy to guess"),
        ("password", "easy to guess"),
        ("hunter2", "easy to guess"),
        ("Recovery2024", "easy to guess"),
        ("harbour lantern thistle amber", "strong"),
    ],
)
def test_the_grade_of_well_known_ones(typed: str, word: str) -> None:
    assert passphrase.strength(typed).word == word


def test_a_generated_one_is_called_strong() -> None:
    """A person who takes what we offer must not be told that it is poor."""
    grades = [passphrase.strength(passphrase.generate()).word for _ in range(20)]
    assert set(grades) == {"strong"}


@pytest.mark.parametrize(
    ("bits", "word"),
    [
        (10.0, "easy to guess"),
        (35.9, "easy to guess"),
        (36.1, "fair"),
        (48.1, "good"),
        (60.1, "strong"),
    ],
)
def test_the_grades_begin_where_they_are_said_to(
    bits: float, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def estimate(_typed: str) -> dict[str, object]:
        return {"guesses_log10": bits / math.log2(10), "feedback": {"suggestions": []}}

    monkeypatch.setattr("zxcvbn.zxcvbn", estimate)
    found = passphrase.strength("whatever")
    assert (found.word, found.advice) == (word, "")
    assert found.bits == pytest.approx(bits)


@pytest.mark.parametrize(
    ("bits", "span"),
    [
        (5.0, "a second"),
        (12.0, "1 second"),
        (20.0, "5 minutes"),
        (40.0, "10 years"),
        (60.0, "millions of years"),
        (200.0, "millions of years"),
    ],
)
def test_the_time_is_that_of_one_graphics_card(
    bits: float, span: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the guesses, 1,800 a second (security study §7, attack 1)."""

    def estimate(_typed: str) -> dict[str, object]:
        return {"guesses_log10": bits / math.log2(10), "feedback": {"suggestions": ["More words"]}}

    monkeypatch.setattr("zxcvbn.zxcvbn", estimate)
    found = passphrase.strength("whatever")
    assert found.sentence.endswith(f"about {span}.")
    assert found.advice == "More words"


@given(st.text(max_size=200))
@example("a" * 5000)
@example("\udce9\udcff")
@settings(max_examples=100)
def test_any_text_gets_an_answer_that_does_not_repeat_it(typed: str) -> None:
    found = passphrase.strength(typed)
    assert found.word in {"easy to guess", "fair", "good", "strong"}
    assert found.bits >= 0
    assert found.sentence.endswith(".")
    if len(typed.strip()) > 11:
        assert typed.strip() not in found.sentence + found.advice
