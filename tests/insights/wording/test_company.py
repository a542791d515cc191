"""What stands by a person in words, and the sentence of a plan in its parts."""

from __future__ import annotations

import pytest

from recoverylog import language
from recoverylog.insights.wording import company
from recoverylog.insights.wording.plans import Piece, if_then, pieces


class Other:
    """A catalogue in which a sentence has another order."""

    def gettext(self, message: str) -> str:
        return {"If {cue}, then {then}": "⟦{then}: {cue}⟧"}.get(message, message)


def test_the_heading_says_whether_anything_has_helped() -> None:
    assert company.heading(known=True) == "What has helped you before"
    assert company.heading(known=False) == "What you could try"


@pytest.mark.parametrize(("times", "words"), [(0, "to try"), (1, "once"), (4, "4 times")])
def test_how_often(times: int, words: str) -> None:
    assert company.often(times) == words


def test_strengths_are_whole_numbers_where_both_are_known() -> None:
    assert company.strengths(7.6, 3.2) == ("8", "3")
    assert company.strengths(7.6, None) is None
    assert company.strengths(None, 3.2) is None
    assert company.strengths(0.0, 0.0) == ("0", "0")


def test_a_plan_in_its_parts() -> None:
    assert pieces("bus", "call J.") == (
        Piece("If ", "around"),
        Piece("bus", "cue"),
        Piece(", then ", "around"),
        Piece("call J.", "then"),
    )
    assert pieces("", "call J.") == (Piece("call J.", "then"),)
    assert pieces("bus", " ") == (Piece("bus", "cue"),)
    assert pieces("", "") == ()


def test_words_that_look_like_a_field_stay_words() -> None:
    assert if_then("{then}", "{cue} \0 %s") == "If {then}, then {cue} \ufffd %s"


def test_a_translation_may_turn_a_plan_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_messages", Other())
    assert if_then("bus", "call J.") == "⟦call J.: bus⟧"
    assert [piece.role for piece in pieces("bus", "call J.")] == [
        *("around", "then", "around", "cue", "around"),
    ]
