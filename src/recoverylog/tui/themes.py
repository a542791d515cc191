"""Our looks: three families, each dark and light, with twins for terminals of 256 colours.

One colour, one meaning, on every screen: lamp is the number, the mood and the keys; dusk the
craving and its triggers; leaf what helped; clay only an act that cannot be undone. A return to
use has no colour of its own. Contrasts are at least 4.5 to 1 wherever a token is used for text,
and 7 to 1 in high contrast. In ``ansi`` the terminal's own sixteen colours stand for the tokens;
tone.py puts them there, and takes them away where ``NO_COLOR`` is set.
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
    "faint": "#9e9e9e",
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
# Nothing below 7 to 1 on any of the three grounds (WCAG 2.2, 1.4.6), rules above 3 to 1 (1.4.11).
_STARK_DARK = {
    "ground": "#000000",
    "surface": "#1C1A18",
    "panel": "#302C28",
    "rule": "#8F857B",
    "ink": "#FFFFFF",
    "soft": "#E6DED5",
    "faint": "#CFC6BC",
    "lamp": "#FFC98C",
    "dusk": "#A9D6F2",
    "leaf": "#C3E59C",
    "clay": "#FFB9A6",
    "ember": "#FFB870",
    "glow": "#FFDDB4",
    "on-lamp": "#000000",
    "edge": "#8F857B",
    "edge-lit": "#FFC98C",
    "held": "#302C28",
}
_STARK_LIGHT = {
    "ground": "#FFFFFF",
    "surface": "#F1EEE9",
    "panel": "#DEDAD3",
    "rule": "#6E655C",
    "ink": "#000000",
    "soft": "#2B2520",
    "faint": "#403933",
    "lamp": "#662E00",
    "dusk": "#003E5E",
    "leaf": "#264500",
    "clay": "#7A1408",
    "ember": "#6B3200",
    "glow": "#552600",
    "on-lamp": "#FFFFFF",
    "edge": "#6E655C",
    "edge-lit": "#662E00",
    "held": "#DEDAD3",
}
_STARK_DARK_256 = {
    "ground": "#000000",
    "surface": "#262626",
    "panel": "#303030",
    "rule": "#949494",
    "ink": "#ffffff",
    "soft": "#e4e4e4",
    "faint": "#d0d0d0",
    "lamp": "#ffd787",
    "dusk": "#afd7ff",
    "leaf": "#d7ff87",
    "clay": "#ffafaf",
    "ember": "#ffd787",
    "glow": "#ffd787",
    "on-lamp": "#000000",
    "edge": "#949494",
    "edge-lit": "#ffd787",
    "held": "#303030",
}
# No green of that palette is dark enough for leaf; its + says it.
_STARK_LIGHT_256 = {
    "ground": "#ffffff",
    "surface": "#eeeeee",
    "panel": "#dadada",
    "rule": "#6c6c6c",
    "ink": "#000000",
    "soft": "#262626",
    "faint": "#3a3a3a",
    "lamp": "#5f0000",
    "dusk": "#00005f",
    "leaf": "#1c1c1c",
    "clay": "#870000",
    "ember": "#5f0000",
    "glow": "#5f0000",
    "on-lamp": "#ffffff",
    "edge": "#6c6c6c",
    "edge-lit": "#5f0000",
    "held": "#dadada",
}
# Never sent: each stands for a token until the tone puts a colour of the terminal in its place.
_ANSI = {
    "ground": "#010101",
    "surface": "#181818",
    "panel": "#282828",
    "rule": "#606060",
    "ink": "#fefefe",
    "soft": "#d8d8d8",
    "faint": "#b8b8b8",
    "lamp": "#e0b030",
    "dusk": "#30b0e0",
    "leaf": "#60c060",
    "clay": "#e06050",
    "ember": "#d0a028",
    "glow": "#f0c040",
    "on-lamp": "#010102",
    "edge": "#606060",
    "edge-lit": "#e0b030",
    "held": "#282828",
}
_ANSI_LIGHT = {
    "ground": "#fefefe",
    "surface": "#f0f0f0",
    "panel": "#e0e0e0",
    "rule": "#a0a0a0",
    "ink": "#010101",
    "soft": "#303030",
    "faint": "#505050",
    "lamp": "#803090",
    "dusk": "#2040a0",
    "leaf": "#206020",
    "clay": "#a02020",
    "ember": "#904098",
    "glow": "#702080",
    "on-lamp": "#fefefd",
    "edge": "#a0a0a0",
    "edge-lit": "#803090",
    "held": "#e0e0e0",
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

    ``edge`` and ``edge-lit`` are the left edge of an area to write in, at rest and in focus;
    ``held`` the ground of what is chosen while a field has the focus. They can be told from what
    is around them only in looks that have no other way to say so.

    Textual's ``$text-muted`` is a cold grey and ``$text-accent`` is mixed with white, so both
    are set; ``$text`` is left to it, which picks what is legible on a button.
    """
    return {
        **c,
        "edge": c.get("edge", c["surface"]),
        "edge-lit": c.get("edge-lit", c["surface"]),
        "held": c.get("held", c["surface"]),
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
HIGH_CONTRAST = _look("high-contrast", _STARK_DARK, dark=True)
HIGH_CONTRAST_LIGHT = _look("high-contrast-light", _STARK_LIGHT, dark=False)
HIGH_CONTRAST_256 = _look("high-contrast-256", _STARK_DARK_256, dark=True)
HIGH_CONTRAST_LIGHT_256 = _look("high-contrast-light-256", _STARK_LIGHT_256, dark=False)
ANSI = _look("ansi", _ANSI, dark=True)
ANSI_LIGHT = _look("ansi-light", _ANSI_LIGHT, dark=False)
THEMES = (
    LAMPLIGHT,
    MORNING,
    HIGH_CONTRAST,
    HIGH_CONTRAST_LIGHT,
    ANSI,
    ANSI_LIGHT,
    LAMPLIGHT_256,
    MORNING_256,
    HIGH_CONTRAST_256,
    HIGH_CONTRAST_LIGHT_256,
)
FAMILIES = (
    (LAMPLIGHT.name, MORNING.name),
    (HIGH_CONTRAST.name, HIGH_CONTRAST_LIGHT.name),
    (ANSI.name, ANSI_LIGHT.name),
)
"""The dark and the light look of each family."""
_TEXTUALS = {"ansi-dark": ANSI.name}


TOKENS = tuple(_DARK)
"""The names of our own tokens."""


def fitting(name: str, *, colours: str | None) -> str:
    """Return the name of the look to use for ``name``, which may be its twin for few colours.

    Args:
        name: the name of a look.
        colours: what the terminal has, as Rich names it: ``"truecolor"``, ``"256"``,
            ``"standard"``; None where no colour may be used.
    """
    plain = name.removesuffix(FEW)
    plain = _TEXTUALS.get(plain, plain)
    family = next((one for one in FAMILIES if plain in one), None)
    if colours not in {"truecolor", "256"}:
        light = family is not None and plain == family[1]
        return ANSI_LIGHT.name if light else ANSI.name
    if colours == "truecolor" or family is None or is_ansi(plain):
        return plain
    return f"{plain}{FEW}"


def other(name: str, *, dark: bool) -> str:
    """Return the look of the same family that is dark where ``name`` is light, and light else.

    Args:
        name: the name of the look that is shown.
        dark: whether that is a dark one, for looks of another make.
    """
    plain = name.removesuffix(FEW)
    family = next((one for one in FAMILIES if plain in one), FAMILIES[0])
    return family[1] if dark else family[0]


def is_ansi(name: str) -> bool:
    """Return whether a look is drawn in the terminal's own sixteen colours."""
    return name in FAMILIES[2]


def is_stark(name: str) -> bool:
    """Return whether a look is one of high contrast."""
    return name.removesuffix(FEW) in FAMILIES[1]


def blends(name: str) -> bool:
    """Return whether one colour may go over into another in a look."""
    return not name.endswith(FEW) and not is_ansi(name)


def has_shades(name: str) -> bool:
    """Return whether digits may stand on grounds between the page and a full colour."""
    return blends(name) and not is_stark(name)


def names() -> tuple[str, ...]:
    """Return the names of our looks that a person can choose."""
    return tuple(one for family in FAMILIES for one in family)


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
