"""Key slots: the right secret opens, and nothing else yields a root key."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from recoverylog.crypto import kdf, slots
from recoverylog.crypto.keys import RootKey

VAULT = bytes(range(16))
KIT = bytes(range(200, 216))
WORDS = "harbour lantern thistle"


@pytest.fixture(scope="module")
def root() -> RootKey:
    return RootKey.new(VAULT, 3)


@pytest.fixture(scope="module")
def by_kit(root: RootKey) -> slots.Slot:
    return slots.wrap(root, KIT, None)


@pytest.fixture(scope="module")
def by_words(root: RootKey) -> slots.Slot:
    return slots.wrap(root, WORDS, kdf.LEAST)


def test_the_right_secret_opens(root: RootKey, by_kit: slots.Slot, by_words: slots.Slot) -> None:
    assert slots.unwrap(by_kit, KIT, VAULT, 3) == root
    assert slots.unwrap(by_words, WORDS, VAULT, 3) == root
    assert slots.unwrap(by_words, f"  {WORDS.replace(' ', '  ')}\n", VAULT, 3) == root


def test_another_secret_opens_nothing(by_kit: slots.Slot, by_words: slots.Slot) -> None:
    assert slots.unwrap(by_kit, KIT[::-1], VAULT, 3) is None
    assert slots.unwrap(by_kit, bytes(16), VAULT, 3) is None
    assert slots.unwrap(by_words, WORDS + "s", VAULT, 3) is None
    assert slots.unwrap(by_words, "", VAULT, 3) is None


def test_a_slot_opens_only_in_its_own_vault_and_epoch(by_kit: slots.Slot) -> None:
    assert slots.unwrap(by_kit, KIT, VAULT[::-1], 3) is None
    assert slots.unwrap(by_kit, KIT, VAULT, 2) is None
    assert slots.unwrap(by_kit, KIT, VAULT, 3 + 2**24) is None


@pytest.mark.parametrize("name", ["slot_id", "salt", "commitment", "wrapped"])
def test_no_flipped_bit_of_any_field_yields_a_root_key(by_kit: slots.Slot, name: str) -> None:
    whole: bytes = getattr(by_kit, name)
    for place in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << place % 8
        changed: dict[str, Any] = {name: bytes(flipped)}
        altered = replace(by_kit, **changed)
        if name == "wrapped":
            with pytest.raises(slots.WrappedKeyAltered):
                slots.unwrap(altered, KIT, VAULT, 3)
        else:
            assert slots.unwrap(altered, KIT, VAULT, 3) is None


def test_every_field_of_a_slot_was_tried_above() -> None:
    tried = {"slot_id", "salt", "commitment", "wrapped"}
    assert {one.name for one in fields(slots.Slot)} == tried | {"kind", "cost"}


@pytest.mark.parametrize(
    "cost",
    [
        kdf.Cost(kdf.LEAST.memory_kib + 1, kdf.LEAST.passes, kdf.LEAST.lanes),
        kdf.Cost(kdf.LEAST.memory_kib, kdf.LEAST.passes + 1, kdf.LEAST.lanes),
        kdf.Cost(kdf.LEAST.memory_kib, kdf.LEAST.passes, kdf.LEAST.lanes + 1),
    ],
    ids=str,
)
def test_another_cost_opens_nothing(by_words: slots.Slot, cost: kdf.Cost) -> None:
    assert slots.unwrap(replace(by_words, cost=cost), WORDS, VAULT, 3) is None


def test_the_cost_is_bound_even_where_stretching_would_ignore_it(
    by_words: slots.Slot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The figures are in the associated data, not only in what Argon2id makes of them."""
    stretched = kdf.stretch(WORDS, by_words.salt, kdf.LEAST)
    monkeypatch.setattr(kdf, "stretch", lambda *_: stretched)
    assert slots.unwrap(by_words, WORDS, VAULT, 3) is not None
    dearer = kdf.Cost(kdf.LEAST.memory_kib, 3, 1)
    assert slots.unwrap(replace(by_words, cost=dearer), WORDS, VAULT, 3) is None


def test_the_kind_is_bound(by_kit: slots.Slot) -> None:
    assert slots.unwrap(replace(by_kit, kind="passphrase"), KIT, VAULT, 3) is None


def test_a_wrapping_moved_from_another_slot_of_the_same_secret_does_not_open(
    root: RootKey, by_kit: slots.Slot
) -> None:
    other = slots.wrap(RootKey.new(VAULT, 3), KIT, None)
    with pytest.raises(slots.WrappedKeyAltered):
        slots.unwrap(replace(by_kit, wrapped=other.wrapped), KIT, VAULT, 3)
    mixed = replace(by_kit, wrapped=other.wrapped, commitment=other.commitment)
    assert slots.unwrap(mixed, KIT, VAULT, 3) is None
    assert slots.unwrap(other, KIT, VAULT, 3) != root


def test_wrapping_twice_shares_nothing(root: RootKey) -> None:
    """The nonce is fixed, so a salt that repeated would repeat a key and a nonce."""
    made = [slots.wrap(root, KIT, None) for _ in range(20)]
    for name in ("slot_id", "salt", "commitment", "wrapped"):
        assert len({getattr(slot, name) for slot in made}) == len(made)


@pytest.mark.parametrize(("secret", "cost"), [(WORDS, None), (KIT, kdf.LEAST)])
def test_a_secret_of_the_wrong_kind_is_a_mistake_of_ours(
    root: RootKey, secret: str | bytes, cost: kdf.Cost | None
) -> None:
    with pytest.raises(TypeError):
        slots.wrap(root, secret, cost)


def test_the_text_form_shows_nothing_that_helps(by_kit: slots.Slot) -> None:
    told = repr(by_kit)
    for value in (by_kit.wrapped, by_kit.commitment):
        assert repr(value) not in told
        assert value.hex() not in told
