"""Scenarios: the contract's unit tests, which legal-ops write (P4)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

import attrs

from slalang.engine.evaluate import evaluate_policy
from slalang.engine.scenario_events import (
    contract_event,
    first_period_start,
    given_events,
    instant_of,
    refused,
)
from slalang.engine.scenario_names import Check, Vocabulary, unknown_name, vocabulary
from slalang.engine.scenario_subjects import subject_words, unknown_subject, verdict_of
from slalang.semantics.policy import Compiled, Policy
from slalang.syntax import ast
from slalang.time.periods import named_range
from slalang.time.zones import Zone
from slalang.values.diagnostics import nearest
from slalang.values.events import Event
from slalang.values.instants import HOUR, MICROSECOND, MINUTE, SECOND, civil_date
from slalang.values.intervals import Interval
from slalang.values.money import format_truncated
from slalang.values.places import Span
from slalang.values.streams import last_instant
from slalang.values.verdicts import ReadingOutcome, Status, TimeClasses, Verdict

__all__ = ["Check", "ScenarioResult", "run_scenarios"]

_MILLISECOND = 1_000 * MICROSECOND
_EXACT_UNITS = {
    ast.Unit.MICROSECOND: MICROSECOND,
    ast.Unit.MILLISECOND: _MILLISECOND,
    ast.Unit.SECOND: SECOND,
    ast.Unit.MINUTE: MINUTE,
    ast.Unit.HOUR: HOUR,
}


@attrs.frozen(slots=True)
class ScenarioResult:
    """What came of one scenario: every expectation in order, or what is wrong with the scenario itself.

    `verdicts` are those of the governing policy, with all readings, for the scenario's events.
    """

    title: str
    passed: bool
    checks: tuple[Check, ...]
    span: Span
    verdicts: tuple[Verdict, ...] = ()


def run_scenarios(compiled: Compiled, scenarios: Iterable[ast.Scenario]) -> tuple[ScenarioResult, ...]:
    """Judge the events of each scenario and compare what it expects (P4).

    Civil times and the days of charges are the policy's zone's. Without `as of` the evaluation stands at the
    end of the latest period that an expectation names, or at the last instant of the events if that is later.
    The customer is null. Never raises on a scenario that is wrong: what is wrong is a failed check.
    """
    words = vocabulary(compiled)
    return tuple(_run(compiled, words, scenario) for scenario in scenarios)


def _run(compiled: Compiled, words: Vocabulary, scenario: ast.Scenario) -> ScenarioResult:
    zone = compiled.policy.zone
    bodies = [phrase.body for phrase in scenario.phrases]
    given = tuple(body.event for body in bodies if isinstance(body, ast.GivenEvent))
    expected = [body for body in bodies if isinstance(body, ast.Expect)]
    stands = [body for body in bodies if isinstance(body, ast.AsOf)]
    events, wrong = given_events(given, words, zone)
    wrong = (*_malformed(scenario, len(expected), stands), *wrong)
    if wrong:
        return ScenarioResult(scenario.title, False, wrong, scenario.span)
    named = _named_periods(expected, zone)
    touched = first_period_start(compiled.policy, events, (start for start, _ in named))
    contract = contract_event(given, touched)
    if isinstance(contract, tuple):
        checks = tuple(refused(problem, scenario.span) for problem in contract)
        return ScenarioResult(scenario.title, False, checks, scenario.span)
    if contract is not None:
        events = (*events, contract)
    as_of = instant_of(stands[0].at, zone) if stands else _after_all(events, named, zone)
    span = (min(start for start, _ in named), max(end for _, end in named)) if named else None
    judged = evaluate_policy(compiled, events, as_of=as_of, span=span)
    if judged.errors:
        checks = tuple(refused(problem, scenario.span) for problem in judged.errors)
        return ScenarioResult(scenario.title, False, checks, scenario.span)
    checks = tuple(c for one in expected for c in _checks(one, judged.verdicts, words, compiled.policy))
    passed = all(check.passed for check in checks)
    return ScenarioResult(scenario.title, passed, checks, scenario.span, judged.verdicts)


def _malformed(scenario: ast.Scenario, expected: int, stands: list[ast.AsOf]) -> tuple[Check, ...]:
    wrong = []
    if not expected:
        wrong.append(Check("something to compare", "the scenario expects nothing", False, scenario.span))
    if len(stands) > 1:
        wrong.append(Check("one `as of`", f"there are {len(stands)}", False, stands[1].span))
    for qualifiers in (scenario.qualifiers, *(phrase.qualifiers for phrase in scenario.phrases)):
        if qualifiers.reading is not None:
            name = qualifiers.reading
            hint = f"write `read as {name.text}` in the expectation"
            wrong.append(Check("a scenario that holds under every reading", hint, False, name.span))
    return tuple(wrong)


def _named_periods(expected: list[ast.Expect], zone: Zone) -> tuple[Interval, ...]:
    """The spans of the periods that expectations name; one that is no period is left to its own check."""
    spans = []
    for one in expected:
        if isinstance(one.subject, ast.CommitmentSubject):
            try:
                spans.append(named_range(one.subject.period, zone))
            except ValueError:
                continue
    return tuple(spans)


def _after_all(events: tuple[Event, ...], named: tuple[Interval, ...], zone: Zone) -> int | None:
    last = last_instant(events, zone.day_start)
    return max((*(end for _, end in named), *(() if last is None else (last,))), default=None)


# ------------------------------------------------------------------------------------ what is expected


def _checks(expect: ast.Expect, verdicts: tuple[Verdict, ...], words: Vocabulary, policy: Policy) -> tuple[Check, ...]:
    subject = expect.subject
    wrong = unknown_subject(subject, words)
    if wrong is not None:
        return (wrong,)
    verdict = verdict_of(subject, verdicts)
    if isinstance(verdict, Check):
        return (verdict,)
    about = subject_words(subject)
    checks = []
    for outcome in expect.outcomes:
        if subject.reading is None:
            check = _compared(outcome, verdict, words, policy)
        else:
            check = _compared_reading(outcome, verdict, subject.reading.reading.text, policy)
        checks.append(attrs.evolve(check, expected=f"{about}: {check.expected}"))
    return tuple(checks)


# ------------------------------------------------------------------------------------ one outcome


def _compared(outcome: ast.Outcome, verdict: Verdict, words: Vocabulary, policy: Policy) -> Check:
    """One outcome beside what the verdict says."""
    span = outcome.span
    match outcome:
        case ast.StatusOutcome(status):
            return _status(status, verdict.status, verdict.reason, span)
        case ast.CreditOutcome(money):
            return _amount(money, verdict.credit.amount, verdict.credit.currency or policy.currency, span)
        case ast.StateOutcome(state):
            actual = verdict.credit.state.value
            return Check(f"credit {state}", f"credit {actual}", state == actual, span)
        case ast.ClaimByOutcome(at):
            return _instant("claim by", at, verdict.credit.claim_by, "no date", policy.zone, span)
        case ast.TimeOutcome():
            return _time(outcome, verdict.time_us, words)
        case ast.AvailabilityOutcome(percent):
            return _availability(percent, verdict, span)
        case ast.FindingOutcome(kind):
            kinds = [finding.kind for finding in verdict.findings]
            return _among(f'finding "{kind}"', kind, "findings", kinds, span)
        case ast.NoFindingOutcome(kind):
            kinds = [finding.kind for finding in verdict.findings]
            actual = f"findings: {', '.join(kinds)}" if kinds else "no findings"
            return Check(f'no finding "{kind}"', actual, kind not in kinds, span)
        case ast.MissingOutcome(name):
            names = [*verdict.missing, *verdict.credit.missing]
            return _among(f'missing "{name}"', name, "missing", names, span)
        case ast.DueOutcome(at):
            return _instant("due", at, verdict.due_at, "no deadline", policy.zone, span)
        case ast.StoppedOutcome(at):
            return _instant("stopped", at, verdict.stopped_at, "not stopped", policy.zone, span)
        case ast.MeasuredOutcome(length):
            return _measured(length, verdict.measured_us, span)
        case _:
            assert_never(outcome)


def _compared_reading(outcome: ast.Outcome, verdict: Verdict, name: str, policy: Policy) -> Check:
    """One outcome beside what the verdict would be under a reading: its status and amount (P6)."""
    found: ReadingOutcome | None = dict(verdict.readings or ()).get(name)
    if found is None:
        return Check(f"a verdict under {name}", "the verdict does not depend on it", False, outcome.span)
    match outcome:
        case ast.StatusOutcome(status):
            return _status(status, found.status, None, outcome.span)
        case ast.CreditOutcome(money):
            return _amount(money, found.amount, verdict.credit.currency or policy.currency, outcome.span)
        case _:
            only = "of a reading only the status and the credit's amount can be expected"
            return Check("a status or an amount", only, False, outcome.span)


def _status(expected: str, status: Status, reason: str | None, span: Span) -> Check:
    actual = status.value.replace("_", " ")
    because = f" ({reason})" if reason and expected != actual else ""
    return Check(expected, actual + because, expected == actual, span)


def _amount(money: ast.Money, amount: Decimal | None, currency: str | None, span: Span) -> Check:
    expected = f"credit {money.currency} {money.number.digits}"
    if amount is None:
        return Check(expected, "no amount", False, span)
    same = Fraction(amount) == money.number.value and currency == money.currency
    return Check(expected, f"credit {currency or 'without currency'} {amount:f}", same, span)


def _instant(what: str, moment: ast.Moment, actual: int | None, without: str, zone: Zone, span: Span) -> Check:
    wanted = instant_of(moment, zone)
    said = without if actual is None else _civil(actual, zone)
    return Check(f"{what} {_civil(wanted, zone)}", said, actual == wanted, span)


def _measured(length: ast.Length, actual: int | None, span: Span) -> Check:
    """The time that a clock counted; lengths of it are hours, minutes and seconds (S1)."""
    wanted = _exact_us(length)
    if wanted is None:
        return _inexact(length)
    said = "nothing was measured" if actual is None else _spoken(actual)
    return Check(f"measured {_spoken(wanted)}", said, actual == wanted, span)


def _inexact(length: ast.Length) -> Check:
    return Check("an exact length", "write hours, minutes or seconds", False, length.span)


def _time(outcome: ast.TimeOutcome, classes: TimeClasses | None, words: Vocabulary) -> Check:
    wanted = _exact_us(outcome.length)
    if wanted is None:
        return _inexact(outcome.length)
    if isinstance(outcome.time_class, ast.ExcludedTime) and outcome.time_class.exclusion is not None:
        problem = unknown_name("an exclusion", outcome.time_class.exclusion, words.exclusions)
        if problem is not None:
            return problem
    if classes is None:
        return Check(f"{_spoken(wanted)} of time", "no time was measured", False, outcome.span)
    actual, class_words = _class_time(outcome.time_class, classes)
    return Check(f"{_spoken(wanted)} {class_words}", f"{_spoken(actual)} {class_words}", actual == wanted, outcome.span)


def _class_time(
    time_class: ast.CountedTime | ast.UpTime | ast.OutsideTime | ast.UnknownTime | ast.IgnoredTime | ast.ExcludedTime,
    classes: TimeClasses,
) -> tuple[int, str]:
    match time_class:
        case ast.CountedTime():
            return classes.counted, "counted"
        case ast.UpTime():
            return classes.up, "up"
        case ast.OutsideTime():
            return classes.outside, "outside"
        case ast.UnknownTime():
            return classes.unknown, "unknown"
        case ast.IgnoredTime():
            return classes.ignored, "ignored"
        case ast.ExcludedTime():
            if time_class.exclusion is None:
                return sum(us for _, us in classes.excluded), "excluded"
            name = time_class.exclusion.text
            return sum(us for rule, us in classes.excluded if rule == name), f"excluded by {name}"
        case _:
            assert_never(time_class)


def _availability(percent: ast.Percent, verdict: Verdict, span: Span) -> Check:
    """Exact equality; where the policy declares a rounding, with the rounded figure (D7)."""
    expected = f"availability {percent.digits}%"
    if verdict.availability is None:
        return Check(expected, "no availability was measured", False, span)
    rounded = verdict.availability.rounded
    share = verdict.availability.exact if rounded is None else rounded
    shown = f"availability {format_truncated(share * 100, 6)}%"
    if (share * 10**8).denominator != 1:
        shown += f" and more, exactly {share.numerator}/{share.denominator}"
    return Check(expected, shown, share == percent.share, span)


def _among(expected: str, name: str, what: str, there: list[str], span: Span) -> Check:
    if name in there:
        return Check(expected, expected, True, span)
    close = nearest(name, there)
    listed = f"{what}: {', '.join(sorted(set(there)))}" if there else f"{what}: none"
    return Check(expected, f"{listed}; is `{close}` meant?" if close else listed, False, span)


def _exact_us(length: ast.Length) -> int | None:
    """Microseconds of an exact length; None for other lengths and for parts of a microsecond (T4)."""
    if not isinstance(length, ast.ExactOrCalendarLength) or length.unit not in _EXACT_UNITS:
        return None
    us = length.number.value * _EXACT_UNITS[length.unit]
    return us.numerator if us.denominator == 1 else None


def _spoken(us: int) -> str:
    """`2 hours 5 minutes`: a length in the units in which contracts speak."""
    parts = []
    for size, word in ((HOUR, "hour"), (MINUTE, "minute"), (SECOND, "second"), (MICROSECOND, "microsecond")):
        number, us = divmod(us, size)
        if number:
            parts.append(f"{number} {word}{'' if number == 1 else 's'}")
    return " ".join(parts) or "0 minutes"


def _civil(instant: int, zone: Zone) -> str:
    """`2025-06-01 00:00 in Europe/London`."""
    day, us = zone.to_civil(instant)
    minutes, rest = divmod(us, MINUTE)
    seconds = f":{Decimal(rest) / SECOND:09.6f}".rstrip("0").rstrip(".") if rest else ""
    return f"{civil_date(day).isoformat()} {minutes // 60:02d}:{minutes % 60:02d}{seconds} in {zone.name}"
