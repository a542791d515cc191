"""The keys that a person gave to commands, from settings.toml: checked, and as Textual wants them.

A key given twice, or one that belongs to another command, is left where it was: no command is
ever without a key. Those for a bad moment (crisis, blank, lock, leave, help) keep their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding
from textual.keys import _character_to_key as key_of_character

from recoverylog import settings
from recoverylog.language import _
from recoverylog.tui import commands

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recoverylog.settings import Settings
    from recoverylog.tui.commands import Command

_FILE = "settings.toml"
_NAMED = re.compile(r"(?:(?:ctrl|shift)\+)?f(?:[1-9]|1[0-9]|2[0-4])|ctrl\+[a-z]|alt\+[a-z]")
# Needed by the fields, the palette and the forms, or held back by the terminal; ctrl+h, i, j and m
# are what some terminals send for backspace, tab and enter.
_NEEDED = frozenset(f"ctrl+{letter}" for letter in "cghijmopqsuvwxz")


class Own(NamedTuple):
    """A command that can be given a key.

    Attributes:
        name: as settings.toml calls it.
        action: what it does, as Textual names it.
        keys: its own keys, as Textual names them.
        shown: its own first key as a person reads it.
        meaning: what it does, in a sentence.
        kept: whether its own keys stay with it.
        always: whether it works while something is being typed.
    """

    name: str
    action: str
    keys: tuple[str, ...]
    shown: str
    meaning: str
    kept: bool
    always: bool


class KeyMap(NamedTuple):
    """The keys that a person gave.

    Attributes:
        given: how each key is written, by the action that it is for.
        bound: the keys that each such action has, as Textual's keymap wants them.
        remarks: what could not be used, with its line in the file.
    """

    given: Mapping[str, str]
    bound: Mapping[str, str]
    remarks: tuple[str, ...]


def owned() -> tuple[Own, ...]:
    """Return every command that can be given a key, in the order in which they are declared."""
    found: dict[str, Own] = {}
    for one in _declared():
        # What goes back is esc on every page, with what each page puts beside it.
        if one is commands.Back:
            continue
        action, keys = one.action(), tuple(one.KEYS.split(","))
        before = found.get(action)
        if before is None:
            found[action] = Own(
                one.name(), action, keys, one.own_key_shown(), one.meaning(), one.KEPT, one.ALWAYS
            )
        else:
            more = tuple(key for key in keys if key not in before.keys)
            found[action] = before._replace(keys=before.keys + more)
    return tuple(found.values())


def read(found: Settings) -> KeyMap:
    """Return the keys that are given in the settings, without those that cannot be."""
    if not found.keys:
        return KeyMap({}, {}, ())
    every = {one.name: one for one in owned()}
    wished: dict[str, tuple[str, int]] = {}
    remarks: list[tuple[int, str]] = []
    for (name, typed), line in zip(found.keys, found.key_lines, strict=True):
        wrong = fault(every, name, typed)
        if wrong:
            remarks.append((line, wrong))
        else:
            wished[name] = (written(typed), line)
    remarks += _clashes(every, wished)
    return KeyMap(
        {every[name].action: key.replace("+", " ") for name, (key, _) in wished.items()},
        {every[name].action: _bound(every[name], key) for name, (key, _) in wished.items()},
        tuple(settings.told(_FILE, line, said) for line, said in sorted(remarks)),
    )


def fault(every: Mapping[str, Own], name: str, typed: str) -> str:
    """Return why that command cannot have that key, other keys apart; empty where it can."""
    shown = settings.inert(name)
    if name not in every:
        meant = settings.similar(name, tuple(every))
        return _(
            "there is no command “{shown}”.{meant} recoverylog config keys lists them.",
            shown=shown,
            meant=meant,
        )
    key, usual = written(typed), every[name].shown
    if not key:
        wrong = settings.inert(typed)
        return _(
            "“{wrong}” is no key like f7, ctrl+k or x; {name} stays on {usual}.",
            wrong=wrong,
            name=name,
            usual=usual,
        )
    if key in _NEEDED:
        return _(
            "“{key}” is needed on every page; {name} stays on {usual}.",
            key=key,
            name=name,
            usual=usual,
        )
    if every[name].always and len(key) == 1:
        return _(
            "{name} works while you type, which “{key}” cannot; it stays on {usual}.",
            name=name,
            key=key,
            usual=usual,
        )
    return ""


def refusal(found: Settings, name: str, typed: str) -> str:
    """Return why a command cannot be given a key beside those in the settings; empty if it can."""
    every = {one.name: one for one in owned()}
    wrong = fault(every, name, typed)
    if wrong:
        return wrong
    others = {
        other: (written(key), 0)
        for other, key in found.keys
        if other != name and not fault(every, other, key)
    }
    clashes = _clashes(every, others | {name: (written(typed), 1)})
    return next((said for line, said in clashes if line), "")


def written(typed: str) -> str:
    """Return a key as it is written in settings.toml; empty where it is none."""
    key = typed.strip()
    if len(key) == 1:
        return key if key.isprintable() else ""
    key = key.casefold().replace(" ", "+")
    return key if _NAMED.fullmatch(key) else ""


def _clashes(every: Mapping[str, Own], wished: dict[str, tuple[str, int]]) -> list[tuple[int, str]]:
    """Take out of ``wished`` what another command has, and return a remark about each."""
    remarks: list[tuple[int, str]] = []
    locals_ = _of_pages()
    while True:
        holders: dict[str, str] = dict(locals_)
        for one in every.values():
            if one.kept or one.name not in wished:
                holders |= dict.fromkeys(one.keys, one.name)
        found = None
        for name, (key, line) in wished.items():
            holder = holders.setdefault(_named(key), name)
            if holder != name:
                found = (name, key, line, holder)
        if found is None:
            return remarks
        name, key, line, holder = found
        del wished[name]
        usual = every[name].shown
        remarks.append(
            (
                line,
                _(
                    "“{key}” is the key of {holder}; {name} stays on {usual}.",
                    key=key,
                    holder=holder,
                    name=name,
                    usual=usual,
                ),
            )
        )


def _of_pages() -> dict[str, str]:
    """Return the keys that the three pages of an open journal have for themselves."""
    from recoverylog.tui.screens.history import History
    from recoverylog.tui.screens.insights import Insights
    from recoverylog.tui.screens.today import Today

    shared = {one.action() for one in _declared()}
    found = {"j": _("the row below"), "k": _("the row above")}
    for page in (Today, History, Insights):
        for binding in page.BINDINGS:
            if isinstance(binding, Binding) and binding.id not in shared:
                word = binding.description.lower() or _("this page")
                found |= {_named(key.strip()): word for key in binding.key.split(",")}
    return found


def _declared() -> list[type[Command]]:
    """Return the commands of everywhere and of the pages of an open journal."""
    every = [one for one in vars(commands).values() if isinstance(one, type)]
    return [one for one in every if issubclass(one, commands.Command) and "WORD" in vars(one)]


def _named(key: str) -> str:
    """Return a key as Textual names it."""
    return key_of_character(key) if len(key) == 1 else key


def _bound(one: Own, key: str) -> str:
    return ",".join((*one.keys, _named(key)) if one.kept else (_named(key),))
