"""Every line becomes a Line, nothing of it is lost, and writing and reading are inverse."""

from __future__ import annotations

import re
import string
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recoverylog.journal.grammar import (
    Line,
    format_elements,
    format_line,
    parse,
    parse_line,
    understood,
)

EMPTY = "there is nothing in it yet"
CRAVING_NUMBER = "a craving takes a number from 0 to 10; kept as a note"
MOOD_NUMBER = "a mood takes a number from 0 to 10; kept as a note"
AFTER_RANGE = "after takes a number from 0 to 10"


# ── What the documentation shows ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        (
            "craving 7 lonely after work @lonely @payday +walk after:3",
            Line(
                "craving",
                value=7,
                after=3,
                text="lonely after work",
                tags=("lonely", "payday"),
                helped=("walk",),
            ),
        ),
        ("mood 6", Line("mood", value=6)),
        ("grateful coffee in the sun", Line("gratitude", text="coffee in the sun")),
        (
            "met with:sponsor step meeting",
            Line("connection", text="step meeting", people=("sponsor",)),
        ),
        ("used", Line("use")),
        ("note called in sick", Line("note", text="called in sick")),
        (
            "ask how to get through Sunday",
            Line("note", text="how to get through Sunday", ask=True),
        ),
        ("used to love this bar", Line("note", text="used to love this bar")),
        (
            "am call J. before work",
            Line("check_in", text="call J. before work", part="morning"),
        ),
        (
            "pm 6 3 tired @work",
            Line("check_in", 6, text="tired", tags=("work",), part="evening", strongest=3),
        ),
        ("pm 6,5", Line("check_in", 6.5, part="evening")),
        ("pm - 3", Line("check_in", part="evening", strongest=3)),
        ("pm 6 -- 3 calls", Line("check_in", 6, text="3 calls", part="evening")),
        ("slept badly @night", Line("note", text="slept badly", tags=("night",))),
        (
            'used on:alcohol amount:2,5 at:"yesterday 9pm" at Kim\'s',
            Line("use", amount=2.5, text="at Kim's", focus="alcohol", at="yesterday 9pm"),
        ),
    ],
)
def test_the_lines_that_the_documentation_shows(line: str, meaning: Line) -> None:
    assert parse_line(line) == meaning
    assert parse_line(format_line(meaning)) == meaning
    assert parse(format_elements(meaning)) == meaning


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("craving 1", "craving"),
        ("urge 1", "craving"),
        ("mood 1", "mood"),
        ("grateful x", "gratitude"),
        ("gratitude x", "gratitude"),
        ("thanks x", "gratitude"),
        ("met x", "connection"),
        ("meeting x", "connection"),
        ("connection x", "connection"),
        ("used", "use"),
        ("note x", "note"),
        ("ask x", "note"),
    ],
)
def test_kinds_and_their_other_names_in_any_case(word: str, kind: str) -> None:
    assert parse_line(word).kind == parse_line(word.upper()).kind == kind


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0),
        ("7", 7),
        ("07", 7),
        ("10", 10),
        ("7.5", 7.5),
        ("7,5", 7.5),
        ("10.0", 10),
        ("7/10", 7),
        ("7,5/10", 7.5),
        ("٧", 7),
    ],
)
@pytest.mark.parametrize("kind", ["craving", "mood"])
def test_a_number_from_0_to_10(kind: str, written: str, value: float) -> None:
    assert parse([kind, written, "lonely"]) == Line(kind, value=value, text="lonely")


@pytest.mark.parametrize(
    "rest",
    ["", "lots", "11", "10.5", "-1", "7.55", "7/9", "seven", "1e1", "nan", "²", "7x", "..", "/10"],
)
@pytest.mark.parametrize(("kind", "reason"), [("craving", CRAVING_NUMBER), ("mood", MOOD_NUMBER)])
def test_without_its_number_the_whole_line_is_a_note(kind: str, reason: str, rest: str) -> None:
    line = f"{kind.title()}  {rest} @lonely after:3 -- +x".strip()
    assert parse_line(line) == Line("note", text=line, reason=reason)
    assert parse([line]) == parse_line(line)


@pytest.mark.parametrize(
    "line", ["am", "pm", "pm tired", "pm -", "pm - tired", "PM @work", "am --"]
)
def test_a_morning_without_words_and_an_evening_without_numbers_are_notes(line: str) -> None:
    read = parse_line(line)
    assert (read.kind, read.text) == ("note", line)
    assert read.reason is not None
    assert "kept as a note" in read.reason


def test_the_whole_line_is_kept_with_its_quotes_and_its_breaks() -> None:
    line = 'craving at:"yesterday 9pm"\n\n  so strong'
    assert parse_line(f"  {line}\n") == Line("note", text=line, reason=CRAVING_NUMBER)


def test_punctuation_behind_the_number() -> None:
    assert parse_line("craving 7, lonely") == Line("craving", value=7, text="lonely")
    assert parse_line("craving 10!! help") == Line("craving", value=10, text="!! help")


# ── The event of use ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "line",
    [
        "used",
        "USED",
        "used @party",
        "used +call then slept",
        "used on:alcohol",
        "used amount:3",
        "used with:Kim",
        "used at:-2h",
        "used --",
        "used -- to love this bar",
        "used amount:lots",
        "used after:3",
    ],
)
def test_used_is_the_event_before_nothing_or_a_token(line: str) -> None:
    assert parse_line(line).kind == parse(line.split()).kind == "use"


@pytest.mark.parametrize(
    "line",
    [
        "used to love this bar",
        "used to love this @bar",
        "used, I think",
        "used on Friday",
        "used on: Friday",
        "used +1",
        "used a@example.org",
        "used - again",
        "used ---",
        "-- used",
        "note used",
        "I used",
        "Used: three",
    ],
)
def test_used_before_a_word_is_a_note(line: str) -> None:
    read = parse_line(line)
    assert (read.kind, read.reason, read.remarks) == ("note", None, ())
    assert "used" in read.text.casefold()
    assert parse(line.split()) == read


def test_a_note_of_use_keeps_its_tokens() -> None:
    read = parse_line("used to love this @bar at:-2h")
    assert read == Line("note", text="used to love this", tags=("bar",), at="-2h")


@pytest.mark.parametrize(("number", "meant"), [("3", "3"), ("2,5", "2.5"), ("3,", "3")])
def test_used_with_a_bare_number_is_a_note_that_says_how_to_write_it(
    number: str, meant: str
) -> None:
    read = parse_line(f"used {number} beers")
    assert (read.kind, read.text) == ("note", f"used {number} beers")
    assert read.remarks == (
        f'kept as a note: for a use write "used" alone, or used amount:{meant}',
    )
    assert parse_line(f"used amount:{meant}").amount == float(meant)


@pytest.mark.parametrize(("number", "meant"), [("two", "2"), ("One", "1"), ("ten", "10")])
def test_a_number_in_letters_is_told_the_same(number: str, meant: str) -> None:
    read = parse_line(f"used {number} beers")
    assert (read.kind, read.text) == ("note", f"used {number} beers")
    assert read.remarks == (
        f'kept as a note: for a use write "used" alone, or used amount:{meant}',
    )


@pytest.mark.parametrize("line", ["used one", "used to drink two beers", "used tens of them"])
def test_where_nothing_is_counted_nothing_is_said(line: str) -> None:
    assert parse_line(line) == Line("note", text=line)


# ── Tags and what helped ─────────────────────────────────────────────────────────────────────


NAMES = """
    work Work Zoë Zoe\u0308 काम می\u200cخواهم half-way a_b d'accord d\u2019accord H.A.L.T
    home/work R&B x2
"""
NO_NAMES = """
    @ + @@x ++ +1 +49-30 @-x @_x @! me@example.org C++ (@work) @a(b +a=b 1+1 #work ~x >x ? @a,b
    +a+b
"""


@pytest.mark.parametrize("name", NAMES.split())
def test_names_with_letters_of_any_script(name: str) -> None:
    assert parse_line(f"note x @{name}").tags == (name,)
    assert parse_line(f"note x +{name}").helped == (name,)


@pytest.mark.parametrize("word", [*NO_NAMES.split(), "@x\x07", "@\ud800"])
def test_what_only_looks_like_a_tag_is_text(word: str) -> None:
    assert parse_line(f"note see {word} there") == Line("note", text=f"see {word} there")


def test_a_tag_may_open_with_a_digit_and_help_may_not() -> None:
    assert parse_line("note @12steps +12steps") == Line("note", text="+12steps", tags=("12steps",))


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("note tired @work, then home", "tired, then home"),
        ("note tired @work. Then home", "tired. Then home"),
        ("note really @work?!", "really?!"),
        ("note (so tired @work)", "(so tired)"),
        ("note (so tired) @work, then home", "(so tired), then home"),
        ("note @work, then home", "then home"),
        ("note @work!", "!"),
        ("note slept, @work, and ate", "slept, and ate"),
        ("note one\n@work, two", "one\n, two"),
    ],
)
def test_punctuation_behind_a_token_closes_the_text_before_it(line: str, text: str) -> None:
    assert parse_line(line) == Line("note", text=text, tags=("work",))


def test_commas_between_tags_leave_no_trace() -> None:
    read = parse_line("craving 7 @lonely, @payday; +walk.")
    assert read == Line("craving", value=7, tags=("lonely", "payday"), helped=("walk",))


def test_a_name_given_twice_counts_once_as_first_typed() -> None:
    read = parse_line("note @Work @work +Walk +WALK with:Sam with:sam x")
    assert (read.tags, read.helped, read.people, read.text) == (("Work",), ("Walk",), ("Sam",), "x")


# ── Keys ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "text", "complaint"),
    [
        ("craving 7 after:eleven", "after:eleven", AFTER_RANGE),
        ("craving 7 after:11", "after:11", AFTER_RANGE),
        ("mood 7 after:3", "after:3", "after goes with a craving"),
        ("note amount:3", "amount:3", 'amount goes with "used"'),
        ("used amount:lots", "amount:lots", "amount takes a number, 0 or more"),
        ("used amount:-1", "amount:-1", "amount takes a number, 0 or more"),
        ("note with:!", "with:!", "nothing stands behind with"),
        ('note on:""', 'on:""', "nothing stands behind on"),
        ('note at:"yesterday', 'at:"yesterday', "its quotation mark is not closed"),
        ('note at:"a"b', 'at:"a"b', "its quotation mark is not closed"),
    ],
)
def test_a_key_that_does_not_fit_stays_in_the_text(line: str, text: str, complaint: str) -> None:
    read = parse_line(f"{line} x")
    assert read.text == f"{text} x"
    assert read.remarks == (f'kept "{text.rstrip("!")}" as text: {complaint}',)
    assert parse_line(format_line(read)) == read
    assert parse(format_elements(read)) == read


@pytest.mark.parametrize("key", ["on", "at"])
def test_the_first_of_two_values_counts(key: str) -> None:
    read = parse_line(f"note {key}:one {key}:two")
    assert {"on": read.focus, "at": read.at}[key] == "one"
    assert read.text == f"{key}:two"
    assert read.remarks == (f'kept "{key}:two" as text: {key} is there already',)
    assert parse_line(format_line(read)) == read
    assert parse(format_elements(read)) == read


def test_the_first_number_that_fits_counts() -> None:
    read = parse_line("craving 7 after:eleven after:3 after:2")
    assert (read.after, read.text) == (3, "after:eleven after:2")
    assert len(read.remarks) == 2


def test_a_key_in_any_case() -> None:
    assert parse(["Met", "With:Sam"]) == Line("connection", people=("Sam",))
    assert parse_line('Met With:"Sam J."') == Line("connection", people=("Sam J.",))


@pytest.mark.parametrize(
    "text", ["after: we went home", "met with: Sam", "at:", "https://example.org", "x-at:5", ":"]
)
def test_a_colon_with_nothing_behind_it_is_text(text: str) -> None:
    assert parse_line(f"note {text}") == parse(["note", text]) == Line("note", text=text)


def test_an_element_that_opens_with_a_key_is_whole() -> None:
    read = parse(["met", "with:Sam J.", "at:yesterday 9pm", "step meeting with:Kim"])
    assert read == Line(
        "connection", text="step meeting", people=("Sam J.", "Kim"), at="yesterday 9pm"
    )


def test_an_element_that_is_whole_and_does_not_fit_stays_whole() -> None:
    read = parse(["craving", "7", "after:eleven or so @x"])
    assert read.text == "after:eleven or so @x"
    assert read.remarks == (f'kept "after:eleven or so @x" as text: {AFTER_RANGE}',)


def test_elements_are_never_joined_into_a_value() -> None:
    read = parse(["note", "at:yesterday", "9pm"])
    assert (read.at, read.text) == ("yesterday", "9pm")


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ('with:"Sam J."', "Sam J."),
        ("with:Sam,", "Sam"),
        ('with:"Sam",', "Sam"),
        ('with:"J."', "J."),
        ('with:" Sam "', "Sam"),
        ('with:"the ""boss"" Kim"', 'the "boss" Kim'),
        ('with:Sam"s', 'Sam"s'),
        ("with:Sam:x", "Sam:x"),
        ('with:"a\nb"', "a\nb"),
    ],
)
def test_values_in_straight_double_quotes_are_exact(typed: str, person: str) -> None:
    read = parse_line(f"met {typed}")
    assert read == Line("connection", people=(person,))
    assert parse_line(format_line(read)) == read
    assert parse(format_elements(read)) == read


def test_typographic_quotes_hold_nothing_together() -> None:
    read = parse_line("met with:\u201cSam J.\u201d")
    assert (read.people, read.text) == (("\u201cSam",), "J.\u201d")


# ── The end of tokens ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("elements", "meaning"),
    [
        (["note", "--", "@x", "+y after:3"], Line("note", text="@x +y after:3")),
        (["--", "craving 7"], Line("note", text="craving 7")),
        (["mood", "7", "@x", "--", "--", "@y"], Line("mood", value=7, text="-- @y", tags=("x",))),
        (["used", "--", "at home"], Line("use", text="at home")),
        (["mood", "5", "--"], Line("mood", value=5)),
        (["note", "--", "  two  spaces"], Line("note", text="two  spaces")),
        (["note", "--", "a", "", "b "], Line("note", text="a  b")),
        (["note", "a --b c--"], Line("note", text="a --b c--")),
    ],
)
def test_nothing_behind_two_dashes_is_a_token(elements: list[str], meaning: Line) -> None:
    assert parse(elements) == meaning
    assert parse_line(format_line(meaning)) == meaning
    assert parse(format_elements(meaning)) == meaning


def test_two_dashes_within_a_text_are_a_dash_and_stay() -> None:
    meaning = Line("note", text="felt better -- then not @work", tags=("home",))
    assert parse_line("note felt better @home -- then not @work") == meaning
    assert parse(["note", "felt better", "@home", "--", "then not @work"]) == meaning
    assert parse(["note felt better @home -- then not @work"]) == meaning


# ── White space ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("note  a  b\tc ", "a  b\tc"),
        ("note a @x b", "a b"),
        ("note a  @x b", "a b"),
        ("note one\n\ntwo", "one\n\ntwo"),
        ("note one @x\ntwo", "one\ntwo"),
        ("note one\n@x two", "one\ntwo"),
        ("note one @x\n\n@y two", "one\n\ntwo"),
        ("@x\n\n  one", "one"),
    ],
)
def test_white_space_stays_as_typed_as_far_as_a_token_allows(line: str, text: str) -> None:
    assert parse_line(line).text == text


def test_a_single_space_joins_elements() -> None:
    assert parse(["note", " a", "", "b  c ", "  ", "\nd"]).text == "a b  c d"


@pytest.mark.parametrize("nothing", ["", " ", "\n\t", "note", "  NOTE ", "--", "note --"])
def test_nothing_is_an_empty_note_with_its_reason(nothing: str) -> None:
    assert parse_line(nothing) == parse([nothing]) == Line("note", reason=EMPTY)
    assert parse([]) == parse_line("")


def test_a_question_without_words_says_so_too() -> None:
    assert parse_line("ask") == Line("note", ask=True, reason=EMPTY)


def test_a_tag_alone_says_something() -> None:
    assert parse_line("@lonely") == Line("note", tags=("lonely",))


# ── Properties ───────────────────────────────────────────────────────────────────────────────

# Split, because a list of so many strings would stand one to a line.
KINDS = """
    craving urge mood grateful gratitude thanks met meeting connection used note ask am pm
""".split()  # noqa: SIM905
SNIPPETS = """
    7 7, 7/10 10 11 7,5 -1 -- --- - @ + word words used: # ? > ~ * , . ) ( \u2019 a@b.org 9pm
    @work @Work, @a.b. +walk +walk! +1 after:3 after:eleven after:3. after: on:alcohol on:b,
    with:Sam with:J. at:-2h at:21:30 AT:9pm amount:2 amount:lots amount:2,5,
""".split()  # noqa: SIM905
QUOTING = [
    'with:"Sam J."',
    'at:"yesterday 9pm",',
    'on:"a ""b"" c"',
    "with:Sam J.",
    "at:last\nnight",
    'with:" "',
    'with:"Sam',
    'with:"a"b',
    'with:""',
    'with:"""',
    'on:"J."',
    'at:"yesterday',
    '9pm"',
    '"',
]
KEY = re.compile(r"(?i)^(?:after|amount|at|on|with):(?=.)")

anything = st.text(st.characters(exclude_categories=()), max_size=12)
kinds = st.sampled_from(KINDS) | st.sampled_from(KINDS).map(str.title)
plain = kinds | st.sampled_from(SNIPPETS) | anything.filter(lambda text: '"' not in text)
quoting = plain | st.sampled_from(QUOTING) | anything
gaps = st.sampled_from([" ", " ", " ", "  ", "\n", "\t", "\xa0", "\x1f", ""])
letters = st.text(string.ascii_letters, min_size=1, max_size=8)


def lines_of(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return lines that open with a kind more often than not, with any white space between."""
    parts = st.lists(st.tuples(gaps, words).map("".join), max_size=8).map("".join)
    return parts | st.tuples(kinds, parts).map(" ".join)


plain_lines = lines_of(plain)
lines = lines_of(quoting)
elements_lists = st.lists(quoting | lines, max_size=7)


def after_the_head(runs: list[str], read: Line) -> list[str]:
    """Return the runs behind the kind and its numbers."""
    named = bool(runs) and runs[0].casefold() in KINDS
    unsaid = read.value is None and read.strongest is not None
    return runs[named + (read.value is not None) + unsaid + (read.strongest is not None) :]


def is_marked(run: str) -> bool:
    """Tell whether a run could be a token, or is the mark that ends them."""
    return run == "--" or run[0] in "@+" or KEY.match(run) is not None


def without_marks(run: str) -> str:
    """Return what must be found of a run if it was a token; less than that if it was none."""
    return KEY.sub("", run.lstrip("@+")).replace('"', "").strip(",.;:!?)").casefold()


@given(line=lines)
@example(line='note with:"Sam with:"" @x')
@example(line="used 3 @x after:3 used")
@example(line="\ud800 \x00 @\x1b[31m")
def test_a_line_written_down_reads_the_same_at_both_doors(line: str) -> None:
    assert_reads_back(parse_line(line))


@given(elements=elements_lists)
@example(elements=["note", "with:\x1f", 'with:"', 'on:"a" b'])
@example(elements=["after:eleven @x", "note"])
@example(elements=["x", "at:9pm, or so ", "--", " --"])
def test_arguments_written_down_read_the_same_at_both_doors(elements: list[str]) -> None:
    assert_reads_back(parse(elements))


def assert_reads_back(read: Line) -> None:
    """Check both ways of writing ``read``; only a remark may be gone where ``--`` was needed."""
    by_elements = parse(format_elements(read))
    by_line = parse_line(format_line(read))
    for again in (by_elements, by_line):
        assert again._replace(remarks=read.remarks) == read
        assert again.remarks in (read.remarks, ())
    assert format_elements(by_elements) == format_elements(read)
    assert format_line(by_line) == format_line(read)


@given(line=lines)
def test_nothing_is_lost_from_a_line(line: str) -> None:
    assert_nothing_lost(line.split(), parse_line(line))


@given(elements=elements_lists)
def test_nothing_is_lost_from_arguments(elements: list[str]) -> None:
    assert_nothing_lost(" ".join(elements).split(), parse(elements))


def assert_nothing_lost(runs: list[str], read: Line) -> None:
    """Check that the text or a value holds each run of characters, whatever it is."""
    values = (*read.tags, *read.helped, *read.people, read.focus or "", read.at or "")
    said = "\n".join((read.text, *values)).casefold().replace('"', "")
    numbered = tuple(
        key
        for key, value in (("after:", read.after), ("amount:", read.amount))
        if value is not None
    )
    for run in after_the_head(runs, read):
        if run != "--":
            assert without_marks(run) in said or run.casefold().startswith(numbered)


@given(line=plain_lines)
def test_every_word_that_is_no_token_stays_in_the_text_in_its_order(line: str) -> None:
    read = parse_line(line)
    position = 0
    for run in after_the_head(line.split(), read):
        if not is_marked(run):
            found = read.text.find(run, position)
            assert found >= 0, run
            position = found + len(run)


@given(line=lines)
def test_the_text_and_the_names_are_in_their_normal_form(line: str) -> None:
    read = parse_line(line)
    assert read.text == read.text.strip()
    for names in (read.tags, read.helped, read.people):
        assert len({name.casefold() for name in names}) == len(names)
    assert not any(char.isspace() for name in (*read.tags, *read.helped) for char in name)
    numbered = read.value is not None or read.strongest is not None
    assert numbered == (read.kind in {"craving", "mood"} or read.part == "evening")
    assert read.after is None or read.kind == "craving"
    assert (read.kind == "check_in") == bool(read.part)
    assert read.strongest is None or read.part == "evening"
    assert read.amount is None or read.kind == "use"


@given(
    kind=st.sampled_from(["craving", "mood"]),
    tenths=st.integers(0, 100),
    after=st.none() | st.integers(0, 100),
    said=st.lists(letters, max_size=5),
    tags=st.lists(letters, max_size=3, unique_by=str.casefold),
    helped=st.lists(letters, max_size=3, unique_by=str.casefold),
    people=st.lists(
        st.lists(letters, min_size=1, max_size=3).map(" ".join),
        max_size=2,
        unique_by=str.casefold,
    ),
    focus=st.none() | letters,
    data=st.data(),
)
def test_whatever_order_the_tokens_come_in_they_say_the_same(  # noqa: PLR0917
    kind: str,
    tenths: int,
    after: int | None,
    said: list[str],
    tags: list[str],
    helped: list[str],
    people: list[str],
    focus: str | None,
    data: st.DataObject,
) -> None:
    """Build the line from what it means, shuffled; each list keeps its own order."""
    lists = [
        list(said),
        [f"@{name}" for name in tags],
        [f"+{name}" for name in helped],
        [f"with:{name}" for name in people],
        [f"on:{focus}"] if focus else [],
        [f"after:{after / 10}"] if after is not None and kind == "craving" else [],
    ]
    order = data.draw(
        st.permutations([place for place, row in enumerate(lists) for _ in row]), label="order"
    )
    elements = [kind, str(tenths / 10), *(lists[place].pop(0) for place in order)]
    meaning = Line(
        kind,
        value=tenths / 10,
        after=after / 10 if after is not None and kind == "craving" else None,
        text=" ".join(said),
        tags=tuple(tags),
        helped=tuple(helped),
        people=tuple(people),
        focus=focus,
    )
    quoted = [
        f'with:"{element.removeprefix("with:")}"' if element.startswith("with:") else element
        for element in elements
    ]
    assert parse(elements) == meaning
    assert parse_line(" ".join(quoted)) == meaning


# ── Said in words ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "when", "words_of_it"),
    [
        (
            "craving 7 lonely @work @payday +walk after:3",
            None,
            "craving 7 of 10 · lonely · trigger work, payday · helped by walk · after 3",
        ),
        ("mood 6,5 @sun", None, "mood 6.5 of 10 · tagged sun"),
        ("grateful coffee\n\nin the sun", None, "gratitude · coffee in the sun"),
        ('met with:sponsor with:"Sam J." step', None, "connection · step · with sponsor, Sam J."),
        (
            "used on:alcohol amount:2 at:-2h",
            "today 10:00",
            "use · on alcohol · amount 2 · today 10:00",
        ),
        ('note x at:"last Tuesday"', None, 'note · x · at "last Tuesday", as written'),
        ("ask how", None, "to ask · how"),
        ("am call J. @work", None, "morning · call J. · tagged work"),
        ("pm 6 3 tired", None, "evening: mood 6, strongest craving 3 · tired"),
        ("pm - 3", None, "evening: strongest craving 3"),
    ],
)
def test_what_was_understood_in_words(line: str, when: str | None, words_of_it: str) -> None:
    assert understood(parse_line(line), when=when) == words_of_it


def test_a_long_text_is_shortened_where_it_is_repeated() -> None:
    told = understood(parse_line("note " + "word " * 100), when=None)
    assert told.endswith("word…")
    assert len(told) <= len("note · ") + 60


@given(line=lines, when=st.none() | anything)
def test_what_was_understood_can_do_a_terminal_no_harm(line: str, when: str | None) -> None:
    told = understood(parse_line(line), when=when)
    assert told.encode("utf-8")
    assert not {unicodedata.category(char) for char in told} & {"Cc", "Cs", "Zl", "Zp"}
    assert "\u202e" not in told


@given(line=lines)
def test_a_remark_can_do_a_terminal_no_harm(line: str) -> None:
    for remark in parse_line(line).remarks:
        assert remark.encode("utf-8")
        assert not {unicodedata.category(char) for char in remark} & {"Cc", "Cs", "Zl", "Zp"}
