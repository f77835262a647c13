"""The events of duties: what calls for one, what answers it, what lifts it (S4)."""

from __future__ import annotations

from typing import assert_never

from slalang.semantics.clocks import ticket_action
from slalang.semantics.policy import (
    AboutWords,
    ClaimPattern,
    EventPattern,
    FactPattern,
    MaintenancePattern,
    OutagePattern,
    SettlementPattern,
    TicketPattern,
)
from slalang.semantics.promises import named_promise
from slalang.semantics.scope import Scope
from slalang.semantics.services import causes, unknown_kinds
from slalang.syntax import ast
from slalang.values.events import Decision, MaintenanceKind

_PROMISES = (ast.Commitment, ast.Clock, ast.Duty, ast.Share)


def pattern(scope: Scope, written: ast.Happening) -> EventPattern | None:
    """The events that fit what is written; None where something of it is wrong."""
    match written:
        case ast.FactHappening(name, about):
            hangs = _about(scope, about)
            return FactPattern(name, hangs) if hangs is not None or about is None else None
        case ast.OutageHappening():
            return _outage(scope, written)
        case ast.TicketHappening():
            return _ticket(scope, written)
        case ast.MaintenanceHappening(kinds):
            return _maintenance(scope, written, kinds)
        case ast.ClaimHappening(of):
            hangs_on = _claimed(scope, of)
            return ClaimPattern(hangs_on) if hangs_on is not None or of is None else None
        case ast.SettlementHappening(decision, of):
            hangs_on = _claimed(scope, of)
            decided = _decision(scope, written, decision)
            if decided is None or (hangs_on is None and of is not None):
                return None
            return SettlementPattern(decided, hangs_on)
        case _:
            assert_never(written)


def _about(scope: Scope, about: ast.About | None) -> AboutWords | OutagePattern | TicketPattern | None:
    match about:
        case None:
            return None
        case ast.AboutIt():
            return AboutWords.IT
        case ast.AboutTheSame():
            return AboutWords.THE_SAME
        case ast.AboutOutage(outage):
            return _outage(scope, outage)
        case ast.AboutTicket(ticket):
            return _ticket(scope, ticket)
        case _:
            assert_never(about)


def _outage(scope: Scope, written: ast.OutageHappening) -> OutagePattern | None:
    caused_by = causes(scope, written.caused_by) if written.caused_by is not None else None
    if caused_by is None and written.caused_by is not None:
        return None
    return OutagePattern(written.severities.severities if written.severities is not None else None, caused_by)


def _ticket(scope: Scope, written: ast.TicketHappening) -> TicketPattern | None:
    action = ticket_action(scope, written.action, written.span)
    severities = written.severities.severities if written.severities is not None else None
    return TicketPattern(action, severities) if action is not None else None


def _maintenance(scope: Scope, written: ast.MaintenanceHappening, kinds: tuple[str, ...] | None) -> MaintenancePattern | None:
    if kinds is None:
        return MaintenancePattern(None)
    if unknown_kinds(scope, kinds, written.span):
        return None
    return MaintenancePattern(tuple(MaintenanceKind(kind) for kind in kinds))


def _claimed(scope: Scope, of: ast.Name | ast.AboutTheSame | None) -> str | AboutWords | None:
    match of:
        case None:
            return None
        case ast.AboutTheSame():
            return AboutWords.THE_SAME
        case ast.Name(name):
            return name if named_promise(scope, of, *_PROMISES) is not None else None
        case _:
            assert_never(of)


def _decision(scope: Scope, written: ast.SettlementHappening, decision: str) -> Decision | None:
    if decision in list(Decision):
        return Decision(decision)
    scope.findings.unknown(
        "decision of a settlement",
        decision,
        written.span,
        (str(d) for d in Decision),
        declare="write it as settlements do",
        code="unknown-decision",
    )
    return None
