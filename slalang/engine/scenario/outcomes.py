"""What a scenario expects of a verdict, beside what the verdict says (P4)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias, assert_never

from slalang.engine.scenario.names import Check, Vocabulary, unknown_name
from slalang.engine.scenario.times import exact_us, instant_of, spoken_instant, spoken_length
from slalang.semantics.policy import Policy
from slalang.syntax import ast
from slalang.time.zones import Zone
from slalang.values.diagnostics import nearest
from slalang.values.money import format_truncated
from slalang.values.places import Span
from slalang.values.verdicts import Availability, ReadingOutcome, Settled, Status, TimeClasses, Verdict

TimeClass: TypeAlias = (
    ast.CountedTime | ast.UpTime | ast.OutsideTime | ast.UnknownTime | ast.IgnoredTime | ast.ExcludedTime | ast.WeightedTime
)

_DIGITS = 6
"""How many decimals of a measured figure an answer shows."""


def compared(outcome: ast.Outcome, verdict: Verdict, words: Vocabulary, policy: Policy) -> Check:
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
        case ast.PointsOutcome(number):
            return _number("point", number, verdict.credit.points, span)
        case ast.DaysOutcome(number):
            return _number("day", number, verdict.credit.days, span, " of service")
        case ast.ValueOutcome(number):
            return _value(number, verdict.availability, span)
        case ast.SettledOutcome(settled, money):
            return _settled(settled, money, verdict, policy)
        case ast.DueOutcome(at):
            return _instant("due", at, verdict.due_at, "no deadline", policy.zone, span)
        case ast.StoppedOutcome(at):
            return _instant("stopped", at, verdict.stopped_at, "not stopped", policy.zone, span)
        case ast.MeasuredOutcome(length):
            return _measured(length, verdict.measured_us, span)
        case _:
            assert_never(outcome)


def compared_reading(outcome: ast.Outcome, verdict: Verdict, name: str, policy: Policy) -> Check:
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
    return _sum("credit", money, amount, currency, "no amount", span)


def _settled(settled: ast.Settled, money: ast.Money, verdict: Verdict, policy: Policy) -> Check:
    """What was granted, denied or paid (C8)."""
    sums = verdict.credit.settled or Settled()
    match settled:
        case ast.Settled.GRANTED:
            amount = sums.granted
        case ast.Settled.DENIED:
            amount = sums.denied
        case ast.Settled.PAID:
            amount = sums.paid
        case _:
            assert_never(settled)
    currency = verdict.credit.currency or policy.currency
    return _sum(settled.value, money, amount, currency, f"nothing {settled.value}", money.span)


def _sum(what: str, money: ast.Money, amount: Decimal | None, currency: str | None, without: str, span: Span) -> Check:
    expected = f"{what} {money.currency} {money.number.digits}"
    if amount is None:
        return Check(expected, without, False, span)
    same = Fraction(amount) == money.number.value and currency == money.currency
    return Check(expected, f"{what} {currency or 'without currency'} {amount:f}", same, span)


def _number(noun: str, number: ast.Number, actual: int | None, span: Span, of: str = "") -> Check:
    """A number of points, or of days of service; where no row applies there are none, which is 0 (C3)."""
    nouns = noun if number.digits == "1" else f"{noun}s"
    said = f"no {noun}s{of}" if actual is None else f"{actual} {noun}{'' if actual == 1 else 's'}{of}"
    return Check(f"{number.digits} {nouns}{of}", said, number.value == (actual or 0), span)


def _instant(what: str, moment: ast.Moment, actual: int | None, without: str, zone: Zone, span: Span) -> Check:
    wanted = instant_of(moment, zone)
    said = without if actual is None else spoken_instant(actual, zone)
    return Check(f"{what} {spoken_instant(wanted, zone)}", said, actual == wanted, span)


def _measured(length: ast.Length, actual: int | None, span: Span) -> Check:
    """The time that a clock counted; lengths of it are hours, minutes and seconds (S1)."""
    wanted = exact_us(length)
    if wanted is None:
        return _inexact(length)
    said = "nothing was measured" if actual is None else spoken_length(actual)
    return Check(f"measured {spoken_length(wanted)}", said, actual == wanted, span)


def _inexact(length: ast.Length) -> Check:
    return Check("an exact length", "write hours, minutes or seconds", False, length.span)


def _time(outcome: ast.TimeOutcome, classes: TimeClasses | None, words: Vocabulary) -> Check:
    wanted = exact_us(outcome.length)
    if wanted is None:
        return _inexact(outcome.length)
    if isinstance(outcome.time_class, ast.ExcludedTime) and outcome.time_class.exclusion is not None:
        problem = unknown_name("an exclusion", outcome.time_class.exclusion, words.exclusions)
        if problem is not None:
            return problem
    if classes is None:
        return Check(f"{spoken_length(wanted)} of time", "no time was measured", False, outcome.span)
    actual, class_words = _class_time(outcome.time_class, classes)
    said = f"no time is {class_words}" if actual is None else f"{spoken_length(actual)} {class_words}"
    return Check(f"{spoken_length(wanted)} {class_words}", said, actual == wanted, outcome.span)


def _class_time(
    time_class: TimeClass,
    classes: TimeClasses,
) -> tuple[int | Fraction | None, str]:
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
        case ast.WeightedTime():
            return classes.weighted, "weighted"
        case _:
            assert_never(time_class)


def _availability(percent: ast.Percent, verdict: Verdict, span: Span) -> Check:
    """Exact equality; where the policy declares a rounding, with the rounded figure (D7)."""
    expected = f"availability {percent.digits}%"
    measured = verdict.availability
    if measured is None:
        return Check(expected, "no availability was measured", False, span)
    if not measured.is_share:
        return Check(expected, f"it is no share that was measured, but the {_shown(_governing(measured), '')}", False, span)
    share = _governing(measured)
    return Check(expected, _shown(share, "%"), share == percent.share, span)


def _value(number: ast.Number, measured: Availability | None, span: Span) -> Check:
    """A measured value, exactly; where the policy declares a rounding, the rounded one (D7)."""
    expected = f"value {number.digits}"
    if measured is None:
        return Check(expected, "no value was measured", False, span)
    if measured.is_share:
        return Check(expected, f"it is no value that was measured, but {_shown(_governing(measured), '%')}", False, span)
    value = _governing(measured)
    return Check(expected, _shown(value, ""), value == number.value, span)


def _governing(measured: Availability) -> Fraction:
    return measured.exact if measured.rounded is None else measured.rounded


def _shown(figure: Fraction, unit: Literal["%", ""]) -> str:
    """A share as a percentage, or a value, with the exact fraction where digits are cut."""
    scaled = figure * 100 if unit else figure
    digits = format_truncated(scaled, _DIGITS).rstrip("0").rstrip(".")
    shown = f"{'availability' if unit else 'value'} {digits}{unit}"
    cut = (scaled * 10**_DIGITS).denominator != 1
    return f"{shown} and more, exactly {figure.numerator}/{figure.denominator}" if cut else shown


def _among(expected: str, name: str, what: str, there: list[str], span: Span) -> Check:
    if name in there:
        return Check(expected, expected, True, span)
    close = nearest(name, there)
    listed = f"{what}: {', '.join(sorted(set(there)))}" if there else f"{what}: none"
    return Check(expected, f"{listed}; is `{close}` meant?" if close else listed, False, span)
