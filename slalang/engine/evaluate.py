"""Policy and events in, verdicts out: every customer, commitment, period and component, under every reading (V, P6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import attrs

from slalang.engine.credits import nothing
from slalang.engine.customers import Customer, customers_of, ends_known, touches
from slalang.engine.downtime import timeline
from slalang.engine.exclusions import applied_exclusions
from slalang.engine.observations import BEGINNING, observe
from slalang.engine.outcomes import NO_PERIOD, Lines, Outcome, judge
from slalang.engine.rights import RightOutcome, judge_right
from slalang.semantics.policy import CombineWords, Commitment, Compiled, Policy
from slalang.time.periods import Period, PeriodNeeds, Rolling, period_holding, periods_touching
from slalang.values import verdicts as out
from slalang.values.diagnostics import Diagnostic, PolicyError, Severity
from slalang.values.events import Event
from slalang.values.streams import known_events, last_instant
from slalang.values.verdicts import Finding, ReadingOutcome, Status, Step, Verdict
from slalang.version import __version__


@attrs.frozen(slots=True)
class Evaluation:
    """What came of an evaluation: the verdicts in order, and errors and notes about the events."""

    verdicts: tuple[Verdict, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics for which nothing could be judged."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)


def evaluate_policy(
    compiled: Compiled,
    events: tuple[Event, ...],
    *,
    as_of: int | None = None,
    span: tuple[int, int] | None = None,
) -> Evaluation:
    """Judge a stream under the governing policy and under each reading.

    `as_of` is an instant in microseconds UTC, by default the last that any event gives; `span` [start, end) names the periods
    of customers without a subscription. With an error among the diagnostics there are no verdicts.
    """
    governing = compiled.policy
    stand = last_instant(events, governing.zone.day_start) if as_of is None else as_of
    if stand is None:
        return Evaluation(())
    try:
        view = _view(governing, events, stand, span)
        errors = [d for d in view.diagnostics if d.severity is Severity.ERROR]
        if errors:
            return Evaluation((), tuple(errors))
        asked = {name: tuple(o.period for o in outcomes) for name, outcomes in view.outcomes.items()}
        variants = {
            r.name: view if r.policy == governing else _view(r.policy, events, stand, span, asked) for r in compiled.readings
        }
        verdicts = [v for name in view.outcomes for v in _verdicts(compiled, view, variants, name)]
        before = _earlier_version(compiled, events, stand, span)
    except PolicyError as error:
        return Evaluation((), error.diagnostics)
    return Evaluation(tuple(sorted([*verdicts, *before], key=_order)), view.diagnostics)


def _earlier_version(compiled: Compiled, events: tuple[Event, ...], as_of: int, span: tuple[int, int] | None) -> list[Verdict]:
    """The verdicts of the version that this one replaces, for the periods that start before this one is in force (C7)."""
    if compiled.replaces is None or compiled.policy.in_force_at is None:
        return []
    earlier = evaluate_policy(compiled.replaces, events, as_of=as_of, span=span)
    if earlier.errors:
        raise PolicyError(earlier.errors)
    change = compiled.policy.in_force_at
    return [v for v in earlier.verdicts if v.period is not None and v.period.start_at < change]


def _order(verdict: Verdict) -> tuple[str, int, str, str, str]:
    start = verdict.period.start_at if verdict.period else BEGINNING
    return (verdict.customer or "", start, verdict.commitment, verdict.service or "", verdict.component or "")


# ---------------------------------------------------------------------------------------------- one variant


@attrs.frozen(slots=True)
class View:
    """One variant of the policy at work: each customer's outcomes and rights."""

    policy: Policy
    customers: Mapping[str | None, Customer]
    outcomes: Mapping[str | None, tuple[Outcome, ...]]
    rights: Mapping[str | None, tuple[RightOutcome, ...]]
    diagnostics: tuple[Diagnostic, ...] = ()


def _view(
    policy: Policy,
    events: tuple[Event, ...],
    as_of: int,
    span: tuple[int, int] | None,
    asked: Mapping[str | None, tuple[Period, ...]] | None = None,
) -> View:
    """Judge every customer; `asked` are periods that a reading must judge too, because the governing one does (P6)."""
    known, wrong = known_events(events, as_of, policy.zone.day_start)
    if wrong:
        return View(policy, {}, {}, {}, wrong)
    customers, notes = customers_of(policy, known, as_of)
    outcomes = {c.name: tuple(_customer(policy, c, span, (asked or {}).get(c.name, ()))) for c in customers}
    rights = {c.name: tuple(judge_right(policy, right, c, outcomes[c.name]) for right in policy.rights) for c in customers}
    return View(policy, {c.name: c for c in customers}, outcomes, rights, notes)


def _customer(policy: Policy, customer: Customer, span: tuple[int, int] | None, asked: tuple[Period, ...]) -> Iterable[Outcome]:
    for commitment in policy.commitments:
        try:
            periods = touched_periods(policy, commitment, customer, span, asked)
            yield from _commitment(policy, commitment, customer, periods)
        except PeriodNeeds as needs:
            yield _without_periods(policy, commitment, customer, needs)


def _without_periods(policy: Policy, commitment: Commitment, customer: Customer, needs: PeriodNeeds) -> Outcome:
    """A commitment whose periods hang on what the customer's subscription does not say (T8)."""
    touched = _touched_spans(policy, customer)
    start, end = (min(s for s, _ in touched), max(e for _, e in touched)) if touched else (customer.as_of,) * 2
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


# ---------------------------------------------------------------------------------------------- which periods


def touched_periods(
    policy: Policy,
    commitment: Commitment,
    customer: Customer,
    span: tuple[int, int] | None,
    asked: tuple[Period, ...] = (),
) -> tuple[Period, ...]:
    """The periods that get a verdict: those that the subscription or events touch and that have begun.

    Without a subscription the named span stands beside what events touch. A period `asked` for in another zone is the one
    that holds its middle.
    """
    found: dict[int, Period] = {}
    spans = _touched_spans(policy, customer)
    spans += [((p.start_at + p.end_at) // 2,) * 2 for p in {p.start_at: p for p in asked}.values()]
    if span is not None and not customer.subscriptions:
        spans.append((span[0], span[1]))
    tiled = not isinstance(commitment.period, Rolling)
    last: Period | None = None
    for start, end in sorted(spans):
        if start > customer.as_of or (tiled and last is not None and last.start_at <= start and end < last.end_at):
            continue
        # A period that starts after the evaluation's instant has no verdict.
        until = max(start, min(end, customer.as_of + 1))
        for period in periods_touching(commitment.period, start, until, customer.context()):
            if period.start_at <= customer.as_of:
                last = found[period.start_at] = period
    return tuple(found[start] for start in sorted(found))


def _touched_spans(policy: Policy, customer: Customer) -> list[tuple[int, int]]:
    """The own time of events, and of subscriptions: not an announcement, claim, charge or recording."""
    spans = [(c.start, c.end) for c in customer.subscriptions]
    spans += [
        (o.start_at, ends_known(o.end_at, customer.as_of))
        for o in customer.outages
        if any(touches(s, o) for s in policy.services)
    ]
    spans += [(p.at, p.at) for p in customer.probes]
    spans += [(m.start_at, ends_known(m.end_at, customer.as_of)) for m in customer.maintenances]
    return spans


# ---------------------------------------------------------------------------------------------- verdicts and readings


def _verdicts(compiled: Compiled, view: View, variants: Mapping[str, View], customer: str | None) -> Iterable[Verdict]:
    used = {o.used_claim for o in view.outcomes[customer] if o.used_claim is not None}
    for outcome in view.outcomes[customer]:
        if compiled.replaces is not None and _before(compiled, outcome.period.start_at):
            continue
        readings = _readings(compiled, variants, customer, outcome)
        claims = _unused_claims(view.customers[customer], outcome, used)
        yield Verdict(
            kind=out.Kind.AVAILABILITY,
            policy=compiled.sha256,
            agreement=compiled.policy.title,
            engine=__version__,
            customer=customer,
            service=outcome.commitment.service.name,
            component=outcome.component,
            commitment=outcome.commitment.name,
            period=out.PeriodName(outcome.period.name, outcome.period.start_at, outcome.period.end_at),
            status=outcome.status,
            reason=outcome.reason,
            missing=outcome.missing,
            provisional=outcome.provisional,
            availability=outcome.availability,
            time_us=outcome.time_us,
            budget=outcome.budget,
            credit=outcome.credit,
            findings=(*outcome.findings, *claims),
            because=(*outcome.because, *_reading_steps(compiled, readings, outcome.credit.amount, outcome.status)),
            readings=readings,
        )
    for i, right in enumerate(view.rights[customer]):
        yield _right_verdict(compiled, variants, customer, right, i)


def _before(compiled: Compiled, start: int) -> bool:
    return compiled.policy.in_force_at is not None and start < compiled.policy.in_force_at


def _right_verdict(
    compiled: Compiled, variants: Mapping[str, View], customer: str | None, right: RightOutcome, i: int
) -> Verdict:
    readings = tuple(
        (name, ReadingOutcome(status, None, status is not right.status))
        for name, view in variants.items()
        for status in [_right_status(view, customer, right)]
        if status is not None
    )
    currency = compiled.policy.currency
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
        credit=out.Credit(amount=nothing(currency or ""), currency=currency),
        periods=right.periods,
        ground=right.ground,
        arisen_at=right.arisen_at,
        lapses_at=right.lapses_at,
        exercised_at=right.exercised_at,
        because=(*right.because, *_reading_steps(compiled, readings or None, None, right.status)),
        readings=readings or None,
    )


def _right_status(view: View, customer: str | None, right: RightOutcome) -> Status | None:
    return next((r.status for r in view.rights.get(customer, ()) if r.right.name == right.right.name), None)


_WORST = (Status.BREACHED, Status.UNDETERMINED, Status.MET, Status.NOT_APPLICABLE)


def _readings(
    compiled: Compiled, variants: Mapping[str, View], customer: str | None, outcome: Outcome
) -> tuple[tuple[str, ReadingOutcome], ...] | None:
    """The verdict's status and amount under every reading (P6).

    A reading that joins the components gives the status of all together; one that parts them, the worst and the sum.
    """
    found: list[tuple[str, ReadingOutcome]] = []
    for name, view in variants.items():
        same = _corresponding(view, customer, outcome)
        if not same:
            continue
        status = min((o.status for o in same), key=_WORST.index)
        amounts = [o.credit.amount for o in same]
        amount = None if any(a is None for a in amounts) else sum((a for a in amounts if a is not None), Decimal(0))
        differs = (status, amount) != (outcome.status, outcome.credit.amount)
        found.append((name, ReadingOutcome(status, amount, differs)))
    return tuple(found) or None


def _corresponding(view: View, customer: str | None, outcome: Outcome) -> list[Outcome]:
    """The outcomes of a variant that answer the same question: the period of that name, this component or all there are."""
    same = [
        o
        for o in view.outcomes.get(customer, ())
        if o.commitment.name == outcome.commitment.name and o.period.name == outcome.period.name
    ]
    own = [o for o in same if o.component == outcome.component]
    return own or same


def _reading_steps(
    compiled: Compiled,
    readings: tuple[tuple[str, ReadingOutcome], ...] | None,
    amount: Decimal | None,
    status: Status,
) -> Iterable[Step]:
    """Whether each reading would change the status or the amount, with its reason (P6)."""
    reasons = {r.name: r for r in compiled.readings}
    for name, reading in readings or ():
        changes = [
            word
            for word, differs in (("status", reading.status is not status), ("amount", reading.amount != amount))
            if differs
        ]
        yield Step(
            "P6",
            "reading",
            name=name,
            clauses=reasons[name].clauses,
            before=status.value if amount is None else f"{status.value}, {amount}",
            after=reading.status.value if reading.amount is None else f"{reading.status.value}, {reading.amount}",
            reason=reasons[name].reason,
            detail=("governs" if reasons[name].governs else " and ".join(changes) + " differ" if changes else "no difference"),
        )


def _unused_claims(customer: Customer, outcome: Outcome, used: set[str]) -> Iterable[Finding]:
    """Claims that no credit needed or that came to nothing (C6)."""
    for claim in customer.claims:
        mine = claim.period == outcome.period.name and claim.commitment in (None, outcome.commitment.name)
        if not mine or claim.id in used:
            continue
        if outcome.component is not None and claim.components and outcome.component not in claim.components:
            continue
        state = outcome.credit.state
        if state is out.CreditState.NONE:
            why = "no credit is owed for this period"
        elif outcome.credit.claim_by is not None and claim.at > outcome.credit.claim_by:
            why = "it came after the deadline"
        elif state in (out.CreditState.DUE, out.CreditState.DISCRETIONARY):
            why = "the credit does not hang on a claim"
        else:
            why = "another claim decided"
        yield Finding("unused_claim", f"a claim was not used: {why}", events=(claim.id,))
