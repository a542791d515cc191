"""The words for time without use, for a return to use and for supporters: the person's choice.

What is stored are the keys, ``recovery`` or ``sponsor``; what is shown stands here and nowhere
else, whole sentences where a word would bend its neighbours. Some of these words hurt where they
are said about somebody. They are shown only where the person chose them for themselves.

The choice holds for the whole process, like a locale: opening a journal makes it, closing the
journal takes it back. So whatever is shown asks ``chosen()`` at that moment, and keeps nothing.

Three classes of plain attributes, since a command waits for this module: made in a third of a
millisecond, where named tuples of so many fields take two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from recoverylog.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recoverylog.journal.preference import Preferences

TimeKey = Literal["recovery", "sobriety", "clean-time", "substance-free"]
EventKey = Literal["return-to-use", "lapse", "slip", "relapse"]
SupporterKey = Literal["supporter", "sponsor", "mentor", "peer"]


class Time:
    """How time without use is spoken of; names in braces are filled in.

    Attributes:
        key: what is stored for it.
        free: what a day without use is: ``free``.
        letter: that in a chart, one letter; never u, which is a day with use.
        days: several such days.
        days_and_use: such days and those with use.
        this_run: the present row of such days.
        of_last: how many of the latest days are such, as the name of a figure.
        inside: what somebody is meanwhile: ``in recovery``.
        since: a sentence with {start} and the {duration} since then.
        since_today: likewise on the first day.
        begins: likewise before it.
        since_short: the start alone.
        begins_short: likewise before it.
        span: what is counted from the start on: ``time in recovery``.
        by_calendar: a sentence on how that is counted.
        beginning: where that begins.
        of: what stands before the name of a focus.
        of_heading: likewise over a page.
        of_mine: what the person says of their focus.
        of_yours: what is said to the person of their focus.
        of_question: the question after it.
    """

    key: TimeKey = "recovery"
    free: str = _("free")
    letter: str = "f"
    days: str = _("free days")
    days_and_use: str = _("free days and use days")
    this_run: str = _("this run of free days")
    of_last: str = _("free of the last 30 days")
    inside: str = _("in recovery")
    since: str = _("In recovery since {start}, {duration}")
    since_today: str = _("In recovery since today, {start}")
    begins: str = _("In recovery from {start}")
    since_short: str = _("in recovery since {start}")
    begins_short: str = _("in recovery from {start}")
    span: str = _("time in recovery")
    by_calendar: str = _("Time in recovery is counted by the calendar from the day that I chose.")
    beginning: str = _("the start of recovery")
    of: str = _("in recovery from")
    of_heading: str = _("In recovery from")
    of_mine: str = _("what I am in recovery from")
    of_yours: str = _("what you are in recovery from")
    of_question: str = _("What are you in recovery from?")


class Event:
    """What a return to use is called.

    Attributes:
        key: what is stored for it.
        one: without an article.
        several: more than one.
        any: with its article.
        this: the one that is spoken of.
        next: one and the one after it.
    """

    key: EventKey = "return-to-use"
    one: str = _("return to use")
    several: str = _("returns to use")
    any: str = _("a return to use")
    this: str = _("this return to use")
    next: str = _("one return to use and the next")


class Support:
    """What somebody who gives support is called.

    Attributes:
        key: what is stored for it.
        one: without an article.
        several: more than one.
        any: with its article.
        mine: the person's own.
        none_called: that nobody has the name {name}.
        none_such: that nobody is meant.
        one_called: that somebody has the name {name} already.
        needs_name: that a name is wanted.
        whoever: who that may be, as a sentence.
        roles: examples of what they may be to somebody, in a row.
        role: one of these.
    """

    key: SupporterKey = "supporter"
    one: str = _("supporter")
    several: str = _("supporters")
    any: str = _("a supporter")
    mine: str = _("my supporter")
    none_called: str = _("There is no supporter called “{name}”.")
    none_such: str = _("There is no such supporter.")
    one_called: str = _("There is a supporter called “{name}” already.")
    needs_name: str = _("A supporter needs a name.")
    whoever: str = _("A sponsor, a peer, a friend, a doctor: whoever you want to hand a page to.")
    roles: str = _("sponsor, peer, friend, doctor")
    role: str = _("sponsor")


class _Sobriety(Time):
    """Time sober."""

    key: TimeKey = "sobriety"
    free = _("sober")
    letter = "s"
    days = _("sober days")
    days_and_use = _("sober days and use days")
    this_run = _("this run of sober days")
    of_last = _("sober of the last 30 days")
    inside = _("sober")
    since = _("Since {start}, {duration}")
    since_today = _("Since today, {start}")
    begins = _("Sober from {start}")
    since_short = _("since {start}")
    begins_short = _("sober from {start}")
    span = _("time sober")
    by_calendar = _("Time sober is counted by the calendar from the day that I chose.")
    beginning = _("the start of sobriety")
    of = _("sober from")
    of_heading = _("Sober from")
    of_mine = _("what I am sober from")
    of_yours = _("what you are sober from")
    of_question = _("What are you sober from?")


class _CleanTime(Time):
    """Clean time."""

    key: TimeKey = "clean-time"
    free = _("clean")
    letter = "c"
    days = _("clean days")
    days_and_use = _("clean days and use days")
    this_run = _("this run of clean days")
    of_last = _("clean of the last 30 days")
    inside = _("clean")
    since = _("Since {start}, {duration}")
    since_today = _("Since today, {start}")
    begins = _("Clean from {start}")
    since_short = _("since {start}")
    begins_short = _("clean from {start}")
    span = _("clean time")
    by_calendar = _("Clean time is counted by the calendar from the day that I chose.")
    beginning = _("the start of clean time")
    of = _("clean from")
    of_heading = _("Clean from")
    of_mine = _("what I am clean from")
    of_yours = _("what you are clean from")
    of_question = _("What are you clean from?")


class _SubstanceFree(Time):
    """Substance-free time."""

    key: TimeKey = "substance-free"
    free = _("substance-free")
    letter = "f"
    days = _("substance-free days")
    days_and_use = _("substance-free days and use days")
    this_run = _("this run of substance-free days")
    of_last = _("substance-free of the last 30 days")
    inside = _("substance-free")
    since = _("Since {start}, {duration}")
    since_today = _("Since today, {start}")
    begins = _("Substance-free from {start}")
    since_short = _("since {start}")
    begins_short = _("substance-free from {start}")
    span = _("substance-free time")
    by_calendar = _("Substance-free time is counted by the calendar from the day that I chose.")
    beginning = _("the start of substance-free time")
    of = _("free from")
    of_heading = _("Free from")
    of_mine = _("what I am free from")
    of_yours = _("what you are free from")
    of_question = _("What are you free from?")


class _Lapse(Event):
    """A return to use as a lapse."""

    key: EventKey = "lapse"
    one = _("lapse")
    several = _("lapses")
    any = _("a lapse")
    this = _("this lapse")
    next = _("one lapse and the next")


class _Slip(Event):
    """A return to use as a slip."""

    key: EventKey = "slip"
    one = _("slip")
    several = _("slips")
    any = _("a slip")
    this = _("this slip")
    next = _("one slip and the next")


class _Relapse(Event):
    """A return to use as a relapse."""

    key: EventKey = "relapse"
    one = _("relapse")
    several = _("relapses")
    any = _("a relapse")
    this = _("this relapse")
    next = _("one relapse and the next")


class _Sponsor(Support):
    """A supporter as a sponsor."""

    key: SupporterKey = "sponsor"
    one = _("sponsor")
    several = _("sponsors")
    any = _("a sponsor")
    mine = _("my sponsor")
    none_called = _("There is no sponsor called “{name}”.")
    none_such = _("There is no such sponsor.")
    one_called = _("There is a sponsor called “{name}” already.")
    needs_name = _("A sponsor needs a name.")
    whoever = _("A sponsor, a friend, a doctor: whoever you want to hand a page to.")
    roles = _("sponsor, friend, doctor")
    role = _("sponsor")


class _Mentor(Support):
    """A supporter as a mentor."""

    key: SupporterKey = "mentor"
    one = _("mentor")
    several = _("mentors")
    any = _("a mentor")
    mine = _("my mentor")
    none_called = _("There is no mentor called “{name}”.")
    none_such = _("There is no such mentor.")
    one_called = _("There is a mentor called “{name}” already.")
    needs_name = _("A mentor needs a name.")
    whoever = _("A mentor, a friend, a doctor: whoever you want to hand a page to.")
    roles = _("mentor, friend, doctor")
    role = _("mentor")


class _Peer(Support):
    """A supporter as a peer."""

    key: SupporterKey = "peer"
    one = _("peer")
    several = _("peers")
    any = _("a peer")
    mine = _("my peer")
    none_called = _("There is no peer called “{name}”.")
    none_such = _("There is no such peer.")
    one_called = _("There is a peer called “{name}” already.")
    needs_name = _("A peer needs a name.")
    whoever = _("A peer, a friend, a doctor: whoever you want to hand a page to.")
    roles = _("peer, friend, doctor")
    role = _("peer")


class Terms(NamedTuple):
    """The words in force."""

    time: Time
    event: Event
    supporter: Support


TIMES: Mapping[str, Time] = {
    one.key: one for one in (Time(), _Sobriety(), _CleanTime(), _SubstanceFree())
}
EVENTS: Mapping[str, Event] = {one.key: one for one in (Event(), _Lapse(), _Slip(), _Relapse())}
SUPPORTERS: Mapping[str, Support] = {
    one.key: one for one in (Support(), _Sponsor(), _Mentor(), _Peer())
}

_USUAL = Terms(TIMES["recovery"], EVENTS["return-to-use"], SUPPORTERS["supporter"])
_in_force: list[Terms] = []


def chosen() -> Terms:
    """Return the words in force: those of the journal that is open, else the usual ones."""
    return _in_force[0] if _in_force else _USUAL


def choose(preferences: Preferences) -> None:
    """Have the words of these preferences from now on, everywhere in this process."""
    time, event = TIMES[preferences.time], EVENTS[preferences.event]
    keep(Terms(time, event, SUPPORTERS[preferences.supporter]))


def keep(words: Terms) -> None:
    """Have these words from now on: those of a journal that was closed while its page is made."""
    _in_force[:] = [words]


def forget() -> None:
    """Have the usual words again, as where no journal is open."""
    _in_force.clear()
