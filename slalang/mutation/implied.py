"""What follows from the rest of a policy, so that it makes no difference whether it is said."""

from __future__ import annotations

from fractions import Fraction

import attrs

from slalang.semantics.policy import (
    Bound,
    ClaimRule,
    Commitment,
    Comparison,
    Credit,
    Ground,
    InARow,
    Parameter,
    ParameterIs,
    PointsGround,
    Policy,
    RollingMonths,
    Row,
    Scale,
    ShareTarget,
    UnobservedRule,
)
from slalang.time.lengths import CalendarLength
from slalang.time.periods import CalendarPeriod, PeriodUnit, SubscriptionContext, period_holding

_MONTHS = {PeriodUnit.MONTH: 1, PeriodUnit.QUARTER: 3, PeriodUnit.HALF_YEAR: 6, PeriodUnit.YEAR: 12}


def misses_implied(credit: Credit, commitment: Commitment) -> bool:
    """Whether a period to which a row applies is always a missed one, or every row asks for that itself (C2).

    So it is where everybody has a target, each is a share that is measured to its last fraction and known, and each row ends
    at or below every one. Where nobody knows which target holds, the credit is undetermined whatever the rows say (P2).
    """
    if all(row.limits is None for row in credit.rows):
        return True
    targets = [target for target in commitment.targets if isinstance(target, ShareTarget)]
    if not _exactly_known(commitment) or len(targets) != len(commitment.targets) or not targets or targets[-1].guard:
        return False
    return all(_ends_below(row, target) for row in credit.rows for target in targets)


def _ends_below(row: Row, target: ShareTarget) -> bool:
    """Whether every share inside a row's limits misses the target."""
    if row.limits is None:
        return True
    for limit in row.limits:
        if limit.scale is not Scale.SHARE or limit.bound not in (Bound.BELOW, Bound.AT_MOST):
            continue
        at = target.share if limit.at is None else limit.at
        missed_at = target.comparison is Comparison.MORE_THAN or limit.bound is Bound.BELOW
        if at < target.share or (at == target.share and missed_at):
            return True
    return False


def shares_promised(commitment: Commitment) -> tuple[Fraction, ...]:
    """The targets, where a missed period lies below its own: shares, `at least`, exactly known; else none (C1)."""
    shares = tuple(
        target.share
        for target in commitment.targets
        if isinstance(target, ShareTarget) and target.comparison is Comparison.AT_LEAST
    )
    return shares if _exactly_known(commitment) and len(shares) == len(commitment.targets) else ()


def _exactly_known(commitment: Commitment) -> bool:
    """Whether what is compared with the target is what rows are compared with, and one figure."""
    return commitment.rounding is None and commitment.unobserved is not UnobservedRule.UNKNOWN


def span_of_misses(ground: Ground | PointsGround, commitments: dict[str, Commitment]) -> Ground | PointsGround:
    """A ground without a span that its consecutive misses cannot leave: n periods of m months lie in n times m months (R1)."""
    if not isinstance(ground, Ground) or ground.among is not InARow.CONSECUTIVE or not isinstance(ground.window, RollingMonths):
        return ground
    commitment, length = commitments.get(ground.promise), ground.window.length
    if commitment is None or not isinstance(commitment.period, CalendarPeriod) or not isinstance(length, CalendarLength):
        return ground
    months = _MONTHS.get(commitment.period.unit)
    return attrs.evolve(ground, window=None) if months and length.months >= months * ground.misses else ground


def first_start(policy: Policy, instant: int | None) -> int | None:
    """The first start of a period at or after an instant, where all that a policy judges are periods of a calendar.

    Whether the policy is in force is asked of the start of each (P1, T8): between this and the instant before it none starts.
    Other periods, tickets and occasions start at any time; then it is the instant itself.
    """
    occasions = [duty.occasion for duty in policy.duties]
    rules = [*(one.period for one in policy.commitments), *(one.period for one in policy.shares), *occasions]
    if instant is None or policy.clocks or not rules:
        return instant
    starts = []
    for rule in rules:
        if not isinstance(rule, CalendarPeriod):
            return instant
        period = period_holding(rule, instant, SubscriptionContext())
        starts.append(period.start_at if period.start_at == instant else period.end_at)
    return min(starts)


def last_word(claims: tuple[ClaimRule, ...], parameters: tuple[Parameter, ...]) -> tuple[ClaimRule, ...]:
    """Where all words of a parameter but one are asked for, and it always is one of them, what holds otherwise holds for the
    last (P2).
    """
    if not claims or claims[-1].guard or not all(len(claim.guard) == 1 for claim in claims[:-1]):
        return claims
    asked = [claim.guard[0] for claim in claims[:-1]]
    for parameter in parameters:
        left = list(parameter.words or ())
        for condition in asked:
            if isinstance(condition, ParameterIs) and condition.parameter == parameter.name and not condition.negated:
                left = [word for word in left if word != condition.value]
        if parameter.default is not None and len(left) == 1 == len(parameter.words or ()) - len(asked):
            return (*claims[:-1], attrs.evolve(claims[-1], guard=(ParameterIs(parameter.name, False, left[0]),)))
    return claims
