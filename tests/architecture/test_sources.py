"""The shape of the sources: sizes, names, docstrings, and what may be caught."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "src" / "recoverylog"
FILES = sorted(SOURCES.rglob("*.py"))

LONGEST_FILE = 400
LONGEST_CLASS = 250
LONGEST_FUNCTION = 60

# Where everything may be caught, and why. An entry that is no longer true fails too.
MAY_CATCH_EVERYTHING = {
    "quick.py": "a fault in reading a line must not cost the words of it",
    "cli/boundary.py": "the one place where a fault of ours becomes a line without local variables",
}

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def name_of(path: Path) -> str:
    return path.relative_to(SOURCES).as_posix()


def definitions(path: Path) -> list[Definition]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, Definition)]


def length(node: Definition) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_there_are_sources() -> None:
    assert len(FILES) > 10


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_functions_and_classes_stay_small(path: Path) -> None:
    limits: dict[type[Definition], int] = {ast.ClassDef: LONGEST_CLASS}
    too_long = [
        f"{node.name} (line {node.lineno}): {length(node)} lines"
        for node in definitions(path)
        if length(node) > limits.get(type(node), LONGEST_FUNCTION)
    ]
    assert not too_long


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"util", "utils", "helper", "helpers", "misc", "common", "manager"}
    assert [name_of(path) for path in FILES if drawers & set(Path(name_of(path)).parts)] == []
    assert [name_of(path) for path in FILES if path.stem in drawers] == []


def undocumented(node: ast.Module | ast.ClassDef, inside: str = "") -> Iterator[str]:
    for child in node.body:
        if isinstance(child, Definition) and not child.name.startswith("_"):
            if ast.get_docstring(child) is None:
                yield f"{inside}{child.name}"
            if isinstance(child, ast.ClassDef):
                yield from undocumented(child, f"{inside}{child.name}.")


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_everything_public_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module has no docstring"
    assert list(undocumented(tree)) == []


def swallows_everything(handler: ast.ExceptHandler) -> bool:
    """Return whether a handler takes any exception and does not pass the same one on."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    last = handler.body[-1]
    passed_on = isinstance(last, ast.Raise) and last.exc is None
    names = {"Exception", "BaseException"}
    takes_all = any(kind is None or ast.unparse(kind) in names for kind in kinds)
    return takes_all and not passed_on


def handlers(path: Path) -> list[ast.ExceptHandler]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)]


def test_errors_are_caught_by_name() -> None:
    found = {name_of(path) for path in FILES if any(map(swallows_everything, handlers(path)))}
    assert found == set(MAY_CATCH_EVERYTHING)


def test_nothing_is_caught_without_a_type() -> None:
    bare = [
        f"{name_of(path)}:{handler.lineno}"
        for path in FILES
        for handler in handlers(path)
        if handler.type is None
    ]
    assert bare == []


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("except Exception:\n    pass", True),
        ("except (OSError, BaseException) as problem:\n    print(problem)", True),
        ("except Exception as problem:\n    raise ValueError from problem", True),
        ("except BaseException:\n    print()\n    raise", False),
        ("except OSError:\n    pass", False),
    ],
)
def test_a_swallowed_exception_would_be_found(body: str, *, verdict: bool) -> None:
    (statement,) = ast.parse(f"try:\n    print()\n{body}").body
    assert isinstance(statement, ast.Try)
    assert swallows_everything(statement.handlers[0]) is verdict
