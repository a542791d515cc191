"""--privacy: no command shows a word of the person, and each does without it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recoverylog import paths
from recoverylog.crypto import kdf
from recoverylog.journal import veil
from recoverylog.journal.selection import Selection
from recoverylog.session import opening
from tests.cli.conftest import PASSPHRASE
from tests.cli.terminal import Terminal
from tests.tui.veiled import fill, seen

if TYPE_CHECKING:
    from tests.conftest import Finished, Program


@pytest.fixture(scope="module")
def _shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("veiled")


@pytest.fixture
def theirs(_shelf: Path, home: Path) -> dict[str, int]:
    """Have a journal in which every word is a canary; return a number of each kind of entry."""
    kept = _shelf / "journal"
    if not kept.exists():
        with opening.create(paths.find(), PASSPHRASE, cost=kdf.LEAST).journal as journal:
            fill(journal, home)
        shutil.move(home, kept)
    shutil.copytree(kept, home)
    with opening.open_with(paths.find(), PASSPHRASE).journal as journal:
        return {stored.entry.kind: stored.number for stored in journal.select(Selection())}


def run(cli: Program, *arguments: str, **more: str) -> Finished:
    return cli(*arguments, passphrase=PASSPHRASE, **more)  # type: ignore[arg-type]


READING = [
    ("today",),
    ("list",),
    ("search", "qzvkone"),
    ("streak",),
    ("patterns",),
    ("review",),
    ("signs", "list"),
    ("people", "list"),
    ("people", "show", "qzvkana"),
    ("asks", "list"),
    ("shared", "list"),
    ("answers", "list"),
    ("focus", "list"),
    ("pending",),
    ("share", "--preview", "--tick", "talk"),
    ("trends", "--on", "qzvkfocus1"),
    ("milestones",),
    ("plans", "list"),
]
SILENT = [("year",), ("status",), ("crisis",)]
"""Those that show none in any case."""


@pytest.mark.parametrize("command", READING, ids=" ".join)
@pytest.mark.usefixtures("theirs")
def test_no_command_shows_a_word_of_theirs(command: tuple[str, ...], cli: Program) -> None:
    shown, hidden = run(cli, *command), run(cli, "--privacy", *command)
    assert seen(shown.stdout), shown
    assert seen(hidden.stdout + hidden.stderr) == []
    assert veil.DOT in hidden.stdout
    assert hidden.returncode == shown.returncode == 0


@pytest.mark.parametrize("command", SILENT, ids=" ".join)
@pytest.mark.usefixtures("theirs")
def test_nor_do_those_that_show_few(command: tuple[str, ...], cli: Program) -> None:
    hidden = run(cli, "--privacy", *command)
    assert hidden.returncode == 0
    assert seen(hidden.stdout + hidden.stderr) == []


@pytest.mark.parametrize("kind", ["note", "craving", "connection", "check_in", "use"])
def test_an_entry_alone(kind: str, theirs: dict[str, int], cli: Program) -> None:
    number = str(theirs[kind])
    assert seen(run(cli, "show", number).stdout)
    hidden = run(cli, "--privacy", "show", number)
    assert hidden.stdout
    assert seen(hidden.stdout + hidden.stderr) == []


@pytest.mark.usefixtures("theirs")
def test_what_was_just_written_changed_and_taken_back(cli: Program) -> None:
    for command in (
        ("log", "mood", "6", "qzvkword"),
        ("am", "qzvkgo", "--if", "qzvkbus"),
        ("pm", "6", "--good", "qzvksun", "--met", "qzvkada"),
        ("edit", "1", "note", "qzvkother"),
        ("delete", "1"),
        ("undo", "1"),
        ("confirm", "99", "--on", "qzvknobody"),
        ("signs", "add", "qzvkanother"),
        ("people", "add", "Qzvkbo"),
        ("focus", "add", "qzvknew"),
        ("confirm", "line"),
    ):
        done = run(cli, "--privacy", *command)
        assert seen(done.stdout + done.stderr) == [], command
    words = run(cli, "list", "--limit", "0").stdout + run(cli, "list").stdout
    assert "qzvkword" in words
    assert veil.DOT not in run(cli, "export", "--json").stdout


@pytest.mark.usefixtures("theirs")
def test_the_settings_turn_it_on(cli: Program) -> None:
    places = paths.find()
    Path(places.settings).parent.mkdir(parents=True, exist_ok=True)
    Path(places.settings).write_text("privacy = true\n")
    assert seen(run(cli, "today").stdout) == []
    # A program that reads JSON gets the words; nobody sees them there.
    assert seen(run(cli, "list", "--json").stdout)


@pytest.mark.usefixtures("theirs")
def test_json_is_not_shown_with_it(cli: Program) -> None:
    done = run(cli, "--privacy", "list", "--json")
    assert done.returncode == 2
    assert seen(done.stdout + done.stderr) == []
    assert "JSON is for programs" in done.stderr


@pytest.mark.usefixtures("theirs")
def test_nor_is_a_page_for_somebody_printed(cli: Program, tmp_path: Path) -> None:
    done = run(cli, "--privacy", "share", "--yes", "--form", "text", "--tick", "talk")
    assert done.returncode == 2
    assert seen(done.stdout + done.stderr) == []
    file = tmp_path / "page.txt"
    form = ("--form", "text", "--output", str(file))
    done = run(cli, "--privacy", "share", "--yes", *form, "--tick", "talk")
    assert done.returncode == 0
    assert seen(done.stdout + done.stderr) == []
    # What leaves is what was written.
    assert seen(file.read_text())
    assert veil.DOT not in file.read_text()


@pytest.mark.usefixtures("theirs")
def test_no_entry_is_put_before_the_person_to_be_changed(cli: Program) -> None:
    with Terminal(cli.argv("--privacy", "edit", "1"), passphrase=PASSPHRASE) as screen:
        screen.expect("privacy is on")
        assert screen.ended() == 2
    assert seen(screen.words) == []


@pytest.mark.usefixtures("theirs")
def test_words_that_could_not_be_kept_are_handed_back_as_they_are(cli: Program) -> None:
    done = cli("--privacy", "pm", "6", "--note", "qzvklost", passphrase="not this one")
    assert "qzvklost" in done.stderr


# --- a conversation about a page


@pytest.mark.usefixtures("theirs")
def test_what_is_typed_for_a_page_is_kept_and_handed_over_as_it_is(
    cli: Program, tmp_path: Path
) -> None:
    file = tmp_path / "page.txt"
    form = ("--form", "text", "--output", str(file))
    with Terminal(cli.argv("--privacy", "share", *form), passphrase=PASSPHRASE) as screen:
        for question, answer in (
            ("For whom?", ""),
            ("-1 leaves a sentence out", "my brother's wedding"),
            # It is not put there to be typed over, and an enter must not take it away.
            ("•• •••••••'• •••••••", "1"),
            ("privacy is on. Leave it out, and write it anew.", ""),
            ("What I need", ""),
            ("proud of", "rang Sam today"),
            ("•••• ••• •••••", ""),
            ("next steps", ""),
            ("That is all that leaves.", "need"),
            ("What I need", "qzvkcalm"),
            ("That is all that leaves.", "need"),
        ):
            screen.expect(question)
            screen.expect("› ")
            screen.enter(answer)
        before = len(screen.shown)
        screen.expect("Now: ••••••••.")
        screen.expect("› ")
        assert "qzvkcalm" not in screen.shown[before:]
        drafts = json.loads(run(cli, "pending", "--json").stdout)["drafts"]
        (draft,) = (one for one in drafts if one["reference"].startswith("share"))
        kept = json.dumps(draft["fields"], ensure_ascii=False)
        assert "my brother's wedding" in kept
        assert "rang Sam today" in kept
        assert veil.DOT not in kept
        # Enter leaves the need and the page as they are. What was looked at is not shown again.
        screen.enter()
        screen.expect("› ")
        screen.enter()
        screen.expect("y/N: ")
        screen.enter("y")
        assert screen.ended() == 0
    # Nothing of the person was shown but what they had just typed.
    assert set(seen(screen.words)) == {"qzvkcalm"}
    assert screen.words.count("qzvkcalm") == screen.words.count("wedding") == 1
    handed = file.read_text()
    assert "my brother's wedding" in handed
    assert "rang Sam today" in handed
    assert "qzvkcalm" in handed
    assert veil.DOT not in handed


@pytest.mark.usefixtures("theirs")
def test_a_preview_into_a_pipe_is_what_leaves(cli: Program) -> None:
    places = paths.find()
    Path(places.settings).parent.mkdir(parents=True, exist_ok=True)
    Path(places.settings).write_text("privacy = true\n")
    preview = run(cli, "share", "--preview", "--tick", "talk").stdout
    left = run(cli, "share", "--yes", "--form", "text", "--output", "-", "--tick", "talk").stdout
    assert seen(preview)
    assert preview == left
    # On a terminal somebody sees it, and asked for it is hidden anywhere.
    with Terminal(
        cli.argv("share", "--preview", "--tick", "talk"), passphrase=PASSPHRASE
    ) as screen:
        assert screen.ended() == 0
    assert veil.DOT in screen.words
    assert seen(screen.words) == []
    asked = run(cli, "--privacy", "share", "--preview", "--tick", "talk")
    assert veil.DOT in asked.stdout
    assert seen(asked.stdout) == []


# --- words that stand already


@pytest.mark.usefixtures("theirs")
def test_nor_is_a_plan_put_there_to_be_typed_over(cli: Program) -> None:
    with Terminal(cli.argv("--privacy", "plans", "edit", "1"), passphrase=PASSPHRASE) as screen:
        screen.expect("privacy is on")
        assert screen.ended() == 2
    assert seen(screen.words) == []
    done = run(cli, "--privacy", "plans", "edit", "1", "--then", "call J.")
    assert done.returncode == 0
    assert seen(done.stdout + done.stderr) == []
    (plan,) = json.loads(run(cli, "plans", "list", "--json").stdout)["plans"]
    assert plan == {"cue": "qzvkcue qzvkhome", "then": "call J."}


@pytest.mark.parametrize(
    "command",
    [
        ("people", "add", "QZVKANA Qzvkova"),
        ("people", "show", "qzvknobody"),
        ("signs", "add", "qzvksign"),
        ("focus", "add", "qzvkfocus1"),
        ("focus", "edit", "qzvkfocus"),
        ("plans", "add", "qzvkcue qzvkhome", "qzvkthen"),
        ("plans", "edit", "qzvkno", "--then", "x"),
        ("trends", "--on", "qzvkfocus"),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("theirs")
def test_no_refusal_names_a_word_of_theirs(command: tuple[str, ...], cli: Program) -> None:
    done = run(cli, "--privacy", *command)
    assert done.returncode != 0
    assert done.stderr
    assert seen(done.stdout + done.stderr) == []
