"""One variant of the policy at work: every customer's outcomes, runs and joint rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import attrs

from slalang.engine.availability.availability import Lines, judge
from slalang.engine.availability.downtime import timeline
from slalang.engine.availability.exclusions import Applied, Explaining, applied_exclusions, explaining
from slalang.engine.availability.explanation import too_few_locations
from slalang.engine.availability.measure_outcomes import judge_measure
from slalang.engine.credit.joints import JointOutcome, judge_joints
from slalang.engine.credit.payments import with_settlements
from slalang.engine.customers import FOREVER, Customer, customers_of
from slalang.engine.given import NOTHING_GIVEN, Given
from slalang.engine.observation.measures import Gathered, gather
from slalang.engine.observation.observations import BEGINNING, Observed
from slalang.engine.observation.resources import none_passes
from slalang.engine.observation.units import Unit, units_of
from slalang.engine.observation.watching import Location, observe
from slalang.engine.outcomes import NO_PERIOD, Outcome
from slalang.engine.support.clocks import clock_runs
from slalang.engine.support.duties import duty_runs
from slalang.engine.support.run_outcomes import RunOutcome, judge_runs
from slalang.engine.support.runs import Run
from slalang.engine.support.shares import judge_share, place
from slalang.engine.touched import event_spans, named_spans, touched_periods
from slalang.semantics.policy import Commitment, Policy, RoundedRuns, Service, Share
from slalang.time.civil import OutOfRange
from slalang.time.periods import Period, PeriodNeeds, period_holding, shift
from slalang.values import verdicts as out
from slalang.values.diagnostics import Diagnostic, PolicyError
from slalang.values.events import Event
from slalang.values.intervals import Interval, clip, normalize
from slalang.values.streams import known_events
from slalang.values.verdicts import Status, Step

Asked: TypeAlias = Mapping[tuple[str | None, str], tuple[Period, ...]]
"""The periods of each customer and commitment that the governing variant judges, which a reading must judge too (P6)."""


@attrs.frozen(slots=True)
class Tenure:
    """The time [since, until) in which a version of a policy is the one in force; None is without limit (C7)."""

    since: int | None = None
    until: int | None = None

    def holds(self, at: int | None) -> bool:
        """Whether the version governs what starts at an instant; what has none is the latest version's."""
        if at is None:
            return self.until is None
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)


@attrs.frozen(slots=True)
class View:
    """What one variant makes of each customer, by name: outcomes of periods, runs of clocks and duties, joint rules."""

    policy: Policy
    customers: Mapping[str | None, Customer]
    outcomes: Mapping[str | None, tuple[Outcome, ...]]
    runs: Mapping[str | None, tuple[RunOutcome, ...]]
    joints: Mapping[str | None, tuple[JointOutcome, ...]]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def asked(self) -> Asked:
        """The periods that were judged, by customer and commitment."""
        found: dict[tuple[str | None, str], list[Period]] = {}
        for name, outcomes in self.outcomes.items():
            for outcome in outcomes:
                found.setdefault((name, outcome.commitment.name), []).append(outcome.period)
        return {key: tuple(periods) for key, periods in found.items()}


def view(
    policy: Policy,
    events: tuple[Event, ...],
    as_of: int,
    span: Interval | None,
    tenure: Tenure,
    asked: Asked | None = None,
    earlier: Mapping[str | None, Given] | None = None,
) -> View:
    """Judge every customer under one variant of a policy that is in force in `tenure`.

    `earlier` is what the versions that it replaces have given, by customer: it uses caps that are shared, and a repeat may hang
    on it.
    """
    known, wrong = known_events(events, as_of, policy.zone.day_start)
    if wrong:
        return View(policy, {}, {}, {}, {}, wrong)
    customers, notes = customers_of(policy, known, as_of)
    outcomes: dict[str | None, tuple[Outcome, ...]] = {}
    runs: dict[str | None, tuple[RunOutcome, ...]] = {}
    joints: dict[str | None, tuple[JointOutcome, ...]] = {}
    for customer in customers:
        try:
            found = runs_of(policy, customer)
            before = (earlier or {}).get(customer.name, NOTHING_GIVEN)
            judged = tuple(_periods(policy, customer, found, span, asked or {}, before, tenure))
            of_runs = judge_runs(policy, customer, [run for run in found if tenure.holds(_begins_at(run))])
            own = [o for o in judged if tenure.holds(o.period.start_at)]
            settled, runs[customer.name] = with_settlements(policy, customer, own, of_runs)
            joints[customer.name] = judge_joints(policy, customer, settled, runs[customer.name], before.left)
            outcomes[customer.name] = (*settled, *(o for o in judged if not tenure.holds(o.period.start_at)))
        except OutOfRange as reason:
            raise PolicyError([too_far(customer, str(reason))]) from None
    notes = (*notes, *none_passes(policy, customers))
    return View(policy, {c.name: c for c in customers}, outcomes, runs, joints, notes)


def too_far(customer: Customer, reason: str) -> Diagnostic:
    """Time that no calendar of ours reaches, or more periods than anybody reads."""
    whose = f" of the customer {customer.name}" if customer.name is not None else ""
    early = min(customer.subscriptions, key=lambda c: c.start, default=None)
    return Diagnostic(
        f"the periods{whose} cannot be worked out: {reason}",
        early.event.span if early is not None else None,
        code="periods-out-of-range",
        hint="check the years of the events and of the subscription, and the instant as of which they are judged",
    )


def runs_of(policy: Policy, customer: Customer) -> tuple[Run, ...]:
    """Every run of every clock and duty, in the order of the policy."""
    clocks = [run for clock in policy.clocks for run in clock_runs(policy, clock, customer)]
    duties = [run for duty in policy.duties for run in duty_runs(policy, duty, customer)]
    return (*clocks, *duties)


def _begins_at(run: Run) -> int | None:
    """The instant that says which version of the policy governs a run: its start, else the first that it has."""
    if run.start_at is not None:
        return run.start_at
    return run.period.start_at if run.period is not None else run.stopped_at


# ---------------------------------------------------------------------------------------------- what is judged by period


def _periods(
    policy: Policy,
    customer: Customer,
    runs: Sequence[Run],
    span: Interval | None,
    asked: Asked,
    earlier: Given,
    tenure: Tenure,
) -> Iterable[Outcome]:
    touching = named_spans(customer, span) + event_spans(policy, customer)
    for commitment in policy.commitments:
        also = asked.get((customer.name, commitment.name), ())
        try:
            periods = touched_periods(commitment.period, customer, touching, also)
            yield from _commitment(policy, commitment, customer, periods, earlier, tenure)
        except PeriodNeeds as needs:
            yield _without_periods(policy, commitment, commitment.service, customer, touching, needs)
    services = {c.name: c.service for c in policy.clocks} | {d.name: d.service for d in policy.duties}
    for share in policy.shares:
        placed = place(run for run in runs if run.rule.name == share.of)
        service = services[share.of]
        also = asked.get((customer.name, share.name), ())
        spans = touching + placed.spans
        try:
            for period in touched_periods(share.period, customer, spans, also):
                yield judge_share(policy, share, service, customer, placed.inside(period), period)
        except PeriodNeeds as needs:
            yield _without_periods(policy, share, service, customer, spans, needs)


def _without_periods(
    policy: Policy,
    commitment: Commitment | Share,
    service: Service | None,
    customer: Customer,
    spans: Sequence[Interval],
    needs: PeriodNeeds,
) -> Outcome:
    """A commitment whose periods hang on what the customer's subscription does not say (T8)."""
    touched = [min(at, customer.as_of) for span in spans for at in span]
    start, end = (min(touched), max(touched)) if touched else (customer.as_of,) * 2
    return Outcome(
        commitment,
        None,
        Period(NO_PERIOD, start, end),
        Status.UNDETERMINED,
        provisional=False,
        reason=f"missing: {needs.need}",
        missing=(needs.need,),
        credit=out.Credit(out.CreditState.UNDETERMINED, currency=policy.currency, missing=(needs.need,)),
        because=(Step("T8", "missing", name=needs.need),),
        service=service.name if service else None,
    )


def _commitment(
    policy: Policy,
    commitment: Commitment,
    customer: Customer,
    periods: tuple[Period, ...],
    earlier: Given,
    tenure: Tenure,
) -> Iterable[Outcome]:
    """Every part's verdicts, each part's in the order of the periods, since a repeat hangs on the one before (C3).

    That is the verdict given for it: of a period before this version came into force, the one of an earlier version.
    """
    if not periods:
        return
    start, end = _reach(commitment, customer, periods)
    applied = applied_exclusions(policy, commitment, customer, start, end)
    units = units_of(commitment, customer, policy.zone)
    parts = tuple(dict.fromkeys(part for unit in units for part in unit.parts))
    explained = _explained(commitment, customer, parts, applied)
    repeating = any(c.repeat is not None for c in policy.credits if c.commitment == commitment.name)
    for unit, judged in _judging(policy, commitment, customer, units, parts, explained, applied, (start, end)):
        before = earlier.statuses(commitment.name, unit.component, unit.group) if repeating else {}
        for period in periods:
            if not unit.has_verdict(period):
                continue
            outcome = judged(period, _status_before(commitment, customer, before, period) if repeating else None)
            if tenure.holds(period.start_at):
                before[period.start_at, period.end_at] = outcome.status
            yield outcome


def _judging(
    policy: Policy,
    commitment: Commitment,
    customer: Customer,
    units: Sequence[Unit],
    parts: tuple[str | None, ...],
    explained: Mapping[str | None, Explaining],
    applied: tuple[Applied, ...],
    reach: Interval,
) -> Iterable[tuple[Unit, Callable[[Period, Status | None], Outcome]]]:
    """What is judged together, each with how a period of it is judged: by what was measured, or by time."""
    if commitment.measure is not None:
        events = gather(commitment, commitment.measure, customer)
        for unit in units:
            own = events.of(unit, explained, applied)
            yield unit, _by_measure(policy, commitment, customer, own)
        return
    seen: dict[Location | None, Observed] = {}
    for unit in units:
        if unit.location not in seen:
            seen[unit.location] = observe(commitment, customer, parts, explained, unit.location)
        yield unit, _by_time(policy, commitment, customer, seen[unit.location], unit, applied, reach)


def _by_time(
    policy: Policy,
    commitment: Commitment,
    customer: Customer,
    observed: Observed,
    unit: Unit,
    applied: tuple[Applied, ...],
    reach: Interval,
) -> Callable[[Period, Status | None], Outcome]:
    # Beyond the periods what is unknown matters only to the length of a run that reaches into one.
    by_length = commitment.shortest_run is not None or isinstance(commitment.granularity, RoundedRuns)
    near = (BEGINNING, FOREVER) if by_length else (reach[0] - 1, reach[1] + 1)
    unseen = any(clip(observed.unknown[part], *near) for part in unit.parts)
    worst = timeline(commitment, customer, observed, unit, applied, unknown_is_down=True) if unseen else None
    likely = timeline(commitment, customer, observed, unit, applied, worst=worst)
    remarks = tuple(dict.fromkeys(step for part in unit.parts for step in observed.remarks[part]))
    left_out = normalize(span for part in unit.parts for span in observed.left_out[part])
    lines = Lines(
        likely, worst, observed.uncounted, remarks, left_out, too_few_locations(commitment, unit.parts, observed.heard)
    )
    return lambda period, before: judge(policy, commitment, customer, lines, unit, period, before=before)


def _by_measure(
    policy: Policy, commitment: Commitment, customer: Customer, own: Gathered
) -> Callable[[Period, Status | None], Outcome]:
    return lambda period, before: judge_measure(policy, commitment, customer, own, period, before=before)


def _explained(
    commitment: Commitment, customer: Customer, parts: tuple[str | None, ...], applied: tuple[Applied, ...]
) -> dict[str | None, Explaining]:
    """What excluded outages explain of each part, where the policy says that they do (D1)."""
    if commitment.explained is None:
        return {}
    return {part: explaining(commitment.service, part, applied, customer) for part in parts}


def _status_before(
    commitment: Commitment, customer: Customer, before: Mapping[tuple[int, int], Status], period: Period
) -> Status | None:
    """How the preceding period was judged; None where it was not (C3)."""
    try:
        preceding = shift(commitment.period, period, -1, customer.context())
        while preceding.start_at == preceding.end_at:  # a civil day that the zone leaves out is no period
            preceding = shift(commitment.period, preceding, -1, customer.context())
    except (ValueError, OutOfRange):
        return None
    return before.get((preceding.start_at, preceding.end_at))


def _reach(commitment: Commitment, customer: Customer, periods: tuple[Period, ...]) -> tuple[int, int]:
    """From the first to the last instant that any verdict looks at."""
    start, end = min(p.start_at for p in periods), max(p.end_at for p in periods)
    if commitment.judged_over is not None:
        context = customer.context()
        start = min(start, period_holding(commitment.judged_over, start, context).start_at)
        end = max(end, period_holding(commitment.judged_over, end - 1, context).end_at)
    return start, end
