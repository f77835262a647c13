"""What does not count: outages, and windows with their conditions."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.conditions import labelled, when
from slalang.syntax.wording.time import hours_list, in_zone, length, period
from slalang.syntax.wording.words import many, name_list, text, text_list

Body: TypeAlias = (
    ast.OutagesExcluded | ast.TicketsExcluded | ast.MaintenanceExcluded | ast.RecurringExcluded | ast.OnlyComponents
    | ast.OnlyCausedBy | ast.NothingExcluded | ast.Notice | ast.AllowedHours | ast.AllowedCalendar
    | ast.Longest | ast.MostWindows | ast.Total | ast.Approval | ast.ApprovalLifts
)  # fmt: skip


def body(part: Body) -> str:
    """A phrase of an exclusion, a condition with what its breach does."""
    match part:
        case ast.OutagesExcluded(causes, environment, fact):
            return "outages" + caused_by(causes) + _in_environment(environment) + _with_fact(fact)
        case ast.TicketsExcluded(causes, label, fact):
            marked = f" {labelled(label)}" if label is not None else ""
            return "tickets" + caused_by(causes) + marked + _with_fact(fact)
        case ast.MaintenanceExcluded(kinds):
            return f"maintenance of kind {text_list(kinds, ' or ')}"
        case ast.RecurringExcluded(hours, zone):
            return f"recurring on {hours_list(hours)}{in_zone(zone)}"
        case ast.OnlyComponents(names):
            return f"only for components {name_list(names)}"
        case ast.OnlyCausedBy(causes):
            return f"only for outages{caused_by(causes)}"
        case ast.NothingExcluded():
            return "nothing is excluded"
        case ast.Notice(least):
            return f"announced at least {length(least)} before{_breach(part)}"
        case ast.AllowedHours(hours, zone):
            return f"inside {hours_list(hours)}{in_zone(zone)}{_breach(part)}"
        case ast.AllowedCalendar(calendar):
            return f"inside the hours of {calendar.text}{_breach(part)}"
        case ast.Longest(most):
            return f"at most {length(most)} each{_breach(part)}"
        case ast.MostWindows(number, each):
            return f"at most {many(number, 'window')} per {period(each)}{_breach(part)}"
        case ast.Total(most, each):
            return f"at most {length(most)} per {period(each)}{_breach(part)}"
        case ast.Approval():
            return f"approved before it starts{_breach(part)}"
        case ast.ApprovalLifts(conditions):
            return f"approval lifts the {', '.join(c.value for c in conditions)}"
    assert_never(part)


_Condition: TypeAlias = (
    ast.Notice | ast.AllowedHours | ast.AllowedCalendar | ast.Longest | ast.MostWindows | ast.Total
    | ast.Approval
)  # fmt: skip


def _breach(condition: _Condition) -> str:
    match condition.consequence:
        case None:
            outcome = ""
        case ast.Consequence.VOID:
            outcome = ", otherwise void"
        case ast.Consequence.EXCESS | ast.Consequence.COVENANT:
            outcome = f", otherwise {condition.consequence.value}"
        case other:
            assert_never(other)
    return when(condition.where) + outcome


def caused_by(causes: ast.CausedBy | None) -> str:
    """By which causes, with a blank before it; nothing where any will do."""
    return f" caused by {name_list(causes.causes, ' or ')}" if causes is not None else ""


def _in_environment(environment: ast.InEnvironment | None) -> str:
    return f" in environment {text_list(environment.environments, ' or ')}" if environment is not None else ""


def _with_fact(fact: ast.WithFact | None) -> str:
    if fact is None:
        return ""
    match fact.deadline:
        case None:
            deadline = ""
        case ast.FactDeadline(within):
            deadline = f" within {length(within)} after it starts"
        case ast.FactNotice(least):
            deadline = f" at least {length(least)} before it starts"
        case other:
            assert_never(other)
    return f" with the fact {text(fact.fact)}{deadline}"
