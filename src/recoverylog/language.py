"""The language that a person reads: every sentence shown goes through here.

English is written in the code and needs no catalogue. A translation is one file,
``locale/<language>/LC_MESSAGES/recoverylog.mo`` beside this module, found by the variables that
gettext itself reads; docs/translating.md tells how one is made. The language is fixed when the
process starts, so a constant of a module may be marked where it stands.

Nothing is imported for English but ``os``: this lies on the path that a craving takes.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from gettext import NullTranslations

FOLDER = os.path.join(os.path.dirname(__file__), "locale")
_DOMAIN = "recoverylog"
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
# The languages in which a message is what it is in the code.
_OURS = {"C", "POSIX", "en"}


def wanted(environ: Mapping[str, str]) -> list[str]:
    """Return the languages that a person asked for before English, the first the dearest.

    ``LANGUAGE`` may name several; of the others the first that is set counts, as in gettext.
    """
    named = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
    found: list[str] = []
    for one in named.split(":"):
        whole = one.partition(".")[0].partition("@")[0]
        if whole.partition("_")[0] in _OURS:
            break
        found += [whole, whole.partition("_")[0]]
    return [name for name in dict.fromkeys(found) if name and os.sep not in name]


def catalogue(folder: str, environ: Mapping[str, str]) -> NullTranslations | None:
    """Return the messages for the languages of ``environ``; None for English, or without a file.

    A catalogue that cannot be read is as good as none: the page of a crisis must open.
    """
    languages = [
        name
        for name in wanted(environ)
        if os.path.exists(os.path.join(folder, name, "LC_MESSAGES", f"{_DOMAIN}.mo"))
    ]
    if not languages:
        return None
    import gettext  # noqa: PLC0415 - only where there is a translation
    import struct  # noqa: PLC0415 - the same

    try:
        return gettext.translation(_DOMAIN, folder, languages)
    except (OSError, LookupError, ValueError, struct.error):
        return None


_messages = catalogue(FOLDER, os.environ)


def translated() -> bool:
    """Return whether there is a catalogue for this process."""
    return _messages is not None


def _(message: str, /, **fields: object) -> str:
    """Return a message in the person's language, its ``{fields}`` filled in.

    Args:
        message: the English, as it stands in the catalogue. Without fields it is returned as it
            is, braces and all.
        fields: what stands in the braces, each by its name.
    """
    if _messages is None:
        return message.format(**fields) if fields else message
    return _filled(_messages.gettext(message), message, fields)


def counted(one: str, many: str, number: float, /, **fields: object) -> str:
    """Return the form of a message that suits a number, ``{n}`` and the other fields filled in.

    Args:
        one: the English for one.
        many: the English for every other number.
        number: how many; shown where the message says ``{n}``.
        fields: what stands in the other braces, each by its name.
    """
    english = one if number == 1 else many
    fields["n"] = number
    if _messages is None:
        return english.format(**fields)
    # A rule of plurals takes whole numbers; what lies between two of them is many.
    whole = int(number) if number == int(number) else 2
    return _filled(_messages.ngettext(one, many, whole), english, fields)


def _filled(message: str, english: str, fields: Mapping[str, object]) -> str:
    """Return a translation with its fields; the English where it names one that there is not."""
    if not fields:
        return message
    try:
        return message.format(**fields)
    except (LookupError, ValueError, AttributeError, TypeError):
        return english.format(**fields)
