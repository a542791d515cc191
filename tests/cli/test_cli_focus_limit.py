"""A focus with a limit: set, changed, taken away, shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Vault


def listed(vault: Vault) -> dict[str, dict[str, object]]:
    return {one["label"]: one for one in vault.json("focus", "list")["focuses"]}


def told(vault: Vault, *arguments: str) -> str:
    done = vault.run(*arguments)
    assert (done.returncode, done.stdout) == (0, ""), done
    return done.stderr


def test_a_limit_is_set_with_the_focus_and_makes_its_goal_reduce(vault: Vault) -> None:
    said = told(vault, "focus", "add", "wine", "--limit", "2", "--per", "day", "--unit", "glasses")
    assert "at most 2 glasses a day" in said
    wine = listed(vault)["wine"]
    assert (wine["goal"], wine["limit"], wine["per"], wine["unit"]) == (
        "reduce", 2.0, "day", "glasses",
    )  # fmt: skip
    assert "  reduce  at most 2 glasses a day  free unless recorded" in vault.ok("focus", "list")


def test_a_limit_is_changed_and_taken_away(lived: Vault) -> None:
    said = told(
        lived,
        "focus",
        "edit",
        "gam",
        "--goal",
        "reduce",
        "--limit",
        "12,5",
        "--per",
        "week",
        "--unit",
        "€",
    )
    assert "Changed: gambling, since 2026-11-01, reduce, at most 12.5 € a week, " in said
    said = told(lived, "focus", "edit", "gam", "--limit", "10")
    assert "at most 10 € a week" in said
    assert "It was: gambling, since 2026-11-01, reduce, at most 12.5 € a week, " in said
    said = told(lived, "focus", "edit", "gam", "--goal", "abstain")
    assert "at most" not in said.split("It was")[0]
    assert listed(lived)["gambling"]["limit"] == 10.0, "kept, for the way back"
    lived.ok("focus", "edit", "gam", "--no-limit", "--unit", "")
    gone = listed(lived)["gambling"]
    assert (gone["limit"], gone["per"], gone["unit"]) == (None, None, "")


def test_using_less_without_a_limit_says_what_a_limit_brings(lived: Vault) -> None:
    hint = "  A limit brings its figures: recoverylog focus edit NAME --limit 2 --per day\n"
    assert told(lived, "focus", "add", "wine", "--goal", "reduce").endswith(hint)
    assert told(lived, "focus", "edit", "gam", "--goal", "reduce").endswith(hint)
    assert hint not in told(lived, "focus", "edit", "gam", "--name", "slots")
    assert hint not in told(lived, "focus", "edit", "wine", "--limit", "2", "--per", "day")
    assert hint not in told(lived, "focus", "edit", "wine", "--goal", "reduce")
    assert hint not in told(lived, "focus", "add", "beer", "--limit", "2", "--per", "day")


@pytest.mark.parametrize(
    "arguments",
    [
        "focus add wine --limit 2",
        "focus add wine --per day",
        "focus add wine --limit two --per day",
        "focus add wine --limit 2 --per month",
        "focus add wine --limit 2 --per day --goal abstain",
        "focus edit alcohol --limit 2 --per day",
        "focus edit alcohol --limit 2 --per day --no-limit",
        f"focus edit alcohol --unit {'x' * 41}",
    ],
)
def test_what_makes_no_limit_is_2_and_changes_nothing(arguments: str, lived: Vault) -> None:
    before = listed(lived)
    done = lived.run(*arguments.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert listed(lived) == before
