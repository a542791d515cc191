"""What a page holds, and above all what it never holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoverylog.journal.entry import AnyEntry, changed
from recoverylog.journal.supporter import PERIODS, Supporter
from recoverylog.sharing import composing, forms, paper, sealed_page, text
from recoverylog.sharing.document import Chart, Document, Facts, Items, Words, values
from recoverylog.sharing.letter import OFFERED, OWN_WORDS, Section, Ticked, part_names
from tests.sharing import page_twin
from tests.sharing.invented_letter import (
    ALCOHOL,
    FRIEND,
    GAMBLING,
    LAST,
    SPONSOR,
    ask,
    entry,
    focus_figures,
    material,
    month,
)

EVERY = frozenset(Section)
sections = st.frozensets(st.sampled_from(list(Section)))
OWN = Ticked(
    need="listen",
    proud=("I left the party at ten.",),
    next=("Wednesday group at half past seven.", "Call on Sunday at six."),
)


def facts(document: Document) -> dict[str, tuple[str, str]]:
    found = [block for block in document.blocks if isinstance(block, Facts)]
    return {one.label: (one.value, one.note) for block in found for one in block.facts}


def lists(document: Document) -> dict[str, tuple[str, ...]]:
    return {one.heading: one.items for one in document.blocks if isinstance(one, Items)}


def words(document: Document) -> dict[str, tuple[str, ...]]:
    return {one.heading: one.sentences for one in document.blocks if isinstance(one, Words)}


# --- what is there


def test_the_question_stands_first_and_the_parts_in_their_order() -> None:
    document = composing.write(material(), OWN)
    assert document.title == "For my sponsor"
    assert document.period == "24 October to 22 November 2026, 30 days"
    assert document.asked.talk[1] == "Whether to tell my brother before the wedding."
    assert document.asked.need == "Someone to listen"
    kinds = [getattr(block, "heading", "") or type(block).__name__ for block in document.blocks]
    assert kinds == [
        *("Facts", "Chart", "Chart"),
        *("What helped", "A moment I am proud of", "Agreed next steps"),
    ]


def test_the_figures_are_those_of_the_period() -> None:
    found = facts(composing.write(material(), OWN))
    assert found == {
        "in recovery": ("6 months and 8 days", "since 14 May 2026"),
        "logged": ("25 of 30 days", "24 check-ins"),
        "cravings": ("10 noted", "on 10 days"),
        "strongest craving of a day, on average": ("2.2 of 10", "24 days"),
        "mood, on average": ("5.5 of 10", "24 days"),
        "time with people": ("6 times", "on 6 days"),
    }


def test_use_days_amounts_and_names_are_told_only_where_ticked() -> None:
    ticked = OWN._replace(sections=OFFERED | {Section.USE_DAYS, Section.AMOUNTS, Section.FOCUS})
    found = facts(composing.write(material(), ticked))
    assert found["free, alcohol"] == ("28 of 30 days", "")
    assert found["with use, alcohol"] == ("2 days", "3 and 11 November 2026")
    assert found["this run of free days, alcohol"] == ("11 days", "longest 173")
    assert found["amount noted, alcohol"] == ("5 drinks", "noted twice")
    plain = composing.write(material(), OWN)
    assert "use" not in " ".join(facts(plain))
    assert any(
        line.startswith("Left out: free days and use days; amounts") for line in plain.closing
    )


def test_how_many_focuses_there_are_is_told_only_with_them() -> None:
    several = tuple(msgspec.structs.replace(ALCOHOL, id=str(n) * 32) for n in range(5))
    told = composing.write(material(focuses=several), Ticked(frozenset({Section.MOOD})))
    assert "focus" not in " ".join(told.closing).replace("what I am in recovery from", "")
    on = frozenset({Section.TIME, Section.USE_DAYS})
    told = composing.write(material(focuses=several), Ticked(on))
    assert told == composing.write(material(focuses=several[:1]), Ticked(on))
    told = composing.write(material(focuses=several), Ticked(on | {Section.FOCUS}))
    assert "2 focuses stay with me." in told.closing


def test_what_is_left_out_is_all_of_it_or_said_not_to_be() -> None:
    (line,) = (one for one in composing.write(material(), OWN).closing if "Left out" in one)
    assert line.startswith("Left out: ")
    less = OWN._replace(sections=OFFERED - {Section.MOOD})
    (line,) = (one for one in composing.write(material(), less).closing if "Left out" in one)
    assert line.startswith("Left out, among other things: ")


def test_an_amount_says_on_how_much_it_rests_and_in_what_only_with_the_focus() -> None:
    uses = [entry("use", back, focus=ALCOHOL.id, amount=amount)
            for back, amount in ((1, 2.0), (2, None), (3, 1.5))]  # fmt: skip
    given_ = material(entries=tuple(uses))
    alone = facts(composing.write(given_, Ticked(frozenset({Section.AMOUNTS}))))
    assert alone == {"amount noted": ("3.5 in all", "noted twice, not noted once")}


def test_a_supporter_who_helped_is_called_as_everywhere_on_the_page() -> None:
    entries = (
        entry("craving", 1, craving=5, helped=("called theo marlow", "lena’s tea", "walk")),
        entry("craving", 2, craving=5, helped=("Theo",), tags=("Lena Fischer",)),
    )
    on = frozenset({Section.HELPED, Section.TAGS})
    text_form = text.render(composing.write(material(entries=entries), Ticked(on)))
    for name in ("theo", "marlow", "lena", "fischer"):
        assert name not in text_form.casefold()
    assert "called my sponsor, once" in text_form
    assert "walk, once" in text_form


def test_the_sections_are_those_that_are_really_there() -> None:
    whole = composing.compose(material(), Ticked(EVERY, need="listen"))
    named = set(whole.sections)
    assert {Section.TALK, Section.NEED, Section.HELPED, Section.FOCUS, Section.USE_DAYS} <= named
    assert not named & {Section.PROUD, Section.NEXT}, "nothing was written for these"
    assert list(whole.sections) == [one for one in Section if one in named]
    assert composing.compose(material(), Ticked(frozenset())).sections == ()


def test_lists_that_have_no_room_are_not_said_to_be_there() -> None:
    long = tuple(f"{number} {'sentence ' * 40}" for number in range(9))
    ticked = Ticked(EVERY, need="x" * 80, talk=long, proud=long, next=long, notes=long)
    labelled = (msgspec.structs.replace(one, label="m" * 24) for one in (ALCOHOL, GAMBLING))
    given_ = material(focuses=(*labelled, ALCOHOL))
    made = composing.compose(given_, ticked._replace(gratitude=long))
    lists = {Section.HELPED, Section.TAGS, Section.PEOPLE, Section.TIMES}
    there = any(isinstance(block, Items) for block in made.document.blocks)
    assert bool(lists & set(made.sections)) == there
    assert ("Lists had no room on one sheet, and stay with me." in made.document.closing) != there


def test_days_not_confirmed_and_not_logged_are_neither_free_nor_used() -> None:
    entries = (
        entry("note", 1),
        entry("note", 2),
        entry("use", 2, focus=GAMBLING.id, confirmed=False),
    )
    given_ = material(entries=entries, focuses=(GAMBLING,))
    found = facts(composing.write(given_, Ticked(EVERY)))
    assert found["free, gambling"] == ("1 of 2 logged days", "1 not confirmed; 18 not logged")
    assert "with use, gambling" not in found


def test_people_are_letters_or_roles() -> None:
    document = composing.write(material(), Ticked(frozenset({Section.PEOPLE})))
    assert lists(document) == {"Time with": ("A., 6 times", "my sponsor, 6 times")}
    for_friend = composing.write(material(supporter=FRIEND), Ticked(frozenset()))
    assert for_friend.title == "For L. F."
    assert composing.write(material(supporter=None), Ticked()).title == "A page from my journal"


def test_times_and_tags_are_those_of_cravings() -> None:
    entries = (
        entry("craving", 1, craving=5, tags=("Kitchen",), hour=21),
        entry("craving", 2, craving=5, tags=("kitchen", "payday"), hour=22),
        entry("craving", 2, craving=5, hour=3),
        entry("mood", 3, mood=5, tags=("elsewhere",), hour=12),
    )
    found = lists(composing.write(material(entries=entries), Ticked(EVERY)))
    # The earlier day is the one that wrote it first.
    assert found["What cravings came with"] == ("kitchen, twice", "payday, once")
    assert found["Cravings by time of day"] == ("20:00 to 24:00, twice", "00:00 to 04:00, once")


def test_nothing_noted_is_said_kindly_and_never_leads_with_a_nought() -> None:
    document = composing.write(material(entries=(), asks=()), Ticked(EVERY))
    found = facts(document)
    assert found["logged"] == ("nothing yet", "")
    assert found["cravings"] == ("none noted", "")
    assert found["mood"] == ("not noted", "")
    assert found["time with people"] == ("not noted", "")
    assert not any(value.startswith("0") for value, _ in found.values())
    assert [type(block) for block in document.blocks] == [Facts]


def test_fewer_than_three_days_are_counted_and_not_averaged_or_drawn() -> None:
    entries = tuple(entry("mood", back, mood=5) for back in (1, 2))
    document = composing.write(material(entries=entries), Ticked())
    assert facts(document)["mood"] == ("noted on 2 days", "too few for a mean")
    assert not any(isinstance(block, Chart) for block in document.blocks)


def test_recovery_may_begin_today_or_later() -> None:
    for back, value in ((0, "from today"), (-3, "from 25 November 2026")):
        focus = msgspec.structs.replace(ALCOHOL, since=LAST - timedelta(days=back))
        found = facts(composing.write(material(focuses=(focus,), entries=()), Ticked(EVERY)))
        assert found["in recovery, alcohol"][0] == value


@pytest.mark.parametrize("days", PERIODS)
def test_a_chart_has_a_place_for_every_day_of_the_period(days: int) -> None:
    document = composing.write(material(days=days), Ticked())
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    assert [len(one.values) for one in charts] == [days, days]
    assert charts[0].measure == "mood"
    assert (charts[0].first, charts[0].last) == (LAST - timedelta(days=days - 1), LAST)


def test_a_period_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        composing.write(material(days=0), Ticked())


# --- own words


def test_what_the_person_changed_stands_in_place_of_what_was_written() -> None:
    ticked = Ticked(EVERY, talk=("Only this.",), notes=(), gratitude=("The sea.",))
    document = composing.write(material(), ticked)
    assert document.asked.talk == ("Only this.",)
    assert words(document) == {"Grateful for": ("The sea.",)}


def test_a_moment_and_next_steps_are_only_ever_chosen() -> None:
    document = composing.write(material(), Ticked())
    assert words(document) == {}
    assert composing.proposed(material(), Section.PROUD) == (
        "I left the party at ten and walked home with Lena’s dog.",
    )
    assert composing.proposed(material(), Section.NEXT) == ()


def test_a_note_that_was_meant_as_something_else_is_not_proposed() -> None:
    entries = (entry("note", 1, text="used 3", reason="no such focus"), entry("note", 1, text=" "))
    assert composing.proposed(material(entries=entries), Section.NOTES) == ()


def test_own_words_are_said_to_stand_as_they_were_written() -> None:
    said = "My own words stand as I wrote them"
    with_words = composing.write(material(), OWN)
    without = composing.write(material(), Ticked(frozenset({Section.MOOD}), need="advice"))
    assert any(line.startswith(said) for line in with_words.closing)
    assert not any(line.startswith(said) for line in without.closing)
    assert with_words.closing[-1] == without.closing[-1] == "This is not a clinical report."


def test_ways_of_counting_are_named_with_the_free_days() -> None:
    ticked = Ticked(frozenset({Section.USE_DAYS, Section.FOCUS}))
    document = composing.write(material(focuses=(ALCOHOL, GAMBLING)), ticked)
    assert document.closing[0].startswith("alcohol: A day counts as free unless")
    assert document.closing[1].startswith("gambling: A day counts as free if something")


# --- one sheet


def test_what_does_not_fit_stays_and_that_is_said() -> None:
    asks = tuple(ask(f"Question {number}?", number) for number in range(1, 10))
    document = composing.write(material(asks=asks), Ticked())
    assert len(document.asked.talk) == 6
    assert "To keep to one sheet, 3 sentences of mine stay with me." in document.closing


@given(
    st.integers(0, 12),
    st.sampled_from(["Call.", "Lorem ipsum dolor sit amet. " * 12, "田中" * 200, "A B C " * 90]),
    sections,
    st.integers(1, 4),
)
@settings(max_examples=60, deadline=None)
def test_it_never_takes_more_than_a_sheet_and_a_chat_message(
    number: int, text: str, on: frozenset[Section], count: int
) -> None:
    entries = month() + tuple(entry("note", back, text=text) for back in range(number))
    focuses = tuple(
        msgspec.structs.replace(ALCOHOL, id=f"{each:032x}", label=f"{each} a longer name here")
        for each in range(count)
    )
    given_ = material(entries=entries, focuses=focuses, asks=(ask(text),) * number)
    ticked = Ticked(on, need=text, proud=(text,) * number, next=(text,) * number)
    document = composing.write(given_, ticked)
    assert paper.height(document) <= paper.SHEET
    assert len(forms.content(document, "text").decode()) <= 3500


# --- what was not ticked


CANARIES: dict[str, Section | None] = {
    # Of people and of what names nothing that a page holds: never.
    **dict.fromkeys(
        ("moodtext", "cravingtext", "connectiontext", "usetext", "checktext", "good", "reason"),
        None,
    ),
    **dict.fromkeys(("reasontext", "othertag", "focusword", "whenwords", "source"), None),
    **dict.fromkeys(("personname", "supportername", "reach", "friendname", "friendrole"), None),
    "note": Section.NOTES,
    "gratitude": Section.GRATITUDE,
    "ask": Section.TALK,
    "tag": Section.TAGS,
    "helped": Section.HELPED,
    "label": Section.FOCUS,
    "need": Section.NEED,
    "proud": Section.PROUD,
    "next": Section.NEXT,
}


def canary(name: str) -> str:
    return f"zq{name}qz"


def singing() -> Any:
    """Return a month in which every field of text holds a canary of its own."""
    c = canary
    common = {"focus_word": c("focusword"), "when_words": c("whenwords"), "source": c("source")}
    entries = [
        entry("mood", 1, mood=5, text=c("moodtext"), tags=(c("othertag"),), **common),
        entry(
            "craving", 1, craving=5, text=c("cravingtext"), tags=(c("tag"),), helped=(c("helped"),)
        ),
        entry("connection", 2, people=(c("personname"), c("friendname")), text=c("connectiontext")),
        entry("use", 3, focus=ALCOHOL.id, amount=7777.25, text=c("usetext"), tags=(c("othertag"),)),
        entry(
            "check_in",
            4,
            mood=4,
            sleep=7.123,
            halt=("angry",),
            good=(c("good"),),
            text=c("checktext"),
        ),
        entry("note", 5, text=c("note"), people=(c("personname"),)),
        entry("note", 5, text=c("reasontext"), reason=c("reason")),
        entry("gratitude", 6, text=c("gratitude"), tags=(c("othertag"),)),
    ]
    focus = msgspec.structs.replace(ALCOHOL, label=c("label"), unit=c("unit"))
    sponsor = Supporter(id="e" * 32, name=c("supportername"), role="mentor", reach=c("reach"))
    friend = Supporter(
        id="f" * 32, name=c("friendname"), role=f"{c('friendname')} {c('friendrole')}"
    )
    return material(
        entries=tuple(entries),
        focuses=(focus,),
        asks=(ask(c("ask")),),
        supporter=sponsor,
        supporters=(sponsor, friend),
    )


def allowed(on: frozenset[Section]) -> set[str]:
    told = {canary(name) for name, section in CANARIES.items() if section in on}
    # What is counted tells what it is: euros, cigarettes.
    return told | ({canary("unit")} if on >= {Section.AMOUNTS, Section.FOCUS} else set())


def ticked_with(on: frozenset[Section]) -> Ticked:
    return Ticked(on, need=canary("need"), proud=(canary("proud"),), next=(canary("next"),))


def held(content: str) -> set[str]:
    names = (*CANARIES, "unit")
    return {canary(name) for name in names if canary(name) in content.casefold()}


def check(content: str, on: frozenset[Section]) -> None:
    assert held(content) == allowed(on)
    assert ("7777" in content) == (Section.AMOUNTS in on)
    for never in (ALCOHOL.id, "7.123", "angry", "e" * 32):
        assert never not in content


@given(sections)
@settings(max_examples=150, deadline=None)
def test_no_canary_of_what_was_not_ticked_is_in_any_form(on: frozenset[Section]) -> None:
    document = composing.write(singing(), ticked_with(on))
    for form in forms.PLAIN:
        # Markdown escapes no letter, and HTML none either.
        check(forms.content(document, form).decode(), on)


@pytest.mark.parametrize("on", [OFFERED, frozenset(), EVERY - OWN_WORDS])
def test_nor_in_the_sealed_page(on: frozenset[Section]) -> None:
    document = composing.write(singing(), ticked_with(on))
    page = sealed_page.seal(document)
    assert held(page.content.decode()) == set()
    inside = page_twin.opened(page.content, page.words)
    assert set(inside) == {"document", "reply"}
    check(json.dumps(inside["document"], ensure_ascii=False), on)
    assert inside["document"] == json.loads(forms.content(document, "json"))


@dataclass(frozen=True)
class Other:
    """A change of the journal that only some sections may tell of."""

    told_by: frozenset[Section]
    kinds: frozenset[str]
    fields: dict[str, Any]


OTHERS = {
    "amounts": Other(frozenset({Section.AMOUNTS}), frozenset({"use"}), {"amount": 9.0}),
    "confirmed": Other(
        frozenset({Section.USE_DAYS, Section.AMOUNTS}), frozenset({"use"}), {"confirmed": False}
    ),
    "whose": Other(
        frozenset({Section.USE_DAYS, Section.AMOUNTS}), frozenset({"use"}), {"focus": None}
    ),
    "people": Other(frozenset({Section.PEOPLE}), frozenset({"connection"}), {"people": ("Zoe",)}),
    "tags": Other(frozenset({Section.TAGS}), frozenset({"craving"}), {"tags": ("park",)}),
    "times": Other(frozenset({Section.TIMES}), frozenset({"craving"}), {"offset": 600}),
    "helped": Other(frozenset({Section.HELPED}), frozenset({"craving"}), {"helped": ("swim",)}),
    "notes": Other(frozenset({Section.NOTES}), frozenset({"note"}), {"text": "other"}),
    "gratitude": Other(frozenset({Section.GRATITUDE}), frozenset({"gratitude"}), {"text": "o"}),
    "moods": Other(frozenset({Section.MOOD}), frozenset({"check_in"}), {"mood": 1.0}),
    "cravings": Other(
        frozenset({Section.CRAVINGS}), frozenset({"check_in", "craving"}), {"craving": 9.9}
    ),
    "good": Other(frozenset(), frozenset({"check_in"}), {"good": ("x",), "sleep": 3.0}),
    "words": Other(
        frozenset(), frozenset({"craving", "connection", "use", "check_in"}), {"text": "other"}
    ),
}


@given(sections, st.sampled_from(sorted(OTHERS)))
@settings(max_examples=300, deadline=None)
def test_what_was_not_ticked_changes_nothing(on: frozenset[Section], name: str) -> None:
    """Compose the page of a journal that differs only in what was not ticked: it is the same."""
    other = OTHERS[name]
    ticked = OWN._replace(sections=on - other.told_by)
    changed_month: tuple[AnyEntry, ...] = tuple(
        changed(one, **other.fields) if one.kind in other.kinds else one for one in month()
    )
    assert changed_month != month()
    document = composing.write(material(), ticked)
    assert composing.write(material(entries=changed_month), ticked) == document


@pytest.mark.parametrize("name", sorted(name for name in OTHERS if OTHERS[name].told_by))
def test_and_what_was_ticked_does(name: str) -> None:
    other = OTHERS[name]
    ticked = OWN._replace(sections=other.told_by)
    changed_month = tuple(
        changed(one, **other.fields) if one.kind in other.kinds else one for one in month()
    )
    assert composing.write(material(entries=changed_month), ticked) != composing.write(
        material(), ticked
    )


@given(sections)
@settings(max_examples=50, deadline=None)
def test_entries_outside_of_the_period_and_their_order_change_nothing(
    on: frozenset[Section],
) -> None:
    ticked = OWN._replace(sections=on)
    entries = month()
    later = (entry("mood", -1, mood=1), entry("note", 31, text="before"), *reversed(entries))
    known = tuple(focus_figures(one, entries) for one in (ALCOHOL,))
    document = composing.write(material(entries=entries), ticked)
    assert composing.write(material(entries=later)._replace(focuses=known), ticked) == document


def test_every_section_has_a_name_and_its_place() -> None:
    assert set(part_names()) == EVERY
    assert Section.HELPED in OFFERED
    assert not OFFERED & {Section.NOTES, Section.USE_DAYS, Section.FOCUS, Section.PEOPLE}
    assert values(composing.write(material(supporter=SPONSOR), OWN))["format"] == 1
