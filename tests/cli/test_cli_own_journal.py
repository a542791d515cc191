"""init, focus, status, passphrase, unlock and lock: the journal as a whole, as processes."""

from __future__ import annotations

import itertools
import json
import os
import stat
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from recoverylog.crypto import kdf
from recoverylog.session import opening
from tests.cli.conftest import PASSPHRASE, Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Program

GEESE = "seven calm geese on the pond"


# --- init


def test_init_from_a_descriptor(cli: Program, home: Path) -> None:
    done = cli(
        "init", "--no-input", "--focus", "alcohol", "--since", "2026-05-14", "--json",
        passphrase=GEESE,
    )  # fmt: skip
    assert done.returncode == 0
    made = json.loads(done.stdout)
    assert set(made) == {"schema", "vault", "kit"}
    assert len(bytes.fromhex(made["vault"])) == 16
    assert len(made["kit"]) == 20
    assert done.stderr.startswith(f"Your journal is made, in {home}/data.\n")
    [focus] = json.loads(cli("streak", "--json", passphrase=GEESE).stdout)["focuses"]
    assert (focus["label"], focus["recovery_since"]) == ("alcohol", "2026-05-14")
    assert cli("today", passphrase=" ".join(made["kit"])).returncode == 0


def test_what_init_makes_is_closed_to_others(cli: Program, home: Path) -> None:
    assert cli("init", "--no-input", passphrase=GEESE).returncode == 0
    cli("log", "mood", "6")
    modes = {
        str(path.relative_to(home)): stat.S_IMODE(path.stat().st_mode) for path in home.rglob("*")
    }
    assert modes
    for name, mode in modes.items():
        assert mode == (0o700 if (home / name).is_dir() else 0o600), (name, oct(mode))
    words = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert GEESE.encode() not in words


def test_init_prints_the_kit_in_order(cli: Program) -> None:
    done = cli("init", "--no-input", passphrase=GEESE)
    words = done.stdout.replace(".", " ").split()
    numbered = {int(place): word for place, word in itertools.pairwise(words) if place.isdigit()}
    kit = " ".join(numbered[place] for place in range(1, 21))
    assert cli("today", passphrase=kit).returncode == 0


def test_init_takes_in_what_was_kept_before_it(cli: Program, rl: Program, home: Path) -> None:
    assert "Kept, not yet protected" in rl("used", "at:yesterday 9pm", "too close").stdout
    assert rl("note", "first").returncode == 0
    done = cli("init", "--no-input", "--focus", "alcohol", "--since", "30d", passphrase=GEESE)
    assert done.returncode == 0
    assert done.stderr.count("Filed: ") == 2
    assert json.loads(cli("pending", "--json", passphrase=GEESE).stdout)["held"] == []
    [_used, note] = json.loads(cli("list", "--json", passphrase=GEESE).stdout)["entries"]
    assert (note["text"], note["source"]) == ("first", "quick")
    assert [path.name for path in (home / "data" / "inbox").iterdir()] == []


@pytest.mark.parametrize("since", ["today", None])
def test_a_night_owl_begins_on_the_day_that_it_still_is(
    since: str | None, cli: Program, at: Callable[[str], None]
) -> None:
    at("2026-11-23T02:30:00+01:00")
    named = ["--since", since] if since else []
    done = cli("init", "--no-input", "--focus", "alcohol", *named, passphrase=GEESE)
    assert done.returncode == 0
    [focus] = json.loads(cli("streak", "--json", passphrase=GEESE).stdout)["focuses"]
    assert focus["recovery_since"] == "2026-11-22"
    assert focus["free_days_total"] == 1


# --- focus


def test_focus_add_list_edit(vault: Vault) -> None:
    vault.ok("focus", "add", "video games", "--since", "last friday", "--counting", "only-logged")
    assert "Changed: games, since 2026-11-20, reduce, only logged days." in vault.run(
        "focus", "edit", "video", "--name", "games", "--goal", "reduce"
    ).stderr  # fmt: skip
    assert vault.ok("focus", "list") == (
        "alcohol  since 2026-05-14  abstain  free unless recorded\n"
        "games  since 2026-11-20  reduce  only logged days\n"
    )
    vault.ok("focus", "edit", "alc", "--archive")
    assert "archived" in vault.ok("focus", "list").splitlines()[0]
    assert [one["label"] for one in vault.json("streak")["focuses"]] == ["games"]
    assert [one["label"] for one in vault.json("streak", "--on", "alcohol")["focuses"]] == [
        "alcohol"
    ]
    vault.ok("focus", "edit", "alc", "--no-archive", "--since", "2026-01-01")
    assert vault.json("streak")["focuses"][0]["recovery_since"] == "2026-01-01"


def test_a_name_is_found_however_its_letters_are_composed(vault: Vault, rl: Program) -> None:
    vault.ok("focus", "add", "café")
    rl("craving", "5", "on:cafe\u0301")
    assert vault.json("list")["entries"][0]["focus"] == "café"


def test_the_first_focus_takes_in_what_was_there(cli: Program, rl: Program) -> None:
    cli("init", "--no-input", passphrase=GEESE)
    rl("craving", "5")
    assert json.loads(cli("list", "--json", passphrase=GEESE).stdout)["entries"][0]["focus"] is None
    assert cli("focus", "add", "alcohol", passphrase=GEESE).returncode == 0
    entry = json.loads(cli("list", "--json", passphrase=GEESE).stdout)["entries"][0]
    assert entry["focus"] == "alcohol"


# --- status


def facts(cli: Program) -> dict[str, Any]:
    done = cli("status", "--json")
    assert done.returncode == 0
    found: dict[str, Any] = json.loads(done.stdout)
    assert found.pop("schema") == 1
    return found


def test_status_without_a_journal(cli: Program, rl: Program, home: Path) -> None:
    expected = {
        "journal": False,
        "key_file": "none",
        "unlocked": False,
        "waiting": 0,
        "device_known": False,
        "other_journal": False,
        "folder": str(home / "data"),
    }
    assert facts(cli) == expected
    assert cli("status").stdout == "journal       none yet: recoverylog init\n"
    assert not home.exists()
    rl("mood", "6")
    assert facts(cli) == {**expected, "waiting": 1}


def test_status_of_a_locked_journal_says_nothing_of_what_is_in_it(
    lived: Vault, cli: Program, rl: Program
) -> None:
    rl("mood", "6", "quiet")
    assert facts(cli) == {
        "journal": True,
        "key_file": "readable",
        "unlocked": False,
        "waiting": 1,
        "device_known": True,
        "other_journal": False,
        "folder": str(lived.data),
    }
    assert cli("status").stdout == (
        f"journal       {lived.data}\n"
        "state         locked\n"
        "waiting       1 sealed entry waits to be filed at the next unlock\n"
    )
    os.unlink(lived.places.device)
    assert facts(cli)["device_known"] is False
    assert "is not known to the journal yet; open it once" in cli("status").stdout


def test_status_of_a_damaged_journal(lived: Vault, cli: Program) -> None:
    (lived.data / "vault.json").write_text("{")
    assert facts(cli)["key_file"] == "readable"
    (lived.data / "vault.json.2").write_text('{"body": []}')
    assert facts(cli)["key_file"] == "damaged"
    words = cli("status").stdout
    assert "cannot be read; put vault.json back from a backup" in words
    # What the journal knows cannot be seen, so nothing is said about this device.
    assert "this device" not in words


def test_status_survives_a_hostile_key_file(lived: Vault, cli: Program, rl: Program) -> None:
    for name in ("vault.json", "vault.json.2"):
        held = json.loads((lived.data / name).read_text())
        held["body"]["epoch"] = float("inf")
        (lived.data / name).write_text(json.dumps(held))
    assert facts(cli)["key_file"] == "damaged"
    assert lived.run("today").returncode == 5
    assert rl("mood", "6").returncode == 0


@pytest.mark.parametrize("content", ["", "[]", '{"format": 1}', "\xff", "generation"])
def test_a_damaged_device_file_costs_nothing(content: str, vault: Vault, rl: Program) -> None:
    path = Path(vault.places.device)
    if content == "generation":
        path.write_text(json.dumps(json.loads(path.read_text()) | {"generation": float("inf")}))
    else:
        path.write_bytes(content.encode("latin-1"))
    assert rl("mood", "6").returncode == 0
    done = vault.run("list")
    assert done.returncode == 0
    assert "mood 6" in done.stdout or "may not be from you" in done.stderr
    assert rl("mood", "7").returncode == 0
    assert "mood 7" in vault.ok("list")


# --- passphrase


def test_changing_the_passphrase_with_the_old_one(lived: Vault, rl: Program) -> None:
    before = lived.ok("list"), lived.json("streak")
    rl("note", "sealed to the old key")
    done = lived.run("passphrase", "--json", passphrase=f"{PASSPHRASE}\n{GEESE}")
    assert done.returncode == 0
    assert "Changed. The old passphrase and the old kit open nothing any more." in done.stderr
    kit = " ".join(json.loads(done.stdout)["kit"])
    assert lived.run("today", passphrase=PASSPHRASE).returncode == 4
    assert lived.run("today", passphrase=" ".join(lived.kit)).returncode == 4
    assert lived.run("today", passphrase=kit).returncode == 0
    assert lived.ok("list", "--to", "2026-11-21", passphrase=GEESE) in before[0]
    assert lived.json("streak", passphrase=GEESE) == before[1]
    assert lived.ok("search", "sealed", passphrase=GEESE).endswith("sealed to the old key\n")
    assert sorted(path.name for path in lived.data.glob("journal-*")) == ["journal-2.db"]
    rl("note", "sealed to the new key")
    assert "sealed to the new key" in lived.ok("list", passphrase=GEESE)


def test_changing_the_passphrase_with_the_kit(lived: Vault) -> None:
    done = lived.run("passphrase", passphrase=f"{' '.join(lived.kit)}\n{GEESE}")
    assert done.returncode == 0
    assert "Your recovery kit: these 20 words" in done.stdout
    assert lived.run("today", passphrase=GEESE).returncode == 0
    assert lived.run("today").returncode == 4


@pytest.mark.parametrize(
    ("given", "code"),
    [(f"not this one\n{GEESE}", 4), (PASSPHRASE, 2), (f"{PASSPHRASE}\n \n", 2), (None, 3)],
    ids=["wrong", "no new one", "an empty new one", "nothing"],
)
def test_a_passphrase_that_was_not_changed(given: str | None, code: int, lived: Vault) -> None:
    done = lived.run("passphrase", passphrase=given)
    assert done.returncode == code
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert lived.run("today").returncode == 0
    assert sorted(path.name for path in lived.data.glob("journal-*")) == ["journal-1.db"]


# --- unlock and lock: the Linux kernel holds the keys


@pytest.fixture
def kept(home: Path, cli: Program) -> Iterator[Vault]:
    """Return a journal that the kernel keeps unlocked for a minute; skips where it will not.

    It is made anew, since the kernel knows it by its id, which copies share.
    """
    del home
    places = Vault(Path(os.environ["RECOVERYLOG_HOME"]), (), cli).places
    created = opening.create(places, PASSPHRASE, cost=kdf.LEAST)
    created.journal.close()
    vault = Vault(Path(places.data).parent, created.kit, cli)
    done = vault.run("unlock", "--for", "60s")
    if done.returncode == 12:
        pytest.skip(done.stderr.strip())
    try:
        assert (done.returncode, done.stdout) == (0, ""), done
        assert done.stderr == "Unlocked for 1 minute. Lock it sooner: recoverylog lock\n"
        yield vault
    finally:
        cli("lock")


def test_unlocked_for_a_while_three_processes_share_it(kept: Vault, cli: Program) -> None:
    assert facts(cli)["unlocked"] is True
    assert "unlocked for a while" in cli("status").stdout
    done = cli("log", "craving", "7", "hold on")
    assert done.stdout.startswith("Kept: 1  2026-11-22 21:14  craving 7  hold on\n")
    together = [
        subprocess.Popen(
            cli.argv(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for words in (["list"], ["log", "mood", "4"], ["today", "--json"])
    ]
    said = [(*process.communicate(timeout=60), process.returncode) for process in together]
    assert [
        (err.replace("  Take it back: recoverylog undo\n", ""), code) for _, err, code in said
    ] == [("", 0)] * 3
    assert "craving 7  hold on" in said[0][0]
    assert len(json.loads(cli("list", "--json").stdout)["entries"]) == 2
    assert kept.run("today", passphrase="not this one").returncode == 4


def test_lock_makes_the_kernel_forget(kept: Vault, cli: Program) -> None:
    assert cli("lock").stderr == "Locked.\n"
    assert cli("lock").stderr.startswith("Nothing was kept unlocked.")
    assert facts(cli)["unlocked"] is False
    assert cli("today").returncode == 3
    assert kept.run("today").returncode == 0


def test_time_ends_it(kept: Vault, cli: Program) -> None:
    done = kept.run("unlock", "--for", "1s")
    assert done.stderr.startswith("Unlocked for 1 second.")
    deadline = time.monotonic() + 20
    while facts(cli)["unlocked"]:
        assert time.monotonic() < deadline, "the kernel still holds the keys"
    assert cli("today").returncode == 3


def test_unlock_again_asks_again_and_a_wrong_answer_locks(kept: Vault, cli: Program) -> None:
    assert cli("unlock").returncode == 3
    assert facts(cli)["unlocked"] is False
    assert kept.run("unlock", "--for", "2d").stderr.startswith("Unlocked for 24 hours.")
    assert kept.run("unlock", passphrase="not this one").returncode == 4
    assert cli("today").returncode == 3


def test_a_new_passphrase_ends_it(kept: Vault, cli: Program) -> None:
    assert cli("passphrase").returncode == 3, "keys that the kernel holds do not do for this"
    assert kept.run("passphrase", passphrase=f"{PASSPHRASE}\n{GEESE}").returncode == 0
    assert facts(cli)["unlocked"] is False
    assert cli("today").returncode == 3
