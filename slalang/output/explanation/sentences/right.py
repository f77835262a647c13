"""Rights: the misses, the state, the terms."""

from __future__ import annotations

from slalang.output.civil_times import deadline, period_words
from slalang.output.explanation.sentences.joint import whose
from slalang.output.explanation.sentences.told import Saying, Told
from slalang.output.explanation.wording import curled, period_or_run
from slalang.values.listing import listed

_INNER = str.maketrans("“”", "‘’")
"""Quotation marks inside others."""


def _miss(told: Told) -> str:
    down = f", with {told.after} of downtime that counts" if told.step.after is not None else ""
    notice = f"; notice of it was given at {told.instant(told.step.before)} ({told.events})" if told.step.events else ""
    return f"{_period(told)} is a miss of {whose(told)}{down}{notice}{told.cited}"


def _possible(told: Told) -> str:
    """A period that nobody could decide, and what it lacks."""
    return f"whether {_period(told)} is a miss of {whose(told)} cannot be determined{_lack(told)}{told.cited}"


def _points_possible(told: Told) -> str:
    points = f", up to {_number(told.step.after, 'point')} at the most," if told.step.after is not None else ""
    return f"whether {told.name} earned more{points} {_in(told)} cannot be determined{_lack(told)}{told.cited}"


def _lack(told: Told) -> str:
    return f", for lack of {listed(told.limit.split(', '))}" if told.limit else ""


def _without_notice(told: Told) -> str:
    needed = f"a notice (the fact “{told.limit}”) had to come by {told.deadline(told.step.after)}"
    came = "and none came"
    if told.step.events:
        came = f"and {told.events} came at {told.instant(told.step.before)}"
    return f"{told.name} was missed in {_period(told)}, but {needed}, {came}; so it does not count{told.cited}"


def _misses_together(told: Told) -> str:
    return _together(told, "miss", "misses")


def _points_together(told: Told) -> str:
    return _together(told, "point", "points")


def _together(told: Told, one: str, several: str) -> str:
    """How many there are in the span that the ground asks for, and how many it needs."""
    had, needed = told.step.before, told.step.after
    what = f"for “{curled(told.limit).translate(_INNER)}”" if told.limit else f"of {told.name}"
    there = f"there {'is' if had == 1 else 'are'} {had or 'no'} {one if had == 1 else several} together"
    return f"{what} {there}, where {needed or 'some'} {'is' if needed == 1 else 'are'} needed{told.cited}"


def _period(told: Told) -> str:
    return period_or_run(told.detail) if told.detail else "a period"


def _number(number: object, noun: str) -> str:
    return f"{noun}s" if number is None else f"{number} {noun}{'' if number == 1 else 's'}"


def _points(told: Told) -> str:
    return f"{told.name} earned {_number(told.step.after, 'point')} {_in(told)}{told.cited}"


def _in(told: Told) -> str:
    return f"in {period_words(told.detail)}" if told.detail else ""


def _right(word: str) -> Saying:
    def say(told: Told) -> str:
        return f"the right {told.name} {word}{told.as_written}{_since(told)}{told.cited}"

    return say


def _lapsed(told: Told) -> str:
    lapses = told.verdict.lapses_at
    when = f" at {deadline(lapses, told.zone)}" if lapses is not None else ""
    arose = f"arose{told.as_written}{_since(told)}, " if told.limit or told.detail else ""
    return f"the right {told.name} {arose}was not used in time and lapsed{when}{told.cited}"


def _since(told: Told) -> str:
    periods = listed(period_or_run(name) for name in told.detail.split(", ") if name)
    return f", from {periods}" if periods else ""


def _terms(told: Told) -> str:
    return f"whoever uses the right {told.name} does so on its terms{told.remark}{told.cited}"


SAYINGS: dict[str, Saying] = {
    "miss": _miss,
    "miss_possible": _possible,
    "miss_without_notice": _without_notice,
    "misses_together": _misses_together,
    "points_earned": _points,
    "points_possible": _points_possible,
    "points_together": _points_together,
    "arisen": _right("has arisen"),
    "not_arisen": _right("has not arisen"),
    "exercised": _right("was exercised"),
    "lapsed": _lapsed,
    "right_terms": _terms,
}
"""How each code is said."""
