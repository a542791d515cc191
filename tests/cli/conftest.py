"""What the tests of the command line share: a journal that is quick to open.

Two vaults are made once a session, at the least Argon2id cost that is accepted, and copied for
each test that asks: ``vault`` has one focus and no entries, ``lived`` has two focuses and nine
entries (see ``_live``). Both open with PASSPHRASE. Where figures are shown there are two more:
``empty`` has neither focus nor entries, ``long`` is the invented person of the demo, thirteen
months, in a vault that one can come back to.

    vault.run("today")            Finished; the passphrase is given
    vault.ok("today")             what it printed; fails unless it ended with 0
    vault.json("today")           the same with --json, parsed
"""

from __future__ import annotations

import json
import os
import shutil
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from recoverylog import clock, paths
from recoverylog.crypto import kdf
from recoverylog.journal import invented
from recoverylog.journal.focus import Focus
from recoverylog.session import demo, opening

if TYPE_CHECKING:
    from recoverylog.session.journal import Journal
    from tests.conftest import Finished, Program

KEY_FILES = ("vault.json", "vault.json.2")
PASSPHRASE = "orchid lantern pebble quiet harbour"
ALCOHOL = "a" * 32
GAMBLING = "b" * 32


class Template(NamedTuple):
    """A vault to copy."""

    home: Path
    kit: tuple[str, ...]


class Vault:
    """A journal of this test's own, and the command that opens it."""

    def __init__(self, home: Path, kit: tuple[str, ...], cli: Program) -> None:
        self.home = home
        self.kit = kit
        self._cli = cli

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def places(self) -> paths.Paths:
        return paths.find()

    def run(self, *arguments: str, passphrase: str | None = PASSPHRASE, **more: Any) -> Finished:
        return self._cli(*arguments, passphrase=passphrase, **more)

    def ok(self, *arguments: str, **more: Any) -> str:
        done = self.run(*arguments, **more)
        assert done.returncode == 0, done
        return done.stdout

    def json(self, *arguments: str, **more: Any) -> Any:
        return json.loads(self.ok(*arguments, "--json", **more))


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Template]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Europe/Berlin")
        patch.setenv("RECOVERYLOG_NOW", "2026-11-22T21:14:00+01:00")
        time.tzset()
        made = {}
        for name in ("bare", "lived"):
            home = tmp_path_factory.mktemp(name) / "recoverylog"
            patch.setenv("RECOVERYLOG_HOME", str(home))
            created = opening.create(paths.find(), PASSPHRASE, cost=kdf.LEAST)
            with created.journal as journal:
                since = date(2026, 5, 14)
                journal.put_focus(Focus(id=ALCOHOL, label="alcohol", since=since))
                if name == "lived":
                    _live(journal)
            made[name] = Template(home, created.kit)
    time.tzset()
    return made


def _live(journal: Journal) -> None:
    """Write nine entries, numbered 1 to 9 in the order of their days."""
    journal.put_focus(
        Focus(id=GAMBLING, label="gambling", since=date(2026, 11, 1), counting="only_logged")
    )
    for day, fields in (
        (
            1,
            {
                "kind": "craving",
                "craving": 8,
                "after": 3,
                "focus": ALCOHOL,
                "text": "walked past the Anchor",
                "tags": ("payday", "Work"),
                "helped": ("walk",),
                "people": ("Sam",),
            },
        ),
        (3, {"kind": "use", "amount": 2, "focus": ALCOHOL}),
        (10, {"kind": "mood", "mood": 6, "text": "slept well"}),
        (15, {"kind": "gratitude", "text": "coffee in the sun"}),
        (20, {"kind": "connection", "text": "step meeting", "people": ("sponsor",)}),
        (21, {"kind": "note", "text": "called in sick", "tags": ("work",)}),
        (22, {"kind": "note", "ask": True, "text": "how to get through Sunday"}),
        (22, {"kind": "craving", "craving": 4, "focus": GAMBLING, "helped": ("music",)}),
        (
            22,
            {
                "kind": "check_in",
                "mood": 5,
                "craving": 3,
                "sleep": 6.5,
                "good": ("rang Sam", "soup"),
                "halt": ("tired",),
            },
        ),
    ):
        at = clock.local(datetime(2026, 11, day, 18, 30))  # noqa: DTZ001 - the clock on the wall
        journal.write(journal.new_entry(at=at, **fields))


@pytest.fixture
def vault(_template: dict[str, Template], home: Path, cli: Program) -> Vault:
    """Return a journal with one focus, alcohol since 2026-05-14, and no entries."""
    return _copied(_template["bare"], home, cli)


@pytest.fixture
def lived(_template: dict[str, Template], home: Path, cli: Program) -> Vault:
    """Return a journal with two focuses and nine entries."""
    return _copied(_template["lived"], home, cli)


@pytest.fixture(scope="session")
def _figures_template(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Template]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Europe/Berlin")
        patch.setenv("RECOVERYLOG_NOW", "2026-11-22T21:14:00+01:00")
        time.tzset()
        made = {}
        for name in ("empty", "long"):
            home = tmp_path_factory.mktemp(name) / "recoverylog"
            patch.setenv("RECOVERYLOG_HOME", str(home))
            created = opening.create(paths.find(), PASSPHRASE, cost=kdf.LEAST)
            with created.journal as journal:
                if name == "long":
                    written = invented.entries(
                        journal.today(), invented.SEED, local=clock.local, until=clock.now()
                    )
                    journal.put_focus(invented.focus(written))
                    demo._write(journal, written)
            made[name] = Template(home, created.kit)
    time.tzset()
    return made


@pytest.fixture
def empty(_figures_template: dict[str, Template], home: Path, cli: Program) -> Vault:
    """Return a journal without a focus and without entries."""
    return _copied(_figures_template["empty"], home, cli)


@pytest.fixture
def long(_figures_template: dict[str, Template], home: Path, cli: Program) -> Vault:
    """Return the journal of the demo: one focus and thirteen months."""
    return _copied(_figures_template["long"], home, cli)


def _copied(template: Template, home: Path, cli: Program) -> Vault:
    shutil.copytree(template.home, home)
    os.chmod(home, 0o700)
    return Vault(home, template.kit, cli)


def texts(vault: Vault, *more: str) -> list[str]:
    """Return the text of each entry that ``list`` finds."""
    return [entry["text"] for entry in vault.json("list", *more)["entries"]]


def waiting(vault: Vault) -> int:
    """Return how many sealed entries wait to be filed."""
    count: int = json.loads(vault.run("status", "--json", passphrase=None).stdout)["waiting"]
    return count


def told(done: Finished, code: int) -> str:
    """Check that a command ended with ``code`` and one clear line, and return that line."""
    assert done.returncode == code, done
    [line] = done.stderr.splitlines()
    assert line == line.strip()
    assert line.isprintable()
    assert "Traceback" not in line
    assert "inside recoverylog" not in line
    return line
