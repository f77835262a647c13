"""Clocks over tickets: what starts and stops them, until when, and what happens to them on the way (S1-S3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from slalang.semantics import choices
from slalang.semantics.figures import any_length, full_day
from slalang.semantics.measuring import Measuring
from slalang.semantics.parameters import guard
from slalang.semantics.policy import (
    ByFullDay,
    ByNextFact,
    Cited,
    Clock,
    ClockTarget,
    NoTarget,
    Pauses,
    SeverityRule,
    Within,
)
from slalang.semantics.promises import Uses, belonging
from slalang.semantics.scope import Said, Scope, said, said_once
from slalang.semantics.services import named_service, phrase_needless
from slalang.semantics.targets import in_order, no_target
from slalang.syntax import ast
from slalang.syntax.ast import Counting, StageRule
from slalang.values.diagnostics import nearest
from slalang.values.events import TicketAction
from slalang.values.places import Span

_STAGES = (
    TicketAction.ACKNOWLEDGED,
    TicketAction.RESPONDED,
    TicketAction.RESTORED,
    TicketAction.RESOLVED,
    TicketAction.CLOSED,
)
"""The stages of a ticket in their order (S2)."""

_REPLIES = frozenset({TicketAction.ACKNOWLEDGED, TicketAction.RESPONDED, TicketAction.UPDATED})
"""What an automatic reply may stand for (S2)."""

_Actions = tuple[TicketAction, ...]


def resolve_clock(scope: Scope, rule: ast.Clock, throughout: tuple[ast.Phrase, ...], uses: Uses) -> Clock | None:
    """One clock with every choice made; None where something is missing or wrong."""
    here = scope.inside("clock", rule.name.text, rule.qualifiers)
    before = here.findings.errors
    say = Measuring(rule.phrases, throughout, rule.name.span)
    service = named_service(here, rule.service)
    targets = _targets(here, rule)
    runs = _runs(here, rule)
    severity, on_severity = _severity(here, say)
    reopening = say.chosen(here, choices.REOPENING, "what reopening does", ast.Reopening)
    pauses = _pauses(here, say, runs[1] if runs is not None else ())
    belongs, on_belonging = belonging(here, rule, uses)
    if runs is None:
        return None
    start, stop, anew = runs
    stop, anew, on_reply = _with_replies(here, say, start, stop, anew)
    stop, on_stage = _with_later_stages(here, say, start, stop)
    if service is None or reopening is None or here.findings.errors > before:
        return None
    named = {
        "severity": on_severity,
        "reopening": reopening.cited(here),
        "automatic reply": on_reply,
        "later stage": on_stage,
        "belonging": on_belonging,
    }
    return Clock(
        name=rule.name.text,
        service=service,
        start=start,
        each=any(isinstance(one.body.start, ast.EachStart) for one in said(rule.phrases, ast.Runs)),
        stop=stop,
        anew=anew,
        targets=targets,
        severity=severity,
        reopening=reopening.body.rule,
        pauses=pauses,
        belongs=belongs,
        cited=here.cited(rule.qualifiers, f"clock {rule.name.text} of {rule.service.text}", rule.name.span),
        choices=tuple((name, cited) for name, cited in named.items() if cited is not None),
    )


_SAID_FOR = {
    "created": "opened", "raised": "opened", "submitted": "opened", "reported": "opened", "logged": "opened",
    "received": "opened", "open": "opened", "fixed": "resolved", "solved": "resolved", "completed": "resolved",
    "answered": "responded", "first_response": "responded", "confirmed": "acknowledged", "triaged": "assigned",
    "on_hold": "paused", "suspended": "paused", "waiting": "paused", "continued": "resumed",
}  # fmt: skip
"""What ticket systems call the actions, where spelling would lead elsewhere or nowhere."""


def ticket_action(scope: Scope, written: str, span: Span) -> TicketAction | None:
    """What happens to a ticket, in the word that ticket events have for it (S1)."""
    if written in list(TicketAction):
        return TicketAction(written)
    actions = [str(action) for action in TicketAction]
    word = "_".join(written[:60].lower().split())
    meant = _SAID_FOR.get(word) or nearest(word, actions)
    listed = f"a ticket is {', '.join(f'`{action}`' for action in actions[:-1])} or `{actions[-1]}`"
    hint = f"is `{meant}` meant?" if meant is not None else f"write it as ticket events do: {listed}"
    title = f"there is no action of a ticket `{written}`"
    scope.findings.error("unknown-action", title, span, label="not declared", hint=hint)
    return None


def _actions(scope: Scope, written: tuple[str, ...], span: Span) -> _Actions:
    found = (ticket_action(scope, one, span) for one in dict.fromkeys(written))
    return tuple(action for action in found if action is not None)


def _runs(scope: Scope, rule: ast.Clock) -> tuple[_Actions, _Actions, _Actions] | None:
    """What starts the clock, what stops it, what makes it begin anew, as listed; None where that is wrong (S1)."""
    found = said_once(scope, "from what to what it runs", rule.phrases, ast.Runs)
    if found is None:
        scope.findings.error(
            "clock-without-start-or-stop",
            f"{scope.findings.heading} does not say from what to what it runs",
            rule.name.span,
            hint='add it, as in `runs from "opened" to "resolved"`',
        )
        return None
    before = scope.findings.errors
    body = found.body
    start = _actions(scope, body.start.actions, body.start.span)
    stop = _actions(scope, body.stop, body.span)
    anew = _actions(scope, body.anew.actions, body.anew.span) if body.anew is not None else ()
    _no_overlap(scope, start, stop, body.span, "starts and stops the clock")
    _no_overlap(scope, anew, stop, body.span, "stops the clock and makes it begin anew")
    if TicketAction.AUTO_REPLIED in (*stop, *anew):
        scope.findings.error(
            "automatic-reply-listed",
            f'{scope.findings.heading} lists "auto_replied" among what stops it',
            body.span,
            hint="leave it out, and write the phrase `an automatic reply counts`",
        )
    if TicketAction.REOPENED in stop:
        scope.findings.error(
            "reopening-listed",
            f'{scope.findings.heading} lists "reopened" among what stops it',
            body.span,
            hint="leave it out: what reopening does is a phrase of its own, as in `reopening continues the clock`",
        )
    return (start, stop, anew) if scope.findings.errors == before else None


def _no_overlap(scope: Scope, first: _Actions, second: _Actions, span: Span, what: str) -> None:
    both = next((action for action in first if action in second), None)
    if both is not None:
        scope.findings.error(
            "actions-overlap",
            f'"{both}" both {what}',
            span,
            hint="an action does one of the two: leave it out of one list",
        )


def _targets(scope: Scope, rule: ast.Clock) -> tuple[ClockTarget | NoTarget, ...]:
    """The targets that are right, in order; their number is that of the phrases where nothing is wrong."""
    found: list[Said[ast.ClockTarget | ast.NoTarget]] = list(said(rule.phrases, ast.ClockTarget, ast.NoTarget))
    if not found:
        scope.findings.error(
            "target-missing",
            f"{scope.findings.heading} promises nothing",
            rule.name.span,
            hint='add a target, as in `within 4 hours` or `within 1 hour where the severity is "P1"`; '
            "for tickets without one, `no target otherwise`",
        )
    targets = [_target(scope, one) for one in found]
    in_order(scope, found)
    return tuple(t for t in targets if t is not None)


def _target(scope: Scope, one: Said[ast.ClockTarget | ast.NoTarget]) -> ClockTarget | NoTarget | None:
    match one.body:
        case ast.NoTarget():
            return no_target(scope, Said(one.body, one.qualifiers), of_ticket=True)
        case ast.ClockTarget(written, when):
            conditions = guard(scope, when, of_ticket=True)
            limit = _limit(scope, written)
            return ClockTarget(limit, conditions, one.cited(scope)) if limit is not None and conditions is not None else None
        case _ as never:
            assert_never(never)


def _limit(scope: Scope, written: ast.Within | ast.ByFullDay | ast.ByNextFact) -> Within | ByFullDay | ByNextFact | None:
    match written:
        case ast.Within(how_long):
            length = any_length(scope, how_long)
            return Within(length) if length is not None else None
        case ast.ByFullDay(day):
            return full_day(scope, day)
        case ast.ByNextFact(fact):
            return ByNextFact(fact)
        case _:
            assert_never(written)


def _needless(scope: Scope, say: Measuring, kind: type[ast.Node], why: str) -> None:
    """What throughout says of every clock may be needless for one; what the clock says itself may not."""
    own = say.speaks_of(kind)
    if own is not None:
        phrase_needless(scope, own.span, why)


def _severity(scope: Scope, say: Measuring) -> tuple[SeverityRule | None, Cited | None]:
    """What a change of severity does (S2); open only where a target asks for the severity."""
    targets: Iterator[Said[ast.ClockTarget | ast.NoTarget]] = said(say.own, ast.ClockTarget, ast.NoTarget)
    conditions = (one.body.when for one in targets)
    asked = (condition for when in conditions if isinstance(when, ast.Where) for condition in when.conditions)
    if not any(isinstance(condition, ast.SeverityIs) for condition in asked):
        _needless(scope, say, ast.SeverityChange, "no target asks for the severity")
        return None, None
    found = say.chosen(scope, choices.SEVERITY, "what a change of severity does", ast.SeverityChange)
    return (found.body.rule, found.cited(scope)) if found is not None else (None, None)


def _pauses(scope: Scope, say: Measuring, ends: _Actions) -> Pauses | None:
    """What pauses the clock, and what a pause does (S2); what `ends` the clock pauses it only in words."""
    found: Said[ast.Pauses | ast.NeverPauses] | None = say.chosen(
        scope, choices.PAUSES, "what pauses it", ast.Pauses, ast.NeverPauses
    )
    if found is None or isinstance(found.body, ast.NeverPauses):
        return None
    body = found.body
    start, stop = _actions(scope, body.start, body.span), _actions(scope, body.stop, body.span)
    _no_overlap(scope, start, stop, body.span, "pauses the clock and lets it run on")
    if not found.throughout:
        _no_overlap(scope, start, ends, body.span, "pauses the clock and stops it")
    return Pauses(start, stop, body.effect, found.cited(scope))


def _with_replies(
    scope: Scope, say: Measuring, start: _Actions, stop: _Actions, anew: _Actions
) -> tuple[_Actions, _Actions, Cited | None]:
    """What stops the clock and what makes it begin anew, with automatic replies where they count (S2)."""
    if _REPLIES.isdisjoint((*stop, *anew)):
        _needless(scope, say, ast.AutomaticReply, "no acknowledgement, response or update stops the clock")
        return stop, anew, None
    found = say.chosen(scope, choices.AUTOMATIC_REPLY, "whether an automatic reply counts", ast.AutomaticReply)
    if found is None or found.body.counting is not Counting.COUNTS or TicketAction.AUTO_REPLIED in start:
        return stop, anew, found.cited(scope) if found is not None else None
    replied = (TicketAction.AUTO_REPLIED,)
    return (
        stop if _REPLIES.isdisjoint(stop) else stop + replied,
        anew if _REPLIES.isdisjoint(anew) else anew + replied,
        found.cited(scope),
    )


def _with_later_stages(scope: Scope, say: Measuring, start: _Actions, stop: _Actions) -> tuple[_Actions, Cited | None]:
    """What stops the clock, with all the stages after the first that does, where they stop it too (S2)."""
    listed = [_STAGES.index(action) for action in stop if action in _STAGES]
    later = tuple(stage for stage in _STAGES[min(listed) + 1 :] if stage not in (*stop, *start)) if listed else ()
    if not later:
        _needless(scope, say, ast.LaterStage, "no stage of a ticket comes after what stops the clock")
        return stop, None
    found = say.chosen(scope, choices.LATER_STAGE, "whether a later stage stops it", ast.LaterStage)
    if found is None:
        return stop, None
    return stop + later if found.body.rule is StageRule.STOPS else stop, found.cited(scope)
