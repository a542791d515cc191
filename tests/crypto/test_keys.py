"""Derived keys: the published vectors, and every input counts."""

from __future__ import annotations

import hashlib
import hmac
import traceback

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.crypto import keys

VAULT = bytes(range(16))
SECRET = bytes(range(100, 132))


def expanded(secret: bytes, info: bytes, length: int) -> bytes:
    """HKDF-Expand as RFC 5869 §2.3 writes it, with the standard library alone."""
    block, output, count = b"", b"", 0
    while len(output) < length:
        count += 1
        block = hmac.new(secret, block + info + bytes([count]), hashlib.sha256).digest()
        output += block
    return output[:length]


@pytest.mark.parametrize(
    ("prk", "info", "length", "okm"),
    [
        (
            "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
            "f0f1f2f3f4f5f6f7f8f9",
            42,
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        ),
        (
            "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
            bytes(range(0xB0, 0x100)).hex(),
            82,
            (
                "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827"
                "271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f343"
                "4f1d87"
            ),
        ),
        (
            "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
            "",
            42,
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
        ),
    ],
    ids=["A.1", "A.2", "A.3"],
)
def test_both_expansions_used_here_are_those_of_rfc_5869(
    prk: str, info: str, length: int, okm: str
) -> None:
    """The vectors reach neither our prefix nor our label, so they judge what we build on."""
    secret, bound = bytes.fromhex(prk), bytes.fromhex(info)
    assert expanded(secret, bound, length).hex() == okm
    assert HKDFExpand(hashes.SHA256(), length, bound).derive(secret).hex() == okm


@given(
    st.binary(min_size=32, max_size=64),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20),
    st.binary(max_size=48),
    st.integers(1, 300),
)
def test_a_key_is_hkdf_expand_of_the_documented_bytes(
    secret: bytes, label: str, context: bytes, length: int
) -> None:
    info = b"recoverylog/1 " + label.encode() + b"\0" + context
    assert keys.expand(secret, label, context, length) == expanded(secret, info, length)


def test_working_keys_are_bound_to_label_vault_and_epoch() -> None:
    root = keys.RootKey(SECRET, VAULT, 7)
    context = VAULT + bytes([0, 0, 0, 7])
    working = root.working()
    assert working.database == expanded(SECRET, b"recoverylog/1 database\0" + context, 32)
    assert working.inbox_seed == expanded(SECRET, b"recoverylog/1 inbox\0" + context, 32)
    assert root.header_key() == expanded(SECRET, b"recoverylog/1 header\0" + context, 32)


def test_no_two_uses_vaults_epochs_or_roots_share_a_key() -> None:
    roots = [
        keys.RootKey(SECRET, VAULT, 1),
        keys.RootKey(SECRET, VAULT, 2),
        keys.RootKey(SECRET, VAULT, 256),
        keys.RootKey(SECRET, VAULT[::-1], 1),
        keys.RootKey(SECRET[::-1], VAULT, 1),
    ]
    derived = [
        key
        for root in roots
        for key in (root.working().database, root.working().inbox_seed, root.header_key())
    ]
    assert len(set(derived)) == len(derived) == 15


def test_the_mac_is_hmac_sha256_of_rfc_4231() -> None:
    """RFC 4231, test case 2."""
    code = keys.mac(b"Jefe", b"what do ya want for nothing?")
    assert code.hex() == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def test_the_digest_is_sha256_and_a_fingerprint_its_front_half() -> None:
    whole = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert keys.digest(b"abc").hex() == whole
    assert keys.fingerprint(b"abc").hex() == whole[:32]


def test_a_new_root_key_is_never_the_same() -> None:
    made = {keys.RootKey.new(VAULT, 1).secret for _ in range(50)}
    assert len(made) == 50
    assert {len(secret) for secret in made} == {32}


def test_neither_text_form_nor_traceback_shows_a_secret() -> None:
    root = keys.RootKey.new(VAULT, 1)
    working = root.working()
    problem = RuntimeError(root, working)
    told = "".join(traceback.format_exception(problem)) + repr([root, working]) + f"{root}"
    for secret in (root.secret, working.database, working.inbox_seed):
        assert secret.hex() not in told
        assert repr(secret) not in told
    assert "RootKey" in told, "the text form was really taken"
