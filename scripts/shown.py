"""Which strings of the package a person gets to see, told by where they stand in the code.

A string of two words or more is taken to be for people unless its place says otherwise: a
statement of SQL, a style, a key of a dictionary, the text of an error that only we ever read. A
single word is taken to be for people only where its place says so: the word of a key, the text of
a widget, a table of names. ``tests/language/test_catalogue.py`` holds every string found here to
be marked with ``_( … )`` or ``counted( … )``.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parents[1] / "src" / "recoverylog"
MARKERS = {"_", "counted"}

# Whole modules of other languages than English, and of examples that nobody wrote to be told.
NOT_ENGLISH = re.compile(
    r"cli/shells\.py|journal/invented\w*\.py|vault/(migrations|models)\.py|language\.py|"
    r"transfer/lossless\.py"
)
# Here a string is a statement, a key or a label of bytes, unless an error of ours carries it.
ONLY_ERRORS = re.compile(r"(vault|crypto/(?!passphrase)|charts/svg|transfer)\b.*\.py")

# A call of these is not for people, however deep the string lies in it.
NEVER_IN = {
    *("execute", "executemany", "fetched", "compile", "sub", "fullmatch", "match", "search"),
    *("stylize", "strftime", "strptime", "cast", "work", "TypeVar", "NewType", "query_one"),
    *("query", "getattr", "setattr", "import_module", "watch", "set_class", "add_class"),
    *("remove_class", "has_class", "element", "Theme", "startswith", "endswith", "removeprefix"),
    *("removesuffix", "Horizontal", "Vertical", "VerticalScroll", "Container", "Center", "on"),
    *("print_json", "encode", "decode", "add_completion", "Selection", "get_component_rich_style"),
    *(name for name in dir(builtins) if name.endswith(("Error", "Exception", "Exit"))),
}
NEVER_AS = {
    *("classes", "id", "name", "style", "styles", "key", "group", "key_display", "metavar"),
    *("envvar", "prog_name", "code", "action", "description", "DRAFT"),
}
NEVER_INTO = {
    *("DEFAULT_CSS", "CSS", "CSS_PATH", "BINDINGS_CSS", "AUTO_FOCUS", "style", "policy"),
    *("SHOWN", "colour", "ground", "ink", "strong", "_MARK", "_STYLES", "__all__", "DRAFT"),
}
NOT_WORDS = re.compile(
    r"""
    (^|[ ])\$[a-z]+                                  # a colour of the style sheet
    | ^[ ]?(not[ ])?(bold|italic|dim|underline)([ ].*)?$
    | ^ctrl[ ][a-z]$ | ^\s*[a-z]+:\x00$              # a key, and a word of the grammar
    | %[a-zA-Z]                                      # a form for strftime
    | ^\s*</?[!a-z]                                  # HTML
    | ^\W*((SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|ORDER[ ]BY|BEGIN|WHERE|LIMIT)[ ]|WITH[ ]REC)
    # A command to be typed.
    | ^\s*([$][ ])?(recoverylog|rl)([ ](?!was|wants)[a-z\x00-]+){1,2}
      ([ ](\S*\x00\S*|\d+|--\S+))?\s*$
    """,
    re.VERBOSE,
)

# Call -> the places of its arguments where a single word is one for people.
_FIRST = (
    *("Static", "Span", "tell", "_tell", "say", "_say", "add", "head", "styled", "Content"),
    *("from_text", "update", "Piece", "ask", "input", "notify", "rating_line", "_title"),
    *("_head", "do", "_row", "Segment", "Rows", "labelled"),
)
WORD_ARGUMENTS: dict[str, frozenset[int]] = {
    **dict.fromkeys(_FIRST, frozenset({0})),
    **dict.fromkeys(("Fact", "Items", "Place", "Strength"), frozenset({0, 1})),
    **dict.fromkeys(("Word", "Setting", "Field"), frozenset({1})),
    "Binding": frozenset({2}),
}
WORD_KEYWORDS = {
    *("help", "placeholder", "prompt", "label", "title", "rich_help_panel", "epilog", "tooltip"),
    *("safe", "hint", "message", "border_title", "border_subtitle", "short_help"),
}
# Modules in which every argument by name is for people, but these: what is stored.
ONLY_WORDS = {"journal/terms.py": {"key", "letter"}}
WORD_NAMES = re.compile(r"(WORD|TITLE_WORD|TITLE|QUESTION|EXAMPLE|BEFORE|LEAD|PLACEHOLDER)$")
# Tables whose values are words for people: of the whole package, by name.
WORD_TABLES = {
    *("_MONTHS", "MONTHS", "WEEKDAYS", "_WEEKDAYS", "_HEADINGS", "STATES"),
    *("_KIND_WORDS", "_NAMES", "_MEASURES", "NEEDS", "_FORMS", "_SOURCES", "_DONE", "_DETAILS"),
    *("PAPERS", "_PERIOD_WORDS", "_SHORTER", "_SHORT", "_BEGUN", "_REASONS", "WRITE", "KEEP"),
    *("_GRADES", "_TERMS", "_WORDS"),
}
# Tables that are looked up by words for people, so that their keys are such words too.
TABLES_BY_WORDS = {"_SHORT"}
# Names of programs and of forms, the same in every language.
NAMES = {"recoverylog", "rl", "HTML", "JSON", "Markdown", "SHA-256"}
# Single words for people that no rule finds: module -> words.
WORDS_HERE: dict[str, set[str]] = {
    "cli/focuses.py": {"archived", "goal", "period"},
    "cli/people.py": {"role", "reach", "shared"},
    "cli/rows.py": {"focus", "written"},
    "cli/setup.py": {"journal", "state", "waiting"},
    "cli/shared.py": {"with", "form", "period", "parts", "answers", "file"},
    "cli/ledger_words.py": {"archived"},
    "insights/views/drawing.py": {"free", "mean"},
    "insights/wording/figures.py": {"free", "logged"},
    "insights/wording/milestones.py": {"free"},
    "insights/wording/returns.py": {"free"},
    "insights/wording/signs.py": {"none"},
    "session/views.py": {"figures", "trends", "patterns", "year", "week", "milestones"},
    "insights/wording/week.py": {
        *("Logged", "Mood", "Craving", "Sleep", "Hard", "Helped", "People", "Focuses", "Plan"),
        *("Morning", "Evening"),
    },
    "insights/views/week.py": {"Mood", "Craving"},
    "journal/draft.py": {"with"},
    "journal/grammar.py": {"trigger", "tagged"},
    "journal/headline.py": {"grateful", "met"},
    "sharing/figures.py": {"once", "twice"},
    "sharing/html.py": {"Day"},
    "sharing/initials.py": {"someone"},
    "sharing/letter.py": {"cravings", "mood", "amounts", "notes", "gratitude"},
    "support/crisis.py": {"Anywhere:", "local", "Signs", "undated", "Emergency", "Source"},
    "tui/app.py": {"Locked."},
    "tui/choosing.py": {"text"},
    "tui/handed.py": {"text"},
    "tui/screens/answers.py": {"Erased."},
    "tui/screens/crisis.py": {"Anywhere:"},
    "tui/screens/entry.py": {
        *("good", "felt", "tagged", "helped", "with", "focus", "written", "number"),
        *("unfinished",),
    },
    "tui/screens/ledger.py": {"for", "when", "of", "parts", "none", "answers", "file"},
    "tui/screens/supporters.py": {"nothing"},
    "tui/widgets/entries.py": {"Today"},
    "tui/widgets/line.py": {"trigger", "tagged"},
}
# What the rules take for words, and what is none: module -> strings.
NOT_HERE: dict[str, set[str]] = {
    "journal/filter.py": {"craving", "mood", "note", "gratitude", "connection", "use"},
    "support/crisis.py": {"US", "GB"},
    "tui/screens/words.py": {"note \0"},
    "tui/screens/craving.py": {"craving \0"},
    "tui/screens/helping.py": {"grateful", "@word", "+word", "craving 7"},
    "cli/options.py": {"s"},
    "insights/wording/dates.py": {"\0 \0s"},
    "cli/receiving.py": {"keep", "show"},
    "cli/shade.py": {"\0 on \0"},
    "tui/shade.py": {"\0 on \0"},
    "cli/helping.py": {"share --preview", "share \0 --preview"},
}

Literal = ast.Constant | ast.JoinedStr


class Step(NamedTuple):
    """One step from the module down to a string: a node, and by which field one left it."""

    node: ast.AST
    field: str
    place: int


Way = tuple[Step, ...]


class Found(NamedTuple):
    """A string of the code, and how one comes to it."""

    node: Literal
    path: Way


def words(node: Literal) -> str:
    """Return the text of a literal, with a mark for each value in it."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(str(v.value) if isinstance(v, ast.Constant) else "\0" for v in node.values)


def strings(tree: ast.AST, path: Way = ()) -> Iterator[Found]:
    """Return every string below a node but docstrings, the pieces of an f-string as one."""
    for field, value in ast.iter_fields(tree):
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            here = (*path, Step(tree, field, index))
            if isinstance(child, ast.JoinedStr):
                yield Found(child, here)
                for place, part in enumerate(child.values):
                    if isinstance(part, ast.FormattedValue):
                        yield from strings(part, (*here, Step(child, "values", place)))
            elif isinstance(child, ast.Constant) and isinstance(child.value, str):
                if not isinstance(tree, ast.Expr):
                    yield Found(child, here)
            elif isinstance(child, ast.AST):
                yield from strings(child, here)


def callee(call: ast.Call) -> str:
    """Return the last name of what is called."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def is_marked(path: Way) -> bool:
    """Return whether a string stands in a marker already."""
    last = path[-1]
    return isinstance(last.node, ast.Call) and callee(last.node) in MARKERS and last.field == "args"


def our_errors() -> set[str]:
    """Return the names of the errors that a person is told of."""
    children: dict[str, set[str]] = {}
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                for base in node.bases:
                    children.setdefault(ast.unparse(base).split(".")[-1], set()).add(node.name)
    found, waiting = {"from_os"}, ["RecoverylogError"]
    while waiting:
        found.add(name := waiting.pop())
        waiting += children.get(name, ())
    return found


ERRORS = our_errors()


def is_shown(found: Found, place: str) -> bool:
    """Return whether a string is for people.

    Args:
        found: the string.
        place: its file, from the folder of the package on.
    """
    text = words(found.node)
    letters = re.search(r"[A-Za-z]", text)
    if not letters or NOT_ENGLISH.fullmatch(place) or NOT_WORDS.search(text):
        return False
    if text.strip() in NAMES | NOT_HERE.get(place, set()):
        return False
    if _is_technical(found.path) or _is_bare_error(found):
        return False
    if ONLY_ERRORS.fullmatch(place) and not _is_in_error(found.path):
        return False
    if re.search(r"\S\s+\S", text):
        return True
    if text.strip() in WORDS_HERE.get(place, ()):
        return True
    alone = re.fullmatch(r"\W*[A-Za-z][A-Za-z’'-]+\W*", text.replace("\0", ""))
    return bool(alone) and _is_place_of_words(found, place)


def _is_technical(path: Way) -> bool:
    """Return whether the way to a string says that it is none for people."""
    for number, step in enumerate(reversed(path)):
        if _is_argument(step, number) or _is_compared(step, path, number):
            return True
        if isinstance(step.node, ast.Dict) and step.field == "keys":
            return not _is_of_table(path, TABLES_BY_WORDS)
        if isinstance(step.node, ast.Assign | ast.AnnAssign) and (
            _targets(step.node) & NEVER_INTO or step.field == "annotation"
        ):
            return True
        if isinstance(step.node, ast.stmt) and not isinstance(step.node, ast.If | ast.For):
            break
    return _is_representation(path)


def _is_argument(step: Step, number: int) -> bool:
    """Return whether one step leads into a call, or a keyword, that is none for people."""
    node = step.node
    if isinstance(node, ast.Call) and step.field != "func":
        first = number == 0 and step.place == 0
        return callee(node) in NEVER_IN or (first and callee(node) in {"get", "pop", "setdefault"})
    return isinstance(node, ast.keyword) and number == 0 and node.arg in NEVER_AS


def _is_compared(step: Step, path: Way, number: int) -> bool:
    """Return whether a string is looked up or compared, or tells a type."""
    node = step.node
    looked_up = isinstance(node, ast.Subscript) and step.field == "slice"
    if looked_up or isinstance(node, ast.Compare | ast.pattern | ast.arg):
        return _is_plain(path, number)
    return False


def _is_representation(path: Way) -> bool:
    """Return whether a string is the value of an enumeration, or of a ``__repr__``."""
    nodes = [step.node for step in path]
    classes = [node for node in nodes[-2:] if isinstance(node, ast.ClassDef)]
    enumerated = any("Enum" in ast.unparse(base) for one in classes for base in one.bases)
    return enumerated or any(
        isinstance(node, ast.FunctionDef) and node.name == "__repr__" for node in nodes
    )


def _is_plain(path: Way, number: int) -> bool:
    """Return whether only displays lie between a string and the step that many before its last."""
    between = path[len(path) - number :]
    return all(isinstance(s.node, ast.Tuple | ast.List | ast.Set | ast.BinOp) for s in between)


def _is_of_table(path: Way, names: set[str]) -> bool:
    """Return whether a string belongs to a table of one of these names."""
    node = path[_statement(path)].node
    return isinstance(node, ast.Assign | ast.AnnAssign) and bool(_targets(node) & names)


def _targets(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    flat = [e for t in targets for e in (t.elts if isinstance(t, ast.Tuple) else [t])]
    return {ast.unparse(one).split(".")[-1] for one in flat}


def _statement(path: Way) -> int:
    """Return the place of the innermost statement on the way to a string."""
    return max(n for n, step in enumerate(path) if isinstance(step.node, ast.stmt | ast.Module))


def _is_bare_error(found: Found) -> bool:
    """Return whether a string is bound to ``msg`` for an error that is none of ours."""
    at = _statement(found.path)
    node = found.path[at].node
    if not isinstance(node, ast.Assign) or _targets(node) != {"msg"}:
        return False
    above = found.path[at - 1]
    body = getattr(above.node, above.field)
    after = body[above.place + 1] if above.place + 1 < len(body) else None
    raised = after.exc if isinstance(after, ast.Raise) else None
    return not (isinstance(raised, ast.Call) and callee(raised) in ERRORS | {"NotAKit"})


def _is_in_error(path: Way) -> bool:
    """Return whether a string is part of an error of ours, or kept for one."""
    if any(isinstance(s.node, ast.Call) and callee(s.node) in ERRORS for s in path):
        return True
    node = path[_statement(path)].node
    return isinstance(node, ast.Assign) and bool(_targets(node) & {"_SAFE", "msg", "sentence"})


def _is_place_of_words(found: Found, place: str) -> bool:
    """Return whether a single word stands where words for people stand."""
    path = found.path
    last = path[-1]
    if isinstance(last.node, ast.BoolOp):
        return _is_place_of_words(Found(found.node, path[:-1]), place) or _is_glued(path)
    if isinstance(last.node, ast.IfExp) and last.field != "test":
        # One of two words: told by the other, or by where the choice between them stands.
        whole = Found(found.node, path[:-1])
        return _is_beside_words(path, place) or _is_place_of_words(whole, place) or _is_glued(path)
    if isinstance(last.node, ast.keyword):
        if place in ONLY_WORDS:
            return last.node.arg not in ONLY_WORDS[place]
        return last.node.arg in WORD_KEYWORDS
    if isinstance(last.node, ast.Attribute):
        return last.node.attr == "join" and words(found.node).strip() in {"and", "or"}
    if isinstance(last.node, ast.Call):
        places = WORD_ARGUMENTS.get(callee(last.node), frozenset())
        return last.field == "args" and (last.place in places or callee(last.node) == "assemble")
    if isinstance(last.node, ast.Tuple) and isinstance(path[-2].node, ast.Call):
        return callee(path[-2].node) == "assemble" and last.place == 0
    at = _statement(path)
    statement = path[at].node
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return False
    names = _targets(statement)
    plain = not any(isinstance(step.node, ast.Call) for step in path[at:])
    return plain and bool(names & WORD_TABLES or any(map(WORD_NAMES.search, names)))


def _is_beside_words(path: Way, place: str) -> bool:
    """Return whether the other of two strings is for people."""
    last = path[-1]
    assert isinstance(last.node, ast.IfExp)
    other = last.node.orelse if last.field == "body" else last.node.body
    if not isinstance(other, Literal) or not isinstance(getattr(other, "value", ""), str):
        return False
    return bool(re.search(r"\S\s+\S", words(other))) and is_shown(Found(other, path), place)


def _is_glued(path: Way) -> bool:
    """Return whether one of two words is put into a sentence, at once or by a name for it."""
    above = path[-2]
    if isinstance(above.node, ast.FormattedValue | ast.keyword):
        call = path[-3].node
        filled = isinstance(call, ast.Call) and callee(call) in MARKERS
        return filled or isinstance(above.node, ast.FormattedValue)
    if not isinstance(above.node, ast.Assign) or len(_targets(above.node)) != 1:
        return False
    (name,) = _targets(above.node)
    functions = [s.node for s in path if isinstance(s.node, ast.FunctionDef)]
    if not functions:
        return False
    uses, glued = 0, 0
    for node in ast.walk(functions[-1]):
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            uses += 1
        if isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.Name):
            glued += node.value.id == name
        if isinstance(node, ast.keyword) and isinstance(node.value, ast.Name):
            glued += node.value.id == name
    return 0 < uses == glued
