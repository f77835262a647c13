"""Duties: on what occasion, what is owed or forbidden, until when, and what lifts them (S4)."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from slalang.semantics.figures import any_length, full_day
from slalang.semantics.occasions import pattern
from slalang.semantics.periods import period
from slalang.semantics.policy import (
    AheadOf,
    Belonging,
    ByCarriedDate,
    Duty,
    DutyLimit,
    EventPattern,
    FactPattern,
    FullDayAfter,
    Lifting,
    Reference,
    WithinAfter,
)
from slalang.semantics.promises import Uses, belonging
from slalang.semantics.scope import Said, Scope, said, said_once
from slalang.semantics.services import named_service, phrase_needless
from slalang.syntax import ast
from slalang.time.periods import PeriodRule
from slalang.values.places import Span

_OccasionTree: TypeAlias = ast.Occasion | ast.RegularOccasion
_AnswerTree: TypeAlias = ast.Demanded | ast.Forbidden
_WITH_TWO_INSTANTS = (ast.RegularOccasion, ast.OutageHappening, ast.MaintenanceHappening)


def resolve_duty(scope: Scope, rule: ast.Duty, uses: Uses) -> Duty | None:
    """One duty; None where something is missing or wrong."""
    here = scope.inside("duty", rule.name.text, rule.qualifiers)
    before = here.findings.errors
    service = named_service(here, rule.service) if rule.service is not None else None
    occasion, answer = _occasion(here, rule), _answer(here, rule)
    if occasion is None or answer is None:
        return None
    calls = _calls(here, occasion.body)
    owed = pattern(here, answer.body.event)
    _hangs_together(here, occasion.body, answer.body.event)
    limit = _limit(here, occasion.body, answer.body.limit) if answer.body.limit is not None else None
    _forbidden_until(here, occasion.body, answer.body)
    liftings = tuple(_lifting(here, occasion.body, answer.body, one) for one in said(rule.phrases, ast.LiftedBy))
    belongs, _ = belonging(here, rule, uses)
    _due_somewhere(here, rule, occasion.body, answer.body)
    earlier = _earlier_counts(here, rule, occasion.body, answer.body)
    if calls is None or owed is None or here.findings.errors > before:
        return None
    return Duty(
        name=rule.name.text,
        service=service,
        occasion=calls,
        answer=owed,
        includes=_includes(answer.body),
        forbidden=isinstance(answer.body, ast.Forbidden),
        limit=limit,
        earlier_counts=earlier,
        liftings=tuple(one for one in liftings if one is not None),
        belongs=belongs,
        cited=here.cited(
            rule.qualifiers, f"duty {rule.name.text}" + (f" of {rule.service.text}" if rule.service else ""), rule.name.span
        ),
        answer_cited=answer.cited(here),
    )


def _occasion(scope: Scope, rule: ast.Duty) -> Said[_OccasionTree] | None:
    found: Said[_OccasionTree] | None = said_once(
        scope, "on what occasion it is owed", rule.phrases, ast.Occasion, ast.RegularOccasion
    )
    if found is None:
        scope.findings.error(
            "occasion-missing",
            f"{scope.findings.heading} does not say on what occasion it is owed",
            rule.name.span,
            hint='add it, as in `for each fact "discovered"`, `for each outage` or `for each day`',
        )
    return found


def _answer(scope: Scope, rule: ast.Duty) -> Said[_AnswerTree] | None:
    """What is owed or forbidden; contents are those of a fact or a claim."""
    found: Said[_AnswerTree] | None = said_once(scope, "what it requires or forbids", rule.phrases, ast.Demanded, ast.Forbidden)
    if found is None:
        scope.findings.error(
            "demand-missing",
            f"{scope.findings.heading} does not say what it requires or forbids",
            rule.name.span,
            hint='add it, as in `requires the fact "communicated" about it within 1 hour after it`',
        )
        return None
    body = found.body
    contents = body.including if isinstance(body, ast.Demanded) else None
    if contents is not None and not isinstance(body.event, ast.FactHappening | ast.ClaimHappening):
        scope.findings.error(
            "contents-of-event",
            "only a fact or a claim has contents",
            contents.span,
            hint="leave `including ...` out, or require a fact that has these contents",
        )
    return found


def _includes(answer: _AnswerTree) -> tuple[str, ...]:
    contents = answer.including if isinstance(answer, ast.Demanded) else None
    return tuple(dict.fromkeys(contents.items)) if contents is not None else ()


def _calls(scope: Scope, occasion: _OccasionTree) -> EventPattern | PeriodRule | None:
    if isinstance(occasion, ast.RegularOccasion):
        return period(scope, occasion.period)
    words = _hanging(occasion.event)
    if words is not None:
        scope.findings.error(
            "about-occasion",
            "an occasion stands for itself: there is nothing before it that it could be about",
            words.span,
            hint="leave it out here; it may stand in what is required, forbidden or lifts",
        )
        return None
    return pattern(scope, occasion.event)


def _hanging(event: ast.Happening) -> ast.AboutIt | ast.AboutTheSame | None:
    """The words by which an event hangs together with the occasion, if it has any."""
    match event:
        case ast.FactHappening(_, about):
            return about if isinstance(about, ast.AboutIt | ast.AboutTheSame) else None
        case ast.ClaimHappening(of) | ast.SettlementHappening(_, of):
            return of if isinstance(of, ast.AboutTheSame) else None
        case _:
            return None


def _hangs_together(scope: Scope, occasion: _OccasionTree, event: ast.Happening) -> None:
    """`about it` needs an event, `about the same` a fact, `for the same` a claim or a settlement."""
    words = _hanging(event)
    if words is None:
        return
    called = occasion.event if isinstance(occasion, ast.Occasion) else None
    if isinstance(words, ast.AboutIt):
        fits, said_so, needed = called is not None, "about it", "an event, which a period is not"
    elif isinstance(event, ast.FactHappening):
        fits, said_so, needed = isinstance(called, ast.FactHappening), "about the same", "a fact, which is about something"
    else:
        fits = isinstance(called, ast.ClaimHappening | ast.SettlementHappening)
        said_so, needed = "for the same", "a claim or a settlement, which is for a period"
    if not fits:
        it = isinstance(event, ast.FactHappening) and isinstance(words, ast.AboutTheSame) and called is not None
        scope.findings.error(
            "about-occasion",
            f"`{said_so}` needs as its occasion {needed}",
            words.span,
            hint="write `about it`" if it else f"leave `{said_so}` out, or name another occasion",
        )


def _reference(scope: Scope, occasion: _OccasionTree, written: Reference, span: Span) -> Reference:
    """The instant that is meant: an interval has two, any other event is one (S4)."""
    called = occasion.event if isinstance(occasion, ast.Occasion) else occasion
    interval = isinstance(called, _WITH_TWO_INSTANTS)
    if interval and written is Reference.ITSELF:
        scope.findings.error(
            "duty-reference",
            "the occasion has a start and an end",
            span,
            label="which of the two is meant?",
            hint="write `it starts` or `it ends`",
        )
    elif not interval and written is not Reference.ITSELF:
        scope.findings.error(
            "duty-reference",
            "the occasion is an instant, without a start and an end",
            span,
            hint="write `it` in place of `it starts` or `it ends`",
        )
    return written


def _limit(scope: Scope, occasion: _OccasionTree, written: ast.DutyLimit) -> DutyLimit | None:
    match written:
        case ast.DutyWithin(how_long, after):
            length, at = any_length(scope, how_long), _reference(scope, occasion, after, written.span)
            return WithinAfter(length, at) if length is not None else None
        case ast.DutyBefore(how_long, before):
            length, at = any_length(scope, how_long), _reference(scope, occasion, before, written.span)
            if isinstance(occasion, ast.RegularOccasion):
                scope.findings.error(
                    "duty-limit",
                    "what is owed in each period cannot be due before the period",
                    written.span,
                    hint="write `within ... after it starts` or `within ... after it ends`; without one it is owed inside it",
                )
            return AheadOf(length, at) if length is not None else None
        case ast.DutyByFullDay(day, after):
            full, at = full_day(scope, day), _reference(scope, occasion, after, written.span)
            return FullDayAfter(full, at) if full is not None else None
        case ast.DutyByDate():
            if not (isinstance(occasion, ast.Occasion) and isinstance(occasion.event, ast.FactHappening)):
                scope.findings.error(
                    "duty-limit",
                    "only a fact carries a date, and the occasion is none",
                    written.span,
                    hint="write a length, as in `within 10 days after it`, or make a fact the occasion",
                )
            return ByCarriedDate()
        case _:
            assert_never(written)


def _forbidden_until(scope: Scope, occasion: _OccasionTree, answer: _AnswerTree) -> None:
    """What is forbidden is so until a deadline after the occasion: only then can it be said that it did not happen."""
    if not isinstance(answer, ast.Forbidden):
        return
    if answer.limit is None and isinstance(occasion, ast.Occasion):
        scope.findings.error(
            "duty-limit",
            f"{scope.findings.heading} does not say until when it forbids something, so it could never be met",
            answer.span,
            hint="add the time for which it is forbidden, as in `within 30 days after it`",
        )
    elif isinstance(answer.limit, ast.DutyBefore):
        scope.findings.error(
            "duty-limit",
            "what is forbidden is so from the occasion on, not until some time before it",
            answer.limit.span,
            hint="write for how long after it, as in `within 30 days after it`; "
            "where it must not come too late, write `requires ... at least ... before it`",
        )


def _earlier_counts(scope: Scope, rule: ast.Duty, occasion: _OccasionTree, answer: _AnswerTree) -> bool:
    found = said_once(scope, "that an earlier one counts", rule.phrases, ast.EarlierCounts)
    if found is None:
        return False
    why = None
    if isinstance(answer, ast.Forbidden):
        why = "what is forbidden is so from the occasion on"
    elif isinstance(answer.limit, ast.DutyBefore):
        why = "what is due before the occasion is earlier anyway"
    elif isinstance(occasion, ast.RegularOccasion):
        why = "each period asks for one of its own"
    if why is not None:
        phrase_needless(scope, found.body.span, why)
    return True


def _due_somewhere(scope: Scope, rule: ast.Duty, occasion: _OccasionTree, answer: _AnswerTree) -> None:
    """What has no deadline is never due, so it would belong to no period (S6)."""
    for one in said(rule.phrases, ast.BelongsTo):
        if one.body.by is Belonging.DUE and answer.limit is None and isinstance(occasion, ast.Occasion):
            scope.findings.error(
                "belonging-never",
                f"{scope.findings.heading} has no deadline, so there is no period in which it is due",
                one.body.span,
                hint="write `belongs to the period in which it starts`, or add a deadline, as in `within 10 days after it`",
            )


def _lifting(scope: Scope, occasion: _OccasionTree, answer: _AnswerTree, one: Said[ast.LiftedBy]) -> Lifting | None:
    """A fact that lifts the duty, where the phrase says so with a length before an instant or before the deadline."""
    fact = pattern(scope, one.body.fact)
    _hangs_together(scope, occasion, one.body.fact)
    if not isinstance(fact, FactPattern):
        return None
    notice = one.body.notice
    if notice is None:
        return Lifting(fact, None, None, one.cited(scope))
    ahead = any_length(scope, notice.length)
    before = None
    if isinstance(notice.before, ast.TheDeadline):
        if answer.limit is None and isinstance(occasion, ast.Occasion):
            scope.findings.error(
                "lifting-deadline",
                f"{scope.findings.heading} has no deadline before which the fact could come",
                notice.span,
                hint="add the deadline to what is required, as in `within 30 days after it`",
            )
    else:
        before = _reference(scope, occasion, notice.before, notice.span)
    return Lifting(fact, ahead, before, one.cited(scope)) if ahead is not None else None
