"""What the next key may need, fetched while nobody waits: modules of pages, and their styles."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.scrollbar import ScrollBar, ScrollBarCorner
from textual.style import Style
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.css.styles import RulesMap
    from textual.dom import DOMNode

    from recoverylog.tui.app import RecoverylogApp

_SCREENS = Path(__file__).parent / "screens"
_STYLES = Path(__file__).parent / "styles"
_Caches = tuple[LRUCache[Any, list[RuleSet]], LRUCache[str, Style]]
_Key = frozenset[tuple[str, str]]
_COLOURS = (
    "color",
    "background",
    "background_tint",
    "tint",
    *(f"scrollbar_{part}" for part in ("color", "color_hover", "color_active")),
    *(f"scrollbar_{part}" for part in ("background", "background_hover", "background_active")),
    "scrollbar_corner_color",
    *(f"link_{part}" for part in ("color", "color_hover", "background", "background_hover")),
    "border_title_color",
    "border_title_background",
    "border_subtitle_color",
    "border_subtitle_background",
)
_MOST_SHEETS = 256
_MOST_STYLES = 4096


class Styles(Stylesheet):
    """Textual's style sheet, which parses again only what is new or has other colours.

    Each page brings a file of its own. Textual would parse all files anew with every one that
    comes, a tenth of a second each time; what it parsed before is still in its cache.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        """Hold no style yet, in the colours of ``variables``."""
        super().__init__(variables=variables)
        self._parsed: dict[_Key, _Caches] = {}
        self._recolouring = False
        self._few: list[RuleSet] | None = None
        self._naming: tuple[object, dict[frozenset[str], list[RuleSet]]] = (None, {})
        self._parsed[_key(self._variables)] = self._parse_cache, self._style_parse_cache

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other colours; what was parsed in them before is at hand again."""
        caches = self._parsed.setdefault(_key(variables), _empty())
        # It clears those that it finds.
        self._parse_cache, self._style_parse_cache = _empty()
        super().set_variables(variables)
        self._parse_cache, self._style_parse_cache = caches

    @property
    def rules(self) -> list[RuleSet]:
        """All rules; while a node is styled, those alone that name anything of it."""
        few, self._few = self._few, None
        return super().rules if few is None else few

    def apply(
        self,
        node: DOMNode,
        *,
        animate: bool = False,
        cache: dict[tuple[Any, ...], RulesMap] | None = None,
    ) -> None:
        """Style ``node``.

        Textual looks through all rules of all pages for each node and each part of it.
        """
        self._few = self._rules_naming(node)
        super().apply(node, animate=animate, cache=cache)

    def _rules_naming(self, node: DOMNode) -> list[RuleSet]:
        """Return the rules that name anything of ``node``, in their order."""
        by_name = self.rules_map
        if self._naming[0] is not by_name:
            self._naming = by_name, {}
        names = frozenset(by_name.keys() & node._selector_names)  # noqa: SLF001
        found = self._naming[1].get(names)
        if found is None:
            wanted = {id(rule) for name in names for rule in by_name[name]}
            found = [rule for rule in self.rules if id(rule) in wanted]
            self._naming[1][names] = found
        return found

    def reparse(self) -> None:
        """Parse what is not yet in the cache.

        Raises:
            StylesheetParseError: a style is none.
        """
        self.parse()

    def parse_ahead(self, variables: dict[str, str]) -> None:
        """Parse everything in the colours of ``variables`` too, for when they are wanted.

        Raises:
            StylesheetParseError: a style is none.
        """
        ahead = Stylesheet(variables=variables)
        ahead.source = self.source
        ahead._parse_cache, ahead._style_parse_cache = self._parsed.setdefault(  # noqa: SLF001
            _key(variables), _empty()
        )
        ahead.parse()

    def update(self, root: DOMNode, animate: bool = False) -> None:  # noqa: FBT002 - Textual's own signature
        """Style ``root`` and what is in it anew, as for another look, and paint all of it again.

        Textual would mark a widget to be painted again for each of its colours that is another,
        and all that is in it as well.
        """
        self._recolouring = not animate
        try:
            super().update(root, animate)
        finally:
            self._recolouring = False
        for node in root.walk_children(Widget):
            node.refresh()

    def replace_rules(self, node: DOMNode, rules: RulesMap, animate: bool = False) -> None:  # type: ignore[override] # noqa: FBT002 - Textual's own signature
        """Give ``node`` the rules that were found for it."""
        if self._recolouring:
            base = node.styles.base
            # Set like this they mark nothing; what is set again below is the same by then.
            changed = [base.set_rule(name, rules.get(name)) for name in _COLOURS]
            if any(changed) and isinstance(node, ScrollBar | ScrollBarCorner):
                node.refresh()
        super().replace_rules(node, rules, animate=animate)

    def copy(self) -> Stylesheet:
        """Return a sheet of the same sources."""
        copied = Styles(variables=self._variables.copy())
        copied.source = self.source.copy()
        return copied


def _empty() -> _Caches:
    return LRUCache(_MOST_SHEETS), LRUCache(_MOST_STYLES)


def _key(variables: dict[str, str]) -> _Key:
    return frozenset(variables.items())


async def get_ready(app: RecoverylogApp) -> None:
    """Load the module and the style of every page, one after the other, keys coming first."""
    for path in sorted(_STYLES.glob("*.tcss")):
        if not app.stylesheet.has_source(str(path)):
            app.stylesheet.read(path)
            app.stylesheet.parse()
        await asyncio.sleep(0)
    package = __name__.rpartition(".")[0]
    for path in sorted(_SCREENS.glob("*.py")):
        # A page that cannot be loaded tells so to whoever opens it; RuntimeError: a desk that is
        # left takes no more work.
        with contextlib.suppress(ImportError, RuntimeError):
            await app.desk.do(partial(import_module, f"{package}.screens.{path.stem}"))
    if isinstance(app.stylesheet, Styles):
        app.stylesheet.parse_ahead(app.variables_of(app.other_look()))
    app.keep_what_is_here()
