"""share: what leaves, in which form, what is told of it, and what is refused."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from recoverylog.journal.shared import FORMS
from recoverylog.sharing import document as shared_document
from recoverylog.sharing import html, markdown
from recoverylog.sharing import text as text_form
from recoverylog.sharing.letter import OFFERED, Section
from tests.cli import answering
from tests.cli.conftest import PASSPHRASE, told
from tests.sharing import page_twin

if TYPE_CHECKING:
    from tests.cli.conftest import Vault
    from tests.conftest import Program

# What stands in `lived` and is in no part that is offered to all.
CANARIES = {
    Section.FOCUS: ("alcohol", "gambling"),
    Section.TAGS: ("payday", "work"),
    Section.NOTES: ("called in sick",),
    Section.GRATITUDE: ("coffee in the sun",),
    Section.PEOPLE: ("my sponsor",),
    Section.TIMES: ("16:00", "18:30"),
    Section.AMOUNTS: ("Amount noted",),
    Section.USE_DAYS: ("free days", "use day", "3 November"),
}
NEVER = ("walked past the Anchor", "slept well", "step meeting", "rang Sam", "soup", "tired")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which the command runs."""
    made = tmp_path / "here"
    made.mkdir()
    monkeypatch.chdir(made)
    return made


@pytest.fixture
def known(lived: Vault) -> Vault:
    """Return the journal of nine entries with two who give support."""
    lived.ok("people", "add", "Maya Lind", "--role", "sponsor", "--reach", "+46 70 1740605")
    lived.ok("people", "add", "Tom Berg", "-s", "talk,need,mood", "-d", "7")
    return lived


def ledger(vault: Vault) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = vault.json("shared")["shared"]
    return found


def unsealed(path: Path, words: str) -> shared_document.Document:
    return shared_document.from_values(page_twin.opened(path.read_bytes(), words)["document"])


# --- a preview


def test_a_preview_is_the_text_and_leaves_no_trace(known: Vault, folder: Path) -> None:
    done = known.run("share", "maya", "--preview")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("For my sponsor\n24 October to 22 November 2026, 30 days\n")
    assert "how to get through Sunday" in done.stdout
    assert ledger(known) == []
    assert list(folder.iterdir()) == []
    for form in FORMS:
        assert known.ok("share", "maya", "--preview", "--form", form) == done.stdout
    as_json = known.json("share", "maya", "--preview")
    assert as_json["preview"] == done.stdout
    assert (as_json["supporter"], as_json["form"]) == ("Maya Lind", "page")
    assert set(as_json["sections"]) <= OFFERED
    assert known.json("pending")["drafts"] == []


@pytest.mark.parametrize("form", FORMS)
def test_the_preview_is_what_leaves(form: str, known: Vault, folder: Path) -> None:
    said = ("--need", "listen", "--proud", "I went home at ten.", "--next", "ring on Friday")
    preview = known.ok("share", "maya", *said, "--preview")
    target = folder / "mine"
    done = known.run("share", "maya", *said, "--yes", "--form", form, "-o", str(target), "--json")
    assert done.returncode == 0, done
    told_ = json.loads(done.stdout)
    content = target.read_bytes()
    if form == "page":
        document = unsealed(target, " ".join(told_["words"]))
        assert text_form.render(document) == preview
        assert preview.encode() not in content
        assert b"Friday" not in content
    elif form == "text":
        assert content == preview.encode()
    else:
        plain = known.json("share", "maya", *said, "--yes", "--form", "json")["content"]
        document = shared_document.from_values(json.loads(plain))
        assert text_form.render(document) == preview
        rendered = {"markdown": markdown.render, "html": html.render}.get(form, lambda _: plain)
        assert content.decode() == rendered(document)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert told_["shared"]["sha256"] == hashlib.sha256(content).hexdigest()
    assert told_["shared"]["path"] == str(target)
    assert told_["content"] is None


def test_the_text_form_is_printed_and_is_the_preview(known: Vault, folder: Path) -> None:
    preview = known.ok("share", "--preview")
    done = known.run("share", "--yes", "--form", "text")
    assert done.stdout == preview
    assert "It is not encrypted: whoever has it can read it." in done.stderr
    assert known.ok("share", "--yes", "--form", "text", "-o", "-") == preview
    assert known.json("share", "--yes", "--form", "text")["content"] == preview
    assert list(folder.iterdir()) == []
    assert [(row["form"], row["path"], row["file"]) for row in ledger(known)] == [
        ("text", None, "none")
    ] * 3


# --- what is in it


@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_ticked_is_in_nothing_that_leaves(
    form: str, known: Vault, folder: Path
) -> None:
    done = known.run("share", "--yes", "--form", form, "-o", str(folder), "--json")
    assert done.returncode == 0, done
    (path,) = folder.iterdir()
    shown = path.read_text(encoding="utf-8") + path.name + done.stdout + done.stderr
    if form == "page":
        words = " ".join(json.loads(done.stdout)["words"])
        opened = page_twin.opened(path.read_bytes(), words)
        shown = json.dumps(opened["document"]) + done.stdout
    # The parts that stay are named at the end, in the program's own words.
    behind = {"free days and use days", "amounts", "times of day"}
    for phrase in behind:
        shown = shown.replace(phrase, "")
    if form == "html":
        shown = shown.partition("</style>")[2]
    for part, words_of in CANARIES.items():
        for word in words_of:
            assert word not in shown, (part, word)
    for word in (*NEVER, "Maya", "Lind", "Sam", "+46", PASSPHRASE, str(known.home)):
        assert word not in shown, word


@pytest.mark.parametrize("part", list(CANARIES))
def test_a_part_is_there_once_it_is_ticked(part: Section, known: Vault) -> None:
    word = CANARIES[part][0]
    shown = known.ok("share", "--preview", "--tick", part.value)
    assert word in shown.partition("Left out:")[0], shown
    assert word not in known.ok("share", "--preview").partition("Left out:")[0]


def test_parts_and_days_are_what_somebody_usually_gets(known: Vault) -> None:
    seen = known.json("share", "tom", "--preview")
    assert (seen["first"], seen["last"]) == ("2026-11-16", "2026-11-22")
    assert seen["sections"] == ["talk", "mood"]
    seen = known.json("share", "tom", "--preview", "--days", "90", "--tick", "tags,time")
    assert (seen["first"], seen["sections"]) == ("2026-08-25", ["talk", "time", "mood", "tags"])
    seen = known.json("share", "tom", "--preview", "--leave", "mood", "--leave", "talk")
    assert seen["sections"] == []


def test_a_page_is_of_one_focus_where_that_is_asked(known: Vault) -> None:
    shown = known.ok("share", "--preview", "--tick", "focus,tags", "--focus", "gam")
    assert "gambling" in shown
    assert "alcohol" not in shown
    assert "payday" not in shown
    told(known.run("share", "--preview", "--focus", "chess"), 10)


def test_own_words_are_said_in_options(known: Vault) -> None:
    shown = known.ok(
        "share", "tom", "--preview", "--talk", "the wedding", "--talk", " my  brother ",
        "--need", "LISTEN", "--proud", "I went home at ten.", "--next", "ring on Friday",
    )  # fmt: skip
    for words in ("- the wedding", "- my brother", "Someone to listen", "“ring on Friday”"):
        assert words in shown
    # Said for this page, it is ticked though Tom does not usually get it.
    assert "“I went home at ten.”" in shown
    assert "Sunday" not in shown
    assert "What I need\n  a long walk\n" in known.ok("share", "--preview", "--need", "a long walk")
    assert "Sunday" not in known.ok("share", "--preview", "--talk", "")


# --- handing over


def test_a_sealed_page_is_told_with_its_words_and_what_to_do(known: Vault, folder: Path) -> None:
    done = known.run("share", "maya", "--yes")
    assert done.returncode == 0, done
    lines = done.stdout.splitlines()
    assert lines[0] == f"Written to {folder / 'letter.html'}"
    words = next(line.strip() for line in lines if line.startswith("    "))
    assert len(words.split()) == 6
    assert "Tell them by voice, on the phone or face to face; never in the message" in done.stdout
    assert "For 90 days, until 20 February 2027, it takes answers." in done.stdout
    assert "recoverylog receive" in done.stdout
    assert "recoverylog asks done 7" in done.stderr
    assert unsealed(folder / "letter.html", words).title == "For my sponsor"
    [row] = ledger(known)
    assert (row["supporter"], row["form"], row["open"]) == ("Maya Lind", "page", True)
    assert {"talk", "time", "logged"} <= set(row["sections"]) <= OFFERED
    assert "need" not in row["sections"], "nothing was said of it"
    # The words are kept nowhere.
    for shown in (known.ok("shared", "show", row["id"], "--json"), known.ok("export", "--json")):
        assert not set(words.split()) <= set(shown.replace('"', " ").split())
    for path in known.home.rglob("*"):
        assert not path.is_file() or words.encode() not in path.read_bytes()


def test_a_file_is_never_written_over(known: Vault, folder: Path) -> None:
    for name in ("letter.html", "letter-2.html"):
        known.ok("share", "--yes")
        assert (folder / name).exists()
    assert known.ok("share", "--yes", "--form", "html") == ""
    assert (folder / "letter-3.html").exists()
    there = folder / "mine.html"
    there.write_text("mine")
    line = told(known.run("share", "--yes", "--output", str(there)), 11)
    assert "It was not touched, and nothing was shared." in line
    assert there.read_text() == "mine"
    (folder / "link.html").symlink_to(folder / "nowhere")
    told(known.run("share", "--yes", "--output", str(folder / "link.html")), 11)
    assert not (folder / "nowhere").exists()
    assert len(ledger(known)) == 3


def test_without_a_word_nothing_leaves(known: Vault, folder: Path) -> None:
    for arguments in (["share"], ["share", "maya", "--json"], ["share", "--no-input"]):
        line = told(known.run(*arguments), 2)
        assert "Nothing was shared." in line
        assert "--preview" in line
        assert "--yes" in line
    assert ledger(known) == []
    assert list(folder.iterdir()) == []


def test_an_empty_page_does_not_leave(known: Vault, folder: Path) -> None:
    every = [part for one in Section for part in ("--leave", one.value)]
    assert "Nothing would stand on that page." in told(known.run("share", "--yes", *every), 2)
    assert list(folder.iterdir()) == []
    assert ledger(known) == []


def test_nothing_is_written_into_the_journals_own_folders(known: Vault) -> None:
    for where in (known.home / "data" / "x.html", known.home / "state"):
        done = known.run("share", "--yes", "-o", str(where))
        assert "kept apart" in told(done, 2)
    assert ledger(known) == []


# --- what goes wrong


TYPED = ("--talk", "the wedding in June", "--next", "ring on Friday")


def test_words_come_back_where_nothing_could_keep_them(known: Vault, folder: Path) -> None:
    for arguments, passphrase, code in (
        (("maya", "--yes"), None, 3),
        (("maya", "--yes"), "not this one", 4),
        (("nobody", "--yes"), PASSPHRASE, 10),
        (("--yes", "--days", "14"), PASSPHRASE, 2),
        (("maya",), PASSPHRASE, 2),
    ):
        done = known.run("share", *arguments, *TYPED, passphrase=passphrase)
        assert done.returncode == code, done
        assert "Your words were not kept. Here they are:" in done.stderr
        assert "  the wedding in June\n  ring on Friday\n" in done.stderr
    assert known.json("pending")["drafts"] == []
    assert list(folder.iterdir()) == []


def test_words_are_kept_where_the_file_is_refused(known: Vault, folder: Path) -> None:
    done = known.run("share", "maya", "--yes", *TYPED, "-o", str(folder / "no" / "such"))
    assert done.returncode == 8, done
    assert "Nothing was shared" in done.stderr
    assert "recoverylog share goes on with them." in done.stderr
    [draft] = known.json("pending")["drafts"]
    assert draft["reference"] == "share"
    assert draft["fields"]["sentences"]["talk"] == [["the wedding in June", True, ""]]
    assert "the wedding in June" in known.ok("pending")
    assert "Go on with it:    recoverylog share" in known.ok("pending")
    told(known.run("confirm", "share"), 2)
    # Another command leaves the draft of the first alone.
    done = known.run("share", "--yes", "--talk", "other words", "-o", str(folder / "no" / "such"))
    assert "Your words were not kept. Here they are:\n  other words\n" in done.stderr
    assert known.json("pending")["drafts"] == [draft]
    known.ok("share", "--yes")
    assert known.json("pending")["drafts"] == [draft]
    known.ok("confirm", "share", "--no")
    assert known.json("pending")["drafts"] == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
def test_the_words_are_told_where_standard_output_takes_nothing(
    known: Vault, cli: Program, folder: Path
) -> None:
    import shlex
    import subprocess

    command = f"{shlex.join(cli.argv('share', 'maya', '--yes'))} > /dev/full"
    reader, writer = os.pipe()
    os.write(writer, PASSPHRASE.encode())
    os.close(writer)
    done = subprocess.run(
        ["sh", "-c", command],
        env={**os.environ, "RECOVERYLOG_PASSPHRASE_FD": str(reader)},
        pass_fds=[reader],
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(reader)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "The six words of" in done.stderr, done
    line = next(line for line in done.stderr.splitlines() if "The six words of" in line)
    words = line.partition(".html: ")[2]
    assert unsealed(folder / "letter.html", words).title == "For my sponsor"
    assert len(ledger(known)) == 1


def test_a_disk_that_refuses_is_told_and_nothing_is_shared(known: Vault, tmp_path: Path) -> None:
    target = tmp_path / "a file"
    target.write_text("")
    done = known.run("share", "--yes", "-o", str(target / "below.html"))
    assert done.returncode == 8, done
    assert ledger(known) == []


def test_a_page_that_leaves_can_be_answered(known: Vault, folder: Path) -> None:
    done = json.loads(known.ok("share", "maya", "--yes", "--json"))
    letter = answering.opened((folder / "letter.html").read_bytes(), " ".join(done["words"]))
    assert letter.id == done["shared"]["id"]
    answer = known.run("receive", "--keep", input=letter.answered("I am glad you wrote."))
    assert "Answers the page of 22 November, for my sponsor" in answer.stdout
    assert "“I am glad you wrote.”\n  my sponsor, 22 November\n" in known.ok("today")
