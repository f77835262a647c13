"""Policies that mean the same although they are written otherwise: one form for all of them, each step with its proof.

Two policies whose normal forms are equal give the same statuses, times and sums for every stream of events. The reverse is not
claimed: unequal forms prove nothing. docs/testing.md repeats the proofs for readers.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import attrs

from slalang.mutation.implied import first_start, last_word, misses_implied, shares_promised, span_of_misses
from slalang.semantics.canonical import canonical_text, fingerprint
from slalang.semantics.policy import (
    Approved,
    Bound,
    Cited,
    Clock,
    Commitment,
    Compiled,
    Condition,
    Consequence,
    Credit,
    Exclusion,
    Ground,
    Guard,
    InARow,
    Limit,
    MostWindows,
    OutageFilter,
    Parameter,
    ParameterIs,
    PauseEffect,
    PointsGround,
    Policy,
    ReadingVariant,
    Right,
    Row,
    Scale,
    SeverityIs,
    WindowCondition,
)
from slalang.time.calendars import Calendar, CombinedCalendar, EveryDay, HoursEntry
from slalang.time.schedules import Schedule
from slalang.time.zones import Zone

_WHOLE = (Zone, Schedule, CombinedCalendar)
"""What holds no rule of the policy."""


def normal_fingerprint(compiled: Compiled) -> str:
    """The hash of what a policy means, however that is worded."""
    before = normal_fingerprint(compiled.replaces) if compiled.replaces is not None else None
    return fingerprint((_policy(compiled.policy, before), tuple(_reading(one, before) for one in compiled.readings), before))


def judged_fingerprint(compiled: Compiled) -> str:
    """The hash of what decides verdicts: without what explanations merely tell of a right, its notice and its refund (R1)."""
    before = judged_fingerprint(compiled.replaces) if compiled.replaces is not None else None
    readings = tuple(attrs.evolve(one, policy=_untold(one.policy)) for one in compiled.readings)
    governing = _policy(_untold(compiled.policy), before)
    return fingerprint((governing, tuple(_reading(one, before) for one in readings), before))


def _untold(policy: Policy) -> Policy:
    rights = tuple(attrs.evolve(right, notice=None, notice_written="", refund=False) for right in policy.rights)
    return attrs.evolve(policy, rights=rights)


def _reading(variant: ReadingVariant, before: str | None) -> ReadingVariant:
    return attrs.evolve(variant, reason="", clauses=(), policy=_policy(variant.policy, before))


def _policy(policy: Policy, before: str | None) -> Policy:
    """What a policy declares is found by its name, and what it says of the agreement itself decides nothing.

    `before` is the hash of the version that it replaces, which governs until this one comes into force.
    """
    found: Policy = _plain(policy)
    commitments = {one.name: one for one in found.commitments}
    accruing = {credit.commitment for credit in found.credits if any(row.accrual is not None for row in credit.rows)}
    return attrs.evolve(
        found,
        in_force_at=first_start(found, found.in_force_at) if before is None else found.in_force_at,
        until_at=first_start(found, found.until_at),
        clauses=(),
        prose=(),
        causes=tuple(sorted(found.causes)),
        exclusions=tuple(_exclusion(one) for one in found.exclusions),
        commitments=tuple(attrs.evolve(one, targets=_apart(one.targets)) for one in found.commitments),
        shares=tuple(attrs.evolve(one, targets=_apart(one.targets)) for one in found.shares),
        clocks=tuple(_clock(one, one.name in accruing) for one in found.clocks),
        credits=tuple(_credit(one, commitments.get(one.commitment), found.parameters) for one in found.credits),
        rights=tuple(_right(one, commitments) for one in found.rights),
    )


def _plain(value: Any) -> Any:
    """Without clauses, reasons and words, which are shown and which no rule asks for."""
    if isinstance(value, tuple):
        return tuple(_plain(member) for member in value)
    if isinstance(value, Cited):
        return Cited()
    if isinstance(value, Calendar):
        # A calendar that names no hours is open all day (T5).
        return value if value.hours else attrs.evolve(value, hours=(HoursEntry(EveryDay()),))
    if isinstance(value, _WHOLE) or not attrs.has(type(value)):
        return value
    parts = {field.alias: _plain(getattr(value, field.name)) for field in attrs.fields(type(value)) if field.init}
    return type(value)(**parts)


def _exclusion(exclusion: Exclusion) -> Exclusion:
    """A window too many has no part that lies within the number, nor has one without approval: the excess is all of it (X3)."""
    conditions = tuple(_all_or_nothing(one) for one in exclusion.conditions)
    return attrs.evolve(exclusion, outages=_filters(exclusion.outages), conditions=conditions)


def _all_or_nothing(condition: WindowCondition) -> WindowCondition:
    whole = isinstance(condition.limitation, MostWindows | Approved) and condition.consequence is Consequence.EXCESS
    return attrs.evolve(condition, consequence=Consequence.VOID) if whole else condition


def _filters(filters: tuple[OutageFilter, ...]) -> tuple[OutageFilter, ...]:
    """An exclusion takes an outage if one of its phrases does (X1): so causes of phrases that ask for nothing else join, a kind
    of a cause adds nothing to its cause, and a phrase that asks for more adds nothing for causes that are taken anyway.
    """
    plain = tuple(one for one in filters if one.environments is None and one.fact is None)
    if any(one.causes is None for one in plain):
        return (OutageFilter(None, None, None, Cited()),)
    named = {cause for one in plain for cause in one.causes or ()}
    taken = tuple(sorted(cause for cause in named if not _covered(cause, named - {cause})))
    narrow = (_of_other_causes(one, taken) for one in filters if one not in plain)
    joined = (OutageFilter(taken, None, None, Cited()),) if taken else ()
    return (*joined, *_sorted(one for one in narrow if one.causes != ()))


def _of_other_causes(narrow: OutageFilter, taken: tuple[str, ...]) -> OutageFilter:
    """A phrase that asks for more, without causes that are taken anyway."""
    if narrow.causes is None:
        return narrow
    named = set(narrow.causes)
    left = (cause for cause in named if not _covered(cause, taken) and not _covered(cause, named - {cause}))
    return attrs.evolve(narrow, causes=tuple(sorted(left)))


def _covered(cause: str, causes: Iterable[str]) -> bool:
    """Whether a cause is one of others, or a kind of one."""
    return any(cause == other or cause.startswith(f"{other}.") for other in causes)


def _clock(clock: Clock, accrues: bool) -> Clock:
    """What a pause does to an accrual is nothing where no credit of the clock accrues (S2, S6)."""
    targets = _apart(clock.targets)
    if clock.pauses is None or accrues or clock.pauses.effect is not PauseEffect.BOTH:
        return attrs.evolve(clock, targets=targets)
    return attrs.evolve(clock, targets=targets, pauses=attrs.evolve(clock.pauses, effect=PauseEffect.DEADLINE))


def _credit(credit: Credit, commitment: Commitment | None, parameters: tuple[Parameter, ...]) -> Credit:
    """Rows that apply to missed periods only need no rule that says so; rows without a winner do not overlap, so that their
    order is nothing; where only missed periods count, an upper limit at the target or above says what is so anyway (C2).
    What is left for the last of all words holds for that word (P2).
    """
    implied = commitment is not None and misses_implied(credit, commitment)
    found = attrs.evolve(
        credit, rows_need_miss=credit.rows_need_miss or implied, claims=_apart(last_word(credit.claims, parameters))
    )
    rows = found.rows
    if found.rows_need_miss and commitment is not None and (shares := shares_promised(commitment)):
        rows = tuple(_missed_anyway(row, max(shares)) for row in rows)
    return attrs.evolve(found, rows=rows if found.overlap is not None else _sorted(rows))


def _missed_anyway(row: Row, most: Fraction) -> Row:
    """Without upper limits at the target or above every target: what is missed lies below."""
    if row.limits is None:
        return row
    upper = (Bound.BELOW, Bound.AT_MOST)
    left = (limit for limit in row.limits if limit.bound not in upper or not _at_target_or_above(limit, most))
    return attrs.evolve(row, limits=tuple(left))


def _at_target_or_above(limit: Limit, most: Fraction) -> bool:
    return limit.scale is Scale.SHARE and (limit.at is None or limit.at >= most)


def _right(right: Right, commitments: dict[str, Commitment]) -> Right:
    """Misses in a row lie close together: a span that holds them wherever they begin asks for nothing more; a single one is in
    a row with itself (R1).
    """
    grounds = (span_of_misses(ground, commitments) for ground in right.grounds)
    return attrs.evolve(right, grounds=tuple(_single(ground) for ground in grounds))


def _single(ground: Ground | PointsGround) -> Ground | PointsGround:
    if isinstance(ground, Ground) and ground.misses == 1:
        return attrs.evolve(ground, among=InARow.COUNTED)
    return ground


def _apart(choices: tuple[Any, ...]) -> tuple[Any, ...]:
    """Of choices whose conditions exclude each other at most one holds, so it does not matter which is asked first (P2)."""
    conditions = [_only(choice.guard) for choice in choices]
    if any(one is None for one in conditions):
        return choices
    pairs = ((one, other) for i, one in enumerate(conditions) for other in conditions[i + 1 :])
    return _sorted(choices) if all(_exclude_each_other(one, other) for one, other in pairs) else choices


def _only(guard: Guard) -> Condition | None:
    return guard[0] if len(guard) == 1 else None


def _exclude_each_other(one: Condition | None, other: Condition | None) -> bool:
    match one, other:
        case ParameterIs(name, False, value), ParameterIs(other_name, False, other_value):
            return name == other_name and value != other_value
        case SeverityIs(False, severities), SeverityIs(False, others):
            return not set(severities) & set(others)
        case _:
            return False


def _sorted(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(values, key=canonical_text))
