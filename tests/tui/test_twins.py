"""Every page has a plain command that does or prints the same: for scripts, ssh, screen readers.

The two lists are read from the program itself, so a page or a command that is new has to be
given its place here; then what a command prints is looked for on the page of the same things.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import typer.main
from textual.pilot import Pilot
from textual.screen import Screen
from typer.core import TyperGroup

from recoverylog.cli.app import app as commands
from recoverylog.insights.wording.dates import date_words
from recoverylog.journal.selection import Selection
from recoverylog.journal.supporter import Supporter
from recoverylog.session import views
from recoverylog.session.configuring import option
from recoverylog.session.journal import Journal
from recoverylog.tui import screens
from recoverylog.tui.app import RecoverylogApp
from recoverylog.tui.logging_page import LoggingPage
from recoverylog.tui.screens import forms
from recoverylog.tui.setting_words import words_of
from recoverylog.tui.widgets.number import BigNumber
from tests.tui.conftest import PASSPHRASE, Scene, settle
from tests.tui.legible import words_shown

if TYPE_CHECKING:
    from tests.conftest import Program

# Page -> the commands that do or print the same.
TWINS: dict[str, tuple[str, ...]] = {
    "Welcome": ("init",),
    "PassphrasePage": ("init",),
    "KitPage": ("init",),
    "FirstFocus": ("init", "focus add"),
    "Door": ("unlock",),
    "SealedLine": ("log",),
    "Today": ("today", "streak", "log"),
    "History": ("list", "search"),
    "EntryPage": ("show", "delete", "undo"),
    "EditForm": ("edit",),
    "CravingForm": ("craving", "log"),
    "LockedCraving": ("craving", "log"),
    "ReachPage": ("craving", "people list"),
    "GratitudeForm": ("log",),
    "ConnectionForm": ("log",),
    "NoteForm": ("log",),
    "EveningForm": ("pm", "check-in"),
    "MorningForm": ("am",),
    "SettlePage": ("pending", "confirm"),
    "FocusForm": ("focus add", "focus edit", "focus list"),
    "CrisisPage": ("crisis",),
    "Insights": ("streak", "trends", "patterns", "year", "review", "milestones"),
    "SharePage": ("share",),
    "SentencesPage": ("share", "asks list"),
    "NeedPage": ("share",),
    "HandingPage": ("share",),
    "SealedWordsPage": ("share",),
    "SupportersPage": ("people list", "people show", "people put-away"),
    "SupporterForm": ("people add", "people edit"),
    "ReceivePage": ("receive",),
    "AnswersPage": (
        "answers list",
        "answers show",
        "answers keep",
        "answers put-away",
        "answers erase",
        "answers block",
    ),
    "LedgerPage": ("shared list", "shared show", "shared close", "shared delete-file"),
    "PlansPage": ("plans list", "plans add", "plans edit", "plans put-away"),
    "SettingsPage": ("config list", "config get", "config set", "config unset"),
    "SignsPage": ("signs list", "signs add", "signs tick", "signs put-away"),
}

# Page -> why it has no command.
WITHOUT_A_COMMAND = {
    "BlankPage": "covers the screen, which a command leaves behind in any case",
    "HelpPage": "every command has --help",
    "CheckInForm": "what the morning and the evening share, never shown itself",
    "LineForm": "what the forms of one line share, never shown itself",
}

# Command -> why it has no page.
WITHOUT_A_PAGE = {
    "asks done": "said after a talk, and taken back with undo; share lists what is open",
    "completions": "speaks to the shell",
    "config keys": "the help of each page shows the keys that work there",
    "config path": "the page of settings names the file when it writes",
    "demo": "opens the pages over an invented journal",
    "export": "writes to a file or a pipe",
    "lock": "a key on every page",
    "paths": "speaks of files, to whoever looks after them",
    "passphrase": "rare, and asks one question after the other",
    "purge": "erases for good, which no key should do by accident",
    "shell-init": "speaks to the shell",
    "status": "tells what is known while the journal is locked, for scripts",
}


# The two lists ----------------------------------------------------------------------------


def pages() -> dict[str, type[Screen[Any]]]:
    """Return every page that the package of screens defines, by its name."""
    found = {}
    for module in pkgutil.iter_modules(screens.__path__, f"{screens.__name__}."):
        for name, value in vars(importlib.import_module(module.name)).items():
            is_page = isinstance(value, type) and issubclass(value, Screen)
            if is_page and value.__module__ == module.name:
                found[name] = value
    return found


def every_command() -> set[str]:
    """Return the name of every command of the command line, ``focus add`` among them."""

    def names(group: TyperGroup, before: str = "") -> Iterator[str]:
        for name, command in group.commands.items():
            if isinstance(command, TyperGroup):
                yield from names(command, f"{before}{name} ")
            else:
                yield f"{before}{name}"

    whole = typer.main.get_command(commands)
    assert isinstance(whole, TyperGroup)
    return set(names(whole))


def test_every_page_has_a_command_or_a_reason() -> None:
    assert pages().keys() == TWINS.keys() | WITHOUT_A_COMMAND.keys()
    assert not TWINS.keys() & WITHOUT_A_COMMAND.keys()


def test_every_command_has_a_page_or_a_reason() -> None:
    shown = {name for names in TWINS.values() for name in names}
    assert every_command() == shown | WITHOUT_A_PAGE.keys()
    assert not shown & WITHOUT_A_PAGE.keys()


def test_whatever_can_be_opened_is_among_the_pages() -> None:
    modes = [mode for mode in RecoverylogApp.MODES.values() if callable(mode)]
    opened = {type(mode()).__name__ for mode in modes}
    opened |= {title for _, title in forms._PLACES.values()}
    assert len(modes) == len(RecoverylogApp.MODES) >= 4
    assert opened <= TWINS.keys()


# What they say ----------------------------------------------------------------------------

ROW = re.compile(r"^ +\d+  (\d\d:\d\d  \S.*)$", re.MULTILINE)


@pytest.fixture
def story(journal: Journal) -> Journal:
    """Return a journal with something of everything, so short that no page cuts it."""
    today = journal.today()
    (focus,) = journal.focuses()

    def write(at: str, back: int = 0, **fields: Any) -> None:
        fields["at"] = _instant(today - timedelta(days=back), at)
        if fields["kind"] in {"craving", "use"} and "focus_word" not in fields:
            fields["focus"] = focus.id
        journal.write(journal.new_entry(day=today - timedelta(days=back), offset=60, **fields))

    for back in range(1, 5):
        write("08:05", back, kind="mood", mood=4.0 + back)
        write("17:30", back, kind="craving", craving=2.0 * back - 1)
    write("22:10", 30, kind="use", text="two beers")
    write("08:10", kind="mood", mood=6.0)
    write(
        "13:40",
        kind="craving",
        craving=7.0,
        after=3.0,
        text="after lunch",
        tags=("lonely",),
        helped=("walk",),
    )
    write("18:20", kind="connection", text="tea", people=("Ada",))
    write("19:00", kind="use", confirmed=False, text="at the party")
    write("19:30", kind="craving", craving=5.0, text="cake", focus_word="sugar")
    write("20:55", kind="gratitude", text="Ada laughed")
    return journal


def _instant(day: date, at: str) -> Any:
    from datetime import UTC, datetime

    return datetime.fromisoformat(f"{day}T{at}:00+01:00").astimezone(UTC)


def parts(row: str) -> list[str]:
    """Return the pieces of an entry's row: time, headline, words, tags."""
    return [part for part in re.split(r" {2,}", row.strip()) if part]


def seen(app: RecoverylogApp, scene: Scene, size: tuple[int, int] = (140, 40)) -> str:
    """Return all words of a page, each widget's in one line, and the big number."""

    async def main() -> str:
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await scene(pilot)
            await settle(pilot)
            numbers = [str(one.number) for one in app.screen.query(BigNumber)]
            return "\n".join([*words_shown(app), *numbers])

    return asyncio.run(main())


def missing(facts: list[str], page: str) -> list[str]:
    assert facts
    return [fact for fact in facts if fact not in page]


async def _stay(_pilot: Pilot[Any]) -> None:
    return


def test_today_shows_what_the_command_prints(
    app: RecoverylogApp, story: Journal, cli: Program
) -> None:
    story.put_plan("bus ride", "sit up front")
    story.put_supporter(Supporter(id="5" * 32, name="Sam", reach="+46 70 1740605"))
    printed = cli("today", passphrase=PASSPHRASE).stdout
    stands = "use not confirmed · mood 6"
    following = "If bus ride, then sit up front · call Sam"
    assert f"  {stands} · strongest craving 7" in printed
    assert f"{following}, +46 70 1740605" in printed
    facts = [stands, following]
    facts += [part for row in ROW.findall(printed) for part in parts(row)]
    figures = (
        r"since (\d+ \w+ \d{4})",
        r"(\d+) free days in all",
        r"(\d+ of the last \d+) days free",
        r"this run (\d+) days",
        r"longest (\d+)",
        r"mood (\d\.\d) on average",
        r"craving (\d\.\d) on average",
        r"(\d+ entries wait for a word from you)",
    )
    for figure in figures:
        found = re.search(figure, printed)
        assert found, f"{figure} is not in what the command prints:\n{printed}"
        facts.append(found[1])
    page = seen(app, _stay)
    assert missing(facts, page) == []
    assert "alcohol" in page


def test_a_day_of_the_history_shows_what_the_list_prints(
    app: RecoverylogApp, story: Journal, cli: Program
) -> None:
    day = str(story.today())
    printed = cli("list", "--from", day, "--to", day, passphrase=PASSPHRASE).stdout
    facts = [part for row in ROW.findall(printed) for part in parts(row)]

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("h")

    page = seen(app, scene)
    assert printed.splitlines()[0] in page
    assert missing(facts, page) == []


def test_a_search_shows_what_the_command_finds(
    app: RecoverylogApp, story: Journal, cli: Program
) -> None:
    assert story.count()
    printed = cli("search", "ada", passphrase=PASSPHRASE).stdout
    facts = [part for row in ROW.findall(printed) for part in parts(row)]
    assert "Ada laughed" in facts

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("h", "slash", *"ada")

    assert missing(facts, seen(app, scene)) == []


def test_an_entry_shows_what_the_command_prints(
    app: RecoverylogApp, story: Journal, cli: Program
) -> None:
    (stored,) = [
        one for one in story.select(Selection(kinds=("craving",))) if "lonely" in one.entry.tags
    ]
    changed = story.change(stored, craving=8.0, text="after a long lunch")
    printed = cli("show", str(changed.number), passphrase=PASSPHRASE).stdout
    own, _, versions = printed.partition("Versions")
    facts = [part for row in ROW.findall(own) for part in parts(row)]
    facts += re.findall(r"^ +focus +(\S.*)$", own, re.MULTILINE)
    written = re.search(r"written +(\d{4}-\d\d-\d\d) (\d\d:\d\d)", own)
    assert written
    facts += [date_words(date.fromisoformat(written[1])), written[2]]
    # The last of them is what stands above already.
    for row in versions.splitlines()[1:-1]:
        facts += parts(row)[2:]
    assert "craving 7 → 3" in facts

    async def scene(pilot: Pilot[Any]) -> None:
        page = pilot.app.screen
        assert isinstance(page, LoggingPage)
        page.open_entry(changed)

    assert missing(facts, seen(app, scene)) == []


def test_what_waits_is_what_the_command_prints(
    app: RecoverylogApp, story: Journal, cli: Program
) -> None:
    assert story.count()
    printed = cli("pending", passphrase=PASSPHRASE).stdout
    rows = ROW.findall(printed)
    assert len(rows) == 2
    shown: list[str] = []

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("w")
        await settle(pilot)
        shown.extend(words_shown(pilot.app))
        await pilot.press("down")

    shown.append(seen(app, scene))
    page = "\n".join(shown)
    assert missing([part for row in rows for part in parts(row)], page) == []
    assert "sugar" in printed
    assert "sugar" in page


# The commands name what else to type, and print a drawing in words where nobody looks at a
# screen; the page names keys, and shows the same sentences beside its drawings.
PRINTED = {
    "figures": ("streak",),
    "trends": ("trends",),
    "patterns": ("patterns",),
    "year": ("year", "--show", "mood"),
    "week": ("review",),
    "milestones": ("milestones",),
}
FACT = re.compile(r"\d|“")
IN_WORDS = re.compile(r" *(week of \d|[A-Z]\w\w \d{4}:|[@+])")
"""What a line, a bar or a grid is in words, for a script; the page draws it."""
SPARK = re.compile(r"[▁-█·]{7} ")
"""The seven days of a week, drawn before its sentence."""


@pytest.mark.parametrize("name", views.NAMES)
def test_a_view_of_insights_shows_what_the_command_prints(
    name: str, app: RecoverylogApp, story: Journal, cli: Program
) -> None:
    story.put_sign("skipping meals")
    printed = cli(*PRINTED[name], passphrase=PASSPHRASE).stdout
    facts = [
        " ".join(line.split())
        for line in printed.splitlines()
        if FACT.search(line) and not IN_WORDS.match(line)
    ]

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("i", str(views.NAMES.index(name) + 1))

    page = SPARK.sub("", seen(app, scene, size=(140, 100)))
    assert missing(facts, page) == []


def test_the_page_of_signs_shows_what_the_command_lists(
    app: RecoverylogApp, story: Journal, cli: Program
) -> None:
    for label in ("skipping meals", "not calling back"):
        story.put_sign(label)
    cli("signs", "tick", "2", passphrase=PASSPHRASE)
    head, *listed = cli("signs", "list", passphrase=PASSPHRASE).stdout.splitlines()
    assert head == "1 of your 2 signs this week"
    facts = [head, *(re.sub(r"^ *\d+ ", "", line) for line in listed)]
    assert facts[1:] == ["· skipping meals", "• not calling back"]

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("i", "3")
        await settle(pilot)
        await pilot.press("s")

    assert missing(facts, seen(app, scene)) == []


def test_the_page_of_plans_shows_what_the_command_lists(
    app: RecoverylogApp, story: Journal, cli: Program
) -> None:
    for cue, then in (("bus ride", "sit at the front"), ("payday", "call Ada")):
        story.put_plan(cue, then)
    printed = cli("plans", "list", passphrase=PASSPHRASE).stdout
    facts = [re.sub(r"^ *\d+ +", "", line) for line in printed.splitlines()]
    assert facts == ["If bus ride, then sit at the front", "If payday, then call Ada"]

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("p")

    assert missing(facts, seen(app, scene)) == []


def test_the_settings_are_those_that_the_command_lists(app: RecoverylogApp, cli: Program) -> None:
    cli("config", "set", "time", "sobriety", passphrase=PASSPHRASE)
    listed = json.loads(cli("config", "list", "--json", passphrase=PASSPHRASE).stdout)["settings"]
    facts = []
    for one in listed:
        value = one["value"] or ""
        facts.append(words_of(option(one["name"]), value))
    assert "sobriety" in facts

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("comma")

    page = seen(app, scene)
    assert missing(facts, page) == []
    assert page.count("usual") >= sum(one["is_usual"] for one in listed)


def test_the_crisis_page_shows_what_the_command_prints(app: RecoverylogApp, cli: Program) -> None:
    printed = cli("crisis").stdout

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("exclamation_mark")

    page = seen(app, scene)
    # The list of all countries gives the years of its sources once, and no number twice.
    facts = [
        word
        for word in printed.split()
        if re.search(r"\d", word) and not re.fullmatch(r"20\d\d(-\d\d)?|9-8-8", word)
    ]
    assert len(facts) > 30
    assert sorted(set(facts) - set(page.split())) == []


def test_a_country_on_the_crisis_page_shows_what_the_command_prints(
    app: RecoverylogApp, cli: Program
) -> None:
    printed = cli("crisis", "--country", "GB").stdout.split("Another country")[0]

    async def scene(pilot: Pilot[Any]) -> None:
        await pilot.press("exclamation_mark", "c", "G", "B", "enter")

    page = seen(app, scene)
    facts = [word for word in printed.split() if re.search(r"\d", word)]
    assert len(facts) > 10
    assert sorted(set(facts) - set(page.split())) == []
