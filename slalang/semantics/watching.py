"""By what bad time is known: outages, probes, slots of probes and of counts (O1-O3, O5, O8, D1)."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

import attrs

from slalang.semantics import choices
from slalang.semantics.figures import exact_us, whole_number
from slalang.semantics.measuring import Measuring, slot_length
from slalang.semantics.policy import (
    Cited,
    Comparison,
    CountWatch,
    Failing,
    FromLocations,
    OutageWatch,
    ProbeSlots,
    ProbeWatch,
    UnevenRule,
    UnobservedRule,
)
from slalang.semantics.scope import Said, Scope
from slalang.semantics.services import choice_missing
from slalang.semantics.sources import sources
from slalang.syntax import ast

WATCHES = (ast.WatchOutages, ast.WatchProbes, ast.WatchProbeSlots, ast.WatchCounts)
_OF_NO_COUNTS = (ast.UnevenCounts, ast.EmptySlot)
_MOST_RUN = 1_000
_MOST_LOCATIONS = 1_000
_MOST_REQUESTS = 10**12


@attrs.frozen(slots=True)
class Watches:
    """What is watched, with what is to be chosen for it, and on what each choice rests."""

    outages: OutageWatch | None = None
    probes: ProbeWatch | None = None
    probe_slots: ProbeSlots | None = None
    counts: CountWatch | None = None
    unobserved: UnobservedRule | None = None
    uneven: UnevenRule | None = None
    explained: Cited | None = None
    chosen: tuple[tuple[str, Cited], ...] = ()


def watches(scope: Scope, say: Measuring) -> Watches:
    """All by which bad time is known, joined where there are several (D1).

    A commitment that says by what it is watched says it all: `throughout` then adds nothing.
    """
    source = say.without(*WATCHES) if say.speaks_of(*WATCHES) is not None else say
    by_outages = source.phrase(scope, "by which outages it is watched", ast.WatchOutages)
    by_probes = source.phrase(scope, "by which probes it is watched", ast.WatchProbes)
    by_slots = source.phrase(scope, "by which slots of probes it is watched", ast.WatchProbeSlots)
    by_counts = source.phrase(scope, "by which counts it is watched", ast.WatchCounts)
    if by_outages is None and by_probes is None and by_slots is None and by_counts is None:
        choice_missing(scope, choices.WATCH, say.at)
    observed = by_probes is not None or by_slots is not None or by_counts is not None
    named: list[tuple[str, Cited]] = []
    unobserved = _unobserved(scope, say, observed)
    if unobserved is not None:
        named.append(("unobserved", unobserved.cited(scope)))
    uneven, empty = None, None
    if by_counts is not None:
        uneven = say.chosen(scope, choices.UNEVEN, choices.UNEVEN.question, ast.UnevenCounts)
        empty = say.chosen(scope, choices.EMPTY_SLOT, choices.EMPTY_SLOT.question, ast.EmptySlot)
        named += [("uneven", uneven.cited(scope))] if uneven is not None else []
        named += [("empty", empty.cited(scope))] if empty is not None else []
    else:
        say.needless(scope, "no counts are watched", *_OF_NO_COUNTS)
    if by_probes is None:
        say.needless(scope, "no probes are watched that could hold for a time", ast.ProbeHold)
    if not observed:
        say.needless(scope, "an outage explains only slots and runs of failed probes, and none are watched", ast.Explained)
    return Watches(
        outages=_outage_watch(scope, by_outages) if by_outages is not None else None,
        probes=_probe_watch(scope, by_probes, say) if by_probes is not None else None,
        probe_slots=_probe_slots(scope, by_slots) if by_slots is not None else None,
        counts=_count_watch(scope, by_counts, empty) if by_counts is not None and empty is not None else None,
        unobserved=unobserved.body.rule if unobserved is not None else None,
        uneven=uneven.body.rule if uneven is not None else None,
        explained=explained(scope, say) if observed else None,
        chosen=tuple(named),
    )


def explained(scope: Scope, say: Measuring) -> Cited | None:
    """On what it rests that an excluded outage explains what lies inside it; None where it does not (D1)."""
    found = say.phrase(scope, "that an excluded outage explains what lies inside it", ast.Explained)
    return found.cited(scope) if found is not None else None


def classes(of_class: ast.OfClass | None) -> tuple[str, ...] | None:
    """The classes of counts or executions that are admitted; None for all (O3)."""
    return tuple(dict.fromkeys(of_class.classes)) if of_class is not None else None


def _unobserved(scope: Scope, say: Measuring, observed: bool) -> Said[ast.Unobserved] | None:
    own = say.speaks_of(ast.Unobserved)
    if own is not None and not observed:
        scope.findings.error(
            "unobserved-without-probes",
            f"{scope.findings.heading} speaks of unobserved time and watches neither probes nor counts",
            own.span,
            hint="leave the phrase out: time without an outage is up; or add `watched by probes, ...`",
        )
    found = say.phrase(scope, "what unobserved time is", ast.Unobserved)
    if found is None and observed:
        choice_missing(scope, choices.UNOBSERVED, say.at)
    return found if observed else None


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
    return OutageWatch(severities, least, sources(scope, found.body.reported), found.cited(scope))


def _probe_watch(scope: Scope, found: Said[ast.WatchProbes], say: Measuring) -> ProbeWatch | None:
    failures = whole_number(scope, found.body.failures, "the number of failed probes", 1, _MOST_RUN)
    where: FromLocations | int | None
    match found.body.locations:
        case ast.AnyLocation():
            where = FromLocations.ANY
        case ast.AllLocations():
            where = FromLocations.ALL
        case ast.EachLocation():
            where = FromLocations.EACH
        case ast.SomeLocations(least):
            where = whole_number(scope, least, "the number of locations", 1, _MOST_LOCATIONS)
        case _ as never:
            assert_never(never)
    hold = say.phrase(scope, "for how long a probe speaks", ast.ProbeHold)
    hold_us = exact_us(scope, hold.body.length, "the time for which a probe speaks") if hold is not None else None
    if failures is None or where is None:
        return None
    return ProbeWatch(failures, where, hold_us, sources(scope, found.body.reported), found.cited(scope))


def _probe_slots(scope: Scope, found: Said[ast.WatchProbeSlots]) -> ProbeSlots | None:
    us, failing = slot_length(scope, found.body.length), _failing(scope, found.body.failing)
    by = sources(scope, found.body.reported)
    return ProbeSlots(us, failing, by, found.cited(scope)) if us is not None and failing is not None else None


def _count_watch(scope: Scope, found: Said[ast.WatchCounts], empty: Said[ast.EmptySlot]) -> CountWatch | None:
    body = found.body
    us, failing = slot_length(scope, body.length), _failing(scope, body.failing)
    least = 0
    if body.least is not None:
        least = whole_number(scope, body.least.number, "the least number of requests", most=_MOST_REQUESTS) or 0
    by = sources(scope, body.reported)
    if us is None or failing is None:
        return None
    return CountWatch(us, classes(body.of_class), failing, least, empty.body.rule, by, found.cited(scope))


def _failing(scope: Scope, written: ast.AllFailed | ast.ShareFailed) -> Failing | None:
    """The share that makes a slot bad: some slot must be able to reach it, and some must not (D1)."""
    if isinstance(written, ast.AllFailed):
        return Failing(Comparison.AT_LEAST, Fraction(1), "100")
    share, more = written.percent.share, written.comparison is Comparison.MORE_THAN
    if (0 <= share < 1) if more else (0 < share <= 1):
        return Failing(written.comparison, share, written.percent.digits)
    scope.findings.error(
        "percent-out-of-range",
        f"{written.comparison.value} {written.percent.digits}% failed is true of {'no' if share >= 1 else 'every'} slot",
        written.span,
        hint="write a share between them, as in `at least 5% failed`; or `all failed`",
    )
    return None
