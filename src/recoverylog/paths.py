"""Where recoverylog keeps its files.

platformdirs knows the folders of every system, but the quick path cannot afford to load it
(DESIGN §8). So Linux, whose rule is three environment variables, is done here, and a test
holds it to what platformdirs says; every other system asks platformdirs.
"""

from __future__ import annotations

import os
import sys
from typing import NamedTuple

_NAME = "recoverylog"
# A name, since mypy takes a comparison at this place for a promise about the platform.
_LINUX: bool = sys.platform.startswith("linux")


class Paths(NamedTuple):
    """The four folders of one person's recoverylog; none of them need exist."""

    data: str
    """The vault: key file, journal database, inbox."""
    config: str
    """settings.toml, which holds nothing private."""
    state: str
    """What this device knows: its keys, its last seen generation, the spool."""
    cache: str
    """Nothing yet; wiped without loss."""

    @property
    def inbox(self) -> str:
        """The folder of sealed quick entries."""
        return os.path.join(self.data, "inbox")

    @property
    def spool(self) -> str:
        """Where quick entries go while the inbox cannot be written."""
        return os.path.join(self.state, "spool")

    @property
    def device(self) -> str:
        """The file of what this device knows of the vault."""
        return os.path.join(self.state, "device.json")

    @property
    def settings(self) -> str:
        """The file of settings."""
        return os.path.join(self.config, "settings.toml")


def find() -> Paths:
    """Return the folders to use; ``RECOVERYLOG_HOME`` moves all four."""
    home = os.environ.get("RECOVERYLOG_HOME")
    if home:
        root = os.path.abspath(os.path.expanduser(home))
        return Paths(*(os.path.join(root, part) for part in ("data", "config", "state", "cache")))
    if _LINUX:
        return Paths(
            _xdg("XDG_DATA_HOME", ".local/share"),
            _xdg("XDG_CONFIG_HOME", ".config"),
            _xdg("XDG_STATE_HOME", ".local/state"),
            _xdg("XDG_CACHE_HOME", ".cache"),
        )
    from platformdirs import PlatformDirs  # noqa: PLC0415 - 20 ms that Linux need not pay

    folders = PlatformDirs(_NAME, appauthor=False)
    return Paths(
        folders.user_data_dir,
        folders.user_config_dir,
        folders.user_state_dir,
        folders.user_cache_dir,
    )


def _xdg(variable: str, fallback: str) -> str:
    """Return our folder below the one that an XDG variable names.

    A relative value is ignored, as the XDG Base Directory specification asks.
    """
    base = os.environ.get(variable, "")
    if not os.path.isabs(base):
        base = os.path.join(os.path.expanduser("~"), fallback)
    return os.path.join(base, _NAME)


def make(folder: str) -> None:
    """Make ``folder`` and what is missing above it, open to its owner alone.

    Raises:
        OSError: it cannot be made.
    """
    if os.path.isdir(folder):
        return
    parent = os.path.dirname(folder)
    if parent and parent != folder:
        make(parent)
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        return
