"""Sealing: the published vector, a second reader from the RFC, and nothing altered opens."""

from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.crypto import keys, sealing

SEED = bytes(range(32))
VAULT = bytes(range(50, 66))
PUBLIC = sealing.public_key(SEED)
KEY_ID = keys.fingerprint(PUBLIC)
PRIVATE = sealing.private_key(SEED)
CODE = bytes(range(90, 122))
BODY = b'{"v":1,"entry":{"text":"a long walk"}}'
OVERHEAD = 8 + 16 + 1120 + 16


@pytest.fixture(scope="module")
def vector() -> dict[str, Any]:
    text = Path(__file__).with_name("hpke_pq_xwing.json").read_text(encoding="ascii")
    held: dict[str, Any] = json.loads(text)
    return held


def sealed(body: bytes = BODY, code: bytes = CODE, vault: bytes = VAULT) -> bytes:
    return sealing.seal(body, code, public=PUBLIC, key_id=KEY_ID, vault=vault)


# A second reader: X-Wing (draft-connolly-cfrg-xwing-kem) and HPKE in base mode (RFC 9180 §5.1)
# from their primitives, sharing nothing with what the code under test calls.

_SUITE_ID = b"HPKE" + bytes.fromhex("647a00010003")
_XWING_LABEL = bytes.fromhex("5c2e2f2f5e5c")


def xwing_shared(seed: bytes, enc: bytes) -> bytes:
    wide = hashlib.shake_256(seed).digest(96)
    lattice = MLKEM768PrivateKey.from_seed_bytes(wide[:64])
    curve = X25519PrivateKey.from_private_bytes(wide[64:])
    own = curve.public_key().public_bytes_raw()
    shared = curve.exchange(X25519PublicKey.from_public_bytes(enc[1088:]))
    hidden = lattice.decapsulate(enc[:1088])
    return hashlib.sha3_256(hidden + shared + enc[1088:] + own + _XWING_LABEL).digest()


def extract(salt: bytes, label: bytes, material: bytes) -> bytes:
    labelled = b"HPKE-v1" + _SUITE_ID + label + material
    return hmac.new(salt or bytes(32), labelled, hashlib.sha256).digest()


def expand(secret: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labelled = length.to_bytes(2, "big") + b"HPKE-v1" + _SUITE_ID + label + info
    return hmac.new(secret, labelled + b"\x01", hashlib.sha256).digest()[:length]


def key_and_nonce(shared: bytes, info: bytes) -> tuple[bytes, bytes]:
    context = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared, b"secret", b"")
    return expand(secret, b"key", context, 32), expand(secret, b"base_nonce", context, 12)


def opened_by_hand(seed: bytes, message: bytes, info: bytes, aad: bytes = b"") -> bytes:
    enc, ciphertext = message[:1120], message[1120:]
    key, nonce = key_and_nonce(xwing_shared(seed, enc), info)
    return ChaCha20Poly1305(key).decrypt(nonce, ciphertext, aad)


def test_a_seed_gives_the_published_public_key(vector: dict[str, Any]) -> None:
    assert sealing.public_key(bytes.fromhex(vector["skRm"])).hex() == vector["pkRm"]


def test_the_second_reader_reads_the_published_vector(vector: dict[str, Any]) -> None:
    seed, enc = bytes.fromhex(vector["skRm"]), bytes.fromhex(vector["enc"])
    shared = xwing_shared(seed, enc)
    assert shared.hex() == vector["shared_secret"]
    info = bytes.fromhex(vector["info"])
    key, nonce = key_and_nonce(shared, info)
    assert (key.hex(), nonce.hex()) == (vector["key"], vector["base_nonce"])
    first = vector["encryptions"][0]
    found = opened_by_hand(
        seed, enc + bytes.fromhex(first["ct"]), info, bytes.fromhex(first["aad"])
    )
    assert found.hex() == first["pt"]


def test_a_stranger_with_the_documents_reads_what_we_seal() -> None:
    """Byte for byte as docs/format.md has it: any change makes waiting entries unreadable."""
    message = sealed()
    assert message[:8] == b"RLINBOX1"
    assert message[8:24] == hashlib.sha256(PUBLIC).digest()[:16]
    info = b"recoverylog/1 inbox\0" + VAULT + KEY_ID
    packed = opened_by_hand(SEED, message[24:], info)
    assert packed[:4] == len(BODY).to_bytes(4, "big")
    assert packed[4:36] == CODE
    assert packed[36:] == BODY.ljust(1024 - 36, b"\0")


@given(st.binary(max_size=3000), st.binary(min_size=32, max_size=32))
@settings(max_examples=60)
def test_what_is_sealed_comes_back(body: bytes, code: bytes) -> None:
    assert sealing.unseal(sealed(body, code), PRIVATE, VAULT) == sealing.SealedBody(body, code)


@given(st.binary(min_size=32, max_size=32))
@settings(max_examples=20)
def test_any_seed_opens_what_was_sealed_to_its_public_key(seed: bytes) -> None:
    public = sealing.public_key(seed)
    assert len(public) == 1216
    message = sealing.seal(BODY, CODE, public=public, key_id=bytes(16), vault=VAULT)
    assert sealing.unseal(message, sealing.private_key(seed), VAULT).body == BODY


def test_the_size_shows_only_steps_of_a_kibibyte() -> None:
    sizes = {length: len(sealed(b"x" * length)) for length in (0, 1, 900, 988, 989, 2012, 2013)}
    assert sizes == {
        0: 1024 + OVERHEAD,
        1: 1024 + OVERHEAD,
        900: 1024 + OVERHEAD,
        988: 1024 + OVERHEAD,
        989: 2048 + OVERHEAD,
        2012: 2048 + OVERHEAD,
        2013: 3072 + OVERHEAD,
    }


def test_sealing_the_same_twice_shows_nothing_in_common() -> None:
    one, other = sealed(), sealed()
    assert one[:24] == other[:24]
    assert one[24:56] != other[24:56]
    assert one[-1040:] != other[-1040:]
    assert b"walk" not in one


def test_every_flipped_byte_is_refused() -> None:
    message = sealed()
    for place in range(len(message)):
        altered = bytearray(message)
        altered[place] ^= 1 << place % 8
        with pytest.raises(sealing.Unopened):
            sealing.unseal(bytes(altered), PRIVATE, VAULT)


def test_every_cut_and_every_addition_is_refused() -> None:
    message = sealed()
    lengths = {*range(40), 1144, 1160, *range(40, len(message), 61), len(message) - 1}
    for length in sorted(lengths):
        with pytest.raises(sealing.Unopened):
            sealing.unseal(message[:length], PRIVATE, VAULT)
    for more in (b"\0", b"\0" * 1024, message):
        with pytest.raises(sealing.Unopened):
            sealing.unseal(message + more, PRIVATE, VAULT)


@given(st.binary(max_size=2500))
@settings(max_examples=100)
def test_any_bytes_at_all_are_refused_in_one_way(noise: bytes) -> None:
    for message in (noise, sealing.MAGIC + noise, sealing.MAGIC + KEY_ID + noise):
        with pytest.raises(sealing.Unopened):
            sealing.unseal(message, PRIVATE, VAULT)


def test_another_vault_another_key_and_another_key_id_are_refused() -> None:
    message = sealed()
    with pytest.raises(sealing.Unopened):
        sealing.unseal(message, PRIVATE, VAULT[::-1])
    with pytest.raises(sealing.Unopened):
        sealing.unseal(message, sealing.private_key(SEED[::-1]), VAULT)
    with pytest.raises(sealing.Unopened):
        sealing.unseal(message[:8] + bytes(16) + message[24:], PRIVATE, VAULT)


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"\0\0",
        bytes(35),
        (2000).to_bytes(4, "big") + CODE + bytes(988),
        (2**32 - 1).to_bytes(4, "big") + CODE + bytes(988),
        (3).to_bytes(4, "big") + CODE + b"abc" + bytes(984) + b"\1",
    ],
    ids=["empty", "two bytes", "no room for the code", "too long", "far too long", "no zeros"],
)
def test_a_well_sealed_packing_that_is_none_is_refused(packed: bytes) -> None:
    """Whoever has the public key can seal anything."""
    recipient = MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(PUBLIC[:1184]),
        X25519PublicKey.from_public_bytes(PUBLIC[1184:]),
    )
    info = b"recoverylog/1 inbox\0" + VAULT + KEY_ID
    message = sealing.MAGIC + KEY_ID + sealing._suite().encrypt(packed, recipient, info=info)
    with pytest.raises(sealing.Unopened):
        sealing.unseal(message, PRIVATE, VAULT)


@pytest.mark.parametrize("length", [0, 32, 1184, 1215, 1217])
def test_a_public_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="1216"):
        sealing.seal(BODY, CODE, public=bytes(length), key_id=KEY_ID, vault=VAULT)


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_seed_of_another_length_is_refused(length: int) -> None:
    for make in (sealing.public_key, sealing.private_key):
        with pytest.raises(ValueError, match="32 bytes"):
            make(bytes(length))


def test_the_device_code_is_bound_to_key_vault_and_body() -> None:
    code = sealing.device_code(SEED, VAULT, BODY)
    expected = hmac.new(SEED, b"recoverylog/1 quick entry\0" + VAULT + BODY, hashlib.sha256)
    assert code == expected.digest()
    others = {
        sealing.device_code(SEED[::-1], VAULT, BODY),
        sealing.device_code(SEED, VAULT[::-1], BODY),
        sealing.device_code(SEED, VAULT, BODY + b" "),
    }
    assert len(others | {code, sealing.NO_MAC}) == 5


def test_the_id_of_the_key_is_read_without_opening() -> None:
    assert sealing.key_id_of(sealed()) == KEY_ID
    for message in (b"", b"RLINBOX", b"RLINBOX1" + KEY_ID, b"RLINBOX2" + sealed()[8:]):
        with pytest.raises(sealing.Unopened):
            sealing.key_id_of(message)


def test_the_private_key_shows_no_seed() -> None:
    assert SEED.hex() not in repr(PRIVATE)
