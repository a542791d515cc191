"""share on a terminal: the questions, a look at the page, and words that are never lost."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli import answering
from tests.cli.conftest import PASSPHRASE
from tests.cli.terminal import CTRL_C, CTRL_D, Terminal, width

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Vault
    from tests.conftest import Program

CLEAR = "\x15"
"""Ctrl-U: everything to the left of the cursor goes."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which the command runs."""
    made = tmp_path / "here"
    made.mkdir()
    monkeypatch.chdir(made)
    return made


@pytest.fixture
def known(lived: Vault, folder: Path) -> Vault:
    """Return the journal of nine entries with two who give support."""
    del folder
    lived.ok("people", "add", "Maya Lind", "--role", "sponsor")
    lived.ok("people", "add", "Tom Berg", "-s", "talk,need,mood", "-d", "7")
    return lived


def asked(cli: Program, *arguments: str) -> Terminal:
    """Return a terminal on which the command has begun to ask."""
    screen = Terminal(cli.argv("share", *arguments), passphrase=PASSPHRASE)
    screen.expect("Nothing leaves before you have seen it and said yes.")
    return screen


def looked(screen: Terminal) -> str:
    """Wait for the page, and return what was shown since the last."""
    shown = screen.expect("That is all that leaves.")
    screen.expect("Enter goes on. › ")
    return shown


def drafts(vault: Vault) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = vault.json("pending")["drafts"]
    return found


def ledger(vault: Vault) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = vault.json("shared")["shared"]
    return found


# --- from the first question to the words


def test_a_page_is_asked_for_looked_at_and_handed_over(
    known: Vault, cli: Program, folder: Path
) -> None:
    with asked(cli) as screen:
        for question, answer in (
            ("For whom? Maya Lind, sponsor; Tom Berg.", "spons"),
            ("What I want to talk about 1 how to get through Sunday", "the wedding"),
            ("2 the wedding", "2"),
            ("› the wedding", f"{CLEAR}my brother's wedding"),
            ("2 my brother's wedding", "-1"),
            ("1 my brother's wedding", ""),
            ("What I need: listen, advice, company, nothing", "listen"),
            ("A moment I am proud of a) rang Sam b) soup", "b"),
            ("1 soup a) rang Sam", "I went home at ten."),
            ("2 I went home at ten.", ""),
            ("Agreed next steps", "ring on Friday"),
            ("1 ring on Friday", ""),
        ):
            screen.expect(question)
            screen.expect("› ") if not question.startswith("›") else None
            screen.enter(answer)
        shown = looked(screen)
        page = shown[shown.index("For my sponsor") :].rstrip() + "\n"
        screen.enter()
        screen.expect("Hand it over to Maya Lind as a sealed page, in this folder? y/N: ")
        screen.enter("y")
        screen.expect("Send that file. It opens in any browser, with these six words:")
        words = screen.expect("Tell them by voice").strip()
        assert screen.ended() == 0
    letter = (folder / "letter.html").read_bytes()
    assert answering.opened(letter, words).id == ledger(known)[0]["id"]
    for said in ("my brother's wedding", "Someone to listen", "“soup”", "“ring on Friday”"):
        assert said in page
    assert "Sunday" not in page
    assert drafts(known) == [], "what has left is no draft any more"
    # What was looked at is the text form, to the byte.
    same = ("--need", "listen", "--next", "ring on Friday", "--talk", "my brother's wedding")
    moments = ("--proud", "soup", "--proud", "I went home at ten.")
    assert known.ok("share", "maya", "--preview", *same, *moments) == page


def test_enter_alone_takes_what_is_there_and_says_no(known: Vault, cli: Program) -> None:
    with asked(cli, "maya") as screen:
        for question in ("What I want to talk about", "What I need", "proud of", "next steps"):
            screen.expect(question)
            screen.expect("› ")
            screen.enter()
        assert "how to get through Sunday" in looked(screen)
        screen.enter()
        screen.expect("y/N: ")
        screen.enter()
        screen.expect("Nothing was shared.")
        assert screen.ended() == 0
    assert ledger(known) == []
    assert drafts(known) == [], "nothing was typed that the journal does not hold"


def test_what_an_option_says_is_not_asked(known: Vault, cli: Program, folder: Path) -> None:
    said = ("--talk", "x1", "--need", "advice", "--proud", "x2", "--next", "x3")
    with asked(cli, "tom", *said, "--form", "text", "-o", "mine.txt") as screen:
        shown = looked(screen)
        assert "For whom?" not in shown
        screen.enter()
        screen.expect("Hand it over to Tom Berg as text, in mine.txt, not encrypted? y/N: ")
        screen.enter("yes")
        screen.expect("It is not encrypted: whoever has it can read it.")
        assert screen.ended() == 0
    assert (folder / "mine.txt").read_text(encoding="utf-8") in shown
    assert ledger(known)[0]["path"] == str(folder / "mine.txt")


def test_parts_and_days_can_be_changed_while_looking(known: Vault, cli: Program) -> None:
    with asked(cli, "tom", "--talk", "x1", "--need", "advice") as screen:
        assert "16 to 22 November 2026, 7 days" in looked(screen)
        screen.enter("+notes -mood")
        shown = looked(screen)
        assert "“called in sick”" in shown
        assert "Mood" not in shown
        screen.enter("30")
        assert "24 October to 22 November 2026, 30 days" in looked(screen)
        screen.enter("sorrow")
        screen.expect("There is no part called “sorrow”.")
        screen.expect("› ")
        screen.enter("parts")
        screen.expect("• notes")
        screen.expect("· gratitude")
        screen.expect("› ")
        screen.enter("notes")
        screen.expect("1 called in sick")
        screen.expect("› ")
        screen.enter("-1")
        screen.expect("a) called in sick")
        screen.expect("› ")
        screen.enter("")
        assert "called in sick" not in looked(screen)
        screen.enter("need")
        screen.expect("Now: Advice. Enter keeps it, - leaves it out.")
        screen.expect("› ")
        screen.enter("-")
        assert "Advice" not in looked(screen)
        assert screen.left_with(CTRL_D) == 0
    assert ledger(known) == []


def test_somebody_unknown_is_asked_for_again(known: Vault, cli: Program) -> None:
    del known
    with asked(cli) as screen:
        screen.expect("For whom?")
        screen.expect("› ")
        screen.enter("zoe")
        screen.expect("There is no supporter called “zoe”.")
        screen.expect("› ")
        screen.enter("")
        screen.expect("What I want to talk about")
        assert screen.left_with(CTRL_C) == 130


@pytest.mark.parametrize("option", ["--yes", "--preview", "--no-input"])
def test_some_options_ask_nothing_even_here(option: str, known: Vault, cli: Program) -> None:
    del known
    with Terminal(cli.argv("share", "maya", option), passphrase=PASSPHRASE) as screen:
        assert screen.ended() == (2 if option == "--no-input" else 0)
        assert "Nothing leaves before" not in screen.words
        assert "Enter goes on" not in screen.words


def test_nothing_is_wider_than_the_terminal(known: Vault, cli: Program) -> None:
    del known
    with asked(cli, "maya", "--talk", "x", "--need", "listen", "--proud", "x") as screen:
        screen.expect("next steps")
        screen.expect("› ")
        screen.enter()
        looked(screen)
        screen.enter()
        screen.expect("y/N: ")
        screen.enter("y")
        assert screen.ended() == 0
        assert [line for line in screen.lines if width(line) > 80] == []


# --- words that were typed


def test_ctrl_c_keeps_the_words_and_half_a_word(known: Vault, cli: Program, folder: Path) -> None:
    with asked(cli, "maya") as screen:
        screen.expect("talk about")
        screen.expect("› ")
        screen.enter("the wedding")
        screen.expect("2 the wedding")
        screen.expect("› ")
        screen.enter()
        screen.expect("What I need")
        screen.expect("› ")
        screen.type("someone who has been th")
        screen.expect("been th")
        assert screen.left_with(CTRL_C) == 130
        assert "Left there. Nothing was shared." in screen.words
        assert "Your words are kept." in screen.words
        assert "Traceback" not in screen.shown
    [draft] = drafts(known)
    assert draft["fields"]["need"] == "someone who has been th"
    assert "the wedding" in draft["fields"]["text"]
    assert "begun and not finished" in known.ok("today")
    # They are offered next time, and gone once the page has left.
    with Terminal(cli.argv("share"), passphrase=PASSPHRASE) as screen:
        screen.expect("A page was begun and not handed over, 2026-11-22 21:14.")
        screen.expect("someone who has been th · how to get through Sunday · the wedding")
        screen.expect("Go on with it? n erases it. Y/n: ")
        screen.enter()
        shown = looked(screen)
        assert "For my sponsor" in shown
        assert "someone who has been th" in shown
        assert "- the wedding" in shown
        screen.enter()
        screen.expect("y/N: ")
        screen.enter("y")
        assert screen.ended() == 0
    assert drafts(known) == []
    assert (folder / "letter.html").exists()


def test_a_no_keeps_what_was_typed_and_n_lets_it_go(known: Vault, cli: Program) -> None:
    with asked(cli, "maya", "--talk", "x", "--need", "listen", "--proud", "x") as screen:
        screen.expect("next steps")
        screen.expect("› ")
        screen.enter("ring on Friday")
        screen.expect("1 ring on Friday")
        screen.expect("› ")
        screen.enter()
        looked(screen)
        screen.enter()
        screen.expect("y/N: ")
        screen.enter("n")
        screen.expect("Nothing was shared. Your words are kept.")
        assert screen.ended() == 0
    assert "ring on Friday" in drafts(known)[0]["fields"]["text"]
    with Terminal(cli.argv("share", "maya"), passphrase=PASSPHRASE) as screen:
        screen.expect("Y/n: ")
        screen.enter("n")
        screen.expect("Nothing leaves before")
        screen.expect("› ")
        assert screen.left_with(CTRL_C) == 130
        assert "Your words are kept." not in screen.words
    assert drafts(known) == []


def test_a_page_begun_on_the_screens_is_gone_on_with(known: Vault, cli: Program) -> None:
    from recoverylog.session import opening

    fields = {
        "kind": "share",
        "supporter": "",
        "days": 90,
        "form": "text",
        "need": "company",
        "sections": ["need", "next", "from the future"],
        "sentences": {"next": [["one", True, ""], ["two", False, ""], "nonsense"], "talk": 3},
        "text": "one",
    }
    with opening.open_with(known.places, PASSPHRASE).journal as journal:
        journal.save_draft("share", fields)
    with Terminal(cli.argv("share"), passphrase=PASSPHRASE) as screen:
        screen.expect("Company · one")
        screen.expect("Y/n: ")
        screen.enter("y")
        shown = looked(screen)
        assert "25 August to 22 November 2026, 90 days" in shown
        assert "“one”" in shown
        assert "two" not in shown
        assert screen.left_with(CTRL_C) == 130
    # What was typed there and not ticked waits on.
    kept = drafts(known)[0]["fields"]["sentences"]["next"]
    assert kept == [["one", True, ""], ["two", False, ""]]


def test_a_file_that_is_refused_keeps_the_words(known: Vault, cli: Program, folder: Path) -> None:
    (folder / "mine.html").write_text("mine")
    with asked(cli, "maya", "--talk", "the wedding", "-o", "mine.html") as screen:
        for question in ("What I need", "proud of", "next steps"):
            screen.expect(question)
            screen.expect("› ")
            screen.enter()
        looked(screen)
        screen.enter()
        screen.expect("y/N: ")
        screen.enter("y")
        assert screen.ended() == 11
        assert "It was not touched, and nothing was shared." in screen.words
        assert "Your words are kept." in screen.words
    assert (folder / "mine.html").read_text() == "mine"
    assert "the wedding" in drafts(known)[0]["fields"]["text"]


def test_the_end_of_input_erases_no_draft(known: Vault, cli: Program) -> None:
    from recoverylog.session import opening

    with opening.open_with(known.places, PASSPHRASE).journal as journal:
        journal.save_draft("share", {"kind": "share", "sentences": {"next": [["one", True, ""]]}})
    for keys, code in ((CTRL_D, 0), (CTRL_C, 130)):
        with Terminal(cli.argv("share"), passphrase=PASSPHRASE) as screen:
            screen.expect("Y/n: ")
            if keys == CTRL_D:
                screen.type(keys)
                looked(screen)
            assert screen.left_with(keys) == code
        assert drafts(known)[0]["fields"]["sentences"]["next"] == [["one", True, ""]]


def test_what_is_printed_goes_where_it_was_sent_and_nothing_else(
    known: Vault, cli: Program, folder: Path
) -> None:
    command = f"{shlex.join(cli.argv('share', 'maya', '--form', 'text'))} > printed.txt"
    with Terminal(["/bin/sh", "-c", command], passphrase=PASSPHRASE) as screen:
        for question in ("talk about", "What I need", "proud of", "next steps"):
            screen.expect(question)
            screen.expect("›")
            screen.enter()
        shown = screen.expect("That is all that leaves.")
        screen.expect("›")
        screen.enter()
        screen.expect("Hand it over to Maya Lind as text, here, not encrypted? y/N:")
        screen.enter("y")
        assert screen.ended() == 0
    preview = known.ok("share", "maya", "--preview")
    assert (folder / "printed.txt").read_text(encoding="utf-8") == preview
    assert preview.rstrip() in shown
