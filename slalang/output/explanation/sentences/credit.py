"""The credit: row, base, award, bounds, rounding, claim."""

from __future__ import annotations

from slalang.output.explanation.sentences.told import Saying, Told
from slalang.values.verdicts import CreditState


def _row(told: Told) -> str:
    earns = f" and earns {told.after}" if told.step.after is not None else ""
    limit = f"“{told.limit}”" if told.limit else "for a missed target"
    return f"the credit row {limit} applies{earns}{told.tail()}{told.cited}"


def _hole(told: Told) -> str:
    limit = f": none covers availability {told.limit}" if told.limit else ""
    return f"the credit rows leave a hole here{limit}, so no credit follows{told.tail()}{told.cited}"


def _no_row(told: Told) -> str:
    return f"no credit row applies{told.tail()}{told.cited}"


def _base(told: Told) -> str:
    of = f", from the charges {told.events}" if told.step.events else ""
    return f"the credit is reckoned on {told.after or 'no charges'}{of}{told.tail()}{told.cited}"


def _award(told: Told) -> str:
    rule = told.detail or told.limit
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
            came = f"claim {told.events} was made" if told.step.events else "no claim was made"
            lacks = f", without {told.detail}" if told.detail and told.step.events else ""
            return f"{came}{lacks}{told.as_written}, so the credit is {state}{told.cited}"


def _per_day(told: Told) -> str:
    days = _counted(told, "day")
    return f"{days}{_of(told)}{_when(told)}{told.cited}"


def _per_unit(told: Told) -> str:
    return f"{_counted(told, 'unit')} past the deadline{_of(told)}{_when(told)}{told.cited}"


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
    "days_carried": _days_carried,
    "days_paused": _days_paused,
    "units_paused": _units_paused,
    "most_units": _most_units,
}
"""How each code is said."""
