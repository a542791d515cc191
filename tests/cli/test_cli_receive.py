"""receive and answers: what comes back is read, told apart, kept, or kept out."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from recoverylog.journal.shared import MOST_A_DAY
from tests.cli import answering
from tests.cli.conftest import PASSPHRASE, told
from tests.cli.terminal import CTRL_C, CTRL_D, Terminal, width
from tests.cli.test_cli_hostile_text import EVERYTHING, OURS, acting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.answering import Letter
    from tests.cli.conftest import Vault
    from tests.conftest import Program

ANSWERS = "Answers the page of 22 November, for my sponsor"
WORDS = "I am glad you wrote.\n\nRing me on Sunday at nine."


@pytest.fixture
def letter(vault: Vault, tmp_path: Path) -> Letter:
    """Return a page that was handed to Maya, her sponsor, and that she has opened."""
    del vault
    folder = tmp_path / "sent"
    folder.mkdir()
    return answering.hand_over(folder)


def answers(vault: Vault) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = vault.json("answers")["answers"]
    return found


def states(vault: Vault) -> dict[str, str]:
    return {one["text"]: one["state"] for one in answers(vault)}


# --- taking in


@pytest.mark.parametrize("way", ["a pipe", "a dash", "a file"])
def test_an_answer_is_shown_and_waits(
    way: str, vault: Vault, letter: Letter, tmp_path: Path
) -> None:
    message = f"Hello,\n\n> {letter.answered(WORDS)}\n\nMaya"
    file = tmp_path / "message.txt"
    file.write_text(message)
    given = {"a pipe": [], "a dash": ["-"], "a file": [str(file)]}[way]
    typed = message if way != "a file" else ""
    done = vault.run("receive", *given, input=typed)
    assert (done.returncode, done.stdout) == (0, f"{ANSWERS}\n"), "not a word of it, unasked"
    [answer] = answers(vault)
    assert (answer["text"], answer["state"], answer["page"]) == (WORDS, "new", letter.id)
    assert done.stderr == f"It waits as new: recoverylog answers show {answer['id'][:8]}\n"
    done = vault.run("receive", "--show", *given, input=typed)
    assert done.stdout == (
        f"{ANSWERS}\nIt was here already, from 22 November: new.\n\n"
        "  │ I am glad you wrote.\n  │\n  │ Ring me on Sunday at nine.\n\n"
    )
    assert done.stderr == f"It waits as new: recoverylog answers keep {answer['id'][:8]}\n"


@pytest.mark.parametrize(("option", "state"), [("--keep", "kept"), ("--put-away", "put_away")])
def test_a_script_says_what_becomes_of_it(
    option: str, state: str, vault: Vault, letter: Letter
) -> None:
    done = vault.run("receive", option, "--json", input=letter.answered(WORDS))
    assert done.returncode == 0, done
    [one] = json.loads(done.stdout)["answers"]
    assert (one["outcome"], one["page"], one["problem"]) == ("new", letter.id, None)
    assert (one["answer"]["state"], one["answer"]["text"]) == (state, WORDS)
    assert states(vault) == {WORDS: state}


# --- told apart


def test_the_same_answer_again_says_what_became_of_it(vault: Vault, letter: Letter) -> None:
    note = letter.answered(WORDS)
    vault.ok("receive", input=note)
    assert states(vault) == {WORDS: "new"}
    done = vault.run("receive", "--keep", input=note)
    assert "It was here already, from 22 November: new." in done.stdout
    assert states(vault) == {WORDS: "kept"}
    done = vault.run("receive", "--put-away", input=note)
    assert (done.returncode, done.stderr) == (0, "")
    assert "It was here already, from 22 November: kept as an encouragement." in done.stdout
    assert states(vault) == {WORDS: "kept"}
    vault.ok("answers", "erase", answers(vault)[0]["id"], "--yes")
    done = vault.run("receive", input=note)
    assert done.returncode == 0
    assert "was here before, and you erased it; it stays so." in done.stdout
    assert answers(vault) == []


def nothing(_: Letter) -> str:
    return "Dear all, see you on Sunday."


def cut(letter: Letter) -> str:
    return letter.answered(WORDS)[:90]


def changed(letter: Letter) -> str:
    note = letter.answered(WORDS)
    return f"{note[:-9]}{'A' if note[-9] != 'A' else 'B'}{note[-8:]}"


def of_another(letter: Letter) -> str:
    return letter._replace(page=bytes(16)).answered(WORDS)


def too_much(letter: Letter) -> str:
    return letter.answered(WORDS) + "x" * 9000


@pytest.mark.parametrize(
    ("made", "code", "says"),
    [
        (nothing, 10, "There is no answer to a page in this text."),
        (cut, 5, "The answer is not whole."),
        (changed, 5, "The answer was changed on its way."),
        (of_another, 10, "This answers a page that this journal did not make."),
        (too_much, 2, "This is longer than an answer to a page can be."),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_each_way_of_being_no_answer_is_told_apart(
    made: Callable[[Letter], str], code: int, says: str, vault: Vault, letter: Letter
) -> None:
    done = vault.run("receive", input=made(letter))
    assert done.returncode == code, done
    assert done.stderr.splitlines()[-1].startswith(says)
    assert "Traceback" not in done.stderr
    assert answers(vault) == []


def test_what_is_no_text_is_no_answer(vault: Vault, letter: Letter, tmp_path: Path) -> None:
    del letter
    for content in (b"", b"\xff\xfe\x00R\x00L" * 99, bytes(8192)):
        told(vault.run("receive", input=content), 10)
    told(vault.run("receive", str(tmp_path / "nowhere.txt")), 10)
    told(vault.run("receive", str(tmp_path)), 8)
    assert answers(vault) == []


def test_a_closed_page_takes_no_answer(vault: Vault, letter: Letter) -> None:
    vault.ok("receive", input=letter.answered("before"))
    vault.ok("shared", "close", letter.id, "--yes")
    done = vault.run("receive", input=letter.answered("after"))
    assert "An answer to the page of 22 November, for my sponsor was not taken in." in done.stdout
    assert "The page that this answers takes no more answers." in told(done, 10)
    assert states(vault) == {"before": "new"}


def test_after_ninety_days_a_page_takes_no_answer(
    vault: Vault, letter: Letter, at: Callable[[str], None]
) -> None:
    at("2027-02-20T20:00:00+01:00")
    assert vault.run("receive", input=letter.answered("in time")).returncode == 0
    at("2027-02-20T21:15:00+01:00")
    told(vault.run("receive", input=letter.answered("late")), 10)


def test_too_many_in_a_day_are_told_and_the_others_kept(vault: Vault, letter: Letter) -> None:
    for number in range(MOST_A_DAY):
        answering.take_in(letter.answered(f"number {number}"))
    done = vault.run("receive", input=letter.answered("one more"))
    assert f"This page has had {MOST_A_DAY} answers within a day" in told(done, 2)
    assert len(answers(vault)) == MOST_A_DAY


def test_of_several_each_is_judged_by_itself(vault: Vault, letter: Letter) -> None:
    text = " and ".join([letter.answered("one"), of_another(letter), changed(letter)])
    done = vault.run("receive", "--keep", input=text)
    assert done.returncode == 10, done
    assert "did not make" in done.stderr
    assert "changed on its way" in done.stderr
    assert states(vault) == {"one": "kept"}
    done = vault.run("receive", "--json", input=text)
    outcomes = [one["outcome"] for one in json.loads(done.stdout)["answers"]]
    assert (done.returncode, outcomes) == (10, ["known", "unknown", "damaged"])


def test_where_nothing_may_be_asked_it_has_to_be_said(
    vault: Vault, letter: Letter, cli: Program
) -> None:
    del vault, letter
    with Terminal(cli.argv("receive", "--no-input"), passphrase=PASSPHRASE) as screen:
        assert screen.ended() == 2
    command = f"{shlex.join(cli.argv('receive'))} <&-"
    with Terminal(["/bin/sh", "-c", command], passphrase=PASSPHRASE) as screen:
        assert screen.ended() == 10


# --- on a terminal


def pasted(cli: Program, *arguments: str) -> Terminal:
    screen = Terminal(cli.argv("receive", *arguments), passphrase=PASSPHRASE)
    if not arguments:
        screen.expect("Paste the message with the answer, then press enter on an empty line.")
    return screen


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("k", "Kept as an encouragement: the answer of 22 November"),
        ("p", "Put away: the answer of 22 November"),
        ("", "It waits as new: recoverylog answers keep"),
    ],
)
def test_it_is_pasted_read_and_settled(
    typed: str, says: str, vault: Vault, letter: Letter, cli: Program
) -> None:
    with pasted(cli) as screen:
        # A message with an empty line of its own, and an answer longer than a terminal's line.
        long = f"{WORDS} {'and then ' * 300}end"
        for line in ("Hello,", "", letter.answered(long), ""):
            screen.enter(line)
        screen.expect(ANSWERS)
        screen.expect("Read it now? Y/n: ")
        screen.enter("")
        screen.expect("│ Ring me on Sunday at nine. and then")
        screen.expect("Keep, put away, erase, block? k, p, e, b; enter leaves it: ")
        screen.enter("x")
        screen.expect("enter leaves it: ")
        screen.enter(typed)
        screen.expect(says)
        assert screen.ended() == 0
    assert states(vault) == {long: {"k": "kept", "p": "put_away", "": "new"}[typed]}


def test_erasing_and_blocking_ask_once_more(vault: Vault, letter: Letter, cli: Program) -> None:
    with pasted(cli) as screen:
        screen.enter(letter.answered(WORDS))
        screen.enter("")
        screen.expect("Read it now? Y/n: ")
        screen.enter("y")
        screen.expect("enter leaves it: ")
        screen.enter("e")
        screen.expect("Erase it for good? y/N: ")
        screen.enter("")
        screen.expect("enter leaves it: ")
        screen.enter("b")
        screen.expect("Take no more answers to the page of 22 November, for my sponsor, and")
        screen.expect("y/N: ")
        screen.enter("y")
        screen.expect("Closed: the page of 22 November, for my sponsor.")
        assert screen.ended() == 0
    assert states(vault) == {WORDS: "put_away"}
    assert vault.json("shared")["shared"][0]["open"] is False
    told(vault.run("receive", input=letter.answered("again")), 10)


@pytest.mark.parametrize(("keys", "code"), [(CTRL_D, 10), (CTRL_C, 130)])
def test_a_paste_can_be_left(
    keys: str, code: int, vault: Vault, letter: Letter, cli: Program
) -> None:
    with pasted(cli) as screen:
        screen.enter("nothing of the kind")
        screen.expect("kind")
        assert screen.left_with(keys) == code
        assert "Traceback" not in screen.shown
    with pasted(cli) as screen:
        screen.enter(letter.answered(WORDS))
        screen.enter("")
        screen.expect("Read it now? Y/n: ")
        screen.enter("y")
        screen.expect("enter leaves it: ")
        assert screen.left_with(CTRL_C) == 130
    assert states(vault) == {WORDS: "new"}, "what was taken in stays"


def test_two_empty_lines_end_what_holds_no_answer(
    vault: Vault, letter: Letter, cli: Program
) -> None:
    del letter
    with pasted(cli) as screen:
        for line in ("nothing", "", ""):
            screen.enter(line)
        assert screen.ended() == 10
        assert "There is no answer to a page in this text." in screen.words
    assert answers(vault) == []


# --- foreign text


def test_nothing_in_an_answer_acts(vault: Vault, letter: Letter, cli: Program) -> None:
    hostile = f'{EVERYTHING}\nAnswers the page of yesterday\n=HYPERLINK("x")\n<script>x</script>'
    with pasted(cli) as screen:
        screen.enter(letter.answered(hostile))
        screen.enter("")
        screen.expect("Read it now? Y/n: ")
        screen.enter("y")
        screen.expect("enter leaves it: ")
        screen.enter("k")
        assert screen.ended() == 0
        after = screen.raw.partition(ANSWERS)[2].replace("\r\n", "\n")
        after = re.sub(r"\x1b\[\?2004[hl]\r?", "", OURS.sub("", after))
        assert not acting(after)
        # A heading of the answer's own stands behind the bar.
        assert "\n  │ Answers the page of yesterday" in screen.shown
    [one] = answers(vault)
    for arguments in (["answers"], ["answers", "show", one["id"]], ["today"], ["today", "--json"]):
        assert not acting(vault.ok(*arguments))
        with Terminal(cli.argv(*arguments), passphrase=PASSPHRASE) as screen:
            assert screen.ended() == 0
            assert not acting(OURS.sub("", screen.raw.replace("\r\n", "\n")))
            assert "--json" in arguments or max(map(width, screen.lines)) <= 80


# --- answers


@pytest.fixture
def two(vault: Vault, letter: Letter) -> Vault:
    """Return a journal with two answers."""
    for text in ("one", "two"):
        answering.take_in(letter.answered(text))
    return vault


def test_each_is_settled_by_its_id(two: Vault) -> None:
    ids = {one["text"]: one["id"] for one in answers(two)}
    for one in ids.values():
        assert one[:4] in two.ok("answers")
    assert "Kept as an encouragement" in two.run("answers", "keep", ids["one"][:6]).stderr
    assert two.ok("answers", "show", ids["one"]).startswith(f"{ANSWERS}\n\n  │ one\n")
    two.ok("answers", "put-away", ids["two"])
    assert states(two) == {"one": "kept", "two": "put_away"}
    assert two.json("answers", "show", ids["two"])["answer"]["state"] == "put_away"
    two.ok("answers", "keep", ids["two"])
    two.ok("answers", "erase", ids["one"], "--yes")
    assert states(two) == {"two": "kept"}


@pytest.mark.parametrize("command", ["erase", "block"])
def test_what_cannot_be_undone_needs_a_word(command: str, two: Vault, cli: Program) -> None:
    one = answers(two)[0]["id"]
    line = told(two.run("answers", command, one), 2)
    assert "Add --yes." in line
    with Terminal(cli.argv("answers", command, one), passphrase=PASSPHRASE) as screen:
        screen.expect("y/N: ")
        screen.enter("n")
        assert screen.ended() == 0
    assert set(states(two).values()) == {"new"}
    with Terminal(cli.argv("answers", command, one), passphrase=PASSPHRASE) as screen:
        screen.expect("y/N: ")
        screen.enter("y")
        assert screen.ended() == 0
    assert "new" not in [found["state"] for found in answers(two) if found["id"] == one]


@pytest.mark.parametrize("command", ["show", "keep", "put-away", "erase", "block"])
@pytest.mark.parametrize("wrong", ["", "abc", "zzzz", "0" * 32, "0" * 99, "%", "../x"])
def test_a_wrong_id_is_10(command: str, wrong: str, vault: Vault) -> None:
    more = ["--yes"] if command in {"erase", "block"} else []
    told(vault.run("answers", command, *more, "--", wrong), 10)


# --- today


def test_today_brings_one_back_in_three_lines(
    two: Vault, letter: Letter, at: Callable[[str], None]
) -> None:
    assert "“" not in two.ok("today")
    assert two.json("today")["encouragement"] is None
    long = "You wrote that it is hard, and you wrote all the same. " * 9 + "日本語" * 40
    two.ok("receive", "--keep", input=letter.answered(long))
    lines = two.ok("today").splitlines()
    start = next(number for number, line in enumerate(lines) if "“" in line)
    quote = lines[start : start + 3]
    assert quote[1].endswith("…”")
    assert quote[2] == "  my sponsor, 22 November"
    assert lines[start + 3 : start + 4] in ([], [""])
    assert all(width(line) <= 80 for line in quote)
    assert two.json("today")["encouragement"]["text"] == long
    two.ok("receive", "--keep", input=letter.answered("日本語" * 90))
    at("2026-11-23T12:00:00+01:00")
    for line in two.ok("today").splitlines():
        assert width(line) <= 80
    shown = {two.ok("today").count("日本語") > 9}
    at("2026-11-24T12:00:00+01:00")
    assert shown != {two.ok("today").count("日本語") > 9}, "another one every day"
