"""What is prepared is what leaves, and the ledger is told what is really in it."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest

from recoverylog.journal.shared import FORMS, Form
from recoverylog.session import handover
from recoverylog.session.journal import Journal
from recoverylog.sharing import composing, forms, text
from recoverylog.sharing import document as shared
from recoverylog.sharing.letter import OFFERED, Section, Ticked
from tests.sharing import page_twin
from tests.sharing.invented_letter import SPONSOR, material
from tests.vault.invented import Sample


@pytest.fixture
def journal(sample: Sample) -> Iterator[Journal]:
    with sample.open() as journal:
        yield journal


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_what_the_preview_shows(form: Form) -> None:
    ticked = Ticked(need="listen")
    prepared = handover.prepare(material(), ticked, form)
    assert prepared.document == composing.write(material(), ticked)
    assert prepared.preview == text.render(prepared.document)
    leaving = prepared.leaving
    assert (leaving.form, leaving.supporter) == (form, SPONSOR)
    assert (leaving.first, leaving.last) == (material().first, material().last)
    if form == "page":
        assert len(prepared.words) == 6
        opened = page_twin.opened(leaving.content, " ".join(prepared.words))
        assert shared.from_values(opened["document"]) == prepared.document
        assert base64.b64decode(opened["reply"]) == leaving.reply_key
    else:
        assert leaving.content == forms.content(prepared.document, form)
        assert prepared.words == ()
        assert (leaving.page, leaving.reply_key) == (None, None)


def test_a_page_is_sealed_anew_each_time() -> None:
    first, second = (handover.prepare(material(), Ticked(), "page") for _ in range(2))
    assert first.words != second.words
    assert first.leaving.page != second.leaving.page


def test_a_section_that_says_nothing_is_not_said_to_be_in_it() -> None:
    ticked = Ticked(sections=frozenset(Section), need="")
    named = handover.prepare(material(asks=()), ticked, "text").leaving.sections
    assert {"time", "mood", "cravings", "notes", "use-days"} <= set(named)
    assert not {"talk", "need", "proud", "next"} & set(named)
    asked = handover.prepare(material(), ticked._replace(need="advice"), "text").leaving.sections
    assert {"talk", "need"} <= set(asked)
    assert list(asked) == [one.value for one in Section if one.value in asked]


def test_an_empty_journal_shares_little_and_says_so() -> None:
    bare = material(entries=(), focuses=(), asks=(), supporter=None)
    prepared = handover.prepare(bare, Ticked(sections=OFFERED), "text")
    assert not {"time", "helped", "talk", "need"} & set(prepared.leaving.sections)
    assert "A page from my journal" in prepared.preview


def test_what_was_prepared_is_recorded(journal: Journal) -> None:
    prepared = handover.prepare(journal.material(30), Ticked(need="listen"), "page")
    row = journal.record_share(prepared.leaving)
    assert journal.shared() == [row]
    assert row.sections == prepared.leaving.sections
    assert "need" in row.sections
