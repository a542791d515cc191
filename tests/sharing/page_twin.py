"""A second reader and a second writer, from docs/page.md: the standard library and AES-GCM alone.

They share nothing with the code under test but the primitive.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def told(html: bytes) -> dict[str, Any]:
    """Return the block of JSON that anyone can see in a page."""
    (block,) = re.findall(rb'<script id="sealed" type="application/json">(.*?)</script>', html)
    found: dict[str, Any] = json.loads(block)
    return found


def with_told(html: bytes, changed: dict[str, Any], *, mend_sum: bool) -> bytes:
    """Return a page with another block of JSON in it, its sum made to fit or not."""
    if mend_sum:
        changed = {**changed, "sum": sum_of(changed)}
    before = json.dumps(told(html), separators=(",", ":")).encode()
    assert html.count(before) == 1
    return html.replace(before, json.dumps(changed, separators=(",", ":")).encode())


def sum_of(block: dict[str, Any]) -> str:
    names = ("format", "id", "salt", "rounds", "commitment", "sealed")
    text = ".".join(str(block[name]) for name in names)
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def keys(words: str, salt: bytes, page: bytes, rounds: int = 1_000_000) -> tuple[bytes, bytes]:
    """Return key and commitment: PBKDF2, then RFC 5869 by hand; the words already normal."""
    stretched = hashlib.pbkdf2_hmac("sha256", words.encode(), salt, rounds, 32)
    extracted = hmac.new(bytes(32), stretched, "sha256").digest()
    info = b"recoverylog/1 share " + page
    key = hmac.new(extracted, info + b"\x01", "sha256").digest()
    return key, hmac.new(extracted, key + info + b"\x02", "sha256").digest()


def unpadded(packed: bytes, step: int) -> bytes:
    length = int.from_bytes(packed[:4], "big")
    assert len(packed) == -(-(4 + length) // step) * step
    assert not any(packed[4 + length :])
    return packed[4 : 4 + length]


def opened(html: bytes, words: str) -> dict[str, Any]:
    """Return what a page holds."""
    block = told(html)
    page = bytes.fromhex(block["id"])
    salt = base64.b64decode(block["salt"], validate=True)
    key, commitment = keys(words, salt, page, block["rounds"])
    assert commitment == base64.b64decode(block["commitment"], validate=True)
    sealed = base64.b64decode(block["sealed"], validate=True)
    found: dict[str, Any] = json.loads(unpadded(AESGCM(key).decrypt(bytes(12), sealed, page), 4096))
    return found


def packed(text: bytes, step: int = 512) -> bytes:
    whole = len(text).to_bytes(4, "big") + text
    return whole + bytes(-len(whole) % step)


def token(plain: bytes, key: bytes, page: bytes, nonce: bytes | None = None) -> str:
    """Return a note back whose padded plaintext is ``plain``."""
    chosen = os.urandom(12) if nonce is None else nonce
    sealed = chosen + AESGCM(key).encrypt(chosen, plain, b"recoverylog/1 reply " + page)
    letters = base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()
    return f"RLNOTE1.{page.hex()}.{letters}."
