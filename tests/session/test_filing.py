"""Filing: nothing is lost, nothing comes twice, nothing uncertain counts, nothing stops it."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog import clock
from recoverylog.crypto import kdf, keys, sealing
from recoverylog.errors import CannotWrite, RecoverylogError
from recoverylog.journal import entry as entries
from recoverylog.journal import grammar, quick_entry
from recoverylog.journal.entry import CheckIn, Note, Use
from recoverylog.journal.selection import Selection, Stored
from recoverylog.session import filing, opening, reading, rekey
from recoverylog.session.filing import Report
from recoverylog.session.journal import Journal
from recoverylog.vault import device, inbox
from tests.vault import invented
from tests.vault.invented import (
    ALCOHOL,
    GAMBLING,
    PASSPHRASE,
    Sample,
    all_entries,
    every_call_failing,
    everything_read,
    flipped,
    keep,
)


def file(journal: Journal) -> Report:
    report = journal.file_waiting()
    assert report is not None, "nothing waited"
    return report


def known(sample: Sample) -> device.Device:
    found = device.load(sample.places.device)
    assert found is not None
    return found


def fields(*words: str) -> dict[str, Any]:
    return quick_entry.fields(grammar.parse(words), clock.now(), 4)


def seal(
    sample: Sample,
    body: bytes | dict[str, Any],
    *,
    code_key: bytes | None = None,
    folder: str | None = None,
    name: str = "",
) -> str:
    """Put a sealed file into the inbox, as anybody can who knows the public key."""
    packed = body if isinstance(body, bytes) else json.dumps(body).encode()
    code = sealing.NO_MAC
    if code_key is not None:
        code = sealing.device_code(code_key, sample.keys.vault, packed)
    public = sealing.public_key(sample.keys.inbox_seed)
    sealed = sealing.seal(
        packed, code, public=public, key_id=keys.fingerprint(public), vault=sample.keys.vault
    )
    folder = folder or sample.places.inbox
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, (name or os.urandom(8).hex()) + inbox.SUFFIX)
    Path(path).write_bytes(sealed)
    return path


def outer(sample: Sample, held: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"v": 1, "device": known(sample).device.hex(), "seq": 0, "entry": held, **more}


def reasons(journal: Journal) -> list[str]:
    return sorted(held.reason for held in journal.pending().held)


# What is certain.


def test_a_quick_entry_is_filed_as_it_was_written(sample: Sample) -> None:
    entry_id = keep(
        sample.places, "craving", "7", "lonely", "@payday", "+walk", "after:3", "with:Robin"
    )
    with sample.open() as journal:
        report = file(journal)
        (stored,) = report.filed
        entry = stored.entry
        assert (report.held, report.unopened, report.newer, report.missing) == (0, [], [], 0)
        assert entry == journal.numbered(stored.number).entry
    assert entry.id == entry_id
    assert entry.source == "quick"
    assert (entry.kind, entry.text) == ("craving", "lonely")
    assert (entry.tags, entry.helped, entry.people) == (("payday",), ("walk",), ("Robin",))
    assert (getattr(entry, "craving", None), getattr(entry, "after", None)) == (7.0, 3.0)
    assert entry.day == date(2026, 11, 22)
    assert entry.offset == 60
    assert os.listdir(sample.places.inbox) == []


def test_a_morning_and_an_evening_are_filed_as_they_were_written(sample: Sample) -> None:
    keep(sample.places, "am", "call", "J.", "@work")
    keep(sample.places, "pm", "6", "3", "tired", "+walk")
    with sample.open() as journal:
        morning, evening = (stored.entry for stored in file(journal).filed)
    assert isinstance(morning, CheckIn)
    assert isinstance(evening, CheckIn)
    assert (morning.part, morning.intention, morning.text) == ("morning", "call J.", "")
    assert (morning.tags, morning.mood, morning.source) == (("work",), None, "quick")
    assert (evening.part, evening.mood, evening.craving) == ("evening", 6, 3)
    assert (evening.text, evening.helped, evening.intention) == ("tired", ("walk",), "")


def test_a_check_in_without_a_part_is_read(sample: Sample) -> None:
    held = fields("pm", "6") | {"kind": "check_in"}
    del held["part"], held["strongest"]
    seal(sample, outer(sample, held), code_key=known(sample).code_key)
    with sample.open() as journal:
        (stored,) = file(journal).filed
    assert isinstance(stored.entry, CheckIn)
    assert (stored.entry.part, stored.entry.mood) == ("", 6)


SEALED: tuple[tuple[tuple[str, ...], tuple[object, ...]], ...] = (
    (("am", "call J.", "@work"), ("morning", None, None, "call J.", ["work"])),
    (("pm", "6", "3", "tired"), ("evening", 6, 3, "tired", [])),
    (("mood", "6", "tired"), ("mood", 6, None, "tired", [])),
    (("craving", "7", "after:3"), ("craving", 7, None, "", [])),
)


@pytest.mark.parametrize(("words", "said"), SEALED)
def test_what_is_sealed_says_its_kind_in_these_words(
    words: tuple[str, ...], said: tuple[object, ...]
) -> None:
    held = fields(*words)
    assert tuple(held[name] for name in ("kind", "value", "strongest", "text", "tags")) == said


def test_a_program_that_knows_no_parts_of_a_day_holds_them_and_a_later_one_loses_nothing(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(sample.places, "am", "call", "J.")
    keep(sample.places, "pm", "6", "3", "tired")
    keep(sample.places, "mood", "4")
    with sample.open() as journal:
        with monkeypatch.context() as older:
            older.setattr(reading, "_PARTS", frozenset())
            report = file(journal)
        assert [stored.entry.kind for stored in report.filed] == ["mood"]
        assert reasons(journal) == [filing.NOT_UNDERSTOOD] * 2
        found = {
            entry.part: entry
            for held in journal.pending().held
            if isinstance(entry := reading.accepted(held, journal.focuses()), CheckIn)
        }
    assert (found["morning"].intention, found["morning"].text) == ("call J.", "")
    evening = found["evening"]
    assert (evening.mood, evening.craving, evening.text) == (6, 3, "tired")


@pytest.mark.parametrize("kind", ["morning", "evening", "noon", "Evening"])
def test_a_kind_is_unknown_to_a_reader_of_entries_unless_it_is_one_of_theirs(kind: str) -> None:
    # What an older program does with a sealed entry's kind: it builds an entry of that kind.
    with pytest.raises(msgspec.ValidationError):
        entries.build({"id": "0" * 32, "kind": kind, "text": "", "tags": []})


def test_with_nothing_waiting_nothing_happens(sample: Sample) -> None:
    with sample.open() as journal:
        before = everything_read(journal)
        assert journal.file_waiting() is None
        assert everything_read(journal) == before


def test_the_spool_is_filed_too(sample: Sample) -> None:
    Path(sample.places.inbox).write_bytes(b"in the way")
    entry_id = keep(sample.places, "note", "from the spool")
    os.unlink(sample.places.inbox)
    other_id = keep(sample.places, "note", "from the inbox")
    with sample.open() as journal:
        assert {stored.entry.id for stored in file(journal).filed} == {entry_id, other_id}
    assert inbox.waiting(sample.places) == []


def test_entries_come_in_the_order_of_writing(sample: Sample, at: Callable[[str], None]) -> None:
    for minute in (9, 3, 7, 1):
        at(f"2026-11-22T21:{minute:02}:00+01:00")
        keep(sample.places, "note", f"minute {minute}")
    with sample.open() as journal:
        texts = [stored.entry.text for stored in file(journal).filed]
    assert texts == ["minute 1", "minute 3", "minute 7", "minute 9"]


def test_a_use_counts_only_once_it_is_confirmed(sample: Sample) -> None:
    keep(sample.places, "used")
    with sample.open() as journal:
        (stored,) = file(journal).filed
        assert isinstance(stored.entry, Use)
        assert not stored.entry.confirmed
        before = journal.standings()[0].figures
        assert before.last_30.unconfirmed == 1
        assert [one.number for one in journal.pending().unsettled] == [stored.number]
        confirmed = journal.confirm(stored)
        after = journal.standings()[0].figures
        assert (before.last_30.used, after.last_30.used) == (1, 2)
        assert journal.pending().unsettled == ()
        journal.undo(confirmed)
        assert journal.standings()[0].figures == before


# Numbers.


def test_numbers_that_never_came_are_told_once(sample: Sample) -> None:
    for count in range(5):
        keep(sample.places, "note", str(count))
    waiting = inbox.waiting(sample.places)
    by_number = {
        json.loads(sealing.unseal(
            Path(path).read_bytes(), sealing.private_key(sample.keys.inbox_seed), sample.keys.vault
        ).body)["seq"]: path
        for path in waiting
    }  # fmt: skip
    assert sorted(by_number) == [1, 2, 3, 4, 5]
    for lost in (2, 3):
        os.unlink(by_number[lost])
    with sample.open() as journal:
        report = file(journal)
        assert (len(report.filed), report.missing) == (3, 2)
        keep(sample.places, "note", "next")
        assert file(journal).missing == 0


def test_several_in_one_second_miss_nothing(sample: Sample) -> None:
    """Random file names decide which comes first; that is no gap."""
    for count in range(8):
        keep(sample.places, "note", str(count))
    with sample.open() as journal:
        report = file(journal)
    assert len(report.filed) == 8
    assert report.missing == 0


def test_a_clock_that_was_set_back_misses_nothing(
    sample: Sample, at: Callable[[str], None]
) -> None:
    for hour in (21, 20, 19):
        at(f"2026-11-22T{hour}:00:00+01:00")
        keep(sample.places, "note", str(hour))
    with sample.open() as journal:
        assert file(journal).missing == 0


def test_a_number_that_comes_late_is_filed(sample: Sample, tmp_path: Path) -> None:
    keep(sample.places, "note", "late")
    (late,) = inbox.waiting(sample.places)
    shutil.move(late, tmp_path / "late")
    keep(sample.places, "note", "in time")
    with sample.open() as journal:
        file(journal)
        shutil.move(tmp_path / "late", late)
        report = file(journal)
        assert [stored.entry.text for stored in report.filed] == ["late"]


# What is not certain.


def test_an_entry_of_an_unknown_device_is_set_apart(sample: Sample) -> None:
    own = known(sample)
    device.save(sample.places.device, own._replace(device=bytes(16), code_key=bytes(32)))
    keep(sample.places, "used")
    device.save(sample.places.device, own)
    with sample.open() as journal:
        before = journal.standings()
        report = file(journal)
        assert (report.filed, report.held) == ([], 1)
        assert reasons(journal) == [filing.UNKNOWN_DEVICE]
        assert journal.standings() == before
        assert inbox.waiting(sample.places) == []


def test_a_forged_entry_is_set_apart_and_counts_nowhere(sample: Sample) -> None:
    """An angry partner writes "used"; the day count stands until the person says otherwise."""
    seal(sample, outer(sample, fields("used")), code_key=bytes(32))
    seal(sample, outer(sample, fields("used")), code_key=None)
    with sample.open() as journal:
        before = journal.standings(), journal.count()
        report = file(journal)
        assert (report.filed, report.held, report.missing) == ([], 2, 0)
        assert reasons(journal) == [filing.FORGED, filing.FORGED]
        assert (journal.standings(), journal.count()) == before


def test_a_forged_number_does_not_hide_real_entries(sample: Sample) -> None:
    seal(sample, outer(sample, fields("note", "x"), seq=10_000), code_key=bytes(32))
    keep(sample.places, "note", "real")
    with sample.open() as journal:
        report = file(journal)
        assert [stored.entry.text for stored in report.filed] == ["real"]
        assert report.missing == 0


def test_without_a_pin_the_entry_is_set_apart_and_can_be_accepted(sample: Sample) -> None:
    os.unlink(sample.places.device)
    keep(sample.places, "used")
    with sample.open() as journal:
        report = file(journal)
        assert (report.filed, report.held) == ([], 1)
        (held,) = journal.pending().held
        assert held.reason == filing.UNPINNED
        stored = journal.accept(held)
        assert stored is not None
        assert isinstance(stored.entry, Use)
        assert not stored.entry.confirmed, "accepted as theirs, and still asked about"
        assert journal.pending().held == ()


def test_what_was_refused_never_returns(sample: Sample) -> None:
    path = seal(sample, outer(sample, fields("note", "x")), code_key=bytes(32))
    again = Path(path).read_bytes()
    with sample.open() as journal:
        file(journal)
        (held,) = journal.pending().held
        journal.refuse(held)
        assert journal.pending().held == ()
        Path(path).write_bytes(again)
        report = file(journal)
        assert (report.filed, report.held) == ([], 0)
        assert journal.pending().held == ()
        assert inbox.waiting(sample.places) == []


def test_a_body_that_is_no_entry_is_set_apart_and_kept_word_for_word(sample: Sample) -> None:
    body = b'{"v":1,"device":null,"seq":0,"entry":"a walk \xe9"}'
    seal(sample, body)
    with sample.open() as journal:
        assert file(journal).held == 1
        (held,) = journal.pending().held
        assert held.reason == filing.NOT_UNDERSTOOD
        assert "a walk" in held.body
        assert journal.accept(held) is None
        assert journal.pending().held == (held,), "it stays until it is refused"
        journal.refuse(held)


def test_fields_of_our_own_device_that_make_no_entry_are_set_apart(sample: Sample) -> None:
    broken = fields("craving", "7") | {"value": 99}
    seal(sample, outer(sample, broken), code_key=known(sample).code_key)
    with sample.open() as journal:
        report = file(journal)
        assert (report.filed, report.held) == ([], 1)
        assert reasons(journal) == [filing.NOT_UNDERSTOOD]


ODD_ENTRY = {"id": "e" * 32, "kind": "note"}
FORGERIES: dict[str, Any] = {
    "infinite number": {"v": 1, "device": None, "seq": float("inf"), "entry": ODD_ENTRY},
    "number that is none": {"v": 1, "device": None, "seq": float("nan"), "entry": ODD_ENTRY},
    "endless number": b'{"v":1,"device":null,"seq":' + b"9" * 5000 + b',"entry":{"id":"e"}}',
    "huge number": {"v": 1, "device": None, "seq": 2**80, "entry": ODD_ENTRY},
    "torn id": rb'{"v":1,"device":null,"seq":0,"entry":{"id":"\ud800"}}',
    "torn device": rb'{"v":1,"device":"\udfff","seq":0,"entry":{"id":"e"}}',
    "torn text": rb'{"v":1,"device":null,"seq":0,"entry":{"id":"e","text":"\ud800"}}',
    "zero in the id": {"v": 1, "device": None, "seq": 0, "entry": {"id": "a\0b"}},
    "empty id": {"v": 1, "device": None, "seq": 0, "entry": {"id": ""}},
    "endless id": {"v": 1, "device": None, "seq": 0, "entry": {"id": "e" * 90_000}},
    "device of another kind": {"v": 1, "device": [1], "seq": 0, "entry": ODD_ENTRY},
    "version of another kind": {"v": "2", "device": None, "seq": 0, "entry": ODD_ENTRY},
    "infinite version": {"v": float("inf"), "device": None, "seq": 0, "entry": ODD_ENTRY},
    "odd time of writing": b'{"v":1,"device":null,"seq":0,"entry":{"id":"e","written":[1]}}',
    "deep": b'{"v":1,"device":null,"seq":0,"entry":{"id":"e","x":%b%b}}' % (b"[" * 900, b"]" * 900),
    "too deep": b"[" * 100_000,
    "list": b"[]",
    "nothing": b"",
    "no utf-8": b"\xff\xfe\x00",
}  # fmt: skip


@pytest.mark.parametrize("body", FORGERIES.values(), ids=FORGERIES.keys())
def test_no_forgery_stops_the_filing_of_what_is_real(sample: Sample, body: Any) -> None:
    """Anyone who has read vault.json can seal anything; it must not lock the person out."""
    keep(sample.places, "note", "real before")
    seal(sample, body, name="0" * 32)
    seal(sample, body, name="f" * 32)
    keep(sample.places, "note", "real after")
    with sample.open() as journal:
        report = file(journal)
        assert sorted(stored.entry.text for stored in report.filed) == ["real after", "real before"]
        assert report.held == 1, "the same bytes are held once"
        for held in journal.pending().held:
            journal.accept(held)
            journal.refuse(held)
        assert journal.file_waiting() is None
        all_entries(journal)


NOISE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)
NAMES = sorted(quick_entry.fields(grammar.parse(["note", "x"]), clock.now(), 4))


@given(st.dictionaries(st.sampled_from(NAMES), NOISE, max_size=4), NOISE, st.booleans())
@settings(max_examples=60)
def test_whatever_fields_hold_filing_goes_through_and_reading_stays_whole(
    tmp_path_factory: pytest.TempPathFactory,
    made_once: Sample,
    noise: dict[str, Any],
    number: Any,
    trusted: bool,
) -> None:
    sample = invented.copied(made_once, tmp_path_factory.mktemp("noise") / "home")
    kind = (
        ["craving", "7"] if "value" in noise else ["used"] if "amount" in noise else ["note", "x"]
    )
    body = outer(sample, fields(*kind) | noise, seq=number)
    seal(sample, body, code_key=known(sample).code_key if trusted else None)
    with sample.open() as journal:
        report = file(journal)
        assert len(report.filed) + report.held == 1
        for held in journal.pending().held:
            journal.accept(held)
        all_entries(journal)
        for stored in report.filed:
            assert journal.versions(stored)
            journal.search("x")
        journal.standings()
        assert journal.file_waiting() is None


# What cannot be opened stays where it lies.


def test_what_cannot_be_opened_is_left_and_told_each_time(sample: Sample) -> None:
    keep(sample.places, "note", "damaged on the way")
    (path,) = inbox.waiting(sample.places)
    damaged = flipped(Path(path).read_bytes(), 1500)
    Path(path).write_bytes(damaged)
    others = {
        "noise": b"noise",
        "empty": b"",
        "cut": damaged[:700],
        "large": bytes(inbox.MOST_BYTES + 10),
    }
    for name, content in others.items():
        Path(sample.places.inbox, name + inbox.SUFFIX).write_bytes(content)
    os.mkdir(os.path.join(sample.places.inbox, "folder" + inbox.SUFFIX))
    keep(sample.places, "note", "whole")
    with sample.open() as journal:
        for expected in (1, 0):
            report = file(journal)
            assert len(report.filed) == expected
            assert len(report.unopened) == 6
            assert report.held == 0
    assert Path(path).read_bytes() == damaged


def test_a_newer_form_is_left_for_a_newer_program(sample: Sample) -> None:
    path = seal(sample, outer(sample, fields("note", "x"), v=2), code_key=known(sample).code_key)
    before = Path(path).read_bytes()
    with sample.open() as journal:
        for _ in range(2):
            report = file(journal)
            assert (report.newer, report.filed, report.held) == ([path], [], 0)
    assert Path(path).read_bytes() == before


def test_a_file_that_goes_meanwhile_is_no_error(sample: Sample) -> None:
    keep(sample.places, "note", "x")
    with sample.open() as journal, pytest.MonkeyPatch.context() as patch:
        patch.setattr(inbox, "read", lambda _path: None)
        report = file(journal)
    assert report == Report()


# Once, and only once.


def test_a_replay_is_passed_over(sample: Sample) -> None:
    keep(sample.places, "used")
    (path,) = inbox.waiting(sample.places)
    sealed = Path(path).read_bytes()
    with sample.open() as journal:
        (stored,) = file(journal).filed
        journal.confirm(stored)
        before = everything_read(journal)
        for name in ("again", "and-again"):
            Path(sample.places.inbox, name + inbox.SUFFIX).write_bytes(sealed)
        report = file(journal)
        assert (report.filed, report.held, report.unopened) == ([], 0, [])
        assert everything_read(journal) == before
    assert inbox.waiting(sample.places) == []


def test_what_was_erased_never_returns(sample: Sample) -> None:
    keep(sample.places, "note", "never again")
    (path,) = inbox.waiting(sample.places)
    sealed = Path(path).read_bytes()
    with sample.open() as journal:
        (stored,) = file(journal).filed
        journal.delete(stored)
        journal.purge()
        Path(path).write_bytes(sealed)
        report = file(journal)
        assert (report.filed, report.held) == ([], 0)
        assert journal.search("never") == []


def test_what_lies_in_the_bin_is_not_filed_anew(sample: Sample) -> None:
    keep(sample.places, "note", "thought better of it")
    (path,) = inbox.waiting(sample.places)
    sealed = Path(path).read_bytes()
    with sample.open() as journal:
        (stored,) = file(journal).filed
        journal.delete(stored)
        Path(path).write_bytes(sealed)
        assert file(journal).filed == []
        assert journal.numbered(stored.number).deleted


def test_a_crash_before_the_file_is_removed_files_once(sample: Sample) -> None:
    for count in range(3):
        keep(sample.places, "note", str(count))
    crash = KeyboardInterrupt()
    with (
        sample.open() as journal,
        every_call_failing(inbox, "discard", crash, after=1),
        pytest.raises(KeyboardInterrupt),
    ):
        journal.file_waiting()
    assert len(inbox.waiting(sample.places)) == 2
    with sample.open() as journal:
        assert len(file(journal).filed) == 1, "two were safe already, one of them still lay there"
        texts = sorted(stored.entry.text for stored in journal.select(Selection())[-3:])
        assert texts == ["0", "1", "2"]
        assert journal.count() == len(invented.WRITTEN) + 3
    assert inbox.waiting(sample.places) == []


def test_a_file_that_cannot_be_removed_files_once(sample: Sample) -> None:
    keep(sample.places, "note", "x")
    refused = OSError(errno.EACCES, "Permission denied")
    with sample.open() as journal:
        with every_call_failing(inbox, "discard", refused):
            assert len(file(journal).filed) == 1
            assert file(journal).filed == []
        assert journal.count() == len(invented.WRITTEN) + 1


def test_a_disk_that_fills_while_filing_leaves_the_rest_waiting(sample: Sample) -> None:
    for count in range(3):
        keep(sample.places, "note", f"{count} " + "x" * 30_000)
    with sample.open() as journal:
        before = everything_read(journal)
        pages = journal.connection.execute("PRAGMA page_count").fetchone()[0]
        journal.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(RecoverylogError):
            journal.file_waiting()
        assert everything_read(journal) == before
        journal.connection.execute("PRAGMA max_page_count = 1000000")
        assert len(file(journal).filed) == 3


def test_two_that_file_at_once_file_once(sample: Sample) -> None:
    """Both have read the same files; the second finds the ids known."""
    for count in range(3):
        keep(sample.places, "note", str(count))
    real = filing._file
    with sample.open() as one, sample.open() as other:
        met: list[str] = []

        def meeting(journal: Journal, sealed: Any, report: Report) -> None:
            if not met:
                met.append(sealed.path)
                file(other)
            real(journal, sealed, report)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(filing, "_file", meeting)
            report = file(one)
        assert met
        assert report.filed == []
        assert one.count() == len(invented.WRITTEN) + 3


# Focuses and times.


@pytest.fixture
def with_two(sample: Sample) -> Sample:
    with sample.open() as journal:
        journal.put_focus(GAMBLING)
    return sample


def filed(sample: Sample, *words: str) -> Stored:
    keep(sample.places, *words)
    with sample.open() as journal:
        (stored,) = file(journal).filed
        return stored


def test_the_only_focus_is_meant(sample: Sample) -> None:
    assert filed(sample, "craving", "5").entry.focus == ALCOHOL.id
    assert filed(sample, "used").entry.focus == ALCOHOL.id
    assert filed(sample, "mood", "5").entry.focus is None, "a mood belongs to all"


def test_of_several_none_is_guessed(with_two: Sample) -> None:
    stored = filed(with_two, "craving", "5")
    assert stored.entry.focus is None
    with with_two.open() as journal:
        assert [one.number for one in journal.pending().unsettled] == [stored.number]
        settled = journal.confirm(stored, GAMBLING)
        assert settled.entry.focus == GAMBLING.id
        assert journal.pending().unsettled == ()


@pytest.mark.parametrize("word", ["gambling", "GAMBLING", "gam", "g"])
def test_a_named_focus_is_found_by_its_beginning(with_two: Sample, word: str) -> None:
    assert filed(with_two, "craving", "5", f"on:{word}").entry.focus == GAMBLING.id
    assert filed(with_two, "mood", "5", f"on:{word}").entry.focus == GAMBLING.id


def test_a_word_that_names_none_is_kept_and_asked_about(with_two: Sample) -> None:
    stored = filed(with_two, "used", "on:shopping")
    assert (stored.entry.focus, stored.entry.focus_word) == (None, "shopping")
    with with_two.open() as journal:
        assert journal.pending().unsettled == (stored,)


def test_a_word_that_names_none_is_not_taken_for_the_only_focus(sample: Sample) -> None:
    stored = filed(sample, "used", "on:shopping")
    assert (stored.entry.focus, stored.entry.focus_word) == (None, "shopping")
    with sample.open() as journal:
        used = msgspec.structs.replace(GAMBLING, label="shopping")
        journal.put_focus(used)
        settled = journal.confirm(journal.numbered(stored.number), used)
        assert (settled.entry.focus, settled.entry.focus_word) == (used.id, None)


@pytest.mark.parametrize(
    ("phrase", "day", "clock_words"),
    [
        ("last friday", date(2026, 11, 20), None),
        ("friday", date(2026, 11, 20), None),
        ("3 days ago", date(2026, 11, 19), None),
        ("monday 9pm", date(2026, 11, 16), "21:00"),
        ("nov 3 7:15am", date(2026, 11, 3), "07:15"),
        ("november 3 at 23:30", date(2026, 11, 3), "23:30"),
        ("nov 3 2am", date(2026, 11, 2), "02:00"),
    ],
)
def test_a_time_in_words_is_read_at_filing(
    sample: Sample, phrase: str, day: date, clock_words: str | None
) -> None:
    """It is a Sunday evening, and a day begins at four."""
    entry = filed(sample, "note", "x", f"at:{phrase}").entry
    assert entry.day == day
    assert entry.when_words is None
    assert entry.written is not None
    if clock_words is not None:
        assert entry.wall.strftime("%H:%M") == clock_words


@pytest.mark.parametrize("phrase", ["when the rain stopped", "12", "xyzzy", "99:99", "25:61"])
def test_a_time_that_cannot_be_read_is_kept_as_it_was_typed(sample: Sample, phrase: str) -> None:
    entry = filed(sample, "note", "x", f"at:{phrase}").entry
    assert entry.when_words == phrase
    assert entry.day == date(2026, 11, 22)
    assert entry.text == "x"


def test_a_phrase_is_read_from_when_it_was_written_and_not_from_when_it_is_filed(
    sample: Sample, at: Callable[[str], None]
) -> None:
    keep(sample.places, "note", "x", "at:yesterday")
    keep(sample.places, "note", "y", "at:last friday")
    at("2026-12-05T09:00:00+01:00")
    with sample.open() as journal:
        found = {stored.entry.text: stored.entry.day for stored in file(journal).filed}
    assert found == {"x": date(2026, 11, 21), "y": date(2026, 11, 20)}


# Before there was a vault.


def test_entries_from_before_the_vault_are_the_persons_own_at_its_making(
    tmp_path: Path,
) -> None:
    places = invented.places_in(tmp_path / "home")
    entry_id = keep(places, "craving", "7", "before", "anything")
    assert inbox.first_seed(places.inbox) is not None
    with opening.create(places, PASSPHRASE, cost=kdf.LEAST).journal as journal:
        report = journal.file_waiting(first_keys=True)
        assert report is not None
        assert [stored.entry.id for stored in report.filed] == [entry_id]
        assert journal.pending().held == ()
    assert os.listdir(places.inbox) == [], "the temporary key goes with the last of its entries"


def test_such_an_entry_that_turns_up_later_is_set_apart(sample: Sample, tmp_path: Path) -> None:
    """Whoever has the folder could have put it there, with its key."""
    stranger = invented.places_in(tmp_path / "stranger")
    keep(stranger, "used")
    shutil.copytree(stranger.inbox, sample.places.inbox)
    with sample.open() as journal:
        before = journal.standings()
        report = file(journal)
        assert (report.filed, report.held) == ([], 1)
        assert reasons(journal) == [filing.UNPINNED]
        assert journal.standings() == before


def test_the_temporary_key_stays_while_one_of_its_entries_cannot_be_filed(
    tmp_path: Path,
) -> None:
    places = invented.places_in(tmp_path / "home")
    keep(places, "note", "whole")
    keep(places, "note", "damaged")
    path = inbox.waiting(places)[0]
    Path(path).write_bytes(flipped(Path(path).read_bytes(), 1500))
    with opening.create(places, PASSPHRASE, cost=kdf.LEAST).journal as journal:
        report = journal.file_waiting(first_keys=True)
        assert report is not None
        assert (len(report.filed), report.unopened) == (1, [path])
    assert inbox.first_seed(places.inbox) is not None


def test_a_folder_among_the_sealed_files_does_not_stop_the_making(tmp_path: Path) -> None:
    places = invented.places_in(tmp_path / "home")
    keep(places, "note", "whole")
    os.mkdir(os.path.join(places.inbox, "odd" + inbox.SUFFIX))
    with opening.create(places, PASSPHRASE, cost=kdf.LEAST).journal as journal:
        report = journal.file_waiting(first_keys=True)
        assert report is not None
        assert len(report.filed) == 1


def test_the_erased_key_does_not_stand_in_the_folder_under_another_name(tmp_path: Path) -> None:
    places = invented.places_in(tmp_path / "home")
    keep(places, "note", "x")
    seed = inbox.first_seed(places.inbox)
    assert seed is not None
    with opening.create(places, PASSPHRASE, cost=kdf.LEAST).journal as journal:
        journal.file_waiting(first_keys=True)
    for folder, _, names in os.walk(tmp_path):
        for name in names:
            assert seed.hex().encode() not in Path(folder, name).read_bytes()


# After a change of passphrase.


def test_entries_sealed_to_the_keys_of_earlier_epochs_still_file(
    sample: Sample, tmp_path: Path
) -> None:
    """They lay elsewhere meanwhile: on a stick, in the spool of another system."""
    aside = tmp_path / "aside"
    aside.mkdir()
    ids = []
    journal = sample.open()
    for epoch in (1, 2, 3):
        ids.append(keep(sample.places, "note", f"epoch {epoch}"))
        (path,) = inbox.waiting(sample.places)
        shutil.move(path, aside)
        journal = rekey.change_passphrase(journal, f"number {epoch}", cost=kdf.LEAST).journal
    for name in os.listdir(aside):
        shutil.move(aside / name, sample.places.inbox)
    with journal:
        report = file(journal)
    assert sorted(stored.entry.id for stored in report.filed) == sorted(ids)
    assert (report.held, report.unopened) == (0, [])


def test_a_note_that_was_kept_says_why(sample: Sample) -> None:
    entry = filed(sample, "craving", "eleven").entry
    assert isinstance(entry, Note)
    assert entry.reason
    assert "eleven" in entry.text


def test_a_file_that_may_not_be_read_is_told_and_stays(sample: Sample) -> None:
    keep(sample.places, "note", "x")
    refused = OSError(errno.EACCES, "Permission denied")
    with sample.open() as journal:
        with every_call_failing(inbox, "read", refused):
            try:
                report = file(journal)
            except CannotWrite:
                pass
            else:
                assert len(report.unopened) == 1
        assert len(file(journal).filed) == 1
