"""Stretching: published vectors, bounds before allocation, and one passphrase is one passphrase."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.crypto import kdf

SALT = bytes(range(16))


def test_the_library_does_argon2id_as_rfc_9106_has_it() -> None:
    """RFC 9106 §5.3; its secret and associated data are not reachable through `stretch`."""
    found = Argon2id(
        salt=b"\2" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        secret=b"\3" * 8,
        ad=b"\4" * 12,
    ).derive(b"\1" * 32)
    assert found.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_stretch_gives_what_the_reference_program_gives() -> None:
    """The vector of the Argon2 reference implementation's own tests: 64 MiB, 2 passes, 1 lane."""
    found = kdf.stretch("password", b"somesalt", kdf.Cost(64 * 1024, 2, 1))
    assert found.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


def test_the_normal_cost_is_the_second_one_recommended() -> None:
    assert kdf.Cost() == kdf.Cost(memory_kib=64 * 1024, passes=3, lanes=4)


@pytest.mark.parametrize(
    "figures",
    [
        {"memory_kib": 19 * 1024 - 1},
        {"memory_kib": 1024 * 1024 + 1},
        {"memory_kib": 2**31},
        {"memory_kib": 2**40},
        {"memory_kib": 0},
        {"memory_kib": -65536},
        {"memory_kib": 65536.0},
        {"memory_kib": True},
        {"memory_kib": "65536"},
        {"memory_kib": None},
        {"passes": 1},
        {"passes": 17},
        {"passes": 2**32 + 3},
        {"lanes": 0},
        {"lanes": 9},
        {"lanes": True},
    ],
    ids=str,
)
def test_a_cost_out_of_bounds_is_refused_before_anything_is_allocated(
    figures: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def allocate(**_asked: object) -> None:
        pytest.fail("Argon2id was asked for memory")

    monkeypatch.setattr(kdf, "Argon2id", allocate)
    with pytest.raises(ValueError, match="must be a whole number"):
        kdf.stretch("hello", SALT, kdf.Cost(**figures))


@pytest.mark.parametrize(
    "edge", [kdf.Cost(19 * 1024, 2, 1), kdf.Cost(1024 * 1024, 16, 8), kdf.LEAST], ids=str
)
def test_the_bounds_themselves_are_accepted(edge: kdf.Cost) -> None:
    assert edge.memory_kib >= 19 * 1024


def test_every_part_of_the_cost_and_the_salt_counts() -> None:
    least = kdf.LEAST
    stretched = {
        kdf.stretch("hello there", SALT, least),
        kdf.stretch("hello there", SALT[::-1], least),
        kdf.stretch("hello theres", SALT, least),
        kdf.stretch("hello there", SALT, kdf.Cost(least.memory_kib + 1024, 2, 1)),
        kdf.stretch("hello there", SALT, kdf.Cost(least.memory_kib, 3, 1)),
        kdf.stretch("hello there", SALT, kdf.Cost(least.memory_kib, 2, 2)),
    }
    assert len(stretched) == 6
    assert {len(one) for one in stretched} == {32}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("caf\u00e9 noir", "cafe\u0301 noir"),
        ("two  words", "two words"),
        ("\ttwo words \n", "two words"),
        ("two\u00a0words", "two words"),
        ("\uff41\uff42\uff43", "abc"),
        ("ﬁne", "fine"),
        ("\u3000wide\u3000blank", "wide blank"),
    ],
)
def test_the_same_words_from_another_keyboard_are_the_same_passphrase(one: str, other: str) -> None:
    assert kdf.normal(one) == kdf.normal(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Hello", "hello"), ("two words", "twowords"), ("a.b", "a b"), ("0", "O")]
)
def test_what_differs_stays_different(one: str, other: str) -> None:
    assert kdf.normal(one) != kdf.normal(other)


@given(st.text())
def test_normal_is_stable_and_loses_nothing_but_blanks(text: str) -> None:
    found = kdf.normal(text)
    again = kdf.normal(found.decode("utf-8", "surrogatepass"))
    assert again == found
    kept = "".join(unicodedata.normalize("NFKC", text).split())
    assert found.decode("utf-8", "surrogatepass").replace(" ", "") == kept


@given(st.text(st.characters(categories=["Cs"]), min_size=1, max_size=4))
@settings(max_examples=20)
def test_bytes_that_were_no_utf_8_are_a_passphrase_too(text: str) -> None:
    assert kdf.normal("a" + text) not in {kdf.normal("a"), kdf.normal("a" + text + text[0])}
