"""The command line put together: one Typer application, its commands in five panels.

The command modules import what they need inside each function, so that building the whole
application costs little more than Typer itself.
"""

from __future__ import annotations

import sys
from copy import copy
from inspect import getdoc
from typing import TYPE_CHECKING, Annotated

import typer

from recoverylog import language
from recoverylog.cli import (
    answers,
    asks,
    checking_in,
    companion,
    config,
    focuses,
    helping,
    insight,
    page,
    people,
    plans,
    reading,
    receiving,
    settling,
    setup,
    share,
    shared,
    sharing,
    signs,
    standing,
    writing,
)
from recoverylog.cli.options import NoInput
from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

WRITE, READ, SHARE = _("Write"), _("Look back"), _("Share, and be answered")
KEEP, HELP = _("Your journal"), _("Help and more")

app = typer.Typer(
    name="recoverylog",
    help=_(
        "A private journal for people in recovery, encrypted on your own machine.\n\n"
        "Two seconds, locked or not:  rl craving 7 lonely after work"
    ),
    epilog=_("In a bad moment: recoverylog crisis. It needs no passphrase."),
    no_args_is_help=False,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # Panels on a terminal; plain words for a pipe and for a screen reader.
    rich_markup_mode="rich" if page.coloured() else None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback()
def root(
    ctx: typer.Context,
    no_input: NoInput = False,
    privacy: Annotated[
        bool, typer.Option("--privacy", help=_("Show your words as dots; f6 in the screens."))
    ] = False,
    version: Annotated[bool, typer.Option("--version", "-V", help=_("Say which version."))] = False,
) -> None:
    """Keep what every command is told, and answer where none was named."""
    ctx.obj = no_input
    if privacy or _always_private():
        from recoverylog.journal import veil

        veil.draw(asked=privacy)
    if version:
        from recoverylog import __version__

        sys.stdout.write(f"recoverylog {__version__}\n")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        standing.front_page(ctx)


def _always_private() -> bool:
    """Return whether the settings ask for privacy; where they cannot be read they do not."""
    from recoverylog import paths, settings
    from recoverylog.errors import RecoverylogError

    try:
        return settings.load(paths.find().settings).privacy
    except RecoverylogError:
        return False


_LINE = {"ignore_unknown_options": True, "allow_interspersed_args": False}

app.command("log", rich_help_panel=WRITE, context_settings=_LINE)(writing.log)
app.command("craving", rich_help_panel=WRITE)(companion.craving)
app.command("am", rich_help_panel=WRITE)(checking_in.am)
app.command("pm", rich_help_panel=WRITE)(checking_in.pm)
app.command("check-in", rich_help_panel=WRITE)(checking_in.check_in)
app.command("edit", rich_help_panel=WRITE, context_settings=_LINE)(writing.edit)
app.command("delete", rich_help_panel=WRITE)(writing.delete)
app.command("undo", rich_help_panel=WRITE)(writing.undo)
app.command("purge", rich_help_panel=WRITE)(writing.purge)
app.add_typer(plans.app, name="plans", rich_help_panel=WRITE)
app.command("pending", rich_help_panel=WRITE)(settling.pending)
app.command("confirm", rich_help_panel=WRITE)(settling.confirm)

app.command("today", rich_help_panel=READ)(standing.today)
app.command("list", rich_help_panel=READ)(reading.list_entries)
app.command("show", rich_help_panel=READ)(reading.show)
app.command("search", rich_help_panel=READ)(reading.search)
app.command("streak", rich_help_panel=READ)(standing.streak)
app.command("trends", rich_help_panel=READ)(insight.trends)
app.command("year", rich_help_panel=READ)(insight.year)
app.command("patterns", rich_help_panel=READ)(insight.patterns)
app.command("review", rich_help_panel=READ)(insight.review)
app.command("milestones", rich_help_panel=READ)(insight.milestones)
app.add_typer(signs.app, name="signs", rich_help_panel=READ)

app.command("share", rich_help_panel=SHARE)(share.share)
app.command("receive", rich_help_panel=SHARE)(receiving.receive)
app.add_typer(answers.app, name="answers", rich_help_panel=SHARE)
app.add_typer(asks.app, name="asks", rich_help_panel=SHARE)
app.add_typer(people.app, name="people", rich_help_panel=SHARE)
app.add_typer(shared.app, name="shared", rich_help_panel=SHARE)

app.command("init", rich_help_panel=KEEP)(setup.init)
app.add_typer(focuses.app, name="focus", rich_help_panel=KEEP)
app.command("status", rich_help_panel=KEEP)(setup.status)
app.command("unlock", rich_help_panel=KEEP)(setup.unlock)
app.command("lock", rich_help_panel=KEEP)(setup.lock)
app.command("passphrase", rich_help_panel=KEEP)(setup.passphrase)
app.add_typer(config.app, name="config", rich_help_panel=KEEP)
app.command("export", rich_help_panel=KEEP)(sharing.export)

app.command("crisis", rich_help_panel=HELP)(helping.crisis)
app.command("demo", rich_help_panel=HELP)(helping.demo)
app.command("shell-init", rich_help_panel=HELP)(helping.shell_init)
app.command("completions", rich_help_panel=HELP)(helping.completions)
app.command("paths", rich_help_panel=HELP)(helping.paths)


def narrowed(words: Sequence[str]) -> typer.Typer:
    """Return the application with the one command that ``words`` call, or whole.

    Typer reads the signature of every command that it knows before it runs one of them, which
    takes longer than most commands do. Whole it is where no command is called, or none by that
    name, and for the completions, which name them all.
    """
    called = next((word for word in words if word not in {"--no-input", "--privacy"}), "")
    commands = [one for one in app.registered_commands if one.name == called]
    groups = [one for one in app.registered_groups if one.name == called]
    if called == "completions" or not (commands or groups):
        return translated(app)
    alone = copy(app)
    alone.registered_commands, alone.registered_groups = commands, groups
    return translated(alone)


def translated(group: typer.Typer) -> typer.Typer:
    """Return a group of commands, the help of each in the person's language."""
    if not language.translated():
        return group
    for command in group.registered_commands:
        command.help = language._(getdoc(command.callback) or "")
    for below in group.registered_groups:
        if below.typer_instance:
            translated(below.typer_instance)
    return group
