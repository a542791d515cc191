"""Freeze a vault as a test vector: ``python -m tests.vectors.freeze FOLDER``.

Run once at the end of each format version; what it makes is never made anew, and must open for
ever. The life is invented, the clock held still, the program driven through its own doors.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PASSPHRASE = "quiet harbour seven lamps"
NEW_PASSPHRASE = "Ångström harbour nine lamps"
_CHECK_IN = """
from recoverylog import paths
from recoverylog.session import opening
with opening.open_with(paths.find(), {passphrase!r}).journal as journal:
    journal.write(journal.new_entry(
        kind="check_in", mood=6.5, craving=3, sleep=7.5, good=("tea", "the bus on time"),
        halt=("tired",), text="an even day", source="form",
    ))
"""
_DRAFTS = """
from recoverylog import paths
from recoverylog.session import opening
with opening.open_with(paths.find(), {passphrase!r}).journal as journal:
    journal.save_draft("line", {{"line": "craving 5 half said @tired"}})
    journal.save_draft("edit-1", {{"number": 1, "text": "first line, said anew"}})
"""


class Freezer:
    """Drives the program in a home of its own, at moments that are given."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.passphrase = PASSPHRASE

    def run(self, moment: str, *words: str, given: str | None = None) -> str:
        """Run ``rl …`` or ``recoverylog …`` at ``moment`` and return what it printed."""
        module = "recoverylog.quick" if words[0] == "rl" else "recoverylog"
        code = (
            "import sys; sys.argv[0] = 'rl'; from recoverylog.quick import main; sys.exit(main())"
        )
        command = (
            [sys.executable, "-c", code] if words[0] == "rl" else [sys.executable, "-m", module]
        )
        return self._call([*command, *words[1:]], moment, given or self.passphrase)

    def check_in(self, moment: str) -> None:
        """Write a check-in, which no line can say."""
        self._inside(moment, _CHECK_IN)

    def begin(self, moment: str) -> None:
        """Leave something begun and not finished, as the screens do."""
        self._inside(moment, _DRAFTS)

    def _inside(self, moment: str, code: str) -> None:
        code = code.format(passphrase=self.passphrase)
        self._call([sys.executable, "-c", code], moment, self.passphrase)

    def _call(self, command: list[str], moment: str, given: str) -> str:
        reading, writing = os.pipe()
        os.write(writing, f"{given}\n".encode())
        os.close(writing)
        environment = os.environ | {
            "RECOVERYLOG_HOME": str(self.home),
            "RECOVERYLOG_NOW": moment,
            "RECOVERYLOG_PASSPHRASE_FD": str(reading),
            "TZ": "Europe/Berlin",
        }
        try:
            done = subprocess.run(
                command,
                env=environment,
                pass_fds=[reading],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=True,
            )
        finally:
            os.close(reading)
        return done.stdout.decode()


def live(freezer: Freezer) -> str:
    """Live a few invented weeks; return the words of the kit."""
    run = freezer.run
    run("2026-05-14T07:50:00+02:00", "rl", "mood", "3", "first line, before there is a journal")
    made = run(
        "2026-05-14T08:00:00+02:00",
        "recoverylog",
        "init",
        "--no-input",
        "--focus",
        "alcohol",
        "--since",
        "2026-05-14",
        "--json",
    )
    run(
        "2026-05-14T08:01:00+02:00",
        "recoverylog",
        "focus",
        "add",
        "gambling",
        "--since",
        "2026-01-02",
        "--counting",
        "only-logged",
        "--goal",
        "reduce",
    )
    run(
        "2026-05-20T18:40:00+02:00",
        "rl",
        "craving",
        "7",
        "lonely after work",
        "@lonely",
        "@payday",
        "+walk",
        "after:3",
        "on:alcohol",
    )
    run("2026-05-20T23:10:00+02:00", "rl", "met", "with:sponsor", "with:Mina K", "step meeting")
    run("2026-05-21T01:30:00+02:00", "rl", "used", "on:gambling", "amount:12.5", "--", "machines")
    run("2026-05-22T09:00:00+02:00", "rl", "note", "about then", "at:last friday")
    run("2026-05-22T09:01:00+02:00", "rl", "craving", "much", "too", "much")
    run("2026-05-22T09:02:00+02:00", "rl", "ask", "how to get through Sunday")
    run("2026-05-22T09:03:00+02:00", "recoverylog", "today")
    run("2026-05-22T09:04:00+02:00", "recoverylog", "confirm", "4")
    run(
        "2026-05-22T09:05:00+02:00",
        "recoverylog",
        "log",
        "grateful",
        "Kaffee, жизнь, 生き, 🌧 — rain",
    )
    freezer.check_in("2026-05-22T22:00:00+02:00")
    run("2026-05-23T10:00:00+02:00", "recoverylog", "edit", "2", "craving", "6", "lonely, later")
    run("2026-05-23T10:01:00+02:00", "recoverylog", "delete", "3")
    run("2026-05-23T10:02:00+02:00", "recoverylog", "undo")
    run("2026-05-23T10:03:00+02:00", "recoverylog", "log", "note", "to be erased")
    run("2026-05-23T10:04:00+02:00", "recoverylog", "delete", "10")
    run("2026-05-23T10:05:00+02:00", "recoverylog", "purge", "--yes")
    run("2026-05-23T10:06:00+02:00", "recoverylog", "log", "mood", "4", "in the bin")
    run("2026-05-23T10:07:00+02:00", "recoverylog", "delete", "11")
    kit = json.loads(made)["kit"]
    # An entry sealed to the key of the first epoch, kept back past the change of passphrase.
    run("2026-05-24T08:00:00+02:00", "rl", "note", "sealed to the old key")
    inbox = freezer.home / "data" / "inbox"
    kept_back = {path: path.read_bytes() for path in inbox.glob("*.sealed")}
    for path in kept_back:
        path.unlink()
    changed = run(
        "2026-05-24T08:01:00+02:00",
        "recoverylog",
        "passphrase",
        "--json",
        given=f"{PASSPHRASE}\n{NEW_PASSPHRASE}",
    )
    freezer.passphrase = NEW_PASSPHRASE
    kit = json.loads(changed)["kit"]
    run("2026-10-25T03:30:00+01:00", "rl", "mood", "6", "the hour that comes twice")
    run("2026-10-25T12:00:00+01:00", "recoverylog", "today")
    run("2026-10-25T12:00:10+01:00", "recoverylog", "signs", "add", "skipping", "meals")
    run("2026-10-25T12:00:20+01:00", "recoverylog", "signs", "add", "not calling back")
    run("2026-10-25T12:00:30+01:00", "recoverylog", "signs", "tick", "1")
    freezer.begin("2026-10-25T12:01:00+01:00")
    _unpinned(freezer)
    for path, content in kept_back.items():
        path.write_bytes(content)
    run("2026-11-22T21:00:00+01:00", "rl", "craving", "4", "waiting", "@tired", "at:-2h")
    return " ".join(kit)


def _unpinned(freezer: Freezer) -> None:
    """Seal one entry while the device has lost its file, and have it set apart."""
    device = freezer.home / "state" / "device.json"
    held = device.read_bytes()
    device.unlink()
    freezer.run("2026-10-26T12:00:00+01:00", "rl", "used", "who", "was", "it")
    freezer.run("2026-10-26T12:00:00+01:00", "rl", "mood", "2", "whose is this")
    device.write_bytes(held)
    freezer.run("2026-10-26T12:01:00+01:00", "recoverylog", "today")


def main(target: Path) -> None:
    """Make the vector in ``target``, which must not exist."""
    target.mkdir()
    with tempfile.TemporaryDirectory() as folder:
        freezer = Freezer(Path(folder))
        kit = live(freezer)
        waiting = {path: path.read_bytes() for path in freezer.home.glob("data/inbox/*.sealed")}
        for path in waiting:
            path.unlink()
        exported = freezer.run("2026-11-22T21:01:00+01:00", "recoverylog", "export", "--json")
        for path, content in waiting.items():
            path.write_bytes(content)
        shutil.copytree(freezer.home / "data", target / "data")
        shutil.copytree(freezer.home / "state", target / "state")
    (target / "expected.json").write_text(exported, "utf-8")
    secrets = {"passphrase": NEW_PASSPHRASE, "kit": kit}
    (target / "secrets.json").write_text(json.dumps(secrets, indent=1) + "\n", "utf-8")
    texts = ["sealed to the old key", "waiting"]
    listed = [{"own": True, "body": {"entry": {"text": text}}} for text in texts]
    (target / "waiting.json").write_text(json.dumps({"waiting": listed}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
