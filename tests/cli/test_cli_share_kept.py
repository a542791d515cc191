"""share: what its draft holds, whom it is for by then, and a page that nobody could see."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from recoverylog.session import opening
from recoverylog.session.seat import Seat
from recoverylog.sharing import remembered
from tests.cli.conftest import PASSPHRASE
from tests.cli.terminal import CTRL_C, Terminal
from tests.cli.test_cli_share_terminal import asked, drafts, folder, known, ledger, looked

if TYPE_CHECKING:
    from subprocess import CompletedProcess

    from tests.cli.conftest import Vault
    from tests.conftest import Program

__all__ = ["folder", "known"]

ASK = "how to get through Sunday"


def begun(vault: Vault, **fields: Any) -> None:
    with opening.open_with(vault.places, PASSPHRASE).journal as journal:
        journal.save_draft("share", {"kind": "share", "supporter": "", "days": 30, **fields})


def went_on(cli: Program, *arguments: str) -> str:
    """Go on with what was begun; return the page that is shown, and leave it as it is."""
    with Terminal(cli.argv("share", *arguments), passphrase=PASSPHRASE) as screen:
        screen.expect("Y/n: ")
        screen.enter("")
        shown = looked(screen)
        assert screen.left_with(CTRL_C) == 130
    return shown


def printed(cli: Program, to: str, *arguments: str, **environment: str) -> CompletedProcess[str]:
    """Run share with its standard output sent to ``to`` by a shell."""
    reader, writer = os.pipe()
    os.write(writer, PASSPHRASE.encode())
    os.close(writer)
    try:
        return subprocess.run(
            ["sh", "-c", f"{shlex.join(cli.argv('share', *arguments))} {to}"],
            env={**os.environ, "RECOVERYLOG_PASSPHRASE_FD": str(reader), **environment},
            pass_fds=[reader],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        os.close(reader)


# --- what the draft holds


def test_a_sentence_of_the_journal_is_kept_by_its_key(known: Vault, cli: Program) -> None:
    with asked(cli, "maya", "--need", "listen", "--proud", "x") as screen:
        screen.expect("talk about")
        screen.expect("› ")
        screen.enter("the wedding")
        screen.expect("2 the wedding")
        assert screen.left_with(CTRL_C) == 130
    [draft] = drafts(known)
    assert ASK not in str(draft)
    assert draft["fields"]["sentences"]["talk"] == [
        ["", True, remembered.key(ASK)],
        ["the wedding", True, ""],
    ]
    assert ASK in went_on(cli)
    known.ok("delete", "7")
    known.ok("purge", "--yes")
    shown = went_on(cli)
    assert ASK not in shown
    assert "\n  the wedding\n" in shown


def test_a_draft_that_holds_whole_sentences_is_read(known: Vault, cli: Program) -> None:
    rows = [[ASK, True, ASK], ["gone", True, "gone"], ["the wedding", True, "a wedding"]]
    begun(known, sections=["talk"], sentences={"talk": rows})
    shown = went_on(cli)
    assert f"- {ASK}" in shown
    assert "- the wedding" in shown
    assert "- gone" not in shown
    assert "a wedding" not in str(drafts(known))


def test_own_words_for_a_need_are_kept_for_the_screens(known: Vault, cli: Program) -> None:
    with asked(cli, "maya", "--talk", "x", "--proud", "x") as screen:
        screen.expect("What I need")
        screen.expect("› ")
        screen.enter("a long walk")
        screen.expect("next steps")
        assert screen.left_with(CTRL_C) == 130
    assert drafts(known)[0]["fields"]["own_need"] == "a long walk"


def test_another_person_gets_what_they_usually_get(known: Vault, cli: Program) -> None:
    begun(known, days=90, sections=["talk", "notes"], sentences={"talk": [["tea", True, ""]]})
    shown = went_on(cli, "tom")
    assert "16 to 22 November 2026, 7 days" in shown
    assert "called in sick" not in shown
    assert "\n  tea\n" in shown


# --- a screen that stands open


def test_the_draft_of_an_open_screen_is_left_alone(known: Vault, cli: Program) -> None:
    begun(known, sections=["next"], sentences={"next": [["ring Maya", True, ""]]})
    before = drafts(known)
    seat = Seat.take(known.places)
    try:
        with asked(cli, "maya") as screen:
            screen.expect("talk about")
            screen.expect("› ")
            screen.enter("the wedding")
            screen.expect("2 the wedding")
            assert screen.left_with(CTRL_C) == 130
        assert [one for one in drafts(known) if one["reference"] == "share"] == before
        assert {one["reference"] for one in drafts(known)} == {"share", "share-2"}
    finally:
        seat.leave()


# --- standard output


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
def test_words_stay_where_the_page_could_not_be_printed(known: Vault, cli: Program) -> None:
    arguments = ("maya", "--form", "text", "--yes", "--talk", "the wedding")
    done = printed(cli, ">/dev/full", *arguments)
    assert done.returncode == 9, done
    assert "Your words are kept." in done.stderr
    assert "the wedding" in drafts(known)[0]["fields"]["text"]
    # The draft is another's for the next command, which prints its words back.
    done = printed(cli, ">/dev/full", *arguments[:-1], "my brother")
    assert "Here they are:\n  my brother\n" in done.stderr


@pytest.mark.parametrize("to", [">&-", ">/dev/null"])
@pytest.mark.parametrize("more", [[], ["--json"], ["--form", "text"]])
def test_nothing_leaves_that_nobody_could_see(
    to: str, more: list[str], known: Vault, cli: Program, folder: Any
) -> None:
    done = printed(cli, to, "maya", "--yes", "--talk", "the wedding", *more)
    assert done.returncode == 2, done
    assert "Nothing was shared." in done.stderr
    assert "Here they are:\n  the wedding\n" in done.stderr
    assert (ledger(known), list(folder.iterdir())) == ([], [])


@pytest.mark.parametrize("option", ["--preview", "--yes"])
def test_what_leaves_is_bytes_whatever_the_terminal_can_write(
    option: str, known: Vault, cli: Program, folder: Any
) -> None:
    del known
    arguments = ("--form", "text", "--talk", "日本語 — čaj", option)
    printed(cli, ">out.txt", *arguments, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert "  日本語 — čaj\n" in (folder / "out.txt").read_text(encoding="utf-8")


def test_only_asks_that_went_onto_the_page_are_named(known: Vault) -> None:
    for number in range(12):
        known.ok("log", "ask", f"one more thing to talk about, number {number}")
    done = known.run("share", "--form", "text", "--yes")
    asks = known.json("asks")["asks"]
    on_page = [one for one in asks if f"- {one['text']}\n" in done.stdout]
    named = done.stderr.partition("asks done ")[2].split("\n")[0].split()
    assert named == [str(one["number"]) for one in on_page]
    assert 0 < len(named) < len(asks)
