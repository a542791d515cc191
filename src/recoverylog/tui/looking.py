"""The look that is shown, the other one of its family, and what a terminal can show of them."""

from __future__ import annotations

from textual.screen import SystemModalScreen

from recoverylog.tui import themes
from recoverylog.tui.overlaying import OverlayingApp


class LookingApp(OverlayingApp):
    """An application that is dark or light in looks of its own."""

    def fitting(self, name: str) -> str:
        """Return ``name``, or the name of the look that comes nearest to it in this terminal."""
        wanted = themes.fitting(name, colours=None if self.no_color else self.console.color_system)
        return wanted if wanted in self.available_themes else themes.LAMPLIGHT.name

    def other_look(self) -> str:
        """Return the name of the look to which the person can switch with one key."""
        return self.fitting(themes.other(self.theme, dark=self.current_theme.dark))

    def action_switch_look(self) -> None:
        """Switch between the dark and the light look of the family that is shown."""
        if isinstance(self.screen, SystemModalScreen):
            return  # the palette would stay in the colours in which it was opened
        self.theme = self.other_look()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give looks of another make the tokens that our styles name."""
        return themes.defaults(self.current_theme)

    def variables_of(self, look: str) -> dict[str, str]:
        """Return the variables that the styles of a look have, as get_css_variables does."""
        theme = self.available_themes[look]
        made = theme.to_color_system().generate()
        return {**themes.defaults(theme), **made, **theme.variables}
