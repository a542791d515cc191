"""What is committed: nothing unfinished, no address of a package index, no path of a machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

# Put together here, so that this file does not contain what it looks for.
UNFINISHED = re.compile(
    "|".join(rf"\b{word}\b" for word in ("TO" + "DO", "FIX" + "ME", "X" + "XX"))
)
HOSTS = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "debian" + ".org/debian"]
FOLDERS = [
    "wo" + "rk",
    "ro" + "ot",
    "ho" + "me/[a-z]",
    "Use" + "rs/[A-Za-z]",
    "o" + "pt/(?:wheels|pypi)",
]
ADDRESS = re.compile("|".join(re.escape(host) for host in HOSTS))
MACHINE = re.compile(rf"(?<![\w.~$\]}}>])/(?:{'|'.join(FOLDERS)})[\w-]*/")


def git(*arguments: str) -> list[str]:
    """Return the paths that git prints, or skip where this is not a repository."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git repository, so nothing is tracked")
    # The folder may belong to somebody else, as in a container; it is only read here.
    command = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z", *arguments]
    done = subprocess.run(command, capture_output=True, check=True)
    return [os.fsdecode(name) for name in done.stdout.split(b"\0") if name]


def texts() -> list[tuple[str, int, str]]:
    """Return each line of each file that is tracked or about to be, with its place."""
    lines = []
    for name in sorted(set(git("--cached", "--others", "--exclude-standard"))):
        path = ROOT / name
        # A deleted file is listed until its deletion is committed.
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            text = content.decode("utf-8")
            lines += [(name, number, line) for number, line in enumerate(text.splitlines(), 1)]
    return lines


def matching(pattern: re.Pattern[str]) -> list[str]:
    return [f"{name}:{number}" for name, number, line in texts() if pattern.search(line)]


def test_nothing_is_left_unfinished() -> None:
    assert matching(UNFINISHED) == []


def test_no_address_of_a_package_index() -> None:
    assert matching(ADDRESS) == []


def test_no_path_of_a_machine() -> None:
    assert matching(MACHINE) == []


@pytest.mark.parametrize("place", ["wo" + "rk/main", "ro" + "ot/x", "ho" + "me/anna/x"])
def test_a_path_of_a_machine_would_be_found(place: str) -> None:
    assert MACHINE.search(f"see /{place}/y")
    assert not MACHINE.search(f"below some/{place}/y")


def test_the_lock_of_uv_stays_out() -> None:
    # It names the addresses that it was made from; requirements*.lock hold hashes alone.
    assert [name for name in git("--cached") if Path(name).name == "uv.lock"] == []


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def plain(requirement: str) -> str:
    """Return the name of a requirement as the lock files spell it."""
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_version_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    pinned = [entry for entry in text.replace("\\\n", " ").splitlines() if entry.strip()]
    assert pinned
    assert [entry for entry in pinned if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_the_locks_hold_every_dependency_and_agree() -> None:
    pins = {}
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        pins[lock] = dict(re.findall(r"^([\w.-]+)==(\S+)", text, flags=re.MULTILINE))
    told = project()["project"]
    needed = {
        plain(line) for line in [*told["dependencies"], *project()["build-system"]["requires"]]
    }
    tools = {plain(line) for line in told["optional-dependencies"]["dev"]}
    assert needed <= pins["requirements.lock"].keys()
    assert needed | tools <= pins["requirements-dev.lock"].keys()
    assert pins["requirements.lock"].items() <= pins["requirements-dev.lock"].items()


@pytest.mark.parametrize(
    ("sentence", "allowed"),
    [
        ("The domain is msgspec and the standard library", {"msgspec"}),
        ("Insights and charts import no library at all", set()),
    ],
)
def test_the_contracts_of_the_pure_layers_name_every_dependency(
    sentence: str, allowed: set[str]
) -> None:
    contracts = project()["tool"]["importlinter"]["contracts"]
    (contract,) = [each for each in contracts if each["name"] == sentence]
    dependencies = {plain(line).replace("-", "_") for line in project()["project"]["dependencies"]}
    assert dependencies - allowed <= set(contract["forbidden_modules"])
