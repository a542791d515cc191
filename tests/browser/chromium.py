"""Chromium, driven through the pipe that it offers for this: no port is open to anyone.

Messages are JSON that ends with a zero byte, commands on descriptor 3, answers on 4 (DevTools
protocol, --remote-debugging-pipe). Enough of it for tests, and no library.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

# Puts the two ends where Chromium looks for them, then becomes Chromium.
_START = """
import os, sys
reader, writer, *command = sys.argv[1:]
os.dup2(int(reader), 3)
os.dup2(int(writer), 4)
os.execv(command[0], command)
"""
_QUIET = [
    "--headless=new",
    "--remote-debugging-pipe",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=en-GB",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-proxy-server",
    # A name that is no loopback address, and so no secure place, and yet stays on this machine.
    "--host-resolver-rules=MAP page.example 127.0.0.1,EXCLUDE 127.0.0.1",
]
KEYS = {"Enter": (13, "\r"), "Tab": (9, "")}


class Chromium:
    """A running Chromium with one tab."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("chromium")
        assert program
        own_reader, its_writer = map(_high, os.pipe())
        its_reader, own_writer = map(_high, os.pipe())
        options = [f"--user-data-dir={folder}", *_QUIET]
        if os.geteuid() == 0:
            # Its sandbox does not start for root, which is who tests run as in a container.
            options.append("--no-sandbox")
        start = [sys.executable, "-I", "-c", _START, str(its_reader), str(its_writer)]
        self._process = subprocess.Popen(
            [*start, program, *options, "about:blank"],
            pass_fds=(its_reader, its_writer),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder), "LANG": "C.UTF-8"},
        )
        os.close(its_reader)
        os.close(its_writer)
        self._reader = os.fdopen(own_reader, "rb")
        self._writer = os.fdopen(own_writer, "wb")
        self._rest = b""
        self._number = 0
        self._session = ""
        self.events: list[dict[str, Any]] = []

    def fresh(self) -> None:
        """Put an empty tab in a storage of its own in the place of the last one."""
        self._session = ""
        for context in self.ask("Target.getBrowserContexts")["browserContextIds"]:
            self.ask("Target.disposeBrowserContext", browserContextId=context)
        context = self.ask("Target.createBrowserContext")["browserContextId"]
        made = self.ask("Target.createTarget", url="about:blank", browserContextId=context)
        target = made["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")
        self.events.clear()

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command of the protocol and return its result."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._writer.write(json.dumps(message).encode() + b"\0")
        self._writer.flush()
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self._reader.fileno(), 1 << 16)
            assert piece, "Chromium has ended"
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        if "method" in found:
            self.events.append(found)
        return found

    def go(self, address: str) -> None:
        loaded = self._count("Page.loadEventFired")
        answer = self.ask("Page.navigate", url=address)
        assert "errorText" not in answer, answer["errorText"]
        while self._count("Page.loadEventFired") == loaded:
            self._next()

    def _count(self, method: str) -> int:
        return sum(event["method"] == method for event in self.events)

    def run(self, expression: str) -> Any:
        answer = self.ask(
            "Runtime.evaluate",
            expression=expression,
            awaitPromise=True,
            returnByValue=True,
            # As if it had been typed into the console, and no more: the page's policy holds.
            allowUnsafeEvalBlockedByCSP=False,
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def fill(self, selector: str, text: str) -> None:
        self.run(
            f"(() => {{ const f = document.querySelector({json.dumps(selector)});"
            " f.focus(); f.select(); })()"
        )
        self.ask("Input.insertText", text=text)

    def click(self, selector: str) -> None:
        x, y = self.run(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            " e.scrollIntoView({block: 'center', behavior: 'instant'});"
            " const r = e.getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def press(self, key: str) -> None:
        """Press and release a key of ``KEYS``."""
        code, text = KEYS[key]
        how = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **how)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **how)

    def before_each_page(self, script: str) -> None:
        """Run JavaScript in every page of this tab before the page's own."""
        self.ask("Page.addScriptToEvaluateOnNewDocument", source=script)

    def size(self, width: int, height: int, *, phone: bool = False) -> None:
        """Show the page as a screen of this many CSS pixels does."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2,
            mobile=phone,
        )

    def scheme(self, name: str) -> None:
        """Prefer ``light`` or ``dark``."""
        features = [{"name": "prefers-color-scheme", "value": name}]
        self.ask("Emulation.setEmulatedMedia", features=features)

    def picture(self) -> bytes:
        """Return the whole page as PNG."""
        shot = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    def printed(self) -> bytes:
        """Return what a printer would get, as PDF on A4."""
        sheet = self.ask(
            "Page.printToPDF", preferCSSPageSize=False, paperWidth=8.27, paperHeight=11.69
        )
        return base64.b64decode(sheet["data"])

    def problems(self) -> list[str]:
        """Return every error that the console or the page's scripts told of."""
        self.run("1")
        told = []
        for event in self.events:
            what = event["params"]
            if event["method"] == "Runtime.exceptionThrown":
                told.append(json.dumps(what["exceptionDetails"]))
            elif event["method"] == "Log.entryAdded" and what["entry"]["level"] == "error":
                told.append(what["entry"]["text"])
            elif event["method"] == "Runtime.consoleAPICalled" and what["type"] != "log":
                told.append(json.dumps(what["args"]))
        return told

    def requests(self) -> list[str]:
        """Return the address of everything that was asked for since the tab is there."""
        self.run("1")
        asked = (each for each in self.events if each["method"] == "Network.requestWillBeSent")
        return [each["params"]["request"]["url"] for each in asked]

    def close(self) -> None:
        """End it and wait until it has gone."""
        self._session = ""
        try:
            self.ask("Browser.close")
        except (AssertionError, OSError):
            self._process.kill()
        self._process.wait(30)
        self._reader.close()
        self._writer.close()


def _high(descriptor: int) -> int:
    """Return the same end under a number that is none of those that Chromium wants."""
    moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(descriptor)
    return moved
