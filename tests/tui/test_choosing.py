"""What was chosen for a page, as a value: ticks, sentences, and the draft that keeps it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.journal.shared import FORMS
from recoverylog.journal.supporter import PERIODS, Supporter
from recoverylog.sharing import composing, text
from recoverylog.sharing.document import NEEDS
from recoverylog.sharing.letter import OFFERED, OWN_WORDS, Material, Section
from recoverylog.tui import choosing as choices
from recoverylog.tui.choosing import Choosing, Sentence

TODAY = date(2026, 11, 22)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
sentence = st.builds(Sentence, words, st.booleans(), words)
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
    assert choices.from_fields(kept) == choosing


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
    assert given_.given(None)._replace(supporter=sam.id) == given_
    plain_one = Supporter(id="6" * 32, name="Ida")
    assert given_.given(plain_one)._replace(supporter=sam.id) == given_


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
