"""Every command as a process, once in plain words and once as JSON where that is offered."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import typer.main

from recoverylog.cli.app import app, narrowed
from recoverylog.support import crisis
from tests.cli import answering
from tests.cli.conftest import PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Vault
    from tests.conftest import Finished, Program


class Example(NamedTuple):
    """A way to run a command that works in ``lived``, and a part of what it then says."""

    arguments: tuple[str, ...]
    says: str
    gives: str = ""
    """A key of its JSON."""
    passphrase: str | None = PASSPHRASE


EXAMPLES = {
    "log": Example(("mood", "7", "rested"), "Kept: 10  2026-11-22 21:14  mood 7  rested"),
    "craving": Example(("7", "bus"), "Kept: 10  2026-11-22 21:14  craving 7  bus"),
    "am": Example(("call", "J."), "Kept: 10  2026-11-22 21:14  morning  call J."),
    "pm": Example(("6", "3"), "Kept: 10  2026-11-22 21:14  evening · mood 6 · craving 3"),
    "check-in": Example(("--mood", "6"), "Kept: 10  2026-11-22 21:14  check-in · mood 6"),
    "edit": Example(("3", "mood", "7", "rested"), "Changed: 3  2026-11-10 18:30  mood 7  rested"),
    "delete": Example(("3", "4"), "In the bin: 4  2026-11-15"),
    "undo": Example(("3",), "Taken back, it lies in the bin: 3"),
    "purge": Example(("--yes",), "The bin is empty."),
    "pending": Example((), "Nothing waits for you.", "held"),
    "confirm": Example(("8", "--on", "alcohol"), "So it stands: 8  2026-11-22"),
    "today": Example((), "Sunday 22 November 2026, 21:14\n", "entries"),
    "list": Example(("--limit", "3"), "how to get through Sunday", "entries"),
    "show": Example(("1",), "craving 8 → 3  walked past the Anchor", "entry"),
    "search": Example(("cof",), "coffee in the sun", "entries"),
    "streak": Example((), "192 free days in all", "focuses"),
    "trends": Example((), "Lately, beside your usual", "measures"),
    "year": Example(("2026",), "strongest craving in 2026: noted on 2 of", "moods"),
    "patterns": Example((), "@payday with 1 of 2 cravings", "triggers"),
    "review": Example((), "The week of 16 to 22 November 2026", "logged"),
    "milestones": Example((), "100 free days, reached on 21 August 2026", "groups"),
    "signs list": Example((), "recoverylog signs add skipping meals", "signs"),
    "signs add": Example(("skipping", "meals"), "Added: skipping meals."),
    "signs tick": Example(("1",), "1 of your 2 signs this week."),
    "signs put-away": Example(("skip",), "Put away: skipping meals."),
    "plans list": Example((), 'recoverylog plans add "bus ride"', "plans"),
    "plans add": Example(("bus ride", "call J."), "Added: If bus ride, then call J."),
    "plans edit": Example(
        ("1", "--then", "walk home"), "Changed: If bus ride home, then walk home"
    ),
    "plans put-away": Example(("bus",), "Put away: If bus ride home, then call J."),
    "share": Example(("--yes", "--form", "text"), "A page from my journal", "shared"),
    "receive": Example(("{file}",), "Answers the page of 22 November, for my sponsor", "answers"),
    "answers list": Example((), "To read it: recoverylog answers show", "answers"),
    "answers show": Example(("{answer}",), "  │ Ring me on Sunday.", "answer"),
    "answers keep": Example(("{answer}",), "Kept as an encouragement: the answer of 22 November"),
    "answers put-away": Example(("{answer}",), "Put away: the answer of 22 November"),
    "answers erase": Example(("{answer}", "--yes"), "Erased: the answer of 22 November"),
    "answers block": Example(("{answer}", "--yes"), "Closed: the page of 22 November"),
    "asks list": Example((), "how to get through Sunday", "asks"),
    "asks done": Example(("7",), "Talked about: 7  2026-11-22"),
    "people list": Example((), "Maya Lind  sponsor  +46 70 1740605", "people"),
    "people show": Example(("maya",), "Gets, where nothing else is said, 30 days of", "person"),
    "people add": Example(("Ada", "Holm", "--role", "peer"), "Added: Ada Holm, peer."),
    "people edit": Example(("spons", "--days", "90"), "Changed: Maya Lind, sponsor,"),
    "people put-away": Example(("maya",), "Put away: Maya Lind."),
    "shared list": Example((), "a sealed page, takes answers until 20 February 2027", "shared"),
    "shared show": Example(("{page}",), "24 October to 22 November 2026", "shared"),
    "shared close": Example(("{page}", "--yes"), "Closed: the page of 22 November"),
    "shared delete-file": Example(("{page}", "--yes"), "This is no secure erase"),
    "focus add": Example(("nicotine", "--since", "30d"), "Added: nicotine, since 2026-10-23."),
    "focus list": Example((), "gambling  since 2026-11-01", "focuses"),
    "focus edit": Example(
        ("gam", "--goal", "reduce"), "Changed: gambling, since 2026-11-01, reduce"
    ),
    "init": Example(("--no-input",), "Your recovery kit: these 20 words", "kit"),
    "status": Example((), "state         locked", "journal", passphrase=None),
    "unlock": Example(("--for", "1s"), "Unlocked for 1 second."),
    "lock": Example((), "Nothing was kept unlocked.", passphrase=None),
    "passphrase": Example(("--no-input",), "Changed.", "kit", f"{PASSPHRASE}\nseven calm geese"),
    "config list": Example((), "  theme           not set (usual)", "settings", passphrase=None),
    "config get": Example(("idle",), "10", "value", passphrase=None),
    "config set": Example(("idle", "5"), "idle is 5, written to /", passphrase=None),
    "config unset": Example(("headline",), "headline is free-days, kept in your journal alone."),
    "config path": Example((), "/config/settings.toml", passphrase=None),
    "config keys": Example((), "craving        c ", "keys", passphrase=None),
    "export": Example(("--json",), '"format": "recoverylog-export"'),
    "crisis": Example(("--country", "GB"), "999", "lines", passphrase=None),
    "demo": Example((), "An invented person's journal.", passphrase=None),
    "shell-init": Example(("bash",), "HISTIGNORE=", passphrase=None),
    "completions": Example(("bash",), "complete -F _recoverylog recoverylog", passphrase=None),
    "paths": Example((), "inbox     /", "inbox", passphrase=None),
}


def commands() -> dict[str, Any]:
    """Every command that Typer knows, by the words that call it."""
    found: dict[str, Any] = {}

    def walk(group: Any, before: tuple[str, ...]) -> None:
        for name, command in group.commands.items():
            words = (*before, name)
            if hasattr(command, "commands"):
                walk(command, words)
            else:
                found[" ".join(words)] = command

    walk(typer.main.get_command(app), ())
    return found


COMMANDS = commands()
# export has --json too, as the form that one has to name: its one example is that form.
WITH_JSON = sorted(
    name
    for name, command in COMMANDS.items()
    if name != "export" and any("--json" in parameter.opts for parameter in command.params)
)


def test_every_command_is_tried_here() -> None:
    assert set(EXAMPLES) == set(COMMANDS)
    assert {name for name, example in EXAMPLES.items() if example.gives} == set(WITH_JSON)


def run(name: str, *more: str, cli: Program, tmp_path: Path) -> Finished:
    example = EXAMPLES[name]
    elsewhere = {"RECOVERYLOG_HOME": str(tmp_path / "new")} if name == "init" else {}
    if name in {"signs tick", "signs put-away"}:
        for words in ("skipping meals", "lying about money"):
            assert cli("signs", "add", words, passphrase=PASSPHRASE).returncode == 0
    if name in {"plans edit", "plans put-away"}:
        added = cli("plans", "add", "bus ride home", "call J.", passphrase=PASSPHRASE)
        assert added.returncode == 0
    given = example.arguments
    if name.split(maxsplit=1)[0] in {"receive", "answers", "people", "shared"}:
        letter = answering.hand_over(tmp_path)
        note = letter.answered("Ring me on Sunday.")
        file = tmp_path / "note.txt"
        file.write_text(note)
        answer = answering.take_in(note) if name != "receive" else ""
        known = {"page": letter.id[:8], "answer": answer[:8], "file": str(file)}
        given = tuple(one.format(**known) for one in given)
    return cli(*name.split(), *given, *more, passphrase=example.passphrase, env=elsewhere)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.usefixtures("lived")
def test_it_works_in_plain_words(name: str, cli: Program, tmp_path: Path) -> None:
    done = run(name, cli=cli, tmp_path=tmp_path)
    if name == "unlock":
        cli("lock")  # the kernel would go on holding the keys of the vault that was copied
        if done.returncode == 12:
            pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done
    assert EXAMPLES[name].says in done.stdout + done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", WITH_JSON)
@pytest.mark.usefixtures("lived")
def test_it_speaks_json(name: str, cli: Program, tmp_path: Path) -> None:
    done = run(name, "--json", cli=cli, tmp_path=tmp_path)
    assert done.returncode == 0, done
    document = json.loads(done.stdout)
    assert type(document["schema"]) is int
    assert document["schema"] == 1
    assert EXAMPLES[name].gives in document
    assert done.stdout.isascii()


def test_version_of_both_commands(cli: Program, rl: Program) -> None:
    said = cli("--version")
    assert (said.returncode, said.stderr) == (0, "")
    assert rl("--version").stdout == said.stdout.replace("recoverylog", "rl", 1)
    assert cli("-V") == said
    assert cli("--no-input", "--version") == said


# --- the commands that need no journal, without one


def test_alone_and_without_a_journal_it_shows_the_first_steps(cli: Program, home: Path) -> None:
    done = cli()
    assert (done.returncode, done.stderr) == (0, "")
    for step in ("recoverylog init", "rl craving 7", "recoverylog demo", "recoverylog crisis"):
        assert step in done.stdout
    assert not home.exists()


def test_alone_and_with_a_journal_it_shows_today(lived: Vault) -> None:
    assert lived.ok() == lived.ok("today")


def test_alone_and_locked_it_says_so(lived: Vault) -> None:
    assert lived.run("--no-input", passphrase=None).returncode == 3


def test_alone_and_damaged_it_does_not_offer_to_begin_anew(lived: Vault) -> None:
    for name in ("vault.json", "vault.json.2"):
        (lived.data / name).write_text("{")
    done = lived.run(passphrase=None)
    assert done.returncode == 5, done
    assert "init" not in done.stdout


def test_paths_are_where_things_lie(cli: Program, home: Path) -> None:
    found = json.loads(cli("paths", "--json").stdout)
    assert found.pop("schema") == 1
    assert found == {
        "data": str(home / "data"),
        "config": str(home / "config"),
        "state": str(home / "state"),
        "cache": str(home / "cache"),
        "inbox": str(home / "data" / "inbox"),
        "settings": str(home / "config" / "settings.toml"),
    }
    plain = dict(line.split(maxsplit=1) for line in cli("paths").stdout.splitlines())
    assert plain == found
    assert not home.exists()


def test_the_demo_leaves_nothing_behind(cli: Program, home: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    done = cli("demo", env={"TMPDIR": str(scratch)})
    assert done.returncode == 0, done
    assert done.stderr == ""
    for part in (
        "$ recoverylog today",
        "$ recoverylog streak",
        "$ recoverylog list",
        "$ recoverylog share",
    ):
        assert part in done.stdout
    assert list(scratch.iterdir()) == []
    assert not home.exists()
    assert cli("demo").stdout == done.stdout


def test_the_demo_prints_what_the_commands_would(cli: Program) -> None:
    printed = cli("demo", "--plain").stdout
    for heading, words in (
        ("$ recoverylog review", "The week of 16 to 22 November 2026"),
        ("$ recoverylog trends --days 90", "Lately, beside your usual"),
    ):
        assert words in printed.split(f"\n{heading}\n")[1].split("\n$ ")[0]


def test_the_demo_shows_the_page_for_its_supporter(cli: Program) -> None:
    printed = cli("demo", "--plain").stdout
    found = re.search(
        r"^\$ recoverylog share (\S+) --preview$\n\n(.*)", printed, re.MULTILINE | re.DOTALL
    )
    assert found
    assert found[2].startswith("For my ")
    assert found[1] not in found[2]
    assert "\nThis is not a clinical report.\n" in found[2]


def test_only_the_command_that_is_called_is_built() -> None:
    whole = typer.main.get_command(app)
    for name in {words.split(maxsplit=1)[0] for words in COMMANDS} - {"completions"}:
        for words in ([name, "x"], ["--no-input", name]):
            alone: Any = typer.main.get_command(narrowed(words))
            assert list(alone.commands) == [name]
            assert alone.name == whole.name
    for words in ([], ["--help"], ["completions"], ["sho"], ["--version", "today"]):
        assert narrowed(words) is app


@pytest.mark.parametrize("damage", ["no journal", "both key files", "no data folder", "settings"])
def test_crisis_needs_nothing(damage: str, lived: Vault, cli: Program) -> None:
    whole = cli("crisis")
    assert whole.returncode == 0
    if damage == "no journal":
        for path in lived.home.rglob("*.db"):
            path.unlink()
    elif damage == "both key files":
        for name in ("vault.json", "vault.json.2"):
            (lived.data / name).write_bytes(b"\x00\xff")
    elif damage == "no data folder":
        lived.data.rename(lived.home / "gone")
        lived.data.write_text("a file where the folder was")
    else:
        (lived.home / "config").mkdir()
        (lived.home / "config" / "settings.toml").write_bytes(b"country = \xff\n[[[")
    assert cli("crisis") == whole


def test_crisis_as_json_holds_the_page_and_its_lines(cli: Program) -> None:
    def document(*arguments: str, **more: Any) -> Any:
        done = cli("crisis", "--json", *arguments, **more)
        assert (done.returncode, done.stderr) == (0, "")
        found = json.loads(done.stdout)
        page = cli("crisis", *arguments, **more).stdout
        assert found["page"] == page.splitlines()
        return found

    dutch = document("--country", "Netherlands")
    assert (dutch["schema"], dutch["country"]) == (1, "NL")
    # The emergency number is the Union's; the directories are for anywhere.
    assert [line["iso"] for line in dutch["lines"]][:2] == ["EU", "NL"]
    assert {line["iso"] for line in dutch["lines"][2:]} == {"XX"}
    assert dutch["lines"][0]["phone"] == "112"
    assert set(dutch["lines"][0]) == set(crisis.CrisisLine._fields)
    assert document(env={"LC_ALL": "en_NL.UTF-8"}) == dutch
    assert document("--country", "AT")["country"] == "EU"
    every = document()
    assert every["country"] is None
    assert len(every["lines"]) == len(crisis.lines(None))
    for nowhere in ("Atlantis", "XX"):
        assert document("--country", nowhere)["lines"] == every["lines"]
    overdose = document("--overdose", "--country", "GB")
    assert (overdose["country"], "Signs" in overdose["page"]) == ("GB", True)


def test_crisis_speaks_of_the_country_in_settings_locale_or_option(
    cli: Program, home: Path
) -> None:
    british = cli("crisis", "--country", "GB").stdout
    assert "116 123" in british
    assert cli("crisis", env={"LC_ALL": "en_GB.UTF-8"}).stdout == british
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.toml").write_text('country = "gb"\n')
    assert cli("crisis", env={"LC_ALL": "de_DE.UTF-8"}).stdout == british
    assert "112" in cli("crisis", "-c", "DE").stdout
    overdose = cli("crisis", "--overdose").stdout
    assert "Call emergency services" in overdose
    assert all(len(line) <= 80 for line in (british + overdose).splitlines())
