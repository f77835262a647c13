"""A version of an agreement beside the one that it replaces (C7)."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from slalang.lint.subject import Subject
from slalang.semantics.policy import Commitment, Compiled
from slalang.syntax import ast
from slalang.time.civil import OutOfRange
from slalang.time.periods import PeriodNeeds, SubscriptionContext, period_holding
from slalang.time.zones import Zone
from slalang.values.diagnostics import Diagnostic, Label
from slalang.values.places import Span
from slalang.values.verdicts import Verdict

_MOST_VERSIONS = 50


@attrs.frozen(slots=True)
class Pair:
    """A version with the one before it, which says until when it is in force: `ends_at` is the end of its last day.

    `place` and `earlier_place` are where the two say when they are in force.
    """

    later: Compiled
    begins_at: int
    ends_at: int
    place: Span
    earlier_place: Span | None

    @property
    def zone(self) -> Zone:
        """The zone of the later version."""
        return self.later.policy.zone

    def finding(self, title: str, *, case: str, hint: str) -> Diagnostic:
        """A finding at the later version's dates, with those of the earlier one."""
        labels = (Label(self.earlier_place, "the earlier version"),) if self.earlier_place is not None else ()
        return Diagnostic(
            title,
            self.place,
            label="the later version",
            clause=f'agreement "{self.later.policy.title}"',
            labels=labels,
            case=case,
            hint=hint,
        )

    def verdict_in(self, commitment: Commitment, start: int, end: int) -> Verdict | None:
        """The verdict of the first period of a commitment that begins in [start, end), in which nothing happens."""
        from slalang.trials.stream import contract, tried

        try:
            period = period_holding(commitment.period, start, SubscriptionContext(start))
            if period.start_at < start:
                period = period_holding(commitment.period, period.end_at, SubscriptionContext(start))
            if not start <= period.start_at < end:
                return None
            given = contract(self.later.policy, commitment.name, period)
            trial = tried(self.later, given, (period.start_at, period.end_at))
        except (PeriodNeeds, OutOfRange, ValueError):
            return None
        return next((v for v in trial.verdicts if v.commitment == commitment.name), None)


def versions(compiled: Compiled, subject: Subject) -> Iterator[Pair]:
    """Each version, the latest first, whose predecessor says until when it is in force."""
    later, tree = compiled, subject.read_as(compiled)
    for _ in range(_MOST_VERSIONS):
        earlier = later.replaces
        if earlier is None:
            return
        earlier_tree = ast.Policy(tuple(rule for one in earlier.trees.values() for rule in one.rules))
        place, begins_at, ends_at = _dates(tree), later.policy.in_force_at, earlier.policy.until_at
        if place is not None and begins_at is not None and ends_at is not None:
            yield Pair(later, begins_at, ends_at, place, _dates(earlier_tree))
        later, tree = earlier, earlier_tree


def _dates(tree: ast.Policy) -> Span | None:
    """Where an agreement says when it is in force."""
    phrases = (phrase for rule in tree.rules if isinstance(rule, ast.Agreement) for phrase in rule.phrases)
    return next((phrase.body.span for phrase in phrases if isinstance(phrase.body, ast.InForce)), None)
