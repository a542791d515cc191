"""craving: kept at once, then what stands by, and rated again for as long as one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import PASSPHRASE, told
from tests.cli.terminal import CTRL_C, CTRL_D, Terminal

if TYPE_CHECKING:
    from tests.cli.conftest import Vault
    from tests.conftest import Program

KIND = "This may not make it smaller. It may change what you do next."


def newest(vault: Vault) -> dict[str, object]:
    (entry,) = vault.json("list", "--kind", "craving", "--limit", "1")["entries"]
    return dict(entry)


def test_it_is_kept_and_company_is_shown(vault: Vault) -> None:
    vault.run("plans", "add", "bus ride", "sit at the front")
    vault.run("people", "add", "Marta", "--role", "sponsor", "--reach", "+1 555 0142")
    for after in ("3", "2", "4", "3", "3"):
        vault.ok("log", "craving", "8", "+walk", f"after:{after}")
    printed = vault.ok("craving", "7", "on", "the", "bus", "@tired")
    assert printed.startswith("Kept: 6 ")
    assert KIND in printed
    assert "  +walk  8 → 3, 5 times\n" in printed
    assert "  If bus ride, then sit at the front\n" in printed
    assert "  Marta (sponsor)  +1 555 0142\n" in printed
    entry = newest(vault)
    assert (entry["craving"], entry["text"], entry["tags"]) == (7, "on the bus", ["tired"])


def test_an_empty_journal_offers_plain_things(vault: Vault) -> None:
    printed = vault.ok("craving", "5")
    assert "What you could try\n  +leave  to try\n" in printed
    assert "recoverylog people add" in printed


def test_what_is_only_offered_is_told_from_what_has_helped(vault: Vault) -> None:
    vault.ok("log", "craving", "6", "+swim", "after:2")
    printed = vault.ok("craving", "5")
    assert "What has helped you before\n  +swim  once\n  +leave  to try\n" in printed


def test_text_that_looks_like_an_option_is_text(vault: Vault) -> None:
    vault.ok("craving", "7", "-hard", "day", "--really")
    assert newest(vault)["text"] == "-hard day --really"


def test_locked_it_is_sealed_and_nothing_is_asked(vault: Vault) -> None:
    done = vault.run("craving", "7", "bus", "after:3", passphrase=None)
    assert done.returncode == 0
    assert "Kept: craving 7 of 10 · bus · after 3" in done.stdout
    assert KIND in done.stderr
    assert (newest(vault)["craving"], newest(vault)["after"]) == (7, 3)


def test_without_a_journal_it_is_kept(cli: Program) -> None:
    done = cli("craving", "6")
    assert done.returncode == 0
    assert "Kept: craving 6 of 10" in done.stdout


def test_without_words_and_without_a_terminal_nothing_is_asked(vault: Vault) -> None:
    assert "recoverylog craving 7" in told(vault.run("craving"), 2)


@pytest.mark.parametrize("leaving", ["\r", CTRL_C, CTRL_D])
def test_a_terminal_is_asked_again_until_one_leaves(
    vault: Vault, cli: Program, leaving: str
) -> None:
    with Terminal(cli.argv("craving"), passphrase=PASSPHRASE) as screen:
        screen.expect("How strong is it, right now?")
        screen.enter("8 lonely @night")
        screen.expect("Someone to reach")
        screen.expect("How strong is it now?")
        screen.enter("a little less")
        screen.expect("A number from 0 to 10")
        for number in ("6", "4"):
            screen.enter(number)
            screen.expect(f"8 → {number}")
            screen.expect("How strong is it now?")
        assert screen.left_with(leaving) == 0
    entry = newest(vault)
    assert (entry["craving"], entry["after"], entry["text"]) == (8, 4, "lonely")


def test_a_number_is_shown_as_a_code(vault: Vault) -> None:
    vault.run("people", "add", "Marta", "--reach", "+1 555 0142, until ten")
    *code, name = vault.ok("craving", "--qr", "marta").splitlines()
    assert name == "Marta  +1 555 0142"
    assert len(set(map(len, code))) == 1
    assert set("".join(code)) <= set("█▀▄ ")


def test_whoever_has_no_number_has_no_code(vault: Vault) -> None:
    vault.run("people", "add", "Ida", "--reach", "any chat")
    assert "no telephone number" in told(vault.run("craving", "--qr", "ida"), 10)


def test_quotes_hold_words_together_at_the_prompt(vault: Vault, cli: Program) -> None:
    with Terminal(cli.argv("craving"), passphrase=PASSPHRASE) as screen:
        screen.expect("How strong is it, right now?")
        screen.enter('7 walk with:"Ada Byron"')
        screen.expect("How strong is it now?")
        screen.enter("")
        assert screen.ended() == 0
    assert (newest(vault)["text"], newest(vault)["people"]) == ("walk", ["Ada Byron"])


def test_ctrl_c_in_the_middle_of_a_word_keeps_what_was_typed(vault: Vault, cli: Program) -> None:
    with Terminal(cli.argv("craving"), passphrase=PASSPHRASE) as screen:
        screen.expect("How strong is it, right now?")
        screen.type("7 bus ride ho")
        screen.expect("ride ho")
        screen.left_with(CTRL_C)
    assert (newest(vault)["craving"], newest(vault)["text"]) == (7, "bus ride ho")


@pytest.mark.parametrize("passphrase", [PASSPHRASE, None], ids=["open", "locked"])
def test_ctrl_c_at_the_first_prompt_keeps_and_leaves(
    vault: Vault, cli: Program, passphrase: str | None
) -> None:
    with Terminal(cli.argv("craving"), passphrase=passphrase) as screen:
        screen.expect("How strong is it, right now?")
        screen.type("7 bus ride ho")
        screen.expect("ride ho")
        assert screen.left_with(CTRL_C) == 130
    assert "Kept: " in screen.words
    assert "What was kept before is safe." in screen.words
    assert KIND not in screen.words
    assert "How strong is it now?" not in screen.words
    assert newest(vault)["text"] == "bus ride ho"


def test_with_privacy_on_no_number_is_shown_and_why_is_said(vault: Vault) -> None:
    vault.run("people", "add", "Marta", "--reach", "+1 555 0142")
    said = told(vault.run("--privacy", "craving", "--qr", "marta"), 2)
    assert "privacy is on" in said
    assert "leave out --privacy" in said
    assert "no telephone number" not in said
    vault.ok("config", "set", "privacy", "yes")
    said = told(vault.run("craving", "--qr", "marta"), 2)
    assert "recoverylog config set privacy no" in said
    vault.ok("config", "set", "privacy", "no")
    assert "Marta  +1 555 0142" in vault.ok("craving", "--qr", "marta")


def test_a_code_costs_no_words(vault: Vault) -> None:
    vault.run("people", "add", "Marta", "--reach", "+1 555 0142")
    printed = vault.ok("craving", "6", "bad", "night", "--qr", "marta")
    assert "Marta  +1 555 0142" in printed
    assert newest(vault)["text"] == "bad night"
    assert vault.run("craving", "5", "ohno", "--qr", "nobody").returncode == 10
    assert newest(vault)["text"] == "ohno"


def test_a_code_that_cannot_be_shown_ends_nothing(vault: Vault, cli: Program) -> None:
    with Terminal(
        cli.argv("--privacy", "craving", "7", "--qr", "theo"), passphrase=PASSPHRASE
    ) as screen:
        screen.expect("leave out --privacy")
        screen.expect("How strong is it now?")
        screen.enter("4")
        screen.expect("How strong is it now?")
        screen.enter("")
        assert screen.ended() == 0
    assert (newest(vault)["craving"], newest(vault)["after"]) == (7, 4)
