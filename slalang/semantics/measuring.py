"""How a commitment is measured: its own phrases first, then those that hold throughout (O1, O2, D1-D7)."""

from __future__ import annotations

from typing import assert_never

import attrs

from slalang.semantics import choices
from slalang.semantics.choices import Choice
from slalang.semantics.figures import exact_us, named_calendar, whole_number
from slalang.semantics.policy import (
    Basis,
    BasisWords,
    Cited,
    Combine,
    CombineWords,
    Components,
    FromLocations,
    Granularity,
    OutageWatch,
    ProbeWatch,
    RoundedRuns,
    Service,
    ShareRounding,
    ShortestRun,
    Slots,
)
from slalang.semantics.scope import Said, Scope, T, said_once
from slalang.semantics.services import choice_missing
from slalang.syntax import ast
from slalang.syntax.ast import UnobservedRule
from slalang.values.places import Span

_MOST_RUN = 1_000
_MOST_LOCATIONS = 1_000


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

    def speaks_of(self, *kinds: type[ast.Node]) -> ast.Node | None:
        """The rule's own phrase of some kinds, if it has one."""
        return next((p.body for p in self.own if isinstance(p.body, kinds)), None)


def watches(scope: Scope, say: Measuring) -> tuple[OutageWatch | None, ProbeWatch | None, Cited | None]:
    """What is watched, and on what the treatment of unobserved time rests (O1, O2, O5).

    A commitment that says by what it is watched says it all: `throughout` then adds nothing.
    """
    source = say
    if say.speaks_of(ast.WatchOutages, ast.WatchProbes) is not None:
        kept = tuple(p for p in say.throughout if not isinstance(p.body, ast.WatchOutages | ast.WatchProbes))
        source = attrs.evolve(say, throughout=kept)
    outages = source.phrase(scope, "by which outages it is watched", ast.WatchOutages)
    probes = source.phrase(scope, "by which probes it is watched", ast.WatchProbes)
    if outages is None and probes is None:
        choice_missing(scope, choices.WATCH, say.at)
    unobserved = _unobserved(scope, say, watched_by_probes=probes is not None)
    return (
        _outage_watch(scope, outages) if outages is not None else None,
        _probe_watch(scope, probes, unobserved.body.rule) if probes is not None and unobserved is not None else None,
        unobserved.cited(scope) if probes is not None and unobserved is not None else None,
    )


def combine(scope: Scope, say: Measuring, service: Service) -> tuple[Combine | None, Cited | None]:
    """How components become one (D3); None where the service has none, or where the choice is missing."""
    kinds = (ast.CombineAny, ast.CombineAll, ast.CombineSome, ast.CombineEach)
    if service.components is Components.NONE:
        own = say.speaks_of(*kinds)
        if own is not None:
            scope.findings.error(
                "no-components",
                f"the service `{service.name}` has no components that could be combined",
                own.span,
                hint=f"leave the phrase out, or list the components of `{service.name}`",
            )
        return None, None
    found: Said[ast.CombineAny | ast.CombineAll | ast.CombineSome | ast.CombineEach] | None = say.chosen(
        scope, choices.COMBINE, "how its components combine", *kinds
    )
    if found is None:
        return None, None
    cited = found.cited(scope)
    match found.body:
        case ast.CombineAny():
            return CombineWords.ANY, cited
        case ast.CombineAll():
            return CombineWords.ALL, cited
        case ast.CombineEach():
            return CombineWords.EACH, cited
        case ast.CombineSome(least):
            most = len(service.components) if isinstance(service.components, tuple) else 10_000
            return whole_number(scope, least, "the number of components that are down", 1, most), cited


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


def _first(phrases: tuple[ast.Phrase, ...], *kinds: type[T]) -> Said[T] | None:
    for phrase in phrases:
        if isinstance(phrase.body, kinds):
            return Said(phrase.body, phrase.qualifiers, throughout=True)
    return None


def _unobserved(scope: Scope, say: Measuring, watched_by_probes: bool) -> Said[ast.Unobserved] | None:
    own = say.speaks_of(ast.Unobserved)
    if own is not None and not watched_by_probes:
        scope.findings.error(
            "unobserved-without-probes",
            f"{scope.findings.heading} speaks of unobserved time and watches no probes",
            own.span,
            hint="leave the phrase out: time without an outage is up; or add `watched by probes, ...`",
        )
    found = say.phrase(scope, "what unobserved time is", ast.Unobserved)
    if found is None and watched_by_probes:
        choice_missing(scope, choices.UNOBSERVED, say.at)
    return found


def _outage_watch(scope: Scope, found: Said[ast.WatchOutages]) -> OutageWatch | None:
    severities = found.body.severities.severities if found.body.severities is not None else None
    least = None
    if found.body.degree is not None:
        least = found.body.degree.least.value
        if not 0 < least <= 1:
            scope.findings.error(
                "number-out-of-range",
                f"a degree lies above 0 and is at most 1, not {found.body.degree.least.digits}",
                found.body.degree.span,
                hint="write the share of users or capacity affected, as in `0.5`; 1 is a whole outage",
            )
    return OutageWatch(severities, least, found.cited(scope))


def _probe_watch(scope: Scope, found: Said[ast.WatchProbes], unobserved: UnobservedRule) -> ProbeWatch | None:
    failures = whole_number(scope, found.body.failures, "the number of failed probes", 1, _MOST_RUN)
    where: FromLocations | int | None
    match found.body.locations:
        case ast.AnyLocation():
            where = FromLocations.ANY
        case ast.AllLocations():
            where = FromLocations.ALL
        case ast.SomeLocations(least):
            where = whole_number(scope, least, "the number of locations", 1, _MOST_LOCATIONS)
        case _ as never:
            assert_never(never)
    if failures is None or where is None:
        return None
    return ProbeWatch(failures, where, unobserved, found.cited(scope))
