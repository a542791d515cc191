"""The page that a person hands over, composed from what they ticked and from nothing else.

A part that was not ticked is never read: composed of other notes, use days or names, the page
would be the same. It is kept to one printed sheet, and says what stayed behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from recoverylog.insights.wording.dates import span_words
from recoverylog.insights.wording.figures import counting_line
from recoverylog.journal.entry import CheckIn, Gratitude, Note
from recoverylog.journal.text import one_line
from recoverylog.sharing import figures, paper
from recoverylog.sharing.document import NEEDS, Asked, Chart, Document, Facts, Items, Words
from recoverylog.sharing.initials import called
from recoverylog.sharing.letter import NAMES, OFFERED, OWN_WORDS, Section
from recoverylog.sharing.wrap import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoverylog.sharing.document import Block, Fact
    from recoverylog.sharing.letter import Material, Ticked

MOST_FOCUSES = 3
"""How many focuses a page tells of; the others stay in the journal."""

_MOST_NEED = 80
_HEADINGS = {
    Section.PROUD: "A moment I am proud of",
    Section.NEXT: "Agreed next steps",
    Section.GRATITUDE: "Grateful for",
    Section.NOTES: "From my notes",
}
_NO_REPORT = "This is not a clinical report."
_BY_CALENDAR = "Time in recovery is counted by the calendar from the day that I chose."
_OWN_WORDS = "My own words stand as I wrote them; nothing looked through them for names or details."
_LONGER = "Where a sentence ends in …, more of it stays with me."


class _Room(NamedTuple):
    """How much goes in at most: items of a list, sentences of own words, columns of each."""

    items: int
    sentences: int
    columns: int


_ROOMS = (
    _Room(6, 6, 280),
    _Room(5, 5, 280),
    _Room(4, 4, 240),
    _Room(3, 4, 220),
    _Room(3, 3, 200),
    _Room(3, 3, 160),
    _Room(2, 2, 140),
    _Room(2, 2, 110),
    _Room(2, 1, 90),
    _Room(1, 1, 60),
    _Room(1, 1, 30),
)
"""From the widest to the narrowest; the first with which all fits on one sheet is taken."""


def write(material: Material, ticked: Ticked) -> Document:
    """Return the page as a value that every form is rendered from.

    Args:
        material: what the journal knows of the period.
        ticked: what goes in.

    Raises:
        ValueError: a period of no days.
    """
    if material.days < 1:
        raise ValueError("a page covers at least one day")
    for room in _ROOMS[:-1]:
        document = _composed(material, ticked, room)
        if paper.height(document) <= paper.SHEET:
            return document
    return _composed(material, ticked, _ROOMS[-1])


def proposed(material: Material, section: Section) -> tuple[str, ...]:
    """Return the sentences of the journal that a person may choose from for a section.

    Of what to talk about, notes and gratitude they stand on the page where the person ticked
    the section and changed nothing; a moment to be proud of is only ever chosen, and next steps
    only ever written.
    """
    found = figures.within(material)
    if section is Section.TALK:
        return _said(note.text for note in material.asks)
    if section is Section.PROUD:
        return _said(thing for one in found if isinstance(one, CheckIn) for thing in one.good)
    if section is Section.GRATITUDE:
        return _said(one.text for one in found if isinstance(one, Gratitude))
    if section is Section.NOTES:
        # A note with a reason was meant as a craving or a use, and may hold their marks.
        notes = (one for one in found if isinstance(one, Note))
        return _said(one.text for one in notes if not one.ask and one.reason is None)
    return ()


def _said(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(line for line in map(one_line, texts) if line)


def own_words(material: Material, ticked: Ticked, section: Section) -> tuple[str, ...]:
    """Return the sentences of a section as they would stand with room for all of them."""
    if section not in ticked.sections:
        return ()
    if section is Section.PROUD:
        return _said(iter(ticked.proud))
    if section is Section.NEXT:
        return _said(iter(ticked.next))
    chosen = {
        Section.TALK: ticked.talk,
        Section.NOTES: ticked.notes,
        Section.GRATITUDE: ticked.gratitude,
    }[section]
    return proposed(material, section) if chosen is None else _said(iter(chosen))


def _composed(material: Material, ticked: Ticked, room: _Room) -> Document:
    """Return the page with lists and sentences cut to ``room``."""
    talk = own_words(material, ticked, Section.TALK)
    need = ticked.need if Section.NEED in ticked.sections else ""
    blocks = [*_figures(material, ticked, room), *_words(material, ticked, room)]
    supporter = material.supporter
    document = Document(
        title=f"For {called(supporter)}" if supporter else "A page from my journal",
        period=_period(material),
        asked=Asked(_short(talk, room), NEEDS.get(need) or cut(one_line(need), _MOST_NEED)),
        blocks=tuple(blocks),
    )
    return msgspec.structs.replace(
        document, closing=tuple(_closing(material, ticked, document, room))
    )


def _period(material: Material) -> str:
    span = span_words(material.first, material.last)
    return span if material.days == 1 else f"{span}, {material.days} days"


def _short(sentences: Sequence[str], room: _Room) -> tuple[str, ...]:
    """Return the first sentences, each cut to the room that it has."""
    return tuple(cut(one, room.columns) for one in sentences[: room.sentences])


def _figures(material: Material, ticked: Ticked, room: _Room) -> Iterator[Block]:
    """Yield facts, charts and lists."""
    facts = tuple(_facts(material, ticked))
    if facts:
        yield Facts(facts)
    on, found = ticked.sections, figures.within(material)
    values = figures.of_days(found)
    charts = [
        figures.chart("mood", values, material) if Section.MOOD in on else None,
        figures.chart("craving", values, material) if Section.CRAVINGS in on else None,
    ]
    yield from (one for one in charts if isinstance(one, Chart))
    lists = [
        figures.helped(found) if Section.HELPED in on else None,
        figures.people(found, material) if Section.PEOPLE in on else None,
        figures.tags(found) if Section.TAGS in on else None,
        figures.part_times(found) if Section.TIMES in on else None,
    ]
    for one in lists:
        if one and one.items:
            yield Items(one.heading, tuple(cut(item, 60) for item in one.items[: room.items]))


def _facts(material: Material, ticked: Ticked) -> Iterator[Fact]:
    """Yield the single figures: of each focus, then of the days."""
    on, found = ticked.sections, figures.within(material)
    values = figures.of_days(found)
    shown = material.focuses[:MOST_FOCUSES]
    titles = figures.titles(shown, labels=Section.FOCUS in on)
    for one, title in zip(shown, titles, strict=True):
        if Section.TIME in on:
            yield figures.time_fact(one, title, material.last)
        if Section.USE_DAYS in on:
            yield from figures.use_facts(one, title, material)
        amount = figures.amount_fact(one, title, found) if Section.AMOUNTS in on else None
        if amount:
            yield amount
    if Section.LOGGED in on:
        yield figures.logged_fact(found, material.days)
    if Section.CRAVINGS in on:
        yield from figures.craving_facts(found, values)
    if Section.MOOD in on:
        yield figures.mood_fact(values)
    if Section.CONNECTIONS in on:
        yield figures.connections_fact(found)


def _words(material: Material, ticked: Ticked, room: _Room) -> Iterator[Block]:
    """Yield the sentences of the person's own, but for what to talk about."""
    for section, heading in _HEADINGS.items():
        sentences = _short(own_words(material, ticked, section), room)
        if sentences:
            yield Words(heading, sentences)


def _closing(material: Material, ticked: Ticked, document: Document, room: _Room) -> Iterator[str]:
    """Yield how days are counted, what stayed behind, and what this page is not."""
    on, focuses = ticked.sections, material.focuses[:MOST_FOCUSES]
    if focuses and Section.USE_DAYS in on:
        countings = dict.fromkeys(one.figures.counting for one in focuses)
        if len(countings) == 1:
            yield counting_line(next(iter(countings)))
        else:
            titles = figures.titles(focuses, labels=Section.FOCUS in on)
            for one, title in zip(focuses, titles, strict=True):
                yield f"{title.removeprefix(', ')}: {counting_line(one.figures.counting)}"
    if focuses and Section.TIME in on:
        yield _BY_CALENDAR
    behind = [NAMES[one] for one in Section if one not in on and one not in OFFERED]
    if behind:
        yield f"Left out: {'; '.join(behind)}."
    yield from _more(material, ticked, room)
    if _speaks(document):
        yield _OWN_WORDS
    yield _NO_REPORT


def _more(material: Material, ticked: Ticked, room: _Room) -> Iterator[str]:
    """Yield what would not have fitted on one sheet."""
    over = len(material.focuses) - MOST_FOCUSES
    if over > 0:
        yield _staying(over, "focus", "focuses")
    sections = [one for one in Section if one in OWN_WORDS]
    whole = {one: own_words(material, ticked, one) for one in sections}
    left = sum(max(0, len(own) - room.sentences) for own in whole.values())
    if left:
        yield f"To keep to one sheet, {_staying(left, 'sentence of mine', 'sentences of mine')}"
    if any(_short(own, room) != own[: room.sentences] for own in whole.values()):
        yield _LONGER


def _staying(number: int, one: str, several: str) -> str:
    return f"1 {one} stays with me." if number == 1 else f"{number} {several} stay with me."


def _speaks(document: Document) -> bool:
    """Return whether a word of the person's own is on the page."""
    return bool(
        document.asked.talk
        or document.asked.need not in {"", *NEEDS.values()}
        or any(isinstance(block, Words | Items) for block in document.blocks)
    )
