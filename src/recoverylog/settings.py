"""Settings that hold nothing private, from settings.toml in the config folder.

    rollover = 4        # the hour at which a new day begins, 0 to 12
    country = "GB"      # whose crisis lines come first
    theme = "morning"   # lamplight, morning, high-contrast, ansi, or one of Textual's looks
    idle = 10           # minutes without a key after which the screens lock; 0 for never
    braille = false     # bars in place of dots, for a font that has no braille
    animations = false  # nothing on the screens moves by itself
    privacy = true      # your text is masked from the start

    [keys]
    craving = "f7"      # another key for a command; recoverylog config keys lists them

What cannot be used is named with its line and with what is done instead; it never stops the
program. docs/settings.md tells of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from recoverylog.language import _

DEFAULT_ROLLOVER = 4
DEFAULT_IDLE_MINUTES = 10
_MOST_ROLLOVER = 12
_MOST_IDLE_MINUTES = 1440
KEYS = "keys"
"""The table that gives commands another key."""

LOOKS = ("lamplight", "morning", "high-contrast", "high-contrast-light", "ansi", "ansi-light")
"""The names of our looks; a test holds them to those that there are."""
TEXTUALS_LOOKS = (
    "atom-one-dark",
    "atom-one-light",
    "catppuccin-frappe",
    "catppuccin-latte",
    "catppuccin-macchiato",
    "catppuccin-mocha",
    "dracula",
    "flexoki",
    "gruvbox",
    "monokai",
    "nord",
    "rose-pine",
    "rose-pine-dawn",
    "rose-pine-moon",
    "solarized-dark",
    "solarized-light",
    "textual-dark",
    "textual-light",
    "tokyo-night",
)
"""The names of Textual's own looks, which may be chosen as well; a test holds them to Textual."""

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force.

    Attributes:
        rollover: the hour, 0 to 12, at which a new journal day begins.
        country: two letters of ISO 3166, or None.
        theme: the name of a look, or None.
        idle_minutes: after how long untouched the screens lock, 0 to 1440; 0 for never.
        braille: whether charts may be drawn in braille dots.
        animations: whether anything on the screens may move by itself.
        privacy: whether the person's text is masked from the start.
        keys: the name of a command and the key that the person gave it, for each such.
        remarks: one sentence for each thing in the file that could not be used, with its line.
        key_lines: the line of the file in which each of ``keys`` stands.
    """

    rollover: int = DEFAULT_ROLLOVER
    country: str | None = None
    theme: str | None = None
    idle_minutes: int = DEFAULT_IDLE_MINUTES
    braille: bool = True
    animations: bool = True
    privacy: bool = False
    keys: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    key_lines: tuple[int, ...] = ()


class Setting(NamedTuple):
    """One line that the file may hold.

    Attributes:
        name: what it is called there and in commands.
        field: the attribute of :class:`Settings` that holds it.
        takes: what may stand there, as the end of "it takes …".
        usual: what is in force where it is not said.
    """

    name: str
    field: str
    takes: str
    usual: int | str | bool | None

    def fits(self, value: object) -> bool:
        """Return whether ``value`` may stand there."""
        if isinstance(self.usual, bool):
            return isinstance(value, bool)
        if isinstance(self.usual, int):
            most = _MOST_ROLLOVER if self.name == "rollover" else _MOST_IDLE_MINUTES
            return type(value) is int and 0 <= value <= most
        if not isinstance(value, str):
            return False
        if self.name == "country":
            return len(value) == 2 and value.isascii() and value.isalpha()
        return value in LOOKS or value in TEXTUALS_LOOKS


_YES_OR_NO = _("true or false")
_KNOWN = (
    Setting(
        "theme", _("theme"), _("{looks}, or one of Textual’s looks", looks=", ".join(LOOKS)), None
    ),
    Setting("privacy", _("privacy"), _YES_OR_NO, usual=False),
    Setting("animations", _("animations"), _YES_OR_NO, usual=True),
    Setting("braille", _("braille"), _YES_OR_NO, usual=True),
    Setting(
        "idle",
        "idle_minutes",
        _("whole minutes from 0 to {most_idle_minutes}", most_idle_minutes=_MOST_IDLE_MINUTES),
        DEFAULT_IDLE_MINUTES,
    ),
    Setting(
        "rollover",
        _("rollover"),
        _("a whole number from 0 to {most_rollover}", most_rollover=_MOST_ROLLOVER),
        DEFAULT_ROLLOVER,
    ),
    Setting("country", _("country"), _("two letters such as GB"), None),
)
KNOWN = {one.name: one for one in _KNOWN}
"""Each setting by its name, in the order in which they are listed."""


def load(path: str) -> Settings:
    """Return the settings in the file at ``path``; a missing file gives the defaults."""
    try:
        with open(path, "rb") as file:
            content = file.read()
    except FileNotFoundError:
        return Settings()
    except OSError as problem:
        return Settings(
            remarks=(_("{path} cannot be read: {strerror}.", path=path, strerror=problem.strerror),)
        )
    name = path.replace("\\", "/").rpartition("/")[2]
    try:
        held, text = parsed(content)
    except NoToml as problem:
        said = _("{problem} The usual settings are in force until it is mended.", problem=problem)
        return Settings(remarks=(told(name, problem.line, said),))
    return _read(held, text, name)


def told(name: str, line: int, sentence: str) -> str:
    """Return a remark about one line of the file of that name."""
    return _("{name}, line {line}: {sentence}", name=name, line=line, sentence=sentence)


class NoToml(Exception):
    """What is in the file is not TOML.

    Attributes:
        line: where, counted from 1.
    """

    def __init__(self, sentence: str, line: int) -> None:
        """Keep the line beside the sentence."""
        super().__init__(sentence)
        self.line = line


def parsed(content: bytes) -> tuple[dict[str, Any], str]:
    """Return what the TOML in ``content`` holds, and its text.

    Raises:
        NoToml: it is none.
    """
    import tomllib  # noqa: PLC0415 - 15 ms that a machine without settings need not pay

    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise NoToml(_("this is not UTF-8."), line) from None
    try:
        return tomllib.loads(text), text
    # Arrays without end and numbers without end are refused by Python, not by its TOML.
    except (ValueError, RecursionError) as problem:
        reason, line = _refusal(text, problem)
        raise NoToml(_("this is not TOML ({reason}).", reason=reason), line) from None


def _refusal(text: str, problem: Exception) -> tuple[str, int]:
    """Return why a text is no TOML, and the line at fault."""
    import re  # noqa: PLC0415 - only where something is wrong

    last = text.count("\n", 0, len(text) - 1) + 1 if text else 1
    said = " ".join(str(problem).split())
    found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", said)
    if found is None:
        deep = isinstance(problem, RecursionError)
        broken = next((line for line, chunk in _statements(text) if chunk is None), last)
        return _("it is nested too deeply") if deep else _("a number is too long"), broken
    reason = said[: found.start()]
    return f"{reason[:1].lower()}{reason[1:]}", min(int(found[1] or last), last)


def _statements(text: str) -> list[tuple[int, dict[str, Any] | None]]:
    """Return each statement of a TOML text as it is read alone, with the line it begins in.

    A statement is as many lines as can be read together and no fewer. What cannot be read at
    all, to the end, is None.
    """
    import tomllib  # noqa: PLC0415 - it was loaded to find that there is something to say

    found: list[tuple[int, dict[str, Any] | None]] = []
    rows = text.replace("\r\n", "\n").split("\n")
    begun = 0
    for number in range(len(rows)):
        chunk = "\n".join(rows[begun : number + 1])
        try:
            found.append((begun + 1, tomllib.loads(chunk)))
        except tomllib.TOMLDecodeError:
            continue
        except (ValueError, RecursionError):
            found.append((begun + 1, None))
        begun = number + 1
    if begun < len(rows):
        found.append((begun + 1, None))
    return found


def lines(text: str) -> dict[tuple[str, ...], int]:
    """Return the line, from 1, in which each name of a TOML text first stands, by its path."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    rows = text.replace("\r\n", "\n").split("\n")
    for line, held in _statements(text):
        is_table = rows[line - 1].lstrip(" \t").startswith("[")
        for path in _paths(held or {}, () if is_table else table):
            found.setdefault(path, line)
            table = path if is_table else table
    return found


def _paths(held: dict[str, Any], above: tuple[str, ...]) -> list[tuple[str, ...]]:
    paths = [above] if above else []
    for name, value in held.items():
        path = (*above, name)
        paths += _paths(value, path) if isinstance(value, dict) else [path]
    return paths


def similar(name: str, names: tuple[str, ...]) -> str:
    """Return the question whether a name that is like ``name`` was meant; empty without one."""
    import difflib  # noqa: PLC0415 - only where something is wrong

    found = difflib.get_close_matches(name.casefold(), names, 1, 0.6)
    return _(" Did you mean “{found}”?", found=found[0]) if found else ""


def _read(held: dict[str, Any], text: str, file: str) -> Settings:
    usable: dict[str, Any] = {}
    wrong: list[tuple[tuple[str, ...], str]] = []
    for name, value in held.items():
        setting = KNOWN.get(name)
        if setting is not None and setting.fits(value):
            usable[setting.field] = value.upper() if name == "country" else value
        elif setting is not None:
            wrong.append(((name,), _unfit(setting)))
        elif name != KEYS:
            names = (*KNOWN, KEYS)
            asked = similar(name, names)
            wrong.append(
                ((name,), _("there is no setting “{name}”.{asked}", name=inert(name), asked=asked))
            )
    keys = _keys(held.get(KEYS, {}), wrong)
    # Every statement is read again for them, so only where they are wanted.
    found = lines(text) if wrong or keys else {}
    remarks = sorted((found.get(path, 1), said) for path, said in wrong)
    return Settings(
        **usable,
        keys=keys,
        key_lines=tuple(found.get((KEYS, name), 1) for name, _ in keys),
        remarks=tuple(told(file, line, said) for line, said in remarks),
    )


def _unfit(setting: Setting) -> str:
    if isinstance(setting.usual, bool):
        used = _("true is used") if setting.usual else _("false is used")
    elif setting.usual is None:
        used = _("the usual is used")
    else:
        used = _("{usual} is used", usual=setting.usual)
    return _(
        "{setting} takes {takes}; {used}.", setting=setting.name, takes=setting.takes, used=used
    )


def _keys(held: object, wrong: list[tuple[tuple[str, ...], str]]) -> tuple[tuple[str, str], ...]:
    if not isinstance(held, dict):
        wrong.append(((KEYS,), _('keys is a table, with lines such as craving = "f7".')))
        return ()
    found = []
    for name, value in held.items():
        if isinstance(value, str) and value:
            found.append((name, value))
        else:
            said = _('“{name}” takes a key such as "f7"; its usual key is used.', name=inert(name))
            wrong.append(((KEYS, name), said))
    return tuple(found)


def inert(name: str) -> str:
    """Return a name out of the file in short and in one line, without anything that acts."""
    shown = "".join(mark if mark.isprintable() else "·" for mark in name)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
