"""One variant of the policy at work: every customer's outcomes, runs and rights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import attrs

from slalang.engine.availability import Lines, judge
from slalang.engine.clocks import clock_runs
from slalang.engine.customers import Customer, customers_of
from slalang.engine.downtime import timeline
from slalang.engine.duties import duty_runs
from slalang.engine.exclusions import applied_exclusions
from slalang.engine.observations import observe
from slalang.engine.outcomes import NO_PERIOD, Outcome
from slalang.engine.rights import RightOutcome, judge_right
from slalang.engine.run_outcomes import RunOutcome, judge_runs
from slalang.engine.runs import Run
from slalang.engine.shares import judge_share, place
from slalang.engine.touched import event_spans, named_spans, touched_periods
from slalang.semantics.policy import CombineWords, Commitment, Policy, Service, Share
from slalang.time.civil import OutOfRange
from slalang.time.periods import Period, PeriodNeeds, period_holding
from slalang.values import verdicts as out
from slalang.values.diagnostics import Diagnostic, PolicyError
from slalang.values.events import Event
from slalang.values.intervals import Interval
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
    """What one variant makes of each customer, by name: outcomes of periods, runs of clocks and duties, rights."""

    policy: Policy
    customers: Mapping[str | None, Customer]
    outcomes: Mapping[str | None, tuple[Outcome, ...]]
    runs: Mapping[str | None, tuple[RunOutcome, ...]]
    rights: Mapping[str | None, tuple[RightOutcome, ...]]
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
) -> View:
    """Judge every customer under one variant of a policy that is in force in `tenure`."""
    known, wrong = known_events(events, as_of, policy.zone.day_start)
    if wrong:
        return View(policy, {}, {}, {}, {}, wrong)
    customers, notes = customers_of(policy, known, as_of)
    outcomes: dict[str | None, tuple[Outcome, ...]] = {}
    runs: dict[str | None, tuple[RunOutcome, ...]] = {}
    rights: dict[str | None, tuple[RightOutcome, ...]] = {}
    for customer in customers:
        try:
            found = runs_of(policy, customer)
            outcomes[customer.name] = tuple(_periods(policy, customer, found, span, asked or {}))
            runs[customer.name] = judge_runs(policy, customer, [run for run in found if tenure.holds(_begins_at(run))])
            rights[customer.name] = tuple(judge_right(policy, r, customer, outcomes[customer.name]) for r in policy.rights)
        except OutOfRange as reason:
            raise PolicyError([_too_far(customer, str(reason))]) from None
    return View(policy, {c.name: c for c in customers}, outcomes, runs, rights, notes)


def _too_far(customer: Customer, reason: str) -> Diagnostic:
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


def _periods(policy: Policy, customer: Customer, runs: Sequence[Run], span: Interval | None, asked: Asked) -> Iterable[Outcome]:
    for commitment in policy.commitments:
        spans = named_spans(customer, span) + event_spans(policy, customer)
        also = asked.get((customer.name, commitment.name), ())
        try:
            yield from _commitment(policy, commitment, customer, touched_periods(commitment.period, customer, spans, also))
        except PeriodNeeds as needs:
            yield _without_periods(policy, commitment, commitment.service, customer, spans, needs)
    services = {c.name: c.service for c in policy.clocks} | {d.name: d.service for d in policy.duties}
    for share in policy.shares:
        placed = place(run for run in runs if run.rule.name == share.of)
        service = services[share.of]
        also = asked.get((customer.name, share.name), ())
        spans = named_spans(customer, span)
        spans += event_spans(policy, customer) + placed.spans
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


def _commitment(policy: Policy, commitment: Commitment, customer: Customer, periods: tuple[Period, ...]) -> Iterable[Outcome]:
    if not periods:
        return
    observed = observe(commitment, customer)
    start, end = _reach(commitment, customer, periods)
    applied = applied_exclusions(policy, commitment, customer, start, end)
    parts = observed.parts
    units = [(p,) for p in parts] if commitment.combine is CombineWords.EACH else [parts]
    unseen = any(observed.unknown.values())
    for unit in units:
        worst = timeline(commitment, customer, observed, unit, applied, unknown_is_down=True) if unseen else None
        likely = timeline(commitment, customer, observed, unit, applied, worst=worst)
        lines = Lines(likely, worst, observed.uncounted)
        component = unit[0] if commitment.combine is CombineWords.EACH else None
        for period in periods:
            yield judge(policy, commitment, customer, lines, component, period)


def _reach(commitment: Commitment, customer: Customer, periods: tuple[Period, ...]) -> tuple[int, int]:
    """From the first to the last instant that any verdict looks at."""
    start, end = min(p.start_at for p in periods), max(p.end_at for p in periods)
    if commitment.judged_over is not None:
        context = customer.context()
        start = min(start, period_holding(commitment.judged_over, start, context).start_at)
        end = max(end, period_holding(commitment.judged_over, end - 1, context).end_at)
    return start, end
