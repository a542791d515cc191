"""Every message in one catalogue: it is whole, it hurts nobody, and a translation is shown.

A catalogue is made here that puts ``⟦`` and ``⟧`` around each message, as a translation would
change it; the package is then run with that file lying where a real one would lie.
"""

from __future__ import annotations

import ast
import os
import re
import string
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import recoverylog
from recoverylog import language
from scripts import catalogue, shown
from tests.conftest import Program
from tests.language.test_language import GAP, Text, findings

PACKAGE = Path(recoverylog.__file__).parent
MESSAGES = catalogue.messages(PACKAGE)
FILES = sorted(PACKAGE.rglob("*.py"))
# The words that a person may choose for themselves: test_language.py holds this file to the list.
CHOSEN = "journal/terms.py"
PASSPHRASE = "cobalt-ferry-lemon-quiet-otter"


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


# --- the file


def test_the_catalogue_is_up_to_date() -> None:
    present = catalogue.POT.read_text(encoding="utf-8")
    assert present == catalogue.pot(MESSAGES), ".venv/bin/python scripts/catalogue.py"


def test_each_message_stands_in_it_once() -> None:
    entries = catalogue.POT.read_text(encoding="utf-8").split("\n\n")[1:]
    named = [
        re.search(r"^msgid (.*?)^(?:msgid_plural|msgstr)", e, re.DOTALL | re.MULTILINE)
        for e in entries
    ]
    messages = [found[1] for found in named if found]
    assert len(messages) == len(set(messages)) == len(entries)
    assert len(messages) > 1000


def test_it_says_neither_when_nor_where_it_was_made() -> None:
    header = catalogue.POT.read_text(encoding="utf-8").split("\n\n")[0]
    assert "Date" not in header
    assert str(Path.home()) not in header


@pytest.mark.parametrize(
    "text", ["short", "two\nlines", "one\n", 'a "b" \\ c', "long " * 60, "\na"]
)
def test_a_text_is_written_so_that_it_reads_the_same(text: str) -> None:
    rows = catalogue.written(text).splitlines()
    assert "".join(ast.literal_eval(row) for row in rows) == text
    assert max(map(len, rows)) <= 90


# --- what it holds


def hurting(messages: list[catalogue.Message]) -> list[str]:
    """What the language list finds in messages; a field is a gap in the sentence."""
    forms = [(one.place, form) for one in messages for form in (one.one, one.many) if form]
    texts = [Text(place, " ".join(GAP.sub("…", form).split())) for place, form in forms]
    return [str(finding) for text in texts for finding in findings(text)]


def test_no_message_hurts() -> None:
    assert hurting([one for one in MESSAGES if one.place != CHOSEN]) == []


def test_a_message_that_hurts_is_found_in_either_form() -> None:
    many = catalogue.Message("{n} day", "{n} bad days this {span}", fields=True, place="x.py")
    assert [found.split()[1] for found in hurting([many])] == ["J09"]


def fields_of(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


def given_to(call: ast.Call) -> set[str]:
    return {keyword.arg for keyword in call.keywords if keyword.arg}


def calls(path: Path) -> Iterator[tuple[ast.Call, list[str]]]:
    """Every marker of a module whose messages are plain, with these messages."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and shown.callee(node) in shown.MARKERS:
            forms = node.args[: 2 if shown.callee(node) == "counted" else 1]
            texts = [text for form in forms if (text := catalogue.literal(form)) is not None]
            if len(texts) == len(forms):
                yield node, texts


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_each_message_names_the_fields_that_it_is_given(path: Path) -> None:
    for call, forms in calls(path):
        given = given_to(call)
        if shown.callee(call) == "counted":
            assert set().union(*map(fields_of, forms)) - {"n"} == given, (path, call.lineno)
        elif given:
            assert fields_of(forms[0]) == given, (path, call.lineno)


# --- nothing is left out


def unmarked(source: str, place: str) -> list[str]:
    return [
        f"{place}:{found.node.lineno} {shown.words(found.node)!r}"
        for found in shown.strings(ast.parse(source))
        if not shown.is_marked(found.path) and shown.is_shown(found, place)
    ]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_string_for_people_is_outside_of_it(path: Path) -> None:
    assert unmarked(path.read_text(encoding="utf-8"), name_of(path)) == []


@pytest.mark.parametrize(
    "line",
    [
        'page.tell("Kept.")',
        'raise NotFound("There is no such entry.", hint="Look at the list.")',
        'text = f"{count} of {days} days"',
        'yield Static("note", classes="edit-name")',
        'class Back(Command):\n    WORD = "back"',
        'BINDINGS = [Binding("f1", "app.help", "help")]',
        '_WEEKDAYS = ("Monday", "Tuesday")',
        'word = "once" if n else f"{n} times"',
        'text = " and ".join(parts)',
        'Note = Annotated[str, Option("--note", help="Words.")]',
    ],
)
def test_a_string_that_was_forgotten_is_found(line: str) -> None:
    assert unmarked(line, "cli/sample.py")


@pytest.mark.parametrize(
    "line",
    [
        'connection.execute("SELECT number FROM entry")',
        'raise ValueError("a chart needs a row")',
        'kind = {"check in": 1}["check in"]',
        'yield Static(_("note"), classes="quiet prose")',
        'mark = "bold $lamp"',
        'pattern = re.compile("[a-z] [a-z]")',
        'page.tell("recoverylog undo")',
        'if kind == "check in": pass',
        'class Kind(StrEnum):\n    FREE = "free days"',
        '"""Words about the code."""',
    ],
)
def test_a_string_that_is_not_for_people_is_left_alone(line: str) -> None:
    assert unmarked(line, "cli/sample.py") == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_name_hides_a_marker_where_it_is_called(path: Path) -> None:
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
        bound = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        called = {
            shown.callee(node) for node in ast.walk(function) if isinstance(node, ast.Call)
        } & shown.MARKERS
        assert not bound & called - inner(function), f"{name_of(path)}: {function.name}"


def inner(function: ast.AST) -> set[str]:
    """Names that only a comprehension binds, which keeps them to itself."""
    kinds = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    within = [node for node in ast.walk(function) if isinstance(node, kinds)]
    kept = {id(name) for one in within for name in ast.walk(one) if isinstance(name, ast.Name)}
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    stored = [node for node in names if isinstance(node.ctx, ast.Store)]
    outside = {node.id for node in stored if id(node) not in kept}
    return {node.id for node in stored} - outside


# --- a translation is found and shown


def compiled(messages: dict[str, str]) -> bytes:
    """Return a .mo file; a plural's two forms are joined by a zero byte, as the format has it."""
    rows = sorted((key.encode(), value.encode()) for key, value in messages.items())
    keys, values = b"", b""
    places: list[tuple[int, int, int, int]] = []
    for key, value in rows:
        places.append((len(key), len(keys), len(value), len(values)))
        keys += key + b"\0"
        values += value + b"\0"
    start = 28 + 16 * len(rows)
    first = b"".join(struct.pack("<II", size, start + at) for size, at, _, _ in places)
    then = start + len(keys)
    second = b"".join(struct.pack("<II", size, then + at) for _, _, size, at in places)
    head = struct.pack("<7I", 0x950412DE, 0, len(rows), 28, 28 + 8 * len(rows), 0, 0)
    return head + first + second + keys + values


def marked_catalogue() -> bytes:
    """Return a catalogue that marks every message, and every plural by its form."""
    header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n"
    made = {"": header}
    for one in MESSAGES:
        if one.many:
            made.pop(one.one, None)
            made[f"{one.one}\0{one.many}"] = f"⟦{one.one}⟧\0⟦{one.many}⟧"
    plural = {key.partition("\0")[0] for key in made if "\0" in key}
    made |= {one.one: f"⟦{one.one}⟧" for one in MESSAGES if one.one not in plural}
    return compiled(made)


def put(folder: Path, content: bytes, name: str = "xx") -> Path:
    file = folder / name / "LC_MESSAGES" / "recoverylog.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the package in it, every message of which is translated."""
    folder = tmp_path_factory.mktemp("site")
    package = folder / "recoverylog"
    package.mkdir()
    for child in PACKAGE.iterdir():
        if child.name != "locale":
            (package / child.name).symlink_to(child, target_is_directory=child.is_dir())
    put(package / "locale", marked_catalogue())
    return folder


def program(site: Path, code: str) -> Program:
    start = f"import sys; sys.path.insert(0, {str(site)!r}); {code}"
    return Program([sys.executable, "-I", "-c", start])


@pytest.fixture
def translated(site: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setenv("LANGUAGE", "xx_YY:en")
    monkeypatch.setenv("COLUMNS", "200")
    return program(site, "from recoverylog.__main__ import main; sys.exit(main())")


def test_the_help_is_in_the_person_s_language(translated: Program) -> None:
    done = translated("--help")
    assert done.returncode == 0, done.stderr
    assert "⟦A private journal for people in recovery" in done.stdout
    assert re.search(r"\btoday\s+⟦", done.stdout)
    assert re.search(r"signs\s+⟦Your own early signs", done.stdout)


def test_the_help_of_one_command_is(translated: Program) -> None:
    done = translated("people", "add", "--help")
    assert done.returncode == 0, done.stderr
    assert "⟦What you call them.⟧" in done.stdout
    assert done.stdout.count("⟦") == done.stdout.count("⟧") > 5


def test_an_error_is(translated: Program) -> None:
    done = translated("show", "7", "--no-input")
    assert done.returncode == 7
    assert done.stderr.startswith("⟦There is no journal in /")
    assert "{" not in done.stderr


def test_the_page_of_a_crisis_is(translated: Program) -> None:
    done = translated("crisis", "--country", "GB")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("⟦You are not alone with this.")
    assert "116 123" in done.stdout


def test_a_day_with_its_figures_is(translated: Program, site: Path) -> None:
    made = translated(
        "init", "--focus", "alcohol", "--since", "30d", "--no-input", passphrase=PASSPHRASE
    )
    assert made.returncode == 0, made.stderr
    assert "⟦Your journal is made, in /" in made.stderr
    quick = program(site, "from recoverylog.quick import main; sys.exit(main())")
    kept = quick("craving", "7", "lonely")
    assert re.match(r"⟦Kept: .*craving.* 7", kept.stdout), kept.stdout
    read = translated("today", passphrase=PASSPHRASE)
    assert read.returncode == 0, read.stderr
    assert "⟦In recovery since " in read.stdout
    # A plural, with its number.
    assert re.search(r"⟦\d+ \w* ?days⟧", read.stdout), read.stdout
    assert "lonely" in read.stdout
    assert not re.search(r"\{\w+\}", read.stdout)


PAGE = """
import asyncio
from recoverylog import paths
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.desk import Desk
from textual.widgets import Static
async def look():
    app = RecoverylogApp(Desk(paths.find()))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for one in app.screen.query(Static):
            print(one.visual)
        for one in app.screen.active_bindings.values():
            print(one.binding.description, "|", one.binding.tooltip)
asyncio.run(look())
"""


def test_a_page_is_with_its_keys(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "xx")
    done = program(site, f"exec({PAGE!r})")()
    assert done.returncode == 0, done.stderr
    assert "⟦It keeps what you write on this machine" in done.stdout
    assert "⟦begin⟧ | ⟦" in done.stdout
    assert "⟦crisis⟧ | ⟦Show numbers to call now, and what to do in an overdose.⟧" in done.stdout


# --- which language, and when there is none


@pytest.mark.parametrize(
    ("environ", "languages"),
    [
        ({}, []),
        ({"LANG": "C.UTF-8"}, []),
        ({"LANG": "en_GB.UTF-8"}, []),
        ({"LANG": "de_AT.UTF-8@euro"}, ["de_AT", "de"]),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "nl"}, ["nl"]),
        ({"LC_ALL": "", "LC_MESSAGES": "fr", "LANG": "de"}, ["fr"]),
        ({"LANGUAGE": "sv:de_CH", "LANG": "en"}, ["sv", "de_CH", "de"]),
        ({"LANGUAGE": "sv:en_US:de"}, ["sv"]),
        ({"LANGUAGE": "../../etc"}, []),
    ],
)
def test_the_languages_that_are_asked_for(environ: dict[str, str], languages: list[str]) -> None:
    assert language.wanted(environ) == languages


def test_english_needs_no_file_and_no_library(tmp_path: Path) -> None:
    assert language.catalogue(str(tmp_path), {"LANG": "de"}) is None
    code = "import recoverylog.language; print('gettext' in sys.modules)"
    child = program(PACKAGE.parent, code)
    assert child(env={"LANGUAGE": "xx"}).stdout == "False\n"


def test_a_language_without_its_land_is_found(tmp_path: Path) -> None:
    put(tmp_path, compiled({"": "", "Kept.": "Gemerkt."}), "de")
    found = language.catalogue(str(tmp_path), {"LANG": "de_AT.UTF-8"})
    assert found is not None
    assert found.gettext("Kept.") == "Gemerkt."


@pytest.mark.parametrize("content", [b"", b"no catalogue at all", marked_catalogue()[:400]])
def test_a_catalogue_that_cannot_be_read_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    put(tmp_path, content)
    assert language.catalogue(str(tmp_path), {"LANG": "xx"}) is None


@pytest.fixture
def speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n > 1;\n"
    messages = {
        "": header,
        "{n} day\0{n} days": "{n} jour\0{n} jours",
        "{a} of {b}": "{b}, dont {c}",
        "in braces {}": "entre {}",
    }
    put(tmp_path, compiled(messages), "fr")
    found = language.catalogue(str(tmp_path), {"LANG": "fr"})
    monkeypatch.setattr(language, "_messages", found)


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 jour"), (1, "1 jour"), (2, "2 jours"), (1.5, "1.5 jours")]
)
@pytest.mark.usefixtures("speaks")
def test_a_number_takes_the_form_of_its_language(number: float, words: str) -> None:
    assert language.counted("{n} day", "{n} days", number) == words


@pytest.mark.usefixtures("speaks")
def test_a_translation_that_names_an_unknown_field_gives_way_to_english() -> None:
    assert language._("{a} of {b}", a=1, b=2) == "1 of 2"
    assert language._("in braces {}") == "entre {}"
    assert language._("never translated {a}", a=3) == "never translated 3"


def test_without_a_translation_a_message_is_what_it_is() -> None:
    assert language._("100 % {of} it") == "100 % {of} it"
    assert language._("{a:.1f} of {b}", a=2, b="{x}") == "2.0 of {x}"
    assert language.counted("{n} day", "{n} days", 0) == "0 days"
    assert language.counted("one {what}", "{n} {what}", 1, what="line") == "one line"


def test_the_catalogue_goes_into_the_wheel() -> None:
    assert catalogue.POT.is_relative_to(PACKAGE)
    assert os.path.commonpath([language.FOLDER, catalogue.POT]) == language.FOLDER
