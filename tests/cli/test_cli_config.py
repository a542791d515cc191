"""``recoverylog config``: what is in the file, what is in the journal, and the keys."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recoverylog import settings
from recoverylog.session.configuring import OPTIONS
from recoverylog.tui import keymap
from tests.cli.conftest import told
from tests.cli.terminal import Terminal, width

if TYPE_CHECKING:
    from tests.cli.conftest import Vault
    from tests.conftest import Program

PRIVATE = [one.name for one in OPTIONS if one.private]


@pytest.fixture
def file(home: Path) -> Path:
    """Return settings.toml with a comment in it, in a home without a journal."""
    path = home / "config" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text('# mine\nidle = 3  # minutes\n\n[keys]\ncraving = "f7"\n')
    return path


# Listing ----------------------------------------------------------------------------------


def test_every_setting_is_listed_with_its_value_and_what_it_takes(vault: Vault) -> None:
    vault.ok("config", "set", "time", "sobriety")
    vault.ok("config", "set", "idle", "3", passphrase=None)
    printed = vault.ok("config")
    assert printed == vault.ok("config", "list")
    for one in OPTIONS:
        [row] = [row for row in printed.splitlines() if row.startswith(f"  {one.name}  ")]
        assert row.endswith(f"{one.meaning} It takes {one.takes}.")
        assert ("(usual)" in row) is (one.name not in {"time", "idle"})
    assert "  time            sobriety  " in printed
    assert "  idle            3  " in printed


def test_where_it_is_locked_nothing_is_asked_and_one_line_says_so(vault: Vault) -> None:
    done = vault.run("config", passphrase=None)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("It is locked; one of these asks") == 1
    assert "  idle            10 (usual)" in done.stdout
    listed = json.loads(vault.run("config", "--json", passphrase=None).stdout)["settings"]
    assert [one["name"] for one in listed if one["is_usual"] is None] == PRIVATE


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_on_a_terminal_each_name_value_and_word_stays_whole(
    vault: Vault, cli: Program, columns: int
) -> None:
    vault.ok("config", "set", "theme", "high-contrast-light", passphrase=None)
    vault.ok("config", "set", "keys.copy-or-leave", "ctrl+k", passphrase=None)
    env = {"COLUMNS": str(columns)}
    with Terminal(cli.argv("config"), columns=columns, env=env) as screen:
        assert screen.ended() == 0
    shown = screen.lines
    heading, told = shown[0], shown[1:]
    # A path is longer than a terminal, and is never parted by us.
    assert heading == f"In {vault.places.settings}"
    assert max(map(width, told)) <= columns
    for one in OPTIONS:
        assert [row for row in told if row.startswith(f"  {one.name}  ")], one.name
        for word in f"{one.meaning} It takes {one.takes}.".split():
            assert any(word in row.split() for row in told), word
    [row] = [row for row in told if row.startswith("  theme  ")]
    assert row.split()[:2] == ["theme", "high-contrast-light"]
    [row] = [row for row in told if row.startswith("  keys.")]
    assert row.split() == ["keys.copy-or-leave", "ctrl+k"]
    if columns < 100:
        # What a setting is for has the whole width.
        assert max(map(width, told)) > columns - 12


def test_it_needs_no_journal(file: Path, cli: Program) -> None:
    done = cli("config")
    assert (done.returncode, done.stderr) == (0, "")
    assert "  idle            3  " in done.stdout
    assert "  keys.craving    f7" in done.stdout
    assert cli("config", "path").stdout == f"{file}\n"


# Getting and setting ----------------------------------------------------------------------


def test_what_is_set_is_got_and_the_rest_of_the_file_stays(file: Path, cli: Program) -> None:
    assert cli("config", "set", "idle", "7").stderr == f"idle is 7, written to {file}\n"
    assert cli("config", "get", "idle").stdout == "7\n"
    assert cli("config", "set", "country", "de").returncode == 0
    assert cli("config", "get", "country").stdout == "DE\n"
    assert file.read_text().startswith("# mine\nidle = 7  # minutes\n")
    assert cli("config", "unset", "country").stderr.startswith("country is not set, written")
    assert file.read_text() == '# mine\nidle = 7  # minutes\n\n[keys]\ncraving = "f7"\n'


@pytest.mark.parametrize(
    ("country", "told"),
    [
        ("GB", ""),
        ("uk", ""),
        ("eu", ""),
        ("zz", "No crisis lines are known here for ZZ; those of every country are shown.\n"),
        ("xx", "No crisis lines are known here for XX; those of every country are shown.\n"),
        (
            "fi",
            "No crisis lines of FI itself are known here; the European Union’s are shown.\n",
        ),
    ],
)
def test_a_country_without_lines_is_set_and_told(
    country: str, told: str, file: Path, cli: Program
) -> None:
    done = cli("config", "set", "country", country)
    set_to = f"country is {country.upper()}, written to {file}\n"
    assert (done.returncode, done.stderr) == (0, f"{set_to}{told}")
    assert cli("config", "get", "country").stdout == f"{country.upper()}\n"
    page = cli("crisis").stdout
    assert ("There are no lines for" in page) == ("every country" in told)
    assert ("(European Union)" in page) == (country in {"eu", "fi"})


@pytest.mark.parametrize("name", PRIVATE)
def test_a_private_one_is_kept_in_the_journal_and_nowhere_else(name: str, vault: Vault) -> None:
    [one] = [one for one in OPTIONS if one.name == name]
    other = next(choice for choice in one.choices if choice != one.usual)
    done = vault.run("config", "set", name, other)
    assert done.stderr == f"{name} is {other}, kept in your journal alone.\n"
    assert vault.ok("config", "get", name) == f"{other}\n"
    for path in (path for path in vault.home.rglob("*") if path.is_file()):
        assert path.name != "settings.toml"
    vault.ok("config", "unset", name)
    assert vault.ok("config", "get", name) == f"{one.usual}\n"


def test_a_private_one_is_locked_with_its_journal(vault: Vault) -> None:
    told(vault.run("config", "get", "headline", passphrase=None), 3)
    told(vault.run("config", "set", "headline", "run", passphrase=None), 3)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("set", "idle", "x"), "idle takes whole minutes from 0 to 1440, not “x”."),
        (("set", "theme", "mornin"), "theme takes lamplight, morning, "),
        (("set", "headline", "x"), "headline takes recovery, free-days, last-30 or run, not “x”."),
        (("set", "idel", "3"), "There is no setting “idel”. Did you mean “idle”?"),
        (("get", "colour"), "There is no setting “colour”."),
        (("set", "keys.cravin", "f8"), "There is no command “cravin”. Did you mean “craving”?"),
        (("set", "keys.craving", "enter"), "“enter” is no key like f7, ctrl+k or x;"),
        (("set", "keys.evening", "f7"), "“f7” is the key of craving; evening stays on e."),
        (("set", "keys.evening", "!"), "“!” is the key of crisis; evening stays on e."),
        (("set", "keys.blank", "x"), "Blank works while you type, which “x” cannot;"),
    ],
)
def test_what_cannot_be_is_told_in_a_line_and_changes_nothing(
    words: tuple[str, ...], said: str, file: Path, cli: Program
) -> None:
    before = file.read_bytes()
    assert told(cli("config", *words), 2).startswith(said)
    assert file.read_bytes() == before


def test_a_file_that_is_not_toml_is_left_alone(file: Path, cli: Program) -> None:
    file.write_text("idle = 3\ntheme =\n")
    line = told(cli("config", "set", "idle", "4"), 2)
    assert line.startswith("settings.toml, line 2: this is not TOML (invalid value).")
    assert line.endswith(f"Mend that line, then do it again: {file}")
    assert file.read_text() == "idle = 3\ntheme =\n"
    done = cli("config")
    assert done.returncode == 0
    assert done.stderr.startswith("settings.toml, line 2: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is refused to root")
def test_a_folder_that_cannot_be_written_is_told(file: Path, cli: Program) -> None:
    file.parent.chmod(0o500)
    told(cli("config", "set", "idle", "4"), 8)


def test_every_remark_is_told_once(vault: Vault) -> None:
    path = Path(settings_file(vault))
    path.parent.mkdir(exist_ok=True)
    path.write_text('colour = 1\n[keys]\nfoo = "f7"\n')
    wrong = "settings.toml, line 1: there is no setting “colour”. Did you mean “country”?\n"
    key = "settings.toml, line 3: there is no command “foo”. recoverylog config keys lists them.\n"
    for passphrase in (None, "orchid lantern pebble quiet harbour"):
        assert vault.run("config", passphrase=passphrase).stderr == wrong + key
    assert vault.run("today").stderr == wrong


def settings_file(vault: Vault) -> str:
    return vault.places.settings


# Keys -------------------------------------------------------------------------------------


def test_a_key_is_given_and_taken_back(file: Path, cli: Program) -> None:
    assert cli("config", "set", "keys.evening", "Ctrl+K").returncode == 0
    assert cli("config", "get", "keys.evening").stdout == "ctrl+k\n"
    assert "\nevening        ctrl k      The evening" in cli("config", "keys").stdout
    assert cli("config", "unset", "keys.evening").returncode == 0
    assert "\nevening        e           The evening" in cli("config", "keys").stdout
    assert dict(settings.load(str(file)).keys) == {"craving": "f7"}


def test_every_command_is_listed_with_its_key(file: Path, cli: Program) -> None:
    assert file.exists()
    listed = json.loads(cli("config", "keys", "--json").stdout)["keys"]
    assert [one["command"] for one in listed] == [one.name for one in keymap.owned()]
    assert {one["command"]: one["given"] for one in listed if one["given"]} == {"craving": "f7"}


def test_clashes_are_named_by_line(file: Path, cli: Program) -> None:
    file.write_text('[keys]\ncraving = "f7"\nevening = "f7"\nnote = "e"\n')
    done = cli("config", "keys")
    assert done.stderr.splitlines() == [
        "settings.toml, line 3: “f7” is the key of craving; evening stays on e.",
        "settings.toml, line 4: “e” is the key of evening; note stays on n.",
    ]
