"""kill -9 in the middle of a sentence: the sentence is there again, and only encrypted till then.

A person types on a real terminal, one key every KEY seconds, which is twice as fast as the best of
typists. The program is killed at a random key. What then stood on the screen has to be in the
journal's draft, but for the last MOST_LOST keys at most: a key is shown before its state is on
the disk, and a disk takes its time.
"""

from __future__ import annotations

import itertools
import random
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from recoverylog.session import opening
from tests.conftest import Program
from tests.faults import canaries, screens, vaults
from tests.faults.screens import CTRL_Q, Seat
from tests.faults.vaults import PASSPHRASE, Vault

pytestmark = pytest.mark.slow

SEED = 20261122
EVERY_DAY, FOR_LONG = 6, 100
KEY = 0.03
"""Seconds from one key to the next."""
MOST_LOST = 5
"""Keys, a sixth of a second of typing; mostly it is none or one."""

SENTENCE = "walked past the quokkafiligree to tamarindvesper tea"
WORDS = ["quokkafiligree", "tamarindvesper", "walked past", " to tama"]

# The program as it would be if a draft were kept only now and then, or in a plain file.
LAZY = """
import sys
from recoverylog.tui import desk
whole = desk.Desk.draft
def seldom(self, name, fields):
    self.count = getattr(self, "count", 0) + 1
    if self.count % 40 == 0:
        whole(self, name, fields)
desk.Desk.draft = seldom
from recoverylog.__main__ import run
sys.argv = ["recoverylog"]
run()
"""
CARELESS = """
import sys, json, os
from recoverylog.tui import desk
whole = desk.Desk.draft
def aloud(self, name, fields):
    with open(os.path.join(self.places.state, "draft.json"), "w") as file:
        json.dump(fields, file)
    whole(self, name, fields)
desk.Desk.draft = aloud
from recoverylog.__main__ import run
sys.argv = ["recoverylog"]
run()
"""


class Place(NamedTuple):
    """Where one can write.

    Attributes:
        keys: what leads there from today's page.
        draft: the name of its draft.
        ready: words on the screen once one is there.
        then: what leads from there to the field.
        before: what is typed before the sentence.
    """

    keys: str
    draft: str
    ready: str
    then: str = ""
    before: str = ""


PLACES = {
    "line": Place(" ", "line", "enter keep", before="note "),
    "check-in": Place("e", "check_in", "Three good things", then="\t\t\t"),
}


class Blow(NamedTuple):
    """What the screen showed of the sentence at its end, and what the draft holds."""

    shown: str
    kept: str

    @property
    def lost(self) -> int:
        return len(self.shown) - len(self.kept)


@contextmanager
def writing(place: Place, argv: list[str]) -> Iterator[Seat]:
    """Lend a seat before the field of a place."""
    with screens.open_today(argv) as seat:
        seat.type(place.keys)
        seat.until(place.ready)
        seat.settle()
        seat.type(place.then)
        seat.settle()
        yield seat


def strike(place: Place, argv: list[str], vault: Vault, after: int) -> Blow:
    """Type the sentence, kill the program after so many keys of it, and look what is left."""
    with writing(place, argv) as seat:
        for key in (place.before + SENTENCE)[: len(place.before) + after]:
            seat.type(key)
            seat.hear(KEY)
        seat.kill()
        found = re.search(f"› {re.escape(place.before)}(.*)", seat.text)
        assert found is not None, seat.text
        shown = _without_completion(found[1].strip(), SENTENCE)
    return Blow(shown, draft_of(vault, place.draft).removeprefix(place.before))


def _without_completion(shown: str, typed: str) -> str:
    """Return what of ``shown`` was typed; a greyed ending may stand behind it."""
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(shown, typed, strict=False))
    return "".join(key for key, _ in same)


def draft_of(vault: Vault, name: str) -> str:
    """Return the words of a draft that is in the journal, as another program reads it."""
    with opening.open_keys(vault.places, vault.keys).journal as journal:
        found = journal.draft(name)
    if found is None:
        return ""
    return str(found.fields.get("line", "") or " ".join(found.fields.get("good", [])))


def drop_draft(vault: Vault, name: str) -> None:
    with opening.open_keys(vault.places, vault.keys).journal as journal:
        journal.drop_draft(name)


def faults(blow: Blow) -> list[str]:
    """Return in what a draft breaks the promise."""
    found = []
    if not SENTENCE.startswith(blow.kept):
        found.append(f"the draft {blow.kept!r} is not what was typed")
    if blow.lost > MOST_LOST:
        found.append(f"of {blow.shown!r} only {blow.kept!r} was kept")
    return found


def check(place: Place, home: Path, cli: Program, kills: int) -> None:
    vault = vaults.make(home)
    chance = random.Random(SEED)
    blows = []
    for _ in range(kills):
        blow = strike(place, cli.argv(), vault, chance.randint(8, len(SENTENCE)))
        assert faults(blow) == []
        assert canaries.in_files(home, WORDS, []) == []
        assert vaults.look(vault).problems == ()
        drop_draft(vault, place.draft)
        blows.append(blow)
    assert len({blow.shown for blow in blows}) > min(kills, len(SENTENCE)) // 2
    # Mostly nothing at all is lost, or the draft would be written too late.
    assert sum(blow.lost <= 1 for blow in blows) >= kills // 2


@pytest.mark.parametrize("where", list(PLACES))
def test_a_few_kills_cost_the_last_moment_at_most(where: str, home: Path, cli: Program) -> None:
    check(PLACES[where], home, cli, EVERY_DAY)


@pytest.mark.torture
@pytest.mark.parametrize("where", list(PLACES))
def test_a_hundred_kills_cost_the_last_moment_at_most(where: str, home: Path, cli: Program) -> None:
    check(PLACES[where], home, cli, FOR_LONG)


@pytest.mark.parametrize("where", list(PLACES))
def test_a_sentence_is_there_again_after_a_kill(where: str, home: Path, cli: Program) -> None:
    vault = vaults.make(home)
    place = PLACES[where]
    with writing(place, cli.argv()) as seat:
        seat.type(place.before + SENTENCE[:45])
        seat.until(SENTENCE[35:45])
        # A quarter of a second without a key: by then all of it is kept.
        seat.settle()
        seat.kill()
    assert draft_of(vault, place.draft) == (place.before + SENTENCE[:45]).strip()
    assert canaries.in_files(home, WORDS, []) == []
    with screens.open_today(cli.argv()) as seat:
        if where != "line":
            assert "go on with your evening" in seat.text
            seat.type("e")
        seat.until(SENTENCE[:45].strip())
        seat.type(CTRL_Q)
        assert seat.ended() == 0
        assert seat.disorder() == []
    # To have looked is not to have finished.
    assert draft_of(vault, place.draft) == (place.before + SENTENCE[:45]).strip()
    assert vaults.look(vault).texts.total() == 0


def test_a_kill_while_a_line_is_being_kept_leaves_it_once(home: Path, cli: Program) -> None:
    """It is an entry or a draft, and never both or neither."""
    vault = vaults.make(home)
    chance = random.Random(SEED)
    written = 0
    # At once and once it is told that it was kept, too: a busy machine has no say in those.
    blows = [0.0, 0.0, *(chance.uniform(0, 0.08) for _ in range(EVERY_DAY - 3)), None]
    for number, blow in enumerate(blows):
        text = f"soup {number}"
        with writing(PLACES["line"], cli.argv()) as seat:
            seat.type(f"note {text}")
            seat.until(f"› note {text}")
            seat.settle()
            seat.type("\r")
            if blow is None:
                seat.until("Kept")
            else:
                seat.hear(blow)
            seat.kill()
        times = vaults.look(vault).texts[text]
        assert times + (draft_of(vault, "line") == f"note {text}") == 1
        drop_draft(vault, "line")
        written += times
    # Blows fell before the writing and after it, or this would have been no trial.
    assert 0 < written < EVERY_DAY


def test_a_draft_that_is_kept_too_seldom_would_be_found(home: Path) -> None:
    vault = vaults.make(home)
    argv = [sys.executable, "-I", "-c", LAZY]
    assert faults(strike(PLACES["line"], argv, vault, 30))


def test_words_in_a_plain_file_would_be_found(home: Path) -> None:
    vault = vaults.make(home)
    argv = [sys.executable, "-I", "-c", CARELESS]
    assert faults(strike(PLACES["line"], argv, vault, 50)) == []
    assert canaries.in_files(home, WORDS, []) != []


def test_the_passphrase_and_the_words_are_in_no_file_after_leaving(
    home: Path, cli: Program
) -> None:
    vault = vaults.make(home)
    with writing(PLACES["line"], cli.argv()) as seat:
        seat.type(f"note {SENTENCE}\r")
        seat.until("Kept")
        seat.type(CTRL_Q)
        assert seat.ended() == 0
    assert vaults.look(vault).texts[SENTENCE] == 1
    assert canaries.in_files(Path.home(), [*WORDS, PASSPHRASE], []) == []
    assert canaries.in_files(home, [*WORDS, PASSPHRASE], []) == []
