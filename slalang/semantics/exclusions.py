"""Exclusions: causes and windows whose time does not count, under which conditions (X1-X3)."""

from __future__ import annotations

from typing import assert_never

import attrs

from slalang.semantics import choices
from slalang.semantics.calendar_caps import refuse_calendar_cap
from slalang.semantics.calendars import hours
from slalang.semantics.figures import any_length, exact_us, length, named_calendar, whole_number
from slalang.semantics.parameters import guard
from slalang.semantics.periods import span_of_limit, zone_or
from slalang.semantics.policy import (
    AllowedTime,
    Approved,
    Exclusion,
    FactNeeded,
    Labelled,
    Limitation,
    Longest,
    MaintenanceWindows,
    MostWindows,
    Notice,
    OutageFilter,
    RecurringWindows,
    TicketFilter,
    Total,
    WindowCondition,
)
from slalang.semantics.promises import named_promise
from slalang.semantics.scope import Said, Scope, said, said_once
from slalang.semantics.services import causes, choice_missing, components, phrase_needless, unknown_kinds
from slalang.syntax import ast, wording
from slalang.syntax.ast import Consequence, Lifted
from slalang.time.schedules import Schedule

_ConditionTree = ast.Notice | ast.AllowedHours | ast.AllowedCalendar | ast.Longest | ast.MostWindows | ast.Total | ast.Approval
_CONDITIONS = (
    ast.Notice,
    ast.AllowedHours,
    ast.AllowedCalendar,
    ast.Longest,
    ast.MostWindows,
    ast.Total,
    ast.Approval,
)
_KINDS = {
    Lifted.NOTICE: Notice,
    Lifted.HOURS: AllowedTime,
    Lifted.LENGTH: Longest,
    Lifted.NUMBER: MostWindows,
    Lifted.TOTAL: Total,
}
_OF_ANNOUNCED_WINDOWS = (ast.Notice, ast.Approval, ast.ApprovalLifts)
_LIFTED_PHRASES = {
    Lifted.NOTICE: "announced at least ... before",
    Lifted.HOURS: "inside ...",
    Lifted.LENGTH: "at most ... each",
    Lifted.NUMBER: "at most ... windows per ...",
    Lifted.TOTAL: "at most ... per ...",
}


def resolve_exclusion(scope: Scope, rule: ast.Exclusion) -> Exclusion | None:
    """One exclusion with the consequence of every condition; None where something is wrong."""
    here = scope.inside("exclusion", rule.name.text, rule.qualifiers)
    before = here.findings.errors
    outages = tuple(_outage_filter(here, one) for one in said(rule.phrases, ast.OutagesExcluded))
    tickets = tuple(_ticket_filter(here, one) for one in said(rule.phrases, ast.TicketsExcluded))
    windows = _windows(here, rule)
    _one_subject(here, rule)
    conditions = tuple(_condition(here, rule, one) for one in _conditions(rule))
    kept = tuple(c for c in conditions if c is not None)
    only = said_once(here, "for which components it holds", rule.phrases, ast.OnlyComponents)
    caused = said_once(here, "for which outages it holds", rule.phrases, ast.OnlyCausedBy)
    nothing = said_once(here, "that nothing is excluded", rule.phrases, ast.NothingExcluded)
    lifted = _lifted(here, rule, kept)
    of = rule.commitments
    known = [named_promise(here, name, ast.Commitment, ast.Clock) for name in of or ()]
    commitments = tuple(rule.name.text for rule in known if rule is not None) if of is not None else None
    if all(promise is not None for promise in known):
        _fits_promises(here, rule)
    made = Exclusion(
        name=rule.name.text,
        commitments=commitments,
        outages=tuple(one for one in outages if one is not None),
        windows=windows,
        components=components(here, only.body.names) if only is not None else None,
        only_caused_by=causes(here, caused.body.caused_by) if caused is not None else None,
        excludes=nothing is None,
        conditions=kept,
        lifted=lifted,
        zone=here.zone,
        cited=here.cited(rule.qualifiers, f"exclusion {rule.name.text}", rule.name.span),
        tickets=tuple(one for one in tickets if one is not None),
    )
    return made if here.findings.errors == before else None


def _conditions(rule: ast.Exclusion) -> tuple[Said[_ConditionTree], ...]:
    return tuple(said(rule.phrases, *_CONDITIONS))


def _outage_filter(scope: Scope, one: Said[ast.OutagesExcluded]) -> OutageFilter | None:
    body = one.body
    caused_by = causes(scope, body.caused_by) if body.caused_by is not None else None
    environments = body.environment.environments if body.environment is not None else None
    if body.caused_by is None and environments is None and body.fact is None:
        scope.findings.error(
            "all-outages",
            "this would exclude every outage",
            body.span,
            hint="say which, as in `outages caused by customer` or `outages with the fact ...`",
        )
        return None
    fact = _fact_needed(scope, body.fact) if body.fact is not None else None
    return OutageFilter(caused_by, environments, fact, one.cited(scope))


def _ticket_filter(scope: Scope, one: Said[ast.TicketsExcluded]) -> TicketFilter | None:
    body = one.body
    caused_by = causes(scope, body.caused_by) if body.caused_by is not None else None
    labelled = Labelled(body.labelled.negated, body.labelled.labels) if body.labelled is not None else None
    if body.caused_by is None and labelled is None and body.fact is None:
        scope.findings.error(
            "all-tickets",
            "this would exclude every ticket",
            body.span,
            hint='say which, as in `tickets caused by customer` or `tickets labelled "training"`',
        )
        return None
    fact = _fact_needed(scope, body.fact) if body.fact is not None else None
    return TicketFilter(caused_by, labelled, fact, one.cited(scope))


def _fact_needed(scope: Scope, written: ast.WithFact) -> FactNeeded:
    match written.deadline:
        case None:
            return FactNeeded(written.fact)
        case ast.FactDeadline(within):
            return FactNeeded(written.fact, within=length(scope, within))
        case ast.FactNotice(ahead):
            return FactNeeded(written.fact, ahead=length(scope, ahead))
        case _ as never:
            assert_never(never)


def _windows(scope: Scope, rule: ast.Exclusion) -> MaintenanceWindows | RecurringWindows | None:
    found: Said[ast.MaintenanceExcluded | ast.RecurringExcluded] | None = said_once(
        scope, "what its windows are", rule.phrases, ast.MaintenanceExcluded, ast.RecurringExcluded
    )
    if found is None:
        return None
    match found.body:
        case ast.MaintenanceExcluded(kinds):
            unknown_kinds(scope, kinds, found.body.span)
            return MaintenanceWindows(kinds)
        case ast.RecurringExcluded(listed, in_zone):
            return RecurringWindows(Schedule(zone_or(scope, in_zone), hours(scope, listed)))


def _one_subject(scope: Scope, rule: ast.Exclusion) -> None:
    """Outages and tickets, or windows, not both and not neither; conditions only with windows (X1, X2)."""
    outages = next(said(rule.phrases, ast.OutagesExcluded, ast.TicketsExcluded), None)
    windows = next(said(rule.phrases, ast.MaintenanceExcluded, ast.RecurringExcluded), None)
    if outages is None and windows is None:
        scope.findings.error(
            "exclusion-subject",
            f"{scope.findings.heading} does not say what is excluded",
            rule.name.span,
            hint="name outages or tickets (`outages caused by customer`, `tickets caused by customer`) or windows "
            '(`maintenance of kind "scheduled"`, `recurring on Sunday 02:00-04:00`)',
        )
        return
    what = "outages" if outages is None or isinstance(outages.body, ast.OutagesExcluded) else "tickets"
    if outages is not None and windows is not None:
        scope.findings.error(
            "exclusion-subject",
            f"{scope.findings.heading} speaks of {what} and of windows",
            windows.body.span,
            hint=f"make two exclusions of it: one for the {what}, one for the windows with their conditions",
        )
        return
    bound: tuple[type[ast.Node], ...] = (*_CONDITIONS, ast.ApprovalLifts, ast.OnlyCausedBy)
    if windows is None:
        for phrase in rule.phrases:
            if isinstance(phrase.body, bound):
                scope.findings.error(
                    "condition-without-windows",
                    f"a condition on windows stands in an exclusion of {what}",
                    phrase.body.span,
                    hint="leave it out, or put it into an exclusion of maintenance or of recurring hours",
                )
    elif isinstance(windows.body, ast.RecurringExcluded):
        for phrase in rule.phrases:
            if isinstance(phrase.body, _OF_ANNOUNCED_WINDOWS):
                scope.findings.error(
                    "condition-on-recurring",
                    "recurring hours are neither announced nor approved one by one",
                    phrase.body.span,
                    hint='leave it out, or exclude announced windows: `maintenance of kind "scheduled"`',
                )


def _fits_promises(scope: Scope, rule: ast.Exclusion) -> None:
    """Tickets are excluded from clocks, outages and windows from commitments: there must be one to exclude them from."""
    named = scope.promises if rule.commitments is None else {name.text for name in rule.commitments}
    kinds = {type(there) for name, there in scope.promises.items() if name in named}
    if not kinds:
        return
    whose = "the policy has" if rule.commitments is None else f"{scope.findings.heading} names"
    tickets = next(said(rule.phrases, ast.TicketsExcluded), None)
    if tickets is not None and ast.Clock not in kinds:
        scope.findings.error(
            "tickets-without-clock",
            f"tickets are excluded from clocks, and {whose} none",
            tickets.body.span,
            hint="leave `tickets ...` out, or name the clock after `from`",
        )
    others = next(said(rule.phrases, ast.OutagesExcluded, ast.MaintenanceExcluded, ast.RecurringExcluded), None)
    if others is not None and rule.commitments is not None and kinds == {ast.Clock}:
        what = "outages" if isinstance(others.body, ast.OutagesExcluded) else "windows"
        scope.findings.error(
            f"{what}-without-commitment",
            f"{what} are excluded from commitments, and {whose} only clocks",
            others.body.span,
            hint="write `tickets ...` to exclude tickets from clocks, or name a commitment after `from`",
        )
    only = next(said(rule.phrases, ast.OnlyComponents), None)
    if only is not None and tickets is not None and others is None:
        phrase_needless(scope, only.body.span, "a ticket concerns a service, not components of it")


def _condition(scope: Scope, rule: ast.Exclusion, one: Said[_ConditionTree]) -> WindowCondition | None:
    body = one.body
    limitation = _limitation(scope, rule, body)
    conditions = guard(scope, body.where)
    consequence = _consequence(scope, body)
    if limitation is None or conditions is None or consequence is None:
        return None
    # What the condition asks, without what its breach does: that is how a reader is told of a breach.
    asked = attrs.evolve(one.cited(scope), written=wording.body(attrs.evolve(body, consequence=None)))
    return WindowCondition(limitation, consequence, conditions, asked)


def _limitation(scope: Scope, rule: ast.Exclusion, body: _ConditionTree) -> Limitation | None:
    match body:
        case ast.Notice(notice):
            ahead = any_length(scope, notice)
            return Notice(ahead) if ahead is not None else None
        case ast.AllowedHours(listed, in_zone):
            return AllowedTime(Schedule(zone_or(scope, in_zone), hours(scope, listed)))
        case ast.AllowedCalendar(name):
            calendar = named_calendar(scope, name)
            return AllowedTime(calendar) if calendar is not None else None
        case ast.Longest(longest):
            us = _cap(scope, rule, longest, "the longest window")
            return Longest(us) if us is not None else None
        case ast.MostWindows(most, per):
            count, span = whole_number(scope, most, "the number of windows"), span_of_limit(scope, per)
            return MostWindows(count, span) if count is not None and span is not None else None
        case ast.Total(total, per):
            us, span = _cap(scope, rule, total, "a total"), span_of_limit(scope, per)
            return Total(us, span) if us is not None and span is not None else None
        case ast.Approval():
            return Approved()
        case _:
            assert_never(body)


def _cap(scope: Scope, rule: ast.Exclusion, written: ast.Length, what: str) -> int | None:
    if isinstance(written, ast.BusinessLength):
        refuse_calendar_cap(scope, rule, written, what)
        return None
    return exact_us(scope, written, what)


def _consequence(scope: Scope, body: _ConditionTree) -> Consequence | None:
    kept_or_not = isinstance(body, ast.Notice | ast.Approval)
    if body.consequence is None:
        choice_missing(
            scope,
            choices.BREACH_OF_NOTICE if kept_or_not else choices.BREACH,
            body.span,
            label="and where it is not kept?",
        )
    elif kept_or_not and body.consequence is Consequence.EXCESS:
        what = "notice" if isinstance(body, ast.Notice) else "approval"
        scope.findings.error(
            "consequence-impossible",
            f"there is no excess over a {what}: it is kept or it is not"
            if what == "notice"
            else "there is no excess over an approval: it is given or it is not",
            body.span,
            hint="write `otherwise void` or `otherwise the breach is noted`",
        )
        return None
    return body.consequence


def _lifted(scope: Scope, rule: ast.Exclusion, conditions: tuple[WindowCondition, ...]) -> tuple[Lifted, ...]:
    found = said_once(scope, "what approval lifts", rule.phrases, ast.ApprovalLifts)
    if found is None:
        return ()
    there = {type(c.limitation) for c in conditions}
    for name in found.body.conditions:
        if _KINDS[name] not in there and len(conditions) == len(_conditions(rule)):
            scope.findings.error(
                "lifted-without-condition",
                f"approval lifts the {name.value}, and {scope.findings.heading} has no such condition",
                found.body.span,
                hint=f"add the condition (`{_LIFTED_PHRASES[name]}`), or leave `the {name.value}` out",
            )
    return tuple(lifted for lifted in Lifted if lifted in found.body.conditions)
