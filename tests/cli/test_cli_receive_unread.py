"""receive and answers: what came from outside is read once the person says so, and not before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.test_cli_receive import ANSWERS, WORDS, answers, letter, pasted, states

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.answering import Letter
    from tests.cli.conftest import Vault
    from tests.conftest import Program

__all__ = ["letter"]


@pytest.mark.parametrize("option", ["--keep", "--put-away"])
def test_what_is_settled_unread_shows_no_word(option: str, vault: Vault, letter: Letter) -> None:
    done = vault.run("receive", option, input=letter.answered(WORDS))
    assert "glad" not in done.stdout + done.stderr
    done = vault.run("receive", option, "--show", input=letter.answered("more"))
    assert "  │ more\n" in done.stdout


def test_a_new_answer_is_listed_without_its_words(vault: Vault, letter: Letter) -> None:
    vault.ok("receive", input=letter.answered(WORDS))
    one = answers(vault)[0]["id"]
    listed = vault.ok("answers")
    assert "glad" not in listed
    assert f"To read it: recoverylog answers show {one[:4]}" in listed
    assert "glad" in vault.ok("answers", "show", one)
    vault.ok("answers", "keep", one)
    assert "“I am glad you wrote." in vault.ok("answers")


def test_an_answer_need_not_be_read(vault: Vault, letter: Letter, cli: Program) -> None:
    with pasted(cli) as screen:
        screen.enter(letter.answered(WORDS))
        screen.enter("")
        screen.expect(ANSWERS)
        screen.expect("Read it now? Y/n: ")
        screen.enter("n")
        screen.expect("It waits as new: recoverylog answers show")
        assert screen.ended() == 0
        assert "Ring me on Sunday" not in screen.words
    assert states(vault) == {WORDS: "new"}


def test_a_file_is_settled_on_a_terminal_too(
    vault: Vault, letter: Letter, cli: Program, tmp_path: Path
) -> None:
    file = tmp_path / "note"
    file.write_text(letter.answered(WORDS))
    with pasted(cli, str(file)) as screen:
        screen.expect("Read it now? Y/n: ")
        screen.enter("y")
        screen.expect("enter leaves it: ")
        screen.enter("k")
        assert screen.ended() == 0
    assert states(vault) == {WORDS: "kept"}
