"""An outage that an exclusion may take by its cause or environment (X1)."""

from __future__ import annotations

import attrs

from slalang.semantics.policy import Commitment, Compiled
from slalang.syntax import ast
from slalang.time.periods import PeriodNeeds
from slalang.trials.least import failing_part, watched
from slalang.trials.stream import Case, contract, first_period, outage, tried


def with_outage(
    compiled: Compiled, commitment: Commitment, us: int, cause: str | None = None, environment: str | None = None
) -> Case | None:
    """An outage of that length from the first period's start on, and the verdict; None where outages are not watched."""
    policy = compiled.policy
    if commitment.outages is None or commitment.measure is not None:
        return None
    part = failing_part(commitment)
    try:
        period = first_period(policy, commitment.period)
        span = (period.start_at, period.start_at + us)
        down = watched(outage(commitment.service.name, span, policy.zone, part, cause), commitment.outages)
        if environment is not None:
            down = attrs.evolve(down, environment=ast.EventEnvironment(environment))
        given = (*contract(policy, commitment.name, period), down)
        return tried(compiled, given, (period.start_at, period.end_at)).case(commitment.name, part)
    except (PeriodNeeds, ValueError):
        return None
