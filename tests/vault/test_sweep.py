"""Unfinished files of writers that were killed do not lie about for ever."""

from __future__ import annotations

import os
from pathlib import Path

from recoverylog.vault import atomic


def test_only_old_unfinished_files_go(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    folder.mkdir()
    old, young, other = (folder / name for name in (".new-1", ".new-2", "journal-1.db"))
    for path in (old, young, other):
        path.write_bytes(b"x")
    for path in (old, other):
        os.utime(path, (1, 1))
    atomic.sweep(str(folder))
    assert sorted(folder.iterdir()) == [young, other]
    atomic.sweep(str(tmp_path / "not there"))
