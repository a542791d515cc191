"""The invented person's vault: made once, copied for each test."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.conftest import NOW, ZONE
from tests.vault import invented


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> invented.Sample:
    folder = tmp_path_factory.mktemp("vault")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECOVERYLOG_HOME", str(folder))
        patch.setenv("RECOVERYLOG_NOW", NOW)
        patch.setenv("TZ", ZONE)
        time.tzset()
        sample = invented.made(folder)
    time.tzset()
    return sample


@pytest.fixture
def sample(made_once: invented.Sample, tmp_path: Path) -> invented.Sample:
    """Return a vault of one's own, in RECOVERYLOG_HOME."""
    return invented.copied(made_once, tmp_path / "recoverylog")
