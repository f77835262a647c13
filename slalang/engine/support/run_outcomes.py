"""Runs of clocks and duties with the period that they belong to, their credit, and what became of that (S6, C2-C6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

import attrs

from slalang.engine.credit.claims import Claimed, settle
from slalang.engine.credit.credits import earn, needed_parameters
from slalang.engine.credit.rows import Judgement
from slalang.engine.credit.shown_credits import currency_of, lacking, missing_steps, no_credit, owed
from slalang.engine.customers import Customer
from slalang.engine.support.accruals import Counted, count_days
from slalang.engine.support.runs import Run
from slalang.engine.terms import Missing, Terms, terms_at
from slalang.semantics.policy import Belonging, Credit, Duty, Policy
from slalang.time.civil import OutOfRange
from slalang.time.periods import Period, PeriodNeeds, period_holding
from slalang.values import verdicts as out
from slalang.values.events import Settlement
from slalang.values.verdicts import Status, Step

_NO_PERIOD = "period"
"""What a missed run lacks that has no instant by which it belongs."""


@attrs.frozen(slots=True)
class RunOutcome:
    """A run under one variant with its credit, before readings are compared.

    `period` is what the verdict names: a regular duty's own, else the one to which a run with a credit belongs. `claimed_as`
    are the names under which a claim may ask for its credit.
    """

    run: Run
    period: Period | None
    provisional: bool
    credit: out.Credit
    credit_period: Period | None = None
    """The period to which its credit belongs; None where it carries none, or belongs to none yet."""
    used_claims: tuple[str, ...] = ()
    complete: bool = False
    """Whether a claim for the credit was complete and in time (C6)."""
    settlements: tuple[Settlement, ...] = ()
    """Those that stand beside its credit (C8)."""
    claimed_as: tuple[str, ...] = ()
    because: tuple[Step, ...] = ()


def belongs_at(run: Run) -> int | None:
    """The instant by which a run belongs to a period; None where it has none, or not yet (S6).

    A deadline at a period's end belongs to the period that it ends.
    """
    match run.rule.belongs:
        case Belonging.STARTS:
            return run.start_at
        case Belonging.DUE:
            return None if run.due_at is None else run.due_at - 1
        case Belonging.STOPS:
            return run.stopped_at
        case None:
            return None
        case _:
            assert_never(run.rule.belongs)


def judge_runs(policy: Policy, customer: Customer, runs: Sequence[Run]) -> tuple[RunOutcome, ...]:
    """Every run with its credit, in the same order; runs of one rule share their days where the credit says so."""
    credits = {credit.commitment: credit for credit in policy.credits}
    found: dict[int, RunOutcome] = {}
    for name in dict.fromkeys(run.rule.name for run in runs):
        mine = [i for i, run in enumerate(runs) if run.rule.name == name]
        credit = credits.get(name)
        if credit is None:
            found.update((i, _without(policy, customer, runs[i])) for i in mine)
            continue
        placed = [_placed(policy, customer, credit, runs[i]) for i in mine]
        days = count_days(policy, customer, credit, [(at.run, at.terms) for at in placed])
        found.update((i, _with(policy, customer, credit, at, own)) for i, at, own in zip(mine, placed, days, strict=True))
    return tuple(found[i] for i in range(len(runs)))


@attrs.frozen(slots=True)
class _Placed:
    """A run and the period of the credit to which it belongs, with the terms that govern that (C7), the ticket's among them.

    `period` is None where the run belongs to none, or not yet; Missing where the subscription does not say enough.
    """

    run: Run
    period: Period | Missing | None
    terms: Terms | None


def _placed(policy: Policy, customer: Customer, credit: Credit, run: Run) -> _Placed:
    period = _period(credit, run, customer)
    if not isinstance(period, Period):
        return _Placed(run, period, None)
    terms = terms_at(policy, customer, period.start_at, period.end_at)
    return _Placed(run, period, attrs.evolve(terms, ticket=run.terms.ticket))


def _without(policy: Policy, customer: Customer, run: Run) -> RunOutcome:
    """A run that earns nothing."""
    named = () if run.period is None else (run.period.name,)
    nothing = no_credit(currency_of(policy, customer))
    return RunOutcome(run, run.period, run.provisional, nothing, claimed_as=named, because=run.because)


def _with(policy: Policy, customer: Customer, credit: Credit, placed: _Placed, days: Counted | None) -> RunOutcome:
    """A run of a rule that carries a credit."""
    run, period = placed.run, placed.period if isinstance(placed.period, Period) else None
    currency = currency_of(policy, customer)
    more = days is not None and days.open
    claimed: Claimed | None = None
    steps: list[Step] = []
    missing = () if run.status is Status.NOT_APPLICABLE else _missing(credit, placed)
    if missing:
        # What the run itself lacks is said where the run is explained.
        steps += missing_steps(tuple(name for name in missing if name not in run.missing), {_NO_PERIOD: "S6"})
        owing = lacking(currency, missing)
    elif run.status is not Status.BREACHED or period is None or placed.terms is None:
        owing = no_credit(currency)
    else:
        case = _judgement(policy, customer, run, period, placed.terms, days)
        earned = earn(credit, case)
        steps += earned.steps
        more = earned.open
        if earned.amount is None:
            steps += missing_steps(earned.missing, {})
            owing = lacking(currency, earned.missing, earned)
        elif earned.row is None:
            owing = attrs.evolve(no_credit(currency), days=earned.days)
        else:
            claimed = settle(credit, case, run.until(customer.as_of))
            steps += claimed.steps
            owing = owed(currency, earned, claimed)
    named = tuple(dict.fromkeys(p.name for p in (period, run.period) if p is not None))
    return RunOutcome(
        run=run,
        period=run.period or period,
        credit_period=period,
        provisional=run.provisional or more,
        credit=owing,
        used_claims=claimed.used if claimed is not None else (),
        complete=claimed is not None and claimed.complete,
        claimed_as=named,
        because=(*run.because, *steps),
    )


def _missing(credit: Credit, placed: _Placed) -> tuple[str, ...]:
    """What the credit of a run needs and nobody supplies: then it is undetermined, whatever was measured (P2)."""
    run = placed.run
    # What a run that is not yet due waits for could only come late; nothing is owed so far.
    waits = run.provisional and (run.due_at is not None or isinstance(run.rule, Duty))
    missing = list(run.missing) if run.status is Status.UNDETERMINED and not waits else []
    if isinstance(placed.period, Missing):
        missing += placed.period.names
    elif placed.terms is not None:
        missing += needed_parameters(credit, placed.terms)
    elif run.status is Status.BREACHED:
        missing.append(_NO_PERIOD)
    return tuple(dict.fromkeys(missing))


def _period(credit: Credit, run: Run, customer: Customer) -> Period | Missing | None:
    """The period of the credit to which a run belongs; a missed one that still runs stops, for now, at `as of` (S6)."""
    at = belongs_at(run)
    if at is None and run.rule.belongs is Belonging.STOPS and run.status is Status.BREACHED:
        at = customer.as_of
    if at is None or credit.period is None:
        return None
    try:
        return period_holding(credit.period, at, customer.context())
    except PeriodNeeds as needs:
        return Missing((needs.need,))
    except OutOfRange:
        raise
    except ValueError:
        return None  # rolling periods may leave gaps between them


def _judgement(policy: Policy, customer: Customer, run: Run, period: Period, terms: Terms, days: Counted | None) -> Judgement:
    """What the credit of a run hangs on."""
    return Judgement(
        name=run.rule.name,
        service=run.rule.service,
        customer=customer,
        period=period,
        status=run.status,
        terms=terms,
        zone=policy.zone,
        currency=currency_of(policy, customer) or "",
        run=run,
        days=days,
        also_named=run.period.name if run.period else None,
        about=names_of(run),
    )


def names_of(run: Run) -> tuple[str, ...]:
    """What a fact may name to be about a run: its occasion, its ticket."""
    return tuple(name for name in (run.event, run.ticket) if name is not None)
