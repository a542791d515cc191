"""Answers: taken in one by one, told apart, kept, put away, blocked, and brought back."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoverylog.errors import NotFound, RecoverylogError
from recoverylog.journal.shared import MOST_A_DAY, OPEN_DAYS, Shared
from recoverylog.journal.supporter import Supporter
from recoverylog.journal.text import clean
from recoverylog.session.journal import Journal
from recoverylog.session.ledger import Leaving
from recoverylog.session.replies import TooMany
from recoverylog.sharing import reply, sealed_page
from recoverylog.sharing.document import Document
from recoverylog.vault import ledger
from tests.sharing.page_twin import opened, packed, token
from tests.vault.invented import Sample

NOW = datetime(2026, 11, 22, 20, 14, tzinfo=UTC)
TODAY = date(2026, 11, 22)
SAM = Supporter(id="5" * 32, name="Sam Okafor", role="sponsor")
FIRST, SECOND = bytes([1] * 16), bytes([2] * 16)
SAID = "Call at six.\nI’ll be there."


def key(page: bytes) -> bytes:
    return bytes(reversed(page)) * 2


def shared(journal: Journal, page: bytes = FIRST, supporter: Supporter | None = SAM) -> Shared:
    return journal.record_share(
        Leaving("page", b"<html>", ("asked",), TODAY, TODAY, supporter, page, key(page))
    )


def made(text: str = SAID, page: bytes = FIRST, nonce: bytes | None = None) -> str:
    return token(packed(text.encode("utf-8", "surrogatepass")), key(page), page, nonce)


@pytest.fixture
def journal(sample: Sample) -> Iterator[Journal]:
    with sample.open() as journal:
        journal.put_supporter(SAM)
        shared(journal)
        yield journal


def outcomes(journal: Journal, *texts: str) -> list[str]:
    return [one.outcome for one in journal.receive("\n".join(texts)).arrivals]


def test_an_answer_is_taken_in_and_says_which_page_it_answers(journal: Journal) -> None:
    page = journal.shared()[0]
    received = journal.receive(f"Sam: > {made()}")
    (answer,) = received.replies
    assert (answer.text, answer.page, answer.at) == (SAID, page, NOW)
    assert (answer.state, answer.kept_at) == ("new", None)
    assert answer.page.supporter == SAM
    assert [one.outcome for one in received.arrivals] == ["new"]
    assert journal.replies() == [answer]
    assert journal.replies("new") == [answer]
    assert journal.replies("kept") == []
    assert journal.encouragement() is None, "nothing comes back that was not kept"


def test_an_answer_to_a_sealed_page_finds_its_way_back(journal: Journal, tmp_path: Path) -> None:
    """The page as it is handed over, opened by the second reader, answered by the second writer."""
    sealed = sealed_page.seal(Document("For my sponsor", "30 days"))
    row = journal.record_share(
        Leaving(
            "page",
            sealed.content,
            (),
            TODAY,
            TODAY,
            SAM,
            page=sealed.id,
            reply_key=sealed.reply_key,
        ),
        str(tmp_path),
    )
    held = opened(Path(row.path).read_bytes(), sealed.words)
    text = token(packed(SAID.encode()), base64.b64decode(held["reply"]), sealed.id)
    (answer,) = journal.receive(text).replies
    assert (answer.text, answer.page) == (SAID, row)
    assert sealed.words not in repr(journal.everything()), "the words are kept nowhere"


def test_answers_outlive_the_closing_of_the_journal(sample: Sample) -> None:
    with sample.open() as journal:
        shared(journal, supporter=None)
        (answer,) = journal.receive(made()).replies
        assert answer.page.supporter is None
        kept = journal.keep_reply(answer.id)
    with sample.open() as journal:
        assert journal.replies() == [kept]
        (row,) = journal.everything()["reply"]
    assert (row["body"], row["state"]) == (SAID, "kept")


def test_the_same_answer_is_there_once(journal: Journal) -> None:
    one = made()
    (first,) = journal.receive(one).replies
    before = journal.generation()
    again = journal.receive(f"> {one[:60]}\n> {one[60:]}")
    assert again.replies == ()
    assert [(one.outcome, one.reply, one.problem) for one in again.arrivals] == [
        ("known", first, None)
    ]
    assert journal.replies() == [first]
    assert journal.generation() == before, "nothing was written"


def test_each_answer_is_judged_by_itself(journal: Journal) -> None:
    shared(journal, SECOND, None)
    journal.close_page(SECOND.hex())
    old = made("old")
    journal.receive(old)
    damaged = made("changed")[:-9] + "AAAAAAAA."
    strange = made("hello", bytes([9] * 16))
    late = made("late", SECOND)
    received = journal.receive(" ".join([strange, made("new one"), late, damaged, old]))
    assert [one.outcome for one in received.arrivals] == [
        "unknown", "new", "closed", "damaged", "known",
    ]  # fmt: skip
    unknown, _, closed, broken, known = received.arrivals
    assert unknown.page is None
    assert isinstance(unknown.problem, reply.UnknownPage)
    assert closed.page == journal.share_of(SECOND.hex())
    assert isinstance(closed.problem, reply.PageClosed)
    assert broken.page == journal.share_of(FIRST.hex())
    assert isinstance(broken.problem, reply.NoteDamaged)
    assert known.reply is not None
    assert known.reply.text == "old"
    assert [one.text for one in received.replies] == ["new one"]
    assert {one.text for one in journal.replies()} == {"old", "new one"}


def test_a_text_without_a_whole_answer_says_so(journal: Journal) -> None:
    before = journal.generation()
    with pytest.raises(reply.NoNote):
        journal.receive("see you on Sunday")
    with pytest.raises(reply.NoteDamaged):
        journal.receive(made()[:-1])
    with pytest.raises(reply.NoteTooLong):
        journal.receive(made() + " " * 8_192)
    assert journal.generation() == before
    assert journal.replies() == []


def test_a_page_of_another_form_takes_no_answers(journal: Journal) -> None:
    row = journal.record_share(Leaving("html", b"<html>", (), TODAY, TODAY))
    page = bytes.fromhex(row.id)
    assert outcomes(journal, made("x", page)) == ["unknown"]


def test_a_page_closes_by_itself(journal: Journal, at: Callable[[datetime], None]) -> None:
    at(NOW + timedelta(days=OPEN_DAYS, seconds=-1))
    assert outcomes(journal, made("in time")) == ["new"]
    at(NOW + timedelta(days=OPEN_DAYS))
    before = journal.generation()
    assert outcomes(journal, made("too late")) == ["closed"]
    assert journal.generation() == before, "nothing was written"
    assert [one.text for one in journal.replies()] == ["in time"], "what came stays"


def test_a_page_whose_key_is_gone_is_closed(journal: Journal) -> None:
    with journal.writing() as connection:
        connection.execute("DELETE FROM page_key")
    assert outcomes(journal, made()) == ["closed"]


def test_so_many_answers_a_day_are_taken_in(
    journal: Journal, at: Callable[[datetime], None]
) -> None:
    shared(journal, SECOND)
    texts = [made(str(number)) for number in range(MOST_A_DAY + 2)]
    for text in texts[: MOST_A_DAY - 1]:
        assert outcomes(journal, text) == ["new"]
    received = journal.receive(" ".join([*texts[MOST_A_DAY - 1 :], made("other", SECOND)]))
    assert [one.outcome for one in received.arrivals] == ["new", "too_many", "too_many", "new"]
    assert isinstance(received.arrivals[1].problem, TooMany)
    assert len(journal.replies()) == MOST_A_DAY + 1
    at(NOW + timedelta(days=1, seconds=-1))
    assert outcomes(journal, texts[-1]) == ["too_many"]
    at(NOW + timedelta(days=1))
    assert outcomes(journal, texts[-1]) == ["new"], "none was lost"


def test_what_another_program_does_meanwhile_counts(
    journal: Journal, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and writing the page is closed elsewhere, or the same answer comes in."""
    text, other = made("one"), made("two")
    real = journal._make_room
    meanwhile: list[Callable[[Journal], Any]] = [
        lambda second: second.receive(text),
        lambda second: second.close_page(FIRST.hex()),
    ]

    def room() -> None:
        if meanwhile:
            with sample.open() as second:
                meanwhile.pop(0)(second)
        real()

    monkeypatch.setattr(journal, "_make_room", room)
    assert outcomes(journal, text) == ["known"]
    assert outcomes(journal, other) == ["closed"]
    assert [one.text for one in journal.replies()] == ["one"]


def test_a_disk_that_refuses_takes_nothing_in(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = ledger.take_in, []

    def second_refused(*given: Any) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise RecoverylogError("refused")
        real(*given)

    monkeypatch.setattr(ledger, "take_in", second_refused)
    with pytest.raises(RecoverylogError, match="refused"):
        journal.receive(made("one") + made("two"))
    assert journal.replies() == []
    assert outcomes(journal, made("one")) == ["new"]


def test_an_answer_is_kept_or_put_away_and_the_mind_changed(
    journal: Journal, at: Callable[[datetime], None]
) -> None:
    (answer,) = journal.receive(made()).replies
    kept = journal.keep_reply(answer.id)
    assert kept == answer._replace(state="kept", kept_at=NOW)
    at(NOW + timedelta(hours=1))
    assert journal.keep_reply(answer.id) == kept, "kept twice is kept"
    away = journal.put_reply_away(answer.id)
    assert away == answer._replace(state="put_away", kept_at=None)
    assert journal.replies("put_away") == [away]
    assert journal.encouragements() == []
    again = journal.keep_reply(answer.id)
    assert again.kept_at == NOW + timedelta(hours=1)
    assert journal.encouragements() == [again]
    for act in (journal.keep_reply, journal.put_reply_away, journal.erase_reply):
        for wrong in ("f" * 32, answer.id[:8], ""):
            with pytest.raises(NotFound):
                act(wrong)
    with pytest.raises(NotFound):
        journal.block_sender("f" * 32)


def test_an_answer_is_found_by_the_beginning_of_its_id(journal: Journal) -> None:
    one, two = journal.receive(made("one") + made("two")).replies
    assert journal.reply_of(one.id[:8].upper()) == one
    assert journal.reply_of(two.id) == two
    for wrong in ("", one.id[:3], "____", one.id + "0"):
        with pytest.raises(NotFound):
            journal.reply_of(wrong)


def test_an_erased_answer_leaves_no_word_and_does_not_come_back(journal: Journal) -> None:
    text = made("words that hurt")
    (answer,) = journal.receive(text).replies
    journal.keep_reply(answer.id)
    journal.erase_reply(answer.id)
    assert (journal.replies(), journal.encouragement()) == ([], None)
    assert "hurt" not in repr(journal.everything()["reply"])
    (arrival,) = journal.receive(text).arrivals
    assert (arrival.outcome, arrival.reply) == ("known", None)
    assert journal.replies() == []
    with pytest.raises(NotFound):
        journal.keep_reply(answer.id)


def test_a_blocked_sender_is_heard_no_more(journal: Journal) -> None:
    shared(journal, SECOND)
    one, two = journal.receive(made("one") + made("two")).replies
    (other,) = journal.receive(made("other", SECOND)).replies
    journal.keep_reply(one.id)
    journal.keep_reply(other.id)
    page = journal.block_sender(two.id)
    assert page.closed == NOW
    assert {one.text: one.state for one in journal.replies()} == {
        "one": "put_away",
        "two": "put_away",
        "other": "kept",
    }
    assert outcomes(journal, made("more")) == ["closed"]
    assert outcomes(journal, made("more", SECOND)) == ["new"]
    assert [one.text for one in journal.encouragements()] == ["other"]


def test_encouragements_come_by_turns_a_day_each(
    journal: Journal, at: Callable[[datetime], None]
) -> None:
    texts = ["one", "two", "three"]
    for hours, text in enumerate(texts):
        (answer,) = journal.receive(made(text)).replies
        at(NOW + timedelta(hours=hours))
        journal.keep_reply(answer.id)
    assert [one.text for one in journal.encouragements()] == texts, "as they were kept"
    seen = [journal.encouragement(TODAY + timedelta(days=n)) for n in range(6)]
    names = [one.text for one in seen if one is not None]
    assert sorted(names[:3]) == sorted(texts)
    assert names[:3] == names[3:]
    assert journal.encouragement(TODAY) == journal.encouragement(TODAY, 0) == seen[0]
    assert [journal.encouragement(TODAY, turn) for turn in range(3)] == seen[:3]
    at(NOW)
    assert journal.encouragement() == seen[0]
    assert journal.encouragement(date.min) is not None
    journal.close_page(FIRST.hex())
    assert len(journal.encouragements()) == 3, "closing a page takes none away"


# Whatever anybody sends ------------------------------------------------------------------

HOSTILE = (
    "\x1b]52;c;aGVsbG8=\x07",
    "\x1b]8;;https://example.test\x1b\\click\x1b]8;;\x1b\\",
    "\x1b[2J\x9b31m",
    "\u202edetrevni\u202c",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[@click=app.quit]press[/]",
    '=HYPERLINK("http://example.test")',
    "a" + "\u0301" * 50,
    "\x00\x07\r\n\u2028\ufeff",
    "\ud800",
    "'; DROP TABLE reply; --",
)
NOTES = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=40), max_size=8).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NOTES)
def test_whatever_is_answered_can_do_no_harm_where_it_is_shown(journal: Journal, text: str) -> None:
    with journal.writing(counted=False) as connection:
        connection.execute("DELETE FROM reply")
    (arrival,) = journal.receive(made(text)).arrivals
    if arrival.outcome == "damaged":
        assert journal.replies() == []
        assert not text.isascii() or not any(map(str.isalnum, text))
        return
    (answer,) = journal.replies()
    assert answer == arrival.reply
    assert answer.text == clean(answer.text)
    for char in answer.text:
        category = unicodedata.category(char)
        assert char == "\n" or category not in {"Cc", "Cs", "Co", "Zl", "Zp"}
        assert category != "Cf" or char == "\u200d"
    assert "\n\n\n" not in answer.text


def test_the_same_words_sealed_once_more_are_one_answer(journal: Journal) -> None:
    assert outcomes(journal, made(nonce=bytes(12)), made(nonce=bytes([1]) * 12)) == ["new", "known"]
    assert outcomes(journal, made(nonce=bytes([2]) * 12)) == ["known"]
    assert len(journal.replies()) == 1
    assert outcomes(journal, made(text="Something else.")) == ["new"]


@pytest.mark.parametrize("cut", [8, 17, 45, 300])
def test_one_that_was_cut_is_told_beside_a_whole_one(journal: Journal, cut: int) -> None:
    shared(journal, SECOND)
    whole, other = made(), made("Something else.", SECOND)
    wanted = ["new"] if cut < 16 else ["new", "damaged"]
    assert outcomes(journal, whole, other[:cut]) == wanted
    assert outcomes(journal, other[:cut], made("And more.")) == wanted
    assert len(journal.replies()) == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_pasted_is_an_answer_or_is_told(journal: Journal, data: st.DataObject) -> None:
    """Bits of answers in any order and any dress: nothing but our own errors, and no more rows."""
    whole = made(data.draw(st.text(max_size=20)), data.draw(st.sampled_from([FIRST, SECOND])))
    cut = data.draw(st.integers(0, len(whole)))
    bits = st.sampled_from([whole, whole[:cut], whole[cut:], "RLNOTE1.", ".", "> ", "\n"])
    pieces = data.draw(st.lists(bits | st.text(max_size=10), max_size=12))
    before = len(journal.replies())
    try:
        received = journal.receive("".join(pieces))
    except (reply.NoNote, reply.NoteDamaged, reply.NoteTooLong):
        assert len(journal.replies()) == before
        return
    assert len(journal.replies()) == before + len(received.replies)
    for arrival in received.arrivals:
        assert (arrival.problem is None) == (arrival.outcome in {"new", "known"})
        assert arrival.page is not None or arrival.outcome in {"unknown", "damaged"}
