"""The journal as commands and screens see it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from recoverylog.crypto import kdf
from recoverylog.errors import NotFound, RecoverylogError, UsageProblem
from recoverylog.journal import grammar
from recoverylog.journal.entry import Craving, Mood, Note, Use
from recoverylog.journal.selection import Selection
from recoverylog.session import opening
from recoverylog.session.journal import Journal
from recoverylog.vault import device
from tests.vault import invented
from tests.vault.invented import ALCOHOL, GAMBLING, WRITTEN, Sample, all_entries, everything_read

TODAY = date(2026, 11, 22)


@pytest.fixture
def journal(sample: Sample) -> Iterator[Journal]:
    with sample.open() as journal:
        yield journal


def note(journal: Journal, text: str = "x", **fields: Any) -> Any:
    return journal.write(journal.new_entry(kind="note", text=text, **fields))


# Days and instants.


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-22T21:14:00+01:00", date(2026, 11, 22)),
        ("2026-11-23T03:59:59+01:00", date(2026, 11, 22)),
        ("2026-11-23T04:00:00+01:00", date(2026, 11, 23)),
        # The night the clocks go back: 02:30 comes twice, and both belong to the day before.
        ("2026-10-25T02:30:00+02:00", date(2026, 10, 24)),
        ("2026-10-25T02:30:00+01:00", date(2026, 10, 24)),
        ("2026-10-25T04:00:00+01:00", date(2026, 10, 25)),
    ],
)
def test_an_entry_belongs_to_the_day_on_the_wall(
    journal: Journal, at: Callable[[str], None], moment: str, day: date
) -> None:
    at(moment)
    stored = note(journal)
    assert stored.entry.day == day == journal.today()
    assert stored.entry.at == datetime.fromisoformat(moment)
    assert stored.entry.offset == (120 if moment.endswith("+02:00") else 60)
    assert stored.entry.written is None


def test_another_roll_over_hour_moves_nothing_that_was_written(
    sample: Sample, at: Callable[[str], None]
) -> None:
    at("2026-11-23T05:00:00+01:00")
    with sample.open() as journal:
        before = note(journal)
        assert before.entry.day == date(2026, 11, 23)
    Path(sample.places.config).mkdir(parents=True)
    Path(sample.places.settings).write_text("rollover = 6\n", encoding="ascii")
    with sample.open() as journal:
        assert journal.numbered(before.number).entry.day == date(2026, 11, 23)
        assert note(journal).entry.day == date(2026, 11, 22)


def test_an_entry_of_another_time_says_when_it_was_written(journal: Journal) -> None:
    then = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
    entry = note(journal, at=then).entry
    assert (entry.at, entry.day) == (then, date(2026, 11, 20))
    assert entry.written == datetime(2026, 11, 22, 20, 14, tzinfo=UTC)


# Changing.


def test_a_change_is_a_version_and_the_first_one_stays(journal: Journal) -> None:
    stored = note(journal, "as it was")
    changed = journal.change(stored, text="as it is", tags=["calm"])
    assert changed.number == stored.number
    assert (changed.entry.text, changed.entry.tags) == ("as it is", ("calm",))
    assert [version.entry.text for version in journal.versions(changed)] == [
        "as it was",
        "as it is",
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"mood": 5.0},
        {"kind": "mood"},
        {"offset": 9999},
        {"at": datetime(2026, 1, 1)},  # noqa: DTZ001
        {"text": 5},
        {"text": None},
        {"tags": "abc"},
        {"tags": [None]},
        {"day": "last friday"},
        {"at": "2026"},
        {"focus": 7},
    ],
    ids=str,
)
def test_a_change_that_makes_no_entry_is_refused_and_the_journal_stays_readable(
    journal: Journal, fields: dict[str, Any]
) -> None:
    stored = note(journal, "as it was")
    before = everything_read(journal)
    with pytest.raises(UsageProblem) as caught:
        journal.change(stored, **fields)
    assert caught.value.exit_code == 2
    assert everything_read(journal) == before


def test_a_rating_out_of_bounds_is_refused(journal: Journal) -> None:
    stored = journal.write(journal.new_entry(kind="mood", mood=5.0))
    with pytest.raises(UsageProblem, match="0 to 10"):
        journal.change(stored, mood=11.0)


def test_what_another_program_erased_meanwhile_does_not_come_back(sample: Sample) -> None:
    """A screen shows an entry; in another window it is thrown away and purged."""
    with sample.open() as screen, sample.open() as other:
        use = screen.new_entry(kind="use", text="quicksilver", confirmed=False)
        stored = screen.write(use)
        other.delete(other.numbered(stored.number))
        other.purge()
        before = everything_read(other)
        attempts: list[Callable[[], object]] = [
            lambda: screen.change(stored, text="quicksilver again"),
            lambda: screen.delete(stored),
            lambda: screen.confirm(stored),
            lambda: screen.undo(stored),
        ]
        for attempt in attempts:
            with pytest.raises(NotFound):
                attempt()
            assert everything_read(other) == before
            assert other.search("quicksilver") == []


def test_an_older_view_of_an_entry_never_erases_what_another_program_wrote(
    sample: Sample,
) -> None:
    with sample.open() as screen, sample.open() as other:
        stored = note(screen, "one")
        other.change(other.numbered(stored.number), text="two")
        try:
            screen.change(stored, text="three")
        except RecoverylogError:
            expected = ["one", "two"]
        else:
            expected = ["one", "two", "three"]
        found = screen.numbered(stored.number)
        assert [version.entry.text for version in screen.versions(found)] == expected
        assert screen.undo(found).entry.text == expected[-2], "undo shows what was there before"


def test_two_programs_write_in_turn(sample: Sample) -> None:
    with sample.open() as one, sample.open() as other:
        numbers = [
            note(journal, str(count)).number for count, journal in enumerate([one, other] * 5)
        ]
        assert numbers == list(range(numbers[0], numbers[0] + 10))
        assert all_entries(one) == all_entries(other)


def test_many_at_once_are_one_transaction(journal: Journal) -> None:
    before = journal.count()
    wrong: Any = Note(id="0" * 32, day=TODAY, at=datetime.now(UTC), text="\ud800")
    with pytest.raises((RecoverylogError, ValueError)):
        journal.write_all([journal.new_entry(kind="note", text="x"), wrong])
    assert journal.count() == before
    assert not journal.connection.in_transaction
    journal.write_all([journal.new_entry(kind="note", text=str(count)) for count in range(30)])
    assert journal.count() == before + 30


# The bin.


def test_the_bin_empties_itself_after_a_week(journal: Journal, at: Callable[[str], None]) -> None:
    journal.purge()
    stored = journal.delete(note(journal, "to be thrown away"))
    at("2026-11-29T21:14:00+01:00")
    journal.tidy()
    assert journal.numbered(stored.number).deleted
    at("2026-11-29T21:14:01+01:00")
    journal.tidy()
    with pytest.raises(NotFound):
        journal.numbered(stored.number)


def test_what_came_back_from_the_bin_stays(journal: Journal, at: Callable[[str], None]) -> None:
    stored = journal.delete(note(journal, "kept after all"))
    journal.undo(stored)
    at("2027-11-29T21:14:00+01:00")
    journal.tidy()
    assert not journal.numbered(stored.number).deleted


def test_throwing_away_twice_is_taken_back_once(journal: Journal) -> None:
    """Pressing delete on what lies in the bin must not need a second undo."""
    stored = note(journal)
    binned = journal.delete(stored)
    with contextlib.suppress(RecoverylogError):
        journal.delete(binned)
    assert not journal.undo(journal.numbered(stored.number)).deleted


# Finding.


def test_a_number_or_the_beginning_of_an_id_finds(journal: Journal) -> None:
    stored = note(journal)
    for reference in (
        str(stored.number),
        f"000{stored.number}",
        stored.entry.id,
        stored.entry.id[:20],
        stored.entry.id.upper(),
    ):
        assert journal.find(reference) == stored


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "0",
        "999",
        "9" * 14,
        "9" * 30,
        "-1",
        "1.0",
        " 1",
        "%",
        "_",
        "g" * 32,
        "x' OR '1'='1",
        "\u00b2",
        "\u0661\u00b2",
        "\u2460",
        "\udce9",
        "a\0b",
        "\U0001f642",
    ],
)
def test_what_names_nothing_is_told(journal: Journal, reference: str) -> None:
    with pytest.raises(NotFound) as caught:
        journal.find(reference)
    assert caught.value.exit_code == 10
    caught.value.line().encode("utf-8")


def test_an_id_that_begins_like_another_is_ambiguous(journal: Journal) -> None:
    for letter in "ab":
        journal.write(journal.new_entry(kind="note", id="cafe" + letter * 28))
    with pytest.raises(NotFound):
        journal.find("cafe")
    assert journal.find("cafea").entry.id == "cafe" + "a" * 28


@pytest.mark.parametrize("word", ["caf\udce9", "caf\u00e9", "CAF\u00c9"])
def test_a_tag_is_found_whatever_bytes_the_terminal_sent(journal: Journal, word: str) -> None:
    """Latin-1 bytes on a command line become the same letters in writing and in asking."""
    stored = note(journal, tags=["caf\udce9"])
    assert stored.entry.tags == ("café",)
    assert journal.select(Selection(tag=word)) == [stored]


def test_search_does_not_show_what_lies_in_the_bin(journal: Journal) -> None:
    stored = note(journal, "quicksilver")
    assert journal.search("quick") == [stored]
    binned = journal.delete(stored)
    assert journal.search("quick") == []
    journal.change(binned, text="quicksilver still")
    assert journal.search("quick") == []


# Focuses and what waits for a word.


def test_a_first_focus_takes_in_what_was_written_before_it(tmp_path: Path) -> None:
    created = opening.create(invented.places_in(tmp_path / "h"), "x", cost=kdf.LEAST)
    with created.journal as journal:
        craving = journal.write(journal.new_entry(kind="craving", craving=5.0))
        used = journal.write(journal.new_entry(kind="use"))
        other = journal.write(journal.new_entry(kind="use", focus_word="shopping"))
        mood = journal.write(journal.new_entry(kind="mood", mood=5.0))
        assert journal.pending().unsettled == (), "without a focus nothing can be asked"
        journal.put_focus(ALCOHOL)
        for stored in (craving, used):
            assert journal.numbered(stored.number).entry.focus == ALCOHOL.id
        assert journal.numbered(mood.number).entry.focus is None
        assert [one.number for one in journal.pending().unsettled] == [other.number]
        assert journal.standings()[0].figures.last_30.used == 1
        journal.put_focus(GAMBLING)
        late = journal.write(journal.new_entry(kind="craving", craving=5.0))
        assert journal.numbered(late.number).entry.focus is None, "a second one takes in nothing"


def test_a_use_takes_away_its_day_and_nothing_else(journal: Journal) -> None:
    before = journal.standings()[0].figures
    used = journal.write(journal.new_entry(kind="use", focus=ALCOHOL.id))
    after = journal.standings()[0].figures
    assert after.free_days_total == before.free_days_total - 1
    assert after.longest_run >= after.current_run == 0
    journal.delete(used)
    assert journal.standings()[0].figures == before
    journal.undo()
    assert journal.standings()[0].figures == after


def test_only_logged_days_count_where_the_person_wants_it_so(journal: Journal) -> None:
    journal.put_focus(msgspec.structs.replace(ALCOHOL, counting="only_logged"))
    figures = journal.standings()[0].figures
    # All of the sample's entries lie on one day, but for the use three weeks before.
    assert (figures.free_days_total, figures.last_30.used) == (1, 1)
    assert figures.last_30.not_logged == 28
    note(journal, at=datetime(2026, 11, 20, 12, tzinfo=UTC))
    assert journal.standings()[0].figures.free_days_total == 2


def test_an_archived_focus_is_shown_only_where_asked_for(journal: Journal) -> None:
    journal.put_focus(msgspec.structs.replace(ALCOHOL, archived=True))
    assert journal.focuses() == ()
    assert [one.label for one in journal.focuses(archived=True)] == ["alcohol"]
    assert journal.standings() == []
    assert journal.focus("alc").archived


def test_settling_needs_a_focus_where_several_are_possible(journal: Journal) -> None:
    journal.put_focus(GAMBLING)
    stored = journal.write(journal.new_entry(kind="use", confirmed=False))
    with pytest.raises(UsageProblem, match="needs a focus") as caught:
        journal.confirm(stored)
    assert str(stored.number) in caught.value.hint
    settled = journal.confirm(stored, GAMBLING)
    assert isinstance(settled.entry, Use)
    assert (settled.entry.confirmed, settled.entry.focus) == (True, GAMBLING.id)
    assert journal.versions(settled)[-1].action == "confirm"


def test_a_word_that_names_no_single_focus_is_told(journal: Journal) -> None:
    journal.put_focus(msgspec.structs.replace(GAMBLING, label="alchemy"))
    assert journal.focus("alco") == ALCOHOL
    for word in ("al", "", "beer", "\udcff"):
        with pytest.raises(NotFound):
            journal.focus(word)


# Lines.


def line(*words: str) -> grammar.Line:
    return grammar.parse(words)


def test_a_line_written_unlocked_needs_no_further_word(journal: Journal) -> None:
    stored = journal.write_line(line("used", "@payday"))
    assert isinstance(stored.entry, Use)
    assert (stored.entry.confirmed, stored.entry.source) == (True, "log")
    assert stored.entry.focus == ALCOHOL.id
    assert journal.pending().unsettled == ()


@pytest.mark.parametrize(
    "words",
    [
        ["craving", "7", "lonely", "@work", "+walk", "after:3", "on:alcohol", "with:Robin"],
        ["mood", "6", "fine"],
        ["grateful", "coffee"],
        ["note", "called", "in", "sick"],
        ["met", "with:sponsor", "step", "meeting"],
        ["used"],
        ["ask", "how", "to", "get", "through", "Sunday"],
    ],
    ids=lambda words: words[0],
)
def test_the_line_of_an_entry_writes_the_same_entry(journal: Journal, words: list[str]) -> None:
    stored = journal.write_line(line(*words))
    again = journal.write_line(grammar.parse(grammar.format_elements(journal.line_of(stored))))
    assert msgspec.structs.replace(again.entry, id=stored.entry.id) == stored.entry


def test_a_rewritten_entry_keeps_what_the_line_does_not_name(
    journal: Journal, at: Callable[[str], None]
) -> None:
    stored = journal.write_line(line("craving", "7", "payday", "on:alcohol", "at:yesterday 21:00"))
    at("2026-11-24T09:00:00+01:00")
    again = journal.rewrite(stored, line("craving", "4", "payday", "really"))
    assert isinstance(again.entry, Craving)
    assert (again.number, again.entry.craving) == (stored.number, 4.0)
    for name in ("id", "at", "offset", "day", "written", "focus", "source"):
        assert getattr(again.entry, name) == getattr(stored.entry, name), name


def test_a_rewritten_entry_keeps_its_focus_whatever_its_kind(journal: Journal) -> None:
    stored = journal.write_line(line("mood", "6", "on:alcohol"))
    assert stored.entry.focus == ALCOHOL.id
    again = journal.rewrite(stored, line("mood", "7"))
    assert isinstance(again.entry, Mood)
    assert again.entry.mood == 7.0
    assert again.entry.focus == ALCOHOL.id


def test_a_rewritten_entry_keeps_a_time_that_could_not_be_read(journal: Journal) -> None:
    stored = journal.write_line(line("note", "x", "at:when the rain stopped"))
    assert stored.entry.when_words == "when the rain stopped"
    again = journal.rewrite(stored, line("note", "y"))
    assert (again.entry.text, again.entry.when_words) == ("y", "when the rain stopped")


def test_a_rewritten_entry_was_written_when_it_was_first_written(
    journal: Journal, at: Callable[[str], None]
) -> None:
    stored = journal.write_line(line("note", "x"))
    at("2026-11-24T09:00:00+01:00")
    again = journal.rewrite(stored, line("note", "x", "at:2026-11-21 20:00"))
    assert again.entry.day == date(2026, 11, 21)
    assert again.entry.written == stored.entry.at


def test_an_unconfirmed_use_stays_so_when_its_line_is_rewritten(journal: Journal) -> None:
    stored = journal.write(journal.new_entry(kind="use", focus=ALCOHOL.id, confirmed=False))
    again = journal.rewrite(stored, line("used", "@payday"))
    assert isinstance(again.entry, Use)
    assert not again.entry.confirmed


def test_a_check_in_is_more_than_a_line(journal: Journal) -> None:
    (stored,) = journal.select(Selection(kinds=("check_in",)))
    with pytest.raises(UsageProblem):
        journal.line_of(stored)
    with pytest.raises(UsageProblem):
        journal.rewrite(stored, line("mood", "5"))


# Everything.


def test_everything_holds_every_entry_and_every_version(journal: Journal) -> None:
    found = journal.everything()
    assert len(found["entry"]) == len(WRITTEN) + 1
    shown = all_entries(journal)
    assert len(found["version"]) == sum(len(journal.versions(stored)) for stored in shown)


def test_a_device_that_wrote_remembers_how_far(sample: Sample) -> None:
    with sample.open() as journal:
        note(journal)
        row = journal.connection.execute("SELECT value FROM fact WHERE name = 'generation'")
        generation = int(row.fetchone()[0])
    known = device.load(sample.places.device)
    assert known is not None
    assert known.generation == generation


def test_closing_twice_is_no_error(sample: Sample) -> None:
    journal = sample.open()
    note(journal)
    journal.close()
    journal.close()


def test_the_text_form_shows_no_key_and_no_word(journal: Journal, sample: Sample) -> None:
    told = f"{journal!r} {journal} {journal.keys!r} {sample.keys}"
    for secret in (sample.keys.database, sample.keys.inbox_seed):
        assert secret.hex() not in told
        assert repr(secret) not in told
