"""The figures to check against in docs/page.md: by the second reader, and by the code itself."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from recoverylog.crypto import page_seal
from recoverylog.sharing import reply
from tests.sharing import page_twin

TOLD = dict(
    re.findall(
        r"^([a-z][a-z ]*?)  +(.+)$",
        (Path(__file__).parents[2] / "docs" / "page.md").read_text("utf-8").split("## 6.")[1],
        re.MULTILINE,
    )
)
ID, SALT, KEY = (bytes.fromhex(TOLD[name]) for name in ("id", "salt", "key"))


def measured(content: bytes, unit: str) -> str:
    """Return the length and the hash of something, as the page tells them."""
    return f"{len(content)} {unit}, SHA-256 {hashlib.sha256(content).hexdigest()}"


def test_the_second_reader_finds_these_keys_and_bytes() -> None:
    key, commitment = page_twin.keys(TOLD["words"], SALT, ID, int(TOLD["rounds"]))
    assert (key.hex(), commitment.hex()) == (TOLD["key"], TOLD["commitment"])
    plain = page_twin.packed(TOLD["payload"].encode(), 4096)
    assert measured(AESGCM(key).encrypt(bytes(12), plain, ID), "bytes") == TOLD["sealed"]


def test_the_program_makes_the_same_page(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter((ID, SALT))
    monkeypatch.setattr(os, "urandom", lambda _size: next(drawn))
    page = page_seal.seal(TOLD["payload"].encode(), f" {TOLD['words'].upper()}\n")
    assert page.rounds == int(TOLD["rounds"])
    assert page.commitment.hex() == TOLD["commitment"]
    assert measured(page.sealed, "bytes") == TOLD["sealed"]


def test_the_answer_is_made_by_one_and_opened_by_the_other() -> None:
    key, nonce = (bytes.fromhex(TOLD[name]) for name in ("reply key", "nonce"))
    answer = page_twin.token(page_twin.packed(TOLD["text"].encode()), key, ID, nonce)
    assert measured(answer.encode(), "characters") == TOLD["answer"]
    (note,) = reply.find(answer)
    assert reply.open_note(note, {ID: key}) == TOLD["text"]
