"""Rights: the misses, the state, the terms."""

from __future__ import annotations

from slalang.output.civil_times import deadline, period_words
from slalang.output.explanation.sentences.told import Saying, Told
from slalang.values.listing import listed


def _miss(told: Told) -> str:
    period, _, component = told.detail.partition(", ")
    name = "/".join(part for part in (told.step.name, component) if part)
    of = f" of “{name}”" if name else ""
    return f"{period_words(period) if period else 'a period'} is a miss{of}{told.cited}"


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
    periods = listed(period_words(name) for name in told.detail.split(", ") if name)
    return f", from {periods}" if periods else ""


def _terms(told: Told) -> str:
    return f"whoever uses the right {told.name} does so on its terms{told.remark}{told.cited}"


SAYINGS: dict[str, Saying] = {
    "miss": _miss,
    "arisen": _right("has arisen"),
    "not_arisen": _right("has not arisen"),
    "exercised": _right("was exercised"),
    "lapsed": _lapsed,
    "right_terms": _terms,
}
"""How each code is said."""
