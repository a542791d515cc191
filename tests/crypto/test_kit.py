"""The recovery kit: twenty words there and back, and each kind of typo told."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from recoverylog.crypto import kit

# SLIP-0039, test vectors 1 and 2: a valid mnemonic without sharing (128 bits), and the same one
# with an invalid checksum. Their passphrase is TREZOR; ours is empty.
VALID = (
    "duckling enlarge academic academic agency result length solution fridge kidney coal piece "
    "deal husband erode duke ajar critical decision keyboard"
)
BAD_CHECKSUM = VALID.removesuffix("keyboard") + "kidney"


def test_the_library_reads_slip_39_as_its_standard_has_it() -> None:
    assert combine_mnemonics([VALID], b"TREZOR").hex() == "bb54aac4b89dc868ba37d9cc21b2cece"
    with pytest.raises(MnemonicError):
        combine_mnemonics([BAD_CHECKSUM], b"TREZOR")


def test_the_standards_words_are_a_kit_to_us_and_the_bad_ones_are_not() -> None:
    assert len(kit.secret(VALID)) == 16
    with pytest.raises(kit.NotAKit, match="do not fit together"):
        kit.secret(BAD_CHECKSUM)


def test_a_kit_comes_back() -> None:
    for _ in range(10):
        secret, words = kit.new()
        assert len(secret) == 16
        assert len(words) == 20
        assert kit.secret(" ".join(words)) == secret


def test_no_two_kits_are_the_same() -> None:
    made = [kit.new() for _ in range(20)]
    assert len({secret for secret, _ in made}) == 20
    assert len({words for _, words in made}) == 20


def test_the_secret_comes_from_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "urandom", lambda count: b"\x5a" * count)
    secret, words = kit.new()
    assert secret == b"\x5a" * 16
    assert kit.secret(" ".join(words)) == secret


def test_however_it_is_typed() -> None:
    secret, words = kit.new()
    for typed in (
        " ".join(words).upper(),
        "\n".join(words),
        ", ".join(words),
        "  ".join(words) + "  ",
        "-".join(words),
        " ".join(word.capitalize() for word in words),
    ):
        assert kit.looks_like(typed)
        assert kit.secret(typed) == secret


@pytest.mark.parametrize("count", [0, 1, 19, 21, 33])
def test_a_wrong_number_of_words_is_told_with_both_numbers(count: int) -> None:
    words = (list(kit.new()[1]) * 2)[:count]
    with pytest.raises(kit.NotAKit, match=f"20 words; these are {count}"):
        kit.secret(" ".join(words))


@pytest.mark.parametrize("place", [1, 7, 20])
def test_a_word_that_is_on_no_list_is_told_by_its_place(place: int) -> None:
    words = list(kit.new()[1])
    words[place - 1] = "xylofone"
    with pytest.raises(kit.NotAKit, match=f"Word {place} is not"):
        kit.secret(" ".join(words))


def test_a_mistyped_word_that_is_never_repeats_it() -> None:
    """What was typed may be a passphrase; an error that quoted it would put it on the screen."""
    words = ["swordfish-secret"] * 20
    with pytest.raises(kit.NotAKit) as caught:
        kit.secret(" ".join(words))
    assert "swordfish" not in str(caught.value)


def test_any_one_word_exchanged_is_told() -> None:
    """RS1024 finds every change of up to three words."""
    chance = random.Random(39)
    _, words = kit.new()
    for place in range(20):
        for _ in range(5):
            typed = list(words)
            typed[place] = chance.choice([word for word in WORDLIST if word != words[place]])
            with pytest.raises(kit.NotAKit):
                kit.secret(" ".join(typed))


def test_any_two_words_that_changed_places_are_told() -> None:
    _, words = kit.new()
    for one in range(20):
        for other in range(one + 1, 20):
            if words[one] == words[other]:
                continue
            typed = list(words)
            typed[one], typed[other] = typed[other], typed[one]
            with pytest.raises(kit.NotAKit):
                kit.secret(" ".join(typed))


def test_the_words_of_a_shared_secret_are_no_kit() -> None:
    share = generate_mnemonics(1, [(2, 3)], bytes(16))[0][0]
    with pytest.raises(kit.NotAKit):
        kit.secret(share)


@given(st.text(max_size=300))
@settings(max_examples=100)
def test_nothing_typed_gives_another_error(text: str) -> None:
    kit.looks_like(text)
    with pytest.raises(kit.NotAKit):
        kit.secret(text)


@given(st.lists(st.sampled_from(WORDLIST), min_size=20, max_size=20))
@settings(max_examples=100)
def test_twenty_words_of_the_list_at_random_are_no_kit(words: list[str]) -> None:
    with pytest.raises(kit.NotAKit):
        kit.secret(" ".join(words))


def test_a_passphrase_does_not_look_like_a_kit() -> None:
    assert not kit.looks_like("harbour lantern thistle amber seven")
    assert not kit.looks_like("")
    assert not kit.looks_like(" ".join(["harbour"] * 20)), "twenty words, none on the list"
    words = kit.new()[1]
    assert not kit.looks_like(" ".join(words[:5]))
    assert kit.looks_like(" ".join(words[:-1])), "one forgotten word is a kit with a word missing"
    assert kit.looks_like(" ".join([*words, "extra"]))
