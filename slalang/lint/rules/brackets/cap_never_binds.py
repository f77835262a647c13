"""A cap that never takes anything away.

## What it finds

A cap that no award of the credit ever exceeds, or that a lower cap of the same credit always anticipates; and a cap of a
`joint` rule for each period that the highest awards of its credits never exceed together.

## Why it costs money

It reads as if the credits could grow beyond their rows, and it is quoted where two credits meet that it does not concern.
Often the cap was meant for all credits of a month together, which is a rule of its own (`joint`).

## Example

Before: no row earns more than 25%.

    credit for uptime: below 99% and at least 95% earns 10%; below 95% earns 25%; capped at 50% of the base; ...

After:

    credit for uptime: below 99% and at least 95% earns 10%; below 95% earns 25%; ...
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import attrs

from slalang.lint.analysis import joint_caps
from slalang.lint.analysis.least_cases import worst_case
from slalang.lint.analysis.places import leaving_out, of_credit
from slalang.lint.analysis.tables import judged_of
from slalang.lint.analysis.worth import Worth, least_ceiling, most_worth, worth_of
from slalang.lint.subject import Subject
from slalang.semantics.policy import CapOrFloor, Cited, Compiled, Credit, Joint, JointCap
from slalang.values.diagnostics import Diagnostic, Label, Severity

SEVERITY = Severity.WARNING

_ASIDE = "Rounding aside, and as long as no charge is below zero."
_JOINTLY = "Rounding aside, and as long as no charge is below zero and no more is paid than is owed."
_Cap = TypeVar("_Cap", CapOrFloor, JointCap)


def in_policy(compiled: Compiled, subject: Subject) -> Iterator[Diagnostic]:
    """The caps of each credit, and of several for a period, that never bind."""
    for credit in compiled.policy.credits:
        for cap in credit.caps:
            lower = _lower([(one, worth_of(one.at, credit)) for one in credit.caps], worth_of(cap.at, credit))
            if lower is None and not _above_all(compiled, credit, cap):
                continue
            longer = lower is None and worth_of(cap.at, credit) is None
            yield attrs.evolve(
                _found(cap.cited, lower, of_credit(credit)),
                text=f"It is taken from the charges of a longer time. {_ASIDE}" if longer else "",
                case=worst_case(compiled, credit.commitment),
                fix=leaving_out(subject, compiled, cap.cited.span),
            )
    for joint, shared in joint_caps.caps_of_a_period(compiled):
        most, together = joint_caps.ceiling_of(joint, shared), joint_caps.most_together(compiled, joint)
        each = [one for one in joint.caps if one.within is shared.within]
        below = _lower([(one, joint_caps.ceiling_of(joint, one)) for one in each], most)
        if below is None and (most is None or together is None or most[0] is not together[0] or together[1] > most[1]):
            continue
        found = _found(shared.cited, below, joint_caps.heading(joint))
        yield attrs.evolve(
            found,
            label=found.label if below is not None else "all credits together are no higher",
            text=_JOINTLY if below is None else "",
            case=_all_down(compiled, joint),
            hint="leave it out, or check its figure and its time: `per calendar year` caps several periods together",
        )


def _found(cited: Cited, lower: CapOrFloor | JointCap | None, heading: str) -> Diagnostic:
    return Diagnostic(
        "this cap never takes anything away",
        cited.span,
        label="a lower cap always comes first" if lower is not None else "no award is higher",
        labels=(Label(lower.cited.span, "the lower cap"),) if lower is not None else (),
        clause=heading,
        hint="leave it out, or check its figure; what several credits come to together is capped by a `joint` rule",
    )


def _lower(caps: Iterable[tuple[_Cap, Worth | None]], own: Worth | None) -> _Cap | None:
    """Another cap that is lower for every base."""
    for other, theirs in caps:
        if own is not None and theirs is not None and own[0] is theirs[0] and theirs[1] < own[1]:
            return other
    return None


def _above_all(compiled: Compiled, credit: Credit, cap: CapOrFloor) -> bool:
    """Whether nothing that the rows earn, or a floor raises them to, exceeds a cap."""
    judged = judged_of(compiled, credit)
    most = least_ceiling(cap.at, credit, judged.period if judged is not None else credit.period)
    if most is None:
        return False
    reached = [most_worth(row, credit, judged) for row in credit.rows]
    reached += [worth_of(floor.at, credit) for floor in credit.floors]
    return all(worth is not None and worth[0] is most[0] and worth[1] <= most[1] for worth in reached)


def _all_down(compiled: Compiled, joint: Joint) -> str:
    """A period in which all that a joint rule is about is down from its start to its end."""
    from slalang.trials.jointly import all_down
    from slalang.trials.words import in_words

    try:
        found = all_down(compiled, joint)
    except ValueError:
        return ""
    return in_words(found) if found is not None else ""
