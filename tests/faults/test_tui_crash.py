"""A fault on a screen: the terminal is given back, and one line says where, and nothing of theirs.

The driver of these tests makes one function of the program faulty. It holds the canary in a local
variable, next to whatever the screen holds, and raises an error that quotes it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from recoverylog.session import opening
from tests.faults import canaries, screens, vaults
from tests.faults.screens import ENTER, Seat
from tests.faults.vaults import PASSPHRASE, Vault

pytestmark = pytest.mark.slow

SECRET = "quokkafiligree"
TYPED = "tamarindvesper"
SAID = "Something went wrong inside recoverylog (RuntimeError at "

DRIVER = """
import importlib, sys
place, how, theirs = sys.argv[1:]
module, _, path = place.partition(":")
owner = importlib.import_module(module)
*outer, name = path.split(".")
for step in outer:
    owner = getattr(owner, step)
def quote():
    secret = "{secret}"
    try:
        raise ValueError(secret)
    except ValueError as problem:
        raise RuntimeError(f"could not take {{secret!r}}") from problem
def plain(*arguments, **named):
    quote()
async def later(*arguments, **named):
    quote()
def composing(*arguments, **named):
    yield from quote()
def working(*arguments, **named):
    from textual.worker import Worker
    async def work():
        quote()
    node = arguments[0]
    return node.run_worker(work(), description="faulty")
def threaded(*arguments, **named):
    return arguments[0].run_worker(quote, thread=True, description="faulty")
setattr(owner, name, dict(plain=plain, later=later, composing=composing, working=working,
                          threaded=threaded)[how])
from textual.app import App
from recoverylog.tui.app import RecoverylogApp
for kept in filter(None, theirs.split(",")):
    setattr(RecoverylogApp, kept, getattr(App, kept))
sys.argv = ["recoverylog"]
from recoverylog.__main__ import run
run()
"""

TODAY = "recoverylog.tui.screens.today:"
APP = "recoverylog.tui.app:RecoverylogApp."
# Where the fault is, what kind of function it is, and the keys that lead to it from today's page.
PLACES = {
    "a key": (f"{TODAY}Today.action_next_focus", "plain", "f"),
    "a coroutine of a key": (f"{TODAY}Today.action_next_focus", "later", "f"),
    "a handler": ("recoverylog.tui.widgets.line:Understood.explain", "plain", f" {TYPED}"),
    "understanding a line": ("recoverylog.journal.grammar:parse_line", "plain", f" {TYPED}"),
    "a worker": (f"{TODAY}Today.look_afresh", "working", " note x\r"),
    "a worker in a thread": (f"{TODAY}Today.look_afresh", "threaded", " note x\r"),
    "writing": ("recoverylog.session.journal:Journal.write_from_draft", "plain", " note x\r"),
    "the line of what was done": ("recoverylog.tui.tidings:of_writing", "plain", " note x\r"),
    "a timer": ("recoverylog.tui.app:RecoverylogApp.leave_when_alone", "plain", ""),
    "a look": (f"{APP}action_switch_look", "plain", screens.F4),
    "composing a screen": ("recoverylog.tui.screens.history:History.body", "composing", "h"),
    "importing a screen": ("recoverylog.tui.screens.forms:page", "plain", "c"),
    "a morning": ("recoverylog.tui.screens.morning:MorningForm.said", "plain", f"a{TYPED}"),
    "an evening": ("recoverylog.session.checking_in:entries_of", "plain", f"e6\r3{screens.CTRL_S}"),
    "privacy": (f"{APP}action_privacy", "later", screens.F6),
    "the veil": ("recoverylog.journal.veil:over", "plain", screens.F6),
    "drawing anew": ("recoverylog.tui.page:Page.draw_anew", "later", screens.F6),
    "the crisis page": (f"{APP}action_crisis", "plain", "!"),
    "locking": ("recoverylog.tui.desk:Desk.lock", "later", screens.CTRL_L),
}
# Faults that show before there is a page of today.
EARLY = {
    "the first mode": (f"{APP}on_mount", "plain"),
    "composing the door": ("recoverylog.tui.screens.door:Door.body", "composing"),
    "loading": ("recoverylog.tui.desk:_load", "plain"),
    "the kernel's keys": ("recoverylog.session.opening:cached", "plain"),
}
# And those that show when the passphrase is given.
UNLOCKING = {
    "unlocking": ("recoverylog.session.opening:open_with", "plain"),
    "stretching": ("recoverylog.crypto.kdf:stretch", "plain"),
    "what today shows": ("recoverylog.tui.glimpse:look", "plain"),
    "the overview": ("recoverylog.session.overview:today", "plain"),
    "composing today": (f"{TODAY}Today.body", "composing"),
    "drawing today": (f"{TODAY}Today.watch_shown", "plain"),
    "settling in": ("recoverylog.tui.tidings:settle_in", "plain"),
    "the rows of a list": ("recoverylog.tui.widgets.entries:row", "plain"),
    "the words of an entry": ("recoverylog.tui.widgets.entries:words", "plain"),
    "painting": ("recoverylog.tui.widgets.fortnight:Fortnight.render_line", "plain"),
}


@pytest.fixture
def vault(home: Path) -> Vault:
    """Return a vault with the canary in an entry."""
    made = vaults.make(home)
    with opening.open_keys(made.places, made.keys).journal as journal:
        journal.write(journal.new_entry(kind="note", text=SECRET))
    return made


def faulty(place: str, how: str = "plain", theirs: str = "") -> list[str]:
    """Return the program with a fault at ``place``, and with Textual's own of some methods."""
    driver = DRIVER.format(secret=SECRET)
    return [sys.executable, "-I", "-c", driver, place, how, theirs]


def assert_discreet(seat: Seat, said: str = SAID) -> None:
    """Assert that a program has ended in one line, and in order."""
    assert seat.ended() == 1, seat.parting
    assert seat.parting.startswith(said)
    assert len(seat.parting.splitlines()) == 1
    assert canaries.sightings(seat.parting.encode(), [SECRET, TYPED, PASSPHRASE]) == []
    assert "Traceback" not in seat.raw.decode(errors="replace")
    assert PASSPHRASE.encode() not in seat.raw
    assert seat.disorder() == []


@pytest.mark.parametrize("what", list(EARLY))
def test_a_fault_before_the_door_says_one_line(what: str, vault: Vault) -> None:
    with Seat(faulty(*EARLY[what])) as seat:
        assert_discreet(seat)
        assert SECRET.encode() not in seat.raw
    assert vaults.look(vault).problems == ()


@pytest.mark.parametrize("what", list(UNLOCKING))
def test_a_fault_while_unlocking_says_one_line(what: str, vault: Vault) -> None:
    with Seat(faulty(*UNLOCKING[what])) as seat:
        seat.until(screens.DOOR)
        seat.type(vault.passphrase + ENTER)
        assert_discreet(seat)
    assert vaults.look(vault).problems == ()


@pytest.mark.parametrize("what", list(PLACES))
def test_a_fault_on_a_page_says_one_line(what: str, vault: Vault) -> None:
    place, how, keys = PLACES[what]
    with Seat(faulty(place, how)) as seat:
        seat.until(screens.DOOR)
        seat.type(vault.passphrase + ENTER)
        if keys:
            seat.until(screens.TODAY)
            seat.settle()
            seat.type(keys)
        assert_discreet(seat)
    assert vaults.look(vault).problems == ()


def test_what_was_being_written_survives_a_fault(vault: Vault) -> None:
    with screens.open_today(faulty(f"{APP}action_switch_look")) as seat:
        seat.type(f" note half a {TYPED}")
        seat.until(TYPED)
        seat.type(screens.F4)
        assert_discreet(seat)
    with opening.open_keys(vault.places, vault.keys).journal as journal:
        found = journal.draft("line")
    assert found is not None
    assert found.fields == {"line": f"note half a {TYPED}"}


@pytest.mark.usefixtures("vault")
def test_a_fault_in_the_thread_of_the_keyboard_says_one_line() -> None:
    """Textual hands a traceback of its own to ``panic`` there."""
    place = "textual._xterm_parser:XTermParser.parse_mouse_code"
    with screens.open_today(faulty(place)) as seat:
        seat.type("\x1b[<0;5;5M")
        assert_discreet(seat, "Something went wrong inside recoverylog (")


# Where Textual does it ----------------------------------------------------------------------------


@pytest.mark.usefixtures("vault")
def test_a_crash_of_textuals_own_would_be_noticed() -> None:
    place, how, keys = PLACES["a key"]
    with screens.open_today(faulty(place, how, "_fatal_error"), columns=200) as seat:
        seat.type(str(keys))
        assert seat.ended() == 1
        assert SECRET in seat.parting
        assert len(seat.parting.splitlines()) > 1
        with pytest.raises(AssertionError):
            assert_discreet(seat)


@pytest.mark.usefixtures("vault")
def test_a_traceback_of_the_keyboard_would_be_noticed() -> None:
    place = "textual._xterm_parser:XTermParser.parse_mouse_code"
    with screens.open_today(faulty(place, "plain", "panic")) as seat:
        seat.type("\x1b[<0;5;5M")
        seat.ended()
        assert SECRET in seat.parting
        with pytest.raises(AssertionError):
            assert_discreet(seat, "Something went wrong inside recoverylog (")
