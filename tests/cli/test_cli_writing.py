"""log, edit, undo, delete and purge, and what rl leaves for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from recoverylog.journal import grammar
from tests.cli.conftest import texts, waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Vault
    from tests.conftest import Program


# --- log


def test_log_writes_into_the_open_journal_at_once(vault: Vault) -> None:
    done = vault.run(
        "log", "craving", "7", "lonely", "after", "work", "@lonely", "+walk", "after:3",
        "at:yesterday 9pm", "with:Sam J.",
    )  # fmt: skip
    assert done == ("Kept: 1  2026-11-21 21:00  craving 7 → 3  lonely after work\n",
                    "  Take it back: recoverylog undo\n", 0)  # fmt: skip
    assert waiting(vault) == 0
    [entry] = vault.json("list")["entries"]
    assert (entry["craving"], entry["after"], entry["source"]) == (7.0, 3.0, "log")
    assert (entry["tags"], entry["helped"], entry["people"]) == (["lonely"], ["walk"], ["Sam J."])
    assert (entry["day"], entry["at"]) == ("2026-11-21", "2026-11-21T20:00:00Z")
    assert (entry["written"], entry["focus"]) == ("2026-11-22T20:14:00Z", "alcohol")


def test_log_seals_where_the_journal_is_locked(vault: Vault) -> None:
    done = vault.run("log", "mood", "6", "tired", passphrase=None)
    assert done == ("Kept: mood 6 of 10 · tired\n  Take it back: recoverylog undo\n", "", 0)
    assert waiting(vault) == 1
    filed = vault.run("list")
    assert filed.stderr == "Filed: 1  2026-11-22 21:14  mood 6  tired\n"
    assert "mood 6  tired" in filed.stdout
    assert waiting(vault) == 0


@pytest.mark.parametrize(
    ("arguments", "kind", "text"),
    [
        (["--", "used"], "note", "used"),
        (["note", "--", "@nothing"], "note", "@nothing"),
        (["-2h"], "note", "-2h"),
        (["-hard day"], "note", "-hard day"),
        (["--json"], "note", "--json"),
        (["note", "--help"], "note", "--help"),
        (["used"], "use", ""),
        (["used to love this bar"], "note", "used to love this bar"),
        (["craving", "lots"], "note", "craving lots"),
        (["mood", "5", "", "  a  b "], "mood", "a  b"),
    ],
    ids=repr,
)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "unlocked"])
def test_log_understands_a_line_as_rl_does(
    arguments: list[str], kind: str, text: str, locked: bool, vault: Vault
) -> None:
    line = grammar.parse(arguments)
    assert (line.kind, line.text) == (kind, text)
    given = {"passphrase": None} if locked else {}
    assert vault.run("log", *arguments, **given).returncode == 0
    [entry] = vault.json("list")["entries"]
    assert (entry["kind"], entry["text"]) == (kind, text)


def test_log_reads_a_pipe(vault: Vault) -> None:
    vault.ok("log", input='craving 5 late at:"yesterday 9pm"\n')
    vault.run("log", input="note two\nlines", passphrase=None)
    assert texts(vault) == ["late", "two\nlines"]


@pytest.mark.parametrize("given", [{"passphrase": None}, {}], ids=["locked", "unlocked"])
def test_log_of_nothing_is_told(given: dict[str, Any], vault: Vault) -> None:
    done = vault.run("log", input=" \n", **given)
    assert (done.stdout, done.returncode) == ("", 2)
    assert done.stderr.startswith("Nothing was written.")
    assert len(done.stderr.splitlines()) == 1
    assert waiting(vault) == 0


def test_a_wrong_passphrase_costs_no_line(vault: Vault) -> None:
    done = vault.run("log", "craving", "9", "hold on", passphrase="not this one")
    assert done.returncode == 4
    assert "Kept: craving 9 of 10 · hold on" in done.stdout
    assert "Your line is kept, sealed, and will be filed at the next unlock." in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert waiting(vault) == 1
    assert texts(vault) == ["hold on"]


def test_what_log_could_not_read_is_told_and_kept(vault: Vault) -> None:
    words = vault.ok("log", "craving", "5", "after:eleven", "at:when the cows come home")
    assert 'kept "after:eleven" as text' in words
    assert "“when the cows come home” could not be read as a time" in words
    [entry] = vault.json("list")["entries"]
    assert entry["text"] == "after:eleven"
    assert entry["when_words"] == "when the cows come home"


# --- edit


def test_edit_takes_a_line_and_keeps_the_rest(lived: Vault) -> None:
    before = lived.json("show", "1")["entry"]
    done = lived.run("edit", "1", "craving", "6", "stood", "outside", "@Work", "after:2")
    assert done.stdout == ""
    assert done.stderr == (
        "Changed: 1  2026-11-01 18:30  craving 6 → 2  stood outside\n"
        "  Take it back: recoverylog undo 1\n"
    )
    after = lived.json("show", "1")["entry"]
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"craving", "after", "text", "tags", "helped", "people"}
    assert after["focus"] == "alcohol"


def test_edit_moves_an_entry_to_another_time(lived: Vault) -> None:
    lived.ok("edit", "3", "mood", "6", "at:2026-11-09 23:30")
    entry = lived.json("show", "3")["entry"]
    assert (entry["day"], entry["at"], entry["kind"]) == (
        "2026-11-09",
        "2026-11-09T22:30:00Z",
        "mood",
    )


def test_edit_without_words_and_without_a_terminal_changes_nothing(lived: Vault) -> None:
    done = lived.run("edit", "3")
    assert done.returncode == 2
    assert "Nothing was changed." in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", [[""], ["  "], ["--"]], ids=repr)
def test_edit_to_nothing_changes_nothing(words: list[str], lived: Vault) -> None:
    assert lived.run("edit", "3", *words).returncode == 2
    assert len(lived.json("show", "3")["versions"]) == 1


def test_edit_gives_the_words_back_where_it_cannot_use_them(lived: Vault) -> None:
    done = lived.run("edit", "99", "mood", "6", "a long thought")
    assert done.returncode == 10
    assert "mood 6 a long thought" in done.stderr
    done = lived.run("edit", "9", "mood", "6")
    assert done.returncode == 2
    assert "A check-in holds more than a line can say." in done.stderr
    assert lived.json("show", "9")["entry"]["kind"] == "check_in"


def test_edit_of_a_use_does_not_confirm_it(lived: Vault, rl: Program) -> None:
    rl("used", "on:alcohol")
    lived.ok("edit", "10", "used", "amount:2")
    entry = lived.json("show", "10")["entry"]
    assert (entry["amount"], entry["confirmed"], entry["focus"]) == (2.0, False, "alcohol")


# --- undo, delete, purge


def test_undo_goes_back_step_by_step(vault: Vault) -> None:
    vault.ok("log", "mood", "4")
    vault.ok("log", "note", "first")
    vault.ok("edit", "2", "note", "second")
    vault.ok("delete", "2")
    assert vault.run("undo").stderr == "It stands again as: 2  2026-11-22 21:14  note  second\n"
    assert vault.run("undo").stderr == "It stands again as: 2  2026-11-22 21:14  note  first\n"
    taken = "Taken back, it lies in the bin: 2  2026-11-22 21:14  note  first\n"
    assert vault.run("undo").stderr == taken
    assert "bin: 1  2026-11-22 21:14  mood 4" in vault.run("undo").stderr
    done = vault.run("undo")
    assert (done.returncode, done.stderr) == (10, "There is nothing to take back.\n")
    assert vault.json("list")["entries"] == []
    assert len(vault.json("list", "--bin")["entries"]) == 2


def test_undo_of_one_entry_leaves_the_others(vault: Vault) -> None:
    vault.ok("log", "note", "one")
    vault.ok("log", "note", "two")
    vault.ok("edit", "1", "note", "uno")
    vault.ok("log", "note", "three")
    vault.ok("undo", "1")
    assert texts(vault) == ["one", "two", "three"]
    vault.ok("undo", "1")
    assert texts(vault) == ["two", "three"]
    assert vault.run("undo", "1").returncode == 10
    vault.ok("undo")
    assert texts(vault) == ["two"]


def test_undo_reaches_a_line_that_was_only_sealed(vault: Vault, rl: Program) -> None:
    rl("note", "said too much")
    done = vault.run("undo")
    assert done.stderr == (
        "Filed: 1  2026-11-22 21:14  note  said too much\n"
        "Taken back, it lies in the bin: 1  2026-11-22 21:14  note  said too much\n"
    )


def test_delete_takes_several_or_none(lived: Vault) -> None:
    assert lived.run("delete", "3", "99").returncode == 10
    assert len(lived.json("list")["entries"]) == 9
    lived.ok("delete", "3", "4")
    assert "In the bin already: 3" in lived.run("delete", "3").stderr
    lived.ok("undo", "3")
    assert [entry["number"] for entry in lived.json("list", "--bin")["entries"]] == [4]


def test_purge_asks_for_a_word_and_then_leaves_nothing(lived: Vault) -> None:
    lived.ok("edit", "3", "mood", "7", "rested")
    lived.ok("delete", "3")
    done = lived.run("purge")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Nothing was erased." in done.stderr
    assert "1 entry erased." in lived.run("purge", "--yes").stderr
    assert lived.run("show", "3").returncode == 10
    assert lived.run("undo", "3").returncode == 10
    exported = lived.ok("export", "--json")
    assert "rested" not in exported
    assert "slept well" not in exported
    assert lived.ok("search", "rested") == "Nothing here fits that.\n"
    lived.ok("log", "mood", "5")
    assert lived.json("list", "--limit", "1")["entries"][0]["number"] == 10


def test_the_bin_empties_itself_after_a_week(lived: Vault, at: Callable[[str], None]) -> None:
    lived.ok("delete", "3")
    at("2026-11-29T21:13:00+01:00")
    assert len(lived.json("list", "--bin")["entries"]) == 1
    at("2026-11-29T21:15:00+01:00")
    assert lived.json("list", "--bin")["entries"] == []
    assert lived.run("undo", "3").returncode == 10
