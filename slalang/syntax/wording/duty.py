"""Duties: the occasion, what is owed or forbidden, until when."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.syntax import ast
from slalang.syntax.wording.conditions import severities
from slalang.syntax.wording.exclusion import caused_by
from slalang.syntax.wording.time import end_of_full_day, length, period
from slalang.syntax.wording.words import text, text_list

Body: TypeAlias = (
    ast.Occasion | ast.RegularOccasion | ast.Demanded | ast.Forbidden | ast.LiftedBy | ast.EarlierCounts
)  # fmt: skip


def body(part: Body) -> str:
    """A phrase of a duty."""
    match part:
        case ast.Occasion(event):
            return f"for each {_happening(event)}"
        case ast.RegularOccasion(each):
            return f"for each {period(each)}"
        case ast.Demanded(event, contents, limit):
            return f"requires {_one(event)}{including(contents)}{_limit(limit)}"
        case ast.Forbidden(event, limit):
            return f"forbids {_one(event)}{_limit(limit)}"
        case ast.LiftedBy(fact, notice):
            return f"lifted by {_one(fact)}{_notice(notice)}"
        case ast.EarlierCounts():
            return "an earlier one counts too"
    assert_never(part)


def including(contents: ast.Including | None) -> str:
    """What a fact or a claim contains, with a blank before it."""
    return f" including {text_list(contents.items)}" if contents is not None else ""


def _one(event: ast.Happening) -> str:
    article = {ast.FactHappening: "the", ast.OutageHappening: "an"}.get(type(event), "a")
    return f"{article} {_happening(event)}"


def _happening(event: ast.Happening) -> str:
    match event:
        case ast.FactHappening(name, about):
            return f"fact {text(name)}{_about(about)}"
        case ast.OutageHappening(given, causes):
            return f"outage{severities(given)}{caused_by(causes)}"
        case ast.TicketHappening(action, given):
            return f"ticket {text(action)}{severities(given)}"
        case ast.MaintenanceHappening(kinds):
            return "maintenance" + (f" of kind {text_list(kinds, ' or ')}" if kinds is not None else "")
        case ast.ClaimHappening(of):
            return f"claim{_for(of)}"
        case ast.SettlementHappening(decision, of):
            return f"settlement {text(decision)}{_for(of)}"
    assert_never(event)


def _about(about: ast.About | None) -> str:
    match about:
        case None:
            return ""
        case ast.AboutIt():
            return " about it"
        case ast.AboutTheSame():
            return " about the same"
        case ast.AboutOutage(outage):
            return f" about {_one(outage)}"
        case ast.AboutTicket(ticket):
            return f" about {_one(ticket)}"
    assert_never(about)


def _for(of: ast.Name | ast.AboutTheSame | None) -> str:
    match of:
        case None:
            return ""
        case ast.Name(name):
            return f" for {name}"
        case ast.AboutTheSame():
            return " for the same"
    assert_never(of)


def _limit(limit: ast.DutyLimit | None) -> str:
    match limit:
        case None:
            return ""
        case ast.DutyWithin(how_long, after):
            return f" within {length(how_long)} after {after.value}"
        case ast.DutyBefore(how_long, before):
            return f" at least {length(how_long)} before {before.value}"
        case ast.DutyByFullDay(day, after):
            return f" by {end_of_full_day(day)} after {after.value}"
        case ast.DutyByDate():
            return " by the date that it carries"
    assert_never(limit)


def _notice(notice: ast.LiftNotice | None) -> str:
    if notice is None:
        return ""
    before = "the deadline" if isinstance(notice.before, ast.TheDeadline) else notice.before.value
    return f" at least {length(notice.length)} before {before}"
