"""The filter line: what it asks for, and that nothing that is typed is refused or lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recoverylog.journal import filter as filters
from recoverylog.journal.entry import KINDS
from recoverylog.journal.filter import Filter

TODAY = date(2026, 11, 22)
MAY = (date(2026, 5, 1), date(2026, 5, 31))

LINES = {
    "": {},
    "walk": {"words": "walk"},
    "  walk   home\t": {"words": "walk home"},
    "@lonely": {"tags": ("lonely",)},
    "@lonely @Payday, @LONELY": {"tags": ("lonely", "Payday")},
    "+walk +music": {"helped": ("walk", "music")},
    "+1 a+b me@home": {"words": "+1 a+b me@home"},
    "with:Sam with:sam": {"people": ("Sam",)},
    'with:"Sam J." walk': {"people": ("Sam J.",), "words": "walk"},
    "on:alcohol": {"focus": "alcohol"},
    "on:alcohol on:alcohol": {"focus": "alcohol"},
    "is:craving": {"kinds": ("craving",)},
    "IS:Urge is:check-in is:used": {"kinds": ("craving", "check_in", "use")},
    "is:craving is:urge": {"kinds": ("craving",)},
    "from:30d": {"first": date(2026, 10, 23)},
    "from:2026-05 to:2026-05": {"first": MAY[0], "last": MAY[1]},
    "day:2026-05": {"first": MAY[0], "last": MAY[1]},
    "day:yesterday": {"first": date(2026, 11, 21), "last": date(2026, 11, 21)},
    # Of several days those that lie in all of them.
    "from:30d from:7d to:today to:2026": {"first": date(2026, 11, 15), "last": TODAY},
    "in:bin": {"deleted": True},
    "in:BIN in:bin": {"deleted": True},
    "-- @lonely in:bin": {"words": "@lonely in:bin"},
    "walk -- @lonely": {"words": "walk @lonely"},
    "at:21:30 words:coffee": {"words": "at:21:30 words:coffee"},
    "from: to:": {"words": "from: to:"},
    "with:": {"words": "with:"},
}


@pytest.mark.parametrize(("line", "fields"), LINES.items(), ids=repr)
def test_what_is_understood(line: str, fields: dict[str, Any]) -> None:
    assert filters.parse(line, TODAY) == Filter(**fields)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("from:soon", "a day is written as"),
        ("to:2026-02-30", "a day is written as"),
        ("day:99999999d", "a day is written as"),
        ("is:sorrow", "kinds are check-in, mood"),
        ("in:cellar", "only the bin"),
        ('with:"Sam', "not closed"),
        ('with:""', "nothing stands behind with"),
        ("on:,", "nothing stands behind on"),
    ],
)
def test_what_is_not_understood_is_searched_for_and_told(line: str, complaint: str) -> None:
    found = filters.parse(line, TODAY)
    [remark] = found.remarks
    assert found == Filter(words=line, remarks=(remark,))
    assert complaint in remark
    assert remark.startswith(f'"{line}" is searched for as words: ')


def test_a_second_focus_stays_a_word() -> None:
    found = filters.parse("on:alcohol on:gambling", TODAY)
    assert (found.focus, found.words) == ("alcohol", "on:gambling")
    assert "a focus is named already" in found.remarks[0]


def test_days_that_nothing_can_lie_in_are_told() -> None:
    assert "nothing fits" in filters.parse("from:today to:yesterday", TODAY).remarks[0]


def test_an_argument_that_opens_with_a_key_is_whole() -> None:
    found = filters.parse_elements(["walk", "with:Sam J.", "from:last friday"], TODAY)
    assert found.people == ("Sam J.",)
    assert found.words == "walk from:last friday"


def test_empty_is_what_asks_for_nothing() -> None:
    assert filters.parse("--", TODAY).empty
    assert not filters.parse("in:bin", TODAY).empty
    assert not filters.parse("from:soon", TODAY).empty


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("from:30d   @lonely walk", "walk @lonely from:2026-10-23"),
        ("day:2026-05", "day:2026-05"),
        ("from:2026-05-03 to:2026-05-03", "day:2026-05-03"),
        ("is:checkin on:alcohol", "is:check-in on:alcohol"),
        ('with:"Sam J."', 'with:"Sam J."'),
        ("-- @lonely", "-- @lonely"),
        ("on:a on:b", "on:a on:b"),
    ],
)
def test_how_a_filter_is_written(line: str, written: str) -> None:
    assert filters.format_filter(filters.parse(line, TODAY)) == written


words = st.sampled_from(
    ["walk", "@lonely", "@Payday,", "+walk", "+1", "with:Sam", 'with:"Sam J."', 'with:"a""b"',
     "with:Sam.", 'with:"', "on:alcohol", 'on:"a b"', "on:x", "is:craving", "is:check-in",
     "is:none", "from:30d", "from:2026-05", "to:2026-05-14", "to:x", "day:2025", "day:yesterday",
     "in:bin", "in:x", "--", "from:", "жизнь", "日本", "@ünï", "a:b", "at:9pm", 'at:"a b"']
)  # fmt: skip
typed_lines = st.lists(words | st.text(max_size=8), max_size=7).map(" ".join) | st.text(max_size=40)


@given(typed_lines, st.dates())
@example("on:b on:a -- on:c", TODAY)
@example("-- -- a", TODAY)
@example("from:zzz -- @x", TODAY)
def test_what_parsing_gives_comes_back_as_it_is(line: str, today: date) -> None:
    found = filters.parse(line, TODAY)
    again = filters.parse(filters.format_filter(found), today)
    assert again._replace(remarks=()) == found._replace(remarks=())
    if "--" not in line:
        assert again == found


@given(typed_lines)
def test_no_letter_that_is_typed_is_lost(line: str) -> None:
    """Each letter is in a word, in a token's value, or in a key that was understood."""
    found = filters.parse(line, TODAY)
    told = [found.words, *found.tags, *found.helped, *found.people, found.focus or ""]
    kept = "".join(told).casefold()
    for word in line.split():
        if ":" not in word and '"' not in line and word[:1] not in "@+-":
            assert word.casefold() in kept


@given(st.lists(st.text(max_size=10), max_size=5))
def test_no_argument_is_an_error(elements: list[str]) -> None:
    assert isinstance(filters.parse_elements(elements, TODAY), Filter)


def test_the_words_for_kinds() -> None:
    for kind in KINDS:
        assert filters.kind(kind) == filters.kind(kind.upper()) == kind
    assert filters.kind("grateful") == "gratitude"
    assert filters.kind("sorrow") is None
