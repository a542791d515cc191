"""Where our own sentences are told apart, a translation changes nothing of it."""

from __future__ import annotations

import re

import pytest

from recoverylog import language, paths
from recoverylog.journal import grammar
from recoverylog.support import crisis
from recoverylog.tui.screens import sealed
from recoverylog.tui.widgets import line as lines


class Marked:
    """A catalogue that changes every message, its first letter above all."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, one: str, many: str, number: int) -> str:
        return f"⟦{one if number == 1 else many}⟧"


@pytest.fixture(params=[False, True], ids=["English", "translated"], autouse=True)
def _language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param:
        monkeypatch.setattr(language, "_messages", Marked())


def coloured(typed: str) -> dict[str, str]:
    """What was understood of a line: what is in a colour, and in which."""
    content = lines._explained(grammar.parse_line(typed))
    spans = ((content.plain[one.start : one.end], str(one.style)) for one in content.spans)
    return {text: style for text, style in spans if style not in {"$faint", ""}}


def test_what_was_understood_has_its_colours() -> None:
    assert coloured("craving 7 lonely @work +walk") == {
        "7": "bold $dusk",
        "work": "$dusk",
        "walk": "$leaf",
    }
    assert coloured("mood 6 sun @work") == {"6": "bold $lamp", "work": "$dusk"}


def test_words_of_the_person_are_no_label_of_ours() -> None:
    assert coloured("note trigger happy · helped by rain") == {}


@pytest.mark.parametrize("country", ["GB", "DE", None, "ZZ"])
def test_the_page_for_a_crisis_leaves_out_the_options_alone(country: str | None) -> None:
    for width in (40, 80):
        told = crisis.render(country, width=width)
        short = crisis.render(country, width=width, options=False)
        assert "--overdose" in " ".join(told)
        assert not re.search(r"--\w", " ".join(short))
        left_out = [row for row in told if row not in short]
        assert [row for row in told if row not in left_out] == short
        assert "--overdose" in " ".join(left_out)
        assert len(left_out) <= 3


def test_a_sealed_line_is_told_without_the_command_that_takes_it_back() -> None:
    said = sealed.keep(paths.find(), "craving 7 lonely")
    assert "lonely" in said
    assert "recoverylog undo" not in said
    assert not said.endswith("\n")
