"""The page that a person hands over, composed from what they ticked and from nothing else.

A part that was not ticked is never read: composed of other notes, use days or names, the page
would be the same. It is kept to one printed sheet, and says what stayed behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from recoverylog.insights.wording.dates import span_words
from recoverylog.insights.wording.figures import counting_line
from recoverylog.journal import terms
from recoverylog.journal.entry import CheckIn, Gratitude, Note
from recoverylog.journal.text import inert_line
from recoverylog.language import _, counted
from recoverylog.sharing import figures, paper
from recoverylog.sharing.document import NEEDS, Asked, Chart, Document, Fact, Facts, Items, Words
from recoverylog.sharing.initials import called
from recoverylog.sharing.letter import OFFERED, OWN_WORDS, Section, part_names
from recoverylog.sharing.wrap import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from recoverylog.insights.report import FocusFigures
    from recoverylog.insights.series import DayValue
    from recoverylog.journal.entry import AnyEntry
    from recoverylog.sharing.document import Block
    from recoverylog.sharing.letter import Material, Ticked

_MOST_NEED = 80
_MOST_ROLE = 40
_MOST_ITEM = 60
_HEADINGS = {
    Section.PROUD: _("A moment I am proud of"),
    Section.NEXT: _("Agreed next steps"),
    Section.GRATITUDE: _("Grateful for"),
    Section.NOTES: _("From my notes"),
}
_NO_REPORT = _("This is not a clinical report.")
_OWN_WORDS = _(
    "My own words stand as I wrote them; nothing looked through them for names or details."
)
_LONGER = _("Where a sentence ends in …, more of it stays with me.")
_FREQUENT = _("Lists hold what was most frequent, and not all of it.")
_NO_LISTS = _("Lists had no room on one sheet, and stay with me.")
_DAY_BY_DAY = _("A chart holds the value of each of its days; as text it is drawn as bars.")


class _Room(NamedTuple):
    """How much goes in at most: focuses, asks, items of a list, other sentences, their columns."""

    focuses: int
    talk: int
    items: int
    sentences: int
    columns: int


class _Parts(NamedTuple):
    """All that was ticked, whole, each with its section: the facts of each focus, and so on."""

    of_focuses: list[list[tuple[Section, Fact]]]
    of_days: list[tuple[Section, Fact]]
    drawn: tuple[tuple[Section, Chart | Items], ...]
    words: dict[Section, tuple[str, ...]]


class Composed(NamedTuple):
    """A page, and what is on it.

    Attributes:
        document: the value that every form is rendered from.
        sections: those that say something on it, in the order in which it is read.
    """

    document: Document
    sections: tuple[Section, ...]


_ROOMS = (
    _Room(3, 6, 6, 6, 280),
    _Room(3, 5, 5, 5, 280),
    _Room(3, 5, 5, 4, 240),
    _Room(3, 4, 4, 4, 220),
    _Room(3, 4, 4, 3, 200),
    _Room(3, 4, 3, 3, 160),
    _Room(3, 3, 3, 2, 160),
    _Room(3, 3, 3, 2, 120),
    _Room(3, 3, 3, 2, 90),
    _Room(3, 3, 2, 1, 120),
    _Room(3, 2, 2, 1, 90),
    _Room(2, 2, 2, 1, 80),
    _Room(2, 2, 1, 1, 60),
    _Room(1, 2, 1, 1, 60),
    _Room(1, 1, 0, 1, 30),
)
"""From the widest to the narrowest; the first with which all fits on one sheet is taken."""


def write(material: Material, ticked: Ticked) -> Document:
    """Return the page as a value that every form is rendered from; see :func:`compose`."""
    return compose(material, ticked).document


def compose(material: Material, ticked: Ticked) -> Composed:
    """Return the page, and which sections are really on it.

    Args:
        material: what the journal knows of the period.
        ticked: what goes in.

    Raises:
        ValueError: a period of no days.
    """
    if material.days < 1:
        raise ValueError("a page covers at least one day")
    if Section.FOCUS not in ticked.sections:
        # That there is another one is the person's own to say.
        material = material._replace(focuses=material.focuses[:1])
    found = figures.within(material)
    values = figures.of_days(found)
    parts = _Parts(
        _facts_of_focuses(material, ticked, found),
        list(_of_days(material, ticked, found, values)),
        tuple(_drawn(material, ticked, found, values)),
        {one: own_words(material, ticked, one) for one in Section if one in OWN_WORDS},
    )
    for room in _ROOMS[:-1]:
        composed = _composed(material, ticked, parts, room)
        if paper.height(composed.document) <= paper.SHEET:
            return composed
    return _composed(material, ticked, parts, _ROOMS[-1])


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
    return tuple(line for line in map(inert_line, texts) if line)


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


def _composed(material: Material, ticked: Ticked, parts: _Parts, room: _Room) -> Composed:
    """Return the page with lists and sentences cut to ``room``."""
    need = ticked.need if Section.NEED in ticked.sections else ""
    supporter = material.supporter
    document = Document(
        title=_("For {supporter}", supporter=cut(called(supporter), _MOST_ROLE))
        if supporter
        else _("A page from my journal"),
        period=_period(material),
        asked=Asked(
            _short(parts.words[Section.TALK], room.talk, room),
            NEEDS.get(need) or cut(inert_line(need), _MOST_NEED),
        ),
        blocks=tuple(_blocks(parts, room)),
    )
    closing = _closing(material, ticked, document, parts, room)
    on = set(_sections(document, ticked, parts, room))
    return Composed(
        msgspec.structs.replace(document, closing=tuple(closing)),
        tuple(one for one in Section if one in on),
    )


def _sections(document: Document, ticked: Ticked, parts: _Parts, room: _Room) -> Iterator[Section]:
    """Yield the sections that say something on the page, some of them more than once."""
    if document.asked.talk:
        yield Section.TALK
    if document.asked.need:
        yield Section.NEED
    for own in parts.of_focuses[: room.focuses]:
        yield from (section for section, _ in own)
        if own and Section.FOCUS in ticked.sections:
            # The name stands in the label of each figure.
            yield Section.FOCUS
    yield from (section for section, _ in parts.of_days)
    for section, one in parts.drawn:
        if isinstance(one, Chart) or (one.items and room.items):
            yield section
    for section in _HEADINGS:
        if parts.words[section] and room.sentences:
            yield section


def _period(material: Material) -> str:
    span = span_words(material.first, material.last)
    return span if material.days == 1 else _("{span}, {days} days", span=span, days=material.days)


def _short(sentences: Sequence[str], most: int, room: _Room) -> tuple[str, ...]:
    """Return the first sentences, each cut to the room that it has."""
    return tuple(cut(one, room.columns) for one in sentences[:most])


def _blocks(parts: _Parts, room: _Room) -> Iterator[Block]:
    """Yield facts, charts, lists and the sentences of the person's own."""
    of_focuses = (told for own in parts.of_focuses[: room.focuses] for told in own)
    facts = tuple(fact for _, fact in (*of_focuses, *parts.of_days))
    if facts:
        yield Facts(facts)
    for __, one in parts.drawn:
        if isinstance(one, Chart):
            yield one
        elif one.items and room.items:
            yield Items(
                one.heading, tuple(cut(item, _MOST_ITEM) for item in one.items[: room.items])
            )
    for section, heading in _HEADINGS.items():
        sentences = _short(parts.words[section], room.sentences, room)
        if sentences:
            yield Words(heading, sentences)


def _drawn(
    material: Material,
    ticked: Ticked,
    found: Sequence[AnyEntry],
    values: Mapping[date, DayValue],
) -> Iterator[tuple[Section, Chart | Items]]:
    """Yield charts and lists, whole."""
    on = ticked.sections
    mood = figures.chart("mood", values, material) if Section.MOOD in on else None
    craving = figures.chart("craving", values, material) if Section.CRAVINGS in on else None
    if mood:
        yield Section.MOOD, mood
    if craving:
        yield Section.CRAVINGS, craving
    if Section.HELPED in on:
        yield Section.HELPED, figures.helped(found, material)
    if Section.PEOPLE in on:
        yield Section.PEOPLE, figures.people(found, material)
    if Section.TAGS in on:
        yield Section.TAGS, figures.tags(found, material)
    if Section.TIMES in on:
        yield Section.TIMES, figures.part_times(found)


def _facts_of_focuses(
    material: Material, ticked: Ticked, found: Sequence[AnyEntry]
) -> list[list[tuple[Section, Fact]]]:
    """Return the single figures of each focus."""
    titles = figures.titles(material.focuses, labels=Section.FOCUS in ticked.sections)
    of_focuses = zip(material.focuses, titles, strict=True)
    return [list(_of_focus(one, title, material, ticked, found)) for one, title in of_focuses]


def _of_focus(
    one: FocusFigures,
    title: str,
    material: Material,
    ticked: Ticked,
    found: Sequence[AnyEntry],
) -> Iterator[tuple[Section, Fact]]:
    on = ticked.sections
    if Section.FOCUS in on and not on & {Section.TIME, Section.USE_DAYS}:
        yield Section.FOCUS, Fact(terms.chosen().time.of, title.removeprefix(", "))
    if Section.TIME in on:
        yield Section.TIME, figures.time_fact(one, title, material.last)
    if Section.USE_DAYS in on:
        yield from ((Section.USE_DAYS, fact) for fact in figures.use_facts(one, title, material))
    if Section.AMOUNTS in on:
        # What it is counted in tells what it is: cigarettes, euros.
        amount = figures.amount_fact(one, title, found, unit=Section.FOCUS in on)
        if amount:
            yield Section.AMOUNTS, amount


def _of_days(
    material: Material,
    ticked: Ticked,
    found: Sequence[AnyEntry],
    values: Mapping[date, DayValue],
) -> Iterator[tuple[Section, Fact]]:
    on = ticked.sections
    if Section.LOGGED in on:
        yield Section.LOGGED, figures.logged_fact(found, material.days)
    if Section.CRAVINGS in on:
        yield from ((Section.CRAVINGS, fact) for fact in figures.craving_facts(found, values))
    if Section.MOOD in on:
        yield Section.MOOD, figures.mood_fact(values)
    if Section.CONNECTIONS in on:
        yield Section.CONNECTIONS, figures.connections_fact(found)


def _closing(
    material: Material, ticked: Ticked, document: Document, parts: _Parts, room: _Room
) -> Iterator[str]:
    """Yield how days are counted, what stayed behind, and what this page is not."""
    on, focuses = ticked.sections, material.focuses[: room.focuses]
    if focuses and Section.USE_DAYS in on:
        countings = dict.fromkeys(one.figures.counting for one in focuses)
        if len(countings) == 1:
            yield counting_line(next(iter(countings)))
        else:
            titles = figures.titles(material.focuses, labels=Section.FOCUS in on)
            for one, title in zip(focuses, titles, strict=False):
                yield f"{title.removeprefix(', ')}: {counting_line(one.figures.counting)}"
    if focuses and Section.TIME in on:
        yield terms.chosen().time.by_calendar
    called = part_names()
    behind = [called[one] for one in Section if one not in on and one not in OFFERED]
    if behind:
        others = "" if on >= OFFERED else _(", among other things")
        yield _("Left out{others}: {behind}.", others=others, behind="; ".join(behind))
    if any(isinstance(block, Chart) for block in document.blocks):
        yield _DAY_BY_DAY
    yield from _more(len(material.focuses), parts, room)
    if _speaks(document):
        yield _OWN_WORDS
    yield _NO_REPORT


def _more(focuses: int, parts: _Parts, room: _Room) -> Iterator[str]:
    """Yield what would not have fitted on one sheet."""
    if focuses > room.focuses:
        yield counted(
            "{n} focus stays with me.", "{n} focuses stay with me.", focuses - room.focuses
        )
    left, is_longer = 0, False
    for section, whole in parts.words.items():
        most = room.talk if section is Section.TALK else room.sentences
        left += max(0, len(whole) - most)
        is_longer = is_longer or _short(whole, most, room) != whole[:most]
    if left:
        yield counted(
            "To keep to one sheet, {n} sentence of mine stays with me.",
            "To keep to one sheet, {n} sentences of mine stay with me.",
            left,
        )
    if is_longer:
        yield _LONGER
    lists = [one for _, one in parts.drawn if isinstance(one, Items)]
    if any(len(one.items) > room.items for one in lists):
        yield _FREQUENT if room.items else _NO_LISTS


def _speaks(document: Document) -> bool:
    """Return whether a word of the person's own is on the page."""
    return bool(
        document.asked.talk
        or document.asked.need not in {"", *NEEDS.values()}
        or any(isinstance(block, Words | Items) for block in document.blocks)
    )
