"""The terminal that the benchmarks look at: it sees what is painted, and when."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import processes, walk
from benchmarks.terminal import ENTER, Probe, Terminal, TooLate, hides, shows
from benchmarks.walk import Step

PROGRAM = r"""
import os, re, signal, sys, tty

def say(text):
    os.write(1, text.encode())

def heard():
    return os.read(0, 100).decode()

tty.setraw(0)
columns, rows = os.get_terminal_size()
with open("/dev/tty") as owned:
    say(f"\x1b[2J\x1b[3;7Hady{columns}x{rows}\x1b[3;5Hre")
tries = 0
while True:
    key = heard()
    if key == "a":
        say("\x1b[5;1Hone")
        say("\x1b[6;1Htwo")
    elif key == "b":
        say("\x1b[1m\x1b[5;1Hone\x1b[m")
    elif key == "c":
        say("\x1b[2J")
    elif key == "f":
        say("\x1b[?2026h\x1b[7;1Hhalf")
    elif key == "g":
        say(" and half\x1b[?2026l")
    elif key == "?":
        say("\x1b[?2026$p")
        say(f"\x1b[8;1Hframes: {heard()[1:]}")
    elif key == "w":
        say("\x1b[9;5H\x1b[6n")
        say(f"at {heard()[1:]}")
    elif key == "begin\r":
        say("\x1b[10;1Hworking")
    elif key == "p":
        tries += 1
        say(f"\x1b[11;1Htry {tries}")
        if tries == 3:
            say("\x1b[12;1Hdone")
    elif key == "i":
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        say("deaf")
    elif key == "e":
        raise SystemExit(3)
"""


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    command = [sys.executable, "-c", PROGRAM]
    environment = processes.surroundings(str(tmp_path))
    with Terminal(command, environment, rows=24, columns=80) as opened:
        assert opened.until(shows("ready80x24")) > 0
        yield opened


def test_it_reads_the_screen_and_not_the_stream(terminal: Terminal) -> None:
    lines = terminal.text.split("\n")
    assert len(lines) == 24
    assert {len(line) for line in lines} == {80}
    assert lines[2].rstrip() == "    ready80x24"
    terminal.press("c")
    terminal.until(hides("ready"))
    assert not terminal.text.strip()


def test_an_answer_begins_and_is_complete(terminal: Terminal) -> None:
    reaction = terminal.react("a", shows("one", "two"))
    assert reaction.first is not None
    assert reaction.complete is not None
    assert reaction.fitted is not None
    assert 0 < reaction.first <= reaction.fitted <= reaction.complete
    assert terminal.text.split("\n")[4:6] == ["one".ljust(80), "two".ljust(80)]


def test_a_key_without_an_answer_is_told_from_a_quick_one(terminal: Terminal) -> None:
    assert terminal.react("x", quiet=0.02) == (None, None, None)


def test_what_never_comes_is_too_late_and_the_screen_is_told(terminal: Terminal) -> None:
    with pytest.raises(TooLate, match="ready80x24"):
        terminal.until(shows("something else"), within=0.05)
    with pytest.raises(TooLate, match="one\ntwo"):
        terminal.react("a", shows("three"), quiet=0.01, within=0.1)


def test_a_frame_is_not_seen_before_it_is_whole(terminal: Terminal) -> None:
    terminal.press("f")
    with pytest.raises(TooLate):
        terminal.until(shows("half"), within=0.1)
    terminal.press("g")
    terminal.until(shows("half and half"))


def test_it_answers_as_a_terminal_does(terminal: Terminal) -> None:
    terminal.press("?")
    terminal.until(shows("frames: [?2026;2$y"))
    terminal.press("w")
    terminal.until(shows("at [9;5R"))


def test_what_is_painted_over_with_the_same_is_no_change(terminal: Terminal) -> None:
    terminal.react("a", shows("one", "two"))
    assert terminal.react("a") == (None, None, None)
    assert terminal.react("b").complete is not None, "the same words in bold"
    assert "one" in terminal.text


def test_a_way_is_walked_key_by_key(terminal: Terminal) -> None:
    both, gone, nothing = walk.walk(
        terminal,
        [
            Step("both", "a", shows("one", "two"), opens=True),
            Step("gone", "c"),
            Step("nothing", "x"),
        ],
    )
    assert both is not None
    assert gone is not None
    assert min(both, gone) > 0
    assert nothing is None
    assert not terminal.text.strip()


def test_what_is_there_already_proves_nothing(terminal: Terminal) -> None:
    with pytest.raises(ValueError, match="again is there before its key"):
        walk.walk(terminal, [Step("again", "a", shows("ready"))])


def test_keys_are_tried_while_something_takes_its_time(terminal: Terminal) -> None:
    numbers = iter(range(1, 10))
    seen = {"number": 0}

    def next_try(screen: str) -> bool:
        if f"try {seen['number'] + 1}" in screen:
            seen["number"] = next(numbers)
            return True
        return False

    found = terminal.meanwhile(f"begin{ENTER}", shows("done"), [Probe("p", next_try)], gap=0.01)
    assert len(found.answered) == 3
    assert 0 < max(found.answered) < found.done


def test_it_waits_for_the_end_and_says_how_it_went(terminal: Terminal) -> None:
    terminal.press("e")
    assert terminal.ended() == 3
    assert terminal.peak > 1_000_000


def test_leaving_ends_the_program_whether_it_likes_it_or_not(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM]
    environment = processes.surroundings(str(tmp_path))
    with Terminal(command, environment) as polite:
        polite.until(shows("ready100x40"))
    assert polite.ended() < 0
    with Terminal(command, environment) as stubborn:
        stubborn.until(shows("ready"))
        stubborn.press("i")
        stubborn.until(shows("deaf"))
        stubborn.close(patience=0.05)
    assert stubborn.ended() < 0
