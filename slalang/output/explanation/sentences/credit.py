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
}
"""How each code is said."""
