"""Our two looks, lamplight and morning, each with a twin for terminals of 256 colours.

One colour, one meaning, on every screen: lamp is the number, the mood and the keys; dusk the
craving and its triggers; leaf what helped; clay only an act that cannot be undone. A return to
use has no colour of its own. Contrasts are at least 4.5 to 1 wherever a token is used for text.
"""

from __future__ import annotations

from textual.theme import Theme

FEW = "-256"
"""Ends the name of a look for terminals of 256 colours."""

_DARK = {
    "ground": "#1B1613",
    "surface": "#251F1A",
    "panel": "#2F2721",
    "rule": "#4A3E34",
    "ink": "#EFE6DA",
    "soft": "#BBAC9C",
    "faint": "#9D8E80",
    "lamp": "#F2B47A",
    "dusk": "#93B4C8",
    "leaf": "#ADC290",
    "clay": "#E59A82",
    "ember": "#E3A26A",
    "glow": "#F8CC9F",
    "on-lamp": "#1B1613",
}
_LIGHT = {
    "ground": "#FBF6ED",
    "surface": "#F4ECDF",
    "panel": "#EADFCE",
    "rule": "#D3C3AD",
    "ink": "#32271E",
    "soft": "#62534A",
    "faint": "#716152",
    "lamp": "#97490F",
    "dusk": "#2C6180",
    "leaf": "#48672B",
    "clay": "#A33E2A",
    "ember": "#A9551A",
    "glow": "#85400B",
    "on-lamp": "#FBF6ED",
}
# Values of the xterm palette: Textual would find the nearest by hue, and make ink dark red.
_DARK_256 = {
    "ground": "#1c1c1c",
    "surface": "#262626",
    "panel": "#303030",
    "rule": "#4e4e4e",
    "ink": "#eeeeee",
    "soft": "#bcbcbc",
    "faint": "#949494",
    "lamp": "#ffaf5f",
    "dusk": "#87afd7",
    "leaf": "#afd787",
    "clay": "#ffaf87",
    "ember": "#ffaf5f",
    "glow": "#ffaf5f",
    "on-lamp": "#1c1c1c",
}
_LIGHT_256 = {
    "ground": "#ffffff",
    "surface": "#eeeeee",
    "panel": "#e4e4e4",
    "rule": "#b2b2b2",
    "ink": "#262626",
    "soft": "#4e4e4e",
    "faint": "#626262",
    "lamp": "#875f00",
    "dusk": "#005f87",
    "leaf": "#5f5f00",
    "clay": "#875f00",
    "ember": "#875f00",
    "glow": "#875f00",
    "on-lamp": "#ffffff",
}


def _look(name: str, colours: dict[str, str], *, dark: bool) -> Theme:
    """Return a theme with every token that Textual's own widgets read set from ours."""
    c = colours
    muted = ("primary", "secondary", "accent", "warning", "success", "error")
    return Theme(
        name,
        dark=dark,
        primary=c["lamp"],
        secondary=c["dusk"],
        accent=c["lamp"],
        warning=c["lamp"],
        success=c["leaf"],
        error=c["clay"],
        foreground=c["ink"],
        background=c["ground"],
        surface=c["surface"],
        panel=c["panel"],
        variables={**{f"{one}-muted": c["panel"] for one in muted}, **tokens(c)},
    )


def tokens(c: dict[str, str]) -> dict[str, str]:
    """Return every variable of a look: our own tokens, and Textual's named by them.

    Textual's ``$text-muted`` is a cold grey and ``$text-accent`` is mixed with white, so both
    are set; ``$text`` is left to it, which picks what is legible on a button.
    """
    return {
        **c,
        "text-muted": c["soft"],
        "text-disabled": c["faint"],
        "foreground-muted": c["soft"],
        "foreground-disabled": c["faint"],
        "text-accent": c["lamp"],
        "text-primary": c["lamp"],
        "text-warning": c["lamp"],
        "text-secondary": c["dusk"],
        "text-success": c["leaf"],
        "text-error": c["clay"],
        "border": c["lamp"],
        "border-blurred": c["rule"],
        "surface-active": c["panel"],
        "block-hover-background": c["panel"],
        "button-color-foreground": c["on-lamp"],
        "block-cursor-background": c["panel"],
        "block-cursor-foreground": c["ink"],
        "block-cursor-blurred-background": c["surface"],
        "block-cursor-blurred-foreground": c["ink"],
        "input-cursor-background": c["lamp"],
        "input-cursor-foreground": c["ground"],
        "input-selection-background": c["rule"],
        "footer-background": c["ground"],
        "footer-foreground": c["soft"],
        "footer-description-foreground": c["soft"],
        "footer-key-foreground": c["lamp"],
        "link-color": c["lamp"],
        "link-color-hover": c["lamp"],
        "link-background-hover": c["panel"],
        "scrollbar": c["rule"],
        "scrollbar-hover": c["faint"],
        "scrollbar-active": c["lamp"],
        "scrollbar-background": c["ground"],
        "scrollbar-background-hover": c["ground"],
        "scrollbar-background-active": c["ground"],
    }


LAMPLIGHT = _look("lamplight", _DARK, dark=True)
MORNING = _look("morning", _LIGHT, dark=False)
LAMPLIGHT_256 = _look("lamplight-256", _DARK_256, dark=True)
MORNING_256 = _look("morning-256", _LIGHT_256, dark=False)
THEMES = (LAMPLIGHT, MORNING, LAMPLIGHT_256, MORNING_256)


def fitting(name: str, *, true_colour: bool) -> str:
    """Return the name of the look to use for ``name``: its twin where colours are few."""
    plain = name.removesuffix(FEW)
    if true_colour or plain not in {LAMPLIGHT.name, MORNING.name}:
        return plain
    return f"{plain}{FEW}"


def defaults(theme: Theme) -> dict[str, str]:
    """Return our tokens for a look of another make, named by its own colours.

    A style that names a token which does not exist stops the program at the first paint.
    """
    ours = _DARK if theme.dark else _LIGHT
    return tokens(
        ours
        | {
            "ground": theme.background or ours["ground"],
            "surface": theme.surface or ours["surface"],
            "panel": theme.panel or ours["panel"],
            "ink": theme.foreground or ours["ink"],
            "soft": theme.foreground or ours["soft"],
            "lamp": theme.primary,
            "glow": theme.primary,
            "ember": theme.primary,
            "dusk": theme.secondary or ours["dusk"],
            "leaf": theme.success or ours["leaf"],
            "clay": theme.error or ours["clay"],
            "on-lamp": theme.background or ours["on-lamp"],
        }
    )
