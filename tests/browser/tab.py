"""What a test asks of a browser, whichever it is."""

from __future__ import annotations

import contextlib
import json
import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from recoverylog.sharing.sealed_page import Page


class Tab(Protocol):
    """One page in a real browser."""

    def go(self, address: str) -> None:
        """Load an address and wait until it stands."""

    def run(self, expression: str) -> Any:
        """Return the JSON value of a JavaScript expression; a promise is waited for."""

    def fill(self, selector: str, text: str) -> None:
        """Put text into an empty field as a keyboard would."""

    def click(self, selector: str) -> None:
        """Click the middle of an element as a mouse would."""

    def printed(self) -> bytes:
        """Return what a printer would get, as PDF on A4."""


def show(tab: Tab, content: bytes, folder: Path, name: str = "letter.html") -> Path:
    """Open a file from the disk, as a person would; return where it lies."""
    path = folder / name
    path.write_bytes(content)
    tab.go(path.as_uri())
    return path


def until(tab: Tab, condition: str, seconds: float = 30) -> None:
    """Wait in the page until a JavaScript condition holds."""
    held = tab.run(
        "new Promise((tell) => {"
        f"  const last = Date.now() + {seconds * 1000};"
        "  const look = () => {"
        f"    if ({condition}) tell(true);"
        "    else if (Date.now() > last) tell(false);"
        "    else setTimeout(look, 10);"
        "  };"
        "  look();"
        "})"
    )
    assert held, f"never came true: {condition}; the page shows {text_of(tab, 'body')!r}"


def text_of(tab: Tab, selector: str) -> str:
    """Return the text of an element as it is seen."""
    found = tab.run(f"document.querySelector({json.dumps(selector)}).innerText")
    assert isinstance(found, str)
    return found


def is_seen(tab: Tab, selector: str) -> bool:
    """Return whether an element takes up room."""
    element = f"document.querySelector({json.dumps(selector)})"
    return bool(tab.run(f"{element}.getClientRects().length > 0"))


def ready(tab: Tab) -> None:
    """Wait until the page asks for its words."""
    until(tab, "!document.getElementById('door').hidden")


def unlock(tab: Tab, words: str) -> None:
    """Type words, press the button and wait for what the page says to them."""
    ready(tab)
    tab.fill("#words", words)
    tab.click("#open")
    until(
        tab,
        "document.getElementById('open').getAttribute('aria-disabled') !== 'true'"
        " && (!document.getElementById('page').hidden"
        " || !['', document.getElementById('say-opening').textContent]"
        ".includes(document.getElementById('status').textContent))",
    )


def opened(tab: Tab, page: Page, folder: Path) -> None:
    """Open a page from the disk with its words."""
    show(tab, page.content, folder)
    unlock(tab, page.words)


def write_back(tab: Tab, text: str) -> str:
    """Write a note in an open page and return what it is sealed into."""
    tab.fill("#note", text)
    tab.click("#note-form button")
    until(tab, "!document.getElementById('sealed-note').hidden")
    token = tab.run("document.getElementById('token').value")
    assert isinstance(token, str)
    return token


def sheets(printed: bytes) -> int:
    """Return how many sheets a PDF has; Firefox keeps them in compressed streams."""
    parts = [printed]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", printed, re.DOTALL):
        with contextlib.suppress(zlib.error):
            parts.append(zlib.decompressobj().decompress(stream))
    return sum(len(re.findall(rb"/Type\s*/Page\b", part)) for part in parts)
