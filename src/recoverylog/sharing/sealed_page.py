"""The sealed page: one HTML file that six words open in any browser, without a network.

page.html, page.css and page.js beside this module are the page; what changes from one to the
next is a block of JSON with the sealed text in it. The page's own policy lets nothing else run,
load or leave: script and style are named by their hash. docs/page.md gives the bytes.
"""

from __future__ import annotations

import base64
import os
import re
from dataclasses import dataclass, field
from functools import cache

import msgspec

from recoverylog.crypto import keys, page_seal
from recoverylog.sharing import document as shared
from recoverylog.sharing.document import Document

FORMAT = 1
FILE_NAME = "letter.html"
"""Says nothing of what is inside or of who made it."""

_PART = re.compile(r"\{([a-z-]+)\}")
_FOLDER = os.path.dirname(__file__)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is ready to be handed over, and what stays behind.

    Attributes:
        content: the HTML file.
        id: the page's 16-byte id, which each answer to it names.
        words: the six words, to be told by voice and kept nowhere.
        reply_key: the 32-byte key that opens answers to this page.
    """

    content: bytes = field(repr=False)
    id: bytes
    words: str = field(repr=False)
    reply_key: bytes = field(repr=False)


def seal(document: Document) -> Page:
    """Return ``document`` as a page under six fresh words, with an id and keys of its own."""
    words, reply_key = page_seal.new_words(), page_seal.new_key()
    payload = {"document": shared.values(document), "reply": _base64(reply_key)}
    sealed = page_seal.seal(msgspec.json.encode(payload), words)
    return Page(_html(sealed), sealed.id, words, reply_key)


def style() -> str:
    """Return the style sheet of a page, sealed or not."""
    return _file("page.css")


def style_hash() -> str:
    """Return the name by which a content security policy knows :func:`style`."""
    return _hash(style())


def _html(sealed: page_seal.SealedPage) -> bytes:
    script = _file("page.js")
    parts = {
        "script": script,
        "script-hash": _hash(script),
        "style": style(),
        "style-hash": style_hash(),
        "sealed": _json(sealed),
    }
    return _PART.sub(lambda match: parts[match[1]], _file("page.html")).encode("utf-8")


def _json(sealed: page_seal.SealedPage) -> str:
    """Return what anyone may see, as JSON of letters that HTML gives no meaning to."""
    told: dict[str, str | int] = {
        "format": FORMAT,
        "id": sealed.id.hex(),
        "salt": _base64(sealed.salt),
        "rounds": sealed.rounds,
        "commitment": _base64(sealed.commitment),
        "sealed": _base64(sealed.sealed),
    }
    # Against chance, not against malice: it tells damage apart from words that do not fit.
    told["sum"] = _base64(keys.digest(".".join(map(str, told.values())).encode("ascii")))
    return msgspec.json.encode(told).decode("ascii")


@cache
def _file(name: str) -> str:
    # Every line end becomes a line feed, as browsers do before they hash.
    with open(os.path.join(_FOLDER, name), encoding="utf-8") as lines:
        return lines.read()


def _hash(text: str) -> str:
    """Return the name by which a content security policy knows an inline script or style."""
    return f"sha256-{_base64(keys.digest(text.encode('utf-8')))}"


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
