"""The journal against a plain dictionary: any order of doing things gives the same answers."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from recoverylog.crypto import kdf
from recoverylog.errors import NotFound, WrongPassphrase
from recoverylog.journal.entry import AnyEntry, Use
from recoverylog.journal.selection import Selection, Stored
from recoverylog.session import opening, rekey
from recoverylog.session.journal import Journal
from tests.vault import invented
from tests.vault.invented import ALCOHOL, keep

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WORDS = ("walk", "walking", "river", "calm", "rain")
TAGS = ("home", "payday", "walk")
DAY_MS = 86_400_000


@dataclass(frozen=True)
class State:
    """What a person would see of an entry."""

    kind: str
    text: str
    tags: tuple[str, ...]
    confirmed: bool
    deleted: bool


def state_of(entry: AnyEntry, *, deleted: bool) -> State:
    confirmed = entry.confirmed if isinstance(entry, Use) else True
    return State(entry.kind, entry.text, entry.tags, confirmed, deleted)


@dataclass
class Known:
    """An entry as the dictionary has it: its states, and the changes that can be taken back."""

    states: list[State]
    # When each standing change was made, and what was there before it.
    standing: list[tuple[int, State]] = field(default_factory=list)
    changed_ms: int = 0

    @property
    def present(self) -> State:
        return self.states[-1]


class JournalMachine(RuleBasedStateMachine):
    """Drives a journal and a dictionary alike."""

    template: ClassVar[Path]
    kit: ClassVar[str]
    folder: ClassVar[Path]
    count: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).count += 1
        home = self.folder / f"example-{self.count}"
        shutil.copytree(self.template, home)
        self.places = invented.places_in(home)
        self.passphrase = invented.PASSPHRASE
        self.words = self.kit
        self.now = START
        self.tick = 0
        self.known: dict[int, Known] = {}
        self.gone: set[int] = set()
        self.waiting: list[State] = []
        self.next_number = 1
        self._set_clock()
        self.journal: Journal = opening.open_with(self.places, self.passphrase).journal

    def teardown(self) -> None:
        assert self.journal.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        self.journal.close()
        shutil.rmtree(os.path.dirname(self.places.data))

    # Helpers.

    def _set_clock(self) -> None:
        os.environ["RECOVERYLOG_NOW"] = self.now.isoformat()

    def _now_ms(self) -> int:
        return int(self.now.timestamp() * 1000)

    def _chosen(self, which: int, **wanted: bool) -> int | None:
        """Return the number of an entry, or None where no entry is of that sort."""
        numbers = [
            number
            for number, known in self.known.items()
            if all(getattr(known.present, name) is value for name, value in wanted.items())
        ]
        return numbers[which % len(numbers)] if numbers else None

    def _changed(self, number: int, new: State) -> None:
        known = self.known[number]
        self.tick += 1
        known.standing.append((self.tick, known.present))
        known.states.append(new)
        known.changed_ms = self._now_ms()

    def _written(self, stored: Stored, state: State) -> None:
        assert stored.number == self.next_number, "numbers rise by one and are never given twice"
        self.next_number += 1
        self.tick += 1
        # Taking back the writing itself puts an entry into the bin, as it was written.
        binned = State(state.kind, state.text, state.tags, state.confirmed, deleted=True)
        self.known[stored.number] = Known([state], [(self.tick, binned)], self._now_ms())

    def _purged(self, numbers: list[int]) -> None:
        for number in numbers:
            del self.known[number]
            self.gone.add(number)

    # What a person does.

    @rule(
        kind=st.sampled_from(["note", "gratitude", "mood", "use"]),
        words=st.lists(st.sampled_from(WORDS), max_size=3),
        tags=st.lists(st.sampled_from(TAGS), max_size=2, unique=True),
        elsewhere=st.booleans(),
    )
    def write(self, kind: str, words: list[str], tags: list[str], *, elsewhere: bool) -> None:
        required: dict[str, dict[str, Any]] = {
            "mood": {"mood": 5.0},
            "use": {"focus": ALCOHOL.id},
        }
        more = required.get(kind, {})
        text = " ".join(words)
        if elsewhere:
            # Another program, with the same journal open at the same time.
            with opening.open_keys(self.places, self.journal.keys).journal as other:
                stored = other.write(other.new_entry(kind=kind, text=text, tags=tags, **more))
        else:
            journal = self.journal
            stored = journal.write(journal.new_entry(kind=kind, text=text, tags=tags, **more))
        self._written(stored, State(kind, text, tuple(tags), confirmed=True, deleted=False))

    @precondition(lambda self: self.known)
    @rule(which=st.integers(0, 50), words=st.lists(st.sampled_from(WORDS), max_size=3))
    def edit(self, which: int, words: list[str]) -> None:
        number = self._chosen(which)
        assert number is not None
        old = self.known[number].present
        new = State(old.kind, " ".join(words), old.tags, old.confirmed, old.deleted)
        self.journal.change(self.journal.numbered(number), text=" ".join(words))
        self._changed(number, new)

    @rule(which=st.integers(0, 50))
    def delete(self, which: int) -> None:
        number = self._chosen(which, deleted=False)
        if number is None:
            return
        old = self.known[number].present
        assert self.journal.delete(self.journal.numbered(number)).deleted
        self._changed(number, State(old.kind, old.text, old.tags, old.confirmed, deleted=True))

    @rule(which=st.integers(0, 50))
    def confirm(self, which: int) -> None:
        number = self._chosen(which, confirmed=False, deleted=False)
        if number is None:
            return
        old = self.known[number].present
        self.journal.confirm(self.journal.numbered(number))
        self._changed(number, State(old.kind, old.text, old.tags, confirmed=True, deleted=False))

    def _undone(self, number: int) -> None:
        known = self.known[number]
        _, before = known.standing.pop()
        known.states.append(before)
        known.changed_ms = self._now_ms()

    @rule()
    def undo(self) -> None:
        standing = [(known.standing[-1][0], number) for number, known in self.known.items()
                    if known.standing]  # fmt: skip
        if not standing:
            with pytest.raises(NotFound):
                self.journal.undo()
            return
        number = max(standing)[1]
        assert self.journal.undo().number == number
        self._undone(number)

    @precondition(lambda self: self.known)
    @rule(which=st.integers(0, 50))
    def undo_one(self, which: int) -> None:
        number = self._chosen(which)
        assert number is not None
        stored = self.journal.numbered(number)
        if not self.known[number].standing:
            with pytest.raises(NotFound):
                self.journal.undo(stored)
            return
        assert self.journal.undo(stored).number == number
        self._undone(number)

    @rule()
    def purge(self) -> None:
        binned = [number for number, known in self.known.items() if known.present.deleted]
        assert self.journal.purge() == len(binned)
        self._purged(binned)

    @rule(hours=st.sampled_from([1, 24, 80, 200]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self._set_clock()

    @rule()
    def tidy(self) -> None:
        border = self._now_ms() - 7 * DAY_MS
        self.journal.tidy()
        self._purged([
            number
            for number, known in self.known.items()
            if known.present.deleted and known.changed_ms < border
        ])  # fmt: skip

    # The quick way.

    @rule(used=st.booleans(), word=st.sampled_from(WORDS), tag=st.sampled_from(TAGS))
    def quick(self, word: str, tag: str, *, used: bool) -> None:
        # A second each, so that the order of filing is certain.
        self.now += timedelta(seconds=1)
        self._set_clock()
        if used:
            keep(self.places, "used", f"@{tag}")
            self.waiting.append(State("use", "", (tag,), confirmed=False, deleted=False))
        else:
            keep(self.places, "note", word, f"@{tag}")
            self.waiting.append(State("note", word, (tag,), confirmed=True, deleted=False))

    @rule()
    def file(self) -> None:
        report = self.journal.file_waiting()
        filed = report.filed if report else []
        assert len(filed) == len(self.waiting)
        if report:
            assert (report.held, report.unopened, report.newer, report.missing) == (0, [], [], 0)
        for stored, state in zip(filed, self.waiting, strict=True):
            self._written(stored, state)
        self.waiting = []

    # Opening again.

    @rule(way=st.sampled_from(["keys", "passphrase", "kit"]))
    def reopen(self, way: str) -> None:
        keyring = self.journal.keys
        self.journal.close()
        if way == "keys":
            found = opening.open_keys(self.places, keyring)
        else:
            secret = self.passphrase if way == "passphrase" else self.words
            found = opening.open_with(self.places, secret)
        assert (found.older, found.mended) == (False, False)
        self.journal = found.journal

    @precondition(lambda self: self.tick % 5 == 3)
    @rule()
    def change_passphrase(self) -> None:
        self.file()
        old, old_kit = self.passphrase, self.words
        self.passphrase = f"{old} again"
        created = rekey.change_passphrase(self.journal, self.passphrase, cost=kdf.LEAST)
        self.journal, self.words = created.journal, " ".join(created.kit)
        for secret in (old, old_kit):
            with pytest.raises(WrongPassphrase):
                opening.open_with(self.places, secret)
        self.tick += 1

    # What must hold after each step.

    @invariant()
    def every_entry_is_as_the_dictionary_has_it(self) -> None:
        shown = self.journal.select(Selection())
        binned = self.journal.select(Selection(deleted=True))
        found = {
            stored.number: state_of(stored.entry, deleted=stored.deleted)
            for stored in (*shown, *binned)
        }
        assert found == {number: known.present for number, known in self.known.items()}
        assert self.journal.count() == len(shown)
        for stored in (*shown, *binned):
            assert self.journal.numbered(stored.number) == stored
            assert self.journal.find(stored.entry.id[:20]) == stored

    @invariant()
    def every_state_that_ever_was_is_there(self) -> None:
        for number, known in self.known.items():
            versions = self.journal.versions(self.journal.numbered(number))
            states = [state_of(version.entry, deleted=version.deleted) for version in versions]
            assert states == known.states
            stamps = [version.hlc for version in versions]
            assert stamps == sorted(set(stamps))

    @invariant()
    def search_and_tags_find_what_the_dictionary_finds(self) -> None:
        present = {
            number: known.present
            for number, known in self.known.items()
            if not known.present.deleted
        }
        for typed in ("walk", "wa", "walking", "river calm", "home", "nowhere"):
            expected = [
                number
                for number, state in sorted(present.items(), reverse=True)
                if all(
                    any(word.startswith(part) for word in (*state.text.split(), *state.tags))
                    for part in typed.split()
                )
            ]
            found = [stored.number for stored in self.journal.search(typed, limit=1000)]
            assert found == expected, typed
        for tag in TAGS:
            expected = sorted(number for number, state in present.items() if tag in state.tags)
            chosen = self.journal.select(Selection(tag=tag))
            assert sorted(stored.number for stored in chosen) == expected

    @invariant()
    def what_waits_is_what_the_dictionary_has_waiting(self) -> None:
        assert self.journal.waiting() == len(self.waiting)
        unconfirmed = sorted(
            number
            for number, known in self.known.items()
            if not known.present.confirmed and not known.present.deleted
        )
        pending = self.journal.pending()
        assert [stored.number for stored in pending.unsettled] == unconfirmed
        assert pending.held == ()

    @invariant()
    def use_days_are_those_of_the_confirmed_uses(self) -> None:
        uses = [
            (stored.entry.day, stored.entry.confirmed)
            for stored in self.journal.select(Selection(kinds=("use",)))
            if isinstance(stored.entry, Use)
        ]
        used = {day for day, confirmed in uses if confirmed}
        (standing,) = self.journal.standings()
        today = standing.figures.today
        window = {day for day in used if today - timedelta(days=30) < day <= today}
        assert standing.figures.last_30.used == len(window)

    @invariant()
    def what_was_erased_stays_away(self) -> None:
        for number in self.gone:
            with pytest.raises(NotFound):
                self.journal.numbered(number)
        erased = self.journal.connection.execute("SELECT count(*) FROM tombstone").fetchone()
        assert erased == (len(self.gone),)


@pytest.mark.slow
def test_any_order_of_doing_things_gives_the_answers_of_a_dictionary(tmp_path: Path) -> None:
    os.environ["RECOVERYLOG_NOW"] = START.isoformat()
    template = tmp_path / "template"
    created = opening.create(invented.places_in(template), invented.PASSPHRASE, cost=kdf.LEAST)
    with created.journal as journal:
        journal.put_focus(ALCOHOL)

    class Machine(JournalMachine):
        pass

    Machine.template, Machine.folder = template, tmp_path
    Machine.kit = " ".join(created.kit)
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
