"""Reading settings.toml: whatever it holds, the program starts, and each remark has its line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as how
from hypothesis import strategies as st

from recoverylog import settings
from recoverylog.settings import Settings

REMARK = re.compile(r"settings\.toml, line (\d+): \S.*[.?]", re.DOTALL)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def load(file: Path, text: str) -> Settings:
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    return settings.load(str(file))


VALUES = st.recursive(
    st.one_of(
        st.sampled_from(["4", "13", "true", "false", '"GB"', '"morning"', '"f7"', "1.5", "nan"]),
        st.sampled_from(["'''\na\n'''", '"""\n[keys]\nidle = 3\n"""', "1979-05-27", "9" * 5000]),
    ),
    lambda inner: st.lists(inner, max_size=3).map(lambda found: "[\n" + ",\n".join(found) + "\n]"),
    max_leaves=4,
)
NAMES = st.sampled_from(
    [*settings.KNOWN, "keys", "colour", "keys.craving", '"a b".c', "themes", "craving", '"\\n"']
)
STATEMENTS = st.one_of(
    st.tuples(NAMES, VALUES).map(lambda pair: f"{pair[0]} = {pair[1]}"),
    st.sampled_from(["[keys]", "[[more]]", "[a.b]", "# note", "", "\t", "= 3", "idle", "[", "\r"]),
)
TEXTS = st.one_of(st.text(), st.lists(STATEMENTS, max_size=8).map("\n".join))


@how(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
@example(text="x = " + "[" * 5000)
@example(text="\ufeffidle = 3")
@example(text="a = 1\rb = 2")
@example(text="[keys]\r\ncraving = 3\r\n")
def test_any_text_is_read_and_every_remark_names_a_line_of_the_file(file: Path, text: str) -> None:
    found = load(file, text)
    content = file.read_bytes()
    for remark in found.remarks:
        told = REMARK.fullmatch(remark)
        assert told, remark
        assert 1 <= int(told[1]) <= content.count(b"\n") + 1
        assert remark.isprintable()
    assert len(found.key_lines) == len(found.keys)
    assert 0 <= found.rollover <= 12
    assert 0 <= found.idle_minutes <= 1440


@how(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary())
def test_any_bytes_are_read(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    for remark in settings.load(str(file)).remarks:
        assert REMARK.fullmatch(remark)


def leaves(held: dict[str, Any], above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    paths = [above] if above else []
    for name, value in held.items():
        inner = leaves(value, (*above, name)) if isinstance(value, dict) else [(*above, name)]
        paths += inner
    return paths


@how(max_examples=300)
@given(statements=st.lists(STATEMENTS, max_size=10))
def test_each_name_has_the_line_in_which_its_statement_begins(statements: list[str]) -> None:
    text = ""
    begun: list[tuple[int, str]] = []
    """The line in which each statement begins, and the text up to its end."""
    for statement in statements:
        try:
            tomllib.loads(f"{text}{statement}\n")
        except ValueError:
            continue
        line = text.count("\n") + 1
        text += f"{statement}\n"
        begun.append((line, text))
    found = settings.lines(text)
    assert set(leaves(tomllib.loads(text))) <= found.keys() | {
        path for path in leaves(tomllib.loads(text)) if path[:1] == ("more",)
    }
    # The twin: the first prefix of statements in which the name is there.
    for path in leaves(tomllib.loads(text)):
        if path[0] == "more":
            continue
        seen = next(line for line, so_far in begun if path in leaves(tomllib.loads(so_far)))
        assert found[path] == seen, (text, path)


# Values -----------------------------------------------------------------------------------


def test_every_setting_is_read(file: Path) -> None:
    found = load(
        file,
        'theme = "high-contrast"\nprivacy = true\nanimations = false\nbraille = false\nidle = 0\n'
        'rollover = 12\ncountry = "gb"\n[keys]\ncraving = "f7"\n',
    )
    assert found == Settings(
        rollover=12,
        country="GB",
        theme="high-contrast",
        idle_minutes=0,
        braille=False,
        animations=False,
        privacy=True,
        keys=(("craving", "f7"),),
        key_lines=(9,),
    )


@pytest.mark.parametrize(
    ("line", "remark"),
    [
        ("colour = 3", "there is no setting “colour”. Did you mean “country”?"),
        ("zzz = 3", "there is no setting “zzz”."),
        ("rollover = 13", "rollover takes a whole number from 0 to 12; 4 is used."),
        ("rollover = true", "rollover takes a whole number from 0 to 12; 4 is used."),
        ("idle = 1.5", "idle takes whole minutes from 0 to 1440; 10 is used."),
        ('braille = "no"', "braille takes true or false; true is used."),
        ("privacy = 1", "privacy takes true or false; false is used."),
        ('country = "GBR"', "country takes two letters such as GB; the usual is used."),
        ("keys = 3", 'keys is a table, with lines such as craving = "f7".'),
        ("keys.craving = 3", '“craving” takes a key such as "f7"; its usual key is used.'),
        ('"a\\nb" = 1', "there is no setting “a·b”."),
    ],
)
def test_what_cannot_be_used_is_named_with_its_line(file: Path, line: str, remark: str) -> None:
    found = load(file, f"# first\n\n{line}\n")
    assert found == Settings(remarks=(f"settings.toml, line 3: {remark}",))


def test_a_look_that_is_none_is_named(file: Path) -> None:
    [remark] = load(file, 'theme = "mornin"').remarks
    assert remark.startswith("settings.toml, line 1: theme takes lamplight, ")


def test_remarks_come_in_the_order_of_their_lines(file: Path) -> None:
    found = load(file, 'b = 1\nidle = "x"\na = 1\n[keys]\nnote = 2\n')
    assert [int(REMARK.fullmatch(one)[1]) for one in found.remarks] == [1, 2, 3, 5]  # type: ignore[index]


def test_one_wrong_line_takes_nothing_from_the_others(file: Path) -> None:
    found = load(file, "rollover = 99\nidle = 3\n")
    assert (found.rollover, found.idle_minutes, len(found.remarks)) == (4, 3, 1)


@pytest.mark.parametrize(
    ("text", "line"),
    [("idle = 3\ntheme =\n", 2), ("a", 1), ("\n\n[[[", 3), ("a=1\na=2\n", 2), ("x = '''\n\n", 2)],
)
def test_a_file_that_is_no_toml_names_its_line(file: Path, text: str, line: int) -> None:
    found = load(file, text)
    [remark] = found.remarks
    assert remark.startswith(f"settings.toml, line {line}: this is not TOML (")
    assert remark.endswith("The usual settings are in force until it is mended.")
    assert found == Settings(remarks=(remark,))


def test_bytes_that_are_no_text_name_their_line(file: Path) -> None:
    file.write_bytes(b"idle = 3\n# \xff\n")
    [remark] = settings.load(str(file)).remarks
    assert remark.startswith("settings.toml, line 2: this is not UTF-8.")


def test_a_missing_file_says_nothing(file: Path) -> None:
    assert settings.load(str(file)) == Settings()


def test_a_folder_in_the_place_of_the_file_is_told(file: Path) -> None:
    file.mkdir()
    [remark] = settings.load(str(file)).remarks
    assert "cannot be read" in remark
