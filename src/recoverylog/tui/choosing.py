"""What a person chooses on the way to a page for somebody, as one value that a draft can keep.

It holds no more than was chosen: what the parts say comes from the journal each time, and so do
those of its sentences that are chosen; see sharing.remembered.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from recoverylog.journal.shared import FORMS, Form
from recoverylog.journal.supporter import PERIODS, Supporter
from recoverylog.language import _, counted
from recoverylog.sharing import composing, figures, remembered
from recoverylog.sharing.document import NEEDS
from recoverylog.sharing.letter import OFFERED, OWN_WORDS, Material, Section, Ticked
from recoverylog.sharing.remembered import Sentence

__all__ = [
    "DRAFT",
    "FILE_WORDS",
    "FORM_WORDS",
    "Choosing",
    "Sentence",
    "amounts",
    "fields",
    "from_fields",
    "sentences",
    "typed",
]

DRAFT = "share"
"""The name of its draft."""

FORM_WORDS: dict[Form, str] = {
    "page": _("a sealed page"),
    "text": _("text"),
    "markdown": "Markdown",
    "html": "HTML",
    "json": "JSON",
}
"""Each form as it is called, the one that only its reader can open first."""

FILE_WORDS: dict[Form, str] = {
    "page": _("a sealed page"),
    "text": _("a text file"),
    "markdown": _("a Markdown file"),
    "html": _("an HTML file"),
    "json": _("a JSON file"),
}
"""Each form as the file that it is."""

USUAL_DAYS = 30
_NONE_YET = _("none yet")
_PRIVATE = _("kept private")
_NOTHING = _("nothing noted")


_UNTOUCHED: Mapping[Section, tuple[Sentence, ...]] = MappingProxyType({})


class Choosing(NamedTuple):
    """Everything that was chosen.

    Attributes:
        supporter: the id of whom it is for; empty for nobody in particular.
        days: of how many days it tells.
        focus: the id of the focus that it is about; empty for all.
        form: what is handed over.
        need: a key of ``NEEDS``, the person's own words, or empty.
        own_need: their own words for it, which stay while another need is chosen.
        sections: the parts that are ticked.
        sentences: by part those that the person has looked through; other parts hold what the
            journal proposes.
    """

    supporter: str = ""
    days: int = USUAL_DAYS
    focus: str = ""
    form: Form = "page"
    need: str = ""
    own_need: str = ""
    sections: frozenset[Section] = OFFERED
    sentences: Mapping[Section, tuple[Sentence, ...]] = _UNTOUCHED

    def toggled(self, section: Section) -> Choosing:
        """Return the same with one part ticked, or without its tick."""
        return self._replace(sections=self.sections ^ {section})

    def given(self, supporter: Supporter | None) -> Choosing:
        """Return the same for somebody, with the parts and the period that they usually get.

        Where nothing is usual for them, what is offered to all: what was ticked for somebody else
        is for nobody but them. The sentences stay.
        """
        id_ = supporter.id if supporter else ""
        if id_ == self.supporter:
            return self
        usual = supporter.sections if supporter else None
        sections = OFFERED
        if usual is not None:
            sections = frozenset(one for one in Section if one.value in usual)
        days = supporter.days if supporter else None
        return self._replace(supporter=id_, sections=sections, days=days or USUAL_DAYS)

    def saying(self, section: Section, sentences: tuple[Sentence, ...]) -> Choosing:
        """Return the same with other sentences in a part.

        A part is ticked by choosing one of its sentences. One that is off unless it is ticked is
        off again when none is chosen.
        """
        sections = self.sections
        if any(one.on for one in sentences):
            sections |= {section}
        elif section not in OFFERED:
            sections -= {section}
        return self._replace(sections=sections, sentences={**self.sentences, section: sentences})

    def needing(self, said: str) -> Choosing:
        """Return the same with what is needed, one of ``NEEDS`` in its own words or a key."""
        key = next((key for key, words in NEEDS.items() if said == words), said)
        return self._replace(
            need=key,
            own_need=self.own_need if key in {"", *NEEDS} else key,
            sections=self.sections | {Section.NEED} if key else self.sections,
        )

    @property
    def needs(self) -> tuple[str, ...]:
        """All that may be needed, one after the other: nothing said, ``NEEDS``, own words."""
        return ("", *NEEDS, *filter(None, [self.own_need]))

    @property
    def need_key(self) -> str:
        """What is needed in a word or two; empty where that was not said."""
        return self.need if self.need in {"", *NEEDS} else _("own words")

    def ticked(self, material: Material) -> Ticked:
        """Return what goes in, for composing.write."""

        def on(section: Section) -> tuple[str, ...] | None:
            if section not in self.sentences:
                return None
            return tuple(one.text for one in sentences(material, self, section) if one.on)

        return Ticked(
            sections=self.sections,
            need=self.need,
            talk=on(Section.TALK),
            proud=on(Section.PROUD) or (),
            next=on(Section.NEXT) or (),
            notes=on(Section.NOTES),
            gratitude=on(Section.GRATITUDE),
        )


# Sentences ----------------------------------------------------------------------------------


def sentences(material: Material, choosing: Choosing, section: Section) -> tuple[Sentence, ...]:
    """Return the sentences that a part may hold: those looked through, then others proposed.

    What came from the journal and lies outside of the period by now is not among them.
    """
    present = choosing.sentences.get(section)
    proposed = dict.fromkeys(composing.proposed(material, section))
    if present is None:
        on = section in choosing.sections and section is not Section.PROUD
        return tuple(Sentence.of_journal(text, on=on) for text in proposed)
    kept = tuple(remembered.looked_up(present, proposed))
    known = {one.origin for one in kept} | {remembered.key(one.text) for one in kept}
    others = (Sentence.of_journal(text, on=False) for text in proposed)
    return (*kept, *(one for one in others if one.origin not in known))


def typed(choosing: Choosing) -> list[str]:
    """Return the words that came from the person here and stand nowhere in the journal."""
    own = (one.text for said in choosing.sentences.values() for one in said if one.is_typed)
    return [text for text in (choosing.own_need, *own) if text.strip()]


# What each part would hold ------------------------------------------------------------------


def amounts(material: Material, choosing: Choosing) -> dict[Section, str]:
    """Return of each part in a few words what it would hold; private parts say that they are."""
    counted = _counted(material)
    said = {}
    for section in Section:
        if section in OWN_WORDS:
            said[section] = _of_sentences(sentences(material, choosing, section), section, choosing)
        elif section is Section.NEED:
            said[section] = choosing.need_key or _("not said")
        elif section in choosing.sections or section in OFFERED:
            said[section] = counted.get(section, "")
        else:
            said[section] = _PRIVATE
    return said


def _of_sentences(own: tuple[Sentence, ...], section: Section, choosing: Choosing) -> str:
    if not own:
        return _NONE_YET
    on = sum(one.on for one in own) if section in choosing.sections else 0
    return _("{on} of {own}", on=on, own=len(own))


def _counted(material: Material) -> dict[Section, str]:
    found = figures.within(material)
    values = figures.of_days(found)
    kinds = [entry.kind for entry in found]
    numbers = {
        Section.CRAVINGS: kinds.count("craving"),
        Section.CONNECTIONS: kinds.count("connection"),
        Section.HELPED: len(figures.helped(found, material).items),
        Section.PEOPLE: len(figures.people(found, material).items),
        Section.TAGS: len(figures.tags(found, material).items),
        Section.TIMES: kinds.count("craving"),
        Section.AMOUNTS: sum(
            figures.amount_fact(one, "", found, unit=False) is not None for one in material.focuses
        ),
    }
    said = {section: str(number) if number else _NOTHING for section, number in numbers.items()}
    moods = sum(value.mood is not None for value in values.values())
    logged = len({entry.day for entry in found})
    said[Section.MOOD] = _days(moods) if moods else _NOTHING
    said[Section.LOGGED] = (
        _("{logged} of {days}", logged=logged, days=material.days) if logged else _NOTHING
    )
    return said


def _days(number: int) -> str:
    return counted("{n} day", "{n} days", number)


# As a draft ---------------------------------------------------------------------------------


def fields(choosing: Choosing) -> dict[str, Any]:
    """Return what was chosen as a draft keeps it; what was typed for it as ``text`` too."""
    return {
        "kind": DRAFT,
        "supporter": choosing.supporter,
        "days": choosing.days,
        "on": choosing.focus,
        "form": choosing.form,
        "need": choosing.need,
        "own_need": choosing.own_need,
        "sections": [one.value for one in Section if one in choosing.sections],
        "sentences": {
            section.value: [one.row() for one in said]
            for section, said in choosing.sentences.items()
        },
        "text": "\n".join(typed(choosing)),
    }


def from_fields(kept: Mapping[str, Any]) -> Choosing:
    """Return what a draft holds; what cannot be read is as it would be without."""

    def text(name: str) -> str:
        value = kept.get(name)
        return value if isinstance(value, str) else ""

    days, form, plain = kept.get("days"), kept.get("form"), Choosing()
    said = kept.get("sentences")
    listed = said if isinstance(said, Mapping) else {}
    read = {one: remembered.read(listed.get(one.value)) for one in Section if one in OWN_WORDS}
    ticked, need = kept.get("sections"), text("need")
    return Choosing(
        supporter=text("supporter"),
        days=days if isinstance(days, int) and days in PERIODS else plain.days,
        focus=text("on"),
        form=next((one for one in FORMS if one == form), plain.form),
        need=need,
        own_need=text("own_need") or ("" if need in NEEDS else need),
        sections=frozenset(one for one in Section if one.value in ticked)
        if isinstance(ticked, list)
        else plain.sections,
        sentences={section: rows for section, rows in read.items() if rows is not None},
    )
