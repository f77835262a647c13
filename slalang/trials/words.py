"""A case in words: in a sentence for a finding, or as a scenario that pins what it shows."""

from __future__ import annotations

from decimal import Decimal

from slalang.engine.scenario.times import spoken_length
from slalang.syntax import ast
from slalang.syntax.wording.events import event as event_words
from slalang.trials.stream import Case
from slalang.values.verdicts import CreditState, Kind, Verdict

_MOST = 2
"""So many windows are told one by one."""


def in_words(case: Case) -> str:
    """`outage of web from 2025-04-01 00:00 to 2025-04-01 01:27: uptime in 2025-04 is breached, ..., credit none`.

    What a credit is a share of stands behind it.
    """
    windows = [event_words(event) for event in case.given if isinstance(event, ast.MaintenanceEvent)]
    down = [event_words(event) for event in case.given if isinstance(event, ast.OutageEvent | ast.ProbeEvent)]
    more = [f"and {len(windows) - _MOST} more, one after another"] if len(windows) > _MOST else []
    return f"{'; '.join((*windows[:_MOST], *more, *down)) or 'nothing happens'}: {outcome(case.verdict)}{_charged(case)}"


def outcome(verdict: Verdict) -> str:
    """`uptime in 2025-04 is breached, 87 minutes counted, credit none`."""
    where = f" of {verdict.component}" if verdict.component else ""
    when = f" in {verdict.period.name}" if verdict.period is not None else ""
    joint = "joint " if verdict.kind is Kind.CREDIT else ""
    status = verdict.status.value.replace("_", " ")
    return f"{joint}{verdict.commitment}{where}{when} is {status}{_time(verdict)}, {credit(verdict)}"


def _charged(case: Case) -> str:
    """Of what a credit is a share, where it is one: ` of a charge of EUR 1,000.00`."""
    owed = case.verdict.credit
    charges = [event.money for event in case.given if isinstance(event, ast.ChargeEvent)]
    told = owed.state not in (CreditState.NONE, CreditState.UNDETERMINED) and owed.amount
    if not charges or not told or (owed.base is None and case.verdict.kind is not Kind.CREDIT):
        return ""
    sums = " and ".join(dict.fromkeys(f"{one.currency} {Decimal(one.number.digits):,}" for one in charges))
    return f" of a charge of {sums}" if len(charges) == 1 else f" of {len(charges)} charges of {sums} each"


def _time(verdict: Verdict) -> str:
    """What was excluded, by which rule, and what counted."""
    time = verdict.time_us
    if time is None:
        return ""
    excluded = "".join(f", {spoken_length(us)} excluded by {rule}" for rule, us in time.excluded if us)
    return f"{excluded}, {spoken_length(time.counted)} counted"


def credit(verdict: Verdict) -> str:
    """`credit GBP 20.00`, `credit none`, `credit undetermined`: as a scenario expects it."""
    owed = verdict.credit
    if owed.state in (CreditState.NONE, CreditState.UNDETERMINED) or owed.amount is None:
        return f"credit {owed.state.value}"
    return f"credit {owed.currency} {owed.amount:,}"


def scenario(title: str, case: Case) -> ast.Scenario:
    """A scenario that gives the case's stream and expects the status and the credit of its verdict."""
    verdict = case.verdict
    assert verdict.period is not None, "only what is judged in periods is pinned so"
    owed = verdict.credit
    state = owed.state in (CreditState.NONE, CreditState.UNDETERMINED) or owed.amount is None or owed.currency is None
    outcomes: tuple[ast.Outcome, ...] = (
        ast.StatusOutcome(verdict.status.value.replace("_", " ")),
        ast.StateOutcome(owed.state.value)
        if state
        else ast.CreditOutcome(ast.Money(str(owed.currency), ast.Number(str(owed.amount)))),
    )
    subject = ast.CommitmentSubject(
        ast.Name(verdict.commitment),
        ast.Name(verdict.component) if verdict.component else None,
        None,
        verdict.period.name,
    )
    given = tuple(ast.Phrase(ast.GivenEvent(event)) for event in case.given)
    return ast.Scenario(title, ast.Qualifiers(), (*given, ast.Phrase(ast.Expect(subject, outcomes))))
