"""Firefox, driven over Marionette: the socket on loopback that it brings for this, and no library.

A message is its length, a colon and JSON: [0, number, command, parameters] there,
[1, number, error, result] back.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the name that WebDriver gave it
_QUIET = """
user_pref("marionette.port", 0);
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.page", 0);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("network.dns.localDomains", "page.example");
user_pref("network.proxy.type", 0);
user_pref("toolkit.telemetry.server", "");
"""
_PATIENCE = 60.0


class Firefox:
    """A running Firefox with one tab."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("firefox-esr") or shutil.which("firefox")
        assert program
        folder.mkdir()
        (folder / "user.js").write_text(_QUIET, encoding="ascii")
        self._process = subprocess.Popen(
            [program, "--headless", "--marionette", "--no-remote", "--profile", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                "HOME": str(folder),
                "LANG": "C.UTF-8",
                "MOZ_CRASHREPORTER_DISABLE": "1",
            },
        )
        port = self._port(folder / "MarionetteActivePort")
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
        self._rest = b""
        self._number = 0
        self._next()
        timeouts = {"script": 60_000, "pageLoad": 60_000}
        self.ask("WebDriver:NewSession", capabilities={"alwaysMatch": {"timeouts": timeouts}})

    def _port(self, path: Path) -> int:
        """Wait for the file in which Firefox writes the port that it took."""
        last = time.monotonic() + _PATIENCE
        while time.monotonic() < last:
            assert self._process.poll() is None, "Firefox has ended"
            if path.exists() and (text := path.read_text(encoding="ascii").strip()):
                return int(text)
            time.sleep(0.02)
        self._process.kill()
        self._process.wait()
        message = "Firefox opened no port"
        raise TimeoutError(message)

    def ask(self, command: str, **parameters: Any) -> Any:
        """Send a command and return its result."""
        self._number += 1
        message = json.dumps([0, self._number, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, number, error, result = self._next()
        assert number == self._number
        assert error is None, f"{command}: {error}"
        return result

    def _next(self) -> Any:
        while b":" not in self._rest:
            self._more()
        length, _, self._rest = self._rest.partition(b":")
        while len(self._rest) < int(length):
            self._more()
        message, self._rest = self._rest[: int(length)], self._rest[int(length) :]
        return json.loads(message)

    def _more(self) -> None:
        piece = self._socket.recv(1 << 16)
        assert piece, "Firefox has ended"
        self._rest += piece

    def fresh(self) -> None:
        """Leave the last page."""
        self.go("about:blank")

    def go(self, address: str) -> None:
        self.ask("WebDriver:Navigate", url=address)

    def run(self, expression: str) -> Any:
        script = (
            "const tell = arguments[arguments.length - 1];"
            f"Promise.resolve().then(() => ({expression}))"
            ".then((value) => tell([true, value ?? null]),"
            " (fault) => tell([false, String(fault)]));"
        )
        # Without a sandbox of its own the script sees the page's own names, and its policy.
        answer = self.ask("WebDriver:ExecuteAsyncScript", script=script, args=[], sandbox=None)
        went_well, value = answer["value"]
        assert went_well, value
        return value

    def _element(self, selector: str) -> str:
        found = self.ask("WebDriver:FindElement", using="css selector", value=selector)
        element: str = found["value"][_ELEMENT]
        return element

    def fill(self, selector: str, text: str) -> None:
        element = self._element(selector)
        self.ask("WebDriver:ElementClear", id=element)
        self.ask("WebDriver:ElementSendKeys", id=element, text=text)

    def click(self, selector: str) -> None:
        self.ask("WebDriver:ElementClick", id=self._element(selector))

    def printed(self) -> bytes:
        """Return what a printer would get, as PDF on A4, with the page's own margins."""
        page = {"width": 21.0, "height": 29.7}
        margin = {"top": 1.3, "bottom": 1.3, "left": 1.6, "right": 1.6}
        return base64.b64decode(self.ask("WebDriver:Print", page=page, margin=margin)["value"])

    def close(self) -> None:
        """End it and wait until it has gone."""
        try:
            self.ask("Marionette:Quit", flags=["eForceQuit"])
            self._process.wait(30)
        except (AssertionError, OSError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait(30)
        self._socket.close()
