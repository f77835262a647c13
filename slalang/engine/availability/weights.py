"""Time that weighs more or less than itself: a share of the users, of the resources, of the service (D3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from heapq import heappop, heappush
from itertools import pairwise
from typing import TypeAlias

from slalang.engine.observation.observations import ALWAYS
from slalang.engine.observation.resources import Fleet, Stay
from slalang.engine.terms import number_of, written
from slalang.values.diagnostics import Diagnostic, PolicyError
from slalang.values.intervals import Interval, Intervals, clip, intersect, measure, normalize
from slalang.values.wire_forms import shown

Weights: TypeAlias = tuple[tuple[Interval, Fraction], ...]
"""What bad time weighs, in disjoint stretches in order; time outside them weighs nothing."""


def weighed(time: Intervals, weights: Weights | None) -> int | Fraction:
    """The weighted sum of some time, in microseconds; its plain length where time is not weighted (None)."""
    if weights is None:
        return measure(time)
    return sum((weight * measure(clip(time, start, end)) for (start, end), weight in weights), Fraction(0))


def only_in(time: Intervals, weights: Weights) -> Weights:
    """The weights inside some time."""
    return tuple((inside, weight) for span, weight in weights for inside in clip(time, *span))


def by_degree(bad: Iterable[tuple[Intervals, Fraction]]) -> Weights:
    """At each instant the largest degree of what is bad then; the time of each with its degree, in any order."""
    spans = sorted((start, end, degree) for time, degree in bad for start, end in time)
    edges = sorted({edge for start, end, _ in spans for edge in (start, end)})
    running: list[tuple[Fraction, int]] = []
    found: list[tuple[Interval, Fraction]] = []
    i = 0
    for start, end in pairwise(edges):
        while i < len(spans) and spans[i][0] <= start:
            heappush(running, (-spans[i][2], spans[i][1]))
            i += 1
        while running and running[0][1] <= start:
            heappop(running)
        if running:
            _append(found, (start, end), -running[0][0])
    return tuple(found)


def by_shares(down: Mapping[str | None, Intervals], shares: Mapping[str | None, Fraction]) -> Weights:
    """At each instant the sum of the shares of what is down then."""
    return _part_of({part: [(span, shares[part]) for span in time] for part, time in down.items()}, None)


def by_attribute(
    down: Mapping[str | None, Intervals], there: Mapping[str | None, Intervals], fleet: Fleet, attribute: str
) -> Weights:
    """At each instant the weights of the resources that are down, as a part of those of all that are there."""
    of_all = {part: list(_weights_of(fleet.stays[part], time, attribute)) for part, time in there.items() if part is not None}
    of_down = {
        part: [(span, weight) for whole, weight in own for span in clip(down[part], *whole)] for part, own in of_all.items()
    }
    return _part_of(of_down, of_all)


def heavy_time(there: Mapping[str, Intervals], fleet: Fleet, attribute: str) -> Intervals:
    """The time in which any resource that is there weighs something."""
    return normalize(
        span for name, time in there.items() for span, weight in _weights_of(fleet.stays[name], time, attribute) if weight
    )


def _weights_of(stays: tuple[Stay, ...], there: Intervals, attribute: str) -> Iterable[tuple[Interval, Fraction]]:
    """What a resource weighs while it is there, stay by stay."""
    for stay in stays:
        for span in intersect((stay.span,), there):
            yield span, _weight(stay, attribute)


def _weight(stay: Stay, attribute: str) -> Fraction:
    """The weight that a resource event gives. PolicyError where it gives none."""
    value = dict(stay.attributes).get(attribute)
    number = None if value is None else number_of(value)
    if number is not None and number >= 0:
        return Fraction(number)
    event = stay.event
    title = f"resource {shown(event.id)} has no attribute `{attribute}` by which it could weigh"
    if value is not None:
        title = f"resource {shown(event.id)}: the attribute `{attribute}` is `{shown(written(value))}`, which is no weight"
    raise PolicyError(
        [
            Diagnostic(
                title,
                event.span,
                code="resource-weight",
                field="attributes",
                hint=f"give `{attribute}` a number of at least 0, or leave the resource out by `only resources where ...`",
            )
        ]
    )


def _part_of(
    some: Mapping[str | None, list[tuple[Interval, Fraction]]] | Mapping[str, list[tuple[Interval, Fraction]]],
    of_all: Mapping[str, list[tuple[Interval, Fraction]]] | None,
) -> Weights:
    """At each instant the sum of some weights over that of all; over one where there is no `of_all`."""
    edges: dict[int, list[Fraction]] = defaultdict(lambda: [Fraction(0), Fraction(0)])
    for column, weights in enumerate((some, of_all or {})):
        for own in weights.values():
            for (start, end), weight in own:
                edges[start][column] += weight
                edges[end][column] -= weight
    found: list[tuple[Interval, Fraction]] = []
    part, whole = Fraction(0), Fraction(0 if of_all is not None else 1)
    for start, end in pairwise((*sorted(edges), ALWAYS[0][1])):
        part += edges[start][0]
        whole += edges[start][1]
        if part and whole:
            _append(found, (start, end), part / whole)
    return tuple(found)


def _append(found: list[tuple[Interval, Fraction]], span: Interval, weight: Fraction) -> None:
    """Add a stretch; one that follows on another of the same weight goes with it."""
    if found and found[-1][1] == weight and found[-1][0][1] == span[0]:
        found[-1] = ((found[-1][0][0], span[1]), weight)
    else:
        found.append((span, weight))
