"""What several credits come to together: sums and alternatives, points in money, caps that they share (C3, C5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from slalang.semantics import choices
from slalang.semantics.bases import base, base_missing, ceiling, least_payable, needs_base
from slalang.semantics.earners import Earner
from slalang.semantics.figures import length, money, percent
from slalang.semantics.measuring import Measuring
from slalang.semantics.periods import not_shorter, period
from slalang.semantics.policy import (
    CapSpan,
    CapWords,
    Credit,
    Joining,
    Joint,
    JointCap,
    Points,
    ShareOfBase,
    WithinAny,
    WithinPeriods,
)
from slalang.semantics.promises import named_promise
from slalang.semantics.scope import Said, Scope, said, said_once
from slalang.semantics.services import choice_missing, first_of_each, phrase_needless
from slalang.syntax import ast
from slalang.time.lengths import CalendarLength, ExactLength
from slalang.time.periods import PeriodRule
from slalang.values.money import Money

_MOST_MEMBERS = 100
_KINDS = (ast.Commitment, ast.Share, ast.Clock, ast.Duty)


def resolve_joint(scope: Scope, rule: ast.Joint, throughout: tuple[ast.Phrase, ...]) -> Joint | None:
    """One joint rule with every choice made; None where something is missing or wrong."""
    here = scope.inside("joint", rule.name.text, rule.qualifiers)
    before = here.findings.errors
    say = Measuring(rule.phrases, throughout, rule.name.span)
    members, credits = _members(here, rule)
    every = _common_period(here, rule, members)
    by = Earner(None, every=every)
    joining = _joining(here, say, rule)
    point = _point(here, rule, credits, complete=len(credits) == len(rule.commitments))
    caps = tuple(_cap(here, one, by) for one in said(rule.phrases, ast.JointCap))
    rounding = say.chosen(here, choices.ROUNDING, "how money is rounded", ast.MoneyRounding)
    share_of = _base(here, rule)
    of = base(here, share_of.body, by) if share_of is not None else None
    least = least_payable(here, rule.phrases)
    if every is None or rounding is None or here.findings.errors > before:
        return None
    return Joint(
        name=rule.name.text,
        commitments=tuple(members),
        joining=joining,
        period=every,
        point=point,
        caps=tuple(cap for cap in caps if cap is not None),
        base=of,
        least_payable=least,
        rounding=rounding.body.rounding,
        cited=here.cited(rule.qualifiers, f"joint {rule.name.text}", rule.name.span),
    )


def one_joint_each(scope: Scope, rules: Mapping[str, ast.Joint]) -> None:
    """A credit is settled in one place: what it is joined in twice would be owed twice (C5)."""
    first: dict[str, tuple[ast.Joint, ast.Name]] = {}
    for rule in rules.values():
        for name in rule.commitments:
            other, place = first.setdefault(name.text, (rule, name))
            if other is not rule:
                scope.inside("joint", rule.name.text, rule.qualifiers).findings.twice(
                    f"the credit for `{name.text}` is joined",
                    place.span,
                    name.span,
                    f"leave it out of {other.name.text} or of {rule.name.text}: one credit is settled in one place",
                    code="joined-twice",
                )


def _members(scope: Scope, rule: ast.Joint) -> tuple[dict[str, PeriodRule | None], list[Credit]]:
    """The members with their periods, None where one is in error, and those credits that are right."""
    if len(rule.commitments) > _MOST_MEMBERS:
        scope.findings.error("too-much", f"more than {_MOST_MEMBERS} credits", rule.name.span, hint="join fewer of them")
        return {}, []
    named = first_of_each(
        scope.findings, "the member", ((n.text, n.span, n) for n in rule.commitments), "leave it out the second time"
    )
    members: dict[str, PeriodRule | None] = {}
    credits: list[Credit] = []
    for text, name in named.items():
        if named_promise(scope, name, *_KINDS) is None:
            continue
        if text not in scope.credits:
            scope.findings.error(
                "joint-without-credit",
                f"`{text}` has no credit that could be joined",
                name.span,
                hint=f"add it, as in `credit for {text}: a missed target earns ...`, or leave `{text}` out",
            )
            continue
        credit = scope.credits[text]
        members[text] = _period_of(scope, text, credit)
        credits += [credit] if credit is not None else []
    return members, credits


def _period_of(scope: Scope, name: str, credit: Credit | None) -> PeriodRule | None:
    if credit is not None and credit.period is not None:
        return credit.period
    judged = scope.commitments.get(name) or scope.shares.get(name)
    return judged.period if judged is not None else None


def _common_period(scope: Scope, rule: ast.Joint, members: dict[str, PeriodRule | None]) -> PeriodRule | None:
    """The one period of all members (C5)."""
    known = {name: every for name, every in members.items() if every is not None}
    first = next(iter(known), None)
    if first is None:
        return None
    for name in rule.commitments:
        if known.get(name.text, known[first]) != known[first]:
            scope.findings.error(
                "joint-periods",
                f"`{name.text}` and `{first}` are judged per different periods",
                name.span,
                hint="join credits whose periods are the same; what is judged by the month and what by the quarter "
                "come to nothing in common",
            )
            return None
    return known[first]


def _joining(scope: Scope, say: Measuring, rule: ast.Joint) -> Joining:
    found: Said[ast.CreditsAddUp | ast.HighestCredit] | None = said_once(
        scope, "how the credits come together", rule.phrases, ast.CreditsAddUp, ast.HighestCredit
    )
    if len(rule.commitments) == 1:
        if found is not None:
            phrase_needless(scope, found.body.span, "there is only one credit")
    elif found is None:
        choice_missing(scope, choices.JOINING, say.at)
    return Joining.HIGHEST if found is not None and isinstance(found.body, ast.HighestCredit) else Joining.SUM


def _point(scope: Scope, rule: ast.Joint, credits: list[Credit], *, complete: bool) -> Money | ShareOfBase | None:
    """What a point is worth, where the members give points (C3); `complete`: every member's credit is right."""
    found = said_once(scope, "what a point is worth", rule.phrases, ast.PointWorth)
    given = any(isinstance(row.award, Points) for credit in credits for row in credit.rows)
    if found is None:
        if given:
            scope.findings.error(
                "point-worth-missing",
                f"{scope.findings.heading} joins points, and does not say what a point is worth",
                rule.name.span,
                hint="add it, as in `each point is worth EUR 10` or `each point is worth 1% of the base`",
            )
        return None
    if not given and complete:
        phrase_needless(scope, found.body.span, "none of the credits gives points")
    match found.body.worth:
        case ast.Money() as sum_:
            return money(scope, sum_)
        case ast.ShareOfBase(share):
            value = percent(scope, share, "what a point is worth", most=None)
            return ShareOfBase(value.share, value.digits) if value is not None else None
        case _:
            assert_never(found.body.worth)


def _base(scope: Scope, rule: ast.Joint) -> Said[ast.Base] | None:
    """Of what caps and points are shares; said where one of them is, and only there (C4)."""
    found = said_once(scope, "of what it is a share", rule.phrases, ast.Base)
    needed = any(_shares(rule))
    if found is None and needed:
        base_missing(scope, rule.name)
    elif found is not None and not needed:
        phrase_needless(scope, found.body.span, "nothing in the rule is a share of a base")
    return found


def _shares(rule: ast.Joint) -> Iterator[bool]:
    for cap in said(rule.phrases, ast.JointCap):
        yield needs_base(cap.body.at)
    for point in said(rule.phrases, ast.PointWorth):
        yield isinstance(point.body.worth, ast.ShareOfBase)


def _cap(scope: Scope, one: Said[ast.JointCap], by: Earner) -> JointCap | None:
    at = ceiling(scope, one.body.at, by)
    within = _span(scope, one.body.span_of, by.every)
    return JointCap(at, within, one.cited(scope)) if at is not None and within is not None else None


def _per_rolling(scope: Scope, written: ast.RollingPeriod) -> None:
    many = "" if written.number.digits == "1" else "s"
    scope.findings.error(
        "rolling-holds",
        "a cap over a time that rolls on is said with `within any`",
        written.span,
        hint=f"write `within any {written.number.digits} {written.unit.value}{many}` in place of `per`",
    )


def _span(scope: Scope, written: ast.CapSpan | None, every: PeriodRule | None) -> CapSpan | None:
    """Over what time credits share a cap (C5)."""
    match written:
        case None:
            return CapWords.EACH
        case ast.CapSubscription():
            return CapWords.SUBSCRIPTION
        case ast.CapPeriod(longer):
            if isinstance(longer, ast.RollingPeriod):
                _per_rolling(scope, longer)
                return None
            rule = period(scope, longer)
            if rule is None or (every is not None and not not_shorter(scope, longer, rule, every)):
                return None
            return WithinPeriods(rule)
        case ast.CapRolling(how_long):
            span = length(scope, how_long)
            if span is not None and not isinstance(span, CalendarLength | ExactLength):
                scope.findings.error(
                    "length-unit",
                    "a cap holds in any so many months or days, not business days or hours",
                    how_long.span,
                    hint="write the span as in `within any 12 months`",
                )
                return None
            return WithinAny(span) if span is not None else None
        case _:
            assert_never(written)
