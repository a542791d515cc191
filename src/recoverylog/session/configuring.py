"""Every setting and private preference as one list, and writing settings.toml by name.

What is not private stands in settings.toml, what is private in the journal; a person names both
in the same way. In the file only the line in question changes: comments and order stay.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from recoverylog import paths, settings
from recoverylog.errors import CannotWrite, UsageProblem, from_os
from recoverylog.journal import preference
from recoverylog.journal.preference import Preferences
from recoverylog.journal.text import one_line
from recoverylog.language import _
from recoverylog.support import crisis
from recoverylog.vault import atomic

if TYPE_CHECKING:
    from recoverylog.settings import Settings

YES, NO = "yes", "no"
_TRUE = frozenset({"yes", "y", "true", "on", "1"})
_FALSE = frozenset({"no", "n", "false", "off", "0"})
_UNCHANGED = _("Nothing was changed.")
_NAME = 40
_UNION = "EU"

_MEANINGS = {
    "theme": _("How the screens look; not set, light or dark as the terminal says."),
    "privacy": _("Whether your text is masked on the screens from the start."),
    "animations": _("Whether anything on the screens may move by itself."),
    "braille": _("Whether charts are drawn in braille dots; no draws them in bars."),
    "idle": _("Minutes without a key until the screens lock; 0 for never."),
    "rollover": _("The hour at which a new day begins."),
    "country": _("Whose crisis lines come first; not set, as your language says."),
    "headline": _("Which figure stands large."),
    "run_shown": _("Whether this run and the longest are shown."),
    "momentum_shown": _("Whether momentum is shown among the figures."),
    "time": _("What time without use is called."),
    "event": _("What a return to use is called."),
    "supporter": _("What somebody who supports you is called."),
}


class Option(NamedTuple):
    """One thing that a person may set.

    Attributes:
        name: as it is typed, with dashes.
        key: as it is called where it is kept.
        private: whether it is kept in the journal and not in settings.toml.
        takes: what it takes, as the end of "it takes …".
        choices: every value that it takes, where they can be counted; else empty.
        usual: its value where nothing is said; empty where that is not fixed.
        meaning: what it is for, in a sentence.
    """

    name: str
    key: str
    private: bool
    takes: str
    choices: tuple[str, ...]
    usual: str
    meaning: str


def _public(setting: settings.Setting) -> Option:
    choices: tuple[str, ...] = ()
    if isinstance(setting.usual, bool):
        choices = (YES, NO)
    elif setting.name == "theme":
        choices = settings.LOOKS
    return Option(
        setting.name,
        setting.name,
        private=False,
        takes=_listed(choices) if setting.name != "theme" and choices else setting.takes,
        choices=choices,
        usual=text_of(setting.usual),
        meaning=_MEANINGS[setting.name],
    )


def _private(name: str, choices: tuple[str, ...]) -> Option:
    return Option(
        name.replace("_", "-"),
        name,
        private=True,
        takes=_listed(choices),
        choices=choices,
        usual=preference.text_of(Preferences(), name),
        meaning=_MEANINGS[name],
    )


def _listed(choices: tuple[str, ...]) -> str:
    return _("{choices} or {choices_2}", choices=", ".join(choices[:-1]), choices_2=choices[-1])


def text_of(value: object) -> str:
    """Return a value of a setting as a person types it; empty for None."""
    if isinstance(value, bool):
        return YES if value else NO
    return "" if value is None else str(value)


OPTIONS: tuple[Option, ...] = (
    *(_public(one) for one in settings.KNOWN.values()),
    *(_private(name, choices) for name, choices in preference.CHOICES.items()),
)
"""Everything that can be set, what is private last."""


def option(name: str) -> Option:
    """Return the option of that name, written with dashes or with underscores.

    Raises:
        UsageProblem: there is none.
    """
    wanted = name.strip().casefold().replace("_", "-")
    found = next((one for one in OPTIONS if one.name == wanted), None)
    if found is None:
        meant = settings.similar(wanted, tuple(one.name for one in OPTIONS))
        raise UsageProblem(
            _("There is no setting “{name}”.{meant}", name=one_line(name, _NAME), meant=meant),
            safe=_UNCHANGED,
            hint=_("recoverylog config lists them."),
        )
    return found


def value(one: Option, found: Settings, private: Preferences | None) -> str:
    """Return the value in force as it is typed; empty where nothing is set.

    Args:
        one: what is asked for.
        found: the settings in force.
        private: the preferences in force; needed for an option that is private.
    """
    if not one.private:
        return text_of(getattr(found, settings.KNOWN[one.key].field))
    return preference.text_of(private or Preferences(), one.key)


def remark(one: Option, value: str) -> str:
    """Return what a person should know of a value that may stand there; mostly nothing."""
    if one.key != "country" or not value:
        return ""
    try:
        shown = {line.iso for line in crisis.lines(value)}
        is_known = crisis.world(value) is None
    except (OSError, ValueError):
        # The page of the crisis lines says itself that it cannot be read.
        return ""
    if not is_known:
        return _(
            "No crisis lines are known here for {value}; those of every country are shown.",
            value=value,
        )
    if shown == {_UNION} and value != _UNION:
        return _(
            "No crisis lines of {value} itself are known here; the European Union’s are shown.",
            value=value,
        )
    return ""


USUAL = settings.Settings()
"""The settings where nothing is said."""


def checked_private(one: Option, text: str) -> str:
    """Return ``text`` as the journal keeps it.

    Raises:
        UsageProblem: the preference takes something else.
    """
    typed = text.strip().casefold()
    if one.choices == (YES, NO) and typed in _TRUE | _FALSE:
        typed = YES if typed in _TRUE else NO
    if typed not in one.choices:
        raise _takes(one, text)
    return typed


def _takes(one: Option, text: str) -> UsageProblem:
    typed = one_line(text, _NAME)
    return UsageProblem(
        _("{one} takes {takes}, not “{typed}”.", one=one.name, takes=one.takes, typed=typed),
        safe=_UNCHANGED,
    )


# Writing the file ------------------------------------------------------------------------


def put(file: str, one: Option, text: str | None) -> Settings:
    """Write a setting that is not private, and return the settings in force from now on.

    Args:
        file: settings.toml; made, with its folder, where it is missing.
        one: which setting.
        text: as it is typed; None takes its line out of the file.

    Raises:
        UsageProblem: the setting takes something else, or the file is not TOML.
        CannotWrite, DiskFull: the file cannot be written.
    """
    return _written(file, (one.key,), None if text is None else checked(one, text))


def put_key(file: str, command: str, key: str | None) -> Settings:
    """Write which key a command has; None takes its line out of the file.

    Raises:
        UsageProblem, CannotWrite, DiskFull: as for :func:`put`.
    """
    return _written(file, (settings.KEYS, command), key)


def checked(one: Option, text: str) -> int | str | bool:
    """Return the value that settings.toml holds for ``text``.

    Raises:
        UsageProblem: the setting takes something else.
    """
    setting = settings.KNOWN[one.key]
    typed = text.strip()
    found: int | str | bool = typed
    if isinstance(setting.usual, bool):
        lowered = typed.casefold()
        found = lowered in _TRUE if lowered in _TRUE | _FALSE else typed
    elif isinstance(setting.usual, int):
        found = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else typed
    elif one.key == "country":
        found = typed.upper()
    else:
        found = typed.casefold()
    if not setting.fits(found):
        raise _takes(one, text)
    return found


def _written(file: str, at: tuple[str, ...], value: object) -> Settings:
    # The file itself, where a person has put a link to it here.
    path = os.path.realpath(file)
    try:
        held, text = settings.parsed(_content(path))
    except settings.NoToml as problem:
        raise _refused(file, problem) from None
    if len(at) > 1 and not isinstance(held.get(at[0], {}), dict):
        line = settings.lines(text).get(at[:1], 1)
        raise _refused(
            file, settings.NoToml(_('keys is a table: a line of its own, "[keys]".'), line)
        )
    wanted = _with(held, at, value)
    if wanted != held:
        _replace(path, _edited(text, at, value, wanted))
    return settings.load(file)


def _refused(file: str, problem: settings.NoToml) -> UsageProblem:
    name = os.path.basename(file)
    return UsageProblem(
        settings.told(name, problem.line, str(problem)),
        safe=_UNCHANGED,
        hint=_("Mend that line, then do it again: {file}", file=file),
    )


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""
    except OSError as problem:
        raise from_os(problem, path, safe=_UNCHANGED) from problem


def _with(held: dict[str, Any], at: tuple[str, ...], value: object) -> dict[str, Any]:
    """Return what the file is to hold."""
    name, rest = at[0], at[1:]
    if rest:
        inner = _with(held.get(name, {}), rest, value)
        return held if value is None and name not in held else held | {name: inner}
    if value is None:
        return {one: other for one, other in held.items() if one != name}
    return held | {name: value}


def _edited(text: str, at: tuple[str, ...], value: object, wanted: dict[str, Any]) -> bytes:
    """Return the text of the file with one value changed, and everything else as it was."""
    import tomlkit  # noqa: PLC0415 - 26 ms, and only where something is changed
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 - the same

    only_by_hand = CannotWrite(
        _("settings.toml is written in a way that only you can change."), safe=_UNCHANGED
    )
    try:
        document = tomlkit.parse(text)
        inner: Any = document
        for name in at[:-1]:
            if name not in inner:
                inner[name] = tomlkit.table()
            inner = inner[name]
        if value is None:
            del inner[at[-1]]
        else:
            inner[at[-1]] = value
        content = tomlkit.dumps(document).encode("utf-8")
    except (TOMLKitError, ValueError, RecursionError) as problem:
        raise only_by_hand from problem
    # Nobody's file is written over with something that says another thing.
    try:
        same = settings.parsed(content)[0] == wanted
    except settings.NoToml:
        same = False
    if not same:
        raise only_by_hand
    return content


def _replace(path: str, content: bytes) -> None:
    try:
        paths.make(os.path.dirname(path))
        atomic.write(path, content)
    except OSError as problem:
        raise from_os(problem, path, safe=_UNCHANGED) from problem
