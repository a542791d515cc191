"""The way through every screen, key by key, and the search as somebody types."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from benchmarks.rows import Budget, Row, median
from benchmarks.terminal import DOWN, ENTER, ESCAPE, LEFT, Fits, Terminal, hides, shows

TYPED = ("after work", "the", "with:marta", "@home", "xylophone")
"""What is searched for: common and rare words, letters that thousands of words begin with, a
person, a tag, and a word that is nowhere."""

_PATIENCE = 0.15
"""Seconds of quiet after which all that a key of a search finds is taken to be listed."""
_CLEAR = "\x15"
_FIFTY = Budget(50, "ms")

_TODAY = shows("Last two weeks")
_HISTORY = shows("[ ] month")
_SLASH = shows("choose", "complete")


class Step(NamedTuple):
    """A key on the way.

    Attributes:
        name: the key and what it does, in words.
        keys: what is typed.
        fits: what the screen is then; None where it is enough that nothing more comes.
        opens: whether another page comes, instead of a change of the one that is there.
    """

    name: str
    keys: str
    fits: Fits | None = None
    opens: bool = False


def _page(key: str, name: str, *texts: str, back: str = ESCAPE) -> tuple[Step, ...]:
    """Return the steps to a page that opens above today, and back."""
    return (
        Step(f"`{key}`: {name}", key, shows(*texts), opens=True),
        Step(f"back from {name}", back, _TODAY, opens=True),
    )


def _form(key: str, name: str, *texts: str) -> tuple[Step, ...]:
    """Return the same for a form in which a few letters are typed and taken back."""
    there, back = _page(key, name, *texts)
    return (there, *_letters(name, "rain"), Step(f"{name}: all taken back", _CLEAR), back)


def _letters(where: str, word: str) -> tuple[Step, ...]:
    return tuple(Step(f"{where}: `{letter}` is typed", letter) for letter in word)


STEPS: tuple[Step, ...] = (
    Step("`space`: the line", " ", shows("tab complete")),
    *_letters("the line", "craving 4 @b"),
    Step("the line: all taken back", _CLEAR, hides("craving 4 of 10")),
    Step("back from the line", ESCAPE, shows("h history")),
    Step("`c`: company in a craving", "c", shows("How strong is it, right now?"), opens=True),
    Step("a craving: a number", "7", shows("craving 7 of 10")),
    Step("a craving: stay with it", " ", shows("1-9 doing this")),
    Step("a craving: what one is doing", "1", shows("helped by")),
    Step("a craving: the other way", "1", hides("helped by")),
    Step("a craving: back to the number", " ", shows("How strong is it now?")),
    Step("a craving: into the bin", "\x07", _TODAY, opens=True),
    *_page("a", "the morning", "What is today for?", "leave, kept"),
    *_page("e", "the evening", "Three good things", "leave, kept"),
    *_page("p", "plans", "your plans"),
    *_page(",", "the settings", "Only in your journal"),
    *_page("s", "share", "exactly this leaves"),
    Step("`i`: insights", "i", shows("figures"), opens=True),
    *(Step(f"insights: view {number}", str(number)) for number in range(2, 7)),
    Step("back from insights", "t", _TODAY, opens=True),
    *_form("g", "gratitude", "What are you grateful for?", "leave, kept"),
    *_form("m", "time with people", "Who were you with?", "leave, kept"),
    *_page("n", "a note", "What is on your mind?", "leave, kept"),
    *_page("w", "what waits", "Nothing waits for you."),
    *_page("?", "help", "How a line is written"),
    *_page("!", "the crisis page", "Emergency"),
    Step("`f2`: blank", "\x1bOQ", lambda screen: not screen.strip(), opens=True),
    Step("back from blank", " ", _TODAY, opens=True),
    Step("`f4`: the other look", "\x1bOS", opens=True),
    Step("`f4`: the look from before", "\x1bOS", opens=True),
    Step("`ctrl p`: the palette", "\x10", shows("Search for commands"), opens=True),
    *_letters("the palette", "he"),
    Step("back from the palette", ESCAPE, hides("Write down a craving"), opens=True),
    Step("`h`: history", "h", _HISTORY, opens=True),
    *(Step("history: another day", LEFT) for _ in range(3)),
    Step("history: the month before", "["),
    Step("history: the month after", "]"),
    Step("history: to the day's entries", ENTER, shows("d delete")),
    Step("history: the next entry", DOWN),
    Step("an entry", ENTER, shows("came by"), opens=True),
    Step("back from an entry", ESCAPE, _HISTORY, opens=True),
    Step("`/`: find", "/", _SLASH),
    *_letters("find", "is:craving"),
    *(Step("find: the next entry", DOWN) for _ in range(3)),
    Step("find: an entry", ENTER, shows("came by"), opens=True),
    Step("`e`: change an entry", "e", shows("change an entry", "enter keep"), opens=True),
    Step("back from changing an entry", ESCAPE, shows("came by"), opens=True),
    Step("find: back from an entry", ESCAPE, shows("› is:craving"), opens=True),
    Step("find: left", ESCAPE, hides("› is:craving")),
    Step("`t`: today", "t", _TODAY, opens=True),
)
"""From today through every page and back to it. Nothing is written on the way."""


def walk(terminal: Terminal, steps: Sequence[Step]) -> list[float | None]:
    """Press key after key; return how long each took until its page was there whole.

    Milliseconds; None where nothing was seen of a key. Where no text is awaited it is the time
    until the last of the answer.

    Raises:
        TooLate: a page did not come.
        ValueError: what a key should bring was there before it.
    """
    took = []
    for step in steps:
        if step.fits is not None and step.fits(terminal.text):
            message = f"{step.name} is there before its key:\n{terminal.text}"
            raise ValueError(message)
        reaction = terminal.react(step.keys, step.fits)
        took.append(reaction.complete if step.fits is None else reaction.fitted)
    return took


def through_every_screen(opened: Callable[[], Terminal], size: int, runs: int) -> Iterator[Row]:
    """Walk through everything twice in each run: as it is first shown, and once more.

    Args:
        opened: opens the journal, with today on the screen.
        size: how many entries it holds.
        runs: how often.
    """
    first, again = [], []
    for _ in range(runs):
        with opened() as terminal:
            first.append(walk(terminal, STEPS))
            again.append(walk(terminal, STEPS))
            terminal.leave()
    for what, took in (("shown for the first time", first), ("shown again", again)):
        yield from slowest_of(f"another page, {what}", medians(took, opens=True), size)
    within = medians([*first, *again], opens=False)
    yield from slowest_of("a key within a page", within, size, budget=_FIFTY)


class Pressed(NamedTuple):
    """A key, and how long it took.

    Attributes:
        name: the key and what it does; whether its page was shown for the first time.
        ms: milliseconds until all that it brings stood there, the median of all runs.
        opens: whether another page comes.
    """

    name: str
    ms: float
    opens: bool


def every_key(opened: Callable[[], Terminal], runs: int) -> list[Pressed]:
    """Walk through everything twice in each run, and return each key, the slowest first.

    Args:
        opened: opens the journal, with today on the screen.
        runs: how often.
    """
    walks: dict[str, list[list[float | None]]] = {"the first time": [], "again": []}
    for _ in range(runs):
        with opened() as terminal:
            for took in walks.values():
                took.append(walk(terminal, STEPS))
            terminal.leave()
    found = [
        Pressed(f"{name}, {when}", ms, opens)
        for when, took in walks.items()
        for opens in (True, False)
        for name, ms in medians(took, opens=opens)
    ]
    return sorted(found, key=lambda pressed: -pressed.ms)


def medians(runs: Sequence[Sequence[float | None]], *, opens: bool) -> list[tuple[str, float]]:
    """Return the median of each step, by its name."""
    medians = []
    for step, times in zip(STEPS, zip(*runs, strict=True), strict=True):
        seen = [one for one in times if one is not None]
        if step.opens is opens and seen:
            medians.append((step.name, median(seen)))
    return medians


def slowest_of(
    what: str, medians: Sequence[tuple[str, float]], size: int, *, budget: Budget | None = None
) -> Iterator[Row]:
    """Return two rows: the middle of the medians, and the slowest."""
    middle = median([ms for _, ms in medians])
    yield Row(f"{what}: the middle of {len(medians)}", size, ms=middle, budget=budget)
    name, slowest = max(medians, key=lambda one: one[1])
    yield Row(f"{what}: the slowest ({name})", size, ms=slowest, budget=budget)


def search(opened: Callable[[], Terminal], size: int, runs: int) -> Iterator[Row]:
    """Type words letter by letter into the line of the history.

    Args:
        opened: opens the journal, with today on the screen.
        size: how many entries it holds.
        runs: how often.
    """
    echoed: dict[str, list[float]] = {}
    listed: dict[str, list[float]] = {}
    for _ in range(runs):
        with opened() as terminal:
            terminal.react("h", _HISTORY)
            terminal.react("/", _SLASH)
            # Once is no measurement, only a trial that all of it works.
            for word in TYPED if runs > 1 else TYPED[:2]:
                for end in range(1, len(word) + 1):
                    typed = word[:end]
                    reaction = terminal.react(
                        typed[-1], shows(f"› {typed.rstrip()}"), quiet=_PATIENCE
                    )
                    if reaction.fitted is not None and reaction.complete is not None:
                        echoed.setdefault(typed, []).append(reaction.fitted)
                        listed.setdefault(typed, []).append(reaction.complete)
                terminal.react(_CLEAR, hides(f"› {word}"), quiet=_PATIENCE)
            terminal.leave()
    for what, by_key in (
        ("until the letter stands there", echoed),
        ("until all that fits is listed", listed),
    ):
        by_name = [(f"`{key}`", median(times)) for key, times in by_key.items()]
        yield from slowest_of(f"search as you type, {what}", by_name, size, budget=_FIFTY)
