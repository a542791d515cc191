"""Writing settings.toml: one line changes, the others stay, and nothing wrong is ever written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoverylog import settings as ours
from recoverylog.errors import CannotWrite, UsageProblem
from recoverylog.journal import preference
from recoverylog.journal.preference import Preferences
from recoverylog.session import configuring
from recoverylog.session.configuring import OPTIONS, option, put, put_key

PUBLIC = [one for one in OPTIONS if not one.private]
FITTING = {
    "theme": st.sampled_from(ours.LOOKS + ours.TEXTUALS_LOOKS),
    "idle": st.integers(0, 1440).map(str),
    "rollover": st.integers(0, 12).map(str),
    "country": st.sampled_from(["GB", "DE", "us"]),
}
CHANGES = st.sampled_from(PUBLIC).flatmap(
    lambda one: st.tuples(st.just(one), FITTING.get(one.key, st.sampled_from(["yes", "no"])))
)
LINES = st.lists(
    st.sampled_from(
        [
            "# mine",
            "",
            "idle = 3   # minutes",
            'theme = "ansi"',
            "rollover=5",
            "  braille   =  false",
            'unknown = "x"',
            "list = [\n  1, # one\n  2,\n]",
            'text = """\n[keys]\n"""',
            "privacy = 4",
            "a.b = 1",
        ]
    ),
    unique=True,
    max_size=8,
)
TABLES = st.sampled_from(
    ["", '[keys]\n# own\ncraving = "f7"  # a key\n', '\n[other]\nx = 1\n\n[keys]\nnote = "x"\n']
)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "config" / "settings.toml")


def written(file: str, text: str) -> None:
    os.makedirs(os.path.dirname(file), exist_ok=True)
    Path(file).write_text(text, encoding="utf-8", newline="")


def read(file: str) -> str:
    return Path(file).read_bytes().decode("utf-8")


# Setting ----------------------------------------------------------------------------------


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(change=CHANGES, lines=LINES, table=TABLES)
def test_what_is_set_is_read_and_every_other_line_stays(
    file: str, change: tuple[configuring.Option, str], lines: list[str], table: str
) -> None:
    one, text = change
    before = "".join(f"{line}\n" for line in lines) + table
    written(file, before)
    found = put(file, one, text)
    assert configuring.value(one, found, None) == (text.upper() if one.key == "country" else text)
    assert found == ours.load(file)
    after = read(file).split("\n")
    kept = [line for line in before.split("\n") if not line.strip().startswith(one.key)]
    rest = iter(after)
    assert all(line in rest for line in kept), (before, after)
    assert len(after) <= len(before.split("\n")) + 3

    put(file, one, None)
    assert configuring.value(one, ours.load(file), None) == one.usual


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, table=TABLES, key=st.sampled_from(["f8", "x", '"', "ctrl+k", "\\"]))
def test_a_key_is_set_among_the_others(file: str, lines: list[str], table: str, key: str) -> None:
    before = "".join(f"{line}\n" for line in lines) + table
    written(file, before)
    found = dict(put_key(file, "evening", key).keys)
    assert found["evening"] == key
    assert found.keys() - {"evening"} == dict(put_key(file, "evening", None).keys).keys()
    rest = iter(read(file).split("\n"))
    assert all(line in rest for line in before.split("\n") if line)


def test_the_comment_behind_a_value_stays(file: str) -> None:
    written(file, "# mine\nidle = 3   # minutes\n\n# end\n")
    put(file, option("idle"), "7")
    assert read(file) == "# mine\nidle = 7   # minutes\n\n# end\n"


def test_a_file_is_made_for_its_owner_alone(file: str) -> None:
    put(file, option("theme"), "morning")
    assert read(file) == 'theme = "morning"\n'
    assert os.stat(file).st_mode & 0o777 == 0o600
    assert os.stat(os.path.dirname(file)).st_mode & 0o777 == 0o700


def test_a_link_to_the_file_stays_a_link(file: str, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("idle = 3\n")
    os.makedirs(os.path.dirname(file))
    os.symlink(real, file)
    put(file, option("idle"), "4")
    assert os.path.islink(file)
    assert real.read_text() == "idle = 4\n"


def test_what_is_as_wanted_is_not_written_again(file: str) -> None:
    put(file, option("privacy"), None)
    assert not os.path.exists(file)
    written(file, "idle=3\n")
    before = os.stat(file)
    put(file, option("idle"), "3")
    assert os.stat(file).st_ino == before.st_ino


# Refusing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rollover", "13"),
        ("rollover", "-1"),
        ("rollover", "four"),
        ("idle", "1441"),
        ("idle", "9" * 5000),
        ("idle", "٣"),
        ("theme", "mornin"),
        ("theme", ""),
        ("country", "GBR"),
        ("country", "ÄÖ"),
        ("braille", "maybe"),
        ("privacy", "\x1b[2J"),
    ],
)
def test_what_cannot_be_is_not_written(file: str, name: str, text: str) -> None:
    written(file, "# mine\n")
    with pytest.raises(UsageProblem) as raised:
        put(file, option(name), text)
    assert raised.value.message.startswith(f"{name} takes ")
    assert "\x1b" not in raised.value.line()
    assert len(raised.value.line()) < 200
    assert read(file) == "# mine\n"


@pytest.mark.parametrize(
    ("text", "line"), [("idle = 3\ntheme =\n", 2), ("[[[\n", 1), ("x = 1\nx = 2\n", 2)]
)
def test_a_file_that_is_not_toml_is_left_alone(file: str, text: str, line: int) -> None:
    written(file, text)
    with pytest.raises(UsageProblem) as raised:
        put(file, option("idle"), "4")
    assert raised.value.message.startswith(f"settings.toml, line {line}: ")
    assert read(file) == text


def test_keys_that_are_no_table_are_left_alone(file: str) -> None:
    written(file, "idle = 3\nkeys = 4\n")
    with pytest.raises(UsageProblem, match="line 2"):
        put_key(file, "craving", "f7")
    assert read(file) == "idle = 3\nkeys = 4\n"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where a folder belongs")
    with pytest.raises(CannotWrite):
        put(str(tmp_path / "config" / "settings.toml"), option("idle"), "4")


# The list ---------------------------------------------------------------------------------


def test_every_setting_and_every_preference_is_in_the_list_once() -> None:
    assert [one.key for one in OPTIONS] == [*ours.KNOWN, *preference.CHOICES]
    assert all("_" not in one.name for one in OPTIONS)
    assert all(one.meaning.endswith(".") for one in OPTIONS)


def test_the_usual_value_is_the_one_in_force_where_nothing_is_said() -> None:
    for one in OPTIONS:
        assert configuring.value(one, configuring.USUAL, Preferences()) == one.usual


def test_a_name_may_have_underscores_and_a_like_one_is_offered() -> None:
    assert option("Run_Shown") is option("run-shown")
    with pytest.raises(UsageProblem, match="Did you mean “country”"):
        option("countri")


def test_yes_and_no_may_be_said_in_other_words() -> None:
    assert configuring.checked_private(option("run-shown"), "Off") == "no"
    assert configuring.checked(option("braille"), "true") is True
    with pytest.raises(UsageProblem, match="run-shown takes yes or no"):
        configuring.checked_private(option("run-shown"), "maybe")
