"""The catalogue: every message of the program in one file, for translators.

    .venv/bin/python scripts/catalogue.py           write src/recoverylog/locale/recoverylog.pot
    .venv/bin/python scripts/catalogue.py --check   exit with 1 where it is out of date

Messages are read from the source, not run: the first argument of ``_( … )``, the first two of
``counted( … )``, what the help makes of docstrings, and the names in milestones.json. They stand
in alphabetical order and name files without lines, so that a change moves nothing else and two
changes seldom meet. docs/translating.md tells the rest.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parents[1] / "src" / "recoverylog"
POT = PACKAGE / "locale" / "recoverylog.pot"
MILESTONES = PACKAGE / "insights" / "milestones.json"

HEADER = """\
# The messages of recoverylog, by scripts/catalogue.py. How to use it: docs/translating.md.
msgid ""
msgstr ""
"Project-Id-Version: recoverylog\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"
"""
_WIDEST = 79


class Message(NamedTuple):
    """One entry of the catalogue.

    Attributes:
        one: the message, or its form for one.
        many: its form for any other number; empty for a message without a number.
        fields: whether it names fields in braces.
        place: the file that it stands in, from the folder of the sources on.
    """

    one: str
    many: str
    fields: bool
    place: str


def literal(node: ast.expr) -> str | None:
    """Return the text of a plain literal, and None for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def marked(tree: ast.AST, place: str) -> Iterator[Message]:
    """Return the messages of every marker in a module, but those whose text is not a literal."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        one = literal(node.args[0])
        if one is None:
            continue
        if name == "_":
            yield Message(one, "", bool(node.keywords), place)
        elif name == "counted" and len(node.args) == 3:
            many = literal(node.args[1])
            if many is not None:
                yield Message(one, many, True, place)


def help_of_commands(tree: ast.AST, place: str) -> Iterator[Message]:
    """Return the docstrings that ``--help`` shows: of what app.py registers, or a decorator."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(map(registers, node.decorator_list)):
            yield Message(inspect.cleandoc(ast.get_docstring(node) or ""), "", False, place)


def registers(decorator: ast.expr) -> bool:
    """Return whether a decorator makes a command of a function."""
    return isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith(".command")


def registered(tree: ast.AST) -> set[tuple[str, str]]:
    """Return (module, function) of each ``app.command("today")(reading.today)``."""
    return {
        (ast.unparse(node.args[0].value), node.args[0].attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and registers(node.func)
        and node.args
        and isinstance(node.args[0], ast.Attribute)
    }


def functions(tree: ast.AST, names: set[str], place: str) -> Iterator[Message]:
    """Return the docstrings of some functions of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name in names:
            yield Message(ast.get_docstring(node) or "", "", False, place)


def help_of_keys(trees: dict[str, ast.Module]) -> Iterator[Message]:
    """Return the first line of the docstring of every class below ``Command``."""
    known, before = {"Command"}, 0
    classes = [
        (place, node)
        for place, tree in trees.items()
        if place.startswith("tui/")
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    ]
    while len(known) > before:
        before = len(known)
        for _, node in classes:
            if {ast.unparse(base).rpartition(".")[2] for base in node.bases} & known:
                known.add(node.name)
    for place, node in classes:
        bases = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        if bases & known and (text := ast.get_docstring(node)):
            yield Message(text.splitlines()[0], "", False, place)


def names_of_milestones() -> Iterator[Message]:
    """Return the names in the data file of milestones."""
    place = MILESTONES.relative_to(PACKAGE).as_posix()
    for row in json.loads(MILESTONES.read_text(encoding="utf-8")):
        yield Message(f"{{n}} {row['one']}", f"{{n}} {row['many']}", True, place)
        for label in row["labels"].values():
            yield Message(label, "", False, place)


def messages(package: Path = PACKAGE) -> list[Message]:
    """Return every message of the package, one for each place that it stands in."""
    trees = {
        file.relative_to(package).as_posix(): ast.parse(file.read_text(encoding="utf-8"))
        for file in sorted(package.rglob("*.py"))
    }
    found: list[Message] = []
    for place, tree in trees.items():
        found += marked(tree, place)
        if place.startswith("cli/"):
            found += help_of_commands(tree, place)
    for module, function in registered(trees["cli/app.py"]):
        place = f"cli/{module}.py"
        found += functions(trees[place], {function}, place)
    found += help_of_keys(trees)
    found += names_of_milestones()
    return [one for one in found if one.one]


def written(text: str) -> str:
    """Return a text as a catalogue has it: a line for each of its own, long ones parted."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    if len(escaped) <= _WIDEST - 10 and "\\n" not in escaped[:-2]:
        return f'"{escaped}"'
    rows = [""]
    for piece in escaped.replace("\\n", "\\n\0").split("\0"):
        line = ""
        for word in piece.split(" "):
            longer = f"{line}{word} "
            if line and len(longer) > _WIDEST - 2:
                rows.append(line)
                longer = f"{word} "
            line = longer
        rows.append(line[:-1])
    while rows[-1] == "":
        rows.pop()
    return "\n".join(f'"{row}"' for row in rows)


def pot(found: Iterable[Message]) -> str:
    """Return the catalogue of some messages."""
    places: dict[tuple[str, str], set[str]] = {}
    with_fields: set[tuple[str, str]] = set()
    plural = {one.one: one.many for one in found if one.many}
    for one in found:
        # A message that is also the singular of another is one entry with it, as gettext has it.
        key = (one.one, one.many or plural.get(one.one, ""))
        places.setdefault(key, set()).add(one.place)
        if one.fields:
            with_fields.add(key)
    entries = [HEADER]
    for key in sorted(places):
        lines = [f"#: {place}" for place in sorted(places[key])]
        if key in with_fields:
            lines.append("#, python-brace-format")
        lines.append(f"msgid {written(key[0])}")
        if key[1]:
            lines += [f"msgid_plural {written(key[1])}", 'msgstr[0] ""', 'msgstr[1] ""']
        else:
            lines.append('msgstr ""')
        entries.append("\n".join(lines) + "\n")
    return "\n".join(entries)


def main() -> int:
    """Write the catalogue, or say whether it is the one that would be written."""
    reading = argparse.ArgumentParser(description="Write the catalogue of messages.")
    reading.add_argument("--check", action="store_true", help="only say whether it is up to date")
    present = pot(messages())
    if not reading.parse_args().check:
        POT.parent.mkdir(exist_ok=True)
        POT.write_text(present, encoding="utf-8")
        return 0
    if POT.exists() and POT.read_text(encoding="utf-8") == present:
        return 0
    sys.stderr.write(f"{POT.name} is out of date: .venv/bin/python scripts/catalogue.py\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
