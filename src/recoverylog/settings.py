"""Settings that hold nothing private, from settings.toml in the config folder.

    rollover = 4        # the hour at which a new day begins, 0 to 12
    country = "GB"      # whose crisis lines come first
    theme = "morning"   # lamplight, morning, or one of Textual's; else what the terminal suggests
    idle = 10           # minutes without a key after which the screens lock; 0 for never
    braille = false     # bars in place of dots, for a font that has no braille

A value that cannot be used is named with what is done instead; it never stops the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

DEFAULT_ROLLOVER = 4
DEFAULT_IDLE_MINUTES = 10
_MOST_IDLE_MINUTES = 1440


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force.

    Attributes:
        rollover: the hour, 0 to 12, at which a new journal day begins.
        country: two letters of ISO 3166, or None.
        theme: the name of a look, or None.
        idle_minutes: after how long untouched the screens lock, 0 to 1440; 0 for never.
        braille: whether charts may be drawn in braille dots.
        remarks: one sentence for each thing in the file that could not be used.
    """

    rollover: int = DEFAULT_ROLLOVER
    country: str | None = None
    theme: str | None = None
    idle_minutes: int = DEFAULT_IDLE_MINUTES
    braille: bool = True
    remarks: tuple[str, ...] = ()


def load(path: str) -> Settings:
    """Return the settings in the file at ``path``; a missing file gives the defaults."""
    try:
        with open(path, "rb") as file:
            content = file.read()
    except FileNotFoundError:
        return Settings()
    except OSError as problem:
        return Settings(remarks=(f"{path} cannot be read: {problem.strerror}.",))
    import tomllib  # noqa: PLC0415 - 15 ms that a machine without settings need not pay

    try:
        held = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        reason = str(problem).splitlines()[0]
        return Settings(remarks=(f"{path} was not used: {reason}. The defaults are in force.",))
    return _read(held, path)


def _read(held: dict[str, Any], path: str) -> Settings:
    remarks: list[str] = []
    rollover = held.pop("rollover", DEFAULT_ROLLOVER)
    if type(rollover) is not int or not 0 <= rollover <= 12:
        remarks.append(
            f"{path}: rollover takes a whole number from 0 to 12; {DEFAULT_ROLLOVER} is used."
        )
        rollover = DEFAULT_ROLLOVER
    country = held.pop("country", None)
    if country is not None and not (isinstance(country, str) and len(country) == 2):
        remarks.append(f'{path}: country takes two letters such as "GB"; none is used.')
        country = None
    theme = held.pop("theme", None)
    if theme is not None and not isinstance(theme, str):
        remarks.append(f'{path}: theme takes a name such as "morning"; the usual one is used.')
        theme = None
    idle = held.pop("idle", DEFAULT_IDLE_MINUTES)
    if type(idle) is not int or not 0 <= idle <= _MOST_IDLE_MINUTES:
        remarks.append(
            f"{path}: idle takes whole minutes from 0 to {_MOST_IDLE_MINUTES};"
            f" {DEFAULT_IDLE_MINUTES} is used."
        )
        idle = DEFAULT_IDLE_MINUTES
    braille = held.pop("braille", True)
    if not isinstance(braille, bool):
        remarks.append(f"{path}: braille takes true or false; true is used.")
        braille = True
    remarks += [f"{path}: there is no setting “{name}”." for name in held]
    return Settings(
        rollover, country.upper() if country else None, theme, idle, braille, tuple(remarks)
    )
