"""Sealing a page for a reader who has a browser and six words, and opening the answer to it.

A browser brings PBKDF2, HKDF and AES-GCM (Web Cryptography, W3C) and no Argon2, so the strength
lies in the words: they are generated, never chosen, and used for one page. docs/page.md gives
the bytes.

    stretched  = PBKDF2-HMAC-SHA256(words, salt, 1,000,000), 32 bytes
    both       = HKDF-SHA256(stretched, no salt, "recoverylog/1 share " ‖ id, 64)
    key        = first half of both
    commitment = second half, written beside the sealed text
    sealed     = AES-256-GCM(key, nonce of zeros, padded payload, associated data id)

The nonce may be zero because id and salt are drawn anew for each page, so that no key seals
twice. The commitment is compared first: other words and damage are two different answers, and no
file opens to two texts under two sets of words.
"""

from __future__ import annotations

import os
import re
import unicodedata
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from recoverylog.crypto import passphrase

WORDS = 6
"""How many words open a page: 6 × log2(7,716) is 77 bits."""

ROUNDS = 1_000_000
ID_BYTES = 16
SALT_BYTES = 16
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
PAGE_STEP = 4096
"""The length of a page shows only in steps of as many bytes."""
NOTE_STEP = 512
"""The same for an answer."""

_LENGTH_BYTES = 4
_NOT_LETTERS = re.compile(r"[^a-z]+")


class Unopened(Exception):
    """The bytes are no answer to this page, or were changed on their way."""


class SealedPage(NamedTuple):
    """What stands in the page for anyone to see.

    Attributes:
        id: 16 random bytes that name the page.
        salt: 16 random bytes.
        rounds: the iterations of PBKDF2.
        commitment: 32 bytes that only the right words lead to.
        sealed: the payload, padded and encrypted, with its tag.
    """

    id: bytes
    salt: bytes
    rounds: int
    commitment: bytes
    sealed: bytes


def new_words() -> str:
    """Return six fresh words, for one page and no other."""
    return passphrase.generate(WORDS)


def bits() -> float:
    """Return how many bits the words of a page carry."""
    return passphrase.generated_bits(WORDS)


def new_key() -> bytes:
    """Return a fresh key for the answers to one page."""
    return os.urandom(KEY_BYTES)


def normal(words: str) -> bytes:
    """Return the bytes that stand for ``words``, however they were typed.

    NFKC, lower case, and one blank for any run of what is no letter from a to z: blanks, hyphens,
    commas and line ends between words, and nothing at the ends.
    """
    lower = unicodedata.normalize("NFKC", words).lower()
    return _NOT_LETTERS.sub(" ", lower).strip().encode("ascii")


def seal(payload: bytes, words: str) -> SealedPage:
    """Return ``payload`` sealed under ``words``, with an id and a salt of its own.

    Takes about half a second of processor time on purpose.
    """
    page, salt = os.urandom(ID_BYTES), os.urandom(SALT_BYTES)
    key, commitment = _keys(words, page, salt)
    sealed = AESGCM(key).encrypt(bytes(NONCE_BYTES), _padded(payload, PAGE_STEP), page)
    return SealedPage(page, salt, ROUNDS, commitment, sealed)


def _keys(words: str, page: bytes, salt: bytes) -> tuple[bytes, bytes]:
    stretched = PBKDF2HMAC(hashes.SHA256(), KEY_BYTES, salt, ROUNDS).derive(normal(words))
    info = b"recoverylog/1 share " + page
    both = HKDF(hashes.SHA256(), 2 * KEY_BYTES, salt=None, info=info).derive(stretched)
    return both[:KEY_BYTES], both[KEY_BYTES:]


def _padded(text: bytes, step: int) -> bytes:
    packed = len(text).to_bytes(_LENGTH_BYTES, "big") + text
    return packed + bytes(-len(packed) % step)


def open_note(sealed: bytes, key: bytes, page: bytes) -> bytes:
    """Return what someone who opened a page wrote back.

    Args:
        sealed: nonce (12), ciphertext and tag (16), as the page made them.
        key: the 32-byte key for answers that lay in that page.
        page: the page's id.

    Raises:
        Unopened: it was made for another page, cut short or changed.
    """
    nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    if len(rest) < NOTE_STEP + TAG_BYTES or (len(rest) - TAG_BYTES) % NOTE_STEP:
        raise Unopened
    try:
        packed = AESGCM(key).decrypt(nonce, rest, b"recoverylog/1 reply " + page)
    except InvalidTag as problem:
        raise Unopened from problem
    length = int.from_bytes(packed[:_LENGTH_BYTES], "big")
    text, filling = (
        packed[_LENGTH_BYTES : _LENGTH_BYTES + length],
        packed[_LENGTH_BYTES + length :],
    )
    if len(text) != length or any(filling) or len(filling) >= NOTE_STEP:
        raise Unopened
    return text
