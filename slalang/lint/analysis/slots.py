"""In which hours the windows of an exclusion may lie (X2, X3)."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.lint.analysis.openings import Openings, common, known, often_open
from slalang.semantics.guards import implied
from slalang.semantics.policy import (
    AllowedTime,
    AnyLength,
    ChosenLength,
    Commitment,
    Consequence,
    Exclusion,
    Guard,
    Lifted,
    Notice,
    Policy,
    RecurringWindows,
    WindowCondition,
)
from slalang.syntax import ast, wording
from slalang.time.lengths import BusinessDays, BusinessHours, Length
from slalang.values.places import Span

_MOST_EXCLUSIONS = 20


@attrs.frozen(slots=True)
class Hours:
    """Hours that an exclusion names: its recurring windows, or a condition on where windows lie."""

    openings: Openings
    guard: Guard
    written: str
    span: Span
    consequence: Consequence | None = None
    """None for recurring windows: no other time is excluded."""

    @property
    def limits(self) -> bool:
        """Whether time outside them stays excluded."""
        return self.consequence is not Consequence.COVENANT


def examined(policy: Policy) -> tuple[Exclusion, ...]:
    """The exclusions of a policy that are looked at: of so many that no agreement has them, the first."""
    return policy.exclusions[:_MOST_EXCLUSIONS]


def hours_of(exclusion: Exclusion, rule: ast.Exclusion) -> tuple[Hours, ...]:
    """The hours of an exclusion in order, those left out that an approval lifts. `rule` is the exclusion as it is written."""
    return tuple(_hours(exclusion, rule))


def _hours(exclusion: Exclusion, rule: ast.Exclusion) -> Iterator[Hours]:
    if isinstance(exclusion.windows, RecurringWindows):
        body = next(phrase.body for phrase in rule.phrases if isinstance(phrase.body, ast.RecurringExcluded))
        yield Hours(exclusion.windows.schedule, (), wording.body(body), body.span)
    if Lifted.HOURS not in exclusion.lifted:
        for condition in exclusion.conditions:
            if isinstance(condition.limitation, AllowedTime):
                cited = condition.cited
                yield Hours(condition.limitation.inside, condition.guard, cited.written, cited.span, condition.consequence)


def whenever(guard: Guard, hours: tuple[Hours, ...]) -> tuple[Openings, ...]:
    """Of some hours those that hold whenever a guard does, where windows must lie inside them or lose the rest."""
    return tuple(one.openings for one in hours if one.limits and implied(one.guard, guard))


def before(condition: WindowCondition, exclusion: Exclusion) -> tuple[WindowCondition, ...]:
    """The conditions that are tested before one (X4)."""
    return exclusion.conditions[: exclusion.conditions.index(condition)]


def can_be_announced(exclusion: Exclusion, policy: Policy) -> bool:
    """Whether the calendars of its notices open at all; False also where that would take too long to tell."""
    notices = (c.limitation.length for c in exclusion.conditions if isinstance(c.limitation, Notice))
    lengths = (one for length in notices for one in lengths_of(length))
    calendars = {one.calendar for one in lengths if isinstance(one, BusinessDays | BusinessHours)}
    return all(often_open(one) or (known(one) and common((one,), policy) is not None) for one in calendars)


def lengths_of(length: AnyLength) -> tuple[Length, ...]:
    """A length, or every one that a customer's contract may pick."""
    return tuple(option for _, option in length.options) if isinstance(length, ChosenLength) else (length,)


def excluded_from(exclusion: Exclusion, policy: Policy) -> tuple[Commitment, ...]:
    """The commitments from which an exclusion takes time."""
    names = exclusion.commitments
    return tuple(one for one in policy.commitments if names is None or one.name in names)


def lifts(exclusion: Exclusion, *conditions: Lifted) -> bool:
    """Whether an approval lifts any of some conditions."""
    return any(one in exclusion.lifted for one in conditions)
