"""What was chosen for a page, as a value: ticks, sentences, and the draft that keeps it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.journal.entry import Gratitude
from recoverylog.journal.shared import FORMS
from recoverylog.journal.supporter import PERIODS, Supporter
from recoverylog.sharing import composing, remembered, text
from recoverylog.sharing.document import NEEDS
from recoverylog.sharing.letter import OFFERED, OWN_WORDS, Material, Section
from recoverylog.tui import choosing as choices
from recoverylog.tui.choosing import Choosing, Sentence

TODAY = date(2026, 11, 22)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
origins = st.one_of(st.just(""), words.map(remembered.key))
sentence = st.builds(Sentence, words, st.booleans(), origins)
chosen = st.builds(
    Choosing,
    supporter=words,
    days=st.sampled_from(PERIODS),
    focus=words,
    form=st.sampled_from(FORMS),
    need=st.one_of(st.sampled_from(["", *NEEDS]), words),
    own_need=words,
    sections=st.frozensets(st.sampled_from(Section)),
    sentences=st.dictionaries(
        st.sampled_from(sorted(OWN_WORDS)), st.lists(sentence, max_size=4).map(tuple)
    ),
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=20,
)
NAMES = tuple(choices.fields(Choosing()))


@given(chosen)
def test_a_draft_gives_back_what_was_chosen(choosing: Choosing) -> None:
    kept = json.loads(json.dumps(choices.fields(choosing)))
    own = choosing.own_need or ("" if choosing.need in NEEDS else choosing.need)
    bare = {
        section: tuple(one if one.is_typed else one._replace(text="") for one in said)
        for section, said in choosing.sentences.items()
    }
    assert choices.from_fields(kept) == choosing._replace(own_need=own, sentences=bare)


@given(st.dictionaries(st.sampled_from(NAMES), plain))
def test_whatever_a_draft_holds_can_be_shown(fields: dict[str, Any]) -> None:
    read = choices.from_fields(fields)
    document = composing.write(Material(TODAY, read.days), read.ticked(Material(TODAY, read.days)))
    assert text.render(document)


@given(chosen)
def test_every_word_that_was_typed_is_handed_back_with_the_draft(choosing: Choosing) -> None:
    typed = choices.fields(choosing)["text"]
    for said in choosing.sentences.values():
        for one in said:
            assert not one.is_typed or not one.text.strip() or one.text in typed


def test_a_sentence_that_is_chosen_ticks_its_part() -> None:
    one = Sentence("tea", on=True)
    for section in OWN_WORDS:
        bare = Choosing(sections=frozenset())
        assert bare.saying(section, (one,)).sections == {section}
        none = bare.saying(section, (one,)).saying(section, (one._replace(on=False),))
        assert none.sections == ({section} if section in OFFERED else set())


def test_somebody_gets_what_they_usually_get() -> None:
    sam = Supporter(id="5" * 32, name="Sam", sections=("mood", "of a newer program"), days=7)
    given_ = Choosing(need="advice").given(sam)
    assert given_.sections == {Section.MOOD}
    assert (given_.days, given_.supporter, given_.need) == (7, sam.id, "advice")
    own = given_.saying(Section.NOTES, (Sentence("for Sam", on=True),))
    assert own.given(sam) == own, "what was ticked by hand for the same person stays"
    ida = Supporter(id="6" * 32, name="Ida")
    for other in (ida, None):
        assert own.given(other).sections == OFFERED, "nobody gets what was ticked for another"
        assert own.given(other).days == 30
        assert own.given(other).sentences == own.sentences


def gratitude(*texts: str) -> Material:
    """Return a material with notes of gratitude, all of today."""
    at = datetime.combine(TODAY, time(9), UTC)
    entries = tuple(
        Gratitude(id=f"{number:032x}", at=at, day=TODAY, offset=0, text=text, source="tui")
        for number, text in enumerate(texts)
    )
    return Material(TODAY, 7, entries=entries)


def test_a_draft_holds_of_the_journal_no_word() -> None:
    held = gratitude("coffee in the sun", "a quiet train")
    said = choices.sentences(held, Choosing(), Section.GRATITUDE)
    changed = said[0]._replace(text="coffee, outside", on=True)
    chosen = Choosing().saying(
        Section.GRATITUDE, (changed, said[1]._replace(on=True), Sentence("soup", on=False))
    )
    kept = json.dumps(choices.fields(chosen))
    assert "in the sun" not in kept
    assert "train" not in kept
    again = choices.from_fields(json.loads(kept))
    assert choices.sentences(held, again, Section.GRATITUDE) == chosen.sentences[Section.GRATITUDE]
    # One that was erased drops out; what was written for the page stays.
    erased = choices.sentences(gratitude(), again, Section.GRATITUDE)
    assert [one.text for one in erased] == ["coffee, outside", "soup"]


def test_a_draft_of_before_loses_nothing_that_was_typed() -> None:
    rows = [
        ["a quiet train", True, "a quiet train"],
        ["coffee, outside", True, "coffee in the sun"],
        ["soup", False, ""],
        ["gone by now", True, "gone by now"],
    ]
    read = choices.from_fields({"sentences": {"gratitude": rows}})
    held = gratitude("coffee in the sun", "a quiet train")
    found = choices.sentences(held, read, Section.GRATITUDE)
    assert [(one.text, one.on) for one in found] == [
        ("a quiet train", True),
        ("coffee, outside", True),
        ("soup", False),
    ]
    kept = json.dumps(choices.fields(read))
    assert "in the sun" not in kept
    assert "gone by now" not in kept


def test_own_words_for_a_need_are_read_from_where_they_were_chosen() -> None:
    read = choices.from_fields({"need": "a walk"})
    assert read.own_need == "a walk"
    assert read.needing("listen").needs[-1] == "a walk"
    assert choices.from_fields({"need": "listen"}).own_need == ""


@pytest.mark.parametrize("said", ["advice", "Advice"])
def test_a_need_is_known_by_its_key_and_by_its_words(said: str) -> None:
    needing = Choosing(sections=frozenset()).needing(said)
    assert needing.need == "advice"
    assert needing.own_need == ""
    assert needing.sections == {Section.NEED}


def test_own_words_for_a_need_outlive_another_choice() -> None:
    own = Choosing().needing("a walk")
    assert own.needing("listen").own_need == "a walk"
    assert own.needing("listen").needs == ("", *NEEDS, "a walk")
