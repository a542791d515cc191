"""Two real browsers, each started once for all these tests, and a listener on loopback."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from recoverylog.sharing import sealed_page
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.invented import letter
from tests.conftest import require


def _running(
    browser: type[Chromium | Firefox], program: str, folder: Path
) -> Iterator[Chromium | Firefox]:
    require(program)
    started = browser(folder / "profile")
    yield started
    started.close()


@pytest.fixture(scope="session")
def _chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium | Firefox]:
    yield from _running(Chromium, "chromium", tmp_path_factory.mktemp("chromium"))


@pytest.fixture(scope="session")
def _firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium | Firefox]:
    yield from _running(Firefox, "firefox-esr", tmp_path_factory.mktemp("firefox"))


@pytest.fixture
def chromium(_chromium: Chromium) -> Chromium:
    """Return Chromium with an empty tab."""
    _chromium.fresh()
    return _chromium


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Chromium | Firefox:
    """Return each browser in turn, with an empty tab."""
    found: Chromium | Firefox = request.getfixturevalue(f"_{request.param}")
    found.fresh()
    return found


@pytest.fixture(scope="session")
def page() -> sealed_page.Page:
    """Return an invented person's page, sealed."""
    return sealed_page.seal(letter())


class Listener(NamedTuple):
    """A server on loopback that answers with one page and remembers what it was asked."""

    port: int
    asked: list[str]
    content: list[bytes]
    ending: list[bool]


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Return a listener; what lies last in ``content`` is what it answers with."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Listener(server.getsockname()[1], [], [b""], [])
        thread = threading.Thread(target=_answer, args=(server, found), daemon=True)
        thread.start()
        yield found
        # One word of ours is how the thread is told to end.
        found.ending.append(True)
        with socket.create_connection(("127.0.0.1", found.port)) as last:
            last.sendall(b"END")
        thread.join(10)


def _answer(server: socket.socket, listener: Listener) -> None:
    """Answer until told to end, each in a thread: browsers open connections ahead of need."""
    talks: list[tuple[threading.Thread, socket.socket]] = []
    while True:
        connection, _ = server.accept()
        first = connection.recv(3, socket.MSG_PEEK) if listener.ending else b""
        if first == b"END":
            connection.close()
            break
        talk = threading.Thread(target=_talk, args=(connection, listener), daemon=True)
        talks.append((talk, connection))
        talk.start()
    for talk, connection in talks:
        # A connection on which nothing ever came would be waited for.
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        talk.join(10)


def _talk(connection: socket.socket, listener: Listener) -> None:
    with connection, contextlib.suppress(OSError):
        connection.settimeout(5)
        asked = connection.recv(1 << 16).decode("latin-1")
        if not asked:
            # Chromium connects before it looks whether a frame may load, and says nothing then.
            return
        listener.asked.append(asked.partition("\r\n")[0])
        head = (
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
            "Access-Control-Allow-Origin: *\r\nConnection: close\r\n"
            f"Content-Length: {len(listener.content[-1])}\r\n\r\n"
        )
        connection.sendall(head.encode() + listener.content[-1])
