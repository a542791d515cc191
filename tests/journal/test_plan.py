"""If-then plans: two halves, and which of them speak to what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverylog.errors import UsageProblem
from recoverylog.insights.wording.plans import if_then, plan_line
from recoverylog.journal import veil
from recoverylog.journal.plan import MOST_WORDS, Plan, checked, speaking

BUS = Plan(id="1" * 32, cue="the bus ride home", then="sit at the front")
PAY = Plan(id="2" * 32, cue="Payday", then="give Jo the card")
RAIN = Plan(id="3" * 32, cue="évening rain", then="call Ada")


def made(cue: str, then: str) -> Plan:
    return checked(Plan(id="f" * 32, cue=cue, then=then))


def test_both_halves_are_kept_on_one_line_each() -> None:
    plan = made("  bus\nride ", "call\tJ. \u202e")
    assert (plan.cue, plan.then) == ("bus ride", "call J.")


@pytest.mark.parametrize(("cue", "then"), [("", "call J."), ("bus", ""), (" \n", "x"), ("", "")])
def test_a_half_that_is_missing_is_asked_for(cue: str, then: str) -> None:
    with pytest.raises(UsageProblem, match="two halves"):
        made(cue, then)


def test_a_half_may_be_so_long_and_no_longer() -> None:
    most = "x" * MOST_WORDS
    assert made(most, most).then == most
    for halves in ((most + "x", "y"), ("y", most + "x")):
        with pytest.raises(UsageProblem, match=f"this has {MOST_WORDS + 1}"):
            made(*halves)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ((), BUS),
        (("on the BUS again",), BUS),
        (("payday",), PAY),
        (("PAYDAY", "rain"), PAY),
        (("E\u0301VENING",), RAIN),
        (("ho me",), BUS),
        (("pay",), BUS),
        (("", "Rain, all day"), RAIN),
    ],
)
def test_those_that_share_a_word_come_first(words: tuple[str, ...], first: Plan) -> None:
    assert speaking((BUS, PAY, RAIN), words)[0] == first


@given(st.lists(st.text(max_size=12), max_size=4), st.permutations([BUS, PAY, RAIN]))
def test_none_is_lost_and_each_half_stays_in_order(words: list[str], plans: list[Plan]) -> None:
    found = speaking(plans, words)
    assert sorted(one.id for one in found) == sorted(one.id for one in plans)
    places = [plans.index(one) for one in found]
    turns = [number for number in range(1, 3) if places[number] < places[number - 1]]
    assert len(turns) <= 1


def test_a_plan_is_one_sentence() -> None:
    assert plan_line(BUS) == "If the bus ride home, then sit at the front"
    assert plan_line(BUS, 8) == "If the bus…, then sit at…"
    assert if_then("", "call Ada") == "call Ada"
    assert if_then("the bus", " ") == "the bus"
    assert if_then("", "") == ""
    veil.draw()
    try:
        assert plan_line(PAY) == "If ••••••, then •••• •• ••• ••••"
    finally:
        veil.draw(drawn=False)
