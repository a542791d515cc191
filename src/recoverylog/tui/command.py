"""A command: one class, from which binding, footer, palette and help are made.

A command names the action of the screen that carries it out; what it does is the first
sentence of its docstring, and that is what the help shows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Self

from textual.binding import Binding

from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_given: dict[str, str] = {}


def give(keys: Mapping[str, str]) -> None:
    """Show these keys of the person's own from now on.

    Args:
        keys: how each key is written, by the action that it is for.
    """
    _given.clear()
    _given.update(keys)


class Command:
    """Something that a person can have done, by a key, a click or the palette."""

    KEYS: ClassVar[str]
    """The keys, as Textual names them, the first shown."""
    WORD: ClassVar[str]
    """The short word of the footer."""
    SHOWN: ClassVar[str] = ""
    """How the key is written; empty for as it is named."""
    IN_FOOTER: ClassVar[bool] = True
    """Whether the footer has room for it."""
    ALWAYS: ClassVar[bool] = False
    """Whether its keys work while something is being typed."""
    DOES: ClassVar[str] = ""
    """The action of another command that it stands for; empty for one of its own."""
    NAME: ClassVar[str] = ""
    """What settings.toml calls it; empty for as its action is called."""
    KEPT: ClassVar[bool] = False
    """Whether its own keys work whatever other key a person gives it."""

    @classmethod
    def action(cls) -> str:
        """Return the name of the action: ``LogCraving`` is ``log_craving``."""
        return cls.DOES or re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @classmethod
    def meaning(cls) -> str:
        """Return what it does, in a sentence."""
        return _((cls.__doc__ or "").strip().splitlines()[0])

    @classmethod
    def name(cls) -> str:
        """Return what settings.toml calls it: ``GoToday`` is ``today``."""
        return cls.NAME or re.sub("^(log|go)_", "", cls.action()).replace("_", "-")

    @classmethod
    def key_shown(cls) -> str:
        """Return its first key as a person reads it."""
        return cls.keys_shown()[0]

    @classmethod
    def keys_shown(cls) -> tuple[str, ...]:
        """Return its own key as a person reads it, and the one that they gave it."""
        own, given = cls.own_key_shown(), _given.get(cls.action())
        if given is None:
            return (own,)
        return (own, given) if cls.KEPT else (given,)

    @classmethod
    def own_key_shown(cls) -> str:
        """Return its own first key as a person reads it, whatever they gave it."""
        return cls.SHOWN or cls.KEYS.split(",")[0].replace("+", " ")

    @classmethod
    def unlisted(cls) -> type[Self]:
        """Return the command for a page whose footer has no room for it."""
        return type(cls.__name__, (cls,), {"IN_FOOTER": False, "__doc__": cls.__doc__})

    @classmethod
    def binding(cls) -> Binding:
        """Return the binding that Textual holds for it."""
        return Binding(
            cls.KEYS,
            cls.action(),
            cls.WORD,
            show=cls.IN_FOOTER,
            key_display=cls.own_key_shown(),
            tooltip=cls.meaning(),
            priority=cls.ALWAYS,
            id=cls.action(),
        )


def shown_of(binding: Binding) -> str | None:
    """Return how the key that a person gave a command is written; None for any other key."""
    from textual.keys import key_to_character

    shown = _given.get(binding.id or "")
    key = binding.key
    return shown if shown in {key.replace("+", " "), key_to_character(key)} else None


def bindings(commands: Iterable[type[Command]]) -> list[Binding]:
    """Return the bindings of some commands, in their order."""
    return [command.binding() for command in commands]
