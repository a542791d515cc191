"""The Linux kernel's keyring, which holds a journal's working keys for a while.

The kernel keeps them in memory, never on disk, and drops them when the time is up. They go
into the person's own keyring (`@u`), since the session keyring can die with the process; `@u`
is linked into `@s` before it is read, because without that possession the kernel refuses.
Only these system calls are made: add_key(2) and keyctl(2), by number.
"""

from __future__ import annotations

import ctypes
import os
import sys

_NUMBERS = {"x86_64": (248, 250), "aarch64": (217, 219), "riscv64": (217, 219)}
_USER_KEYRING = -4
_SESSION_KEYRING = -3
_REVOKE, _LINK, _SEARCH, _READ, _SET_TIMEOUT = 3, 8, 10, 11, 15
_KEYCTL_UNLINK = 9
MOST_SECONDS = 24 * 3600


def offered() -> bool:
    """Return whether this system has a keyring that we know how to speak to and may use."""
    return _numbers() is not None and _call_keyctl(_LINK, _USER_KEYRING, _SESSION_KEYRING) >= 0


def _numbers() -> tuple[int, int] | None:
    if not sys.platform.startswith("linux") or sys.maxsize < 2**32:
        return None
    return _NUMBERS.get(os.uname().machine)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _call_keyctl(*arguments: int | bytes | ctypes.Array[ctypes.c_char]) -> int:
    numbers = _numbers()
    if numbers is None:
        return -1
    wide = [ctypes.c_long(item) if isinstance(item, int) else item for item in arguments]
    return int(_libc().syscall(ctypes.c_long(numbers[1]), *wide))


def _name(vault: bytes, epoch: int) -> bytes:
    return b"recoverylog:" + vault.hex().encode("ascii") + b":" + str(epoch).encode("ascii")


def store(vault: bytes, epoch: int, payload: bytes, seconds: int) -> bool:
    """Keep ``payload`` for ``seconds`` (1 to a day); return whether the kernel took it."""
    numbers = _numbers()
    if numbers is None:
        return False
    key = _libc().syscall(
        ctypes.c_long(numbers[0]),
        b"user",
        _name(vault, epoch),
        payload,
        ctypes.c_size_t(len(payload)),
        ctypes.c_long(_USER_KEYRING),
    )
    if key < 0:
        return False
    bounded = max(1, min(seconds, MOST_SECONDS))
    if _call_keyctl(_SET_TIMEOUT, key, bounded) < 0:
        # A key that would never end is worse than none.
        _call_keyctl(_REVOKE, key)
        return False
    return True


def _find(vault: bytes, epoch: int) -> int:
    if _call_keyctl(_LINK, _USER_KEYRING, _SESSION_KEYRING) < 0:
        return -1
    return _call_keyctl(_SEARCH, _USER_KEYRING, b"user", _name(vault, epoch), 0)


def load(vault: bytes, epoch: int, length: int) -> bytes | None:
    """Return the ``length`` bytes kept for this vault and epoch, or None."""
    key = _find(vault, epoch)
    if key < 0:
        return None
    room = ctypes.create_string_buffer(length)
    if _call_keyctl(_READ, key, room, length) != length:
        return None
    return room.raw


def forget(vault: bytes, epoch: int) -> bool:
    """Drop what is kept; return whether anything was."""
    key = _find(vault, epoch)
    if key < 0:
        return False
    gone = _call_keyctl(_REVOKE, key) >= 0
    _call_keyctl(_KEYCTL_UNLINK, key, _USER_KEYRING)
    return gone
