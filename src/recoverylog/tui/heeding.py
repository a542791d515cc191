"""Heeding the settings: at the start, and at once when one of them is changed on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverylog.language import _
from recoverylog.tui import commands
from recoverylog.tui.outgoing import OutgoingApp

if TYPE_CHECKING:
    from textual.binding import Binding

    from recoverylog.settings import Settings


class HeedingApp(OutgoingApp):
    """An application that does as settings.toml says."""

    settings: Settings
    """The settings in force."""
    remarks: tuple[str, ...] = ()
    """What in them could not be used, a sentence each with its line."""
    _untold: tuple[str, ...] = ()

    def heed(self, found: Settings) -> None:
        """Have these settings in force from now on, but for the look, which a style needs first."""
        self.settings = found
        self.remarks = (*found.remarks, *self._take_keys(found))
        self._untold = self.remarks
        if not found.animations:
            self.animation_level = "none"
        elif self.animation_level == "none":
            from textual import constants

            self.animation_level = constants.TEXTUAL_ANIMATIONS

    def _take_keys(self, found: Settings) -> tuple[str, ...]:
        """Give commands the keys that the settings name; return what could not be used."""
        if not found.keys:
            commands.give({})
            self.set_keymap({})
            return ()
        from recoverylog.tui import keymap

        given = keymap.read(found)
        commands.give(given.given)
        self.set_keymap(dict(given.bound))
        return given.remarks

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as a person reads it, those that they gave to a command as well."""
        shown = commands.shown_of(binding) if binding.key_display is None else None
        return shown or super().get_key_display(binding)

    def take_remarks(self) -> str:
        """Return, once, what in the settings could not be used; empty where all of it could."""
        told, self._untold = self._untold, ()
        if len(told) < 2:
            return "".join(told)
        return _("{told} There is more: recoverylog config.", told=told[0])
