"""The seal of a page: a second reader from its description, and nothing altered opens."""

from __future__ import annotations

import math
import os
import re

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.crypto import page_seal, passphrase
from tests.sharing import page_twin

WORDS = "amber quilt lantern otter maple drift"
PAGE = bytes(range(16))
KEY = bytes(range(100, 132))
COMMITMENT = "8d109b32791a9f84e6fd5e220ecf1ce0c526789f371359b1b802ad16a66ece27"
TAG = "ad50a558cf46ff12f1f827317e10c80c"


def test_what_is_sealed_opens_by_the_description() -> None:
    made = page_seal.seal(b"one page", WORDS)
    key, commitment = page_twin.keys(WORDS, made.salt, made.id)
    assert made.commitment == commitment
    assert made.rounds == 1_000_000
    plain = AESGCM(key).decrypt(bytes(12), made.sealed, made.id)
    assert page_twin.unpadded(plain, 4096) == b"one page"


def test_a_kept_vector_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([bytes(range(16)), bytes(range(16, 32))])
    monkeypatch.setattr(os, "urandom", lambda count: next(drawn)[:count])
    made = page_seal.seal(b"{}", WORDS)
    assert made.id == bytes(range(16))
    assert made.salt == bytes(range(16, 32))
    assert made.commitment.hex() == COMMITMENT
    assert made.sealed[-16:].hex() == TAG


def test_nothing_is_used_twice() -> None:
    one, other = page_seal.seal(b"x", WORDS), page_seal.seal(b"x", WORDS)
    assert one.id != other.id
    assert one.salt != other.salt
    assert one.commitment != other.commitment
    assert one.sealed != other.sealed


def test_other_words_lead_to_another_commitment_and_another_id_does_not_fit() -> None:
    made = page_seal.seal(b"x", WORDS)
    _, other = page_twin.keys(WORDS.replace("otter", "other"), made.salt, made.id)
    assert other != made.commitment
    key, _ = page_twin.keys(WORDS, made.salt, made.id)
    with pytest.raises(InvalidTag):
        AESGCM(key).decrypt(bytes(12), made.sealed, bytes(16))


@pytest.mark.parametrize(("length", "steps"), [(0, 1), (4092, 1), (4093, 2), (8188, 2), (8189, 3)])
def test_a_length_shows_in_steps_of_four_kibibytes(length: int, steps: int) -> None:
    assert len(page_seal.seal(bytes(length), WORDS).sealed) == steps * 4096 + 16


def test_six_words_carry_seventy_seven_bits() -> None:
    assert len(page_seal.new_words().split()) == 6
    assert set(page_seal.new_words().split()) <= set(passphrase.words())
    assert page_seal.bits() == pytest.approx(6 * math.log2(7716))
    assert page_seal.bits() > 77
    assert page_seal.new_words() != page_seal.new_words()


def test_every_word_that_is_drawn_is_what_it_stands_for() -> None:
    assert all(page_seal.normal(word) == word.encode() for word in passphrase.words())


@pytest.mark.parametrize(
    "typed",
    [
        "Amber Quilt Lantern Otter Maple Drift",
        "  amber-quilt-lantern-otter-maple-drift\n",
        "amber \u2011 quilt\u00a0lantern,otter.\tmaple   drift.",
        "ＡＭＢＥＲ ｑｕｉｌｔ lantern otter maple drift",
        "1. amber 2. quilt 3. lantern 4. otter 5. maple 6. drift",
    ],
)
def test_words_are_the_same_however_they_are_typed(typed: str) -> None:
    assert page_seal.normal(typed) == WORDS.encode()


@given(st.text())
def test_normal_words_are_letters_with_one_blank_between(typed: str) -> None:
    found = page_seal.normal(typed)
    assert re.fullmatch(rb"(?:[a-z]+(?: [a-z]+)*)?", found)
    assert page_seal.normal(found.decode()) == found


# --- answers


def sealed(plain: bytes, key: bytes = KEY, page: bytes = PAGE) -> bytes:
    nonce = bytes(12)
    return nonce + AESGCM(key).encrypt(nonce, plain, b"recoverylog/1 reply " + page)


@given(st.binary(max_size=2000))
def test_an_answer_opens_to_what_was_written(text: bytes) -> None:
    assert page_seal.open_note(sealed(page_twin.packed(text)), KEY, PAGE) == text


@given(st.integers(0, 12 + 512 + 16 - 1), st.integers(0, 7))
def test_no_bit_of_an_answer_can_be_changed(place: int, bit: int) -> None:
    whole = bytearray(sealed(page_twin.packed(b"here for you")))
    whole[place] ^= 1 << bit
    with pytest.raises(page_seal.Unopened):
        page_seal.open_note(bytes(whole), KEY, PAGE)


def test_an_answer_is_bound_to_its_page_and_its_key() -> None:
    whole = sealed(page_twin.packed(b"x"))
    for key, page in ((bytes(32), PAGE), (KEY, bytes(16))):
        with pytest.raises(page_seal.Unopened):
            page_seal.open_note(whole, key, page)


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"\x00\x00\x00\x01x",
        (513).to_bytes(4, "big") + bytes(508),
        b"\xff\xff\xff\xff" + bytes(508),
        (1).to_bytes(4, "big") + b"x" + bytes(506) + b"y",
        page_twin.packed(b"x") + bytes(512),
    ],
)
def test_an_answer_that_no_page_would_make_is_refused(plain: bytes) -> None:
    with pytest.raises(page_seal.Unopened):
        page_seal.open_note(sealed(plain), KEY, PAGE)


@given(st.binary(max_size=1200))
def test_any_bytes_are_refused_and_nothing_else_happens(content: bytes) -> None:
    with pytest.raises(page_seal.Unopened):
        page_seal.open_note(content, KEY, PAGE)
