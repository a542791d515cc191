"""The words that reach a person, held against the list of words that hurt.

language_terms.json beside this file is the list, each rule with what to write instead. It
applies to what this project says: strings in the package, its data files, the help of
commands, README, CHANGELOG and docs. It never applies to what a person writes about
themselves, to verbatim instruments or to proper names.

An error fails. A warning fails too, unless ``ALLOWED`` gives the reason why the word is right
in that place. Info is advice: the words of the program itself (slot, user) are not about
people.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import recoverylog
from recoverylog.crypto import passphrase
from recoverylog.insights.wording import figures
from recoverylog.support import crisis

PACKAGE = Path(recoverylog.__file__).parent
PROJECT = Path(__file__).parents[2]
LIST = json.loads((Path(__file__).parent / "language_terms.json").read_text(encoding="utf-8"))

# (rule, part of the sentence) -> why the word is right there. Warnings only.
ALLOWED: dict[tuple[str, str], str] = {}

# Foreign files kept word for word -> where what a person sees of them is checked instead.
VERBATIM = {
    Path("crypto/eff_large_wordlist.txt"): "test_no_generated_passphrase_holds_a_word_that_hurts"
}
# A file that holds words for a person to choose -> the rules that speak against some of them.
# Only shown where the person chose this word themselves; test_terms_of_choice.py holds that no
# other file has them. An error in it is one all the same, where another rule finds it.
CHOSEN = {Path("journal/terms.py"): frozenset({"U01", "U04"})}
# Nobody in recovery should be handed one of these as the key to their journal.
REMINDERS = re.compile(
    "bartender|boozy|brewery|brewing|cannabis|casino|dealer|detoxify|drinkable|drinking|gambling|"
    "hangover|jackpot|keg|morphine|nicotine|opium|poker|rehab|roulette|saloon|"
    "smok(?:ed|eless|iness|ing|y)|snort|tavern|wager"
)
GAP = re.compile(r"\{\w+(![rsa])?(:[^{}]*)?\}")
DATA_SUFFIXES = {".json", ".txt", ".md", ".html", ".j2", ".toml", ".tcss", ".svg"}


class Rule(NamedTuple):
    """One entry of the list."""

    id: str
    severity: str
    pattern: re.Pattern[str]
    instead: str


class Text(NamedTuple):
    """A sentence or so that a person can read, and where it stands."""

    place: str
    words: str


class Finding(NamedTuple):
    """A rule that a text goes against."""

    rule: Rule
    found: str
    text: Text

    def __str__(self) -> str:
        return (
            f"{self.text.place}: {self.rule.id} {self.found!r} in {self.text.words[:120]!r}; "
            f"write instead: {self.rule.instead}"
        )


def compiled(term: dict[str, Any]) -> Rule:
    """Case does not matter, except in abbreviations: MAT is not a yoga mat."""
    exact = re.sub(r"[A-Z]{2,}", r"(?-i:\g<0>)", term["regex"])
    return Rule(term["id"], term["severity"], re.compile(exact, re.IGNORECASE), term["use"])


RULES = [compiled(term) for term in LIST["terms"]]
# Longest first, so that a phrase within a phrase leaves nothing behind.
EXEMPT = re.compile(
    "|".join(re.escape(p) for p in sorted(LIST["allow_phrases"], key=len, reverse=True)),
    re.IGNORECASE,
)


def findings(text: Text) -> list[Finding]:
    """Everything in the text that an error or a warning speaks against, unless allowed."""
    words = EXEMPT.sub(" ", text.words)
    return [
        Finding(rule, match[0], text)
        for rule in RULES
        for match in rule.pattern.finditer(words)
        if rule.severity == "error" or (rule.severity == "warn" and not allowed(rule, text))
    ]


def allowed(rule: Rule, text: Text) -> bool:
    return any(rule.id == id_ and part in text.words for id_, part in ALLOWED)


# --- where the words are


def texts_in_python(source: str, place: str, *, with_docstrings: bool = False) -> Iterator[Text]:
    """String literals of more than one word; an f-string is one text with gaps.

    Docstrings are for people who read code, except in front ends, where they become help.
    """
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    # The pieces of an f-string are strings too, and would be read a second time.
    seen = set() if with_docstrings else docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            seen = seen | {id(value) for value in node.values}
            words = "".join(
                str(value.value) if isinstance(value, ast.Constant) else "…"
                for value in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            # A message with named fields has the gaps of an f-string.
            words = "" if id(node) in seen else GAP.sub("…", node.value)
        else:
            continue
        if " " in words.strip():
            for paragraph in paragraphs(words):
                yield Text(f"{place}:{node.lineno}", paragraph)


def texts_in_data(content: str, place: str, suffix: str) -> Iterator[Text]:
    """Values of JSON, paragraphs of Markdown without its code, lines of everything else."""
    if suffix == ".json":
        for value in values(json.loads(content)):
            yield Text(place, value)
    elif suffix == ".md":
        for paragraph in paragraphs(prose(content)):
            yield Text(place, paragraph)
    else:
        for number, line in enumerate(content.splitlines(), start=1):
            yield Text(f"{place}:{number}", line)


def values(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from values(value)
    elif isinstance(data, list):
        for value in data:
            yield from values(value)


def prose(markdown: str) -> str:
    """Markdown without fenced blocks and inline code: those quote, they do not say."""
    fenced = re.sub(r"(?ms)^ *(```|~~~).*?^ *\1[^\n]*$", "", markdown)
    return re.sub(r"(`+)(?!`).+?\1", "…", fenced)


def paragraphs(words: str) -> Iterator[str]:
    """Whole paragraphs in one line, so that no phrase hides behind a line break."""
    for paragraph in re.split(r"\n\s*\n", words):
        if joined := " ".join(paragraph.split()):
            yield joined


def texts_of(path: Path) -> list[Text]:
    content = path.read_text(encoding="utf-8")
    place = str(path.relative_to(PROJECT)) if path.is_relative_to(PROJECT) else path.name
    if path.suffix == ".py":
        front_end = path.is_relative_to(PACKAGE) and path.relative_to(PACKAGE).parts[0] in {
            "cli",
            "tui",
        }
        return list(texts_in_python(content, place, with_docstrings=front_end))
    return list(texts_in_data(content, place, path.suffix))


def files() -> list[Path]:
    package = [
        path
        for path in PACKAGE.rglob("*")
        if path.suffix in {".py", *DATA_SUFFIXES}
        and "__pycache__" not in path.parts
        and path.relative_to(PACKAGE) not in VERBATIM
    ]
    documents = [PROJECT / "README.md", PROJECT / "CHANGELOG.md", *(PROJECT / "docs").glob("*.md")]
    return sorted(package + [path for path in documents if path.exists()])


FILES = files()


# --- what is said


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_what_we_say_hurts_nobody(path: Path) -> None:
    chosen = next((rules for own, rules in CHOSEN.items() if path == PACKAGE / own), frozenset())
    found = [finding for text in texts_of(path) for finding in findings(text)]
    said = [str(finding) for finding in found if finding.rule.id not in chosen]
    assert not said, "\n".join(said)
    # A rule that speaks against nothing there any more needs no exemption.
    assert chosen <= {finding.rule.id for finding in found}


def test_no_generated_passphrase_holds_a_word_that_hurts() -> None:
    hurting = [
        word
        for word in passphrase.words()
        if REMINDERS.fullmatch(word) or findings(Text("a generated passphrase", word))
    ]
    assert hurting == []


def test_each_exception_is_a_warning_with_a_reason_and_still_needed() -> None:
    severity = {rule.id: rule.severity for rule in RULES}
    pattern = {rule.id: rule.pattern for rule in RULES}
    said = [text for path in FILES for text in texts_of(path)]
    for (rule, part), reason in ALLOWED.items():
        assert severity[rule] == "warn", f"{rule} is an error: nothing is exempt from it"
        assert len(reason.split()) >= 4, f"{rule} {part!r} needs a reason"
        assert any(part in t.words and pattern[rule].search(t.words) for t in said), (rule, part)


# --- the test itself can fail


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("P01", "A tool for addicts"),
        ("P05", "Every drug user knows"),
        ("C01", "Help with substance abuse"),
        ("U01", "You have been clean for 3 days"),
        ("U01", "12 days clean"),
        ("U04", "You relapsed on Sunday"),
        ("J01", "You failed today"),
        ("J02", "Your streak is over"),
        ("J02", "You broke your streak"),
        ("J03", "Start over whenever you like"),
        ("J03", "Reset the counter"),
        ("J04", "You gave in at 21:30"),
        ("J05", "A moment of weakness"),
        ("J08", "Fight the craving"),
        ("J09", "4 bad days this month"),
        ("J12", "You must write every day"),
        ("J13", "Oops"),
        ("J15", "You missed 3 days"),
        ("T02", "Ask about MAT"),
        ("X01", "people who commit suicide"),
    ],
)
def test_a_sentence_that_hurts_is_caught(rule: str, sentence: str) -> None:
    assert rule in {finding.rule.id for finding in findings(Text("sample", sentence))}


@pytest.mark.parametrize(
    "sentence",
    [
        "The import failed; nothing was changed.",
        "A clean copy of the file was written.",
        "A plan for relapse prevention, from Alcoholics Anonymous or elsewhere",
        "The user name of this key slot",
        "Yoga on the mat",
        "In recovery from addiction since 14 May 2026",
        "Enabling encryption",
    ],
)
def test_a_sentence_that_does_not_is_left_alone(sentence: str) -> None:
    assert findings(Text("sample", sentence)) == []


def test_an_allowed_phrase_does_not_excuse_the_rest() -> None:
    text = Text("sample", "Alcoholics Anonymous says that alcoholics relapse.")
    assert {finding.rule.id for finding in findings(text)} == {"P02", "U04"}


PYTHON = '''"""Module docstring about relapses of the build."""
import re
KEY = "relapsed"
def f(day):
    """Tell: you failed."""
    print(f"On {day} you "
          f"failed again")
    return ("you have been", "back to "
            "zero again")
'''


def test_strings_are_found_whole_and_docstrings_only_in_front_ends() -> None:
    words = [text.words for text in texts_in_python(PYTHON, "x.py")]
    assert sorted(words) == ["On … you failed again", "back to zero again", "you have been"]
    help_too = [text.words for text in texts_in_python(PYTHON, "x.py", with_docstrings=True)]
    assert "Tell: you failed." in help_too
    caught = [f.rule.id for text in texts_in_python(PYTHON, "x.py") for f in findings(text)]
    assert sorted(caught) == ["J01", "J03"]


def test_markdown_is_read_without_its_code_and_across_line_breaks() -> None:
    markdown = (
        "# Notes\n\nIt never says `you failed`.\n\n```\nyou failed\n```\n\n"
        "A number never goes back\nto zero.\n\n~~~ text\nyou failed\n~~~\nafter\n"
    )
    texts = list(texts_in_data(markdown, "notes.md", ".md"))
    assert [f.rule.id for text in texts for f in findings(text)] == ["J03"]
    assert texts[-1].words == "after"


def test_data_files_are_read_by_value_and_by_line() -> None:
    nested = json.dumps({"relapse": [{"note": "you failed"}, "12 days clean", 3, None]})
    caught = [f.rule.id for t in texts_in_data(nested, "d.json", ".json") for f in findings(t)]
    assert caught == ["J01", "U01"]
    lines = list(texts_in_data("got\nhigh\ndrunk\n", "words.txt", ".txt"))
    assert [(t.place, f.rule.id) for t in lines for f in findings(t)] == [("words.txt:3", "U05")]


def test_the_search_reaches_code_data_and_pages() -> None:
    said = {text.words for path in FILES for text in texts_of(path)}
    assert "… of … … in …" in said
    assert any("Call emergency services" in words for words in said)
    assert {line.name for line in crisis.lines(None)} <= said
    assert Path(figures.__file__) in FILES
    assert len(said) > 50


def test_every_rule_of_the_list_is_in_force() -> None:
    assert len(RULES) == len({rule.id for rule in RULES}) == 55
    assert {rule.severity for rule in RULES} == {"error", "warn", "info"}
