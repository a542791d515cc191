"""The crisis pages: what the data file may hold, what fits the screen, what is never claimed."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import recoverylog
from recoverylog.support import crisis
from recoverylog.support.crisis import Country, CrisisLine

PACKAGE = Path(recoverylog.__file__).parent
DATA_FILE = PACKAGE / "support" / "crisis_lines.json"
SOURCES = sorted(PACKAGE.rglob("*.py"))

# The lines that were found in an official copy, in press coverage or in two lists that agree.
# A line with a single weak source does not belong on this page: add one here only with its
# source in the data file.
WELL_SOURCED = {
    ("US", "Emergency services"),
    ("US", "988 Suicide & Crisis Lifeline"),
    ("US", "Veterans Crisis Line"),
    ("US", "Crisis Text Line"),
    ("US", "The Trevor Project (LGBTQ+ young people)"),
    ("US", "SAMHSA National Helpline (referral, not counselling)"),
    ("CA", "Emergency services"),
    ("CA", "9-8-8 Suicide Crisis Helpline"),
    ("CA", "Kids Help Phone"),
    ("GB", "Emergency services"),
    ("GB", "Samaritans"),
    ("GB", "Shout"),
    ("GB", "NHS 111, mental health option"),
    ("IE", "Emergency services"),
    ("IE", "Samaritans Ireland"),
    ("IE", "Text About It"),
    ("IE", "Pieta"),
    ("AU", "Emergency services"),
    ("AU", "Lifeline"),
    ("AU", "Beyond Blue"),
    ("AU", "National Alcohol and Other Drug Hotline"),
    ("NZ", "Emergency services"),
    ("NZ", "1737 Need to talk?"),
    ("NZ", "Suicide Crisis Helpline"),
    ("DE", "Emergency services"),
    ("DE", "TelefonSeelsorge"),
    ("FR", "Emergency services"),
    ("FR", "3114 Suicide prevention"),
    ("ES", "Emergency services"),
    ("ES", "Linea 024"),
    ("ES", "Telefono de la Esperanza"),
    ("NL", "113 Zelfmoordpreventie"),
    ("BR", "CVV"),
    ("IN", "Vandrevala Foundation"),
    ("SG", "Samaritans of Singapore"),
    ("ZA", "SADAG Suicide Crisis Line"),
    ("EU", "Emergency services"),
    ("XX", "Find A Helpline (ThroughLine/IASP)"),
    ("XX", "Befrienders Worldwide"),
}
# Once given out, now out of service or somebody else's.
RETIRED = ("1-833-456-4566", "1800-221-4444", "1800-599-0019", "0845 790 9090", "1393")

ALL = crisis.lines(None)
COUNTRIES = crisis.countries()


# --- the data file


def test_only_well_sourced_lines_are_in_the_list_and_each_once() -> None:
    assert sorted((line.iso, line.name) for line in ALL) == sorted(WELL_SOURCED)


@pytest.mark.parametrize("line", ALL, ids=lambda line: f"{line.iso} {line.name}")
def test_each_line_is_whole(line: CrisisLine) -> None:
    assert re.fullmatch("[A-Z]{2}", line.iso)
    assert line.country
    assert line.source
    assert line.kind in {"emergency", "crisis", "substance", "directory"}
    assert line.phone or line.other
    assert line.hours or line.kind == "directory"
    assert all(part == part.strip() and part.isascii() for part in line if part is not None)
    assert line.phone or "text " in line.other or line.kind == "directory"


@pytest.mark.parametrize("line", ALL, ids=lambda line: f"{line.iso} {line.name}")
def test_dates_are_dates_and_no_check_is_claimed_that_nobody_made(line: CrisisLine) -> None:
    if line.checked_on is not None:
        assert date.fromisoformat(line.checked_on) >= date(2026, 1, 1)
    if line.source_as_of is not None:
        assert re.fullmatch(r"20\d\d(?:-(?:0[1-9]|1[0-2]))?", line.source_as_of)
        assert line.source_as_of[:4] in line.source, "the date is not that of the source"


def test_retired_numbers_are_gone() -> None:
    assert {number for one in RETIRED for number in numbers_in(one)} & dialled() == set()


def test_one_emergency_line_a_country_at_most() -> None:
    emergency = [line.iso for line in ALL if line.kind == "emergency"]
    assert len(emergency) == len(set(emergency))


# --- numbers live in one file


def numbers_in(text: str) -> set[str]:
    """Everything of three digits and more that one could dial or text to."""
    runs = re.findall(r"\+?\d(?:[\d -]*\d)?", text)
    return {re.sub(r"[ +-]", "", run) for run in runs if len(re.sub(r"\D", "", run)) >= 3}


def dialled() -> set[str]:
    return {n for line in ALL for part in (line.phone, line.other) for n in numbers_in(part)}


def shown_strings(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    described = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, described) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        ):
            yield node.value


def numbers_of_lines_in(source: str) -> set[str]:
    """Long numbers anywhere in a file, short ones in its strings: 112 may be an integer."""
    long = {n for n in dialled() if len(n) >= 6}
    short = {n for n in dialled() if len(n) < 6}
    everywhere = re.sub(r"(?<=\d)[ -](?=\d)", "", source)
    found = {n for n in long if re.search(rf"(?<!\d){n}(?!\d)", everywhere)}
    for text in shown_strings(source):
        found |= {n for n in short if re.search(rf"(?<![\d.,\\x]){n}(?![\d.,]*\d)", text)}
    return found


def test_there_are_numbers_to_look_for() -> None:
    assert {"988", "116123", "131114", "18006624357", "741741", "000"} <= dialled()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_number_stands_anywhere_but_in_the_data_file(path: Path) -> None:
    assert numbers_of_lines_in(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    "source",
    [
        'CALL = "Call 988 now."',
        'x = f"{name}: 116 123"',
        "# in Australia 13 11 14",
        '"""Docs name 1-800-662-4357."""',
    ],
)
def test_a_number_in_the_code_would_be_found(source: str) -> None:
    assert len(numbers_of_lines_in(source)) == 1


def test_an_ordinary_number_is_no_crisis_line() -> None:
    assert numbers_of_lines_in('size = 112\nlabel = "36,000 entries, 1.988 s, \\x112"') == set()


# --- looking up


def test_emergency_comes_first_then_crisis_then_substance() -> None:
    kinds = [line.kind for line in crisis.lines("US")]
    assert kinds == ["emergency", *["crisis"] * 4, "substance"]


@pytest.mark.parametrize("typed", ["GB", "gb", " uk ", "United Kingdom", "united kingdom"])
def test_a_country_is_found_as_people_write_it(typed: str) -> None:
    assert {line.iso for line in crisis.lines(typed)} == {"GB"}


def test_a_country_that_is_not_in_the_list_has_no_lines() -> None:
    assert crisis.lines("Atlantis") == []
    assert crisis.lines("") == []


def test_a_member_of_the_union_without_its_own_emergency_line_has_the_unions() -> None:
    assert [line.iso for line in crisis.lines("NL")] == ["EU", "NL"]
    assert [line.iso for line in crisis.lines("IT")] == ["EU"]
    assert "EU" not in {line.iso for line in crisis.lines("DE")}
    assert "EU" not in {line.iso for line in crisis.lines("BR")}


def test_countries_are_those_with_lines_of_their_own() -> None:
    assert Country("IE", "Ireland") in COUNTRIES
    assert not {"XX", "EU"} & {one.iso for one in COUNTRIES}
    assert [one.name for one in COUNTRIES] == sorted(one.name for one in COUNTRIES)
    assert len({one.iso for one in COUNTRIES}) == len(COUNTRIES)


@pytest.mark.parametrize(
    ("environ", "country"),
    [
        ({"LANG": "en_GB.UTF-8"}, "GB"),
        ({"LANG": "de_AT@euro"}, "AT"),
        ({"LANG": "zh_Hans_SG.UTF-8"}, "SG"),
        ({"LC_ALL": "fr_FR", "LANG": "en_US.UTF-8"}, "FR"),
        ({"LC_ALL": "", "LC_MESSAGES": "en_IE.UTF-8", "LANG": "en_US.UTF-8"}, "IE"),
        ({"LC_ALL": "C.UTF-8", "LANG": "en_NZ.UTF-8"}, "NZ"),
        ({"LANG": "C"}, None),
        ({"LANG": "POSIX"}, None),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "de"}, None),
        ({"LANG": "es_419"}, None),
        ({"LANG": "_\x1b["}, None),
        ({}, None),
    ],
)
def test_the_locale_is_a_guess(environ: dict[str, str], country: str | None) -> None:
    assert crisis.guess_country(environ) == country


# --- the pages


PAGES = [None, *(one.iso for one in COUNTRIES), "IT", "EU", "XX", "Atlantis"]


@pytest.mark.parametrize("country", PAGES)
def test_each_page_fits_80_by_24_with_the_prompt(country: str | None) -> None:
    for page in (crisis.render(country), crisis.overdose(country)):
        assert len(page) <= 23
        assert all(len(row) <= 80 and row == row.rstrip() for row in page)
        assert all(row.isascii() and row.isprintable() for row in page)


@pytest.mark.parametrize("width", [1, 20, 40, 60, 79, 80, 132, 400])
@pytest.mark.parametrize("country", PAGES)
def test_each_page_can_be_drawn_at_any_width(country: str | None, width: int) -> None:
    page = crisis.render(country, width=width) + crisis.overdose(country, width=width)
    if width >= 60:
        assert max(len(row) for row in page) <= width
    flowing = re.sub(r"\s+", " ", " ".join(page))
    assert "numbers change" in flowing
    assert "https://findahelpline.com" in flowing


@pytest.mark.parametrize("width", range(30, 80))
def test_no_number_is_broken_over_two_rows(width: int) -> None:
    page = crisis.render(None, width=width)
    for one in COUNTRIES:
        for line in crisis.lines(one.iso):
            if line.kind == "emergency":
                assert any(line.phone in row for row in page)
    australia = crisis.lines("AU")[1]
    assert any(australia.phone in row for row in page)


@pytest.mark.parametrize("country", PAGES)
def test_each_page_says_where_it_is_from_and_where_else_to_turn(country: str | None) -> None:
    page = crisis.render(country)
    text = "\n".join(page)
    assert page[0].startswith("You are not alone with this.")
    assert "From public sources, not dialled by us; numbers change." in text
    assert "findahelpline.com" in text
    assert "recoverylog crisis --country " in text
    assert "--overdose" in text


@pytest.mark.parametrize("one", COUNTRIES, ids=lambda one: one.iso)
def test_a_country_page_has_all_its_lines_with_the_dates_of_their_sources(one: Country) -> None:
    page = "\n".join(crisis.render(one.iso))
    own = crisis.lines(one.iso)
    for line in own:
        assert line.name in page
        assert line.other in page
        numbers = [line.phone] if line.kind == "emergency" else line.phone.split(" / ")
        assert all(number in page for number in numbers)
        assert f"(source {line.source_as_of or 'undated'})" in page
    assert page.count("(source ") == len(own)
    assert one.name in page


@pytest.mark.parametrize("one", COUNTRIES, ids=lambda one: one.iso)
def test_an_emergency_number_stands_above_everything_else(one: Country) -> None:
    page = crisis.render(one.iso)
    first = page.index(one.name) + 1
    assert "mergency services" in page[first]


def test_the_page_of_all_has_a_row_for_each_country() -> None:
    page = crisis.render(None)
    for one in COUNTRIES:
        (row,) = [row for row in page if row.startswith(one.name)]
        talk = next(line for line in crisis.lines(one.iso) if line.kind == "crisis" and line.phone)
        assert talk.phone.split(" / ")[0] in row
        assert (talk.source_as_of or "undated") in row
        assert f" {one.iso} " in row
    (union,) = [row for row in page if row.startswith("European Union")]
    assert crisis.lines("EU")[0].phone in union


def test_an_unknown_country_is_told_and_cannot_write_to_the_terminal() -> None:
    page = crisis.render("\x1b[31mAt\nlantis" + "s" * 200)
    assert page[2].startswith("There are no lines for 31mAtlantis")
    assert len(page) <= 23


def test_the_overdose_page_begins_with_the_call() -> None:
    assert crisis.overdose()[0] == "In an overdose, call emergency services first."
    assert crisis.overdose("GB")[0] == (
        f"In an overdose, call emergency services first: {crisis.lines('GB')[0].phone}."
    )
    assert crisis.overdose("BR")[0] == crisis.overdose()[0]
    steps = [row for row in crisis.overdose() if re.match(r"  \d\. ", row)]
    assert "Call emergency services" in steps[0]
    assert len(steps) == 6


@pytest.mark.parametrize(
    "fact",
    [
        "no breathing",
        "2 to 3 minutes",
        "wear off before the opioid",
        "does not work on alcohol, benzodiazepines or stimulants alone",
        "tolerance drops",
        "Stopping alcohol, benzodiazepines or GHB suddenly",
        "get medical help now",
        "No clinician has read this page yet.",
    ],
)
def test_the_overdose_page_says(fact: str) -> None:
    assert fact in " ".join(row.strip() for row in crisis.overdose())


# --- when things are broken, and how fast


@pytest.mark.parametrize("damage", ["missing", "empty", "not json", "no lines", "kind", "field"])
def test_a_damaged_data_file_still_gives_a_page(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: dict[str, Any] = json.loads(DATA_FILE.read_text(encoding="utf-8"))
    first = whole["lines"][0]
    contents = {
        "empty": "",
        "not json": "{",
        "no lines": "{}",
        "kind": json.dumps(whole | {"lines": [first | {"kind": "unheard of"}]}),
        "field": json.dumps(whole | {"lines": [first | {"fax": "none"}]}),
    }
    if damage in contents:
        (tmp_path / "crisis_lines.json").write_text(contents[damage], encoding="utf-8")
    monkeypatch.setattr(crisis, "__file__", str(tmp_path / "crisis.py"))
    for country in (None, "GB"):
        page = " ".join(crisis.render(country))
        assert "Call the emergency number of the place where you are." in page
        assert "findahelpline.com" in page
        assert crisis.overdose(country)[0].startswith("In an overdose, call")


def test_the_page_needs_little_of_the_library_and_nothing_from_outside() -> None:
    """A child process tells what importing, and then drawing, has loaded."""
    script = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "from recoverylog.support import crisis\n"
        "imported = set(sys.modules) - before\n"
        "crisis.render('GB'); crisis.render(None); crisis.overdose()\n"
        "drawn = set(sys.modules) - before\n"
        "import json\n"
        "print(json.dumps([sorted(imported), sorted(drawn)]))\n"
    )
    child = subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            f"import sys; sys.path[:0] = [{str(PACKAGE.parent)!r}]\n{script}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    imported, drawn = (set(names) for names in json.loads(child.stdout))
    assert not {"json", "textwrap", "importlib.resources", "pathlib", "dataclasses"} & imported
    assert not {"importlib.resources", "pathlib", "dataclasses", "inspect", "socket"} & drawn
    outside = {name.partition(".")[0] for name in drawn} - sys.stdlib_module_names
    assert outside == {"recoverylog"}
