"""HTML from values: a text is always text, and only what was built here is markup."""

from __future__ import annotations

import html

_EMPTY = frozenset({"meta"})


class Markup(str):
    """HTML that was built here."""

    __slots__ = ()


def element(tag: str, *children: str | None, **attributes: str) -> Markup:
    """Return an element.

    Args:
        tag: its name.
        children: what is in it: markup as it is, any other text escaped; None is passed over.
        attributes: their values are escaped. ``_`` in a name is a hyphen, one at the end is
            dropped (``class_``); an attribute without a value is left out.
    """
    named = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{html.escape(value)}"'
        for name, value in attributes.items()
        if value
    )
    if tag in _EMPTY:
        return Markup(f"<{tag}{named}>")
    inside = "".join(escaped(child) for child in children if child is not None)
    return Markup(f"<{tag}{named}>{inside}</{tag}>")


def escaped(text: str) -> Markup:
    """Return markup as it is, any other text so that it shows as it stands."""
    return text if isinstance(text, Markup) else Markup(html.escape(text))
