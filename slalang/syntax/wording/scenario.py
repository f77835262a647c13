"""Scenarios: what is given, and what is expected."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.duty import including
from slalang.syntax.wording.time import length, moment
from slalang.syntax.wording.words import money, name_list, nth, percent, text, text_list, value

Body: TypeAlias = ast.GivenEvent | ast.AsOf | ast.Expect


def body(part: Body) -> str:
    """A phrase of a scenario."""
    match part:
        case ast.GivenEvent(event):
            return f"given {_event(event)}"
        case ast.AsOf(at):
            return f"as of {moment(at)}"
        case ast.Expect(subject, outcomes):
            return f"expect {_subject(subject)}: {', '.join(_outcome(o) for o in outcomes)}"
    assert_never(part)


def _event(event: ast.ScenarioEvent) -> str:
    match event:
        case ast.OutageEvent():
            return _outage(event)
        case ast.ProbeEvent(service, components, state, at, location):
            seen_from = f" from {text(location.location)}" if location is not None else ""
            return f"probe of {service.text}{_on(components)} {state.value} at {moment(at)}{seen_from}"
        case ast.MaintenanceEvent(kind, components, ident, start, end, announced, approved):
            told = f" announced {moment(announced.at)}" if announced is not None else ""
            agreed = ", approved" if approved else ""
            span = f"from {moment(start)} to {moment(end)}"
            return f"maintenance {text(kind)}{_on(components)}{_called(ident)} {span}{told}{agreed}"
        case ast.TicketEvent():
            return _ticket(event)
        case ast.FactEvent(name, about, ident, at, contents, due):
            whom = f" about {text(about.id)}" if about is not None else ""
            return f"fact {text(name)}{whom}{_called(ident)} at {moment(at)}{including(contents)}{_due(due)}"
        case ast.SubscriptionEvent(first, last, billing):
            until = f" to {last.isoformat()}" if last is not None else ""
            billed = f" billed on the {nth(billing.day)}" if billing is not None else ""
            return f"subscription from {first.isoformat()}{until}{billed}"
        case ast.ChargeEvent(sum_, dates, category, component):
            kind = f" in category {text(category.category)}" if category is not None else ""
            part = f" on {component.component.text}" if component is not None else ""
            return f"charge of {money(sum_)} {_charge_dates(dates)}{kind}{part}"
        case ast.ClaimEvent(ident, claimed, at, contents):
            return f"claim{_called(ident)} for {claimed} at {moment(at)}{including(contents)}"
        case ast.SettlementEvent(decision, ident, settled, at):
            return f"settlement {text(decision)}{_called(ident)} for {settled} at {moment(at)}"
        case ast.ParameterEvent(parameter, given):
            return f"{parameter.text} is {value(given)}"
    assert_never(event)


def _outage(event: ast.OutageEvent) -> str:
    end = f"to {moment(event.end)}" if event.end is not None else "and still open"
    carried = (
        f" caused by {event.cause.cause.text}" if event.cause is not None else "",
        f" of severity {text(event.severity.severity)}" if event.severity is not None else "",
        f" of degree {event.degree.degree.digits}" if event.degree is not None else "",
        f" in environment {text(event.environment.environment)}" if event.environment is not None else "",
        f" recorded {moment(event.recorded.at)}" if event.recorded is not None else "",
    )
    what = f"outage of {event.service.text}{_on(event.components)}{_called(event.id)}"
    return f"{what} from {moment(event.start)} {end}{''.join(carried)}"


def _ticket(event: ast.TicketEvent) -> str:
    carried = (
        f" of severity {text(event.severity.severity)}" if event.severity is not None else "",
        f" in queue {text(event.queue.queue)}" if event.queue is not None else "",
        f" caused by {event.cause.cause.text}" if event.cause is not None else "",
        f" labelled {text_list(event.labels.labels)}" if event.labels is not None else "",
        f" recorded {moment(event.recorded.at)}" if event.recorded is not None else "",
    )
    return f"ticket {text(event.ticket)}{_called(event.id)} {text(event.action)} at {moment(event.at)}{''.join(carried)}"


def _due(due: ast.EventDue | None) -> str:
    if due is None:
        return ""
    return f" due {due.at.isoformat() if isinstance(due.at, date) else moment(due.at)}"


def _on(components: ast.EventComponents | None) -> str:
    return f" on {name_list(components.names)}" if components is not None else ""


def _called(ident: ast.EventId | None) -> str:
    return f" called {text(ident.id)}" if ident is not None else ""


def _charge_dates(dates: ast.ChargePeriod | ast.ChargeDates) -> str:
    match dates:
        case ast.ChargePeriod(name):
            return f"for {name}"
        case ast.ChargeDates(first, last):
            return f"from {first.isoformat()} to {last.isoformat()}"
    assert_never(dates)


def _subject(subject: ast.CommitmentSubject | ast.ClockSubject | ast.DutySubject | ast.RightSubject) -> str:
    match subject:
        case ast.CommitmentSubject(commitment, component, name, reading):
            of = f" of {component.text}" if component is not None else ""
            return f"{commitment.text}{of} in {name}{_read_as(reading)}"
        case ast.ClockSubject(clock, ticket, start, reading):
            begun = f" from {text(start.id)}" if start is not None else ""
            return f"{clock.text} on ticket {text(ticket)}{begun}{_read_as(reading)}"
        case ast.DutySubject(duty, occasion, reading):
            return f"{duty.text} after {text(occasion)}{_read_as(reading)}"
        case ast.RightSubject(right, reading):
            return f"right {right.text}{_read_as(reading)}"
    assert_never(subject)


def _read_as(reading: ast.UnderReading | None) -> str:
    return f" read as {reading.reading.text}" if reading is not None else ""


def _outcome(outcome: ast.Outcome) -> str:
    match outcome:
        case ast.StatusOutcome(status):
            return status
        case ast.CreditOutcome(sum_):
            return f"credit {money(sum_)}"
        case ast.StateOutcome(state):
            return f"credit {state}"
        case ast.ClaimByOutcome(at):
            return f"claim by {moment(at)}"
        case ast.TimeOutcome(how_long, time_class):
            return f"{length(how_long)} {_time_class(time_class)}"
        case ast.AvailabilityOutcome(share):
            return f"availability {percent(share)}"
        case ast.FindingOutcome(kind):
            return f"finding {text(kind)}"
        case ast.NoFindingOutcome(kind):
            return f"no finding {text(kind)}"
        case ast.MissingOutcome(name):
            return f"missing {text(name)}"
        case ast.DueOutcome(at):
            return f"due {moment(at)}"
        case ast.StoppedOutcome(at):
            return f"stopped {moment(at)}"
        case ast.MeasuredOutcome(how_long):
            return f"measured {length(how_long)}"
    assert_never(outcome)


_TimeClass: TypeAlias = (
    ast.CountedTime | ast.UpTime | ast.OutsideTime | ast.UnknownTime | ast.IgnoredTime
    | ast.ExcludedTime
)  # fmt: skip


def _time_class(time_class: _TimeClass) -> str:
    match time_class:
        case ast.CountedTime():
            return "counted"
        case ast.UpTime():
            return "up"
        case ast.OutsideTime():
            return "outside"
        case ast.UnknownTime():
            return "unknown"
        case ast.IgnoredTime():
            return "ignored"
        case ast.ExcludedTime(exclusion):
            return "excluded" + (f" by {exclusion.text}" if exclusion is not None else "")
    assert_never(time_class)
