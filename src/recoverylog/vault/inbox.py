"""The inbox: the folder of sealed quick entries that wait for the next unlock.

One entry is one file under a random name, so that any number of writers and a reader can be at
work at once. posting.py puts them there; here they are found, read and removed. Standard
library only: every command looks whether something waits.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoverylog import paths

SUFFIX = ".sealed"
FIRST_KEY = "first.key"
"""Seed of the temporary key that entries are sealed to before there is a vault."""
KEY_FILES = ("vault.json", "vault.json.2")
MOST_BYTES = 16 * 1024 * 1024
"""The largest sealed file that filing reads."""
_SEED_BYTES = 32


def has_vault(places: paths.Paths) -> bool:
    """Return whether the data folder holds a vault, be it a damaged one."""
    try:
        names = os.listdir(places.data)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return any(name in KEY_FILES or name.startswith("journal-") for name in names)


def first_seed(folder: str) -> bytes | None:
    """Return the seed of the temporary key in ``folder``, or None where there is none."""
    try:
        with open(os.path.join(folder, FIRST_KEY), "rb") as file:
            seed = bytes.fromhex(file.read(256).decode("ascii"))
    except (OSError, ValueError):
        return None
    return seed if len(seed) == _SEED_BYTES else None


def waiting(places: paths.Paths) -> list[str]:
    """Return the paths of all sealed entries that wait, inbox first, each folder by name."""
    return [*in_folder(places.inbox), *in_folder(places.spool)]


def in_folder(folder: str) -> list[str]:
    """Return the paths of the sealed entries in one folder, by name; none where it is not there."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [os.path.join(folder, name) for name in names if name.endswith(SUFFIX)]


def read(path: str) -> bytes | None:
    """Return a sealed file's bytes, or None where it went meanwhile.

    Raises:
        OSError: it is there and cannot be read.
    """
    try:
        with open(path, "rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return None


def discard(path: str) -> None:
    """Remove a sealed file whose entry is safe in the journal; gone already is fine.

    Raises:
        OSError: it stays; the entry is known by its id and will not be filed twice.
    """
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
