"""How time is counted: a commitment's own phrases first, then those that hold throughout (D5-D7, T8)."""

from __future__ import annotations

from typing import assert_never

import attrs

from slalang.semantics import choices
from slalang.semantics.choices import Choice
from slalang.semantics.figures import exact_us, named_calendar, whole_number
from slalang.semantics.policy import Basis, BasisWords, Cited, Granularity, RoundedRuns, ShareRounding, ShortestRun, Slots
from slalang.semantics.scope import Said, Scope, T, said, said_once
from slalang.semantics.services import choice_missing, phrase_needless
from slalang.syntax import ast
from slalang.values.instants import DAY, SECOND
from slalang.values.places import Span


@attrs.frozen(slots=True)
class Measuring:
    """The phrases that say how something is measured: the rule's own, and those that hold throughout.

    `at` is where an error stands that has no phrase of its own.
    """

    own: tuple[ast.Phrase, ...]
    throughout: tuple[ast.Phrase, ...]
    at: Span

    def phrase(self, scope: Scope, what: str, *kinds: type[T]) -> Said[T] | None:
        """The phrase of some kinds: the rule's own, or else that which holds throughout."""
        return said_once(scope, what, self.own, *kinds) or _first(self.throughout, *kinds)

    def chosen(self, scope: Scope, choice: Choice, what: str, *kinds: type[T]) -> Said[T] | None:
        """The phrase that settles a choice; an error that lists the possibilities where there is none."""
        found = self.phrase(scope, what, *kinds)
        if found is None:
            choice_missing(scope, choice, self.at)
        return found

    def all(self, *kinds: type[T]) -> tuple[Said[T], ...]:
        """Every phrase of some kinds: the rule's own, then those that hold throughout."""
        whole = (Said(one.body, one.qualifiers, throughout=True) for one in said(self.throughout, *kinds))
        return (*said(self.own, *kinds), *whole)

    def needless(self, scope: Scope, why: str, *kinds: type[ast.Node]) -> None:
        """The rule's own phrases of some kinds decide nothing; what holds throughout may hold for other rules."""
        for phrase in self.own:
            if isinstance(phrase.body, kinds):
                phrase_needless(scope, phrase.body.span, why)

    def without(self, *kinds: type[ast.Node]) -> Measuring:
        """The same without what holds throughout of some kinds."""
        return attrs.evolve(self, throughout=tuple(p for p in self.throughout if not isinstance(p.body, kinds)))

    def speaks_of(self, *kinds: type[ast.Node]) -> ast.Node | None:
        """The rule's own phrase of some kinds, if it has one."""
        return next((p.body for p in self.own if isinstance(p.body, kinds)), None)


def basis(scope: Scope, say: Measuring) -> tuple[Basis | None, Cited | None]:
    """Of what availability is a share (D7)."""
    found = say.chosen(scope, choices.BASIS, "over what it is measured", ast.Basis)
    if found is None:
        return None, None
    match found.body.of:
        case ast.WholePeriod():
            return BasisWords.WHOLE, found.cited(scope)
        case ast.PeriodLessExcluded():
            return BasisWords.LESS_EXCLUDED, found.cited(scope)
        case ast.CalendarHours(name):
            return named_calendar(scope, name), found.cited(scope)
        case _ as never:
            assert_never(never)


def granularity(scope: Scope, say: Measuring) -> tuple[Granularity, Cited | None]:
    """How finely downtime is counted (D6)."""
    found: Said[ast.ExactGranularity | ast.SlotGranularity | ast.RunGranularity] | None = say.chosen(
        scope,
        choices.GRANULARITY,
        "how finely downtime is counted",
        ast.ExactGranularity,
        ast.SlotGranularity,
        ast.RunGranularity,
    )
    if found is None:
        return None, None
    cited = found.cited(scope)
    match found.body:
        case ast.ExactGranularity():
            return None, cited
        case ast.SlotGranularity(length, rule):
            us = exact_us(scope, length, "a slot")
            return (Slots(us, rule) if us is not None else None), cited
        case ast.RunGranularity(rounding, length):
            us = exact_us(scope, length, "that to which runs are rounded")
            return (RoundedRuns(us, rounding) if us is not None else None), cited


def partial_period(scope: Scope, say: Measuring) -> tuple[ast.PartialRule | None, Cited | None]:
    """How a period is judged that the subscription covers only in part (T8)."""
    found = say.chosen(scope, choices.PARTIAL, "how a period covered in part is judged", ast.PartialPeriod)
    if found is None:
        return None, None
    return found.body.rule, found.cited(scope)


def shortest_run(scope: Scope, say: Measuring) -> ShortestRun | None:
    """Which runs are too short to count (D5)."""
    found = say.phrase(scope, "which runs are too short", ast.ShortestRun)
    if found is None:
        return None
    us = exact_us(scope, found.body.length, "the shortest run")
    if us is None:
        return None
    return ShortestRun(us, found.body.longer, found.body.before_exclusions, found.cited(scope))


def availability_rounding(scope: Scope, say: Measuring) -> ShareRounding | None:
    """To how many decimals of a percentage availability is rounded (D7)."""
    found = say.phrase(scope, "how availability is rounded", ast.AvailabilityRounding)
    if found is None:
        return None
    digits = whole_number(scope, found.body.digits, "the number of decimals", 0, 12)
    return ShareRounding(digits, found.body.rounding) if digits is not None else None


def slot_length(scope: Scope, written: ast.Length) -> int | None:
    """The length of slots on the UTC grid that are judged one by one, from a second to a day, in microseconds (D1)."""
    us = exact_us(scope, written, "a slot")
    if us is None or SECOND <= us <= DAY:
        return us
    scope.findings.error(
        "length-out-of-range",
        "a slot lasts at least 1 second and at most 24 hours",
        written.span,
        hint="check the figure and its unit against the agreement",
    )
    return None


def _first(phrases: tuple[ast.Phrase, ...], *kinds: type[T]) -> Said[T] | None:
    for phrase in phrases:
        if isinstance(phrase.body, kinds):
            return Said(phrase.body, phrase.qualifiers, throughout=True)
    return None
