"""Shares: what was kept, missed or is open, and how it stands against the target (S5)."""

from __future__ import annotations

from fractions import Fraction

from slalang.output.explanation.sentences.told import Saying, Told
from slalang.output.explanation.wording import quoted
from slalang.output.figures import percent_in_full

_MOST_NAMES = 20
"""How many tickets or occasions are named; of more, how many they are."""


def _runs(told: Told, one: str, many: str) -> str:
    number = told.step.after
    count = "an unknown number" if not isinstance(number, int) else str(number)
    names = f": {_names(told)}" if told.step.also else ""
    return f"{count} of {told.name} {one if number == 1 else many}{names}{told.cited}"


def _names(told: Told) -> str:
    named, rest = told.step.also[:_MOST_NAMES], len(told.step.also) - _MOST_NAMES
    return quoted(named) + (f" and {rest} more" if rest > 0 else "")


def _missed(told: Told) -> str:
    return _runs(told, "was missed", "were missed")


def _undecided(told: Told) -> str:
    return _runs(told, "is not decided", "are not decided")


def _left_out(told: Told) -> str:
    return _runs(told, "is left out, as it does not apply", "are left out, as they do not apply")


def _share(told: Told) -> str:
    share = told.step.after
    if not isinstance(share, int | Fraction):
        return f"no share can be reckoned{told.tail()}{told.cited}"
    basis = f" of the {told.step.before} that are decided" if told.step.before is not None else ""
    return f"{percent_in_full(Fraction(share))}{basis} were kept{told.cited}"


def _nothing(told: Told) -> str:
    return f"nothing of {told.name} belongs to this period{told.tail()}{told.cited}"


def _margin(told: Told) -> str:
    spare = told.step.after
    if not isinstance(spare, int):
        return f"what would have changed this cannot be told{told.tail()}"
    if spare < 0:
        return f"with {-spare} fewer missed of {told.name}, the target would have been kept"
    if spare == 0:
        return f"with any more missed of {told.name}, the target would not have been kept"
    return f"with up to {spare} more missed of {told.name}, the target would have been kept"


SAYINGS: dict[str, Saying] = {
    "runs_missed": _missed,
    "runs_undecided": _undecided,
    "runs_left_out": _left_out,
    "kept_share": _share,
    "nothing_to_keep": _nothing,
    "margin_of_runs": _margin,
}
"""How each code is said."""
