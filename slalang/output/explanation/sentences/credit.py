"""The credit: row, base, award, bounds, rounding, claim."""

from __future__ import annotations

from fractions import Fraction

from slalang.output.explanation.sentences.told import Saying, Told
from slalang.output.figures import decimal_text
from slalang.values.verdicts import CreditState, Figure

_RULES = {
    "flat": "a fixed sum",
    "unavailable_share": "the unavailable share",
    "shortfall": "the shortfall",
    "time_lost": "the fee for the time lost",
    "slot_fees": "the fees given back",
    "service_days": "days of service",
}
"""What an award is called that is no percentage."""


def _row(told: Told) -> str:
    earns = f" and earns {told.after}" if told.step.after is not None else ""
    limit = f"“{told.limit}”" if told.limit else "for a missed target"
    return f"the credit row {limit} applies{earns}{told.tail()}{told.cited}"


def _hole(told: Told) -> str:
    timed = told.verdict.time_us is not None and told.step.unit == ""
    what = {"share": "availability ", "us": "downtime "}.get(told.step.unit, "being down " if timed else "")
    limit = f": none covers {what}{told.limit}{' times' if timed else ''}" if told.limit else ""
    return f"the credit rows leave a hole here{limit}, so no credit follows{told.tail()}{told.cited}"


def _no_row(told: Told) -> str:
    return f"no credit row applies{told.tail()}{told.cited}"


def _base(told: Told) -> str:
    of = f", from the charges {told.events}" if told.step.events else ""
    return f"the credit is reckoned on {told.after or 'no charges'}{of}{told.tail()}{told.cited}"


def _award(told: Told) -> str:
    rule = _RULES.get(told.detail, told.detail) or told.limit
    if told.detail in ("slot_fees", "service_days"):
        return f"the credit is {told.after} ({rule}){told.cited}"
    if told.step.before is None:
        return f"the credit is {told.after}{f' ({rule})' if rule else ''}{told.cited}"
    return f"{rule or 'the credit'} of {told.before} is {told.after}{told.cited}"


def _cap(told: Told) -> str:
    bounded = f"from {told.before} to {told.after}"
    return f"the credit is lowered {bounded}{told.as_written}{told.tail()}{told.cited}"


def _floor(told: Told) -> str:
    bounded = f"from {told.before} to {told.after}"
    return f"the credit is raised {bounded}{told.as_written}{told.tail()}{told.cited}"


def _least_payable(told: Told) -> str:
    least = f"{told.before or 'the credit'} does not reach what is payable at all{told.as_written}"
    return f"{least}, so {told.after or 'nothing'} is owed{told.tail()}{told.cited}"


def _rounded_money(told: Told) -> str:
    how = f" ({told.limit or told.detail})" if told.limit or told.detail else ""
    if told.step.before == told.step.after:
        return f"rounding the credit{how} changes nothing: it is {told.after}{told.cited}"
    return f"the credit is rounded once, at the end{how}: {told.before} becomes {told.after}{told.cited}"


def _claim(told: Told) -> str:
    match str(told.step.after or told.verdict.credit.state):
        case CreditState.DUE:
            return f"the credit is given without a claim{told.cited}"
        case CreditState.DISCRETIONARY:
            return f"whether the credit is given lies in the provider's discretion{told.cited}"
        case state:
            return f"{_came(told, 'claim ', state)}, so the credit is {state}{told.cited}"


def _came(told: Told, noun: str, state: str) -> str:
    """What came of a claim or a step of it: complete and in time, not complete, or nothing in time."""
    if not told.step.events:
        return f"no {noun}has been made{' in time' if state == CreditState.FORFEITED else ''}"
    at = f" at {told.instant(told.step.before)}" if told.step.before is not None else ""
    lacks = f", without {told.detail}" if told.detail else ""
    return f"{noun}{told.events} came{at}{lacks}"


def _claim_deadline(told: Told) -> str:
    what = f"the step {told.name} of the claim" if told.step.name else "a claim"
    return f"{what} is in time until {told.deadline(told.step.after)}{told.as_written}{told.cited}"


def _claim_late(told: Told) -> str:
    what = f" for the step {told.name}" if told.step.name else ""
    return f"{told.events} came{what} at {told.instant(told.step.before)}, which was too late, and does not count{told.cited}"


def _claim_lacking(told: Told) -> str:
    what = f" for the step {told.name}" if told.step.name else ""
    return f"{told.events} came{what} at {told.instant(told.step.before)} without {told.detail}, and does not count{told.cited}"


def _claim_barred(told: Told) -> str:
    """A claim that was made while a fact stood in its way."""
    claim, fact = (*told.step.events, "", "")[:2]
    return (
        f"claim “{claim}” was made at {told.instant(told.step.before)} while {told.name} held: "
        f"“{fact}” said so at {told.instant(told.step.after)}, and no “{told.detail}” about it had come since{told.cited}"
    )


def _per_day(told: Told) -> str:
    days = _counted(told, "day")
    return f"{days}{_of(told)}{_when(told)}{told.cited}"


def _per_unit(told: Told) -> str:
    return f"{_counted(told, 'unit')} past the deadline{_of(told)}{_when(told)}{told.cited}"


def _per_downtime(told: Told) -> str:
    return f"{_counted(told, 'unit')} of downtime{_of(told)}{told.cited}"


def _allowance(told: Told) -> str:
    of = "of each run" if told.detail == "each run" else "of the downtime"
    return f"the first {told.after or 'part'} {of} earn nothing{told.cited}"


def _slot_fees(told: Told) -> str:
    one = told.detail == "1"
    noun = f"{told.step.name or 'slot'}{'' if one else 's'}"
    if not told.step.intervals:
        return f"no {noun.removesuffix('s')} was down for long enough for its fee to be given back{told.cited}"
    down = f"{told.detail} {noun} {'was' if one else 'were'} down for long enough: {told.when}"
    fees = f"{'its fee comes' if one else 'their fees come'} to {told.before}"
    if told.limit not in ("", "1"):
        fees += f", and {told.limit} times that to {told.after}"
    return f"{down}; {fees}{told.cited}"


def _time_lost(told: Told) -> str:
    factor = "" if told.detail in ("", "1") else f"{told.detail} times "
    return f"the part of the base that counts is {factor}{told.before} divided by {told.after}{told.cited}"


def _shortfall(told: Told) -> str:
    return f"the target of {told.detail}% less the availability of {told.before} is a shortfall of {told.after}{told.cited}"


def _unavailable(told: Told) -> str:
    return f"100% less the availability of {told.before} is an unavailable share of {told.after}{told.cited}"


def _day_fee(told: Told) -> str:
    return f"a day's fee is {told.before} divided by {_decimal(told.detail)} days, which is {told.after}{told.cited}"


def _hour_fee(told: Told) -> str:
    return f"an hour's fee is {told.before} divided by {_decimal(told.detail)} hours, which is {told.after}{told.cited}"


def _decimal(number: str) -> str:
    return decimal_text(Fraction(number)) if number else "some"


def _units_of_run(told: Told) -> str:
    units = f"{told.detail} unit{'' if told.detail == '1' else 's'}"
    if not told.step.intervals:
        return f"{told.before} more runs make {units} together{told.cited}"
    return f"the run {told.when}, of {told.before}, makes {units}{told.cited}"


def _below_zero(told: Told) -> str:
    return f"what the credit comes to is {told.before}, which is below zero, so nothing is owed{told.cited}"


def _ceiling(told: Told) -> str:
    if not told.detail.endswith("%"):
        days = f"{told.detail} day{'' if told.detail == '1' else 's'}"
        return f"{days} at {told.before} each are {told.after}{told.as_written}{told.cited}"
    of = f", from the charges {told.events}," if told.step.events else ""
    return f"{told.detail} of {told.before}{of} is {told.after}{told.as_written}{told.cited}"


def _points(told: Told) -> str:
    return f"that earns {_points_of(told.step.after)}{told.cited}"


def _repeat(told: Told) -> str:
    before, after = _points_of(told.step.before), _points_of(told.step.after)
    return f"the preceding period was breached as well, so {before} become {after}{told.cited}"


def _repeat_unknown(told: Told) -> str:
    before, after = _points_of(told.step.before), _points_of(told.step.after)
    return (
        f"whether the preceding period was breached cannot be determined, so there is no repeat: "
        f"{before} would have become {after}{told.cited}"
    )


def _points_of(number: Figure | None) -> str:
    return "points" if number is None else f"{number} point{'' if number == 1 else 's'}"


def _used_downtime(told: Told) -> str:
    used = f"{told.after or 'part'} of the downtime was used by a claim that has been paid ({told.events})"
    return f"{used}, and earns nothing again{_when(told)}{told.as_written}{told.cited}"


def _claim_step(told: Told) -> str:
    if told.step.after == "taken":
        at = f", at {told.instant(told.step.before)}" if told.step.before is not None else ""
        return f"the step {told.name} of the claim was taken in time by {told.events}{at}{told.cited}"
    state = told.after or str(told.verdict.credit.state)
    came = "nothing came in time" if state == CreditState.FORFEITED else "nothing has come yet"
    if told.step.events:
        came = _came(told, "", state)
    return f"the step {told.name} of the claim is not taken: {came}, so the credit is {state}{told.cited}"


def _suspended(told: Told) -> str:
    until = f" until the fact “{told.detail}” about it" if told.detail else ""
    return f"the fact {told.name} ({told.events}) suspends the credit{until}{told.as_written}{told.cited}"


def _counted(told: Told, noun: str) -> str:
    return f"{told.detail or 'some'} {noun}{'' if told.detail == '1' else 's'}"


def _of(told: Told) -> str:
    if told.step.before is None or told.step.after is None:
        return ""
    rate = f" ({told.limit})" if told.limit else ""
    return f" of {told.before}{rate} {'makes' if told.detail == '1' else 'each make'} {told.after}"


def _when(told: Told) -> str:
    return f": {told.when}" if told.step.intervals else ""


def _days_carried(told: Told) -> str:
    days = "1 day is" if told.step.after == 1 else f"{told.after or 'some'} days are"
    return f"{days} credited with {told.name} already{_when(told)}{told.cited}"


def _days_paused(told: Told) -> str:
    days = "1 day was" if told.step.after == 1 else f"{told.after or 'some'} days were"
    return f"{days} paused throughout and earn nothing{_when(told)}{told.cited}"


def _units_paused(told: Told) -> str:
    return f"{told.after or 'some time'} past the deadline was paused and earns nothing{_when(told)}{told.cited}"


def _most_units(told: Told) -> str:
    of = f" of {told.before}" if told.before else ""
    return f"the first {told.after or 'so many'}{of} are credited{told.as_written}{told.tail()}{told.cited}"


SAYINGS: dict[str, Saying] = {
    "row": _row,
    "hole": _hole,
    "no_row": _no_row,
    "base": _base,
    "award": _award,
    "cap": _cap,
    "floor": _floor,
    "least_payable": _least_payable,
    "rounded_money": _rounded_money,
    "claim": _claim,
    "per_day": _per_day,
    "per_unit": _per_unit,
    "per_downtime": _per_downtime,
    "allowance": _allowance,
    "slot_fees": _slot_fees,
    "time_lost": _time_lost,
    "shortfall": _shortfall,
    "unavailable": _unavailable,
    "day_fee": _day_fee,
    "hour_fee": _hour_fee,
    "units_of_run": _units_of_run,
    "below_zero": _below_zero,
    "ceiling": _ceiling,
    "points": _points,
    "repeat": _repeat,
    "repeat_unknown": _repeat_unknown,
    "used_downtime": _used_downtime,
    "claim_step": _claim_step,
    "claim_deadline": _claim_deadline,
    "claim_late": _claim_late,
    "claim_lacking": _claim_lacking,
    "claim_barred": _claim_barred,
    "suspended": _suspended,
    "days_carried": _days_carried,
    "days_paused": _days_paused,
    "units_paused": _units_paused,
    "most_units": _most_units,
}
"""How each code is said."""
