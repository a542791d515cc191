"""The session's tests use the same invented vault as the vault's."""

from __future__ import annotations

from tests.vault.conftest import made_once, sample

__all__ = ["made_once", "sample"]
