"""Preferences and the words they choose, kept in an unlocked journal."""

from __future__ import annotations

import pytest

from recoverylog import paths
from recoverylog.crypto import kdf
from recoverylog.errors import UsageProblem
from recoverylog.journal import terms
from recoverylog.journal.preference import Preferences
from recoverylog.session import opening

PASSPHRASE = "amber quilt lantern otter maple"


def test_a_preference_lasts_and_goes_back_to_the_usual_one() -> None:
    with opening.create(paths.find(), PASSPHRASE, cost=kdf.LEAST).journal as journal:
        assert journal.preferences() == Preferences()
        assert journal.prefer("headline", "run").headline == "run"
        assert not journal.prefer("run_shown", "no").run_shown
    with opening.open_with(paths.find(), PASSPHRASE).journal as journal:
        assert journal.preferences() == Preferences(headline="run", run_shown=False)
        assert journal.prefer("headline", None) == Preferences(run_shown=False)
        with pytest.raises(UsageProblem):
            journal.prefer("run_shown", "maybe")
        assert journal.preferences() == Preferences(run_shown=False)


def test_the_words_are_chosen_at_opening_and_forgotten_at_closing() -> None:
    usual = terms.chosen()
    with opening.create(paths.find(), PASSPHRASE, cost=kdf.LEAST).journal as journal:
        journal.prefer("supporter", "mentor")
        assert terms.chosen() != usual
    assert terms.chosen() == usual
    with opening.open_with(paths.find(), PASSPHRASE).journal:
        chosen = terms.chosen()
        assert chosen != usual
    assert terms.chosen() == usual


def test_nobody_is_kept_out_over_a_preference_that_cannot_be_read() -> None:
    with opening.create(paths.find(), PASSPHRASE, cost=kdf.LEAST).journal as journal:
        with journal.writing() as connection:
            connection.execute("DROP TABLE preference")
        journal.write(journal.new_entry(kind="mood", mood=4.0))
    with opening.open_with(paths.find(), PASSPHRASE).journal as journal:
        assert journal.count() == 1
