"""Every flow can be gone through by keys and by plain commands, and both ways are tested.

The two lists are compared with each other and with the program: each page and each command of
``test_twins`` is part of a flow, and each flow names the test that goes through it on the screens
and the one that does the same by commands.
"""

from __future__ import annotations

import importlib
import inspect
from typing import NamedTuple

import pytest

from tests.tui.test_twins import TWINS, WITHOUT_A_COMMAND


class Way(NamedTuple):
    """One way through a flow: what it takes, and the test that goes it, ``module::name``."""

    by: tuple[str, ...]
    test: str


class Flow(NamedTuple):
    """Something that a person comes to do.

    Attributes:
        screens: the pages that it takes, and its test.
        commands: the plain commands that do the same, and their test.
    """

    screens: Way
    commands: Way


def flow(pages: str, pilot: str, commands: str, process: str) -> Flow:
    return Flow(
        Way(tuple(pages.split(", ")), f"tests.tui.{pilot}"),
        Way(tuple(commands.split(", ")), f"tests.cli.{process}"),
    )


FLOWS = {
    "make a journal": flow(
        "Welcome, PassphrasePage, KitPage",
        "test_welcome::test_the_words_that_are_offered_and_the_kit_both_open_what_was_made",
        "init",
        "test_cli_own_journal::test_init_from_a_descriptor",
    ),
    "say what one is in recovery from": flow(
        "FirstFocus, FocusForm",
        "test_focus_form::test_a_name_and_a_day_make_one",
        "focus add, focus edit, focus list",
        "test_cli_own_journal::test_focus_add_list_edit",
    ),
    "open it": flow(
        "Door",
        "test_app::test_the_right_passphrase_opens_today_and_leaves_the_field_empty",
        "unlock",
        "test_cli_own_journal::test_unlocked_for_a_while_three_processes_share_it",
    ),
    "keep a line while it is locked": flow(
        "SealedLine",
        "test_sealed_line::test_a_line_from_the_door_is_in_the_journal_later",
        "log",
        "test_cli_writing::test_log_seals_where_the_journal_is_locked",
    ),
    "see how one stands": flow(
        "Today",
        "test_twins::test_today_shows_what_the_command_prints",
        "today, streak",
        "test_cli_reading::test_today_has_the_figures_the_entries_and_what_waits",
    ),
    "keep a line": flow(
        "Today",
        "test_app::test_a_line_is_kept_and_the_field_is_empty",
        "log",
        "test_cli_writing::test_log_writes_into_the_open_journal_at_once",
    ),
    "write down what is good, whom one met, anything": flow(
        "GratitudeForm, ConnectionForm, NoteForm",
        "test_forms::test_time_with_people_completes_them",
        "log",
        "test_cli_writing::test_log_understands_a_line_as_rl_does",
    ),
    "say in the morning what the day is for": flow(
        "MorningForm",
        "test_forms::test_every_field_of_a_morning",
        "am",
        "test_cli_am_pm::test_a_morning_in_options",
    ),
    "look at the day in the evening": flow(
        "EveningForm",
        "test_forms::test_every_field_of_a_check_in",
        "pm, check-in",
        "test_cli_am_pm::test_an_evening_in_options_is_taken_back_as_one",
    ),
    "have company in a craving": flow(
        "CravingForm",
        "test_companion::test_the_whole_way",
        "craving, log",
        "test_cli_companion::test_it_is_kept_and_company_is_shown",
    ),
    "have company in a craving while it is locked": flow(
        "LockedCraving",
        "test_craving_locked::test_it_is_rated_twice_and_sealed",
        "craving",
        "test_cli_companion::test_locked_it_is_sealed_and_nothing_is_asked",
    ),
    "reach somebody": flow(
        "ReachPage",
        "test_companion::test_a_number_stands_large_and_as_a_code",
        "craving, people list",
        "test_cli_companion::test_a_number_is_shown_as_a_code",
    ),
    "plan for hard moments": flow(
        "PlansPage",
        "test_plans::test_a_writes_another",
        "plans list, plans add, plans edit, plans put-away",
        "test_cli_plans::test_a_plan_is_given_other_words",
    ),
    "have it one's own way": flow(
        "SettingsPage",
        "test_settings::test_a_row_is_turned_by_keys_and_is_in_force_and_written_at_once",
        "config list, config get, config set, config unset",
        "test_cli_config::test_what_is_set_is_got_and_the_rest_of_the_file_stays",
    ),
    "look back": flow(
        "History",
        "test_twins::test_a_day_of_the_history_shows_what_the_list_prints",
        "list",
        "test_cli_reading::test_list_stands_by_day_and_shows_twenty_unless_told",
    ),
    "find": flow(
        "History",
        "test_history::test_results_come_as_one_types_the_newest_first_and_marked",
        "search",
        "test_cli_reading::test_search",
    ),
    "see an entry whole": flow(
        "EntryPage",
        "test_twins::test_an_entry_shows_what_the_command_prints",
        "show",
        "test_cli_reading::test_show_gives_the_whole_entry_and_its_versions",
    ),
    "change an entry": flow(
        "EditForm",
        "test_entry::test_a_line_is_changed_and_kept_with_enter",
        "edit",
        "test_cli_writing::test_edit_takes_a_line_and_keeps_the_rest",
    ),
    "put an entry into the bin and take that back": flow(
        "EntryPage",
        "test_entry::test_delete_and_undo_on_the_page",
        "delete, undo",
        "test_cli_writing::test_undo_goes_back_step_by_step",
    ),
    "settle what waits": flow(
        "SettlePage",
        "test_settle::test_a_use_is_asked_about_kindly_and_counts_after_yes",
        "pending, confirm",
        "test_cli_reading::test_a_use_from_the_locked_shell_counts_nowhere_until_it_is_confirmed",
    ),
    "find a number to call": flow(
        "CrisisPage",
        "test_crisis_page::test_it_says_what_the_command_prints_but_for_its_options",
        "crisis",
        "test_cli_commands::test_crisis_needs_nothing",
    ),
    "see the days together": flow(
        "Insights",
        "test_twins::test_a_view_of_insights_shows_what_the_command_prints",
        "streak, trends, patterns, year, review, milestones",
        "test_cli_insight::test_a_year_is_shown_in_three_ways_or_in_one",
    ),
    "name early signs and tick them": flow(
        "SignsPage",
        "test_signs::test_a_key_ticks_and_takes_the_tick_back",
        "signs list, signs add, signs tick, signs put-away",
        "test_cli_signs::test_a_sign_is_ticked_by_number_or_words",
    ),
    "say who gives support": flow(
        "SupportersPage, SupporterForm",
        "test_supporters::test_a_supporter_is_named",
        "people list, people show, people add, people edit, people put-away",
        "test_cli_people::test_whoever_is_put_away_comes_back_as_they_were",
    ),
    "hand a page over": flow(
        "SharePage, SentencesPage, NeedPage, HandingPage, SealedWordsPage",
        "test_share::test_a_sealed_page_shows_its_words_once",
        "share, asks list",
        "test_cli_share::test_a_sealed_page_is_told_with_its_words_and_what_to_do",
    ),
    "take an answer in": flow(
        "ReceivePage",
        "test_answers::test_a_pasted_answer_is_taken_in_and_shown_apart",
        "receive",
        "test_cli_receive::test_it_is_pasted_read_and_settled",
    ),
    "keep an answer, or not": flow(
        "AnswersPage",
        "test_answers::test_k_keeps_and_d_puts_away",
        "answers list, answers show, answers keep, answers put-away, answers erase, answers block",
        "test_cli_receive::test_each_is_settled_by_its_id",
    ),
    "see what was shared, and end it": flow(
        "LedgerPage",
        "test_ledger::test_c_closes_a_page_when_it_is_asked_for_twice",
        "shared list, shared show, shared close, shared delete-file",
        "test_cli_shared::test_closing_is_for_good_and_asks_first",
    ),
}


def test_every_page_is_part_of_a_flow() -> None:
    gone_through = {page for one in FLOWS.values() for page in one.screens.by}
    assert gone_through == TWINS.keys() - WITHOUT_A_COMMAND.keys()


def test_every_command_with_a_page_is_part_of_a_flow() -> None:
    called = {command for one in FLOWS.values() for command in one.commands.by}
    assert called == {command for commands in TWINS.values() for command in commands}


def test_the_commands_of_a_flow_are_those_of_its_pages() -> None:
    for name, one in FLOWS.items():
        theirs = {command for page in one.screens.by for command in TWINS[page]}
        assert theirs.issuperset(one.commands.by), name


def source(test: str) -> str:
    """Return the source of a test that there is, and of the functions of its module it calls."""
    module, _, name = test.partition("::")
    found = importlib.import_module(module)
    taken = inspect.getsource(getattr(found, name))
    called = [
        inspect.getsource(value)
        for called, value in vars(found).items()
        if inspect.isfunction(value) and value.__module__ == module and f"{called}(" in taken
    ]
    return "\n".join([taken, *called])


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_has_a_test_by_keys_and_one_by_commands(name: str) -> None:
    screens, commands = FLOWS[name]
    by_keys, by_commands = source(screens.test), source(commands.test)
    assert "pilot" in by_keys, screens.test
    said = {word for command in commands.by for word in command.split()[:1]}
    assert any(f'"{word}' in by_commands or f"{word}(" in by_commands for word in said), said
