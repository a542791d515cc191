"""The words that a person may choose for themselves stand in one file, and nowhere else.

Some of them hurt where they are said about somebody, so that the list of words speaks against
them. journal/terms.py may hold them, because they are only shown where the person chose this
word themselves. That nothing else is shown with other choices, tests/cli/test_cli_terms.py and
tests/tui/test_terms.py hold.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import recoverylog
from recoverylog.journal import terms
from tests.language.terms_of_choice import ONLY_WHERE_CHOSEN

PACKAGE = Path(recoverylog.__file__).parent
TERMS = Path(terms.__file__)
TEXTS = {".json", ".txt", ".html", ".tcss", ".toml", ".js", ".css"}

# Other files -> why such a word may stand there.
ELSEWHERE = {
    "crypto/words.txt": "words of a passphrase, none of which says anything of anybody",
}


def literals(source: str) -> Iterator[str]:
    """Every string of a module but its docstrings, words of one letter and keys alike."""
    tree = ast.parse(source)
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in silent
        ):
            yield node.value


def chosen_words(path: Path) -> list[str]:
    content = path.read_text(encoding="utf-8")
    said = literals(content) if path.suffix == ".py" else content.splitlines()
    return [text for text in said if ONLY_WHERE_CHOSEN.search(text)]


def test_words_of_choice_stand_in_one_file() -> None:
    found = {
        str(path.relative_to(PACKAGE)): words
        for path in PACKAGE.rglob("*")
        if path.suffix in {".py", *TEXTS} and path != TERMS
        if (words := chosen_words(path))
    }
    assert {name: words for name, words in found.items() if name not in ELSEWHERE} == {}
    assert set(ELSEWHERE) <= set(found), "an exception that nothing needs"


def test_that_file_holds_them() -> None:
    said = " ".join(chosen_words(TERMS)).casefold()
    for word in ("sober", "clean", "lapse", "slip", "relapse"):
        assert f"{word} " in said


def test_such_a_word_is_found() -> None:
    assert list(literals('"""A slip."""\nKEY = "slip"\nf"{KEY} a relapse"\n')) == [
        "slip",
        " a relapse",
    ]
