"""Words that must not be found, in all the shapes in which they might lie about."""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path

WRITING = (
    "write",
    "pwrite64",
    "writev",
    "pwritev",
    "pwritev2",
    "sendto",
    "sendmsg",
    "sendmmsg",
    "open",
    "openat",
    "openat2",
    "creat",
    "mknod",
    "mknodat",
    "memfd_create",
    "socket",
    "connect",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
    "mkdir",
    "mkdirat",
    "setxattr",
    "fsetxattr",
    "unlink",
    "unlinkat",
)
"""Calls by which a word can get out of a process."""

WHOLE = ("-xx", "-s", "1000000")
"""Options of strace that show every byte of every string, in hexadecimal."""

_LINE = re.compile(r"^\d+\s+(\w+)\((?:\d+<([^>]*)>)?")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})+)"')
_TO_THE_PERSON = re.compile(r"pipe:|/dev/(pts/|tty|null)")
_NETWORK = re.compile(r"\bsocket\(AF_(?!UNIX\b)(\w+)")


def shapes(word: str | bytes) -> dict[str, bytes]:
    """Return the byte strings to look for where ``word`` must not be."""
    plain = word if isinstance(word, bytes) else word.encode()
    found = {
        "as it is": plain,
        "reversed": plain[::-1],
        "in hexadecimal": plain.hex().encode(),
        **{f"in base64, {skip} bytes in": _base64(plain, skip) for skip in range(3)},
    }
    if isinstance(word, str):
        found["in UTF-16LE"] = word.encode("utf-16-le")
        found["in UTF-16BE"] = word.encode("utf-16-be")
    return found


def _base64(plain: bytes, skip: int) -> bytes:
    """Return the characters of base64 that do not depend on what stands around ``plain``."""
    encoded = base64.b64encode(bytes(skip) + plain)
    return encoded[-(-skip * 8 // 6) : (skip + len(plain)) * 8 // 6]


def sightings(content: bytes, words: Collection[str | bytes]) -> list[str]:
    """Return a line for each shape of each word that is in ``content``, whatever the case."""
    found = []
    folded = content.lower()
    for word in words:
        for shape, needle in shapes(word).items():
            exact = "base64" in shape or isinstance(word, bytes)
            if needle in content or (not exact and needle.lower() in folded):
                found.append(f"{word!r} {shape}")
    return found


def in_files(folder: Path, words: Collection[str | bytes], apart: Collection[Path]) -> list[str]:
    """Return the sightings in all files below ``folder``, and in their names, but for ``apart``."""
    found = []
    for path in sorted(folder.rglob("*")):
        if any(path.is_relative_to(other) for other in apart):
            continue
        name = str(path.relative_to(folder)).encode(errors="surrogateescape")
        found += [f"{line}, in the name {name!r}" for line in sightings(name, words)]
        if path.is_file() and not path.is_symlink():
            found += [f"{line}, in {path}" for line in sightings(path.read_bytes(), words)]
    return found


class Trace:
    """What one run wrote, wherever it wrote it, files that are gone again among them."""

    def __init__(self, log: Path) -> None:
        self.written: dict[str, bytes] = defaultdict(bytes)
        """Bytes written by path, in the order of writing; what went to the person is left out."""
        self.names: list[bytes] = []
        """Every path that was opened, made or moved."""
        self.networks: list[str] = []
        """Address families of sockets that are not of this machine alone."""
        for line in log.read_text(errors="replace").splitlines():
            self._read(line)

    def _read(self, line: str) -> None:
        match = _LINE.match(line)
        if match is None:
            return
        self.networks += _NETWORK.findall(line)
        strings = [bytes.fromhex(found.replace("\\x", "")) for found in _STRING.findall(line)]
        if match[1].startswith(("write", "pwrite", "send")):
            path = bytes.fromhex((match[2] or "").replace("\\x", "")).decode(errors="replace")
            if not _TO_THE_PERSON.match(path):
                self.written[path] += b"".join(strings)
        else:
            self.names += strings

    def sightings(self, words: Collection[str | bytes], apart: Collection[Path]) -> Iterator[str]:
        """Yield where the words were written, but for files below ``apart``."""
        for path, content in self.written.items():
            if not any(Path(path).is_relative_to(other) for other in apart):
                yield from (f"{line}, written to {path}" for line in sightings(content, words))
        names = b"\0".join(self.names)
        yield from (f"{line}, in the name of a file" for line in sightings(names, words))
