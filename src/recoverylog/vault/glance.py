"""The few facts of vault.json that a cached key needs, read without loading any cryptography."""

from __future__ import annotations

import json
import os
from typing import NamedTuple

_MOST_BYTES = 64 * 1024


class Glance(NamedTuple):
    """Which vault this is, and which of its keys are the present ones.

    Attributes:
        vault: its 16-byte id.
        epoch: the number in the database's name.
        key_id: the id of the inbox key.
    """

    vault: bytes
    epoch: int
    key_id: bytes


def at(folder: str) -> Glance | None:
    """Return what vault.json (or its second copy) says, or None where neither can be read.

    Nothing here is authenticated: it serves to find the cached key and the database, and a
    wrong answer finds neither.
    """
    for name in ("vault.json", "vault.json.2"):
        try:
            with open(os.path.join(folder, name), "rb") as file:
                body = json.loads(file.read(_MOST_BYTES))["body"]
            return Glance(
                bytes.fromhex(body["vault"]),
                int(body["epoch"]),
                bytes.fromhex(body["inbox"]["key_id"]),
            )
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            continue
    return None


def database(folder: str, epoch: int) -> str:
    """Return the path of the database of one epoch."""
    return os.path.join(folder, f"journal-{epoch}.db")
