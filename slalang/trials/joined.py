"""Examples of a joint rule: what its members earn for an outage of each, and what that comes to together (C5)."""

from __future__ import annotations

from slalang.output.document.worked import WorkedJoint, WorkedJointCase, WorkedPromise
from slalang.semantics.policy import Commitment, Compiled, Joint
from slalang.syntax import ast
from slalang.time.periods import Period, PeriodNeeds
from slalang.trials.customers import charges_in_words, kinds, supplied
from slalang.trials.least import failing_part, watched
from slalang.trials.stream import contract, first_period, outage, tried
from slalang.values.verdicts import Verdict

_MOST_CASES = 14


def joint_examples(compiled: Compiled, joint: Joint, promises: tuple[WorkedPromise, ...]) -> WorkedJoint | None:
    """Outages of the lengths of the members' own examples, for the first kind of customer; None where a member has none.

    None as well where nothing that can be told comes of them together.
    """
    policy = compiled.policy
    members = [one for one in policy.commitments if one.name in joint.commitments]
    worked = {name: [one for one in promises if one.commitment == name] for name in joint.commitments}
    if len(members) < 2 or not all(worked.values()):
        return None
    credits = [one for one in policy.credits if one.commitment in joint.commitments]
    kind = next(kinds(policy, (*members, *credits, joint)))
    lengths = sorted({case.downtime for several in worked.values() for one in several for case in one.cases})
    try:
        period = first_period(policy, joint.period)
        there = [event for one in members for event in contract(policy, one.name, period, kind.setting)]
        given = tuple(dict.fromkeys(there))
        found = [_case(compiled, joint, members, (given, period), us) for us in lengths[:_MOST_CASES]]
    except (PeriodNeeds, ValueError):
        return None
    cases = tuple(case for case in found if case is not None)
    if not any(case.together.credit.amount for case in cases):
        return None
    return WorkedJoint(joint.name, supplied(given, kind), charges_in_words(given), cases)


def _case(
    compiled: Compiled,
    joint: Joint,
    members: list[Commitment],
    of: tuple[tuple[ast.ScenarioEvent, ...], Period],
    us: int,
) -> WorkedJointCase | None:
    """An outage of that length of each member from a period's start on. ValueError as `tried`."""
    given, period = of
    span = (period.start_at, period.start_at + us)
    down = [watched(outage(one.service.name, span, compiled.policy.zone, failing_part(one)), one.outages) for one in members]
    judged = tried(compiled, (*given, *dict.fromkeys(down)), (period.start_at, period.end_at)).verdicts

    def verdict(name: str, part: str | None) -> Verdict | None:
        of_period = (v for v in judged if v.period is not None and v.period.start_at == period.start_at)
        return next((v for v in of_period if v.commitment == name and v.component in (None, part)), None)

    each = [verdict(one.name, failing_part(one)) for one in members]
    together = verdict(joint.name, None)
    found = tuple(one for one in each if one is not None)
    return WorkedJointCase(us, found, together) if together is not None and len(found) == len(each) else None
