"""Every page that is printed is in the words that the person chose, and in no others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest

from recoverylog import paths
from recoverylog.cli import boundary, passphrase
from recoverylog.journal import terms
from recoverylog.journal.focus import Focus
from recoverylog.session import opening
from tests.cli.conftest import ALCOHOL, PASSPHRASE, Vault
from tests.language.terms_of_choice import ONLY_WHERE_CHOSEN, WORDS, of_others

PAGES = (
    ("today",),
    ("streak",),
    ("milestones",),
    ("patterns",),
    ("trends",),
    ("year", "--show", "days"),
    ("review",),
    ("list",),
    ("pending",),
    ("focus", "list"),
    ("people", "list"),
    ("people", "show", "nobody"),
    ("share", "--preview", "--tick", "use-days", "--tick", "focus", "--days", "90"),
)
"""Every page that has to do with days, with use or with people."""

CHOICES = [
    pytest.param(dict(zip(WORDS, keys, strict=True)), id="-".join(keys[:1]))
    for keys in zip(*WORDS.values(), strict=True)
]
Print = Callable[..., str]


@pytest.fixture
def printed(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Print]:
    """Return a function that has a command print a page in this process, and gives all it said.

    The journal holds three returns to use, of which streak tells the gaps, and a few entries in
    whose words none of the choices is.
    """
    assert vault.places == paths.find()
    monkeypatch.setattr(passphrase, "given", lambda: [PASSPHRASE])
    with opening.open_with(paths.find(), PASSPHRASE).journal as journal:
        journal.put_focus(Focus(id="c" * 32, label="coffee", since=date(2026, 12, 1)))
        for month, day, fields in (
            (8, 3, {"kind": "use", "amount": 1, "focus": ALCOHOL}),
            (9, 14, {"kind": "use", "amount": 1, "focus": ALCOHOL}),
            (11, 3, {"kind": "use", "amount": 2, "focus": ALCOHOL}),
            (11, 21, {"kind": "craving", "craving": 6, "focus": ALCOHOL, "text": "rain"}),
            (11, 22, {"kind": "mood", "mood": 6}),
        ):
            at = datetime(2026, month, day, 12, tzinfo=UTC)
            journal.write(journal.new_entry(at=at, **fields))

    def run(*arguments: str) -> str:
        terms.forget()
        boundary.run(list(arguments))
        out, err = capsys.readouterr()
        return out + err

    yield run
    terms.forget()


def prefer(chosen: dict[str, str]) -> None:
    with opening.open_with(paths.find(), PASSPHRASE).journal as journal:
        for name, value in chosen.items():
            journal.prefer(name, value)


@pytest.mark.parametrize("chosen", CHOICES)
def test_a_page_is_in_the_chosen_words_alone(printed: Print, chosen: dict[str, str]) -> None:
    prefer(chosen)
    pages = {" ".join(page): printed(*page) for page in PAGES}
    for name, key in chosen.items():
        for page, text in pages.items():
            assert of_others(text, name, key) == [], page
        together = "\n".join(pages.values())
        assert WORDS[name][key].search(together), f"{key} is said nowhere"
    for page in ("today", "streak", "milestones", "review", "year --show days", "focus list"):
        assert WORDS["time"][chosen["time"]].search(pages[page]), page
    shared = pages[" ".join(PAGES[-1])]
    assert WORDS["time"][chosen["time"]].search(shared)
    if chosen["time"] == "recovery":
        assert not ONLY_WHERE_CHOSEN.search("\n".join(pages.values()))
