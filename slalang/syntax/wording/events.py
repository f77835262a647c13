"""What scenarios give: events and contract facts."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.duty import including
from slalang.syntax.wording.time import moment
from slalang.syntax.wording.words import figure, money, name_list, nth, percent, text, text_list, value


def event(given: ast.ScenarioEvent) -> str:
    """One event, or one fact of the customer's contract."""
    match given:
        case ast.OutageEvent() | ast.ProbeEvent() | ast.CountsEvent() | ast.ExecutionsEvent() | ast.MeasureEvent():
            return _observation(given)
        case ast.ClaimEvent() | ast.SettlementEvent():
            return _claim(given)
        case ast.ResourceEvent(resource, service, ident, start, end, attributes):
            until = f" to {_day_or_moment(end)}" if end is not None else ""
            span = f"from {_day_or_moment(start)}{until}"
            return f"resource {resource.text} of {service.text}{_called(ident)} {span}{with_attributes(attributes)}"
        case ast.MaintenanceEvent(kind, components, ident, start, end, announced, approved):
            told = f" announced {moment(announced.at)}" if announced is not None else ""
            agreed = ", approved" if approved else ""
            span = f"from {moment(start)} to {moment(end)}"
            return f"maintenance {text(kind)}{_on(components)}{_called(ident)} {span}{told}{agreed}"
        case ast.TicketEvent():
            return _ticket(given)
        case ast.FactEvent(name, about, ident, period, at, contents, due):
            whom = f" about {text(about.id)}" if about is not None else ""
            month = f" for {period.period}" if period is not None else ""
            return f"fact {text(name)}{whom}{_called(ident)}{month} at {moment(at)}{including(contents)}{_due(due)}"
        case ast.SubscriptionEvent(first, last, billing):
            until = f" to {last.isoformat()}" if last is not None else ""
            billed = f" billed on the {nth(billing.day)}" if billing is not None else ""
            return f"subscription from {first.isoformat()}{until}{billed}"
        case ast.ChargeEvent(sum_, dates, category, component, attributes):
            kind = f" in category {text(category.category)}" if category is not None else ""
            part = f" on {component.component.text}" if component is not None else ""
            return f"charge of {money(sum_)} {_charge_dates(dates)}{kind}{part}{with_attributes(attributes)}"
        case ast.ParameterEvent(parameter, fixed):
            return f"{parameter.text} is {value(fixed)}"
    assert_never(given)


def with_attributes(given: ast.WithAttributes | None) -> str:
    """Attributes and what they say, with a blank before them; nothing where there are none."""
    if given is None:
        return ""
    return f" with {' and '.join(f'{text(one.name)} {_attribute(one.value)}' for one in given.attributes)}"


def _attribute(given: str | ast.Number | ast.Percent) -> str:
    match given:
        case str():
            return text(given)
        case ast.Number():
            return figure(given)
        case ast.Percent():
            return percent(given)
    assert_never(given)


_Observation: TypeAlias = ast.OutageEvent | ast.ProbeEvent | ast.CountsEvent | ast.ExecutionsEvent | ast.MeasureEvent


def _observation(given: _Observation) -> str:
    where = f"of {given.service.text}{_on(given.components)}"
    match given:
        case ast.OutageEvent():
            return f"outage {where}{_called(given.id)} {_outage(given)}"
        case ast.ProbeEvent(_, _, state, at, location, source):
            seen_from = f" from {text(location.location)}" if location is not None else ""
            return f"probe {where} {state.value} at {moment(at)}{seen_from}{_seen(source)}"
        case ast.CountsEvent(_, _, ident, start, end, total, failed, of_class, source, recorded):
            span = f"from {moment(start)} to {moment(end)}"
            counted = f"{figure(total)} requests, {figure(failed)} failed"
            carried = f"{_in_class(of_class)}{_seen(source)}{_recorded(recorded)}"
            return f"counts {where}{_called(ident)} {span}, {counted}{carried}"
        case ast.ExecutionsEvent(_, _, at, good, bad, of_class, source):
            counted = f"{figure(good)} good, {figure(bad)} bad"
            return f"executions {where} at {moment(at)}, {counted}{_in_class(of_class)}{_seen(source)}"
        case ast.MeasureEvent(name, _, _, measured, at, source):
            return f"measure {text(name)} {where} is {figure(measured)} at {moment(at)}{_seen(source)}"
    assert_never(given)


def _outage(given: ast.OutageEvent) -> str:
    end = f"to {moment(given.end)}" if given.end is not None else "and still open"
    carried = (
        _caused(given.cause),
        _severity(given.severity),
        f" of degree {figure(given.degree.degree)}" if given.degree is not None else "",
        f" in environment {text(given.environment.environment)}" if given.environment is not None else "",
        _seen(given.source),
        _recorded(given.recorded),
    )
    return f"from {moment(given.start)} {end}{''.join(carried)}"


def _ticket(given: ast.TicketEvent) -> str:
    carried = (
        _severity(given.severity),
        f" in queue {text(given.queue.queue)}" if given.queue is not None else "",
        _caused(given.cause),
        f" labelled {text_list(given.labels.labels)}" if given.labels is not None else "",
        _recorded(given.recorded),
    )
    return f"ticket {text(given.ticket)}{_called(given.id)} {text(given.action)} at {moment(given.at)}{''.join(carried)}"


def _claim(given: ast.ClaimEvent | ast.SettlementEvent) -> str:
    whose = f" of {given.commitment.name.text}" if given.commitment is not None else ""
    what = f"{_called(given.id)} for {given.period}{whose} at {moment(given.at)}"
    match given:
        case ast.ClaimEvent():
            step = f" as step {text(given.step.name)}" if given.step is not None else ""
            about = f" about {text_list(given.about.ids)}" if given.about is not None else ""
            return f"claim{what}{step}{including(given.contents)}{about}"
        case ast.SettlementEvent():
            of = f" of {money(given.amount.money)}" if given.amount is not None else ""
            return f"settlement {text(given.decision)}{what}{of}"
    assert_never(given)


def _due(due: ast.EventDue | None) -> str:
    return f" due {_day_or_moment(due.at)}" if due is not None else ""


def _day_or_moment(at: date | ast.Moment) -> str:
    return at.isoformat() if isinstance(at, date) else moment(at)


def _on(components: ast.EventComponents | None) -> str:
    return f" on {name_list(components.names)}" if components is not None else ""


def _called(ident: ast.EventId | None) -> str:
    return f" called {text(ident.id)}" if ident is not None else ""


def _caused(cause: ast.ByCause | None) -> str:
    return f" caused by {cause.cause.text}" if cause is not None else ""


def _severity(severity: ast.EventSeverity | None) -> str:
    return f" of severity {text(severity.severity)}" if severity is not None else ""


def _in_class(of_class: ast.EventClass | None) -> str:
    return f" in class {text(of_class.name)}" if of_class is not None else ""


def _seen(source: ast.EventSource | None) -> str:
    return f" seen by {text(source.source)}" if source is not None else ""


def _recorded(recorded: ast.EventRecorded | None) -> str:
    return f" recorded {moment(recorded.at)}" if recorded is not None else ""


def _charge_dates(dates: ast.ChargePeriod | ast.ChargeDates) -> str:
    match dates:
        case ast.ChargePeriod(name):
            return f"for {name}"
        case ast.ChargeDates(first, last):
            return f"from {first.isoformat()} to {last.isoformat()}"
    assert_never(dates)
