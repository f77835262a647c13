"""What the governing variant comes to, as the verdicts of the wire with their readings beside them (V)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from slalang.engine.credit.joints import JointOutcome
from slalang.engine.credit.shown_credits import no_credit
from slalang.engine.credit.unused_claims import unused_for_outcome, unused_for_runs, used_claims
from slalang.engine.observation.observations import BEGINNING
from slalang.engine.outcomes import Outcome
from slalang.engine.readings import (
    Concerned,
    Readings,
    joint_readings,
    outcome_readings,
    reading_steps,
    right_readings,
    run_readings,
    runs_by_subject,
)
from slalang.engine.support.run_outcomes import RunOutcome
from slalang.engine.versions import JudgedRight
from slalang.engine.views import Tenure, View
from slalang.semantics.policy import Clock, Commitment, Compiled
from slalang.time.periods import Period
from slalang.values import verdicts as out
from slalang.values.events import scalar_text
from slalang.values.verdicts import Finding, Verdict
from slalang.version import __version__


def in_order(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """By customer, period start, commitment, service or ticket, then component, group, event and deadline."""
    return tuple(sorted(verdicts, key=_order))


def _order(verdict: Verdict) -> tuple[str, int, str, str, str, str, tuple[tuple[str, str], ...], str, int]:
    return (
        verdict.customer or "",
        verdict.period.start_at if verdict.period else BEGINNING,
        verdict.commitment,
        verdict.service or "",
        verdict.ticket or "",
        verdict.component or "",
        tuple((name, scalar_text(value)) for name, value in verdict.group or ()),
        verdict.event or "",
        BEGINNING if verdict.due_at is None else verdict.due_at,
    )


def verdicts_of(
    compiled: Compiled,
    governing: View,
    variants: Mapping[str, View],
    concerned: Concerned,
    customer: str | None,
    tenure: Tenure,
) -> Iterable[Verdict]:
    """The verdicts of one customer, in no order, for what starts while this version of the policy is in force (C7)."""
    outcomes, runs = governing.outcomes[customer], governing.runs[customer]
    known, used = governing.customers[customer], used_claims(outcomes, runs)
    for outcome in outcomes:
        if tenure.holds(outcome.period.start_at):
            yield _period_verdict(compiled, variants, concerned, outcome, known.name, unused_for_outcome(known, outcome, used))
    runs = tuple(sorted(runs, key=_run_order))
    earning = {credit.commitment for credit in compiled.policy.credits}
    unused = unused_for_runs(known, runs, earning, used)
    subjects = {name: runs_by_subject(variant, customer) for name, variant in variants.items()}
    for i, run in enumerate(runs):
        readings = run_readings(subjects, run)
        yield _run_verdict(compiled, readings, concerned[run.run.rule.name], run, known.name, unused.get(i, ()))
    for joint in governing.joints[customer]:
        if tenure.holds(joint.period.start_at):
            yield _joint_verdict(compiled, variants, joint, known.name)


def _run_order(outcome: RunOutcome) -> tuple[str, int, str, str]:
    start = outcome.period.start_at if outcome.period else BEGINNING
    return outcome.run.rule.name, start, outcome.run.ticket or "", outcome.run.event or ""


def _period_verdict(
    compiled: Compiled,
    variants: Mapping[str, View],
    concerned: Concerned,
    outcome: Outcome,
    customer: str | None,
    claims: tuple[Finding, ...],
) -> Verdict:
    readings = outcome_readings(variants, customer, outcome)
    return Verdict(
        kind=out.Kind.AVAILABILITY if isinstance(outcome.commitment, Commitment) else out.Kind.SHARE,
        policy=compiled.sha256,
        agreement=compiled.policy.title,
        engine=__version__,
        customer=customer,
        service=outcome.service,
        component=outcome.component,
        group=outcome.group,
        commitment=outcome.commitment.name,
        period=_named(outcome.period),
        status=outcome.status,
        reason=outcome.reason,
        missing=outcome.missing,
        provisional=outcome.provisional,
        availability=outcome.availability,
        time_us=outcome.time_us,
        budget=outcome.budget,
        credit=outcome.credit,
        findings=(*outcome.findings, *claims),
        because=(
            *outcome.because,
            *reading_steps(compiled, readings, outcome.credit.amount, outcome.status, concerned.get(outcome.commitment.name)),
        ),
        readings=readings,
    )


def _run_verdict(
    compiled: Compiled,
    readings: Readings,
    concerning: frozenset[str],
    outcome: RunOutcome,
    customer: str | None,
    claims: tuple[Finding, ...],
) -> Verdict:
    run = outcome.run
    return Verdict(
        kind=out.Kind.CLOCK if isinstance(run.rule, Clock) else out.Kind.DUTY,
        policy=compiled.sha256,
        agreement=compiled.policy.title,
        engine=__version__,
        customer=customer,
        service=run.rule.service.name if run.rule.service else None,
        ticket=run.ticket,
        event=run.event,
        commitment=run.rule.name,
        period=_named(outcome.period) if outcome.period else None,
        status=run.status,
        reason=run.reason,
        missing=run.missing,
        provisional=outcome.provisional,
        budget=run.budget,
        credit=outcome.credit,
        started_at=run.start_at,
        due_at=run.due_at,
        stopped_at=run.stopped_at,
        measured_us=run.measured_us,
        findings=(*run.findings, *claims),
        because=(*outcome.because, *reading_steps(compiled, readings, outcome.credit.amount, run.status, concerning)),
        readings=readings,
    )


def _joint_verdict(compiled: Compiled, variants: Mapping[str, View], joint: JointOutcome, customer: str | None) -> Verdict:
    readings = joint_readings(variants, customer, joint)
    return Verdict(
        kind=out.Kind.CREDIT,
        policy=compiled.sha256,
        agreement=compiled.policy.title,
        engine=__version__,
        customer=customer,
        service=joint.service,
        commitment=joint.joint.name,
        period=_named(joint.period),
        status=joint.status,
        reason=joint.reason,
        missing=joint.missing,
        provisional=joint.provisional,
        credit=joint.credit,
        because=(*joint.because, *reading_steps(compiled, readings, joint.credit.amount, joint.status)),
        readings=readings,
    )


def right_verdict(judged: JudgedRight, customer: str | None) -> Verdict:
    """The verdict on a right, which is that of the version that judges it (R1)."""
    right, compiled = judged.right, judged.version.compiled
    readings = right_readings(judged.readings, right)
    return Verdict(
        kind=out.Kind.RIGHT,
        policy=compiled.sha256,
        agreement=compiled.policy.title,
        engine=__version__,
        customer=customer,
        commitment=right.right.name,
        period=right.period,
        status=right.status,
        reason=right.reason,
        missing=right.missing,
        provisional=right.provisional,
        credit=no_credit(compiled.policy.currency),
        periods=right.periods,
        ground=right.ground,
        arisen_at=right.arisen_at,
        lapses_at=right.lapses_at,
        exercised_at=right.exercised_at,
        because=(*right.because, *reading_steps(compiled, readings, None, right.status)),
        readings=readings,
    )


def _named(period: Period) -> out.PeriodName:
    return out.PeriodName(period.name, period.start_at, period.end_at)
