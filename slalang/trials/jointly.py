"""What the credits of a joint rule come to in a trial."""

from __future__ import annotations

from slalang.semantics.policy import Commitment, Compiled, Joint
from slalang.syntax import ast
from slalang.time.periods import Period
from slalang.trials.least import failing_part, least_downtime, watched
from slalang.trials.stream import Case, contract, first_period, outage, tried
from slalang.values.verdicts import Kind, Status


def all_down(compiled: Compiled, joint: Joint) -> Case | None:
    """The joint verdict of a period in which all that it is about is down from its start to its end; None where none can be.

    ValueError as `tried`.
    """
    period = first_period(compiled.policy, joint.period)
    span = (period.start_at, period.end_at)
    down = tuple(
        watched(outage(one.service.name, span, compiled.policy.zone, failing_part(one)), one.outages)
        for one in _members(compiled, joint)
    )
    return _judged(compiled, joint, period, down)


def least_of_one(compiled: Compiled, joint: Joint, commitment: Commitment) -> Case | None:
    """The joint verdict after the shortest outage that misses one of the commitments; None where none does. ValueError too."""
    found = least_downtime(compiled, commitment, lambda verdict: verdict.status is Status.BREACHED)
    if found is None:
        return None
    down = tuple(event for event in found.given if isinstance(event, ast.OutageEvent))
    return _judged(compiled, joint, first_period(compiled.policy, joint.period), down)


def _members(compiled: Compiled, joint: Joint) -> tuple[Commitment, ...]:
    return tuple(one for one in compiled.policy.commitments if one.name in joint.commitments and one.outages is not None)


def _judged(compiled: Compiled, joint: Joint, period: Period, down: tuple[ast.OutageEvent, ...]) -> Case | None:
    supplied = (event for name in joint.commitments for event in contract(compiled.policy, name, period))
    given = tuple(dict.fromkeys((*supplied, *down)))
    verdicts = tried(compiled, given, (period.start_at, period.end_at)).verdicts
    verdict = next((v for v in verdicts if v.kind is Kind.CREDIT and v.commitment == joint.name), None)
    return Case(given, verdict) if verdict is not None else None
