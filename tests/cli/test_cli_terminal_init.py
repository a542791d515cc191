"""init and passphrase on a real terminal, as a person goes through them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import PASSPHRASE
from tests.cli.terminal import CTRL_C, CTRL_D, Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Vault
    from tests.conftest import Program

OWN = "seven calm geese on the pond"


@pytest.fixture
def begin(cli: Program) -> Iterator[Callable[..., Terminal]]:
    """Return a function that starts a command on a terminal, which closes with the test."""
    opened: list[Terminal] = []

    def start(*arguments: str, **more: Any) -> Terminal:
        opened.append(Terminal(cli.argv(*arguments), **more))
        return opened[-1]

    yield start
    for screen in opened:
        screen.__exit__()


def choose(screen: Terminal, passphrase: str) -> None:
    """Type a passphrase twice."""
    screen.expect("New passphrase: ")
    screen.enter(passphrase)
    screen.expect("The same again: ")
    screen.enter(passphrase)


def kit(screen: Terminal) -> list[str]:
    """Read the kit off the screen, up to the prompt below it."""
    screen.expect("Your recovery kit: these 20 words")
    shown = screen.expect("Press enter when you have them. ")
    words = dict(re.findall(r"\b(\d+)\. ([a-z]+)", shown))
    return [words[str(place)] for place in range(1, 21)]


def give_back(screen: Terminal, words: list[str]) -> None:
    """Answer what is asked of the kit."""
    for _ in range(3):
        screen.expect("Word ")
        place = int(screen.expect(": "))
        screen.enter(words[place - 1])


def streak(cli: Program, passphrase: str) -> dict[str, object]:
    done = cli("streak", "--json", passphrase=passphrase)
    assert done.returncode == 0, done
    found: dict[str, object] = json.loads(done.stdout)["focuses"][0]
    return found


@pytest.mark.usefixtures("kept_before")
def test_the_whole_way(begin: Callable[..., Terminal], cli: Program) -> None:
    screen = begin("init")
    screen.expect("Five random words are strong")
    choose(screen, OWN)
    words = kit(screen)
    screen.enter()
    give_back(screen, words)
    screen.expect("They match.")
    screen.expect("What are you in recovery from?")
    screen.enter("the bottle")
    screen.expect("Since when?")
    screen.enter("no such day")
    screen.expect("could not be read as a day")
    screen.expect("Since when?")
    screen.enter("2026-05-14")
    screen.expect("Filed: 1")
    screen.expect("Your journal is made, in ")
    assert screen.ended() == 0
    assert OWN not in screen.raw, "a passphrase does not show"
    found = streak(cli, OWN)
    assert (found["label"], found["recovery_since"]) == ("the bottle", "2026-05-14")
    assert cli("today", passphrase=" ".join(words)).returncode == 0
    [entry] = json.loads(cli("list", "--json", passphrase=OWN).stdout)["entries"]
    assert entry["focus"] == "the bottle"


def test_the_kit_goes_off_the_screen_before_it_is_asked_back(
    begin: Callable[..., Terminal],
) -> None:
    screen = begin("init")
    choose(screen, OWN)
    words = kit(screen)
    screen.enter()
    screen.expect("Word ")
    assert "\x1b[2J" in screen.raw
    assert "\x1b[3J" in screen.raw
    after = screen.raw.rpartition("\x1b[3J")[2]
    assert not any(word in after for word in words)


def test_enter_takes_the_five_words(begin: Callable[..., Terminal], cli: Program) -> None:
    screen = begin("init", "--focus", "nicotine", "--since", "yesterday")
    screen.expect("For example:")
    five = screen.expect("Press enter to take these").strip()
    assert len(five.split()) == 5
    screen.expect("New passphrase: ")
    screen.enter()
    screen.expect("Type the five words once")
    screen.expect("The same again: ")
    screen.enter(five)
    words = kit(screen)
    screen.enter()
    give_back(screen, words)
    screen.expect("Your journal is made")
    assert screen.ended() == 0
    assert "What are you in recovery from?" not in screen.shown
    assert streak(cli, five)["recovery_since"] == "2026-11-21"


def test_a_mismatch_asks_again_and_the_strength_is_told(
    begin: Callable[..., Terminal], cli: Program, home: Path
) -> None:
    screen = begin("init")
    screen.expect("New passphrase: ")
    screen.enter("abc")
    strength = screen.expect("The same again: ")
    assert len(strength.split()) > 4
    screen.enter("abd")
    screen.expect("These were not the same. Nothing is made yet")
    assert not home.exists()
    choose(screen, OWN)
    kit(screen)
    screen.enter()
    for _ in range(3):
        screen.expect("Word ")
        screen.enter()
    screen.expect("Left for now.")
    screen.expect("What are you in recovery from?")
    screen.enter()
    assert screen.ended() == 0
    assert cli("today", passphrase=OWN).returncode == 0
    assert cli("today", passphrase="abc").returncode == 4


def test_kit_words_given_back_wrong_and_then_right(begin: Callable[..., Terminal]) -> None:
    screen = begin("init")
    choose(screen, OWN)
    words = kit(screen)
    screen.enter()
    give_back(screen, list(reversed(words)))
    screen.expect("Not quite; here they are again.")
    assert kit(screen) == words
    screen.enter()
    give_back(screen, [word.upper() for word in words])
    screen.expect("They match.")


def test_blanks_are_no_passphrase(begin: Callable[..., Terminal], cli: Program, home: Path) -> None:
    screen = begin("init")
    screen.expect("New passphrase: ")
    screen.enter("   ")
    screen.expect("New passphrase: ")
    assert screen.left_with(CTRL_C) == 130
    assert not home.exists()
    assert cli("status").stdout.startswith("journal       none yet")


@pytest.mark.parametrize("stop", [CTRL_C, CTRL_D], ids=["ctrl-c", "ctrl-d"])
@pytest.mark.parametrize("prompt", ["New passphrase: ", "The same again: "])
def test_leaving_before_anything_is_made(
    stop: str, prompt: str, begin: Callable[..., Terminal], home: Path
) -> None:
    screen = begin("init")
    if prompt == "The same again: ":
        screen.expect("New passphrase: ")
        screen.enter(OWN)
    screen.expect(prompt)
    assert screen.left_with(stop) in ({130} if stop == CTRL_C else {2, 130})
    said = screen.shown.rpartition(prompt)[2]
    assert "Traceback" not in said
    assert "Aborted" not in said
    assert "journal is locked" not in said
    assert said.strip()
    assert not home.exists()


@pytest.fixture
def kept_before(rl: Program) -> None:
    """Keep a line while there is no journal yet."""
    assert rl("craving", "6", "before there was a journal").returncode == 0


@pytest.mark.usefixtures("kept_before")
@pytest.mark.parametrize(
    ("prompt", "stop"),
    [
        ("Press enter when you have them. ", CTRL_C),
        ("Word ", CTRL_C),
        ("Word ", CTRL_D),
        ("What are you in", CTRL_C),
        ("What are you in", CTRL_D),
        ("Since when?", CTRL_C),
    ],
)
def test_leaving_once_it_is_made_leaves_a_whole_journal(
    prompt: str, stop: str, begin: Callable[..., Terminal], cli: Program, home: Path
) -> None:
    screen = begin("init")
    choose(screen, OWN)
    words = kit(screen)
    if prompt != "Press enter when you have them. ":
        screen.enter()
        if prompt != "Word ":
            give_back(screen, words)
            if prompt == "Since when?":
                screen.expect("What are you in")
                screen.enter("alcohol")
        screen.expect(prompt)
    assert screen.left_with(stop) == 130
    assert not list(home.rglob(".new-*"))
    assert cli("today", passphrase=" ".join(words)).returncode == 0
    pending = json.loads(cli("pending", "--json", passphrase=OWN).stdout)
    assert pending["held"] == [], "the words from before are the person's own"
    assert "Your journal is made" in screen.words, "it stays, and the person has to know"


def test_a_dumb_terminal_gets_no_escape_sequence(
    begin: Callable[..., Terminal],
) -> None:
    screen = begin("init", env={"TERM": "dumb"})
    choose(screen, OWN)
    kit(screen)
    screen.enter()
    screen.expect("Word ")
    assert "\x1b" not in screen.raw


# --- passphrase


def test_a_new_passphrase_on_a_terminal(
    begin: Callable[..., Terminal], lived: Vault, cli: Program
) -> None:
    screen = begin("passphrase")
    screen.expect("Passphrase: ")
    screen.enter(PASSPHRASE)
    choose(screen, OWN)
    words = kit(screen)
    screen.enter()
    give_back(screen, words)
    screen.expect("Changed. The old passphrase and the old kit open nothing any more.")
    assert screen.ended() == 0
    assert PASSPHRASE not in screen.raw
    assert OWN not in screen.raw
    assert lived.run("today").returncode == 4
    assert cli("today", passphrase=OWN).returncode == 0


def test_a_new_passphrase_with_the_kit(
    begin: Callable[..., Terminal], lived: Vault, cli: Program
) -> None:
    screen = begin("passphrase")
    screen.expect("Passphrase: ")
    screen.enter(" ".join(lived.kit))
    choose(screen, OWN)
    kit(screen)
    assert screen.left_with(CTRL_C) == 130
    assert cli("today", passphrase=OWN).returncode == 0
    assert "Changed." in screen.shown, "the person has to know which passphrase is the one"


@pytest.mark.parametrize("prompt", ["Passphrase: ", "New passphrase: ", "The same again: "])
def test_leaving_before_it_is_changed(
    prompt: str, begin: Callable[..., Terminal], lived: Vault
) -> None:
    screen = begin("passphrase")
    for before in ("Passphrase: ", "New passphrase: "):
        if before == prompt:
            break
        screen.expect(before)
        screen.enter(PASSPHRASE)
    screen.expect(prompt)
    assert screen.left_with(CTRL_C) == 130
    assert lived.run("today").returncode == 0
    assert sorted(path.name for path in lived.data.glob("journal-*")) == ["journal-1.db"]
