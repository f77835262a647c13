"""What is left, and how it stands against the target."""

from __future__ import annotations

from fractions import Fraction

from slalang.output.civil_times import period_words
from slalang.output.explanation.sentences.told import Saying, Told
from slalang.output.explanation.wording import curled, first_step, lacked
from slalang.output.figures import duration, percent_in_full
from slalang.values.verdicts import Kind, Status


def _availability(told: Told) -> str:
    share = told.step.after
    if not isinstance(share, int | Fraction):
        return f"no availability can be reckoned{told.tail()}{told.cited}"
    basis = told.step.before
    of = f"of {duration(basis)} " if isinstance(basis, int | Fraction) else ""
    return f"{of}the rest is an availability of {percent_in_full(Fraction(share))}{told.tail()}{told.cited}"


def _rounded_share(told: Told) -> str:
    how = f", {told.detail or told.limit}" if told.detail or told.limit else ""
    return f"the policy rounds this{how}: {told.before} becomes {told.after}{told.cited}"


def _target(told: Told) -> str:
    here = f" (here {told.words})" if told.detail else ""
    open_still = told.verdict.status is Status.UNDETERMINED and first_step(told.verdict, "at_best")
    status = f"{told.status}{' at best' if open_still else ''}"
    return f"the agreement promises {curled(_promise(told.limit))}{here}{told.cited}: {status}"


def _promise(limit: str) -> str:
    return limit.removeprefix("available ") or "a target"


def _margin(told: Told) -> str:
    spare = told.step.after
    if not isinstance(spare, int):
        return f"what would have changed this cannot be told{told.tail()}"
    kept = (
        "the target would have been kept" if told.limit == "target" else f"availability would have stayed at least {told.limit}"
    )
    time = told.verdict.time_us
    downtime = "weighted downtime" if time is not None and time.weighted is not None else "downtime that counts"
    if spare < 0:
        return f"{told.at_best}with {duration(-spare)} less {downtime}, {kept}"
    if spare == 0:
        return f"{told.at_best}with any more {downtime}, {kept.replace('would', 'would not', 1)}"
    return f"{told.at_best}with up to {duration(spare)} more {downtime}, {kept}"


def _no_target(told: Told) -> str:
    return f"there is no target for this customer{told.tail()}{told.cited}"


def _not_in_force(told: Told) -> str:
    why = told.verdict.reason or told.detail or told.limit
    return f"the agreement is not in force in this period{': ' + why if why else ''}{told.cited}"


def _judged_over(told: Told) -> str:
    longer = period_words(told.detail) if told.detail else "a longer period that holds it"
    return f"the period is judged by {longer}{told.cited}"


def _missing(told: Told) -> str:
    if told.verdict.kind is Kind.CLOCK and told.detail:
        return f"{curled(told.detail)}{told.cited}"
    quoted = f"“{told.step.name}”" if told.step.name else "something that the policy needs"
    what = lacked(told.step.name or "", told.verdict) or quoted
    return f"{what} is missing{told.remark}{told.cited}"


SAYINGS: dict[str, Saying] = {
    "availability": _availability,
    "rounded_share": _rounded_share,
    "target": _target,
    "margin": _margin,
    "no_target": _no_target,
    "not_in_force": _not_in_force,
    "judged_over": _judged_over,
    "missing": _missing,
}
"""How each code is said."""
