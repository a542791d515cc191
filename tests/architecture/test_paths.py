"""Our own rule for Linux is platformdirs' rule, whatever the variables say."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from platformdirs import PlatformDirs

from recoverylog import paths

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="XDG is Linux's rule")

VARIABLES = ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"]


def theirs() -> tuple[str, str, str, str]:
    folders = PlatformDirs("recoverylog", appauthor=False)
    return (
        folders.user_data_dir,
        folders.user_config_dir,
        folders.user_state_dir,
        folders.user_cache_dir,
    )


@pytest.fixture(autouse=True)
def _without_a_home_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RECOVERYLOG_HOME")


@linux
def test_without_variables() -> None:
    assert paths.find() == theirs()


@linux
@pytest.mark.parametrize("value", ["", "  ", "relative/folder", "/", "~/somewhere", "{tmp}/a b/c"])
@pytest.mark.parametrize("variable", VARIABLES)
def test_with_one_variable(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(variable, value.replace("{tmp}", str(tmp_path)))
    assert paths.find() == theirs()


@linux
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(VARIABLES),
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12).map(
            lambda name: f"/{name}"
        ),
    )
)
def test_with_any_absolute_folders(
    monkeypatch: pytest.MonkeyPatch, folders: dict[str, str]
) -> None:
    with monkeypatch.context() as patch:
        for variable, folder in folders.items():
            patch.setenv(variable, folder)
        assert paths.find() == theirs()


def test_one_variable_moves_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RECOVERYLOG_HOME", str(tmp_path / "elsewhere"))
    found = paths.find()
    assert len(set(found)) == 4
    assert all(Path(folder).is_relative_to(tmp_path / "elsewhere") for folder in found)
