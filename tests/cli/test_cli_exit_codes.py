"""docs/exit-codes.md against the errors that the code raises."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path

from recoverylog import errors, guard

PAGE = Path(__file__).parents[2] / "docs" / "exit-codes.md"
ROW = re.compile(r"\|\s*(\d+)\s*\|\s*(.+?)\s*\|\s*(.+?)\s*\|\s*(.+?)\s*\|")


def rows() -> dict[int, tuple[str, str, str]]:
    found = [ROW.fullmatch(line) for line in PAGE.read_text(encoding="utf-8").splitlines()]
    matched = [(int(row[1]), (row[2].strip("`"), row[3], row[4])) for row in found if row]
    assert len(matched) == len(dict(matched)), "a code stands there twice"
    return dict(matched)


def kinds(parent: type[errors.RecoverylogError]) -> Iterator[type[errors.RecoverylogError]]:
    yield parent
    for child in parent.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from kinds(child)


def test_the_page_lists_every_error_and_nothing_else() -> None:
    known = {kind.exit_code: kind.__name__ for kind in kinds(errors.RecoverylogError)}
    said = {code: name for code, (name, _when, _safe) in rows().items()}
    beside = {0: "done", errors.INTERRUPTED: "interrupted", guard._PIPE_CLOSED: "pipe closed"}
    # As a shell tells of a signal.
    beside |= {128 + signal.SIGHUP: "hung up", 128 + signal.SIGTERM: "asked to end"}
    assert said == {**known, **beside}


def test_no_two_errors_share_a_code() -> None:
    codes = [kind.exit_code for kind in kinds(errors.RecoverylogError)]
    assert len(codes) == len(set(codes))


def test_the_table_in_the_module_says_the_same() -> None:
    tree = re.findall(r"(\w+) +(\d+) {2,}\S", errors.__doc__ or "")
    said = {code: name for code, (name, _when, _safe) in rows().items() if name in dict(tree)}
    assert {int(code): name for name, code in tree} == said
    assert len(tree) == len(list(kinds(errors.RecoverylogError)))


def test_each_row_says_when_and_what_is_safe() -> None:
    for code, (name, when, safe) in rows().items():
        assert when.endswith("."), (code, name)
        assert safe.endswith("."), (code, name)
