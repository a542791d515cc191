"""Commands for the settings: what stands in settings.toml, and what only the journal knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from recoverylog.cli.options import Json, NoInput, no_input
from recoverylog.language import _

if TYPE_CHECKING:
    from recoverylog.cli.page import Page, Span
    from recoverylog.journal.preference import Preferences
    from recoverylog.session.configuring import Option
    from recoverylog.settings import Settings

app = typer.Typer(
    help=_("See and change the settings, and the keys of the screens."),
    invoke_without_command=True,
    pretty_exceptions_enable=False,
)

Name = Annotated[str, typer.Argument(help=_("Its name in the list, or keys.COMMAND."))]

_SCHEMA = 1
_KEY = "keys."
_ROOMY = 100
"""Columns from which on what a setting is for stands beside its value."""


class Row(NamedTuple):
    """One setting as it is in force; the value of a private one is None while it is not known."""

    option: Option
    value: str | None

    @property
    def is_usual(self) -> bool:
        """Whether nothing else was said."""
        return self.value == self.option.usual


@app.callback()
def root(ctx: typer.Context, json_: Json = False, no_input_: NoInput = False) -> None:
    """See and change the settings, and the keys of the screens; alone it lists them."""
    from recoverylog.errors import UsageProblem

    ctx.obj = no_input(ctx, no_input_)
    if ctx.invoked_subcommand is None:
        list_settings(json_)
    elif json_:
        raise UsageProblem(
            _("--json stands behind the list."), hint="recoverylog config list --json"
        )


@app.command("list")
def list_settings(json_: Json = False) -> None:
    """List every setting: its value, what it takes, and what it is for.

    Nothing is asked for it: what is private is shown where the journal is kept unlocked.
    """
    from recoverylog import paths, settings
    from recoverylog.cli import page
    from recoverylog.session import configuring

    file = paths.find().settings
    found = settings.load(file)
    private = _known_without_asking()
    rows = [
        Row(one, configuring.value(one, found, private) if private or not one.private else None)
        for one in configuring.OPTIONS
    ]
    wrong = _wrong_keys(found)
    if json_:
        page.print_json(_listed(rows, found, file, (*found.remarks, *wrong)))
        return
    page.show(_page_of(rows, found, file))
    # Where the journal was opened, what is wrong in the file was told then.
    for remark in wrong if private else (*found.remarks, *wrong):
        page.tell(remark)


@app.command("get")
def get(ctx: typer.Context, name: Name, json_: Json = False, no_input_: NoInput = False) -> None:
    """Print the value of one setting."""
    import sys

    from recoverylog import paths, settings
    from recoverylog.cli import page
    from recoverylog.session import configuring

    found = settings.load(paths.find().settings)
    if name.startswith(_KEY):
        value = dict(found.keys).get(_command(name), "")
        one = None
    else:
        one = configuring.option(name)
        private = _private(forbidden=no_input(ctx, no_input_)) if one.private else None
        value = configuring.value(one, found, private)
    if json_:
        said = {"name": name, "value": value or None} if one is None else _as_json(Row(one, value))
        page.print_json({"schema": _SCHEMA, **said})
    else:
        sys.stdout.write(f"{value}\n")
    for remark in found.remarks:
        page.tell(remark)


@app.command("set")
def set_(
    ctx: typer.Context,
    name: Name,
    value: Annotated[str, typer.Argument(help=_("What it is to be."))],
    no_input_: NoInput = False,
) -> None:
    """Change one setting.

    For example: config set theme morning, or: config set keys.craving f7
    """
    _change(name, value, forbidden=no_input(ctx, no_input_))


@app.command("unset")
def unset(ctx: typer.Context, name: Name, no_input_: NoInput = False) -> None:
    """Have the usual value of a setting again."""
    _change(name, None, forbidden=no_input(ctx, no_input_))


@app.command("path")
def path() -> None:
    """Print where settings.toml is, or would be."""
    import sys

    from recoverylog import paths

    sys.stdout.write(f"{paths.find().settings}\n")


@app.command("keys")
def keys(json_: Json = False) -> None:
    """List the commands of the screens and their keys.

    Another key: config set keys.craving f7
    """
    from recoverylog import paths, settings
    from recoverylog.cli import page
    from recoverylog.tui import keymap

    found = keymap.read(settings.load(paths.find().settings))
    rows = [(one, found.given.get(one.action)) for one in keymap.owned()]
    if json_:
        listed = [
            {"command": one.name, "usual": one.shown, "given": given, "does": one.meaning}
            for one, given in rows
        ]
        page.print_json({"schema": _SCHEMA, "keys": listed, "remarks": list(found.remarks)})
        return
    shown = page.Page()
    width = max(len(one.name) for one, _ in rows) + 2
    for one, given in rows:
        own = (
            _("{shown} or {given}", shown=one.shown, given=given)
            if one.kept and given
            else given or one.shown
        )
        lead = (page.Span(f"{one.name:<{width}}", "strong"), page.Span(f"{own:<10}  ", "mood"))
        shown.add(one.meaning, lead=lead)
    page.show(shown)
    for remark in found.remarks:
        page.tell(remark)


# Changing --------------------------------------------------------------------------------


def _change(name: str, text: str | None, *, forbidden: bool) -> None:
    from recoverylog import paths
    from recoverylog.cli import page
    from recoverylog.cli.unlocking import unlocked
    from recoverylog.session import configuring

    file = paths.find().settings
    if name.startswith(_KEY):
        _change_key(file, _command(name), text)
        return
    one = configuring.option(name)
    if one.private:
        # Said before anybody is asked for a passphrase.
        kept = None if text is None else configuring.checked_private(one, text)
        with unlocked(no_input=forbidden) as journal:
            chosen = journal.prefer(one.key, kept)
            value = configuring.value(one, configuring.USUAL, chosen)
            page.tell(_("{one} is {value}, kept in your journal alone.", one=one.name, value=value))
        return
    value = configuring.value(one, configuring.put(file, one, text), None)
    words = value or _("not set")
    page.tell(_("{one} is {words}, written to {file}", one=one.name, words=words, file=file))
    if told := configuring.remark(one, value):
        page.tell(told)


def _change_key(file: str, name: str, typed: str | None) -> None:
    from recoverylog import settings
    from recoverylog.cli import page
    from recoverylog.errors import UsageProblem
    from recoverylog.session import configuring
    from recoverylog.tui import keymap

    if typed is None:
        configuring.put_key(file, name, None)
        page.tell(_("{name} has its usual key, written to {file}", name=name, file=file))
        return
    wrong = keymap.refusal(settings.load(file), name, typed)
    if wrong:
        raise UsageProblem(f"{wrong[:1].upper()}{wrong[1:]}", safe=_("Nothing was changed."))
    key = keymap.written(typed)
    configuring.put_key(file, name, key)
    page.tell(_("{name} has the key {key}, written to {file}", name=name, key=key, file=file))


def _command(name: str) -> str:
    return name.removeprefix(_KEY)


# Reading ---------------------------------------------------------------------------------


def _wrong_keys(found: Settings) -> tuple[str, ...]:
    if not found.keys:
        return ()
    from recoverylog.tui import keymap

    return keymap.read(found).remarks


def _private(*, forbidden: bool) -> Preferences:
    from recoverylog.cli.unlocking import unlocked

    with unlocked(no_input=forbidden) as journal:
        return journal.preferences()


def _known_without_asking() -> Preferences | None:
    """Return the preferences where the journal opens without a question; else None."""
    from recoverylog import paths
    from recoverylog.cli import passphrase
    from recoverylog.session import opening, presence

    places = paths.find()
    if not presence.is_there(places):
        return None
    if passphrase.given() is None and opening.cached(places) is None:
        return None
    return _private(forbidden=True)


def _page_of(rows: list[Row], found: Settings, file: str) -> Page:
    from recoverylog.cli import page

    shown = page.Page()
    # What leads is never wrapped, and a path that is stays one to be copied.
    shown.add(lead=(page.Span(_("In {file}", file=file), "head"),))
    for row in (row for row in rows if not row.option.private):
        _add(shown, row)
    for name, key in found.keys:
        shown.add(lead=_named(f"{_KEY}{name}", key))
    shown.head(_("Only in your journal"))
    private = [row for row in rows if row.option.private]
    if private[0].value is None:
        locked = _("It is locked; one of these asks for its passphrase: config get headline")
        shown.add(locked, lead=("  ",))
    for row in private:
        _add(shown, row)
    return shown


def _add(shown: Page, row: Row) -> None:
    one = row.option
    usual = _(" (usual)") if row.is_usual else ""
    value = "" if row.value is None else f"{row.value or _('not set')}{usual}"
    said = _("{meaning} It takes {takes}.", meaning=one.meaning, takes=one.takes)
    if _is_narrow():
        # Beside two columns of names there would be no room for the words.
        shown.add(lead=_named(one.name, value))
        shown.add(said, lead=("    ",))
    else:
        shown.add(said, lead=(*_named(one.name, value), "  "))


def _is_narrow() -> bool:
    """Return whether there is a terminal, with too little room for three columns."""
    from recoverylog.cli import page

    return page.room().columns < _ROOMY


def _named(name: str, value: str) -> tuple[Span, Span]:
    from recoverylog.cli import page

    return page.Span(f"  {f'{name}  ':<16}", "strong"), page.Span(f"{value:<24}", "ink")


def _as_json(row: Row) -> dict[str, Any]:
    one = row.option
    return {
        "name": one.name,
        "value": row.value or None,
        "usual": one.usual or None,
        "is_usual": None if row.value is None else row.is_usual,
        "private": one.private,
        "takes": list(one.choices) or one.takes,
        "does": one.meaning,
    }


def _listed(
    rows: list[Row], found: Settings, file: str, remarks: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "schema": _SCHEMA,
        "file": file,
        "settings": [_as_json(row) for row in rows],
        "keys": dict(found.keys),
        "remarks": list(remarks),
    }
