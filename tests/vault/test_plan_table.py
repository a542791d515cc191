"""The lists in the table ``plan``: their order, and what a later version may have written there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from recoverylog.journal.plan import Plan
from recoverylog.vault import keepsakes, plan_table, plans
from recoverylog.vault.keepsakes import KeptSign
from recoverylog.vault.plan_table import Row
from tests.vault.test_queries import opened

ONE, TWO, THREE = "1" * 32, "2" * 32, "3" * 32
IF_THEN, SIGN = "if_then", "sign"
STRANGE = ['"first"', "null", "[1]", "1.5", '{"a":1}']
"""What may stand for a position and is none."""


@pytest.fixture
def connection() -> Iterator[Any]:
    connection = opened()
    yield connection
    connection.close()


def details(connection: Any, id_: str) -> str:
    row = connection.execute("SELECT details FROM plan WHERE id = ?", (id_,)).fetchone()
    return str(row[0])


def insert(connection: Any, id_: str, kind: str, text: str, held: str) -> None:
    connection.execute("INSERT INTO plan VALUES (?, ?, ?, ?)", (id_, kind, text, held))


def test_a_list_stands_in_the_order_of_adding_each_kind_apart(connection: Any) -> None:
    plan_table.put(connection, "a", THREE, "first", {})
    plan_table.put(connection, "a", ONE, "second", {"more": "said"})
    plan_table.put(connection, "b", TWO, "elsewhere", {})
    plan_table.put(connection, "a", THREE, "first, changed", {"more": "here"})
    assert plan_table.rows(connection, "a") == [
        Row(THREE, "first, changed", {"position": 1, "more": "here"}),
        Row(ONE, "second", {"position": 2, "more": "said"}),
    ]
    assert plan_table.rows(connection, "b") == [Row(TWO, "elsewhere", {"position": 1})]


def test_what_is_not_known_here_stays_and_none_takes_a_name_out(connection: Any) -> None:
    insert(connection, ONE, "a", "words", '{"later":[1],"nothing":null,"position":4,"put":true}')
    plan_table.put(connection, "a", ONE, "words", {"put": None})
    assert details(connection, ONE) == '{"later":[1],"nothing":null,"position":4}'
    plan_table.put(connection, "a", TWO, "last", {})
    assert plan_table.rows(connection, "a")[-1] == Row(TWO, "last", {"position": 5})


@pytest.mark.parametrize("place", STRANGE)
@pytest.mark.parametrize("kind", [IF_THEN, SIGN])
def test_a_position_that_is_no_whole_number_is_read_as_0(
    connection: Any, kind: str, place: str
) -> None:
    insert(connection, ONE, kind, "at one", '{"position":1,"then":"call Jo"}')
    insert(connection, TWO, kind, "strange", f'{{"position":{place},"then":"call Jo"}}')
    insert(connection, THREE, kind, "before", '{"position":-1,"then":"call Jo"}')
    assert [row.text for row in plan_table.rows(connection, kind)] == [
        "before",
        "strange",
        "at one",
    ]
    added = "4" * 32
    if kind == IF_THEN:
        assert [one.cue for one in plans.plans(connection)] == ["before", "strange", "at one"]
        plans.put(connection, Plan(id=added, cue="added", then="walk"))
        plans.put(connection, Plan(id=TWO, cue="strange", then="walk", archived=True))
        assert plans.plans(connection)[1].archived
    else:
        assert [one.label for one in keepsakes.signs(connection)] == ["before", "strange", "at one"]
        keepsakes.put_sign(connection, KeptSign(added, "added"))
        keepsakes.put_sign(connection, KeptSign(TWO, "strange", archived=True))
        assert keepsakes.signs(connection)[1].archived
    assert msgspec.json.decode(details(connection, added))["position"] == 2
    assert msgspec.json.decode(details(connection, TWO))["position"] == msgspec.json.decode(place)


@pytest.mark.parametrize("held", ["", "{", "[1]", "7"])
def test_details_that_cannot_be_read_leave_the_words(connection: Any, held: str) -> None:
    insert(connection, ONE, IF_THEN, "a cue", held)
    insert(connection, TWO, SIGN, "a sign", held)
    assert plans.plans(connection) == [Plan(id=ONE, cue="a cue", then="")]
    assert keepsakes.signs(connection) == [KeptSign(TWO, "a sign")]


def test_a_sign_is_kept_as_before_and_a_plan_too(connection: Any) -> None:
    keepsakes.put_sign(connection, KeptSign(ONE, "skipping meals"))
    assert details(connection, ONE) == '{"position":1}'
    keepsakes.put_sign(connection, KeptSign(ONE, "skipping meals", archived=True))
    assert details(connection, ONE) == '{"archived":true,"position":1}'
    keepsakes.put_sign(connection, KeptSign(ONE, "skipping meals"))
    assert details(connection, ONE) == '{"position":1}'
    plans.put(connection, Plan(id=TWO, cue="bus", then="call Jo"))
    assert details(connection, TWO) == '{"archived":false,"position":1,"then":"call Jo"}'
