"""Scenarios: what is given, and what is expected."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.events import event, with_attributes
from slalang.syntax.wording.money import service_days
from slalang.syntax.wording.time import length, moment
from slalang.syntax.wording.words import figure, many, money, percent, text

Body: TypeAlias = ast.GivenEvent | ast.AsOf | ast.Expect


def body(part: Body) -> str:
    """A phrase of a scenario."""
    match part:
        case ast.GivenEvent(given):
            return f"given {event(given)}"
        case ast.AsOf(at):
            return f"as of {moment(at)}"
        case ast.Expect(subject, outcomes):
            return f"expect {_subject(subject)}: {', '.join(_outcome(o) for o in outcomes)}"
    assert_never(part)


_Subject: TypeAlias = ast.CommitmentSubject | ast.JointSubject | ast.ClockSubject | ast.DutySubject | ast.RightSubject


def _subject(subject: _Subject) -> str:
    match subject:
        case ast.CommitmentSubject(commitment, component, group, name, reading):
            of = f" of {component.text}" if component is not None else ""
            return f"{commitment.text}{of}{with_attributes(group)} in {name}{_read_as(reading)}"
        case ast.JointSubject(joint, name, reading):
            return f"joint {joint.text} in {name}{_read_as(reading)}"
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
        case ast.PointsOutcome(number):
            return many(number, "point")
        case ast.DaysOutcome(number):
            return service_days(number)
        case ast.ValueOutcome(number):
            return f"value {figure(number)}"
        case ast.SettledOutcome(settled, sum_):
            return f"{settled.value} {money(sum_)}"
        case ast.DueOutcome(at):
            return f"due {moment(at)}"
        case ast.StoppedOutcome(at):
            return f"stopped {moment(at)}"
        case ast.MeasuredOutcome(how_long):
            return f"measured {length(how_long)}"
    assert_never(outcome)


_TimeClass: TypeAlias = (
    ast.CountedTime | ast.UpTime | ast.OutsideTime | ast.UnknownTime | ast.IgnoredTime
    | ast.ExcludedTime | ast.WeightedTime
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
        case ast.WeightedTime():
            return "weighted"
    assert_never(time_class)
